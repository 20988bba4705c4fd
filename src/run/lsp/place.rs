//! Places as the protocol writes them: lines and characters in the unit that was agreed upon, and addresses of files.

use std::path::PathBuf;

use gen_lsp_types::{Position, PositionEncodingKind, Range};

use crate::position::{LineIndex, Span};

pub(super) use crate::address::of_file as uri_of;

/// What a `character` of a position counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Unit {
    /// UTF-8 bytes.
    Utf8,
    /// UTF-16 code units: what is meant where nothing is said.
    #[default]
    Utf16,
    /// Code points.
    Utf32,
}

impl Unit {
    /// The cheapest of the units that the client offers.
    pub(super) fn agreed<'a>(offered: impl IntoIterator<Item = &'a str>) -> Self {
        let rank = |name: &str| match name {
            "utf-8" => Some((2, Self::Utf8)),
            "utf-32" => Some((1, Self::Utf32)),
            _ => None,
        };
        offered.into_iter().filter_map(rank).max_by_key(|(rank, _)| *rank).map_or(Self::Utf16, |(_, unit)| unit)
    }

    /// The unit as the protocol names it.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    /// How much of this unit `c` takes.
    fn of(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
            Self::Utf32 => 1,
        }
    }
}

/// The text of a document with its lines, in one unit.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    text: String,
    index: LineIndex,
    unit: Unit,
}

impl Lines {
    /// The lines of `text`.
    pub(super) fn new(text: String, unit: Unit) -> Self {
        Self { index: LineIndex::new(&text), text, unit }
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where the byte at `offset` stands.
    pub(super) fn position(&self, offset: usize) -> Position {
        let at = self.index.position(&self.text, offset);
        let column = match self.unit {
            Unit::Utf8 => at.byte,
            Unit::Utf16 => at.utf16,
            Unit::Utf32 => at.column,
        };
        let number = |n: usize| u32::try_from(n - 1).unwrap_or(u32::MAX);
        Position::new(number(at.line), number(column))
    }

    /// Where `span` stands.
    pub(super) fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start), self.position(span.end))
    }

    /// The byte at `position`: the end of the line for one beyond it, the end of the text for a line beyond the last, the
    /// beginning of the character for one inside it.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize + 1;
        let Some(start) = self.index.start(line) else { return self.text.len() };
        let end = self.index.start(line + 1).unwrap_or(self.text.len());
        let mut left = position.character as usize;
        for (at, c) in self.text[start..end].char_indices() {
            let size = self.unit.of(c);
            if left < size || matches!(c, '\n' | '\r') {
                return start + at;
            }
            left -= size;
        }
        end
    }

    /// The bytes of `range`, whichever end it names first.
    pub(super) fn span(&self, range: Range) -> Span {
        let (a, b) = (self.offset(range.start), self.offset(range.end));
        Span::new(a.min(b), a.max(b))
    }

    /// Put `text` in the place of `range`, or of everything.
    pub(super) fn replace(&mut self, range: Option<Range>, text: &str) {
        let mut all = std::mem::take(&mut self.text);
        match range {
            Some(range) => {
                self.text = all;
                let span = self.span(range);
                all = std::mem::take(&mut self.text);
                all.replace_range(span.range(), text);
            }
            None => text.clone_into(&mut all),
        }
        *self = Self::new(all, self.unit);
    }
}

/// The file that `uri` names; `None` where it names something else, such as a text that was never saved.
pub(super) fn path_of(uri: &str) -> Option<PathBuf> {
    let rest = uri.get(..7).filter(|s| s.eq_ignore_ascii_case("file://")).and_then(|_| uri.get(7..))?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let slash = rest.find('/')?;
    let (host, path) = rest.split_at(slash);
    let mut path = decoded(path)?;
    if path.contains('\0') {
        return None;
    }
    if cfg!(windows) {
        let drive = path.as_bytes().get(2) == Some(&b':') || path.as_bytes().get(2) == Some(&b'|');
        path = if !host.is_empty() {
            format!("//{host}{path}")
        } else if drive {
            path[1..].to_owned()
        } else {
            path
        };
        path = path.replace('/', "\\");
    } else if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
        return None;
    }
    Some(PathBuf::from(path))
}

fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let byte = match (first, tail) {
            (b'%', [high, low, ..]) => {
                let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
                match (digit(*high), digit(*low)) {
                    (Some(high), Some(low)) => {
                        rest = &tail[2..];
                        bytes.push(high << 4 | low);
                        continue;
                    }
                    _ => first,
                }
            }
            _ => first,
        };
        bytes.push(byte);
        rest = tail;
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use proptest::prelude::*;

    // A family of three joined by ZWJ, a combining mark, a character beyond the BMP.
    const TEXT: &str = "甲👨‍👩‍👧乙\r\ne\u{301}𠀀完\r末";

    fn at(line: u32, character: u32) -> Position {
        Position::new(line, character)
    }

    #[test]
    fn each_unit_counts_its_own() {
        for (unit, yi, wan) in
            [(Unit::Utf8, at(0, 21), at(1, 7)), (Unit::Utf16, at(0, 9), at(1, 4)), (Unit::Utf32, at(0, 6), at(1, 3))]
        {
            let lines = Lines::new(TEXT.to_owned(), unit);
            for (c, expected) in [('乙', yi), ('完', wan), ('末', at(2, 0))] {
                let offset = TEXT.find(c).expect("part of the text");
                assert_eq!(lines.position(offset), expected, "{unit:?} {c}");
                assert_eq!(lines.offset(expected), offset, "{unit:?} {c}");
            }
        }
    }

    #[test]
    fn positions_that_there_are_not_become_the_nearest_before() {
        let lines = Lines::new(TEXT.to_owned(), Unit::Utf16);
        assert_eq!(
            lines.offset(at(0, 99)),
            TEXT.find('\r').expect("there"),
            "the end of the line, not of its line end"
        );
        assert_eq!(lines.offset(at(0, 2)), 3, "half of an emoji");
        assert_eq!(lines.offset(at(7, 0)), TEXT.len());
        assert_eq!(lines.span(Range::new(at(9, 9), at(0, 0))), Span::new(0, TEXT.len()));
    }

    #[test]
    fn the_unit_is_the_cheapest_on_offer() {
        for (offered, unit) in [
            (vec![], Unit::Utf16),
            (vec!["utf-16"], Unit::Utf16),
            (vec!["utf-7"], Unit::Utf16),
            (vec!["utf-16", "utf-32"], Unit::Utf32),
            (vec!["utf-32", "utf-16", "utf-8"], Unit::Utf8),
        ] {
            assert_eq!(Unit::agreed(offered), unit);
        }
    }

    #[test]
    #[cfg(unix)]
    fn addresses_and_paths_name_the_same_file() {
        let path = Path::new("/稿 件/100%#1?.txt");
        let uri = uri_of(path);
        assert_eq!(uri, "file:///%E7%A8%BF%20%E4%BB%B6/100%25%231%3F.txt");
        assert_eq!(path_of(&uri).as_deref(), Some(path));
        assert_eq!(path_of("file:///稿/a%zz%").as_deref(), Some(Path::new("/稿/a%zz%")));
        assert_eq!(path_of("FILE://localhost/a").as_deref(), Some(Path::new("/a")));
        for other in
            ["untitled:Untitled-1", "file:", "file://", "", "file://host/a", "file:///a%00b", "file:///%FF", "稿件"]
        {
            assert_eq!(path_of(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn edits_in_any_unit_leave_what_the_editor_has(
            texts in prop::collection::vec(("[甲😀e\u{301}\\r\\n]{0,6}", 0u32..4, 0u32..6, 0u32..4, 0u32..6), 1..8),
        ) {
            let mut all = [Unit::Utf8, Unit::Utf16, Unit::Utf32].map(|unit| Lines::new(TEXT.to_owned(), unit));
            for (text, a, b, c, d) in texts {
                let span = all[2].span(Range::new(at(a, b), at(c, d)));
                for lines in &mut all {
                    let range = lines.range(span);
                    lines.replace(Some(range), &text);
                }
                prop_assert_eq!(all[0].text(), all[2].text());
                prop_assert_eq!(all[1].text(), all[2].text());
            }
        }
    }
}
