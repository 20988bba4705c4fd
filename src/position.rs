//! Places in a text.
//!
//! Inside the program a place is a [`Span`]: a half-open range of UTF-8 bytes, made once when something is found and never
//! re-found by searching. Lines and columns exist only at the edge: [`LineIndex`] turns a byte offset into a [`Position`]
//! that carries every unit a consumer may ask for.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 bytes, both ends on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`, in bytes.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "span {start}..{end} runs backwards");
        Self { start, end }
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside this span.
    #[must_use]
    pub fn covers(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two spans share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The range, for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// One place in every unit that a consumer may count in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Position {
    /// 0-based UTF-8 byte offset in the text.
    pub offset: usize,
    /// 1-based line; lines end at LF, CRLF or a lone CR, as in the language server protocol.
    pub line: usize,
    /// 1-based column in Unicode code points.
    pub column: usize,
    /// 1-based column in UTF-16 code units.
    pub utf16: usize,
    /// 1-based column in UTF-8 bytes.
    pub byte: usize,
}

/// The line starts of a text, for turning offsets into [`Position`]s. A post is often one very long line, so every so many
/// bytes the characters before are counted once: a position takes the same short time wherever it stands.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
    // Code points and UTF-16 units that begin before each multiple of `STEP`.
    counts: Vec<(usize, usize)>,
}

const STEP: usize = 512;

impl LineIndex {
    /// Index `text` once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (i, &b) in bytes.iter().enumerate() {
            if b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(i + 1);
            }
        }
        let mut counts = Vec::with_capacity(bytes.len() / STEP + 1);
        let (mut points, mut units) = (0, 0);
        for chunk in bytes.chunks(STEP) {
            counts.push((points, units));
            let (p, u) = count(chunk);
            points += p;
            units += u;
        }
        counts.push((points, units));
        Self { starts, counts }
    }

    /// Code points and UTF-16 units before `offset`.
    fn before(&self, text: &str, offset: usize) -> (usize, usize) {
        let step = offset / STEP;
        let (points, units) = self.counts.get(step).copied().unwrap_or_default();
        let (p, u) = count(&text.as_bytes()[step * STEP..offset]);
        (points + p, units + u)
    }

    /// Number of lines; a text without a line end has one.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The byte at which the 1-based `line` begins, if there is such a line.
    #[must_use]
    pub fn start(&self, line: usize) -> Option<usize> {
        line.checked_sub(1).and_then(|i| self.starts.get(i)).copied()
    }

    /// The position of the byte at `offset` of `text`, the text this index was made of. An offset inside a character or
    /// beyond the end is moved back to the nearest boundary.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|&s| s <= offset);
        let start = self.starts[line - 1];
        let ((points, units), (from_points, from_units)) = (self.before(text, offset), self.before(text, start));
        let (column, utf16) = (points - from_points + 1, units - from_units + 1);
        Position { offset, line, column, utf16, byte: offset - start + 1 }
    }
}

/// Code points and UTF-16 units that begin in `bytes`.
fn count(bytes: &[u8]) -> (usize, usize) {
    let points = bytes.iter().filter(|b| **b & 0xC0 != 0x80).count();
    let astral = bytes.iter().filter(|b| **b >= 0xF0).count();
    (points, points + astral)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_of_the_language_server_protocol_and_no_other_ends_a_line() {
        let text = "一\r\n二\r三\n四\u{2028}五";
        let index = LineIndex::new(text);
        assert_eq!(index.lines(), 4);
        let at = |s: &str| index.position(text, text.find(s).expect("part of the text"));
        assert_eq!((at("二").line, at("二").column), (2, 1));
        assert_eq!((at("三").line, at("四").line, at("五").line), (3, 4, 4));
        assert_eq!([0, 1, 2, 5].map(|line| index.start(line)), [None, Some(0), text.find("二"), None]);
    }

    #[test]
    fn columns_are_counted_in_each_unit() {
        let text = "好😀e\u{301}完";
        let position = LineIndex::new(text).position(text, text.find('完').expect("part of the text"));
        assert_eq!((position.column, position.utf16, position.byte), (5, 6, 11));
    }

    #[test]
    fn columns_of_a_long_line_are_those_counted_one_by_one() {
        let text = "好😀e\u{301}é\n".repeat(3) + &"好😀e\u{301}é".repeat(300);
        let index = LineIndex::new(&text);
        let (mut line, mut column, mut utf16) = (1, 1, 1);
        for (at, c) in text.char_indices() {
            let position = index.position(&text, at);
            assert_eq!((position.line, position.column, position.utf16), (line, column, utf16), "byte {at}");
            (column, utf16) = (column + 1, utf16 + c.len_utf16());
            if c == '\n' {
                (line, column, utf16) = (line + 1, 1, 1);
            }
        }
    }

    #[test]
    fn an_offset_inside_a_character_is_moved_to_its_start() {
        assert_eq!(LineIndex::new("中文").position("中文", 4).offset, 3);
        assert_eq!(LineIndex::new("中文").position("中文", 99).column, 3);
    }
}
