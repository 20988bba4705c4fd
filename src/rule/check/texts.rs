//! The sentences of a rule, and the placeholders in them.

use super::{Checker, Rigour};
use crate::problem::Problem;
use crate::problem::nearest;
use crate::rule::decode::Decoded;
use crate::rule::schema::{RawRule, Text};
use crate::rule::{Matcher, Measure, Relation};
use crate::say;
use crate::words::Words;

/// The three sentences of a rule.
pub(super) struct Texts {
    pub(super) message: Words,
    pub(super) why: Words,
    pub(super) instead: Words,
}

/// All placeholders.
const PLACEHOLDERS: [&str; 6] = ["match", "swap", "count", "value", "limit", "words"];

/// Half of the users read on a narrow page.
const LONGEST: [(&str, usize); 3] = [("message", 24), ("why", 30), ("instead", 40)];

impl Checker<'_> {
    pub(super) fn title(&mut self, read: &Decoded<RawRule>) -> Words {
        let en = read.value.en.as_ref().and_then(|en| en.get_ref().title.as_ref());
        self.sentence(read, "title", read.value.title.as_ref(), en, "标题", "a title", None)
    }

    pub(super) fn texts(&mut self, read: &Decoded<RawRule>, matcher: Option<&Matcher>) -> Texts {
        let raw = &read.value;
        let en = raw.en.as_ref().map(toml::Spanned::get_ref);
        let mut sentence = |key, zh, en, what_zh, what_en| self.sentence(read, key, zh, en, what_zh, what_en, matcher);
        Texts {
            message: sentence(
                "message",
                raw.message.as_ref(),
                en.and_then(|en| en.message.as_ref()),
                "这里写了什么",
                "what stands here",
            ),
            why: sentence(
                "why",
                raw.why.as_ref(),
                en.and_then(|en| en.why.as_ref()),
                "读者会怎么想",
                "what it does to a reader",
            ),
            instead: sentence(
                "instead",
                raw.instead.as_ref(),
                en.and_then(|en| en.instead.as_ref()),
                "可以怎么写",
                "what to write instead",
            ),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a key with its two texts and its two names")]
    fn sentence(
        &mut self,
        read: &Decoded<RawRule>,
        key: &str,
        zh: Option<&Text>,
        en: Option<&Text>,
        what_zh: &str,
        what_en: &str,
        matcher: Option<&Matcher>,
    ) -> Words {
        if zh.is_none() && !read.is_broken(key) {
            self.missing(key, what_zh, what_en);
        }
        if en.is_none() && self.against.rigour == Rigour::Strict && !read.is_broken(&format!("en.{key}")) {
            self.missing(&format!("en.{key}"), "英文", "English");
        }
        for text in [zh, en].into_iter().flatten() {
            if text.get_ref().trim().is_empty() {
                let problem = Problem::failure(say!("{key} 是空的", "`{key}` is empty"));
                let help = say!("写上{what_zh}", "write {what_en}");
                self.fail(problem.at(self.source, text.span().into(), Words::default()).help(help));
            }
            self.template(key, text, matcher);
        }
        if let (Some(text), Some((_, most))) = (zh, LONGEST.iter().find(|(name, _)| *name == key)) {
            let length = length(text.get_ref());
            if length > *most {
                let problem = Problem::note(say!(
                    "{key} 有 {length} 个字，最好不超过 {most} 个",
                    "`{key}` has {length} characters; {most} is a good limit"
                ));
                let problem = problem.at(self.source, text.span().into(), Words::default());
                self.note(problem.help(say!("很多人在窄屏上看，短一些更好", "many read it on a narrow page")));
            }
        }
        let own = |text: Option<&Text>| text.map(|t| t.get_ref().trim().to_owned()).unwrap_or_default();
        Words { zh: own(zh), en: own(en) }
    }

    /// Check the placeholders of `text`; a title has none, and without a matcher only their names can be checked.
    fn template(&mut self, key: &str, text: &Text, matcher: Option<&Matcher>) {
        let written = text.get_ref();
        let mut at = 0;
        while let Some(open) = written[at..].find(['{', '}']).map(|i| at + i) {
            let close = written[open..].find('}').map(|i| open + i).filter(|&close| close > open);
            let Some(close) = close else {
                let problem = Problem::failure(say!("大括号没有配对", "the braces do not match"));
                let label = say!("单独的大括号", "a lone brace");
                self.fail(problem.at(self.source, self.inside(text, open..open + 1), label));
                at = open + 1;
                continue;
            };
            let name = &written[open + 1..close];
            let span = self.inside(text, open..close + 1);
            at = close + 1;
            if !PLACEHOLDERS.contains(&name) {
                let label = match nearest(name, PLACEHOLDERS) {
                    Some(meant) => say!("是不是 {{{meant}}}？", "perhaps {{{meant}}}?"),
                    None => say!("不认识的占位符", "unknown placeholder"),
                };
                let list = PLACEHOLDERS.map(|p| format!("{{{p}}}")).join(" ");
                self.fail(
                    Problem::failure(say!("没有 {{{name}}} 这个占位符", "there is no placeholder {{{name}}}"))
                        .at(self.source, span, label)
                        .help(say!("可用：{list}", "known: {list}")),
                );
            } else if key == "title" {
                let problem = Problem::failure(say!("标题里不能用占位符", "a title has no placeholders"));
                self.fail(problem.at(self.source, span, say!("删去", "leave it out")));
            } else if let Some(matcher) = matcher
                && let Err(help) = available(name, matcher)
            {
                let problem =
                    Problem::failure(say!("这条规则用不了 {{{name}}}", "{{{name}}} means nothing in this rule"));
                self.fail(problem.at(self.source, span, say!("没有可填的内容", "nothing to fill in")).help(help));
            }
        }
    }
}

/// Whether findings of `matcher` can fill the placeholder; if not, what to do.
fn available(name: &str, matcher: &Matcher) -> Result<(), Words> {
    if name == "swap" {
        return match matcher {
            Matcher::Phrase(phrase) => match phrase.terms.iter().find(|term| term.instead.is_empty()) {
                Some(term) => {
                    let written = &term.written;
                    Err(say!("在 swap 里给「{written}」写上替换词", "give “{written}” an alternative in swap"))
                }
                None => Ok(()),
            },
            _ if replaces(matcher) => Ok(()),
            _ => Err(say!("先写 swap 或 replace", "write swap or replace first")),
        };
    }
    let filled: &[&str] = match matcher {
        Matcher::Phrase(_) | Matcher::Pattern(_) | Matcher::Sequence(_) => &["match"],
        Matcher::Measure(measure) => match measure {
            Measure::Length { .. } => &["value", "limit"],
            Measure::Stretch { .. } => &["match", "value", "limit"],
            Measure::Weigh { .. } => &["match", "words"],
            Measure::Share { .. } | Measure::Totals => &["match", "count", "value", "limit", "words"],
            _ => &["match", "count", "limit", "words"],
        },
        Matcher::Relation(Relation::Missing { .. }) => &[],
        Matcher::Relation(_) => &["match", "words"],
    };
    if filled.contains(&name) {
        return Ok(());
    }
    Err(if filled.is_empty() {
        say!("这种规则说的是缺少的内容，不能用占位符", "what is missing has no words to show")
    } else {
        let list = filled.iter().map(|p| format!("{{{p}}}")).collect::<Vec<_>>().join(" ");
        say!("这里可用：{list}", "known here: {list}")
    })
}

/// Whether the matcher offers something to write instead.
pub(super) fn replaces(matcher: &Matcher) -> bool {
    match matcher {
        Matcher::Phrase(phrase) => phrase.terms.iter().any(|term| !term.instead.is_empty()),
        Matcher::Pattern(pattern) => pattern.replace.is_some(),
        Matcher::Sequence(sequence) => sequence.replace.is_some(),
        Matcher::Measure(_) | Matcher::Relation(_) => false,
    }
}

/// Characters besides quotations and placeholders.
fn length(text: &str) -> usize {
    let (mut depth, mut count) = (0_usize, 0);
    for c in text.chars() {
        match c {
            '「' | '{' => depth += 1,
            '」' | '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => count += 1,
            _ => {}
        }
    }
    count
}
