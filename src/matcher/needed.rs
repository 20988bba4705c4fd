//! What a text must hold for a regular expression to match in it.
//!
//! Every match of `(?:取得|收到).{0,4}成效` begins with one of two literals; every match of `.{2}成效` holds one. Such literals go
//! into the shared vocabulary, so that most expressions are never tried on most sentences.

use std::collections::BTreeSet;

use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Hir, HirKind};

use super::program::{flat, single};
use super::signs::{Signs, Wanted};

/// The most literals that may begin the matches of an expression.
const MOST_FIRST: usize = 60;
/// So many may where they are cut to their first characters …
const MOST_CUT: usize = 400;
/// … of which this many are kept.
const CUT: usize = 2;
/// How many characters may stand before the literals.
const MOST_BACK: u8 = 2;
/// The most literals of which one stands inside every match.
const MOST_WITHIN: usize = 150;
/// Beside literals that begin every match, those inside are worth asking for if they have so many bytes: two Chinese characters.
const TELLING: usize = 6;

/// Literals that the matches of an expression need.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Needed {
    /// One of these begins every match.
    pub(super) first: Option<Vec<String>>,
    /// So many characters of every match stand before that literal.
    pub(super) back: u8,
    /// One of these stands in every match; beside `first` only where they say more.
    pub(super) within: Option<Vec<String>>,
    /// Of each of these, a member stands in every match; looked for only where nothing begins every match.
    pub(super) signs: Vec<Wanted>,
}

impl Needed {
    /// What the expression `source` needs, of which a match that is tried at its first literal is at most `reach` bytes long;
    /// nothing where it needs no literal, or cannot be read.
    pub(super) fn of(source: &str, reach: usize) -> Self {
        let Ok(hir) = regex_syntax::parse(source) else { return Self::default() };
        let anchored = hir.properties().look_set_prefix().contains_anchor();
        let (first, back) = if anchored {
            (None, 0)
        } else {
            let short = hir.properties().maximum_len().is_some_and(|longest| longest <= reach);
            match first(&hir, MOST_FIRST) {
                None if short => behind(&hir),
                first => (first, 0),
            }
        };
        let inner = within(&hir);
        let within = match &first {
            None => inner,
            Some(first) => inner.filter(|inner| shortest(inner) >= TELLING && shortest(inner) > shortest(first)),
        };
        let signs = if first.is_none() { Signs::needed_by(&hir) } else { Vec::new() };
        Self { first, back, within, signs }
    }
}

fn shortest(set: &[String]) -> usize {
    set.iter().map(String::len).min().unwrap_or(0)
}

fn first(hir: &Hir, most: usize) -> Option<Vec<String>> {
    let seq = Extractor::new().kind(ExtractKind::Prefix).limit_total(most).extract(hir);
    let literals: Option<Vec<String>> = seq
        .literals()?
        .iter()
        .map(|l| std::str::from_utf8(l.as_bytes()).ok().filter(|t| !t.is_empty()).map(str::to_owned))
        .collect();
    literals.filter(|l| !l.is_empty())
}

/// The literals behind the first few characters, or the first characters of very many literals. An expression without such
/// a set is searched for in whole sentences, so this is only for those whose matches are not longer than those that are tried
/// at their first literal.
fn behind(hir: &Hir) -> (Option<Vec<String>>, u8) {
    let items = flat(hir);
    for (i, back) in (1..items.len()).zip(1..=MOST_BACK) {
        if single(items[i - 1]).is_none() {
            break;
        }
        let tail = Hir::concat(items[i..].iter().map(|&item| item.clone()).collect());
        if let Some(literals) = first(&tail, MOST_FIRST) {
            return (Some(literals), back);
        }
    }
    let cut = first(hir, MOST_CUT).map(|literals| {
        let cut: BTreeSet<String> = literals.into_iter().map(|literal| literal.chars().take(CUT).collect()).collect();
        cut.into_iter().collect()
    });
    (cut, 0)
}

/// The best set of which a member stands in every match: the one whose shortest literal is longest, then the smallest.
fn within(hir: &Hir) -> Option<Vec<String>> {
    let inner = match hir.kind() {
        HirKind::Capture(capture) => vec![within(&capture.sub)],
        HirKind::Repetition(repeated) if repeated.min > 0 => vec![within(&repeated.sub)],
        HirKind::Concat(parts) => {
            // What begins any tail of the expression stands in every match.
            let tails = (1..parts.len()).map(|i| first(&Hir::concat(parts[i..].to_vec()), MOST_WITHIN));
            tails.chain(parts.iter().map(within)).collect()
        }
        HirKind::Alternation(branches) => {
            let all: Option<Vec<_>> = branches.iter().map(within).collect();
            vec![all.map(|sets| sets.into_iter().flatten().collect())]
        }
        _ => Vec::new(),
    };
    inner
        .into_iter()
        .chain([first(hir, MOST_WITHIN)])
        .flatten()
        .filter(|set| set.len() <= MOST_WITHIN)
        .max_by(|a, b| shortest(a).cmp(&shortest(b)).then(b.len().cmp(&a.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|t| (*t).to_owned()).collect()
    }

    fn of(source: &str) -> Needed {
        Needed::of(source, 600)
    }

    #[test]
    fn what_begins_every_match_is_known() {
        assert_eq!(of("(?:取得|收到).{0,4}成效").first, Some(owned(&["取得", "收到"])));
        assert!(of("(?:取得)?成效").first.expect("literals").contains(&"成效".to_owned()));
        let many: Vec<String> = ('一'..='龥').take(70).map(|c| format!("{c}得成")).collect();
        let cut = of(&many.join("|")).first.expect("cut to their first characters");
        assert!(cut.len() == 70 && cut.contains(&"一得".to_owned()), "{cut:?}");
        let behind = of(".{2}成效");
        assert_eq!((behind.first, behind.back), (Some(owned(&["成效"])), 2));
        assert_eq!(of(".{1,2}成效").first, None);
        assert_eq!(of("^成效").first, None);
        assert_eq!(of("["), Needed::default());
    }

    #[test]
    fn what_stands_in_every_match_is_known() {
        assert_eq!(of(".{1,2}成效").within, Some(owned(&["成效"])));
        assert_eq!(of("[^，]{1,6}(?:不被|才怪)+").within, Some(owned(&["不被", "才怪"])));
        assert_eq!(of("(?:.甲乙|丙丁.)").within, Some(owned(&["甲乙", "丙丁"])));
        assert_eq!(of("(?:是|为).{0,4}临时工").within, Some(owned(&["临时工"])));
        assert_eq!(of("(?:是|为).{0,4}人").within, None);
        assert_eq!(of(".{2}(?:成效)?").within, None);
        assert_eq!(of(".(?:甲乙|.)").within, None);
    }
}
