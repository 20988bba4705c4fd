//! From the text of a TOML file to the types of [`schema`](super::schema), with every fault on the way.
//!
//! Reading with serde stops at the first fault. Here the offending key or value is noted, taken out, and the rest is read
//! again, so that one misspelt key hides nothing else. The paths of what was taken out are kept, so that nobody complains
//! afterwards that it is missing. Faults are told in both languages; what is not in the tables stays in English.

use std::ops::Range;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, ValueDeserializer};

use crate::position::{LineIndex, Span};
use crate::problem::{Problem, ProblemSource, nearest};
use crate::say;
use crate::words::Words;

/// The most faults told of one table; each costs a pass over it.
const MOST_FAULTS: usize = 50;

/// A value read from a file, as far as it could be.
#[derive(Debug, Clone)]
pub struct Decoded<T> {
    /// The value, without what was at fault.
    pub value: T,
    /// Paths of keys that were there but not as they should be, and of those that a misspelt key probably meant:
    /// `en.title`.
    pub broken: Vec<String>,
}

impl<T> Decoded<T> {
    /// Whether something was at fault at `path`, or in what stands below it.
    #[must_use]
    pub fn is_broken(&self, path: &str) -> bool {
        self.broken
            .iter()
            .any(|broken| broken.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
    }
}

/// The document of a file, or the faults of its syntax, at most one a line.
///
/// # Errors
/// Every fault of the syntax.
pub fn parse(source: &Arc<ProblemSource>) -> Result<Spanned<DeTable<'_>>, Vec<Problem>> {
    let (table, errors) = DeTable::parse_recoverable(&source.text);
    if errors.is_empty() {
        return Ok(table);
    }
    let mut spans: Vec<(Span, &str)> = errors.iter().map(|e| (span_of(source, e.span()), e.message())).collect();
    spans.sort_by_key(|(span, _)| *span);
    let lines = LineIndex::new(&source.text);
    let mut problems = Vec::new();
    let mut last = 0;
    for (span, message) in spans {
        // One slip often breaks the rest of its line for the parser.
        let line = lines.position(&source.text, span.start).line;
        if line != last && problems.len() < MOST_FAULTS {
            last = line;
            problems.push(
                Problem::failure(say!("TOML 写法有误", "this is not valid TOML"))
                    .at(source, span, syntax(message))
                    .help(say!(
                        "文字两边要有英文引号，表名写在方括号里，每行一个“键 = 值”",
                        "quote texts, put names of tables in brackets, and write one `key = value` a line"
                    )),
            );
        }
    }
    Err(problems)
}

/// Read `value` as a `T`; faults go to `problems`. `None` if nothing of it can be used.
pub fn read<T: DeserializeOwned>(
    source: &Arc<ProblemSource>,
    mut value: Spanned<DeValue<'_>>,
    problems: &mut Vec<Problem>,
) -> Option<Decoded<T>> {
    let mut broken = Vec::new();
    for _ in 0..MOST_FAULTS {
        match T::deserialize(ValueDeserializer::from(value.clone())) {
            Ok(read) => return Some(Decoded { value: read, broken }),
            Err(error) => {
                let span = span_of(source, error.span());
                let (problem, meant) = fault(source, error.message(), span);
                problems.push(problem);
                let path = remove(value.get_mut(), &span.range())?;
                if let Some(meant) = meant {
                    let above = path.rsplit_once('.').map_or(String::new(), |(above, _)| format!("{above}."));
                    broken.push(format!("{above}{meant}"));
                }
                broken.push(path);
            }
        }
    }
    None
}

fn span_of(source: &ProblemSource, span: Option<Range<usize>>) -> Span {
    let span = span.unwrap_or(0..0);
    let end = source.text.floor_char_boundary(span.end.min(source.text.len()));
    Span::new(source.text.floor_char_boundary(span.start.min(end)), end)
}

