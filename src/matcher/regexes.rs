//! Linear-time regular expressions that cost nothing where they cannot match.
//!
//! An expression is compiled when it is first needed. Where all its matches begin with one of a few literals, these go into
//! the shared vocabulary and the expression is only tried where one of them stands. Such a match lies in one sentence and
//! is at most [`REACH`] bytes long, which keeps the work linear for a text made to be hard.

use std::sync::OnceLock;

use regex_automata::meta::Regex;
use regex_automata::util::captures::Captures;
use regex_automata::{Anchored, Input};
use regex_syntax::hir::literal::{ExtractKind, Extractor};

use super::context::Context;
use super::vocabulary::{SetId, VocabularyBuilder};
use crate::position::Span;

/// The greatest length of a match, in bytes: some 200 Chinese characters.
pub const REACH: usize = 600;

/// A regular expression of a rule.
pub struct LazyRegex {
    source: String,
    compiled: OnceLock<Option<Regex>>,
    anchors: Option<SetId>,
}

/// One match: the place to mark, and the groups.
pub struct Captured {
    /// The group `at`, else the whole match.
    pub span: Span,
    captures: Captures,
}

impl Captured {
    /// The span of the whole match.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.captures.get_match().map_or(self.span, |m| Span::new(m.start(), m.end()))
    }

    /// `template` with `$name` and `${name}` replaced by the groups of the match in `text`.
    #[must_use]
    pub fn expand(&self, template: &str, text: &str) -> String {
        let mut out = String::new();
        self.captures.interpolate_string_into(text, template, &mut out);
        out
    }
}

impl LazyRegex {
    /// An expression that was checked before; its first literals go into `builder`.
    pub fn new(source: &str, builder: &mut VocabularyBuilder) -> Self {
        let anchors = first_literals(source).map(|literals| builder.set(literals.iter().map(|l| (l.as_str(), 0))));
        Self { source: source.to_owned(), compiled: OnceLock::new(), anchors }
    }

    /// An expression for the text as it stands in the draft, where the vocabulary does not look.
    #[must_use]
    pub fn raw(source: &str) -> Self {
        Self { source: source.to_owned(), compiled: OnceLock::new(), anchors: None }
    }

    fn regex(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| Regex::new(&self.source).ok()).as_ref()
    }

    /// All matches in the folded text of `cx`, left to right, without overlaps.
    pub fn find_all(&self, cx: &Context<'_>) -> Vec<Captured> {
        let Some(anchors) = self.anchors else {
            let mut out = Vec::new();
            for &sentence in &cx.layout.sentences {
                self.scan(cx.text, sentence, &mut out);
            }
            return out;
        };
        let mut out: Vec<Captured> = Vec::new();
        let mut from = 0;
        for hit in cx.hits.of(anchors).filter(|_| self.regex().is_some()) {
            if hit.span.start < from {
                continue;
            }
            let sentence = cx.layout.sentences[cx.layout.sentence_at(hit.span.start)];
            let range = Span::new(hit.span.start, boundary(cx.text, sentence.end.min(hit.span.start + REACH)));
            if let Some(found) = self.at(cx.text, range, Anchored::Yes) {
                from = found.whole().end.max(hit.span.start + 1);
                out.push(found);
            }
        }
        out
    }

    /// Whether it matches inside `span` of the folded text.
    pub fn matches_in(&self, cx: &Context<'_>, span: Span) -> bool {
        self.find_in(cx, span).is_some()
    }

    /// The first match inside `span` of the folded text.
    pub fn find_in(&self, cx: &Context<'_>, span: Span) -> Option<Span> {
        match self.anchors {
            Some(anchors) => cx.hits.inside(anchors, span).find_map(|hit| {
                let range = Span::new(hit.span.start, boundary(cx.text, span.end.min(hit.span.start + REACH)));
                self.at(cx.text, range, Anchored::Yes).map(|found| found.span)
            }),
            None => self.at(cx.text, span, Anchored::No).map(|found| found.span),
        }
    }

    /// Whether it matches right at the start of `span`.
    #[must_use]
    pub fn starts(&self, text: &str, span: Span) -> bool {
        self.at(text, span, Anchored::Yes).is_some()
    }

    /// All matches in a text that the vocabulary did not look through.
    #[must_use]
    pub fn find_raw(&self, text: &str) -> Vec<Captured> {
        let mut out = Vec::new();
        self.scan(text, Span::new(0, text.len()), &mut out);
        out
    }

    fn scan(&self, text: &str, range: Span, out: &mut Vec<Captured>) {
        let mut from = range.start;
        while from <= range.end {
            let Some(found) = self.at(text, Span::new(from, range.end), Anchored::No) else { break };
            let whole = found.whole();
            from = if whole.is_empty() { next_boundary(text, whole.end) } else { whole.end };
            if !whole.is_empty() {
                out.push(found);
            }
        }
    }

    fn at(&self, text: &str, range: Span, anchored: Anchored) -> Option<Captured> {
        let regex = self.regex()?;
        let mut captures = regex.create_captures();
        regex.search_captures(&Input::new(text).range(range.range()).anchored(anchored), &mut captures);
        let whole = captures.get_match()?;
        let span = captures
            .get_group_by_name("at")
            .map_or(Span::new(whole.start(), whole.end()), |group| Span::new(group.start, group.end));
        Some(Captured { span, captures })
    }
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn next_boundary(text: &str, at: usize) -> usize {
    at + text[at..].chars().next().map_or(1, char::len_utf8)
}

/// The literals one of which begins every match, if there are finitely many and none is empty.
fn first_literals(source: &str) -> Option<Vec<String>> {
    let hir = regex_syntax::parse(source).ok()?;
    if hir.properties().look_set_prefix().contains_anchor() {
        return None;
    }
    let seq = Extractor::new().kind(ExtractKind::Prefix).limit_total(400).extract(&hir);
    let literals = seq.literals()?;
    let texts: Option<Vec<String>> = literals
        .iter()
        .map(|l| std::str::from_utf8(l.as_bytes()).ok().filter(|t| !t.is_empty()).map(str::to_owned))
        .collect();
    texts.filter(|t| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_literals_of_an_expression_are_found_where_there_are_any() {
        assert_eq!(first_literals("(?:取得|收到).{0,4}成效").expect("literals"), ["取得", "收到"]);
        assert!(first_literals(".{2}成效").is_none());
        assert!(first_literals("(?:取得)?成效").expect("literals").contains(&"成效".to_owned()));
        assert!(first_literals("[").is_none());
    }
}
