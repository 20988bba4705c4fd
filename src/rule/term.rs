//! Wordings: literals with a little syntax, `取得(了)?(显著|明显)(成效|成果)`.
//!
//! `(甲|乙)` stands for either, `(甲)?` may be left out, both may be nested, and `\` before an ASCII sign takes it for
//! itself. A wording is expanded at once into every literal it stands for, folded as texts are folded. How many there are is
//! counted before any is made, so that a short wording cannot ask for more than [`MOST_LITERALS`].

use std::collections::HashSet;
use std::ops::Range;

use crate::say;
use crate::text::fold::fold_term;
use crate::words::Words;

/// The most literals a wording may stand for.
pub const MOST_LITERALS: usize = 500;

/// The longest wording, in bytes.
const LONGEST: usize = 2000;
/// The deepest nesting of brackets.
const DEEPEST: usize = 16;

/// What a wording stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// Every literal, folded, each once, in the order of writing; never empty.
    pub literals: Vec<String>,
    /// The first literal that the wording spells twice.
    pub twice: Option<String>,
    /// Something that is allowed and probably not meant.
    pub doubt: Option<Slip>,
}

/// A fault in a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slip {
    /// Bytes of the wording.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: Words,
    /// What to do about it.
    pub help: Option<Words>,
}

/// Every literal that `wording` stands for.
///
/// # Errors
/// The first fault: unbalanced or empty brackets, `?` or `|` outside of brackets, an unknown escape, nothing at all, or more
/// than [`MOST_LITERALS`] literals.
pub fn expand(wording: &str) -> Result<Expansion, Slip> {
    let whole = 0..wording.len();
    if wording.trim().is_empty() {
        return Err(slip(whole, say!("词语是空的", "the wording is empty"), None));
    }
    if wording.len() > LONGEST {
        return Err(slip(whole, say!("词语太长", "the wording is too long"), None));
    }
    let mut parser = Parser { wording, at: 0, depth: 0 };
    let nodes = parser.sequence()?;
    if let Some(sign) = parser.peek() {
        let range = parser.at..parser.at + sign.len_utf8();
        return Err(if sign == ')' {
            slip(range, say!("右括号「)」没有对应的左括号", "`)` closes nothing"), Some(escape_help(')')))
        } else {
            slip(
                range,
                say!("「|」要写在括号里", "`|` stands outside of brackets"),
                Some(say!("写成 (甲|乙)，或分成两条词语", "write (a|b), or two wordings")),
            )
        });
    }
    let count = count(&nodes);
    if count > MOST_LITERALS {
        let count = if count == usize::MAX { String::from("…") } else { count.to_string() };
        return Err(slip(
            whole,
            say!(
                "这条词语展开有 {count} 种写法，最多 {MOST_LITERALS} 种",
                "the wording stands for {count} literals; {MOST_LITERALS} is the most"
            ),
            Some(say!("拆成几条，或改用 [rule.pattern]", "divide it, or use [rule.pattern]")),
        ));
    }
    let mut seen = HashSet::new();
    let mut twice = None;
    let mut literals = Vec::with_capacity(count);
    for literal in spell(&nodes) {
        if literal.is_empty() {
            return Err(slip(
                whole,
                say!("这条词语可以什么都不剩", "the wording may stand for nothing at all"),
                Some(say!("至少留一个字不加「?」", "leave at least one character without `?`")),
            ));
        }
        let literal = fold_term(&literal);
        if seen.insert(literal.clone()) {
            literals.push(literal);
        } else {
            twice.get_or_insert(literal);
        }
    }
    Ok(Expansion { literals, twice, doubt: doubt(wording) })
}

enum Node {
    Text(String),
    Choice(Vec<Vec<Node>>),
}

struct Parser<'w> {
    wording: &'w str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.wording[self.at..].chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let there = self.peek() == Some(wanted);
        if there {
            self.at += wanted.len_utf8();
        }
        there
    }

    /// Up to a `|`, a `)` or the end.
    fn sequence(&mut self) -> Result<Vec<Node>, Slip> {
        let mut nodes = Vec::new();
        let mut text = String::new();
        while let Some(sign) = self.peek() {
            let start = self.at;
            match sign {
                '|' | ')' => break,
                '(' => {
                    if !text.is_empty() {
                        nodes.push(Node::Text(std::mem::take(&mut text)));
                    }
                    nodes.push(self.choice()?);
                }
                '?' => {
                    return Err(slip(
                        start..start + 1,
                        say!("「?」只能跟在右括号后面", "`?` may only follow `)`"),
                        Some(escape_help('?')),
                    ));
                }
                '\\' => {
                    self.at += 1;
                    match self.peek() {
                        Some(taken) if taken.is_ascii_punctuation() => {
                            self.at += 1;
                            text.push(taken);
                        }
                        _ => {
                            return Err(slip(
                                start..start + 1,
                                say!("「\\」后面要跟一个标点符号", "`\\` must be followed by a sign"),
                                Some(escape_help('\\')),
                            ));
                        }
                    }
                }
                _ => {
                    self.at += sign.len_utf8();
                    text.push(sign);
                }
            }
        }
        if !text.is_empty() {
            nodes.push(Node::Text(text));
        }
        Ok(nodes)
    }

    /// From a `(` to behind its `)` or `)?`.
    fn choice(&mut self) -> Result<Node, Slip> {
        let open = self.at;
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(slip(open..open + 1, say!("括号套得太深", "the brackets are nested too deeply"), None));
        }
        let mut ways = Vec::new();
        loop {
            let start = self.at;
            let way = self.sequence()?;
            if way.is_empty() {
                return Err(slip(
                    start.saturating_sub(1)..(start + 1).min(self.wording.len()),
                    say!("括号里有一处是空的", "an alternative in the brackets is empty"),
                    Some(say!("可有可无的字写成 (字)?", "write (…)? for what may be left out")),
                ));
            }
            ways.push(way);
            if self.take(')') {
                break;
            }
            if !self.take('|') {
                return Err(slip(
                    open..open + 1,
                    say!("左括号「(」没有合上", "`(` is never closed"),
                    Some(escape_help('(')),
                ));
            }
        }
        self.depth -= 1;
        if self.take('?') {
            ways.push(Vec::new());
        }
        Ok(Node::Choice(ways))
    }
}

