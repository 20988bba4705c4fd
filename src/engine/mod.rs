//! The linter: rules and a lexicon in, findings out.
//!
//! A [`Linter`] is made once and checks any number of posts from any number of threads. For each post: fold the text, lay it
//! out, walk the vocabulary over it once, recognise the situation, run the rules that speak in it, word what they found, and
//! keep one finding for each place.

mod compose;
mod overlap;
pub mod prove;
mod situation;

use crate::finding::{Checked, Finding, Recognised};
use crate::matcher::Compiled;
use crate::matcher::context::Context;
use crate::matcher::guard::Common;
use crate::matcher::vocabulary::{Vocabulary, VocabularyBuilder};
use crate::position::Span;
use crate::post::Post;
use crate::rule::lexicon::Lexicon;
use crate::rule::{Matcher, Measure, Relation, Rule};
use crate::say;
use crate::suppress::{Silence, Suppressions};
use crate::text::fold::View;
use crate::text::layout::Layout;
use crate::text::segment::Segmenter;
use crate::text::units::units;

/// A linter made of rules, ready to check any number of posts from any number of threads.
pub struct Linter {
    rules: Vec<Rule>,
    compiled: Vec<Compiled>,
    vocabulary: Vocabulary,
    common: Common,
    situations: situation::Recogniser,
    segmenter: Segmenter,
    silences: Vec<Silence>,
}

impl Linter {
    /// A linter of `rules`, with the word classes, names, situation cues and elements of `lexicon`.
    #[must_use]
    pub fn new(rules: Vec<Rule>, lexicon: &Lexicon) -> Self {
        let mut builder = VocabularyBuilder::default();
        let compiled = rules.iter().map(|rule| Compiled::new(rule, &mut builder)).collect();
        let common = Common::new(lexicon, &mut builder);
        let situations = situation::Recogniser::new(&lexicon.cues, &mut builder);
        Self {
            rules,
            compiled,
            vocabulary: builder.build(),
            common,
            situations,
            segmenter: Segmenter::new(),
            silences: Vec::new(),
        }
    }

    /// The same linter, passing over what `silences` cover in every post.
    #[must_use]
    pub fn passing_over(mut self, silences: Vec<Silence>) -> Self {
        self.silences = silences;
        self
    }

    /// The rules, in the order of their packs.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Check one post. `given` is a situation set by hand; without it the post's own metadata decides, and without that
    /// the text.
    #[must_use]
    pub fn check(&self, post: Post, given: Option<Recognised>) -> Checked {
        let units = units(&post.text[post.front..]);
        let mut suppressions = Suppressions::of(&post, &self.silences);
        let (situation, findings, suppressed) = self.look_at(&post, given, units, &mut suppressions);
        let passed = suppressions.passed();
        let slips = suppressions.slips(&self.rules);
        Checked { post, situation, units, findings, suppressed, passed, slips }
    }

    fn look_at(
        &self,
        post: &Post,
        given: Option<Recognised>,
        units: usize,
        suppressions: &mut Suppressions,
    ) -> (Recognised, Vec<Finding>, usize) {
        let view = View::new(&post.text);
        let front = if post.front == 0 { 0 } else { view.to_view(Span::new(0, post.front)).end };
        let layout = Layout::new(view.text(), front, post.markdown);
        let hits = self.vocabulary.find(view.text());
        let mut cx = Context::new(post, &view, layout, hits, &self.segmenter, units);
        let situation = given.or_else(|| from_meta(post)).unwrap_or_else(|| self.situations.recognise(&cx));
        cx.situation = situation.situation;

        let mut findings = Vec::new();
        let mut suppressed = 0;
        for (rule, compiled) in self.rules.iter().zip(&self.compiled) {
            let Some(severity) = rule.level(cx.situation).severity() else { continue };
            let candidates = compiled.find(&cx, &self.common);
            let about_place = speaks_about_a_place(rule);
            let found = candidates.into_iter().map(|candidate| {
                let finding = compose::finding(rule, severity, &candidate, &cx);
                overlap::Ranked { finding, weight: rule.weight, about_place }
            });
            let (silent, told): (Vec<_>, Vec<_>) =
                found.partition(|ranked| suppressions.covers(&rule.id, ranked.finding.span, &post.text));
            suppressed += overlap::one_for_each_place(silent).len();
            findings.extend(told);
        }
        (situation, overlap::one_for_each_place(findings), suppressed)
    }
}

fn from_meta(post: &Post) -> Option<Recognised> {
    if let Some(situation) = post.meta.situation {
        return Some(Recognised { situation, reason: say!("稿件里写明", "set in the draft") });
    }
    post.meta.question.as_ref().map(|_| Recognised {
        situation: crate::post::Situation::Reply,
        reason: say!("稿件附有提问", "the draft comes with a question"),
    })
}

/// Whether a rule speaks about the words it marks, rather than about the post or a whole sentence.
fn speaks_about_a_place(rule: &Rule) -> bool {
    !matches!(
        rule.matcher,
        Matcher::Relation(Relation::Missing { .. })
            | Matcher::Measure(Measure::Length { .. } | Measure::Stretch { .. } | Measure::Share { .. })
    )
}
