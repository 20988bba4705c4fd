//! Word files (`.docx`): the posts in a document, and where each of their characters stands in it.
//!
//! ```text
//!  file ──package──▶ parts ──xml──▶ steps ──story──▶ paragraphs ──posts──▶ Draft (Post, pieces)
//!                                   styles ─▲
//! ```
//!
//! What is text: paragraphs, tables cell by cell in rows, text boxes (behind the paragraph that holds them), tracked
//! insertions, the results of fields, and foot- and endnotes (at the end of the post that refers to them). What is not:
//! tracked deletions, hidden text, comments, headers and footers, tables of contents, placeholders of empty controls, ruby
//! above the words, alternative texts of pictures.
//!
//! A heading or a line of dashes begins a new post. The heading names the post and is not part of it. A heading above other
//! headings names nothing. A document of headings only is taken for one of text.
//!
//! Nothing in a file is trusted: see the limits below. A part that keeps them is held in memory whole.

#![allow(dead_code, reason = "what writing comments needs is read already")]

mod package;
mod posts;
mod problems;
mod story;
mod styles;
mod xml;

use std::io::{Read, Seek, SeekFrom};

pub(crate) use package::{Package, Part, Relationship};
pub(crate) use posts::Draft;
pub(crate) use story::{Root, Slot};
pub(crate) use styles::Styles;

use self::problems::{Fault, not_a_package, unread};
use crate::problem::Problem;
use crate::say;

/// The first bytes of an OLE file: an old `.doc` or `.wps`, or an encrypted `.docx`.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// The most bytes that a part with text may unpack to: 64 MiB. A document of five hundred pages has about a fifth of it.
pub(crate) const MAX_PART_BYTES: u64 = 64 << 20;
/// The most bytes of a document that comes as a stream: 256 MiB, pictures and all.
pub(crate) const MAX_STREAM_BYTES: u64 = 256 << 20;
/// The most entries a package may have. A document with a thousand pictures has about a thousand.
const MAX_ENTRIES: usize = 10_000;
/// The most levels that elements may nest. Text boxes in tables in text boxes take about sixty.
const MAX_DEPTH: usize = 512;
/// The most paragraphs of a document.
const MAX_PARAGRAPHS: usize = 250_000;

/// Something in a document that is not read, and must be told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Remark {
    /// Another file inside the document.
    Embedded,
}

/// A document, read.
pub(crate) struct Document<R> {
    /// The package, for whoever goes on with it.
    pub(crate) package: Package<R>,
    /// The part with the body.
    pub(crate) main: Part,
    /// Its root element.
    pub(crate) root: Root,
    /// The relationships of the main part.
    pub(crate) related: Vec<Relationship>,
    /// Its styles.
    pub(crate) styles: Styles,
    /// What marks may be put around in the main part, see `Piece::slot`.
    pub(crate) slots: Vec<Slot>,
    /// The posts, in order.
    pub(crate) drafts: Vec<Draft>,
    /// What could not be read, or is worth saying.
    pub(crate) problems: Vec<Problem>,
}

/// Read the document that `reader` holds and that is called `path` in reports.
///
/// # Errors
/// Why it cannot be read: no Word file, a broken or a hostile one. Always with what to do.
pub(crate) fn read<R: Read + Seek>(mut reader: R, path: &str) -> Result<Document<R>, Problem> {
    let failed = |error: &std::io::Error| super::detect::read_problem(path, error);
    let mut head = Vec::new();
    reader.rewind().map_err(|error| failed(&error))?;
    reader.by_ref().take(64 * 1024).read_to_end(&mut head).map_err(|error| failed(&error))?;
    if head.is_empty() {
        return Err(super::empty_problem(path));
    }
    if !head.starts_with(b"PK") {
        if head.starts_with(OLE) {
            // The names in such a file stand in its last sectors as often as in its first.
            let length = reader.seek(SeekFrom::End(0)).map_err(|error| failed(&error))?;
            let back = i64::try_from(length.min(1 << 20)).unwrap_or_default();
            reader.seek(SeekFrom::End(-back)).map_err(|error| failed(&error))?;
            reader.take(1 << 20).read_to_end(&mut head).map_err(|error| failed(&error))?;
        }
        return Err(not_a_package(path, &head));
    }
    read_package(reader, path).map_err(|fault| fault.of(path))
}

/// The bytes of a document that comes as a stream.
///
/// # Errors
/// More than [`MAX_STREAM_BYTES`], or a failure of the stream.
pub(super) fn from_stream(stream: impl Read, path: &str) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = stream.take(MAX_STREAM_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| super::detect::read_problem(path, &error))?;
    if bytes.len() as u64 > MAX_STREAM_BYTES { Err(problems::too_large(path)) } else { Ok(bytes) }
}

fn read_package<R: Read + Seek>(reader: R, path: &str) -> Result<Document<R>, Fault> {
    let mut package = Package::open(reader)?;
    let main = package.main()?;
    let related = package.relationships(&main.name)?;
    let mut part = |kind: &str| match related.iter().find(|related| related.kind == kind) {
        Some(related) => package.part(&related.target),
        None => Ok(None),
    };
    let styles = match part("styles")? {
        Some(part) => Styles::read(&part.name, &part.text)?,
        None => Styles::default(),
    };
    let mut body = story::read(&main.name, &main.text, &styles)?;
    let root = body.root.take().filter(|root| root.name == "document").ok_or(Fault::NoDocument)?;
    let mut notes = |kind: &str| -> Result<Vec<story::Paragraph>, Fault> {
        match part(kind)? {
            Some(part) => Ok(story::read(&part.name, &part.text, &styles)?.paragraphs),
            None => Ok(Vec::new()),
        }
    };
    let (foot, end) = (notes("footnotes")?, notes("endnotes")?);
    let slots = std::mem::take(&mut body.slots);
    let embedded = body.remarks.contains(&Remark::Embedded);
    let (drafts, mut problems) = posts::divide(path, body, &foot, &end);
    if embedded {
        problems.push(
            unread(path, &say!("里面嵌着别的文件，那一段没有读", "another file is embedded in it; that was not read"))
                .help(say!("把那一段的文字直接写在稿子里", "put its words into the draft itself")),
        );
    }
    Ok(Document { package, main, root, related, styles, slots, drafts, problems })
}
