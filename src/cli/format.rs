//! Formats of findings, as typed: `sarif`, or `sarif=out.sarif` for a file.

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, Command, ValueEnum};

/// A format of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum Format {
    /// Excerpts, reasons and advice, for people.
    #[default]
    Full,
    /// One line for each finding.
    Concise,
    /// One JSON document.
    Json,
    /// One JSON object a line, as the posts come.
    Jsonl,
    /// SARIF 2.1.0.
    Sarif,
    /// reviewdog, one document.
    Rdjson,
    /// reviewdog, one diagnostic a line.
    Rdjsonl,
    /// Annotations of GitHub Actions.
    Github,
    /// GitLab Code Quality.
    Gitlab,
    /// `JUnit` XML.
    Junit,
    /// Checkstyle XML.
    Checkstyle,
}

impl Format {
    /// Whether it is made to be read by people.
    #[must_use]
    pub fn for_people(self) -> bool {
        matches!(self, Self::Full | Self::Concise)
    }

    /// Whether several reports in a row make sense: each says what it has to say as it comes.
    #[must_use]
    pub fn streams(self) -> bool {
        matches!(self, Self::Full | Self::Concise | Self::Jsonl | Self::Rdjsonl)
    }
}

/// A format and where it goes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FormatChoice {
    /// The format.
    pub format: Format,
    /// The file; standard output, or the file of `--output`, where none is given.
    pub file: Option<PathBuf>,
}

/// Understands `format` and `format=file`.
#[derive(Debug, Clone, Copy)]
pub(super) struct FormatParser;

impl TypedValueParser for FormatParser {
    type Value = FormatChoice;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<FormatChoice, clap::Error> {
        let text = value.to_string_lossy();
        let (name, file) = match text.split_once('=') {
            Some((name, file)) if !file.is_empty() => (name, Some(PathBuf::from(file))),
            _ => (&*text, None),
        };
        let format = EnumValueParser::<Format>::new().parse_ref(command, arg, OsStr::new(name))?;
        Ok(FormatChoice { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(Format::value_variants().iter().filter_map(ValueEnum::to_possible_value)))
    }
}
