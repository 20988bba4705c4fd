//! How the situation of a post is told.

use wenfeng::engine::Linter;
use wenfeng::post::{Meta, Post, Situation};

use crate::support::{given, pack, rule};

const SIGNS: &str = r#"
[[situation]]
is = "incident"
weight = 3
within = "lead"
terms = ["(火灾|爆炸)事故"]
title = "写到事故"
en = "reports an accident"
[[situation]]
is = "incident"
weight = -3
terms = ["演练"]
title = "写到演练"
en = "a drill"
[[situation]]
is = "reply"
weight = 2
patterns = ["网友.{0,4}您好"]
title = "称呼网友"
en = "speaks to somebody"
[[situation]]
is = "reply"
weight = 1
terms = ["您反映的"]
title = "答复来信"
en = "answers a letter"
[[situation]]
is = "policy"
weight = 3
terms = ["办法"]
title = "写到办法"
en = "explains a measure"
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
