//! What is said when the cursor rests on a finding: the rule in full, why it is there and where it comes from.

use std::fmt::Write as _;

use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind, Position};

use crate::finding::Finding;
use crate::rule::{Rule, Severity};
use crate::say;
use crate::words::{Lang, Words};

use super::client::Client;
use super::document::{Document, Seen};

/// What there is to say about `position`; `None` where nothing was found there.
pub(super) fn hover(
    document: &Document,
    seen: &Seen,
    rules: &[Rule],
    position: Position,
    client: &Client,
) -> Option<Hover> {
    let at = document.lines.offset(position);
    let findings = seen.checked.iter().flat_map(|checked| &checked.findings);
    let here: Vec<&Finding> =
        findings.filter(|f| f.span.start <= at && at < f.span.end.max(f.span.start + 1)).collect();
    // The narrowest is what the cursor is on.
    let range = here.iter().map(|f| f.span).min_by_key(|span| span.len())?;
    let said: Vec<String> = here
        .iter()
        .map(|finding| {
            let rule = rules.iter().find(|rule| rule.id == finding.rule);
            about(finding, rule, seen.lang, client.markdown)
        })
        .collect();
    let (kind, divider) =
        if client.markdown { (MarkupKind::Markdown, "\n\n---\n\n") } else { (MarkupKind::PlainText, "\n\n") };
    let contents = Contents::MarkupContent(MarkupContent::new(kind, said.join(divider)));
    Some(Hover::new(contents, Some(document.lines.range(range))))
}

fn about(finding: &Finding, rule: Option<&Rule>, lang: Lang, markdown: bool) -> String {
    let severity = match finding.severity {
        Severity::Error => say!("错误", "error"),
        Severity::Warning => say!("提醒", "warning"),
        Severity::Info => say!("建议", "suggestion"),
    };
    let text = |words: &Words| {
        let text = words.get(lang);
        if markdown { escaped(text) } else { text.to_owned() }
    };
    let mut out = String::new();
    let (message, severity) = (text(&finding.message), text(&severity));
    let _ = if markdown { write!(out, "**{message}**") } else { write!(out, "{message}") };
    let _ = write!(out, " · {severity}");
    let gap = if markdown { "\n\n" } else { "\n" };
    let (why, instead) = (text(&finding.why), text(&finding.instead));
    let _ = write!(out, "{gap}{}", say!("为什么：{why}", "Why: {why}").get(lang));
    let _ = write!(out, "{gap}{}", say!("改法：{instead}", "Instead: {instead}").get(lang));
    for related in finding.related.iter().filter(|r| r.span == finding.span || finding.span.overlaps(r.span)) {
        let also = text(&related.message);
        let _ = write!(out, "{gap}{}", say!("另见：{also}", "See also: {also}").get(lang));
    }
    if let Some(rule) = rule {
        let source = Words { zh: rule.source.join("；"), en: rule.source.join("; ") };
        let source = text(&source);
        let _ = write!(out, "{gap}{}", say!("依据：{source}", "Source: {source}").get(lang));
        let (title, id) = (text(&rule.title), &rule.id);
        let _ = if markdown { write!(out, "{gap}{title} `{id}`") } else { write!(out, "{gap}{title} {id}") };
    }
    out
}

/// `text` with nothing in it that Markdown would take for its own.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ':' | ';' | '/' | '-' | '%' | '\'' | '"' | '?') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_draft_cannot_write_markdown_of_its_own() {
        assert_eq!(escaped("「[点我](http://x)<b>*_`」3.5%"), "「\\[点我\\]\\(http://x\\)\\<b\\>\\*\\_\\`」3.5%");
    }
}
