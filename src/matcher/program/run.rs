//! Running a program over a text.

use super::{Op, Program};

/// Steps allowed for each byte that was searched (where the place is given: that may be read), and steps allowed in any case.
const STEPS_PER_BYTE: usize = 16;
const STEPS: usize = 2000;

/// A slot that took nothing.
pub(in crate::matcher) const UNSET: usize = usize::MAX;

/// What came of a search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::matcher) enum Outcome {
    /// A match; its groups are in the slots.
    Match,
    /// There is none.
    None,
    /// It took too many steps to tell.
    Unsettled,
}

/// Memory for searches, used again and again.
#[derive(Debug, Default)]
pub(in crate::matcher) struct Scratch {
    retreats: Vec<Retreat>,
    /// Start and end of each group, [`UNSET`] where it took nothing.
    pub(in crate::matcher) slots: Vec<usize>,
}

/// Where to go on when a way fails.
#[derive(Debug, Clone, Copy)]
enum Retreat {
    /// At this step and place.
    To { op: u16, at: usize },
    /// At this step, one character before `at`, but not before `least`.
    Shorter { op: u16, at: usize, least: usize },
    /// Behind this step, one more character of its class behind `at`, if so many are `left`.
    Longer { op: u16, at: usize, left: u16 },
    /// Nowhere; but this slot held something else before.
    Restore { slot: u16, was: usize },
}

/// The text whose ends `^` and `$` are, and as much of it as may be read.
struct Frame<'t> {
    text: &'t [u8],
    bytes: &'t [u8],
}

impl Program {
    /// Look for the first match in `text[from..to]`; `anchored`: only right at `from`. `^` and `$` are the ends of `text`.
    pub(in crate::matcher) fn search(
        &self,
        text: &str,
        from: usize,
        to: usize,
        anchored: bool,
        scratch: &mut Scratch,
    ) -> Outcome {
        let frame = Frame { text: text.as_bytes(), bytes: &text.as_bytes()[..to] };
        let bytes = frame.bytes;
        let mut steps = STEPS;
        if anchored {
            steps += (to - from) * STEPS_PER_BYTE;
            return self.run(&frame, from, scratch, &mut steps);
        }
        if self.at_start {
            steps += to * STEPS_PER_BYTE;
            return if from == 0 { self.run(&frame, from, scratch, &mut steps) } else { Outcome::None };
        }
        let mut at = from;
        loop {
            if let Some(first) = self.first {
                let class = &self.classes[usize::from(first)];
                loop {
                    let Some((c, length)) = decode(bytes, at) else { return Outcome::None };
                    if class.holds(c) {
                        break;
                    }
                    at += length;
                    steps += length * STEPS_PER_BYTE;
                }
            }
            match self.run(&frame, at, scratch, &mut steps) {
                Outcome::None => {}
                settled => return settled,
            }
            match decode(bytes, at) {
                Some((_, length)) => {
                    at += length;
                    steps += length * STEPS_PER_BYTE;
                }
                None => return Outcome::None,
            }
        }
    }

    /// Whether [`Program::search_at_marks`] can be used.
    pub(in crate::matcher) fn has_pivot(&self) -> bool {
        self.pivot.is_some() && !self.at_start
    }

    /// Like [`Program::search`], not anchored, given the `marks` of a text in which `text` begins at `base`.
    pub(in crate::matcher) fn search_at_marks(
        &self,
        text: &str,
        (from, to): (usize, usize),
        (marks, base): (&[(usize, u16)], usize),
        scratch: &mut Scratch,
    ) -> Outcome {
        let Some(pivot) = &self.pivot else { return Outcome::Unsettled };
        let frame = Frame { text: text.as_bytes(), bytes: &text.as_bytes()[..to] };
        let mut steps = STEPS;
        if pivot.or_start && from == 0 {
            match self.run(&frame, 0, scratch, &mut steps) {
                Outcome::None => {}
                settled => return settled,
            }
        }
        let first = marks.partition_point(|&(at, _)| at < base + from);
        let mut seen = from;
        for &(at, member) in &marks[first..] {
            let at = at - base;
            if at >= to {
                break;
            }
            if !pivot.marks.holds(member) {
                continue;
            }
            let Some(start) = back(frame.bytes, at, pivot.back, from) else { continue };
            steps += (at - seen) * STEPS_PER_BYTE;
            seen = at;
            match self.run(&frame, start, scratch, &mut steps) {
                Outcome::None => {}
                settled => return settled,
            }
        }
        Outcome::None
    }

