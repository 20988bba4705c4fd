//! Linear-time regular expressions that cost nothing where they cannot match.
//!
//! An expression is compiled when it is first needed. Where all its matches begin with one of a few literals, these go into
//! the shared vocabulary and the expression is only tried where one of them stands; where all hold one, only in sentences
//! that do. A match lies in one sentence, and one that is tried at its first literal is at most [`REACH`] bytes long, which
//! keeps the work linear for a text made to be hard.

use std::rc::Rc;
use std::sync::OnceLock;

use regex_automata::meta::{Config, Regex};
use regex_automata::util::interpolate;
use regex_automata::{Anchored, Input};
use serde::{Deserialize, Serialize};

use super::context::Context;
use super::needed::Needed;
use super::program::{Outcome, Program, Scratch, UNSET};
use super::signs::{Signed, Signs, Wanted};
use super::vocabulary::{SetId, VocabularyBuilder};
use crate::position::Span;

/// The greatest length of a match, in bytes: some 200 Chinese characters.
pub const REACH: usize = 600;

/// A regular expression of a rule.
#[derive(Serialize, Deserialize)]
pub struct LazyRegex {
    /// As written, UTF-8.
    #[serde(with = "super::packed")]
    source: Vec<u8>,
    /// The program as it is stored; empty where it is still to be made.
    #[serde(with = "super::packed")]
    packed: Vec<u8>,
    #[serde(skip)]
    program: OnceLock<Option<Program>>,
    /// For what has no program, and for searches that would take a program too long.
    #[serde(skip)]
    automata: OnceLock<Option<Regex>>,
    anchors: Option<SetId>,
    /// So many characters of every match stand before its anchor.
    back: u8,
    /// Literals of which one stands in every match; beside `anchors` where they tell more.
    gate: Option<SetId>,
    /// Where no literal begins every match: marks, digits and letters that stand in every match.
    signs: Vec<Wanted>,
    /// A number of its own, by which its matches are kept.
    number: SetId,
}

/// One match: the place to mark, and the groups.
pub struct Captured {
    /// The group `at` if it took anything, else the whole match.
    pub span: Span,
    /// The whole match.
    pub whole: Span,
    /// The groups, by number; only where there are more than the two above.
    groups: Vec<Option<Span>>,
}

impl LazyRegex {
    /// An expression that was checked before; its first literals go into `builder`.
    pub fn new(source: &str, builder: &mut VocabularyBuilder) -> Self {
        let Needed { first, back, within, signs } = Needed::of(source, REACH);
        let number = builder.set(first.iter().flatten().map(|l| (l.as_str(), 0)));
        let gate = within.map(|within| builder.set(within.iter().map(|l| (l.as_str(), 0))));
        Self {
            source: source.as_bytes().to_vec(),
            packed: packed(source, builder),
            program: OnceLock::new(),
            automata: OnceLock::new(),
            anchors: first.map(|_| number),
            back,
            gate,
            signs,
            number,
        }
    }

    /// An expression for the text as it stands in the draft, where the vocabulary does not look.
    pub fn raw(source: &str, builder: &mut VocabularyBuilder) -> Self {
        Self {
            source: source.as_bytes().to_vec(),
            packed: packed(source, builder),
            program: OnceLock::new(),
            automata: OnceLock::new(),
            anchors: None,
            back: 0,
            gate: None,
            signs: regex_syntax::parse(source).map(|hir| Signs::needed_by(&hir)).unwrap_or_default(),
            number: builder.set([]),
        }
    }

    fn source(&self) -> &str {
        std::str::from_utf8(&self.source).unwrap_or_default()
    }

    fn program(&self) -> Option<&Program> {
        let stored = || postcard::from_bytes(&self.packed).ok();
        self.program.get_or_init(|| stored().unwrap_or_else(|| Program::of(self.source()))).as_ref()
    }

    fn automata(&self) -> Option<&Regex> {
        self.automata.get_or_init(|| compile(self.source(), self.anchors.is_some())).as_ref()
    }

    /// `template` with `$name` and `${name}` replaced by the groups of the match `found` in `text`.
    #[must_use]
    pub fn expand(&self, found: &Captured, template: &str, text: &str) -> String {
        let mut out = String::new();
        let group = |number: usize| match number {
            0 => Some(found.whole),
            _ => found.groups.get(number).copied().flatten(),
        };
        let number = |name: &str| match self.program() {
            Some(program) => program.group(name),
            None => self.automata().and_then(|regex| {
                let names = regex.group_info();
                names.to_index(regex_automata::PatternID::ZERO, name)
            }),
        };
        let append = |number: usize, out: &mut String| {
            if let Some(span) = group(number) {
                out.push_str(&text[span.range()]);
            }
        };
        interpolate::string(template, append, number, &mut out);
        out
    }

