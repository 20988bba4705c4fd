//! Guards: where a rule holds its tongue.
//!
//! The tests run from cheap to dear: parts, quotations, names, cues, negation, reported speech, and last word boundaries,
//! which may need the segmenter.

use super::context::Context;
use super::cue::Cues;
use super::element::Elements;
use super::vocabulary::{SetId, VocabularyBuilder};
use crate::position::Span;
use crate::rule::lexicon::Lexicon;
use crate::rule::{Boundary, Guard, Policy, Surroundings, Within};
use crate::text::layout::PartKind;
use crate::text::layout::is_han;

/// How far to the left a negation reaches, in characters (the window of the study behind the rules).
const NEGATION_REACH: usize = 6;
/// How far apart a reporter and a verb of saying may stand, in characters.
const REPORT_GAP: usize = 10;
/// What `near` means, in characters.
const NEAR: usize = 8;
/// Matches of up to this many Chinese characters are checked for word boundaries by [`Boundary::Auto`].
const SHORT: usize = 3;

/// The sets of the lexicon that every guard uses.
pub struct Common {
    names: SetId,
    negation: SetId,
    reporter: SetId,
    report_verb: SetId,
    /// The elements, for cues that ask for them.
    pub elements: Elements,
}

impl Common {
    /// Prepare `lexicon`.
    pub fn new(lexicon: &Lexicon, builder: &mut VocabularyBuilder) -> Self {
        let mut class = |name: &str| {
            let words = lexicon.classes.get(name).map(Vec::as_slice).unwrap_or_default();
            builder.set(words.iter().map(|w| (w.as_str(), 0)))
        };
        let (negation, reporter, report_verb) = (class("negation"), class("reporter"), class("report-verb"));
        let names = builder.set(lexicon.names.iter().map(|w| (w.as_str(), 0)));
        Self { names, negation, reporter, report_verb, elements: Elements::new(&lexicon.elements, builder) }
    }
}

/// A rule's guard, ready to be asked.
pub struct Guarded {
    guard: Guard,
    except: Option<SetId>,
    when: Around,
    unless: Around,
}

struct Around {
    before: Cues,
    after: Cues,
    near: Cues,
    within: Vec<(Within, Cues)>,
}

impl Around {
    fn new(surroundings: &Surroundings, builder: &mut VocabularyBuilder) -> Self {
        Self {
            before: Cues::new(&surroundings.before, builder),
            after: Cues::new(&surroundings.after, builder),
            near: Cues::new(&surroundings.near, builder),
            within: surroundings.within.iter().map(|(w, cues)| (*w, Cues::new(cues, builder))).collect(),
        }
    }

    /// Every key with its answer; keys that are not used give none.
    fn answers<'s>(&'s self, cx: &'s Context<'_>, common: &'s Common, span: Span) -> impl Iterator<Item = bool> + 's {
        let before = (!self.before.is_empty()).then(|| self.before.ends_at(cx, span.start));
        let after = (!self.after.is_empty()).then(|| self.after.starts_at(cx, span.end));
        let near =
            (!self.near.is_empty()).then(|| self.near.any_in(cx, &common.elements, nearby(cx, span), Some(span)));
        let within = self
            .within
            .iter()
            .map(move |(within, cues)| cues.any_in(cx, &common.elements, cx.stretch(*within, span), Some(span)));
        before.into_iter().chain(after).chain(near).chain(within)
    }
}

impl Guarded {
    /// Prepare `guard`.
    pub fn new(guard: &Guard, builder: &mut VocabularyBuilder) -> Self {
        Self {
            guard: guard.clone(),
            except: (!guard.except.is_empty()).then(|| builder.set(guard.except.iter().map(|e| (e.as_str(), 0)))),
            when: Around::new(&guard.when, builder),
            unless: Around::new(&guard.unless, builder),
        }
    }

    /// Whether the rule may speak about this post at all.
    #[must_use]
    pub fn admits(&self, cx: &Context<'_>) -> bool {
        cx.units >= self.guard.min_units
    }

