//! Rules: data, validated once and then immutable.
//!
//! [`load`](self::load) reads packs of TOML into [`schema`](self::schema) types that know where each value stood;
//! [`check`](self::check) turns them into the [`Rule`]s here or into problems. What a rule looks for is its [`Matcher`],
//! one of a closed set; where it holds its tongue is its [`Guard`], the same for every kind.

pub mod check;
pub mod combine;
pub mod decode;
pub mod doc;
pub mod lexicon;
pub mod load;
pub mod pattern;
pub mod schema;
pub mod term;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::position::Span;
use crate::post::Situation;
use crate::problem::ProblemSource;
use crate::text::layout::PartKind;
use crate::words::Words;

/// One of the six categories of tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// 谦逊.
    Modesty,
    /// 平实.
    Plainness,
    /// 坦诚.
    Candour,
    /// 尊重.
    Respect,
    /// 回应.
    Response,
    /// 规范.
    Form,
}

impl Category {
    /// All categories, in the order of the documentation.
    pub const ALL: [Self; 6] =
        [Self::Modesty, Self::Plainness, Self::Candour, Self::Respect, Self::Response, Self::Form];

    /// The name in rule ids and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Modesty => "modesty",
            Self::Plainness => "plainness",
            Self::Candour => "candour",
            Self::Respect => "respect",
            Self::Response => "response",
            Self::Form => "form",
        }
    }

    /// The Chinese name shown to users.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Modesty => "谦逊",
            Self::Plainness => "平实",
            Self::Candour => "坦诚",
            Self::Respect => "尊重",
            Self::Response => "回应",
            Self::Form => "规范",
        }
    }

    /// The category of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == name)
    }
}

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// A suggestion.
    Info,
    /// An editor would ask for a change.
    Warning,
    /// Should not go out like this.
    Error,
}

impl Severity {
    /// The name in rules and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A severity, or silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The rule does not speak.
    Off,
    /// As [`Severity::Info`].
    Info,
    /// As [`Severity::Warning`].
    Warning,
    /// As [`Severity::Error`].
    Error,
}

impl Level {
    /// The severity, if the rule speaks at all.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }
}

/// The stable name of a rule: `category/slug`, ASCII.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct RuleId(Arc<str>);

impl RuleId {
    /// The id `text`, which must be `category/slug` with a known category and a kebab-case ASCII slug.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let (category, slug) = text.split_once('/')?;
        Category::from_name(category)?;
        let fine = !slug.is_empty()
            && !slug.starts_with('-')
            && !slug.ends_with('-')
            && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        fine.then(|| Self(Arc::from(text)))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether a selector means this rule: its id, `category/*`, or the name of its category.
    #[must_use]
    pub fn selected_by(&self, selector: &str) -> bool {
        let category = self.category().name();
        selector == self.as_str() || selector == category || selector.strip_suffix("/*") == Some(category)
    }

    /// The category in the id.
    #[must_use]
    pub fn category(&self) -> Category {
        self.0.split_once('/').and_then(|(c, _)| Category::from_name(c)).unwrap_or(Category::Form)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A wording to look for, as written in a pack: literals with `(甲|乙)` for alternatives and `(…)?` for what may be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// As written.
    pub written: String,
    /// Every literal it stands for, folded; never empty.
    pub literals: Vec<String>,
    /// Wordings to use instead, the best first; an empty one means: leave it out.
    pub instead: Vec<String>,
}

/// Something a guard or a relation asks for in the neighbourhood of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cue {
    /// Literals, folded.
    Literals(Vec<String>),
    /// A recogniser of [`crate::entity`].
    Entity(crate::entity::EntityKind),
    /// A part of the post.
    Part(PartKind),
    /// A word class of the pack; its terms are already resolved.
    Class(String, Vec<String>),
    /// A linear-time regular expression, searched for in the text in question.
    Pattern(String),
    /// An element of an incident notice ([`crate::matcher::element`]).
    Element(Element),
}

/// The elements an incident notice is looked through for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Element {
    /// When it happened.
    Time,
    /// Where.
    Place,
    /// What is known of people harmed.
    CasualtyStatus,
    /// A named body doing something.
    WhoActs,
    /// What the public should do.
    Guidance,
    /// How to ask.
    Contact,
    /// When more will be said.
    NextUpdate,
    /// Who speaks.
    Issuer,
}

