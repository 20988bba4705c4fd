//! Fixes: the changes that may be made without a person reading them, made until nothing is left to make.
//!
//! In: a post and a way to check it. Out: [`Edit`]s of its text, none overlapping, after which the same run changes nothing
//! more. Only fixes that a rule calls [`Applicability::Safe`] are made, and [`Applicability::Unsafe`] ones where asked for;
//! wording on offer is never applied. [`mod@file`] puts edits into the bytes of a file.

pub mod file;
mod json;
mod table;

use crate::finding::{Applicability, Checked, Edit, Finding, Fix};
use crate::position::Span;
use crate::post::Post;

/// A fix may make room for another; so many times the post is looked at again.
const MOST_ROUNDS: usize = 8;

/// Which fixes may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    /// Mechanical ones, which leave the meaning as it is.
    Safe,
    /// Also those that are probably right.
    Unsafe,
}

impl Allowed {
    fn allows(self, applicability: Applicability) -> bool {
        match applicability {
            Applicability::Safe => true,
            Applicability::Unsafe => self == Self::Unsafe,
            Applicability::DisplayOnly => false,
        }
    }
}

/// The fix of `finding` that may be made, if any.
#[must_use]
pub fn of(finding: &Finding, allowed: Allowed) -> Option<&Fix> {
    finding.fixes.first().filter(|fix| allowed.allows(fix.applicability) && !fix.edits.is_empty())
}

/// The edits that `findings` allow, in order. Of two fixes that touch the same place the first is made.
#[must_use]
pub fn edits(findings: &[Finding], allowed: Allowed) -> Vec<Edit> {
    let mut fixes: Vec<&Fix> = findings.iter().filter_map(|finding| of(finding, allowed)).collect();
    fixes.sort_by_key(|fix| fix.edits[0].span);
    let mut edits: Vec<Edit> = Vec::new();
    for fix in fixes {
        let free = edits.last().is_none_or(|last| {
            last.span.end <= fix.edits[0].span.start && (last.span != fix.edits[0].span || !last.span.is_empty())
        });
        if free {
            edits.extend(fix.edits.iter().cloned());
        }
    }
    edits
}

/// `text` after `edits`, which are in order and do not overlap.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.span.start]);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(&text[at..]);
    out
}

/// What became of a post.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// The edits of the post's text, in order; empty if nothing is to be done.
    pub edits: Vec<Edit>,
    /// How many fixes were made.
    pub made: usize,
}

/// Make the fixes of `post` until `check` offers none. Where they never come to an end, none is made.
pub fn settle(post: &Post, allowed: Allowed, check: impl Fn(Post) -> Checked) -> Settled {
    let mut pieces = vec![Piece::Old(Span::new(0, post.text.len()))];
    let mut text = post.text.clone();
    let mut made = 0;
    for _ in 0..MOST_ROUNDS {
        let checked = check(Post { text: text.clone(), ..post.clone() });
        let edits = edits(&checked.findings, allowed);
        if edits.is_empty() {
            return Settled { edits: of_pieces(pieces, post.text.len()), made };
        }
        made += edits.len();
        text = apply(&text, &edits);
        pieces = replay(&pieces, &edits);
    }
    Settled::default()
}

/// A piece of a text that was edited: bytes of the text as it was, or new ones.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Old(Span),
    New(String),
}

impl Piece {
    fn len(&self) -> usize {
        match self {
            Self::Old(span) => span.len(),
            Self::New(text) => text.len(),
        }
    }

    fn part(&self, from: usize, to: usize) -> Self {
        match self {
            Self::Old(span) => Self::Old(Span::new(span.start + from, span.start + to)),
            Self::New(text) => Self::New(text[from..to].to_owned()),
        }
    }
}

/// The pieces after `edits` of the text they make up.
fn replay(pieces: &[Piece], edits: &[Edit]) -> Vec<Piece> {
    let mut out = Vec::with_capacity(pieces.len() + 2 * edits.len());
    let mut next = 0;
    // Whether the edit at hand began in an earlier piece.
    let mut open = false;
    let mut at = 0;
    for piece in pieces {
        let end = at + piece.len();
        let mut done = at;
        while let Some(edit) = edits.get(next).filter(|edit| edit.span.start < end) {
            if !open {
                if edit.span.start > done {
                    out.push(piece.part(done - at, edit.span.start - at));
                }
                out.push(Piece::New(edit.text.clone()));
            }
            open = edit.span.end > end;
            if open {
                done = end;
                break;
            }
            done = edit.span.end;
            next += 1;
        }
        if done < end {
            out.push(piece.part(done - at, end - at));
        }
        at = end;
    }
    let left = edits.get(next + usize::from(open)..).unwrap_or_default();
    out.extend(left.iter().map(|edit| Piece::New(edit.text.clone())));
    out
}

/// The edits that turn a text of `length` bytes into these pieces.
fn of_pieces(pieces: Vec<Piece>, length: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    let mut text = String::new();
    for piece in pieces {
        match piece {
            Piece::New(new) => text.push_str(&new),
            Piece::Old(span) => {
                if span.start > at || !text.is_empty() {
                    edits.push(Edit { span: Span::new(at, span.start), text: std::mem::take(&mut text) });
                }
                at = span.end;
            }
        }
    }
    if length > at || !text.is_empty() {
        edits.push(Edit { span: Span::new(at, length), text });
    }
    edits
}

#[cfg(test)]
mod tests;
