//! What the styles of a document say that matters here: which paragraphs are headings, and which text is hidden.
//!
//! Styles inherit from each other. Word writes the names of its own styles in English whatever language it speaks; other
//! programs write them in Chinese.

use std::collections::HashMap;

use super::problems::Fault;
use super::xml::{Space, Step, Xml};

/// How many styles may inherit from one another in a row.
const MOST_PARENTS: usize = 32;

/// What a style says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Style {
    name: String,
    parent: Option<String>,
    /// 0 to 8 for a heading, 9 for body text, as `w:outlineLvl` has it.
    level: Option<u8>,
    hidden: Option<bool>,
}

/// The styles of a document, by their ids.
#[derive(Debug, Default)]
pub(crate) struct Styles(HashMap<String, Style>);

impl Styles {
    /// Read the part `name` with the text `text`.
    pub(super) fn read(name: &str, text: &str) -> Result<Self, Fault> {
        let mut styles = HashMap::new();
        let mut xml = Xml::new(name, text);
        let mut open: Option<(String, Style, usize)> = None;
        let mut depth = 0;
        // Inside a record of how the style was before a tracked change.
        let mut former = None;
        while let Some(step) = xml.next()? {
            let element = match step {
                Step::Open(element) => element,
                Step::Close(_) => {
                    depth -= 1;
                    if former == Some(depth) {
                        former = None;
                    }
                    if let Some((id, style, _)) = open.take_if(|(_, _, at)| *at == depth) {
                        styles.insert(id, style);
                    }
                    continue;
                }
                _ => continue,
            };
            if element.space == Space::Word && former.is_none() {
                let value = || element.attribute("val").map(std::borrow::Cow::into_owned);
                match (element.local(), &mut open) {
                    ("style", None) if !element.empty => {
                        let id = element.attribute("styleId").unwrap_or_default().into_owned();
                        open = Some((id, Style::default(), depth));
                    }
                    ("name", Some((_, style, at))) if depth == *at + 1 => style.name = value().unwrap_or_default(),
                    ("basedOn", Some((_, style, _))) => style.parent = value(),
                    ("outlineLvl", Some((_, style, _))) => style.level = value().and_then(|level| level.parse().ok()),
                    ("vanish", Some((_, style, _))) => style.hidden = Some(element.is_on()),
                    (local, Some(_)) if local.ends_with("Change") && !element.empty => former = Some(depth),
                    _ => {}
                }
            }
            depth += usize::from(!element.empty);
        }
        Ok(Self(styles))
    }

    /// The style `id` and those it inherits from, the nearest first.
    fn line<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        let first = self.0.get(id);
        std::iter::successors(first, |style| self.0.get(style.parent.as_deref()?)).take(MOST_PARENTS)
    }

    /// The rank of paragraphs in the style `id`: 0 for the title of a document, 1 to 9 for headings, `None` for body text.
    pub(super) fn rank(&self, id: &str) -> Option<u8> {
        let said = |style: &Style| {
            let level = style.level.map(|level| level.saturating_add(1));
            named_rank(&style.name).filter(|rank| *rank == 0).or(level).or_else(|| named_rank(&style.name))
        };
        self.line(id).find_map(said).filter(|rank| *rank < 10)
    }

    /// Whether text in the style `id` is hidden, if the style says so or not.
    pub(super) fn hidden(&self, id: &str) -> Option<bool> {
        self.line(id).find_map(|style| style.hidden)
    }

    /// Whether paragraphs in the style `id` belong to a table of contents.
    pub(super) fn contents(&self, id: &str) -> bool {
        self.line(id).any(|style| numbered(&style.name, &["toc", "目录"]).is_some())
    }

    /// The id of the style with that name, if the document has it.
    pub(crate) fn id_of(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().filter(|(_, style)| style.name.eq_ignore_ascii_case(name)).map(|(id, _)| id.as_str());
        found.min()
    }
}

/// The rank that the name of a style tells.
fn named_rank(name: &str) -> Option<u8> {
    if ["title", "标题", "大标题"].contains(&name.to_lowercase().as_str()) {
        return Some(0);
    }
    numbered(name, &["heading", "标题"]).filter(|rank| (1..10).contains(rank))
}

/// The number behind one of `words` in `name`.
fn numbered(name: &str, words: &[&str]) -> Option<u8> {
    let name = name.to_lowercase();
    words.iter().find_map(|word| name.strip_prefix(word)?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::super::xml::WORD;
    use super::*;

    fn styles(inner: &str) -> Styles {
        Styles::read("styles.xml", &format!("<w:styles xmlns:w=\"{WORD}\">{inner}</w:styles>")).expect("well-formed")
    }

    #[test]
    fn a_heading_is_told_by_its_level_its_name_or_what_it_inherits() {
        let styles = styles(
            "<w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
             <w:style w:styleId=\"own\"><w:name w:val=\"本局标题\"/><w:basedOn w:val=\"1\"/></w:style>\
             <w:style w:styleId=\"a\"><w:name w:val=\"标题 2\"/></w:style>\
             <w:style w:styleId=\"t\"><w:name w:val=\"Title\"/></w:style>\
             <w:style w:styleId=\"plain\"><w:name w:val=\"own\"/><w:basedOn w:val=\"1\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>\
             <w:style w:styleId=\"n\"><w:name w:val=\"Normal\"/></w:style>\
             <w:style w:styleId=\"loop\"><w:name w:val=\"x\"/><w:basedOn w:val=\"loop\"/></w:style>",
        );
        let levels = ["1", "own", "a", "t", "plain", "n", "loop", "none"].map(|id| styles.rank(id));
        assert_eq!(levels, [Some(1), Some(1), Some(2), Some(0), None, None, None, None]);
        assert_eq!(styles.id_of("Heading 1"), Some("1"));
    }

    #[test]
    fn a_style_hides_or_shows_its_text() {
        let styles = styles(
            "<w:style w:styleId=\"h\"><w:rPr><w:vanish/></w:rPr></w:style>\
             <w:style w:styleId=\"s\"><w:basedOn w:val=\"h\"/><w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style>\
             <w:style w:styleId=\"was\"><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr></w:style>\
             <w:style w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style>",
        );
        assert_eq!(["h", "s", "was"].map(|id| styles.hidden(id)), [Some(true), Some(false), None]);
        assert!(styles.contents("TOC1") && !styles.contents("h"));
    }
}
