//! Lists of words that are asked for at many places of a text.
//!
//! A list is indexed by the last or the first character of its words when the program is compiled, so that asking costs one
//! look for most characters. The order of the list is kept: the first word that fits is the answer, so longer ones come first.

/// A list of at most 254 words.
pub(crate) struct WordList {
    words: &'static [&'static str],
    /// The first word of each bucket.
    heads: [u8; BUCKETS],
    /// For each word the next of its bucket.
    next: [u8; BUCKETS],
}

const BUCKETS: usize = 256;
const NONE: u8 = u8::MAX;

impl WordList {
    /// A list that is asked which word ends at a place.
    pub(crate) const fn by_end(words: &'static [&'static str]) -> Self {
        Self::new(words, true)
    }

    /// A list that is asked which word begins at a place.
    pub(crate) const fn by_start(words: &'static [&'static str]) -> Self {
        Self::new(words, false)
    }

    const fn new(words: &'static [&'static str], by_end: bool) -> Self {
        assert!(words.len() < NONE as usize, "the index has room for 254 words");
        let (mut heads, mut next) = ([NONE; BUCKETS], [NONE; BUCKETS]);
        // From the back, so that each bucket keeps the order of the list.
        let mut i = words.len();
        while i > 0 {
            i -= 1;
            let bytes = words[i].as_bytes();
            let key = if by_end { last_code(bytes) } else { code_at(bytes, 0) } as usize % BUCKETS;
            next[i] = heads[key];
            #[expect(clippy::cast_possible_truncation, reason = "below 254")]
            let index = i as u8;
            heads[key] = index;
        }
        Self { words, heads, next }
    }

    /// The first word that fits, with its index, of those whose telling character is `c`.
    pub(crate) fn find(&self, c: char, mut fits: impl FnMut(&'static str) -> bool) -> Option<(usize, &'static str)> {
        let mut index = self.heads[c as usize % BUCKETS];
        while index != NONE {
            let word = self.words[usize::from(index)];
            if fits(word) {
                return Some((usize::from(index), word));
            }
            index = self.next[usize::from(index)];
        }
        None
    }

    /// The first word that `text` ends with. The list must be one by end.
    pub(crate) fn ending(&self, text: &str) -> Option<&'static str> {
        let last = text.chars().next_back()?;
        self.find(last, |w| text.ends_with(w)).map(|(_, w)| w)
    }

    /// The first word that `text` begins with. The list must be one by start.
    pub(crate) fn beginning(&self, text: &str) -> Option<&'static str> {
        let first = text.chars().next()?;
        self.find(first, |w| text.starts_with(w)).map(|(_, w)| w)
    }
}

/// The code point that begins at `i` of text in UTF-8.
const fn code_at(bytes: &[u8], i: usize) -> u32 {
    let (first, length) = match bytes[i] {
        b @ 0..=0x7F => (b as u32, 1),
        b @ 0..=0xDF => (b as u32 & 0x1F, 2),
        b @ 0..=0xEF => (b as u32 & 0x0F, 3),
        b => (b as u32 & 0x07, 4),
    };
    let mut code = first;
    let mut j = 1;
    while j < length {
        code = code << 6 | bytes[i + j] as u32 & 0x3F;
        j += 1;
    }
    code
}

const fn last_code(bytes: &[u8]) -> u32 {
    let mut i = bytes.len() - 1;
    while bytes[i] & 0xC0 == 0x80 {
        i -= 1;
    }
    code_at(bytes, i)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_the_list_that_fits_is_the_answer() {
        let ends = WordList::by_end(&["公安局", "安局", "局", "km", "℃", "📞"]);
        for (text, word) in [("县公安局", "公安局"), ("结局", "局"), ("3km", "km"), ("3℃", "℃"), ("📞", "📞")]
        {
            assert_eq!(ends.ending(text), Some(word), "{text}");
        }
        assert_eq!((ends.ending(""), ends.ending("书")), (None, None));
        let starts = WordList::by_start(&["公安局", "公安"]);
        assert_eq!(starts.beginning("公安局长"), Some("公安局"));
        assert_eq!(starts.beginning("公安厅"), Some("公安"));
        assert_eq!(starts.beginning("公"), None);
    }
}
