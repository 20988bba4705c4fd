//! The container of a Word file: a ZIP file whose parts are found by relationships and content types, not by their names.
//!
//! Only the parts that hold text are unpacked, one at a time, none beyond [`MAX_PART_BYTES`]; pictures and the like are never
//! touched. Nothing is written anywhere, so names that climb out of a folder have nowhere to go.

use std::collections::HashMap;
use std::io::{Read, Seek, SeekFrom};

use encoding_rs::{UTF_16BE, UTF_16LE};
use zip::ZipArchive;
use zip::result::ZipError;

use super::problems::Fault;
use super::xml::{Space, Step, Xml};
use super::{MAX_ENTRIES, MAX_PART_BYTES};
use crate::say;

/// The name of the list of content types.
pub(crate) const TYPES: &str = "[Content_Types].xml";

/// How the bytes of a part stand for its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// UTF-8, as nearly always.
    Utf8,
    /// UTF-8 behind a byte order mark.
    Utf8WithMark,
    /// UTF-16, little-endian, behind its mark.
    Utf16Le,
    /// UTF-16, big-endian, behind its mark.
    Utf16Be,
}

/// One part in memory.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    /// Its name in the package.
    pub(crate) name: String,
    /// Its text.
    pub(crate) text: String,
    /// How its bytes stand for it.
    pub(crate) form: Form,
}

/// One relationship of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relationship {
    /// Its id.
    pub(crate) id: String,
    /// What it leads to: the last word of its type, such as `styles`.
    pub(crate) kind: String,
    /// The part it leads to, as a name in the package.
    pub(crate) target: String,
}

/// An open package.
pub(crate) struct Package<R> {
    archive: ZipArchive<R>,
    /// Entries by their name in small letters, with `/`.
    names: HashMap<String, usize>,
}

impl<R: Read + Seek> Package<R> {
    /// Open the package that `reader` holds.
    pub(super) fn open(mut reader: R) -> Result<Self, Fault> {
        refuse_huge_directory(&mut reader)?;
        let archive = ZipArchive::new(reader).map_err(|error| zip_fault(&error))?;
        if archive.len() > MAX_ENTRIES {
            return Err(Fault::TooManyEntries);
        }
        let mut names = HashMap::new();
        if archive.has_duplicate_names() {
            return Err(Fault::Twice);
        }
        for (index, raw) in archive.file_names_raw().enumerate() {
            let name = key(&String::from_utf8_lossy(raw));
            if !name.ends_with('/') && names.insert(name, index).is_some() {
                return Err(Fault::Twice);
            }
        }
        Ok(Self { archive, names })
    }

    /// The entries themselves.
    pub(crate) fn archive(&mut self) -> &mut ZipArchive<R> {
        &mut self.archive
    }

    /// The index of the entry of that name.
    pub(crate) fn index(&self, name: &str) -> Option<usize> {
        self.names.get(&key(name)).copied()
    }

