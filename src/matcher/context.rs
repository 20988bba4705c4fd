//! What the matchers and guards know of one post: its folded text, layout, vocabulary hits, and, made only when asked for,
//! its entities, words and elements.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::element::Found;
use super::program::Scratch;
use super::signs::Signed;
use super::vocabulary::{Hits, SetId};
use crate::entity::{EntityKind, recognise};
use crate::position::Span;
use crate::post::{Post, Situation};
use crate::rule::Within;
use crate::text::fold::View;
use crate::text::layout::{Layout, PartKind};
use crate::text::segment::{Segmenter, Word};
use crate::text::units::half_units;

/// Matches by expression and stretch.
type Met = HashMap<(SetId, Span), Rc<[Span]>>;

/// A headline that begins behind more characters than this is not the lead.
const HEADLINE_WITHIN: usize = 40;

/// One post, looked at from all sides.
pub struct Context<'a> {
    /// The post.
    pub post: &'a Post,
    /// Its folded text, with the way back.
    pub view: &'a View<'a>,
    /// The folded text.
    pub text: &'a str,
    /// Parts, sentences, clauses.
    pub layout: Layout,
    /// What the vocabulary met.
    pub hits: Hits,
    /// The situation the post speaks to.
    pub situation: Situation,
    /// Its length in weibo units.
    pub units: usize,
    segmenter: &'a Segmenter,
    whole: OnceCell<Span>,
    lead: OnceCell<Span>,
    parts: OnceCell<BTreeMap<PartKind, Vec<Span>>>,
    entities: OnceCell<BTreeMap<EntityKind, Vec<Span>>>,
    words: RefCell<BTreeMap<usize, Rc<[Word]>>>,
    /// What the expressions of cues met in a stretch, by expression and stretch.
    pub(super) met: RefCell<Met>,
    /// What is known of the elements of an incident notice, by the number of the element.
    pub(super) elements: [Found; 8],
    /// Memory for expressions.
    pub(super) scratch: RefCell<Scratch>,
    signs: OnceCell<Signed>,
    raw_signs: OnceCell<Signed>,
}

impl<'a> Context<'a> {
    /// Everything known of `post` so far.
    #[must_use]
    pub fn new(
        post: &'a Post,
        view: &'a View<'a>,
        layout: Layout,
        hits: Hits,
        segmenter: &'a Segmenter,
        units: usize,
    ) -> Self {
        Self {
            post,
            view,
            text: view.text(),
            layout,
            hits,
            situation: Situation::Everyday,
            units,
            segmenter,
            whole: OnceCell::new(),
            lead: OnceCell::new(),
            parts: OnceCell::new(),
            entities: OnceCell::new(),
            words: RefCell::default(),
            met: RefCell::default(),
            elements: Default::default(),
            scratch: RefCell::default(),
            signs: OnceCell::new(),
            raw_signs: OnceCell::new(),
        }
    }

    /// Which marks, digits and letters occur in the folded text.
    pub(super) fn signs(&self) -> &Signed {
        self.signs.get_or_init(|| Signed::of(self.text))
    }

    /// Which marks, digits and letters occur in the draft.
    pub(super) fn raw_signs(&self) -> &Signed {
        self.raw_signs.get_or_init(|| Signed::of(&self.post.text))
    }

    /// The entities of `kind`, by start; they do not overlap.
    pub fn entities(&self, kind: EntityKind) -> &[Span] {
        let entities = self.entities.get_or_init(|| {
            let mut by_kind: BTreeMap<EntityKind, Vec<Span>> = BTreeMap::new();
            for entity in recognise(self.text, &self.layout) {
                by_kind.entry(entity.kind).or_default().push(entity.span);
            }
            by_kind
        });
        entities.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// The entities of `kind` that lie inside `span`.
    pub fn entities_in(&self, kind: EntityKind, span: Span) -> impl Iterator<Item = Span> + '_ {
        let all = self.entities(kind);
        let first = all.partition_point(|e| e.start < span.start);
        all[first..].iter().copied().take_while(move |e| e.end <= span.end)
    }

    /// The parts of `kind`, by start.
    pub fn parts(&self, kind: PartKind) -> &[Span] {
        let parts = self.parts.get_or_init(|| {
            let mut by_kind: BTreeMap<PartKind, Vec<Span>> = BTreeMap::new();
            for part in &self.layout.parts {
                by_kind.entry(part.kind).or_default().push(part.span);
            }
            by_kind
        });
        parts.get(&kind).map(Vec::as_slice).unwrap_or_default()
    }

    /// The parts of `kind` that begin inside `span`.
    pub fn parts_from(&self, kind: PartKind, span: Span) -> &[Span] {
        let all = self.parts(kind);
        let first = all.partition_point(|p| p.start < span.start);
        let last = all.partition_point(|p| p.start < span.end);
        &all[first..last]
    }

    /// Whether a part of `kind` shares a byte with `span`.
    pub fn touches(&self, kind: PartKind, span: Span) -> bool {
        let first_byte = Span::new(span.start, span.start + 1);
        !span.is_empty()
            && (!self.parts_from(kind, span).is_empty() || self.layout.covering(first_byte).any(|p| p.kind == kind))
    }

