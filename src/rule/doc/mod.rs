//! What a rule says of itself, for people and programs.
//!
//! Everything comes from the rule's own data: its texts, its examples, its matcher and guard put into words. [`explain`] is
//! one rule in full, as plain text for a terminal; [`table`] is a line for each rule; [`RuleDoc`] is the same for programs;
//! [`page()`] is a category of the reference in Markdown, [`pages`] is all of it in HTML.

mod html;
mod list;
mod page;
mod place;
mod wanted;

use std::fmt::Write as _;

pub use self::html::{GENERATOR, Page, pages};
pub use self::list::{ExampleDoc, RuleDoc, Texts, json, table};
pub use self::page::{address, page};

use super::{Example, Level, Matcher, Measure, Promise, Relation, Rule, Severity};
use crate::position::Span;
use crate::post::Situation;
use crate::say;
use crate::text::fold::View;
use crate::words::{Lang, Words};

/// One rule in full: what it says and why, what to write instead, its source, what it looks for, where it is silent, its
/// examples with ⟦ ⟧ round what it finds, and how to tune it. Plain text, lines ending in LF.
#[must_use]
pub fn explain(rule: &Rule, lang: Lang) -> String {
    let mut out = String::new();
    let (title, id) = (rule.title.get(lang), &rule.id);
    let _ = writeln!(out, "{title}  {id}");
    let _ = writeln!(out, "{}\n", severities(rule).get(lang));
    let entries = [
        (say!("说法", "Says"), filled(&rule.message, rule, lang)),
        (say!("读者", "Why"), filled(&rule.why, rule, lang)),
        (say!("改法", "Instead"), filled(&rule.instead, rule, lang)),
        (say!("依据", "Source"), rule.source.join(if lang == Lang::Zh { "；" } else { "; " })),
    ];
    let width = entries.iter().map(|(name, _)| list::width(name.get(lang))).max().unwrap_or(0);
    for (name, text) in &entries {
        let _ = writeln!(out, "{}  {text}", list::padded(name.get(lang), width));
    }
    section(&mut out, &say!("找什么", "What it looks for"), &wanted::lines(&rule.matcher), lang);
    section(&mut out, &say!("什么时候不说", "Where it is silent"), &place::lines(rule), lang);
    let examples: Vec<Words> = rule.examples.iter().map(example).collect();
    section(&mut out, &say!("例子", "Examples"), &examples, lang);
    section(
        &mut out,
        &say!("怎样调整（写在 wenfeng.toml 里）", "How to tune it (in wenfeng.toml)"),
        &tuning(rule),
        lang,
    );
    if &*rule.origin.pack == "zh" {
        let place = Words::same(address(rule, lang));
        section(&mut out, &say!("规则总表", "In the reference"), &[place], lang);
    }
    out
}

