//! What a rule looks for: exactly one matcher, whose keys fit its kind.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use toml::Spanned;

use super::{Checker, measure};
use crate::problem::{Problem, nearest};
use crate::rule::decode::Decoded;
use crate::rule::schema::{RawPattern, RawPhrase, RawRelation, RawRule, RawSequence, RawStep, Text, Texts};
use crate::rule::{Cue, Matcher, Pattern, Phrase, Relation, Sequence, Step, Target, Within};
use crate::say;
use crate::words::Words;

const KINDS: [&str; 5] = ["phrase", "pattern", "sequence", "measure", "relation"];
/// A step takes at most so many words.
const MOST_TIMES: usize = 20;

impl Checker<'_> {
    pub(super) fn matcher(&mut self, read: &Decoded<RawRule>) -> Option<Matcher> {
        let raw = &read.value;
        let there: Vec<Range<usize>> = [
            raw.phrase.as_ref().map(Spanned::span),
            raw.pattern.as_ref().map(Spanned::span),
            raw.sequence.as_ref().map(Spanned::span),
            raw.measure.as_ref().map(Spanned::span),
            raw.relation.as_ref().map(Spanned::span),
        ]
        .into_iter()
        .flatten()
        .collect();
        let list = KINDS.map(|kind| format!("[rule.{kind}]")).join(" ");
        if there.is_empty() && !KINDS.iter().any(|kind| read.is_broken(kind)) {
            let place = self.place.clone();
            self.fail(
                Problem::failure(say!("规则没有写要找什么", "the rule says nothing about what to look for"))
                    .at(self.source, place.into(), say!("这条规则", "this rule"))
                    .help(say!("写下面之一：{list}", "write one of {list}")),
            );
        }
        if there.len() > 1 {
            let mut problem = Problem::failure(say!("一条规则只能找一种东西", "a rule looks for one kind of thing"));
            for span in there {
                problem = problem.at(self.source, span.into(), say!("其中之一", "one of them"));
            }
            self.fail(problem.help(say!("留一个，其余另写规则", "keep one, make rules of the others")));
        }
        // Each is checked, so that its own problems show too.
        let phrase = raw.phrase.as_ref().and_then(|raw| self.phrase(raw, read.is_broken("phrase")));
        let pattern = raw.pattern.as_ref().and_then(|raw| self.patterns(raw, read.is_broken("pattern")));
        let sequence = raw.sequence.as_ref().and_then(|raw| self.sequence(raw, read.is_broken("sequence")));
        let measure = raw.measure.as_ref().and_then(|raw| measure::measure(self, raw, read));
        let relation = raw.relation.as_ref().and_then(|raw| self.relation(raw, read.is_broken("relation")));
        phrase
            .map(Matcher::Phrase)
            .or(pattern.map(Matcher::Pattern))
            .or(sequence.map(Matcher::Sequence))
            .or(measure.map(Matcher::Measure))
            .or(relation.map(Matcher::Relation))
    }

    fn phrase(&mut self, raw: &Spanned<RawPhrase>, broken: bool) -> Option<Phrase> {
        let RawPhrase { terms, swap } = raw.get_ref();
        if terms.is_empty() && swap.is_empty() {
            if !broken {
                let problem = Problem::failure(say!("[rule.phrase] 里没有词语", "[rule.phrase] has no wordings"));
                let problem = problem.at(self.source, raw.span().into(), Words::default());
                self.fail(problem.help(say!(
                    "写 terms = [\"…\"] 或 [rule.phrase.swap]",
                    "write terms = [\"…\"] or [rule.phrase.swap]"
                )));
            }
            return None;
        }
        let mut written: Vec<(&Text, Vec<String>)> = terms.iter().map(|text| (text, Vec::new())).collect();
        let mut swaps: Vec<(&Text, &Texts)> = swap.iter().collect();
        swaps.sort_by_key(|(text, _)| text.span().start);
        for (text, alternatives) in swaps {
            if alternatives.is_empty() {
                self.empty_list(text.span(), text.get_ref());
            }
            written.push((text, alternatives.iter().map(|a| a.get_ref().clone()).collect()));
        }
        let mut seen: BTreeMap<String, Range<usize>> = BTreeMap::new();
        let mut out = Vec::with_capacity(written.len());
        for (text, instead) in written {
            let Some(term) = self.term(text, instead) else { continue };
            if let Some((literal, first)) = term.literals.iter().find_map(|l| seen.get(l).map(|first| (l, first))) {
                let problem =
                    Problem::note(say!("「{literal}」在这条规则里写了两遍", "“{literal}” stands in this rule twice"));
                let problem = problem.at(self.source, text.span().into(), say!("又写了一遍", "again"));
                let problem = problem.at(self.source, first.clone().into(), say!("第一遍", "first"));
                self.note(problem.help(say!("删去一处", "leave one out")));
            }
            for literal in &term.literals {
                seen.entry(literal.clone()).or_insert_with(|| text.span());
            }
            out.push(term);
        }
        (!out.is_empty()).then_some(Phrase { terms: out })
    }

    fn patterns(&mut self, raw: &Spanned<RawPattern>, broken: bool) -> Option<Pattern> {
        let RawPattern { any, text, replace } = raw.get_ref();
        let targets = [("raw", Target::Raw), ("folded", Target::Folded)];
        let target = text.as_ref().and_then(|text| self.choose(text, &targets, &say!("取值", "value")));
        let target = target.unwrap_or(Target::Folded);
        if any.is_empty() && !broken {
            let problem = Problem::failure(say!("[rule.pattern] 里没有正则", "[rule.pattern] has no patterns"));
            let problem = problem.at(self.source, raw.span().into(), Words::default());
            self.fail(problem.help(say!("写 any = ['…']", "write any = ['…']")));
        }
        let compiled: Vec<String> =
            any.iter().filter_map(|text| self.pattern(text, target == Target::Folded)).collect();
        if let Some(replace) = replace.as_ref() {
            for (group, range) in groups(replace.get_ref()) {
                for pattern in &compiled {
                    let Ok(regex) = regex::Regex::new(pattern) else { continue };
                    let known = match group.parse::<usize>() {
                        Ok(number) => number < regex.captures_len(),
                        Err(_) => regex.capture_names().flatten().any(|name| name == group),
                    };
                    if !known {
                        let problem = Problem::failure(say!(
                            "正则里没有「{group}」这个组",
                            "not every pattern has a group `{group}`"
                        ));
                        let problem = problem.at(self.source, self.inside(replace, range), Words::default());
                        self.fail(problem.help(say!(
                            "每条正则都要有 (?<{group}>…)；后面紧跟文字时写成 ${{{group}}}",
                            "each pattern needs (?<{group}>…); write ${{{group}}} where text follows"
                        )));
                        break;
                    }
                }
            }
        }
        let replace = replace.as_ref().map(|text| text.get_ref().clone());
        (!compiled.is_empty()).then_some(Pattern { any: compiled, target, replace })
    }

    fn sequence(&mut self, raw: &Spanned<RawSequence>, broken: bool) -> Option<Sequence> {
        let RawSequence { steps, replace } = raw.get_ref();
        let out: Vec<Step> = steps.iter().map(|step| self.step(step.get_ref())).collect();
        if !broken && !out.iter().any(|step| !step.words.is_empty() && step.times.0 > 0) {
            let problem =
                Problem::failure(say!("[rule.sequence] 至少有一步要写 words", "a step of [rule.sequence] needs words"));
            let problem = problem.at(self.source, raw.span().into(), Words::default());
            self.fail(problem.help(say!(
                "在必有的一步里写 words = [\"…\"]，程序由它入手",
                "give words = [\"…\"] to a step that must be there; the search starts from them"
            )));
            return None;
        }
        if !broken && !out.is_empty() && out.iter().all(|step| !step.mark) {
            let problem = Problem::failure(say!("每一步都写了 mark = false", "every step says mark = false"));
            let problem = problem.at(self.source, raw.span().into(), Words::default());
            self.fail(problem.help(say!("至少留一步，好标出位置", "leave at least one step to be marked")));
        }
        if let Some(replace) = replace {
            let names: Vec<&str> = out.iter().filter_map(|step| step.name.as_deref()).collect();
            for (name, range) in braced(replace.get_ref()) {
                if !names.contains(&name) {
                    let label = match nearest(name, names.iter().copied()) {
                        Some(meant) => say!("是不是 {{{meant}}}？", "perhaps {{{meant}}}?"),
                        None => Words::default(),
                    };
                    let problem = Problem::failure(say!("没有叫「{name}」的一步", "no step is named `{name}`"));
                    let problem = problem.at(self.source, self.inside(replace, range), label);
                    self.fail(problem.help(say!("给那一步写 name = \"{name}\"", "give the step name = \"{name}\"")));
                }
            }
        }
        let replace = replace.as_ref().map(|text| text.get_ref().clone());
        Some(Sequence { steps: out, replace })
    }

    fn step(&mut self, raw: &RawStep) -> Step {
        for tag in &raw.tags {
            let name = tag.get_ref();
            let body = name.strip_suffix('*').unwrap_or(name);
            if name.is_empty() || !body.bytes().all(|b| b.is_ascii_alphanumeric()) || body.len() > 7 {
                let problem = Problem::failure(say!("「{name}」不是词性标记", "`{name}` is not a tag"));
                let problem = problem.at(self.source, tag.span().into(), Words::default());
                self.fail(problem.help(say!("如 v、vn、ns，或 v*", "such as v, vn, ns, or v*")));
            }
        }
        if let Some(name) = &raw.name
            && (name.get_ref().is_empty() || name.get_ref().contains(['{', '}']))
        {
            let problem = Problem::failure(say!("这一步的 name 不能用", "the name of the step cannot be used"));
            let help = say!("用一个短的英文词", "use a short word");
            self.fail(problem.at(self.source, name.span().into(), Words::default()).help(help));
        }
        let times = raw.times.as_ref().and_then(|times| self.pair(times, "times", MOST_TIMES));
        Step {
            words: self.all_literals(&raw.words),
            tags: raw.tags.iter().map(|tag| tag.get_ref().clone()).collect(),
            not: self.all_literals(&raw.not),
            chars: raw.chars.as_ref().and_then(|chars| self.pair(chars, "chars", usize::MAX)),
            times: times.unwrap_or((1, 1)),
            name: raw.name.as_ref().map(|name| name.get_ref().clone()),
            mark: raw.mark.unwrap_or(true),
        }
    }

    /// `[least, greatest]`, of which the greatest is at least 1.
    fn pair(&mut self, raw: &Spanned<Vec<u32>>, key: &str, most: usize) -> Option<(usize, usize)> {
        if let [least, greatest] = raw.get_ref()[..]
            && least <= greatest
            && greatest > 0
            && greatest as usize <= most
        {
            return Some((least as usize, greatest as usize));
        }
        let problem = Problem::failure(say!("{key} 的写法不对", "`{key}` is not written as it should be"));
        let problem = problem.at(self.source, raw.span().into(), Words::default());
        self.fail(if most == usize::MAX {
            problem.help(say!("写成 [最少, 最多]", "write [least, greatest]"))
        } else {
            problem.help(say!("写成 [最少, 最多]，最多不超过 {most}", "write [least, greatest], {most} at most"))
        });
        None
    }

    fn relation(&mut self, raw: &Spanned<RawRelation>, broken: bool) -> Option<Relation> {
        let r = raw.get_ref();
        let keys: [(&str, Option<Range<usize>>); 8] = [
            ("find", r.find.as_ref().map(Spanned::span)),
            ("without", r.without.as_ref().map(Spanned::span)),
            ("near", r.near.as_ref().map(Spanned::span)),
            ("then", r.then.as_ref().map(Spanned::span)),
            ("lead", r.lead.as_ref().map(Spanned::span)),
            ("missing", r.missing.as_ref().map(Spanned::span)),
            ("within", r.within.as_ref().map(Spanned::span)),
            ("chars", r.chars.as_ref().map(Spanned::span)),
        ];
        let chosen: Vec<&(&str, Option<Range<usize>>)> = keys[1..6].iter().filter(|(_, span)| span.is_some()).collect();
        let [(kind, _)] = chosen[..] else {
            if !broken {
                let mut problem = Problem::failure(say!(
                    "[rule.relation] 要写 without、near、then、lead、missing 中的一个",
                    "[rule.relation] needs exactly one of without, near, then, lead, missing"
                ));
                for (_, span) in &chosen {
                    problem = problem.at(
                        self.source,
                        span.clone().unwrap_or_default().into(),
                        say!("其中之一", "one of them"),
                    );
                }
                if chosen.is_empty() {
                    problem = problem.at(self.source, raw.span().into(), Words::default());
                }
                self.fail(problem.help(say!("几种关系分成几条规则", "make one rule of each relation")));
            }
            return None;
        };
        let fitting: &[&str] = match *kind {
            "without" => &["find", "without", "within"],
            "near" => &["find", "near", "chars", "within"],
            "then" => &["find", "then"],
            "lead" => &["find", "lead"],
            _ => &["missing"],
        };
        self.fit(&keys, fitting, kind);
        let find = match &r.find {
            Some(list) => self.list(list, "find"),
            None if *kind == "missing" => Vec::new(),
            None => {
                if !broken {
                    self.missing_in(raw.span(), "find");
                }
                return None;
            }
        };
        let within = r.within.as_ref().and_then(|text| self.within(text)).unwrap_or(Within::Sentence);
        Some(if let Some(list) = &r.without {
            Relation::Without { find, lacking: self.list(list, "without"), within }
        } else if let Some(list) = &r.near {
            let chars = r.chars.as_ref().map_or(8, |n| *n.get_ref() as usize);
            Relation::Near { find, near: self.list(list, "near"), chars, within }
        } else if let Some(list) = &r.then {
            Relation::Order { first: find, then: self.list(list, "then") }
        } else if let Some(units) = &r.lead {
            if *units.get_ref() == 0 {
                let problem = Problem::failure(say!("lead 要大于零", "`lead` must be more than zero"));
                self.fail(problem.at(self.source, units.span().into(), Words::default()));
            }
            Relation::Lead { find, units: *units.get_ref() as usize }
        } else {
            Relation::Missing { any: r.missing.as_ref().map(|list| self.list(list, "missing")).unwrap_or_default() }
        })
    }

    /// Cues of a list that must not be empty.
    pub(super) fn list(&mut self, list: &Spanned<Texts>, key: &str) -> Vec<Cue> {
        if list.get_ref().is_empty() {
            self.empty_list(list.span(), key);
        }
        self.cues(list.get_ref())
    }

    pub(super) fn within(&mut self, text: &Text) -> Option<Within> {
        let known = [
            ("clause", Within::Clause),
            ("sentence", Within::Sentence),
            ("next-sentence", Within::NextSentence),
            ("neighbours", Within::Neighbours),
            ("post", Within::Post),
            ("lead", Within::Lead),
        ];
        self.choose(text, &known, &say!("范围", "stretch"))
    }

    /// Keys that another kind of the same table would have.
    pub(super) fn fit(&mut self, keys: &[(&str, Option<Range<usize>>)], fitting: &[&str], kind: &str) {
        for (key, span) in keys {
            if let Some(span) = span
                && !fitting.contains(key)
            {
                let list = fitting.join(" ");
                let problem = Problem::failure(say!("「{kind}」用不到 {key}", "`{kind}` has no `{key}`"));
                let problem = problem.at(self.source, span.clone().into(), say!("用不到", "not used"));
                self.fail(problem.help(say!("可用：{list}", "known here: {list}")));
            }
        }
    }

    pub(super) fn missing_in(&mut self, span: Range<usize>, key: &str) {
        let problem = Problem::failure(say!("缺少 {key}", "there is no `{key}`"));
        let problem = problem.at(self.source, span.into(), say!("这里", "here"));
        self.fail(problem.help(say!("加一行 {key} = …", "add {key} = …")));
    }
}

