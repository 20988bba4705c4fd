//! Drawing the marked places of a post with ariadne.
//!
//! ariadne draws labels well but thinks in files of short lines: it numbers the lines it is given, puts its own header on
//! top, and takes quadratic time for many labels. So it gets a few lines of the [`View`] and a few labels at a time, its
//! header is left out, and the numbers in the margin are replaced by those of the draft.

use std::io::{self, Write};
use std::ops::Range;

use ariadne::{CharSet, Color, Config, IndexType, Label, LabelAttach, Report, ReportKind, Source};

use crate::position::Span;
use crate::rule::Severity;
use crate::terminal::Ink;

use super::view::View;

/// So many labels are drawn in one piece.
const MOST_LABELS: usize = 12;

/// A place in so many lines is marked in all of them; a longer one only in its first.
const MOST_LINES: usize = 3;

/// A place to mark.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    /// Bytes of the source.
    pub(super) span: Span,
    /// The number written beside it.
    pub(super) number: usize,
    /// Gives the colour.
    pub(super) severity: Severity,
}

/// A piece of a mark, or of several at the same place, in one line of the view.
struct Piece {
    line: usize,
    range: Range<usize>,
    numbers: Vec<usize>,
    severity: Severity,
}

/// Draw the lines of `view` that hold `marks`. Each output line begins with a margin.
pub(super) fn draw(view: &View, marks: &[Mark], color: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut pieces: Vec<Piece> = Vec::new();
    for mark in marks {
        let found: Vec<_> = view.pieces(mark.span).take(MOST_LINES + 1).collect();
        let take = if found.len() > MOST_LINES { 1 } else { found.len() };
        let piece = |(line, range)| Piece { line, range, numbers: vec![mark.number], severity: mark.severity };
        pieces.extend(found.into_iter().take(take).map(piece));
    }
    pieces.sort_by_key(|p| (p.line, p.range.start, p.range.end));
    pieces.dedup_by(|next, piece| {
        let same = (piece.line, &piece.range) == (next.line, &next.range);
        if same {
            piece.numbers.append(&mut next.numbers);
            piece.severity = piece.severity.max(next.severity);
        }
        same
    });
    let width = view.lines().last().map_or(1, |l| l.number).to_string().len().max(2);
    let mut shown: Option<usize> = None;
    let mut numbered = 0;
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let skipped = shown.map_or(first.line > 0, |line| line + 1 < first.line);
        if skipped || shown.is_none() {
            let bar = if skipped { "┆" } else { "│" };
            writeln!(out, " {:width$} {}", "", Ink::Dim.paint(bar, color))?;
        }
        let count = together(rest);
        let (now, later) = rest.split_at(count);
        chunk(view, now, width, &mut numbered, color, out)?;
        shown = now.last().map(|p| p.line);
        rest = later;
    }
    Ok(())
}

/// How many of `pieces` are drawn in one piece: lines without a gap, and not too many labels. A line is drawn twice only if
/// it has too many all by itself.
fn together(pieces: &[Piece]) -> usize {
    let gap = pieces.windows(2).position(|w| w[0].line + 1 < w[1].line);
    let count = gap.map_or(pieces.len(), |at| at + 1);
    if count <= MOST_LABELS {
        return count;
    }
    let line = pieces[MOST_LABELS].line;
    let whole = pieces[..MOST_LABELS].partition_point(|p| p.line < line);
    if whole > 0 { whole } else { MOST_LABELS }
}

