//! What only shows when rules stand side by side: the same id twice, the same words in two rules.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::position::LineIndex;
use crate::post::Situation;
use crate::problem::Problem;
use crate::rule::{Level, Matcher, Origin, Rule};
use crate::say;
use crate::words::Words;

/// Compare the rules of one pack. A rule whose id is taken is dropped; shared words are only noted.
pub fn check_together(rules: Vec<Rule>, problems: &mut Vec<Problem>) -> Vec<Rule> {
    let mut kept: Vec<Rule> = Vec::with_capacity(rules.len());
    let mut ids: HashMap<String, usize> = HashMap::new();
    for rule in rules {
        if let Some(&first) = ids.get(rule.id.as_str()) {
            let id = &rule.id;
            let message = say!("规则名「{id}」用了两遍", "the id `{id}` is used twice");
            problems.push(
                both(message, &rule.origin, &kept[first].origin).help(say!("给其中一条换个名", "rename one of them")),
            );
        } else {
            ids.insert(rule.id.as_str().to_owned(), kept.len());
            kept.push(rule);
        }
    }
    shared_words(&kept, problems);
    kept
}

/// The problem of a rule whose id belongs to `taken`, a rule of another pack.
#[must_use]
pub(super) fn known_id(rule: &Rule, taken: &Rule) -> Problem {
    let (id, pack) = (&rule.id, &taken.origin.pack);
    Problem::failure(say!("规则包「{pack}」里已经有「{id}」", "the pack `{pack}` already has `{id}`"))
        .at(&rule.origin.source, rule.origin.span, say!("换个名", "rename it"))
        .help(say!(
            "要代替那一条，加一行 replaces = \"{pack}:{id}\"",
            "add replaces = \"{pack}:{id}\" to take its place"
        ))
}

/// A problem at two places: both are drawn if they are in one file, else the other is named.
fn both(message: Words, here: &Origin, there: &Origin) -> Problem {
    let problem = Problem::failure(message).at(&here.source, here.span, say!("这里", "here"));
    if Arc::ptr_eq(&here.source, &there.source) {
        return problem.at(&there.source, there.span, say!("前面已有", "there before"));
    }
    let line = LineIndex::new(&there.source.text).position(&there.source.text, there.span.start).line;
    let name = &there.source.name;
    let mut problem = problem;
    problem.labels[0].text = say!("{name} 第 {line} 行已有", "already at {name}:{line}");
    problem
}

fn shared_words(rules: &[Rule], problems: &mut Vec<Problem>) {
    let mut owners: HashMap<&str, usize> = HashMap::new();
    let mut shared: BTreeMap<(usize, usize), Vec<&str>> = BTreeMap::new();
    for (i, rule) in rules.iter().enumerate() {
        let Matcher::Phrase(phrase) = &rule.matcher else { continue };
        for literal in phrase.terms.iter().flat_map(|term| &term.literals) {
            match owners.get(literal.as_str()) {
                Some(&owner) if owner != i && meet(&rules[owner], rule) => {
                    let words = shared.entry((owner, i)).or_default();
                    if !words.contains(&literal.as_str()) {
                        words.push(literal);
                    }
                }
                Some(_) => {}
                None => {
                    owners.insert(literal, i);
                }
            }
        }
    }
    for ((first, second), words) in shared {
        let (first, second) = (&rules[first], &rules[second]);
        let more = if words.len() > 3 { "…" } else { "" };
        let list = words.into_iter().take(3).collect::<Vec<_>>().join("、");
        let (a, b) = (&first.id, &second.id);
        let message = say!("「{a}」和「{b}」都找「{list}」{more}", "`{a}` and `{b}` both look for “{list}”{more}");
        let mut problem = both(message, &second.origin, &first.origin);
        problem.level = crate::problem::Level::Note;
        problems.push(problem.help(say!(
            "同一处只说一次；用 weight 定先后，或删去一边",
            "one place is spoken of once: let weight decide, or leave the words out of one"
        )));
    }
}

/// Whether there is a situation in which both speak.
fn meet(a: &Rule, b: &Rule) -> bool {
    Situation::ALL.iter().any(|&s| a.level(s) != Level::Off && b.level(s) != Level::Off)
}
