//! A rule as SARIF describes it.

use serde_json::{Value, json};
use std::fmt::Write as _;

use crate::rule::doc::marked;
use crate::rule::docs::Docs;
use crate::rule::{Promise, Rule, Severity};
use crate::say;
use crate::words::Lang;

/// GitHub takes 1,024 characters of a description.
const MOST: usize = 1_000;
/// Examples shown of each sort.
const EXAMPLES: usize = 2;

/// The description of `rule`.
pub(super) fn describe(rule: &Rule, docs: Option<&Docs>, lang: Lang) -> Value {
    let (title, why) = (rule.title.get(lang), plain(rule.why.get(lang)));
    let instead = plain(rule.instead.get(lang));
    let advice = say!("怎么改：{instead}", "Instead: {instead}");
    let advice = advice.get(lang);
    let mut described = json!({
        "id": rule.id.as_str(),
        "name": rule.id.as_str(),
        "shortDescription": { "text": cut(title) },
        "fullDescription": { "text": cut(&why) },
        "help": { "text": cut(&format!("{why}\n{advice}")), "markdown": markdown(rule, &why, advice, lang) },
        "defaultConfiguration": { "level": super::level(rule.severity) },
        "properties": {
            "tags": [rule.category().name()],
            "problem": { "severity": match rule.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "recommendation",
            } },
        },
    });
    // An empty address counts as a missing one.
    if let Some(address) = docs.and_then(|docs| docs.for_all(&rule.id)) {
        described["helpUri"] = json!(address);
    }
    described
}

/// A text with a sign for what is filled in when something is found.
fn plain(template: &str) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else { break };
        out.push_str(&rest[..open]);
        out.push('…');
        rest = &rest[open + close + 1..];
    }
    out + rest
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn markdown(rule: &Rule, why: &str, advice: &str, lang: Lang) -> String {
    let mut out = format!("{why}\n\n{advice}\n");
    let bad = rule.examples.iter().filter_map(|example| match &example.promise {
        Promise::Bad(spans) => Some(("✗", escaped(&marked(&example.text, spans)))),
        Promise::Good(_) => None,
    });
    let good = rule.examples.iter().filter(|e| matches!(e.promise, Promise::Good(_)));
    let good = good.map(|example| ("✓", escaped(&example.text)));
    for (sign, text) in bad.take(EXAMPLES).chain(good.take(EXAMPLES)) {
        _ = write!(out, "\n- {sign} {text}");
    }
    let sources = rule.source.join(if lang == Lang::Zh { "；" } else { "; " });
    let source = say!("出处：{sources}", "Source: {sources}");
    format!("{out}\n\n{}\n", escaped(source.get(lang)))
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' | '|' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}
