//! Where rules hold their tongue.

use wenfeng::engine::Linter;
use wenfeng::post::{Post, Situation};

use crate::support::{LEXICON, check, finds, given, linter, one, pack, rule, speaks};

fn term(term: &str, guard: &str) -> String {
    format!("[rule.phrase]\nterms = ['{term}']\n[rule.guard]\n{guard}")
}

#[test]
fn rules_look_at_the_parts_they_name() {
    let every = "【高度重视】高度重视#高度重视#好@高度重视 好《高度重视》。";
    let with = |part: &str| format!("parts = [{part}]");
    let marked = |part: &str, expected: &str| {
        assert_eq!(expected.replace(['⟦', '⟧'], ""), every);
        finds(&one(&term("高度重视", &with(part))), &[expected]);
    };
    marked("'headline', 'body'", "【⟦高度重视⟧】⟦高度重视⟧#高度重视#好@高度重视 好《高度重视》。");
    marked("'headline'", "【⟦高度重视⟧】高度重视#高度重视#好@高度重视 好《高度重视》。");
    marked("'body'", "【高度重视】⟦高度重视⟧#高度重视#好@高度重视 好《高度重视》。");
    marked("'hashtag'", "【高度重视】高度重视#⟦高度重视⟧#好@高度重视 好《高度重视》。");
    marked("'mention'", "【高度重视】高度重视#高度重视#好@⟦高度重视⟧ 好《高度重视》。");
    marked("'book-title'", "【高度重视】高度重视#高度重视#好@高度重视 好《⟦高度重视⟧》。");
}

#[test]
fn other_peoples_words_behind_a_forward_are_theirs() {
    speaks(&term("高度重视", ""), &["⟦高度重视⟧。//@某某:高度重视。"]);
    speaks(&term("高度重视", "parts = ['forward']"), &["高度重视。//@某某:⟦高度重视⟧。"]);
}

#[test]
fn quotations_are_left_alone_unless_the_rule_says_keep() {
    speaks(&term("高度重视", ""), &["⟦高度重视⟧，少写“高度重视”，「高度重视」。"]);
    speaks(&term("高度重视", "quotation = 'keep'"), &["写了“⟦高度重视⟧”，【“⟦高度重视⟧”】"]);
    speaks(&term("高度重视", "parts = ['quotation']"), &["高度重视，写了“⟦高度重视⟧”。"]);
    speaks(&term("高度重视", "parts = ['book-title']"), &["《⟦高度重视⟧“高度重视”》"]);
}

#[test]
fn reported_speech_is_left_alone_unless_the_rule_says_keep() {
    let texts = ["网友称领导高度重视。", "有记者在会上问是否高度重视。"];
    speaks(&term("高度重视", ""), &texts);
    speaks(
        &term("高度重视", ""),
        &["称赞网友⟦高度重视⟧。", "网友称好。我们⟦高度重视⟧。", "网友好。记者走过来走过来走过来走过来称⟦高度重视⟧。"],
    );
    speaks(&term("高度重视", "reported = 'keep'"), &["网友称领导⟦高度重视⟧。"]);
}

#[test]
fn what_is_negated_is_left_alone_unless_the_rule_says_keep() {
    speaks(
        &term("高度重视", ""),
        &["不要说高度重视。", "并非高度重视。", "没高度重视。", "不要，⟦高度重视⟧。", "不要总是这样反复地⟦高度重视⟧。"],
    );
    speaks(&term("高度重视", "negated = 'keep'"), &["不要说⟦高度重视⟧。"]);
}

#[test]
fn a_negation_of_one_character_counts_only_as_a_word() {
    speaks(&term("高度重视", ""), &["不断⟦高度重视⟧。", "非常⟦高度重视⟧。", "特别⟦高度重视⟧。"]);
}

#[test]
fn two_negations_that_meet_say_yes() {
    speaks(
        &term("高度重视", ""),
        &["不得不⟦高度重视⟧。", "不能没有⟦高度重视⟧。", "不能不⟦高度重视⟧。", "拒绝不要高度重视。"],
    );
}