/// `text` with `spans` between ⟦ and ⟧; places that overlap follow behind the text, each for itself.
#[must_use]
pub fn marked(text: &str, spans: &[Span]) -> String {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let mut out = String::with_capacity(text.len() + 6 * spans.len());
    let mut at = 0;
    let mut beside = Vec::new();
    for span in sorted {
        match (text.get(at..span.start), text.get(span.range())) {
            (Some(before), Some(inner)) if span.start >= at => {
                let _ = write!(out, "{before}⟦{inner}⟧");
                at = span.end;
            }
            (_, inner) => beside.push(inner.unwrap_or_default()),
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    for inner in beside {
        let _ = write!(out, " ⟦{inner}⟧");
    }
    out
}

fn section(out: &mut String, title: &Words, lines: &[Words], lang: Lang) {
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", title.get(lang));
    for line in lines {
        let line = line.get(lang);
        let _ = if line.is_empty() { writeln!(out) } else { writeln!(out, "  {line}") };
    }
}

/// The category, the usual severity, and what differs by situation.
fn severities(rule: &Rule) -> Words {
    let usual = severity_word(rule.severity);
    let (category, name) = (rule.category().title(), rule.category().name());
    let mut text = Words { zh: format!("{category} · {}", usual.zh), en: format!("{name} · {}", usual.en) };
    let mut others = Vec::new();
    for situation in Situation::ALL {
        let level = rule.level(situation);
        if level.severity() != Some(rule.severity) {
            let word = level_word(level);
            let (zh, en) = (situation.title(), situation.name());
            others.push((format!("{zh}：{}", word.zh), format!("{en}: {}", word.en)));
        }
    }
    if !others.is_empty() {
        let (zh, en): (Vec<_>, Vec<_>) = others.into_iter().unzip();
        let _ = write!(text.zh, "（{}）", zh.join("；"));
        let _ = write!(text.en, " ({})", en.join("; "));
    }
    text
}

fn severity_word(severity: Severity) -> Words {
    match severity {
        Severity::Error => say!("错误", "error"),
        Severity::Warning => say!("提醒", "warning"),
        Severity::Info => say!("建议", "suggestion"),
    }
}

fn level_word(level: Level) -> Words {
    level.severity().map_or_else(|| say!("不说", "silent"), severity_word)
}

/// A text of the rule as it would read on its first `bad` example; what cannot be known from it is `…`.
fn filled(words: &Words, rule: &Rule, lang: Lang) -> String {
    let template = words.get(lang);
    if !template.contains('{') {
        return template.to_owned();
    }
    let first = rule.examples.iter().find_map(|example| match &example.promise {
        Promise::Bad(marks) => marks.first().and_then(|span| example.text.get(span.range())),
        Promise::Good(_) => None,
    });
    let first = first.unwrap_or("…");
    let swap = swap(&rule.matcher, first);
    if swap.is_empty() && template.contains("{swap}") {
        return say!("删去即可", "leave it out").get(lang).to_owned();
    }
    let mut text = template.replace("{match}", first).replace("{words}", first).replace("{swap}", &swap);
    for unknown in ["{count}", "{value}", "{limit}"] {
        text = text.replace(unknown, "…");
    }
    text
}

/// What the rule offers instead of `found`.
fn swap(matcher: &Matcher, found: &str) -> String {
    let view = View::new(found);
    let offered = match matcher {
        Matcher::Phrase(phrase) => phrase
            .terms
            .iter()
            .find(|term| term.literals.iter().any(|literal| literal == view.text()))
            .and_then(|term| term.instead.first().cloned()),
        Matcher::Pattern(pattern) => pattern.replace.as_ref().and_then(|replace| {
            pattern.any.iter().filter_map(|any| regex::Regex::new(any).ok()).find_map(|regex| {
                regex.captures(view.text()).map(|captures| {
                    let mut out = String::new();
                    captures.expand(replace, &mut out);
                    out
                })
            })
        }),
        _ => None,
    };
    offered.unwrap_or_else(|| String::from("…"))
}

fn example(example: &Example) -> Words {
    let mut line = match &example.promise {
        Promise::Bad(marks) => {
            let text = marked(&example.text, marks);
            say!("有毛病：{text}", "finds:  {text}")
        }
        Promise::Good(trap) => {
            let text = &example.text;
            if *trap {
                say!("没毛病：{text}（看着像，其实不是）", "silent: {text} (looks like it, and is not)")
            } else {
                say!("没毛病：{text}", "silent: {text}")
            }
        }
    };
    if let Some(fixed) = &example.fixed {
        let _ = write!(line.zh, "\n      改成：{fixed}");
        let _ = write!(line.en, "\n  becomes: {fixed}");
    }
    if let Some(situation) = example.situation {
        let _ = write!(line.zh, "（{}）", situation.title());
        let _ = write!(line.en, " [{}]", situation.name());
    }
    if let Some(note) = &example.note {
        let _ = write!(line.zh, "（{note}）");
        let _ = write!(line.en, " ({note})");
    }
    line
}

/// A piece of configuration to copy: the changes that this rule allows.
fn tuning(rule: &Rule) -> Vec<Words> {
    let id = &rule.id;
    let other = if rule.severity == Severity::Info { "warning" } else { "info" };
    let mut lines = vec![
        say!("ignore = [\"{id}\"]    # 不用这条规则", "ignore = [\"{id}\"]    # do without this rule"),
        Words::default(),
        say!("[rule.\"{id}\"]", "[rule.\"{id}\"]"),
        say!(
            "severity = \"{other}\"    # 换个轻重，off 是不说",
            "severity = \"{other}\"    # another severity; off silences it"
        ),
    ];
    let term = match &rule.matcher {
        Matcher::Phrase(phrase) => phrase.terms.first(),
        Matcher::Measure(Measure::Count { terms, .. }) => terms.first(),
        _ => None,
    };
    if let Some(term) = term {
        let written = quoted(&term.written);
        lines.push(say!("add = [\"…\"]    # 加上要找的词语", "add = [\"…\"]    # more wordings"));
        lines.push(say!("remove = [{written}]    # 去掉一条词语", "remove = [{written}]    # one wording less"));
    }
    for (key, value) in limits(&rule.matcher) {
        lines.push(say!("{key} = {value}    # 现在的界限", "{key} = {value}    # the limit as it is"));
    }
    lines
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The limits of a matcher by their keys in the configuration.
fn limits(matcher: &Matcher) -> Vec<(&'static str, String)> {
    let mut out: Vec<(&'static str, String)> = Vec::new();
    match matcher {
        Matcher::Measure(measure) => match measure {
            Measure::Length { max } | Measure::Stretch { max, .. } | Measure::Parts { max, .. } => {
                out.push(("max", max.to_string()));
            }
            Measure::Share { max, .. } => out.push(("max", max.to_string())),
            Measure::Count { min, per_100, .. } => {
                out.push(("min", min.to_string()));
                if *per_100 > 0.0 {
                    out.push(("per-100", per_100.to_string()));
                }
            }
            Measure::Run { min, .. }
            | Measure::Parallel { min, .. }
            | Measure::Repeat { min, .. }
            | Measure::Weigh { min, .. } => {
                out.push(("min", min.to_string()));
            }
            Measure::Totals => {}
        },
        Matcher::Relation(Relation::Near { chars, .. }) => out.push(("chars", chars.to_string())),
        Matcher::Relation(Relation::Lead { units, .. }) => out.push(("units", units.to_string())),
        _ => {}
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::load::tests::{sample, sample_rule as rule};

    #[test]
    fn a_rule_explains_itself_in_full() {
        insta::assert_snapshot!(explain(&rule("candour/under-investigation"), Lang::Zh));
    }

    #[test]
    fn a_rule_explains_itself_in_english() {
        insta::assert_snapshot!(explain(&rule("response/unnamed-department"), Lang::En));
    }

    #[test]
    fn every_kind_of_rule_can_be_explained() {
        for rule in sample().rules {
            for lang in [Lang::Zh, Lang::En] {
                let text = explain(&rule, lang);
                assert!(text.contains(rule.id.as_str()) && text.contains('⟦'), "{text}");
                assert!(!text.contains("{match}") && !text.contains("{swap}"), "{text}");
            }
        }
    }

    #[test]
    fn what_is_offered_instead_is_shown_on_the_example() {
        let text = explain(&rule("plainness/light-verb"), Lang::Zh);
        assert!(text.contains("改法  抢修\n"), "{text}");
    }

    #[test]
    fn the_piece_of_configuration_is_valid_toml() {
        for rule in sample().rules {
            let text: Vec<String> = tuning(&rule).into_iter().map(|line| line.zh).collect();
            let table: toml::Table = text.join("\n").parse().expect("valid TOML");
            assert!(table["rule"].get(rule.id.as_str()).is_some());
        }
    }

    #[test]
    fn marks_are_set_where_places_are() {
        assert_eq!(marked("一二三", &[Span::new(3, 6)]), "一⟦二⟧三");
        assert_eq!(marked("一二三", &[Span::new(0, 6), Span::new(3, 9)]), "⟦一二⟧三 ⟦二三⟧");
        assert_eq!(marked("一", &[]), "一");
    }
}
