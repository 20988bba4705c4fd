//! Problems, drawn by codespan-reporting: what is wrong, the line it stands in, and what to do.
//!
//! What a file holds is shown, never obeyed: control characters, and those that turn the direction of writing round, become
//! visible signs before anything reaches a terminal. Several problems of one file share the work of preparing it. A problem
//! without a place is a line with its help.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use codespan_reporting::diagnostic::{Diagnostic, Label, LabelStyle, Severity};
use codespan_reporting::files::{self, Files, SimpleFile};
use codespan_reporting::term::termcolor::{Ansi, NoColor, WriteColor};
use codespan_reporting::term::{self, Config, Styles, WriteStyle};

use crate::problem::{Level, Problem, ProblemSource};
use crate::words::Lang;

/// Draw `problems` in their order, with a blank line behind each. `color` asks for ANSI colours.
///
/// # Errors
/// Those of the writer.
pub fn draw(problems: &[Problem], lang: Lang, color: bool, out: &mut dyn Write) -> io::Result<()> {
    if color { draw_on(problems, lang, Ansi::new(out)) } else { draw_on(problems, lang, NoColor::new(out)) }
}

fn draw_on<W: WriteColor>(problems: &[Problem], lang: Lang, out: W) -> io::Result<()> {
    let mut pen = Pen { out, styles: Styles::default(), lang, at: At::Text };
    let mut prepared: HashMap<*const ProblemSource, Shown> = HashMap::new();
    let config = Config::default();
    let nothing = Shown::new(&ProblemSource::new("", ""));
    for problem in problems {
        let severity = match problem.level {
            Level::Failure => Severity::Error,
            Level::Note => Severity::Note,
        };
        let mut diagnostic = Diagnostic::new(severity).with_message(visible(problem.message.get(lang)));
        if let Some(help) = &problem.help {
            diagnostic = diagnostic.with_notes(vec![visible(help.get(lang))]);
        }
        let file = match &problem.source {
            Some(source) => {
                let shown: &Shown = prepared.entry(Arc::as_ptr(source)).or_insert_with(|| Shown::new(source));
                diagnostic = diagnostic.with_labels(labels(problem, shown, lang));
                shown
            }
            None => &nothing,
        };
        term::emit_to_write_style(&mut pen, &config, file, &diagnostic).map_err(|error| match error {
            files::Error::Io(error) => error,
            other => io::Error::other(other.to_string()),
        })?;
    }
    pen.flush()
}

fn labels(problem: &Problem, shown: &Shown, lang: Lang) -> Vec<Label<()>> {
    let styles = std::iter::once(LabelStyle::Primary).chain(std::iter::repeat(LabelStyle::Secondary));
    let labels = problem.labels.iter().zip(styles);
    labels
        .map(|(label, style)| {
            let start = shown.offset(label.span.start);
            let range = start..shown.offset(label.span.end).max(start);
            Label::new(style, (), range).with_message(visible(label.text.get(lang)))
        })
        .collect()
}

/// A file with everything in it made visible.
struct Shown {
    file: SimpleFile<String, String>,
    /// The line and column of the file at which the text begins.
    begins: (usize, usize),
    /// Behind each sign that was replaced: its offset in the file, and in what is shown.
    moved: Vec<(usize, usize)>,
}

impl Shown {
    fn new(source: &ProblemSource) -> Self {
        let mut text = String::with_capacity(source.text.len());
        let mut moved = Vec::new();
        let mut signs = source.text.char_indices().peekable();
        while let Some((at, sign)) = signs.next() {
            let line_end = sign == '\n' || (sign == '\r' && signs.peek().is_some_and(|(_, next)| *next == '\n'));
            let shown = if line_end || sign == '\t' { sign } else { visible_sign(sign) };
            text.push(shown);
            if shown != sign {
                moved.push((at + sign.len_utf8(), text.len()));
            }
        }
        Self { file: SimpleFile::new(visible(&source.name), text), begins: source.begins, moved }
    }

    /// The offset in what is shown of an offset in the file, on a character boundary.
    fn offset(&self, offset: usize) -> usize {
        let before = self.moved.partition_point(|(at, _)| *at <= offset);
        let (from, to) = before.checked_sub(1).map_or((0, 0), |i| self.moved[i]);
        let text = self.file.source();
        text.floor_char_boundary((to + (offset - from)).min(text.len()))
    }
}

/// Lines and columns are those of the file, also where only a piece of it is shown.
impl<'a> Files<'a> for Shown {
    type FileId = ();
    type Name = &'a String;
    type Source = &'a str;

