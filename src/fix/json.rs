//! Edits put into JSON lines: only the bytes of the string that hold the place are changed, and new characters are escaped
//! where the line escapes its own.

use crate::finding::Edit;
use crate::source::{JSON_TEXT, string_value};
use std::fmt::Write as _;

use super::file::Edits;

/// `text`, a file of JSON lines, after `edits`; `None` where a place cannot be found.
pub(super) fn rewrite(text: &str, field: Option<&str>, edits: &Edits) -> Option<String> {
    let field = field.unwrap_or(JSON_TEXT);
    let mut out = String::with_capacity(text.len());
    for (row, line) in (1..).zip(text.split_inclusive('\n')) {
        match edits.get(&row) {
            Some(edits) => out.push_str(&rewrite_line(line, field, edits)?),
            None => out.push_str(line),
        }
    }
    Some(out)
}

fn rewrite_line(line: &str, field: &str, edits: &[Edit]) -> Option<String> {
    let value = string_value(line, field)?;
    let raw = line[value.range()].strip_prefix('"')?.strip_suffix('"')?;
    let base = value.start + 1;
    let ascii = line.is_ascii() && line.contains("\\u");
    let mut places = Places { raw, at: 0, decoded: 0 };
    let mut out = String::with_capacity(line.len());
    let mut done = 0;
    for edit in edits {
        let (start, end) = (places.of(edit.span.start)?, places.of(edit.span.end)?);
        out.push_str(&line[done..base + start]);
        escape(&edit.text, ascii, &mut out);
        done = base + end;
    }
    out.push_str(&line[done..]);
    Some(out)
}

/// Walks a string as written and knows where each decoded byte begins.
struct Places<'r> {
    raw: &'r str,
    at: usize,
    decoded: usize,
}

impl Places<'_> {
    /// Where the decoded byte `offset` begins in the raw string; offsets are asked for in order.
    fn of(&mut self, offset: usize) -> Option<usize> {
        while self.decoded < offset {
            let rest = &self.raw[self.at..];
            let (raw, decoded) = match rest.strip_prefix('\\') {
                None => {
                    let length = rest.chars().next()?.len_utf8();
                    (length, length)
                }
                Some(escaped) if escaped.starts_with('u') => {
                    let unit = |at: usize| u32::from_str_radix(rest.get(at + 2..at + 6)?, 16).ok();
                    match unit(0)? {
                        0xD800..=0xDBFF => (12, 4),
                        unit => (6, char::from_u32(unit)?.len_utf8()),
                    }
                }
                Some(_) => (2, 1),
            };
            self.at += raw;
            self.decoded += decoded;
        }
        (self.decoded == offset && self.raw.is_char_boundary(self.at)).then_some(self.at)
    }
}

fn escape(text: &str, ascii: bool, out: &mut String) {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    let inner = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    for c in inner.chars() {
        if ascii && !c.is_ascii() {
            for unit in c.encode_utf16(&mut [0; 2]) {
                _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
}
