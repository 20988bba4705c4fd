//! The shape of a pack's files, as written.
//!
//! Every key of the rule format (`rules/README.md`) is a field here; nothing is required and nothing is judged, so that
//! reading a file fails only at an unknown key or a value of the wrong type. Values that a problem may point at carry their
//! bytes in the file. Two habits follow from what spans allow: the matcher is chosen by the name of its table, and the kinds
//! of measures and relations share one struct whose keys are told apart by [`check`](super::check).

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

/// A text with its place in the file.
pub type Text = Spanned<String>;
/// A list of texts, each with its place.
pub type Texts = Vec<Text>;

/// One `[[rule]]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawRule {
    /// `category/slug`.
    pub id: Option<Text>,
    /// Chinese title.
    pub title: Option<Text>,
    /// `error`, `warning` or `info`.
    pub severity: Option<Text>,
    /// Situation to level.
    pub severity_in: BTreeMap<Text, Text>,
    /// What stands here.
    pub message: Option<Text>,
    /// What it does to a reader.
    pub why: Option<Text>,
    /// What to write instead.
    pub instead: Option<Text>,
    /// The advice, norm or case behind it.
    pub source: Option<Spanned<Texts>>,
    /// Precedence over other rules on the same place.
    pub weight: Option<Spanned<i32>>,
    /// `pack:category/slug` of the rule whose place this one takes.
    pub replaces: Option<Text>,
    /// English texts.
    pub en: Option<Spanned<RawEnglish>>,
    /// A matcher.
    pub phrase: Option<Spanned<RawPhrase>>,
    /// A matcher.
    pub pattern: Option<Spanned<RawPattern>>,
    /// A matcher.
    pub sequence: Option<Spanned<RawSequence>>,
    /// A matcher.
    pub measure: Option<Spanned<RawMeasure>>,
    /// A matcher.
    pub relation: Option<Spanned<RawRelation>>,
    /// Where the rule holds its tongue.
    pub guard: RawGuard,
    /// Cues that must be there.
    pub when: RawSurroundings,
    /// Cues that excuse.
    pub unless: RawSurroundings,
    /// How safe its replacement is.
    pub fix: RawFix,
    /// `[[rule.example]]`.
    pub example: Vec<Spanned<RawExample>>,
}

/// `[rule.en]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawEnglish {
    /// English title.
    pub title: Option<Text>,
    /// English message.
    pub message: Option<Text>,
    /// English why.
    pub why: Option<Text>,
    /// English instead.
    pub instead: Option<Text>,
}

/// `[rule.phrase]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawPhrase {
    /// Wordings.
    pub terms: Texts,
    /// Wordings with what to write instead, best first.
    pub swap: BTreeMap<Text, Texts>,
}

/// `[rule.pattern]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawPattern {
    /// Regular expressions.
    pub any: Texts,
    /// `raw` or `folded`.
    pub text: Option<Text>,
    /// A wording made from groups.
    pub replace: Option<Text>,
}

/// `[rule.sequence]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawSequence {
    /// Steps, in order.
    pub steps: Vec<Spanned<RawStep>>,
    /// A wording made from named steps.
    pub replace: Option<Text>,
}

/// One step of a sequence.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawStep {
    /// Alternatives for one word.
    pub words: Texts,
    /// jieba tags.
    pub tags: Texts,
    /// Words that do not count.
    pub not: Texts,
    /// Least and greatest length in characters.
    pub chars: Option<Spanned<Vec<u32>>>,
    /// Least and greatest number of words.
    pub times: Option<Spanned<Vec<u32>>>,
    /// A name for `replace`.
    pub name: Option<Text>,
    /// Whether the step is part of the marked place.
    pub mark: Option<bool>,
}

/// `[rule.measure]`: the keys of all kinds.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawMeasure {
    /// The kind.
    pub of: Option<Text>,
    /// The limit.
    pub max: Option<Spanned<f64>>,
    /// The stretch.
    pub within: Option<Text>,
    /// Wordings counted.
    pub terms: Option<Spanned<Texts>>,
    /// Regular expressions counted.
    pub patterns: Option<Spanned<Texts>>,
    /// At least so many.
    pub min: Option<Spanned<u32>>,
    /// At least so many for every 100 weibo units.
    pub per_100: Option<Spanned<f64>>,
    /// At least so many different ones.
    pub distinct: Option<Spanned<u32>>,
    /// Which places are marked.
    pub mark: Option<Text>,
    /// A part.
    pub part: Option<Text>,
    /// Cues that make a clause count.
    pub cues: Option<Spanned<Texts>>,
    /// Characters.
    pub chars: Option<Spanned<u32>>,
    /// Known literals.
    pub known: Option<Spanned<Texts>>,
    /// At least so many known ones.
    pub min_known: Option<Spanned<u32>>,
    /// What speaks for a fault, with its weight; negative: against it.
    pub weights: Option<Spanned<BTreeMap<Text, i32>>>,
}

