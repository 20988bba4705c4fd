//! Dates and times of day.
//!
//! In: the text and where a numeral or a word such as 今 begins. Out: the span of the date or time that begins there (a time
//! takes 上午 and the like before it with it). What a numeral counts otherwise (3日内, 2小时, 3点建议) is left to others.

use super::numerals::{Numeral, numeral};
use super::scan::Text;
use crate::text::layout::WordList;

/// From and to, in characters.
pub(super) type Range = (usize, usize);

/// `2024-06-03`, `2024/6/3`, `2024.6.3` at `i`.
pub(super) fn numeric_date(t: &Text<'_>, i: usize) -> Option<Range> {
    if t.digits(i) != 4 || !matches!(t.number(i, 4), 1900..=2999) {
        return None;
    }
    let separator = t.get(i + 4);
    let month = t.digits(i + 5);
    let dotted = matches!(separator, '-' | '/' | '.') && matches!(month, 1 | 2) && t.get(i + 5 + month) == separator;
    let day_at = i + 6 + month;
    let day = t.digits(day_at);
    let valid = dotted
        && matches!(day, 1 | 2)
        && matches!(t.number(i + 5, month), 1..=12)
        && matches!(t.number(day_at, day), 1..=31);
    valid.then_some((i, day_at + day))
}

/// The date that begins with the numeral `n` at `i`.
pub(super) fn date(t: &Text<'_>, i: usize, n: &Numeral) -> Option<Range> {
    let start = t.ends_any(i, &["农历", "阴历", "公历"]).map_or(i, |w| i - w);
    if n.fraction || n.scaled {
        return None;
    }
    match t.get(n.end) {
        '年' if n.places == 4 && matches!(n.value, 1000..=2999) => {
            let end = n.end + 1;
            if t.get(end) == '级' {
                return None;
            }
            Some((start, month(t, end).unwrap_or_else(|| end + year_tail(t, end))))
        }
        '年' if n.places == 2 => month(t, n.end + 1).map(|end| (start, end)),
        '月' => month(t, n.start).map(|end| (start, end)),
        '日' if n.arabic && n.places <= 2 && matches!(n.value, 1..=31) && !"第近连续每过共".contains(t.before(i)) =>
        {
            let counted = ["内", "游", "租", "均", "龄", "薪", "以内", "以上", "之内"];
            t.starts_any(n.end + 1, &counted).is_none().then_some((start, n.end + 1))
        }
        _ => None,
    }
}

fn year_tail(t: &Text<'_>, i: usize) -> usize {
    t.starts_any(i, &["上半年", "下半年", "度", "底", "初", "末"]).unwrap_or(0)
}

/// The end of the month, with the day if there is one, that begins at `i`.
fn month(t: &Text<'_>, i: usize) -> Option<usize> {
    let n = numeral(t, i)?;
    if t.get(n.end) != '月' || !matches!(n.value, 1..=12) || n.fraction || n.scaled || n.places > 2 {
        return None;
    }
    let end = n.end + 1;
    if let Some(day) = numeral(t, end).filter(|d| matches!(d.value, 1..=31) && !d.fraction && !d.scaled) {
        if matches!(t.get(day.end), '日' | '号') {
            return Some(day.end + 1);
        }
        // 0月3—5日
        if let Some(last) = range_end(t, day.end).and_then(|j| numeral(t, j)).filter(|d| matches!(d.value, 1..=31))
            && matches!(t.get(last.end), '日' | '号')
        {
            return Some(last.end + 1);
        }
    }
    let tail = t.starts_any(end, &["上旬", "中旬", "下旬", "份", "初", "底", "末"]).unwrap_or(0);
    let counted = !n.arabic && tail == 0 && matches!(t.get(end), '内' | '余' | '一' | '来' | '多' | '有');
    (!counted).then_some(end + tail)
}

/// Where the second number of a range (3-5, 3至5) begins whose first ends at `i`.
pub(super) fn range_end(t: &Text<'_>, i: usize) -> Option<usize> {
    matches!(t.get(i), '-' | '~' | '—' | '–' | '至' | '到' | '～' | '－').then_some(i + 1)
}

/// A day given by a word that begins at `i`.
pub(super) fn day_word(t: &Text<'_>, i: usize) -> Option<Range> {
    #[rustfmt::skip]
    const DAYS: &[&str] = &[
        "今天", "今日", "今晚", "今早", "今晨", "今夜", "明天", "明日", "明晚", "明早", "昨天", "昨日", "昨晚",
        "昨夜", "后天", "前天", "前日",
    ];
    if let Some(length) = t.starts_any(i, DAYS) {
        let end = i + length;
        let other = match t.get(i + 1) {
            '日' => {
                t.starts_any(end, &["头条", "说法", "之星", "黄花", "份", "关注"]).is_some() || t.before(i) == '目'
            }
            '天' if t.get(i) == '后' => {
                t.before(i) == '先'
                    || t.starts_any(end, &["努力", "形成", "免疫", "培养", "因素", "性", "习得"]).is_some()
            }
            _ => false,
        };
        let inside = matches!(
            (t.before(i), t.get(i)),
            ('至' | '迄', '今') | ('文' | '说' | '证' | '表', '明') | ('之' | '以', '前' | '后')
        );
        return (!other && !inside).then_some((i, end));
    }
    match t.get(i) {
        '周' | '星' | '礼' => weekday(t, i),
        '农' | '阴' | '正' | '腊' => lunar(t, i),
        _ => None,
    }
}

