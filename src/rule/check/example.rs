//! Examples: their marks and what a rule owes of them.

use std::collections::HashMap;
use std::ops::Range;

use super::{Checker, Rigour, texts};
use crate::position::Span;
use crate::problem::Problem;
use crate::rule::decode::Decoded;
use crate::rule::schema::{RawExample, RawRule, Text};
use crate::rule::{Example, Matcher, Promise};
use crate::say;
use crate::words::Words;

impl Checker<'_> {
    pub(super) fn examples(&mut self, read: &Decoded<RawRule>, matcher: Option<&Matcher>) -> Vec<Example> {
        let mut seen: HashMap<String, Range<usize>> = HashMap::new();
        let mut examples = Vec::new();
        for raw in &read.value.example {
            let Some(example) = self.example(raw.get_ref(), raw.span(), matcher) else { continue };
            let place = example.place.range();
            if let Some(first) = seen.get(&example.text) {
                let problem = Problem::note(say!("同一个例子写了两遍", "the same example stands here twice"));
                let problem = problem.at(self.source, place.into(), say!("又写了一遍", "again"));
                let problem = problem.at(self.source, first.clone().into(), say!("第一遍", "first"));
                self.note(problem.help(say!("删去一个，或换一句话", "leave one out, or write another")));
            } else {
                seen.insert(example.text.clone(), place);
            }
            examples.push(example);
        }
        if !read.is_broken("example") {
            self.enough(&examples, read.value.example.len());
        }
        examples
    }

    /// Only examples that are there can be counted as missing: a broken one has its own problem.
    fn enough(&mut self, examples: &[Example], written: usize) {
        if examples.len() < written {
            return;
        }
        let is_bad = |e: &&Example| matches!(e.promise, Promise::Bad(_));
        let bad = examples.iter().filter(is_bad).count();
        let good = examples.len() - bad;
        let traps = examples.iter().filter(|e| e.promise == Promise::Good(true)).count();
        let (least_bad, least_good, least_traps) =
            if self.against.rigour == Rigour::Strict { (2, 3, 1) } else { (1, 1, 0) };
        for (have, least, zh, en, help) in [
            (bad, least_bad, "有毛病的例子（bad）", "`bad` example", "bad = \"…⟦…⟧…\""),
            (good, least_good, "没毛病的例子（good）", "`good` example", "good = \"…\""),
            (
                traps,
                least_traps,
                "看着像毛病的例子（trap）",
                "trap among the `good` examples",
                "good = \"…\" trap = true",
            ),
        ] {
            if have < least {
                let place = self.place.clone();
                self.fail(
                    Problem::failure(say!(
                        "{zh}不够：要 {least} 个，现有 {have} 个",
                        "needs {least} {en}(s), has {have}"
                    ))
                    .at(self.source, place.into(), say!("这条规则", "this rule"))
                    .help(say!("加一段 [[rule.example]]，写 {help}", "add [[rule.example]] with {help}")),
                );
            }
        }
    }

    fn example(&mut self, raw: &RawExample, span: Range<usize>, matcher: Option<&Matcher>) -> Option<Example> {
        let (text, is_bad) = match (&raw.bad, &raw.good) {
            (Some(text), None) => (text, true),
            (None, Some(text)) => (text, false),
            (both, _) => {
                let (zh, en) =
                    if both.is_some() { ("只能写一个", "only one of them") } else { ("缺一个", "one of them") };
                let problem =
                    Problem::failure(say!("一个例子写 bad 或 good，{zh}", "an example has bad or good: {en}"));
                self.fail(problem.at(self.source, span.into(), Words::default()));
                return None;
            }
        };
        let situation = raw.situation.as_ref().and_then(|text| self.situation(text));
        let trap = raw.trap.as_ref().is_some_and(|trap| *trap.get_ref());
        if let Some(trap) = raw.trap.as_ref().filter(|_| is_bad) {
            let problem = Problem::failure(say!("trap 只用于 good 例子", "only a `good` example can be a trap"));
            self.fail(problem.at(self.source, trap.span().into(), Words::default()));
        }
        if let Some(fixed) = &raw.fixed {
            let label = if !is_bad {
                Some(say!("good 例子没有可改的", "a `good` example has nothing to fix"))
            } else if matcher.is_some_and(|matcher| !texts::replaces(matcher)) {
                Some(say!("规则没有写 swap 或 replace", "the rule has neither swap nor replace"))
            } else {
                None
            };
            if let Some(label) = label {
                let problem = Problem::failure(say!("这个例子不能写 fixed", "this example cannot have `fixed`"));
                self.fail(problem.at(self.source, fixed.span().into(), label));
            }
        }
        let (plain, marks) = self.marks(text)?;
        if plain.trim().is_empty() {
            let problem = Problem::failure(say!("例子是空的", "the example is empty"));
            self.fail(problem.at(self.source, text.span().into(), Words::default()));
            return None;
        }
        if is_bad == marks.is_empty() {
            let problem = if is_bad {
                Problem::failure(say!("bad 例子没有标出毛病", "the `bad` example marks nothing"))
                    .help(say!("用 ⟦ 和 ⟧ 括住应当找到的词语", "put ⟦ and ⟧ round what should be found"))
            } else {
                Problem::failure(say!("good 例子里不该有 ⟦ ⟧", "a `good` example has no marks"))
                    .help(say!("删去标记，或改成 bad", "leave the marks out, or write bad"))
            };
            self.fail(problem.at(self.source, text.span().into(), Words::default()));
            return None;
        }
        Some(Example {
            text: plain,
            promise: if is_bad { Promise::Bad(marks) } else { Promise::Good(trap) },
            situation,
            fixed: raw.fixed.as_ref().map(|text| text.get_ref().clone()),
            note: raw.note.as_ref().map(|text| text.get_ref().clone()),
            place: text.span().into(),
        })
    }

    /// The text without its marks, and what was between them.
    fn marks(&mut self, text: &Text) -> Option<(String, Vec<Span>)> {
        let mut plain = String::with_capacity(text.get_ref().len());
        let mut marks = Vec::new();
        let mut open: Option<(usize, usize)> = None;
        for (at, sign) in text.get_ref().char_indices() {
            let here = at..at + sign.len_utf8();
            match (sign, open) {
                ('⟦', None) => open = Some((plain.len(), at)),
                ('⟧', Some((start, at))) if start == plain.len() => {
                    self.mark_fault(text, at..here.end, &say!("标记里没有字", "nothing between the marks"));
                    return None;
                }
                ('⟧', Some((start, _))) => {
                    marks.push(Span::new(start, plain.len()));
                    open = None;
                }
                ('⟦', Some(_)) => {
                    self.mark_fault(text, here, &say!("前一个 ⟦ 还没有合上", "the ⟦ before is still open"));
                    return None;
                }
                ('⟧', None) => {
                    self.mark_fault(text, here, &say!("前面没有 ⟦", "there is no ⟦ before it"));
                    return None;
                }
                _ => plain.push(sign),
            }
        }
        if let Some((_, at)) = open {
            self.mark_fault(text, at..at + '⟦'.len_utf8(), &say!("没有合上", "never closed"));
            return None;
        }
        Some((plain, marks))
    }

    fn mark_fault(&mut self, text: &Text, range: Range<usize>, label: &Words) {
        let problem = Problem::failure(say!("例子里的 ⟦ ⟧ 没有配好对", "the marks ⟦ ⟧ do not match"));
        let problem = problem.at(self.source, self.inside(text, range), label.clone());
        self.fail(problem.help(say!(
            "每个 ⟦ 后面配一个 ⟧，中间有字，不能套",
            "each ⟦ has its ⟧ with words between them, none inside another"
        )));
    }
}
