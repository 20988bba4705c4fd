//! A matcher in words.

use crate::rule::{Cue, Element, Matcher, Measure, Relation, Sequence, Step, Term, Within};
use crate::say;
use crate::text::layout::PartKind;
use crate::words::Words;

/// So many wordings of a class are named.
const NAMED: usize = 6;

/// What the matcher looks for, a line for each thing.
pub(super) fn lines(matcher: &Matcher) -> Vec<Words> {
    match matcher {
        Matcher::Phrase(phrase) => phrase.terms.iter().map(term).collect(),
        Matcher::Pattern(pattern) => pattern.any.iter().map(|p| say!("正则 {p}", "the pattern {p}")).collect(),
        Matcher::Sequence(sequence) => vec![steps(sequence)],
        Matcher::Measure(one) => measure(one),
        Matcher::Relation(one) => vec![relation(one)],
    }
}

fn term(term: &Term) -> Words {
    let written = &term.written;
    if term.instead.is_empty() {
        return Words::same(written);
    }
    let word = |text: &String, gone: &str| if text.is_empty() { gone.to_owned() } else { text.clone() };
    let zh = term.instead.iter().map(|text| word(text, "（删去）")).collect::<Vec<_>>().join("、");
    let en = term.instead.iter().map(|text| word(text, "(leave out)")).collect::<Vec<_>>().join(", ");
    say!("{written} → {zh}", "{written} → {en}")
}

fn steps(sequence: &Sequence) -> Words {
    let one = |step: &Step| {
        let mut zh = if step.words.is_empty() { String::from("任一词") } else { some(&step.words, "、") };
        let mut en = if step.words.is_empty() { String::from("any word") } else { some(&step.words, ", ") };
        if !step.tags.is_empty() {
            let tags = step.tags.join(" ");
            zh.extend(["（词性 ", &tags, "）"]);
            en.extend([" (tag ", &tags, ")"]);
        }
        if step.times != (1, 1) {
            let (least, greatest) = step.times;
            let times = format!(" ×{least}–{greatest}");
            zh.push_str(&times);
            en.push_str(&times);
        }
        (zh, en)
    };
    let (zh, en): (Vec<_>, Vec<_>) = sequence.steps.iter().map(one).unzip();
    Words { zh: zh.join(" ＋ "), en: en.join(" + ") }
}

fn measure(measure: &Measure) -> Vec<Words> {
    let line = match measure {
        Measure::Length { max } => say!("全文超过 {max} 个微博字", "a post of more than {max} weibo units"),
        Measure::Stretch { within, max } => {
            let Words { zh, en } = stretch(*within);
            say!("{zh}超过 {max} 个汉字", "more than {max} Chinese characters in {en}")
        }
        Measure::Count { terms, within, min, per_100, distinct, .. } => {
            let Words { zh, en } = stretch(*within);
            let mut lines = vec![say!("{zh}至少出现 {min} 次：", "at least {min} times in {en}:")];
            if *per_100 > 0.0 {
                lines.push(say!(
                    "（并且每 100 个微博字至少 {per_100} 次）",
                    "(and at least {per_100} times for every 100 weibo units)"
                ));
            }
            if *distinct > 1 {
                lines.push(say!("（至少 {distinct} 种不同的写法）", "(at least {distinct} different ones)"));
            }
            lines.extend(terms.iter().map(term));
            return lines;
        }
        Measure::Parts { kind, max, .. } => {
            let Words { zh, en } = part(*kind);
            say!("{zh}超过 {max} 个", "more than {max}: {en}")
        }
        Measure::Share { cues: list, max } => {
            let Words { zh, en } = cues(list);
            say!("含有下列内容的分句占全文超过 {max}%：{zh}", "more than {max}% of the post in clauses with: {en}")
        }
        Measure::Run { chars, min, .. } => {
            say!("连着 {min} 个以上的{chars}字短语", "{min} or more phrases of {chars} characters in a row")
        }
        Measure::Parallel { chars, min } => {
            say!(
                "连着 {min} 个以上的分句开头或结尾 {chars} 个字相同",
                "{min} or more clauses in a row that share {chars} characters at one end"
            )
        }
        Measure::Repeat { within, min, chars } => {
            let Words { zh, en } = stretch(*within);
            say!(
                "{zh}同一个词（{chars} 个字以上）出现 {min} 次以上",
                "the same word of {chars} or more characters {min} times in {en}"
            )
        }
        Measure::Weigh { within, words, min, .. } => {
            let Words { zh, en } = stretch(*within);
            let mut loud: Vec<_> = words.iter().filter(|(_, weight)| *weight > 0).collect();
            loud.sort_by_key(|(_, weight)| std::cmp::Reverse(*weight));
            let loud: Vec<String> = loud.into_iter().map(|(word, _)| word.clone()).collect();
            let (a, b) = (some(&loud, "、"), some(&loud, ", "));
            say!(
                "{zh}这样的用词合起来达到 {min} 分：{a}（每个词的分数见规则文件）",
                "words in {en} that together weigh {min} or more: {b} (the weights are in the rule's file)"
            )
        }
        Measure::Totals => say!("总数与各项之和不符", "a total that is not the sum of its parts"),
    };
    vec![line]
}

