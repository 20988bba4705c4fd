//! Recognising the situation a post speaks to.
//!
//! Every cue of the lexicon that is met counts once with its weight. The situation with the greatest sum wins if the sum
//! reaches [`ENOUGH`]; otherwise the post is an everyday one. What was met is the reason shown to the user.

use serde::{Deserialize, Serialize};

use crate::finding::Recognised;
use crate::matcher::context::Context;
use crate::matcher::regexes::LazyRegex;
use crate::matcher::vocabulary::{SetId, SetMask, VocabularyBuilder};
use crate::position::Span;
use crate::post::Situation;
use crate::rule::Within;
use crate::rule::lexicon::SituationCue;
use crate::say;
use crate::text::layout::PartKind;
use crate::words::{Lang, Words};

/// The least sum of weights that makes a situation of its own.
const ENOUGH: i32 = 3;

/// The cues, ready to be looked for.
#[derive(Serialize, Deserialize)]
pub(super) struct Recogniser {
    cues: Vec<Cue>,
}

#[derive(Serialize, Deserialize)]
struct Cue {
    situation: Situation,
    weight: i32,
    within: Within,
    terms: SetId,
    patterns: Vec<LazyRegex>,
    /// As for a rule: sets of which one must meet something.
    triggers: Option<SetMask>,
    title: Words,
}

impl Recogniser {
    pub(super) fn new(cues: &[SituationCue], builder: &mut VocabularyBuilder) -> Self {
        let cues = cues
            .iter()
            .map(|cue| {
                let terms = builder.set(cue.terms.iter().flat_map(|t| &t.literals).map(|l| (l.as_str(), 0)));
                let patterns: Vec<LazyRegex> = cue.patterns.iter().map(|p| LazyRegex::new(p, builder)).collect();
                let triggers = std::iter::once(Some(terms)).chain(patterns.iter().map(LazyRegex::trigger));
                Cue {
                    situation: cue.situation,
                    weight: cue.weight,
                    within: cue.within,
                    terms,
                    triggers: triggers.collect::<Option<Vec<SetId>>>().map(|sets| SetMask::of(&sets)),
                    patterns,
                    title: cue.title.clone(),
                }
            })
            .collect();
        Self { cues }
    }

    pub(super) fn recognise(&self, cx: &Context<'_>) -> Recognised {
        let (whole, lead) = (cx.whole(), cx.lead());
        let met: Vec<(&Cue, Span)> = self
            .cues
            .iter()
            .filter(|cue| cue.triggers.as_ref().is_none_or(|triggers| cx.hits.any_of(triggers)))
            .filter_map(|cue| {
                cue.met(cx, if cue.within == Within::Lead { lead } else { whole }).map(|span| (cue, span))
            })
            .collect();
        let sum = |s: Situation| met.iter().filter(|(c, _)| c.situation == s).map(|(c, _)| c.weight).sum::<i32>();
        // Of equal sums the first in this order wins: what is most harmful to miss comes first.
        let order = [Situation::Incident, Situation::Reply, Situation::Personal, Situation::Policy];
        let best = order.into_iter().rev().max_by_key(|&s| sum(s)).filter(|&s| sum(s) >= ENOUGH);
        match best {
            Some(situation) => Recognised { situation, reason: reason(cx, situation, &met) },
            None => Recognised {
                situation: Situation::Everyday,
                reason: say!("没有别的线索", "nothing speaks for another situation"),
            },
        }
    }
}

impl Cue {
    fn met(&self, cx: &Context<'_>, span: Span) -> Option<Span> {
        let own_words =
            |s: Span| !cx.layout.covering(s).any(|p| matches!(p.kind, PartKind::Platform | PartKind::Comment));
        let literal = cx.hits.inside(self.terms, span).map(|h| h.span).find(|&s| own_words(s));
        literal.or_else(|| {
            let mut patterns = self.patterns.iter().filter(|p| p.may_match(cx));
            patterns.find_map(|p| p.matches_in(cx, span).iter().copied().find(|&s| own_words(s)))
        })
    }
}

fn reason(cx: &Context<'_>, situation: Situation, met: &[(&Cue, Span)]) -> Words {
    let mut cues: Vec<&(&Cue, Span)> = met.iter().filter(|(c, _)| c.situation == situation && c.weight > 0).collect();
    cues.sort_by_key(|(c, _)| -c.weight);
    let mut words = Words::default();
    for (i, (cue, span)) in cues.into_iter().take(3).enumerate() {
        let source = cx.view.to_source(*span);
        let quote: String = cx.post.text[source.range()].chars().take(12).collect();
        let (zh, en) = if i == 0 { ("", "") } else { ("；", "; ") };
        words.zh.extend([zh, cue.title.get(Lang::Zh), "「", &quote, "」"]);
        words.en.extend([en, cue.title.get(Lang::En), " “", &quote, "”"]);
    }
    words
}
