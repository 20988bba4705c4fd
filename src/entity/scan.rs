//! The text as characters, with where phrases begin.
//!
//! Made once for all recognisers: they look some characters ahead and back, and ask where the phrase before a telling ending
//! (局, 路) can have begun. Links, comments and the like are blanked out; nothing is recognised in them and nothing reaches
//! across them.

use crate::position::Span;
use crate::text::layout::{Layout, PartKind, WordList, is_han};

/// What stands for a character that does not count.
const BLANK: char = '\0';

/// Characters of a text with their places. All indices are in characters.
pub(super) struct Text<'v> {
    view: &'v str,
    chars: Vec<char>,
    /// Byte offset of each character and of the end.
    at: Vec<usize>,
    /// For each index the start of the phrase that ends there.
    floor: Vec<usize>,
}

impl<'v> Text<'v> {
    pub(super) fn new(view: &'v str, layout: &Layout) -> Self {
        let (mut at, mut chars): (Vec<usize>, Vec<char>) = (Vec::with_capacity(view.len() / 2), Vec::new());
        chars.reserve(view.len() / 2);
        let mut blanked = layout.parts.iter().filter(|p| is_blanked(p.kind)).map(|p| p.span).peekable();
        for (offset, c) in view.char_indices() {
            while blanked.next_if(|s| s.end <= offset).is_some() {}
            at.push(offset);
            chars.push(if blanked.peek().is_some_and(|s| s.start <= offset) { BLANK } else { c });
        }
        at.push(view.len());
        let floor = floors(&chars);
        Self { view, chars, at, floor }
    }

    pub(super) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The character at `i`, [`BLANK`] beyond the end.
    pub(super) fn get(&self, i: usize) -> char {
        self.chars.get(i).copied().unwrap_or(BLANK)
    }

    /// The character before `i`.
    pub(super) fn before(&self, i: usize) -> char {
        i.checked_sub(1).map_or(BLANK, |j| self.get(j))
    }

    /// Where the phrase that ends at `i` can have begun at the earliest.
    pub(super) fn floor(&self, i: usize) -> usize {
        self.floor.get(i).copied().unwrap_or(i)
    }

    pub(super) fn starts(&self, i: usize, word: &str) -> bool {
        let Some(&at) = self.at.get(i) else { return false };
        let (bytes, word) = (&self.view.as_bytes()[at..], word.as_bytes());
        // Chinese characters differ in their last byte first.
        word.is_empty() || bytes.get(word.len() - 1) == word.last() && bytes.starts_with(word)
    }

    pub(super) fn ends(&self, i: usize, word: &str) -> bool {
        let Some(&at) = self.at.get(i) else { return false };
        let (bytes, word) = (&self.view.as_bytes()[..at], word.as_bytes());
        word.is_empty() || bytes.last() == word.last() && bytes.ends_with(word)
    }

    /// The length in characters of the first word of `words` that begins at `i`.
    pub(super) fn starts_any(&self, i: usize, words: &[&str]) -> Option<usize> {
        words.iter().find(|w| self.starts(i, w)).map(|w| w.chars().count())
    }

    /// The length in characters of the first word of `words` that ends at `i`.
    pub(super) fn ends_any(&self, i: usize, words: &[&str]) -> Option<usize> {
        words.iter().find(|w| self.ends(i, w)).map(|w| w.chars().count())
    }

    /// The length in characters of the first word of `list`, one by start, that begins at `i`.
    pub(super) fn starts_in(&self, i: usize, list: &WordList) -> Option<usize> {
        list.find(self.get(i), |w| self.starts(i, w)).map(|(_, w)| w.chars().count())
    }

    /// The length in characters of the first word of `list`, one by end, that ends at `i`.
    pub(super) fn ends_in(&self, i: usize, list: &WordList) -> Option<usize> {
        list.find(self.before(i), |w| self.ends(i, w)).map(|(_, w)| w.chars().count())
    }

    /// Whether all characters from `start` to `end` are Chinese.
    pub(super) fn all_han(&self, start: usize, end: usize) -> bool {
        start < end && self.chars.get(start..end).is_some_and(|c| c.iter().copied().all(is_han))
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.at[start], self.at[end])
    }

    /// The index of the character that begins at byte `offset`, or the next one.
    pub(super) fn index(&self, offset: usize) -> usize {
        self.at.partition_point(|&a| a < offset).min(self.len())
    }

    /// How many ASCII digits stand at `i`.
    pub(super) fn digits(&self, i: usize) -> usize {
        self.chars.get(i..).map_or(0, |c| c.iter().take_while(|c| c.is_ascii_digit()).count())
    }

    /// The number that the `count` digits at `i` make; very long ones saturate.
    pub(super) fn number(&self, i: usize, count: usize) -> u64 {
        (i..i + count)
            .fold(0u64, |n, j| n.saturating_mul(10).saturating_add(self.get(j).to_digit(10).map_or(0, u64::from)))
    }
}

