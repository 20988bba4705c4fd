//! What may stand behind an option, as types.

use clap::ValueEnum;

use crate::post::Situation;
use crate::words::Lang;

/// A format of lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ListFormat {
    /// For people.
    #[default]
    Text,
    /// For programs.
    Json,
    /// The reference, in Markdown.
    Markdown,
}

/// Whether to write in colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal that can show it, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A language, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangChoice {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl From<LangChoice> for Lang {
    fn from(choice: LangChoice) -> Self {
        match choice {
            LangChoice::Zh => Self::Zh,
            LangChoice::En => Self::En,
        }
    }
}

/// A situation, as typed: by its English or its Chinese name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SituationChoice(pub Situation);

impl ValueEnum for SituationChoice {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [SituationChoice; 5] = [
            SituationChoice(Situation::Everyday),
            SituationChoice(Situation::Policy),
            SituationChoice(Situation::Incident),
            SituationChoice(Situation::Personal),
            SituationChoice(Situation::Reply),
        ];
        &ALL
    }

    fn to_possible_value(&self) -> Option<clap::builder::PossibleValue> {
        Some(clap::builder::PossibleValue::new(self.0.name()).alias(self.0.title()))
    }
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// `wenfeng.toml`.
    Config,
    /// A file of rules.
    Rules,
    /// `pack.toml`.
    Pack,
    /// `lexicon.toml`.
    Lexicon,
    /// The JSON report.
    Report,
    /// The baseline.
    Baseline,
}
