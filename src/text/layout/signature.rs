//! The signature: who issues a notice, and when, in its last lines.
//!
//! In: the text and the parts found so far. Out: a part of its own, if the last one or two lines, or the words behind the
//! last full stop where line breaks were lost, are nothing but the name of a body, a date, or both. Only so many characters at
//! the end are looked at.

use super::{Part, PartKind, WordList, parts::Found, tokens::is_han};
use crate::position::Span;

/// How names of public bodies end.
#[rustfmt::skip]
pub(crate) static BODY_ENDINGS: WordList = WordList::by_end(&[
    "局", "厅", "部", "院", "署", "办公室", "委员会", "政府", "党委", "市委", "县委", "区委", "省委", "镇委",
    "团委", "纪委", "健委", "改委", "政法委", "公司", "集团", "中心", "支队", "大队", "总队", "中队", "分局",
    "派出所", "研究所", "街道办", "街道办事处", "办事处", "指挥部", "领导小组", "管委会", "居委会", "村委会",
    "红十字会", "协会", "学会", "联合会", "工会", "学校", "大学", "中学", "小学", "学院", "幼儿园", "医院",
    "银行", "博物馆", "图书馆", "气象台", "管理处", "管理所", "工作专班",
]);

/// Words that end like the name of a body and name none.
#[rustfmt::skip]
pub(crate) static NO_BODY: WordList = WordList::by_end(&[
    "有关部门", "相关部门", "各部门", "有关单位", "相关单位", "全部", "内部", "外部", "一部", "干部", "局部",
    "大部", "总部", "结局", "布局", "格局", "当局", "僵局", "大局", "住院", "出院", "法医院",
]);

/// Words that a sentence holds and a name does not.
#[rustfmt::skip]
const IN_SENTENCES: &[&str] = &[
    "的", "是", "请", "将", "已", "了", "到", "向", "由", "被", "把", "在", "感谢", "拨打", "致电", "咨询",
    "联系", "关注", "欢迎", "来源", "前往", "报告", "送", "走进", "据", "为", "，", "；", "及时", "转自", "来自",
    "编辑", "记者", "举报",
];

/// The longest signature line in bytes that is believed.
const LONGEST_LINE: usize = 180;
/// How many lines may be a signature.
const LINES: usize = 2;

/// Find the signature in `text` behind the front matter and before a forward chain.
pub(super) fn find(text: &str, front: usize, found: &Found) -> Option<Part> {
    let end = end_of_words(text, front, found);
    let mut start = None;
    let mut rest = end;
    for _ in 0..LINES {
        let line_start = line_start(text, front, rest)?;
        let line = text[line_start..rest].trim();
        let indent = rest - text[line_start..rest].trim_start().len();
        if text[front..line_start].trim().is_empty() || !is_signature(line) {
            // Where line breaks were lost, it stands behind the last stop.
            if start.is_none() {
                let stop = text[line_start..rest].rfind(['。', '！', '？', '!', '?', '”', '】'])?;
                let from = line_start + stop + text[line_start + stop..].chars().next().map_or(0, char::len_utf8);
                let tail = &text[from..rest];
                start = is_signature(tail.trim()).then(|| rest - tail.trim_start().len());
            }
            break;
        }
        start = Some(indent);
        rest = front + text[front..line_start].trim_end().len();
    }
    let span = Span::new(start?, end);
    let crosses = found.parts.iter().any(|p| p.span.overlaps(span) && !span.covers(p.span) && !p.span.covers(span));
    (!crosses).then_some(Part { kind: PartKind::Signature, span, inner: span })
}

/// The end of the text without a forward chain and without the links, topics and stickers that trail behind.
fn end_of_words(text: &str, front: usize, found: &Found) -> usize {
    let mut end = found.forward.unwrap_or(text.len());
    for part in found.parts.iter().rev() {
        end = front + text[front..end.max(front)].trim_end().len();
        let trails = matches!(
            part.kind,
            PartKind::Link | PartKind::Hashtag | PartKind::Sticker | PartKind::Platform | PartKind::Comment
        );
        if trails && part.span.end == end && part.span.start >= front {
            end = part.span.start;
        } else if part.span.end <= end {
            break;
        }
    }
    front + text[front..end.max(front)].trim_end().len()
}

/// Where the line that ends at `end` begins; nothing if it is too long to tell.
fn line_start(text: &str, front: usize, end: usize) -> Option<usize> {
    const FAR: usize = 4096;
    let bytes = &text.as_bytes()[front..end];
    if bytes.is_empty() {
        return None;
    }
    match bytes.iter().rev().take(FAR).position(|b| matches!(b, b'\n' | b'\r')) {
        Some(back) => Some(end - back),
        None if bytes.len() <= FAR => Some(front),
        None => Some(super::floor_boundary(text, end - FAR)),
    }
}

fn is_signature(line: &str) -> bool {
    let line = unwrap_brackets(line);
    if line.is_empty() || line.len() > LONGEST_LINE {
        return false;
    }
    if is_names(line) {
        return true;
    }
    line.char_indices()
        .filter(|&(_, c)| begins_date(c))
        .any(|(i, _)| is_date(&line[i..]) && (line[..i].trim().is_empty() || is_names(line[..i].trim())))
}

fn unwrap_brackets(line: &str) -> &str {
    line.strip_prefix(['（', '(']).and_then(|l| l.strip_suffix(['）', ')'])).unwrap_or(line)
}

fn begins_date(c: char) -> bool {
    c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c)
}

/// A date, perhaps with a time of day.
fn is_date(text: &str) -> bool {
    let text = unwrap_brackets(text.trim());
    let short = text.len() <= 72;
    let plain = text
        .chars()
        .all(|c| c.is_ascii_digit() || "〇零一二三四五六七八九十年月日号时分点半上下午晚早凌晨夜许：:./- ".contains(c));
    let digits = |t: &str| t.chars().all(begins_date) && !t.is_empty();
    let chinese = text.split_once('月').is_some_and(|(head, tail)| {
        let month = head.rsplit('年').next().unwrap_or(head).trim();
        let day = tail.split(['日', '号']).next().unwrap_or_default().trim();
        tail.contains(['日', '号']) && digits(month) && digits(day)
    });
    let numeric = || {
        let mut fields = text.split(['-', '.', '/', ' ']);
        let year = fields.next().is_some_and(|y| y.len() == 4 && y.starts_with(['1', '2']) && digits(y));
        year && fields.next().is_some_and(digits) && fields.next().is_some_and(digits)
    };
    short && plain && (chinese || numeric())
}

/// One or more names of bodies and nothing else.
fn is_names(text: &str) -> bool {
    let mut names = text.split([' ', '\u{3000}', '、', '\t']).filter(|n| !n.is_empty()).peekable();
    names.peek().is_some() && names.all(is_name)
}

fn is_name(name: &str) -> bool {
    let count = name.chars().count();
    let ending = BODY_ENDINGS.ending(name);
    let plain =
        name.chars().all(|c| is_han(c) || c.is_ascii_alphanumeric() || matches!(c, '（' | '）' | '(' | ')' | '·'));
    let bare = ending.is_some_and(|e| name.len() < e.len() + 3 && e.len() > 6);
    (3..=30).contains(&count)
        && ending.is_some()
        && plain
        && !bare
        && NO_BODY.ending(name).is_none()
        && !IN_SENTENCES.iter().any(|w| name.contains(w))
}
