//! Word files made by hand, as small as they can be.

// Each test program compiles this and uses what it needs of it; speed is nothing here.
#![allow(dead_code, clippy::format_collect, clippy::format_push_string)]

use std::io::{Cursor, Read, Write};

use wenfeng::post::Post;
use wenfeng::problem::Problem;
use wenfeng::source::{Input, ReadOptions, open};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

pub(crate) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// What the tests declare in the root of a document.
pub(crate) const NAMESPACES: &str = concat!(
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" ",
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" ",
    "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" ",
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" ",
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" ",
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" ",
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" ",
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
);

/// The entries of a package, by name, in their order.
pub(crate) type Entries = Vec<(String, Vec<u8>)>;

/// A document under construction: the inside of its body, and parts beside it.
#[derive(Clone, Default)]
pub(crate) struct Docx {
    pub(crate) body: String,
    styles: Option<String>,
    notes: Vec<(&'static str, String)>,
    comments: Option<String>,
    extra: Entries,
}

impl Docx {
    /// A document with this inside its body.
    pub(crate) fn new(body: &str) -> Self {
        Self { body: body.to_owned(), ..Self::default() }
    }

    /// Of plain paragraphs.
    pub(crate) fn of(paragraphs: &[&str]) -> Self {
        Self::new(&paragraphs.iter().map(|text| p(text)).collect::<String>())
    }

    /// With these styles.
    pub(crate) fn styles(mut self, inner: &str) -> Self {
        self.styles = Some(format!("<w:styles xmlns:w=\"{WORD}\">{inner}</w:styles>"));
        self
    }

    /// With Word's headings 1 and 2, as a Chinese Word writes them.
    pub(crate) fn headings(self) -> Self {
        let style = |id: u8, level: u8| {
            format!(
                "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"heading {id}\"/>\
                 <w:pPr><w:outlineLvl w:val=\"{level}\"/></w:pPr></w:style>"
            )
        };
        self.styles(&format!(
            "{}{}<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>",
            style(1, 0),
            style(2, 1)
        ))
    }

    /// With a part of footnotes or endnotes.
    pub(crate) fn notes(mut self, kind: &'static str, inner: &str) -> Self {
        self.notes.push((kind, format!("<w:{kind} xmlns:w=\"{WORD}\">{inner}</w:{kind}>")));
        self
    }

    /// With comments.
    pub(crate) fn comments(mut self, inner: &str) -> Self {
        self.comments = Some(format!("<w:comments xmlns:w=\"{WORD}\">{inner}</w:comments>"));
        self
    }

    /// With one more entry.
    pub(crate) fn entry(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.extra.push((name.to_owned(), bytes.into()));
        self
    }

    /// Its entries.
    pub(crate) fn entries(&self) -> Entries {
        let mut parts: Vec<(&str, String)> = Vec::new();
        parts.extend(self.styles.clone().map(|styles| ("styles", styles)));
        parts.extend(self.notes.clone());
        parts.extend(self.comments.clone().map(|comments| ("comments", comments)));
        let mut types = String::new();
        let mut related = String::new();
        for (i, (kind, _)) in parts.iter().enumerate() {
            types += &format!("<Override PartName=\"/word/{kind}.xml\" ContentType=\"{KIND}.{kind}+xml\"/>");
            related += &format!("<Relationship Id=\"rId{}\" Type=\"{OFFICE}/{kind}\" Target=\"{kind}.xml\"/>", i + 1);
        }
        let mut entries: Vec<(String, String)> = vec![
            (
                "[Content_Types].xml".into(),
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"{PACKAGE}/content-types\">\
                     <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                     <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                     <Override PartName=\"/word/document.xml\" ContentType=\"{KIND}.document.main+xml\"/>{types}</Types>"
                ),
            ),
            (
                "_rels/.rels".into(),
                relationships(&format!(
                    "<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>"
                )),
            ),
            (
                "word/document.xml".into(),
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
                     <w:document {NAMESPACES}><w:body>{}<w:sectPr/></w:body></w:document>",
                    self.body
                ),
            ),
        ];
        if !related.is_empty() {
            entries.push(("word/_rels/document.xml.rels".into(), relationships(&related)));
        }
        entries.extend(parts.into_iter().map(|(kind, text)| (format!("word/{kind}.xml"), text)));
        let text = entries.into_iter().map(|(name, text)| (name, text.into_bytes()));
        text.chain(self.extra.clone()).collect()
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        pack(&self.entries())
    }
}

fn relationships(inner: &str) -> String {
    format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>")
}

/// A ZIP file of these entries.
pub(crate) fn pack(entries: &Entries) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        writer.start_file(name, options).expect("memory can be written");
        writer.write_all(bytes).expect("memory can be written");
    }
    writer.finish().expect("memory can be written").into_inner()
}

/// The entries of a ZIP file.
pub(crate) fn unpack(bytes: &[u8]) -> Entries {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a ZIP file");
    (0..archive.len())
        .map(|i| {
            let mut entry = archive.by_index(i).expect("an entry");
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).expect("it can be unpacked");
            (entry.name().expect("a name").into_owned(), bytes)
        })
        .collect()
}

/// The text of the entry `name`.
pub(crate) fn entry(bytes: &[u8], name: &str) -> String {
    let found = unpack(bytes).into_iter().find(|(entry, _)| entry == name).unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(found.1).expect("UTF-8")
}

/// `text` as XML.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// A run.
pub(crate) fn r(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(text))
}

/// A plain paragraph.
pub(crate) fn p(text: &str) -> String {
    pp(&r(text))
}

/// A paragraph with this inside.
pub(crate) fn pp(inner: &str) -> String {
    format!("<w:p>{inner}</w:p>")
}

/// A paragraph in that style.
pub(crate) fn styled(style: &str, text: &str) -> String {
    pp(&format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}", r(text)))
}

/// A table of these rows of cells, each with what is inside it.
pub(crate) fn table(rows: &[&[String]]) -> String {
    let rows: String = rows
        .iter()
        .map(|row| {
            let cells: String = row.iter().map(|cell| format!("<w:tc><w:tcPr/>{cell}</w:tc>")).collect();
            format!("<w:tr>{cells}</w:tr>")
        })
        .collect();
    format!("<w:tbl><w:tblPr/>{rows}</w:tbl>")
}

/// A run with a text box, written twice as Word does.
pub(crate) fn text_box(inner: &str) -> String {
    format!(
        "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><a:graphic><a:graphicData \
         uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:txbx>\
         <w:txbxContent>{inner}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>\
         </mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape>\
         </w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
}

/// The posts of a Word file, and what could not be read.
pub(crate) fn read(bytes: &[u8]) -> Result<(Vec<Post>, Vec<Problem>), Problem> {
    let input = Input::Given { name: "稿.docx".to_owned(), bytes: bytes.into() };
    let (mut posts, mut problems) = (Vec::new(), Vec::new());
    for item in open(&input, &ReadOptions::default())? {
        match item {
            Ok(post) => posts.push(post),
            Err(problem) => problems.push(problem),
        }
    }
    Ok((posts, problems))
}

/// The texts of the posts of a Word file that can be read without a word of complaint.
pub(crate) fn texts(docx: &Docx) -> Vec<String> {
    let (posts, problems) = read(&docx.bytes()).expect("it can be read");
    assert!(problems.is_empty(), "{problems:?}");
    posts.into_iter().map(|post| post.text).collect()
}