#[test]
fn short_matches_are_words_or_nothing() {
    speaks(
        &term("亲自", ""),
        &["市长⟦亲自⟧到了。", "他父亲自己去接人。", "市长⟦亲 自⟧到了。", "市長⟦親自⟧到了。", "他父親自己去接人。"],
    );
    speaks(&term("高度重", ""), &["我们高度重视它。"]);
    speaks(&term("亲自到", "boundary = 'never'"), &["市长⟦亲自到⟧了。"]);
    speaks(&term("全力量到", "boundary = 'always'"), &["医院的安全力量到岗。"]);
    speaks(&term("全力量到", ""), &["医院的安⟦全力量到⟧岗。"]);
    speaks(&term("自己", "boundary = 'never'"), &["他父亲⟦自己⟧去。"]);
}

#[test]
fn a_word_ends_where_the_clause_ends_and_beside_digits_and_letters() {
    speaks(
        &term("报道", ""),
        &["人民日报1⟦报道⟧。", "人民日报⟦报道⟧", "⟦报道⟧", "CCTV⟦报道⟧", "见⟦报道⟧2篇", "，⟦报道⟧，", "A⟦报道⟧B"],
    );
    speaks(&term("正在调", "boundary = 'always'"), &["水电正在调试。"]);
    speaks(&term("正在调查", "boundary = 'always'"), &["我们⟦正在调查⟧。", "⟦正在调查⟧，稍等。", "3日⟦正在调查⟧"]);
    speaks(&term("好，大家", "boundary = 'always'"), &["今天⟦好，大家⟧来。", "你好，大家来。"]);
}

#[test]
fn a_wording_of_several_words_may_begin_inside_a_word_made_of_words() {
    speaks(&term("改革发展", "boundary = 'always'"), &["我们推进⟦改革发展⟧。", "谈⟦改革发展⟧。"]);
    speaks(&term("国家机", "boundary = 'always'"), &["这是国家机器。"]);
}

#[test]
fn a_latin_word_is_not_found_inside_another() {
    for guard in ["", "boundary = 'always'"] {
        speaks(&term("NB", guard), &["看NBA比赛。", "这操作太⟦NB⟧了。", "太⟦NB⟧，真的", "水表用nb-iot。"]);
    }
    speaks(&term("NB", "boundary = 'never'"), &["看⟦NB⟧A比赛。"]);
}

#[test]
fn longer_wordings_and_names_that_hold_the_match_excuse_it() {
    speaks(&term("重视", "except = ['多重视角', '高度重视(安全)?']"), &["局里高度重视。", "我们⟦重视⟧它。"]);
    speaks(&term("大力", "boundary = 'never'"), &["他是大力士。", "⟦大力⟧支持。"]);
    speaks(&term("处理器", ""), &["换一块⟦处理器⟧。"]);
}

#[test]
fn a_given_name_is_a_name() {
    speaks(
        &term("大力", ""),
        &["志愿者张大力。", "这名电工叫张大力。", "电工欧阳大力说好。", "他主张⟦大力⟧支持。", "陈某⟦大力⟧支持。"],
    );
}

#[test]
fn rules_speak_in_their_situations_with_the_severity_of_each() {
    let rules = rule(
        "form/one",
        "severity-in = { incident = 'error', reply = 'off' }",
        &term("高度重视", "situations = ['incident', 'reply']"),
    );
    let linter = linter(&rules);
    let severity =
        |s| linter.check(Post::from_text("高度重视。"), given(s)).findings.first().map(|f| f.severity.name());
    assert_eq!(severity(Situation::Incident), Some("error"));
    assert_eq!((severity(Situation::Reply), severity(Situation::Everyday)), (None, None));
}

#[test]
fn short_posts_may_be_spared() {
    speaks(&term("高度重视", "min-units = 8"), &["高度重视它。", "我们⟦高度重视⟧它。"]);
}

