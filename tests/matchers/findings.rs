//! What findings say, and that each place has one.

use wenfeng::post::{Meta, Post, Situation};

use crate::support::{check, given, linter, marked, only, rule};

#[test]
fn one_place_has_one_finding_and_the_others_are_its_remarks() {
    let rules = [
        rule("form/long", "message = '长'", "[rule.phrase]\nterms = ['高度重视此事']"),
        rule("form/grave", "severity = 'error'\nmessage = '重'", "[rule.phrase]\nterms = ['高度重视']"),
        rule("form/weighty", "weight = 5\nmessage = '要'", "[rule.phrase]\nterms = ['此事']"),
    ]
    .concat();
    let linter = linter(&rules);
    let checked = check(&linter, "我们高度重视此事。");
    assert_eq!(marked(&checked), "我们⟦高度重视⟧⟦此事⟧。", "the graver and the weightier stand apart");
    let remarks: Vec<&str> = checked.findings.iter().flat_map(|f| &f.related).map(|r| r.message.zh.as_str()).collect();
    assert_eq!(remarks, ["长"], "what lies across both is told once");
}

#[test]
fn the_longer_place_speaks_where_nothing_else_decides() {
    let rules = [
        rule("form/short", "message = '短'", "[rule.phrase]\nterms = ['高度重视']"),
        rule("form/wide", "message = '长'", "[rule.phrase]\nterms = ['高度重视此事']"),
    ]
    .concat();
    let finding = only(&linter(&rules), "我们高度重视此事。");
    assert_eq!((finding.message.zh.as_str(), finding.related[0].message.zh.as_str()), ("长", "短"));
}

#[test]
fn what_is_said_of_the_post_stands_beside_what_is_said_of_its_words() {
    let rules = [
        rule("form/word", "", "[rule.phrase]\nterms = ['高度重视']"),
        rule("form/post", "", "[rule.relation]\nmissing = ['@contact']"),
    ]
    .concat();
    assert_eq!(check(&linter(&rules), "我们高度重视此事。").findings.len(), 2);
}

#[test]
fn findings_stand_in_the_order_of_the_text() {
    let rules = [
        rule("form/second", "severity = 'error'", "[rule.phrase]\nterms = ['切实做好']"),
        rule("form/first", "", "[rule.phrase]\nterms = ['高度重视']"),
    ]
    .concat();
    let checked = check(&linter(&rules), "高度重视。切实做好。高度重视。");
    let ids: Vec<&str> = checked.findings.iter().map(|f| f.rule.as_str()).collect();
    assert_eq!(ids, ["form/first", "form/second", "form/first"]);
}

#[test]
fn messages_are_filled_with_what_was_found() {
    let count = "[rule.measure]\nof = 'count'\nterms = ['进一步', '切实']\nmin = 3\nmark = 'first'";
    let linter = linter(&rule("form/words", "message = '{count}处{words}，最多{limit}处，如「{match}」'", count));
    let finding = only(&linter, "进一步抓，切实抓，进一步抓。");
    assert_eq!(finding.message.zh, "3处进一步、切实，最多2处，如「进一步」");
}

#[test]
fn a_long_quotation_is_cut_in_the_middle_and_a_long_list_at_its_end() {
    let long = linter(&rule("form/quote", "message = '{match}'", "[rule.pattern]\nany = ['开头.*结尾']"));
    let text = format!("开头{}结尾", "很".repeat(40));
    let message = only(&long, &text).message.zh;
    assert!(message.starts_with("开头很") && message.contains('…') && message.ends_with("很结尾"), "{message}");
    let list = "[rule.measure]\nof = 'count'\npatterns = ['第\\d+名']\nmin = 2\nmark = 'first'";
    let linter = linter(&rule("form/list", "message = '{words}'", list));
    assert_eq!(only(&linter, "第1名第2名第3名第4名第5名第6名第7名").message.zh, "第1名、第2名、第3名、第4名、第5名…");
}

#[test]
fn words_of_the_draft_are_quoted_as_they_stand() {
    let linter = linter(&rule("form/match", "message = '「{match}」'", "[rule.phrase]\nterms = ['亲自']"));
    assert_eq!(only(&linter, "市長親 自到了。").message.zh, "「親 自」");
}

#[test]
fn what_the_draft_leaves_out_is_counted() {
    let rules = [
        rule("form/one", "", "[rule.pattern]\nany = ['高度重视', '高度.{2}']"),
        rule("candour/two", "", "[rule.phrase]\nterms = ['切实做好']"),
    ]
    .concat();
    let linter = linter(&rules);
    let ignoring = |selector: &str| {
        let meta = Meta { ignore: vec![selector.to_owned()], ..Meta::default() };
        let post = Post { meta, ..Post::from_text("高度重视。切实做好。") };
        let checked = linter.check(post, given(Situation::Everyday));
        (checked.findings.len(), checked.suppressed)
    };
    for selector in ["form/one", "form", "form/*"] {
        assert_eq!(ignoring(selector), (1, 1), "{selector}");
    }
    assert_eq!(ignoring("form/two"), (2, 0));
}