impl Element {
    /// All elements with their names in rules.
    pub const NAMES: [(&'static str, Self); 8] = [
        ("time", Self::Time),
        ("place", Self::Place),
        ("casualty-status", Self::CasualtyStatus),
        ("who-acts", Self::WhoActs),
        ("guidance", Self::Guidance),
        ("contact", Self::Contact),
        ("next-update", Self::NextUpdate),
        ("issuer", Self::Issuer),
    ];
}

/// What a rule looks for. Exactly one a rule.
#[derive(Debug, Clone, PartialEq)]
pub enum Matcher {
    /// Wordings.
    Phrase(Phrase),
    /// Regular expressions.
    Pattern(Pattern),
    /// Words and parts of speech in a row.
    Sequence(Sequence),
    /// A quantity beyond its limit.
    Measure(Measure),
    /// One thing in relation to another.
    Relation(Relation),
}

/// `[rule.phrase]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The wordings.
    pub terms: Vec<Term>,
}

/// Which text a pattern is matched against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// The folded view.
    Folded,
    /// The text exactly as it stands in the draft, for rules about typography.
    Raw,
}

/// `[rule.pattern]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// Regular expressions, folded if `target` is [`Target::Folded`]. A group named `at` narrows the place of the finding.
    pub any: Vec<String>,
    /// What they are matched against.
    pub target: Target,
    /// A wording made from the groups (`$verb`), offered as alternative.
    pub replace: Option<String>,
}

/// One step of a sequence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Step {
    /// The word is one of these; empty: any word.
    pub words: Vec<String>,
    /// The word's tag is one of these, or begins with one that ends in `*`; empty: any tag.
    pub tags: Vec<String>,
    /// Words that do not count.
    pub not: Vec<String>,
    /// Least and greatest length in characters.
    pub chars: Option<(usize, usize)>,
    /// How many words in a row the step takes: least and greatest.
    pub times: (usize, usize),
    /// A name, for `replace`.
    pub name: Option<String>,
    /// Whether the step belongs to the place of the finding.
    pub mark: bool,
}

/// `[rule.sequence]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sequence {
    /// The steps; at least one has `words`.
    pub steps: Vec<Step>,
    /// A wording made from named steps (`{verb}`), offered as alternative.
    pub replace: Option<String>,
}

/// A stretch of text in which a rule counts or looks around.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Within {
    /// The clause.
    Clause,
    /// The sentence.
    Sentence,
    /// The sentence and the one behind it.
    NextSentence,
    /// The sentence, the one before it and the one behind it.
    Neighbours,
    /// The whole post.
    Post,
    /// The headline, or the first sentence where there is none.
    Lead,
}

/// Which places of a counted thing become findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// One finding for each place.
    Each,
    /// One finding at the first place; the others are related places.
    First,
    /// One finding for each place beyond the limit.
    Beyond,
    /// One finding over the whole stretch from the first place to the last.
    All,
}

/// `[rule.measure]`.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// Weibo units of the post beyond `max`.
    Length {
        /// The limit in weibo units.
        max: usize,
    },
    /// Characters of a sentence or clause beyond `max`. List-like sentences do not count.
    Stretch {
        /// [`Within::Sentence`] or [`Within::Clause`].
        within: Within,
        /// The limit in Chinese characters.
        max: usize,
    },
    /// At least `min` of the terms in the stretch, and at least `per_100` for every 100 weibo units of the post.
    Count {
        /// What is counted.
        terms: Vec<Term>,
        /// Regular expressions counted as well.
        patterns: Vec<String>,
        /// Where.
        within: Within,
        /// At least so many.
        min: usize,
        /// At least so many for every 100 units of the post; 0 for no such condition.
        per_100: f64,
        /// How many different terms there must be.
        distinct: usize,
        /// Which places are marked.
        mark: Mark,
    },
    /// Parts of a kind beyond `max`.
    Parts {
        /// The kind.
        kind: PartKind,
        /// The limit.
        max: usize,
        /// Which places are marked.
        mark: Mark,
    },
    /// The share of the post's characters that stand in clauses with a cue, in per cent, beyond `max`.
    Share {
        /// What makes a clause count.
        cues: Vec<Cue>,
        /// The limit in per cent.
        max: f64,
    },
    /// At least `min` phrases of exactly `chars` Chinese characters in a row, divided by 、 ， or spaces.
    Run {
        /// Length of a phrase in characters.
        chars: usize,
        /// At least so many in a row.
        min: usize,
        /// At least so many of them must be (or hold) one of these literals; 0 and empty for no such condition.
        known: Vec<String>,
        /// How many known ones.
        min_known: usize,
    },
    /// At least `min` clauses in a row that share their first or last `chars` characters.
    Parallel {
        /// How many characters are shared.
        chars: usize,
        /// At least so many clauses.
        min: usize,
    },
    /// The same word at least `min` times in the stretch.
    Repeat {
        /// Where.
        within: Within,
        /// At least so often.
        min: usize,
        /// Words of at least so many characters.
        chars: usize,
    },
    /// A total that is not the sum of the parts given with it.
    Totals,
}