/// Draw neighbouring lines. `numbered` is the last line of the draft whose number was written.
fn chunk(
    view: &View,
    pieces: &[Piece],
    width: usize,
    numbered: &mut usize,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return Ok(()) };
    let (mut text, mut starts) = (String::new(), Vec::new());
    for line in &view.lines()[first.line..=last.line] {
        starts.push(text.len());
        text.push_str(view.text(line));
        text.push('\n');
    }
    let config = Config::default()
        .with_color(color)
        .with_index_type(IndexType::Byte)
        .with_char_set(CharSet::Unicode)
        .with_label_attach(LabelAttach::Start);
    let place = |p: &Piece| starts[p.line - first.line] + p.range.start..starts[p.line - first.line] + p.range.end;
    let mut report = Report::build(ReportKind::Advice, place(first)).with_config(config);
    for piece in pieces {
        report.add_label(Label::new(place(piece)).with_color(ink(piece.severity)).with_message(list(&piece.numbers)));
    }
    let mut drawn = Vec::new();
    report.finish().write(Source::from(text), &mut drawn)?;
    let drawn = String::from_utf8_lossy(&drawn);
    let mut number = |line: usize| {
        let number = view.lines().get(first.line + line - 1)?.number;
        (std::mem::replace(numbered, number) != number).then_some(number)
    };
    // The first row is an empty one under ariadne's header.
    for line in drawn.lines().filter_map(|line| own_margin(line, width, &mut number)).skip(1) {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The line with the numbers of the draft in its margin; `None` for what is not part of the excerpt.
fn own_margin(line: &str, width: usize, number: impl FnMut(usize) -> Option<usize>) -> Option<String> {
    let bar = line.find(['│', '┆', '╭', '╯'])?;
    let (margin, rest) = line.split_at(bar);
    if !rest.starts_with(['│', '┆']) {
        return None;
    }
    let (mut codes, mut digits) = (String::new(), String::new());
    let mut chars = margin.chars();
    while let Some(c) = chars.next() {
        if c == '\u{1b}' {
            codes.push(c);
            for c in chars.by_ref() {
                codes.push(c);
                if c.is_ascii_alphabetic() {
                    break;
                }
            }
        } else if c.is_ascii_digit() {
            digits.push(c);
        }
    }
    let shown = digits.parse().ok().filter(|n| *n > 0).and_then(number);
    let shown = shown.map(|n| n.to_string()).unwrap_or_default();
    Some(format!(" {codes}{shown:>width$} {rest}"))
}

/// Rising numbers, three and more in a row as a range: `1–3 5`.
fn list(numbers: &[usize]) -> String {
    let rows = numbers.chunk_by(|a, b| a + 1 == *b);
    let written = rows.flat_map(|row| match row {
        [first, _, .., last] => vec![format!("{first}–{last}")],
        few => few.iter().map(ToString::to_string).collect(),
    });
    written.collect::<Vec<_>>().join(" ")
}

fn ink(severity: Severity) -> Color {
    match severity {
        Severity::Error => Color::Red,
        Severity::Warning => Color::Yellow,
        Severity::Info => Color::Cyan,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(text: &str, places: &[&str]) -> String {
        let marks: Vec<_> = places
            .iter()
            .enumerate()
            .map(|(i, p)| {
                let start = text.find(p).expect("part of the text");
                Mark { span: Span::new(start, start + p.len()), number: i + 1, severity: Severity::Warning }
            })
            .collect();
        let spans: Vec<_> = marks.iter().map(|m| m.span).collect();
        let mut out = Vec::new();
        draw(&View::new(text, &spans, 76), &marks, false, &mut out).expect("memory can be written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn places_are_underlined_and_numbered_in_the_line_of_the_draft_they_stand_in() {
        let text = "第一行\n\n活动取得圆满成功，\u{202e}领导高度重视。\n\n好\n成效显著";
        let expected = "
    ┆
  3 │ 活动取得圆满成功，<U+202E>领导高度重视。
    │         ┬───────              ┬───────
    │         ╰──────────────────────────────── 1
    │                               │
    │                               ╰────────── 2
    ┆
  6 │ 成效显著
    │ ┬───────
    │ ╰───────── 3
";
        assert_eq!(format!("\n{}", drawn(text, &["圆满成功", "高度重视", "成效显著"])), expected);
    }

    #[test]
    fn a_place_over_a_few_lines_is_marked_in_each_and_a_longer_one_where_it_begins() {
        let drawn_few = drawn("甲方。\n乙方。\n丙方。", &["方。\n乙方"]);
        assert_eq!(drawn_few.matches("──── 1").count(), 2, "{drawn_few}");
        let drawn_many = drawn("甲\n乙\n丙\n丁\n戊", &["甲\n乙\n丙\n丁\n戊"]);
        assert_eq!(drawn_many.matches("─ 1").count(), 1, "{drawn_many}");
    }

    #[test]
    fn findings_at_one_and_the_same_place_share_a_line() {
        let drawn = drawn("没有写时间。", &["没有写时间", "没有", "没有写时间", "没有写时间", "没有写时间", "时间"]);
        assert!(drawn.contains("─ 1 3–5\n") && drawn.contains("─ 2\n") && drawn.contains("─ 6\n"), "{drawn}");
    }

    #[test]
    fn a_line_is_drawn_once_however_many_places_stand_above_it() {
        let text = "甲乙丙丁戊\n己庚辛壬癸\n子丑寅卯辰";
        let places: Vec<_> =
            text.split_inclusive(|c| c != '\n').map(str::trim_start).filter(|p| !p.is_empty()).collect();
        let drawn = drawn(text, &places);
        assert_eq!(drawn.matches("子丑寅卯辰").count(), 1, "{drawn}");
        assert!((1..=15).all(|n| drawn.contains(&format!("─ {n}\n"))), "{drawn}");
    }

    #[test]
    fn bars_in_a_draft_are_not_taken_for_the_margin() {
        let drawn = drawn("12 │ 圆满成功 ┆ 3", &["圆满成功"]);
        assert!(drawn.contains("  1 │ 12 │ 圆满成功 ┆ 3"), "{drawn}");
    }
}
