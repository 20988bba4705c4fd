//! The reports of a run: each format with the place it goes to. At most one goes to standard output.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::{CheckArgs, Format, FormatChoice};
use crate::config::find::absolute;
use crate::engine::Linter;
use crate::finding::Checked;
use crate::problem::Problem;
use crate::report::checkstyle::Checkstyle;
use crate::report::concise::Concise;
use crate::report::full::Full;
use crate::report::github::{Github, JobSummary};
use crate::report::gitlab::Gitlab;
use crate::report::json::{Json, JsonLines};
use crate::report::junit::Junit;
use crate::report::place::Paths;
use crate::report::rdjson::Rdjson;
use crate::report::sarif::Sarif;
use crate::report::{Render, Summary};
use crate::say;
use crate::source::Input;

use super::inputs::spare_drafts;
use super::output::Output;
use super::{Speech, Stop};

struct Sink {
    render: Box<dyn Render>,
    out: Output,
}

/// The reports of a run.
pub(super) struct Sinks {
    all: Vec<Sink>,
    /// The format on the main output: standard output, or what takes its place. There may be none.
    main: Option<(usize, Format)>,
    /// Whether the main output is in colour.
    color: bool,
}

/// Where the report goes that has no file of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Main {
    Stdout,
    /// Standard output is taken by something else.
    Stderr,
}

impl Sinks {
    /// The reports that the arguments ask for. A draft is never written over.
    pub(super) fn open(args: &CheckArgs, main: Main, inputs: &[Input], speech: Speech) -> Result<Self, Stop> {
        let mut choices = args.format.clone();
        if choices.is_empty() {
            choices.push(FormatChoice::default());
        }
        let files: Vec<PathBuf> =
            choices.iter().map(|c| c.file.clone().or_else(|| args.output.clone()).unwrap_or_default()).collect();
        for (i, file) in files.iter().enumerate() {
            let name = if file.as_os_str().is_empty() { "-".to_owned() } else { file.display().to_string() };
            if files[..i].iter().any(|f| absolute(f) == absolute(file)) {
                return Err(Problem::failure(say!("两种格式都要写到「{name}」", "two formats go to “{name}”"))
                    .help(say!(
                        "给其中一种写上文件：--format sarif=结果.sarif",
                        "name a file for one of them: --format sarif=out.sarif"
                    ))
                    .into());
            }
        }
        let paths = paths();
        let mut own = Self { all: Vec::new(), main: None, color: false };
        for (choice, file) in choices.iter().zip(&files) {
            let to_main = file.as_os_str().is_empty();
            let color = to_main && if main == Main::Stdout { speech.color_out() } else { speech.color_err() };
            let out = if !to_main {
                spare_drafts(file, inputs)?;
                Output::file(file)?
            } else if main == Main::Stdout {
                Output::stdout(color && choice.format.for_people())
            } else {
                Output::stderr(color && choice.format.for_people())
            };
            if choice.file.is_none() {
                own.main = Some((own.all.len(), choice.format));
                own.color = color;
            }
            let render = render(choice.format, speech, color, args, &paths);
            own.all.push(Sink { render, out });
        }
        let summary = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|file| !file.is_empty());
        if let Some(file) = summary.filter(|_| choices.iter().any(|c| c.format == Format::Github)) {
            // A table that cannot be written is no reason to fail a run.
            if let Ok(out) = Output::append(Path::new(&file)) {
                own.all.push(Sink { render: Box::new(JobSummary::new(speech.lang, paths)), out });
            }
        }
        Ok(own)
    }

    /// The format on the main output.
    pub(super) fn main(&self) -> Option<Format> {
        self.main.map(|(_, format)| format)
    }

    /// Whether the main output is in colour.
    pub(super) fn color(&self) -> bool {
        self.color
    }

    /// The main output, for what stands behind a report for people.
    pub(super) fn main_out(&mut self) -> Option<&mut dyn Write> {
        let at = self.main?.0;
        self.all.get_mut(at).map(|sink| &mut sink.out as &mut dyn Write)
    }

    pub(super) fn begin(&mut self) -> io::Result<()> {
        self.all.iter_mut().try_for_each(|sink| sink.render.begin(&mut sink.out))
    }

    /// Whether a report tells of the elements of notices.
    pub(super) fn tell_elements(&self) -> bool {
        self.all.iter().any(|sink| sink.render.tells_elements())
    }

    /// The rules of `linter` are in force. They are read only for formats that tell of them.
    pub(super) fn rules(&mut self, linter: &Linter) {
        for sink in self.all.iter_mut().filter(|sink| sink.render.tells_rules()) {
            sink.render.rules(linter.rules(), linter.docs());
        }
    }

    pub(super) fn post(&mut self, checked: &Checked) -> io::Result<()> {
        self.all.iter_mut().try_for_each(|sink| sink.render.post(checked, &mut sink.out))
    }

    pub(super) fn end(&mut self, summary: &Summary) -> io::Result<()> {
        self.all.iter_mut().try_for_each(|sink| sink.render.end(summary, &mut sink.out))
    }

    pub(super) fn remarks(&self) -> Vec<Problem> {
        self.all.iter().flat_map(|sink| sink.render.remarks()).collect()
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.all.iter_mut().try_for_each(|sink| sink.out.flush())
    }

    /// All reports are complete.
    pub(super) fn finish(self) -> io::Result<()> {
        self.all.into_iter().try_for_each(|sink| sink.out.finish())
    }
}

fn render(format: Format, speech: Speech, color: bool, args: &CheckArgs, paths: &Paths) -> Box<dyn Render> {
    let lang = speech.lang;
    match format {
        Format::Full => Box::new(Full::new(lang, color, args.quiet)),
        Format::Concise => Box::new(Concise::new(lang, args.column_unit)),
        Format::Json => Box::new(Json::new(lang)),
        Format::Jsonl => Box::new(JsonLines::new(lang)),
        Format::Sarif => Box::new(Sarif::new(lang, paths.clone())),
        Format::Rdjson => Box::new(Rdjson::new(lang, false)),
        Format::Rdjsonl => Box::new(Rdjson::new(lang, true)),
        Format::Github => Box::new(Github::new(lang, paths.clone())),
        Format::Gitlab => Box::new(Gitlab::new(lang, paths.clone())),
        Format::Junit => Box::new(Junit::new(lang)),
        Format::Checkstyle => Box::new(Checkstyle::new(lang)),
    }
}

/// Paths as code forges read them: relative to the repository, links resolved, with `/`.
fn paths() -> Paths {
    let root = root().map(|root| root.canonicalize().unwrap_or(root));
    Paths::new(move |path| {
        if path == "-" {
            return path.to_owned();
        }
        let full = Path::new(path).canonicalize().unwrap_or_else(|_| absolute(Path::new(path)));
        let below = root.as_ref().and_then(|root| full.strip_prefix(root).ok());
        slashed(below.unwrap_or(&full))
    })
}

/// `path` with `/` between its parts.
pub(super) fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// The root of the repository: what the service says, else the nearest folder with `.git`, else this one.
fn root() -> Option<PathBuf> {
    let said = ["CI_PROJECT_DIR", "GITHUB_WORKSPACE"].into_iter().find_map(std::env::var_os);
    let here = std::env::current_dir().ok()?;
    if let Some(said) = said.filter(|s| !s.is_empty()).map(PathBuf::from).filter(|s| here.starts_with(s)) {
        return Some(said);
    }
    Some(here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&here).to_owned())
}
