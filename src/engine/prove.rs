//! A pack's own examples, run as its tests.
//!
//! A rule is run alone. On a `bad` example it must find exactly the marked places; on a `good` one it must be silent; where
//! the example says what the text becomes, its first fix must yield that text and leave nothing to find. What no `bad`
//! example reaches is listed: a wording that nobody has seen at work is a guess.

use super::Linter;
use crate::finding::{Finding, Fix, Recognised};
use crate::position::Span;
use crate::post::{Post, Situation};
use crate::problem::Problem;
use crate::rule::doc::marked;
use crate::rule::lexicon::Lexicon;
use crate::rule::load::Pack;
use crate::rule::{Example, Matcher, Measure, Pattern, Promise, Rule, RuleId, Target};
use crate::say;
use crate::text::fold::View;
use crate::words::Words;

/// What came of the examples of one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleReport {
    /// The rule.
    pub rule: RuleId,
    /// How many examples were run.
    pub examples: usize,
    /// Broken promises, each at the example's place in the pack.
    pub failures: Vec<Problem>,
    /// Wordings and patterns, as written, that no `bad` example reaches.
    pub unreached: Vec<String>,
    /// A note at the rule about what is unreached.
    pub note: Option<Problem>,
}

/// What came of the examples of a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TestReport {
    /// By rule, in the order of the pack.
    pub rules: Vec<RuleReport>,
}

impl TestReport {
    /// Every broken promise.
    pub fn failures(&self) -> impl Iterator<Item = &Problem> {
        self.rules.iter().flat_map(|rule| &rule.failures)
    }

    /// Every remark about wordings that no example reaches.
    pub fn notes(&self) -> impl Iterator<Item = &Problem> {
        self.rules.iter().filter_map(|rule| rule.note.as_ref())
    }

    /// How many examples were run.
    #[must_use]
    pub fn examples(&self) -> usize {
        self.rules.iter().map(|rule| rule.examples).sum()
    }

    /// Whether every promise was kept.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.failures().next().is_none()
    }
}

/// Run the examples of `pack`. `lexicon` is that of all packs in force.
#[must_use]
pub fn test_pack(pack: &Pack, lexicon: &Lexicon) -> TestReport {
    let rules = pack.rules.iter().map(|rule| {
        let linter = Linter::new(vec![rule.clone()], lexicon);
        test_rule(rule, |text, situation| {
            let given = situation.map(|situation| Recognised::set(situation, say!("例子里写明", "set in the example")));
            linter.check(Post::from_text(text), given).findings
        })
    });
    TestReport { rules: rules.collect() }
}

/// Run the examples of `rule`; `check` says what the rule alone finds in a text, read in a situation or in the one recognised.
pub fn test_rule(rule: &Rule, check: impl Fn(&str, Option<Situation>) -> Vec<Finding>) -> RuleReport {
    let of_rule = |text: &str, situation| {
        let mut found = check(text, situation);
        found.retain(|finding| finding.rule == rule.id);
        found
    };
    let mut failures = Vec::new();
    let mut reached = Reached::new(rule);
    for example in &rule.examples {
        let found = of_rule(&example.text, example.situation);
        match &example.promise {
            Promise::Bad(marks) => {
                let missed = compare(rule, example, marks, &found);
                reached.add(&example.text, &found);
                if let (Some(fixed), None) = (&example.fixed, &missed) {
                    failures.extend(apply(rule, example, fixed, &found, |text| of_rule(text, example.situation)));
                }
                failures.extend(missed);
            }
            Promise::Good(_) if found.is_empty() => {}
            Promise::Good(trap) => failures.push(loud(rule, example, *trap, &found)),
        }
    }
    let unreached = reached.missing();
    let note = (!unreached.is_empty()).then(|| {
        let id = &rule.id;
        let list = unreached.iter().take(5).map(String::as_str).collect::<Vec<_>>().join("、");
        let count = unreached.len();
        Problem::note(say!(
            "「{id}」有 {count} 条词语没有 bad 例子：「{list}」",
            "no bad example of `{id}` reaches {count} of its wordings: “{list}”"
        ))
        .at(&rule.origin.source, rule.origin.span, say!("这条规则", "this rule"))
        .help(say!("每条词语给一个例子，没有例子的删去", "give each an example, or leave it out"))
    });
    RuleReport { rule: rule.id.clone(), examples: rule.examples.len(), failures, unreached, note }
}

fn at_example(rule: &Rule, example: &Example, message: Words, label: Words) -> Problem {
    let id = &rule.id;
    let Words { zh, en } = message;
    Problem::failure(say!("「{id}」{zh}", "`{id}` {en}")).at(&rule.origin.source, example.place, label)
}

