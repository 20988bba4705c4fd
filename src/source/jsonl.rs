//! JSON lines: one object a line, one post each.
//!
//! A line that cannot be used becomes a problem with its line and column, and reading goes on with the next. Keys that mean
//! nothing here are skipped without being kept. Only the line at hand is in memory, and never more of it than
//! [`MAX_POST_BYTES`].

use std::io::{self, BufRead, Read};
use std::sync::Arc;

use super::detect::{Source, read_problem};
use super::meta::{self, Value};
use super::object::{Record, members, parse};
use super::place::{excerpt, shown};
use super::{Context, MAX_POST_BYTES, Queue, over_limit, sentence};
use crate::position::Span;
use crate::post::{Bytes, Meta, Post, PostId};
use crate::problem::{Problem, nearest};
use crate::say;
use crate::words::Words;

/// The key of the text unless the user names another.
pub(crate) const TEXT: &str = "text";
/// A line buffer larger than this is given back after use, in bytes.
const KEEP: usize = 1 << 20;

/// A reader of JSON lines.
pub(super) struct JsonLines {
    source: Source,
    line: Vec<u8>,
    row: u64,
    records: u64,
}

enum Step {
    Line,
    TooLong,
    End,
}

impl JsonLines {
    pub(super) fn new(source: Source) -> Self {
        Self { source, line: Vec::new(), row: 0, records: 0 }
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.source.bytes_read()
    }

    /// Read one line into `queue`; false at the end. A blank line adds nothing.
    pub(super) fn read(&mut self, context: &Context, queue: &mut Queue) -> bool {
        match self.step() {
            Err(error) => {
                queue.push_back(Err(read_problem(&context.path, &error)));
                return false;
            }
            Ok(Step::End) => return false,
            Ok(Step::TooLong) => {
                self.records += 1;
                let (zh, en) = place(&context.path, self.row);
                queue.push_back(Err(over_limit(&zh, &en).help(say!(
                    "这一行没有查，后面的照查；看看是不是几行连在了一起",
                    "this line was skipped; see whether several lines ran together"
                ))));
            }
            Ok(Step::Line) => {
                // Only whole characters come out of the decoder, and a line end is one.
                let line = std::mem::take(&mut self.line);
                match std::str::from_utf8(&line) {
                    Ok(text) if text.trim().is_empty() => {}
                    Ok(text) => {
                        self.records += 1;
                        record(text.trim_end_matches(['\n', '\r']), self.row, self.records, context, queue);
                    }
                    Err(error) => {
                        let error = io::Error::new(io::ErrorKind::InvalidData, error);
                        queue.push_back(Err(read_problem(&context.path, &error)));
                    }
                }
                self.line = line;
            }
        }
        true
    }

    fn step(&mut self) -> io::Result<Step> {
        if self.line.capacity() > KEEP {
            self.line = Vec::new();
        }
        self.line.clear();
        let limit = MAX_POST_BYTES as u64 + 1;
        if (&mut self.source).take(limit).read_until(b'\n', &mut self.line)? == 0 {
            return Ok(Step::End);
        }
        self.row += 1;
        if self.line.len() <= MAX_POST_BYTES || self.line.ends_with(b"\n") {
            return Ok(Step::Line);
        }
        self.line = Vec::new();
        self.source.skip_until(b'\n')?;
        Ok(Step::TooLong)
    }
}

/// Where a line is, in words.
fn place(path: &str, row: u64) -> (String, String) {
    let (zh, en) = shown(path);
    (format!("{zh}第{row}行"), format!("{en}, line {row}"))
}

