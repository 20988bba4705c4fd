//! What is read of a story: paragraphs, and where each of their characters stands.

use super::super::Remark;

/// An element around which marks may be put: a run, or what must not be divided (a control, a formula, a simple field).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    /// First byte of its start tag.
    pub(crate) start: usize,
    /// One past its end tag.
    pub(crate) end: usize,
    /// Whether it is a run, which may be divided between any two characters.
    pub(crate) run: bool,
}

/// Characters of a paragraph, and the bytes of the part that they come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Where they begin: bytes of the paragraph's text, later of the post's.
    pub(crate) at: u32,
    /// How many bytes they are.
    pub(crate) length: u32,
    /// Where they stand in the part: bytes of its text.
    pub(crate) source: u32,
    /// How many bytes they take there. As many as `length` where each stands for itself.
    pub(crate) taken: u32,
    /// The index of the slot around them.
    pub(crate) slot: u32,
    /// What they flow in: the body, one cell, one box, one note. A mark does not reach from one into another.
    pub(crate) flow: u32,
    /// Whether a mark may stand between them, and not only around the slot.
    pub(crate) divisible: bool,
}

impl Piece {
    /// Whether each byte of the text is the same byte of the part.
    pub(crate) fn verbatim(&self) -> bool {
        self.length == self.taken
    }
}

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source::docx) enum Spot {
    Body,
    Cell { table: u32, row: u32, column: u32 },
    Box,
}

/// A reference to a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source::docx) struct NoteReference {
    pub(in crate::source::docx) end: bool,
    pub(in crate::source::docx) id: i64,
    pub(in crate::source::docx) slot: u32,
}

/// One paragraph with something in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::source::docx) struct Paragraph {
    pub(in crate::source::docx) text: String,
    pub(in crate::source::docx) pieces: Vec<Piece>,
    pub(in crate::source::docx) notes: Vec<NoteReference>,
    pub(in crate::source::docx) spot: Spot,
    /// Its rank if it is a heading of the body, see `Styles::rank`.
    pub(in crate::source::docx) rank: Option<u8>,
    /// Whether a line is drawn below it, as Word does for `---`, or it is a drawn line.
    pub(in crate::source::docx) ruled: bool,
    /// The note it belongs to.
    pub(in crate::source::docx) note: Option<i64>,
}

/// All that is said in a story.
#[derive(Debug, Default)]
pub(in crate::source::docx) struct Story {
    pub(in crate::source::docx) paragraphs: Vec<Paragraph>,
    pub(in crate::source::docx) slots: Vec<Slot>,
    pub(in crate::source::docx) remarks: Vec<Remark>,
    /// How many flows there are beside the body.
    pub(in crate::source::docx) flows: u32,
    /// The prefix of our vocabulary in the root element, and the whole start tag of the root.
    pub(in crate::source::docx) root: Option<Root>,
}

/// The root element of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Root {
    /// Its name without a prefix.
    pub(crate) name: String,
    /// The prefix that means `WordprocessingML` in it, if it declares one.
    pub(crate) prefix: Option<String>,
}
