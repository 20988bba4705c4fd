//! Folding: one spelling for many.
//!
//! Rules are written in plain simplified Chinese. A draft may hold full-width letters, traditional characters, zero-width
//! characters or spaces inside words (亲 自). A [`View`] is the text with these variants folded away, and with a map that
//! takes every span of the view back to the exact bytes of the source.
//!
//! What is folded: full-width letters, digits and ＃＠％＆＋－／＝＿～ to ASCII, capitals to small letters, traditional characters
//! to simplified ones, one by one; `,;:!?()` directly behind Chinese text to the Chinese marks, and ｡､ to 。、. What is removed:
//! characters that show nothing, and white space of one or two characters between two Chinese characters on one line.

mod chars;
mod offsets;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use self::chars::{fold_char, is_han, is_han_punctuation, is_invisible, is_space, is_special, widen};
use self::offsets::OffsetMap;
use crate::position::Span;

/// The longest white space between two Chinese characters that is taken for a slip inside a word, in characters.
const LONGEST_GAP: usize = 2;

/// A text folded for matching, with the way back.
///
/// Spans of the view and of the source are in bytes of UTF-8, on character boundaries. A text in which nothing is folded is
/// borrowed.
#[derive(Debug, Clone)]
pub struct View<'s> {
    text: Cow<'s, str>,
    map: OffsetMap,
    gaps: Vec<usize>,
}

impl<'s> View<'s> {
    /// Fold `source`.
    #[must_use]
    pub fn new(source: &'s str) -> Self {
        let mut folder = Folder::new(source);
        let mut at = 0;
        while let Some((i, c)) = source[at..].char_indices().find(|&(_, c)| is_special(c)) {
            at = folder.fold_at(at + i, c);
        }
        folder.finish()
    }

    /// The folded text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the source that a span of the view stands for: from the start of its first character to the end of its
    /// last. What was removed inside belongs to it, what was removed at its edges does not.
    #[must_use]
    pub fn to_source(&self, span: Span) -> Span {
        self.map.to_source(span)
    }

    /// The span of the view that a span of the source became; empty if all of it was folded away.
    #[must_use]
    pub fn to_view(&self, span: Span) -> Span {
        self.map.to_view(span)
    }

    /// Whether a space between two Chinese characters was folded away inside `span` (of the view). One at its edge is not
    /// inside.
    #[must_use]
    pub fn closes_gap(&self, span: Span) -> bool {
        let next = self.gaps.partition_point(|&g| g <= span.start);
        self.gaps.get(next).is_some_and(|&g| g < span.end)
    }
}

/// Fold a term or the literal characters of a pattern in the way texts are folded, so that both meet: width, case and
/// traditional characters; nothing is removed, and ASCII punctuation stays. Full-width signs become ASCII ones (＋ → `+`):
/// escape a literal for a pattern after folding it, not before.
#[must_use]
pub fn fold_term(term: &str) -> String {
    term.chars().map(fold_char).collect()
}

/// A text on its way to being folded.
struct Folder<'s> {
    source: &'s str,
    /// The view so far; what follows is `source[copied..]` up to the character at hand.
    text: String,
    copied: usize,
    map: OffsetMap,
    gaps: Vec<usize>,
    /// Whether the last bracket that was opened became a Chinese one.
    widened: bool,
}

impl<'s> Folder<'s> {
    fn new(source: &'s str) -> Self {
        Self { source, text: String::new(), copied: 0, map: OffsetMap::default(), gaps: Vec::new(), widened: false }
    }

    /// Fold the special character `c` at byte `at` of the source; returns where to go on.
    fn fold_at(&mut self, at: usize, c: char) -> usize {
        if is_space(c) || is_invisible(c) {
            return self.fold_blank(at);
        }
        let folded = match widen(c) {
            Some(wide) => self.fold_mark(at, c, wide),
            None => fold_char(c),
        };
        let end = at + c.len_utf8();
        if folded != c {
            self.keep_until(at);
            self.map.replace(self.text.len(), folded.len_utf8(), at, c.len_utf8());
            self.text.push(folded);
            self.copied = end;
        }
        end
    }

    /// A run of white space and of characters that show nothing, from byte `at` of the source on.
    fn fold_blank(&mut self, at: usize) -> usize {
        let run = &self.source[at..];
        let run = &run[..run.find(|c| !is_space(c) && !is_invisible(c)).unwrap_or(run.len())];
        let end = at + run.len();
        let spaces = run.chars().filter(|&c| is_space(c)).count();
        let joins = (1..=LONGEST_GAP).contains(&spaces)
            && self.before(at).is_some_and(is_han)
            && self.source[end..].chars().next().is_some_and(is_han);
        if joins {
            self.keep_until(at);
            self.gaps.push(self.text.len());
            self.copied = end;
        } else {
            for (i, c) in run.char_indices().filter(|&(_, c)| is_invisible(c)) {
                self.keep_until(at + i);
                self.copied = at + i + c.len_utf8();
            }
        }
        end
    }

    /// A mark that becomes a Chinese one behind Chinese text; a closing bracket also if its opening one did.
    fn fold_mark(&mut self, at: usize, mark: char, wide: char) -> char {
        let behind = self.before(at).is_some_and(|c| is_han(c) || is_han_punctuation(c));
        let widened = match mark {
            '(' => {
                self.widened = behind;
                behind
            }
            ')' => std::mem::take(&mut self.widened) || behind,
            _ => behind,
        };
        if widened { wide } else { mark }
    }

    /// The last character of the view before byte `at` of the source.
    fn before(&self, at: usize) -> Option<char> {
        self.source[self.copied..at].chars().next_back().or_else(|| self.text.chars().next_back())
    }

    /// Copy what stands before byte `at` of the source and is not copied yet.
    fn keep_until(&mut self, at: usize) {
        if self.text.capacity() == 0 {
            self.text.reserve(self.source.len());
        }
        if self.copied < at {
            self.map.copy(self.text.len(), self.copied);
            self.text.push_str(&self.source[self.copied..at]);
        }
    }

    fn finish(mut self) -> View<'s> {
        if self.copied == 0 {
            return View { text: Cow::Borrowed(self.source), map: OffsetMap::default(), gaps: Vec::new() };
        }
        self.keep_until(self.source.len());
        self.map.finish(self.text.len(), self.source.len());
        View { text: Cow::Owned(self.text), map: self.map, gaps: self.gaps }
    }
}
