//! Telephone numbers.
//!
//! In: the text and where digits, or an opening bracket before them, begin. Out: the span of the number. Mobile, area-code and
//! 400 numbers are known by their form; shorter ones only after a word such as 电话 in the same sentence; digits masked with
//! `*` count like digits.

use super::scan::Text;
use super::times::Range;
use crate::text::layout::WordList;

/// Words that announce a telephone number.
#[rustfmt::skip]
static ANNOUNCED: WordList = WordList::by_start(&[
    "电话", "热线", "拨打", "致电", "咨询", "请打", "来电", "拨", "手机", "联系方式", "传真", "报警", "☎", "📞",
    "热線", "座机",
]);
/// Words that make a short number a hot line when they stand behind it.
#[rustfmt::skip]
static HOT_LINES: WordList = WordList::by_start(&[
    "热线", "电话", "报警", "举报", "政务", "平台", "服务热线", "便民", "投诉", "市长", "专线",
]);
/// How far before the number it is announced.
const REACH: usize = 28;

/// The telephone number at `i`.
pub(super) fn phone(t: &Text<'_>, i: usize) -> Option<Range> {
    if is_digit(t.before(i)) || t.before(i).is_ascii_alphabetic() || t.before(i) == '.' {
        return None;
    }
    let end = bracketed(t, i)
        .or_else(|| mobile(t, i))
        .or_else(|| with_area_code(t, i))
        .or_else(|| free_call(t, i))
        .or_else(|| short(t, i))?;
    (!is_digit(t.get(end))).then(|| (i, extension(t, end)))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || c == '*'
}

/// How many digits or masks stand at `i`; more than a telephone number can have are not counted.
fn digits(t: &Text<'_>, i: usize) -> usize {
    (i..i + 20).take_while(|&j| is_digit(t.get(j))).count()
}

fn gap(t: &Text<'_>, i: usize) -> usize {
    usize::from(matches!(t.get(i), '-' | ' ' | '—' | '–' | '－'))
}

/// Behind the groups of digits of the given lengths at `i`, which may be parted by a space or hyphen.
fn groups(t: &Text<'_>, i: usize, lengths: &[usize]) -> Option<usize> {
    let mut at = i;
    for (index, &length) in lengths.iter().enumerate() {
        if index > 0 {
            at += gap(t, at);
        }
        if !(at..at + length).all(|j| is_digit(t.get(j))) {
            return None;
        }
        at += length;
    }
    (!is_digit(t.get(at))).then_some(at)
}

fn mobile(t: &Text<'_>, i: usize) -> Option<usize> {
    let begins = t.get(i) == '1' && matches!(t.get(i + 1), '3'..='9' | '*');
    begins.then(|| groups(t, i, &[3, 4, 4]).or_else(|| groups(t, i, &[4, 3, 4]))).flatten()
}

/// `010-12345678`, also `01012345678`.
fn with_area_code(t: &Text<'_>, i: usize) -> Option<usize> {
    if t.get(i) != '0' {
        return None;
    }
    // Masked numbers have area codes such as 0000; only the hyphen tells them.
    let areas: &[usize] = match t.get(i + 1) {
        '1' | '2' => &[3],
        '3'..='9' => &[4],
        _ => &[4, 3],
    };
    areas.iter().map(|a| i + a).find_map(|at| {
        let sure = matches!(t.get(i + 1), '1'..='9') || gap(t, at) > 0;
        local(t, at).filter(|_| sure && (i..at).all(|j| is_digit(t.get(j))))
    })
}

/// The seven or eight digits behind an area code, with what parts them.
fn local(t: &Text<'_>, i: usize) -> Option<usize> {
    let at = i + gap(t, i);
    [&[8][..], &[7], &[4, 4], &[3, 4]].into_iter().find_map(|lengths| groups(t, at, lengths))
}

/// `(0571)88888888` at the bracket.
fn bracketed(t: &Text<'_>, i: usize) -> Option<usize> {
    if !matches!(t.get(i), '(' | '（') || t.get(i + 1) != '0' {
        return None;
    }
    let area = digits(t, i + 1);
    let closed = matches!(area, 3 | 4) && matches!(t.get(i + 1 + area), ')' | '）');
    closed.then(|| local(t, i + 2 + area)).flatten()
}

fn free_call(t: &Text<'_>, i: usize) -> Option<usize> {
    let begins = t.starts(i, "400") || t.starts(i, "800");
    begins.then(|| groups(t, i, &[3, 3, 4]).or_else(|| groups(t, i, &[3, 4, 3]))).flatten()
}

/// Numbers that need an announcement: hot lines, local numbers, masked ones.
fn short(t: &Text<'_>, i: usize) -> Option<usize> {
    let count = digits(t, i);
    let end = i + count;
    let hot_line = match count {
        3 => t.starts_any(i, &["110", "119", "120", "122", "114"]).is_some(),
        5 => t.starts_any(i, &["123", "95", "96", "100", "12"]).is_some(),
        6 => t.starts_any(i, &["95", "96", "11"]).is_some(),
        _ => false,
    };
    if hot_line {
        let counted = matches!(
            t.get(end),
            '人' | '元' | '名' | '个' | '万' | '户' | '例' | '件' | '米' | '次' | '年' | '时' | '%' | '.'
        );
        let known = t.starts(i, "12345");
        let told = known || t.starts_in(end, &HOT_LINES).is_some() || announced(t, i);
        let vehicle = t.starts_any(end, &["急救", "救护", "医护", "专车"]).is_some();
        return (told && !counted && !vehicle).then_some(end);
    }
    let masked = (i..end).filter(|&j| t.get(j) == '*').count() >= 3;
    if masked && announced(t, i) {
        return Some(end);
    }
    let local = groups(t, i, &[8]).or_else(|| groups(t, i, &[7])).or_else(|| groups(t, i, &[4, 4]));
    local.filter(|_| announced(t, i))
}

fn announced(t: &Text<'_>, i: usize) -> bool {
    (i.saturating_sub(REACH)..i)
        .rev()
        .take_while(|&j| !matches!(t.get(j), '。' | '！' | '？' | '\n' | '\r'))
        .any(|j| t.starts_in(j, &ANNOUNCED).is_some())
}

/// Behind the extension that may follow at `end`: `-123`, `转123`.
fn extension(t: &Text<'_>, end: usize) -> usize {
    let count = digits(t, end + 1);
    let extended = matches!(t.get(end), '-' | '转' | '—') && matches!(count, 1..=6);
    if extended { end + 1 + count } else { end }
}
