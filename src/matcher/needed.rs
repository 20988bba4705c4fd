//! What a text must hold for a regular expression to match in it.
//!
//! Every match of `(?:取得|收到).{0,4}成效` begins with one of two literals; every match of `.{2}成效` holds one. Such literals go
//! into the shared vocabulary, so that most expressions are never tried on most sentences.

use regex_syntax::hir::literal::{ExtractKind, Extractor};
use regex_syntax::hir::{Hir, HirKind};

use super::signs::{Signs, Wanted};

/// The most literals worth putting into the vocabulary for one expression: more of them cost more at the start than their
/// greater length saves on a post.
const MOST: usize = 60;

/// Literals that the matches of an expression need.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Needed {
    /// One of these begins every match.
    pub(super) first: Option<Vec<String>>,
    /// One of these stands in every match; looked for only where nothing begins every match.
    pub(super) within: Option<Vec<String>>,
    /// Of each of these, a member stands in every match; looked for only where nothing begins every match.
    pub(super) signs: Vec<Wanted>,
}

impl Needed {
    /// What the expression `source` needs; nothing where it needs no literal, or cannot be read.
    pub(super) fn of(source: &str) -> Self {
        let Ok(hir) = regex_syntax::parse(source) else { return Self::default() };
        let anchored = hir.properties().look_set_prefix().contains_anchor();
        let first = if anchored { None } else { first(&hir) };
        let within = if first.is_none() { within(&hir) } else { None };
        let signs = if first.is_none() { Signs::needed_by(&hir) } else { Vec::new() };
        Self { first, within, signs }
    }
}

fn first(hir: &Hir) -> Option<Vec<String>> {
    let seq = Extractor::new().kind(ExtractKind::Prefix).limit_total(MOST).extract(hir);
    let literals: Option<Vec<String>> = seq
        .literals()?
        .iter()
        .map(|l| std::str::from_utf8(l.as_bytes()).ok().filter(|t| !t.is_empty()).map(str::to_owned))
        .collect();
    literals.filter(|l| !l.is_empty())
}

/// The best set of which a member stands in every match: the one whose shortest literal is longest, then the smallest.
fn within(hir: &Hir) -> Option<Vec<String>> {
    let inner = match hir.kind() {
        HirKind::Capture(capture) => vec![within(&capture.sub)],
        HirKind::Repetition(repeated) if repeated.min > 0 => vec![within(&repeated.sub)],
        HirKind::Concat(parts) => {
            // What begins any tail of the expression stands in every match.
            let tails = (1..parts.len()).map(|i| first(&Hir::concat(parts[i..].to_vec())));
            tails.chain(parts.iter().map(within)).collect()
        }
        HirKind::Alternation(branches) => {
            let all: Option<Vec<_>> = branches.iter().map(within).collect();
            vec![all.map(|sets| sets.into_iter().flatten().collect())]
        }
        _ => Vec::new(),
    };
    let shortest = |set: &Vec<String>| set.iter().map(String::len).min().unwrap_or(0);
    inner
        .into_iter()
        .chain([first(hir)])
        .flatten()
        .filter(|set| set.len() <= MOST)
        .max_by(|a, b| shortest(a).cmp(&shortest(b)).then(b.len().cmp(&a.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|t| (*t).to_owned()).collect()
    }

    #[test]
    fn what_begins_every_match_is_known() {
        assert_eq!(Needed::of("(?:取得|收到).{0,4}成效").first, Some(owned(&["取得", "收到"])));
        assert!(Needed::of("(?:取得)?成效").first.expect("literals").contains(&"成效".to_owned()));
        assert_eq!(Needed::of(".{2}成效").first, None);
        assert_eq!(Needed::of("^成效").first, None);
        assert_eq!(Needed::of("["), Needed::default());
    }

    #[test]
    fn what_stands_in_every_match_is_known() {
        assert_eq!(Needed::of(".{2}成效").within, Some(owned(&["成效"])));
        assert_eq!(Needed::of("[^，]{1,6}(?:不被|才怪)+").within, Some(owned(&["不被", "才怪"])));
        assert_eq!(Needed::of("(?:.甲乙|丙丁.)").within, Some(owned(&["甲乙", "丙丁"])));
        assert_eq!(Needed::of(".{2}(?:成效)?").within, None);
        assert_eq!(Needed::of(".(?:甲乙|.)").within, None);
    }
}
