//! `JUnit` XML: a suite for each file, a failed test for each finding, a passed one for each post without findings.
//!
//! A passed test stands for a clean post because some servers fail on an empty report. Lines and columns (code points) are
//! 1-based. A suite holds at most so many tests, so that a large container needs no more memory than that; the rest follow in
//! further suites of the same name.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use crate::finding::Checked;
use crate::report::concise::name;
use crate::report::place::{Finder, Place, advice};
use crate::report::xml::escape;
use crate::report::{Render, Summary};
use crate::words::Lang;

/// The most tests in a suite.
const MOST: usize = 10_000;

/// The format `junit`.
#[derive(Debug, Clone)]
pub struct Junit {
    lang: Lang,
    path: String,
    tests: usize,
    failures: usize,
    body: String,
    empty: bool,
}

impl Junit {
    /// The format, with messages in `lang`.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang, path: String::new(), tests: 0, failures: 0, body: String::new(), empty: true }
    }

    fn close(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.tests == 0 {
            return Ok(());
        }
        let (name, tests, failures) = (escape(&self.path), self.tests, self.failures);
        writeln!(
            out,
            "  <testsuite name=\"{name}\" package=\"org.wenfeng\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" disabled=\"0\" time=\"0\">"
        )?;
        out.write_all(self.body.as_bytes())?;
        out.write_all(b"  </testsuite>\n")?;
        (self.tests, self.failures) = (0, 0);
        self.body.clear();
        self.empty = false;
        Ok(())
    }

    fn passed(&mut self, name: &str) {
        self.tests += 1;
        let _ = writeln!(self.body, "    <testcase name=\"org.wenfeng\" classname=\"{}\" time=\"0\"/>", escape(name));
    }
}

impl Render for Junit {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"wenfeng\">\n")
    }

    fn post(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        if *checked.post.path != *self.path || self.tests >= MOST {
            self.close(out)?;
            self.path = checked.post.path.to_string();
        }
        let class = match checked.post.row {
            Some(_) => name(&checked.post),
            None => Path::new(&*checked.post.path).with_extension("").to_string_lossy().into_owned(),
        };
        if checked.findings.is_empty() {
            self.passed(&class);
            return Ok(());
        }
        let (class, finder) = (escape(&class), Finder::new(checked));
        for finding in &checked.findings {
            let (rule, severity) = (&finding.rule, finding.severity.name());
            let message = finder.message(finding, self.lang);
            let place = finder.place(finding.span);
            let (at, said) = match place {
                Place::Range(start, _) => {
                    let (line, column) = (start.line, start.column);
                    (format!(" line=\"{line}\" column=\"{column}\""), format!("line {line}, col {column}, {message}"))
                }
                Place::Record(line) => (format!(" line=\"{line}\""), format!("line {line}, {message}")),
            };
            let body = [said, finding.why.get(self.lang).to_owned(), advice(finding, self.lang)].join("\n");
            let _ = writeln!(
                self.body,
                "    <testcase name=\"org.wenfeng.{rule}\" classname=\"{class}\"{at} time=\"0\">\n      \
                 <properties><property name=\"severity\" value=\"{severity}\"/></properties>\n      \
                 <failure type=\"{severity}\" message=\"{}\">{}</failure>\n    </testcase>",
                escape(&message),
                escape(body.trim_end())
            );
            self.tests += 1;
            self.failures += 1;
        }
        Ok(())
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.empty && self.tests == 0 {
            "wenfeng".clone_into(&mut self.path);
            self.passed("wenfeng");
        }
        self.close(out)?;
        out.write_all(b"</testsuites>\n")
    }
}