fn compare(rule: &Rule, example: &Example, marks: &[Span], found: &[Finding]) -> Option<Problem> {
    let mut wanted = marks.to_vec();
    let mut places: Vec<Span> = found.iter().map(|finding| finding.span).collect();
    wanted.sort_unstable();
    places.sort_unstable();
    places.dedup();
    if wanted == places {
        return None;
    }
    let (message, label) = if places.is_empty() {
        (say!("在例子里什么也没找到", "finds nothing in its example"), say!("一处也没有", "nothing"))
    } else {
        let got = marked(&example.text, &places);
        (say!("找到的不是标出的地方", "finds other places than those marked"), say!("找到的是：{got}", "found: {got}"))
    };
    let expected = marked(&example.text, &wanted);
    Some(at_example(rule, example, message, label).help(say!("应当是：{expected}", "expected: {expected}")))
}

fn loud(rule: &Rule, example: &Example, trap: bool, found: &[Finding]) -> Problem {
    let places: Vec<Span> = found.iter().map(|finding| finding.span).collect();
    let got = marked(&example.text, &places);
    let help = if trap {
        say!("用 [rule.guard] 或 [rule.unless] 放过这种写法", "excuse it by [rule.guard] or [rule.unless]")
    } else {
        say!("改规则，或换一个例子", "change the rule, or the example")
    };
    let message = say!("在 good 例子里不该找到什么", "should be silent on a good example");
    at_example(rule, example, message, say!("找到的是：{got}", "found: {got}")).help(help)
}

fn apply(
    rule: &Rule,
    example: &Example,
    fixed: &str,
    found: &[Finding],
    check: impl Fn(&str) -> Vec<Finding>,
) -> Option<Problem> {
    let offered: Vec<&Fix> = found.iter().filter_map(|finding| finding.fixes.first()).collect();
    if offered.is_empty() {
        let message = say!("没有给出可改的写法", "offers no fix");
        return Some(at_example(rule, example, message, say!("改后应为：{fixed}", "should become: {fixed}")));
    }
    let got = edited(&example.text, &offered);
    if got != fixed {
        let message = say!("改出来的不是 fixed", "fixes it otherwise than `fixed` says");
        return Some(
            at_example(rule, example, message, say!("改成了：{got}", "became: {got}"))
                .help(say!("应当是：{fixed}", "expected: {fixed}")),
        );
    }
    let again: Vec<Span> = check(fixed).iter().map(|finding| finding.span).collect();
    if again.is_empty() {
        return None;
    }
    let got = marked(fixed, &again);
    let message = say!("改过以后又找到了什么", "finds something in what it fixed");
    Some(at_example(rule, example, message, say!("改后找到：{got}", "found afterwards: {got}")))
}

/// `text` with all edits of `fixes` made; an edit that overlaps an earlier one is left out.
fn edited(text: &str, fixes: &[&Fix]) -> String {
    let mut edits: Vec<_> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        if edit.span.start >= at
            && let Some(kept) = text.get(at..edit.span.start)
        {
            out.push_str(kept);
            out.push_str(&edit.text);
            at = edit.span.end;
        }
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Which wordings and patterns of a rule its `bad` examples have reached.
struct Reached<'r> {
    /// As written, the test for it, and whether it was met.
    wanted: Vec<(&'r str, Sign<'r>, bool)>,
}

