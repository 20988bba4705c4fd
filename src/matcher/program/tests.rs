//! Programs against `regex`: the same matches with the same groups, for all expressions of the built-in pack and for others made to be
//! hard.

use regex_automata::meta::Regex;
use regex_automata::{Anchored, Input};

use crate::matcher::signs::Signed;

use super::{Outcome, Program, Scratch, UNSET};

/// Compare all matches of `expression` in `text`, and those anchored at every place of it.
fn compare(expression: &str, text: &str) {
    let Some(program) = Program::of(expression) else { return };
    let regex = Regex::new(expression).expect("an expression with a program is sound");
    let mut scratch = Scratch::default();
    for (from, _) in text.char_indices() {
        for anchored in [Anchored::Yes, Anchored::No] {
            let mut captures = regex.create_captures();
            regex.search_captures(&Input::new(text).range(from..).anchored(anchored), &mut captures);
            let wanted: Option<Vec<Option<(usize, usize)>>> = captures
                .is_match()
                .then(|| (0..captures.group_len()).map(|i| captures.get_group(i).map(|g| (g.start, g.end))).collect());
            let found = match program.search(text, from, text.len(), anchored.is_anchored(), &mut scratch) {
                Outcome::Unsettled => continue,
                Outcome::None => None,
                Outcome::Match => {
                    let pairs = scratch.slots.chunks_exact(2);
                    Some(pairs.map(|p| (p[1] != UNSET).then_some((p[0], p[1]))).collect())
                }
            };
            assert_eq!(found, wanted, "{expression} from {from} in {text}");
            if anchored == Anchored::No && program.has_pivot() {
                let marks = Signed::of(text).marks;
                let again = program.search_at_marks(text, (from, text.len()), (&marks, 0), &mut scratch);
                assert_eq!(again == Outcome::Match, wanted.is_some(), "{expression} at marks from {from} in {text}");
                let pairs: Vec<_> =
                    scratch.slots.chunks_exact(2).map(|p| (p[1] != UNSET).then_some((p[0], p[1]))).collect();
                assert!(wanted.is_none_or(|wanted| wanted == pairs), "{expression} at marks from {from} in {text}");
            }
        }
    }
}

#[test]
fn a_program_finds_what_regex_finds() {
    for expression in [
        "甲{2,3}乙?",
        "甲{2,3}?乙??",
        "(?:甲乙|甲|乙丙)+丙",
        "(甲|甲乙)(丙|乙丙)?",
        "(?P<a>[甲乙]*?)(?P<b>乙+)$",
        "^(?:甲*乙)*丙",
        "(?m)^乙.*$",
        "(?:甲|)乙",
        "(?:(?:甲|乙)?丙){0,3}",
        "[^甲]{0,4}?丙[^乙]{0,3}甲",
        "(?i)ab|甲",
        r"(?:^|[甲])(?P<at>\p{Han}+)(?:乙|$)",
        r"\d+[\x{1F300}-\x{1FAFF}]",
    ] {
        assert!(Program::of(expression).is_some(), "{expression}");
        for text in
            ["", "甲", "甲甲乙丙", "乙甲乙丙甲甲甲乙乙丙", "丙丙\n乙甲\n", "aB1🔥甲12🚒", "乙乙乙乙乙丙甲丙乙甲"]
        {
            compare(expression, text);
        }
    }
}

#[test]
fn what_has_no_program_is_left_to_regex() {
    for expression in [r"\b甲", "(?:甲*)*", "(?:甲乙丙|丁){5000}", "["] {
        assert!(Program::of(expression).is_none(), "{expression}");
    }
}

#[test]
fn a_search_made_to_be_hard_is_given_up() {
    let program = Program::of("(?:甲|甲乙?)+丙").expect("has a program");
    let text = "甲".repeat(200);
    let outcome = program.search(&text, 0, text.len(), false, &mut Scratch::default());
    assert_eq!(outcome, Outcome::Unsettled);
}

#[test]
fn the_pack_is_read_as_regex_reads_it() {
    let pack = crate::rule::load::builtin();
    let texts: Vec<&str> = pack.rules.iter().flat_map(|r| &r.examples).map(|e| e.text.as_str()).collect();
    for rule in &pack.rules {
        let crate::rule::Matcher::Pattern(pattern) = &rule.matcher else { continue };
        for expression in &pattern.any {
            let own = rule.examples.iter().map(|e| e.text.as_str());
            for text in own.chain(texts.iter().copied().step_by(97)) {
                compare(expression, text);
            }
        }
    }
}
