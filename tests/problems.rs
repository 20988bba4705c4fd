//! What the author of a rule sees when something is wrong with it: one file for each defect, and one with five.

use std::collections::BTreeMap;
use std::sync::Arc;

use wenfeng::problem::{Problem, ProblemSource};
use wenfeng::report::problem::draw;
use wenfeng::rule::Cue;
use wenfeng::rule::check::{Against, Rigour, check_lexicon, check_rules, check_together};
use wenfeng::words::Lang;

/// A sound rule; `{…}` parts can be exchanged.
const SOUND: &str = r#"[[rule]]
id = "modesty/kind-words"
title = "亲切"
severity = "info"
message = "「{match}」是客套"
why = "读者想看事"
instead = "写事"
source = ["浙江在线2011年2月25日"]
[rule.phrase]
terms = ["亲切(的)?关怀"]
[[rule.example]]
bad = "感谢⟦亲切关怀⟧。"
[[rule.example]]
good = "谢谢大家。"
"#;

fn sound_but(changes: &[(&str, &str)]) -> String {
    changes.iter().fold(SOUND.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "the sound rule has {from}");
        text.replacen(from, to, 1)
    })
}

fn problems_of(text: &str) -> Vec<Problem> {
    let source = Arc::new(ProblemSource::new("规则.toml", text));
    let pack = Arc::from("office");
    let classes = BTreeMap::from([("hazard".to_owned(), vec![Cue::Literals(vec!["塌方".to_owned()])])]);
    let against = Against { pack: &pack, classes: &classes, known: &[], rigour: Rigour::Usual };
    let mut problems = Vec::new();
    let rules = check_rules(&source, against, &mut problems);
    check_together(rules, &mut problems);
    problems
}

