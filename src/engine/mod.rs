//! The linter: rules and a lexicon in, findings out.
//!
//! A [`Linter`] is made once and checks any number of posts from any number of threads. For each post: fold the text, lay it
//! out, walk the vocabulary over it once, recognise the situation, run the rules that speak in it, word what they found, and
//! keep one finding for each place.

mod compose;
mod elements;
mod overlap;
pub mod prove;
mod ready;
mod situation;

use std::sync::OnceLock;

use self::ready::{Ready, Voice};

use crate::built_in::READY;
use crate::finding::{Checked, ElementSeen, Finding, Recognised};
use crate::matcher::context::Context;
use crate::matcher::vocabulary::VocabularyBuilder;
use crate::position::Span;
use crate::post::{Post, Situation};
use crate::rule::docs::Docs;
use crate::rule::lexicon::Lexicon;
use crate::rule::selector::Selector;
use crate::rule::{Level, Rule, RuleId, Severity, load};
use crate::say;
use crate::suppress::{Silence, Suppressions};
use crate::text::fold::View;
use crate::text::layout::Layout;
use crate::text::segment::Segmenter;
use crate::text::units::units;

/// A linter made of rules, ready to check any number of posts from any number of threads.
pub struct Linter {
    ready: Ready,
    /// Read when they are asked for, where the linter was embedded.
    rules: OnceLock<Vec<Rule>>,
    segmenter: Segmenter,
    silences: Vec<Silence>,
    docs: Option<Docs>,
}

impl Linter {
    /// A linter of `rules`, with the word classes, names, situation cues and elements of `lexicon`.
    #[must_use]
    pub fn new(rules: Vec<Rule>, lexicon: &Lexicon) -> Self {
        let ready = Ready::new(&rules, lexicon, VocabularyBuilder::default());
        Self { ready, rules: OnceLock::from(rules), segmenter: Segmenter::new(), silences: Vec::new(), docs: None }
    }

    /// A linter of those built-in rules that `speaks` lets speak, at the levels it settles, without reading the pack: the
    /// same as one made of them by [`Linter::new`].
    #[must_use]
    pub fn built_in(speaks: impl Fn(&RuleId, &mut [Level; 5]) -> bool) -> Self {
        let mut ready = postcard::from_bytes::<Ready>(READY).unwrap_or_else(|_| {
            let pack = load::builtin();
            Ready::new(&pack.rules, &pack.lexicon, VocabularyBuilder::default())
        });
        ready.voices.retain_mut(|voice| speaks(&voice.id, &mut voice.levels));
        Self { ready, rules: OnceLock::new(), segmenter: Segmenter::new(), silences: Vec::new(), docs: None }
    }

    /// The same linter, passing over what `silences` cover in every post.
    #[must_use]
    pub fn passing_over(mut self, silences: Vec<Silence>) -> Self {
        self.silences = silences;
        self
    }

    /// The same linter, saying of every post where its rules are explained.
    #[must_use]
    pub fn explained_at(mut self, docs: Option<Docs>) -> Self {
        self.docs = docs;
        self
    }

    /// Where the rules are explained.
    #[must_use]
    pub fn docs(&self) -> Option<&Docs> {
        self.docs.as_ref()
    }

