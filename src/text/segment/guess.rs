//! The part of speech of a word that no dictionary holds, as jieba guesses it.
//!
//! jieba labels the characters of such a word with a hidden Markov model whose states are a place in a word (begin, middle,
//! end, single) and a tag, and takes the tag of the longest word in the most likely labelling. Its model comes with its
//! embedded dictionary only and is parsed from a text of 2.5 MB at the first use; here the same numbers are flat tables made by
//! the build script, and the same sums are made in the same order, so that not even ties fall differently.

include!(concat!(env!("OUT_DIR"), "/guess.rs"));

/// Binds a table the build script wrote: numbers of equal length, little-endian.
macro_rules! table {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/guess.", $name)).as_chunks().0
    };
}

/// The numbers all other tables point to, from 1 on; 0 stands for [`NEVER`].
static VALUES: &[[u8; 8]] = table!("values");
/// For each state: the value of beginning in it.
static START: &[[u8; 2]] = table!("start");
/// For each state, for each state before it: the value of the step.
static STEPS: &[[u8; 2]] = table!("steps");
/// The characters of the model, in order.
static CHARS: &[[u8; 2]] = table!("chars");
/// For each of them: where its row of states begins; one more for the end.
static ROWS: &[[u8; 4]] = table!("rows");
/// The states of the rows, ascending in each.
static ROW_STATES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/guess.row_states"));
/// For each of them: the value of the character in that state.
static ROW_VALUES: &[[u8; 2]] = table!("row_values");

/// The tag of what the model knows nothing of.
const UNKNOWN: &str = "x";

/// The logarithm that jieba takes for the probability 0.
const NEVER: f64 = -3.14e100;

/// The places a state may stand for; a state is a place times 64 plus a tag.
const BEGIN: u8 = 0;
const MIDDLE: u8 = 1;
const END: u8 = 2;
const SINGLE: u8 = 3;

/// The places that may come before each place, in the order in which ties are decided.
const BEFORE: [[u8; 2]; 4] = [[END, SINGLE], [BEGIN, MIDDLE], [BEGIN, MIDDLE], [END, SINGLE]];

/// The tag of `word`, which is in no dictionary.
pub(super) fn guess(word: &str) -> &'static str {
    let (mut letters, mut digits) = (0, 0);
    for byte in word.bytes() {
        letters += u32::from(byte.is_ascii_alphanumeric());
        digits += u32::from(byte.is_ascii_digit());
    }
    match (letters, digits) {
        (0, _) if word.chars().any(is_cjk) => guess_chinese(word),
        (0, _) => UNKNOWN,
        (l, d) if l == d => "m",
        _ => "eng",
    }
}

/// The characters for which jieba asks the model.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2ebef}' | '\u{2f800}'..='\u{2fa1f}')
}

/// A state that can be reached, how likely it is, and the state before it on the best way.
#[derive(Clone, Copy)]
struct Reached {
    state: u8,
    value: f64,
    before: u8,
}

fn guess_chinese(word: &str) -> &'static str {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return UNKNOWN };
    if chars.clone().next().is_none() {
        return guess_single(first);
    }
    // All states reached at each character, one character's behind the other's.
    let mut reached: Vec<Reached> = Vec::new();
    let mut starts = vec![0];
    for (state, value) in row(first) {
        let value = value_at(START[usize::from(state)]) + value;
        if value > NEVER {
            reached.push(Reached { state, value, before: 0 });
        }
    }
    let mut last = 0;
    for c in chars {
        let next = reached.len();
        for (state, value) in row(c) {
            if let Some(best) = best_step(&reached[last..next], state, value) {
                reached.push(best);
            }
        }
        if reached.len() == next {
            return UNKNOWN;
        }
        last = next;
        starts.push(last);
    }
    let ends = |place: u8| reached[last..].iter().filter(move |r| place_of(r.state) == place);
    let mut best: Option<Reached> = None;
    for &r in ends(END).chain(ends(SINGLE)) {
        if best.is_none_or(|b| r.value > b.value) {
            best = Some(r);
        }
    }
    best.map_or(UNKNOWN, |end| longest(word, &path(&reached, &starts, end)))
}