/// Take out the key or value at `span` and say where it was.
fn remove(value: &mut DeValue<'_>, span: &Range<usize>) -> Option<String> {
    match value {
        DeValue::Table(table) => {
            let here = table.iter().find(|(k, v)| k.span() == *span || v.span() == *span).map(|(k, _)| k.clone());
            if let Some(key) = here {
                table.remove(&key);
                return Some(key.into_inner().into_owned());
            }
            table
                .iter_mut()
                .find_map(|(key, below)| remove(below.get_mut(), span).map(|path| format!("{}.{path}", key.get_ref())))
        }
        DeValue::Array(array) => {
            if let Some(at) = array.iter().position(|item| item.span() == *span) {
                let items = std::mem::replace(array, DeArray::new()).into_iter().enumerate();
                *array = items.filter(|&(i, _)| i != at).map(|(_, item)| item).collect();
                return Some(at.to_string());
            }
            array
                .iter_mut()
                .enumerate()
                .find_map(|(i, below)| remove(below.get_mut(), span).map(|path| format!("{i}.{path}")))
        }
        _ => None,
    }
}

/// A problem for what serde found, and the key that a misspelt one probably meant.
fn fault(source: &Arc<ProblemSource>, message: &str, span: Span) -> (Problem, Option<String>) {
    if let Some(rest) = message.strip_prefix("unknown field `") {
        let mut names = rest.split('`').step_by(2);
        let name = names.next().unwrap_or_default();
        let known: Vec<&str> = rest.split('`').skip(2).step_by(2).collect();
        return unknown_key(source, name, &known, span);
    }
    let (zh, en) = (translate(message), message);
    let problem = Problem::failure(say!("这里的值类型不对", "a value of the wrong type"))
        .at(source, span, say!("{zh}", "{en}"))
        .help(say!("各键的写法见 rules/README.md", "rules/README.md says how each key is written"));
    (problem, None)
}

/// The problem of a key that does not exist, with the name it probably meant.
pub(super) fn unknown_key(
    source: &Arc<ProblemSource>,
    name: &str,
    known: &[&str],
    span: Span,
) -> (Problem, Option<String>) {
    let problem = Problem::failure(say!("没有「{name}」这个键", "there is no key `{name}`"));
    if let Some(meant) = nearest(name, known.iter().copied()) {
        let problem = problem
            .at(source, span, say!("是不是「{meant}」？", "perhaps `{meant}`?"))
            .help(say!("改成 {meant}，或删去这一行", "write {meant}, or leave it out"));
        return (problem, Some(meant.to_owned()));
    }
    let list = known.join(" ");
    let problem = problem
        .at(source, span, say!("不认识的键", "unknown key"))
        .help(say!("这里可用：{list}", "known here: {list}"));
    (problem, None)
}

const TYPES: [(&str, &str); 24] = [
    ("a string", "文字（加引号）"),
    ("a sequence", "列表 […]"),
    ("a map", "表"),
    ("a boolean", "true 或 false"),
    ("struct ", "表 "),
    ("invalid type: ", "现在是"),
    ("invalid value: ", "现在是"),
    (", expected ", "，应为"),
    ("integer number overflowed", "数太大"),
    ("string ", "文字"),
    ("integer ", "整数"),
    ("floating point ", "小数"),
    ("boolean ", "真假值"),
    ("sequence", "列表"),
    ("map", "表"),
    ("i32", "整数"),
    ("u32", "不小于零的整数"),
    ("f64", "数"),
    ("RawEnglish", ""),
    ("RawExample", ""),
    ("RawGuard", ""),
    ("RawSurroundings", ""),
    ("RawRule", ""),
    ("`", " "),
];

fn translate(message: &str) -> String {
    // A value quoted in the message stays as it is.
    let (before, after) = match (message.find('`'), message.rfind('`')) {
        (Some(a), Some(b)) if a < b => (&message[..a], &message[b + 1..]),
        _ => (message, ""),
    };
    let quoted = &message[before.len()..message.len() - after.len()];
    let mut parts = [before.to_owned(), after.to_owned()];
    for part in &mut parts {
        for (en, zh) in TYPES {
            *part = part.replace(en, zh);
        }
    }
    format!("{} {quoted} {}", parts[0].trim(), parts[1].trim()).replace(" ，", "，").trim().replace("  ", " ")
}