fn count(nodes: &[Node]) -> usize {
    nodes.iter().fold(1, |product: usize, node| match node {
        Node::Text(_) => product,
        Node::Choice(ways) => {
            product.saturating_mul(ways.iter().fold(0, |sum: usize, way| sum.saturating_add(count(way))))
        }
    })
}

fn spell(nodes: &[Node]) -> Vec<String> {
    let mut all = vec![String::new()];
    for node in nodes {
        match node {
            Node::Text(text) => all.iter_mut().for_each(|literal| literal.push_str(text)),
            Node::Choice(ways) => {
                let endings: Vec<String> = ways.iter().flat_map(|way| spell(way)).collect();
                all =
                    all.iter().flat_map(|begun| endings.iter().map(move |ending| format!("{begun}{ending}"))).collect();
            }
        }
    }
    all
}

/// Full-width signs are literal, and an input method sets them where the syntax was meant.
fn doubt(wording: &str) -> Option<Slip> {
    let (at, sign) = wording.char_indices().find(|(_, c)| matches!(c, '（' | '）' | '｜'))?;
    let plain = match sign {
        '（' => '(',
        '）' => ')',
        _ => '|',
    };
    Some(slip(
        at..at + sign.len_utf8(),
        say!("全角「{sign}」在这里只是普通文字", "full-width “{sign}” is taken literally here"),
        Some(say!(
            "表示“或”和“可有可无”时用半角「{plain}」",
            "use “{plain}” for alternatives and what may be left out"
        )),
    ))
}

fn slip(range: Range<usize>, message: Words, help: Option<Words>) -> Slip {
    Slip { range, message, help }
}

fn escape_help(sign: char) -> Words {
    say!("要找这个符号本身，写成 \\{sign}", "write \\{sign} to look for the sign itself")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(wording: &str) -> Vec<String> {
        expand(wording).expect("a sound wording").literals
    }

    #[test]
    fn a_wording_stands_for_each_of_its_alternatives() {
        assert_eq!(literals("高度重视"), ["高度重视"]);
        assert_eq!(literals("(显著|明显)成效"), ["显著成效", "明显成效"]);
        assert_eq!(literals("取得(了)?成效"), ["取得了成效", "取得成效"]);
        assert_eq!(literals("正在(进一步)?(调查|核实)(之)?中").len(), 8);
        assert_eq!(literals("a(b(c|d)?)?e"), ["abce", "abde", "abe", "ae"]);
        assert_eq!(literals(r"\(内部\)资料\?"), ["(内部)资料?"]);
    }

    #[test]
    fn a_slip_is_found_where_it_stands() {
        for (wording, place) in [
            ("甲(乙", "("),
            ("甲)乙", ")"),
            ("甲|乙", "|"),
            ("甲?", "?"),
            ("甲()乙", "()"),
            ("(甲|)乙", "|)"),
            (r"甲\乙", r"\"),
            ("", ""),
            ("(甲)?", "(甲)?"),
        ] {
            let slip = expand(wording).expect_err("a broken wording");
            assert_eq!(&wording[slip.range.clone()], place, "{wording}: {}", slip.message.en);
        }
    }

    #[test]
    fn a_wording_cannot_ask_for_too_much() {
        assert_eq!(literals(&format!("甲{}", "(乙)?".repeat(8))).len(), 9);
        let many = "(一|二|三|四|五|六|七|八|九|十)".repeat(30);
        assert!(expand(&many).expect_err("too many").message.en.contains("literals"));
        assert!(expand(&"(".repeat(1900)).is_err());
        assert!(expand(&"字".repeat(9000)).is_err());
    }

    #[test]
    fn what_is_spelt_twice_or_in_full_width_signs_is_noticed() {
        assert_eq!(expand("(甲|甲)乙").expect("sound").twice.as_deref(), Some("甲乙"));
        assert!(expand("取得（了）成效").expect("sound").doubt.is_some());
        assert!(expand("取得(了)?成效").expect("sound").doubt.is_none());
    }
}
