//! GitHub Actions: workflow commands that become annotations ([`Github`]), and a table for the summary of the job
//! ([`JobSummary`]).
//!
//! GitHub shows ten errors, ten warnings and ten notices of a step, so errors come first, and where there are more a last
//! notice says how many. Columns are code points, left out where a place goes over lines. The log shows the message alone, so
//! the message begins with the place.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::finding::{Checked, Finding};
use crate::report::place::{Finder, Paths, Place, advice};
use crate::report::{Render, Summary};
use crate::rule::Severity;
use crate::say;
use crate::words::Lang;

/// GitHub shows so many annotations of a level in one step.
const SHOWN: usize = 10;
/// So many commands of a level are kept; a log with more helps nobody.
const MOST: usize = 2_000;
/// So many rows of the table; the summary of a step may have 1 MiB.
const ROWS: usize = 500;

/// Findings as rows, the gravest first, at most so many of a level.
struct Sorted {
    most: usize,
    /// Errors, warnings, notices.
    rows: [Vec<String>; 3],
    counts: [usize; 3],
}

impl Sorted {
    fn new(most: usize) -> Self {
        Self { most, rows: Default::default(), counts: [0; 3] }
    }

    fn add(&mut self, severity: Severity, row: impl FnOnce() -> String) {
        let level = 2 - severity as usize;
        self.counts[level] += 1;
        if self.rows[level].len() < self.most {
            self.rows[level].push(row());
        }
    }

    fn rows(&self) -> impl Iterator<Item = &String> {
        self.rows.iter().flatten()
    }
}

/// The format `github`.
pub struct Github {
    lang: Lang,
    paths: Paths,
    sorted: Sorted,
}

impl Github {
    /// The format, with messages in `lang` and paths as `paths` writes them.
    #[must_use]
    pub fn new(lang: Lang, paths: Paths) -> Self {
        Self { lang, paths, sorted: Sorted::new(MOST) }
    }

    fn command(&self, path: &str, finder: &Finder<'_>, finding: &Finding) -> String {
        let place = finder.place(finding.span);
        let kind = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let mut at = format!("line={}", place.line());
        let mut shown = format!("{path}:{}", place.line());
        if let Place::Range(start, end) = place {
            if start.line == end.line {
                _ = write!(at, ",endLine={},col={},endColumn={}", end.line, start.column, end.column);
            } else {
                _ = write!(at, ",endLine={}", end.line);
            }
            _ = write!(shown, ":{}", start.column);
        }
        let message =
            [format!("{shown} {}", finder.message(finding, self.lang)), advice(finding, self.lang)].join("\n");
        let (file, title) = (property(path), property(finding.rule.as_str()));
        format!("::{kind} file={file},{at},title={title}::{}", data(message.trim_end()))
    }
}

impl Render for Github {
    fn post(&mut self, checked: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        if checked.findings.is_empty() {
            return Ok(());
        }
        let (finder, path) = (Finder::new(checked), self.paths.write(&checked.post.path));
        for finding in &checked.findings {
            let command = self.command(&path, &finder, finding);
            self.sorted.add(finding.severity, || command);
        }
        Ok(())
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        for command in self.sorted.rows() {
            writeln!(out, "{command}")?;
        }
        let [errors, warnings, infos] = self.sorted.counts;
        if self.sorted.counts.iter().any(|count| *count > SHOWN) {
            let said = say!(
                "共 {errors} 个错误、{warnings} 个提醒、{infos} 个建议；GitHub 每类只显示前 {SHOWN} 个，其余请看日志",
                "{errors} errors, {warnings} warnings, {infos} suggestions in all; GitHub shows {SHOWN} of each, the log has the rest"
            );
            writeln!(out, "::notice title=wenfeng::{}", data(said.get(self.lang)))?;
        }
        Ok(())
    }
}

/// A message, as the runner reads it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property, as the runner reads it.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// A table for the file that `GITHUB_STEP_SUMMARY` names, in Markdown.
pub struct JobSummary {
    lang: Lang,
    paths: Paths,
    sorted: Sorted,
}

impl JobSummary {
    /// The table, with messages in `lang` and paths as `paths` writes them.
    #[must_use]
    pub fn new(lang: Lang, paths: Paths) -> Self {
        Self { lang, paths, sorted: Sorted::new(ROWS) }
    }
}

impl Render for JobSummary {
    fn post(&mut self, checked: &Checked, _out: &mut dyn Write) -> io::Result<()> {
        if checked.findings.is_empty() {
            return Ok(());
        }
        let (finder, path) = (Finder::new(checked), self.paths.write(&checked.post.path));
        for finding in &checked.findings {
            let place = match finder.place(finding.span) {
                Place::Range(start, _) => format!("{path}:{}:{}", start.line, start.column),
                Place::Record(line) => format!("{path}:{line}"),
            };
            let level = match finding.severity {
                Severity::Error => say!("错误", "error"),
                Severity::Warning => say!("提醒", "warning"),
                Severity::Info => say!("建议", "info"),
            };
            let (message, instead) = (finder.message(finding, self.lang), finding.instead.get(self.lang));
            let cells = [&place, level.get(self.lang), finding.rule.as_str(), &message, instead].map(cell);
            self.sorted.add(finding.severity, || format!("| {} |", cells.join(" | ")));
        }
        Ok(())
    }

    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let (posts, [errors, warnings, infos]) = (summary.posts, self.sorted.counts);
        let said = say!(
            "查了 {posts} 条微博：{errors} 个错误、{warnings} 个提醒、{infos} 个建议。",
            "{posts} posts checked: {errors} errors, {warnings} warnings, {infos} suggestions."
        );
        writeln!(out, "### wenfeng\n\n{}\n", said.get(self.lang))?;
        if errors + warnings + infos == 0 {
            return Ok(());
        }
        let head = say!("| 位置 | 级别 | 规则 | 说明 | 怎么改 |", "| place | level | rule | message | instead |");
        writeln!(out, "{}\n| --- | --- | --- | --- | --- |", head.get(self.lang))?;
        for row in self.sorted.rows().take(ROWS) {
            writeln!(out, "{row}")?;
        }
        out.write_all(b"\n")
    }
}

/// A cell of a table: one line, nothing in it is markup.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' => out.extend(['\\', c]),
            // A name behind it would be told of the run.
            '@' => out.push_str("@\u{200b}"),
            c => out.push(c),
        }
    }
    out
}