/// `[rule.relation]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Relation {
    /// `find` where none of `lacking` stands in the stretch.
    Without {
        /// What is marked.
        find: Vec<Cue>,
        /// What should stand near.
        lacking: Vec<Cue>,
        /// How near.
        within: Within,
    },
    /// `first` standing before `then`.
    Order {
        /// What is marked.
        first: Vec<Cue>,
        /// What should have come before it.
        then: Vec<Cue>,
    },
    /// `find` with one of `near` at most `chars` characters away, in the same stretch.
    Near {
        /// What is marked.
        find: Vec<Cue>,
        /// What makes it a fault.
        near: Vec<Cue>,
        /// The greatest distance in characters.
        chars: usize,
        /// The stretch that both stand in.
        within: Within,
    },
    /// `find` in the first `units` weibo units of the post.
    Lead {
        /// What is marked.
        find: Vec<Cue>,
        /// How far the lead goes.
        units: usize,
    },
    /// None of the elements or cues stands in the post.
    Missing {
        /// What should be there.
        any: Vec<Cue>,
    },
}

/// What a rule does with words that are not the issuer's own or are turned down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Say nothing.
    Skip,
    /// Say it all the same.
    Keep,
}

/// When a match must begin and end where words do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Boundary {
    /// For matches of up to three Chinese characters, which most often stand inside longer words by accident.
    Auto,
    /// For every match.
    Always,
    /// For none.
    Never,
}

/// Cues around a match, by where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    /// Directly before the match.
    pub before: Vec<Cue>,
    /// Directly behind it.
    pub after: Vec<Cue>,
    /// Within eight characters of it, in the same sentence.
    pub near: Vec<Cue>,
    /// In a [`Within`] stretch around it.
    pub within: Vec<(Within, Vec<Cue>)>,
}

/// Where a rule holds its tongue; the same for every kind of matcher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guard {
    /// The parts it looks at.
    pub parts: Vec<PartKind>,
    /// Quotations: `skip` unless the rule says otherwise.
    pub quotation: Policy,
    /// Reported speech (网友称…).
    pub reported: Policy,
    /// Negation and criticism to the left in the clause (不要说…).
    pub negated: Policy,
    /// Word boundaries.
    pub boundary: Boundary,
    /// Longer wordings that hold the match and excuse it, folded.
    pub except: Vec<String>,
    /// Every one of these must be there.
    pub when: Surroundings,
    /// Any of these excuses the match.
    pub unless: Surroundings,
    /// The least length of the post in weibo units.
    pub min_units: usize,
}

/// What an example of a rule promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Promise {
    /// The rule finds exactly these spans of `text`, and nothing else.
    Bad(Vec<Span>),
    /// The rule is silent. `true`: although it looks like a fault (a trap).
    Good(bool),
}

/// An example of a rule: its test, its documentation and its `explain` text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The text, without marks.
    pub text: String,
    /// What it promises.
    pub promise: Promise,
    /// The situation it is read in; recognised from the text where it is not given.
    pub situation: Option<Situation>,
    /// The text after the rule's fix.
    pub fixed: Option<String>,
    /// A remark for readers.
    pub note: Option<String>,
    /// Where it stands in the pack.
    pub place: Span,
}

/// Where a rule was written.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The id of its pack.
    pub pack: Arc<str>,
    /// The file.
    pub source: Arc<ProblemSource>,
    /// The bytes of its `id` value.
    pub span: Span,
}

/// A validated rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its stable name.
    pub id: RuleId,
    /// Its title.
    pub title: Words,
    /// Its severity where nothing else is said.
    pub severity: Severity,
    /// Its level in each situation, in the order of [`Situation::ALL`].
    pub levels: [Level; 5],
    /// What stands here, with `{match}` and the like for what was found.
    pub message: Words,
    /// What it does to a reader.
    pub why: Words,
    /// What to write instead, with `{match}`, `{swap}` and the like.
    pub instead: Words,
    /// The advice, norm or case behind the rule.
    pub source: Vec<String>,
    /// What it looks for.
    pub matcher: Matcher,
    /// Where it holds its tongue.
    pub guard: Guard,
    /// How safely its replacement can be applied.
    pub safe_fix: bool,
    /// Where it is better said than other rules on the same place; 0 is usual.
    pub weight: i32,
    /// The pack and the rule whose place it takes.
    pub replaces: Option<(Arc<str>, RuleId)>,
    /// Examples.
    pub examples: Vec<Example>,
    /// Where it was written.
    pub origin: Origin,
}

impl Rule {
    /// Its category.
    #[must_use]
    pub fn category(&self) -> Category {
        self.id.category()
    }

    /// Its level in `situation`.
    #[must_use]
    pub fn level(&self, situation: Situation) -> Level {
        self.levels[situation as usize]
    }
}
