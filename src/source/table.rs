//! Tables with a header (`.csv`): one post a record.
//!
//! The delimiter is the comma, else what the header is divided by: tabs or semicolons. A record with too many or too few
//! fields is a problem (an unquoted comma has cut its text in two) and reading goes on. A record longer than
//! [`MAX_POST_BYTES`] means that a quote was never closed, and nothing after it can be trusted: reading ends with a problem.
//! So does a quote that is still open at the end of the table, with the rest of it inside.

use std::fmt;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

use csv::StringRecord;

use super::detect::{Source, read_problem};
use super::meta::{self, Key, Value};
use super::place::{excerpt, shown};
use super::{Context, MAX_POST_BYTES, Queue, over_limit, sentence};
use crate::position::Span;
use crate::post::{Bytes, Meta, Post, PostId};
use crate::problem::{Problem, nearest};
use crate::say;
use crate::words::Words;

/// Columns that hold the text, the first of them that is there.
const TEXT: [&str; 6] = ["内容", "正文", "text", "微博正文", "微博内容", "content"];
/// Columns that hold the id.
const ID: [&str; 3] = ["id", "编号", "序号"];
/// Bytes the table parser reads ahead.
const AHEAD: usize = 64 * 1024;

/// A reader of a table.
pub(super) struct Table {
    reader: csv::Reader<Budget>,
    record: StringRecord,
    header: Vec<String>,
    text: usize,
    id: Option<usize>,
    said: Vec<(usize, Key)>,
    row: u64,
    delimiter: char,
    crlf: bool,
}

impl Table {
    /// Read the header and find the columns.
    pub(super) fn new(mut source: Source, context: &Context) -> Result<Self, Problem> {
        let path = &*context.path;
        let start = source.fill_buf().map_err(|error| read_problem(path, &error))?;
        let (delimiter, crlf) =
            (delimiter(start), start.windows(2).find(|pair| pair.contains(&b'\n')) == Some(b"\r\n"));
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .buffer_capacity(AHEAD)
            .from_reader(Budget { source, left: 0, last: 0, ended: false });
        let mut record = StringRecord::new();
        reader.get_mut().renew();
        // The first record that is not blank; a file without any has no header.
        let line = loop {
            let before = reader.position().line();
            match reader.read_record(&mut record) {
                Ok(true) if record.iter().all(|cell| cell.trim().is_empty()) => {}
                Ok(true) => break first_line(&record, before, reader.position().line(), crlf),
                Ok(false) => return Err(super::empty_problem(path)),
                Err(error) => return Err(failed(path, 0, before, error)),
            }
        };
        let header: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        let text = text_column(&header, context).ok_or_else(|| no_column(&header, line, context))?;
        let id = ID.iter().find_map(|name| column(&header, name)).filter(|&at| at != text);
        let said = header
            .iter()
            .enumerate()
            .filter(|&(at, _)| at != text)
            .filter_map(|(at, name)| Key::from_column(name).map(|key| (at, key)))
            .collect();
        Ok(Self { reader, record, header, text, id, said, row: 0, delimiter: char::from(delimiter), crlf })
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.reader.get_ref().source.bytes_read()
    }

    /// Read one record into `queue`; false at the end. A record of nothing but blank fields adds nothing.
    pub(super) fn read(&mut self, context: &Context, queue: &mut Queue) -> bool {
        self.reader.get_mut().renew();
        let before = self.reader.position().line();
        match self.reader.read_record(&mut self.record) {
            Ok(true) => {
                self.row += 1;
                let line = first_line(&self.record, before, self.reader.position().line(), self.crlf);
                if self.open_quote() {
                    queue.push_back(Err(self.unclosed(line, context)));
                } else {
                    self.take(line, context, queue);
                }
                true
            }
            Ok(false) => false,
            Err(error) => {
                queue.push_back(Err(failed(&context.path, self.row + 1, before, error)));
                false
            }
        }
    }