/// `[rule.relation]`: the keys of all kinds.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawRelation {
    /// What is marked.
    pub find: Option<Spanned<Texts>>,
    /// What should stand near it.
    pub without: Option<Spanned<Texts>>,
    /// What makes it a fault.
    pub near: Option<Spanned<Texts>>,
    /// What should have come before it.
    pub then: Option<Spanned<Texts>>,
    /// How far the lead goes, in weibo units.
    pub lead: Option<Spanned<u32>>,
    /// What should stand in the post.
    pub missing: Option<Spanned<Texts>>,
    /// The stretch.
    pub within: Option<Text>,
    /// The greatest distance in characters.
    pub chars: Option<Spanned<u32>>,
}

/// `[rule.guard]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawGuard {
    /// Parts looked at.
    pub parts: Option<Spanned<Texts>>,
    /// `skip` or `keep`.
    pub quotation: Option<Text>,
    /// `skip` or `keep`.
    pub reported: Option<Text>,
    /// `skip` or `keep`.
    pub negated: Option<Text>,
    /// `auto`, `always` or `never`.
    pub boundary: Option<Text>,
    /// Longer wordings that excuse.
    pub except: Texts,
    /// Situations in which the rule speaks.
    pub situations: Option<Spanned<Texts>>,
    /// The least length of the post in weibo units.
    pub min_units: Option<Spanned<u32>>,
    /// The most places of a post that are told one by one.
    pub most: Option<Spanned<u32>>,
}

/// `[rule.when]` and `[rule.unless]`: cues by where they stand.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawSurroundings {
    /// Directly before the match.
    pub before: Texts,
    /// Directly behind it.
    pub after: Texts,
    /// Within eight characters.
    pub near: Texts,
    /// In its clause.
    pub clause: Texts,
    /// In its sentence.
    pub sentence: Texts,
    /// In its sentence or the one behind.
    pub next_sentence: Texts,
    /// In its sentence or one beside it.
    pub neighbours: Texts,
    /// In the headline or first sentence.
    pub lead: Texts,
    /// Anywhere.
    pub post: Texts,
}

/// `[rule.fix]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawFix {
    /// Whether the first alternative may be applied unread.
    pub safe: Option<Spanned<bool>>,
}

/// `[[rule.example]]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawExample {
    /// A text with marked faults.
    pub bad: Option<Text>,
    /// A text on which the rule is silent.
    pub good: Option<Text>,
    /// Whether the good text looks like a fault.
    pub trap: Option<Spanned<bool>>,
    /// The situation it is read in.
    pub situation: Option<Text>,
    /// The text after the fix.
    pub fixed: Option<Text>,
    /// A remark for readers.
    pub note: Option<Text>,
}

/// `pack.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawPack {
    /// Kebab-case ASCII.
    pub id: Option<Text>,
    /// The name shown.
    pub title: Option<Text>,
    /// The language of the posts.
    pub language: Option<Text>,
    /// The version of the pack.
    pub version: Option<Text>,
    /// The licence of its texts.
    pub licence: Option<Text>,
    /// Packs whose word classes it uses.
    pub requires: Texts,
}

/// `lexicon.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawLexicon {
    /// Words that hold a shorter term by accident.
    pub names: Texts,
    /// Word classes.
    pub class: BTreeMap<Text, Texts>,
    /// `[[situation]]`.
    pub situation: Vec<Spanned<RawSituationCue>>,
    /// `[[element]]`.
    pub element: Vec<Spanned<RawElementSign>>,
    /// What every post has of a situation before anything is met in it.
    pub base: BTreeMap<Text, i32>,
}

/// `[[element]]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawElementSign {
    /// The element it speaks for.
    pub is: Option<Text>,
    /// What is looked for.
    pub find: Texts,
    /// What must stand in the same sentence.
    pub with: Texts,
    /// What must not stand in the same sentence.
    pub without: Texts,
    /// Whether it counts in the signature too.
    pub signature: bool,
}

/// `[[situation]]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct RawSituationCue {
    /// The situation it speaks for.
    pub is: Option<Text>,
    /// How much; negative: against.
    pub weight: Option<Spanned<i32>>,
    /// `lead` or `post`.
    pub within: Option<Text>,
    /// What is looked for.
    pub find: Texts,
    /// What must stand in the same sentence.
    pub with: Texts,
    /// What must not stand in the same sentence.
    pub without: Texts,
    /// Words that speak for it, each with a weight of its own; instead of `find` and `weight`.
    pub words: BTreeMap<Text, i32>,
    /// What it is, in Chinese.
    pub title: Option<Text>,
    /// What it is, in English.
    pub en: Option<Text>,
}
