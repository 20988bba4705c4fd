//! Wordings, expressions and sequences of words.

use crate::support::{finds, linter, one, only, rule, speaks};

#[test]
fn every_wording_of_a_term_is_found() {
    speaks(
        "[rule.phrase]\nterms = ['正在(进一步)?(调查|核实)中']",
        &["⟦正在调查中⟧，⟦正在进一步核实中⟧。", "正在进一步中。", "⟦正在調查中⟧，也算。", "⟦正在 调查中⟧。"],
    );
}

#[test]
fn the_longest_wording_wins_where_several_begin() {
    speaks(
        "[rule.phrase]\nterms = ['高度重视', '高度重视此事', '重视']",
        &["局里⟦高度重视此事⟧。", "局里⟦高度重视⟧这条路。", "我们⟦重视⟧它。"],
    );
}

#[test]
fn a_wording_that_is_excused_leaves_the_place_to_a_shorter_one() {
    speaks(
        "[rule.phrase]\nterms = ['高度重视安全', '高度重视']\n[rule.guard]\nexcept = ['高度重视安全生产月']",
        &["局里⟦高度重视安全⟧。", "这是高度重视安全生产月。"],
    );
}

#[test]
fn a_swap_offers_its_alternatives_in_order() {
    let linter = linter(&rule(
        "form/swap",
        "message = '「{match}」换成「{swap}」'\ninstead = '{swap}'",
        "[rule.phrase.swap]\n'进行抢修' = ['抢修', '修']\n'务必切实' = ['']\n[rule.fix]\nsafe = true",
    ));
    let finding = only(&linter, "工人正在进行抢修。");
    assert_eq!(finding.message.zh, "「进行抢修」换成「抢修」");
    let texts: Vec<&str> = finding.fixes.iter().map(|f| f.edits[0].text.as_str()).collect();
    assert_eq!(texts, ["抢修", "修"]);
    let safe: Vec<_> = finding.fixes.iter().map(|f| format!("{:?}", f.applicability)).collect();
    assert_eq!(safe, ["Safe", "DisplayOnly"], "only the first is applied by itself");
    let finding = only(&linter, "大家务必切实小心。");
    assert_eq!((finding.instead.zh.as_str(), finding.fixes[0].title.zh.as_str()), ("删去即可", "删去"));
}

#[test]
fn an_expression_marks_its_group_at() {
    speaks("[rule.pattern]\nany = ['第\\d+次(?<at>强调)']", &["这是第3次⟦强调⟧。", "这是强调。"]);
    speaks(
        "[rule.pattern]\nany = ['强调(?<at>再)?三']\n[rule.guard]\nboundary = 'never'",
        &["⟦强调三⟧次，强调⟦再⟧三。"],
    );
}

#[test]
fn an_expression_stays_within_its_sentence() {
    speaks(
        "[rule.pattern]\nany = ['取得.*成效', '[一二]是.*到位']",
        &["⟦取得了很好的成效⟧。", "取得。成效。", "一是。到位。"],
    );
}

#[test]
fn an_expression_meets_the_folded_text_or_the_raw_one() {
    speaks("[rule.pattern]\nany = ['ABC\\+']", &["⟦ＡＢＣ＋⟧", "⟦abc+⟧"]);
    speaks(
        "[rule.pattern]\nany = ['[Ａ-Ｚ]+', '\\x{200b}', ' +']\ntext = 'raw'",
        &["⟦ＡＢＣ⟧和ABC。", "好⟦\u{200b}⟧的。"],
    );
    finds(&one("[rule.pattern]\nany = ['\\x{200b}+']\ntext = 'raw'"), &["⟦\u{200b}⟧", "⟦\u{200b}\u{200b}⟧好"]);
}

#[test]
fn a_replacement_is_made_of_the_groups() {
    let linter = one("[rule.pattern]\nany = ['进行(?<verb>抢修|检查)']\nreplace = '${verb}'");
    assert_eq!(only(&linter, "正在进行检查。").fixes[0].edits[0].text, "检查");
    let raw = one("[rule.pattern]\nany = ['(?<a>Ａ+)!']\ntext = 'raw'\nreplace = '${a}。'");
    assert_eq!(only(&raw, "这里ＡＡ!").fixes[0].edits[0].text, "ＡＡ。");
}

#[test]
fn a_sequence_takes_words_tags_and_lengths() {
    let tables =
        "[rule.sequence]\nsteps = [{ words = ['进行'] }, { tags = ['v', 'vn'], not = ['到'], chars = [2, 2] }]";
    speaks(tables, &["工人⟦进行检查⟧。", "比赛进行到第三天。", "广场上放着进行曲。", "他们进行马拉松。"]);
    speaks("[rule.sequence]\nsteps = [{ words = ['进行'] }, { tags = ['v*'] }]", &["工人⟦进行检查⟧。"]);
}

#[test]
fn a_step_may_be_repeated_left_out_or_unmarked() {
    let tables = "[rule.sequence]\nsteps = [{ words = ['对'], mark = false }, { tags = ['n*'], times = [1, 3], mark = false }, \
                  { words = ['进行'] }, { words = ['了'], times = [0, 1] }, { tags = ['v*'] }]";
    speaks(tables, &["工人对道路⟦进行检查⟧。", "工人对道路⟦进行了检查⟧。", "工人对进行检查。"]);
}

#[test]
fn a_sequence_may_begin_with_a_word_that_can_be_missing() {
    let tables =
        "[rule.sequence]\nsteps = [{ words = ['正在'], times = [0, 1] }, { words = ['进行'] }, { tags = ['v*'] }]";
    speaks(tables, &["工人⟦正在进行检查⟧。", "工人⟦进行检查⟧。"]);
}

#[test]
fn a_step_that_took_nothing_leaves_nothing_in_the_replacement() {
    let linter =
        one("[rule.sequence]\nsteps = [{ words = ['正在'], times = [0, 1], name = 'now' }, { words = ['进行'] }, \
         { tags = ['v*'], name = 'verb' }]\nreplace = '{now}{verb}'");
    assert_eq!(only(&linter, "工人进行检查。").fixes[0].edits[0].text, "检查");
    assert_eq!(only(&linter, "工人正在进行检查。").fixes[0].edits[0].text, "正在检查");
}

#[test]
fn a_sequence_does_not_go_beyond_its_clause() {
    speaks("[rule.sequence]\nsteps = [{ words = ['进行'] }, { tags = ['v*'] }]", &["比赛照常进行，检查票证。"]);
}
