//! Reading drafts: from paths and streams, in the encodings and file kinds that offices use, to [`Post`]s.
//!
//! [`expand`] turns the arguments of a command into [`Input`]s; [`open()`] opens one of them; the [`PostReader`] gives its posts
//! one by one, with a [`Problem`] in the place of whatever could not be read. Nothing is skipped in silence, and no replacement
//! character is ever made up. Memory does not grow with the size of a container: one record is held at a time, and none
//! above [`MAX_POST_BYTES`].

#![allow(clippy::result_large_err, reason = "a problem ends the reading of an input or takes the place of a post")]

mod binary;
mod decode;
mod detect;
pub(crate) mod docx;
mod draft;
mod jsonl;
mod meta;
mod object;
mod place;
mod table;
mod walk;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use binary::is_docx as is_document;
pub use decode::{DecodedReader, Encoding, Fault, FaultKind, fault_of};
pub use detect::encoding_for_label;
pub(crate) use jsonl::TEXT as JSON_TEXT;
pub(crate) use object::string_value;
pub(crate) use table::{columns as table_columns, rows as table_rows};
pub use walk::{IGNORE_FILE, expand};

use crate::post::{Bytes, Post};
use crate::problem::Problem;
use crate::say;
use crate::words::Words;

/// The most bytes of UTF-8 that one post, line or table record may have: 32 MiB.
pub const MAX_POST_BYTES: usize = 32 << 20;

/// How a file holds its posts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The whole file is one post, to be published as it stands.
    Text,
    /// The whole file is one post, with optional front matter; its comments are not published.
    Markdown,
    /// One JSON object a line (`.jsonl`, `.ndjson`).
    JsonLines,
    /// A table with a header (`.csv`), one post a record.
    Csv,
    /// A Word file (`.docx`), one post or several under headings.
    Docx,
}

impl Kind {
    /// The endings of file names, in small letters, that the tool looks for in folders.
    pub const EXTENSIONS: [&'static str; 7] = ["txt", "md", "markdown", "jsonl", "ndjson", "csv", "docx"];

    /// The kind of a file of that ending (without the dot, in any case), if it is one of [`Kind::EXTENSIONS`].
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        Some(match extension.to_ascii_lowercase().as_str() {
            "txt" => Self::Text,
            "md" | "markdown" => Self::Markdown,
            "jsonl" | "ndjson" => Self::JsonLines,
            "csv" => Self::Csv,
            "docx" => Self::Docx,
            _ => return None,
        })
    }

    /// The kind that the name of `path` tells; a plain text where it tells nothing.
    #[must_use]
    pub fn of_path(path: &Path) -> Self {
        path.extension().and_then(|e| e.to_str()).and_then(Self::from_extension).unwrap_or(Self::Text)
    }
}

/// What the user may settle about reading.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Take every input to be in this encoding; told from the bytes if `None`. See [`encoding_for_label`].
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The key of a JSON line or the column of a table that holds the text.
    pub text_field: Option<String>,
    /// The kind of standard input; told from its name if `None`. Files always tell theirs by their names.
    pub stdin_kind: Option<Kind>,
}

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input, with the file name it goes by, if any.
    Stdin {
        /// Shown instead of `-`; its ending tells the kind.
        name: Option<String>,
    },
    /// A file, as the user named it.
    File(PathBuf),
    /// Bytes already read.
    Given {
        /// The name in reports; its ending tells the kind.
        name: String,
        /// The bytes of the file.
        bytes: Arc<[u8]>,
    },
}

