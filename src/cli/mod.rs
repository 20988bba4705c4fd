//! The command line: what may be typed, as types.
//!
//! The doc comments here are the English help; `help` has the Chinese one, and a test keeps both complete. [`parse`] turns
//! arguments into a [`Cli`] or into what has to be said instead. What the arguments do is written in [`crate::run`].

mod error;
mod format;
mod help;
mod values;

use std::ffi::OsString;
use std::net::IpAddr;
use std::path::PathBuf;

pub use self::format::{Format, FormatChoice};
pub use self::values::{ColorChoice, LangChoice, ListFormat, SchemaName, SituationChoice};

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use clap_complete::Shell;

use crate::config::FailOn;
use crate::problem::Problem;
use crate::report::concise::ColumnUnit;
use crate::words::Lang;

use self::format::FormatParser;

/// Read drafts of official micro-blog posts for tone
#[derive(Debug, Parser)]
#[command(name = "wenfeng", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true, max_term_width = 100)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// Print the version
    #[arg(short = 'V', long, action = ArgAction::Version, display_order = 903)]
    pub version: Option<bool>,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// Language of messages: zh or en
    #[arg(long, global = true, value_name = "LANG", hide_possible_values = true, display_order = 900)]
    pub lang: Option<LangChoice>,
    /// Colours: auto, always or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", display_order = 901)]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub color: ColorChoice,
    /// Print help
    #[arg(short, long, global = true, action = ArgAction::Help, display_order = 902)]
    pub help: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check drafts (also without naming the command: wenfeng draft.txt)
    Check(Box<CheckArgs>),
    /// List the rules
    Rules(RulesArgs),
    /// Explain one rule, with examples
    Explain(ExplainArgs),
    /// Test the rules of a pack against their own examples
    TestRules(TestRulesArgs),
    /// Keep a list of findings that are let stand
    Baseline(BaselineArgs),
    /// Write a commented wenfeng.toml into this folder
    Init,
    /// Look at the configuration
    Config(ConfigArgs),
    /// Start the language server, which editors talk to over standard input and output
    Lsp(LspArgs),
    /// Open a page on this machine to check drafts in, with an HTTP interface for programs
    Serve(ServeArgs),
    /// Print a JSON Schema: of wenfeng.toml, of a pack's files, of the JSON report, of the baseline
    Schema(SchemaArgs),
    /// Print the completion script of a shell
    Completions(CompletionsArgs),
}

/// Where the configuration comes from.
#[derive(Debug, Clone, Default, Args)]
pub struct ConfigFrom {
    /// Use this configuration file
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long)]
    pub isolated: bool,
}

/// Which rules speak.
#[derive(Debug, Clone, Default, Args)]
pub struct Choice {
    /// Only these rules: ids, categories or “category/*”, with commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// All rules but these
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
}

/// `wenfeng check`.
#[derive(Debug, Clone, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct CheckArgs {
    /// Files and folders; “-” reads standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Output format: full, concise, json, jsonl, sarif, rdjson, rdjsonl, github, gitlab, junit or checkstyle; several times, and
    /// into a file: sarif=out.sarif
    #[arg(long, value_name = "FORMAT", value_parser = FormatParser, action = ArgAction::Append)]
    #[arg(hide_possible_values = true)]
    pub format: Vec<FormatChoice>,
    /// What columns count in the format concise: char (usual), byte or utf16
    #[arg(long, value_name = "UNIT", default_value = "char")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub column_unit: ColumnUnit,
    /// Write the report to a file, in UTF-8
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Which rules speak.
    #[command(flatten)]
    pub choice: Choice,
    /// Situation: everyday, policy, incident, personal or reply
    #[arg(long, value_name = "NAME", hide_possible_values = true)]
    pub situation: Option<SituationChoice>,
    /// Exit with 1 from this level on: error (usual), warning, info or never
    #[arg(long, value_name = "LEVEL", hide_possible_values = true)]
    pub fail_on: Option<FailOn>,
    /// Exit with 1 if there are more warnings than this
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pub max_warnings: Option<usize>,
    /// Show errors only, and no closing lines
    #[arg(short, long)]
    pub quiet: bool,
    /// Say on standard error which encoding and configuration each file has
    #[arg(short, long)]
    pub verbose: bool,
    /// Add a table of findings for each rule
    #[arg(long)]
    pub statistics: bool,
    /// Encoding of the files; recognised where it is not given
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The field or column that holds the text of .jsonl and .csv files
    #[arg(long, value_name = "FIELD")]
    pub text_field: Option<String>,
    /// The name of standard input: decides kind of file and configuration
    #[arg(long, value_name = "NAME")]
    pub stdin_filename: Option<PathBuf>,
    /// Leave out files that match this pattern
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Leave out excluded files also where they are named
    #[arg(long)]
    pub force_exclude: bool,
    /// Only what has changed since this git revision: files, and single posts of a table
    #[arg(long, value_name = "REV")]
    pub changed_since: Option<String>,
    /// Make the safe, mechanical changes in the files
    #[arg(long)]
    pub fix: bool,
    /// Make also the changes that should be looked at (with --fix or --diff)
    #[arg(long)]
    pub unsafe_fixes: bool,
    /// Show the changes instead of making them
    #[arg(long, conflicts_with_all = ["fix", "watch", "format", "output", "statistics"])]
    pub diff: bool,
    /// Leave out the findings that this baseline knows
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Exit with 1 if the baseline knows findings that are gone
    #[arg(long)]
    pub strict_baseline: bool,
    /// Check again whenever a file is saved
    #[arg(long, conflicts_with = "fix")]
    pub watch: bool,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub config: ConfigFrom,
}

