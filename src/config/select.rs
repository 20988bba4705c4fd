//! Which rules speak under the selectors of a configuration.
//!
//! Where one selector takes a rule in and another leaves it out, the more specific one wins; between equals, leaving out.

use crate::problem::{Problem, nearest};
use crate::rule::selector::Selector;
use crate::rule::{Category, Rule, RuleId};
use crate::say;
use crate::suppress::selector_of;

use super::Placed;

/// Whether the rule `id` speaks under these selectors. Selectors that are none are passed over.
#[must_use]
pub fn speaks(id: &RuleId, select: Option<&[Placed<String>]>, ignore: &[Placed<String>]) -> bool {
    let best = |list: &[Placed<String>]| {
        let fitting = list.iter().filter_map(|s| Selector::parse(&s.value)).filter(|s| s.selects(id));
        fitting.map(|s| s.rank()).max().unwrap_or(0)
    };
    select.map_or(1, best) > best(ignore)
}

/// What is wrong with `written` as a selector of one of `rules`, if anything.
#[must_use]
pub fn doubt(written: &Placed<String>, rules: &[Rule]) -> Option<Problem> {
    let text = written.value.as_str();
    match Selector::parse(text) {
        Some(Selector::All | Selector::Category(_)) => None,
        Some(Selector::Rule(id)) if rules.iter().any(|r| r.id == id) => None,
        _ => {
            let problem = written.problem(
                say!("没有叫「{text}」的规则", "there is no rule “{text}”"),
                say!("没有这条规则", "no such rule"),
            );
            Some(problem.help(hint(text, rules)))
        }
    }
}

/// What is wrong with `written` as something to leave out: a selector, or a selector with the words of one match.
#[must_use]
pub fn doubt_left_out(written: &Placed<String>, rules: &[Rule]) -> Option<Problem> {
    doubt(&written.with(selector_of(&written.value).to_owned()), rules)
}

/// What to say to someone who wrote `text` for a rule.
#[must_use]
pub fn hint(text: &str, rules: &[Rule]) -> crate::words::Words {
    // Who writes a slash means a rule.
    let categories = Category::ALL.iter().map(|c| c.name()).filter(|_| !text.contains('/'));
    let names = rules.iter().map(|r| r.id.as_str()).chain(categories);
    let slug = || {
        let slug = text.rsplit('/').next().unwrap_or(text);
        rules.iter().map(|r| r.id.as_str()).find(|id| !slug.is_empty() && id.rsplit('/').next() == Some(slug))
    };
    let titled = || rules.iter().find(|r| r.title.zh == text).map(|r| r.id.as_str());
    let slugs = || {
        let near = nearest(text, rules.iter().filter_map(|r| r.id.as_str().split('/').nth(1)))?;
        rules.iter().map(|r| r.id.as_str()).find(|id| id.ends_with(near))
    };
    match titled().or_else(slug).or_else(|| nearest(text, names)).or_else(slugs) {
        Some(near) => say!("是不是「{near}」？", "did you mean “{near}”?"),
        None => say!("用 wenfeng rules 看所有规则", "wenfeng rules lists all rules"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(names: &[&str]) -> Vec<Placed<String>> {
        names.iter().map(|n| Placed::typed((*n).to_owned())).collect()
    }

    #[test]
    fn the_more_specific_selector_wins_and_leaving_out_wins_between_equals() {
        let id = RuleId::new("modesty/self-praise").expect("a good id");
        for (select, ignore, expected) in [
            (None, vec![], true),
            (None, vec!["modesty/*"], false),
            (None, vec!["candour"], true),
            (Some(vec!["modesty"]), vec![], true),
            (Some(vec!["谦逊"]), vec![], true),
            (Some(vec!["candour/*"]), vec![], false),
            (Some(vec![]), vec![], false),
            (Some(vec!["modesty/self-praise"]), vec!["modesty/*"], true),
            (Some(vec!["modesty/*"]), vec!["modesty/self-praise"], false),
            (Some(vec!["modesty/self-praise"]), vec!["modesty/self-praise"], false),
            (Some(vec!["all"]), vec!["modesty"], false),
        ] {
            let select = select.as_deref().map(list);
            assert_eq!(speaks(&id, select.as_deref(), &list(&ignore)), expected, "{select:?} {ignore:?}");
        }
    }
}
