//! Words: lazy segmentation that is equal to jieba with its full dictionary.
//!
//! Loading the dictionary into jieba takes far longer than checking a post. So a [`Segmenter`] gives jieba only the words that
//! occur in the text at hand, looked up in an embedded map, and one word more that carries all other frequencies: the cut is
//! the same. Once so much text was cut that loading pays, the whole dictionary is loaded. Parts of speech come from the same
//! map; those of words outside the dictionary are guessed with jieba's own model.

mod guess;
mod lexicon;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use jieba_rs::Jieba;

use self::guess::guess;
use self::lexicon::{Excerpt, Lexicon};
use crate::position::Span;

/// A part-of-speech tag of jieba's dictionary (`v`, `vn`, `ns` …), at most seven ASCII bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Tag {
    bytes: [u8; 7],
    len: u8,
}

impl Tag {
    /// The tag of that name; longer names are cut.
    #[must_use]
    pub fn new(name: &str) -> Self {
        let mut bytes = [0; 7];
        let len = name.len().min(7);
        bytes[..len].copy_from_slice(&name.as_bytes()[..len]);
        Self { bytes, len: u8::try_from(len).unwrap_or(0) }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.bytes[..usize::from(self.len)]).unwrap_or_default()
    }
}

impl std::fmt::Debug for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word of a segmented text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Bytes of the text that was segmented.
    pub span: Span,
    /// Its part of speech.
    pub tag: Tag,
}

/// Text after which the whole dictionary is loaded, in bytes. Loading costs as much as about this much text costs more without.
const WORTH_LOADING: usize = 2 << 20;

/// A longer text is cut in pieces of about this many bytes, so that the tokens of all of it are never held at once.
const PIECE: usize = 1 << 16;

/// Cuts text into words. Cheap to make; shared by all threads.
pub struct Segmenter {
    lexicon: Lexicon,
    /// Excerpts no thread is using at the moment.
    excerpts: Mutex<Vec<Excerpt>>,
    /// Bytes cut so far.
    cut: AtomicUsize,
    /// Bytes after which the whole dictionary is loaded.
    limit: usize,
    loading: AtomicBool,
    whole: OnceLock<Jieba>,
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

impl Segmenter {
    /// A segmenter that has loaded nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::loading_after(WORTH_LOADING)
    }

    /// A segmenter that loads the whole dictionary with the text that makes it `limit` bytes or more: 0 for at once,
    /// `usize::MAX` for never. The words are the same.
    #[doc(hidden)]
    #[must_use]
    pub fn loading_after(limit: usize) -> Self {
        Self {
            lexicon: Lexicon::new(),
            excerpts: Mutex::default(),
            cut: AtomicUsize::new(0),
            limit,
            loading: AtomicBool::new(false),
            whole: OnceLock::new(),
        }
    }

    /// The words of `text` with their tags, as `Jieba::new().tag(text, true)` gives them: in order, without gaps.
    #[must_use]
    pub fn words(&self, text: &str) -> Vec<Word> {
        if let Some(jieba) = self.whole(text.len()) {
            return self.tagged(jieba, text);
        }
        let spare = self.excerpts.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut excerpt = spare.unwrap_or_else(Excerpt::new);
        let words = self.tagged(excerpt.learn(&self.lexicon, text), text);
        self.excerpts.lock().unwrap_or_else(PoisonError::into_inner).push(excerpt);
        words
    }

    /// Whether the dictionary has `word`.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        self.lexicon.has(word)
    }

    /// The `Jieba` with the whole dictionary, if it is there or if `more` bytes make it worth loading. One thread loads;
    /// the others go on without.
    fn whole(&self, more: usize) -> Option<&Jieba> {
        if let Some(jieba) = self.whole.get() {
            return Some(jieba);
        }
        let cut = self.cut.fetch_add(more, Ordering::Relaxed).saturating_add(more);
        if cut < self.limit || self.loading.swap(true, Ordering::Relaxed) {
            return None;
        }
        let jieba = self.whole.get_or_init(|| self.lexicon.load_all());
        self.excerpts.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Some(jieba)
    }

    /// Cut `text` with `jieba`, and give each word its tag. jieba would guess tags with its own model, if it was built with one.
    fn tagged(&self, jieba: &Jieba, text: &str) -> Vec<Word> {
        let mut words = Vec::with_capacity(text.len().min(PIECE) / 4);
        let mut start = 0;
        while start < text.len() {
            let end = piece_end(text, start);
            for word in jieba.cut(&text[start..end], true) {
                let tag = self.lexicon.tag(word.word).unwrap_or_else(|| guess(word.word));
                let span = Span::new(start + word.byte_start, start + word.byte_end);
                words.push(Word { span, tag: Tag::new(tag) });
            }
            start = end;
        }
        words
    }
}

/// Where the piece of `text` from `start` on ends: behind a mark that is a word of its own to jieba wherever it stands.
fn piece_end(text: &str, start: usize) -> usize {
    let mut from = text.len().min(start.saturating_add(PIECE));
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let ends_word = |c| matches!(c, '\n' | ' ' | '，' | '。' | '、' | '；' | '：' | '！' | '？');
    match text[from..].char_indices().find(|&(_, c)| ends_word(c)) {
        Some((i, c)) => from + i + c.len_utf8(),
        None => text.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(segmenter: &Segmenter, text: &str) -> String {
        let words = segmenter.words(text);
        words.iter().map(|w| format!("{}/{:?}", &text[w.span.range()], w.tag)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_and_their_parts_of_speech_are_those_of_the_dictionary() {
        for (text, words) in [
            ("他亲自到现场", "他/r 亲自/d 到/v 现场/n"),
            ("父亲自己去", "父亲/n 自己/r 去/v"),
            ("在4.5级地震中", "在/p 4.5/m 级/q 地震/n 中/f"),
            ("", ""),
        ] {
            for limit in [0, usize::MAX] {
                assert_eq!(cut(&Segmenter::loading_after(limit), text), words);
            }
        }
    }

    #[test]
    fn a_long_text_is_cut_like_its_sentences() {
        let sentence = "我市高度重视，亲自部署。\r\n小明硕士毕业于中国科学院计算所！";
        let text = sentence.repeat(5_000);
        let segmenter = Segmenter::loading_after(usize::MAX);
        let (one, all) = (segmenter.words(sentence), segmenter.words(&text));
        assert_eq!(all.len(), one.len() * 5_000);
        for (i, (word, again)) in all.iter().zip(one.iter().cycle()).enumerate() {
            let shift = i / one.len() * sentence.len();
            assert_eq!(word.span, Span::new(again.span.start + shift, again.span.end + shift));
            assert_eq!(word.tag, again.tag);
        }
    }

    #[test]
    fn threads_share_a_segmenter_while_it_loads() {
        let segmenter = Segmenter::loading_after(400);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..50 {
                        assert_eq!(cut(&segmenter, "他亲自到现场"), "他/r 亲自/d 到/v 现场/n");
                    }
                });
            }
        });
    }
}
