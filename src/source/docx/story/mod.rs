//! From the XML of a story (the body, the footnotes) to its paragraphs, each with what it says and where its characters stand.
//!
//! One pass, with the open elements on a stack of our own. What a reader of the printed page sees is text; what is deleted,
//! hidden, a field's code, a comment or a former state of the formatting is not. A paragraph inside another one stands in a
//! text box; it is kept back until the outer one has ended, and is told from the run that holds the box.

mod paragraph;
mod properties;
mod run;

pub(super) use paragraph::{NoteReference, Paragraph, Spot, Story};
pub(crate) use paragraph::{Piece, Root, Slot};

use super::problems::Fault;
use super::styles::Styles;
use super::xml::{Element, Space, Step, Xml};
use super::{MAX_PARAGRAPHS, Remark};

/// What an open element means for those inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Plain,
    Paragraph { nested: bool },
    ParagraphProperties,
    MarkProperties,
    Borders,
    Run { own: bool },
    RunProperties,
    Text { mark: usize, pieces: usize, keep: bool },
    Table,
    Row,
    RowProperties,
    CellProperties,
    Cell,
    Control { hidden: bool, whole: bool },
    Whole { own: bool },
    Alternate { taken: bool, whole: bool },
    Note,
}

/// A table that is being read.
#[derive(Debug, Clone, Copy)]
struct Grid {
    table: u32,
    row: u32,
    column: u32,
    flow: u32,
    row_gone: bool,
    cell_gone: bool,
}

/// A paragraph that is being read, with the state of what surrounds its runs.
struct Open {
    paragraph: Paragraph,
    style: Option<String>,
    level: Option<u8>,
    /// Whether its end is deleted, so that the next paragraph continues it.
    continued: bool,
    border: Border,
    /// How many paragraphs of boxes waited when it began.
    waiting: usize,
    /// The slot of everything in it, for a paragraph in a box.
    host: Option<u32>,
    /// The flow of its characters.
    flow: u32,
    whole: Option<u32>,
    run: Option<Run>,
}

#[derive(Default)]
struct Border {
    below: bool,
    other: bool,
}

struct Run {
    start: usize,
    slot: Option<u32>,
    hidden: Option<bool>,
    styled: Option<bool>,
}

/// The reader of one story.
pub(super) struct Reader<'s> {
    styles: &'s Styles,
    story: Story,
    frames: Vec<Frame>,
    open: Vec<Open>,
    grids: Vec<Grid>,
    /// For each field that has begun: whether its result has.
    fields: Vec<bool>,
    /// Paragraphs of boxes, until the paragraph that holds the box has ended.
    waiting: Vec<Paragraph>,
    carried: Option<(Paragraph, u32)>,
    note: Option<i64>,
    tables: u32,
}

/// Read the story `text`, the part called `name`.
pub(super) fn read(name: &str, text: &str, styles: &Styles) -> Result<Story, Fault> {
    let mut reader = Reader {
        styles,
        story: Story::default(),
        frames: Vec::new(),
        open: Vec::new(),
        grids: Vec::new(),
        fields: Vec::new(),
        waiting: Vec::new(),
        carried: None,
        note: None,
        tables: 0,
    };
    let mut xml = Xml::new(name, text);
    // How many elements are open inside one that is passed over, itself included.
    let mut passed = 0_usize;
    while let Some(step) = xml.next()? {
        match step {
            Step::Open(element) if passed > 0 => passed += usize::from(!element.empty),
            Step::Close(_) if passed > 0 => passed -= 1,
            _ if passed > 0 => {}
            Step::Open(element) => match reader.begin(&element) {
                Some(frame) if element.empty => reader.end(frame, element.range.end)?,
                Some(frame) => reader.frames.push(frame),
                None => passed = usize::from(!element.empty),
            },
            Step::Close(range) => {
                if let Some(frame) = reader.frames.pop() {
                    reader.end(frame, range.end)?;
                }
            }
            Step::Text(text, range) => reader.text(text, range),
            Step::Reference(c, range) => reader.reference(c, range),
            Step::Section(text, range) => reader.section(text, range),
        }
    }
    reader.carry_on();
    Ok(reader.story)
}