#[test]
fn every_condition_must_be_met_and_any_excuse_will_do() {
    let when = "[rule.phrase]\nterms = ['注意安全']\n[rule.when]\nclause = ['大家']\npost = ['高压线']";
    speaks(when, &["请大家⟦注意安全⟧。有高压线。", "请大家注意安全。", "注意安全，大家。有高压线。"]);
    let unless = "[rule.phrase]\nterms = ['注意安全']\n[rule.unless]\nclause = ['大家']\npost = ['高压线']";
    speaks(unless, &["请大家注意安全。", "注意安全。有高压线。", "⟦注意安全⟧。"]);
}

#[test]
fn excuses_are_looked_for_where_the_rule_says() {
    let unless = |key: &str| format!("[rule.phrase]\nterms = ['注意安全']\n[rule.unless]\n{key} = ['高压线']");
    speaks(&unless("before"), &["高压线注意安全。", "高压线，⟦注意安全⟧。", "⟦注意安全⟧高压线。"]);
    speaks(&unless("after"), &["注意安全高压线。", "⟦注意安全⟧，高压线。", "高压线⟦注意安全⟧。"]);
    speaks(
        &unless("near"),
        &["高压线在这里，请注意安全。", "高压线就在这里的旁边，请⟦注意安全⟧。", "高压线。⟦注意安全⟧。"],
    );
    speaks(&unless("clause"), &["高压线下的人注意安全。", "高压线，⟦注意安全⟧。"]);
    speaks(&unless("sentence"), &["高压线在这里的旁边那个地方，注意安全。", "高压线。⟦注意安全⟧。"]);
    speaks(&unless("next-sentence"), &["注意安全。高压线。", "高压线。⟦注意安全⟧。", "⟦注意安全⟧。好。高压线。"]);
    speaks(&unless("neighbours"), &["注意安全。高压线。", "高压线。注意安全。", "高压线。好。⟦注意安全⟧。"]);
    speaks(
        &unless("lead"),
        &["这里有高压线。好。注意安全。", "【高压线】好。好。注意安全。", "好好好好。高压线。⟦注意安全⟧。"],
    );
    speaks(&unless("post"), &["高压线。好。好。注意安全。", "⟦注意安全⟧。//@某某:高压线。"]);
}

#[test]
fn the_match_is_no_excuse_for_itself() {
    let tables = "[rule.phrase]\nterms = ['注意安全']\n[rule.unless]\nsentence = ['安全', '@number']";
    speaks(tables, &["⟦注意安全⟧。", "注意安全，安全第一。"]);
    let looks_in = "[rule.pattern]\nany = ['注意.{0,4}安全']\n[rule.unless]\nclause = ['/自身.?安全/']";
    speaks(looks_in, &["⟦注意出行安全⟧。", "注意自身安全。"]);
}

#[test]
fn drafts_are_not_judged_by_their_front_matter() {
    let mut post = Post::from_text("注意：高度重视\n\n高度重视");
    post.front = "注意：高度重视\n\n".len();
    let checked = one(&term("高度重视", "")).check(post, given(Situation::Everyday));
    assert_eq!(checked.findings.len(), 1);
    assert!(check(&one(&term("高度重视", "")), "").findings.is_empty());
}

#[test]
fn nothing_is_said_of_a_phrase_the_office_accepts() {
    let pack = pack(&rule("form/one", "", "[rule.phrase]\nterms = ['最美']"), LEXICON);
    let mut lexicon = pack.lexicon.clone();
    lexicon.accepted = vec!["最美".to_owned()];
    finds(&Linter::new(pack.rules.clone(), &lexicon), &["这是最美的风景。"]);
    lexicon.accepted = vec!["最美青川人".to_owned()];
    finds(&Linter::new(pack.rules, &lexicon), &["这是⟦最美⟧的风景，今天评出最美青川人。"]);
}
