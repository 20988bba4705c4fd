//! jieba's dictionary, read in place.
//!
//! The build script makes a finite-state map of the dictionary (word → frequency and tag); it is embedded in the program and
//! needs no loading. This module hands words to a [`Jieba`]: those that occur in the texts it is to cut, or all of them.

use fst::Streamer;
use fst::raw::{Fst, Output};
use jieba_rs::Jieba;

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// What the dictionary says of a word.
#[derive(Clone, Copy)]
struct Entry(u64);

impl Entry {
    /// How often it was counted.
    fn freq(self) -> usize {
        usize::try_from(self.0 >> TAG_BITS).unwrap_or(usize::MAX)
    }

    /// Its part of speech.
    fn tag(self) -> &'static str {
        usize::try_from(self.0 & ((1 << TAG_BITS) - 1)).ok().and_then(|i| TAGS.get(i)).copied().unwrap_or_default()
    }
}

/// The dictionary.
pub(super) struct Lexicon {
    words: Fst<&'static [u8]>,
}

impl Lexicon {
    /// Open the embedded dictionary; reads its header only.
    pub(super) fn new() -> Self {
        static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.fst"));
        Self { words: Fst::new(BYTES).expect("the build script wrote a sound map") }
    }

    /// Call `found` for every dictionary word at every place of `text`; words that occur twice come twice.
    fn each_word_in<'t>(&self, text: &'t str, mut found: impl FnMut(&'t str, Entry)) {
        let root = self.words.root();
        for (start, _) in text.char_indices() {
            let (mut node, mut value) = (root, Output::zero());
            for (i, &byte) in text.as_bytes()[start..].iter().enumerate() {
                let Some(next) = node.find_input(byte) else { break };
                let step = node.transition(next);
                value = value.cat(step.out);
                node = self.words.node(step.addr);
                if node.is_final() {
                    found(&text[start..=start + i], Entry(value.cat(node.final_output()).value()));
                }
            }
        }
    }

    /// The part of speech of `word`, if the dictionary has it.
    pub(super) fn tag(&self, word: &str) -> Option<&'static str> {
        self.words.get(word.as_bytes()).map(|output| Entry(output.value()).tag())
    }

    /// Whether the dictionary has `word`.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.get(word.as_bytes()).is_some()
    }

    /// A `Jieba` with the whole dictionary.
    pub(super) fn load_all(&self) -> Jieba {
        let mut jieba = Jieba::empty();
        let mut words = self.words.stream();
        while let Some((word, output)) = words.next() {
            if let Ok(word) = std::str::from_utf8(word) {
                let entry = Entry(output.value());
                jieba.add_word(word, Some(entry.freq()), None);
            }
        }
        jieba
    }
}

/// A `Jieba` that holds the words of the texts it has met, and cuts these texts as the whole dictionary would.
///
/// The cut of a text depends on the dictionary words that occur in it and on the sum of all frequencies, nothing else. So
/// one more word, which occurs in no text, carries the frequencies of all that is not held.
pub(super) struct Excerpt {
    jieba: Jieba,
    /// The frequencies of all words that are not held, together.
    rest: usize,
}

impl Excerpt {
    /// Private-use characters end a block in jieba, so that no word holds one, let alone two.
    const DUMMY: &str = "\u{10fffd}\u{10fffd}";

    /// An excerpt that holds no word yet.
    pub(super) fn new() -> Self {
        Self { jieba: Jieba::empty(), rest: TOTAL }
    }

    /// Hold all words that occur in `text`, and be ready to cut it.
    pub(super) fn learn(&mut self, lexicon: &Lexicon, text: &str) -> &Jieba {
        lexicon.each_word_in(text, |word, entry| {
            if !self.jieba.has_word(word) {
                self.jieba.add_word(word, Some(entry.freq()), None);
                self.rest = self.rest.saturating_sub(entry.freq());
            }
        });
        self.jieba.add_word(Self::DUMMY, Some(self.rest), None);
        &self.jieba
    }
}
