//! Recognising the situation a post speaks to.
//!
//! Every cue and every word of the lexicon that is met adds its weight once to its situation, ten points to a factor of *e* in
//! the odds; each situation begins with its base. The greatest sum wins if it is greater than that of an everyday post. What
//! weighed most is the reason shown to the user. The runner-up is told as a doubt where it comes within [`DOUBT`], so that
//! what speaks in it can be said more softly.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::finding::Recognised;
use crate::matcher::context::Context;
use crate::matcher::cue::Cues;
use crate::matcher::element::Elements;
use crate::matcher::vocabulary::{SetId, SetMask, VocabularyBuilder};
use crate::position::Span;
use crate::post::Situation;
use crate::rule::Within;
use crate::rule::lexicon::Lexicon;
use crate::say;
use crate::text::layout::PartKind;
use crate::words::{Lang, Words};

/// How far the runner-up may be behind to count as a doubt, in points.
const DOUBT: i64 = 12;
/// How many pieces of evidence are shown.
const SHOWN: usize = 3;

/// The cues and words, ready to be looked for.
#[derive(Serialize, Deserialize)]
pub(super) struct Recogniser {
    base: [i32; 5],
    cues: Vec<Cue>,
    words: Vec<WordList>,
}

#[derive(Serialize, Deserialize)]
struct Cue {
    situation: Situation,
    weight: i32,
    within: Within,
    find: Cues,
    with: Cues,
    without: Cues,
    /// As for a rule: sets of which one must meet something.
    triggers: Option<SetMask>,
    title: Words,
}

#[derive(Serialize, Deserialize)]
struct WordList {
    situation: Situation,
    within: Within,
    words: SetId,
    weights: Vec<i32>,
    title: Words,
}

/// Something met in the post.
struct Met<'r> {
    situation: Situation,
    weight: i32,
    title: &'r Words,
    span: Span,
}

impl Recogniser {
    pub(super) fn new(lexicon: &Lexicon, builder: &mut VocabularyBuilder) -> Self {
        let cues = lexicon.cues.iter().map(|cue| {
            let find = Cues::new(&cue.find, builder);
            Cue {
                situation: cue.situation,
                weight: cue.weight,
                within: cue.within,
                triggers: find.triggers().map(|sets: Vec<SetId>| SetMask::of(&sets)),
                find,
                with: Cues::new(&cue.with, builder),
                without: Cues::new(&cue.without, builder),
                title: cue.title.clone(),
            }
        });
        let cues = cues.collect();
        let words = lexicon.words.iter().map(|list| WordList {
            situation: list.situation,
            within: list.within,
            words: builder.set(list.words.iter().zip(0u32..).map(|((word, _), tag)| (word.as_str(), tag))),
            weights: list.words.iter().map(|&(_, weight)| weight).collect(),
            title: list.title.clone(),
        });
        Self { base: lexicon.base, cues, words: words.collect() }
    }

    pub(super) fn recognise(&self, cx: &Context<'_>, elements: &Elements) -> Recognised {
        let met = self.met(cx, elements);
        let sum = |s: Situation| {
            let weights = met.iter().filter(|m| m.situation == s).map(|m| i64::from(m.weight));
            i64::from(self.base[s as usize]) + weights.sum::<i64>()
        };
        // Of equal sums the earlier in this order wins: what is most harmful to miss comes first.
        let order = [Situation::Incident, Situation::Reply, Situation::Personal, Situation::Policy];
        let speaks_for = |s: Situation| met.iter().any(|m| m.situation == s && m.weight > 0);
        let mut ranked: Vec<Situation> = order.into_iter().filter(|&s| speaks_for(s)).collect();
        ranked.insert(0, Situation::Everyday);
        ranked.sort_by_key(|&s| std::cmp::Reverse(sum(s)));
        let situation = ranked[0];
        let perhaps = ranked.get(1).copied().filter(|&second| sum(situation) - sum(second) <= DOUBT);
        let reason = if situation == Situation::Everyday {
            say!("没有别的线索", "nothing speaks for another situation")
        } else {
            reason(cx, situation, met)
        };
        Recognised { situation, reason, perhaps }
    }

    fn met<'r>(&'r self, cx: &Context<'_>, elements: &Elements) -> Vec<Met<'r>> {
        let span_of = |within| if within == Within::Lead { cx.lead() } else { cx.whole() };
        let mut out = Vec::new();
        let awake = |cue: &&Cue| cue.triggers.as_ref().is_none_or(|triggers| cx.hits.any_of(triggers));
        for cue in self.cues.iter().filter(awake) {
            if let Some(span) = cue.met(cx, elements, span_of(cue.within)) {
                out.push(Met { situation: cue.situation, weight: cue.weight, title: &cue.title, span });
            }
        }
        for list in &self.words {
            let mut first: BTreeMap<u32, Span> = BTreeMap::new();
            for hit in cx.hits.inside(list.words, span_of(list.within)).filter(|h| own_words(cx, h.span)) {
                first.entry(hit.tag).or_insert(hit.span);
            }
            out.extend(first.into_iter().map(|(tag, span)| Met {
                situation: list.situation,
                weight: list.weights[tag as usize],
                title: &list.title,
                span,
            }));
        }
        out
    }
}

impl Cue {
    /// The first place where it is met in the post's own words.
    fn met(&self, cx: &Context<'_>, elements: &Elements, within: Span) -> Option<Span> {
        let fits = |s: Span| {
            let sentence = cx.layout.sentences[cx.layout.sentence_at(s.start)];
            (self.with.is_empty() || self.with.any_in(cx, elements, sentence, Some(s)))
                && !self.without.any_in(cx, elements, sentence, Some(s))
        };
        self.find.across(cx, elements, within).into_iter().find(|&s| own_words(cx, s) && fits(s))
    }
}

fn own_words(cx: &Context<'_>, span: Span) -> bool {
    !cx.layout.covering(span).any(|p| matches!(p.kind, PartKind::Platform | PartKind::Comment))
}

/// The weightiest evidence for `situation`; places are quoted once.
fn reason(cx: &Context<'_>, situation: Situation, mut met: Vec<Met<'_>>) -> Words {
    met.retain(|m| m.situation == situation && m.weight > 0);
    met.sort_by_key(|m| (-m.weight, m.span.start));
    let mut shown: Vec<Met<'_>> = Vec::new();
    for one in met {
        if shown.len() < SHOWN && !shown.iter().any(|m| m.span.overlaps(one.span)) {
            shown.push(one);
        }
    }
    let mut words = Words::default();
    for (i, one) in shown.iter().enumerate() {
        let source = cx.view.to_source(one.span);
        let quote: String = cx.post.text[source.range()].chars().take(12).collect();
        let again = i > 0 && shown[i - 1].title == one.title;
        let (zh, en) = match (i, again) {
            (0, _) | (_, true) => ("", ""),
            _ => ("；", "; "),
        };
        let (title_zh, title_en) = if again { ("", "") } else { (one.title.get(Lang::Zh), one.title.get(Lang::En)) };
        words.zh.extend([zh, title_zh, "「", &quote, "」"]);
        words.en.extend([en, title_en, " “", &quote, "”"]);
    }
    words
}