/// Groups that a template of a pattern names: `$name`, `${name}`, `$1`; `$$` is a dollar sign.
fn groups(template: &str) -> Vec<(&str, Range<usize>)> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(dollar) = template[at..].find('$').map(|i| at + i) {
        let rest = &template[dollar + 1..];
        let (name, length) = if let Some(braced) = rest.strip_prefix('{') {
            let name = braced.find('}').map_or(braced, |end| &braced[..end]);
            (name, (name.len() + 2).min(rest.len()))
        } else {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            (&rest[..end], end)
        };
        let doubled = rest.starts_with('$');
        if !doubled && length > 0 {
            out.push((name, dollar..dollar + 1 + length));
        }
        at = dollar + 1 + if doubled { 1 } else { length };
    }
    out
}

/// Names in braces.
fn braced(template: &str) -> Vec<(&str, Range<usize>)> {
    let mut seen = HashSet::new();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = template[at..].find('{').map(|i| at + i) {
        let close = template[open..].find('}').map_or(template.len(), |i| open + i);
        let name = &template[open + 1..close];
        if seen.insert(name) {
            out.push((name, open..(close + 1).min(template.len())));
        }
        at = close;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_of_a_template_is_found() {
        let names = |t| {
            groups(t)
                .into_iter()
                .map(|(name, range): (&str, Range<usize>)| (name.to_owned(), range.len()))
                .collect::<Vec<_>>()
        };
        assert_eq!(names("${verb}了$noun，$1"), [("verb".into(), 7), ("noun".into(), 5), ("1".into(), 2)]);
        assert_eq!(names("$$5、${open"), [("open".into(), 6)]);
        assert_eq!(braced("{a}{b}{a").into_iter().map(|(n, _)| n).collect::<Vec<_>>(), ["a", "b"]);
    }
}
