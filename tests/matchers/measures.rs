//! Quantities and shapes.

use crate::support::{check, linter, one, only, rule, speaks};

#[test]
fn a_post_that_is_too_long_is_told_so_once_in_its_lead() {
    let linter =
        linter(&rule("form/long", "message = '{value}字，最多{limit}字'", "[rule.measure]\nof = 'length'\nmax = 10"));
    let finding = only(&linter, "今天天气很好。明天后天也很好。");
    assert_eq!(finding.message.zh, "15字，最多10字");
    assert!(check(&linter, "今天天气很好。").findings.is_empty());
}

#[test]
fn a_long_sentence_is_marked_at_its_beginning() {
    speaks(
        "[rule.measure]\nof = 'stretch'\nmax = 20",
        &[
            "短句。\n⟦我们在这个月里每天都⟧会到社区去听大家说话并且记下来。",
            "有苹果、香蕉、梨、桃、李、杏、枣、柿、橘、橙、柚、瓜、豆。",
        ],
    );
    speaks(
        "[rule.measure]\nof = 'stretch'\nwithin = 'clause'\nmax = 10",
        &["我们来了，⟦我们每天都会到社区去⟧听大家说话。"],
    );
}

#[test]
fn a_count_speaks_from_its_least_number_on() {
    let count = |keys: &str| format!("[rule.measure]\nof = 'count'\nterms = ['进一步']\n{keys}");
    speaks(&count("min = 2"), &["进一步。", "⟦进一步⟧，⟦进一步⟧。"]);
    speaks(&count("min = 2\nwithin = 'sentence'"), &["进一步。进一步。", "⟦进一步⟧，⟦进一步⟧。进一步。"]);
    speaks(&count("min = 2\nwithin = 'clause'"), &["进一步，进一步。", "⟦进一步⟧⟦进一步⟧，进一步。"]);
    speaks(&count("min = 2\nmark = 'first'"), &["⟦进一步⟧，进一步。"]);
    speaks(&count("min = 2\nmark = 'beyond'"), &["进一步，⟦进一步⟧，⟦进一步⟧。"]);
    speaks(&count("min = 2\nmark = 'all'"), &["要⟦进一步，又进一步⟧做。"]);
    speaks(&count("min = 2\nwithin = 'lead'"), &["⟦进一步⟧，⟦进一步⟧做好。进一步。", "我们来做好。进一步，进一步。"]);
    speaks(&count("min = 2\nper-100 = 50"), &["进一步，进一步。"]);
    speaks(&count("min = 2\nper-100 = 10"), &["⟦进一步⟧，⟦进一步⟧。"]);
}

#[test]
fn places_of_neighbouring_sentences_count_together_wherever_they_begin() {
    let tables = "[rule.measure]\nof = 'count'\nterms = ['进一步']\nmin = 3\nwithin = 'next-sentence'";
    speaks(tables, &["进一步。⟦进一步⟧。⟦进一步⟧，⟦进一步⟧。", "进一步。进一步。好。进一步，进一步。"]);
}

#[test]
fn different_words_may_be_asked_for_and_expressions_count() {
    let tables = "[rule.measure]\nof = 'count'\nterms = ['进一步', '切实']\npatterns = ['全面(?:推进|落实)']\nmin = 3\ndistinct = 3";
    speaks(tables, &["⟦进一步⟧、⟦切实⟧、⟦全面推进⟧工作。", "进一步、进一步、切实。"]);
}

#[test]
fn what_is_excused_does_not_count() {
    let tables = "[rule.measure]\nof = 'count'\nterms = ['进一步']\nmin = 2";
    speaks(tables, &["进一步。他说“进一步”。", "进一步。不要说进一步。"]);
}

#[test]
fn parts_beyond_the_limit_are_marked() {
    let parts = |keys: &str| format!("[rule.measure]\nof = 'parts'\npart = 'hashtag'\nmax = 1\n{keys}");
    speaks(&parts(""), &["#甲乙#好。⟦#丙丁#⟧好。", "#甲乙#好。"]);
    speaks(&parts("mark = 'first'"), &["⟦#甲乙#⟧好。#丙丁#好。"]);
    speaks(&parts("[rule.unless]\npost = ['@contact']"), &["#甲乙#好。#丙丁#拨打电话。"]);
}

#[test]
fn a_share_is_measured_in_clauses_with_a_cue() {
    let linter = linter(&rule(
        "form/share",
        "message = '{count}处，占{value}，最多{limit}'",
        "[rule.measure]\nof = 'share'\ncues = ['县长']\nmax = 40",
    ));
    let finding = only(&linter, "县长来了现场，路修好了。");
    assert_eq!(finding.message.zh, "1处，占60%，最多40%");
    assert!(check(&linter, "县长来了，路已经修好了，大家可以走。").findings.is_empty());
}