    fn take(&self, line: u64, context: &Context, queue: &mut Queue) {
        if self.record.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        if self.record.len() != self.header.len() {
            queue.push_back(Err(self.misfit(line, context)));
            return;
        }
        let cell = |at: usize| self.record.get(at).unwrap_or_default();
        let place = place(&context.path, self.row, line);
        let text = cell(self.text);
        if text.trim().is_empty() {
            let column = &self.header[self.text];
            let what = say!("「{column}」一栏是空的，没有内容可查", "“{column}” is empty: nothing to check");
            let help = say!("补上内容，或删去这一条", "fill it in, or delete the record");
            let (source, span) = self.drawn(line, context, self.text..self.text + 1);
            let problem = Problem::failure(sentence(&place, &what)).at(&source, span, Words::default());
            queue.push_back(Err(problem.help(help)));
            return;
        }
        let mut meta = Meta::default();
        for &(at, key) in &self.said {
            if let Err(wrong) = meta::set(&mut meta, key, Value::Text(cell(at).to_owned())) {
                let (source, span) = self.drawn(line, context, at..at + 1);
                let problem = Problem::failure(sentence(&place, &wrong.what)).at(&source, span, Words::default());
                queue.push_back(Err(problem.help(wrong.help)));
            }
        }
        let id = self.id.map(|at| cell(at).trim()).filter(|id| !id.is_empty());
        queue.push_back(Ok(Post {
            path: Arc::clone(&context.path),
            id: id.map_or(PostId::Number(self.row), |id| PostId::Name(id.to_owned())),
            row: Some(self.row),
            line: Some(line),
            bytes: Bytes::Other,
            text: text.to_owned(),
            front: 0,
            markdown: false,
            meta,
            paragraphs: Vec::new(),
        }));
    }

    /// Whether the table ended inside quotes: its last field goes over lines, and no quote closes it.
    fn open_quote(&self) -> bool {
        let budget = self.reader.get_ref();
        let last = self.record.iter().next_back().unwrap_or_default();
        budget.ended && budget.last != b'"' && last.contains('\n')
    }

    fn unclosed(&self, line: u64, context: &Context) -> Problem {
        let what =
            say!("引号没有收尾，后面各行都并进了这一条", "a quote is not closed, and all lines below are inside it");
        let last = self.record.len().saturating_sub(1);
        let (source, span) = self.drawn(line, context, last..last + 1);
        Problem::failure(sentence(&place(&context.path, self.row, line), &what))
            .at(&source, span, say!("从这里开始", "it begins here"))
            .help(say!("在这一栏的末尾补上英文引号：\"", "close the field with a quote: \""))
    }

    fn misfit(&self, line: u64, context: &Context) -> Problem {
        let (found, wanted) = (self.record.len(), self.header.len());
        let what = say!("有{found}栏，表头是{wanted}栏", "{found} fields, but the header has {wanted}");
        let from = if found > wanted { wanted } else { 0 };
        let (source, span) = self.drawn(line, context, from..found);
        let label = if found > wanted { say!("多出来的", "too many") } else { say!("少了栏", "too few") };
        let mark = self.delimiter.escape_default();
        Problem::failure(sentence(&place(&context.path, self.row, line), &what)).at(&source, span, label).help(say!(
            "内容里有「{mark}」或换行的，整栏用英文引号括起来：\"…\"",
            "put a field that holds “{mark}” or a line break in quotes: \"…\""
        ))
    }

    /// The record as one line, with where the fields of `range` stand in it.
    fn drawn(
        &self,
        line: u64,
        context: &Context,
        range: std::ops::Range<usize>,
    ) -> (Arc<crate::problem::ProblemSource>, Span) {
        let mut text = String::new();
        let mut span = Span::default();
        for (at, cell) in self.record.iter().enumerate() {
            if at > 0 {
                text.push(self.delimiter);
            }
            if at == range.start {
                span = Span::new(text.len(), text.len());
            }
            text.push_str(cell);
            if range.contains(&at) {
                span.end = text.len();
            }
        }
        excerpt(&context.path, line, &text, span)
    }
}

/// Where a record is, in words.
fn place(path: &str, row: u64, line: u64) -> (String, String) {
    let (zh, en) = shown(path);
    (format!("{zh}第{row}条（第{line}行）"), format!("{en}, record {row} (line {line})"))
}

/// The line a record begins on, from the parser's line before and after it. The parser counts LF. It leaves the LF of a CRLF
/// for the next record, and passes over blank lines on its way.
fn first_line(record: &StringRecord, before: u64, after: u64, crlf: bool) -> u64 {
    let inside = record.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
    before.max(after.saturating_sub(inside + u64::from(!crlf)))
}

/// What divides the header.
fn delimiter(start: &[u8]) -> u8 {
    let line = start.split(|&byte| byte == b'\n' || byte == b'\r').find(|line| !line.trim_ascii().is_empty());
    let line = line.unwrap_or_default();
    [b',', b'\t', b';'].into_iter().find(|mark| line.contains(mark)).unwrap_or(b',')
}

/// Which column of a table holds the text, and what divides the columns.
pub(crate) struct Columns {
    pub(crate) text: usize,
    pub(crate) delimiter: char,
}

