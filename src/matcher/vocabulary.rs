//! One trie for every literal of every rule.
//!
//! Rules, cues, word classes and the first characters of regular expressions all put their literals here, in named
//! [`SetId`] sets. A post is walked through once; what each set met is then looked up. So the cost of a post does not grow
//! with the number of rules, only with what occurs in it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::trie::Trie;
use crate::position::Span;

/// A set of literals that are asked for together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SetId(u32);

/// Sets that are asked for together: words of their bits, with their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetMask(Vec<(u32, u64)>);

impl SetMask {
    /// These sets.
    #[must_use]
    pub fn of(sets: &[SetId]) -> Self {
        let mut words: BTreeMap<u32, u64> = BTreeMap::new();
        for set in sets {
            *words.entry(set.0 / 64).or_default() |= 1 << (set.0 % 64);
        }
        Self(words.into_iter().collect())
    }
}

/// An occurrence of a literal of a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hit {
    /// The number that the set gives the literal (for a phrase rule: the index of its term).
    pub tag: u32,
    /// Bytes of the folded view.
    pub span: Span,
}

/// Collects literals before the vocabulary is built.
#[derive(Debug, Default)]
pub struct VocabularyBuilder {
    uses: BTreeMap<String, Vec<(SetId, u32)>>,
    sets: u32,
    stored: bool,
}

impl VocabularyBuilder {
    /// A builder for what is to be stored: expressions are given their programs at once.
    #[must_use]
    pub fn for_storage() -> Self {
        Self { stored: true, ..Self::default() }
    }

    /// Whether what is built is to be stored.
    #[must_use]
    pub fn is_for_storage(&self) -> bool {
        self.stored
    }

    /// A new set of `(literal, tag)`. Empty literals are left out.
    pub fn set<'a>(&mut self, literals: impl IntoIterator<Item = (&'a str, u32)>) -> SetId {
        let id = SetId(self.sets);
        self.sets += 1;
        for (literal, tag) in literals.into_iter().filter(|(l, _)| !l.is_empty()) {
            let uses = self.uses.entry(literal.to_owned()).or_default();
            if !uses.iter().any(|&(set, _)| set == id) {
                uses.push((id, tag));
            }
        }
        id
    }

    /// Build the vocabulary.
    ///
    /// # Panics
    /// If there are more literals than a number can count (hundreds of millions).
    #[must_use]
    pub fn build(self) -> Vocabulary {
        let longest = self.uses.keys().map(String::len).max().unwrap_or(0);
        let literals: Vec<&str> = self.uses.keys().map(String::as_str).collect();
        let trie = Trie::new(&literals);
        let (mut starts, mut uses) = (0u32.to_le_bytes().to_vec(), Vec::new());
        let mut end = 0u32;
        for (set, tag) in self.uses.into_values().flat_map(|uses| {
            end += u32::try_from(uses.len()).expect("fewer than there are sets");
            starts.extend(end.to_le_bytes());
            uses
        }) {
            uses.extend(set.0.to_le_bytes());
            uses.extend(tag.to_le_bytes());
        }
        Vocabulary { trie, starts, uses, sets: self.sets as usize, longest }
    }
}

/// All literals, ready to be looked for.
#[derive(Serialize, Deserialize)]
pub struct Vocabulary {
    trie: Trie,
    /// For each literal where its uses begin; one more for the end. These and the uses are little-endian numbers, so that a
    /// stored vocabulary is copied, not read.
    #[serde(with = "super::packed")]
    starts: Vec<u8>,
    /// Sets and tags.
    #[serde(with = "super::packed")]
    uses: Vec<u8>,
    sets: usize,
    longest: usize,
}

impl Vocabulary {
    /// The length in bytes of the longest literal.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Every occurrence of every literal in `text`, overlapping ones too.
    #[must_use]
    pub fn find(&self, text: &str) -> Hits {
        let mut met = vec![0u64; self.sets.div_ceil(64)];
        let mut found: Vec<(SetId, Hit)> = Vec::new();
        let starts: &[[u8; 4]] = self.starts.as_chunks().0;
        let uses: &[[[u8; 4]; 2]] = self.uses.as_chunks::<4>().0.as_chunks().0;
        let begin = |literal: usize| u32::from_le_bytes(starts[literal]) as usize;
        self.trie.each(text, |start, end, literal| {
            for &[set, tag] in &uses[begin(literal)..begin(literal + 1)] {
                let (set, tag) = (SetId(u32::from_le_bytes(set)), u32::from_le_bytes(tag));
                met[set.0 as usize / 64] |= 1 << (set.0 % 64);
                found.push((set, Hit { tag, span: Span::new(start, end) }));
            }
        });
        Hits::arrange(&found, met, self.longest)
    }
}

/// What the sets met in one text.
#[derive(Debug, Default)]
pub struct Hits {
    /// By set; of one set by start, then the longer first, then by tag.
    all: Vec<Hit>,
    /// For each set that met anything, in order: where its hits begin in `all`; one more for the end.
    starts: Vec<u32>,
    /// For each word of `met`: how many sets of the words before it met anything.
    ranks: Vec<u32>,
    /// A bit for each set that met anything: most sets of most posts have not, and are answered without a search.
    met: Vec<u64>,
    longest: usize,
}

