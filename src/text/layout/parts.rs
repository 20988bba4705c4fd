//! The parts of a post, found in one pass.
//!
//! Bytes that begin nothing are stepped over by a table. Brackets and quotation marks are paired with a stack; a closing mark
//! without an opening one is text, and so is an opening one that is closed too late or not at all. What has a fixed form
//! (links, topics, mentions, stickers, comments) is taken whole, so parts never cross.

use super::{Part, PartKind, address, tokens};
use crate::position::Span;

/// What the pass found.
pub(super) struct Found {
    /// In order of their end.
    pub(super) parts: Vec<Part>,
    /// Where the forward chain begins.
    pub(super) forward: Option<usize>,
    /// The ends of headlines and of quotations in straight quotes, ascending.
    pub(super) ends: Vec<usize>,
}

/// Find the parts of `text`, of which the first `front` bytes are front matter.
pub(super) fn scan(text: &str, front: usize, markdown: bool) -> Found {
    let mut scanner = Scanner {
        text,
        bytes: text.as_bytes(),
        markdown,
        found: Found { parts: Vec::new(), forward: None, ends: Vec::new() },
        open: Vec::new(),
        counts: [0; MARKS],
        line: 0,
        comments_close: true,
    };
    if front > 0 {
        let span = Span::new(0, front);
        scanner.found.parts.push(Part { kind: PartKind::FrontMatter, span, inner: span });
    }
    let mut at = front;
    while at < text.len() {
        at = if DULL[usize::from(scanner.bytes[at])] { at + 1 } else { scanner.step(at) };
    }
    if let Some(start) = scanner.found.forward {
        scanner.found.parts.push(Part {
            kind: PartKind::Forward,
            span: Span::new(start, text.len()),
            inner: Span::new(start + 2, text.len()),
        });
    }
    scanner.found
}

/// Bytes at which nothing begins.
static DULL: [bool; 256] = {
    let mut dull = [true; 256];
    let mut b = 0;
    while b < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let byte = b as u8;
        dull[b] = !(byte.is_ascii_alphanumeric()
            || matches!(
                byte,
                b'#' | b'@' | b'[' | b'<' | b'"' | b'/' | b'\n' | b'\r' | 0xE2 | 0xE3 | 0xE5..=0xE7 | 0xE9
            ));
        b += 1;
    }
    dull
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Headline,
    Title,
    InnerTitle,
    Double,
    Single,
    Corner,
    WhiteCorner,
    Straight,
}

const MARKS: usize = 8;

impl Mark {
    fn kind(self) -> PartKind {
        match self {
            Self::Headline => PartKind::Headline,
            Self::Title | Self::InnerTitle => PartKind::BookTitle,
            _ => PartKind::Quotation,
        }
    }

    /// The longest part in code points.
    fn limit(self) -> usize {
        match self.kind() {
            PartKind::Quotation => 300,
            _ => 120,
        }
    }

    fn keeps_to_its_line(self) -> bool {
        matches!(self, Self::Headline | Self::Title | Self::InnerTitle | Self::Straight)
    }
}

struct Open {
    mark: Mark,
    at: usize,
    line: usize,
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    markdown: bool,
    found: Found,
    open: Vec<Open>,
    /// How many of each mark are open, so that a closing mark without an opening one is known without a search.
    counts: [usize; MARKS],
    line: usize,
    /// Cleared when no `-->` is left, so that it is not searched for again.
    comments_close: bool,
}

