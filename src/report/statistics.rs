//! How often each rule spoke, as a table.

use std::collections::BTreeMap;
use std::io::{self, Write};

use crate::finding::Checked;
use crate::rule::RuleId;
use crate::terminal::{Ink, columns};
use crate::words::Lang;

/// Counts of findings and of posts for each rule.
#[derive(Debug, Clone, Default)]
pub struct Statistics {
    rules: BTreeMap<RuleId, (usize, usize)>,
}

impl Statistics {
    /// Count one post.
    pub fn add(&mut self, checked: &Checked) {
        let mut last: Option<&RuleId> = None;
        let mut rules: Vec<&RuleId> = checked.findings.iter().map(|f| &f.rule).collect();
        rules.sort_unstable();
        for rule in rules {
            let counts = self.rules.entry(rule.clone()).or_default();
            counts.0 += 1;
            counts.1 += usize::from(last != Some(rule));
            last = Some(rule);
        }
    }

    /// Write the table, the most frequent rule first.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, lang: Lang, color: bool, out: &mut dyn Write) -> io::Result<()> {
        let mut rows: Vec<_> = self.rules.iter().collect();
        rows.sort_by_key(|(_, (findings, _))| std::cmp::Reverse(*findings));
        let [places, posts, rule] = match lang {
            Lang::Zh => ["处数", "条数", "规则"],
            Lang::En => ["places", "posts", "rule"],
        };
        let head = format!("{}{}  {rule}", right(places, 8), right(posts, 8));
        writeln!(out, "\n{}", Ink::Bold.paint(&head, color))?;
        for (rule, (findings, posts)) in rows {
            writeln!(out, "{findings:>8}{posts:>8}  {rule}")?;
        }
        Ok(())
    }
}

fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{checked, error, finding};
    use super::*;

    #[test]
    fn the_most_frequent_rule_comes_first() {
        let text = "圆满成功，成效显著";
        let mut statistics = Statistics::default();
        let often = || error(finding(text, "成效显著"), "plainness/x");
        statistics.add(&checked(text, vec![finding(text, "圆满成功"), often(), often()]));
        statistics.add(&checked(text, vec![often()]));
        let mut out = Vec::new();
        statistics.write(Lang::Zh, false, &mut out).expect("memory can be written");
        let said = String::from_utf8(out).expect("UTF-8");
        assert_eq!(
            said,
            "\n    处数    条数  规则\n       3       2  plainness/x\n       1       1  modesty/self-praise\n"
        );
    }
}
