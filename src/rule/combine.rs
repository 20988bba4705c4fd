//! Putting packs together: which rules are in force, and with which words.
//!
//! A rule that says `replaces` takes the place of the other one. A word class that several packs speak of is one class: its
//! terms are added, and every cue that names it, in whichever pack, is given all of them.

use std::collections::HashSet;

use super::lexicon::{Classes, Lexicon};
use super::load::Pack;
use super::{Cue, Matcher, Measure, Relation, Rule, Surroundings};

/// The rules of `packs` and their lexicon. The first pack is the built-in one.
#[must_use]
pub fn combine(packs: &[&Pack]) -> (Vec<Rule>, Lexicon) {
    let lexicon = combined_lexicon(packs);
    let replaced: HashSet<(&str, &str)> = packs
        .iter()
        .flat_map(|pack| &pack.rules)
        .filter_map(|rule| rule.replaces.as_ref().map(|(pack, id)| (&**pack, id.as_str())))
        .collect();
    let mut rules: Vec<Rule> = packs
        .iter()
        .flat_map(|pack| &pack.rules)
        .filter(|rule| !replaced.contains(&(&*rule.origin.pack, rule.id.as_str())))
        .cloned()
        .collect();
    if packs.len() > 1 {
        for rule in &mut rules {
            rule.resolve(&lexicon.classes);
        }
    }
    (rules, lexicon)
}

/// The lexicon of `packs` together.
#[must_use]
pub fn combined_lexicon(packs: &[&Pack]) -> Lexicon {
    let Some((first, others)) = packs.split_first() else { return Lexicon::default() };
    let mut all = first.lexicon.clone();
    for pack in others {
        extend(&mut all.names, &pack.lexicon.names);
        for (name, cues) in &pack.lexicon.classes {
            all.classes.entry(name.clone()).or_default().extend(cues.iter().cloned());
        }
        for (base, more) in all.base.iter_mut().zip(pack.lexicon.base) {
            *base = base.saturating_add(more);
        }
        all.cues.extend(pack.lexicon.cues.iter().cloned());
        all.words.extend(pack.lexicon.words.iter().cloned());
        all.elements.extend(pack.lexicon.elements.iter().cloned());
    }
    if !others.is_empty() {
        let classes = all.classes.clone();
        for sign in &mut all.elements {
            resolve([&mut sign.find, &mut sign.with, &mut sign.without], &classes);
        }
        for cue in &mut all.cues {
            resolve([&mut cue.find, &mut cue.with, &mut cue.without], &classes);
        }
    }
    all
}

fn extend(all: &mut Vec<String>, more: &[String]) {
    let known: HashSet<&String> = all.iter().collect();
    let new: Vec<String> = more.iter().filter(|literal| !known.contains(literal)).cloned().collect();
    all.extend(new);
}

impl Rule {
    /// Give every cue that names a word class what that class holds in `classes`.
    pub fn resolve(&mut self, classes: &Classes) {
        let lists = surrounding(&mut self.guard.when).chain(surrounding(&mut self.guard.unless));
        resolve(lists.chain(wanted(&mut self.matcher)), classes);
    }
}

fn resolve<'c>(lists: impl IntoIterator<Item = &'c mut Vec<Cue>>, classes: &Classes) {
    for cue in lists.into_iter().flatten() {
        if let Cue::Class(name, held) = cue
            && let Some(known) = classes.get(name)
        {
            held.clone_from(known);
        }
    }
}

fn surrounding(around: &mut Surroundings) -> impl Iterator<Item = &mut Vec<Cue>> {
    let beside = [&mut around.before, &mut around.after, &mut around.near];
    beside.into_iter().chain(around.within.iter_mut().map(|(_, cues)| cues))
}

fn wanted(matcher: &mut Matcher) -> Vec<&mut Vec<Cue>> {
    match matcher {
        Matcher::Measure(Measure::Share { cues, .. }) => vec![cues],
        Matcher::Measure(Measure::Weigh { cues, .. }) => cues.iter_mut().map(|(list, _)| list).collect(),
        Matcher::Relation(relation) => match relation {
            Relation::Without { find, lacking, .. } => vec![find, lacking],
            Relation::Order { first, then } => vec![first, then],
            Relation::Near { find, near, .. } => vec![find, near],
            Relation::Lead { find, .. } => vec![find],
            Relation::Missing { any } => vec![any],
        },
        _ => Vec::new(),
    }
}
