//! Edits put into the bytes of a file: in its own encoding, with its own line ends, and nothing else touched.
//!
//! In: the bytes of a file and the edits of its posts. Out: the new bytes, or why there are none. Before they are given out
//! they are read again, and every post must be what it was meant to become; what could not be written back exactly is
//! refused. Writing them to disk is for the caller.

#![allow(clippy::result_large_err, reason = "a problem ends the work on a file")]

use std::collections::BTreeMap;
use std::io::Cursor;

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE};

use crate::finding::Edit;
use crate::post::Post;
use crate::problem::Problem;
use crate::say;
use crate::source::{Encoding, Kind, ReadOptions, read_from, text_of};

use super::{apply, json, table};

/// The edits of a file: for a draft under row 0, for a container under the row of each post.
pub type Edits = BTreeMap<u64, Vec<Edit>>;

/// The number under which the edits of `post` stand.
#[must_use]
pub fn row(post: &Post) -> u64 {
    post.row.unwrap_or(0)
}

/// `bytes`, the file at `path` of that `kind`, after `edits`.
///
/// # Errors
/// Why the file cannot be written back: not exactly, or not in its own encoding.
pub fn rewrite(path: &str, kind: Kind, bytes: &[u8], options: &ReadOptions, edits: &Edits) -> Result<Vec<u8>, Problem> {
    if kind == Kind::Docx {
        return Err(refusal(path).help(say!(
            "Word 文件不直接改；wenfeng review 会写成批注",
            "Word files are not changed; wenfeng review writes comments into them"
        )));
    }
    let (encoding, text) = text_of(bytes, path, options)?;
    if encode(&text, encoding).as_deref() != Some(bytes) {
        let crate::words::Words { zh, en } = encoding.title();
        return Err(refusal(path).help(say!(
            "它不是规整的{zh}，另存为 UTF-8 再试",
            "it is not clean {en}; save it as UTF-8 and try again"
        )));
    }
    let changed = match kind {
        Kind::Text | Kind::Markdown => Some(edits.get(&0).map_or_else(|| text.clone(), |edits| apply(&text, edits))),
        Kind::JsonLines => json::rewrite(&text, options.text_field.as_deref(), edits),
        Kind::Csv => table::rewrite(&text, options.text_field.as_deref(), edits),
        Kind::Docx => None,
    };
    let Some(changed) = changed else {
        return Err(refusal(path)
            .help(say!("里面的写法特别，请手工修改", "it is written in an unusual way; change it by hand")));
    };
    let Some(new) = encode(&changed, encoding) else {
        let crate::words::Words { zh, en } = encoding.title();
        return Err(refusal(path).help(say!(
            "改后的字{zh}里没有，另存为 UTF-8 再试",
            "{en} has no bytes for the new text; save it as UTF-8 and try again"
        )));
    };
    if !as_meant(path, kind, bytes, &new, options, edits) {
        return Err(refusal(path)
            .help(say!("写回以后读出来不一样，没有动它", "read again it would not be the same; it was left alone")));
    }
    Ok(new)
}

fn refusal(path: &str) -> Problem {
    Problem::failure(say!("「{path}」没有改", "“{path}” was not changed"))
}

/// `text` in `encoding`, with its mark; `None` where a character has no bytes in it.
fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let base = encoding.base();
    let mut bytes = Vec::with_capacity(text.len() + 3);
    if base == UTF_16LE || base == UTF_16BE {
        let little = base == UTF_16LE;
        let units = encoding.has_mark().then_some(0xFEFF).into_iter().chain(text.encode_utf16());
        bytes.extend(units.flat_map(|unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }));
        return Some(bytes);
    }
    if base == UTF_8 {
        if encoding.has_mark() {
            bytes.extend_from_slice("\u{feff}".as_bytes());
        }
        bytes.extend_from_slice(text.as_bytes());
        return Some(bytes);
    }
    let (encoded, _, lost) = base.encode(text);
    if encoding.has_mark() {
        bytes.extend_from_slice(&base.encode("\u{feff}").0);
    }
    bytes.extend_from_slice(&encoded);
    (!lost).then_some(bytes)
}