/// The parser's own words for the commonest slips.
fn syntax(message: &str) -> Words {
    const KNOWN: [(&str, &str); 24] = [
        ("duplicate key", "这个键写了两遍"),
        ("string values must be quoted", "文字要加引号"),
        ("invalid basic string", "引号没有合上，或里面有不认识的 \\ 写法"),
        ("invalid multi-line basic string", "三个引号没有合上"),
        ("invalid literal string", "单引号没有合上"),
        ("missing assignment between key-value pairs", "键后面缺少等号"),
        ("missing value for key", "等号后面缺少值"),
        ("missing value", "缺少值"),
        ("key with no value", "这个键没有值"),
        ("extra comma in array", "列表里多了一个逗号"),
        ("missing comma between array elements", "列表里两项之间缺少逗号"),
        ("missing comma between key-value pairs", "两项之间缺少逗号"),
        ("extra comma in inline table", "{ } 里多了一个逗号"),
        ("unclosed array table", "表名缺少 ]]"),
        ("unclosed inline table", "缺少 }"),
        ("unclosed array", "列表缺少 ]"),
        ("unclosed table", "表名缺少 ]"),
        ("invalid unquoted key", "键只能用英文字母、数字、- 和 _，别的字要加引号"),
        ("unquoted keys cannot be empty", "键不能是空的"),
        ("missing escaped value", "\\ 后面的写法不认识；要写 \\ 本身，用单引号括住整段文字"),
        ("missing opening quote", "缺少前引号"),
        ("unexpected key or value", "这里多了内容"),
        ("unexpected content", "这里多了内容"),
        ("cannot recurse further", "套得太深"),
    ];
    let zh = KNOWN.iter().find(|(en, _)| message.starts_with(en)).map_or("这里写法有误", |(_, zh)| zh);
    say!("{zh}", "{message}")
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::rule::schema::RawRule;

    fn source(text: &str) -> Arc<ProblemSource> {
        Arc::new(ProblemSource::new("a.toml", text))
    }

    fn decode<T: DeserializeOwned>(text: &str) -> (Option<Decoded<T>>, Vec<Problem>) {
        let source = source(text);
        let table = parse(&source).expect("sound syntax");
        let span = table.span();
        let mut problems = Vec::new();
        let value = Spanned::new(span, DeValue::Table(table.into_inner()));
        (read(&source, value, &mut problems), problems)
    }

    #[test]
    fn one_fault_hides_no_other() {
        let text = "titel = '甲'\nwhy = 5\nmessage = '乙'\nsource = ['丙', 6, 7]\n[guard]\nbondary = 'auto'\n";
        let (decoded, problems) = decode::<RawRule>(text);
        let decoded = decoded.expect("the rest can be read");
        let mut places: Vec<&str> = problems.iter().map(|p| &text[p.labels[0].span.range()]).collect();
        places.sort_unstable();
        assert_eq!(places, ["5", "6", "7", "bondary", "titel"]);
        assert!(decoded.is_broken("title") && decoded.is_broken("why") && decoded.is_broken("guard"));
        assert!(!decoded.is_broken("message"));
        assert_eq!(decoded.value.message.expect("read").get_ref(), "乙");
        assert_eq!(decoded.value.source.expect("read").get_ref().len(), 1);
    }

    #[test]
    fn every_line_with_a_fault_of_syntax_is_told_once() {
        let source = source("a = 甲\nb = [1,,2]\nc = 3\n");
        let problems = parse(&source).expect_err("broken syntax");
        let lines: Vec<usize> =
            problems.iter().map(|p| source.text[..p.labels[0].span.start].matches('\n').count() + 1).collect();
        assert_eq!(lines, [1, 2]);
    }

    #[test]
    fn a_wrong_type_is_told_in_chinese() {
        #[derive(Debug, Deserialize)]
        struct One {
            #[expect(dead_code)]
            a: Vec<String>,
        }
        let (_, problems) = decode::<One>("a = 5");
        assert_eq!(problems[0].labels[0].text.zh, "现在是整数 `5`，应为列表 […]");
    }
}
