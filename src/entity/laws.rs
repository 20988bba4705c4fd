//! Articles of law and document numbers.
//!
//! In: the text and its book titles. Out: the title of a law with the articles behind it, articles further on in the same
//! sentence or behind a law named without title marks (刑法第二百三十四条), and numbers such as 国办发〔2016〕61号.

use super::numerals::numeral;
use super::scan::Text;
use super::times::Range;
use crate::text::layout::{Layout, PartKind};

/// How titles of laws and of rules of government end.
#[rustfmt::skip]
const ENDINGS: &[&str] = &[
    "法", "条例", "规定", "办法", "决定", "规则", "细则", "法典", "通则", "准则", "宪法", "规程", "章程", "法释",
    "解释", "修正案",
];

/// Laws in book titles, each with the articles directly behind it, and the articles of the rest of its sentence.
pub(super) fn titled(t: &Text<'_>, layout: &Layout, mut found: impl FnMut(Range)) {
    let mut done = 0;
    for part in layout.of_kind(PartKind::BookTitle) {
        let (start, end) = (t.index(part.span.start), t.index(part.span.end));
        if start < done || !is_law(t, t.index(part.inner.end)) {
            continue;
        }
        let end = articles(t, remark(t, end)).unwrap_or(end);
        found((start, end));
        let sentence = layout.sentences[layout.sentence_at(part.span.start)];
        let last = t.index(sentence.end);
        let mut at = end;
        // Until the next title, whose own articles they would be.
        while at < last && t.get(at) != '《' {
            match articles(t, at) {
                Some(end) => {
                    found((at, end));
                    at = end;
                }
                None => at += 1,
            }
        }
        done = at;
    }
}

/// Whether the title whose last character stands before `end` is that of a law: 《…法》, 《…办法（试行）》.
fn is_law(t: &Text<'_>, end: usize) -> bool {
    const LONGEST_REMARK: usize = 16;
    let mut at = end;
    if matches!(t.before(at), '）' | ')') {
        let opening = (at.saturating_sub(LONGEST_REMARK)..at).rev().find(|&j| matches!(t.get(j), '（' | '('));
        at = opening.unwrap_or(at);
    }
    t.ends_any(at, ENDINGS).is_some()
        && t.ends_any(at, &["方法", "做法", "书法", "说法", "看法", "魔法", "手法"]).is_none()
}

/// Behind a bracketed remark at `i` such as （2023年修订）, if one stands there.
fn remark(t: &Text<'_>, i: usize) -> usize {
    const LONGEST: usize = 24;
    if !matches!(t.get(i), '（' | '(') {
        return i;
    }
    (i..i + LONGEST).find(|&j| matches!(t.get(j), '）' | ')')).map_or(i, |j| j + 1)
}

/// The end of the articles that begin at `i`: 第十二条第一款、第十五条.
pub(super) fn articles(t: &Text<'_>, i: usize) -> Option<usize> {
    let mut end = article(t, i)?;
    loop {
        let joined = t.starts_any(end, &["以及", "、", "和", "及", "至"]).unwrap_or(0);
        match article(t, end + joined).or_else(|| subdivision(t, end + joined)) {
            Some(next) => end = next,
            None => return Some(end),
        }
    }
}

fn article(t: &Text<'_>, i: usize) -> Option<usize> {
    let end = ordinal(t, i, "条")?;
    Some(if t.starts(end, "之") { numeral(t, end + 1).map_or(end, |n| n.end) } else { end })
}

fn subdivision(t: &Text<'_>, i: usize) -> Option<usize> {
    ["款", "项", "目"].into_iter().find_map(|unit| ordinal(t, i, unit))
}

fn ordinal(t: &Text<'_>, i: usize, unit: &str) -> Option<usize> {
    if t.get(i) != '第' {
        return None;
    }
    // 第（三）项
    let bracket = usize::from(matches!(t.get(i + 1), '（' | '('));
    let end = numeral(t, i + 1 + bracket)?.end;
    let closed = end + usize::from(bracket > 0 && matches!(t.get(end), '）' | ')'));
    t.starts(closed, unit).then_some(closed + 1)
}

/// A law without title marks whose articles begin at `i`: 刑法第二百三十四条. The name goes back to the start of its phrase.
pub(super) fn untitled(t: &Text<'_>, i: usize) -> Option<Range> {
    const LONGEST_NAME: usize = 16;
    t.ends_any(i, &["法", "条例", "规定", "办法", "法典"])?;
    let end = articles(t, i)?;
    let floor = t.floor(i).max(i.saturating_sub(LONGEST_NAME));
    let start = (floor..i).rev().find(|&j| t.ends_any(j, &["依照", "依据", "违反", "根据", "按照", "触犯"]).is_some());
    Some((start.unwrap_or(floor).min(i), end))
}

/// The document number whose bracket opens at `i`: 〔2016〕61号, with the letters of the issuer before it.
pub(super) fn document(t: &Text<'_>, i: usize) -> Option<Range> {
    const LONGEST_LETTERS: usize = 8;
    let year = t.digits(i + 1) == 4 && matches!(t.number(i + 1, 4), 1949..=2199);
    if !year || !matches!(t.get(i + 5), '〕' | ']' | '】' | '）' | ')' | '］') {
        return None;
    }
    let at = i + 6 + usize::from(t.get(i + 6) == '第');
    let count = t.digits(at);
    if !matches!(count, 1..=5) || t.get(at + count) != '号' {
        return None;
    }
    let lettered =
        matches!(t.before(i), '发' | '函' | '字' | '令' | '规' | '号' | '办' | '告' | '电' | '通' | '政' | '文' | '释');
    let floor = t.floor(i).max(i.saturating_sub(LONGEST_LETTERS));
    Some((if lettered { floor } else { i }, at + count + 1))
}

/// 公告2024年第5号 with the year at `i`.
pub(super) fn numbered_notice(t: &Text<'_>, i: usize) -> Option<Range> {
    let word = t.ends_any(i, &["公告", "通告", "令"])?;
    if t.digits(i) != 4 || !t.starts(i + 4, "年第") {
        return None;
    }
    let count = t.digits(i + 6);
    (matches!(count, 1..=5) && t.get(i + 6 + count) == '号').then_some((i - word, i + 7 + count))
}