    /// Whether the post holds what every match in its folded text needs.
    #[inline]
    pub fn may_match(&self, cx: &Context<'_>) -> bool {
        self.gate.is_none_or(|gate| cx.hits.any(gate))
            && self.anchors.is_none_or(|anchors| cx.hits.any(anchors))
            && (self.signs.is_empty() || cx.signs().signs.meet_all(&self.signs))
    }

    /// The set of which a literal stands in every match in the folded text, if there is one.
    #[must_use]
    pub fn trigger(&self) -> Option<SetId> {
        self.gate.or(self.anchors)
    }

    /// All matches in the folded text of `cx`, left to right, without overlaps.
    pub fn find_all(&self, cx: &Context<'_>) -> Vec<Captured> {
        if !self.may_match(cx) {
            return Vec::new();
        }
        let Some(anchors) = self.anchors else {
            let mut out = Vec::new();
            let scratch = &mut cx.scratch.borrow_mut();
            let marks = self.marks(|| cx.signs());
            let mut scan = |sentence: Span| self.scan(cx.text, sentence, sentence.start, marks, scratch, &mut out);
            match self.gate {
                None => cx.layout.sentences.iter().for_each(|&sentence| scan(sentence)),
                Some(gate) => {
                    let mut next = 0;
                    for hit in cx.hits.of(gate) {
                        let index = cx.layout.sentence_at(hit.span.start);
                        if index >= next {
                            scan(cx.layout.sentences[index]);
                            next = index + 1;
                        }
                    }
                }
            }
            return out;
        };
        let mut out: Vec<Captured> = Vec::new();
        let scratch = &mut cx.scratch.borrow_mut();
        let mut from = 0;
        for hit in cx.hits.of(anchors) {
            let Some(start) = back(cx.text, hit.span.start, self.back, from) else { continue };
            let sentence = cx.layout.sentences[cx.layout.sentence_at(start)];
            let range = reach(cx.text, start, sentence.end);
            if let Some(found) = self.at(cx.text, sentence, range, scratch) {
                from = found.whole.end.max(start + 1);
                out.push(found);
            }
        }
        out
    }

    /// All matches inside `span` of the folded text, left to right, without overlaps. They are kept, since a stretch is asked
    /// for once by every match in it. Ask [`LazyRegex::may_match`] first.
    pub fn matches_in(&self, cx: &Context<'_>, span: Span) -> Rc<[Span]> {
        if let Some(matches) = cx.met.borrow().get(&(self.number, span)) {
            return Rc::clone(matches);
        }
        let matches: Rc<[Span]> = self.find_in(cx, span).into_iter().map(|found| found.span).collect();
        cx.met.borrow_mut().insert((self.number, span), Rc::clone(&matches));
        matches
    }

    fn find_in(&self, cx: &Context<'_>, span: Span) -> Vec<Captured> {
        let mut out: Vec<Captured> = Vec::new();
        let scratch = &mut cx.scratch.borrow_mut();
        let Some(anchors) = self.anchors else {
            if self.gate.is_none_or(|gate| cx.hits.inside(gate, span).next().is_some()) {
                self.scan(cx.text, span, span.start, self.marks(|| cx.signs()), scratch, &mut out);
            }
            return out;
        };
        let mut from = span.start;
        for hit in cx.hits.inside(anchors, span) {
            let Some(start) = back(cx.text, hit.span.start, self.back, from) else { continue };
            if let Some(found) = self.at(cx.text, span, reach(cx.text, start, span.end), scratch) {
                from = found.whole.end.max(start + 1);
                out.push(found);
            }
        }
        out
    }

    /// Whether it matches right from byte `offset` of the folded text on.
    pub fn starts(&self, cx: &Context<'_>, offset: usize) -> bool {
        let sentence = cx.layout.sentences[cx.layout.sentence_at(offset)];
        let range = reach(cx.text, offset, sentence.end);
        self.at(cx.text, sentence, range, &mut cx.scratch.borrow_mut()).is_some()
    }

    /// Whether a match ends at byte `offset` of the folded text, which is not 0.
    pub fn ends(&self, cx: &Context<'_>, offset: usize) -> bool {
        let sentence = cx.layout.sentences[cx.layout.sentence_at(offset - 1)];
        let start = next_boundary(cx.text, sentence.start.max(offset.saturating_sub(REACH)));
        self.find_in(cx, Span::new(start, offset)).last().is_some_and(|found| found.span.end == offset)
    }

    /// All matches in the draft as it stands, behind its front matter.
    #[must_use]
    pub fn find_raw(&self, cx: &Context<'_>) -> Vec<Captured> {
        let mut out = Vec::new();
        if cx.raw_signs().signs.meet_all(&self.signs) {
            let (text, from) = (cx.post.text.as_str(), cx.post.front);
            let marks = self.marks(|| cx.raw_signs());
            self.scan(text, Span::new(0, text.len()), from, marks, &mut cx.scratch.borrow_mut(), &mut out);
        }
        out
    }

