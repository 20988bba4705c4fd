//! A draft in a file of its own: the whole file is one post.
//!
//! In Markdown it may begin with front matter, TOML between two `+++` lines. The front matter stays in the text, so that
//! positions are positions in the file; [`Post::front`] says how long it is. A mistake in it is a problem at its place, and the
//! draft is checked all the same, with what could be understood.

use std::collections::VecDeque;
use std::io::{self, Read};
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::detect::{Source, read_problem};
use super::meta::{self, Key, Value};
use super::place::shown;
use super::{Context, MAX_POST_BYTES, Queue, empty_problem, over_limit};
use crate::position::{LineIndex, Span};
use crate::post::{Bytes, Meta, Post, PostId};
use crate::problem::{Problem, ProblemSource, nearest};
use crate::say;

/// Read the whole of `source` as one post into `queue`.
pub(super) fn read(source: &mut Source, context: &Context, markdown: bool, queue: &mut Queue) {
    let path = &context.path;
    // The limit may cut a character in two, so the bytes become a string only after it has been kept.
    let mut bytes = Vec::new();
    if let Err(error) = source.take(MAX_POST_BYTES as u64 + 1).read_to_end(&mut bytes) {
        queue.push_back(Err(read_problem(path, &error)));
        return;
    }
    if bytes.len() > MAX_POST_BYTES {
        let (zh, en) = shown(path);
        queue.push_back(Err(over_limit(&zh, &en).help(say!(
            "一个文件里有许多篇的，请存成每行一篇的 .jsonl 或表格 .csv",
            "a file of many posts should be .jsonl, one post a line, or .csv"
        ))));
        return;
    }
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return queue.push_back(Err(read_problem(path, &io::Error::other(error)))),
    };
    let encoding = source.encoding();
    let bytes = match (encoding.base() == encoding_rs::UTF_8, encoding.has_mark()) {
        (true, false) => Bytes::Utf8,
        (true, true) => Bytes::Utf8WithMark,
        (false, _) => Bytes::Other,
    };
    take(path, text, bytes, markdown, queue);
}

/// Take `text` as one post into `queue`, the problems of its front matter before it. `bytes`: how it stands in its file.
pub(super) fn take(path: &Arc<str>, text: String, bytes: Bytes, markdown: bool, queue: &mut Queue) {
    let mut meta = Meta::default();
    let mut front = 0;
    if markdown && let Some(opening) = fence(&text) {
        let Some((end, after)) = closing(&text, opening) else {
            queue.push_back(Err(unclosed(path, &text, opening)));
            return;
        };
        front = after;
        understand(path, &text[..after], Span::new(opening, end), &mut meta, queue);
    }
    queue.push_back(if text[front..].trim().is_empty() {
        Err(empty_problem(path))
    } else {
        Ok(Post {
            path: Arc::clone(path),
            id: PostId::Number(1),
            row: None,
            line: None,
            bytes,
            text,
            front,
            markdown,
            meta,
            paragraphs: Vec::new(),
        })
    });
}

/// The length of the opening `+++` line with its line end, if the text has one.
fn fence(text: &str) -> Option<usize> {
    let line = text.split_inclusive('\n').next()?;
    (line.trim_end() == "+++").then_some(line.len())
}

/// Where the front matter ends and where the text after it begins.
fn closing(text: &str, opening: usize) -> Option<(usize, usize)> {
    let mut at = opening;
    for line in text[opening..].split_inclusive('\n') {
        if line.trim_end() == "+++" {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn unclosed(path: &str, text: &str, opening: usize) -> Problem {
    let (zh, en) = shown(path);
    let head = text.char_indices().nth(200).map_or(text, |(end, _)| &text[..end]);
    let source = Arc::new(ProblemSource::new(path, head));
    let span = Span::new(0, head.len().min(text[..opening].trim_end().len()));
    Problem::failure(say!("{zh}开头的说明没有收尾", "the front matter of {en} has no end"))
        .at(&source, span, say!("从这里开始", "it begins here"))
        .help(say!("在说明的后面另起一行写 +++", "write +++ on a line of its own after it"))
}

/// Read the TOML at `body` of `front` (the file up to the end of the front matter) into `meta`.
fn understand(path: &str, front: &str, body: Span, meta: &mut Meta, queue: &mut Queue) {
    let source = Arc::new(ProblemSource::new(path, front));
    let (zh, en) = shown(path);
    let place = |range: std::ops::Range<usize>| Span::new(body.start + range.start, body.start + range.end);
    let (table, errors) = DeTable::parse_recoverable(&front[body.range()]);
    let mut problems = VecDeque::new();
    for error in errors {
        let reason = error.message().lines().next().unwrap_or_default().to_owned();
        let span = error.span().map_or(Span::new(body.start, body.start), place);
        let line = line_of(front, span);
        let problem = Problem::failure(say!(
            "{zh}开头的说明写法有误（第{line}行）",
            "the front matter of {en} is not TOML (line {line})"
        ))
        .help(say!("每行写成：名称 = \"内容\"，用英文引号", "write each line as: name = \"value\""));
        problems.push_back((span.start, problem.at(&source, span, say!("这里读不懂", "{reason}"))));
    }
    let understood = problems.is_empty();
    for (name, value) in table.into_inner() {
        let at = place(name.span());
        let name = name.into_inner();
        let Some(key) = Key::from_name(&name) else {
            // After a slip in the syntax the names are guesses of the parser.
            if understood {
                problems.push_back((at.start, unknown(path, &source, at, &name)));
            }
            continue;
        };
        let at = place(value.span());
        if let Err(wrong) = meta::set(meta, key, convert(value.into_inner())) {
            let crate::words::Words { zh: what, en: what_en } = wrong.what.clone();
            let line = line_of(front, at);
            let problem = Problem::failure(say!("{zh}第{line}行：{what}", "{en}, line {line}: {what_en}"));
            problems.push_back((at.start, problem.at(&source, at, wrong.what).help(wrong.help)));
        }
    }
    problems.make_contiguous().sort_by_key(|&(start, _)| start);
    queue.extend(problems.into_iter().map(|(_, problem)| Err(problem)));
}

fn unknown(path: &str, source: &Arc<ProblemSource>, at: Span, name: &str) -> Problem {
    let (zh, en) = shown(path);
    let list = meta::NAMES.join("、");
    let list_en = meta::NAMES.join(", ");
    let line = line_of(&source.text, at);
    let problem = Problem::failure(say!("{zh}第{line}行：没有「{name}」这一项", "{en}, line {line}: no key “{name}”"))
        .at(source, at, say!("不认识", "unknown"));
    match nearest(name, meta::NAMES) {
        Some(near) => problem.help(say!("是不是「{near}」？", "did you mean “{near}”?")),
        None => problem.help(say!("可以写：{list}", "the keys are: {list_en}")),
    }
}

fn line_of(front: &str, at: Span) -> usize {
    LineIndex::new(front).position(front, at.start).line
}

fn convert(value: DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Float(number) => Value::Number(number.as_str().to_owned()),
        DeValue::Datetime(time) => Value::Text(time.to_string()),
        DeValue::Array(array) => {
            let texts = array.into_iter().map(|item| match item.into_inner() {
                DeValue::String(text) => Some(text.into_owned()),
                _ => None,
            });
            texts.collect::<Option<Vec<_>>>().map_or(Value::Other, Value::List)
        }
        DeValue::Boolean(_) | DeValue::Table(_) => Value::Other,
    }
}
