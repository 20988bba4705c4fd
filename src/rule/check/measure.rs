//! `[rule.measure]`: the keys of each kind, and their usual values.

use std::ops::Range;

use toml::Spanned;

use super::{Checker, guard};
use crate::problem::Problem;
use crate::rule::decode::Decoded;
use crate::rule::schema::{RawMeasure, RawRule, Texts};
use crate::rule::{Cue, Mark, Measure, Term, Within};
use crate::say;
use crate::words::Words;

const KINDS: [(&str, &[&str]); 10] = [
    ("length", &["of", "max"]),
    ("stretch", &["of", "within", "max"]),
    ("count", &["of", "terms", "patterns", "within", "min", "per-100", "distinct", "mark"]),
    ("parts", &["of", "part", "max", "mark"]),
    ("share", &["of", "cues", "max"]),
    ("run", &["of", "chars", "min", "known", "min-known"]),
    ("parallel", &["of", "chars", "min"]),
    ("repeat", &["of", "within", "min", "chars"]),
    ("totals", &["of"]),
    ("weigh", &["of", "within", "min", "weights"]),
];
const MARKS: [(&str, Mark); 4] =
    [("each", Mark::Each), ("first", Mark::First), ("beyond", Mark::Beyond), ("all", Mark::All)];

/// The measure that `raw` asks for.
pub(super) fn measure(
    checker: &mut Checker<'_>,
    raw: &Spanned<RawMeasure>,
    read: &Decoded<RawRule>,
) -> Option<Measure> {
    let m = raw.get_ref();
    let Some(of) = &m.of else {
        if !read.is_broken("measure.of") {
            checker.missing_in(raw.span(), "of");
        }
        return None;
    };
    let fitting = checker.choose(of, &KINDS, &say!("量法", "measure"))?;
    checker.fit(&keys(m), fitting, of.get_ref());
    let mut one = One { checker, m, at: raw.span(), read };
    one.of(of.get_ref())
}

