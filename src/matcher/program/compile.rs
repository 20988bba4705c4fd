//! From the syntax tree of an expression to its program.

use std::collections::BTreeMap;

use regex_syntax::hir::{self, Hir, HirKind, Look};

use super::{Class, Op, Pivot, Program};
use crate::matcher::signs::MarkSet;

/// The longest program; a longer one is left to `regex`.
const LONGEST: usize = 6000;
/// An alternative that may begin with more characters than this is tried without looking ahead.
const MOST_FIRST: usize = 64;
/// How far behind the start of a match a pivot may stand, in characters.
const MOST_BACK: u8 = 3;
/// Stands for “without end”.
const ENDLESS: u16 = u16::MAX;

impl Program {
    /// The program of the expression `source`; none if it cannot be read or uses what has no program: word boundaries, endless
    /// repetition of what may be empty, single bytes, too great a size.
    pub(in crate::matcher) fn of(source: &str) -> Option<Self> {
        let hir = regex_syntax::parse(source).ok()?;
        let mut compiler = Compiler::default();
        compiler.names.push(None);
        let first = first(&hir).filter(|first| !first.empty).map(|first| compiler.class(&first.chars));
        compiler.emit(Op::Save(0))?;
        compiler.compile(&hir)?;
        compiler.emit(Op::Save(1))?;
        compiler.emit(Op::Match)?;
        let Compiler { ops, literals, classes, switches, names } = compiler;
        let classes = classes.into_iter().map(Class::from).collect();
        let at_start = hir.properties().look_set_prefix().contains(Look::Start);
        Some(Self { ops, literals, classes, switches, names, first: first.flatten(), at_start, pivot: pivot(&hir) })
    }
}

#[derive(Default)]
struct Compiler {
    ops: Vec<Op>,
    literals: String,
    classes: Vec<Vec<(char, char)>>,
    switches: Vec<Vec<(char, u16)>>,
    names: Vec<Option<String>>,
}

impl Compiler {
    fn here(&self) -> Option<u16> {
        u16::try_from(self.ops.len()).ok()
    }

    fn emit(&mut self, op: Op) -> Option<usize> {
        self.ops.push(op);
        (self.ops.len() <= LONGEST).then(|| self.ops.len() - 1)
    }

    fn class(&mut self, class: &hir::ClassUnicode) -> Option<u16> {
        let ranges: Vec<(char, char)> = class.iter().map(|r| (r.start(), r.end())).collect();
        let index = self.classes.iter().position(|c| *c == ranges).unwrap_or_else(|| {
            self.classes.push(ranges);
            self.classes.len() - 1
        });
        u16::try_from(index).ok()
    }

    fn compile(&mut self, hir: &Hir) -> Option<()> {
        match hir.kind() {
            HirKind::Empty => {}
            HirKind::Literal(literal) => {
                let text = std::str::from_utf8(&literal.0).ok()?;
                let start = u16::try_from(self.literals.len()).ok()?;
                self.literals.push_str(text);
                let end = u16::try_from(self.literals.len()).ok()?;
                self.emit(Op::Literal { start, end })?;
            }
            HirKind::Class(class) => {
                let class = self.class(&unicode(class)?)?;
                self.emit(Op::Class(class))?;
            }
            HirKind::Look(look) => {
                self.emit(match look {
                    Look::Start => Op::Start,
                    Look::End => Op::End,
                    Look::StartLF => Op::LineStart,
                    Look::EndLF => Op::LineEnd,
                    _ => return None,
                })?;
            }
            HirKind::Repetition(repetition) => self.repeat(repetition)?,
            HirKind::Capture(capture) => {
                let number = u16::try_from(capture.index).ok()?;
                self.emit(Op::Save(number.checked_mul(2)?))?;
                let index = usize::from(number);
                if self.names.len() <= index {
                    self.names.resize(index + 1, None);
                }
                self.names[index] = capture.name.as_deref().map(str::to_owned);
                self.compile(&capture.sub)?;
                self.emit(Op::Save(number * 2 + 1))?;
            }
            HirKind::Concat(parts) => parts.iter().try_for_each(|part| self.compile(part))?,
            HirKind::Alternation(branches) => self.choose(branches)?,
        }
        Some(())
    }

