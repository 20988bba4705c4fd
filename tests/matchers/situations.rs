//! How the situation of a post is told.

use wenfeng::engine::Linter;
use wenfeng::post::{Meta, Post, Situation};
use wenfeng::rule::Severity;

use crate::support::{given, pack, rule};

const SIGNS: &str = r#"
[base]
incident = -20
reply = -20
policy = -20
[[situation]]
is = "incident"
weight = 30
within = "lead"
find = ["(火灾|爆炸)事故"]
title = "写到事故"
en = "reports an accident"
[[situation]]
is = "incident"
weight = -30
find = ["演练"]
title = "写到演练"
en = "a drill"
[[situation]]
is = "reply"
weight = 20
find = ["/网友.{0,4}您好/"]
title = "称呼网友"
en = "speaks to somebody"
[[situation]]
is = "reply"
weight = 10
find = ["您反映的"]
title = "答复来信"
en = "answers a letter"
[[situation]]
is = "policy"
weight = 30
find = ["办法"]
title = "写到办法"
en = "explains a measure"
"#;

/// Words that only together make a situation.
const WORDS: &str = r#"
[base]
incident = -15
[class]
mishap = ["漏水", "/断了[0-9一二三]根/"]
[[situation]]
is = "incident"
title = "用词"
en = "words"
[situation.words]
"抢修" = 8
"(昨晚|凌晨)" = 6
"感谢" = -9
[[situation]]
is = "incident"
weight = 12
title = "写到坏了什么"
en = "says what broke"
find = ["@mishap"]
with = ["@place"]
without = ["演练"]
"#;

fn linter() -> Linter {
    let pack = pack(&rule("form/one", "", "[rule.phrase]\nterms = ['高度重视']"), SIGNS);
    Linter::new(pack.rules, &pack.lexicon)
}

#[test]
fn the_text_tells_its_situation_and_why() {
    let linter = linter();
    for (text, situation, reason) in [
        ("某厂发生火灾事故。", Situation::Incident, "写到事故「火灾事故」"),
        ("今天天气好。昨天有火灾事故。", Situation::Everyday, "没有别的线索"),
        ("某厂火灾事故演练开始了。", Situation::Everyday, "没有别的线索"),
        ("网友小王您好，您反映的问题已经解决。", Situation::Reply, "称呼网友「网友小王您好」；答复来信「您反映的」"),
        ("网友小王您好。", Situation::Everyday, "没有别的线索"),
        ("火灾事故处置办法出来了。", Situation::Incident, "写到事故「火灾事故」"),
        ("新办法明天起施行。//@某某:网友您好，您反映的", Situation::Policy, "写到办法「办法」"),
    ] {
        let checked = linter.check(Post::from_text(text), None);
        assert_eq!((checked.situation.situation, checked.situation.reason.zh.as_str()), (situation, reason), "{text}");
    }
}

#[test]
fn what_is_set_by_hand_counts_before_the_draft_and_the_draft_before_the_text() {
    let linter = linter();
    let post = |meta: Meta| Post { meta, ..Post::from_text("某厂发生火灾事故。") };
    let set = Meta { situation: Some(Situation::Policy), ..Meta::default() };
    let question = Meta { question: Some("怎么办？".to_owned()), ..Meta::default() };
    let told = |post, by_hand| {
        let checked = linter.check(post, by_hand);
        (checked.situation.situation, checked.situation.reason.zh)
    };
    assert_eq!(told(post(set.clone()), given(Situation::Personal)), (Situation::Personal, "试".to_owned()));
    assert_eq!(told(post(set), None), (Situation::Policy, "稿件里写明".to_owned()));
    assert_eq!(told(post(question), None), (Situation::Reply, "稿件附有提问".to_owned()));
}

#[test]
fn words_count_once_each_and_it_is_their_sum_that_tells() {
    let pack = pack(&rule("form/one", "", "[rule.phrase]\nterms = ['高度重视']"), WORDS);
    let linter = Linter::new(pack.rules, &pack.lexicon);
    for (text, situation, reason) in [
        ("昨晚开始抢修。", Situation::Everyday, "没有别的线索"),
        ("昨晚抢修，抢修，抢修。", Situation::Everyday, "没有别的线索"),
        ("昨晚中山路漏水。", Situation::Incident, "写到坏了什么「漏水」；用词「昨晚」"),
        ("凌晨中山路的电线断了三根，正在抢修。", Situation::Incident, "写到坏了什么「断了三根」；用词「抢修」「凌晨」"),
        ("昨晚中山路漏水，感谢大家。", Situation::Everyday, "没有别的线索"),
        ("昨晚漏水。", Situation::Everyday, "没有别的线索"),
        ("昨晚中山路漏水演练。", Situation::Everyday, "没有别的线索"),
    ] {
        let told = linter.check(Post::from_text(text), None).situation;
        assert_eq!((told.situation, told.reason.zh.as_str()), (situation, reason), "{text}");
    }
}

#[test]
fn where_the_situation_is_in_doubt_its_rules_speak_softly() {
    let guard = "[rule.phrase]\nterms = ['高度重视']\n[rule.guard]\nsituations = ['incident']";
    let pack = pack(&rule("form/one", "severity = 'error'", guard), WORDS);
    let linter = Linter::new(pack.rules, &pack.lexicon);
    let severities = |text: &str, by_hand| {
        let found = linter.check(Post::from_text(text), by_hand).findings;
        found.iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert_eq!(severities("昨晚中山路漏水，高度重视。", None), [Severity::Error]);
    assert_eq!(severities("昨晚抢修，高度重视。", None), [Severity::Info], "a point short of an incident");
    assert_eq!(severities("今天天气好，高度重视。", None), [], "nothing speaks for an incident");
    assert_eq!(severities("昨晚抢修，高度重视。", given(Situation::Everyday)), [], "what is set leaves no doubt");
}

#[test]
fn the_greatest_weights_a_pack_can_hold_do_not_turn_into_their_opposite() {
    let words = "\n[[situation]]\nis = 'incident'\ntitle = '甲'\nen = 'a'\n[situation.words]\n'漏' = 2147483647\n'水' = 2147483647\n";
    let lexicon = format!("[base]\nincident = 2147483647\n{words}");
    let pack = pack(&rule("form/one", "", "[rule.phrase]\nterms = ['高度重视']"), &lexicon);
    let linter = Linter::new(pack.rules, &pack.lexicon);
    assert_eq!(linter.check(Post::from_text("漏水。"), None).situation.situation, Situation::Incident);
}
