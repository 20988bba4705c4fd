use std::path::Path;
use std::sync::Arc;

use super::*;
use crate::config::read;
use crate::position::Span;
use crate::problem::ProblemSource;
use crate::rule::{Boundary, Guard, Origin, Phrase, Policy, RuleId, Severity, Surroundings};
use crate::words::Words;

fn rule(id: &str, matcher: Matcher) -> Rule {
    let source = Arc::new(ProblemSource::new("rules.toml", ""));
    Rule {
        id: RuleId::new(id).expect("a good id"),
        title: Words::same(id),
        severity: Severity::Warning,
        levels: [Level::Warning, Level::Warning, Level::Error, Level::Off, Level::Warning],
        message: Words::default(),
        why: Words::default(),
        instead: Words::default(),
        source: Vec::new(),
        matcher,
        guard: Guard {
            parts: Vec::new(),
            quotation: Policy::Skip,
            reported: Policy::Skip,
            negated: Policy::Skip,
            boundary: Boundary::Auto,
            except: Vec::new(),
            when: Surroundings::default(),
            unless: Surroundings::default(),
            min_units: 0,
        },
        safe_fix: None,
        weight: 0,
        examples: Vec::new(),
        replaces: None,
        origin: Origin { pack: Arc::from("zh"), source, span: Span::default() },
    }
}

fn phrase(id: &str, terms: &[&str]) -> Rule {
    let term = |t: &&str| Term { written: (*t).to_owned(), literals: vec![(*t).to_owned()], instead: Vec::new() };
    rule(id, Matcher::Phrase(Phrase { terms: terms.iter().map(term).collect() }))
}

fn with(toml: &str) -> (Vec<Rule>, Lexicon, Vec<Problem>) {
    let source = Arc::new(ProblemSource::new("wenfeng.toml", toml));
    let parsed = read::parse(&source, Path::new("/office"));
    assert_eq!(parsed.problems, [], "the test's own configuration");
    let rules = vec![
        phrase("modesty/self-praise", &["圆满成功", "成效显著"]),
        phrase("candour/under-investigation", &["正在调查中"]),
        rule("form/too-long", Matcher::Measure(Measure::Length { max: 140 })),
    ];
    let layer = parsed.config.resolve(&[], &Layer::default());
    apply(&parsed.config, &layer, rules, Lexicon::default())
}

fn said(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|p| p.message.zh.as_str()).collect()
}

#[test]
fn without_a_configuration_every_rule_speaks_as_it_was_written() {
    let (rules, _, problems) = with("");
    assert_eq!((rules.len(), problems.len()), (3, 0));
    assert_eq!(rules[0].levels[2], Level::Error);
}

#[test]
fn levels_are_set_where_a_rule_speaks_and_stay_off_where_it_does_not() {
    let (rules, _, _) = with("[severity]\n\"modesty/*\" = \"info\"\n\"candour/under-investigation\" = \"off\"");
    assert_eq!(rules.len(), 2);
    assert_eq!(rules[0].levels, [Level::Info, Level::Info, Level::Info, Level::Off, Level::Info]);
    assert_eq!(rules[0].severity, Severity::Info);
}

#[test]
fn thresholds_and_wordings_are_the_office_s_own() {
    let (rules, lexicon, problems) = with(
        "accept = [\"圆满中学\"]\n[rule.\"form/too-long\"]\nmax = 2000\n[rule.\"modesty/self-praise\"]\nadd = [\"亮点纷呈\"]\nremove = [\"成效显著\"]",
    );
    assert_eq!(problems, []);
    assert_eq!(rules[2].matcher, Matcher::Measure(Measure::Length { max: 2000 }));
    let Matcher::Phrase(phrase) = &rules[0].matcher else { panic!("still a phrase rule") };
    let terms: Vec<_> = phrase.terms.iter().map(|t| t.written.as_str()).collect();
    assert_eq!(terms, ["圆满成功", "亮点纷呈"]);
    assert_eq!(lexicon.accepted, ["圆满中学"]);
}

#[test]
fn what_does_not_fit_is_told_with_a_hint() {
    let (_, _, problems) = with(
        "ignore = [\"modesty/self-prase\"]\n[rule.\"form/too-long\"]\nmin = 3\nadd = [\"甲\"]\n[rule.\"modesty/self-praise\"]\nremove = [\"圆满成果\"]\n[rule.\"form/too-lang\"]\nmax = 3\n[[path]]\nglob = \"x\"\nignore = [\"plain\"]",
    );
    let expected =
        ["「modesty/self-prase」", "「plain」", "「form/too-lang」", "「min」这个界限", "不能增减词语", "「圆满成果」"];
    assert_eq!(problems.len(), expected.len(), "{:?}", said(&problems));
    for (problem, part) in problems.iter().zip(expected) {
        assert!(problem.message.zh.contains(part), "{part}: {:?}", said(&problems));
        assert_eq!(problem.labels.len(), 1);
    }
    assert_eq!(problems[0].help.as_ref().map(|h| h.en.as_str()), Some("did you mean “modesty/self-praise”?"));
    assert_eq!(problems[5].help.as_ref().map(|h| h.zh.as_str()), Some("是不是「圆满成功」？"));
}
