//! The small pieces of a post that have a fixed form: topics, mentions, stickers, words of the platform.
//!
//! In: the text and a byte offset where the piece may begin. Out: its spans, or nothing. Each looks ahead (and one of them
//! back) by a bounded number of characters, so that trying at every offset stays linear.

use super::{Part, PartKind, WordList, stickers};
use crate::position::Span;

/// Whether `c` is a Chinese character.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{3007}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{323AF}')
}

/// The platform allows 32; campaigns with the suffix of a super-topic come longer.
const LONGEST_TOPIC: usize = 40;

/// The topic whose first `#` stands at `at`. A sentence may end before its second `#`, not go on behind the stop.
pub(super) fn topic(text: &str, at: usize) -> Option<Part> {
    let rest = &text[at + 1..];
    let numbers_a_building = text[..at].ends_with(|c: char| c.is_ascii_digit())
        && rest.starts_with([
            '楼', '号', '栋', '幢', '座', '机', '车', '线', '桥', '门', '炉', '泵', '井', '单', '厂', '馆',
        ]);
    if numbers_a_building {
        return None;
    }
    let mut stopped = false;
    for (i, c) in rest.char_indices().take(LONGEST_TOPIC + 1) {
        match c {
            '#' => {
                let inner = &rest[..i];
                let name = inner.strip_suffix("[超话]").unwrap_or(inner);
                let start = at + 1;
                return (!name.trim().is_empty()).then(|| Part {
                    kind: PartKind::Hashtag,
                    span: Span::new(at, start + i + 1),
                    inner: Span::new(start, start + name.len()),
                });
            }
            '\n' | '\r' | '【' | '】' | '。' | ';' | '；' => return None,
            '！' | '？' | '!' | '?' => stopped = true,
            _ if stopped => return None,
            _ => {}
        }
    }
    None
}

const LONGEST_NAME: usize = 30;
const SHORTEST_NAME: usize = 2;
/// Where nothing else says where a name ends.
const USUAL_NAME: usize = 10;
/// A name that something other than Chinese ends is believed up to here.
const CLOSED_NAME: usize = 16;

/// Words that end the names of official accounts.
#[rustfmt::skip]
static NAME_ENDINGS: WordList = WordList::by_end(&[
    "发布", "公安", "消防", "警方", "网警", "交警", "应急", "气象", "文旅", "日报", "晚报", "晨报", "早报",
    "新闻", "在线", "官方", "微博", "检察", "法院", "发布厅", "博物馆", "博物院", "图书馆", "美术馆", "纪念馆",
    "大学", "学院", "医院", "地铁", "交通", "环保", "卫健委", "管理局", "公安局", "派出所", "公安分局", "外交部",
    "应急管理部", "共青团", "团委", "青年网", "新华社", "新华网", "人民网", "央视网", "法院网", "广播", "电视台",
    "周刊", "客户端", "热线", "旗舰店",
]);
/// Words that begin what is said of an account. Names do not hold them.
#[rustfmt::skip]
static BEHIND_NAMES: WordList = WordList::by_start(&[
    "提醒", "表示", "消息", "获悉", "通报", "回应", "转发", "讯", "称", "说", "的", "今天", "今日", "昨天", "在",
    "为", "和", "与", "从", "发文", "发表", "宣布", "最新", "正在", "已", "将", "请", "你", "我", "了", "介绍",
    "报道", "公布", "给",
]);

/// The mention whose `@` stands at `at`.
pub(super) fn mention(text: &str, at: usize) -> Option<Part> {
    let rest = &text[at + 1..];
    let in_name = |c: char| is_han(c) || c.is_alphanumeric() && (c as u32) < 0x250 || c == '_' || c == '-';
    let mut ends = [0; LONGEST_NAME];
    let mut count = 0;
    for (i, c) in rest.char_indices().take(LONGEST_NAME) {
        if !in_name(c) {
            break;
        }
        ends[count] = i + c.len_utf8();
        count += 1;
    }
    if count < SHORTEST_NAME {
        return None;
    }
    let name = &rest[..ends[count - 1]];
    let closed = rest[name.len()..].chars().next().is_some_and(|c| !in_name(c));
    let length = name_length(name, &ends[..count], closed);
    let start = at + 1;
    Some(Part { kind: PartKind::Mention, span: Span::new(at, start + length), inner: Span::new(start, start + length) })
}