impl Reader<'_> {
    /// An element begins; `None` passes over it and all that is in it.
    fn begin(&mut self, element: &Element<'_>) -> Option<Frame> {
        if self.story.root.is_none() {
            let known = [super::xml::WORD, super::xml::WORD_STRICT];
            self.story.root = Some(Root { name: element.local().to_owned(), prefix: element.prefix_for(&known) });
        }
        match element.space {
            Space::Word => self.begin_word(element),
            Space::Compatibility => self.begin_alternate(element),
            Space::Math => Some(match element.local() {
                "oMath" => Frame::Whole { own: self.whole(element) },
                "t" => self.begin_text(true),
                _ => Frame::Plain,
            }),
            Space::Vml => {
                if element.local() == "rect" && element.attribute("hr").is_some_and(|hr| hr != "f" && hr != "false") {
                    self.ruled();
                }
                Some(Frame::Plain)
            }
            _ => Some(Frame::Plain),
        }
    }

    fn begin_word(&mut self, element: &Element<'_>) -> Option<Frame> {
        let within = self.frames.last().copied().unwrap_or(Frame::Plain);
        let value = || element.attribute("val");
        let local = element.local();
        if let Some(frame) = self.property(within, element) {
            return Some(frame);
        }
        Some(match (within, local) {
            (Frame::Paragraph { .. }, "pPr") => Frame::ParagraphProperties,
            (Frame::Run { .. }, "rPr") => Frame::RunProperties,
            (Frame::Row, "trPr") => Frame::RowProperties,
            (Frame::Cell, "tcPr") => Frame::CellProperties,
            (_, "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "rt") => return None,
            // How things were before a tracked change.
            (_, local) if local.ends_with("Change") => return None,
            (_, "showingPlcHdr") => {
                self.hide_control();
                Frame::Plain
            }
            (_, "docPartGallery") if value().is_some_and(|gallery| gallery == "Table of Contents") => {
                self.hide_control();
                Frame::Plain
            }
            (Frame::Control { hidden: true, .. }, "sdtContent") => return None,
            (_, "altChunk" | "subDoc") => {
                self.story.remarks.push(Remark::Embedded);
                return None;
            }
            (_, "p") => return self.begin_paragraph(),
            (_, "r") => self.begin_run(element),
            (_, "t") => self.begin_text(element.attribute("space").is_some_and(|space| space == "preserve")),
            (_, "tbl") => {
                self.carry_on();
                self.tables += 1;
                let flow = self.new_flow();
                let grid = Grid { table: self.tables, row: 0, column: 0, flow, row_gone: false, cell_gone: false };
                self.grids.push(grid);
                Frame::Table
            }
            (_, "tr") => {
                self.with_grid(|grid| (grid.row, grid.column, grid.row_gone) = (grid.row + 1, 0, false));
                Frame::Row
            }
            (_, "tc") => {
                if self.grids.last().is_some_and(|grid| grid.row_gone) {
                    return None;
                }
                let flow = self.new_flow();
                self.with_grid(|grid| (grid.column, grid.flow, grid.cell_gone) = (grid.column + 1, flow, false));
                Frame::Cell
            }
            (_, "sdt") => Frame::Control { hidden: false, whole: self.whole(element) },
            (_, "fldSimple") => Frame::Whole { own: self.whole(element) },
            (_, "footnote" | "endnote") => {
                // Lines that separate notes from the text have a type.
                let plain = element.attribute("type").is_none_or(|kind| kind == "normal");
                self.note = Some(element.attribute("id")?.parse().ok()?).filter(|_| plain);
                self.note?;
                Frame::Note
            }
            (Frame::Run { .. }, _) => {
                self.sign(element);
                Frame::Plain
            }
            _ => Frame::Plain,
        })
    }

    /// One content written in several ways: the first one counts.
    fn begin_alternate(&mut self, element: &Element<'_>) -> Option<Frame> {
        match (element.local(), self.frames.last_mut()) {
            ("AlternateContent", _) => {
                // Outside a run, marks would have to go into every one of them.
                Some(Frame::Alternate { taken: false, whole: self.whole(element) })
            }
            ("Choice" | "Fallback", Some(Frame::Alternate { taken, .. })) => {
                (!std::mem::replace(taken, true)).then_some(Frame::Plain)
            }
            _ => Some(Frame::Plain),
        }
    }

    fn begin_paragraph(&mut self) -> Option<Frame> {
        let nested = !self.open.is_empty();
        if self.grids.last().is_some_and(|grid| grid.cell_gone) && !nested {
            return None;
        }
        let host = if nested { self.slot_for_box() } else { None };
        let (spot, flow) = match self.grids.last() {
            _ if nested => (Spot::Box, self.new_flow()),
            Some(grid) => (Spot::Cell { table: grid.table, row: grid.row, column: grid.column }, grid.flow),
            None => (Spot::Body, 0),
        };
        let mut paragraph = Paragraph {
            text: String::new(),
            pieces: Vec::new(),
            notes: Vec::new(),
            spot,
            rank: None,
            ruled: false,
            note: self.note,
        };
        if !nested && let Some((carried, from)) = self.carried.take() {
            if from == flow {
                paragraph = Paragraph { ruled: false, rank: None, ..carried };
            } else {
                self.put(carried);
            }
        }
        self.open.push(Open {
            paragraph,
            style: None,
            level: None,
            continued: false,
            border: Border::default(),
            waiting: self.waiting.len(),
            host,
            flow,
            whole: None,
            run: None,
        });
        Some(Frame::Paragraph { nested })
    }

    fn begin_run(&mut self, element: &Element<'_>) -> Frame {
        let Some(open) = self.open.last_mut() else { return Frame::Plain };
        // A run inside a run stands in a ruby text; the outer one counts.
        let own = open.run.is_none();
        if own {
            open.run = Some(Run { start: element.range.start, slot: None, hidden: None, styled: None });
        }
        Frame::Run { own }
    }

    fn begin_text(&mut self, keep: bool) -> Frame {
        let Some(open) = self.open.last() else { return Frame::Plain };
        Frame::Text { mark: open.paragraph.text.len(), pieces: open.paragraph.pieces.len(), keep }
    }

    fn end(&mut self, frame: Frame, at: usize) -> Result<(), Fault> {
        match frame {
            Frame::Paragraph { nested } => self.end_paragraph(nested)?,
            Frame::Run { own: true } => {
                let run = self.open.last_mut().and_then(|open| open.run.take());
                if let Some(slot) = run.and_then(|run| run.slot) {
                    self.close_slot(slot, at);
                }
            }
            Frame::Whole { own: true } | Frame::Alternate { whole: true, .. } | Frame::Control { whole: true, .. } => {
                if let Some(slot) = self.open.last_mut().and_then(|open| open.whole.take()) {
                    self.close_slot(slot, at);
                }
            }
            Frame::Text { mark, pieces, keep: false } => self.trim(mark, pieces),
            Frame::Table => {
                self.carry_on();
                self.grids.pop();
            }
            Frame::Note => {
                self.carry_on();
                self.note = None;
            }
            _ => {}
        }
        Ok(())
    }

    fn end_paragraph(&mut self, nested: bool) -> Result<(), Fault> {
        let Some(open) = self.open.pop() else { return Ok(()) };
        let mut paragraph = open.paragraph;
        let style = open.style.as_deref();
        if style.is_some_and(|style| self.styles.contents(style)) {
            paragraph.text.clear();
            paragraph.pieces.clear();
        }
        if paragraph.spot == Spot::Body && paragraph.note.is_none() {
            paragraph.rank = match open.level {
                Some(level) => Some(level.saturating_add(1)).filter(|rank| *rank < 10),
                None => style.and_then(|style| self.styles.rank(style)),
            };
            paragraph.ruled |= open.border.below && !open.border.other;
        }
        if self.story.paragraphs.len() + self.waiting.len() >= MAX_PARAGRAPHS {
            return Err(Fault::TooManyParagraphs);
        }
        if nested {
            if !paragraph.text.trim().is_empty() || !paragraph.notes.is_empty() {
                self.waiting.insert(open.waiting, paragraph);
            }
        } else if open.continued {
            self.carried = Some((paragraph, open.flow));
        } else {
            self.put(paragraph);
        }
        Ok(())
    }

    /// A paragraph outside of boxes is complete.
    fn put(&mut self, paragraph: Paragraph) {
        if !paragraph.text.trim().is_empty() || !paragraph.notes.is_empty() || paragraph.ruled {
            self.story.paragraphs.push(paragraph);
        }
        self.story.paragraphs.append(&mut self.waiting);
    }

    /// No paragraph comes that could continue one whose end is deleted.
    fn carry_on(&mut self) {
        if self.open.is_empty()
            && let Some((carried, _)) = self.carried.take()
        {
            self.put(carried);
        }
    }
}
