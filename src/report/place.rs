//! Where a finding stands in its file, for formats that speak of files.
//!
//! A draft is its file, so its positions are those of the file. The positions of a post in a container are not: such a finding
//! stands on the line on which its record begins, without columns, and its message names the post and the place in it. A Word
//! file has no lines: the number of the paragraph stands for one, and the message names paragraph and words.

use std::sync::Arc;

use crate::finding::{Checked, Finding};
use crate::position::{LineIndex, Position, Span};
use crate::post::{Post, PostId};
use crate::say;
use crate::words::{Lang, Words};

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
        self.checked.post.line.is_some() || !self.checked.post.paragraphs.is_empty()
    }

    pub(super) fn place(&self, span: Span) -> Place {
        let post = &self.checked.post;
        let paragraph = post.paragraph(span.start).map(|paragraph| paragraph.number);
        match paragraph.or(post.line) {
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
        let post = &self.checked.post;
        if !self.in_container() {
            return message.to_owned();
        }
        let name = match &post.id {
            PostId::Name(name) => name.clone(),
            PostId::Number(number) => number.to_string(),
        };
        if let Some(place) = paragraph(post, finding.span) {
            let (zh, en) = (&place.zh, &place.en);
            let said = match (&post.id, post.row) {
                (PostId::Number(_), None) => say!("{zh}：{message}", "{en}: {message}"),
                _ => say!("【{name}】{zh}：{message}", "[{name}] {en}: {message}"),
            };
            return said.get(lang).to_owned();
        }
        let at = self.at(finding.span.start);
        let (line, column) = (at.line, at.column);
        let said =
            say!("【{name}】第 {line} 行第 {column} 字：{message}", "[{name}] line {line}, column {column}: {message}");
        said.get(lang).to_owned()
    }
}

/// The most characters of the words that name a place.
const WORDS: usize = 20;

/// The paragraph of a document that `span` begins in, and the words there.
pub(super) fn paragraph(post: &Post, span: Span) -> Option<Words> {
    let Words { zh, en } = post.paragraph(span.start)?.name();
    let words = post.text.get(span.range()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let words = match words.char_indices().nth(WORDS) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    };
    Some(say!("{zh}「{words}」", "{en} “{words}”"))
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
    use crate::post::{Paragraph, Spot};

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

    #[test]
    fn a_finding_in_a_word_file_is_told_by_its_paragraph_and_its_words() {
        let text = "开头\n活动圆满成功\n注";
        let mut post = checked(text, vec![finding(text, "圆满成功")]);
        let at = |words: &str| text.find(words).expect("part of the text");
        post.post.paragraphs = vec![
            Paragraph { start: 0, number: 3, spot: Spot::Body },
            Paragraph { start: at("活动"), number: 7, spot: Spot::Cell { table: 1, row: 2, column: 3 } },
            Paragraph { start: at("注"), number: 7, spot: Spot::Footnote(1) },
        ];
        let said = |post: &Checked| Finder::new(post).message(&post.findings[0], Lang::Zh);
        assert_eq!(Finder::new(&post).place(post.findings[0].span), Place::Record(7));
        let place = "第 7 段（表 1 第 2 行第 3 格）「圆满成功」：「圆满成功」是";
        assert!(said(&post).starts_with(place), "{}", said(&post));
        post.post.id = PostId::Name("周一".to_owned());
        assert!(said(&post).starts_with(&format!("【周一】{place}")), "{}", said(&post));
        post.findings[0].span = Span::new(at("注"), text.len());
        assert!(said(&post).starts_with("【周一】第 7 段的脚注 1「注」："), "{}", said(&post));
    }
}