enum Sign<'r> {
    /// One of these is what was found.
    Found(&'r [String]),
    /// One of these stands in the text in which something was found.
    Held(&'r [String]),
    /// The expression matches over something that was found; `true`: in the text as it stands.
    Match(regex::Regex, bool),
}

impl<'r> Reached<'r> {
    fn new(rule: &'r Rule) -> Self {
        let pattern = |written: &'r String, raw: bool| {
            let regex = regex::Regex::new(written).ok()?;
            Some((written.as_str(), Sign::Match(regex, raw), false))
        };
        let wanted = match &rule.matcher {
            Matcher::Phrase(phrase) => {
                phrase.terms.iter().map(|t| (t.written.as_str(), Sign::Found(&t.literals), false)).collect()
            }
            Matcher::Pattern(Pattern { any, target, .. }) => {
                any.iter().filter_map(|written| pattern(written, *target == Target::Raw)).collect()
            }
            Matcher::Measure(Measure::Count { terms, patterns, .. }) => {
                let terms = terms.iter().map(|t| (t.written.as_str(), Sign::Held(&t.literals), false));
                terms.chain(patterns.iter().filter_map(|written| pattern(written, false))).collect()
            }
            _ => Vec::new(),
        };
        Self { wanted }
    }

    fn add(&mut self, text: &str, found: &[Finding]) {
        if found.is_empty() {
            return;
        }
        let view = View::new(text);
        let in_view: Vec<Span> = found.iter().map(|finding| view.to_view(finding.span)).collect();
        for (_, sign, met) in self.wanted.iter_mut().filter(|(_, _, met)| !met) {
            *met = match sign {
                Sign::Found(literals) => in_view.iter().any(|span| {
                    let words = view.text().get(span.range()).unwrap_or_default();
                    literals.iter().any(|literal| literal == words)
                }),
                Sign::Held(literals) => literals.iter().any(|literal| view.text().contains(literal.as_str())),
                Sign::Match(regex, true) => {
                    regex.find_iter(text).any(|m| found.iter().any(|f| f.span.overlaps(Span::new(m.start(), m.end()))))
                }
                Sign::Match(regex, false) => regex
                    .find_iter(view.text())
                    .any(|m| in_view.iter().any(|span| span.overlaps(Span::new(m.start(), m.end())))),
            };
        }
    }

    fn missing(self) -> Vec<String> {
        self.wanted.into_iter().filter(|(_, _, met)| !met).map(|(written, _, _)| written.to_owned()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Applicability, Edit};
    use crate::rule::load::tests::sample_rule as rule;
    use crate::text::layout::PartKind;

    /// A rule that finds every one of `words`, and would leave out its first two characters.
    fn finds(rule: &Rule, text: &str, words: &[&str]) -> Vec<Finding> {
        let places = words.iter().flat_map(|word| text.match_indices(word));
        let finding = |(start, word): (usize, &str)| Finding {
            rule: rule.id.clone(),
            category: rule.category(),
            severity: rule.severity,
            message: Words::default(),
            why: Words::default(),
            instead: Words::default(),
            span: Span::new(start, start + word.len()),
            part: PartKind::Body,
            related: Vec::new(),
            fixes: vec![Fix {
                title: Words::default(),
                applicability: Applicability::Safe,
                edits: vec![Edit { span: Span::new(start, start + 6), text: String::new() }],
            }],
        };
        places.map(finding).collect()
    }

    #[test]
    fn a_rule_that_keeps_its_promises_passes() {
        let rule = rule("plainness/light-verb");
        let report = test_rule(&rule, |text, _| finds(&rule, text, &["进行抢修", "进行检查"]));
        assert_eq!((report.examples, report.failures, report.unreached), (5, vec![], vec![]));
    }

    #[test]
    fn every_broken_promise_is_told_at_its_example() {
        let rule = rule("plainness/light-verb");
        let told = |words: &[&str]| -> Vec<(String, String)> {
            let report = test_rule(&rule, |text, _| finds(&rule, text, words));
            let text = &rule.origin.source.text;
            let place = |p: &Problem| text[p.labels[0].span.range()].trim_matches('"').to_owned();
            report.failures.iter().map(|p| (place(p), p.labels[0].text.zh.clone())).collect()
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(told(&["进行检查"]), [pair("工人正在对道路⟦进行抢修⟧。", "一处也没有")]);
        assert_eq!(
            told(&["进行抢修", "对电梯进行检查"])[0],
            pair("明天对电梯⟦进行检查⟧。", "找到的是：明天⟦对电梯进行检查⟧。")
        );
        assert_eq!(
            told(&["进行抢修", "进行检查", "进行到"]),
            [pair("比赛进行到第三天。", "找到的是：比赛⟦进行到⟧第三天。")]
        );
        let again = test_rule(&rule, |text, _| finds(&rule, text, &["进行抢修", "进行检查", "道路抢修。"]));
        assert_eq!(again.failures[0].labels[0].text.zh, "改后找到：工人正在对⟦道路抢修。⟧");
    }

    #[test]
    fn wordings_that_no_example_reaches_are_listed() {
        let rule = rule("candour/under-investigation");
        let report = test_rule(&rule, |text, _| finds(&rule, text, &["正在进一步调查中"]));
        assert_eq!(report.unreached, ["此事还在调查中"]);
        assert!(report.note.expect("a remark").message.zh.contains("「此事还在调查中」"));
        let none = test_rule(&rule, |_, _| Vec::new());
        assert_eq!(none.unreached.len(), 2, "words that are merely there are not reached");
    }

    #[test]
    fn an_example_is_read_in_its_situation() {
        let mut rule = rule("candour/under-investigation");
        rule.examples.truncate(1);
        rule.examples[0].situation = Some(Situation::Incident);
        let report = test_rule(&rule, |text, situation| {
            assert_eq!(situation, Some(Situation::Incident));
            finds(&rule, text, &["正在进一步调查中"])
        });
        assert!(report.failures.is_empty());
    }
}