/// How much of `run`, characters that may all stand in a name, is the name. `ends` are the ends of its characters;
/// `closed` says that something other than a name's character follows.
fn name_length(run: &str, ends: &[usize], closed: bool) -> usize {
    let goes_on = |from: usize| BEHIND_NAMES.beginning(&run[from..]).is_some();
    for (i, &end) in ends.iter().enumerate().skip(SHORTEST_NAME - 1) {
        let last = i + 1 == ends.len();
        if NAME_ENDINGS.ending(&run[..end]).is_some() {
            let left = ends.len() - i - 1;
            let more = (1..=4).any(|n| ends.get(i + n).is_some_and(|&x| NAME_ENDINGS.ending(&run[..x]).is_some()));
            let short_rest = closed && left <= 4 && !goes_on(end);
            if last || !(more && !goes_on(end) || short_rest) {
                return end;
            }
        } else if !last && goes_on(end) && is_han_before(run, end) {
            return end;
        }
    }
    let limit = if closed { CLOSED_NAME } else { USUAL_NAME };
    // Letters and digits have no words that could run on.
    if run.is_ascii() { run.len() } else { ends[ends.len().min(limit) - 1] }
}

fn is_han_before(text: &str, end: usize) -> bool {
    text[..end].chars().next_back().is_some_and(is_han)
}

/// The sticker whose `[` stands at `at`.
pub(super) fn sticker(text: &str, at: usize) -> Option<Part> {
    let rest = &text[at + 1..];
    let (end, _) = rest.char_indices().take(stickers::LONGEST + 1).find(|&(_, c)| c == ']')?;
    let inner = Span::new(at + 1, at + 1 + end);
    stickers::is_sticker(&rest[..end]).then(|| Part {
        kind: PartKind::Sticker,
        span: Span::new(at, inner.end + 1),
        inner,
    })
}

#[rustfmt::skip]
const PLATFORM_WORDS: &[&str] = &[
    "网页链接", "查看图片", "查看大图", "查看动图", "查看全文", "查看原文", "展开全文", "收起全文", "阅读全文",
    "显示地图", "抽奖详情", "展开全部",
];
const VIDEO: &[&str] = &["的微博视频", "的秒拍视频", "的优酷视频"];

/// Whether [`platform`] is worth asking of text that begins with `bytes`: the characters 网 查 展 收 阅 显 抽 全 的.
#[inline]
pub(super) fn may_be_platform(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xE7, 0xBD, 0x91, ..]
            | [0xE6, 0x9F, 0xA5, ..]
            | [0xE5, 0xB1, 0x95, ..]
            | [0xE6, 0x94, 0xB6, ..]
            | [0xE9, 0x98, 0x85, ..]
            | [0xE6, 0x98, 0xBE, ..]
            | [0xE6, 0x8A, 0xBD, ..]
            | [0xE5, 0x85, 0xA8, ..]
            | [0xE7, 0x9A, 0x84, ..]
    )
}

/// The words of the platform that begin with the Chinese character at `at`, or end a short way behind it.
pub(super) fn platform(text: &str, at: usize) -> Option<Part> {
    let rest = &text[at..];
    let mut start = at;
    let length = match rest.as_bytes().get(..3)? {
        // 网 查 展 收 阅 显 抽
        [0xE7, 0xBD, 0x91]
        | [0xE6, 0x9F, 0xA5]
        | [0xE5, 0xB1, 0x95]
        | [0xE6, 0x94, 0xB6]
        | [0xE9, 0x98, 0x85]
        | [0xE6, 0x98, 0xBE]
        | [0xE6, 0x8A, 0xBD] => {
            let word = PLATFORM_WORDS.iter().find(|w| rest.starts_with(**w))?;
            // The page draws the icon of a link as a letter.
            if word.starts_with('网') && text[..at].ends_with(['O', 'o']) && !ends_in_latin(&text[..at - 1]) {
                start -= 1;
            }
            word.len()
        }
        // 全: a cut-off post ends in dots and this word.
        [0xE5, 0x85, 0xA8] => {
            let ends = rest.strip_prefix("全文").is_some_and(|r| r.is_empty() || r.starts_with(char::is_whitespace));
            if !ends || !text[..at].ends_with(['.', '…']) {
                return None;
            }
            "全文".len()
        }
        // 的
        [0xE7, 0x9A, 0x84] => {
            let word = VIDEO.iter().find(|w| rest.starts_with(**w))?;
            start = video_start(&text[..at])?;
            word.len()
        }
        _ => return None,
    };
    let span = Span::new(start, at + length);
    Some(Part { kind: PartKind::Platform, span, inner: span })
}

/// Where `L某某` begins, the icon and the name before 的微博视频.
fn video_start(before: &str) -> Option<usize> {
    before
        .char_indices()
        .rev()
        .take(LONGEST_NAME + 1)
        .take_while(|&(_, c)| is_han(c) || c.is_ascii_alphanumeric() || c == '_' || c == '-')
        .filter(|&(i, c)| matches!(c, 'L' | 'l') && !ends_in_latin(&before[..i]))
        .last()
        .map(|(i, _)| i)
}

fn ends_in_latin(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_alphanumeric())
}
