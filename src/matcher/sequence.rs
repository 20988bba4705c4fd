//! Words and parts of speech in a row.
//!
//! A clause is segmented only if it holds one of the words of the first step that must be there and has words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::vocabulary::{SetId, VocabularyBuilder};
use super::{Ask, Candidate};
use crate::position::Span;
use crate::rule::{Sequence, Step};
use crate::text::segment::Word;

#[derive(Serialize, Deserialize)]
pub(super) struct Compiled {
    steps: Vec<Step>,
    anchor: SetId,
    replace: Option<String>,
}

/// How many words each step took.
type Takes = Vec<usize>;

impl Compiled {
    pub(super) fn new(sequence: &Sequence, builder: &mut VocabularyBuilder) -> Self {
        let anchor = sequence.steps.iter().find(|s| !s.words.is_empty() && s.times.0 > 0);
        let words = anchor.map(|s| s.words.as_slice()).unwrap_or_default();
        Self {
            steps: sequence.steps.clone(),
            anchor: builder.set(words.iter().map(|w| (w.as_str(), 0))),
            replace: sequence.replace.clone(),
        }
    }

    pub(super) fn triggers(&self) -> Vec<SetId> {
        vec![self.anchor]
    }

    pub(super) fn find(&self, ask: &Ask<'_>) -> Vec<Candidate> {
        let cx = ask.cx;
        let clauses: std::collections::BTreeSet<usize> =
            cx.hits.of(self.anchor).map(|hit| cx.layout.clause_at(hit.span.start)).collect();
        let mut out = Vec::new();
        for clause in clauses {
            let words = cx.words(clause);
            let mut at = 0;
            while at < words.len() {
                let Some(takes) = self.matches(cx.text, &words[at..], 0) else {
                    at += 1;
                    continue;
                };
                let length: usize = takes.iter().sum();
                if let Some(candidate) = self.candidate(cx.text, &words[at..at + length], &takes)
                    && ask.allows(candidate.span)
                {
                    out.push(candidate);
                    at += length.max(1);
                } else {
                    at += 1;
                }
            }
        }
        out
    }

    fn matches(&self, text: &str, words: &[Word], step: usize) -> Option<Takes> {
        let Some(want) = self.steps.get(step) else { return Some(Vec::new()) };
        let (least, greatest) = want.times;
        let most = words.iter().take(greatest).take_while(|w| fits(want, text, w)).count();
        // The longest take first, so that an optional word is part of the match where it stands.
        (least..=most).rev().find_map(|take| {
            let mut takes = self.matches(text, &words[take..], step + 1)?;
            takes.insert(0, take);
            Some(takes)
        })
    }

    fn candidate(&self, text: &str, words: &[Word], takes: &Takes) -> Option<Candidate> {
        let mut marked: Option<Span> = None;
        let mut named = BTreeMap::new();
        let mut at = 0;
        for (step, &take) in self.steps.iter().zip(takes) {
            let own = &words[at..at + take];
            at += take;
            let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
            let span = Span::new(first.span.start, last.span.end);
            if step.mark {
                marked = Some(Span::new(marked.map_or(span.start, |m| m.start), span.end));
            }
            if let Some(name) = &step.name {
                named.insert(name.as_str(), &text[span.range()]);
            }
        }
        // A step that took nothing leaves nothing.
        for name in self.steps.iter().filter_map(|step| step.name.as_deref()) {
            named.entry(name).or_default();
        }
        let alternatives = self.replace.iter().map(|template| fill(template, &named)).collect();
        Some(Candidate { alternatives, ..Candidate::at(marked?) })
    }
}

fn fits(step: &Step, text: &str, word: &Word) -> bool {
    let own = &text[word.span.range()];
    let tag = word.tag.as_str();
    (step.words.is_empty() || step.words.iter().any(|w| w == own))
        && !step.not.iter().any(|w| w == own)
        && (step.tags.is_empty()
            || step.tags.iter().any(|t| t.strip_suffix('*').map_or(t == tag, |prefix| tag.starts_with(prefix))))
        && step.chars.is_none_or(|(least, greatest)| (least..=greatest).contains(&own.chars().count()))
}

fn fill(template: &str, named: &BTreeMap<&str, &str>) -> String {
    named.iter().fold(template.to_owned(), |out, (name, text)| out.replace(&format!("{{{name}}}"), text))
}
