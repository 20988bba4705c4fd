//! Numbers, shares and sums of money.
//!
//! In: the text and where a numeral begins. Out: what stands there and where to go on. Chinese numerals are half the words of
//! the language (一定, 统一, 十分), so they count only before a unit, and 一 only before a unit of counting. Vague amounts
//! (数十, 几百) are not numbers; 十余 and 近百 are.

use super::class;
use super::scan::Text;
use super::times::{self, Range};
use super::{EntityKind, contacts};
use crate::text::layout::WordList;

/// A numeral, read.
pub(super) struct Numeral {
    /// Its first character.
    pub(super) start: usize,
    /// Behind its last character.
    pub(super) end: usize,
    /// Its value without decimals and without a multiplier behind Arabic digits.
    pub(super) value: u64,
    /// How many digits, for Chinese ones characters.
    pub(super) places: usize,
    /// Written in Arabic digits.
    pub(super) arabic: bool,
    /// Has decimals.
    pub(super) fraction: bool,
    /// Has 万, 余 and the like behind the digits.
    pub(super) scaled: bool,
}

/// What stands where a numeral begins.
pub(super) struct Reading {
    /// What was recognised.
    pub(super) entity: Option<(EntityKind, Range)>,
    /// Where to go on.
    pub(super) end: usize,
}

/// Read what begins with the numeral at `i`.
pub(super) fn read(t: &Text<'_>, i: usize) -> Reading {
    // A masked number may begin with its mask.
    if t.get(i).is_ascii_digit() || t.get(i) == '*' {
        if let Some(range) = contacts::phone(t, i) {
            return Reading { entity: Some((EntityKind::Phone, range)), end: range.1 };
        }
        if let Some(range) = times::numeric_date(t, i) {
            return Reading { entity: Some((EntityKind::Date, range)), end: range.1 };
        }
    }
    if let Some((kind, range)) = fraction(t, i) {
        return Reading { entity: Some((kind, range)), end: range.1 };
    }
    let Some(first) = numeral(t, i) else {
        return Reading { entity: None, end: i + 1 };
    };
    let end = first.end;
    let mut entity = kind_of(t, i, &first);
    if entity.is_none() {
        // The unit may stand behind the second number only: 3-5人.
        let second = times::range_end(t, end).and_then(|j| numeral(t, j)).filter(|s| s.arabic == first.arabic);
        entity = second.and_then(|s| kind_of(t, i, &s));
    }
    let entity = entity.or_else(|| bare(t, i, &first).map(|r| (EntityKind::Number, r)));
    let end = entity.map_or(end, |(_, range)| range.1.max(i + 1));
    Reading { entity, end }
}

fn kind_of(t: &Text<'_>, i: usize, n: &Numeral) -> Option<(EntityKind, Range)> {
    let found = |kind| move |range: Range| (kind, range);
    times::date(t, i, n)
        .map(found(EntityKind::Date))
        .or_else(|| times::clock(t, i, n).map(found(EntityKind::Clock)))
        .or_else(|| percent(t, i, n).map(found(EntityKind::Percent)))
        .or_else(|| money(t, i, n).map(found(EntityKind::Money)))
        .or_else(|| counted(t, i, n).map(found(EntityKind::Number)))
}

/// The numeral at `i`.
pub(super) fn numeral(t: &Text<'_>, i: usize) -> Option<Numeral> {
    if t.get(i).is_ascii_digit() { Some(arabic(t, i)) } else { chinese(t, i) }
}

fn arabic(t: &Text<'_>, i: usize) -> Numeral {
    let places = t.digits(i);
    let value = t.number(i, places);
    let mut end = i + places;
    while t.get(end) == ',' && t.digits(end + 1) == 3 && places <= 3 {
        end += 4;
    }
    let fraction = t.get(end) == '.' && t.digits(end + 1) > 0;
    if fraction {
        end += 1 + t.digits(end + 1);
    }
    let digits_end = end;
    if matches!(t.get(end), '余' | '多') {
        end += 1;
    }
    let scale = end;
    while matches!(t.get(end), '十' | '百' | '千' | '万' | '亿') {
        end += 1;
    }
    if end > scale && matches!(t.get(end), '余' | '多') {
        end += 1;
    }
    Numeral { start: i, end, value, places, arabic: true, fraction, scaled: end > digits_end }
}

fn is_chinese_digit(c: char) -> bool {
    c == '〇' || c != '半' && class::of(c) & class::NUMERAL != 0
}

