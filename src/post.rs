//! A post: one text to be published, with what its file says about it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::say;
use crate::words::Words;

/// The kind of occasion a post speaks to. It decides how grave a finding is and which elements a notice needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Situation {
    /// Service, news, culture, tips.
    Everyday,
    /// Explains a rule or a measure.
    Policy,
    /// Reports or answers an accident, disaster, crime, outbreak or public controversy.
    Incident,
    /// An official writing as a person.
    Personal,
    /// An answer to a named citizen or question.
    Reply,
}

impl Situation {
    /// All situations, in the order of the documentation.
    pub const ALL: [Self; 5] = [Self::Everyday, Self::Policy, Self::Incident, Self::Personal, Self::Reply];

    /// The name in rules, configuration and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Everyday => "everyday",
            Self::Policy => "policy",
            Self::Incident => "incident",
            Self::Personal => "personal",
            Self::Reply => "reply",
        }
    }

    /// The Chinese name shown to users.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Everyday => "日常",
            Self::Policy => "政策",
            Self::Incident => "突发",
            Self::Personal => "个人",
            Self::Reply => "回复",
        }
    }

    /// The situation of that name, English or Chinese.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.name() == name || s.title() == name)
    }
}

/// How a post is named in findings: the id its container gives it, else its 1-based number in the file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum PostId {
    /// The `id` of a record.
    Name(String),
    /// The 1-based number of the post in its file.
    Number(u64),
}

/// What the file says about a post beside its text: front matter of a draft, or the other fields of a record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// The situation, set by hand.
    pub situation: Option<Situation>,
    /// The account that publishes the post.
    pub account: Option<String>,
    /// When it is published, as written.
    pub published: Option<String>,
    /// When the event happened, as written.
    pub event_time: Option<String>,
    /// The question that a reply answers.
    pub question: Option<String>,
    /// Rule selectors to leave out for this post.
    pub ignore: Vec<String>,
}

/// How the bytes of a file stand for its text; for whoever counts or changes bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bytes {
    /// They are the text.
    #[default]
    Utf8,
    /// As [`Bytes::Utf8`], behind a byte order mark of three bytes, which is not part of the text but of its first line.
    Utf8WithMark,
    /// In another encoding.
    Other,
}

/// Where a paragraph of a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// Among the others.
    Body,
    /// In a cell of a table, all counted from 1.
    Cell {
        /// Which table of the document.
        table: u32,
        /// Which row of it.
        row: u32,
        /// Which cell of the row.
        column: u32,
    },
    /// In a text box that belongs to the paragraph.
    TextBox,
    /// In the footnote of that number, from 1, that the paragraph refers to.
    Footnote(u32),
    /// In the endnote of that number, from 1, that the paragraph refers to.
    Endnote(u32),
}

/// Where a paragraph of a document begins in the text of its post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paragraph {
    /// Bytes of the post's text.
    pub start: usize,
    /// The 1-based number of the paragraph in the document. Paragraphs without words are not counted, nor are those of text
    /// boxes and notes, which have the number of the paragraph they belong to.
    pub number: u64,
    /// Where it stands.
    pub spot: Spot,
}

impl Paragraph {
    /// How people are told of it.
    #[must_use]
    pub fn name(&self) -> Words {
        let number = self.number;
        match self.spot {
            Spot::Body => say!("第 {number} 段", "paragraph {number}"),
            Spot::Cell { table, row, column } => say!(
                "第 {number} 段（表 {table} 第 {row} 行第 {column} 格）",
                "paragraph {number} (table {table}, row {row}, cell {column})"
            ),
            Spot::TextBox => say!("第 {number} 段的文本框", "text box at paragraph {number}"),
            Spot::Footnote(note) => say!("第 {number} 段的脚注 {note}", "footnote {note} of paragraph {number}"),
            Spot::Endnote(note) => say!("第 {number} 段的尾注 {note}", "endnote {note} of paragraph {number}"),
        }
    }
}

/// One text to be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The file, as the user named it; `-` for standard input.
    pub path: Arc<str>,
    /// The name of the post within its file.
    pub id: PostId,
    /// For a post in a container: the 1-based line (`.jsonl`) or record without the header (`.csv`) it stands in, or the number
    /// of its first paragraph (`.docx`).
    pub row: Option<u64>,
    /// For a post in a container: the 1-based line of the file on which its record begins.
    pub line: Option<u64>,
    /// How the bytes of its file stand for the text.
    pub bytes: Bytes,
    /// The text. For a draft in a file of its own this is the whole file, so that positions are positions in the file.
    pub text: String,
    /// How many bytes at the start of `text` are front matter.
    pub front: usize,
    /// Whether the text is Markdown (its comments are not part of what is published).
    pub markdown: bool,
    /// What the file says about the post.
    pub meta: Meta,
    /// For a post in a document: its paragraphs, in the order of the text; empty for any other.
    pub paragraphs: Vec<Paragraph>,
}

impl Post {
    /// A post of its own, for callers that have a text and no file.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Self {
            path: Arc::from("-"),
            id: PostId::Number(1),
            row: None,
            line: None,
            bytes: Bytes::Utf8,
            text: text.into(),
            front: 0,
            markdown: false,
            meta: Meta::default(),
            paragraphs: Vec::new(),
        }
    }

    /// The paragraph that the byte `offset` of the text stands in, if the post stands in a document.
    #[must_use]
    pub fn paragraph(&self, offset: usize) -> Option<&Paragraph> {
        let next = self.paragraphs.partition_point(|paragraph| paragraph.start <= offset);
        self.paragraphs.get(next.saturating_sub(1))
    }
}
