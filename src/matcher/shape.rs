//! Shapes of text: runs of phrases of one length, parallel clauses, words said again and again.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::measure::groups;
use super::vocabulary::{SetId, VocabularyBuilder};
use super::{Ask, Candidate};
use crate::position::Span;
use crate::rule::Within;
use crate::text::layout::is_han;

/// A run of phrases of one length.
#[derive(Serialize, Deserialize)]
pub(super) struct Run {
    chars: usize,
    min: usize,
    known: SetId,
    min_known: usize,
}

impl Run {
    pub(super) fn new(
        chars: usize,
        min: usize,
        known: &[String],
        min_known: usize,
        builder: &mut VocabularyBuilder,
    ) -> Self {
        Self { chars, min, known: builder.set(known.iter().map(|k| (k.as_str(), 0))), min_known }
    }

    pub(super) fn find(&self, ask: &Ask<'_>) -> Vec<Candidate> {
        let cx = ask.cx;
        let mut out = Vec::new();
        let mut run: Vec<Span> = Vec::new();
        let mut end_run = |run: &mut Vec<Span>| {
            let known = run.iter().filter(|s| cx.hits.inside(self.known, **s).next().is_some()).count();
            if run.len() >= self.min && known >= self.min_known {
                let span = Span::new(run[0].start, run[run.len() - 1].end);
                if ask.allows(span) {
                    out.push(Candidate { count: run.len(), limit: self.min.to_string(), ..Candidate::at(span) });
                }
            }
            run.clear();
        };
        for (piece, joined) in pieces(cx.text) {
            if !joined {
                end_run(&mut run);
            }
            let text = &cx.text[piece.range()];
            if text.len() >= self.chars && text.chars().count() == self.chars && text.chars().all(is_han) {
                run.push(piece);
            } else {
                end_run(&mut run);
            }
        }
        end_run(&mut run);
        out
    }
}

/// A letter, digit or Chinese character; these first, since the tables of all writing systems are slow to ask.
fn is_spoken(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}') || c.is_alphanumeric()
}

/// The pieces of a text between marks, and whether only 、 ， or a space stands before each.
fn pieces(text: &str) -> impl Iterator<Item = (Span, bool)> + '_ {
    let mut at = 0;
    let mut joined = false;
    std::iter::from_fn(move || {
        while at < text.len() {
            let start = at;
            let rest = &text[at..];
            let len = rest.find(|c: char| !is_spoken(c)).unwrap_or(rest.len());
            let mark = rest[len..].chars().next();
            at += len + mark.map_or(0, char::len_utf8);
            let was_joined = joined;
            joined = matches!(mark, Some('、' | '，' | ',' | ' ')) && (len > 0 || was_joined);
            if len > 0 {
                return Some((Span::new(start, start + len), was_joined));
            }
        }
        None
    })
}

/// At least `min` clauses in a row, of one sentence or of neighbouring ones, that begin with the same `chars` characters.
pub(super) fn parallel(ask: &Ask<'_>, chars: usize, min: usize) -> Vec<Candidate> {
    let cx = ask.cx;
    let starts: Vec<(Span, &str)> = cx
        .layout
        .clauses
        .iter()
        .map(|&clause| trimmed(cx.text, clause))
        .filter(|clause| !clause.is_empty())
        .map(|clause| (clause, &cx.text[first_chars(cx.text, clause, chars).range()]))
        .collect();
    let mut out = Vec::new();
    for group in starts.chunk_by(|a, b| a.1 == b.1) {
        let fine = group.len() >= min && group[0].1.chars().count() == chars && group[0].1.chars().all(is_han);
        let span = Span::new(group[0].0.start, group[group.len() - 1].0.end);
        if fine && ask.allows(span) {
            out.push(Candidate { count: group.len(), limit: min.to_string(), ..Candidate::at(span) });
        }
    }
    out
}

/// The same word of at least `chars` characters at least `min` times in a stretch; function words do not count.
pub(super) fn repeat(ask: &Ask<'_>, within: Within, min: usize, chars: usize) -> Vec<Candidate> {
    let cx = ask.cx;
    let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for clause in 0..cx.layout.clauses.len() {
        for word in cx.words(clause).iter() {
            let text = &cx.text[word.span.range()];
            let counts = text.chars().count() >= chars && text.chars().all(is_han);
            if counts && !matches!(word.tag.as_str().as_bytes().first(), Some(b'n' | b'm' | b'q' | b't' | b'r' | b'p'))
            {
                places.entry(text).or_default().push(word.span);
            }
        }
    }
    let mut out = Vec::new();
    for mut spans in places.into_values().filter(|spans| spans.len() >= min) {
        spans.retain(|&s| ask.allows(s));
        out.extend(groups(cx, within, &spans, |group| group.len() >= min).into_iter().map(|group| Candidate {
            related: group[1..].to_vec(),
            count: group.len(),
            limit: min.to_string(),
            ..Candidate::at(group[0])
        }));
    }
    out.sort_by_key(|c| c.span);
    out
}

/// The first `count` characters of `span`.
pub(super) fn first_chars(text: &str, span: Span, count: usize) -> Span {
    let end = text[span.range()].char_indices().nth(count).map_or(span.end, |(i, _)| span.start + i);
    Span::new(span.start, end)
}

/// `span` without the marks and spaces at its ends.
pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let own = &text[span.range()];
    let start = own.len() - own.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    let end = own.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
    if start >= end { Span::new(span.start, span.start) } else { Span::new(span.start + start, span.start + end) }
}
