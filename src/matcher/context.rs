//! What the matchers and guards know of one post: its folded text, layout, vocabulary hits, and, made only when asked for,
//! its entities, words and elements.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::vocabulary::Hits;
use crate::entity::{Entity, EntityKind, recognise};
use crate::position::Span;
use crate::post::{Post, Situation};
use crate::rule::Within;
use crate::text::fold::View;
use crate::text::layout::{Layout, PartKind};
use crate::text::segment::{Segmenter, Word};
use crate::text::units::half_units;

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
    entities: OnceCell<Vec<Entity>>,
    words: RefCell<BTreeMap<usize, Rc<[Word]>>>,
    /// Spans of the elements of an incident notice, by the number of the element.
    pub(super) elements: [OnceCell<Vec<Span>>; 8],
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
            entities: OnceCell::new(),
            words: RefCell::default(),
            elements: Default::default(),
        }
    }

    /// All entities, by start.
    pub fn entities(&self) -> &[Entity] {
        self.entities.get_or_init(|| recognise(self.text, &self.layout))
    }

    /// The entities of `kind` that lie inside `span`.
    pub fn entities_in(&self, kind: EntityKind, span: Span) -> impl Iterator<Item = Span> + '_ {
        let all = self.entities();
        let first = all.partition_point(|e| e.span.start < span.start);
        all[first..]
            .iter()
            .take_while(move |e| e.span.start < span.end)
            .filter(move |e| e.kind == kind && e.span.end <= span.end)
            .map(|e| e.span)
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

    /// Whether `span` begins and ends where words do. A long dictionary word made of words (不断改进) may be divided where
    /// the rest on either side is a word of two characters or more; a word the dictionary does not have may be divided
    /// anywhere, unless it is a name.
    pub fn on_word_boundaries(&self, span: Span) -> bool {
        let first = self.words(self.layout.clause_at(span.start));
        let Some(left) = covering(&first, span.start) else { return true };
        if left.span.end >= span.end {
            return left.span == span || self.divides(left, span);
        }
        let last = self.words(self.layout.clause_at(span.end - 1));
        left.span.start == span.start && covering(&last, span.end - 1).is_none_or(|w| w.span.end == span.end)
    }

    /// Whether `inner` may be taken out of `word`.
    fn divides(&self, word: Word, inner: Span) -> bool {
        let knows = |span: Span| self.segmenter.knows(&self.text[span.range()]);
        let rest = [Span::new(word.span.start, inner.start), Span::new(inner.end, word.span.end)];
        if !knows(word.span) {
            return !word.tag.as_str().starts_with("nr");
        }
        rest.into_iter().all(|s| s.is_empty() || (self.text[s.range()].chars().nth(1).is_some() && knows(s)))
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
        let start = self.layout.of_kind(PartKind::FrontMatter).map(|p| p.span.end).last().unwrap_or(0);
        let end = self.layout.of_kind(PartKind::Forward).map(|p| p.span.start).next().unwrap_or(self.text.len());
        Span::new(start.min(end), end)
    }

    /// The headline, where there is one at the start; else the first sentence that says something.
    #[must_use]
    pub fn lead(&self) -> Span {
        let whole = self.whole();
        if let Some(headline) = self.layout.of_kind(PartKind::Headline).next()
            && self.text[whole.start..headline.span.start].chars().count() <= 40
        {
            return headline.span;
        }
        let first = self.layout.sentences.iter().find(|s| {
            s.start >= whole.start && self.text[s.range()].chars().filter(|c| c.is_alphanumeric()).count() >= 4
        });
        first.copied().unwrap_or(whole)
    }

    /// Weibo units of `span`, by the folded text.
    #[must_use]
    pub fn units_of(&self, span: Span) -> usize {
        half_units(&self.text[span.range()]).div_ceil(2)
    }
}

/// The word that holds the byte at `offset`.
fn covering(words: &[Word], offset: usize) -> Option<Word> {
    words.get(words.partition_point(|w| w.span.end <= offset)).copied()
}
