//! Regular expressions in packs: folding, compiling, and what is wrong with them in the user's words.
//!
//! Texts are folded before they are searched, so the literal characters of a pattern are folded in the same way; its syntax
//! (`\D`, `\p{Han}`, `(?i)`, group names) is not touched. Matching is linear in the text whatever the pattern; its compiled
//! size is bounded.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use crate::say;
use crate::text::fold::fold_term;

use super::term::Slip;

/// The largest compiled pattern, in bytes.
const LARGEST: usize = 4 << 20;

/// Compile `written`, with its literal characters folded if `folded`.
///
/// # Errors
/// A syntax fault, or a pattern that is too large, or one that matches where nothing stands.
pub fn compile(written: &str, folded: bool) -> Result<Regex, Slip> {
    let whole = 0..written.len();
    // Compiled as written first: the place in the message is then a place the author knows.
    let plain = build(written).map_err(|error| told(written, &error))?;
    let regex = if folded { build(&fold(written)).map_err(|error| told(written, &error))? } else { plain };
    if regex.is_match("") {
        return Err(Slip {
            range: whole,
            message: say!("这条正则什么都没有也算匹配", "this pattern matches where nothing stands"),
            help: Some(say!("把 * 或 ? 换成 +，至少留一个必有的字", "ask for at least one character")),
        });
    }
    Ok(regex)
}

fn build(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(LARGEST).build()
}

/// Fold the literal characters of `pattern`.
#[must_use]
pub fn fold(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern.char_indices().peekable();
    let mut class = 0_usize;
    let mut before = None;
    while let Some((at, sign)) = rest.next() {
        let behind = &pattern[at + sign.len_utf8()..];
        let verbatim = match sign {
            '\\' => escape(behind),
            '(' if class == 0 && behind.starts_with('?') => {
                behind.find([':', ')', '>']).map_or(behind.len(), |i| i + 1)
            }
            '{' if class == 0 => behind.find('}').map_or(0, |i| i + 1),
            '[' if class > 0 && behind.starts_with(':') => behind.find(":]").map_or(0, |i| i + 2),
            _ => usize::MAX,
        };
        if verbatim != usize::MAX {
            out.push(sign);
            out.push_str(&behind[..verbatim]);
            while rest.next_if(|&(i, _)| i <= at + verbatim).is_some() {}
            before = None;
            continue;
        }
        match sign {
            '[' => class += 1,
            ']' => class = class.saturating_sub(1),
            _ => {}
        }
        // The ends of a range keep their order only if they stay what they are; Latin letters do so together.
        let range_end = class > 0 && (before == Some('-') || behind.starts_with('-'));
        before = Some(sign);
        let literal = fold_term(sign.encode_utf8(&mut [0; 4]));
        if sign.is_ascii_punctuation() || (range_end && !literal.is_ascii()) {
            out.push(sign);
        } else if literal.chars().count() == 1 && literal.chars().all(|c| c.is_ascii_punctuation()) {
            out.push('\\');
            out.push_str(&literal);
        } else {
            out.push_str(&literal);
        }
    }
    out
}

/// How many bytes behind a `\` belong to it.
fn escape(behind: &str) -> usize {
    let Some(kind) = behind.chars().next() else { return 0 };
    let one = kind.len_utf8();
    let braced = matches!(kind, 'p' | 'P' | 'x' | 'u' | 'U' | 'b') && behind[one..].starts_with('{');
    match kind {
        _ if braced => behind.find('}').map_or(behind.len(), |i| i + 1),
        'p' | 'P' => one + behind[one..].chars().next().map_or(0, char::len_utf8),
        'x' => behind.len().min(3),
        _ => one,
    }
}

const KNOWN: [(&str, &str); 14] = [
    ("unclosed group", "左括号「(」没有合上"),
    ("unopened group", "右括号「)」没有对应的左括号"),
    ("unclosed character class", "「[」没有合上"),
    ("unrecognized escape sequence", "不认识的 \\ 写法"),
    ("incomplete escape sequence", "「\\」后面缺少字符"),
    ("repetition operator missing expression", "* + ? 前面没有可重复的内容"),
    ("repetition quantifier expects a valid decimal", "{ } 里要写次数"),
    ("unclosed counted repetition", "「{」没有合上"),
    ("invalid repetition count range", "{少,多} 两个数颠倒了"),
    ("invalid character class range", "[ ] 里范围的两端颠倒了"),
    ("look-around", "不支持 (?= (?! (?<= (?<! 这类前后查看"),
    ("backreferences", "不支持 \\1 这类反向引用"),
    ("duplicate capture group name", "组名写了两遍"),
    ("Unicode property not found", "没有这个 \\p{…} 名称"),
];

fn told(pattern: &str, error: &regex::Error) -> Slip {
    let full = error.to_string();
    let reason = full.lines().rev().find_map(|line| line.strip_prefix("error: ")).unwrap_or(&full);
    let message = if let regex::Error::CompiledTooBig(_) = error {
        say!("正则太大", "the pattern is too large")
    } else {
        let zh = KNOWN.iter().find(|(en, _)| reason.contains(en)).map_or(reason, |(_, zh)| zh);
        say!("{zh}", "{reason}")
    };
    Slip {
        range: caret(pattern, &full).unwrap_or(0..pattern.len()),
        message,
        help: Some(say!("正则的写法见 docs.rs/regex；regex 的原话：{reason}", "the syntax is that of docs.rs/regex")),
    }
}

/// The place that regex's own message points at, for a pattern of one line.
fn caret(pattern: &str, message: &str) -> Option<Range<usize>> {
    let mut lines = message.lines().skip_while(|line| line.strip_prefix("    ") != Some(pattern)).skip(1);
    let marks = lines.next()?.strip_prefix("    ")?;
    let skipped = marks.chars().take_while(|&c| c == ' ').count();
    let length = marks.trim().chars().count();
    let at = |n: usize| pattern.char_indices().nth(n).map_or(pattern.len(), |(i, _)| i);
    marks.contains('^').then(|| at(skipped)..at(skipped + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_syntax_of_a_pattern_survives_folding() {
        for pattern in [
            r"\D+\W\S\B",
            r"\p{Han}{2,4}\P{Lu}",
            r"(?<Verb>[一-龥]+)(?i:a)",
            r"[^，。！\]]+?",
            r"\x4E\x{4E00}",
            r"[[:Alpha:]一]",
            r"\\甲",
            "甲|乙",
        ] {
            assert_eq!(fold(pattern), pattern);
            assert!(compile(pattern, true).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn a_broken_pattern_is_told_with_its_place() {
        for (pattern, place, zh) in [
            ("经(查", "(", "左括号"),
            ("经查)", ")", "右括号"),
            ("[甲", "[", "没有合上"),
            ("(?=甲)", "(?=", "不支持"),
            (r"(甲)\1", r"\1", "反向引用"),
            ("*甲", "*", "重复"),
            ("(甲)?", "(甲)?", "什么都没有"),
        ] {
            let slip = compile(pattern, true).expect_err("a broken pattern");
            assert_eq!(&pattern[slip.range.clone()], place, "{pattern}");
            assert!(slip.message.zh.contains(zh), "{pattern}: {}", slip.message.zh);
        }
    }

    #[test]
    fn a_pattern_cannot_grow_without_bound() {
        assert!(compile("(甲{1000}){1000}", true).is_err());
    }
}
