//! reviewdog's formats: one document (`rdjson`), or one diagnostic a line (`rdjsonl`).
//!
//! Lines and columns are 1-based, the end exclusive, and a column counts the UTF-8 bytes of the line as the file has it: the
//! byte order mark is three of them. A post in a container is reported on the line of its record, without columns. Where the
//! bytes of a suggestion are not those of the file (in a container, in GBK) none is made.

use std::io::{self, Write};

use serde::Serialize;

use crate::finding::{Checked, Finding};
use crate::position::{Position, Span};
use crate::post::Bytes;
use crate::report::place::{Finder, Place, advice};
use crate::report::{Render, Summary};
use crate::rule::Severity;
use crate::words::Lang;

/// The formats `rdjson` and `rdjsonl`.
#[derive(Debug, Clone, Copy)]
pub struct Rdjson {
    lang: Lang,
    lines: bool,
    some: bool,
}

impl Rdjson {
    /// The format, with messages in `lang`; `lines`: one diagnostic a line.
    #[must_use]
    pub fn new(lang: Lang, lines: bool) -> Self {
        Self { lang, lines, some: false }
    }
}

#[derive(Serialize)]
struct Corner {
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

#[derive(Serialize)]
struct Range {
    start: Corner,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Corner>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    source: Source,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

const SOURCE: Source = Source { name: "wenfeng" };

fn range(finder: &Finder<'_>, checked: &Checked, span: Span) -> Range {
    let corner = |at: Position| {
        let mark = if checked.post.bytes == Bytes::Utf8WithMark && at.line == 1 { '\u{feff}'.len_utf8() } else { 0 };
        Corner { line: at.line, column: Some(at.byte + mark) }
    };
    match finder.place(span) {
        Place::Range(start, end) => Range { start: corner(start), end: Some(corner(end)) },
        Place::Record(line) => Range { start: Corner { line, column: None }, end: None },
    }
}

fn diagnostic<'a>(finder: &Finder<'_>, checked: &'a Checked, finding: &'a Finding, lang: Lang) -> Diagnostic<'a> {
    let location = |span| Location { path: &checked.post.path, range: range(finder, checked, span) };
    let message = [finder.message(finding, lang), advice(finding, lang)].join("\n");
    let exact = !finder.in_container() && checked.post.bytes != Bytes::Other;
    let suggestions = finding.fixes.iter().filter(|fix| exact && fix.edits.len() == 1);
    let related = finding.related.iter().filter(|_| !finder.in_container());
    Diagnostic {
        message: message.trim_end().to_owned(),
        location: location(finding.span),
        severity: match finding.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        source: SOURCE,
        code: Code {
            value: finding.rule.as_str(),
            url: checked.docs.as_ref().and_then(|docs| docs.for_all(&finding.rule)),
        },
        suggestions: suggestions
            .map(|fix| &fix.edits[0])
            .map(|edit| Suggestion { range: range(finder, checked, edit.span), text: &edit.text })
            .collect(),
        related_locations: related
            .map(|related| Related { message: related.message.get(lang), location: location(related.span) })
            .collect(),
    }
}

impl Render for Rdjson {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.lines { Ok(()) } else { out.write_all(b"{\"source\":{\"name\":\"wenfeng\"},\"diagnostics\":[\n") }
    }

    fn post(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if checked.findings.is_empty() {
            return Ok(());
        }
        let finder = Finder::new(checked);
        for finding in &checked.findings {
            if std::mem::replace(&mut self.some, true) && !self.lines {
                out.write_all(b",\n")?;
            }
            serde_json::to_writer(&mut *out, &diagnostic(&finder, checked, finding, self.lang))?;
            if self.lines {
                out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.lines { Ok(()) } else { out.write_all(b"]}\n") }
    }
}