/// Open `input`: decide its encoding and read as far as the header, if it has one.
///
/// # Errors
/// The problem with the file as a whole: missing, not allowed, no text, undecodable, or a table without a column of texts.
pub fn open(input: &Input, options: &ReadOptions) -> Result<PostReader, Problem> {
    match input {
        Input::Stdin { name } => {
            let path = name.as_deref().unwrap_or("-");
            let kind = options.stdin_kind.unwrap_or_else(|| Kind::of_path(Path::new(path)));
            read_from(Box::new(std::io::stdin()), path, kind, options)
        }
        Input::Given { name, bytes } => {
            let kind = options.stdin_kind.unwrap_or_else(|| Kind::of_path(Path::new(name)));
            read_from(Box::new(Cursor::new(Arc::clone(bytes))), name, kind, options)
        }
        Input::File(path) => {
            let shown = path.to_string_lossy();
            let failed = |error| detect::read_problem(&shown, &error);
            let file = File::open(path).map_err(failed)?;
            let kind = Kind::of_path(path);
            let metadata = file.metadata().map_err(failed)?;
            if kind == Kind::Docx && metadata.is_file() {
                let length = metadata.len();
                return PostReader::of_document(docx::read(BufReader::new(file), &shown)?, &shown, length, options);
            }
            let source = if metadata.is_file() {
                detect::from_file(file, &shown, options.encoding)?
            } else {
                detect::from_stream(Box::new(file), &shown, options.encoding)?
            };
            PostReader::new(source, &shown, kind, options)
        }
    }
}

/// Read posts of that `kind` from any stream; `path` is its name in reports.
///
/// # Errors
/// As for [`open()`].
pub fn read_from(
    stream: Box<dyn Read + Send>,
    path: &str,
    kind: Kind,
    options: &ReadOptions,
) -> Result<PostReader, Problem> {
    let (kind, stream) = told(kind, path, stream).map_err(|error| detect::read_problem(path, &error))?;
    if kind == Kind::Docx {
        let bytes = docx::from_stream(stream, path)?;
        let length = bytes.len() as u64;
        return PostReader::of_document(docx::read(Cursor::new(bytes), path)?, path, length, options);
    }
    let source = detect::from_stream(stream, path, options.encoding)?;
    PostReader::new(source, path, kind, options)
}

/// What a stream without a name is; no other stream is looked into.
fn told(kind: Kind, path: &str, mut stream: Box<dyn Read + Send>) -> std::io::Result<(Kind, Box<dyn Read + Send>)> {
    if kind != Kind::Text || path != "-" {
        return Ok((kind, stream));
    }
    let mut head = Vec::new();
    stream.by_ref().take(binary::HEAD).read_to_end(&mut head)?;
    let kind = if binary::is_docx(&head) { Kind::Docx } else { kind };
    Ok((kind, Box::new(Cursor::new(head).chain(stream))))
}

/// The post that `text`, the whole of a draft in memory, is; `path` is its name. What is wrong with its front matter comes as
/// problems that point into it, and a draft without anything to check is no post.
#[must_use]
pub fn from_text(text: &str, path: &str, markdown: bool) -> (Option<Post>, Vec<Problem>) {
    let path: Arc<str> = Arc::from(path);
    if text.trim().is_empty() {
        return (None, Vec::new());
    }
    if text.len() > MAX_POST_BYTES {
        let (zh, en) = place::shown(&path);
        return (None, vec![over_limit(&zh, &en)]);
    }
    let mut queue = Queue::new();
    draft::take(&path, text.to_owned(), Bytes::Utf8, markdown, &mut queue);
    let (mut post, mut problems) = (None, Vec::new());
    for item in queue {
        match item {
            Ok(found) => post = Some(found),
            // Front matter with nothing behind it yet is a draft being begun.
            Err(problem) if problem.source.is_some() => problems.push(problem),
            Err(_) => {}
        }
    }
    (post, problems)
}

/// The whole text of `bytes`, a file that is called `path` in reports, and its encoding.
///
/// # Errors
/// As for [`open()`].
pub fn text_of(bytes: &[u8], path: &str, options: &ReadOptions) -> Result<(Encoding, String), Problem> {
    let stream = Box::new(Cursor::new(bytes.to_vec()));
    let mut source = detect::from_stream(stream, path, options.encoding)?;
    let mut text = String::new();
    source.read_to_string(&mut text).map_err(|error| detect::read_problem(path, &error))?;
    Ok((source.encoding(), text))
}

type Queue = VecDeque<Result<Post, Problem>>;

/// What every format needs to know.
struct Context {
    path: Arc<str>,
    text_field: Option<String>,
}

enum Body {
    Draft(Box<detect::Source>),
    Lines(Box<jsonl::JsonLines>),
    Table(Box<table::Table>),
    /// Everything is in the queue; so many bytes were read.
    Document(u64),
}