    /// The part of that name, if there is one.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part>, Fault> {
        let Some(index) = self.index(name) else { return Ok(None) };
        let entry = self.archive.by_index(index).map_err(|error| zip_fault(&error))?;
        let name = entry.name().map_or_else(|_| name.to_owned(), std::borrow::Cow::into_owned);
        if entry.size() > MAX_PART_BYTES {
            return Err(Fault::PartTooLarge(name));
        }
        // The size that the directory states may be a lie; what comes out is counted.
        let mut bytes = Vec::new();
        if let Err(error) = entry.take(MAX_PART_BYTES + 1).read_to_end(&mut bytes) {
            return Err(Fault::Damaged(format!("{name}: {error}")));
        }
        if bytes.len() as u64 > MAX_PART_BYTES {
            return Err(Fault::PartTooLarge(name));
        }
        let (text, form) = decode(bytes).ok_or_else(|| Fault::Malformed(name.clone(), 1))?;
        Ok(Some(Part { name, text, form }))
    }

    /// The relationships of the part `source`; of the package itself where it is empty. Those to outside are left out.
    pub(super) fn relationships(&mut self, source: &str) -> Result<Vec<Relationship>, Fault> {
        let Some(part) = self.part(&relationships_of(source))? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let mut xml = Xml::new(&part.name, &part.text);
        while let Some(step) = xml.next()? {
            let Step::Open(element) = step else { continue };
            if element.space != Space::Relationships || element.local() != "Relationship" {
                continue;
            }
            if element.attribute("TargetMode").is_some_and(|mode| mode.eq_ignore_ascii_case("external")) {
                continue;
            }
            let (Some(kind), Some(target)) = (element.attribute("Type"), element.attribute("Target")) else { continue };
            found.push(Relationship {
                id: element.attribute("Id").unwrap_or_default().into_owned(),
                kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                target: resolve(source, &target),
            });
        }
        Ok(found)
    }

    /// The part that holds the text: where the package's relationship leads, else the part of that content type.
    pub(super) fn main(&mut self) -> Result<Part, Fault> {
        let related = self.relationships("")?.into_iter().find(|related| related.kind == "officeDocument");
        let types = self.types()?;
        let named = related.map(|related| related.target).or_else(|| {
            types
                .iter()
                .find(|(_, kind)| kind.contains("wordprocessingml") && kind.contains("main"))
                .map(|t| t.0.clone())
        });
        let Some(name) = named else {
            return Err(match self.archive.by_name("mimetype") {
                Ok(_) => Fault::Other(say!("OpenDocument 文件（.odt 之类）", "an OpenDocument file (such as .odt)")),
                Err(_) => Fault::NoDocument,
            });
        };
        if let Some((_, kind)) = types.iter().find(|(part, _)| key(part) == key(&name)) {
            if kind.contains("spreadsheetml") {
                return Err(Fault::Other(say!("Excel 文件（.xlsx）", "an Excel file (.xlsx)")));
            }
            if kind.contains("presentationml") {
                return Err(Fault::Other(say!("演示文稿（.pptx）", "a slide deck (.pptx)")));
            }
        }
        self.part(&name)?.ok_or(Fault::NoDocument)
    }

    /// The parts whose content type is stated one by one, with it.
    fn types(&mut self) -> Result<Vec<(String, String)>, Fault> {
        let Some(part) = self.part(TYPES)? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        let mut xml = Xml::new(&part.name, &part.text);
        while let Some(step) = xml.next()? {
            if let Step::Open(element) = step
                && element.space == Space::Types
                && element.local() == "Override"
                && let (Some(name), Some(kind)) = (element.attribute("PartName"), element.attribute("ContentType"))
            {
                found.push((name.trim_start_matches('/').to_owned(), kind.into_owned()));
            }
        }
        Ok(found)
    }
}

/// The name under which the relationships of the part `source` stand.
pub(crate) fn relationships_of(source: &str) -> String {
    let (folder, name) = source.rsplit_once('/').unwrap_or(("", source));
    if folder.is_empty() { format!("_rels/{name}.rels") } else { format!("{folder}/_rels/{name}.rels") }
}

/// `target` of a relationship of the part `source`, as a name in the package.
fn resolve(source: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = Vec::new();
    if !target.starts_with('/') {
        path.extend(source.rsplit_once('/').map(|(folder, _)| folder.split('/')).into_iter().flatten());
    }
    for piece in target.split('/') {
        match piece {
            "" | "." => {}
            ".." => _ = path.pop(),
            piece => path.push(piece),
        }
    }
    path.join("/")
}

/// What names are compared by: they are the same in small and capital letters, and some writers use `\`.
fn key(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

fn zip_fault(error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Fault::Encrypted,
        error => Fault::Damaged(error.to_string()),
    }
}