impl Scanner<'_> {
    /// Look at the byte at `at`; where to go on.
    fn step(&mut self, at: usize) -> usize {
        match self.bytes[at] {
            b'#' => self.hash(at),
            b'@' => self.take(tokens::mention(self.text, at), at + 1),
            b'[' => self.take(tokens::sticker(self.text, at), at + 1),
            b'<' => self.comment(at),
            b'"' => self.straight(at),
            b'/' => self.slash(at),
            b'\n' | b'\r' => self.line_break(at),
            0xE2 | 0xE3 => self.mark(at),
            0xE5..=0xE9 if !tokens::may_be_platform(&self.bytes[at..]) => at + 3,
            0xE5..=0xE9 => {
                let part = tokens::platform(self.text, at).map(|part| self.behind_the_last(part, at));
                self.take(part, at + 3)
            }
            _ => {
                let word = address::read(self.bytes, at);
                let link = word.address.map(|span| Part { kind: PartKind::Link, span, inner: span });
                self.take(link, word.end)
            }
        }
    }

    fn take(&mut self, part: Option<Part>, otherwise: usize) -> usize {
        match part {
            Some(part) => {
                self.found.parts.push(part);
                part.span.end
            }
            None => otherwise,
        }
    }

    /// `part` began before `at`, where it was noticed; what another part already has is left to that.
    fn behind_the_last(&self, part: Part, at: usize) -> Part {
        if self.found.parts.last().is_some_and(|last| last.span.end > part.span.start) {
            let span = Span::new(at, part.span.end);
            return Part { span, inner: span, ..part };
        }
        part
    }

    fn hash(&mut self, at: usize) -> usize {
        if self.markdown && self.begins_line(at) {
            let hashes = self.bytes[at..].iter().take_while(|&&b| b == b'#').count();
            if matches!(self.bytes.get(at + hashes), Some(b' ' | b'\t')) {
                return at + hashes;
            }
        }
        self.take(tokens::topic(self.text, at), at + 1)
    }

    fn begins_line(&self, at: usize) -> bool {
        // Markdown allows three spaces before a heading.
        let spaces = self.bytes[..at].iter().rev().take(4).take_while(|&&b| b == b' ').count();
        spaces < 4 && self.bytes[..at - spaces].last().is_none_or(|b| matches!(b, b'\n' | b'\r'))
    }

    fn comment(&mut self, at: usize) -> usize {
        if !self.markdown || !self.comments_close || !self.text[at..].starts_with("<!--") {
            return at + 1;
        }
        let Some(length) = self.text[at + 4..].find("-->") else {
            self.comments_close = false;
            return at + 1;
        };
        let inner = Span::new(at + 4, at + 4 + length);
        self.take(Some(Part { kind: PartKind::Comment, span: Span::new(at, inner.end + 3), inner }), at)
    }

    fn slash(&mut self, at: usize) -> usize {
        if self.found.forward.is_none() {
            let name = self.bytes[at + 1..].strip_prefix(b"/").map(|r| r.strip_prefix(b" ").unwrap_or(r));
            if name.is_some_and(|n| n.first() == Some(&b'@')) {
                self.found.forward = Some(at);
                self.forget();
                return at + 2;
            }
        }
        at + 1
    }

    fn line_break(&mut self, at: usize) -> usize {
        self.line += 1;
        let end = at + if self.bytes[at..].starts_with(b"\r\n") { 2 } else { 1 };
        // Quotation goes over lines, not over paragraphs.
        if matches!(self.bytes.get(end), Some(b'\n' | b'\r')) {
            self.forget();
        }
        end
    }

    fn forget(&mut self) {
        self.open.clear();
        self.counts = [0; MARKS];
    }

    fn mark(&mut self, at: usize) -> usize {
        let end = at + 3;
        match self.text[at..end].chars().next() {
            Some('【') => self.begin(Mark::Headline, at),
            Some('《') => self.begin(Mark::Title, at),
            Some('〈') => self.begin(Mark::InnerTitle, at),
            Some('“') => self.begin(Mark::Double, at),
            Some('‘') => self.begin(Mark::Single, at),
            Some('「') => self.begin(Mark::Corner, at),
            Some('『') => self.begin(Mark::WhiteCorner, at),
            Some('】') if self.finish(Mark::Headline, at, end) => self.found.ends.push(end),
            Some('》') => _ = self.finish(Mark::Title, at, end),
            Some('〉') => _ = self.finish(Mark::InnerTitle, at, end),
            Some('”') => _ = self.finish(Mark::Double, at, end),
            Some('’') => _ = self.finish(Mark::Single, at, end),
            Some('」') => _ = self.finish(Mark::Corner, at, end),
            Some('』') => _ = self.finish(Mark::WhiteCorner, at, end),
            _ => {}
        }
        end
    }

    fn straight(&mut self, at: usize) -> usize {
        if self.finish(Mark::Straight, at, at + 1) {
            self.found.ends.push(at + 1);
        } else if !self.bytes[..at].last().is_some_and(u8::is_ascii_digit) {
            // Behind a digit it stands for inches.
            self.begin(Mark::Straight, at);
        }
        at + 1
    }

    fn begin(&mut self, mark: Mark, at: usize) {
        self.counts[mark as usize] += 1;
        self.open.push(Open { mark, at, line: self.line });
    }

    /// Close `mark`, whose closing sign stands from `at` to `end`; whether that made a part.
    fn finish(&mut self, mark: Mark, at: usize, end: usize) -> bool {
        if self.counts[mark as usize] == 0 {
            return false;
        }
        while let Some(open) = self.open.pop() {
            self.counts[open.mark as usize] -= 1;
            if open.mark != mark {
                continue;
            }
            let span = Span::new(open.at, end);
            let inner = Span::new(open.at + end - at, at);
            let near = span.len() <= mark.limit()
                || span.len() <= 4 * mark.limit() && self.text[span.range()].chars().count() <= mark.limit();
            let fits = near && !inner.is_empty() && !(mark.keeps_to_its_line() && open.line != self.line);
            if fits {
                self.found.parts.push(Part { kind: mark.kind(), span, inner });
            }
            return fits;
        }
        false
    }
}
