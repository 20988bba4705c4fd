//! Which elements a notice about an incident has, and which it needs.
//!
//! An element is needed where a rule that misses it would speak: the same rules, guards and levels decide that decide about
//! the finding, so that a list of elements and the findings never disagree.

use super::ready::Ready;
use super::severity;
use crate::finding::{ElementSeen, Recognised};
use crate::matcher::context::Context;
use crate::matcher::element;
use crate::rule::Element;

/// The elements of the notice of `cx`, in the order of [`Element::NAMES`].
pub(super) fn seen(cx: &Context<'_>, ready: &Ready, situation: &Recognised) -> Vec<ElementSeen> {
    let asked_for = |element: Element| {
        let mut voices = ready.voices.iter().filter(|voice| voice.compiled.misses() == Some(element));
        voices.any(|voice| severity(voice, situation).is_some() && voice.compiled.wanted(cx, &ready.common))
    };
    let all = Element::NAMES.into_iter().map(|(_, element)| {
        let places = element::find(cx, &ready.common.elements, element);
        ElementSeen {
            element,
            places: places.iter().map(|&place| cx.view.to_source(place)).collect(),
            needed: asked_for(element),
        }
    });
    all.collect()
}
