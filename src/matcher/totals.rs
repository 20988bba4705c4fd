//! Arithmetic of a notice: a total and the parts given with it.
//!
//! Two forms are read, each within one sentence: parts, then 共/共计/合计/总计 and the total; and a total, then 其中 and parts.
//! After 其中 the list may be incomplete, so only parts that add up to more than the total are at fault. Numbers in another
//! unit than the total's are left alone.

use super::{Ask, Candidate};
use crate::position::Span;

/// Marks of a total behind its parts.
const SUMS: [&str; 4] = ["共计", "合计", "总计", "共"];
/// The mark of parts behind their total.
const AMONG: &str = "其中";
/// Units in which people and cases are counted.
const UNITS: [char; 6] = ['人', '例', '名', '起', '件', '户'];

#[derive(Clone, Copy)]
struct Quantity {
    value: u64,
    unit: char,
    span: Span,
}

pub(super) fn find(ask: &Ask<'_>) -> Vec<Candidate> {
    let cx = ask.cx;
    let mut out = Vec::new();
    for &sentence in &cx.layout.sentences {
        let text = &cx.text[sentence.range()];
        if !text.contains(AMONG) && !text.contains('共') && !text.contains("计") {
            continue;
        }
        let quantities = quantities(text, sentence.start);
        let found =
            sum_behind(text, sentence.start, &quantities).or_else(|| sum_before(text, sentence.start, &quantities));
        if let Some((total, parts)) = found
            && ask.allows(total.span)
        {
            out.push(Candidate {
                count: parts.len(),
                value: sum(&parts).to_string(),
                limit: total.value.to_string(),
                related: parts.iter().map(|p| p.span).collect(),
                ..Candidate::at(total.span)
            });
        }
    }
    out
}

/// `3人死亡、5人受伤，共9人伤亡`.
fn sum_behind(text: &str, base: usize, all: &[Quantity]) -> Option<(Quantity, Vec<Quantity>)> {
    let at = SUMS.iter().find_map(|mark| text.find(mark).map(|i| base + i + mark.len()))?;
    let total = *all.iter().find(|q| q.span.start >= at && q.span.start <= at + 9)?;
    let parts: Vec<Quantity> = all.iter().filter(|q| q.span.end < at && q.unit == total.unit).copied().collect();
    (parts.len() >= 2 && sum(&parts) != total.value).then_some((total, parts))
}

/// `8人受伤，其中重伤5人、轻伤4人`.
fn sum_before(text: &str, base: usize, all: &[Quantity]) -> Option<(Quantity, Vec<Quantity>)> {
    let at = base + text.find(AMONG)?;
    let total = *all.iter().rfind(|q| q.span.end <= at)?;
    let parts: Vec<Quantity> = all.iter().filter(|q| q.span.start > at && q.unit == total.unit).copied().collect();
    (parts.len() >= 2 && sum(&parts) > total.value).then_some((total, parts))
}

fn sum(parts: &[Quantity]) -> u64 {
    parts.iter().fold(0, |sum, part| sum.saturating_add(part.value))
}

fn quantities(text: &str, base: usize) -> Vec<Quantity> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices() {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(i),
            (false, Some(from)) => {
                start = None;
                let fraction = text[..from].ends_with(['.', '第', '-', '/', ':']);
                if let (true, false, Ok(value)) = (UNITS.contains(&c), fraction, text[from..i].parse()) {
                    out.push(Quantity { value, unit: c, span: Span::new(base + from, base + i + c.len_utf8()) });
                }
            }
            _ => {}
        }
    }
    out
}
