//! Findings: what a rule has to say about a place in a post.

use serde::Serialize;

use crate::position::Span;
use crate::post::{Post, Situation};
use crate::rule::docs::Docs;
use crate::rule::{Category, Element, RuleId, Severity};
use crate::text::layout::PartKind;
use crate::words::Words;

/// Another place that belongs to a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// Bytes of the post's text.
    pub span: Span,
    /// What it has to do with the finding.
    pub message: Words,
}

/// How safely a change can be made without a person reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Applicability {
    /// Mechanical; the meaning stays as it is.
    Safe,
    /// Probably right; look at it.
    Unsafe,
    /// Wording on offer, never applied by itself.
    DisplayOnly,
}

/// A replacement of one span of the post's text; an empty text deletes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Bytes of the post's text.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// A change that answers a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What the change does.
    pub title: Words,
    /// How safely.
    pub applicability: Applicability,
    /// Edits that do not overlap, in order.
    pub edits: Vec<Edit>,
}

/// What a rule has to say about a place in a post. Self-contained: it borrows nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule.
    pub rule: RuleId,
    /// Its category.
    pub category: Category,
    /// How grave it is in this post's situation.
    pub severity: Severity,
    /// What stands here.
    pub message: Words,
    /// What it does to a reader.
    pub why: Words,
    /// What to write instead.
    pub instead: Words,
    /// Bytes of the post's text, never empty unless the text is.
    pub span: Span,
    /// The part of the post it stands in.
    pub part: PartKind,
    /// Other places that belong to it, and remarks of other rules on the same place.
    pub related: Vec<Related>,
    /// Changes on offer, the best first.
    pub fixes: Vec<Fix>,
}

/// Why a post was taken for what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// The situation.
    pub situation: Situation,
    /// The evidence, or who set it.
    pub reason: Words,
    /// The situation that the post may speak to as well; none where the situation was set.
    pub perhaps: Option<Situation>,
}

impl Recognised {
    /// A situation that was set by somebody.
    #[must_use]
    pub fn set(situation: Situation, reason: Words) -> Self {
        Self { situation, reason, perhaps: None }
    }
}

/// A suppression in a post that passed something over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// Bytes of the post's text; empty where it is said beside the text.
    pub span: Span,
    /// What is passed over, as written.
    pub written: String,
    /// Why, as written; may be empty.
    pub reason: String,
}

/// A suppression in a post that does not do what it says: not understood, not known, or without anything to pass over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Bytes of the post's text; empty where it is said beside the text.
    pub span: Span,
    /// What is wrong.
    pub message: Words,
    /// What to do.
    pub help: Words,
}

/// An element of a notice about an incident, and whether the notice has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ElementSeen {
    /// Which.
    pub element: Element,
    /// Where it stands, in order: bytes of the post's text. Empty: nowhere.
    pub places: Vec<Span>,
    /// Whether a rule asks for it in this notice. Where it does, and it stands nowhere, the rule says so.
    pub needed: bool,
}

/// Everything the linter says about one post.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The post.
    pub post: Post,
    /// Its situation.
    pub situation: Recognised,
    /// Its length in weibo units.
    pub units: usize,
    /// Findings by start, then the longer first, then by rule.
    pub findings: Vec<Finding>,
    /// How many findings were left out because the post's own metadata or the configuration says so.
    pub suppressed: usize,
    /// What the post's own suppressions passed over, by their place.
    pub passed: Vec<Passed>,
    /// What is wrong with the post's own suppressions, by their place.
    pub slips: Vec<Slip>,
    /// Where the rules are explained, if the office says so.
    pub docs: Option<Docs>,
    /// The elements of a notice about an incident; `None` for other posts, and where they were not asked for.
    pub elements: Option<Vec<ElementSeen>>,
}
