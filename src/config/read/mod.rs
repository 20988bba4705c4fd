//! Reading a configuration file: TOML in, a [`Config`] and everything that is wrong with the file out.
//!
//! The tree is walked by hand and not by a derived deserialiser, which would stop at the first fault: whoever mends a file
//! wants to see all of them at once. What cannot be understood is left out; the rest stands.

use std::path::Path;
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::position::Span;
use crate::post::Situation;
use crate::problem::{Problem, ProblemSource, nearest};
use crate::rule::docs::Docs;
use crate::rule::{Level, RuleId};
use crate::say;
use crate::words::{Lang, Words};

use super::{Config, FailOn, Layer, PathGlob, PathLayer, Placed, Tuning, Whence};

/// Nobody writes a longer configuration by hand.
pub(super) const MOST_BYTES: u64 = 1 << 20;

const KEYS: [&str; 16] = [
    "extends",
    "packs",
    "select",
    "ignore",
    "fail-on",
    "lang",
    "docs-url",
    "exclude",
    "baseline",
    "situation",
    "accept",
    "severity",
    "rule",
    "path",
    "version",
    "$schema",
];
const PATH_KEYS: [&str; 5] = ["glob", "situation", "select", "ignore", "severity"];
const LIMITS: [&str; 6] = ["max", "min", "per-100", "chars", "units", "min-units"];
const TUNING_KEYS: [&str; 9] = ["severity", "add", "remove", "max", "min", "per-100", "chars", "units", "min-units"];
const LEVELS: [(&str, Level); 4] =
    [("off", Level::Off), ("info", Level::Info), ("warning", Level::Warning), ("error", Level::Error)];

type Value<'i> = Spanned<DeValue<'i>>;

/// The text of a configuration file, which may have been saved by an editor that writes a mark at the start, or GBK.
#[must_use]
pub fn decode(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    }
}

/// What a file says, with the files it extends (as written, not yet read).
#[derive(Debug, Default)]
pub struct Parsed {
    /// The file itself.
    pub config: Config,
    /// `extends`.
    pub extends: Vec<Placed<String>>,
    /// Everything that is wrong with it, in the order of the file.
    pub problems: Vec<Problem>,
}

/// Read `source`, a file in the folder `root` (absolute).
#[must_use]
pub fn parse(source: &Arc<ProblemSource>, root: &Path) -> Parsed {
    let (table, faults) = DeTable::parse_recoverable(&source.text);
    let mut reader = Reader { source, root, problems: Vec::new() };
    for fault in faults {
        let text = fault.message().lines().next().unwrap_or_default().to_owned();
        let message = say!("配置文件不合 TOML 的写法", "the configuration file is not valid TOML");
        let span = fault.span().map_or_else(Span::default, |s| reader.span(&s));
        let problem = Problem::failure(message).at(source, span, say!("这里：{text}", "here: {text}"));
        reader.problems.push(problem.help(say!(
            "文字要写在英文引号里，如 \"modesty/*\"",
            "text stands in straight quotes, such as \"modesty/*\""
        )));
    }
    let mut parsed = Parsed::default();
    reader.top(table.get_ref(), &mut parsed);
    parsed.problems = reader.problems;
    parsed.problems.sort_by_key(|p| p.labels.first().map_or(0, |l| l.span.start));
    parsed
}

/// `pattern` ready to match paths with `/`.
///
/// # Errors
/// What is wrong with it, in English.
pub fn glob(pattern: &str) -> Result<GlobMatcher, String> {
    let pattern = pattern.trim_start_matches("./").trim_end_matches('/');
    let glob = GlobBuilder::new(pattern).literal_separator(true).build();
    glob.map(|g| g.compile_matcher()).map_err(|e| e.kind().to_string())
}

