//! Guards: where a rule holds its tongue.
//!
//! The tests run from cheap to dear: parts, quotations, names, cues, negation, reported speech, and last word boundaries,
//! which may need the segmenter.

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::cue::Cues;
use super::element::Elements;
use super::regexes::{REACH, next_boundary};
use super::vocabulary::{SetId, VocabularyBuilder};
use crate::entity::{EntityKind, is_surname};
use crate::position::Span;
use crate::rule::lexicon::Lexicon;
use crate::rule::{Boundary, Guard, Policy, Surroundings, Within};
use crate::text::layout::PartKind;
use crate::text::layout::is_han;

/// How far to the left a negation reaches, in characters (the window of the study behind the rules).
const NEGATION_REACH: usize = 6;
/// The longest negation of two that may undo each other, in characters.
const LONGEST_NEGATION: usize = 4;
/// The longest name that is given behind a family name, in characters.
const GIVEN_NAME: usize = 2;
/// How far apart a reporter and a verb of saying may stand, in characters.
const REPORT_GAP: usize = 10;
/// What `near` means, in characters.
const NEAR: usize = 8;
/// Matches of up to this many Chinese characters are checked for word boundaries by [`Boundary::Auto`], as are Latin words.
const SHORT: usize = 3;

/// The sets of the lexicon that every guard uses.
#[derive(Serialize, Deserialize)]
pub struct Common {
    names: SetId,
    accepted: SetId,
    negation: SetId,
    reporter: SetId,
    report_verb: SetId,
    /// The elements, for cues that ask for them.
    pub elements: Elements,
}

impl Common {
    /// Prepare `lexicon`.
    pub fn new(lexicon: &Lexicon, builder: &mut VocabularyBuilder) -> Self {
        let mut class = |name: &str| builder.set(lexicon.literals(name).map(|w| (w, 0)));
        let (negation, reporter, report_verb) = (class("negation"), class("reporter"), class("report-verb"));
        let names = builder.set(lexicon.names.iter().map(|w| (w.as_str(), 0)));
        let accepted = builder.set(lexicon.accepted.iter().map(|w| (w.as_str(), 0)));
        Self { names, accepted, negation, reporter, report_verb, elements: Elements::new(&lexicon.elements, builder) }
    }
}

/// A rule's guard, ready to be asked.
#[derive(Serialize, Deserialize)]
pub struct Guarded {
    guard: Guard,
    except: Option<SetId>,
    when: Around,
    unless: Around,
}

#[derive(Serialize, Deserialize)]
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

    /// Every key with its answer; keys that are not used give none. `own` is the match, which is no cue for itself.
    fn answers<'s>(
        &'s self,
        cx: &'s Context<'_>,
        common: &'s Common,
        span: Span,
        own: Option<Span>,
    ) -> impl Iterator<Item = bool> + 's {
        let elements = &common.elements;
        let before = (!self.before.is_empty()).then(|| self.before.ends_at(cx, elements, span.start));
        let after = (!self.after.is_empty()).then(|| self.after.starts_at(cx, elements, span.end));
        let near = (!self.near.is_empty()).then(|| self.near.any_in(cx, elements, nearby(cx, span), own));
        let within =
            self.within.iter().map(move |(within, cues)| cues.any_in(cx, elements, cx.stretch(*within, span), own));
        before.into_iter().chain(after).chain(near).chain(within)
    }
}

