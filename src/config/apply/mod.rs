//! Bringing a configuration to bear on rules: thresholds and wordings, levels, and which rules speak at all.

use crate::problem::{Problem, nearest};
use crate::rule::lexicon::Lexicon;
use crate::rule::term;
use crate::rule::{Level, Matcher, Measure, Relation, Rule, Term};
use crate::say;
use crate::text::fold::fold_term;
use crate::words::Words;

use super::select::{doubt, doubt_left_out, hint, speaks};
use super::{Config, Layer, Placed, Tuning};
use crate::rule::selector::Selector;

/// The rules that speak under `config` where `layer` is in force, as the configuration tunes them, and the lexicon with the
/// names the office accepts. What does not fit is a problem and is left out.
#[must_use]
pub fn apply(
    config: &Config,
    layer: &Layer,
    rules: Vec<Rule>,
    mut lexicon: Lexicon,
) -> (Vec<Rule>, Lexicon, Vec<Problem>) {
    let mut problems = doubts(config, layer, &rules);
    let mut rules = rules;
    for (id, (place, tuning)) in &config.tuning {
        if let Some(at) = rules.iter().position(|r| r.id.as_str() == id) {
            tune(&mut rules[at], tuning, &mut problems);
        } else {
            let problem = place
                .problem(say!("没有叫「{id}」的规则", "there is no rule “{id}”"), say!("没有这条规则", "no such rule"));
            problems.push(problem.help(hint(id, &rules)));
        }
    }
    rules.retain_mut(|rule| {
        if let Some(level) = level(rule, config, layer) {
            set_level(rule, level);
        }
        let silent = rule.levels.iter().all(|l| *l == Level::Off);
        !silent && speaks(&rule.id, layer.select.as_deref(), &layer.ignore)
    });
    lexicon.accepted.extend(config.accept.iter().map(|a| fold_term(a.value.trim())).filter(|a| !a.is_empty()));
    (rules, lexicon, problems)
}

/// Selectors that select nothing there is, in all of the configuration, also for paths that no draft has.
fn doubts(config: &Config, layer: &Layer, rules: &[Rule]) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for layer in std::iter::once(layer).chain([&config.layer]).chain(config.paths.iter().map(|p| &p.layer)) {
        let names = layer.select.iter().flatten().chain(layer.severity.iter().map(|(s, _)| s));
        let left_out = layer.ignore.iter().filter_map(|name| doubt_left_out(name, rules));
        for problem in names.filter_map(|name| doubt(name, rules)).chain(left_out) {
            if !problems.contains(&problem) {
                problems.push(problem);
            }
        }
    }
    problems
}

fn level(rule: &Rule, config: &Config, layer: &Layer) -> Option<Level> {
    let by_selector = layer.severity.iter().rev();
    let by_selector = by_selector.filter(|(s, _)| Selector::parse(&s.value).is_some_and(|s| s.selects(&rule.id)));
    let own = config.tuning.get(rule.id.as_str()).and_then(|(_, t)| t.severity.as_ref());
    own.map(|l| l.value).or_else(|| by_selector.map(|(_, l)| *l).next())
}

/// Set the level in every situation in which the rule speaks.
fn set_level(rule: &mut Rule, level: Level) {
    for own in &mut rule.levels {
        if *own != Level::Off {
            *own = level;
        }
    }
    if let Some(severity) = level.severity() {
        rule.severity = severity;
    }
}

