//! Whatever a post holds, findings point into it: on characters, in order, and twice the same.

use std::sync::OnceLock;

use proptest::prelude::*;
use wenfeng::engine::Linter;
use wenfeng::finding::Recognised;
use wenfeng::post::{Post, Situation};
use wenfeng::rule::load::{builtin, load_texts};
use wenfeng::say;

/// Rules that look where the built-in ones seldom do: at what is not folded, at what is folded away, at every shape.
const RULES: &str = r#"
[[rule]]
id = "form/raw"
title = "甲"
severity = "error"
message = "「{match}」"
why = "乙"
instead = "丙"
source = ["丁"]
[rule.pattern]
any = ['[\x{200b}\x{feff}\x{200d}]+', ' +', '.', '\n+', '\p{Emoji_Presentation}']
text = "raw"
[rule.guard]
parts = ["headline", "body", "hashtag", "mention", "link", "sticker", "quotation", "book-title", "forward", "signature"]
boundary = "always"
[[rule.example]]
bad = "⟦坏⟧"
[[rule.example]]
good = "好"

[[rule]]
id = "form/run"
title = "甲"
severity = "warning"
message = "{count}处{words}，「{match}」"
why = "乙"
instead = "丙"
source = ["丁"]
[rule.measure]
of = "run"
chars = 2
min = 2
[[rule.example]]
bad = "⟦坏⟧"
[[rule.example]]
good = "好"

[[rule]]
id = "form/repeat"
title = "甲"
severity = "info"
message = "{count}处{words}"
why = "乙"
instead = "丙"
source = ["丁"]
[rule.measure]
of = "repeat"
min = 2
within = "neighbours"
[[rule.example]]
bad = "⟦坏⟧"
[[rule.example]]
good = "好"

[[rule]]
id = "form/beside"
title = "甲"
severity = "info"
message = "「{match}」"
why = "乙"
instead = "丙"
source = ["丁"]
[rule.relation]
find = ["@number", "@hashtag", "@quotation", "@sticker", "/[好的]/"]
near = ["@person", "@mention", "@date", "亲自", "/./"]
[rule.guard]
parts = ["headline", "body", "hashtag", "sticker", "quotation"]
boundary = "never"
[rule.unless]
before = ["/不.?/", "@element:time", "@headline"]
after = ["/了+/", "@link"]
[[rule.example]]
bad = "⟦坏⟧"
[[rule.example]]
good = "好"

[[rule]]
id = "form/long"
title = "甲"
severity = "info"
message = "{value}，{limit}"
why = "乙"
instead = "丙"
source = ["丁"]
[rule.measure]
of = "length"
max = 1
[[rule.example]]
bad = "⟦坏⟧"
[[rule.example]]
good = "好"
"#;

/// What posts are made of, and what breaks programs that read them.
const PIECES: [&str; 84] = [
    "高度重视",
    "亲自",
    "親自",
    "亲 自",
    "亲\u{200b}自",
    "亲\u{3000}自",
    "进行检查",
    "正在调查中",
    "大力",
    "张大力",
    "志愿者",
    "县长",
    "县委书记李明",
    "领导",
    "群众",
    "网友称",
    "记者问",
    "不要说",
    "不得不",
    "没有",
    "不断",
    "进一步",
    "切实",
    "全面",
    "我们",
    "受伤",
    "死亡",
    "火灾事故",
    "3人",
    "8人受伤",
    "其中",
    "共",
    "5例",
    "99999999999999999999人",
    "6月3日",
    "18时30分",
    "0571-85123456",
    "12345",
    "80%",
    "３人",
    "ＡＢＣ",
    "http://t.cn/abc",
    "http://",
    "@某某 ",
    "@",
    "#话题#",
    "#",
    "【",
    "】",
    "《",
    "》",
    "“",
    "”",
    "\"",
    "「",
    "」",
    "[微笑]",
    "[",
    "]",
    "//@某某:",
    "//@",
    "，",
    "。",
    "！",
    "!!!",
    "……",
    "、",
    "；",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\t",
    "\u{feff}",
    "\u{0}",
    "\u{7}",
    "\u{85}",
    "e\u{301}",
    "👨‍👩‍👧‍👦",
    "🇨🇳",
    "👍🏽",
    "𠮷",
    "——县公安局",
    "2024年6月3日",
];