fn chinese(t: &Text<'_>, i: usize) -> Option<Numeral> {
    /// No number that people write is longer.
    const LONGEST: usize = 16;
    let places = (i..i + LONGEST).take_while(|&j| is_chinese_digit(t.get(j))).count();
    let end = i + places;
    if places == 0 || t.get(end) == '几' {
        return None;
    }
    let scaled = matches!(t.get(end), '余' | '多');
    Some(Numeral {
        start: i,
        end: end + usize::from(scaled),
        value: chinese_value(t, i, end),
        places,
        arabic: false,
        fraction: false,
        scaled,
    })
}

fn chinese_value(t: &Text<'_>, start: usize, end: usize) -> u64 {
    let (mut total, mut digit, mut run) = (0u64, 0u64, true);
    for j in start..end {
        let unit = match t.get(j) {
            '十' => 10,
            '百' => 100,
            '千' => 1000,
            '万' => 10_000,
            '亿' => 100_000_000,
            c => {
                let value =
                    "〇一二三四五六七八九".chars().position(|d| d == c).unwrap_or(if c == '两' { 2 } else { 0 });
                let value = u64::try_from(value).unwrap_or(0);
                digit = if run { digit.saturating_mul(10).saturating_add(value) } else { value };
                continue;
            }
        };
        run = false;
        if unit >= 10_000 {
            total = total.saturating_add(digit).max(1).saturating_mul(unit);
        } else {
            total = total.saturating_add(digit.max(1).saturating_mul(unit));
        }
        digit = 0;
    }
    total.saturating_add(digit)
}

/// `百分之八十`, `三分之二` at `i`.
fn fraction(t: &Text<'_>, i: usize) -> Option<(EntityKind, Range)> {
    let of = if t.starts(i, "百分之") {
        i + 3
    } else {
        let n = numeral(t, i)?;
        t.starts(n.end, "分之").then_some(n.end + 2)?
    };
    numeral(t, of).map(|n| (EntityKind::Percent, (i, n.end)))
}

fn percent(t: &Text<'_>, i: usize, n: &Numeral) -> Option<Range> {
    if let Some(length) = t.starts_any(n.end, &["%", "‰", "个百分点", "个多百分点"]) {
        return Some((i, n.end + length));
    }
    let tenths = n.places == 1 && !n.fraction && matches!(n.value, 1..=9) && t.get(n.end) == '成';
    let other = "员立功熟果本绩为长年效都人语分交份品形不才新了到群合套型因千百";
    let next = t.get(n.end + 1);
    if !tenths || other.contains(next) || matches!(t.before(i), '第' | '其' | '落' | '合') {
        return None;
    }
    Some((i, n.end + if matches!(next, '多' | '半') { 2 } else { 1 }))
}

fn money(t: &Text<'_>, i: usize, n: &Numeral) -> Option<Range> {
    let start = if matches!(t.before(i), '¥' | '￥' | '$') { i - 1 } else { i };
    let unit = t.starts_any(n.end, &["元", "块钱", "美元", "欧元", "港元", "日元", "英镑", "人民币", "块"]);
    let Some(length) = unit else {
        return (start < i).then_some((start, n.end));
    };
    let next = t.get(n.end + length);
    let other = match t.get(n.end) {
        '元' => "旦宵素件首年月帅老气凶勋",
        // 3块石头
        '块' if length == 1 => {
            if n.places > 4
                || !matches!(
                    next,
                    '，' | '。' | '！' | '、' | '；' | '？' | '左' | '多' | '以' | '一' | '的' | '\0' | '）'
                )
            {
                return None;
            }
            ""
        }
        _ => "",
    };
    (!other.contains(next)).then_some((start, n.end + length))
}

/// Units that stand behind any numeral; the longer before those they begin with.
#[rustfmt::skip]
static UNITS: WordList = WordList::by_start(&[
    "个工作日", "个半小时", "个小时", "个月", "个半月", "工作日", "小时", "分钟", "秒钟", "平方公里", "平方米",
    "平方千米", "立方米", "公里", "千米", "海里", "厘米", "毫米", "公顷", "公斤", "千克", "千瓦时", "千瓦",
    "兆瓦", "摄氏度", "人次", "户次", "车次", "架次", "班次", "件次", "人份", "日内", "天内", "周岁", "周年",
    "人", "名", "例", "起", "件", "处", "户", "天", "日", "米", "亩", "吨", "次", "条", "项", "套", "辆", "家",
    "所", "座", "栋", "幢", "间", "层", "张", "台", "艘", "架", "匹", "只", "棵", "株", "册", "份", "批", "场",
    "支", "趟", "颗", "瓶", "箱", "袋", "桶", "根", "盏", "扇", "枚", "篇", "克", "升", "斤", "岁", "位", "个",
    "倍", "级", "年", "周", "℃", "°", "死", "伤",
]);
/// Units that stand behind Arabic digits only: behind Chinese ones they make other words (十分, 一度, 两面).
#[rustfmt::skip]
static ARABIC_UNITS: WordList = WordList::by_start(&[
    "㎡", "m²", "km", "kg", "cm", "mm", "G", "m", "h", "t", "分", "度", "面", "口", "门", "道", "节", "部", "班",
    "头", "里", "类", "期", "届", "片", "块", "种", "组", "队", "封", "字", "页", "本", "秒",
]);
/// Units that make a count even of 一.
#[rustfmt::skip]
static ONE: WordList = WordList::by_start(&[
    "名", "人", "例", "处", "户", "小时", "分钟", "个小时", "个月", "公里", "平方公里", "平方米", "立方米",
    "千米", "米", "亩", "吨", "公顷", "公斤", "座", "栋", "幢", "辆", "艘", "架次", "人次", "周岁", "岁",
]);
/// What a single event is called: 一起火灾 is a count, 一起来 is not.
#[rustfmt::skip]
const EVENTS: &[&str] = &[
    "事故", "火灾", "交通", "刑事", "案件", "盗窃", "诈骗", "生产安全", "电信", "较大", "重大", "道路",
];