/// `wenfeng baseline`.
#[derive(Debug, Clone, Args)]
#[command(disable_help_subcommand = true)]
pub struct BaselineArgs {
    /// What to do with it.
    #[command(subcommand)]
    pub action: BaselineAction,
}

/// What to do with the baseline.
#[derive(Debug, Clone, Subcommand)]
pub enum BaselineAction {
    /// Write all present findings into the baseline
    Write(Box<BaselineOn>),
    /// Take findings that are gone out of the baseline
    Prune(Box<BaselineOn>),
    /// Say which findings of the baseline are gone; exit with 1 if there are any
    Check(Box<BaselineOn>),
}

/// What a baseline is about.
#[derive(Debug, Clone, Args)]
pub struct BaselineOn {
    /// Files and folders; this folder where none is given
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The file of the baseline; wenfeng-baseline.json where none is given
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Which rules speak.
    #[command(flatten)]
    pub choice: Choice,
    /// Situation: everyday, policy, incident, personal or reply
    #[arg(long, value_name = "NAME", hide_possible_values = true)]
    pub situation: Option<SituationChoice>,
    /// Encoding of the files; recognised where it is not given
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// The field or column that holds the text of .jsonl and .csv files
    #[arg(long, value_name = "FIELD")]
    pub text_field: Option<String>,
    /// Leave out files that match this pattern
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub config: ConfigFrom,
}

/// `wenfeng rules`.
#[derive(Debug, Clone, Args)]
pub struct RulesArgs {
    /// Output format: text, json or markdown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    #[arg(hide_possible_values = true, hide_default_value = true)]
    pub format: ListFormat,
    /// Write the reference into this folder, as pages for a browser
    #[arg(long, value_name = "FOLDER", conflicts_with = "format")]
    pub pages: Option<PathBuf>,
    /// Which rules are listed.
    #[command(flatten)]
    pub choice: Choice,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub config: ConfigFrom,
}

/// `wenfeng explain`.
#[derive(Debug, Clone, Args)]
pub struct ExplainArgs {
    /// The rule, such as modesty/personal-attention
    #[arg(value_name = "RULE")]
    pub rule: String,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub config: ConfigFrom,
}

/// `wenfeng test-rules`.
#[derive(Debug, Clone, Args)]
pub struct TestRulesArgs {
    /// The folder of the pack; the built-in pack where none is given
    #[arg(value_name = "PACK")]
    pub pack: Option<PathBuf>,
}

/// `wenfeng config`.
#[derive(Debug, Clone, Args)]
#[command(disable_help_subcommand = true)]
pub struct ConfigArgs {
    /// What to do with it.
    #[command(subcommand)]
    pub action: ConfigAction,
}

/// What to do with the configuration.
#[derive(Debug, Clone, Subcommand)]
pub enum ConfigAction {
    /// Print the configuration in force, and where each value comes from
    Show(ShowArgs),
}

/// `wenfeng config show`.
#[derive(Debug, Clone, Args)]
pub struct ShowArgs {
    /// The file or folder whose configuration is shown; this folder where none is given
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// Which rules speak.
    #[command(flatten)]
    pub choice: Choice,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub config: ConfigFrom,
}

/// `wenfeng lsp`.
#[derive(Debug, Clone, Default, Args)]
pub struct LspArgs {
    /// Accepted for editors that always say so; there is no other way to talk
    #[arg(long, hide = true)]
    pub stdio: bool,
    /// Which rules speak.
    #[command(flatten)]
    pub choice: Choice,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub config: ConfigFrom,
}