    fn repeat(&mut self, repetition: &hir::Repetition) -> Option<()> {
        let hir::Repetition { min, max, greedy, ref sub } = *repetition;
        if let Some(class) = single(sub) {
            let least = u16::try_from(min).ok()?;
            let most = max.map_or(Some(ENDLESS), |max| u16::try_from(max).ok().filter(|&m| m < ENDLESS))?;
            let class = self.class(&class)?;
            self.emit(Op::Run { class, least, most, greedy })?;
            return Some(());
        }
        for _ in 0..min {
            self.compile(sub)?;
        }
        let Some(max) = max else {
            // Backtracking would go round without moving.
            if sub.properties().minimum_len().is_none_or(|length| length == 0) {
                return None;
            }
            let split = self.emit(Op::Match)?;
            self.compile(sub)?;
            self.emit(Op::Jump(u16::try_from(split).ok()?))?;
            return self.split(split, greedy);
        };
        let mut splits = Vec::new();
        for _ in min..max {
            splits.push(self.emit(Op::Match)?);
            self.compile(sub)?;
        }
        splits.into_iter().try_for_each(|split| self.split(split, greedy))
    }

    /// Make the step at `at` one that goes on with the next step or leaves for what comes now.
    fn split(&mut self, at: usize, greedy: bool) -> Option<()> {
        let (inside, outside) = (u16::try_from(at + 1).ok()?, self.here()?);
        let (first, second) = if greedy { (inside, outside) } else { (outside, inside) };
        self.ops[at] = Op::Split { first, second };
        Some(())
    }

    /// Alternatives in order of preference. Where the next character tells which of them can match, only those are tried.
    fn choose(&mut self, branches: &[Hir]) -> Option<()> {
        let Some(table) = dispatch(branches) else {
            let (last, others) = branches.split_last()?;
            let mut jumps = Vec::new();
            for branch in others {
                let split = self.emit(Op::Match)?;
                self.compile(branch)?;
                jumps.push(self.emit(Op::Match)?);
                self.split(split, true)?;
            }
            self.compile(last)?;
            return self.join(jumps);
        };
        let switch = u16::try_from(self.switches.len()).ok()?;
        self.switches.push(Vec::new());
        self.emit(Op::Switch(switch))?;
        let (mut starts, mut jumps) = (Vec::new(), Vec::new());
        for branch in branches {
            starts.push(self.here()?);
            self.compile(branch)?;
            jumps.push(self.emit(Op::Match)?);
        }
        let mut chains: BTreeMap<Vec<usize>, u16> = BTreeMap::new();
        let mut targets = Vec::with_capacity(table.len());
        for (c, fitting) in table {
            let target = match (fitting.as_slice(), chains.get(&fitting)) {
                (&[only], _) => starts[only],
                (_, Some(&chain)) => chain,
                (list, None) => {
                    let chain = self.here()?;
                    for (i, &branch) in list.iter().enumerate() {
                        if i + 1 < list.len() {
                            let second = self.here()? + 1;
                            self.emit(Op::Split { first: starts[branch], second })?;
                        } else {
                            self.emit(Op::Jump(starts[branch]))?;
                        }
                    }
                    chains.insert(fitting, chain);
                    chain
                }
            };
            targets.push((c, target));
        }
        self.switches[usize::from(switch)] = targets;
        self.join(jumps)
    }

    /// Make the steps at `jumps` lead here.
    fn join(&mut self, jumps: Vec<usize>) -> Option<()> {
        let here = self.here()?;
        for jump in jumps {
            self.ops[jump] = Op::Jump(here);
        }
        Some(())
    }
}

/// For each character that a branch may begin with, in order: the branches that may.
fn dispatch(branches: &[Hir]) -> Option<BTreeMap<char, Vec<usize>>> {
    let mut table: BTreeMap<char, Vec<usize>> = BTreeMap::new();
    for (i, branch) in branches.iter().enumerate() {
        let first = first(branch).filter(|first| !first.empty)?;
        let count: usize = first.chars.iter().map(hir::ClassUnicodeRange::len).sum();
        if count > MOST_FIRST {
            return None;
        }
        for c in first.chars.iter().flat_map(|r| r.start()..=r.end()) {
            table.entry(c).or_default().push(i);
        }
    }
    Some(table)
}

