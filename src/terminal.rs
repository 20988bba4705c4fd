//! What a terminal may be sent.
//!
//! Drafts, paths and configuration files are written by others. A control character in them could move the cursor or hide
//! text, a bidirectional one could turn a sentence around, a zero-width one could stand there unseen. So the formats for
//! people show such characters as visible marks: [`visible`] gives the mark of one character, [`sanitise`] a whole line,
//! [`Shown`] a text with the way from its bytes to the bytes that are shown. Formats for programs keep texts exactly.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::position::Span;

/// The mark that stands for `c` on a terminal; `None` for a character that may be sent as it is. Line feed and tab get
/// marks too: who shows more than one line deals with them first.
#[must_use]
pub fn visible(c: char) -> Option<String> {
    let code = u32::from(c);
    match code {
        // The block of control pictures follows the order of the control characters.
        0..=0x1F => char::from_u32(0x2400 + code).map(String::from),
        0x7F => Some(String::from('\u{2421}')),
        0x80..=0x9F
        | 0xAD
        | 0x61C
        | 0x180E
        | 0x200B..=0x200F
        | 0x2028..=0x202E
        | 0x2060..=0x206F
        | 0xFEFF
        | 0xFFF9..=0xFFFB
        | 0xE0000..=0xE007F => Some(format!("<U+{code:04X}>")),
        _ => None,
    }
}

/// Whether `c` joins the emoji before it to the one behind it. Terminals disagree on how wide a joined emoji is, so its
/// parts are shown one beside the other, without a mark between them.
fn joins(before: Option<char>, c: char, behind: Option<char>) -> bool {
    let emoji = |c: Option<char>| {
        c.is_some_and(
            |c| matches!(u32::from(c), 0x2190..=0x21FF | 0x2300..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF),
        )
    };
    c == '\u{200D}' && (emoji(before) || before == Some('\u{FE0F}')) && emoji(behind)
}

/// `text` as one line that is safe to print.
#[must_use]
pub fn sanitise(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| visible(c).is_none()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match visible(c) {
            Some(_) if joins(before, c, chars.peek().copied()) => {}
            Some(mark) => out.push_str(&mark),
            None => out.push(c),
        }
        before = Some(c);
    }
    Cow::Owned(out)
}

/// A text made safe to print line by line, with the way from its bytes to the bytes shown.
///
/// Line feeds stay; CRLF and a lone CR become one line feed, a tab and the full-width space become spaces.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    text: String,
    // (byte of the source, byte of `text`), ascending, in pairs: the start and the end of what was replaced. Outside the
    // pairs both count alike.
    anchors: Vec<(usize, usize)>,
    source_len: usize,
}

impl Shown {
    /// Make `source` safe.
    #[must_use]
    pub fn new(source: &str) -> Self {
        let mut shown = Self { text: String::with_capacity(source.len()), ..Self::default() };
        let mut chars = source.char_indices().peekable();
        let mut last = None;
        while let Some((at, c)) = chars.next() {
            let before = last.replace(c);
            let mark = match c {
                '\n' => None,
                '\r' => {
                    let double = chars.next_if(|&(_, next)| next == '\n').is_some();
                    shown.replace(at, if double { 2 } else { 1 }, "\n");
                    continue;
                }
                '\t' => Some(Cow::Borrowed("    ")),
                '\u{3000}' => Some(Cow::Borrowed("  ")),
                _ if joins(before, c, chars.peek().map(|&(_, next)| next)) => Some(Cow::Borrowed("")),
                _ => visible(c).map(Cow::Owned),
            };
            match mark {
                Some(mark) => shown.replace(at, c.len_utf8(), &mark),
                None => shown.text.push(c),
            }
        }
        shown.source_len = source.len();
        shown
    }

    fn replace(&mut self, at: usize, len: usize, mark: &str) {
        self.anchors.push((at, self.text.len()));
        self.text.push_str(mark);
        self.anchors.push((at + len, self.text.len()));
    }

    /// The text to show.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The bytes shown for `span` of the source. A byte inside a replaced character counts as the start of its mark.
    #[must_use]
    pub fn to_shown(&self, span: Span) -> Span {
        let start = self.offset(span.start);
        Span::new(start, self.offset(span.end).max(start))
    }

