//! Cues, ready to be looked for: wordings, recognisers, parts, classes, expressions and elements.

use super::context::Context;
use super::element::{self, Elements};
use super::regexes::LazyRegex;
use super::vocabulary::{SetId, VocabularyBuilder};
use crate::entity::EntityKind;
use crate::position::Span;
use crate::rule::{Cue, Element};
use crate::text::layout::PartKind;

/// A list of cues of which any will do.
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
        let mut literals: Vec<&str> = Vec::new();
        for cue in cues {
            match cue {
                Cue::Literals(list) | Cue::Class(_, list) => literals.extend(list.iter().map(String::as_str)),
                Cue::Entity(kind) => out.entities.push(*kind),
                Cue::Part(kind) => out.parts.push(*kind),
                Cue::Pattern(source) => out.patterns.push(LazyRegex::new(source, builder)),
                Cue::Element(element) => out.elements.push(*element),
            }
        }
        if !literals.is_empty() {
            out.literals = Some(builder.set(literals.into_iter().map(|l| (l, 0))));
        }
        out
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

    /// Whether one of them stands inside `span`, outside of `own`, the match that asks.
    pub fn any_in(&self, cx: &Context<'_>, elements: &Elements, span: Span, own: Option<Span>) -> bool {
        let free = |s: Span| own.is_none_or(|own| !own.overlaps(s));
        self.literals.is_some_and(|set| cx.hits.inside(set, span).any(|h| free(h.span)))
            || self.parts.iter().any(|&k| cx.layout.of_kind(k).any(|p| p.span.overlaps(span)))
            || self.entities.iter().any(|&k| cx.entities_in(k, span).any(free))
            || self.patterns.iter().any(|p| p.matches_in(cx, span))
            || self
                .elements
                .iter()
                .any(|&e| element::find(cx, elements, e).iter().any(|s| s.overlaps(span) && free(*s)))
    }

    /// Whether one of them stands directly before `offset`.
    pub fn ends_at(&self, cx: &Context<'_>, offset: usize) -> bool {
        let reach =
            Span::new(cx.layout.sentences[cx.layout.sentence_at(offset.saturating_sub(1))].start.min(offset), offset);
        self.literals.is_some_and(|set| cx.hits.inside(set, reach).any(|h| h.span.end == offset))
            || self.entities.iter().any(|&k| cx.entities_in(k, reach).any(|s| s.end == offset))
            || self.parts.iter().any(|&k| cx.layout.of_kind(k).any(|p| p.span.end == offset))
    }

    /// Whether one of them stands directly behind `offset`.
    pub fn starts_at(&self, cx: &Context<'_>, offset: usize) -> bool {
        if offset >= cx.text.len() {
            return false;
        }
        let reach = Span::new(offset, cx.layout.sentences[cx.layout.sentence_at(offset)].end);
        self.literals.is_some_and(|set| cx.hits.inside(set, reach).any(|h| h.span.start == offset))
            || self.entities.iter().any(|&k| cx.entities_in(k, reach).any(|s| s.start == offset))
            || self.parts.iter().any(|&k| cx.layout.of_kind(k).any(|p| p.span.start == offset))
            || self.patterns.iter().any(|p| p.starts(cx.text, reach))
    }

    /// Every place inside `span` where one of them stands, in order, without overlaps.
    pub fn all_in(&self, cx: &Context<'_>, elements: &Elements, span: Span) -> Vec<Span> {
        let mut out: Vec<Span> = Vec::new();
        if let Some(set) = self.literals {
            out.extend(cx.hits.inside(set, span).map(|h| h.span));
        }
        for &kind in &self.entities {
            out.extend(cx.entities_in(kind, span));
        }
        for &kind in &self.parts {
            out.extend(cx.layout.of_kind(kind).map(|p| p.span).filter(|s| span.covers(*s)));
        }
        for pattern in &self.patterns {
            out.extend(pattern.find_all(cx).into_iter().map(|c| c.span).filter(|s| span.covers(*s)));
        }
        for &e in &self.elements {
            out.extend(element::find(cx, elements, e).iter().copied().filter(|s| span.covers(*s)));
        }
        without_overlaps(out)
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
