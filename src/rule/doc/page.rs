//! The reference: the rules of a category as one Markdown page.

use std::fmt::Write as _;

use super::{filled, marked, severities};
use crate::rule::{Category, Promise, Rule};
use crate::say;
use crate::words::{Lang, Words};

/// So many wordings of a rule are shown; `wenfeng explain` shows all.
const WORDINGS: usize = 12;

/// The page of `category`: what its rules say and why, what to write instead, source and examples, each rule under an anchor
/// of its own, the part of its id behind the slash. Lines end in LF.
#[must_use]
pub fn page(category: Category, rules: &[Rule], lang: Lang) -> String {
    let of_it: Vec<&Rule> = rules.iter().filter(|rule| rule.category() == category).collect();
    let (title, name, count) = (category.title(), category.name(), of_it.len());
    let head = say!(
        "# {title}（{name}）\n\n共 {count} 条规则。⟦ ⟧ 里是会标出的文字。本页由规则文件生成，要改请改 `rules/zh/` 里的规则。\n",
        "# {name} ({title})\n\n{count} rules. What is marked stands between ⟦ and ⟧. This page is generated from the rules in `rules/zh/`.\n"
    );
    let mut out = head.get(lang).to_owned();
    for rule in &of_it {
        let _ = writeln!(out, "- [{}](#{})", rule.title.get(lang), slug(rule));
    }
    for rule in &of_it {
        entry(&mut out, rule, lang);
    }
    out
}

/// Where the reference speaks of a built-in rule, from the root of the repository.
#[must_use]
pub fn address(rule: &Rule, lang: Lang) -> String {
    format!("docs/rules/{}/{}.md#{}", lang.code(), rule.category().name(), slug(rule))
}

/// The name of a rule in its category, which is its anchor on the page.
pub(super) fn slug(rule: &Rule) -> &str {
    let id = rule.id.as_str();
    id.split_once('/').map_or(id, |(_, slug)| slug)
}

fn entry(out: &mut String, rule: &Rule, lang: Lang) {
    let _ = writeln!(out, "\n<a id=\"{}\"></a>\n\n## {}\n", slug(rule), rule.title.get(lang));
    let _ = writeln!(out, "`{}` · {}\n", rule.id, severities(rule).get(lang));
    for fact in facts(rule, lang) {
        let text = if fact.verbatim { code(&fact.text) } else { escaped(&fact.text) };
        let _ = writeln!(out, "- **{}**{}{text}", fact.name.get(lang), if lang == Lang::Zh { "：" } else { ": " });
    }
    let _ = writeln!(out);
    for example in &rule.examples {
        let (sign, text) = match &example.promise {
            Promise::Bad(marks) => ("✗", marked(&example.text, marks)),
            Promise::Good(_) => ("✓", example.text.clone()),
        };
        let text = escaped(&text.replace('\n', " ↵ "));
        let _ = writeln!(out, "- {sign} {text}");
    }
}

/// Something the reference says of a rule.
pub(super) struct Fact {
    /// What it is about.
    pub(super) name: Words,
    /// What it says.
    pub(super) text: String,
    /// It may hold expressions, and is shown as it stands.
    pub(super) verbatim: bool,
}

/// Everything the reference says of `rule` besides its title, its severity and its examples.
pub(super) fn facts(rule: &Rule, lang: Lang) -> Vec<Fact> {
    let comma = if lang == Lang::Zh { "；" } else { "; " };
    let wanted = super::wanted::lines(&rule.matcher);
    let mut looks = wanted.iter().take(WORDINGS).map(|line| line.get(lang).trim().to_owned()).collect::<Vec<_>>();
    if wanted.len() > WORDINGS {
        let more = wanted.len() - WORDINGS;
        looks.push(say!("（另有 {more} 种）", "(and {more} more)").get(lang).to_owned());
    }
    let silent: Vec<String> = super::place::lines(rule).iter().map(|line| line.get(lang).to_owned()).collect();
    let mut facts: Vec<Fact> = [
        (say!("说法", "Says"), filled(&rule.message, rule, lang)),
        (say!("为什么", "Why"), filled(&rule.why, rule, lang)),
        (say!("怎样改", "Instead"), filled(&rule.instead, rule, lang)),
        (say!("依据", "Source"), rule.source.join(comma)),
    ]
    .into_iter()
    .map(|(name, text)| Fact { name, text, verbatim: false })
    .collect();
    facts.push(Fact { name: say!("找什么", "Looks for"), text: looks.join(comma), verbatim: true });
    if !silent.is_empty() {
        facts.push(Fact { name: say!("什么时候不说", "Silent where"), text: silent.join(comma), verbatim: true });
    }
    facts
}

/// Text in which no sign means anything to Markdown.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Text that may hold expressions, in which nothing means anything.
fn code(text: &str) -> String {
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{text}{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::load::tests::sample;

    #[test]
    fn a_page_tells_of_every_rule_of_its_category_and_of_no_other() {
        let rules = sample().rules;
        for lang in [Lang::Zh, Lang::En] {
            for category in Category::ALL {
                let text = page(category, &rules, lang);
                for rule in &rules {
                    let there =
                        text.contains(&format!("`{}`", rule.id)) && text.contains(&format!("(#{})", slug(rule)));
                    assert_eq!(there, rule.category() == category, "{} in {}", rule.id, category.name());
                }
            }
        }
    }

    #[test]
    fn what_a_draft_holds_is_shown_as_it_stands() {
        assert_eq!(escaped("#话题# [笑] *重要*"), "\\#话题\\# \\[笑\\] \\*重要\\*");
        assert_eq!(code("a`b"), "``a`b``");
    }
}
