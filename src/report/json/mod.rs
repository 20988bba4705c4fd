//! JSON for programs: one document (`json`), or one object a line as the posts come (`jsonl`).
//!
//! The shape is a contract: adding keys is compatible, changing what one means raises `version`. Each end of a span has
//! `offset` (0-based UTF-8 byte of the post's text), and 1-based `line`, `column` (code points) and `utf16` (UTF-16 units).
//! `json` writes findings as they come and keeps only the short list of posts; `jsonl` keeps nothing.

mod post;

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::io::{self, Write};

use serde::Serialize;

use self::post::PostEntry;
use crate::baseline::fingerprint::fingerprints;
use crate::finding::{Checked, Finding, Fix};
use crate::position::{LineIndex, Span};
use crate::post::PostId;
use crate::report::{Render, Summary};
use crate::rule::Category;
use crate::text::layout::PartKind;
use crate::words::Lang;

/// The version of the shape.
pub const VERSION: u32 = 1;

/// The format `json`.
#[derive(Debug)]
pub struct Json {
    lang: Lang,
    posts: Vec<PostEntry>,
    some: bool,
}

impl Json {
    /// The format, with texts in `lang`.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang, posts: Vec::new(), some: false }
    }
}

impl Render for Json {
    fn tells_elements(&self) -> bool {
        true
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{{\"version\":{VERSION},\"tool\":")?;
        serde_json::to_writer(&mut *out, &TOOL)?;
        // A problem told meanwhile on the same terminal begins on a line of its own.
        out.write_all(b",\"findings\":[\n")
    }

    fn post(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let places = Places::new(&checked.post.text);
        each(checked, self.lang, &places, |entry| {
            if std::mem::replace(&mut self.some, true) {
                out.write_all(b",\n")?;
            }
            serde_json::to_writer(&mut *out, entry).map_err(io::Error::from)
        })?;
        self.posts.push(PostEntry::new(checked, self.lang, &places));
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"],\"posts\":")?;
        serde_json::to_writer(&mut *out, &self.posts)?;
        out.write_all(b",\"summary\":")?;
        serde_json::to_writer(&mut *out, &SummaryEntry::new(summary))?;
        out.write_all(b"}\n")
    }
}

/// The format `jsonl`: lines of `"type"` `finding`, `post` (behind its findings) and at last `summary`.
#[derive(Debug, Clone, Copy)]
pub struct JsonLines {
    lang: Lang,
}

impl JsonLines {
    /// The format, with texts in `lang`.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }
}

impl Render for JsonLines {
    fn tells_elements(&self) -> bool {
        true
    }

    fn post(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let places = Places::new(&checked.post.text);
        each(checked, self.lang, &places, |entry| line(out, "finding", entry))?;
        line(out, "post", &PostEntry::new(checked, self.lang, &places))
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        #[derive(Serialize)]
        struct Last {
            version: u32,
            tool: Tool,
            #[serde(flatten)]
            summary: SummaryEntry,
        }
        line(out, "summary", &Last { version: VERSION, tool: TOOL, summary: SummaryEntry::new(summary) })
    }
}

fn line(out: &mut dyn Write, kind: &'static str, entry: &impl Serialize) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<'a, T> {
        r#type: &'static str,
        #[serde(flatten)]
        entry: &'a T,
    }
    serde_json::to_writer(&mut *out, &Line { r#type: kind, entry })?;
    out.write_all(b"\n")
}

/// The name of a part in JSON.
#[must_use]
pub fn part_name(part: PartKind) -> &'static str {
    match part {
        PartKind::Headline => "headline",
        PartKind::Body => "body",
        PartKind::Hashtag => "hashtag",
        PartKind::Mention => "mention",
        PartKind::Link => "link",
        PartKind::Sticker => "sticker",
        PartKind::Quotation => "quotation",
        PartKind::BookTitle => "book-title",
        PartKind::Forward => "forward",
        PartKind::Signature => "signature",
        PartKind::FrontMatter => "front-matter",
        PartKind::Comment => "comment",
        PartKind::Platform => "platform",
    }
}

const TOOL: Tool = Tool { name: "wenfeng", version: env!("CARGO_PKG_VERSION") };

/// The program.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Tool {
    /// Always `wenfeng`.
    name: &'static str,
    /// Its version.
    version: &'static str,
}

/// A place in the text of a post.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(crate) struct Place {
    /// UTF-8 bytes from the start of the text, from 0.
    offset: usize,
    /// Line, from 1; lines end at LF, CRLF or CR.
    line: usize,
    /// Column in code points, from 1.
    column: usize,
    /// Column in UTF-16 units, from 1.
    utf16: usize,
}

/// Another place that belongs to a finding.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct RelatedEntry<'a> {
    /// What it has to do with the finding.
    message: &'a str,
    /// Where it begins.
    start: Place,
    /// Where it ends, exclusive.
    end: Place,
}

/// A replacement.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct EditEntry<'a> {
    /// Where what is replaced begins.
    start: Place,
    /// Where it ends, exclusive.
    end: Place,
    /// What stands there afterwards; empty: nothing.
    text: &'a str,
}

/// A change that answers a finding.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FixEntry<'a> {
    /// What it does.
    title: &'a str,
    /// Whether it may be made unread.
    applicability: crate::finding::Applicability,
    /// Replacements, in order, none overlapping.
    edits: Vec<EditEntry<'a>>,
}