fn is_blanked(kind: PartKind) -> bool {
    matches!(kind, PartKind::Link | PartKind::Comment | PartKind::FrontMatter | PartKind::Platform | PartKind::Sticker)
}

/// Characters that seldom stand in a name and end the phrase before it.
const STOPS: &str = "在从的了是被把赴距就使让请给往至到及与或但因由致对于即又还再则而据经按送等该此这那每各某我你他她它们\
着个有无不没很最更较所之其去住和向将已为以全本沿已并也都要能";

/// Where such a character belongs to a name after all.
#[rustfmt::skip]
static KEPT: WordList = WordList::by_start(&[
    "于都", "于洪", "于田", "从化", "从江", "和平", "和县", "和田", "和静", "和政", "和顺", "和林", "和龙",
    "和硕", "和谐", "和睦", "平和", "呼和", "太和", "泰和", "共和", "祥和", "永和", "中和", "仁和", "义和",
    "兴和", "保和", "协和", "和城乡", "和旅游", "和计划", "和社会保障", "和信息化", "和规划", "和改革", "和体育",
    "和医疗", "和综合", "向阳", "向塘", "将乐", "即墨", "无锡", "无为", "无极", "无棣", "全椒", "全州", "全南",
    "本溪", "沿河", "沿江", "沿海", "成都", "都江", "都匀", "新都", "于都", "丰都", "首都", "都市", "花都",
    "都昌", "以太", "个旧", "有限", "无线", "等级", "经济", "经开", "因公", "在线", "使馆", "发改", "最高",
    "更新", "不动产", "能源", "智能", "节能", "核能", "要塞",
]);

/// Words that end the phrase before a name.
#[rustfmt::skip]
const STOP_WORDS: &[&str] = &[
    "位于", "对话", "发生", "前往", "记者", "今天", "今日", "昨天", "昨日", "明天", "明日", "通报", "来自",
    "抵达", "途经", "途径", "经过", "关于", "根据", "以及", "其中", "包括", "对于", "截至", "进入", "现场",
    "目前", "当前", "近日", "日前", "时许", "上午", "下午", "晚上", "凌晨", "中午", "联合", "走进", "来到",
    "赶到", "赶赴", "联系", "拨打", "咨询", "致电", "报告", "组织", "协调", "要求", "通知", "提醒", "获悉",
    "消息", "感谢", "会同", "经查", "转至", "转往", "返回", "离开", "驶往", "开往", "飞往", "抵近", "家住",
    "现住", "户籍", "籍贯", "来源", "涉及", "造成", "导致", "发现", "处置", "救援", "附近", "境内", "辖区",
    "方向", "方面", "同时", "随后", "立即", "迅速", "连夜", "正在", "继续", "部分", "多个", "多处", "一起",
    "参加", "出席", "陪同", "带领", "率领", "做好", "抓好", "搞好", "开展", "推进", "加强", "修复", "抢修",
    "疏通", "清理", "巡查", "检查", "视察", "调研", "恢复", "绕行", "改走", "封闭",
];

static STOP_LIST: WordList = WordList::by_start(STOP_WORDS);

fn floors(chars: &[char]) -> Vec<usize> {
    let mut floor = Vec::with_capacity(chars.len() + 1);
    floor.push(0);
    let mut start = 0;
    for (i, &c) in chars.iter().enumerate() {
        if !(is_han(c) || c == '·') {
            start = i + 1;
        } else if super::class::of(c) & super::class::STOP != 0 {
            if !is_kept(chars, i) {
                start = i + 1;
            }
        } else if super::class::of(c) & super::class::STOP_WORD != 0
            && let Some((_, word)) = STOP_LIST.find(c, |w| matches(chars, i, w))
        {
            start = start.max(i + word.chars().count());
        }
        floor.push(start.min(i + 1));
    }
    floor
}

fn is_kept(chars: &[char], i: usize) -> bool {
    let kept_from =
        |j: usize, least: usize| KEPT.find(chars[j], |k| k.chars().count() > least && matches(chars, j, k)).is_some();
    kept_from(i, 0) || i > 0 && kept_from(i - 1, 1)
}

fn matches(chars: &[char], i: usize, word: &str) -> bool {
    let mut rest = chars[i..].iter();
    word.chars().all(|c| rest.next() == Some(&c))
}

/// Stop characters, for the table of classes.
pub(super) const fn stops() -> &'static str {
    STOPS
}

/// First characters of the stop words, for the table of classes.
pub(super) const fn stop_words() -> &'static [&'static str] {
    STOP_WORDS
}
