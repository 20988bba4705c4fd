//! From what a pack says to rules that can be run, or to every problem with it.
//!
//! A file is read rule by rule, and a rule key by key: nothing stops at the first problem, and a rule with a problem spoils
//! no other. What comes out is valid by construction: ids, cues, patterns and templates need no second look. A
//! [`Failure`](crate::problem::Level::Failure) drops the rule; a [`Note`](crate::problem::Level::Note) does not.

mod across;
mod cue;
mod example;
mod guard;
mod lexicon;
mod matcher;
mod measure;
mod texts;

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::DeValue;

pub use self::across::check_together;
pub use self::lexicon::check_lexicon;

use super::decode::{self, Decoded};
use super::lexicon::Classes;
use super::schema::{RawRule, Text};
use super::term::Slip;
use super::{Category, Level, Origin, Rule, RuleId, Severity};
use crate::position::Span;
use crate::post::Situation;
use crate::problem::{Problem, ProblemSource, nearest};
use crate::say;
use crate::words::Words;

const SEVERITIES: [(&str, Severity); 3] =
    [("error", Severity::Error), ("warning", Severity::Warning), ("info", Severity::Info)];
const LEVELS: [(&str, Level); 4] =
    [("error", Level::Error), ("warning", Level::Warning), ("info", Level::Info), ("off", Level::Off)];

/// How much is asked of a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rigour {
    /// An office's own pack.
    Usual,
    /// A built-in pack: English texts, two bad and three good examples, one of them a trap.
    Strict,
}

/// What a pack's files are checked against.
#[derive(Debug, Clone, Copy)]
pub struct Against<'a> {
    /// The id of the pack.
    pub pack: &'a Arc<str>,
    /// Word classes that cues may name.
    pub classes: &'a Classes,
    /// The rules of the packs loaded before.
    pub known: &'a [&'a [Rule]],
    /// How much is asked.
    pub rigour: Rigour,
}

/// The sound rules of a file. Problems, all of them, go to `problems`.
pub fn check_rules(source: &Arc<ProblemSource>, against: Against<'_>, problems: &mut Vec<Problem>) -> Vec<Rule> {
    let table = match decode::parse(source) {
        Ok(table) => table.into_inner(),
        Err(faults) => {
            problems.extend(faults);
            return Vec::new();
        }
    };
    let mut rules = Vec::new();
    for (key, value) in table {
        if key.get_ref() != "rule" {
            problems.push(decode::unknown_key(source, key.get_ref(), &["rule"], key.span().into()).0);
            continue;
        }
        let DeValue::Array(array) = value.into_inner() else {
            let problem = Problem::failure(say!("规则要写成 [[rule]]", "rules are written as [[rule]]"));
            problems.push(problem.at(source, key.span().into(), say!("两层方括号", "two pairs of brackets")));
            continue;
        };
        for item in array {
            rules.extend(check_rule(source, against, item, problems));
        }
    }
    rules
}

fn check_rule(
    source: &Arc<ProblemSource>,
    against: Against<'_>,
    item: Spanned<DeValue<'_>>,
    problems: &mut Vec<Problem>,
) -> Option<Rule> {
    let span = item.span();
    let before = problems.len();
    let read = decode::read::<RawRule>(source, item, problems)?;
    let failed = problems.len() > before;
    let place = read.value.id.as_ref().map_or(span, Spanned::span);
    let mut checker = Checker { source, against, problems, place, failed };
    let rule = checker.rule(&read);
    rule.filter(|_| !checker.failed)
}

/// Collects the problems of one rule, or of one file of another kind.
struct Checker<'a> {
    source: &'a Arc<ProblemSource>,
    against: Against<'a>,
    problems: &'a mut Vec<Problem>,
    /// What stands for the rule as a whole when something is missing: its id.
    place: Range<usize>,
    failed: bool,
}

