//! Findings and problems as diagnostics.

use std::collections::BTreeMap;
use std::path::Path;

use gen_lsp_types::{
    Code, CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message, Range, Uri,
};

use crate::config::find::absolute;
use crate::finding::{Finding, Slip};
use crate::problem::{Level, Problem};
use crate::rule::Severity;
use crate::say;
use crate::words::Lang;

use super::client::Client;
use super::document::{Document, Seen};
use super::place::{Lines, uri_of};

/// Who speaks.
const SOURCE: &str = "wenfeng";

/// Everything there is to say about a document, in the order of its text.
pub(super) fn diagnostics(document: &Document, seen: &Seen, client: &Client) -> Vec<Diagnostic> {
    let problems = seen.problems.iter().map(|problem| of_problem(problem, &document.lines, seen.lang));
    let slips = seen.strangers.iter().chain(seen.checked.iter().flat_map(|checked| &checked.slips));
    let problems = problems.chain(slips.map(|slip| of_slip(slip, &document.lines, seen.lang)));
    let findings = seen.checked.iter().flat_map(|checked| &checked.findings);
    problems.chain(findings.map(|finding| of_finding(finding, document, seen, client))).collect()
}

/// The diagnostic that `finding` is. What to write instead stands in its message; why, and the source of the rule, are told
/// on request, by hover.
fn of_finding(finding: &Finding, document: &Document, seen: &Seen, client: &Client) -> Diagnostic {
    let (lines, lang) = (&document.lines, seen.lang);
    let mut message = with_advice(finding.message.get(lang), finding.instead.get(lang), lang);
    let mut related = Vec::new();
    for other in &finding.related {
        let range = lines.range(other.span);
        let text = other.message.get(lang);
        if client.related {
            let location = Location::new(Uri(document.uri.clone()), range);
            related.push(DiagnosticRelatedInformation::new(location, text.to_owned()));
        } else if other.span != finding.span {
            let (line, column) = (range.start.line + 1, range.start.character + 1);
            let said = say!("另见第 {line} 行第 {column} 字：{text}", "see also line {line}, column {column}: {text}");
            message.push('\n');
            message.push_str(said.get(lang));
        }
    }
    let severity = match finding.severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Info => DiagnosticSeverity::Information,
    };
    Diagnostic {
        severity: Some(severity),
        code: Some(Code::String(finding.rule.to_string())),
        code_description: seen.docs.as_ref().map(|docs| CodeDescription::new(Uri(docs.of(&finding.rule)))),
        related_information: (!related.is_empty()).then_some(related),
        ..plain(lines.range(finding.span), message)
    }
}

fn with_advice(message: &str, advice: &str, lang: Lang) -> String {
    let advice = say!("{message}\n改法：{advice}", "{message}\nInstead: {advice}");
    advice.get(lang).to_owned()
}

/// A suppression that does not do what it says.
fn of_slip(slip: &Slip, lines: &Lines, lang: Lang) -> Diagnostic {
    let message = format!("{}\n{}", slip.message.get(lang), slip.help.get(lang));
    let severity = Some(DiagnosticSeverity::Warning);
    Diagnostic { severity, ..plain(lines.range(slip.span), message) }
}

fn of_problem(problem: &Problem, lines: &Lines, lang: Lang) -> Diagnostic {
    let mut message = problem.message.get(lang).to_owned();
    if let Some(help) = &problem.help {
        message.push('\n');
        message.push_str(help.get(lang));
    }
    let severity = match problem.level {
        Level::Failure => DiagnosticSeverity::Error,
        Level::Note => DiagnosticSeverity::Warning,
    };
    let range = problem.labels.first().map_or_else(Range::default, |label| lines.range(label.span));
    Diagnostic { severity: Some(severity), ..plain(range, message) }
}

fn plain(range: Range, message: String) -> Diagnostic {
    Diagnostic {
        range,
        message: Message::String(message),
        source: Some(SOURCE.to_owned()),
        severity: None,
        code: None,
        code_description: None,
        tags: None,
        related_information: None,
        data: None,
    }
}

/// Problems that point into files, as diagnostics by the address of the file; and those that do not.
pub(super) fn by_file<'p>(
    problems: &'p [Problem],
    lang: Lang,
    client: &Client,
    address: impl Fn(&Path) -> Option<String>,
) -> (BTreeMap<String, Vec<Diagnostic>>, Vec<&'p Problem>) {
    let mut placed: BTreeMap<String, Vec<Diagnostic>> = BTreeMap::new();
    let mut others = Vec::new();
    for problem in problems {
        let Some(source) = &problem.source else {
            others.push(problem);
            continue;
        };
        let path = absolute(Path::new(&source.name));
        let uri = address(&path).unwrap_or_else(|| uri_of(&path));
        let lines = Lines::new(source.text.clone(), client.unit);
        placed.entry(uri).or_default().push(of_problem(problem, &lines, lang));
    }
    for found in placed.values_mut() {
        found.sort_by_key(|diagnostic| diagnostic.range);
    }
    (placed, others)
}