    fn name(&'a self, (): ()) -> Result<&'a String, files::Error> {
        Ok(self.file.name())
    }

    fn source(&'a self, (): ()) -> Result<&'a str, files::Error> {
        Ok(self.file.source())
    }

    fn line_index(&'a self, (): (), byte: usize) -> Result<usize, files::Error> {
        self.file.line_index((), byte)
    }

    fn line_range(&'a self, (): (), line: usize) -> Result<Range<usize>, files::Error> {
        self.file.line_range((), line)
    }

    fn line_number(&'a self, (): (), line: usize) -> Result<usize, files::Error> {
        Ok(line.saturating_add(self.begins.0))
    }

    fn column_number(&'a self, (): (), line: usize, byte: usize) -> Result<usize, files::Error> {
        let before = if line == 0 { self.begins.1 - 1 } else { 0 };
        Ok(self.file.column_number((), line, byte)?.saturating_add(before))
    }
}

fn visible(text: &str) -> String {
    text.chars().map(visible_sign).collect()
}

fn visible_sign(sign: char) -> char {
    match sign {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(sign)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        // The joiner of emoji does no harm and is no fault.
        '\u{200d}' => sign,
        _ if crate::terminal::visible(sign).is_some() => '\u{fffd}',
        _ => sign,
    }
}

/// Where the pen stands in a drawing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    /// Behind the word for the severity, where codespan writes its own.
    BehindWord,
    /// At the colon before the message.
    Colon,
    /// Anywhere else.
    Text,
}

/// Writes what codespan writes, but names the severity in the user's language.
struct Pen<W> {
    out: W,
    styles: Styles,
    lang: Lang,
    at: At,
}

impl<W: WriteColor> Write for Pen<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.at {
            At::BehindWord => return Ok(bytes.len()),
            At::Colon => {
                self.at = At::Text;
                if let Some(rest) = bytes.strip_prefix(b": ") {
                    let colon = if self.lang == Lang::Zh { "：" } else { ": " };
                    self.out.write_all(colon.as_bytes())?;
                    self.out.write_all(rest)?;
                    return Ok(bytes.len());
                }
            }
            At::Text => {}
        }
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl<W: WriteColor> WriteStyle for Pen<W> {
    fn set_header(&mut self, severity: Severity) -> io::Result<()> {
        self.out.set_color(self.styles.header(severity))?;
        let word = match (severity, self.lang) {
            (Severity::Error, Lang::Zh) => "错误",
            (Severity::Error, Lang::En) => "error",
            (_, Lang::Zh) => "提示",
            (_, Lang::En) => "note",
        };
        self.out.write_all(word.as_bytes())?;
        self.at = At::BehindWord;
        Ok(())
    }

    fn set_header_message(&mut self) -> io::Result<()> {
        self.at = At::Colon;
        self.out.set_color(self.styles.header_message())
    }

    fn set_line_number(&mut self) -> io::Result<()> {
        self.out.set_color(self.styles.line_number())
    }

    fn set_note_bullet(&mut self) -> io::Result<()> {
        self.out.set_color(self.styles.note_bullet())
    }

    fn set_source_border(&mut self) -> io::Result<()> {
        self.out.set_color(self.styles.source_border())
    }

    fn set_label(&mut self, severity: Severity, style: LabelStyle) -> io::Result<()> {
        self.out.set_color(self.styles.label(severity, style))
    }

    fn reset(&mut self) -> io::Result<()> {
        self.at = At::Text;
        self.out.reset()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::position::Span;
    use crate::say;
    use crate::words::Words;

    fn drawn(problem: Problem, lang: Lang, color: bool) -> String {
        let mut out = Vec::new();
        draw(&[problem], lang, color, &mut out).expect("memory can be written to");
        String::from_utf8(out).expect("UTF-8")
    }

    fn source(text: &str) -> Arc<ProblemSource> {
        Arc::new(ProblemSource::new("规则.toml", text))
    }

    #[test]
    fn the_severity_is_named_in_the_language_of_the_user() {
        let problem = || Problem::failure(say!("坏了", "broken")).help(say!("修好它", "mend it"));
        assert_eq!(drawn(problem(), Lang::Zh, false), "错误：坏了\n = 修好它\n\n");
        assert_eq!(drawn(problem(), Lang::En, false), "error: broken\n = mend it\n\n");
        assert_eq!(drawn(Problem::note(say!("小事", "little")), Lang::Zh, false), "提示：小事\n\n");
        assert!(drawn(problem(), Lang::Zh, true).contains("\u{1b}[0m"));
    }

    #[test]
    fn nothing_in_a_file_reaches_the_terminal_as_a_command() {
        let text = "a = '\u{1b}[31m\u{202e}红'\r\nb = '毛病'\r\n";
        let at = text.find("毛病").expect("there");
        let problem = Problem::failure(say!("坏\u{1b}[0m了\n", "broken"))
            .at(&source(text), Span::new(5, 6), Words::default())
            .at(&source(text), Span::new(at, at + 6), say!("这里\u{7}", "here"));
        let drawn = drawn(problem, Lang::Zh, false);
        assert!(!drawn.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{drawn:?}");
        let line = drawn.lines().find(|l| l.contains("--")).expect("the second place");
        assert_eq!(line.chars().filter(|&c| c == '-').count(), 4, "marks stand under both characters: {drawn}");
    }

    #[test]
    fn a_piece_of_a_file_is_numbered_as_the_file_is() {
        let piece = ProblemSource { begins: (70_012, 31), ..ProblemSource::new("a.jsonl", "…甲乙丙") };
        let problem = Problem::failure(say!("坏了", "broken")).at(&Arc::new(piece), Span::new(6, 9), Words::default());
        let drawn = drawn(problem, Lang::Zh, false);
        assert!(drawn.contains("a.jsonl:70012:33\n") && drawn.contains("\n70012 │ …甲乙丙\n"), "{drawn}");
    }

    #[test]
    fn a_place_that_does_not_exist_is_no_crash() {
        let source = source("甲\n");
        for span in [Span::new(1, 2), Span::new(4, 4), Span::new(90, 99), Span::new(0, 99)] {
            let problem = Problem::failure(say!("坏了", "broken")).at(&source, span, Words::default());
            assert!(drawn(problem, Lang::Zh, false).contains("规则.toml"));
        }
    }
}