fn tune(rule: &mut Rule, tuning: &Tuning, problems: &mut Vec<Problem>) {
    for (key, limit) in &tuning.limits {
        if !set_limit(rule, key, limit.value) {
            let id = &rule.id;
            problems.push(limit.problem(
                say!("规则「{id}」没有「{key}」这个界限", "the rule “{id}” has no limit “{key}”"),
                say!("用不上", "has no use here"),
            ));
        }
    }
    if tuning.add.is_empty() && tuning.remove.is_empty() {
        return;
    }
    let id = rule.id.clone();
    let Some(terms) = terms(&mut rule.matcher) else {
        let Some(written) = tuning.add.first().or(tuning.remove.first()) else { return };
        let problem = written.problem(
            say!(
                "规则「{id}」不按词语查，不能增减词语",
                "the rule “{id}” does not look for wordings; none can be added or removed"
            ),
            say!("用不上", "has no use here"),
        );
        problems.push(problem.help(say!(
            "要放过一种说法，写进 accept；要多查一种，在本单位的规则包里写一条规则",
            "to let a wording pass, name it in accept; to look for another, write a rule in a pack of your own"
        )));
        return;
    };
    for written in &tuning.remove {
        remove(terms, written, problems);
    }
    for written in &tuning.add {
        match literals(&written.value) {
            Ok(literals) => {
                terms.push(Term { written: written.value.clone(), literals, instead: Vec::new() });
            }
            Err(reason) => {
                let text = &written.value;
                problems
                    .push(written.problem(say!("词语「{text}」写得不对", "the wording “{text}” is not valid"), reason));
            }
        }
    }
}

fn remove(terms: &mut Vec<Term>, written: &Placed<String>, problems: &mut Vec<Problem>) {
    let text = written.value.as_str();
    let folded = fold_term(text.trim());
    let before = count(terms);
    terms.retain_mut(|term| {
        if term.written == text {
            return false;
        }
        term.literals.retain(|l| *l != folded);
        !term.literals.is_empty()
    });
    if count(terms) == before {
        let near = nearest(text, terms.iter().flat_map(|t| t.literals.iter().map(String::as_str)));
        let problem = written.problem(
            say!("规则里没有词语「{text}」，不用去掉", "the rule has no wording “{text}” to remove"),
            say!("没有这个词语", "no such wording"),
        );
        problems.push(match near {
            Some(near) => problem.help(say!("是不是「{near}」？", "did you mean “{near}”?")),
            None => problem,
        });
    }
}

fn count(terms: &[Term]) -> usize {
    terms.iter().map(|t| t.literals.len()).sum()
}

/// The literals that a wording stands for.
fn literals(written: &str) -> Result<Vec<String>, Words> {
    term::expand(written.trim()).map(|expansion| expansion.literals).map_err(|slip| slip.message)
}

fn terms(matcher: &mut Matcher) -> Option<&mut Vec<Term>> {
    match matcher {
        Matcher::Phrase(phrase) => Some(&mut phrase.terms),
        Matcher::Measure(Measure::Count { terms, .. }) => Some(terms),
        _ => None,
    }
}

/// Set the limit `key`; false where the rule has none of that name.
fn set_limit(rule: &mut Rule, key: &str, value: f64) -> bool {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "read as 0 to 1e9")]
    let whole = value.round() as usize;
    if key == "min-units" {
        rule.guard.min_units = whole;
        return true;
    }
    let slot = match (&mut rule.matcher, key) {
        (Matcher::Measure(Measure::Count { per_100, .. }), "per-100") => {
            *per_100 = value;
            return true;
        }
        (Matcher::Measure(Measure::Share { max, .. }), "max") => {
            *max = value;
            return true;
        }
        (
            Matcher::Measure(Measure::Length { max } | Measure::Stretch { max, .. } | Measure::Parts { max, .. }),
            "max",
        ) => max,
        (
            Matcher::Measure(
                Measure::Count { min, .. }
                | Measure::Run { min, .. }
                | Measure::Parallel { min, .. }
                | Measure::Repeat { min, .. },
            ),
            "min",
        ) => min,
        (
            Matcher::Measure(
                Measure::Run { chars, .. } | Measure::Parallel { chars, .. } | Measure::Repeat { chars, .. },
            )
            | Matcher::Relation(Relation::Near { chars, .. }),
            "chars",
        ) => chars,
        (Matcher::Relation(Relation::Lead { units, .. }), "units") => units,
        _ => return false,
    };
    *slot = whole;
    true
}

#[cfg(test)]
mod tests;
