//! Matchers: what a rule looks for, ready to run.
//!
//! A closed set: [`crate::rule::Matcher`] has one variant for each module here, and [`Compiled`] is the same rule prepared:
//! its literals in the shared [`vocabulary`], its expressions lazy, its guard ready. A matcher proposes [`Candidate`]s; guards
//! are asked inside it, since what is excused must not be counted either.

pub mod context;
pub mod cue;
pub mod element;
pub mod guard;
mod measure;
mod needed;
mod packed;
mod pattern;
mod phrase;
mod program;
pub mod regexes;
mod relation;
mod sequence;
mod shape;
mod signs;
mod totals;
mod trie;
pub mod vocabulary;
mod weigh;

use self::context::Context;
use self::guard::{Common, Guarded};
use self::vocabulary::{SetMask, VocabularyBuilder};
use serde::{Deserialize, Serialize};

use crate::position::Span;
use crate::rule::{Element, Matcher, Rule};

/// A place that a rule would like to speak about.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// Bytes of the folded view.
    pub span: Span,
    /// Bytes of the post's text, where the matcher worked on that.
    pub source: Option<Span>,
    /// Wordings to use instead, the best first; an empty one means: leave it out.
    pub alternatives: Vec<String>,
    /// Other places that belong to it (folded view).
    pub related: Vec<Span>,
    /// The places `{words}` names (folded view); none: `span` and `related`.
    pub words: Vec<Span>,
    /// How many things were counted.
    pub count: usize,
    /// The measured value, as shown to the user.
    pub value: String,
    /// The limit, as shown to the user.
    pub limit: String,
}

impl Candidate {
    fn at(span: Span) -> Self {
        Self { span, count: 1, ..Self::default() }
    }
}

/// A rule ready to run.
#[derive(Serialize, Deserialize)]
pub struct Compiled {
    guard: Guarded,
    kind: Kind,
    /// The sets of which one must meet something for the rule to find anything; none where that cannot be told.
    triggers: Option<SetMask>,
}

#[derive(Serialize, Deserialize)]
enum Kind {
    Phrase(phrase::Compiled),
    Pattern(pattern::Compiled),
    Sequence(sequence::Compiled),
    Measure(measure::Compiled),
    Relation(relation::Compiled),
}

impl Compiled {
    /// Prepare `rule`; its literals go into `builder`.
    pub fn new(rule: &Rule, builder: &mut VocabularyBuilder) -> Self {
        let kind = match &rule.matcher {
            Matcher::Phrase(m) => Kind::Phrase(phrase::Compiled::new(m, builder)),
            Matcher::Pattern(m) => Kind::Pattern(pattern::Compiled::new(m, builder)),
            Matcher::Sequence(m) => Kind::Sequence(sequence::Compiled::new(m, builder)),
            Matcher::Measure(m) => Kind::Measure(measure::Compiled::new(m, builder)),
            Matcher::Relation(m) => Kind::Relation(relation::Compiled::new(m, builder)),
        };
        let triggers = match &kind {
            Kind::Phrase(m) => Some(m.triggers()),
            Kind::Pattern(m) => m.triggers(),
            Kind::Sequence(m) => Some(m.triggers()),
            Kind::Measure(m) => m.triggers(),
            Kind::Relation(m) => m.triggers(),
        };
        let triggers = triggers.map(|sets| SetMask::of(&sets));
        Self { guard: Guarded::new(&rule.guard, builder), kind, triggers }
    }

    /// Whether the rule can find anything in the post of `cx`; most rules cannot in most posts, and this costs next to nothing.
    #[inline]
    #[must_use]
    pub fn is_awake(&self, cx: &Context<'_>) -> bool {
        self.triggers.as_ref().is_none_or(|triggers| cx.hits.any_of(triggers))
    }

    /// The element of a notice that the rule misses where it is not there and would be [`wanted`](Self::wanted); none for a
    /// rule of another kind.
    #[must_use]
    pub fn misses(&self) -> Option<Element> {
        match &self.kind {
            Kind::Relation(m) => m.misses(),
            _ => None,
        }
    }

    /// Whether the rule would speak about the post of `cx` as a whole, if it missed something in it.
    #[must_use]
    pub fn wanted(&self, cx: &Context<'_>, common: &Common) -> bool {
        self.guard.admits(cx) && self.guard.allows_post(cx, common) && cx.lead_words().is_some()
    }

    /// The places in the post of `cx` that the rule speaks about.
    pub fn find(&self, cx: &Context<'_>, common: &Common) -> Vec<Candidate> {
        if !self.guard.admits(cx) {
            return Vec::new();
        }
        let ask = Ask { cx, common, guard: &self.guard };
        match &self.kind {
            Kind::Phrase(m) => m.find(&ask),
            Kind::Pattern(m) => m.find(&ask),
            Kind::Sequence(m) => m.find(&ask),
            Kind::Measure(m) => m.find(&ask),
            Kind::Relation(m) => m.find(&ask),
        }
    }
}

/// What a matcher is run with.
struct Ask<'a> {
    cx: &'a Context<'a>,
    common: &'a Common,
    guard: &'a Guarded,
}

impl Ask<'_> {
    fn allows(&self, span: Span) -> bool {
        self.guard.allows(self.cx, self.common, span)
    }

    fn allows_post(&self) -> bool {
        self.guard.allows_post(self.cx, self.common)
    }
}
