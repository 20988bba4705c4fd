//! The layout of a post: its parts, sentences and clauses.
//!
//! In: the folded view ([`super::fold::View`]) and how much of it is front matter. Out: spans, all in bytes of that view.
//! Parts nest or lie apart, they never cross; sentences and clauses cover the text without gaps. Two passes over the bytes,
//! both linear whatever the input: a bracket that is never closed costs nothing beyond itself.

mod address;
mod parts;
mod sentences;
mod signature;
mod stickers;
mod tokens;
mod wordlist;

use serde::{Deserialize, Serialize};

use crate::position::Span;

pub(crate) use signature::{BODY_ENDINGS, NO_BODY};
pub(crate) use tokens::is_han;
pub(crate) use wordlist::WordList;

/// What a piece of a post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PartKind {
    /// `【…】`.
    Headline,
    /// Running text: everything that is nothing else.
    Body,
    /// `#…#`.
    Hashtag,
    /// `@…`. Where Chinese runs on behind a name (`@某某发布提醒大家`) its end is uncertain: it is taken behind a known ending
    /// (发布, 公安, 日报), else before a word that names do not hold (提醒, 表示), else after ten characters.
    Mention,
    /// A web or mail address.
    Link,
    /// `[…]` from the platform's list.
    Sticker,
    /// Words in quotation marks.
    Quotation,
    /// `《…》`.
    BookTitle,
    /// `//@…` and all that follows: other people's words.
    Forward,
    /// Issuer and date at the end.
    Signature,
    /// The front matter of a draft.
    FrontMatter,
    /// A comment of a Markdown draft.
    Comment,
    /// Words the platform puts into copied posts (网页链接, 展开全文).
    Platform,
}

/// A piece of a post. Parts may nest (a topic in a headline); running text is no part of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// The whole of it, with its brackets or marks.
    pub span: Span,
    /// What stands between the brackets or marks.
    pub inner: Span,
}

/// Parts, sentences and clauses of one post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// Parts in order of their start, the outer before the inner.
    pub parts: Vec<Part>,
    /// Sentences: they cover the text, in order, without gaps; each ends behind its full stop.
    pub sentences: Vec<Span>,
    /// Clauses: they cover the text, in order, without gaps; each ends behind its comma or stop and lies in one sentence.
    pub clauses: Vec<Span>,
    /// For each part the index of the part around it, [`NO_PARENT`] if there is none.
    parents: Vec<u32>,
}

const NO_PARENT: u32 = u32::MAX;

impl Layout {
    /// Divide `view`. `front` is the length of the front matter in the view, in bytes; `markdown` says whether
    /// `<!-- … -->` is a comment.
    #[must_use]
    pub fn new(view: &str, front: usize, markdown: bool) -> Self {
        let front = floor_boundary(view, front);
        let mut found = parts::scan(view, front, markdown);
        if let Some(part) = signature::find(view, front, &found) {
            found.parts.push(part);
        }
        let parts::Found { mut parts, forward, ends } = found;
        // Each part is noted where it ends, so this is nearly sorted already.
        parts.sort_by_key(|p| (p.span.start, std::cmp::Reverse(p.span.end)));
        let forced = [front, forward.unwrap_or(front), signature_start(&parts).unwrap_or(front)];
        let (sentences, clauses) = sentences::divide(view, &parts, &ends, forced);
        let parents = parents_of(&parts);
        Self { parts, sentences, clauses, parents }
    }

    /// The innermost part that covers `span`; [`PartKind::Body`] where there is none.
    #[must_use]
    pub fn part_of(&self, span: Span) -> PartKind {
        self.around(span).next().map_or(PartKind::Body, |p| p.kind)
    }

    /// All parts that cover `span`, outer first.
    pub fn covering(&self, span: Span) -> impl Iterator<Item = &Part> {
        let parts: Vec<&Part> = self.around(span).collect();
        parts.into_iter().rev()
    }

    /// All parts that cover `span`, inner first: the last part to start before it, and those around that one.
    fn around(&self, span: Span) -> impl Iterator<Item = &Part> {
        let mut next = self.parts.partition_point(|p| p.span.start <= span.start).checked_sub(1);
        std::iter::from_fn(move || {
            let index = next?;
            next = self.parents.get(index).filter(|&&p| p != NO_PARENT).map(|&p| p as usize);
            Some(&self.parts[index])
        })
        .filter(move |p| p.span.covers(span))
    }

    /// The parts of `kind`, in order.
    pub fn of_kind(&self, kind: PartKind) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |p| p.kind == kind)
    }

    /// The index of the sentence that holds the byte at `offset`.
    #[must_use]
    pub fn sentence_at(&self, offset: usize) -> usize {
        index_at(&self.sentences, offset)
    }

    /// The index of the clause that holds the byte at `offset`.
    #[must_use]
    pub fn clause_at(&self, offset: usize) -> usize {
        index_at(&self.clauses, offset)
    }
}

fn index_at(spans: &[Span], offset: usize) -> usize {
    spans.partition_point(|s| s.end <= offset).min(spans.len().saturating_sub(1))
}

fn signature_start(parts: &[Part]) -> Option<usize> {
    parts.iter().rev().find(|p| p.kind == PartKind::Signature).map(|p| p.span.start)
}

fn parents_of(parts: &[Part]) -> Vec<u32> {
    let mut parents = Vec::with_capacity(parts.len());
    let mut open: Vec<u32> = Vec::new();
    for (index, part) in (0u32..).zip(parts) {
        while open.last().is_some_and(|&p| parts[p as usize].span.end <= part.span.start) {
            open.pop();
        }
        parents.push(open.last().copied().unwrap_or(NO_PARENT));
        open.push(index);
    }
    parents
}

fn floor_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests;
