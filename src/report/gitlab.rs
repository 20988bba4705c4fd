//! GitLab Code Quality: an array of issues.
//!
//! The widget compares two branches by `fingerprint`, so it holds no line number: 16 digits for the path, 16 of the finding's
//! own name, and a number where both are the same. GitLab shows no rule, so the description begins with it. Paths are
//! relative to the repository.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde::Serialize;

use crate::baseline::fingerprint::{fingerprints, hash};
use crate::finding::Checked;
use crate::report::place::{Finder, Paths, Place};
use crate::report::{Render, Summary};
use crate::rule::Severity;
use crate::words::Lang;

/// The format `gitlab`.
pub struct Gitlab {
    lang: Lang,
    paths: Paths,
    some: bool,
    path: String,
    /// How often each fingerprint was written for the file at hand.
    seen: HashMap<String, usize>,
}

impl Gitlab {
    /// The format, with descriptions in `lang` and paths as `paths` writes them.
    #[must_use]
    pub fn new(lang: Lang, paths: Paths) -> Self {
        Self { lang, paths, some: false, path: String::new(), seen: HashMap::new() }
    }
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: &'a str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(flatten)]
    at: At,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum At {
    Positions { begin: Corner, end: Corner },
    Lines { begin: usize },
}

#[derive(Serialize)]
struct Corner {
    line: usize,
    column: usize,
}

impl Render for Gitlab {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"[\n")
    }

    fn post(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if checked.findings.is_empty() {
            return Ok(());
        }
        let path = self.paths.write(&checked.post.path);
        if path != self.path {
            self.seen.clear();
            self.path.clone_from(&path);
        }
        let finder = Finder::new(checked);
        for (finding, name) in checked.findings.iter().zip(fingerprints(checked)) {
            let mut fingerprint = format!("{:016x}{}", hash(&path), name.trim_start_matches("v1:"));
            let count = self.seen.entry(fingerprint.clone()).or_default();
            if *count > 0 {
                _ = write!(fingerprint, "-{count}");
            }
            *count += 1;
            let corner = |at: crate::position::Position| Corner { line: at.line, column: at.column };
            let issue = Issue {
                description: format!("{}: {}", finding.rule, finder.message(finding, self.lang)),
                check_name: finding.rule.as_str(),
                fingerprint,
                severity: match finding.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                location: Location {
                    path: &path,
                    at: match finder.place(finding.span) {
                        Place::Range(start, end) => At::Positions { begin: corner(start), end: corner(end) },
                        Place::Record(line) => At::Lines { begin: line },
                    },
                },
            };
            if std::mem::replace(&mut self.some, true) {
                out.write_all(b",\n")?;
            }
            serde_json::to_writer(&mut *out, &issue)?;
        }
        Ok(())
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.some { b"\n]\n" } else { b"]\n" })
    }
}
