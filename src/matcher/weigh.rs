//! Stretches whose cues together weigh enough.
//!
//! Some faults have no word of their own: a clause that talks down to a reader is made of words each of which is harmless.
//! Every cue met in a clause adds its weight once; weights below zero speak against the fault. The clause is marked, and
//! what spoke loudest is named.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::cue::Cues;
use super::vocabulary::{SetId, VocabularyBuilder};
use super::{Ask, Candidate, shape};
use crate::position::Span;
use crate::rule::{Cue, Within};

/// How many words are named as the reason.
const NAMED: usize = 4;

#[derive(Serialize, Deserialize)]
pub(super) struct Compiled {
    within: Within,
    words: SetId,
    weights: Vec<i32>,
    cues: Vec<(Cues, i32)>,
    min: i64,
}

impl Compiled {
    pub(super) fn new(
        within: Within,
        words: &[(String, i32)],
        cues: &[(Vec<Cue>, i32)],
        min: usize,
        builder: &mut VocabularyBuilder,
    ) -> Self {
        let tags = 0u32..;
        Self {
            within,
            words: builder.set(words.iter().zip(tags).map(|((word, _), tag)| (word.as_str(), tag))),
            weights: words.iter().map(|&(_, weight)| weight).collect(),
            cues: cues.iter().map(|(list, weight)| (Cues::new(list, builder), *weight)).collect(),
            min: i64::try_from(min).unwrap_or(i64::MAX),
        }
    }

    /// As for a rule: what holds none of the words is not weighed.
    pub(super) fn triggers(&self) -> Vec<SetId> {
        vec![self.words]
    }

    pub(super) fn find(&self, ask: &Ask<'_>) -> Vec<Candidate> {
        let cx = ask.cx;
        let mut out = Vec::new();
        let mut done = 0;
        // What holds none of the words is left alone: the other cues, dates and the like, stand in every second clause.
        for hit in cx.hits.of(self.words) {
            if hit.span.start < done {
                continue;
            }
            let stretch = cx.stretch(self.within, hit.span);
            done = stretch.end;
            let mark = shape::trimmed(cx.text, stretch);
            if let Some(words) = self.weighed(ask, stretch)
                && ask.allows(mark)
            {
                out.push(Candidate { words, ..Candidate::at(mark) });
            }
        }
        out
    }

    /// The words that spoke loudest, if all of `stretch` weighs enough.
    fn weighed(&self, ask: &Ask<'_>, stretch: Span) -> Option<Vec<Span>> {
        let mut met: BTreeMap<u32, Span> = BTreeMap::new();
        for hit in ask.cx.hits.inside(self.words, stretch) {
            met.entry(hit.tag).or_insert(hit.span);
        }
        let weight = |tag: u32| self.weights[tag as usize];
        let mut sum: i64 = met.keys().map(|&tag| i64::from(weight(tag))).sum();
        for (cues, weight) in &self.cues {
            if cues.any_in(ask.cx, &ask.common.elements, stretch, None) {
                sum += i64::from(*weight);
            }
        }
        if sum < self.min {
            return None;
        }
        let mut loudest: Vec<(u32, Span)> = met.into_iter().filter(|&(tag, _)| weight(tag) > 0).collect();
        loudest.sort_by_key(|&(tag, span)| (-weight(tag), span.start));
        let mut named: Vec<Span> = Vec::new();
        for (_, span) in loudest {
            if named.len() < NAMED && !named.iter().any(|n| n.overlaps(span)) {
                named.push(span);
            }
        }
        named.sort_unstable_by_key(|s| s.start);
        Some(named)
    }
}