impl Hits {
    /// Put what was `found` in order: count, then place.
    fn arrange(found: &[(SetId, Hit)], met: Vec<u64>, longest: usize) -> Self {
        let mut sets = 0;
        let mut rank_of = |word: &u64| {
            let before = sets;
            // Most words are empty, and counting bits takes longer than to see that.
            if *word != 0 {
                sets += word.count_ones();
            }
            before
        };
        let ranks = met.iter().map(&mut rank_of).collect();
        let all = vec![Hit::default(); found.len()];
        let mut hits = Self { all, starts: vec![0; sets as usize + 1], ranks, met, longest };
        for &(set, _) in found {
            let rank = hits.rank(set);
            hits.starts[rank] += 1;
        }
        let mut end = 0;
        for count in &mut hits.starts {
            end += *count;
            *count = end;
        }
        // From the back, so that each set's hits stay in the order in which they ended.
        for &(set, hit) in found.iter().rev() {
            let rank = hits.rank(set);
            hits.starts[rank] -= 1;
            hits.all[hits.starts[rank] as usize] = hit;
        }
        for ends in hits.starts.windows(2) {
            let slice = &mut hits.all[ends[0] as usize..ends[1] as usize];
            if slice.len() > 1 {
                slice.sort_unstable_by_key(|hit| (hit.span.start, std::cmp::Reverse(hit.span.end), hit.tag));
            }
        }
        hits
    }

    /// How many sets before `set` met anything.
    fn rank(&self, set: SetId) -> usize {
        let word = set.0 as usize / 64;
        let before = self.met[word] & ((1 << (set.0 % 64)) - 1);
        (self.ranks[word] + before.count_ones()) as usize
    }

    /// The hits of `set`, by start, then the longer first.
    pub fn of(&self, set: SetId) -> impl Iterator<Item = Hit> + Clone + '_ {
        self.slice(set).iter().copied()
    }

    /// The hits of `set` that lie inside `span`, in the same order.
    pub fn inside(&self, set: SetId, span: Span) -> impl Iterator<Item = Hit> + '_ {
        let slice = self.slice(set);
        let first = slice.partition_point(|hit| hit.span.start < span.start);
        slice[first..]
            .iter()
            .copied()
            .take_while(move |hit| hit.span.start <= span.end)
            .filter(move |hit| hit.span.end <= span.end)
    }

    /// The hits of `set` that cover `span`.
    pub fn covering(&self, set: SetId, span: Span) -> impl Iterator<Item = Hit> + '_ {
        let slice = self.slice(set);
        let first = slice.partition_point(|hit| hit.span.start + self.longest < span.end);
        let hits = slice[first..].iter().copied();
        hits.take_while(move |hit| hit.span.start <= span.start).filter(move |hit| hit.span.covers(span))
    }

    /// Whether some hit of `set` begins at byte `offset`.
    #[must_use]
    pub fn begins(&self, set: SetId, offset: usize) -> bool {
        self.slice(set).binary_search_by_key(&offset, |hit| hit.span.start).is_ok()
    }

    /// Whether some hit of `set` ends at byte `offset`.
    #[must_use]
    pub fn ends(&self, set: SetId, offset: usize) -> bool {
        self.inside(set, Span::new(offset.saturating_sub(self.longest), offset)).any(|hit| hit.span.end == offset)
    }

    /// Whether `set` met anything.
    #[must_use]
    pub fn any(&self, set: SetId) -> bool {
        self.met.get(set.0 as usize / 64).is_some_and(|bits| bits & (1 << (set.0 % 64)) != 0)
    }

    /// Whether one of the sets met anything.
    #[inline]
    #[must_use]
    pub fn any_of(&self, sets: &SetMask) -> bool {
        sets.0.iter().any(|&(word, bits)| self.met.get(word as usize).is_some_and(|met| met & bits != 0))
    }

    fn slice(&self, set: SetId) -> &[Hit] {
        if !self.any(set) {
            return &[];
        }
        let rank = self.rank(set);
        &self.all[self.starts[rank] as usize..self.starts[rank + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_sees_its_own_literals_with_its_own_tags() {
        let mut builder = VocabularyBuilder::default();
        let a = builder.set([("高度重视", 7), ("重视", 8)]);
        let b = builder.set([("重视", 1)]);
        let hits = builder.build().find("领导高度重视，十分重视");
        let tags = |set| hits.of(set).map(|h| (h.tag, h.span.start)).collect::<Vec<_>>();
        assert_eq!(tags(a), [(7, 6), (8, 12), (8, 27)]);
        assert_eq!(tags(b), [(1, 12), (1, 27)]);
        assert_eq!(hits.covering(a, Span::new(12, 18)).count(), 2);
        assert_eq!(hits.covering(b, Span::new(6, 18)).count(), 0);
        assert!(hits.begins(b, 12) && !hits.begins(b, 6) && hits.ends(a, 18) && !hits.ends(a, 15));
        assert_eq!(hits.inside(a, Span::new(7, 33)).count(), 2);
    }

    #[test]
    fn an_empty_vocabulary_finds_nothing() {
        let mut builder = VocabularyBuilder::default();
        let set = builder.set([]);
        assert!(!builder.build().find("随便什么").any(set));
    }
}