fn keys(m: &RawMeasure) -> [(&'static str, Option<Range<usize>>); 14] {
    [
        ("max", m.max.as_ref().map(Spanned::span)),
        ("within", m.within.as_ref().map(Spanned::span)),
        ("terms", m.terms.as_ref().map(Spanned::span)),
        ("patterns", m.patterns.as_ref().map(Spanned::span)),
        ("min", m.min.as_ref().map(Spanned::span)),
        ("per-100", m.per_100.as_ref().map(Spanned::span)),
        ("distinct", m.distinct.as_ref().map(Spanned::span)),
        ("mark", m.mark.as_ref().map(Spanned::span)),
        ("part", m.part.as_ref().map(Spanned::span)),
        ("cues", m.cues.as_ref().map(Spanned::span)),
        ("chars", m.chars.as_ref().map(Spanned::span)),
        ("known", m.known.as_ref().map(Spanned::span)),
        ("min-known", m.min_known.as_ref().map(Spanned::span)),
        ("weights", m.weights.as_ref().map(Spanned::span)),
    ]
}

struct One<'c, 'a> {
    checker: &'c mut Checker<'a>,
    m: &'c RawMeasure,
    at: Range<usize>,
    read: &'c Decoded<RawRule>,
}

impl One<'_, '_> {
    fn of(&mut self, kind: &str) -> Option<Measure> {
        let m = self.m;
        match kind {
            "length" => Some(Measure::Length { max: self.whole_max()? }),
            "stretch" => {
                Some(Measure::Stretch { within: self.clause_or_sentence(Within::Sentence)?, max: self.whole_max()? })
            }
            "weigh" => self.weigh(),
            "count" => self.count(),
            "parts" => {
                let Some(part) = &m.part else {
                    self.missing("part");
                    return None;
                };
                let parts: Vec<_> = guard::PARTS.into_iter().filter(|(name, _)| *name != "body").collect();
                let kind = self.checker.choose(part, &parts, &say!("部分", "part"))?;
                Some(Measure::Parts { kind, max: self.whole_max()?, mark: self.mark(Mark::Beyond) })
            }
            "share" => {
                let Some(cues) = &m.cues else {
                    self.missing("cues");
                    return None;
                };
                let cues = self.checker.list(cues, "cues");
                let max = self.max()?;
                if max > 100.0
                    && let Some(raw) = &m.max
                {
                    let problem =
                        Problem::failure(say!("max 是百分数，不超过 100", "`max` is in per cent, 100 at most"));
                    self.checker.fail(problem.at(self.checker.source, raw.span().into(), Words::default()));
                }
                Some(Measure::Share { cues, max })
            }
            "run" => {
                let known = m.known.as_ref().map(|list| self.checker.all_literals(list.get_ref())).unwrap_or_default();
                if known.is_empty()
                    && let Some(raw) = &m.min_known
                {
                    let problem = Problem::failure(say!("min-known 要和 known 一起写", "`min-known` needs `known`"));
                    self.checker.fail(problem.at(self.checker.source, raw.span().into(), Words::default()));
                }
                let usual = usize::from(!known.is_empty());
                Some(Measure::Run {
                    chars: self.chars(4),
                    min: self.min()?,
                    min_known: m.min_known.as_ref().map_or(usual, |n| *n.get_ref() as usize),
                    known,
                })
            }
            "parallel" => Some(Measure::Parallel { chars: self.chars(2), min: self.min()? }),
            "repeat" => {
                let within = m.within.as_ref().and_then(|text| self.checker.within(text)).unwrap_or(Within::Post);
                Some(Measure::Repeat { within, min: self.min()?, chars: self.chars(2) })
            }
            _ => Some(Measure::Totals),
        }
    }

    fn clause_or_sentence(&mut self, usual: Within) -> Option<Within> {
        let known = [("sentence", Within::Sentence), ("clause", Within::Clause)];
        let Some(text) = &self.m.within else { return Some(usual) };
        self.checker.choose(text, &known, &say!("范围", "stretch"))
    }

    fn weigh(&mut self) -> Option<Measure> {
        let Some(weights) = self.m.weights.as_ref().filter(|w| !w.get_ref().is_empty()) else {
            self.missing("weights");
            return None;
        };
        let (mut words, mut cues) = (Vec::new(), Vec::new());
        for (text, &weight) in weights.get_ref() {
            for cue in self.checker.cues(std::slice::from_ref(text)) {
                match cue {
                    Cue::Literals(literals) => words.extend(literals.into_iter().map(|l| (l, weight))),
                    other => cues.push((vec![other], weight)),
                }
            }
        }
        // Only stretches with one of the wordings are weighed, see the matcher.
        if words.is_empty() {
            let at = self.m.weights.as_ref().map_or(self.at.clone(), Spanned::span);
            let problem = Problem::failure(say!("weights 里没有一条词语", "`weights` holds no wording"));
            let help =
                say!("至少写一条词语；线索只能加减分", "write at least one; cues only add to it or take from it");
            self.checker.fail(problem.at(self.checker.source, at.into(), Words::default()).help(help));
            return None;
        }
        let within = self.clause_or_sentence(Within::Clause)?;
        Some(Measure::Weigh { within, words, cues, min: self.min()? })
    }

    fn count(&mut self) -> Option<Measure> {
        let m = self.m;
        let texts = |list: &Option<Spanned<Texts>>| list.as_ref().map(|l| l.get_ref().clone()).unwrap_or_default();
        let (terms, patterns) = (texts(&m.terms), texts(&m.patterns));
        if terms.is_empty() && patterns.is_empty() {
            self.missing("terms");
            return None;
        }
        let terms: Vec<Term> = terms.iter().filter_map(|text| self.checker.term(text, Vec::new())).collect();
        let patterns: Vec<String> = patterns.iter().filter_map(|text| self.checker.pattern(text, true)).collect();
        let per_100 = m.per_100.as_ref().map_or(0.0, |n| *n.get_ref());
        if let Some(raw) = m.per_100.as_ref().filter(|n| !(n.get_ref().is_finite() && *n.get_ref() >= 0.0)) {
            let problem = Problem::failure(say!("per-100 要是不小于零的数", "`per-100` must be a number from zero up"));
            self.checker.fail(problem.at(self.checker.source, raw.span().into(), Words::default()));
        }
        let within = m.within.as_ref().and_then(|text| self.checker.within(text)).unwrap_or(Within::Post);
        // With a density alone, two are needed: one is nothing.
        let min = if m.min.is_none() && per_100 > 0.0 { 2 } else { self.min()? };
        let distinct = m.distinct.as_ref().map_or(1, |n| (*n.get_ref() as usize).max(1));
        let literals: usize = terms.iter().map(|term| term.literals.len()).sum();
        if patterns.is_empty()
            && distinct > literals
            && let Some(raw) = &m.distinct
        {
            let problem = Problem::failure(say!(
                "distinct 是 {distinct}，可是一共只有 {literals} 种写法",
                "`distinct` is {distinct}, but there are only {literals} literals"
            ));
            self.checker.fail(problem.at(self.checker.source, raw.span().into(), Words::default()));
        }
        Some(Measure::Count { terms, patterns, within, min, per_100, distinct, mark: self.mark(Mark::Each) })
    }

    fn mark(&mut self, usual: Mark) -> Mark {
        let Some(text) = &self.m.mark else { return usual };
        self.checker.choose(text, &MARKS, &say!("标法", "way of marking")).unwrap_or(usual)
    }

    fn chars(&mut self, usual: usize) -> usize {
        let Some(raw) = &self.m.chars else { return usual };
        self.positive(raw, "chars").unwrap_or(usual)
    }

    fn min(&mut self) -> Option<usize> {
        let Some(raw) = &self.m.min else {
            self.missing("min");
            return None;
        };
        self.positive(raw, "min")
    }

    fn positive(&mut self, raw: &Spanned<u32>, key: &str) -> Option<usize> {
        if *raw.get_ref() == 0 {
            let problem = Problem::failure(say!("{key} 要大于零", "`{key}` must be more than zero"));
            self.checker.fail(problem.at(self.checker.source, raw.span().into(), Words::default()));
            return None;
        }
        Some(*raw.get_ref() as usize)
    }

    fn max(&mut self) -> Option<f64> {
        let Some(raw) = &self.m.max else {
            self.missing("max");
            return None;
        };
        let max = *raw.get_ref();
        if max.is_finite() && max >= 0.0 {
            return Some(max);
        }
        let problem = Problem::failure(say!("max 要是不小于零的数", "`max` must be a number from zero up"));
        self.checker.fail(problem.at(self.checker.source, raw.span().into(), Words::default()));
        None
    }

    fn whole_max(&mut self) -> Option<usize> {
        let max = self.max()?;
        if max.fract() == 0.0 && max <= f64::from(u32::MAX) {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number in range")]
            return Some(max as usize);
        }
        if let Some(raw) = &self.m.max {
            let problem = Problem::failure(say!("max 要是整数", "`max` must be a whole number"));
            self.checker.fail(problem.at(self.checker.source, raw.span().into(), Words::default()));
        }
        None
    }

    fn missing(&mut self, key: &str) {
        if !self.read.is_broken(&format!("measure.{key}")) {
            self.checker.missing_in(self.at.clone(), key);
        }
    }
}
