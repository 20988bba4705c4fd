//! Quantities beyond their limit.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::context::Context;
use super::cue::Cues;
use super::phrase::Terms;
use super::regexes::LazyRegex;
use super::vocabulary::{SetId, VocabularyBuilder};
use super::{Ask, Candidate, shape, totals, weigh};
use crate::matcher::cue::without_overlaps;
use crate::position::Span;
use crate::rule::{Mark, Measure, Within};
use crate::text::layout::PartKind;
use crate::text::layout::is_han;

#[derive(Serialize, Deserialize)]
pub(super) enum Compiled {
    Length { max: usize },
    Stretch { within: Within, max: usize },
    Count(Count),
    Parts { kind: PartKind, max: usize, mark: Mark },
    Share { cues: Cues, max: f64 },
    Run(shape::Run),
    Parallel { chars: usize, min: usize },
    Repeat { within: Within, min: usize, chars: usize },
    Totals,
    Weigh(weigh::Compiled),
}

#[derive(Serialize, Deserialize)]
pub(super) struct Count {
    terms: Terms,
    patterns: Vec<LazyRegex>,
    within: Within,
    min: usize,
    per_100: f64,
    distinct: usize,
    mark: Mark,
}

impl Compiled {
    pub(super) fn new(measure: &Measure, builder: &mut VocabularyBuilder) -> Self {
        match measure {
            Measure::Length { max } => Self::Length { max: *max },
            Measure::Stretch { within, max } => Self::Stretch { within: *within, max: *max },
            Measure::Count { terms, patterns, within, min, per_100, distinct, mark } => Self::Count(Count {
                terms: Terms::new(terms, builder),
                patterns: patterns.iter().map(|p| LazyRegex::new(p, builder)).collect(),
                within: *within,
                min: *min,
                per_100: *per_100,
                distinct: *distinct,
                mark: *mark,
            }),
            Measure::Parts { kind, max, mark } => Self::Parts { kind: *kind, max: *max, mark: *mark },
            Measure::Share { cues, max } => Self::Share { cues: Cues::new(cues, builder), max: *max },
            Measure::Run { chars, min, known, min_known } => {
                Self::Run(shape::Run::new(*chars, *min, known, *min_known, builder))
            }
            Measure::Parallel { chars, min } => Self::Parallel { chars: *chars, min: *min },
            Measure::Repeat { within, min, chars } => Self::Repeat { within: *within, min: *min, chars: *chars },
            Measure::Totals => Self::Totals,
            Measure::Weigh { within, words, cues, min } => {
                Self::Weigh(weigh::Compiled::new(*within, words, cues, *min, builder))
            }
        }
    }

    pub(super) fn triggers(&self) -> Option<Vec<SetId>> {
        match self {
            Self::Count(count) => {
                let patterns = count.patterns.iter().map(LazyRegex::trigger);
                std::iter::once(Some(count.terms.set())).chain(patterns).collect()
            }
            Self::Share { cues, .. } => cues.triggers(),
            Self::Weigh(weigh) => Some(weigh.triggers()),
            _ => None,
        }
    }

    pub(super) fn find(&self, ask: &Ask<'_>) -> Vec<Candidate> {
        match self {
            Self::Length { max } => length(ask, *max),
            Self::Stretch { within, max } => stretch(ask, *within, *max),
            Self::Count(count) => count.find(ask),
            Self::Parts { kind, max, mark } => parts(ask, *kind, *max, *mark),
            Self::Share { cues, max } => share(ask, cues, *max),
            Self::Run(run) => run.find(ask),
            Self::Parallel { chars, min } => shape::parallel(ask, *chars, *min),
            Self::Repeat { within, min, chars } => shape::repeat(ask, *within, *min, *chars),
            Self::Totals => totals::find(ask),
            Self::Weigh(weigh) => weigh.find(ask),
        }
    }
}

fn length(ask: &Ask<'_>, max: usize) -> Vec<Candidate> {
    let cx = ask.cx;
    if cx.units <= max || !ask.allows_post() {
        return Vec::new();
    }
    let with = |mark| Candidate { value: cx.units.to_string(), limit: max.to_string(), ..Candidate::at(mark) };
    cx.lead_words().map(with).into_iter().collect()
}

fn stretch(ask: &Ask<'_>, within: Within, max: usize) -> Vec<Candidate> {
    let cx = ask.cx;
    let spans = if within == Within::Clause { &cx.layout.clauses } else { &cx.layout.sentences };
    let long = |span: &&Span| span.len() > max && cx.text[span.range()].chars().filter(|&c| is_han(c)).count() > max;
    spans
        .iter()
        .filter(long)
        .filter(|span| !is_list(&cx.text[span.range()]))
        .filter_map(|&span| {
            let han = cx.text[span.range()].chars().filter(|&c| is_han(c)).count();
            let mark = shape::first_chars(cx.text, shape::trimmed(cx.text, span), 10);
            let candidate = Candidate { value: han.to_string(), limit: max.to_string(), ..Candidate::at(mark) };
            ask.allows(mark).then_some(candidate)
        })
        .collect()
}

