//! Many literals at once: a double-array trie over characters, which is stored as it is and copied to be used.
//!
//! From every place of a text the trie is walked as far as it goes: hardly two steps in Chinese text, and never more than the
//! longest literal has, so the work is linear. An automaton would save those steps, and cost more to load than a post takes.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

/// A set of literals.
#[derive(Serialize, Deserialize)]
pub(super) struct Trie {
    /// For each character of the basic plane its code, two bytes, little-endian; 0 where no literal has it.
    #[serde(with = "super::packed")]
    codes: Vec<u8>,
    /// The codes of the characters beyond.
    beyond: Vec<(char, u32)>,
    /// Nodes of three little-endian numbers: where the children begin (each stands its code behind that), the number of the
    /// parent plus 1, and the number of the literal that ends here plus 1. The root is the first; 0 stands for none.
    #[serde(with = "super::packed")]
    nodes: Vec<u8>,
}

type Node = [[u8; 4]; 3];

impl Trie {
    /// A trie of `literals`, which are distinct and not empty; each is known by its number in the list.
    pub(super) fn new(literals: &[&str]) -> Self {
        let mut counts: BTreeMap<char, usize> = BTreeMap::new();
        for c in literals.iter().flat_map(|literal| literal.chars()) {
            *counts.entry(c).or_default() += 1;
        }
        // Frequent characters stand close together, so that the arrays are dense; those of the basic plane have codes of two bytes.
        let mut chars: Vec<(char, usize)> = counts.into_iter().collect();
        chars.sort_by_key(|&(c, count)| (c > '\u{ffff}', std::cmp::Reverse(count), c));
        let code_of: BTreeMap<char, u32> = chars.into_iter().map(|(c, _)| c).zip(1..).collect();

        let mut children: Vec<BTreeMap<u32, usize>> = vec![BTreeMap::new()];
        let mut ends = vec![0];
        for (literal, number) in literals.iter().zip(1u32..) {
            let mut node = 0;
            for c in literal.chars() {
                let next = children.len();
                node = *children[node].entry(code_of[&c]).or_insert(next);
                if node == next {
                    children.push(BTreeMap::new());
                    ends.push(0);
                }
            }
            ends[node] = number;
        }
        let mut codes = vec![0; 0x2_0000];
        let mut beyond = Vec::new();
        for (c, code) in code_of {
            match codes.as_chunks_mut().0.get_mut(c as usize) {
                Some(slot) => *slot = u16::try_from(code).expect("the plane has fewer characters").to_le_bytes(),
                None => beyond.push((c, code)),
            }
        }
        Self { codes, beyond, nodes: arrange(&children, &ends) }
    }

    /// Call `found` with start, end and number of every literal at every place of `text`, by start, then by end.
    pub(super) fn each(&self, text: &str, mut found: impl FnMut(usize, usize, usize)) {
        let nodes: &[Node] = self.nodes.as_chunks::<4>().0.as_chunks().0;
        let number = |bytes: [u8; 4]| u32::from_le_bytes(bytes) as usize;
        for (start, _) in text.char_indices() {
            let (mut at, mut end) = (0, start);
            for c in text[start..].chars() {
                let code = self.code(c);
                if code == 0 {
                    break;
                }
                let next = number(nodes[at][0]) + code;
                let Some(&[_, parent, literal]) = nodes.get(next) else { break };
                if number(parent) != at + 1 {
                    break;
                }
                (at, end) = (next, end + c.len_utf8());
                if let Some(literal) = number(literal).checked_sub(1) {
                    found(start, end, literal);
                }
            }
        }
    }

    #[inline]
    fn code(&self, c: char) -> usize {
        match self.codes.as_chunks().0.get(c as usize) {
            Some(&code) => usize::from(u16::from_le_bytes(code)),
            None => self.beyond.binary_search_by_key(&c, |&(c, _)| c).map_or(0, |i| self.beyond[i].1 as usize),
        }
    }
}

/// The nodes of a trie in their places: those of one parent as far apart as their codes are, in gaps that others left.
fn arrange(children: &[BTreeMap<u32, usize>], ends: &[u32]) -> Vec<u8> {
    let mut nodes = vec![[0u32; 3]];
    let mut first_free = 1;
    let mut next = VecDeque::from([(0, 0)]);
    while let Some((node, place)) = next.pop_front() {
        nodes[place][2] = ends[node];
        let codes = &children[node];
        let Some(&least) = codes.keys().next() else { continue };
        while nodes.get(first_free).is_some_and(|n| n[1] != 0) {
            first_free += 1;
        }
        let mut slot = first_free.max(least as usize);
        let is_free = |slot: usize, nodes: &[[u32; 3]]| nodes.get(slot).is_none_or(|n| n[1] == 0);
        let fits =
            |slot: usize, nodes: &[[u32; 3]]| codes.keys().all(|code| is_free(slot + (code - least) as usize, nodes));
        while !fits(slot, &nodes) {
            slot += 1;
        }
        let base = slot - least as usize;
        nodes[place][0] = u32::try_from(base).expect("fewer nodes than a number can count");
        for (&code, &child) in codes {
            let at = base + code as usize;
            if nodes.len() <= at {
                nodes.resize(at + 1, [0; 3]);
            }
            nodes[at][1] = u32::try_from(place + 1).expect("fewer nodes than a number can count");
            next.push_back((child, at));
        }
    }
    nodes.into_iter().flatten().flat_map(u32::to_le_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_literal_is_found_at_every_place() {
        let literals = ["甲", "甲乙", "乙丙", "丙", "甲乙丙丁", "🚒火", "ab", "火"];
        let trie = Trie::new(&literals);
        for text in ["", "甲乙丙丁甲乙", "🚒火🚒", "xabab", "丁丁", "甲甲乙乙丙丙🚒"] {
            let mut found = Vec::new();
            trie.each(text, |start, end, literal| found.push((start, end, literal)));
            let mut wanted: Vec<(usize, usize, usize)> = Vec::new();
            for (i, literal) in literals.iter().enumerate() {
                for (start, _) in text.char_indices().filter(|&(start, _)| text[start..].starts_with(literal)) {
                    wanted.push((start, start + literal.len(), i));
                }
            }
            wanted.sort_unstable();
            assert_eq!(found, wanted, "{text}");
        }
        Trie::new(&[]).each("甲", |_, _, _| panic!("nothing to find"));
    }
}
