//! Running the commands.
//!
//! [`main`] is the whole program: it understands the arguments, runs one command and answers with an [`ExitStatus`], which
//! is turned into a number in one place. Reports go to standard output, problems to standard error; a reader who goes away
//! (`wenfeng … | head`) is no fault.

mod baseline;
mod changed;
mod check;
mod config;
mod fixes;
mod inputs;
mod lsp;
mod output;
mod pages;
mod pipeline;
mod progress;
mod rules;
mod serve;
mod settings;
mod sinks;
mod watch;

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anstream::AutoStream;

use crate::cli::{self, Cli, ColorChoice, Command, Parsed};
use crate::problem::{Level, Problem};
use crate::say;
use crate::words::{Lang, Words};

/// What came of a run; the same in every format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum ExitStatus {
    /// Nothing to complain of: 0.
    #[default]
    Clean,
    /// Findings at or above the fail level, too many warnings, or a rule that breaks its promise: 1.
    Findings,
    /// The command could not run, or something could not be read: 2. It wins over findings.
    Failure,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Clean => Self::SUCCESS,
            ExitStatus::Findings => Self::from(1),
            ExitStatus::Failure => Self::from(2),
        }
    }
}

/// Why a command stopped.
#[derive(Debug)]
enum Stop {
    /// Writing failed.
    Io(io::Error),
    /// Something the user has to mend.
    Problem(Box<Problem>),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Self::Problem(Box::new(problem))
    }
}

/// How the program speaks.
#[derive(Debug, Clone, Copy)]
struct Speech {
    lang: Lang,
    color: ColorChoice,
    /// Whether the language was typed or set for this program, so that no configuration changes it.
    settled: bool,
}

impl Speech {
    fn choice(self) -> anstream::ColorChoice {
        match self.color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        }
    }

    /// Whether to write in colour to standard output.
    fn color_out(self) -> bool {
        match self.color {
            ColorChoice::Auto => AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never,
            other => other == ColorChoice::Always,
        }
    }

    fn color_err(self) -> bool {
        match self.color {
            ColorChoice::Auto => AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never,
            other => other == ColorChoice::Always,
        }
    }

    /// Write a text to standard output; colour codes in it are taken out where they are not wanted.
    fn print(self, text: &str) -> io::Result<()> {
        let mut out = AutoStream::new(io::stdout().lock(), self.choice());
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Draw problems on standard error. Nothing can be done if that fails.
    fn complain(self, problems: &[Problem]) {
        let mut drawn = Vec::new();
        let _ = crate::report::problem::draw(problems, self.lang, self.color_err(), &mut drawn);
        let _ = AutoStream::new(io::stderr().lock(), self.choice()).write_all(&drawn);
    }

    /// Say a sentence on standard error.
    fn remark(self, words: &Words) {
        let line = format!("{}\n", crate::terminal::sanitise(words.get(self.lang)));
        let _ = io::stderr().lock().write_all(line.as_bytes());
    }
}

/// Run the program with the arguments and the environment of the process.
#[must_use]
pub fn main() -> ExitStatus {
    let args: Vec<OsString> = std::env::args_os().collect();
    let env = |name: &str| std::env::var_os(name).map(|v| v.to_string_lossy().into_owned());
    let lang = cli::language(&args, env);
    let set = env("WENFENG_LANG").is_some_and(|v| !v.is_empty());
    let speech = Speech { lang, color: ColorChoice::Auto, settled: set };
    match cli::parse(args, lang) {
        Parsed::Text(text) => finish(speech, speech.print(&text).map(|()| ExitStatus::Clean).map_err(Stop::from)),
        Parsed::Wrong(problem) => finish(speech, Err(Stop::from(problem))),
        Parsed::Run(cli) => {
            let settled = set || cli.global.lang.is_some();
            let speech = Speech { color: cli.global.color, settled, ..speech };
            finish(speech, run(*cli, speech))
        }
    }
}

fn run(cli: Cli, speech: Speech) -> Result<ExitStatus, Stop> {
    match cli.command {
        None => Ok(ExitStatus::Clean),
        Some(Command::Check(args)) => check::check(&args, speech),
        Some(Command::Rules(args)) => rules::list(&args, speech),
        Some(Command::Explain(args)) => rules::explain(&args, speech),
        Some(Command::TestRules(args)) => rules::test(&args, speech),
        Some(Command::Baseline(args)) => baseline::baseline(&args, speech),
        Some(Command::Init) => config::init(speech),
        Some(Command::Config(args)) => config::show(&args, speech),
        Some(Command::Lsp(args)) => Ok(lsp::serve(&args, speech)),
        Some(Command::Serve(args)) => serve::serve(&args, speech),
        Some(Command::Schema(args)) => config::schema(args.name, speech),
        Some(Command::Completions(args)) => {
            let mut script = Vec::new();
            clap_complete::generate(args.shell, &mut cli::command(speech.lang), "wenfeng", &mut script);
            let mut out = io::stdout().lock();
            out.write_all(&script)?;
            out.flush()?;
            Ok(ExitStatus::Clean)
        }
    }
}

fn finish(speech: Speech, result: Result<ExitStatus, Stop>) -> ExitStatus {
    match result {
        Ok(status) => status,
        Err(Stop::Io(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitStatus::Clean,
        Err(Stop::Io(error)) => {
            let Words { zh, en } = cause(&error);
            speech.complain(&[Problem::failure(say!("结果没能写出来：{zh}", "the result could not be written: {en}"))]);
            ExitStatus::Failure
        }
        Err(Stop::Problem(problem)) => {
            speech.complain(&[*problem]);
            ExitStatus::Failure
        }
    }
}

/// Why the system refused, in words.
fn cause(error: &io::Error) -> Words {
    match error.kind() {
        io::ErrorKind::NotFound => say!("没有这个文件夹", "there is no such folder"),
        io::ErrorKind::PermissionDenied => say!("没有权限", "permission denied"),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => say!("磁盘满了", "the disk is full"),
        io::ErrorKind::ReadOnlyFilesystem => say!("这里只能读", "this place is read-only"),
        io::ErrorKind::InvalidData => say!("不是 UTF-8 文字", "it is not UTF-8 text"),
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            say!("那里有一个文件，不是文件夹", "there is a file where a folder should be")
        }
        io::ErrorKind::IsADirectory => say!("这是文件夹", "it is a folder"),
        io::ErrorKind::FileTooLarge => say!("太大", "it is too large"),
        _ => say!("{error}", "{error}"),
    }
}

/// The status that problems alone give.
fn status_of(problems: &[Problem]) -> ExitStatus {
    if problems.iter().any(|p| p.level == Level::Failure) { ExitStatus::Failure } else { ExitStatus::Clean }
}

/// Whether someone watches standard error while the report goes elsewhere.
fn watched(report_to_file: bool) -> bool {
    io::stderr().is_terminal() && (report_to_file || !io::stdout().is_terminal())
}
