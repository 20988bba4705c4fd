//! Framing: a stream of bytes in, the bodies of messages out.
//!
//! A message is a header (`Content-Length: N`, more lines, an empty line) and N bytes. Whatever stands where a header should
//! is skipped up to the next one, a body above [`MOST_BYTES`] is passed over without being kept, and memory grows only with
//! bytes that have really come. So nothing a client sends ends the reading but the end of the stream.

use std::io::{self, BufRead, Read, Write};

/// The longest body that is kept, in bytes: a post of 32 MiB with every byte escaped, and room for more.
const MOST_BYTES: u64 = 256 << 20;
/// The longest line of a header, in bytes.
const MOST_LINE: u64 = 4 << 10;
const LENGTH: &[u8] = b"content-length:";

/// What came.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// The body of a message.
    Body(Vec<u8>),
    /// Something that is no header, up to the next message.
    Malformed,
    /// A body of so many bytes, which was passed over.
    TooLarge(u64),
}

/// Read the next frame; `None` at the end of the stream, also in the middle of a message.
///
/// # Errors
/// Those of the stream.
pub(super) fn read(from: &mut impl BufRead) -> io::Result<Option<Frame>> {
    let length = match header(from)? {
        Header::Length(length) => length,
        Header::Malformed => return Ok(Some(Frame::Malformed)),
        Header::End => return Ok(None),
    };
    if length > MOST_BYTES {
        let passed = io::copy(&mut from.take(length), &mut io::sink())?;
        return Ok((passed == length).then_some(Frame::TooLarge(length)));
    }
    let mut body = Vec::new();
    let came = from.take(length).read_to_end(&mut body)?;
    Ok((came as u64 == length).then_some(Frame::Body(body)))
}

/// Write a message with this body.
///
/// # Errors
/// Those of the stream.
pub(super) fn write(to: &mut impl Write, body: &[u8]) -> io::Result<()> {
    write!(to, "Content-Length: {}\r\n\r\n", body.len())?;
    to.write_all(body)?;
    to.flush()
}

/// What stands before a body.
enum Header {
    Length(u64),
    Malformed,
    End,
}

fn header(from: &mut impl BufRead) -> io::Result<Header> {
    let mut length = None;
    let mut begun = false;
    loop {
        let mut line = Vec::new();
        if from.take(MOST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(Header::End);
        }
        if line.trim_ascii().is_empty() {
            // Line ends between messages are harmless.
            if begun {
                return Ok(length.map_or(Header::Malformed, Header::Length));
            }
            continue;
        }
        begun = true;
        // What stands before the length in the same line is the rest of a message that was cut or had no header.
        let low = line.to_ascii_lowercase();
        if let Some(at) = low.windows(LENGTH.len()).rposition(|piece| piece == LENGTH) {
            let digits = low[at + LENGTH.len()..].trim_ascii();
            length = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<Frame> {
        let mut from = bytes;
        std::iter::from_fn(|| read(&mut from).expect("memory can be read")).collect()
    }

    fn message(body: &str) -> Vec<u8> {
        let mut out = Vec::new();
        write(&mut out, body.as_bytes()).expect("memory can be written");
        out
    }

    fn body(text: &str) -> Frame {
        Frame::Body(text.as_bytes().to_vec())
    }

    #[test]
    fn messages_are_read_as_they_were_written() {
        let stream = [message("{}"), message("{\"字\":\"😀\"}")].concat();
        assert_eq!(all(&stream), [body("{}"), body("{\"字\":\"😀\"}")]);
    }

    #[test]
    fn headers_are_taken_as_loosely_as_they_are_written() {
        for header in [
            "content-length: 2\r\n\r\n",
            "Content-Length:2\n\n",
            "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
            "\r\n\r\nContent-Length: 2\r\n\r\n",
        ] {
            assert_eq!(all(format!("{header}{{}}").as_bytes()), [body("{}")], "{header:?}");
        }
    }

    #[test]
    fn after_anything_malformed_the_next_message_is_read() {
        for junk in [
            "hello\r\n\r\n",
            "Content-Length: many\r\n\r\n",
            "Content-Length: -3\r\n\r\n",
            "Content-Length: 99999999999999999999999\r\n\r\n",
            "\u{0}\u{1}\u{2}\n\n",
        ] {
            let stream = [junk.as_bytes(), &message("{}")].concat();
            assert_eq!(all(&stream), [Frame::Malformed, body("{}")], "{junk:?}");
        }
        let stream = [b"{\"no\":\"header\"}".as_slice(), &message("{}")].concat();
        assert_eq!(all(&stream), [body("{}")]);
        let long = [vec![b'x'; 3 * 4096], b"\n\n".to_vec(), message("{}")].concat();
        assert_eq!(all(&long), [Frame::Malformed, body("{}")]);
    }

    #[test]
    fn a_message_cut_short_is_the_end_and_takes_no_memory() {
        assert_eq!(all(b"Content-Length: 200000000\r\n\r\n{"), []);
        assert_eq!(all(b"Content-Length: 18446744073709551615\r\n\r\n{"), []);
    }

    #[test]
    fn a_body_beyond_the_limit_is_passed_over() {
        let length = MOST_BYTES + 1;
        let header = format!("Content-Length: {length}\r\n\r\n");
        let mut from =
            header.as_bytes().chain(io::repeat(b'x').take(length)).chain(&b"Content-Length: 2\r\n\r\n{}"[..]);
        let mut from = io::BufReader::new(&mut from);
        assert_eq!(read(&mut from).expect("readable"), Some(Frame::TooLarge(length)));
        assert_eq!(read(&mut from).expect("readable"), Some(body("{}")));
    }
}
