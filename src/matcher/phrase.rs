//! Wordings: literals from the shared vocabulary, the longest at each place.

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::vocabulary::{Hit, SetId, VocabularyBuilder};
use super::{Ask, Candidate};
use crate::rule::{Phrase, Term};

/// A set of wordings, ready to be looked for.
#[derive(Serialize, Deserialize)]
pub(super) struct Terms {
    set: SetId,
    instead: Vec<Vec<String>>,
}

impl Terms {
    pub(super) fn new(terms: &[Term], builder: &mut VocabularyBuilder) -> Self {
        let literals = terms.iter().zip(0u32..).flat_map(|(t, i)| t.literals.iter().map(move |l| (l.as_str(), i)));
        Self { set: builder.set(literals), instead: terms.iter().map(|t| t.instead.clone()).collect() }
    }

    /// Allowed occurrences, the longest at each place, without overlaps.
    pub(super) fn find(&self, ask: &Ask<'_>) -> Vec<Hit> {
        let mut out: Vec<Hit> = Vec::new();
        for hit in ask.cx.hits.of(self.set) {
            if out.last().is_some_and(|last| last.span.end > hit.span.start) || !ask.allows(hit.span) {
                continue;
            }
            out.push(hit);
        }
        out
    }

    /// The set of the wordings.
    pub(super) fn set(&self) -> SetId {
        self.set
    }

    /// How many occurrences there are at most.
    pub(super) fn most(&self, cx: &Context<'_>) -> usize {
        cx.hits.of(self.set).count()
    }

    pub(super) fn instead(&self, hit: Hit) -> &[String] {
        &self.instead[hit.tag as usize]
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct Compiled {
    terms: Terms,
}

impl Compiled {
    pub(super) fn new(phrase: &Phrase, builder: &mut VocabularyBuilder) -> Self {
        Self { terms: Terms::new(&phrase.terms, builder) }
    }

    pub(super) fn triggers(&self) -> Vec<SetId> {
        vec![self.terms.set()]
    }

    pub(super) fn find(&self, ask: &Ask<'_>) -> Vec<Candidate> {
        let hits = self.terms.find(ask);
        hits.into_iter()
            .map(|hit| Candidate { alternatives: self.terms.instead(hit).to_vec(), ..Candidate::at(hit.span) })
            .collect()
    }
}
