//! Terms that stand inside other words by accident are silent there and found in plain use; the built-in rules are silent
//! in the same sentences.

use std::path::Path;

use wenfeng::engine::Linter;
use wenfeng::post::Post;
use wenfeng::rule::combine::combined_lexicon;
use wenfeng::rule::load::{builtin, load_folder};

/// Term, sentences in which it is no match (divided by `|`), a sentence in which it is one.
const SENTENCES: &str = include_str!("traps/sentences.tsv");

fn rows() -> impl Iterator<Item = (&'static str, Vec<&'static str>, &'static str)> {
    SENTENCES.lines().map(|line| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [term, traps, plain] = fields[..] else { panic!("three fields: {line}") };
        (term, traps.split('|').collect(), plain)
    })
}

fn found(linter: &Linter, text: &str) -> Vec<(String, String)> {
    let checked = linter.check(Post::from_text(text), None);
    checked.findings.iter().map(|f| (f.rule.to_string(), checked.post.text[f.span.range()].to_owned())).collect()
}

#[test]
fn terms_are_found_as_words_and_only_as_words() {
    let base = builtin();
    let (pack, problems) = load_folder(Path::new("tests/traps/pack"), &[&base]);
    assert!(problems.is_empty(), "{problems:#?}");
    let pack = pack.expect("a pack");
    let linter = Linter::new(pack.rules.clone(), &combined_lexicon(&[&base, &pack]));
    let mut faults = Vec::new();
    let mut count = 0;
    for (term, traps, plain) in rows() {
        count += 1;
        for trap in traps {
            assert!(trap.to_lowercase().contains(&term.to_lowercase()), "「{trap}」 does not hold 「{term}」");
            if found(&linter, trap).iter().any(|(_, words)| words == term) {
                faults.push(format!("「{term}」 found in 「{trap}」"));
            }
        }
        if !found(&linter, plain).iter().any(|(_, words)| words == term) {
            faults.push(format!("「{term}」 not found in 「{plain}」"));
        }
    }
    assert_eq!(count, 58, "all terms of the study");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn built_in_rules_are_silent_on_words_that_hold_a_term_by_accident() {
    let base = builtin();
    let linter = Linter::new(base.rules.clone(), &base.lexicon);
    let mut faults = Vec::new();
    for (term, traps, _) in rows() {
        for trap in traps {
            for (rule, words) in found(&linter, trap) {
                // What a sentence lacks as a notice is another matter than the words in it.
                if rule.starts_with("response/missing-") {
                    continue;
                }
                if words.contains(term) || term.contains(&words) {
                    faults.push(format!("{rule} found 「{words}」 in 「{trap}」"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
