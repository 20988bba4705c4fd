//! A post as a terminal shows it: safe to print, and broken into lines that can be read.
//!
//! A post is often one line of up to 2000 characters. The view breaks it behind sentences, else behind commas, else between
//! words, so that a line takes at most so many columns, and not inside a marked place where that can be helped. The bytes of
//! the source are mapped once; nothing is found again by searching.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::position::Span;
use crate::terminal::{Shown, closes};

/// A line of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// Bytes of the shown text, without a line end.
    pub(super) range: Range<usize>,
    /// The number of the line of the source that it is, or is a piece of.
    pub(super) number: usize,
}

/// The view of one post.
#[derive(Debug)]
pub(super) struct View {
    shown: Shown,
    lines: Vec<Line>,
}

impl View {
    /// The view of `source` in lines of at most `width` columns; `marked` are the places to keep whole, by their start.
    pub(super) fn new(source: &str, marked: &[Span], width: usize) -> Self {
        let shown = Shown::new(source);
        let keep = merge(marked.iter().map(|s| shown.to_shown(*s)).filter(|s| s.len() <= width * 2));
        let mut lines = Vec::new();
        let mut start = 0;
        for (i, line) in shown.text().split('\n').enumerate() {
            break_line(shown.text(), start..start + line.len(), i + 1, &keep, width, &mut lines);
            start += line.len() + 1;
        }
        Self { shown, lines }
    }

    /// The same view, with the number that `number` gives to a line of the source where it gives one.
    pub(super) fn numbered(mut self, number: impl Fn(usize) -> Option<usize>) -> Self {
        for line in &mut self.lines {
            line.number = number(line.number).unwrap_or(line.number);
        }
        self
    }

    /// The lines.
    pub(super) fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The text of a line.
    pub(super) fn text(&self, line: &Line) -> &str {
        &self.shown.text()[line.range.clone()]
    }

    /// Where `span` of the source is shown: the index of each line it touches and the bytes of that line.
    pub(super) fn pieces(&self, span: Span) -> impl Iterator<Item = (usize, Range<usize>)> {
        let shown = self.shown.to_shown(span);
        let first = self.lines.partition_point(|l| l.range.end <= shown.start);
        self.lines[first..].iter().zip(first..).take_while(move |(l, _)| l.range.start < shown.end).filter_map(
            move |(line, i)| {
                let start = shown.start.max(line.range.start);
                let end = shown.end.min(line.range.end);
                (start < end).then(|| (i, start - line.range.start..end - line.range.start))
            },
        )
    }
}

/// Overlapping places as one.
fn merge(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut spans: Vec<Span> = spans.collect();
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}

/// How good a place to break a line is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    Character,
    Clause,
    Sentence,
}

fn break_line(text: &str, range: Range<usize>, number: usize, keep: &[Span], width: usize, out: &mut Vec<Line>) {
    let mut start = range.start;
    loop {
        let end = line_end(text, start..range.end, keep, width);
        out.push(Line { range: start..end, number });
        start = end;
        if start >= range.end {
            break;
        }
    }
}

/// The end of the line that begins at `range.start`.
fn line_end(text: &str, range: Range<usize>, keep: &[Span], width: usize) -> usize {
    let mut used = 0;
    // The last place of each grade, with the columns before it.
    let mut best: [Option<usize>; 3] = [None; 3];
    let mut chars = text[range.clone()].char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        used += c.width().unwrap_or(0);
        if used > width {
            let enough = |end: &usize| (end - range.start) * 2 >= at;
            let [character, clause, sentence] = best;
            // A marked place that fills the line has to be broken all the same.
            let hard = range.start + at.max(text[range.start..].chars().next().map_or(1, char::len_utf8));
            return sentence.filter(enough).or(clause.filter(enough)).or(character).unwrap_or(hard);
        }
        let Some(&(next, following)) = chars.peek() else { break };
        let end = range.start + next;
        let inside = keep.partition_point(|s| s.end <= end);
        let inside = keep.get(inside).is_some_and(|s| s.start < end);
        if inside || closes(following) || following.width() == Some(0) {
            continue;
        }
        let grade = match c {
            '。' | '！' | '？' | '；' | '…' | '”' | '】' => Grade::Sentence,
            '，' | '、' | '：' | '）' | ',' | ' ' => Grade::Clause,
            _ if c.is_ascii_graphic() && following.is_ascii_graphic() => continue,
            _ => Grade::Character,
        };
        best[grade as usize] = Some(end);
    }
    range.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::terminal::columns;

    fn lines(text: &str, marked: &[Span], width: usize) -> Vec<String> {
        let view = View::new(text, marked, width);
        view.lines().iter().map(|l| view.text(l).to_owned()).collect()
    }

    #[test]
    fn a_long_post_is_broken_behind_its_sentences() {
        let text = "今天上午八点，建设路塌陷一处。没有人受伤！请绕行新华路，预计五日恢复通行。".repeat(8);
        let lines = lines(&text, &[], 60);
        assert_eq!(lines.concat(), text);
        assert!(lines.iter().all(|l| columns(l) <= 60), "{lines:?}");
        assert!(lines.iter().all(|l| l.ends_with(['。', '！', '，'])), "{lines:?}");
    }

    #[test]
    fn a_marked_place_stays_in_one_line_where_it_fits() {
        let text = format!("{}凝心聚力再创佳绩{}", "字".repeat(17), "字".repeat(30));
        let start = "字".len() * 17;
        let marked = Span::new(start, start + "凝心聚力再创佳绩".len());
        assert!(lines(&text, &[marked], 40).iter().any(|l| l.contains("凝心聚力再创佳绩")));
        let view = View::new(&text, &[marked], 40);
        assert_eq!(view.pieces(marked).count(), 1);
    }

    #[test]
    fn every_place_is_found_again_in_the_lines_shown() {
        let text = "一\u{202e}二\r\n三四五\t六。\r七\u{2028}八\u{c}九";
        let view = View::new(text, &[], 8);
        for c in ["一", "二", "三", "四", "五", "六", "七", "八", "九"] {
            let at = text.find(c).expect("part of the text");
            let pieces: Vec<_> = view.pieces(Span::new(at, at + c.len())).collect();
            let [(line, range)] = pieces.as_slice() else { panic!("{c}: {pieces:?}") };
            assert_eq!(&view.text(&view.lines()[*line])[range.clone()], c);
        }
        let mut numbers: Vec<_> = view.lines().iter().map(|l| l.number).collect();
        numbers.dedup();
        assert_eq!(numbers, [1, 2, 3], "lines are numbered as in the source");
    }

    #[test]
    fn text_without_any_place_to_break_ends_all_the_same() {
        for text in ["a".repeat(500), "\u{301}".repeat(500), "，".repeat(500), String::new(), "好".to_owned()] {
            for width in [1, 2, 7, 80] {
                assert_eq!(lines(&text, &[Span::new(0, text.len())], width).concat(), text);
            }
        }
    }
}