fn counted(t: &Text<'_>, i: usize, n: &Numeral) -> Option<Range> {
    if matches!(t.before(i), '第' | '数' | '几' | '初') || t.before(i).is_ascii_alphabetic() {
        return None;
    }
    if n.arabic {
        let length = t.starts_in(n.end, &UNITS).or_else(|| {
            let latin = |end: usize| t.get(end - 1).is_ascii_alphabetic() && t.get(end).is_ascii_alphabetic();
            t.starts_in(n.end, &ARABIC_UNITS).filter(|l| !latin(n.end + l))
        });
        let length = length.or((n.scaled).then_some(0))?;
        let other = t.starts(n.end, "人民") || t.starts(n.end, "人大") || t.starts(n.end, "人工智能");
        return (!other || n.scaled).then_some((i, n.end + if other { 0 } else { length }));
    }
    chinese_counted(t, i, n)
}

fn chinese_counted(t: &Text<'_>, i: usize, n: &Numeral) -> Option<Range> {
    let before = t.before(i);
    let one = n.places == 1 && t.get(i) == '一';
    if one && "统唯万之同单专不初每某逐任其始归进另这那哪有划如定".contains(before) {
        return None;
    }
    let round = n.places == 1 && matches!(t.get(i), '百' | '千' | '万' | '亿');
    let near = matches!(before, '近' | '约' | '逾' | '超' | '过' | '达');
    let start = if round && before == '近' { i - 1 } else { i };
    if round && !near && !n.scaled {
        return None;
    }
    let length = t.starts_in(n.end, &UNITS).or((n.scaled || start < i).then_some(0))?;
    if one && t.starts_in(n.end, &ONE).is_none_or(|l| l != length) {
        let event = t.starts(n.end, "起") && t.starts_any(n.end + 1, EVENTS).is_some();
        return event.then_some((start, n.end + 1));
    }
    // 四个意识, 三个方面: figures of speech, not counts. 三家村, 千家万户.
    let slogans = [
        "代表", "自信", "意识", "维护", "确保", "方面", "坚持", "转变", "覆盖", "到位", "结合", "阶段", "层面", "更加",
        "最", "狠抓", "务必", "强化", "注重", "聚焦", "着力", "必须", "文明", "全面",
    ];
    let figure = t.get(n.end) == '个' && n.places <= 2 && t.starts_any(n.end + 1, &slogans).is_some();
    let all = before == '家' && t.get(n.end) == '户' || t.starts(n.end, "人民") || t.starts(n.end, "家人");
    let adverb = t.starts(n.end, "位一体") || t.starts(n.end, "级甲") || t.starts(n.end, "条心");
    (!figure && !all && !adverb).then_some((start, n.end + length))
}

/// A number of two and more digits without a unit, unless it is part of a name such as K1373 or an ordinal.
fn bare(t: &Text<'_>, i: usize, n: &Numeral) -> Option<Range> {
    let attached = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '*' | '/' | '·' | '•' | '〕' | '[' | '〔');
    let plain = n.arabic && (n.places >= 2 || n.fraction);
    let named = attached(t.before(i))
        || attached(t.get(n.end))
        || t.get(n.end) == '号'
        || matches!(t.before(i), '第' | '-' | ':' | '：' | '.');
    (plain && !named).then_some((i, n.end))
}

/// 半小时, 半个月, 半年 at `i`.
pub(super) fn half(t: &Text<'_>, i: usize) -> Option<Range> {
    let length = t.starts_any(i, &["半个小时", "半小时", "半个月", "半年", "半天"])?;
    let other = matches!(t.before(i), '上' | '下' | '前' | '后' | '大' | '一' | '多') || t.get(i + length) == '边';
    (!other).then_some((i, i + length))
}
