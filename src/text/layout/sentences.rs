//! Sentences and clauses.
//!
//! In: the text and its parts. Out: two lists of spans that cover the text without gaps, every clause within one sentence.
//! A sentence ends behind a run of stops, with the closing marks, spaces, line breaks and stickers directly behind it; a line
//! break and the end of a headline end one too. A stop within a link, mention, topic, sticker or book title ends nothing.

use super::{Part, PartKind, tokens::is_han};
use crate::position::Span;

/// What a character does to the text before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Ends a sentence.
    Stop,
    /// Ends a sentence and is never taken back.
    Break,
    /// Ends a clause.
    Comma,
    /// A closing quotation mark or bracket.
    Closer,
    Blank,
    Other,
}

/// Divide `text`. `ends` are the ends of headlines and of quotations in straight quotes, ascending; at the offsets in
/// `forced` a new sentence begins whatever stands before.
pub(super) fn divide(text: &str, parts: &[Part], ends: &[usize], forced: [usize; 3]) -> (Vec<Span>, Vec<Span>) {
    let mut divider = Divider {
        text,
        bytes: text.as_bytes(),
        ends,
        sentences: Vec::with_capacity(text.len() / 64 + 1),
        clauses: Vec::with_capacity(text.len() / 24 + 1),
        sentence: 0,
        clause: 0,
    };
    let mut forced = forced;
    forced.sort_unstable();
    let mut forced = forced.into_iter().filter(|&f| 0 < f && f < text.len()).peekable();
    let mut closed = parts.iter().filter(|p| is_closed(p.kind)).peekable();
    let mut at = 0;
    while at < text.len() {
        while forced.next_if(|&f| f <= at).is_some() {
            divider.end_sentence(at);
        }
        while closed.next_if(|p| p.span.start < at).is_some() {}
        // Up to here nothing but signs matters.
        let next_part = closed.peek().map_or(text.len(), |p| p.span.start);
        let next_forced = forced.peek().copied().unwrap_or(text.len());
        let limit = next_part.min(next_forced);
        while at < limit && DULL[usize::from(divider.bytes[at])] {
            at += 1;
        }
        if at < limit {
            at = divider.step(at, &mut closed);
        } else if at == next_part && at < text.len() {
            at = closed.next().map_or(at, |p| p.span.end);
        }
    }
    divider.end_sentence(text.len());
    if divider.sentences.is_empty() {
        divider.sentences.push(Span::new(0, text.len()));
        divider.clauses.push(Span::new(0, text.len()));
    }
    (divider.sentences, divider.clauses)
}

/// Kinds within which no sentence ends.
fn is_closed(kind: PartKind) -> bool {
    matches!(
        kind,
        PartKind::Link
            | PartKind::Mention
            | PartKind::Hashtag
            | PartKind::Sticker
            | PartKind::BookTitle
            | PartKind::Comment
            | PartKind::FrontMatter
            | PartKind::Platform
    )
}

/// Bytes that are no sign and begin none.
static DULL: [bool; 256] = {
    let mut dull = [true; 256];
    let signs = b"\n\r!?;.,: \t\xE2\xE3\xEF";
    let mut i = 0;
    while i < signs.len() {
        dull[signs[i] as usize] = false;
        i += 1;
    }
    dull
};

struct Divider<'t> {
    text: &'t str,
    bytes: &'t [u8],
    ends: &'t [usize],
    sentences: Vec<Span>,
    clauses: Vec<Span>,
    /// Where the present sentence and clause began.
    sentence: usize,
    clause: usize,
}

