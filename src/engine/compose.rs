//! Wording a finding: the rule's texts filled with what was found.

use super::ready::Voice;
use crate::finding::{Applicability, Edit, Finding, Fix, Related};
use crate::matcher::Candidate;
use crate::matcher::context::Context;
use crate::position::Span;
use crate::rule::Severity;
use crate::say;
use crate::words::Words;

/// The longest quotation of the post in a message, in characters.
const QUOTE: usize = 24;
/// How many places `{words}` names.
const NAMED: usize = 5;

/// The finding that `rule` makes of `candidate`.
pub(super) fn finding(rule: &Voice, severity: Severity, candidate: &Candidate, cx: &Context<'_>) -> Finding {
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

/// `findings` of one rule, told one by one if there are `most` at most, and otherwise all with the first.
pub(super) fn at_most(most: Option<u32>, mut findings: Vec<Finding>) -> Vec<Finding> {
    if most.is_none_or(|most| findings.len() <= most as usize) {
        return findings;
    }
    let others = findings.split_off(1);
    for first in &mut findings {
        let edits: Vec<Edit> = others.iter().filter_map(|f| f.fixes.first()).flat_map(|f| f.edits.clone()).collect();
        if let Some(fix) = first.fixes.first_mut() {
            fix.edits.extend(edits);
        }
        first.fixes.truncate(1);
        first.related.extend(others.iter().map(|f| Related { span: f.span, message: say!("也在这里", "here too") }));
    }
    findings
}

fn fixes(rule: &Voice, candidate: &Candidate, span: Span) -> Vec<Fix> {
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
    let places: Vec<Span> = if candidate.words.is_empty() {
        std::iter::once(span).chain(candidate.related.iter().map(|&s| source(s))).collect()
    } else {
        candidate.words.iter().map(|&s| source(s)).collect()
    };
    for place in places {
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
