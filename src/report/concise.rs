//! One line for each finding: `path:line:col: severity[rule] message`, as editors and scripts read it.
//!
//! Line and column are 1-based, the column in code points unless another [`ColumnUnit`] is asked for. A post in a container is named behind its path:
//! `path[post]:line:col`; in a Word file the message names paragraph and words. Nothing in a line can move the cursor or begin another line.

use std::io::{self, Write};

use clap::ValueEnum;

use crate::finding::Checked;
use crate::position::LineIndex;
use crate::post::{Post, PostId};
use crate::report::place::paragraph;
use crate::report::{Render, Summary};
use crate::say;
use crate::terminal::sanitise;
use crate::words::{Lang, Words};

/// What a column counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColumnUnit {
    /// Characters (code points).
    #[default]
    Char,
    /// UTF-8 bytes, as Vim counts.
    Byte,
    /// UTF-16 code units.
    Utf16,
}

/// The format `concise`.
#[derive(Debug, Clone, Copy)]
pub struct Concise {
    lang: Lang,
    unit: ColumnUnit,
}

impl Concise {
    /// The format, with messages in `lang` and columns in `unit`.
    #[must_use]
    pub fn new(lang: Lang, unit: ColumnUnit) -> Self {
        Self { lang, unit }
    }
}

/// The path of a post, safe to print, with its name in brackets if it stands in a container.
pub(crate) fn name(post: &Post) -> String {
    let path = sanitise(&post.path);
    match (&post.id, post.row) {
        (PostId::Name(name), _) => format!("{path}[{}]", sanitise(name)),
        (PostId::Number(number), Some(_)) => format!("{path}[{number}]"),
        (PostId::Number(number), None) if *number > 1 => format!("{path}[{number}]"),
        (PostId::Number(_), None) => path.into_owned(),
    }
}

impl Render for Concise {
    fn post(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if checked.findings.is_empty() {
            return Ok(());
        }
        let text = &checked.post.text;
        let index = LineIndex::new(text);
        let name = name(&checked.post);
        for finding in &checked.findings {
            let at = index.position(text, finding.span.start);
            let column = match self.unit {
                ColumnUnit::Char => at.column,
                ColumnUnit::Byte => at.byte,
                ColumnUnit::Utf16 => at.utf16,
            };
            let place = paragraph(&checked.post, finding.span);
            let place = place.map(|Words { zh, en }| say!("{zh}：", "{en}: ")).unwrap_or_default();
            let place = sanitise(place.get(self.lang));
            let message = sanitise(finding.message.get(self.lang));
            let (severity, rule) = (finding.severity.name(), &finding.rule);
            writeln!(out, "{name}:{}:{column}: {severity}[{rule}] {place}{message}", at.line)?;
        }
        Ok(())
    }

    fn end(&mut self, _summary: &Summary, _out: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{checked, error, finding};
    use super::*;

    fn render(checked: &Checked) -> String {
        render_in(ColumnUnit::Char, checked)
    }

    fn render_in(unit: ColumnUnit, checked: &Checked) -> String {
        let mut out = Vec::new();
        Concise::new(Lang::Zh, unit).post(checked, &mut out).expect("memory can be written");
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_finding_is_one_line_with_its_place_in_characters() {
        let text = "一\r\n😀活动圆满成功。";
        let checked = checked(text, vec![error(finding(text, "圆满成功"), "candour/x")]);
        assert_eq!(render(&checked), "通报.txt:2:4: error[candour/x] 「圆满成功」是自己给自己的评语\n");
    }

    #[test]
    fn columns_are_in_the_unit_that_was_asked_for() {
        let text = "一\n😀e\u{301}成功";
        let checked = checked(text, vec![finding(text, "成功")]);
        for (unit, column) in [(ColumnUnit::Char, 4), (ColumnUnit::Byte, 8), (ColumnUnit::Utf16, 5)] {
            let line = render_in(unit, &checked);
            assert!(line.starts_with(&format!("通报.txt:2:{column}: ")), "{unit:?}: {line}");
        }
    }

    #[test]
    fn a_post_in_a_container_is_named() {
        let text = "圆满成功";
        let mut post = checked(text, vec![finding(text, text)]);
        post.post.row = Some(3);
        assert!(render(&post).starts_with("通报.txt[1]:1:1: "));
        post.post.id = PostId::Name("甲\n7".to_owned());
        assert!(render(&post).starts_with("通报.txt[甲␊7]:1:1: "));
    }

    #[test]
    fn a_line_is_a_line_whatever_the_draft_holds() {
        let text = "圆满\n\u{1b}[31m\u{202e}成功";
        let said = render(&checked(text, vec![finding(text, text)]));
        assert_eq!(said.matches('\n').count(), 1);
        assert!(said.trim_end().chars().all(|c| crate::terminal::visible(c).is_none()), "{said:?}");
    }
}
