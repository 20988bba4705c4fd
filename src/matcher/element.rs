//! The elements of an incident notice: when, where, who was harmed, who acts, what to do, whom to ask, when more follows, who
//! speaks.
//!
//! What speaks for an element is data ([`ElementSign`] in the lexicon): cues, and cues that must stand in the same sentence.

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::cue::{Cues, without_overlaps};
use super::vocabulary::VocabularyBuilder;
use crate::position::Span;
use crate::rule::Element;
use crate::rule::lexicon::ElementSign;
use crate::text::layout::PartKind;

/// All signs of all elements, ready to be looked for.
#[derive(Serialize, Deserialize)]
pub struct Elements {
    signs: BTreeMap<usize, Vec<Sign>>,
}

#[derive(Serialize, Deserialize)]
struct Sign {
    find: Cues,
    with: Cues,
    without: Cues,
    signature: bool,
}

impl Elements {
    /// Prepare the signs of a lexicon.
    pub fn new(signs: &[ElementSign], builder: &mut VocabularyBuilder) -> Self {
        let mut out: BTreeMap<usize, Vec<Sign>> = BTreeMap::new();
        for sign in signs {
            out.entry(sign.element as usize).or_default().push(Sign {
                find: Cues::new(&sign.find, builder),
                with: Cues::new(&sign.with, builder),
                without: Cues::new(&sign.without, builder),
                signature: sign.signature,
            });
        }
        Self { signs: out }
    }
}

/// Where an element stands in a post, once it was looked for.
#[derive(Default)]
pub(super) struct Found {
    spans: OnceCell<Vec<Span>>,
    sought: Cell<bool>,
}

/// Where `element` stands in the post, in order and without overlaps; empty if it is missing. An element that is a sign of
/// itself, be it through others, does not count as such.
pub fn find<'c>(cx: &'c Context<'_>, elements: &Elements, element: Element) -> &'c [Span] {
    let found = &cx.elements[element as usize];
    if found.spans.get().is_none() && found.sought.replace(true) {
        return &[];
    }
    found.spans.get_or_init(|| {
        let mut out = Vec::new();
        for sign in elements.signs.get(&(element as usize)).into_iter().flatten() {
            out.extend(sign.find.all_in(cx, elements, cx.whole()).into_iter().filter(|&span| {
                let sentence = cx.layout.sentences[cx.layout.sentence_at(span.start)];
                (sign.signature || !cx.layout.covering(span).any(|p| p.kind == PartKind::Signature))
                    && (sign.with.is_empty() || sign.with.any_in(cx, elements, sentence, Some(span)))
                    && !sign.without.any_in(cx, elements, sentence, Some(span))
            }));
        }
        without_overlaps(out)
    })
}