/// Turn one line into a post, or into problems.
fn record(line: &str, row: u64, number: u64, context: &Context, queue: &mut Queue) {
    let text_key = context.text_field.as_deref().unwrap_or(TEXT);
    let Record { text, id, said } = match parse(line, text_key) {
        Ok(record) => record,
        Err(error) => return queue.push_back(Err(broken(line, row, &context.path, &error))),
    };
    let at_value = |key: &str, what: &Words, help: Words| {
        let span = members(line).into_iter().rev().find(|m| m.key == key).map_or(Span::new(0, line.len()), |m| m.value);
        at(line, row, &context.path, span, what).help(help)
    };
    let text = match text {
        Some(Value::Text(text)) if !text.trim().is_empty() => text,
        Some(Value::Text(_)) => {
            let what = say!("「{text_key}」是空的，没有内容可查", "“{text_key}” is empty: nothing to check");
            let help = say!("补上内容，或删去这一行", "fill it in, or delete the line");
            return queue.push_back(Err(at_value(text_key, &what, help)));
        }
        Some(_) => {
            let what = say!("「{text_key}」要是一段文字", "“{text_key}” must be a string");
            let help = say!("给内容加上英文引号：\"…\"", "put the text in quotes: \"…\"");
            return queue.push_back(Err(at_value(text_key, &what, help)));
        }
        None => return queue.push_back(Err(no_text(line, row, &context.path, text_key))),
    };
    let id = match id {
        Some(Value::Text(name) | Value::Number(name)) if !name.trim().is_empty() => PostId::Name(name),
        Some(Value::List(_) | Value::Other) => {
            let what = say!("「id」要是文字或数字", "“id” must be a string or a number");
            let help = say!("给它加上英文引号，或删去", "put it in quotes, or leave it out");
            queue.push_back(Err(at_value("id", &what, help)));
            PostId::Number(number)
        }
        _ => PostId::Number(number),
    };
    let mut meta = Meta::default();
    for (name, key, value) in said {
        if let Err(wrong) = meta::set(&mut meta, key, value) {
            queue.push_back(Err(at_value(name, &wrong.what, wrong.help)));
        }
    }
    let path = Arc::clone(&context.path);
    queue.push_back(Ok(Post {
        path,
        id,
        row: Some(row),
        line: Some(row),
        bytes: Bytes::Other,
        text,
        front: 0,
        markdown: false,
        meta,
        paragraphs: Vec::new(),
    }));
}

/// A problem at `span` of `line`.
fn at(line: &str, row: u64, path: &str, span: Span, what: &Words) -> Problem {
    let column = line[..line.floor_char_boundary(span.start)].chars().count() + 1;
    let (zh, en) = place(path, row);
    let place = (format!("{zh}第{column}列"), format!("{en}, column {column}"));
    let (source, span) = excerpt(path, row, line, span);
    Problem::failure(sentence(&place, what)).at(&source, span, Words::default())
}

fn broken(line: &str, row: u64, path: &str, error: &serde_json::Error) -> Problem {
    if error.is_data() {
        return at(line, row, path, Span::new(0, line.len()), &say!("不是 JSON 对象", "not a JSON object"))
            .help(say!("每行写成 {{\"text\": \"…\"}}", "write each line as {{\"text\": \"…\"}}"));
    }
    let offset = line.floor_char_boundary(error.column().saturating_sub(1).min(line.len()));
    let found = line[offset..].chars().next();
    let span = Span::new(offset, offset + found.map_or(0, char::len_utf8));
    if error.is_eof() {
        return at(
            line,
            row,
            path,
            Span::new(line.len(), line.len()),
            &say!("这一行没有写完", "the line is not complete"),
        )
        .help(say!("一篇写在一行里，行内的换行写成 \\n", "a post takes one line; write a line break in it as \\n"));
    }
    let reason = error.to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    let problem = at(line, row, path, span, &say!("不合 JSON 写法", "{reason}"));
    match found {
        Some(mark @ ('“' | '”' | '：' | '，' | '‘' | '’' | '\'')) => problem.help(say!(
            "JSON 里的引号、冒号、逗号要用英文的，这里是「{mark}」",
            "JSON wants plain \" : and , but here stands {mark}"
        )),
        _ => problem.help(say!(
            "看看引号、逗号有没有漏；内容里的引号写成 \\\"",
            "look for a missing quote or comma; write a quote inside the text as \\\""
        )),
    }
}

fn no_text(line: &str, row: u64, path: &str, text_key: &str) -> Problem {
    let keys: Vec<String> = members(line).into_iter().map(|member| member.key).collect();
    let list: Vec<String> = keys.iter().take(12).map(|key| key.chars().take(30).collect()).collect();
    let (list, list_en) = (list.join("、"), list.join(", "));
    let problem =
        at(line, row, path, Span::new(0, line.len()), &say!("没有「{text_key}」这一项", "no key “{text_key}”"));
    match nearest(text_key, keys.iter().map(String::as_str)) {
        Some(near) => problem.help(say!(
            "「{near}」是不是内容？改成「{text_key}」，或加 --text-field {near}",
            "is “{near}” the text? Rename it “{text_key}”, or add --text-field {near}"
        )),
        None if keys.is_empty() => problem.help(say!("加上 \"{text_key}\": \"…\"", "add \"{text_key}\": \"…\"")),
        None => problem.help(say!(
            "这一行有：{list}。内容在哪一项，用 --text-field 指明",
            "the line has: {list_en}. Name the one with the text with --text-field"
        )),
    }
}
