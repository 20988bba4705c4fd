//! All that a linter makes of its rules, apart from any post.
//!
//! For the built-in pack the build script makes it and the program embeds it, so that starting means reading a list, not
//! parsing and checking a pack: the words a rule speaks with, matchers and guards with their sets of the vocabulary, the
//! literals, and each expression's program, which is unpacked when the expression is first tried.

use serde::{Deserialize, Serialize};

use super::situation::Recogniser;
use crate::matcher::Compiled;
use crate::matcher::guard::Common;
use crate::matcher::vocabulary::{Vocabulary, VocabularyBuilder};
use crate::post::Situation;
use crate::rule::lexicon::Lexicon;
use crate::rule::{Category, Level, Matcher, Measure, Relation, Rule, RuleId};
use crate::words::Words;

/// Rules and lexicon, prepared.
#[derive(Serialize, Deserialize)]
pub(crate) struct Ready {
    pub(super) voices: Vec<Voice>,
    pub(super) vocabulary: Vocabulary,
    pub(super) common: Common,
    pub(super) situations: Recogniser,
}

/// A rule, prepared: what it looks for, and what it says.
#[derive(Serialize, Deserialize)]
pub(crate) struct Voice {
    pub(super) id: RuleId,
    pub(super) levels: [Level; 5],
    pub(super) message: Words,
    pub(super) why: Words,
    pub(super) instead: Words,
    pub(super) safe_fix: Option<bool>,
    pub(super) weight: i32,
    /// Whether it speaks about the words it marks, rather than about the post or a whole sentence.
    pub(super) about_place: bool,
    /// Whether it speaks only where the situation is settled: about what the post does not say, or by many small signs.
    pub(super) wants_certainty: bool,
    /// Whether it is worth a remark where another rule speaks about the place.
    pub(super) remarks: bool,
    /// The most places of a post that are told one by one.
    pub(super) most: Option<u32>,
    pub(super) compiled: Compiled,
}

impl Ready {
    /// Prepare `rules` and `lexicon`, with a builder of their own.
    pub(crate) fn new(rules: &[Rule], lexicon: &Lexicon, mut builder: VocabularyBuilder) -> Self {
        let voices = rules.iter().map(|rule| Voice::new(rule, &mut builder)).collect();
        let common = Common::new(lexicon, &mut builder);
        let situations = Recogniser::new(lexicon, &mut builder);
        Self { voices, vocabulary: builder.build(), common, situations }
    }
}

impl Voice {
    fn new(rule: &Rule, builder: &mut VocabularyBuilder) -> Self {
        let by_weight = matches!(rule.matcher, Matcher::Measure(Measure::Weigh { .. }));
        Self {
            id: rule.id.clone(),
            levels: rule.levels,
            message: rule.message.clone(),
            why: rule.why.clone(),
            instead: rule.instead.clone(),
            safe_fix: rule.safe_fix,
            weight: rule.weight,
            about_place: speaks_about_a_place(rule),
            wants_certainty: by_weight || matches!(rule.matcher, Matcher::Relation(Relation::Missing { .. })),
            remarks: !by_weight,
            most: rule.guard.most,
            compiled: Compiled::new(rule, builder),
        }
    }

    pub(super) fn category(&self) -> Category {
        self.id.category()
    }

    pub(super) fn level(&self, situation: Situation) -> Level {
        self.levels[situation as usize]
    }
}

fn speaks_about_a_place(rule: &Rule) -> bool {
    !matches!(
        rule.matcher,
        Matcher::Relation(Relation::Missing { .. })
            | Matcher::Measure(Measure::Length { .. } | Measure::Stretch { .. } | Measure::Share { .. })
    )
}