impl Checker<'_> {
    fn rule(&mut self, read: &Decoded<RawRule>) -> Option<Rule> {
        let raw = &read.value;
        let id = self.id(read);
        let title = self.title(read);
        let severity = self.severity(read);
        let levels = self.levels(raw, severity.unwrap_or(Severity::Warning));
        let sources = self.sources(read);
        let matcher = self.matcher(read);
        let guard = self.guard(raw, matcher.as_ref());
        let texts = self.texts(read, matcher.as_ref());
        let replaces = raw.replaces.as_ref().and_then(|text| self.replaces(text));
        let safe_fix = self.fix(raw, matcher.as_ref());
        let examples = self.examples(read, matcher.as_ref());
        let rule = Rule {
            origin: Origin {
                pack: Arc::clone(self.against.pack),
                source: Arc::clone(self.source),
                span: self.place.clone().into(),
            },
            id: id?,
            title,
            severity: severity?,
            levels,
            message: texts.message,
            why: texts.why,
            instead: texts.instead,
            source: sources,
            matcher: matcher?,
            guard,
            safe_fix,
            weight: raw.weight.as_ref().map_or(0, |w| *w.get_ref()),
            replaces,
            examples,
        };
        if let Some(taken) = self.against.known.iter().copied().flatten().find(|known| known.id == rule.id)
            && !rule.replaces.as_ref().is_some_and(|(pack, id)| *pack == taken.origin.pack && *id == taken.id)
        {
            self.fail(across::known_id(&rule, taken));
        }
        Some(rule)
    }

    fn id(&mut self, read: &Decoded<RawRule>) -> Option<RuleId> {
        let Some(text) = &read.value.id else {
            if !read.is_broken("id") {
                self.missing("id", "名称", "name");
            }
            return None;
        };
        let written = text.get_ref();
        if let Some(id) = RuleId::new(written) {
            return Some(id);
        }
        let names: Vec<&str> = Category::ALL.iter().map(|c| c.name()).collect();
        let list = names.join(" ");
        match written.split_once('/') {
            Some((category, _)) if Category::from_name(category).is_none() => {
                let label = match nearest(category, names) {
                    Some(meant) => say!("是不是「{meant}」？", "perhaps `{meant}`?"),
                    None => say!("不认识的类别", "unknown category"),
                };
                let problem = Problem::failure(say!("没有「{category}」这个类别", "there is no category `{category}`"))
                    .at(self.source, self.inside(text, 0..category.len()), label)
                    .help(say!("类别有：{list}", "the categories are: {list}"));
                self.fail(problem);
            }
            _ => {
                let problem = Problem::failure(say!("规则名「{written}」的写法不对", "`{written}` is not a rule id"));
                let problem = problem.at(self.source, text.span().into(), Words::default()).help(say!(
                    "写成 类别/短名：类别是 {list} 之一，短名用小写字母、数字和 -",
                    "write category/slug: one of {list}, then lower-case letters, digits and `-`"
                ));
                self.fail(problem);
            }
        }
        None
    }

    fn severity(&mut self, read: &Decoded<RawRule>) -> Option<Severity> {
        let text = read.value.severity.as_ref();
        if text.is_none() && !read.is_broken("severity") {
            self.missing("severity", "轻重：error、warning 或 info", "one of error, warning, info");
        }
        text.and_then(|text| self.choose(text, &SEVERITIES, &say!("轻重", "severity")))
    }

    /// Levels by situation, from the severity, `severity-in` and the guard's `situations`.
    fn levels(&mut self, raw: &RawRule, severity: Severity) -> [Level; 5] {
        let usual = match severity {
            Severity::Info => Level::Info,
            Severity::Warning => Level::Warning,
            Severity::Error => Level::Error,
        };
        let mut levels = [usual; 5];
        let mut speaking = Situation::ALL.to_vec();
        if let Some(list) = &raw.guard.situations {
            if list.get_ref().is_empty() {
                self.empty_list(list.span(), "situations");
            }
            speaking = list.get_ref().iter().filter_map(|text| self.situation(text)).collect();
        }
        for (name, level) in &raw.severity_in {
            let (situation, level) = (self.situation(name), self.choose(level, &LEVELS, &say!("轻重", "level")));
            let (Some(situation), Some(level)) = (situation, level) else { continue };
            if raw.guard.situations.is_some() && !speaking.contains(&situation) {
                let problem = Problem::failure(say!(
                    "severity-in 里有一种情形不在 situations 里",
                    "severity-in names a situation that is not among situations"
                ));
                self.fail(
                    problem
                        .at(
                            self.source,
                            name.span().into(),
                            say!("规则在这里本来就不说话", "the rule is silent there anyway"),
                        )
                        .help(say!("两处留一处", "keep one of the two")),
                );
            }
            levels[situation as usize] = level;
        }
        for situation in Situation::ALL {
            if !speaking.contains(&situation) {
                levels[situation as usize] = Level::Off;
            }
        }
        levels
    }

    fn sources(&mut self, read: &Decoded<RawRule>) -> Vec<String> {
        let texts = match &read.value.source {
            Some(list) => list.get_ref().iter().map(|t| t.get_ref().trim().to_owned()).collect(),
            None => Vec::new(),
        };
        if !read.is_broken("source") && (texts.is_empty() || texts.iter().any(String::is_empty)) {
            let span = read.value.source.as_ref().map_or(self.place.clone(), Spanned::span);
            self.fail(
                Problem::failure(say!("规则没有写依据", "the rule names no source"))
                    .at(self.source, span.into(), say!("依据是什么？", "what is it based on?"))
                    .help(say!(
                        "加一行 source = [\"…\"]：文件、规范或见诸报道的事例",
                        "add source = [\"…\"]: the advice, norm or documented case behind it"
                    )),
            );
        }
        texts
    }

    fn replaces(&mut self, text: &Text) -> Option<(Arc<str>, RuleId)> {
        let name = |rule: &Rule| format!("{}:{}", rule.origin.pack, rule.id);
        let known = self.against.known.iter().copied().flatten();
        let taken = known.clone().find(|rule| name(rule) == *text.get_ref());
        if taken.is_none() {
            let names: Vec<String> = known.map(name).collect();
            let written = text.get_ref();
            let label = match nearest(written, names.iter().map(String::as_str)) {
                Some(meant) => say!("是不是「{meant}」？", "perhaps `{meant}`?"),
                None => Words::default(),
            };
            let problem =
                Problem::failure(say!("没有可代替的规则「{written}」", "there is no rule `{written}` to replace"));
            self.fail(problem.at(self.source, text.span().into(), label).help(say!(
                "写成 规则包:规则名，如 zh:candour/under-investigation",
                "write pack:rule, as in zh:candour/under-investigation"
            )));
        }
        taken.map(|rule| (Arc::clone(&rule.origin.pack), rule.id.clone()))
    }

    fn situation(&mut self, text: &Text) -> Option<Situation> {
        let known = Situation::ALL.map(|s| (s.name(), s));
        self.choose(text, &known, &say!("情形", "situation"))
    }

    /// The meaning of `text` among `known`, or a problem with the nearest name.
    fn choose<T: Copy>(&mut self, text: &Text, known: &[(&str, T)], what: &Words) -> Option<T> {
        let written = text.get_ref();
        if let Some((_, meaning)) = known.iter().find(|(name, _)| name == written) {
            return Some(*meaning);
        }
        let label = match nearest(written, known.iter().map(|(name, _)| *name)) {
            Some(meant) => say!("是不是「{meant}」？", "perhaps `{meant}`?"),
            None => say!("不认识的名称", "unknown name"),
        };
        let list = known.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" ");
        let Words { zh, en } = what;
        let problem = Problem::failure(say!("没有「{written}」这种{zh}", "there is no {en} `{written}`"))
            .at(self.source, text.span().into(), label)
            .help(say!("可用：{list}", "known: {list}"));
        self.fail(problem);
        None
    }

    fn missing(&mut self, key: &str, zh: &str, en: &str) {
        let place = self.place.clone();
        self.fail(
            Problem::failure(say!("规则缺少 {key}", "the rule has no `{key}`"))
                .at(self.source, place.into(), say!("这条规则", "this rule"))
                .help(say!("加一行 {key} = …（{zh}）", "add {key} = … ({en})")),
        );
    }

    fn empty_list(&mut self, span: Range<usize>, key: &str) {
        let problem = Problem::failure(say!("{key} 是空的", "`{key}` is empty"));
        self.fail(
            problem
                .at(self.source, span.into(), Words::default())
                .help(say!("填上内容，或删去这一行", "fill it or leave it out")),
        );
    }

    /// A failure at a slip inside `text`.
    fn slip(&mut self, text: &Text, slip: Slip, what: Words) {
        let mut problem = Problem::failure(what).at(self.source, self.inside(text, slip.range), slip.message);
        problem.help = slip.help;
        self.fail(problem);
    }

    fn fail(&mut self, problem: Problem) {
        self.failed = true;
        self.problems.push(problem);
    }

    fn note(&mut self, problem: Problem) {
        self.problems.push(Problem { level: crate::problem::Level::Note, ..problem });
    }

    /// The bytes in the file of a piece of a text value: exact where the value is written without escapes, else the whole value.
    fn inside(&self, text: &Text, range: Range<usize>) -> Span {
        let span = text.span();
        let written = &self.source.text[span.clone()];
        let quotes = if written.starts_with("\"\"\"") || written.starts_with("'''") {
            3
        } else {
            usize::from(written.starts_with(['"', '\'']))
        };
        let inner = written.get(quotes..written.len().saturating_sub(quotes)).unwrap_or_default();
        if inner == text.get_ref() && range.end <= inner.len() {
            let start = span.start + quotes;
            return Span::new(start + range.start, start + range.end);
        }
        span.into()
    }
}
