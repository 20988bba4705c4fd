//! A bounded pull reader over one part: no document types, no entities but the five of XML, no deep nesting.
//!
//! In: the text of a part. Out: steps with the bytes they stand at and the vocabulary their names belong to, whatever prefix
//! the writer chose, in the transitional and in the strict form of the format. What is asked for costs as much as the part is
//! long, and no more memory than its depth.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use quick_xml::reader::NsReader;

use super::MAX_DEPTH;
use super::problems::Fault;

/// The vocabulary a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Space {
    /// `WordprocessingML`: paragraphs, runs, text.
    Word,
    /// Markup compatibility: one content written in several ways.
    Compatibility,
    /// Formulas.
    Math,
    /// The older drawings of Office (VML), and its own words in them.
    Vml,
    /// Relationships between parts.
    Relationships,
    /// The list of content types.
    Types,
    /// Any other.
    Other,
}

/// The namespace of `WordprocessingML`, transitional.
pub(crate) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of `WordprocessingML`, strict.
pub(crate) const WORD_STRICT: &str = "http://purl.oclc.org/ooxml/wordprocessingml/main";

impl Space {
    fn of(result: &ResolveResult<'_>) -> Self {
        let ResolveResult::Bound(Namespace(name)) = result else { return Self::Other };
        match *name {
            WORD | WORD_STRICT => Self::Word,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "urn:schemas-microsoft-com:vml" | "urn:schemas-microsoft-com:office:office" => Self::Vml,
            "http://schemas.openxmlformats.org/package/2006/relationships" => Self::Relationships,
            "http://schemas.openxmlformats.org/package/2006/content-types" => Self::Types,
            _ => Self::Other,
        }
    }
}

/// The beginning of an element.
pub(crate) struct Element<'x> {
    /// The vocabulary of its name.
    pub(crate) space: Space,
    start: BytesStart<'x>,
    /// The bytes of its start tag.
    pub(crate) range: Range<usize>,
    /// Whether it is empty by its tag; no [`Step::Close`] follows.
    pub(crate) empty: bool,
}

impl Element<'_> {
    /// Its name without a prefix.
    pub(crate) fn local(&self) -> &str {
        self.start.name().into_inner().rsplit(':').next().unwrap_or_default()
    }

    /// Its whole name, as written.
    pub(crate) fn name(&self) -> &str {
        self.start.name().into_inner()
    }

    /// The value of the attribute of that name, whatever its prefix.
    pub(crate) fn attribute(&self, local: &str) -> Option<Cow<'_, str>> {
        let found = self.start.attributes().with_checks(false).flatten().find(|attribute| {
            let key = attribute.key.into_inner();
            key.rsplit(':').next() == Some(local) && !key.starts_with("xmlns:")
        })?;
        Some(match found.value {
            Cow::Borrowed(value) => unescape(value).ok()?,
            Cow::Owned(value) => Cow::Owned(unescape(&value).ok()?.into_owned()),
        })
    }

    /// Whether a switch such as `w:vanish` is on: it is there, and not said to be off.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off" | "none"))
    }

    /// The prefix that the tag gives to the vocabulary `space`, if it declares one.
    pub(crate) fn prefix_for(&self, namespaces: &[&str]) -> Option<String> {
        self.start.attributes().with_checks(false).flatten().find_map(|attribute| {
            let prefix = attribute.key.into_inner().strip_prefix("xmlns:")?;
            namespaces.contains(&&*attribute.value).then(|| prefix.to_owned())
        })
    }
}