impl Divider<'_> {
    /// Look at the character at `at`, which is in no closed part; where to go on.
    fn step<'p>(&mut self, at: usize, closed: &mut std::iter::Peekable<impl Iterator<Item = &'p Part>>) -> usize {
        let (sign, length) = self.sign(at);
        let sign = match sign {
            Sign::Closer if self.bytes[at] != b'"' && self.ends.binary_search(&(at + length)).is_ok() => Sign::Break,
            Sign::Stop | Sign::Comma if !self.ends_here(at, length) => Sign::Other,
            Sign::Blank if self.parts_words(at) => Sign::Comma,
            Sign::Closer | Sign::Blank => Sign::Other,
            sign => sign,
        };
        if sign == Sign::Other {
            return at + length;
        }
        let (sign, end) = self.run(sign, at + length, closed);
        match sign {
            Sign::Stop | Sign::Break => self.end_sentence(end),
            Sign::Comma => self.end_clause(end),
            _ => {}
        }
        end
    }

    /// The whole run of signs of which `sign` is the first and `at` the end of it.
    fn run<'p>(
        &self,
        mut sign: Sign,
        mut at: usize,
        closed: &mut std::iter::Peekable<impl Iterator<Item = &'p Part>>,
    ) -> (Sign, usize) {
        let mut quoted = false;
        while at < self.text.len() {
            while closed.next_if(|p| p.span.start < at).is_some() {}
            if let Some(part) = closed.peek().filter(|p| p.span.start == at) {
                if part.kind != PartKind::Sticker || sign == Sign::Comma {
                    break;
                }
                at = part.span.end;
                continue;
            }
            let (next, length) = self.sign(at);
            match next {
                Sign::Closer if self.bytes[at - 1] != b'\n' => {
                    quoted = true;
                    if self.ends.binary_search(&(at + length)).is_ok() && self.bytes[at] != b'"' {
                        sign = Sign::Break;
                    }
                }
                Sign::Stop if sign != Sign::Break && self.ends_here(at, length) => sign = Sign::Stop,
                Sign::Break => sign = Sign::Break,
                // “好！”，他说。
                Sign::Comma if quoted && sign == Sign::Stop => sign = Sign::Comma,
                Sign::Comma if !self.ends_here(at, length) => break,
                Sign::Stop | Sign::Comma | Sign::Blank => {}
                Sign::Closer | Sign::Other => break,
            }
            at += length;
        }
        // “何以中国？”的答案: the words go on.
        let goes_on = quoted && sign == Sign::Stop && ["的", "、"].iter().any(|w| self.text[at..].starts_with(w));
        (if goes_on { Sign::Other } else { sign }, at)
    }

    fn end_sentence(&mut self, at: usize) {
        self.end_clause(at);
        if self.clause == at && self.sentence < at {
            self.sentences.push(Span::new(self.sentence, at));
            self.sentence = at;
        }
    }

    /// What is blank so far belongs to what follows, unless nothing does.
    fn end_clause(&mut self, at: usize) {
        let blank = self.text[self.clause..at].trim_start().is_empty();
        if !blank {
            self.clauses.push(Span::new(self.clause, at));
            self.clause = at;
        } else if at == self.text.len() && self.clause < at {
            match (self.clauses.last_mut(), self.sentences.last_mut()) {
                (Some(clause), Some(sentence)) if self.sentence == self.clause => {
                    clause.end = at;
                    sentence.end = at;
                    self.sentence = at;
                }
                (Some(clause), _) => clause.end = at,
                (None, _) => self.clauses.push(Span::new(self.clause, at)),
            }
            self.clause = at;
        }
    }

    /// The sign at `at` and its length in bytes, by its form alone.
    fn sign(&self, at: usize) -> (Sign, usize) {
        let rest = &self.bytes[at..];
        let third = |a: u8, b: u8| rest.get(1) == Some(&a) && rest.get(2) == Some(&b);
        match rest[0] {
            b'\n' | b'\r' => (Sign::Break, 1),
            b'!' | b'?' | b';' => (Sign::Stop, 1),
            b'.' => {
                let dots = rest.iter().take_while(|&&b| b == b'.').count();
                (if dots == 2 { Sign::Other } else { Sign::Stop }, dots)
            }
            b',' | b':' => (Sign::Comma, 1),
            b' ' | b'\t' => (Sign::Blank, blanks(&self.text[at..])),
            b')' | b']' => (Sign::Closer, 1),
            b'"' if self.ends.binary_search(&(at + 1)).is_ok() => (Sign::Closer, 1),
            0xE2 => match (rest.get(1), rest.get(2)) {
                // …
                (Some(0x80), Some(0xA6)) => (Sign::Stop, 3),
                // —— and ──
                (Some(0x80), Some(0x94)) | (Some(0x94), Some(0x80)) => {
                    let dash = &rest[..3];
                    let dashes = rest.chunks_exact(3).take_while(|c| *c == dash).count();
                    (if dashes > 1 { Sign::Comma } else { Sign::Other }, 3 * dashes)
                }
                // ” ’
                (Some(0x80), Some(0x9D | 0x99)) => (Sign::Closer, 3),
                _ => (Sign::Other, 3),
            },
            0xE3 => match (rest.get(1), rest.get(2)) {
                (Some(0x80), Some(0x82)) => (Sign::Stop, 3),
                (Some(0x80), Some(0x80)) => (Sign::Blank, blanks(&self.text[at..])),
                // 」 』 】 〕 》 〉
                (Some(0x80), Some(0x8D | 0x8F | 0x91 | 0x95 | 0x8B | 0x89)) => (Sign::Closer, 3),
                _ => (Sign::Other, 3),
            },
            0xEF if third(0xBC, 0x81) || third(0xBC, 0x9F) || third(0xBC, 0x9B) => (Sign::Stop, 3),
            0xEF if third(0xBC, 0x8C) || third(0xBC, 0x9A) => (Sign::Comma, 3),
            0xEF if third(0xBC, 0x89) => (Sign::Closer, 3),
            0xF0..=0xFF => (Sign::Other, 4),
            0xE0..=0xEF => (Sign::Other, 3),
            0xC0..=0xDF => (Sign::Other, 2),
            0..=0xBF => (Sign::Other, 1),
        }
    }

    /// Whether the stop or comma from `at` ends something here: not within a number, a time or a Latin word.
    fn ends_here(&self, at: usize, length: usize) -> bool {
        let before = self.bytes[..at].last().copied().unwrap_or(b' ');
        let after = self.bytes.get(at + length).copied().unwrap_or(b' ');
        match self.bytes[at] {
            b'!' | b'?' | b';' => !(after.is_ascii_alphanumeric() && before.is_ascii_alphanumeric() || after == b'='),
            b'.' if length == 1 => after.is_ascii_whitespace() && self.ends_latin_sentence(at),
            b',' => !(before.is_ascii_digit() && after.is_ascii_digit()),
            b':' | 0xEF if self.is_colon(at) => {
                !(before.is_ascii_digit() && after.is_ascii_digit()
                    || self.bytes[at] == b':' && before.is_ascii_alphabetic() && after == b'/')
            }
            _ => true,
        }
    }

    fn is_colon(&self, at: usize) -> bool {
        self.bytes[at] == b':' || self.text[at..].starts_with('：')
    }

    /// A full stop between Latin words: behind a word that is not cut short, before a letter or the end of the line.
    fn ends_latin_sentence(&self, at: usize) -> bool {
        const CUT_SHORT: [&str; 16] =
            ["mr", "mrs", "ms", "dr", "st", "no", "vs", "etc", "inc", "ltd", "co", "prof", "gen", "fig", "al", "jr"];
        const LONGEST: usize = 16;
        let rest = self.text[at + 1..].trim_start_matches([' ', '\t']);
        let next = rest.chars().next().unwrap_or('\n');
        if !(next.is_alphabetic() || matches!(next, '\n' | '\r' | '"' | '“')) {
            return false;
        }
        let letters = self.bytes[..at].iter().rev().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric()).count();
        let word = &self.text[at - letters..at];
        if word.bytes().all(|b| b.is_ascii_digit()) {
            // A number of a list stands at the start of its sentence.
            return letters > 0
                && at - letters > self.sentence
                && !self.text[self.sentence..at - letters].trim_end().is_empty();
        }
        let initial = self.bytes[..at - letters].last() == Some(&b'.');
        letters > 1 && !initial && !CUT_SHORT.iter().any(|w| word.eq_ignore_ascii_case(w))
    }

    /// Whether the blanks from `at` stand between Chinese characters, as a comma would.
    fn parts_words(&self, at: usize) -> bool {
        let han = |c: Option<char>| c.is_some_and(is_han);
        han(self.text[..at].chars().next_back())
            && han(self.text[at..].trim_start_matches([' ', '\t', '\u{3000}']).chars().next())
    }
}

/// How many bytes of blanks `text` begins with.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\u{3000}']).len()
}