/// Whether a sentence is a list: its items can be read one by one however long it is.
fn is_list(sentence: &str) -> bool {
    let count = |marks: &[char]| sentence.chars().filter(|c| marks.contains(c)).count();
    let han = sentence.chars().filter(|&c| is_han(c)).count();
    count(&['、', '；', ';', '①', '②', '③']) * 12 >= han
        || sentence.chars().filter(char::is_ascii_digit).count() * 6 >= han
}

impl Count {
    fn find(&self, ask: &Ask<'_>) -> Vec<Candidate> {
        let cx = ask.cx;
        let patterns = self.patterns.iter().filter(|p| p.may_match(cx));
        let matches: Vec<Span> = patterns.flat_map(|p| p.find_all(cx)).map(|found| found.span).collect();
        // Guards only take away: where all there is would not do, they need not be asked.
        if !self.many_enough(self.terms.most(cx) + matches.len(), cx.units) {
            return Vec::new();
        }
        let mut places: Vec<Span> = self.terms.find(ask).into_iter().map(|hit| hit.span).collect();
        places.extend(matches.into_iter().filter(|&s| ask.allows(s)));
        let places = without_overlaps(places);
        groups(cx, self.within, &places, |group| self.enough(cx.text, cx.units, group))
            .into_iter()
            .flat_map(|group| marked(group, self.mark, self.min.saturating_sub(1)))
            .collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "counts of a post are far below 2^52")]
    fn many_enough(&self, count: usize, units: usize) -> bool {
        count >= self.min && count as f64 * 100.0 >= self.per_100 * units.max(1) as f64
    }

    fn enough(&self, text: &str, units: usize, group: &[Span]) -> bool {
        let mut words: Vec<&str> = group.iter().map(|s| &text[s.range()]).collect();
        words.sort_unstable();
        words.dedup();
        words.len() >= self.distinct && self.many_enough(group.len(), units)
    }
}

/// The groups of `places` (in order, apart from each other) that stand in one stretch and are `enough`. Where a stretch holds
/// several sentences, each sentence may be its first.
pub(super) fn groups<'p>(
    cx: &Context<'_>,
    within: Within,
    places: &'p [Span],
    enough: impl Fn(&[Span]) -> bool,
) -> Vec<&'p [Span]> {
    let mut out = Vec::new();
    let mut rest = places;
    while let Some(&first) = rest.first() {
        let stretch = cx.stretch(within, first);
        let here = rest.partition_point(|s| s.start < stretch.end);
        let own = cx.stretch(if within == Within::Clause { within } else { Within::Sentence }, first);
        let mut done = rest.partition_point(|s| s.start < own.end).max(1);
        if stretch.covers(first) && enough(&rest[..here]) {
            out.push(&rest[..here]);
            done = here;
        } else if within == Within::Post {
            break;
        }
        rest = &rest[done..];
    }
    out
}

/// Candidates for a group of places, of which `allowed` would have been fine.
fn marked(group: &[Span], mark: Mark, allowed: usize) -> Vec<Candidate> {
    let with = |span: Span| Candidate { count: group.len(), limit: allowed.to_string(), ..Candidate::at(span) };
    match (mark, group.first(), group.last()) {
        (Mark::Each, ..) => group.iter().map(|&s| with(s)).collect(),
        (Mark::Beyond, ..) => group.iter().skip(allowed).map(|&s| with(s)).collect(),
        (Mark::First, Some(&first), _) => vec![Candidate { related: group[1..].to_vec(), ..with(first) }],
        (Mark::All, Some(first), Some(last)) => vec![with(Span::new(first.start, last.end))],
        _ => Vec::new(),
    }
}

fn parts(ask: &Ask<'_>, kind: PartKind, max: usize, mark: Mark) -> Vec<Candidate> {
    let cx = ask.cx;
    let whole = cx.whole();
    let places: Vec<Span> = cx.parts(kind).iter().copied().filter(|s| whole.covers(*s)).collect();
    if places.len() <= max || !ask.allows_post() {
        return Vec::new();
    }
    marked(&places, mark, max)
}

#[expect(clippy::cast_precision_loss, reason = "characters of a post are far below 2^52")]
fn share(ask: &Ask<'_>, cues: &Cues, max: f64) -> Vec<Candidate> {
    let cx = ask.cx;
    let whole = cx.whole();
    let han = |s: Span| cx.text[s.range()].chars().filter(|&c| is_han(c)).count();
    let mut held = BTreeSet::new();
    for span in cues.all_in(cx, &ask.common.elements, whole).into_iter().filter(|&s| ask.allows(s)) {
        held.extend(cx.layout.clause_at(span.start)..=cx.layout.clause_at(span.end - 1));
    }
    let clauses: Vec<Span> = held.into_iter().map(|i| cx.layout.clauses[i]).collect();
    let (inside, total) = (clauses.iter().map(|&c| han(c)).sum::<usize>(), han(whole));
    let percent = inside as f64 * 100.0 / total.max(1) as f64;
    let Some(&first) = clauses.first() else { return Vec::new() };
    if percent <= max {
        return Vec::new();
    }
    vec![Candidate {
        related: clauses[1..].iter().map(|&c| shape::trimmed(cx.text, c)).collect(),
        count: clauses.len(),
        value: format!("{percent:.0}%"),
        limit: format!("{max:.0}%"),
        ..Candidate::at(shape::trimmed(cx.text, first))
    }]
}