/// The best way into `state`, in which the character has `value`, from the states `before`.
fn best_step(before: &[Reached], state: u8, value: f64) -> Option<Reached> {
    let steps = &STEPS[usize::from(state) << 8..][..256];
    let mut best = Reached { state, value: NEVER, before: 0 };
    for place in BEFORE[usize::from(place_of(state))] {
        let from = before.partition_point(|r| place_of(r.state) < place);
        for r in before[from..].iter().take_while(|r| place_of(r.state) == place) {
            let step = value_at(steps[usize::from(r.state)]);
            if step > NEVER && r.value + step + value > best.value {
                best = Reached { state, value: r.value + step + value, before: r.state };
            }
        }
    }
    (best.value > NEVER).then_some(best)
}

/// The states of the characters on the way that ends in `end`.
fn path(reached: &[Reached], starts: &[usize], end: Reached) -> Vec<u8> {
    let mut path = vec![end.state];
    let mut at = end;
    for pair in starts.windows(2).rev() {
        let states = &reached[pair[0]..pair[1]];
        let Ok(i) = states.binary_search_by_key(&at.before, |r| r.state) else { break };
        at = states[i];
        path.push(at.state);
    }
    path.reverse();
    path
}

/// The tag of the longest word (in bytes, the last of equals) among those the states divide `word` into.
fn longest(word: &str, path: &[u8]) -> &'static str {
    let (mut tag, mut length) = (UNKNOWN, 0);
    let (mut begin, mut divided) = (0, 0);
    for ((i, c), &state) in word.char_indices().zip(path) {
        let end = i + c.len_utf8();
        match place_of(state) {
            BEGIN => begin = i,
            END | SINGLE => {
                let from = if place_of(state) == END { begin } else { i };
                if end - from >= length {
                    (tag, length) = (tag_of(state), end - from);
                }
                divided = end;
            }
            _ => {}
        }
    }
    if divided < word.len() && word.len() - divided >= length { UNKNOWN } else { tag }
}

fn guess_single(c: char) -> &'static str {
    let mut best: Option<(f64, u8)> = None;
    for (state, value) in row(c).filter(|&(state, _)| place_of(state) == SINGLE) {
        let value = value_at(START[usize::from(state)]) + value;
        if value > NEVER && best.is_none_or(|(b, _)| value >= b) {
            best = Some((value, state));
        }
    }
    best.map_or(UNKNOWN, |(_, state)| tag_of(state))
}

/// The states `c` may be in, ascending, and its value in each.
fn row(c: char) -> impl Iterator<Item = (u8, f64)> {
    let index = u16::try_from(u32::from(c))
        .ok()
        .and_then(|c| CHARS.binary_search_by_key(&c, |&known| u16::from_le_bytes(known)).ok());
    let range = index.map_or(0..0, |i| row_start(i)..row_start(i + 1));
    ROW_STATES[range.clone()].iter().zip(&ROW_VALUES[range]).map(|(&state, &value)| (state, value_at(value)))
}

fn row_start(index: usize) -> usize {
    usize::try_from(u32::from_le_bytes(ROWS[index])).unwrap_or(usize::MAX)
}

fn value_at(number: [u8; 2]) -> f64 {
    match usize::from(u16::from_le_bytes(number)).checked_sub(1) {
        Some(i) => f64::from_le_bytes(VALUES[i]),
        None => NEVER,
    }
}

fn place_of(state: u8) -> u8 {
    state >> 6
}

fn tag_of(state: u8) -> &'static str {
    TAGS.get(usize::from(state & 63)).copied().unwrap_or(UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn names_and_places_outside_the_dictionary_get_a_sensible_tag() {
        for (word, tag) in [("张尧", "nr"), ("2024", "m"), ("4.5%", "m"), ("covid-19", "eng"), ("…", "x"), ("", "x")]
        {
            assert_eq!(guess(word), tag, "{word}");
        }
    }

    #[test]
    fn a_very_long_word_is_guessed_in_bounded_memory() {
        assert_eq!(guess(&"\u{20000}".repeat(1_000_000)), "x");
        guess(&"张".repeat(100_000));
    }
}
