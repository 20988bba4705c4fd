//! Which characters occur in a text, roughly.
//!
//! Many expressions about typography begin with any Chinese character, so that no literal tells where to try them; but all
//! their matches hold a hyphen, a bracket or a certain character. One pass over a text notes what occurs, and most of these
//! expressions are never tried on most posts.

use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind};
use serde::{Deserialize, Serialize};

/// A set of characters: exact for ASCII, general and Chinese punctuation and full-width forms; Chinese characters share
/// [`HAN`] members, all others one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Signs([u64; 24]);

/// Of this set a member is wanted: the words of its bits that are not empty, with their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Wanted(Vec<(u8, u64)>);

/// The member of characters that have none of their own.
const OTHER: usize = 448;
/// The first of the members that Chinese characters share.
const FIRST_HAN: usize = 512;
/// How many these are.
const HAN: usize = 1024;
/// What nearly every text holds says nothing.
const COMMON: [char; 7] = ['，', '。', '、', '\n', ' ', '的', '一'];
/// Nor does a class of so many Chinese characters.
const MANY: u32 = 24;
/// An expression is asked for at most so many sets.
const MOST: usize = 3;

const fn member(c: char) -> usize {
    let c = c as usize;
    match c {
        // Between the two lie the hexagrams.
        0x4000..0x4dc0 | 0x4e00..0xa000 => FIRST_HAN + c % HAN,
        0..0x80 => c,
        0x2000..0x2080 => 128 + (c - 0x2000),
        0x3000..0x3040 => 256 + (c - 0x3000),
        0xff00..0xff80 => 320 + (c - 0xff00),
        _ => OTHER,
    }
}

/// What occurs in a text, and where its characters other than Chinese ones stand.
#[derive(Debug, Default)]
pub(super) struct Signed {
    pub(super) signs: Signs,
    /// In order: the byte at which a mark, digit or letter stands, and its member.
    pub(super) marks: Vec<(usize, u16)>,
}

impl Signed {
    /// Look through `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut signed = Self { signs: Signs::default(), marks: Vec::with_capacity(text.len() / 8) };
        let Self { signs: Signs(words), marks } = &mut signed;
        for (at, c) in text.char_indices() {
            let member = member(c);
            words[member / 64] |= 1 << (member % 64);
            if member < FIRST_HAN {
                #[expect(clippy::cast_possible_truncation, reason = "below 512")]
                marks.push((at, member as u16));
            }
        }
        signed
    }
}

/// A set of characters that are not Chinese, by their members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MarkSet([u64; FIRST_HAN / 64]);

impl MarkSet {
    /// The members of `class`; none if there are Chinese characters in it.
    pub(super) fn of(class: &ClassUnicode) -> Option<Self> {
        let signs = of_class(class);
        let (marks, han) = signs.0.split_at(FIRST_HAN / 64);
        han.iter().all(|&bits| bits == 0).then(|| Self(std::array::from_fn(|i| marks[i])))
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }

    /// Whether `member` is one of them. Characters without a member of their own are taken for all of their kind.
    #[inline]
    pub(super) fn holds(&self, member: u16) -> bool {
        self.0[usize::from(member) / 64] >> (member % 64) & 1 == 1
    }
}

impl Signs {
    fn add(&mut self, c: char) {
        let member = member(c);
        self.0[member / 64] |= 1 << (member % 64);
    }

    /// Whether a member of each of these sets occurs.
    #[inline]
    pub(super) fn meet_all(&self, wanted: &[Wanted]) -> bool {
        wanted.iter().all(|Wanted(words)| words.iter().any(|&(i, bits)| self.0[usize::from(i)] & bits != 0))
    }

    fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(a, b)| a & b != 0)
    }

    /// Whether most texts meet it.
    fn is_common(&self) -> bool {
        let mut common = Self::default();
        for c in COMMON {
            common.add(c);
        }
        let han: u32 = self.0[FIRST_HAN / 64..].iter().map(|bits| bits.count_ones()).sum();
        self.meets(&common) || han >= MANY
    }

    fn size(&self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }

    /// Sets of which every match of `hir` holds a member each, the smallest first; none that says nothing.
    pub(super) fn needed_by(hir: &Hir) -> Vec<Wanted> {
        let mut all = Vec::new();
        needed(hir, &mut all);
        all.retain(|signs| !signs.is_common());
        all.sort_by_key(|signs| (signs.size(), *signs));
        all.dedup();
        all.truncate(MOST);
        all.into_iter().map(|signs| Wanted((0..).zip(signs.0).filter(|(_, bits)| *bits != 0).collect())).collect()
    }
}

/// Every set of which each match of `hir` holds a member.
fn needed(hir: &Hir, out: &mut Vec<Signs>) {
    match hir.kind() {
        HirKind::Literal(literal) => {
            for c in std::str::from_utf8(&literal.0).unwrap_or_default().chars() {
                let mut signs = Signs::default();
                signs.add(c);
                out.push(signs);
            }
        }
        HirKind::Class(Class::Unicode(class)) => out.push(of_class(class)),
        HirKind::Repetition(repetition) if repetition.min > 0 => needed(&repetition.sub, out),
        HirKind::Capture(capture) => needed(&capture.sub, out),
        HirKind::Concat(parts) => parts.iter().for_each(|part| needed(part, out)),
        HirKind::Alternation(branches) => {
            let mut any = Signs::default();
            for branch in branches {
                let mut sets = Vec::new();
                needed(branch, &mut sets);
                let Some(best) = sets.into_iter().min_by_key(|signs| (signs.is_common(), signs.size(), *signs)) else {
                    return;
                };
                any.0.iter_mut().zip(best.0).for_each(|(bits, more)| *bits |= more);
            }
            out.push(any);
        }
        _ => {}
    }
}

fn of_class(class: &ClassUnicode) -> Signs {
    let mut signs = Signs::default();
    for range in class.iter() {
        for c in (range.start()..=range.end()).take_while(|&c| c < '\u{10000}') {
            signs.add(c);
        }
        if range.end() >= '\u{10000}' {
            signs.add('\u{10000}');
        }
    }
    signs
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(expression: &str, text: &str) -> bool {
        let needed = Signs::needed_by(&regex_syntax::parse(expression).expect("sound"));
        let there = Signed::of(text).signs;
        there.meet_all(&needed)
    }

    #[test]
    fn an_expression_is_tried_only_on_texts_that_hold_what_it_needs() {
        for (expression, text, wanted) in [
            (r"\p{Han}-{2,7}\p{Han}", "没有横线", false),
            (r"\p{Han}-{2,7}\p{Han}", "有--横线", true),
            (r"[？?][！!]+", "真的？", false),
            (r"[？?][！!]+", "真的？！", true),
            (r"(?:A|\d)米", "几米", false),
            (r"(?:A|\d)米", "3米", true),
            (r"(?:A|\d)?米", "几米", true),
            (r"[\x{1F300}-\x{1FAFF}]", "火🔥", true),
            (r"[\x{1F300}-\x{1FAFF}]", "火", false),
            (r"[^，]{2}", "一二", true),
        ] {
            assert_eq!(tried(expression, text), wanted, "{expression} {text}");
        }
    }
}