#[test]
fn a_run_of_phrases_of_one_length_is_one_finding() {
    speaks(
        "[rule.measure]\nof = 'run'\nmin = 3",
        &["⟦高度重视、迅速行动、全力以赴⟧，做到了。", "高度重视、迅速行动。", "高度重视。迅速行动。全力以赴。"],
    );
    speaks(
        "[rule.measure]\nof = 'run'\nmin = 3\nknown = ['迅速']",
        &["⟦高度重视、迅速行动、全力以赴⟧。", "红烧排骨、清蒸鲈鱼、白灼菜心。"],
    );
    speaks(
        "[rule.measure]\nof = 'run'\nchars = 2\nmin = 3\nknown = ['团', '求']\nmin-known = 2",
        &["⟦团结，奋进，求实⟧。", "团结，奋进，务实。"],
    );
}

#[test]
fn clauses_that_begin_alike_are_one_finding() {
    speaks(
        "[rule.measure]\nof = 'parallel'\nmin = 3",
        &["⟦我们重视安全，我们重视质量，我们重视服务⟧。", "我们重视安全，我们重视质量，大家放心。"],
    );
    speaks(
        "[rule.measure]\nof = 'parallel'\nmin = 2\nchars = 4",
        &["⟦我们重视安全，我们重视质量⟧。", "我们重视安全，我们来了。"],
    );
}

#[test]
fn a_word_said_too_often_is_marked_where_it_is_first_said() {
    let repeat = |keys: &str| format!("[rule.measure]\nof = 'repeat'\nmin = 3\n{keys}");
    speaks(&repeat(""), &["⟦推进⟧施工，推进服务。推进建设。", "推进施工，推进服务。"]);
    speaks(&repeat("within = 'sentence'"), &["推进施工，推进服务。推进建设。", "⟦推进⟧施工，推进服务，推进建设。"]);
    speaks(
        &repeat("within = 'neighbours'"),
        &["推进施工。好。好。推进服务，推进建设。", "好。好。⟦推进⟧施工。推进服务，推进建设。"],
    );
}

#[test]
fn a_total_that_is_not_the_sum_of_its_parts_is_marked() {
    let totals = one("[rule.measure]\nof = 'totals'\n[rule.guard]\nboundary = 'never'");
    let finding = only(&totals, "3人死亡、5人受伤，共9人伤亡。");
    assert_eq!(finding.related.len(), 2);
    for fine in ["3人死亡、5人受伤，共8人伤亡。", "8人受伤，其中重伤3人、轻伤5人。", "共9人，3辆车。"]
    {
        assert!(check(&totals, fine).findings.is_empty(), "{fine}");
    }
    only(&totals, "8人受伤，其中重伤5人、轻伤4人。");
    check(&totals, "18446744073709551615人死亡、18446744073709551615人受伤，共3人。");
}

#[test]
fn harmless_words_that_together_weigh_enough_are_marked_with_their_clause() {
    let weigh = |keys: &str| {
        format!(
            "[rule.measure]\nof = 'weigh'\nmin = 15\n{keys}\n[rule.measure.weights]\n'嫌' = 9\n'不就' = 8\n\
             '(自己|自个)' = 7\n'@date' = -10\n"
        )
    };
    speaks(
        &weigh(""),
        &[
            "我们修好了，⟦您嫌慢不就自己来⟧，好吗？",
            "您嫌慢，不就晚了一天。",
            "自己来自己做。⟦您嫌自个慢⟧。",
            "⟦嫌慢不就得了⟧。",
            "6月3日嫌慢不就得了。",
            "自己，自己，自个。",
        ],
    );
    speaks(&weigh("within = 'sentence'"), &["⟦您嫌慢，不就晚了一天⟧。", "您嫌慢。不就晚了一天。"]);
    speaks(&(weigh("") + "[rule.guard]\nsituations = ['reply']"), &["嫌慢不就得了。"]);
}

#[test]
fn the_words_that_weighed_most_can_be_named() {
    let tables =
        "[rule.measure]\nof = 'weigh'\nmin = 10\n[rule.measure.weights]\n'嫌' = 3\n'不就' = 8\n'得了' = 2\n'慢' = -2";
    let linter = linter(&rule("form/weighed", "message = '{words}'", tables));
    assert_eq!(only(&linter, "嫌慢不就得了。").message.zh, "嫌、不就、得了");
}

#[test]
fn a_rule_may_tell_many_places_as_one() {
    let tables = "[rule.phrase]\n[rule.phrase.swap]\n'进行' = ['做']\n[rule.guard]\nmost = 2";
    speaks(tables, &["⟦进行⟧，⟦进行⟧。", "⟦进行⟧，进行，进行。"]);
    let finding = only(&one(tables), "进行，进行，进行。");
    assert_eq!(finding.related.len(), 2);
    assert_eq!(finding.fixes.len(), 1);
    let places: Vec<_> = finding.fixes[0].edits.iter().map(|edit| edit.span.start).collect();
    assert_eq!(places, [0, 9, 18], "one fix mends all of them");
}