/// What a match of an expression may begin with.
struct First {
    chars: hir::ClassUnicode,
    /// Whether it may hold no character at all.
    empty: bool,
}

fn first(hir: &Hir) -> Option<First> {
    let nothing = || First { chars: hir::ClassUnicode::empty(), empty: true };
    Some(match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => nothing(),
        HirKind::Literal(literal) => {
            let c = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
            First { chars: hir::ClassUnicode::new([hir::ClassUnicodeRange::new(c, c)]), empty: false }
        }
        HirKind::Class(class) => First { chars: unicode(class)?, empty: false },
        HirKind::Repetition(repetition) => {
            let sub = first(&repetition.sub)?;
            First { empty: sub.empty || repetition.min == 0, ..sub }
        }
        HirKind::Capture(capture) => first(&capture.sub)?,
        HirKind::Concat(parts) => {
            let mut all = nothing();
            for part in parts {
                let next = first(part)?;
                all.chars.union(&next.chars);
                if !next.empty {
                    all.empty = false;
                    break;
                }
            }
            all
        }
        HirKind::Alternation(branches) => {
            let mut all = First { empty: false, ..nothing() };
            for branch in branches {
                let next = first(branch)?;
                all.chars.union(&next.chars);
                all.empty |= next.empty;
            }
            all
        }
    })
}

/// Where every match has a character that is not Chinese, at most [`MOST_BACK`] characters behind its start; of several places
/// the one for which the fewest characters will do.
fn pivot(hir: &Hir) -> Option<Pivot> {
    let items = flat(hir);
    let mut best: Option<Pivot> = None;
    let (mut back, mut or_start) = (0, false);
    for (i, item) in items.iter().enumerate() {
        let tail = first(&Hir::concat(items[i..].iter().map(|&h| h.clone()).collect()))?;
        if !tail.empty
            && let Some(marks) = MarkSet::of(&tail.chars)
            && best.as_ref().is_none_or(|best| marks.len() < best.marks.len())
        {
            best = Some(Pivot { marks, back, or_start });
        }
        if let Some(marks) = start_or_one(item)
            && i == 0
        {
            or_start = true;
            best = MarkSet::of(&marks).map(|marks| Pivot { marks, back, or_start });
        } else if single(item).is_none() {
            break;
        }
        back += 1;
        if back > MOST_BACK {
            break;
        }
    }
    best
}

/// The parts of a sequence, without its groups, and what is repeated a few times so often.
pub(in crate::matcher) fn flat(hir: &Hir) -> Vec<&Hir> {
    match hir.kind() {
        HirKind::Concat(parts) => parts.iter().flat_map(flat).collect(),
        HirKind::Capture(capture) => flat(&capture.sub),
        HirKind::Repetition(same) if same.max == Some(same.min) && same.min <= u32::from(MOST_BACK) => {
            (0..same.min).flat_map(|_| flat(&same.sub)).collect()
        }
        _ => vec![hir],
    }
}

/// The characters of `(?:^|[。！])`.
fn start_or_one(hir: &Hir) -> Option<hir::ClassUnicode> {
    let HirKind::Alternation(branches) = hir.kind() else { return None };
    let mut all = hir::ClassUnicode::empty();
    for branch in branches {
        if !matches!(branch.kind(), HirKind::Look(Look::Start)) {
            all.union(&single(branch)?);
        }
    }
    Some(all)
}

/// The characters of an expression that always matches exactly one.
pub(in crate::matcher) fn single(hir: &Hir) -> Option<hir::ClassUnicode> {
    match hir.kind() {
        HirKind::Class(class) => unicode(class),
        HirKind::Literal(literal) => {
            let mut chars = std::str::from_utf8(&literal.0).ok()?.chars();
            let (Some(c), None) = (chars.next(), chars.next()) else { return None };
            Some(hir::ClassUnicode::new([hir::ClassUnicodeRange::new(c, c)]))
        }
        _ => None,
    }
}

fn unicode(class: &hir::Class) -> Option<hir::ClassUnicode> {
    match class {
        hir::Class::Unicode(class) => Some(class.clone()),
        hir::Class::Bytes(class) => class.to_unicode_class(),
    }
}
