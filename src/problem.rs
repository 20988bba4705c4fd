//! Problems: what is wrong with a rule file, a configuration, an input or an argument.
//!
//! A problem is never about the tone of a post (that is a [`crate::finding::Finding`]). Problems are values: they are
//! collected, all of them, and drawn on standard error by codespan-reporting, at the very place where there is one.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::position::Span;
use crate::words::Words;

/// The file a problem points into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemSource {
    /// The path as the user knows it.
    pub name: String,
    /// The whole text of the file, or a piece of it. Not kept where a problem source is stored: the file has it.
    #[serde(skip)]
    pub text: String,
    /// The 1-based line and column (code points) of the file at which `text` begins.
    pub begins: (usize, usize),
}

impl ProblemSource {
    /// A file with all of its text.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { name: name.into(), text: text.into(), begins: (1, 1) }
    }
}

/// Whether a problem stops the run from being complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Worth saying; the exit code does not change.
    Note,
    /// Something could not be read, loaded or run: exit code 2.
    Failure,
}

/// A remark at a place in a [`ProblemSource`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemLabel {
    /// Bytes of the source's text.
    pub span: Span,
    /// What stands there; may be empty.
    pub text: Words,
}

/// Something the user has to mend before the tool can do all of its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How grave.
    pub level: Level,
    /// What is wrong, in one sentence that makes sense without the excerpt.
    pub message: Words,
    /// Where, if in a file that is text.
    pub source: Option<Arc<ProblemSource>>,
    /// Places in `source`, the most important first.
    pub labels: Vec<ProblemLabel>,
    /// What to do about it.
    pub help: Option<Words>,
}

impl Problem {
    /// A failure without a place.
    #[must_use]
    pub fn failure(message: Words) -> Self {
        Self { level: Level::Failure, message, source: None, labels: Vec::new(), help: None }
    }

    /// A remark without a place.
    #[must_use]
    pub fn note(message: Words) -> Self {
        Self { level: Level::Note, ..Self::failure(message) }
    }

    /// The same problem, pointing at `span` of `source`.
    #[must_use]
    pub fn at(mut self, source: &Arc<ProblemSource>, span: Span, text: Words) -> Self {
        self.source = Some(Arc::clone(source));
        self.labels.push(ProblemLabel { span, text });
        self
    }

    /// The same problem, with what to do about it.
    #[must_use]
    pub fn help(mut self, help: Words) -> Self {
        self.help = Some(help);
        self
    }
}

/// The name of `known` nearest to `name`, if near enough to be a slip of the pen.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|k| (strsim::damerau_levenshtein(name, k), k))
        .filter(|&(distance, k)| distance <= 1 + k.chars().count().max(name.chars().count()) / 4)
        .min()
        .map(|(_, k)| k)
}
