//! Regular expressions as small programs over characters.
//!
//! A post is short and an expression is tried at few places of it, so what counts is how fast an expression is ready and how
//! soon it fails. A [`Program`] is made from the syntax tree of `regex-syntax` (by the build script for the built-in pack) and
//! run by backtracking, with the same preference among matches as `regex`. Backtracking is stopped after a number of steps in
//! proportion to the text; then, and for the few constructs that have no program, the caller asks `regex` itself. So every
//! search is linear and no answer differs.

mod compile;
mod run;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::signs::MarkSet;

pub(super) use self::compile::{flat, single};
pub(super) use self::run::{Outcome, Scratch, UNSET};

/// An expression ready to run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Program {
    ops: Vec<Op>,
    /// The literals of [`Op::Literal`], one behind the other.
    literals: String,
    classes: Vec<Class>,
    switches: Vec<Vec<(char, u16)>>,
    /// Names of the groups, by number.
    names: Vec<Option<String>>,
    /// The characters a match may begin with; none where a match may hold no character.
    first: Option<u16>,
    /// Whether a match can only begin where the frame does.
    at_start: bool,
    /// Where matches may be looked for.
    pivot: Option<Pivot>,
}

/// The first character of every match but those before it, where no Chinese character may be it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Pivot {
    marks: MarkSet,
    /// How many characters of the match stand before it.
    back: u8,
    /// Whether there may be none at the start of the frame.
    or_start: bool,
}

/// One step. Targets are indices of steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Op {
    /// These bytes of the literals stand here.
    Literal { start: u16, end: u16 },
    /// A character of a class stands here.
    Class(u16),
    /// Between `least` and `most` characters of a class; as many as possible, or as few. `u16::MAX`: without end.
    Run { class: u16, least: u16, most: u16, greedy: bool },
    /// Go on at `first`; if that fails, at `second`.
    Split { first: u16, second: u16 },
    /// Go on where the table sends the next character.
    Switch(u16),
    /// Go on there.
    Jump(u16),
    /// Note the place in a slot: two for each group.
    Save(u16),
    /// Only at the start of the frame.
    Start,
    /// Only at the end of the frame.
    End,
    /// Only at the start of a line.
    LineStart,
    /// Only at the end of a line.
    LineEnd,
    /// A match.
    Match,
}

impl Program {
    /// The number of the group of that name.
    pub(super) fn group(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n.as_deref() == Some(name))
    }

    /// How many groups there are, the whole match among them.
    pub(super) fn groups(&self) -> usize {
        self.names.len()
    }
}

/// A set of characters.
///
/// Those of the basic plane are found in a table of two levels; blocks of 256 characters that are all in or all out, as nearly
/// all are, share one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(char, char)>", into = "Vec<(char, char)>")]
struct Class {
    ranges: Vec<(char, char)>,
    /// For each high byte of a character: the number of its block.
    index: Box<[u16]>,
    blocks: Vec<[u64; 4]>,
}

const NONE: [u64; 4] = [0; 4];
const ALL: [u64; 4] = [u64::MAX; 4];

impl From<Vec<(char, char)>> for Class {
    /// `ranges` in order, apart from each other.
    fn from(ranges: Vec<(char, char)>) -> Self {
        let mut index = vec![0; 256].into_boxed_slice();
        let mut blocks = vec![NONE, ALL];
        for &(from, to) in &ranges {
            let (from, to) = (from as usize, (to as usize).min(0xffff));
            for high in from >> 8..=to >> 8 {
                if from > to {
                    break;
                }
                let (low, top) = (from.max(high << 8) & 0xff, to.min(high << 8 | 0xff) & 0xff);
                if (low, top) == (0, 0xff) {
                    index[high] = 1;
                    continue;
                }
                if index[high] == 0 {
                    index[high] = u16::try_from(blocks.len()).expect("at most two more than the high bytes");
                    blocks.push(NONE);
                }
                let block = &mut blocks[usize::from(index[high])];
                for bit in low..=top {
                    block[bit >> 6] |= 1 << (bit & 63);
                }
            }
        }
        Self { ranges, index, blocks }
    }
}

impl From<Class> for Vec<(char, char)> {
    fn from(class: Class) -> Self {
        class.ranges
    }
}

impl Class {
    /// Whether `c` is in it.
    #[inline]
    fn holds(&self, c: char) -> bool {
        let code = c as usize;
        match self.index.get(code >> 8) {
            Some(&block) => self.blocks[usize::from(block)][code >> 6 & 3] >> (code & 63) & 1 == 1,
            None => self.ranges.binary_search_by(|&(from, to)| order(c, from, to)).is_ok(),
        }
    }
}

fn order(c: char, from: char, to: char) -> std::cmp::Ordering {
    if to < c {
        std::cmp::Ordering::Less
    } else if from > c {
        std::cmp::Ordering::Greater
    } else {
        std::cmp::Ordering::Equal
    }
}
