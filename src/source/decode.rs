//! Strict decoding: bytes of a known encoding in, UTF-8 out, nothing replaced on the way.
//!
//! [`DecodedReader`] wraps any reader and is itself a [`BufRead`]. It holds two buffers of fixed size, takes a byte order mark
//! off the start, and stops for good at the first byte that does not belong: everything before it has been handed out, then
//! every further call gives a [`Fault`] (inside an [`io::Error`]) with the byte and the line. Which encoding a file has is
//! decided in [`super::detect`].

use std::fmt;
use std::io::{self, BufRead, Read};

use encoding_rs::{Decoder, DecoderResult, UTF_8, UTF_16BE, UTF_16LE};

use crate::say;
use crate::words::Words;

/// Bytes read from the source at a time.
const INPUT: usize = 64 * 1024;
/// Room for what they become; no encoding here grows more than threefold.
const OUTPUT: usize = 3 * INPUT + 16;

/// How the bytes of a file stand for its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Encoding {
    base: &'static encoding_rs::Encoding,
    mark: bool,
}

impl Encoding {
    /// The encoding `base`, with a byte order mark at the start of the file if `mark`.
    #[must_use]
    pub fn new(base: &'static encoding_rs::Encoding, mark: bool) -> Self {
        Self { base, mark }
    }

    /// The encoding that a byte order mark at the start of `head` names.
    #[must_use]
    pub fn from_mark(head: &[u8]) -> Option<Self> {
        encoding_rs::Encoding::for_bom(head).map(|(base, _)| Self::new(base, true))
    }

    /// The encoding without regard to a byte order mark, for encoding a text again.
    #[must_use]
    pub fn base(self) -> &'static encoding_rs::Encoding {
        self.base
    }

    /// Whether the file starts with a byte order mark. It is not part of the text.
    #[must_use]
    pub fn has_mark(self) -> bool {
        self.mark
    }

    /// The name shown to users, such as `UTF-8`, `UTF-8（带BOM）` or `GB18030`. UTF-16 is not said to have a mark: it always has.
    #[must_use]
    pub fn title(self) -> Words {
        let name = spelled(self.base);
        if self.mark && self.base == UTF_8 { say!("{name}（带BOM）", "{name} with BOM") } else { Words::same(name) }
    }
}

/// The usual spelling of an encoding's name (the standard spells GB18030 in small letters).
fn spelled(encoding: &'static encoding_rs::Encoding) -> &'static str {
    if encoding == encoding_rs::GB18030 { "GB18030" } else { encoding.name() }
}

/// What is wrong with a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    /// It begins no character of the encoding.
    Undecodable,
    /// It is NUL, which no text holds.
    Nul,
}

/// The first byte of a file that cannot be read as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The encoding it was read in.
    pub encoding: Encoding,
    /// 0-based byte offset in the file.
    pub offset: u64,
    /// 1-based line; lines end at LF, CRLF or a lone CR.
    pub line: u64,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = spelled(self.encoding.base);
        write!(f, "byte {} (line {}) is not {name} text", self.offset, self.line)
    }
}

impl std::error::Error for Fault {}

impl From<Fault> for io::Error {
    fn from(fault: Fault) -> Self {
        Self::new(io::ErrorKind::InvalidData, fault)
    }
}

/// The [`Fault`] that `error` carries, if it is about decoding and not about reading.
#[must_use]
pub fn fault_of(error: &io::Error) -> Option<Fault> {
    error.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()).copied()
}

/// A reader that gives the text of another reader as UTF-8. See the module for what it promises.
pub struct DecodedReader<R> {
    inner: R,
    encoding: Encoding,
    decoder: Decoder,
    input: Box<[u8]>,
    start: usize,
    end: usize,
    output: String,
    given: usize,
    consumed: u64,
    lines: Lines,
    nul: bool,
    fault: Option<Fault>,
    extent: Extent,
    stage: Stage,
    fresh: bool,
}

/// What the end of the source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// The end of the text.
    Whole,
    /// Any place in it.
    Beginning,
}

/// How far the reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The source may have more bytes.
    Reading,
    /// It has none; the decoder may still hold some.
    SourceEnded,
    /// Nothing is left.
    Ended,
}

impl<R: Read> DecodedReader<R> {
    /// The text of `inner`, which is in `encoding`.
    #[must_use]
    pub fn new(inner: R, encoding: Encoding) -> Self {
        Self {
            inner,
            encoding,
            decoder: encoding.base.new_decoder_without_bom_handling(),
            input: vec![0; INPUT].into_boxed_slice(),
            start: 0,
            end: 0,
            output: String::with_capacity(OUTPUT),
            given: 0,
            consumed: 0,
            lines: Lines::default(),
            nul: false,
            fault: None,
            extent: Extent::Whole,
            stage: Stage::Reading,
            fresh: true,
        }
    }

