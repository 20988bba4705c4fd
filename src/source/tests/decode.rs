//! Strict decoding.

use std::io::{self, BufRead, Read};

use crate::source::decode::{DecodedReader, Encoding, Fault, FaultKind, fault_of};
use encoding_rs::{BIG5, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use proptest::prelude::*;

fn decode(bytes: &[u8], base: &'static encoding_rs::Encoding) -> Result<String, Fault> {
    let mut text = String::new();
    DecodedReader::new(bytes, Encoding::new(base, false))
        .read_to_string(&mut text)
        .map(|_| text)
        .map_err(|error| fault_of(&error).expect("only decoding can fail in memory"))
}

/// Gives one byte at a time, as a slow pipe may.
struct Drip<'a>(&'a [u8]);

impl Read for Drip<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.0.len().min(1);
        buffer[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

#[test]
fn every_encoding_gives_the_same_text_however_the_bytes_arrive() {
    let text = "【通报】6月3日，建设路塌陷😀。\r\n第二行";
    for base in [UTF_8, GB18030] {
        let (bytes, _, lost) = base.encode(text);
        assert!(!lost);
        assert_eq!(decode(&bytes, base).as_deref(), Ok(text));
        let mut dripped = String::new();
        DecodedReader::new(Drip(&bytes), Encoding::new(base, false)).read_to_string(&mut dripped).expect("valid text");
        assert_eq!(dripped, text);
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    assert_eq!(decode(&little, UTF_16LE).as_deref(), Ok(text));
    assert_eq!(decode(&big, UTF_16BE).as_deref(), Ok(text));
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_text_in_any_encoding() {
    assert_eq!(decode(b"\xEF\xBB\xBFabc", UTF_8).as_deref(), Ok("abc"));
    assert_eq!(decode(b"\xFF\xFEa\0", UTF_16LE).as_deref(), Ok("a"));
    assert_eq!(decode(b"\xFE\xFF\0a", UTF_16BE).as_deref(), Ok("a"));
    assert_eq!(decode(b"\x84\x31\x95\x33abc", GB18030).as_deref(), Ok("abc"));
    assert_eq!(decode(b"\xEF\xBB\xBF", UTF_8).as_deref(), Ok(""));
    assert_eq!(decode("a\u{FEFF}b".as_bytes(), UTF_8).as_deref(), Ok("a\u{FEFF}b"), "only the first is a mark");
}

#[test]
fn the_first_bad_byte_is_named_with_its_offset_and_line() {
    let cases: [(&[u8], &'static encoding_rs::Encoding, u64, u64); 7] = [
        (b"ab\xFFcd", UTF_8, 2, 1),
        (b"a\r\nb\rc\nd\xC3", UTF_8, 8, 4),
        ("一\n二".as_bytes().split_last().expect("not empty").1, UTF_8, 4, 2),
        (b"\xD6\xD0\n\xD6", GBK, 3, 2),
        (b"\xD6\xD0\n\xD6\xD0\xFF", GB18030, 5, 2),
        (b"a\0\n\0\x00\xD8a\0", UTF_16LE, 4, 2),
        (b"a\0\n\0b", UTF_16LE, 4, 2),
    ];
    for (bytes, base, offset, line) in cases {
        let fault = decode(bytes, base).expect_err("the bytes are broken");
        assert_eq!((fault.kind, fault.offset, fault.line), (FaultKind::Undecodable, offset, line), "{bytes:x?}");
    }
}

#[test]
fn nul_is_no_text_outside_utf_16() {
    let fault = decode(b"ab\nc\0d", UTF_8).expect_err("NUL");
    assert_eq!((fault.kind, fault.offset, fault.line), (FaultKind::Nul, 4, 2));
    assert_eq!(decode(b"a\0\0\0", UTF_16LE).as_deref(), Ok("a\0"));
}

#[test]
fn everything_before_the_fault_is_given_and_the_fault_stays() {
    let mut reader = DecodedReader::new(&b"good\n\xFFbad"[..], Encoding::new(UTF_8, false));
    let mut line = String::new();
    assert_eq!(reader.read_line(&mut line).ok(), Some(5));
    for _ in 0..3 {
        let error = reader.fill_buf().expect_err("the fault stays");
        assert_eq!(fault_of(&error).map(|fault| fault.offset), Some(5));
    }
}

#[test]
fn encodings_are_called_by_the_names_people_know() {
    let names = [
        (Encoding::new(UTF_8, false), "UTF-8"),
        (Encoding::new(UTF_8, true), "UTF-8（带BOM）"),
        (Encoding::new(GB18030, false), "GB18030"),
        (Encoding::new(GBK, false), "GBK"),
        (Encoding::new(UTF_16LE, true), "UTF-16LE"),
        (Encoding::new(BIG5, false), "Big5"),
        (Encoding::new(SHIFT_JIS, false), "Shift_JIS"),
    ];
    for (encoding, name) in names {
        assert_eq!(encoding.title().zh, name);
    }
}

proptest! {
    #[test]
    fn gb18030_round_trips(text in "[\\n -~¥€·—…、-〿Ａ-～一-龥㐀-䶵𠀀-𪛖😀-🙏é-ÿ]{0,300}") {
        let (bytes, _, lost) = GB18030.encode(&text);
        prop_assert!(!lost);
        prop_assert_eq!(decode(&bytes, GB18030), Ok(text));
    }

    #[test]
    fn any_bytes_decode_or_name_a_byte_that_exists(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for base in [UTF_8, GB18030, UTF_16LE, BIG5] {
            match decode(&bytes, base) {
                Ok(text) => prop_assert!(text.len() <= 3 * bytes.len()),
                Err(fault) => prop_assert!(fault.offset < bytes.len() as u64),
            }
        }
    }
}