fn relation(relation: &Relation) -> Words {
    match relation {
        Relation::Without { find, lacking, within } => {
            let (find, lacking, within) = (cues(find), cues(lacking), stretch(*within));
            Words {
                zh: format!("{}，而{}没有：{}", find.zh, within.zh, lacking.zh),
                en: format!("{}, where {} lacks: {}", find.en, within.en, lacking.en),
            }
        }
        Relation::Order { first, then } => {
            let (first, then) = (cues(first), cues(then));
            let (a, b, x, y) = (&first.zh, &then.zh, &first.en, &then.en);
            say!("{a} 写在 {b} 前面", "{x} before {y}")
        }
        Relation::Near { find, near, chars, .. } => {
            let (find, near) = (cues(find), cues(near));
            let (a, b, x, y) = (&find.zh, &near.zh, &find.en, &near.en);
            say!("{a}，离 {b} 不到 {chars} 个字", "{x} within {chars} characters of {y}")
        }
        Relation::Lead { find, units } => {
            let Words { zh, en } = cues(find);
            say!("开头 {units} 个微博字里有：{zh}", "in the first {units} weibo units: {en}")
        }
        Relation::Missing { any } => {
            let Words { zh, en } = cues(any);
            say!("全文没有：{zh}", "a post without: {en}")
        }
    }
}

/// Cues, any of which will do.
pub(super) fn cues(list: &[Cue]) -> Words {
    let (zh, en): (Vec<_>, Vec<_>) = list.iter().map(cue).map(|words| (words.zh, words.en)).unzip();
    Words { zh: zh.join("、"), en: en.join(", ") }
}

fn cue(cue: &Cue) -> Words {
    use crate::entity::EntityKind as E;
    match cue {
        Cue::Literals(literals) => {
            let (zh, en) = (some(literals, "、"), some(literals, ", "));
            say!("{zh}", "{en}")
        }
        Cue::Pattern(pattern) => Words::same(format!("/{pattern}/")),
        Cue::Class(name, held) => {
            let literals: Vec<String> = held
                .iter()
                .flat_map(|cue| match cue {
                    Cue::Literals(literals) => literals.clone(),
                    other => vec![self::cue(other).zh],
                })
                .collect();
            let (zh, en) = (some(&literals, "、"), some(&literals, ", "));
            say!("{name} 类的词语（{zh}）", "a word of {name} ({en})")
        }
        Cue::Part(kind) => part(*kind),
        Cue::Element(element) => match element {
            Element::Time => say!("发生的时间", "when it happened"),
            Element::Place => say!("发生的地点", "where it happened"),
            Element::CasualtyStatus => say!("有没有人伤亡", "whether people were harmed"),
            Element::WhoActs => say!("谁在处置", "who is acting"),
            Element::Guidance => say!("公众该怎么办", "what the public should do"),
            Element::Contact => say!("怎样询问", "how to ask"),
            Element::NextUpdate => say!("何时再通报", "when more will be said"),
            Element::Issuer => say!("谁发布的", "who speaks"),
        },
        Cue::Entity(kind) => match kind {
            E::Date => say!("日期", "a date"),
            E::Clock => say!("钟点", "a time of day"),
            E::Number => say!("数量", "a number"),
            E::Percent => say!("比例", "a share"),
            E::Money => say!("金额", "a sum"),
            E::Phone => say!("电话", "a telephone number"),
            E::Link => say!("网址", "a link"),
            E::Place => say!("地名", "a place"),
            E::Body => say!("单位名称", "a named body"),
            E::Office => say!("职务", "an office"),
            E::Person => say!("人名", "a person"),
            E::Law => say!("法条", "an article of law"),
            E::Document => say!("文号", "a document number"),
        },
    }
}

/// A part of a post.
pub(super) fn part(kind: PartKind) -> Words {
    match kind {
        PartKind::Headline => say!("标题【】", "the headline"),
        PartKind::Body => say!("正文", "the body"),
        PartKind::Hashtag => say!("话题##", "hashtags"),
        PartKind::Mention => say!("@某人", "mentions"),
        PartKind::Link => say!("网址", "links"),
        PartKind::Sticker => say!("表情[]", "stickers"),
        PartKind::Quotation => say!("引文", "quotations"),
        PartKind::BookTitle => say!("书名《》", "titles"),
        PartKind::Forward => say!("转发的话", "forwarded words"),
        PartKind::Signature => say!("落款", "the signature"),
        PartKind::FrontMatter => say!("稿头", "front matter"),
        PartKind::Comment => say!("注释", "comments"),
        PartKind::Platform => say!("平台文字", "the platform's words"),
    }
}

/// A stretch of text.
pub(super) fn stretch(within: Within) -> Words {
    match within {
        Within::Clause => say!("分句里", "the clause"),
        Within::Sentence => say!("这一句里", "the sentence"),
        Within::NextSentence => say!("这一句或后一句里", "the sentence or the next"),
        Within::Neighbours => say!("这一句或前后一句里", "the sentence or one beside it"),
        Within::Post => say!("全文里", "the post"),
        Within::Lead => say!("标题或第一句里", "the headline or first sentence"),
    }
}

fn some(literals: &[String], comma: &str) -> String {
    let more = if literals.len() > NAMED { "…" } else { "" };
    literals.iter().take(NAMED).cloned().collect::<Vec<_>>().join(comma) + more
}