/// The columns of `table`, the whole text of one; `field` is the column of the text if the user names it.
pub(crate) fn columns(table: &str, field: Option<&str>) -> Option<Columns> {
    let mark = delimiter(&table.as_bytes()[..table.len().min(AHEAD)]);
    let mut record = StringRecord::new();
    let mut reader = plain_reader(table, mark);
    while reader.read_record(&mut record).ok()? {
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            let header: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
            let context = Context { path: Arc::from(""), text_field: field.map(str::to_owned) };
            return Some(Columns { text: text_column(&header, &context)?, delimiter: char::from(mark) });
        }
    }
    None
}

/// The rows of `table` as [`Post::row`] counts them, each with its bytes. The line end before a row may belong to it.
pub(crate) fn rows(table: &str, delimiter: char) -> impl Iterator<Item = (u64, Span)> + '_ {
    let mut reader = plain_reader(table, u8::try_from(delimiter).unwrap_or(b','));
    let mut record = StringRecord::new();
    let mut row = 0;
    let mut headed = false;
    std::iter::from_fn(move || {
        loop {
            let at = |reader: &csv::Reader<&[u8]>| usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
            let start = at(&reader);
            if !reader.read_record(&mut record).ok()? {
                return None;
            }
            let end = at(&reader);
            if headed {
                row += 1;
                return Some((row, Span::new(start, end)));
            }
            headed = record.iter().any(|cell| !cell.trim().is_empty());
        }
    })
}

fn plain_reader(table: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(table.as_bytes())
}

fn column(header: &[String], name: &str) -> Option<usize> {
    let name = name.trim().to_lowercase();
    header.iter().position(|cell| cell.to_lowercase() == name)
}

fn text_column(header: &[String], context: &Context) -> Option<usize> {
    match &context.text_field {
        Some(name) => column(header, name),
        None => TEXT.iter().find_map(|name| column(header, name)),
    }
}

fn no_column(header: &[String], line: u64, context: &Context) -> Problem {
    let path = &*context.path;
    let (zh, en) = shown(path);
    let wanted = context.text_field.as_deref().unwrap_or(TEXT[0]);
    let shorten = |cell: &String| cell.chars().take(30).collect::<String>();
    let list: Vec<String> = header.iter().take(20).map(shorten).collect();
    let (list, list_en) = (list.join("、"), list.join(", "));
    let row = header.join(",");
    let (source, span) = excerpt(path, line, &row, Span::new(0, row.len()));
    let problem = Problem::failure(say!(
        "{zh}的表头里没有「{wanted}」一栏，有的是：{list}",
        "the header of {en} has no column “{wanted}”; it has: {list_en}"
    ))
    .at(&source, span, say!("表头", "the header"));
    if header.len() == 1 && row.contains('，') {
        return problem.help(say!("各栏之间要用英文逗号，不用「，」", "divide the columns by a plain comma, not “，”"));
    }
    let known = context.text_field.as_deref().map_or(TEXT.to_vec(), |name| vec![name]);
    let near = known.into_iter().find_map(|name| nearest(name, header.iter().map(String::as_str)));
    match near {
        Some(near) => problem.help(say!(
            "是不是「{near}」？用 --text-field {near} 指明",
            "did you mean “{near}”? Say so with --text-field {near}"
        )),
        None => problem.help(say!(
            "第一行要写各栏的名字；内容在哪一栏，用 --text-field 指明",
            "the first line must name the columns; name the one with the text with --text-field"
        )),
    }
}

/// The problem that reading record `row` at `line` failed.
fn failed(path: &str, row: u64, line: u64, error: csv::Error) -> Problem {
    match error.into_kind() {
        csv::ErrorKind::Io(error)
            if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Spent>) =>
        {
            let (zh, en) = place(path, row, line);
            over_limit(&zh, &en).help(say!(
                "多半是少了一个收尾的英文引号；从这一条起都没有查",
                "most likely a closing quote is missing; nothing from here on was checked"
            ))
        }
        csv::ErrorKind::Io(error) => read_problem(path, &error),
        other => read_problem(path, &io::Error::other(format!("{other:?}"))),
    }
}

/// Lets so many bytes of a source through, so that one record cannot fill the memory.
struct Budget {
    source: Source,
    left: usize,
    /// The last byte let through.
    last: u8,
    /// Whether the source has ended.
    ended: bool,
}

impl Budget {
    fn renew(&mut self) {
        self.left = MAX_POST_BYTES + AHEAD;
    }
}

impl Read for Budget {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(Spent));
        }
        let room = buffer.len().min(self.left);
        let count = self.source.read(&mut buffer[..room])?;
        self.left -= count;
        match buffer[..count].last() {
            Some(&last) => self.last = last,
            None => self.ended = room > 0,
        }
        Ok(count)
    }
}

/// The sign that a [`Budget`] is used up.
#[derive(Debug)]
struct Spent;

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the record is too long")
    }
}

impl std::error::Error for Spent {}
