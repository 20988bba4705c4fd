//! What stands in the runs of a paragraph: characters, signs written as elements, references to notes.

use std::ops::Range;

use super::super::xml::Element;
use super::{Frame, Grid, NoteReference, Open, Piece, Reader, Run, Slot};

impl Reader<'_> {
    /// Characters that stand for themselves. A line end or tab among them is shown as a space; written as two bytes, it is one.
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        let Some(Frame::Text { mark, keep, .. }) = self.frames.last().copied() else { return };
        let mut at = range.start;
        for (i, line) in text.split("\r\n").enumerate() {
            if i > 0 {
                self.push(" ", at..at + 2);
                at += 2;
            }
            let begun = self.open.last().is_some_and(|open| open.paragraph.text.len() > mark);
            let shown = if keep || begun { line } else { line.trim_start_matches([' ', '\t', '\r', '\n']) };
            let from = at + line.len() - shown.len();
            at += line.len();
            if shown.contains(['\t', '\r', '\n']) {
                self.push(&shown.replace(['\t', '\r', '\n'], " "), from..at);
            } else if !shown.is_empty() {
                self.push(shown, from..at);
            }
        }
    }

    /// A character that is written by a reference.
    pub(super) fn reference(&mut self, c: char, range: Range<usize>) {
        if matches!(self.frames.last(), Some(Frame::Text { .. })) {
            let c = if matches!(c, '\t' | '\r' | '\n') { ' ' } else { c };
            self.push(c.encode_utf8(&mut [0; 4]), range);
        }
    }

    /// Characters in a section of their own.
    pub(super) fn section(&mut self, text: &str, range: Range<usize>) {
        if matches!(self.frames.last(), Some(Frame::Text { .. })) && !text.is_empty() {
            self.push(&text.replace("\r\n", " ").replace(['\t', '\r', '\n'], " "), range);
        }
    }

    /// Take the spaces off both ends of a text that does not ask for them to be kept; those before it never came in.
    pub(super) fn trim(&mut self, mark: usize, pieces: usize) {
        let Some(open) = self.open.last_mut() else { return };
        let paragraph = &mut open.paragraph;
        while paragraph.text.len() > mark && paragraph.text.ends_with([' ', '\t', '\r', '\n']) {
            paragraph.text.pop();
            let Some(last) = paragraph.pieces.get_mut(pieces..).and_then(<[Piece]>::last_mut) else { return };
            if last.verbatim() {
                last.taken -= 1;
                last.length -= 1;
            } else {
                last.length -= 1;
            }
            if last.length == 0 {
                paragraph.pieces.pop();
            }
        }
    }

    /// An element of a run that stands for a character, or for something to know.
    pub(super) fn sign(&mut self, element: &Element<'_>) {
        let range = element.range.clone();
        match element.local() {
            "tab" | "ptab" => self.push("\t", range),
            "br" | "cr" => self.push("\n", range),
            "noBreakHyphen" => self.push("-", range),
            "sym" => {
                let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                if let Some(c) = code.and_then(char::from_u32).filter(|c| !c.is_control()) {
                    self.push(c.encode_utf8(&mut [0; 4]), range);
                }
            }
            "fldChar" => match element.attribute("fldCharType").as_deref() {
                Some("begin") => self.fields.push(false),
                Some("separate") => {
                    if let Some(result) = self.fields.last_mut() {
                        *result = true;
                    }
                }
                _ => _ = self.fields.pop(),
            },
            name @ ("footnoteReference" | "endnoteReference") => {
                let id = element.attribute("id").and_then(|id| id.parse().ok());
                if let (Some(id), false, Some(slot)) = (id, self.hidden(), self.slot())
                    && let Some(open) = self.open.last_mut()
                {
                    open.paragraph.notes.push(NoteReference { end: name == "endnoteReference", id, slot });
                }
            }
            _ => {}
        }
    }

    /// Add `text`, which stands at `source` of the part, to the paragraph.
    fn push(&mut self, text: &str, source: Range<usize>) {
        if self.hidden() {
            return;
        }
        let Some(slot) = self.slot() else { return };
        let run = self.story.slots.get(slot as usize).is_some_and(|slot| slot.run);
        // Deeper inside a run stand ruby texts and the like, which are not divided.
        let within = matches!(self.frames.last(), Some(Frame::Text { .. }));
        let at = self.frames.len().wrapping_sub(1 + usize::from(within));
        let direct = self.frames.get(at) == Some(&Frame::Run { own: true });
        let Some(open) = self.open.last_mut() else { return };
        let piece = Piece {
            at: number(open.paragraph.text.len()),
            length: number(text.len()),
            source: number(source.start),
            taken: number(source.len()),
            slot,
            flow: open.flow,
            divisible: run && direct && open.host.is_none(),
        };
        open.paragraph.text.push_str(text);
        open.paragraph.pieces.push(piece);
    }

    /// Whether what comes next is not shown: hidden text, or inside the code of a field. The code of the innermost field holds
    /// no text of its own, only the results of fields inside it.
    fn hidden(&self) -> bool {
        let Some(open) = self.open.last() else { return true };
        let coded = self.fields.split_last().is_some_and(|(_, outer)| outer.contains(&false));
        let run = open.run.as_ref();
        let hidden = run.and_then(|run| run.hidden.or(run.styled));
        coded || hidden.or_else(|| self.styles.hidden(open.style.as_deref()?)).unwrap_or(false)
    }

    /// The slot of what comes next.
    fn slot(&mut self) -> Option<u32> {
        let open = self.open.last_mut()?;
        if let Some(slot) = open.host.or(open.whole) {
            return Some(slot);
        }
        let run = open.run.as_mut()?;
        Some(*run.slot.get_or_insert_with(|| new_slot(&mut self.story.slots, run.start, true)))
    }

    /// The slot of a box in the paragraph at hand.
    pub(super) fn slot_for_box(&mut self) -> Option<u32> {
        self.slot()
    }

    /// Whether an element inside a paragraph that must not be divided gets a slot: it does unless something around it has.
    pub(super) fn whole(&mut self, element: &Element<'_>) -> bool {
        let Some(open) = self.open.last_mut() else { return false };
        if element.empty || open.run.is_some() || open.whole.is_some() || open.host.is_some() {
            return false;
        }
        open.whole = Some(new_slot(&mut self.story.slots, element.range.start, false));
        true
    }

    pub(super) fn close_slot(&mut self, slot: u32, at: usize) {
        if let Some(slot) = self.story.slots.get_mut(slot as usize) {
            slot.end = at;
        }
    }

    /// What the nearest control holds is not the writer's: a placeholder, a table of contents.
    pub(super) fn hide_control(&mut self) {
        let control = self.frames.iter_mut().rev().find_map(|frame| match frame {
            Frame::Control { hidden, .. } => Some(hidden),
            _ => None,
        });
        if let Some(hidden) = control {
            *hidden = true;
        }
    }

    /// The paragraph at hand is a drawn line.
    pub(super) fn ruled(&mut self) {
        self.with(|open| open.paragraph.ruled = true);
    }

    pub(super) fn new_flow(&mut self) -> u32 {
        self.story.flows += 1;
        self.story.flows
    }

    pub(super) fn with(&mut self, change: impl FnOnce(&mut Open)) {
        if let Some(open) = self.open.last_mut() {
            change(open);
        }
    }

    pub(super) fn with_run(&mut self, change: impl FnOnce(&mut Run)) {
        if let Some(run) = self.open.last_mut().and_then(|open| open.run.as_mut()) {
            change(run);
        }
    }

    pub(super) fn with_grid(&mut self, change: impl FnOnce(&mut Grid)) {
        if let Some(grid) = self.grids.last_mut() {
            change(grid);
        }
    }
}

fn new_slot(slots: &mut Vec<Slot>, start: usize, run: bool) -> u32 {
    slots.push(Slot { start, end: start, run });
    number(slots.len() - 1)
}

/// No part is longer than [`super::super::MAX_PART_BYTES`], so every place in it fits.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
