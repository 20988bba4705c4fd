//! What the properties of paragraphs, runs, rows and cells say that matters here.

use super::super::xml::Element;
use super::{Frame, Reader};

impl Reader<'_> {
    /// An element among the properties of what is open, if it is one that matters.
    pub(super) fn property(&mut self, within: Frame, element: &Element<'_>) -> Option<Frame> {
        let value = || element.attribute("val");
        Some(match (within, element.local()) {
            (Frame::ParagraphProperties, "pStyle") => {
                let style = value().map(std::borrow::Cow::into_owned);
                self.with(|open| open.style = style);
                Frame::Plain
            }
            (Frame::ParagraphProperties, "outlineLvl") => {
                let level = value().and_then(|level| level.parse().ok());
                self.with(|open| open.level = level);
                Frame::Plain
            }
            (Frame::ParagraphProperties, "pBdr") => Frame::Borders,
            (Frame::ParagraphProperties, "rPr") => Frame::MarkProperties,
            (Frame::Borders, side) => {
                let drawn = !matches!(value().as_deref(), None | Some("nil" | "none"));
                let typed = is_typed(element);
                self.with(|open| match side {
                    "bottom" if drawn && typed => open.border.below = true,
                    _ => open.border.other |= drawn,
                });
                Frame::Plain
            }
            (Frame::MarkProperties, "del" | "moveFrom") => {
                self.with(|open| open.continued = true);
                Frame::Plain
            }
            (Frame::RunProperties, "vanish") => {
                let on = element.is_on();
                self.with_run(|run| run.hidden = Some(on));
                Frame::Plain
            }
            (Frame::RunProperties, "rStyle") => {
                let hidden = value().and_then(|id| self.styles.hidden(&id));
                self.with_run(|run| run.styled = hidden);
                Frame::Plain
            }
            (Frame::RowProperties, "del") => {
                self.with_grid(|grid| grid.row_gone = true);
                Frame::Plain
            }
            (Frame::CellProperties, "cellDel") => {
                self.with_grid(|grid| grid.cell_gone = true);
                Frame::Plain
            }
            _ => return None,
        })
    }
}

/// Whether a border is as Word draws it for a typed `---`, `___`, `===` and the like. Those that are put there by hand are
/// thinner or coloured.
fn is_typed(border: &Element<'_>) -> bool {
    let is = |name: &str, values: &[&str]| border.attribute(name).is_none_or(|value| values.contains(&&*value));
    is("color", &["auto"]) && is("sz", &["6", "12", "18", "24"])
}