    fn offset(&self, at: usize) -> usize {
        let at = at.min(self.source_len);
        let next = self.anchors.partition_point(|&(source, _)| source <= at);
        let (source, shown) = next.checked_sub(1).map_or((0, 0), |i| self.anchors[i]);
        let replaced = next % 2 == 1;
        let mut offset = if replaced { shown } else { shown + (at - source) };
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// A way to print a word on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Errors.
    Error,
    /// Warnings.
    Warning,
    /// Suggestions.
    Info,
    /// What is good.
    Good,
    /// Headings.
    Bold,
    /// What matters less.
    Dim,
}

impl Ink {
    /// `text` with the codes of this ink, or as it is where there is no colour.
    #[must_use]
    pub fn paint(self, text: &str, color: bool) -> String {
        let code = match self {
            Self::Error => "1;31",
            Self::Warning => "1;33",
            Self::Info => "1;36",
            Self::Good => "32",
            Self::Bold => "1",
            Self::Dim => "2",
        };
        if color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// How many columns of a terminal `text` takes.
#[must_use]
pub fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// `text` broken into lines of at most `width` columns, for running text of the tool itself. Chinese may be broken
/// anywhere but before closing punctuation; other scripts at spaces.
#[must_use]
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces(text) {
        let wide = columns(piece);
        if used > 0 && used + columns(piece.trim_end()) > width {
            lines.push(String::new());
            used = 0;
        }
        let piece = if used == 0 && lines.len() > 1 { piece.trim_start() } else { piece };
        if let Some(line) = lines.last_mut() {
            let _ = line.write_str(piece);
        }
        used += wide;
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// Whether a line should not begin with `c`.
#[must_use]
pub fn closes(c: char) -> bool {
    "，。！？；：、）】》」』”’…—～,.!?;:)]}".contains(c)
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices();
        let (_, mut last) = chars.next()?;
        let mut end = rest.len();
        for (at, c) in chars {
            let wide = u32::from(last) >= 0x2E80 || u32::from(c) >= 0x2E80;
            let opens = "（【《「『“‘".contains(last);
            if !closes(c) && !opens && (wide || last == ' ') && c != ' ' {
                end = at;
                break;
            }
            last = c;
        }
        let (piece, tail) = rest.split_at(end);
        rest = tail;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_of_a_joined_emoji_stand_side_by_side() {
        let family = "来\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}了❤\u{FE0F}\u{200D}\u{1F525}";
        let shown = Shown::new(family);
        assert_eq!(shown.text(), "来\u{1F468}\u{1F469}\u{1F467}了❤\u{FE0F}\u{1F525}");
        assert_eq!(sanitise(family), shown.text());
        let at = family.find('了').expect("part of the text");
        let place = shown.to_shown(Span::new(at, at + 3));
        assert_eq!(&shown.text()[place.range()], "了");
        assert_eq!(sanitise("停\u{200D}水\u{200D}"), "停<U+200D>水<U+200D>", "elsewhere it is a hidden character");
    }

    #[test]
    fn nothing_that_moves_the_cursor_or_turns_text_around_is_printed() {
        let nasty = "好\u{1b}[2J\u{202e}坏\u{200b}\u{feff}\u{85}\u{2028}\u{7f}\u{e0041}";
        for text in [sanitise(nasty).into_owned(), Shown::new(nasty).text().to_owned()] {
            assert!(text.chars().all(|c| visible(c).is_none()), "{text:?}");
            assert!(text.starts_with("好␛[2J<U+202E>坏<U+200B>"), "{text}");
        }
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        let plain = "【通报】今天(6月3日)8时，café😀！";
        assert!(matches!(sanitise(plain), Cow::Borrowed(_)));
        assert_eq!(Shown::new(plain).text(), plain);
    }

    #[test]
    fn a_span_shown_covers_what_the_span_of_the_source_covers() {
        let source = "一\u{202e}二\r\n三\t四\u{3000}五\u{1b}六";
        let shown = Shown::new(source);
        for c in ["一", "二", "三", "四", "五", "六"] {
            let at = source.find(c).expect("part of the text");
            let span = shown.to_shown(Span::new(at, at + c.len()));
            assert_eq!(&shown.text()[span.range()], c);
        }
        let whole = shown.to_shown(Span::new(0, source.len()));
        assert_eq!(whole, Span::new(0, shown.text().len()));
    }

    #[test]
    fn a_bad_offset_is_moved_to_a_character() {
        let shown = Shown::new("\u{202e}好");
        assert_eq!(shown.to_shown(Span::new(1, 4)).start, 0);
        assert!(shown.text().is_char_boundary(shown.to_shown(Span::new(2, 5)).end));
        assert_eq!(shown.to_shown(Span::new(90, 99)).end, shown.text().len());
    }

    #[test]
    fn wrapped_lines_keep_their_width_and_begin_with_no_comma() {
        let lines = wrap("写结果：来了多少人，办成几件事，还差什么。ask the office", 20);
        assert!(lines.iter().all(|l| columns(l) <= 22), "{lines:?}");
        assert!(lines.iter().all(|l| !l.starts_with(closes)), "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), "写结果：来了多少人，办成几件事，还差什么。asktheoffice");
    }
}