    /// The rules, in the order of their packs.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        self.rules.get_or_init(|| {
            let mut all = load::builtin().rules;
            all.retain_mut(|rule| {
                let voice = self.ready.voices.iter().find(|voice| voice.id == rule.id);
                rule.levels = voice.map_or(rule.levels, |voice| voice.levels);
                voice.is_some()
            });
            all
        })
    }

    /// How many rules there are.
    #[must_use]
    pub fn rule_count(&self) -> usize {
        self.ready.voices.len()
    }

    /// Check one post. `given` is a situation set by hand; without it the post's own metadata decides, and without that
    /// the text.
    #[must_use]
    pub fn check(&self, post: Post, given: Option<Recognised>) -> Checked {
        self.checked(post, given, false)
    }

    /// Check one post as [`Linter::check`] does, and look which elements a notice about an incident has.
    #[must_use]
    pub fn check_with_elements(&self, post: Post, given: Option<Recognised>) -> Checked {
        self.checked(post, given, true)
    }

    fn checked(&self, post: Post, given: Option<Recognised>, with_elements: bool) -> Checked {
        let units = units(&post.text[post.front..]);
        let mut suppressions = Suppressions::of(&post, &self.silences);
        let Seen { situation, findings, suppressed, elements } =
            self.look_at(&post, given, units, &mut suppressions, with_elements);
        let passed = suppressions.passed();
        let known = |selector: &Selector| self.ready.voices.iter().any(|voice| selector.selects(&voice.id));
        let slips = suppressions.slips(known);
        Checked { post, situation, units, findings, suppressed, passed, slips, docs: self.docs.clone(), elements }
    }

    fn look_at(
        &self,
        post: &Post,
        given: Option<Recognised>,
        units: usize,
        suppressions: &mut Suppressions,
        with_elements: bool,
    ) -> Seen {
        let view = View::new(&post.text);
        let front = if post.front == 0 { 0 } else { view.to_view(Span::new(0, post.front)).end };
        let layout = Layout::new(view.text(), front, post.markdown);
        let hits = self.ready.vocabulary.find(view.text());
        let mut cx = Context::new(post, &view, layout, hits, &self.segmenter, units);
        let recognise = || self.ready.situations.recognise(&cx, &self.ready.common.elements);
        let situation = given.or_else(|| from_meta(post)).unwrap_or_else(recognise);
        cx.situation = situation.situation;

        let mut findings = Vec::new();
        let mut suppressed = 0;
        for rule in self.ready.voices.iter().filter(|rule| rule.compiled.is_awake(&cx)) {
            let Some(severity) = severity(rule, &situation) else { continue };
            let candidates = rule.compiled.find(&cx, &self.ready.common);
            let found = candidates.iter().map(|candidate| compose::finding(rule, severity, candidate, &cx)).collect();
            let found = compose::at_most(rule.most, found).into_iter();
            let found = found.map(|finding| overlap::Ranked {
                finding,
                weight: rule.weight,
                about_place: rule.about_place,
                remarks: rule.remarks,
            });
            let (silent, told): (Vec<_>, Vec<_>) =
                found.partition(|ranked| suppressions.covers(&rule.id, ranked.finding.span, &post.text));
            suppressed += overlap::one_for_each_place(silent).len();
            findings.extend(told);
        }
        let wanted = with_elements && situation.situation == Situation::Incident;
        let elements = wanted.then(|| elements::seen(&cx, &self.ready, &situation));
        Seen { situation, findings: overlap::one_for_each_place(findings), suppressed, elements }
    }
}

/// What is seen of one post.
struct Seen {
    situation: Recognised,
    findings: Vec<Finding>,
    suppressed: usize,
    elements: Option<Vec<ElementSeen>>,
}

fn from_meta(post: &Post) -> Option<Recognised> {
    if let Some(situation) = post.meta.situation {
        return Some(Recognised::set(situation, say!("稿件里写明", "set in the draft")));
    }
    let answers = || Recognised::set(Situation::Reply, say!("稿件附有提问", "the draft comes with a question"));
    post.meta.question.as_ref().map(|_| answers())
}

/// How severe what `rule` finds is. Where the situation is in doubt, a rule of the other situation speaks too, softly, and
/// rules that want certainty speak only where both situations let them. A post about rules and measures is not in doubt: it
/// holds words of every kind.
fn severity(rule: &Voice, recognised: &Recognised) -> Option<Severity> {
    let known = rule.level(recognised.situation).severity();
    let doubt = recognised.perhaps.filter(|_| recognised.situation != Situation::Policy);
    if rule.wants_certainty {
        return known.filter(|_| doubt.is_none_or(|other| rule.level(other).severity().is_some()));
    }
    known.or_else(|| doubt.and_then(|other| rule.level(other).severity()).map(|_| Severity::Info))
}