/// The posts of one input, in order, with a problem in the place of each that could not be read. A problem about what is said
/// beside a post comes before the post itself. After an item the reader may be dropped at any time.
pub struct PostReader {
    context: Context,
    encoding: Encoding,
    kind: Kind,
    body: Body,
    queue: Queue,
    begun: bool,
    ended: bool,
}

impl PostReader {
    fn new(source: detect::Source, path: &str, kind: Kind, options: &ReadOptions) -> Result<Self, Problem> {
        let context = Context { path: Arc::from(path), text_field: options.text_field.clone() };
        let encoding = source.encoding();
        let body = match kind {
            Kind::Text | Kind::Markdown => Body::Draft(Box::new(source)),
            Kind::JsonLines => Body::Lines(Box::new(jsonl::JsonLines::new(source))),
            Kind::Csv => Body::Table(Box::new(table::Table::new(source, &context)?)),
            Kind::Docx => Body::Document(0),
        };
        Ok(Self { context, encoding, kind, body, queue: Queue::new(), begun: false, ended: false })
    }

    fn of_document<R>(
        document: docx::Document<R>,
        path: &str,
        length: u64,
        options: &ReadOptions,
    ) -> Result<Self, Problem> {
        if document.drafts.is_empty() && document.problems.is_empty() {
            return Err(empty_problem(path));
        }
        let mut queue: Queue = document.problems.into_iter().map(Err).collect();
        if document.drafts.is_empty() {
            queue.push_back(Err(empty_problem(path)));
        }
        queue.extend(document.drafts.into_iter().map(|draft| Ok(draft.post)));
        Ok(Self {
            context: Context { path: Arc::from(path), text_field: options.text_field.clone() },
            encoding: Encoding::new(encoding_rs::UTF_8, false),
            kind: Kind::Docx,
            body: Body::Document(length),
            queue,
            begun: true,
            ended: false,
        })
    }

    /// The encoding of the input.
    #[must_use]
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// What the input was taken for: its encoding, or the kind of file where that says more.
    #[must_use]
    pub fn title(&self) -> Words {
        match self.kind {
            Kind::Docx => say!("Word 文件", "a Word file"),
            _ => self.encoding.title(),
        }
    }

    /// How the input holds its posts.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The name of the input in reports.
    #[must_use]
    pub fn path(&self) -> &Arc<str> {
        &self.context.path
    }

    /// Bytes of the input that have been read, never more than it has.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        match &self.body {
            Body::Draft(source) => source.bytes_read(),
            Body::Lines(lines) => lines.bytes_read(),
            Body::Table(table) => table.bytes_read(),
            Body::Document(length) => *length,
        }
    }
}

impl Iterator for PostReader {
    type Item = Result<Post, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.queue.is_empty() && !self.ended {
            let more = match &mut self.body {
                Body::Draft(source) => {
                    draft::read(source, &self.context, self.kind == Kind::Markdown, &mut self.queue);
                    false
                }
                Body::Lines(lines) => lines.read(&self.context, &mut self.queue),
                Body::Table(table) => table.read(&self.context, &mut self.queue),
                Body::Document(_) => false,
            };
            self.ended = !more;
            self.begun |= !self.queue.is_empty();
            if self.ended && !self.begun {
                self.queue.push_back(Err(empty_problem(&self.context.path)));
            }
        }
        self.queue.pop_front()
    }
}

/// Nothing in the whole input.
fn empty_problem(path: &str) -> Problem {
    let (zh, en) = place::shown(path);
    Problem::failure(say!("{zh}里没有内容可查", "nothing to check in {en}"))
        .help(say!("看看稿子有没有存进去", "see whether the draft was saved"))
}

/// `place` holds more than [`MAX_POST_BYTES`].
fn over_limit(zh: &str, en: &str) -> Problem {
    let limit = MAX_POST_BYTES >> 20;
    Problem::failure(say!(
        "{zh}太长，超过了一篇{limit}MB的上限",
        "{en} is longer than {limit} MiB, the limit of a post"
    ))
}

/// A sentence after the place it is about.
fn sentence(place: &(String, String), what: &Words) -> Words {
    Words { zh: format!("{}：{}", place.0, what.zh), en: format!("{}: {}", place.1, what.en) }
}
