//! Places for problems about drafts: a short excerpt instead of a whole file.
//!
//! A container may be larger than memory, so a problem about one of its records carries at most [`WIDTH`] characters around
//! the place, and says where in the file they stand.

use std::sync::Arc;

use crate::position::Span;
use crate::problem::ProblemSource;

/// The most characters an excerpt shows.
const WIDTH: usize = 200;
/// How many of them stand before the place.
const BEFORE: usize = 60;

/// How sentences name a file, in Chinese and in English.
pub(super) fn shown(path: &str) -> (String, String) {
    if path == "-" {
        ("标准输入".to_owned(), "standard input".to_owned())
    } else {
        (format!("「{path}」"), format!("“{path}”"))
    }
}

/// An excerpt of `text`, the line `line` (1-based) of the file `path`, around `span` (bytes of `text`, moved outwards to
/// character boundaries); and where the span is in the excerpt. Line ends are drawn as ⏎, so that the excerpt is one line.
pub(super) fn excerpt(path: &str, line: u64, text: &str, span: Span) -> (Arc<ProblemSource>, Span) {
    let start = text.floor_char_boundary(span.start);
    let end = text.ceil_char_boundary(span.end.max(start));
    let first = text[..start].char_indices().rev().take(BEFORE).last().map_or(start, |(at, _)| at);
    let used = text[first..start].chars().count();
    let mut left = WIDTH - used;

    let mut out = String::new();
    let mut column = 1;
    if first > 0 {
        out.push('…');
        column = text[..first].chars().count();
    }
    draw(&mut out, &text[first..start], WIDTH);
    let from = out.len();
    left -= draw(&mut out, &text[start..end], left);
    let to = out.len();
    let drawn = draw(&mut out, &text[end..], left);
    if text[end..].chars().nth(drawn).is_some() || (left == 0 && end < text.len()) {
        out.push('…');
    }
    let begins = (usize::try_from(line).unwrap_or(usize::MAX), column);
    (Arc::new(ProblemSource { name: path.to_owned(), text: out, begins }), Span::new(from, to))
}

/// Append at most `limit` characters of `piece`; returns how many.
fn draw(out: &mut String, piece: &str, limit: usize) -> usize {
    let mut count = 0;
    for c in piece.chars().take(limit) {
        out.push(if matches!(c, '\n' | '\r') { '⏎' } else { c });
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_line_is_shown_whole() {
        let (source, span) = excerpt("a", 3, "{\"id\": 七}", Span::new(7, 10));
        assert_eq!((source.text.as_str(), &source.text[span.range()]), ("{\"id\": 七}", "七"));
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = format!("{}错{}", "前".repeat(9_000), "后".repeat(9_000));
        let at = line.find('错').expect("in the line");
        let (source, span) = excerpt("a", 3, &line, Span::new(at, at + 3));
        assert_eq!(&source.text[span.range()], "错");
        assert!(source.text.starts_with("…前") && source.text.ends_with("后…"));
        let before = source.text[..span.start].chars().count();
        assert_eq!((source.begins.0, source.begins.1 + before), (3, 9_001), "columns are those of the file");
        assert_eq!(source.text.chars().count(), WIDTH + 2);
    }

    #[test]
    fn a_place_longer_than_an_excerpt_or_off_a_boundary_does_no_harm() {
        let line = "长".repeat(1_000);
        let (source, span) = excerpt("a", 1, &line, Span::new(0, line.len()));
        assert_eq!((span.start, source.text[span.range()].chars().count()), (0, WIDTH));
        let (source, span) = excerpt("a", 1, "甲\n乙", Span::new(1, 2));
        assert_eq!((source.text.as_str(), span), ("甲⏎乙", Span::new(0, 3)));
        let (_, span) = excerpt("a", 1, "甲", Span::new(50, 99));
        assert_eq!(span, Span::new(3, 3));
    }
}