fn linter() -> &'static Linter {
    static LINTER: OnceLock<Linter> = OnceLock::new();
    LINTER.get_or_init(|| {
        let base = builtin();
        let files = [("pack.toml", "id = 'spans'\ntitle = '试'"), ("rules.toml", RULES)];
        let (pack, problems) = load_texts(&files, &[&base]);
        let pack = pack.expect("a pack");
        assert_eq!(pack.rules.len(), 5, "{problems:#?}");
        let rules = base.rules.into_iter().chain(pack.rules).collect();
        Linter::new(rules, &base.lexicon)
    })
}

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat())
}

fn whatever() -> impl Strategy<Value = String> {
    prop_oneof![3 => pieces(), 1 => any::<String>(), 1 => "[亲自高度重视不的了，。“”【】 \u{200b}\n1a😀]{0,60}"]
}

fn check(text: &str, front: usize, markdown: bool, situation: Option<Situation>) -> Result<(), TestCaseError> {
    let post = || Post { front, markdown, ..Post::from_text(text) };
    let given = || situation.map(|situation| Recognised::set(situation, say!("试", "test")));
    let checked = linter().check(post(), given());
    let part = |start: usize, end: usize| text.get(start..end);
    for finding in &checked.findings {
        let span = finding.span;
        let words = part(span.start, span.end);
        prop_assert!(words.is_some(), "{}: {span:?} is no part of {text:?}", finding.rule);
        prop_assert!(words != Some(""), "{}: nothing is marked", finding.rule);
        prop_assert!(span.start >= front, "{}: front matter is marked", finding.rule);
        for related in &finding.related {
            prop_assert!(part(related.span.start, related.span.end).is_some(), "{}: {related:?}", finding.rule);
        }
        for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
            prop_assert!(part(edit.span.start, edit.span.end).is_some(), "{}: {edit:?}", finding.rule);
        }
        if finding.rule.as_str() == "form/raw" && words.is_some_and(|w| w.chars().count() < 20 && w.trim() == w) {
            let quoted: String =
                words.unwrap_or_default().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            prop_assert_eq!(&finding.message.zh, &format!("「{quoted}」"), "the words quoted are those at the place");
        }
    }
    let order: Vec<_> =
        checked.findings.iter().map(|f| (f.span.start, std::cmp::Reverse(f.span.end), f.rule.clone())).collect();
    prop_assert!(order.is_sorted(), "{order:?}");
    let again = linter().check(post(), given());
    prop_assert_eq!(&checked.findings, &again.findings);
    prop_assert_eq!(&checked.situation, &again.situation);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_point_into_the_post(text in whatever()) {
        check(&text, 0, false, None)?;
    }

    #[test]
    fn every_situation_is_as_safe(text in pieces(), situation in prop::sample::select(&Situation::ALL[..])) {
        check(&text, 0, true, Some(situation))?;
    }

    #[test]
    fn front_matter_is_never_marked(front in whatever(), text in pieces()) {
        let front = format!("{front}\n");
        check(&format!("{front}{text}"), front.len(), true, None)?;
    }
}

#[test]
fn posts_of_nothing_are_checked_too() {
    for text in
        ["", " ", "\n", "\u{200b}", "\u{feff}\u{200b}", "\u{200b}\n\u{200b}", "。", "【】", "“”", "#", "//@", "\u{0}"]
    {
        for situation in Situation::ALL {
            check(text, 0, false, Some(situation)).expect(text);
            check(text, text.len(), true, Some(situation)).expect(text);
        }
    }
}