fn weekday(t: &Text<'_>, i: usize) -> Option<Range> {
    let name = t.starts_any(i, &["星期", "礼拜", "周"])?;
    let day = t.get(i + name);
    let is_day = matches!(day, '一' | '二' | '三' | '四' | '五' | '六' | '日') || day == '天' && name == 2;
    let end = i + name + 1;
    // 每周三次, 一周五天, 周一鸣
    let counted = t
        .starts_any(end, &["次", "个", "名", "场", "年", "期", "节", "条", "起", "例", "围", "岁"])
        .is_some()
        || name == 1 && (super::class::of(t.before(i)) & super::class::NUMERAL != 0 || t.before(i).is_ascii_digit())
        || name == 1 && day == '日' && matches!(t.get(end), '报' | '记');
    if !is_day || counted {
        return None;
    }
    let start = if t.ends(i, "本") || t.ends(i, "下") || t.ends(i, "上") || t.ends(i, "这") { i - 1 } else { i };
    Some((start, end))
}

fn lunar(t: &Text<'_>, i: usize) -> Option<Range> {
    let at = i + t.starts_any(i, &["农历", "阴历"]).unwrap_or(0);
    let after = if matches!(t.get(at), '正' | '腊' | '冬') && t.get(at + 1) == '月' {
        at + 2
    } else if at > i {
        let n = numeral(t, at)?;
        (t.get(n.end) == '月' && matches!(n.value, 1..=12)).then_some(n.end + 1)?
    } else {
        return None;
    };
    let day = t.starts_any(after, &["初"]).unwrap_or(0);
    let end = numeral(t, after + day).filter(|n| matches!(n.value, 1..=30)).map_or(after, |n| n.end);
    Some((i, end))
}

/// Words before a time of day that belong to it.
#[rustfmt::skip]
static PERIODS: WordList = WordList::by_end(&[
    "上午", "下午", "中午", "早上", "晚上", "凌晨", "清晨", "傍晚", "深夜", "夜间", "晚间", "早晨", "午后",
    "夜里",
]);

/// The time of day that begins with the numeral `n`, whose text begins at `i`.
pub(super) fn clock(t: &Text<'_>, i: usize, n: &Numeral) -> Option<Range> {
    if n.fraction || n.scaled || n.places > 2 || n.value > 24 || matches!(t.before(i), '第' | '每') {
        return None;
    }
    let period = t.ends_in(i, &PERIODS);
    let short = if matches!(t.before(i), '早' | '晚' | '夜' | '晨') { Some(1) } else { None };
    // 晚一点 is "a little later".
    let prefix = period.or(short.filter(|_| n.arabic || n.value > 1)).unwrap_or(0);
    let start = i - prefix;
    let end = match t.get(n.end) {
        ':' | '：' if n.arabic => {
            let minutes = t.digits(n.end + 1);
            let fits = minutes == 2
                && !matches!(t.get(n.end + 3), '月' | '日' | '.')
                && t.number(n.end + 1, 2) < 60
                && t.ends_any(i, &["比分", "比例", ":", "："]).is_none();
            if !fits {
                return None;
            }
            let end = n.end + 3;
            let seconds = matches!(t.get(end), ':' | '：') && t.digits(end + 1) == 2;
            if seconds { end + 3 } else { end }
        }
        '时' => {
            let end = n.end + 1;
            let other = [
                "间", "代", "候", "期", "段", "速", "长", "限", "效", "尚", "机", "常", "刻", "辰", "空", "装", "事",
                "而",
            ];
            // 一时 is "for a while".
            if t.starts_any(end, &other).is_some() || !n.arabic && n.value == 1 && prefix < 2 {
                return None;
            }
            minutes(t, end)
        }
        '点' => oclock(t, i, n, prefix > 0)?,
        _ => return None,
    };
    Some((start, end))
}

/// The end of the minutes and seconds that may begin at `i`.
fn minutes(t: &Text<'_>, i: usize) -> usize {
    let field = |at: usize, unit: char| {
        numeral(t, at)
            .filter(|m| m.value < 60 && !m.fraction && t.get(m.end) == unit && t.get(m.end + 1) != '之')
            .map(|m| m.end + 1)
    };
    match field(i, '分') {
        Some(end) => field(end, '秒').unwrap_or(end),
        None if matches!(t.get(i), '半' | '整') => i + 1,
        None => i,
    }
}

fn oclock(t: &Text<'_>, i: usize, n: &Numeral, prefixed: bool) -> Option<usize> {
    let end = n.end + 1;
    if matches!(t.get(end), '半' | '钟' | '整') {
        return Some(end + 1);
    }
    let detailed = minutes(t, end);
    if detailed > end {
        return Some(detailed);
    }
    // 9点20
    if t.digits(end) == 2 && t.number(end, 2) < 60 {
        return Some(end + 2);
    }
    let follows = [
        "左右", "许", "前", "后", "至", "到", "-", "—", "~", "之前", "以前", "开", "起", "上班", "下班", "集合", "出发",
    ];
    let behind_day = matches!(t.before(i), '日' | '号' | '天' | '晚' | '早' | '晨' | '至' | '到' | '—' | '-');
    let plausible = prefixed || behind_day || n.arabic && t.starts_any(end, &follows).is_some();
    (plausible && (n.arabic || n.value > 1 || prefixed)).then_some(end)
}
