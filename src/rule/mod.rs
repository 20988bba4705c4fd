//! Rules: data, validated once and then immutable.
//!
//! [`load`] reads packs of TOML into [`schema`] types that know where each value stood;
//! [`check`] turns them into the [`Rule`]s here or into problems. What a rule looks for is its [`Matcher`],
//! one of a closed set; where it holds its tongue is its [`Guard`], the same for every kind.

pub mod check;
pub mod combine;
pub mod decode;
pub mod doc;
pub mod docs;
mod guard;
mod kinds;
pub mod lexicon;
pub mod load;
pub mod pattern;
pub mod schema;
pub mod selector;
pub mod term;

pub use self::guard::{Boundary, Guard, Policy, Surroundings};
pub use self::kinds::{
    Cue, Element, Mark, Matcher, Measure, Pattern, Phrase, Relation, Sequence, Step, Target, Term, Within,
};

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::position::Span;
use crate::post::Situation;
use crate::problem::ProblemSource;
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
/// What an example of a rule promises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Promise {
    /// The rule finds exactly these spans of `text`, and nothing else.
    Bad(Vec<Span>),
    /// The rule is silent. `true`: although it looks like a fault (a trap).
    Good(bool),
}

/// An example of a rule: its test, its documentation and its `explain` text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Origin {
    /// The id of its pack.
    pub pack: Arc<str>,
    /// The file.
    pub source: Arc<ProblemSource>,
    /// The bytes of its `id` value.
    pub span: Span,
}

/// A validated rule.
#[derive(Debug, Clone, Serialize, Deserialize)]
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
    /// How safely its replacement can be applied unread: `Some(true)` safely, `Some(false)` where someone looks at it
    /// afterwards, `None` not at all.
    pub safe_fix: Option<bool>,
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