/// Something to change in a post.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct FindingEntry<'a> {
    /// The rule, `category/slug`.
    rule: &'a str,
    /// Its category.
    category: &'static str,
    /// `error`, `warning` or `info`.
    severity: &'static str,
    /// What stands here.
    message: &'a str,
    /// What it does to a reader.
    why: &'a str,
    /// What to write instead.
    instead: &'a str,
    /// Where the rule is explained: what `docs-url` in `wenfeng.toml` makes of it.
    url: Option<String>,
    /// The file, as it was named; `-` for standard input.
    path: &'a str,
    /// The post: its id in a container, else its number in the file.
    post: &'a PostId,
    /// In a container: the line (.jsonl), the record without the header (.csv) or the first paragraph (.docx).
    row: Option<u64>,
    /// In a Word file: the number of the paragraph it begins in; paragraphs without words are not counted.
    paragraph: Option<u64>,
    /// The part of the post it stands in.
    part: &'static str,
    /// The words marked.
    excerpt: &'a str,
    /// Where they begin.
    start: Place,
    /// Where they end, exclusive.
    end: Place,
    /// Other places that belong to it.
    related: Vec<RelatedEntry<'a>>,
    /// The first change on offer.
    fix: Option<FixEntry<'a>>,
    /// What else could be written.
    alternatives: Vec<&'a str>,
    /// A name that stays when the text around moves.
    fingerprint: &'a str,
}

/// The run in numbers.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SummaryEntry {
    /// Files read.
    files: usize,
    /// Posts checked.
    posts: usize,
    /// Characters checked.
    chars: usize,
    /// Weibo units checked.
    units: usize,
    /// Rules in force.
    rules: usize,
    /// Findings of this level.
    errors: usize,
    /// Findings of this level.
    warnings: usize,
    /// Findings of this level.
    infos: usize,
    /// Findings passed over because a draft or the configuration says so.
    suppressed: usize,
    /// Findings that the baseline knows.
    baselined: usize,
    /// Inputs that could not be read or checked.
    failures: usize,
    /// Findings by category.
    by_category: BTreeMap<&'static str, usize>,
    /// Findings by category for each 100 weibo units; null below 140 units.
    per_100_units: Option<BTreeMap<&'static str, f64>>,
}

impl SummaryEntry {
    fn new(summary: &Summary) -> Self {
        let [infos, warnings, errors] = summary.by_severity;
        Self {
            files: summary.files,
            posts: summary.posts,
            chars: summary.chars,
            units: summary.units,
            rules: summary.rules,
            errors,
            warnings,
            infos,
            suppressed: summary.suppressed,
            baselined: summary.baselined,
            failures: summary.failures,
            by_category: Category::ALL.map(|c| (c.name(), summary.in_category(c))).into(),
            per_100_units: summary
                .per_100_units()
                .map(|all| Category::ALL.map(|c| (c.name(), (all[c as usize] * 100.0).round() / 100.0)).into()),
        }
    }
}

/// Hand each finding of a post to `write`.
fn each<'a>(
    checked: &'a Checked,
    lang: Lang,
    places: &Places<'a>,
    mut write: impl FnMut(&FindingEntry<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let names = fingerprints(checked);
    for (finding, fingerprint) in checked.findings.iter().zip(&names) {
        write(&entry(checked, finding, fingerprint, lang, places))?;
    }
    Ok(())
}

fn entry<'a>(
    checked: &'a Checked,
    finding: &'a Finding,
    fingerprint: &'a str,
    lang: Lang,
    places: &Places<'a>,
) -> FindingEntry<'a> {
    let (start, end) = places.ends(finding.span);
    let related = finding.related.iter().map(|related| {
        let (start, end) = places.ends(related.span);
        RelatedEntry { message: related.message.get(lang), start, end }
    });
    FindingEntry {
        rule: finding.rule.as_str(),
        category: finding.category.name(),
        severity: finding.severity.name(),
        message: finding.message.get(lang),
        why: finding.why.get(lang),
        instead: finding.instead.get(lang),
        url: checked.docs.as_ref().map(|docs| docs.of(&finding.rule)),
        path: &checked.post.path,
        post: &checked.post.id,
        row: checked.post.row,
        paragraph: checked.post.paragraph(finding.span.start).map(|paragraph| paragraph.number),
        part: part_name(finding.part),
        excerpt: checked.post.text.get(start.offset..end.offset).unwrap_or_default(),
        related: related.collect(),
        fix: finding.fixes.first().map(|fix| places.fix(fix, lang)),
        alternatives: finding.fixes.iter().skip(1).map(|fix| wording(fix, lang)).collect(),
        start,
        end,
        fingerprint,
    }
}

/// What a change writes: its text if it is one edit, else its title.
pub(super) fn wording(fix: &Fix, lang: Lang) -> &str {
    match fix.edits.as_slice() {
        [only] => &only.text,
        _ => fix.title.get(lang),
    }
}

/// Places in a text, which is indexed when the first is asked for.
pub(crate) struct Places<'a> {
    text: &'a str,
    index: OnceCell<LineIndex>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, index: OnceCell::new() }
    }
    pub(crate) fn at(&self, offset: usize) -> Place {
        let index = self.index.get_or_init(|| LineIndex::new(self.text));
        let position = index.position(self.text, offset);
        Place { offset: position.offset, line: position.line, column: position.column, utf16: position.utf16 }
    }

    pub(crate) fn ends(&self, span: Span) -> (Place, Place) {
        (self.at(span.start), self.at(span.end))
    }

    fn fix<'f>(&self, fix: &'f Fix, lang: Lang) -> FixEntry<'f> {
        let edits = fix.edits.iter().map(|edit| {
            let (start, end) = self.ends(edit.span);
            EditEntry { start, end, text: &edit.text }
        });
        FixEntry { title: fix.title.get(lang), applicability: fix.applicability, edits: edits.collect() }
    }
}

#[cfg(test)]
pub(crate) mod tests;
