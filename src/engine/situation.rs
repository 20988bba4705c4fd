//! Recognising the situation a post speaks to.
//!
//! Every cue of the lexicon that is met counts once with its weight. The situation with the greatest sum wins if the sum
//! reaches [`ENOUGH`]; otherwise the post is an everyday one. What was met is the reason shown to the user. The runner-up is
//! told as a doubt if it has [`DOUBT`], so that what speaks in it can be said more softly.

use crate::finding::Recognised;
use crate::matcher::context::Context;
use crate::matcher::cue::Cues;
use crate::matcher::element::Elements;
use crate::matcher::vocabulary::VocabularyBuilder;
use crate::position::Span;
use crate::post::Situation;
use crate::rule::Within;
use crate::rule::lexicon::SituationCue;
use crate::say;
use crate::text::layout::PartKind;
use crate::words::{Lang, Words};

/// The least sum of weights that makes a situation of its own.
const ENOUGH: i32 = 3;

/// The least sum of weights that makes a doubt.
const DOUBT: i32 = 2;

/// The cues, ready to be looked for.
pub(super) struct Recogniser {
    cues: Vec<Cue>,
}

struct Cue {
    situation: Situation,
    weight: i32,
    within: Within,
    find: Cues,
    with: Cues,
    without: Cues,
    title: Words,
}

impl Recogniser {
    pub(super) fn new(cues: &[SituationCue], builder: &mut VocabularyBuilder) -> Self {
        let cues = cues
            .iter()
            .map(|cue| Cue {
                situation: cue.situation,
                weight: cue.weight,
                within: cue.within,
                find: Cues::new(&cue.find, builder),
                with: Cues::new(&cue.with, builder),
                without: Cues::new(&cue.without, builder),
                title: cue.title.clone(),
            })
            .collect();
        Self { cues }
    }

    pub(super) fn recognise(&self, cx: &Context<'_>, elements: &Elements) -> Recognised {
        let (whole, lead) = (cx.whole(), cx.lead());
        let met: Vec<(&Cue, Span)> = self
            .cues
            .iter()
            .filter_map(|cue| {
                let within = if cue.within == Within::Lead { lead } else { whole };
                cue.met(cx, elements, within).map(|span| (cue, span))
            })
            .collect();
        let sum = |s: Situation| met.iter().filter(|(c, _)| c.situation == s).map(|(c, _)| c.weight).sum::<i32>();
        // Of equal sums the first in this order wins: what is most harmful to miss comes first.
        let order = [Situation::Incident, Situation::Reply, Situation::Personal, Situation::Policy];
        let greatest = |but: Option<Situation>, least: i32| {
            let sums = order.into_iter().rev().filter(|&s| Some(s) != but).map(|s| (s, sum(s)));
            sums.max_by_key(|&(_, sum)| sum).filter(|&(_, sum)| sum >= least).map(|(s, _)| s)
        };
        let best = greatest(None, ENOUGH);
        let perhaps = greatest(best, DOUBT);
        match best {
            Some(situation) => Recognised { situation, reason: reason(cx, situation, &met), perhaps },
            None => Recognised {
                situation: Situation::Everyday,
                reason: say!("没有别的线索", "nothing speaks for another situation"),
                perhaps,
            },
        }
    }
}

impl Cue {
    /// The first place where it is met in the post's own words.
    fn met(&self, cx: &Context<'_>, elements: &Elements, within: Span) -> Option<Span> {
        let own_words =
            |s: Span| !cx.layout.covering(s).any(|p| matches!(p.kind, PartKind::Platform | PartKind::Comment));
        let fits = |s: Span| {
            let sentence = cx.layout.sentences[cx.layout.sentence_at(s.start)];
            (self.with.is_empty() || self.with.any_in(cx, elements, sentence, Some(s)))
                && !self.without.any_in(cx, elements, sentence, Some(s))
        };
        self.find.across(cx, elements, within).into_iter().find(|&s| own_words(s) && fits(s))
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
