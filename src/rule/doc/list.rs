//! Rules as a table for people and as data for programs.

use std::fmt::Write as _;

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::severity_word;
use crate::position::Span;
use crate::post::Situation;
use crate::rule::{Category, Level, Matcher, Promise, Rule, Severity};
use crate::words::{Lang, Words};

/// A line for each rule: id, severity, title; columns aligned by the width that a terminal gives to characters.
#[must_use]
pub fn table(rules: &[Rule], lang: Lang) -> String {
    let ids = rules.iter().map(|rule| rule.id.as_str().width()).max().unwrap_or(0);
    let words: Vec<Words> = rules.iter().map(|rule| severity_word(rule.severity)).collect();
    let severities = words.iter().map(|word| width(word.get(lang))).max().unwrap_or(0);
    let mut out = String::new();
    for (rule, word) in rules.iter().zip(&words) {
        let (id, word) = (padded(rule.id.as_str(), ids), padded(word.get(lang), severities));
        let _ = writeln!(out, "{id}  {word}  {}", rule.title.get(lang));
    }
    out
}

/// The rules as one JSON document: a list of [`RuleDoc`], with a line end.
#[must_use]
pub fn json(rules: &[Rule]) -> String {
    let list: Vec<RuleDoc> = rules.iter().map(RuleDoc::from).collect();
    // Texts, numbers and lists always serialise.
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

/// The cells that `text` takes in a terminal.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// `text` followed by spaces up to `cells`.
pub(super) fn padded(text: &str, cells: usize) -> String {
    let mut out = text.to_owned();
    out.extend(std::iter::repeat_n(' ', cells.saturating_sub(width(text))));
    out
}

/// A text in Chinese and English, the latter empty where a pack has none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Texts {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl From<&Words> for Texts {
    fn from(words: &Words) -> Self {
        Self { zh: words.zh.clone(), en: words.en.clone() }
    }
}

/// An example for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExampleDoc {
    /// `bad`, `good` or `trap`.
    pub kind: &'static str,
    /// The text, without marks.
    pub text: String,
    /// What the rule finds in it: start and end in bytes of `text`.
    pub spans: Vec<[usize; 2]>,
    /// The situation it is read in, if not the one recognised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub situation: Option<Situation>,
    /// The text after the fix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fixed: Option<String>,
    /// A remark.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A rule for programs; serialised with keys in `snake_case`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleDoc {
    /// `category/slug`.
    pub id: String,
    /// The pack it comes from.
    pub pack: String,
    /// Its title.
    pub title: Texts,
    /// Its category.
    pub category: Category,
    /// Its usual severity.
    pub severity: Severity,
    /// Its level where that differs by situation.
    pub severity_in: std::collections::BTreeMap<&'static str, Level>,
    /// `phrase`, `pattern`, `sequence`, `measure` or `relation`.
    pub kind: &'static str,
    /// What stands here, with placeholders.
    pub message: Texts,
    /// What it does to a reader.
    pub why: Texts,
    /// What to write instead, with placeholders.
    pub instead: Texts,
    /// The advice, norm or case behind it.
    pub source: Vec<String>,
    /// Whether `--fix` may apply its first alternative.
    pub safe_fix: bool,
    /// Its examples.
    pub examples: Vec<ExampleDoc>,
}

impl From<&Rule> for RuleDoc {
    fn from(rule: &Rule) -> Self {
        let usual = Some(rule.severity);
        let levels = Situation::ALL.into_iter().map(|s| (s.name(), rule.level(s)));
        Self {
            id: rule.id.to_string(),
            pack: rule.origin.pack.to_string(),
            title: Texts::from(&rule.title),
            category: rule.category(),
            severity: rule.severity,
            severity_in: levels.filter(|(_, level)| level.severity() != usual).collect(),
            kind: match rule.matcher {
                Matcher::Phrase(_) => "phrase",
                Matcher::Pattern(_) => "pattern",
                Matcher::Sequence(_) => "sequence",
                Matcher::Measure(_) => "measure",
                Matcher::Relation(_) => "relation",
            },
            message: Texts::from(&rule.message),
            why: Texts::from(&rule.why),
            instead: Texts::from(&rule.instead),
            source: rule.source.clone(),
            safe_fix: rule.safe_fix == Some(true),
            examples: rule.examples.iter().map(example).collect(),
        }
    }
}

fn example(example: &crate::rule::Example) -> ExampleDoc {
    let (kind, spans): (_, &[Span]) = match &example.promise {
        Promise::Bad(marks) => ("bad", marks),
        Promise::Good(false) => ("good", &[]),
        Promise::Good(true) => ("trap", &[]),
    };
    ExampleDoc {
        kind,
        text: example.text.clone(),
        spans: spans.iter().map(|span| [span.start, span.end]).collect(),
        situation: example.situation,
        fixed: example.fixed.clone(),
        note: example.note.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::load::tests::sample;

    #[test]
    fn the_columns_of_the_table_are_aligned() {
        let rules = sample().rules;
        for lang in [Lang::Zh, Lang::En] {
            let text = table(&rules, lang);
            assert_eq!(text.lines().count(), rules.len());
            let starts = text.lines().zip(&rules).map(|(line, rule)| {
                let title = rule.title.get(lang);
                width(&line[..line.find(title).expect("the title")])
            });
            assert_eq!(starts.collect::<std::collections::HashSet<_>>().len(), 1, "{text}");
        }
    }

    #[test]
    fn programs_get_every_rule_with_its_examples() {
        let rule = sample().rules.into_iter().next().expect("a sample rule");
        let json = serde_json::to_value(RuleDoc::from(&rule)).expect("plain data");
        assert_eq!(json["id"], "candour/under-investigation");
        assert_eq!(json["severity"], "warning");
        assert_eq!(json["severity_in"], serde_json::json!({ "incident": "error", "personal": "off" }));
        assert_eq!(json["kind"], "phrase");
        assert_eq!(json["examples"][0]["spans"], serde_json::json!([[12, 36]]));
    }
}
