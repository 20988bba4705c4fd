//! Checkstyle XML: `<checkstyle><file name><error line column severity message source/></file></checkstyle>`.
//!
//! Columns are code points, 1-based; the source is the rule. A post in a container has the line of its record and no column.

use std::io::{self, Write};
use std::sync::Arc;

use crate::finding::Checked;
use crate::report::place::{Finder, Place, advice};
use crate::report::xml::escape;
use crate::report::{Render, Summary};
use crate::words::Lang;

/// The format `checkstyle`.
#[derive(Debug, Clone)]
pub struct Checkstyle {
    lang: Lang,
    /// The file whose element is open.
    open: Option<Arc<str>>,
}

impl Checkstyle {
    /// The format, with messages in `lang`.
    #[must_use]
    pub fn new(lang: Lang) -> Self {
        Self { lang, open: None }
    }
}

impl Render for Checkstyle {
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n")
    }

    fn post(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()> {
        let path = &checked.post.path;
        if self.open.as_ref() != Some(path) {
            if self.open.replace(Arc::clone(path)).is_some() {
                out.write_all(b"  </file>\n")?;
            }
            writeln!(out, "  <file name=\"{}\">", escape(path))?;
        }
        let finder = Finder::new(checked);
        for finding in &checked.findings {
            let place = finder.place(finding.span);
            write!(out, "    <error line=\"{}\"", place.line())?;
            if let Place::Range(start, _) = place {
                write!(out, " column=\"{}\"", start.column)?;
            }
            let message = [finder.message(finding, self.lang), advice(finding, self.lang)].join("\n");
            let (severity, message) = (finding.severity.name(), escape(message.trim_end()));
            writeln!(out, " severity=\"{severity}\" message=\"{message}\" source=\"{}\"/>", finding.rule)?;
        }
        Ok(())
    }

    fn end(&mut self, _summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.open.is_some() {
            out.write_all(b"  </file>\n")?;
        }
        out.write_all(b"</checkstyle>\n")
    }
}
