//! Edits put into a table: only the field that holds the place is changed; it is quoted if it has to be.

use crate::finding::Edit;
use crate::position::Span;
use crate::source::{table_columns, table_rows};

use super::apply;
use super::file::Edits;

/// `text`, a whole table, after `edits`; `None` where a place cannot be found.
pub(super) fn rewrite(text: &str, field: Option<&str>, edits: &Edits) -> Option<String> {
    let columns = table_columns(text, field)?;
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (row, range) in table_rows(text, columns.delimiter) {
        let Some(edits) = edits.get(&row) else { continue };
        let raw = field_at(&text[range.range()], columns.text, columns.delimiter)?;
        let raw = Span::new(range.start + raw.start, range.start + raw.end);
        out.push_str(&text[done..raw.start]);
        out.push_str(&rewrite_field(&text[raw.range()], columns.delimiter, edits)?);
        done = raw.end;
    }
    out.push_str(&text[done..]);
    Some(out)
}

/// The bytes of field `wanted` of a record as written, with its quotes.
fn field_at(record: &str, wanted: usize, delimiter: char) -> Option<Span> {
    let bytes = record.as_bytes();
    let mark = u8::try_from(delimiter).ok()?;
    let mut start = record.len() - record.trim_start_matches(['\r', '\n']).len();
    let mut field = 0;
    loop {
        let mut at = start;
        if bytes.get(at) == Some(&b'"') {
            at += 1;
            loop {
                match bytes.get(at)? {
                    b'"' if bytes.get(at + 1) == Some(&b'"') => at += 2,
                    b'"' => break,
                    _ => at += 1,
                }
            }
        }
        at += bytes[at..].iter().position(|&b| b == mark || b == b'\r' || b == b'\n').unwrap_or(bytes.len() - at);
        if field == wanted {
            return Some(Span::new(start, at));
        }
        if bytes.get(at) != Some(&mark) {
            return None;
        }
        field += 1;
        start = at + 1;
    }
}

fn rewrite_field(raw: &str, delimiter: char, edits: &[Edit]) -> Option<String> {
    let Some(inner) = raw.strip_prefix('"') else {
        if edits.iter().any(|edit| edit.span.end > raw.len()) {
            return None;
        }
        let new = apply(raw, edits);
        let quoted = new.contains([delimiter, '"', '\n', '\r']);
        return Some(if quoted { format!("\"{}\"", new.replace('"', "\"\"")) } else { new });
    };
    let inner = inner.strip_suffix('"')?;
    let decoded = inner.replace("\"\"", "\"");
    if edits.iter().any(|edit| edit.span.end > decoded.len()) {
        return None;
    }
    Some(format!("\"{}\"", apply(&decoded, edits).replace('"', "\"\"")))
}