/// Whether `new` holds the posts of `old` after `edits`, and nothing else has changed about them.
fn as_meant(path: &str, kind: Kind, old: &[u8], new: &[u8], options: &ReadOptions, edits: &Edits) -> bool {
    let posts = |bytes: &[u8]| read_from(Box::new(Cursor::new(bytes.to_vec())), path, kind, options);
    let (Ok(old), Ok(mut new)) = (posts(old), posts(new)) else { return false };
    for before in old {
        match (before, new.next()) {
            (Ok(before), Some(Ok(after))) => {
                let text = edits.get(&row(&before)).map_or_else(|| before.text.clone(), |e| apply(&before.text, e));
                // A line break in one record moves those behind it.
                if after != (Post { text, line: after.line, ..before }) {
                    return false;
                }
            }
            (Err(_), Some(Err(_))) => {}
            _ => return false,
        }
    }
    new.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::position::Span;
    use crate::source::encoding_for_label;

    fn edit(text: &str, words: &str, new: &str) -> Edit {
        let start = text.find(words).expect("it stands there");
        Edit { span: Span::new(start, start + words.len()), text: new.to_owned() }
    }

    fn one(row: u64, edits: Vec<Edit>) -> Edits {
        Edits::from([(row, edits)])
    }

    fn done(kind: Kind, bytes: &[u8], edits: &Edits) -> Vec<u8> {
        rewrite("a", kind, bytes, &ReadOptions::default(), edits).expect("it can be written back")
    }

    #[test]
    fn a_draft_keeps_its_encoding_its_mark_and_its_line_ends() {
        let (text, new) = ("一😀,二\r\n三,四\r五", "一😀，二\r\n三，四\r五");
        let edits = one(0, vec![edit(text, ",二", "，二"), edit(text, ",四", "，四")]);
        for (label, mark) in
            [("utf-8", false), ("utf-8", true), ("gb18030", false), ("utf-16le", true), ("utf-16be", true)]
        {
            let base = encoding_for_label(label).expect("a known label");
            let encoding = Encoding::new(base, mark);
            let old = encode(text, encoding).expect("it has bytes");
            assert_eq!(done(Kind::Text, &old, &edits), encode(new, encoding).expect("it has bytes"), "{label}");
        }
    }

    #[test]
    fn only_the_place_in_a_json_line_is_touched() {
        let line = "{\"a\":[1, 2] ,\"text\" : \"\\u4e00\\ud83d\\ude00,\\n\\/二\" }\r\n{\"text\":\"一,二\"}\n\n{broken";
        let text = "一😀,\n/二";
        let (first, second) = (vec![edit(text, ",", "，\"")], vec![edit("一,二", ",", "，")]);
        let new = done(Kind::JsonLines, line.as_bytes(), &Edits::from([(1, first), (2, second)]));
        let expected = line.replace("\\ude00,", "\\ude00，\\\"").replace("一,二", "一，二");
        assert_eq!(String::from_utf8(new).expect("UTF-8"), expected);
        let ascii = "{\"text\": \"\\u4e00,\\u4e8c\"}\n";
        let new = done(Kind::JsonLines, ascii.as_bytes(), &one(1, vec![edit("一,二", ",", "，😀")]));
        assert_eq!(String::from_utf8(new).expect("UTF-8"), ascii.replace(',', "\\uff0c\\ud83d\\ude00"));
    }

    #[test]
    fn only_the_field_of_a_table_is_touched_and_quoted_if_it_must_be() {
        let table = "编号;正文\r\n\r\n1;一,二\r\n\"2\";\"说\"\"一,\r\n二\"\"\"\r\n3;三";
        let edits = Edits::from([(1, vec![edit("一,二", ",", "；;")]), (2, vec![edit("说\"一,\r\n二\"", ",", "，")])]);
        let expected = table.replace("1;一,二", "1;\"一；;二\"").replace("一,\r\n", "一，\r\n");
        assert_eq!(String::from_utf8(done(Kind::Csv, table.as_bytes(), &edits)).expect("UTF-8"), expected);
    }

    #[test]
    fn what_cannot_be_written_back_exactly_is_refused() {
        let options = ReadOptions { encoding: encoding_for_label("gbk").ok(), ..ReadOptions::default() };
        let base = encoding_for_label("big5").expect("a known label");
        let options_big5 = ReadOptions { encoding: Some(base), ..ReadOptions::default() };
        let bytes = base.encode("好,好").0.into_owned();
        let edits = one(0, vec![edit("好,好", ",", "😀")]);
        let refused = rewrite("a", Kind::Text, &bytes, &options_big5, &edits).expect_err("Big5 has no emoji");
        assert!(refused.help.is_some_and(|h| h.zh.contains("UTF-8")));
        let outside = one(0, vec![Edit { span: Span::new(0, 0), text: "\0".to_owned() }]);
        assert!(rewrite("a", Kind::Text, "好".as_bytes(), &options, &outside).is_err(), "no text holds a zero byte");
    }
}