    /// Whether the program matches right at `at`.
    fn run(&self, frame: &Frame<'_>, mut at: usize, scratch: &mut Scratch, steps: &mut usize) -> Outcome {
        let Frame { text, bytes } = *frame;
        let Scratch { retreats, slots } = scratch;
        retreats.clear();
        if slots.len() == self.groups() * 2 {
            slots.fill(UNSET);
        } else {
            slots.clear();
            slots.resize(self.groups() * 2, UNSET);
        }
        let mut op = 0_u16;
        loop {
            let Some(left) = steps.checked_sub(1) else { return Outcome::Unsettled };
            *steps = left;
            let fits = match self.ops[usize::from(op)] {
                Op::Literal { start, end } => {
                    let literal = &self.literals.as_bytes()[usize::from(start)..usize::from(end)];
                    let fits = bytes[at..].starts_with(literal);
                    if fits {
                        at += literal.len();
                        op += 1;
                    }
                    fits
                }
                Op::Class(class) => match decode(bytes, at) {
                    Some((c, length)) if self.classes[usize::from(class)].holds(c) => {
                        at += length;
                        op += 1;
                        true
                    }
                    _ => false,
                },
                Op::Run { .. } => {
                    let end = self.run_of_class(bytes, op, at, retreats, steps);
                    at = end.unwrap_or(at);
                    step_if(end.is_some(), &mut op)
                }
                Op::Split { first, second } => {
                    retreats.push(Retreat::To { op: second, at });
                    op = first;
                    true
                }
                Op::Switch(switch) => {
                    let table = &self.switches[usize::from(switch)];
                    let target = decode(bytes, at)
                        .and_then(|(c, _)| table.binary_search_by_key(&c, |&(c, _)| c).ok())
                        .map(|i| table[i].1);
                    op = target.unwrap_or(op);
                    target.is_some()
                }
                Op::Jump(target) => {
                    op = target;
                    true
                }
                Op::Save(slot) => {
                    let was = std::mem::replace(&mut slots[usize::from(slot)], at);
                    if !retreats.is_empty() {
                        retreats.push(Retreat::Restore { slot, was });
                    }
                    op += 1;
                    true
                }
                Op::Start => step_if(at == 0, &mut op),
                Op::End => step_if(at == text.len(), &mut op),
                Op::LineStart => step_if(at == 0 || bytes[at - 1] == b'\n', &mut op),
                Op::LineEnd => step_if(at == text.len() || text[at] == b'\n', &mut op),
                Op::Match => return Outcome::Match,
            };
            if fits {
                continue;
            }
            match self.retreat(bytes, retreats, slots) {
                Some(place) => (op, at) = place,
                None => return Outcome::None,
            }
        }
    }

    /// Take the characters of the class of the step `op` at `at`, and note how to take more or fewer; where that ends.
    #[inline]
    fn run_of_class(
        &self,
        bytes: &[u8],
        op: u16,
        mut at: usize,
        retreats: &mut Vec<Retreat>,
        steps: &mut usize,
    ) -> Option<usize> {
        let Op::Run { class, least, most, greedy } = self.ops[usize::from(op)] else { return None };
        let class = &self.classes[usize::from(class)];
        let fitting = |at: usize| decode(bytes, at).filter(|&(c, _)| class.holds(c)).map(|(_, length)| length);
        for _ in 0..least {
            at += fitting(at)?;
        }
        let start = at;
        if greedy {
            let mut count = least;
            while count < most
                && let Some(length) = fitting(at)
            {
                at += length;
                // Endless runs do not count; the others may not be longer than that many.
                count += u16::from(most != u16::MAX);
            }
            *steps = steps.saturating_sub((at - start) / 8);
            if at > start {
                retreats.push(Retreat::Shorter { op: op + 1, at, least: start });
            }
        } else if least < most {
            let left = if most == u16::MAX { most } else { most - least };
            retreats.push(Retreat::Longer { op, at, left });
        }
        Some(at)
    }

    /// Go back to the last place where there was another way; the step and place to go on with.
    #[inline]
    fn retreat(&self, bytes: &[u8], retreats: &mut Vec<Retreat>, slots: &mut [usize]) -> Option<(u16, usize)> {
        loop {
            match retreats.last_mut()? {
                Retreat::Restore { slot, was } => {
                    slots[usize::from(*slot)] = *was;
                    retreats.pop();
                }
                Retreat::To { op, at } => {
                    let place = (*op, *at);
                    retreats.pop();
                    return Some(place);
                }
                Retreat::Shorter { op, at, least } => {
                    let place = (*op, before(bytes, *at));
                    *at = place.1;
                    if *at <= *least {
                        retreats.pop();
                    }
                    return Some(place);
                }
                Retreat::Longer { op, at, left } => {
                    let length = match self.ops[usize::from(*op)] {
                        Op::Run { class, .. } => decode(bytes, *at)
                            .filter(|&(c, _)| self.classes[usize::from(class)].holds(c))
                            .map(|(_, length)| length),
                        _ => None,
                    };
                    let Some(length) = length else {
                        retreats.pop();
                        continue;
                    };
                    *at += length;
                    *left -= u16::from(*left != u16::MAX);
                    let place = (*op + 1, *at);
                    if *left == 0 {
                        retreats.pop();
                    }
                    return Some(place);
                }
            }
        }
    }
}

fn step_if(fits: bool, op: &mut u16) -> bool {
    *op += u16::from(fits);
    fits
}

/// The character at `at` and its length in bytes; `bytes` are UTF-8 and `at` is a boundary.
#[inline]
fn decode(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    let rest = bytes.get(at..)?;
    let low = |i: usize| rest.get(i).map_or(0, |&b| u32::from(b & 0x3f));
    let (code, length) = match *rest.first()? {
        b @ 0..=0x7f => return Some((char::from(b), 1)),
        b @ 0x80..=0xdf => (u32::from(b & 0x1f) << 6 | low(1), 2),
        b @ 0xe0..=0xef => (u32::from(b & 0x0f) << 12 | low(1) << 6 | low(2), 3),
        b => (u32::from(b & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3), 4),
    };
    char::from_u32(code).map(|c| (c, length))
}

/// The boundary `count` characters before `at`, unless that is before `least`.
fn back(bytes: &[u8], mut at: usize, count: u8, least: usize) -> Option<usize> {
    for _ in 0..count {
        if at <= least {
            return None;
        }
        at = before(bytes, at);
    }
    Some(at)
}

/// The boundary before `at`, which is not the first.
fn before(bytes: &[u8], at: usize) -> usize {
    let mut before = at - 1;
    while bytes[before] & 0xc0 == 0x80 {
        before -= 1;
    }
    before
}