/// `wenfeng serve`.
#[derive(Debug, Clone, Default, Args)]
pub struct ServeArgs {
    /// Port; a free one where none is given
    #[arg(long, value_name = "PORT", default_value = "0", hide_default_value = true)]
    pub port: u16,
    /// Do not open the browser
    #[arg(long)]
    pub no_open: bool,
    /// Address to listen on; other machines need the token that is shown then
    #[arg(long, value_name = "ADDRESS")]
    pub bind: Option<IpAddr>,
    /// A file that holds the token; else one is made where other machines can reach the page
    #[arg(long, value_name = "FILE")]
    pub token_file: Option<PathBuf>,
    /// Another name that the page is called by, such as that of a proxy; several times
    #[arg(long, value_name = "NAME", action = ArgAction::Append)]
    pub host: Vec<String>,
    /// Seconds that a request may take to arrive (30)
    #[arg(long, value_name = "SECONDS", default_value = "30", hide_default_value = true)]
    pub timeout: u64,
    /// Where the configuration comes from.
    #[command(flatten)]
    pub config: ConfigFrom,
}

/// `wenfeng schema`.
#[derive(Debug, Clone, Args)]
pub struct SchemaArgs {
    /// Which: config, rules, pack, lexicon, report or baseline
    #[arg(value_name = "NAME", hide_possible_values = true)]
    pub name: SchemaName,
}

/// `wenfeng completions`.
#[derive(Debug, Clone, Args)]
pub struct CompletionsArgs {
    /// The shell: bash, zsh, fish, elvish or powershell
    #[arg(value_name = "SHELL", hide_possible_values = true)]
    pub shell: Shell,
}

/// What became of the arguments.
#[derive(Debug)]
pub enum Parsed {
    /// A command to run.
    Run(Box<Cli>),
    /// A text that was asked for (help, version), for standard output.
    Text(String),
    /// The arguments cannot be understood.
    Wrong(Problem),
}

/// The language to speak, known before the arguments are: `--lang`, else the first of `WENFENG_LANG`, `LC_ALL`,
/// `LC_MESSAGES` and `LANG` that is set and not empty; Chinese where there is none.
#[must_use]
pub fn language(args: &[OsString], env: impl Fn(&str) -> Option<String>) -> Lang {
    let mut args = args.iter().skip(1).map(|a| a.to_string_lossy()).take_while(|a| a != "--");
    let mut typed = None;
    while let Some(arg) = args.next() {
        if arg == "--lang" {
            typed = args.next().map(std::borrow::Cow::into_owned);
        } else if let Some(value) = arg.strip_prefix("--lang=") {
            typed = Some(value.to_owned());
        }
    }
    typed
        .filter(|t| t == "zh" || t == "en")
        .or_else(|| {
            ["WENFENG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|v| env(v).filter(|v| !v.is_empty()))
        })
        .map_or(Lang::Zh, |locale| Lang::from_locale(&locale))
}

/// Understand `args`, the first of which is the name of the program, speaking `lang`. Texts hold colour codes; the writer
/// strips them where they are not wanted.
#[must_use]
pub fn parse(args: Vec<OsString>, lang: Lang) -> Parsed {
    let mut command = command(lang);
    let args = with_default_command(args, &command);
    if args.len() <= 1 {
        return text(&command.render_help(), lang);
    }
    let parsed = command.try_get_matches_from_mut(args).and_then(|m| Cli::from_arg_matches(&m));
    match parsed {
        Ok(cli) if cli.command.is_some() => Parsed::Run(Box::new(cli)),
        Ok(_) => text(&command.render_help(), lang),
        Err(e) if !e.use_stderr() => text(&e.render(), lang),
        Err(e) => Parsed::Wrong(error::explain(&e)),
    }
}

fn text(text: &clap::builder::StyledStr, lang: Lang) -> Parsed {
    Parsed::Text(help::polish(&text.ansi().to_string(), lang))
}

/// The command line in `lang`, for help and completion scripts.
#[must_use]
pub fn command(lang: Lang) -> clap::Command {
    help::speak(Cli::command(), lang)
}

/// `wenfeng draft.txt` means `wenfeng check draft.txt`.
fn with_default_command(mut args: Vec<OsString>, command: &clap::Command) -> Vec<OsString> {
    let mut at = 1;
    while let Some(arg) = args.get(at) {
        let arg = arg.to_string_lossy();
        match &*arg {
            "--lang" | "--color" => at += 2,
            "-h" | "--help" | "-V" | "--version" => return args,
            "help" if !std::path::Path::new("help").exists() => {
                // `wenfeng help check` is `wenfeng check --help`.
                args.remove(at);
                args.push(OsString::from("--help"));
                return args;
            }
            _ if arg.starts_with("--lang=") || arg.starts_with("--color=") => at += 1,
            name if command.get_subcommands().any(|c| c.get_name() == name) => return args,
            _ => {
                args.insert(at, OsString::from("check"));
                return args;
            }
        }
    }
    args
}

#[cfg(test)]
mod tests;
