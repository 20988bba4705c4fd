//! The built-in rules keep their own promises.

use wenfeng::engine::prove::test_pack;
use wenfeng::rule::combine::combine;
use wenfeng::rule::load::{Pack, builtin_checked};
use wenfeng::words::Lang;

fn pack() -> (Pack, Vec<wenfeng::problem::Problem>) {
    let (pack, problems) = builtin_checked();
    (pack.expect("the built-in pack can be read"), problems)
}

fn drawn<'p>(problems: impl IntoIterator<Item = &'p wenfeng::problem::Problem>) -> String {
    let problems: Vec<_> = problems.into_iter().cloned().collect();
    let mut out = Vec::new();
    wenfeng::report::problem::draw(&problems, Lang::En, false, &mut out).expect("a vector takes everything");
    String::from_utf8(out).expect("problems are drawn in UTF-8")
}

#[test]
fn the_built_in_pack_passes_its_own_checks_without_a_remark() {
    let (_, problems) = pack();
    assert!(problems.is_empty(), "{}", drawn(&problems));
}

#[test]
fn every_example_of_every_rule_holds() {
    let (pack, _) = pack();
    let (_, lexicon) = combine(&[&pack]);
    let report = test_pack(&pack, &lexicon);
    assert!(report.is_sound(), "{}", drawn(report.failures()));
    assert!(report.rules.len() >= 60, "only {} rules", report.rules.len());
}

#[test]
fn every_wording_is_reached_by_an_example() {
    let (pack, _) = pack();
    let (_, lexicon) = combine(&[&pack]);
    let report = test_pack(&pack, &lexicon);
    assert!(report.notes().next().is_none(), "{}", drawn(report.notes()));
}

#[test]
fn every_rule_speaks_both_languages_and_names_its_source() {
    let (pack, _) = pack();
    for rule in &pack.rules {
        for words in [&rule.title, &rule.message, &rule.why, &rule.instead] {
            assert!(!words.zh.is_empty() && !words.en.is_empty(), "{}: a text is missing", rule.id);
        }
        assert!(!rule.source.is_empty(), "{}: no source", rule.id);
    }
}

/// The tool speaks as it asks others to speak: no rule at warning or above finds fault with a rule's own texts.
#[test]
fn the_texts_of_the_rules_pass_the_rules() {
    let (pack, _) = pack();
    let (rules, lexicon) = combine(&[&pack]);
    let texts: Vec<(String, String)> =
        rules.iter().flat_map(|r| [&r.message, &r.why, &r.instead].map(|w| (r.id.to_string(), w.zh.clone()))).collect();
    let linter = wenfeng::engine::Linter::new(rules, &lexicon);
    let mut faults = Vec::new();
    for (id, text) in texts {
        // A rule's text is no notice of an incident, even where it speaks of one.
        let everyday = wenfeng::post::Situation::Everyday;
        let given = wenfeng::finding::Recognised::set(everyday, wenfeng::words::Words::default());
        let checked = linter.check(wenfeng::post::Post::from_text(text), Some(given));
        for finding in checked.findings.iter().filter(|f| f.severity >= wenfeng::rule::Severity::Warning) {
            faults.push(format!("{id}: {} says {} of 「{}」", finding.rule, finding.message.zh, checked.post.text));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