    /// Whether the rule may speak about `span` of the post.
    pub fn allows(&self, cx: &Context<'_>, common: &Common, span: Span) -> bool {
        self.in_scope(cx, span)
            && !cx.hits.covers(common.names, span)
            && !self.except.is_some_and(|set| cx.hits.covers(set, span))
            && self.surroundings_allow(cx, common, span)
            && (self.guard.negated == Policy::Keep || !negated(cx, common, span))
            && (self.guard.reported == Policy::Keep || !reported(cx, common, span))
            && self.boundary_allows(cx, span)
    }

    /// Whether `when` and `unless` let the rule speak about `span`; all that is asked for rules about a whole post.
    pub fn surroundings_allow(&self, cx: &Context<'_>, common: &Common, span: Span) -> bool {
        !self.unless.answers(cx, common, span).any(|met| met) && self.when.answers(cx, common, span).all(|met| met)
    }

    fn in_scope(&self, cx: &Context<'_>, span: Span) -> bool {
        let parts = &self.guard.parts;
        let mut headline = false;
        for part in cx.layout.covering(span) {
            match part.kind {
                PartKind::FrontMatter | PartKind::Comment | PartKind::Platform => return false,
                PartKind::Headline => headline = true,
                PartKind::Quotation => {
                    if self.guard.quotation == Policy::Skip && !parts.contains(&PartKind::Quotation) {
                        return false;
                    }
                }
                kind => {
                    if !parts.contains(&kind) {
                        return false;
                    }
                    return true;
                }
            }
        }
        parts.contains(if headline { &PartKind::Headline } else { &PartKind::Body })
            || parts.contains(&PartKind::Quotation) && cx.layout.part_of(span) == PartKind::Quotation
    }

    fn boundary_allows(&self, cx: &Context<'_>, span: Span) -> bool {
        let check = match self.guard.boundary {
            Boundary::Never => false,
            Boundary::Always => true,
            Boundary::Auto => {
                let text = &cx.text[span.range()];
                text.len() <= SHORT * 4 && text.chars().count() <= SHORT && text.chars().all(is_han)
                    || cx.view.closes_gap(span)
            }
        };
        !check || cx.on_word_boundaries(span)
    }
}

fn nearby(cx: &Context<'_>, span: Span) -> Span {
    let sentence = cx.stretch(Within::Sentence, span);
    let left = cx.text[sentence.start..span.start].char_indices().rev().take(NEAR).last();
    let right = cx.text[span.end..sentence.end].char_indices().nth(NEAR);
    Span::new(left.map_or(span.start, |(i, _)| sentence.start + i), right.map_or(sentence.end, |(i, _)| span.end + i))
}

/// Whether something to the left in the clause negates or criticises what stands at `span`.
fn negated(cx: &Context<'_>, common: &Common, span: Span) -> bool {
    let clause = cx.layout.clauses[cx.layout.clause_at(span.start)];
    let left = &cx.text[clause.start..span.start];
    let from = left.char_indices().rev().take(NEGATION_REACH + 4).last().map_or(span.start, |(i, _)| clause.start + i);
    cx.hits.inside(common.negation, Span::new(from, span.start)).any(|hit| {
        cx.text[hit.span.end..span.start].chars().count() <= NEGATION_REACH
            && (hit.span.len() > 3 || is_word(cx, hit.span))
    })
}

/// Whether the sentence gives what stands at `span` as somebody else's words (网友称…).
fn reported(cx: &Context<'_>, common: &Common, span: Span) -> bool {
    let sentence = cx.layout.sentences[cx.layout.sentence_at(span.start)];
    let left = Span::new(reach_back(cx, sentence.start.min(span.start), span.start), span.start);
    cx.hits.inside(common.report_verb, left).any(|verb| {
        cx.hits
            .inside(common.reporter, Span::new(left.start, verb.span.start))
            .any(|who| cx.text[who.span.end..verb.span.start].chars().take(REPORT_GAP + 1).count() <= REPORT_GAP)
    })
}

/// At most [`REACH`](super::regexes::REACH) bytes before `to`, so that the work stays linear in an endless sentence.
fn reach_back(cx: &Context<'_>, from: usize, to: usize) -> usize {
    let mut at = from.max(to.saturating_sub(super::regexes::REACH));
    while !cx.text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn is_word(cx: &Context<'_>, span: Span) -> bool {
    let words = cx.words(cx.layout.clause_at(span.start));
    words.get(words.partition_point(|w| w.span.start < span.start)).is_some_and(|w| w.span == span)
}