    /// The words of the clause of that number, with spans in the whole text.
    pub fn words(&self, clause: usize) -> Rc<[Word]> {
        if let Some(words) = self.words.borrow().get(&clause) {
            return Rc::clone(words);
        }
        let span = self.layout.clauses[clause];
        let words: Rc<[Word]> = self
            .segmenter
            .words(&self.text[span.range()])
            .into_iter()
            .map(|w| Word { span: Span::new(w.span.start + span.start, w.span.end + span.start), tag: w.tag })
            .collect();
        self.words.borrow_mut().insert(clause, Rc::clone(&words));
        words
    }

    /// Whether `span`, which is not empty, begins and ends where words do. A long dictionary word made of words (不断改进) may
    /// be divided where what is left outside is a word of two characters or more; a word the dictionary does not have may be
    /// divided anywhere, unless it is a name or one of Latin letters and digits.
    pub fn on_word_boundaries(&self, span: Span) -> bool {
        let first = self.words(self.layout.clause_at(span.start));
        let last = self.words(self.layout.clause_at(span.end - 1));
        let (Some(left), Some(right)) = (covering(&first, span.start), covering(&last, span.end - 1)) else {
            return true;
        };
        let before = Span::new(left.span.start, span.start);
        let behind = Span::new(span.end, right.span.end);
        if left == right {
            self.may_leave(left, &[before, behind])
        } else {
            self.may_leave(left, &[before]) && self.may_leave(right, &[behind])
        }
    }

    /// Whether `word` may be divided so that `rest` is left of it.
    fn may_leave(&self, word: Word, rest: &[Span]) -> bool {
        let text = |span: Span| &self.text[span.range()];
        if rest.iter().all(|s| s.is_empty()) {
            return true;
        }
        if !self.segmenter.knows(text(word.span)) {
            return !word.tag.as_str().starts_with("nr") && !text(word.span).is_ascii();
        }
        rest.iter().all(|&s| s.is_empty() || (text(s).chars().nth(1).is_some() && self.segmenter.knows(text(s))))
    }

    /// The stretch around `span`.
    #[must_use]
    pub fn stretch(&self, within: Within, span: Span) -> Span {
        let sentences = &self.layout.sentences;
        let last = span.end.saturating_sub(1).max(span.start);
        let (s, e) = (self.layout.sentence_at(span.start), self.layout.sentence_at(last));
        let join = |a: usize, b: usize| Span::new(sentences[a].start, sentences[b.min(sentences.len() - 1)].end);
        match within {
            Within::Clause => {
                let clauses = &self.layout.clauses;
                let (a, b) = (self.layout.clause_at(span.start), self.layout.clause_at(last));
                Span::new(clauses[a].start, clauses[b].end)
            }
            Within::Sentence => join(s, e),
            Within::NextSentence => join(s, e + 1),
            Within::Neighbours => join(s.saturating_sub(1), e + 1),
            Within::Post => self.whole(),
            Within::Lead => self.lead(),
        }
    }

    /// All of the text that is published: without front matter, comments and other people's words behind `//@`.
    #[must_use]
    pub fn whole(&self) -> Span {
        *self.whole.get_or_init(|| {
            let start = self.layout.of_kind(PartKind::FrontMatter).map(|p| p.span.end).last().unwrap_or(0);
            let end = self.layout.of_kind(PartKind::Forward).map(|p| p.span.start).next().unwrap_or(self.text.len());
            Span::new(start.min(end), end)
        })
    }

    /// The headline, where there is one at the start; else the first sentence that says something.
    #[must_use]
    pub fn lead(&self) -> Span {
        *self.lead.get_or_init(|| {
            let whole = self.whole();
            if let Some(headline) = self.layout.of_kind(PartKind::Headline).next()
                && whole.covers(headline.span)
                && self.text[whole.start..headline.span.start].chars().nth(HEADLINE_WITHIN).is_none()
            {
                return headline.span;
            }
            let first = self.layout.sentences.iter().find(|s| {
                whole.covers(**s) && self.text[s.range()].chars().filter(|c| c.is_alphanumeric()).nth(3).is_some()
            });
            first.copied().unwrap_or(whole)
        })
    }

    /// What of the lead is marked by a finding about the whole post: all but the spaces and line breaks at its ends. Nothing
    /// where the post has no words of its own.
    #[must_use]
    pub fn lead_words(&self) -> Option<Span> {
        let lead = self.lead();
        let text = &self.text[lead.range()];
        let words = text.trim();
        let start = lead.start + (text.len() - text.trim_start().len());
        (!words.is_empty()).then(|| Span::new(start, start + words.len()))
    }

    /// Where in `span` its first so many weibo units end, by the folded text: nothing that begins from there on begins
    /// within them.
    #[must_use]
    pub fn units_end(&self, span: Span, units: usize) -> usize {
        // Addresses count as a whole, so letters and signs in a row are measured together.
        let text = &self.text[span.range()];
        let (mut half, mut from) = (0, if units == 0 { return span.start } else { 0 });
        for (i, c) in text.char_indices().skip(1) {
            if c.is_ascii_graphic() && text[..i].ends_with(|b: char| b.is_ascii_graphic()) {
                continue;
            }
            half += half_units(&text[from..i]);
            from = i;
            if half.div_ceil(2) >= units {
                return span.start + i;
            }
        }
        span.end
    }
}

/// The word that holds the byte at `offset`.
fn covering(words: &[Word], offset: usize) -> Option<Word> {
    words.get(words.partition_point(|w| w.span.end <= offset)).copied()
}
