//! Where a finding stands in its file, for formats that speak of files.
//!
//! A draft is its file, so its positions are those of the file. The positions of a post in a container are not: such a finding
//! stands on the line on which its record begins, without columns, and its message names the post and the place in it.

use std::sync::Arc;

use crate::finding::{Checked, Finding};
use crate::position::{LineIndex, Position, Span};
use crate::post::PostId;
use crate::say;
use crate::words::Lang;

type Write = dyn Fn(&str) -> String + Send + Sync;

/// How a format writes the path of a file.
#[derive(Clone, Default)]
pub struct Paths(Option<Arc<Write>>);

impl Paths {
    /// As the user named it, turned into something else by `write`.
    #[must_use]
    pub fn new(write: impl Fn(&str) -> String + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(write)))
    }

    /// `path` as it is written.
    #[must_use]
    pub fn write(&self, path: &str) -> String {
        self.0.as_ref().map_or_else(|| path.to_owned(), |write| write(path))
    }
}

/// A place in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// From here to there, the end exclusive.
    Range(Position, Position),
    /// Somewhere in the record that begins on this line (1-based).
    Record(usize),
}

impl Place {
    /// The line it begins on, 1-based.
    #[must_use]
    pub fn line(self) -> usize {
        match self {
            Self::Range(start, _) => start.line,
            Self::Record(line) => line,
        }
    }
}

/// Finds the places of one post.
pub(super) struct Finder<'c> {
    checked: &'c Checked,
    index: LineIndex,
}

impl<'c> Finder<'c> {
    pub(super) fn new(checked: &'c Checked) -> Self {
        Self { checked, index: LineIndex::new(&checked.post.text) }
    }

    /// Whether the post is one of many in its file.
    pub(super) fn in_container(&self) -> bool {
        self.checked.post.line.is_some()
    }

    pub(super) fn place(&self, span: Span) -> Place {
        match self.checked.post.line {
            Some(line) => Place::Record(usize::try_from(line).unwrap_or(usize::MAX)),
            None => Place::Range(self.at(span.start), self.at(span.end)),
        }
    }

    /// A position in the post's own text.
    pub(super) fn at(&self, offset: usize) -> Position {
        self.index.position(&self.checked.post.text, offset)
    }

    /// What stands there, on one line; in a container behind the name of the post and the place in it.
    pub(super) fn message(&self, finding: &Finding, lang: Lang) -> String {
        let message = finding.message.get(lang);
        if !self.in_container() {
            return message.to_owned();
        }
        let name = match &self.checked.post.id {
            PostId::Name(name) => name.clone(),
            PostId::Number(number) => number.to_string(),
        };
        let at = self.at(finding.span.start);
        let (line, column) = (at.line, at.column);
        let said =
            say!("【{name}】第 {line} 行第 {column} 字：{message}", "[{name}] line {line}, column {column}: {message}");
        said.get(lang).to_owned()
    }
}

/// What to write instead, as a sentence of its own; empty where there is nothing to say.
pub(super) fn advice(finding: &Finding, lang: Lang) -> String {
    let instead = finding.instead.get(lang);
    if instead.is_empty() {
        return String::new();
    }
    say!("怎么改：{instead}", "Instead: {instead}").get(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{checked, finding};
    use super::*;

    #[test]
    fn a_post_in_a_container_stands_on_the_line_of_its_record() {
        let text = "一\n好😀圆满成功";
        let mut post = checked(text, vec![finding(text, "圆满成功")]);
        let finder = Finder::new(&post);
        let Place::Range(start, end) = finder.place(post.findings[0].span) else { panic!("a draft is its file") };
        assert_eq!((start.line, start.column, start.utf16, start.byte, end.column), (2, 3, 4, 8, 7));
        post.post.line = Some(7);
        post.post.id = PostId::Name("w-7".to_owned());
        let finder = Finder::new(&post);
        assert_eq!(finder.place(post.findings[0].span), Place::Record(7));
        let said = finder.message(&post.findings[0], Lang::Zh);
        assert!(said.starts_with("【w-7】第 2 行第 3 字：「圆满成功」"), "{said}");
    }
}