    /// The marks of the text, where they help to find matches.
    fn marks<'c>(&self, signed: impl FnOnce() -> &'c Signed) -> Option<&'c [(usize, u16)]> {
        self.program().filter(|program| program.has_pivot()).map(|_| signed().marks.as_slice())
    }

    fn scan(
        &self,
        text: &str,
        frame: Span,
        mut from: usize,
        marks: Option<&[(usize, u16)]>,
        scratch: &mut Scratch,
        out: &mut Vec<Captured>,
    ) {
        while from <= frame.end {
            let range = Span::new(from, frame.end);
            let Some(found) = self.search(text, frame, range, Anchored::No, marks, scratch) else { break };
            let whole = found.whole;
            if whole.is_empty() {
                from = whole.end + text[whole.end..].chars().next().map_or(1, char::len_utf8);
            } else {
                from = whole.end;
                out.push(found);
            }
        }
    }

    /// The match right at the start of `range`.
    fn at(&self, text: &str, frame: Span, range: Span, scratch: &mut Scratch) -> Option<Captured> {
        self.search(text, frame, range, Anchored::Yes, None, scratch)
    }

    /// The first match inside `range`; `frame` is what `^` and `$` stand at the ends of.
    fn search(
        &self,
        text: &str,
        frame: Span,
        range: Span,
        anchored: Anchored,
        marks: Option<&[(usize, u16)]>,
        scratch: &mut Scratch,
    ) -> Option<Captured> {
        let base = frame.start;
        let frame = &text[frame.range()];
        let (from, to) = (range.start - base, range.end - base);
        if let Some(program) = self.program() {
            let outcome = match marks {
                Some(marks) => program.search_at_marks(frame, (from, to), (marks, base), scratch),
                None => program.search(frame, from, to, anchored.is_anchored(), scratch),
            };
            match outcome {
                Outcome::None => return None,
                Outcome::Match => {
                    let group = |number: usize| {
                        let (start, end) = (scratch.slots[number * 2], scratch.slots[number * 2 + 1]);
                        (end != UNSET).then(|| Span::new(base + start, base + end))
                    };
                    return captured(group, program.groups(), program.group("at"));
                }
                Outcome::Unsettled => {}
            }
        }
        let regex = self.automata()?;
        let mut captures = regex.create_captures();
        regex.search_captures(&Input::new(frame).range(from..to).anchored(anchored), &mut captures);
        let group = |number: usize| captures.get_group(number).map(|g| Span::new(base + g.start, base + g.end));
        let at = regex.group_info().to_index(regex_automata::PatternID::ZERO, "at");
        captured(group, captures.group_len(), at)
    }
}

/// A match of which `group` tells the groups, `count` in number; `at` is the one that narrows the place.
fn captured(group: impl Fn(usize) -> Option<Span>, count: usize, at: Option<usize>) -> Option<Captured> {
    let whole = group(0)?;
    let span = at.and_then(&group).filter(|span| !span.is_empty()).unwrap_or(whole);
    let more = count > 1 + usize::from(at.is_some());
    Some(Captured { span, whole, groups: if more { (0..count).map(group).collect() } else { Vec::new() } })
}

/// The program of `source` in the form in which it is stored, where that is wanted.
fn packed(source: &str, builder: &VocabularyBuilder) -> Vec<u8> {
    if !builder.is_for_storage() {
        return Vec::new();
    }
    postcard::to_allocvec(&Program::of(source)).unwrap_or_default()
}

/// Compile `source`. One that is only tried at its anchors reads a few hundred bytes at a time: what speeds up long searches
/// would cost more to prepare than it saves.
fn compile(source: &str, anchored: bool) -> Option<Regex> {
    let config =
        if anchored { Config::new().hybrid(false).onepass(false).auto_prefilter(false) } else { Config::new() };
    Regex::builder().configure(config).build(source).ok()
}

/// What a match that begins at `from` may take up: not more than [`REACH`], and nothing behind `end`.
fn reach(text: &str, from: usize, end: usize) -> Span {
    let mut to = end.min(from + REACH);
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    Span::new(from, to)
}

/// The place `count` characters before `at`, unless that is before `least`.
fn back(text: &str, at: usize, count: u8, least: usize) -> Option<usize> {
    let start = match count {
        0 => at,
        _ => text[..at].char_indices().rev().nth(usize::from(count) - 1)?.0,
    };
    (start >= least).then_some(start)
}

/// The boundary between characters at `at` or next behind it.
pub(super) fn next_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}