/// One step through a part.
pub(crate) enum Step<'x> {
    /// An element begins.
    Open(Element<'x>),
    /// The element that began last and has not ended ends; the bytes of its end tag.
    Close(Range<usize>),
    /// Characters that stand for themselves, at these bytes.
    Text(&'x str, Range<usize>),
    /// A character that is written by a reference, at these bytes.
    Reference(char, Range<usize>),
    /// Characters in a section of their own, at these bytes.
    Section(&'x str, Range<usize>),
}

/// The reader of one part.
pub(crate) struct Xml<'x> {
    reader: NsReader<&'x [u8]>,
    text: &'x str,
    name: &'x str,
    depth: usize,
    rooted: bool,
}

impl<'x> Xml<'x> {
    /// Read `text`, the part that is called `name`.
    pub(crate) fn new(name: &'x str, text: &'x str) -> Self {
        Self { reader: NsReader::from_str(text), text, name, depth: 0, rooted: false }
    }

    fn at(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX).min(self.text.len())
    }

    fn malformed(&self) -> Fault {
        Fault::Malformed(self.name.to_owned(), self.at() + 1)
    }

    /// The next step; `None` at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<Step<'x>>, Fault> {
        loop {
            let from = self.at();
            let (space, event) = match self.reader.read_resolved_event() {
                Ok((result, event)) => (Space::of(&result), event),
                Err(_) => return Err(self.malformed()),
            };
            let range = from..self.at();
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    self.rooted = true;
                    if self.depth > MAX_DEPTH {
                        return Err(Fault::TooDeep(self.name.to_owned()));
                    }
                    Step::Open(Element { space, start, range, empty: false })
                }
                Event::Empty(start) => {
                    self.rooted = true;
                    Step::Open(Element { space, start, range, empty: true })
                }
                Event::End(_) => {
                    self.depth = self.depth.checked_sub(1).ok_or_else(|| self.malformed())?;
                    Step::Close(range)
                }
                Event::Text(_) => Step::Text(&self.text[range.clone()], range),
                Event::CData(_) => {
                    let inner = self.text[range.clone()].strip_prefix("<![CDATA[");
                    let inner = inner.and_then(|inner| inner.strip_suffix("]]>"));
                    Step::Section(inner.ok_or_else(|| self.malformed())?, range)
                }
                Event::GeneralRef(reference) => match &*reference {
                    "lt" => Step::Reference('<', range),
                    "gt" => Step::Reference('>', range),
                    "amp" => Step::Reference('&', range),
                    "quot" => Step::Reference('"', range),
                    "apos" => Step::Reference('\'', range),
                    _ => match reference.resolve_char_ref() {
                        Ok(Some(c)) => Step::Reference(c, range),
                        Ok(None) => return Err(Fault::Entities(self.name.to_owned())),
                        Err(_) => return Err(self.malformed()),
                    },
                },
                Event::DocType(_) => return Err(Fault::Entities(self.name.to_owned())),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => continue,
                Event::Eof if self.depth > 0 || !self.rooted => return Err(self.malformed()),
                Event::Eof => return Ok(None),
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Result<usize, Fault> {
        let mut xml = Xml::new("a.xml", text);
        let mut steps = 0;
        while xml.next()?.is_some() {
            steps += 1;
        }
        Ok(steps)
    }

    #[test]
    fn every_step_has_its_own_bytes() {
        let text = "<?xml version=\"1.0\"?><a x='1'>甲&amp;&#x4e59;<!-- c --><b/><![CDATA[丙]]></a>";
        let mut xml = Xml::new("a.xml", text);
        let mut seen = Vec::new();
        while let Some(step) = xml.next().expect("well-formed") {
            seen.push(match step {
                Step::Open(element) => format!("open {}", &text[element.range]),
                Step::Close(range) => format!("close {}", &text[range]),
                Step::Text(said, range) => format!("text {said}={}", &text[range]),
                Step::Reference(c, range) => format!("ref {c}={}", &text[range]),
                Step::Section(said, range) => format!("section {said}={}", &text[range]),
            });
        }
        let expected = [
            "open <a x='1'>",
            "text 甲=甲",
            "ref &=&amp;",
            "ref 乙=&#x4e59;",
            "open <b/>",
            "section 丙=<![CDATA[丙]]>",
            "close </a>",
        ];
        assert_eq!(seen, expected);
    }

    #[test]
    fn what_is_not_plain_xml_is_refused() {
        for text in ["", "<a>", "<a></b>", "</a>", "<a><b></a>", "<a>&#0;</a>", "<a", "甲"] {
            assert!(matches!(all(text), Err(Fault::Malformed(..))), "{text}: {:?}", all(text));
        }
        for text in ["<!DOCTYPE a><a/>", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "<a>&b;</a>"] {
            assert_eq!(all(text), Err(Fault::Entities("a.xml".to_owned())), "{text}");
        }
        let deep = "<a>".repeat(1_000_000);
        assert_eq!(all(&deep), Err(Fault::TooDeep("a.xml".to_owned())));
    }
}