    /// The same, for an `inner` that is only the beginning of a text: a character cut off at its end is no fault.
    #[must_use]
    pub fn of_beginning(inner: R, encoding: Encoding) -> Self {
        Self { extent: Extent::Beginning, ..Self::new(inner, encoding) }
    }

    /// The encoding.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Bytes of the source decoded so far.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        self.consumed
    }

    /// Decode until there is something to give out, or nothing is left.
    fn refill(&mut self) -> io::Result<()> {
        self.output.clear();
        self.given = 0;
        while self.output.is_empty() && self.stage != Stage::Ended {
            if let Some(fault) = self.fault {
                return Err(fault.into());
            }
            if self.start == self.end {
                if self.nul {
                    self.fault = Some(self.fault_at(FaultKind::Nul, self.consumed));
                    continue;
                }
                self.read()?;
            }
            self.decode();
        }
        self.lines.count(&self.output);
        Ok(())
    }

    fn read(&mut self) -> io::Result<()> {
        let count = loop {
            match self.inner.read(&mut self.input) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => break result?,
            }
        };
        if count == 0 {
            self.stage = Stage::SourceEnded;
        }
        (self.start, self.end) = (0, count);
        let wide = self.encoding.base == UTF_16LE || self.encoding.base == UTF_16BE;
        if !wide
            && self.input[..count].contains(&0)
            && let Some(at) = self.input[..count].iter().position(|&byte| byte == 0)
        {
            (self.end, self.nul) = (at, true);
        }
        Ok(())
    }

    fn decode(&mut self) {
        let source_ended = self.stage == Stage::SourceEnded;
        let last = source_ended && self.extent == Extent::Whole;
        let bytes = &self.input[self.start..self.end];
        let (result, read) = self.decoder.decode_to_string_without_replacement(bytes, &mut self.output, last);
        self.start += read;
        self.consumed += read as u64;
        if self.fresh && !self.output.is_empty() {
            self.fresh = false;
            if self.output.starts_with('\u{FEFF}') {
                self.given = '\u{FEFF}'.len_utf8();
            }
        }
        match result {
            DecoderResult::InputEmpty if source_ended => self.stage = Stage::Ended,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let mut lines = self.lines;
                lines.count(&self.output);
                let offset = self.consumed - u64::from(length) - u64::from(after);
                self.fault = Some(Fault { line: lines.line(), ..self.fault_at(FaultKind::Undecodable, offset) });
            }
        }
        if self.given == self.output.len() {
            self.output.clear();
            self.given = 0;
        }
    }

    fn fault_at(&self, kind: FaultKind, offset: u64) -> Fault {
        Fault { kind, encoding: self.encoding, offset, line: self.lines.line() }
    }
}

impl<R: Read> BufRead for DecodedReader<R> {
    /// The next piece of text, always whole characters when everything before has been consumed.
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.given == self.output.len() {
            self.refill()?;
        }
        Ok(&self.output.as_bytes()[self.given..])
    }

    fn consume(&mut self, amount: usize) {
        self.given = self.output.len().min(self.given + amount);
    }
}

impl<R: Read> Read for DecodedReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.consume(count);
        Ok(count)
    }
}

/// Counts line ends over pieces of a text.
#[derive(Debug, Clone, Copy, Default)]
struct Lines {
    ended: u64,
    after_cr: bool,
}

impl Lines {
    fn count(&mut self, piece: &str) {
        if piece.is_empty() {
            return;
        }
        // A CR counts when it comes, so the LF right after it must not count again.
        let joined = u64::from(self.after_cr && piece.starts_with('\n'));
        let feeds = piece.matches('\n').count() as u64;
        let (mut returns, mut pairs) = (0, 0);
        for (at, _) in piece.match_indices('\r') {
            returns += 1;
            pairs += u64::from(piece.as_bytes().get(at + 1) == Some(&b'\n'));
        }
        self.ended += feeds + returns - pairs - joined;
        self.after_cr = piece.ends_with('\r');
    }

    /// The 1-based line that what comes next stands in.
    fn line(self) -> u64 {
        self.ended + 1
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    #[test]
    fn lines_are_counted_the_same_wherever_the_pieces_are_cut() {
        let text = "a\r\nb\rc\nd\n\ne\r\r\nf";
        for cut in 0..=text.len() {
            let mut lines = Lines::default();
            lines.count(&text[..cut]);
            lines.count(&text[cut..]);
            assert_eq!(lines.line(), 8, "cut at {cut}");
        }
    }
}