struct Reader<'s> {
    source: &'s Arc<ProblemSource>,
    root: &'s Path,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn top(&mut self, table: &DeTable<'_>, parsed: &mut Parsed) {
        let config = &mut parsed.config;
        for (key, value) in table {
            match &**key.get_ref() {
                "extends" => parsed.extends = self.strings(value),
                "packs" => {
                    let written = self.strings(value);
                    config.packs =
                        written.iter().map(|p| p.with(super::find::absolute(&self.root.join(&p.value)))).collect();
                }
                "fail-on" => config.fail_on = self.one_of(value, &FailOn::NAMES),
                "lang" => config.lang = self.one_of(value, &[("zh", Lang::Zh), ("en", Lang::En)]),
                "docs-url" => config.docs = self.docs(value),
                "baseline" => {
                    let written = self.string(value);
                    config.baseline = written.map(|b| b.with(super::find::absolute(&self.root.join(&b.value))));
                }
                "exclude" => config.exclude = self.strings(value).into_iter().filter_map(|p| self.glob(p)).collect(),
                "accept" => config.accept = self.strings(value),
                "rule" => self.rules(value, config),
                "path" => self.paths(value, config),
                // For editors that look up a schema, and for later forms of the file.
                "$schema" | "version" => {}
                name => {
                    if !self.layer_key(name, value, &mut config.layer) {
                        self.unknown(key, &KEYS);
                    }
                }
            }
        }
    }

    fn docs(&mut self, value: &Value<'_>) -> Option<Placed<Docs>> {
        let written = self.string(value)?;
        match Docs::new(written.value.trim()) {
            Ok(docs) => Some(written.with(docs)),
            Err(reason) => {
                let text = &written.value;
                let problem =
                    written.problem(say!("网址「{text}」写得不对", "the address “{text}” is not valid"), reason);
                self.problems.push(problem.help(say!(
                    "写成 \"https://网址/{{category}}.html#{{rule}}\"",
                    "write \"https://address/{{category}}.html#{{rule}}\""
                )));
                None
            }
        }
    }

    /// Read a key that may stand at the top and in `[[path]]`; false if it is none of these.
    fn layer_key(&mut self, name: &str, value: &Value<'_>, layer: &mut Layer) -> bool {
        match name {
            "select" => layer.select = Some(self.strings(value)),
            "ignore" => layer.ignore = self.strings(value),
            "situation" => {
                let found = value.get_ref().as_str().and_then(Situation::from_name);
                layer.situation = found.map(|situation| self.placed(value.span(), situation));
                if found.is_none() {
                    self.not_among(value, &Situation::ALL.map(Situation::title), &Situation::ALL.map(Situation::name));
                }
            }
            "severity" => {
                let Some(table) = self.table(value) else { return true };
                for (selector, level) in table {
                    if let Some(level) = self.one_of(level, &LEVELS) {
                        layer
                            .severity
                            .push((self.placed(selector.span(), selector.get_ref().to_string()), level.value));
                    }
                }
                let rank =
                    |s: &Placed<String>| crate::rule::selector::Selector::parse(&s.value).map_or(0, |s| s.rank());
                layer.severity.sort_by_key(|(selector, _)| rank(selector));
            }
            _ => return false,
        }
        true
    }

    fn rules(&mut self, value: &Value<'_>, config: &mut Config) {
        let Some(table) = self.table(value) else { return };
        for (id, value) in table {
            let written = self.placed(id.span(), ());
            if RuleId::new(id.get_ref()).is_none() {
                let name = id.get_ref();
                let problem = written.problem(
                    say!("「{name}」不是规则名", "“{name}” is not the name of a rule"),
                    say!("规则名要写全", "the whole name of a rule"),
                );
                self.problems.push(problem.help(say!(
                    "写成 [rule.\"类别/名称\"]，引号不能少",
                    "write [rule.\"category/name\"], with the quotes"
                )));
                continue;
            }
            let Some(keys) = self.table(value) else { continue };
            let mut tuning = Tuning::default();
            for (key, value) in keys {
                match &**key.get_ref() {
                    "severity" => tuning.severity = self.one_of(value, &LEVELS),
                    "add" => tuning.add = self.strings(value),
                    "remove" => tuning.remove = self.strings(value),
                    name => match LIMITS.iter().find(|l| **l == name) {
                        Some(limit) => {
                            if let Some(number) = self.number(value) {
                                tuning.limits.insert(limit, number);
                            }
                        }
                        None => self.unknown(key, &TUNING_KEYS),
                    },
                }
            }
            config.tuning.insert(id.get_ref().to_string(), (written, tuning));
        }
    }

    fn paths(&mut self, value: &Value<'_>, config: &mut Config) {
        let Some(entries) = value.get_ref().as_array() else {
            return self.wrong(value, &say!("要写成 [[path]]", "written as [[path]]"));
        };
        for entry in entries {
            let Some(table) = self.table(entry) else { continue };
            let (mut glob, mut layer, mut given) = (None, Layer::default(), false);
            for (key, value) in table {
                if &**key.get_ref() == "glob" {
                    given = true;
                    glob = self.string(value).and_then(|p| self.glob(p));
                } else if !self.layer_key(key.get_ref(), value, &mut layer) {
                    self.unknown(key, &PATH_KEYS);
                }
            }
            match glob {
                Some(glob) => config.paths.push(PathLayer { glob, layer }),
                None if given => {}
                None => {
                    let place = self.placed(entry.span(), ());
                    self.problems.push(
                        place
                            .problem(say!("[[path]] 少了 glob", "[[path]] has no glob"), say!("这一段", "this section"))
                            .help(say!("加一行：glob = \"突发/**\"", "add a line: glob = \"incident/**\"")),
                    );
                }
            }
        }
    }

    fn glob(&mut self, written: Placed<String>) -> Option<PathGlob> {
        match glob(&written.value) {
            Ok(matcher) => Some(PathGlob { root: self.root.to_owned(), written, matcher }),
            Err(reason) => {
                let text = &written.value;
                let problem = written.problem(
                    say!("路径模式「{text}」写得不对", "the path pattern “{text}” is not valid"),
                    say!("{reason}", "{reason}"),
                );
                self.problems.push(problem);
                None
            }
        }
    }

    fn span(&self, range: &std::ops::Range<usize>) -> Span {
        let boundary = |mut at: usize| {
            at = at.min(self.source.text.len());
            while !self.source.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = boundary(range.start);
        Span::new(start, boundary(range.end).max(start))
    }

    fn placed<T>(&self, range: std::ops::Range<usize>, value: T) -> Placed<T> {
        Placed { value, whence: Whence::File(Arc::clone(self.source), self.span(&range)) }
    }

    fn wrong(&mut self, value: &Value<'_>, expected: &Words) {
        let (zh, en) = (&expected.zh, &expected.en);
        let message = say!("这个值不对：{zh}", "this value does not fit: {en}");
        self.problems.push(self.placed(value.span(), ()).problem(message, Words::default()));
    }

    fn unknown(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, known: &[&str]) {
        let name = key.get_ref();
        let problem = self.placed(key.span(), ()).problem(
            say!("配置里没有「{name}」这一项", "there is no setting “{name}”"),
            say!("没有这一项", "no such setting"),
        );
        let help = if let Some(near) = nearest(name, known.iter().copied()) {
            say!("是不是「{near}」？", "did you mean “{near}”?")
        } else {
            let all = known.iter().filter(|k| **k != "$schema").copied().collect::<Vec<_>>().join("、");
            say!("可以写：{all}", "known are: {all}")
        };
        self.problems.push(problem.help(help));
    }

    fn table<'v, 'i>(&mut self, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong(value, &say!("要写成一张表", "a table is expected"));
        }
        table
    }

    fn string(&mut self, value: &Value<'_>) -> Option<Placed<String>> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong(value, &say!("要写一段文字，放在引号里", "a text in quotes is expected"));
        }
        text.map(|t| self.placed(value.span(), t.to_owned()))
    }

    /// A list of texts; one text stands for a list of one.
    fn strings(&mut self, value: &Value<'_>) -> Vec<Placed<String>> {
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(|v| self.string(v)).collect(),
            DeValue::String(_) => self.string(value).into_iter().collect(),
            _ => {
                self.wrong(
                    value,
                    &say!("要写一列文字，如 [\"甲\", \"乙\"]", "a list of texts is expected: [\"a\", \"b\"]"),
                );
                Vec::new()
            }
        }
    }

    fn one_of<T: Copy>(&mut self, value: &Value<'_>, names: &[(&str, T)]) -> Option<Placed<T>> {
        let found = value.get_ref().as_str().and_then(|t| names.iter().find(|(n, _)| *n == t));
        if found.is_none() {
            let all = names.iter().map(|(n, _)| *n).collect::<Vec<_>>();
            self.not_among(value, &all, &all);
        }
        found.map(|&(_, v)| self.placed(value.span(), v))
    }

    /// The value is none of these, in Chinese and in English.
    fn not_among(&mut self, value: &Value<'_>, zh: &[&str], en: &[&str]) {
        let list = |names: &[&str], comma| names.iter().map(|n| format!("\"{n}\"")).collect::<Vec<_>>().join(comma);
        let (zh, en) = (list(zh, "、"), list(en, ", "));
        self.wrong(value, &say!("可以写 {zh}", "it may be {en}"));
    }

    fn number(&mut self, value: &Value<'_>) -> Option<Placed<f64>> {
        let number = match value.get_ref() {
            DeValue::Integer(i) if i.radix() == 10 => i.as_str().parse::<f64>().ok(),
            DeValue::Float(f) => f.as_str().parse::<f64>().ok(),
            _ => None,
        };
        let number = number.filter(|n| n.is_finite() && (0.0..=1e9).contains(n));
        if number.is_none() {
            self.wrong(value, &say!("要写一个不小于 0 的数", "a number, 0 or more, is expected"));
        }
        number.map(|n| self.placed(value.span(), n))
    }
}

#[cfg(test)]
mod tests;