impl Guarded {
    /// Prepare `guard`.
    pub fn new(guard: &Guard, builder: &mut VocabularyBuilder) -> Self {
        Self {
            // Prepared below; kept here they would be held twice.
            guard: Guard {
                parts: guard.parts.clone(),
                except: Vec::new(),
                when: Surroundings::default(),
                unless: Surroundings::default(),
                ..*guard
            },
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
            && !cx.hits.covering(common.names, span).any(|name| name.span != span)
            && cx.hits.covering(common.accepted, span).next().is_none()
            && self.except.is_none_or(|set| cx.hits.covering(set, span).next().is_none())
            && !is_given_name(cx, span)
            && self.surroundings_allow(cx, common, span, Some(span))
            && (self.guard.negated == Policy::Keep || !negated(cx, common, span))
            && (self.guard.reported == Policy::Keep || !reported(cx, common, span))
            && self.boundary_allows(cx, span)
    }

    /// Whether `when` and `unless` let the rule speak about the post as a whole; the other keys ask about a place.
    pub fn allows_post(&self, cx: &Context<'_>, common: &Common) -> bool {
        self.surroundings_allow(cx, common, cx.whole(), None)
    }

    fn surroundings_allow(&self, cx: &Context<'_>, common: &Common, span: Span, own: Option<Span>) -> bool {
        !self.unless.answers(cx, common, span, own).any(|met| met)
            && self.when.answers(cx, common, span, own).all(|met| met)
    }

    fn in_scope(&self, cx: &Context<'_>, span: Span) -> bool {
        let parts = &self.guard.parts;
        // Every part around the match must be one that the rule looks at; running text is what no other part covers.
        let mut home = PartKind::Body;
        for part in cx.layout.covering(span) {
            let fine = match part.kind {
                PartKind::FrontMatter | PartKind::Comment | PartKind::Platform => false,
                PartKind::Headline => true,
                PartKind::Quotation => self.guard.quotation == Policy::Keep || parts.contains(&PartKind::Quotation),
                kind => parts.contains(&kind),
            };
            if !fine {
                return false;
            }
            if part.kind != PartKind::Quotation || parts.contains(&PartKind::Quotation) {
                home = part.kind;
            }
        }
        parts.contains(&home)
    }

    fn boundary_allows(&self, cx: &Context<'_>, span: Span) -> bool {
        let check = match self.guard.boundary {
            Boundary::Never => false,
            Boundary::Always => true,
            Boundary::Auto => {
                let text = &cx.text[span.range()];
                text.chars().nth(SHORT).is_none() && text.chars().all(is_han)
                    || text.bytes().all(|b| b.is_ascii_alphabetic())
                    || cx.view.closes_gap(span)
            }
        };
        !check || span.is_empty() || cx.on_word_boundaries(span)
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
    let reach = NEGATION_REACH + LONGEST_NEGATION;
    let from = left.char_indices().rev().take(reach).last().map_or(span.start, |(i, _)| clause.start + i);
    let mut hits = cx.hits.inside(common.negation, Span::new(from, span.start)).peekable();
    let mut negated = false;
    let mut end = from;
    while let Some(hit) = hits.next() {
        if hit.span.start < end {
            continue;
        }
        end = hit.span.end;
        // 不得不, 不能没有: two that meet say yes.
        while hits.next_if(|next| next.span.start < end).is_some() {}
        if let Some(second) = hits.next_if(|next| next.span.start == end && undoes(&cx.text[next.span.range()])) {
            end = second.span.end;
            continue;
        }
        negated |= cx.text[end..span.start].chars().nth(NEGATION_REACH).is_none()
            && (cx.text[hit.span.range()].chars().nth(1).is_some() || is_word(cx, hit.span));
    }
    negated
}

/// Whether this negation, directly behind another one, takes that back.
fn undoes(negation: &str) -> bool {
    matches!(negation, "不" | "没" | "无" | "没有")
}

/// Whether the sentence gives what stands at `span` as somebody else's words (网友称…).
fn reported(cx: &Context<'_>, common: &Common, span: Span) -> bool {
    let sentence = cx.layout.sentences[cx.layout.sentence_at(span.start)];
    let left = Span::new(reach_back(cx, sentence.start.min(span.start), span.start), span.start);
    let mut reporters = cx.hits.inside(common.reporter, left).map(|hit| hit.span.end).collect::<Vec<_>>();
    reporters.sort_unstable();
    cx.hits.inside(common.report_verb, left).any(|verb| {
        let before = reporters.partition_point(|&end| end <= verb.span.start);
        let last = before.checked_sub(1).map(|i| reporters[i]);
        // 市民反映的问题 names what was said; nobody's words follow.
        !cx.text[verb.span.end..].starts_with('的')
            && last.is_some_and(|end| cx.text[end..verb.span.start].chars().nth(REPORT_GAP).is_none())
            && (cx.text[verb.span.range()].chars().nth(1).is_some() || is_word(cx, verb.span))
    })
}

/// Whether `span` is all or part of the name that a person is given behind the family name (张大力).
fn is_given_name(cx: &Context<'_>, span: Span) -> bool {
    let text = &cx.text[span.range()];
    if text.chars().nth(GIVEN_NAME).is_some() || !cx.text[..span.start].chars().next_back().is_some_and(is_surname) {
        return false;
    }
    let persons = cx.entities(EntityKind::Person);
    let person = persons.partition_point(|p| p.start < span.start).checked_sub(1).map(|i| persons[i]);
    person.is_some_and(|person| person.covers(span))
}

/// At most [`REACH`] bytes before `to`, so that the work stays linear in an endless sentence.
fn reach_back(cx: &Context<'_>, from: usize, to: usize) -> usize {
    next_boundary(cx.text, from.max(to.saturating_sub(REACH)))
}

fn is_word(cx: &Context<'_>, span: Span) -> bool {
    let words = cx.words(cx.layout.clause_at(span.start));
    words.get(words.partition_point(|w| w.span.start < span.start)).is_some_and(|w| w.span == span)
}
