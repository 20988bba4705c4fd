//! Cues, ready to be looked for: wordings, recognisers, parts, classes, expressions and elements.

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::element::{self, Elements};
use super::regexes::LazyRegex;
use super::vocabulary::{SetId, VocabularyBuilder};
use crate::entity::EntityKind;
use crate::position::Span;
use crate::rule::{Cue, Element};
use crate::text::layout::PartKind;

/// A list of cues of which any will do.
#[derive(Serialize, Deserialize)]
pub struct Cues {
    literals: Option<SetId>,
    entities: Vec<EntityKind>,
    parts: Vec<PartKind>,
    patterns: Vec<LazyRegex>,
    elements: Vec<Element>,
}

impl Cues {
    /// Prepare `cues`.
    pub fn new(cues: &[Cue], builder: &mut VocabularyBuilder) -> Self {
        let mut out = Self {
            literals: None,
            entities: Vec::new(),
            parts: Vec::new(),
            patterns: Vec::new(),
            elements: Vec::new(),
        };
        let mut literals = Vec::new();
        out.take(cues, &mut literals, builder);
        if !literals.is_empty() {
            out.literals = Some(builder.set(literals.into_iter().map(|l| (l, 0))));
        }
        out
    }

    fn take<'c>(&mut self, cues: &'c [Cue], literals: &mut Vec<&'c str>, builder: &mut VocabularyBuilder) {
        for cue in cues {
            match cue {
                Cue::Literals(list) => literals.extend(list.iter().map(String::as_str)),
                Cue::Class(_, held) => self.take(held, literals, builder),
                Cue::Entity(kind) => self.entities.push(*kind),
                Cue::Part(kind) => self.parts.push(*kind),
                Cue::Pattern(source) => self.patterns.push(LazyRegex::new(source, builder)),
                Cue::Element(element) => self.elements.push(*element),
            }
        }
    }

    /// The element that they ask for, where they ask for that and nothing else.
    pub(super) fn only_element(&self) -> Option<Element> {
        match self.elements.as_slice() {
            &[element] if self.literals.is_none() => Some(element),
            _ => None,
        }
        .filter(|_| self.entities.is_empty() && self.parts.is_empty() && self.patterns.is_empty())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.literals.is_none()
            && self.entities.is_empty()
            && self.parts.is_empty()
            && self.patterns.is_empty()
            && self.elements.is_empty()
    }

    /// Sets of the vocabulary without a hit in which none of them stands anywhere; none where that cannot be told.
    pub fn triggers(&self) -> Option<Vec<SetId>> {
        if !(self.entities.is_empty() && self.parts.is_empty() && self.elements.is_empty()) {
            return None;
        }
        self.literals.map(Some).into_iter().chain(self.patterns.iter().map(LazyRegex::trigger)).collect()
    }

    /// Whether one of them stands inside `span`, outside of `own`, the match that asks. A part counts if it shares a byte
    /// with `span`; an expression sees all of `span`, so that it can look into the match or take it in.
    pub fn any_in(&self, cx: &Context<'_>, elements: &Elements, span: Span, own: Option<Span>) -> bool {
        let free = |s: Span| own.is_none_or(|own| !own.overlaps(s));
        self.literals.is_some_and(|set| cx.hits.inside(set, span).any(|h| free(h.span)))
            || self.parts.iter().any(|&k| cx.touches(k, span))
            || self.entities.iter().any(|&k| cx.entities_in(k, span).any(free))
            || self.patterns.iter().any(|p| p.may_match(cx) && !p.matches_in(cx, span).is_empty())
            || self.elements.iter().any(|&e| {
                let places = element::find(cx, elements, e);
                let first = places.partition_point(|s| s.end <= span.start);
                places[first..].iter().take_while(|s| s.start < span.end).any(|&s| free(s))
            })
    }

    /// Whether one of them stands directly before `offset`.
    pub fn ends_at(&self, cx: &Context<'_>, elements: &Elements, offset: usize) -> bool {
        let Some(before) = offset.checked_sub(1) else { return false };
        let last_byte = Span::new(before, offset);
        let one_ends = |places: &[Span]| places.binary_search_by_key(&offset, |s| s.end).is_ok();
        self.literals.is_some_and(|set| cx.hits.ends(set, offset))
            || self.entities.iter().any(|&k| one_ends(cx.entities(k)))
            || self.parts.iter().any(|&k| cx.layout.covering(last_byte).any(|p| p.kind == k && p.span.end == offset))
            || self.elements.iter().any(|&e| one_ends(element::find(cx, elements, e)))
            || self.patterns.iter().any(|p| p.may_match(cx) && p.ends(cx, offset))
    }

    /// Whether one of them stands directly behind `offset`.
    pub fn starts_at(&self, cx: &Context<'_>, elements: &Elements, offset: usize) -> bool {
        if offset >= cx.text.len() {
            return false;
        }
        let one_starts = |places: &[Span]| places.binary_search_by_key(&offset, |s| s.start).is_ok();
        self.literals.is_some_and(|set| cx.hits.begins(set, offset))
            || self.entities.iter().any(|&k| one_starts(cx.entities(k)))
            || self.parts.iter().any(|&k| one_starts(cx.parts(k)))
            || self.elements.iter().any(|&e| one_starts(element::find(cx, elements, e)))
            || self.patterns.iter().any(|p| p.may_match(cx) && p.starts(cx, offset))
    }

    /// Every place inside `span` where one of them stands, in order, without overlaps; an expression sees one sentence.
    pub fn all_in(&self, cx: &Context<'_>, elements: &Elements, span: Span) -> Vec<Span> {
        let mut out = self.known_in(cx, elements, span);
        for pattern in self.patterns.iter().filter(|p| p.may_match(cx)) {
            out.extend(pattern.find_all(cx).into_iter().map(|c| c.span).filter(|s| span.covers(*s)));
        }
        without_overlaps(out)
    }

    /// Every place inside `span` where one of them stands, in order, without overlaps; an expression sees all of `span`.
    pub fn across(&self, cx: &Context<'_>, elements: &Elements, span: Span) -> Vec<Span> {
        let mut out = self.known_in(cx, elements, span);
        for pattern in self.patterns.iter().filter(|p| p.may_match(cx)) {
            out.extend(pattern.matches_in(cx, span).iter().copied());
        }
        without_overlaps(out)
    }

    /// Every place inside `span` of those that are no expressions.
    fn known_in(&self, cx: &Context<'_>, elements: &Elements, span: Span) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        if let Some(set) = self.literals {
            out.extend(cx.hits.inside(set, span).map(|h| h.span));
        }
        for &kind in &self.entities {
            out.extend(cx.entities_in(kind, span));
        }
        for &kind in &self.parts {
            out.extend(cx.parts(kind).iter().filter(|s| span.covers(**s)));
        }
        for &e in &self.elements {
            out.extend(element::find(cx, elements, e).iter().copied().filter(|s| span.covers(*s)));
        }
        out
    }
}

/// `spans` in order of their start, the longer of two that overlap; the earlier where they are equally long.
#[must_use]
pub fn without_overlaps(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|s| (s.start, std::cmp::Reverse(s.end)));
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if last.overlaps(span) => {
                if span.len() > last.len() {
                    *last = span;
                }
            }
            _ => out.push(span),
        }
    }
    out
}