/// The text of the bytes of a part, and how they stand for it; `None` where they are no text.
fn decode(bytes: Vec<u8>) -> Option<(String, Form)> {
    let wide = |bytes: &[u8], form: Form| {
        let encoding = if form == Form::Utf16Le { UTF_16LE } else { UTF_16BE };
        let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
        Some((text.into_owned(), form))
    };
    let (text, form) = match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => wide(rest, Form::Utf16Le)?,
        [0xFE, 0xFF, rest @ ..] => wide(rest, Form::Utf16Be)?,
        [0xEF, 0xBB, 0xBF, rest @ ..] => (std::str::from_utf8(rest).ok()?.to_owned(), Form::Utf8WithMark),
        _ => (String::from_utf8(bytes).ok()?, Form::Utf8),
    };
    (!text.contains('\0')).then_some((text, form))
}

/// The bytes of a part whose text is `text`.
pub(crate) fn encode(text: &str, form: Form) -> Vec<u8> {
    match form {
        Form::Utf8 => text.as_bytes().to_vec(),
        Form::Utf8WithMark => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Form::Utf16Le => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        Form::Utf16Be => [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
    }
}

/// Refuse a file whose large form of the directory (ZIP64) claims more entries than any Word file has: room for them would be
/// set aside before the first is read. The small form cannot claim more than 65,535.
fn refuse_huge_directory<R: Read + Seek>(reader: &mut R) -> Result<(), Fault> {
    /// The longest end of a ZIP file: its last record, the longest remark, and the locator before it.
    const TAIL: u64 = 22 + 65_535 + 20;
    let io = |error: std::io::Error| Fault::Damaged(error.to_string());
    let length = reader.seek(SeekFrom::End(0)).map_err(io)?;
    let start = reader.seek(SeekFrom::Start(length.saturating_sub(TAIL))).map_err(io)?;
    let mut tail = Vec::new();
    reader.take(length - start).read_to_end(&mut tail).map_err(io)?;
    for at in tail.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x06\x07").map(|(at, _)| at).take(16) {
        let number = |bytes: Option<&[u8]>| bytes.and_then(|bytes| bytes.try_into().ok()).map(u64::from_le_bytes);
        let Some(place) = number(tail.get(at + 8..at + 16)) else { continue };
        let mut record = [0; 40];
        let read = reader.seek(SeekFrom::Start(place)).and_then(|_| reader.read_exact(&mut record));
        let entries = number(record.get(32..40)).unwrap_or(u64::MAX);
        if read.is_err() || !record.starts_with(b"PK\x06\x06") {
            return Err(Fault::Damaged("ZIP64".to_owned()));
        }
        if entries > MAX_ENTRIES as u64 {
            return Err(Fault::TooManyEntries);
        }
    }
    reader.rewind().map_err(io)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_from_the_folder_of_their_source() {
        for (source, target, name) in [
            ("", "word/document.xml", "word/document.xml"),
            ("", "/word/document.xml", "word/document.xml"),
            ("word/document.xml", "styles.xml", "word/styles.xml"),
            ("word/document.xml", "../customXml/item1.xml", "customXml/item1.xml"),
            ("word/document.xml", "/word/styles.xml", "word/styles.xml"),
            ("word/document.xml", "../../../../etc/passwd", "etc/passwd"),
            ("document.xml", ".\\media\\a.png", "media/a.png"),
        ] {
            assert_eq!(resolve(source, target), name, "{source} {target}");
        }
        assert_eq!(relationships_of("word/document.xml"), "word/_rels/document.xml.rels");
        assert_eq!(relationships_of(""), "_rels/.rels");
    }

    #[test]
    fn a_part_comes_back_in_the_bytes_it_had() {
        for form in [Form::Utf8, Form::Utf8WithMark, Form::Utf16Le, Form::Utf16Be] {
            let bytes = encode("<a>文😀</a>", form);
            assert_eq!(decode(bytes), Some(("<a>文😀</a>".to_owned(), form)));
        }
        assert_eq!(decode(b"<a>\xFF</a>".to_vec()), None);
        assert_eq!(decode(b"<a>\0</a>".to_vec()), None);
    }
}
