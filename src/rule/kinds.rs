//! What a rule looks for: the closed set of matchers, and the wordings and cues they are made of. Data only; how each is
//! matched stands in [`crate::matcher`].

use serde::{Deserialize, Serialize};

use crate::text::layout::PartKind;

/// A wording to look for, as written in a pack: literals with `(甲|乙)` for alternatives and `(…)?` for what may be left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// As written.
    pub written: String,
    /// Every literal it stands for, folded; never empty.
    pub literals: Vec<String>,
    /// Wordings to use instead, the best first; an empty one means: leave it out.
    pub instead: Vec<String>,
}

/// Something a guard or a relation asks for in the neighbourhood of a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Cue {
    /// Literals, folded.
    Literals(Vec<String>),
    /// A recogniser of [`crate::entity`].
    Entity(crate::entity::EntityKind),
    /// A part of the post.
    Part(PartKind),
    /// A word class of the pack with what it holds: literals, expressions and recognisers.
    Class(String, Vec<Cue>),
    /// A linear-time regular expression, searched for in the text in question.
    Pattern(String),
    /// An element of an incident notice ([`crate::matcher::element`]).
    Element(Element),
}

/// The elements an incident notice is looked through for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
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

    /// The name in rules and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES[self as usize].0
    }
}

/// What a rule looks for. Exactly one a rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// Regular expressions, folded if `target` is [`Target::Folded`]. A group named `at` narrows the place of the finding.
    pub any: Vec<String>,
    /// What they are matched against.
    pub target: Target,
    /// A wording made from the groups (`$verb`), offered as alternative.
    pub replace: Option<String>,
}

/// One step of a sequence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
    /// A stretch whose cues together weigh at least `min`, where no one of them would be a fault alone.
    Weigh {
        /// [`Within::Clause`] or [`Within::Sentence`].
        within: Within,
        /// Literals (folded) with their weights; each counts once a stretch.
        words: Vec<(String, i32)>,
        /// Other cues with their weights; each counts once a stretch.
        cues: Vec<(Vec<Cue>, i32)>,
        /// The least sum.
        min: usize,
    },
}

/// `[rule.relation]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
