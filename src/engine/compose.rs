//! Wording a finding: the rule's texts filled with what was found.

use crate::finding::{Applicability, Edit, Finding, Fix, Related};
use crate::matcher::Candidate;
use crate::matcher::context::Context;
use crate::position::Span;
use crate::rule::{Rule, Severity};
use crate::say;
use crate::words::Words;

/// The longest quotation of the post in a message, in characters.
const QUOTE: usize = 24;
/// How many places `{words}` names.
const NAMED: usize = 5;

/// The finding that `rule` makes of `candidate`.
pub(super) fn finding(rule: &Rule, severity: Severity, candidate: &Candidate, cx: &Context<'_>) -> Finding {
    let source = |span: Span| cx.view.to_source(span);
    let span = candidate.source.unwrap_or_else(|| source(candidate.span));
    let text = cx.post.text.as_str();
    let fill = |words: &Words| {
        let one = |template: &str| fill(template, candidate, text, span, &source);
        Words { zh: one(&words.zh), en: one(&words.en) }
    };
    let instead = match candidate.alternatives.first() {
        Some(first) if first.is_empty() && rule.instead.zh.contains("{swap}") => say!("删去即可", "leave it out"),
        _ => fill(&rule.instead),
    };
    Finding {
        rule: rule.id.clone(),
        category: rule.category(),
        severity,
        message: fill(&rule.message),
        why: fill(&rule.why),
        instead,
        span,
        part: cx.layout.part_of(candidate.span),
        related: candidate
            .related
            .iter()
            .map(|&s| Related { span: source(s), message: say!("也在这里", "here too") })
            .collect(),
        fixes: fixes(rule, candidate, span),
    }
}

fn fixes(rule: &Rule, candidate: &Candidate, span: Span) -> Vec<Fix> {
    let alternatives = candidate.alternatives.iter().enumerate();
    alternatives
        .map(|(i, text)| Fix {
            title: match text.as_str() {
                "" => say!("删去", "leave it out"),
                text => say!("改成「{text}」", "write “{text}”"),
            },
            applicability: match rule.safe_fix {
                Some(true) if i == 0 => Applicability::Safe,
                Some(false) if i == 0 => Applicability::Unsafe,
                _ => Applicability::DisplayOnly,
            },
            edits: vec![Edit { span, text: text.clone() }],
        })
        .collect()
}

fn fill(template: &str, candidate: &Candidate, text: &str, span: Span, source: &dyn Fn(Span) -> Span) -> String {
    if !template.contains('{') {
        return template.to_owned();
    }
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('}').map(|i| open + i) else { break };
        match &rest[open + 1..close] {
            "match" => out.push_str(&quote(&text[span.range()])),
            "swap" => out.push_str(candidate.alternatives.first().map_or("", String::as_str)),
            "count" => out.push_str(&candidate.count.to_string()),
            "value" => out.push_str(&candidate.value),
            "limit" => out.push_str(&candidate.limit),
            "words" => out.push_str(&named(text, span, candidate, source)),
            other => out.extend(["{", other, "}"]),
        }
        rest = &rest[close + 1..];
    }
    out.push_str(rest);
    out
}

/// A quotation that fits in a sentence: line breaks become spaces, what is too long is cut in the middle.
fn quote(text: &str) -> String {
    let chars: Vec<char> = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if chars.len() <= QUOTE {
        return chars.into_iter().collect();
    }
    let (head, tail) = (&chars[..QUOTE - 8], &chars[chars.len() - 6..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

fn named(text: &str, span: Span, candidate: &Candidate, source: &dyn Fn(Span) -> Span) -> String {
    let mut words: Vec<String> = Vec::new();
    for place in std::iter::once(span).chain(candidate.related.iter().map(|&s| source(s))) {
        let word = quote(&text[place.range()]);
        if !words.contains(&word) {
            words.push(word);
        }
        if words.len() > NAMED {
            break;
        }
    }
    let more = words.len() > NAMED;
    words.truncate(NAMED);
    words.join("、") + if more { "…" } else { "" }
}