fn drawn(problems: &[Problem], lang: Lang) -> String {
    let mut out = Vec::new();
    draw(problems, lang, false, &mut out).expect("memory can be written to");
    let text = String::from_utf8(out).expect("UTF-8");
    // Spaces at the ends of lines do not survive editors.
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn seen(text: &str) -> String {
    drawn(&problems_of(text), Lang::Zh)
}

#[test]
fn a_sound_rule_has_no_problem() {
    assert_eq!(seen(SOUND), "");
}

#[test]
fn every_defect_is_shown_at_its_place() {
    let defects: &[(&str, &[(&str, &str)])] = &[
        ("a_category_that_does_not_exist", &[("modesty/", "modestly/")]),
        ("an_id_that_is_none", &[("modesty/kind-words", "modesty/Kind words")]),
        ("no_id", &[("id = \"modesty/kind-words\"\n", "")]),
        ("a_misspelt_key", &[("severity =", "severty =")]),
        ("a_key_of_nothing", &[("severity = \"info\"", "severity = \"info\"\ncolour = \"red\"")]),
        ("a_wrong_type", &[("[\"浙江在线2011年2月25日\"]", "\"浙江在线\"")]),
        ("a_fault_of_syntax", &[("\"写事\"", "写事")]),
        ("a_severity_that_does_not_exist", &[("\"info\"", "\"warn\"")]),
        (
            "a_situation_that_does_not_exist",
            &[("severity = \"info\"", "severity = \"info\"\nseverity-in = { incidents = \"error\" }")],
        ),
        ("a_text_that_is_missing", &[("why = \"读者想看事\"\n", "")]),
        ("a_text_that_is_empty", &[("\"读者想看事\"", "\"  \"")]),
        (
            "a_text_that_is_long",
            &[("\"读者想看事\"", "\"读者打开手机，是想看看今天到底发生了什么事情、自己该怎么办、该去找谁问清楚\"")],
        ),
        ("a_placeholder_that_does_not_exist", &[("{match}", "{mach}")]),
        ("a_placeholder_of_another_kind", &[("{match}", "{count}")]),
        ("a_swap_that_is_not_there", &[("\"写事\"", "\"改成{swap}\"")]),
        ("a_lone_brace", &[("{match}", "{match")]),
        ("no_source", &[("source = [\"浙江在线2011年2月25日\"]\n", "")]),
        ("no_matcher", &[("[rule.phrase]\nterms = [\"亲切(的)?关怀\"]\n", "")]),
        ("two_matchers", &[("[[rule.example]]\nbad", "[rule.pattern]\nany = ['亲切']\n[[rule.example]]\nbad")]),
        ("a_broken_wording", &[("亲切(的)?关怀", "亲切(的?关怀")]),
        (
            "a_wording_that_explodes",
            &[(
                "亲切(的)?关怀",
                "(一|二|三|四|五|六|七|八|九|十)(一|二|三|四|五|六|七|八|九|十)(一|二|三|四|五|六|七|八)",
            )],
        ),
        ("a_wording_written_twice", &[("\"亲切(的)?关怀\"", "\"亲切(的)?关怀\", \"亲切关怀\"")]),
        ("full_width_brackets", &[("亲切(的)?关怀\"]", "亲切关怀\", \"亲切（的）关怀\"]")]),
        ("a_broken_pattern", &[("[rule.phrase]\nterms = [\"亲切(的)?关怀\"]", "[rule.pattern]\nany = ['亲切(关怀']")]),
        (
            "a_group_that_is_not_there",
            &[(
                "[rule.phrase]\nterms = [\"亲切(的)?关怀\"]",
                "[rule.pattern]\nany = ['亲切(?<what>关怀)']\nreplace = \"${waht}\"",
            )],
        ),
        (
            "a_cue_that_does_not_exist",
            &[("[[rule.example]]\nbad", "[rule.unless]\nsentence = [\"@hazzard\"]\n[[rule.example]]\nbad")],
        ),
        (
            "an_element_that_does_not_exist",
            &[("[[rule.example]]\nbad", "[rule.unless]\npost = [\"@element:tim\"]\n[[rule.example]]\nbad")],
        ),
        (
            "a_part_that_does_not_exist",
            &[("[[rule.example]]\nbad", "[rule.guard]\nparts = [\"title\"]\n[[rule.example]]\nbad")],
        ),
        (
            "an_exception_that_never_holds",
            &[("[[rule.example]]\nbad", "[rule.guard]\nexcept = [\"关心\"]\n[[rule.example]]\nbad")],
        ),
        (
            "a_key_of_another_measure",
            &[("[rule.phrase]\nterms = [\"亲切(的)?关怀\"]", "[rule.measure]\nof = \"length\"\nmax = 140\nmin = 3")],
        ),
        (
            "a_measure_without_its_limit",
            &[("[rule.phrase]\nterms = [\"亲切(的)?关怀\"]", "[rule.measure]\nof = \"length\"")],
        ),
        (
            "two_relations",
            &[(
                "[rule.phrase]\nterms = [\"亲切(的)?关怀\"]",
                "[rule.relation]\nfind = [\"亲切\"]\nthen = [\"关怀\"]\nnear = [\"关怀\"]",
            )],
        ),
        (
            "a_sequence_without_words",
            &[("[rule.phrase]\nterms = [\"亲切(的)?关怀\"]", "[rule.sequence]\nsteps = [{ tags = [\"v*\"] }]")],
        ),
        ("a_safe_fix_of_nothing", &[("[[rule.example]]\nbad", "[rule.fix]\nsafe = true\n[[rule.example]]\nbad")]),
        ("no_bad_example", &[("[[rule.example]]\nbad = \"感谢⟦亲切关怀⟧。\"\n", "")]),
        ("a_bad_example_without_marks", &[("⟦亲切关怀⟧", "亲切关怀")]),
        ("marks_that_do_not_match", &[("⟦亲切关怀⟧", "⟦亲切关怀")]),
        ("marks_round_nothing", &[("⟦亲切关怀⟧", "亲切关怀⟦⟧")]),
        ("an_example_that_is_both", &[("good = \"谢谢大家。\"", "good = \"谢谢大家。\"\nbad = \"⟦亲切关怀⟧\"")]),
        (
            "the_same_example_twice",
            &[("good = \"谢谢大家。\"", "good = \"谢谢大家。\"\n[[rule.example]]\ngood = \"谢谢大家。\"")],
        ),
        (
            "a_rule_to_replace_that_is_not_there",
            &[("title = \"亲切\"", "title = \"亲切\"\nreplaces = \"zh:modesty/none\"")],
        ),
    ];
    let all = defects.iter().map(|(name, changes)| {
        let text = seen(&sound_but(changes));
        assert!(!text.is_empty(), "{name} is noticed");
        format!("### {}\n{text}\n", name.replace('_', " "))
    });
    insta::assert_snapshot!("defects", all.collect::<Vec<_>>().join("\n"));
}

#[test]
fn an_id_used_twice_is_shown_at_both_places() {
    insta::assert_snapshot!("twice", seen(&format!("{SOUND}\n{SOUND}")));
}

#[test]
fn words_that_two_rules_share_are_a_note() {
    let second = sound_but(&[("modesty/kind-words", "form/other")]);
    insta::assert_snapshot!("shared", seen(&format!("{SOUND}\n{second}")));
}

#[test]
fn five_defects_of_three_rules_are_shown_at_once() {
    let text = [
        sound_but(&[("title =", "titel ="), ("\"读者想看事\"", "5")]),
        sound_but(&[("modesty/kind-words", "modesty/b"), ("亲切(的)?关怀", "亲切)关怀"), ("⟦亲切关怀⟧", "亲切关怀⟧")]),
        sound_but(&[("modesty/kind-words", "modestie/c")]),
    ]
    .join("\n");
    let problems = problems_of(&text);
    assert_eq!(problems.len(), 5);
    insta::assert_snapshot!("five", drawn(&problems, Lang::Zh));
    insta::assert_snapshot!("five_in_english", drawn(&problems, Lang::En));
}

#[test]
fn a_lexicon_is_checked_like_a_rule() {
    let text = "nmaes = []\n[class]\ndate = [\"今天\"]\nhazard = [\"(高压线\"]\n\
                [[situation]]\nis = \"incidents\"\nwithin = \"sentence\"\nfind = [\"火灾\"]\n";
    let source = Arc::new(ProblemSource::new("lexicon.toml", text));
    let pack = Arc::from("office");
    let against = Against { pack: &pack, classes: &BTreeMap::new(), known: &[], rigour: Rigour::Usual };
    let mut problems = Vec::new();
    check_lexicon(&[source], against, &mut problems);
    insta::assert_snapshot!("lexicon", drawn(&problems, Lang::Zh));
}

#[test]
fn no_rule_file_whatsoever_is_a_crash() {
    let pieces = [
        "[[rule]]\n",
        "id = ",
        "\"modesty/x\"\n",
        "[rule.phrase]\n",
        "terms = [",
        "'(甲|乙'",
        "]\n",
        "[rule.measure]\n",
        "of = 'count'\n",
        "min = -1\n",
        "max = nan\n",
        "{",
        "}",
        "=",
        "\u{0}",
        "⟦",
        "rule = 5\n",
        "[rule]\n",
        "\u{feff}",
        "'''",
        "[[rule.example]]\n",
        "bad = '⟧⟦'\n",
    ];
    // A simple generator is enough: every run tries the same texts.
    let mut state = 1_u64;
    for _ in 0..3000 {
        let mut text = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[usize::try_from(state >> 33).expect("31 bits") % pieces.len()]);
        }
        drawn(&problems_of(&text), Lang::Zh);
    }
}
