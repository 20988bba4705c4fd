//! `wenfeng baseline`, and the baseline that a check leaves out.

use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicU64;

use crate::baseline::{Baseline, Ledger, NAME, Stale};
use crate::cli::{BaselineAction, BaselineArgs, BaselineOn, CheckArgs};
use crate::config::find::absolute;
use crate::finding::Checked;
use crate::problem::Problem;
use crate::rule::Rule;
use crate::say;
use crate::terminal::sanitise;
use crate::words::Words;

use super::changed::Known;
use super::check::{file_of, options};
use super::inputs::inputs;
use super::output::replace;
use super::pipeline::{Event, Job, incomplete, run};
use super::settings::Settings;
use super::sinks::slashed;
use super::{ExitStatus, Speech, Stop, cause};

/// Stale entries are told one by one up to so many.
const MOST_TOLD: usize = 10;
/// No baseline is longer, in bytes.
const MOST_BYTES: u64 = 256 << 20;

/// A baseline in use, with the file it came from.
pub(super) struct Book {
    ledger: Ledger,
    file: PathBuf,
    /// The folder that its paths start from.
    root: PathBuf,
}

impl Book {
    /// The baseline `typed`, else the one that the configuration of `first` names; `None` where there is neither.
    pub(super) fn open(typed: Option<&Path>, settings: &mut Settings, first: &Path) -> Result<Option<Self>, Stop> {
        match named(typed, settings, first) {
            Some(file) => Ok(Some(Self::of(&file)?)),
            None => Ok(None),
        }
    }

    fn of(file: &Path) -> Result<Self, Stop> {
        let name = file.display().to_string();
        let failed = |reason: Words| {
            let Words { zh, en } = reason;
            Problem::failure(say!("基线「{name}」读不了：{zh}", "the baseline “{name}” cannot be read: {en}"))
        };
        let text = match fs::metadata(file).and_then(|found| {
            if found.len() > MOST_BYTES { Err(ErrorKind::FileTooLarge.into()) } else { fs::read_to_string(file) }
        }) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(failed(say!("没有这个文件", "there is no such file"))
                    .help(say!("先用 wenfeng baseline write 写一份", "write one with wenfeng baseline write"))
                    .into());
            }
            Err(error) => return Err(failed(cause(&error)).into()),
        };
        let baseline = Baseline::parse(&text).map_err(|reason| {
            failed(reason)
                .help(say!("用 wenfeng baseline write 重新写一份", "write it anew with wenfeng baseline write"))
        })?;
        Ok(Self::with(baseline, file))
    }

    fn with(baseline: Baseline, file: &Path) -> Self {
        let full = absolute(file);
        let root = full.parent().map_or_else(PathBuf::new, Path::to_owned);
        Self { ledger: Ledger::new(baseline), file: file.to_owned(), root }
    }

    /// The same baseline, for another run.
    pub(super) fn afresh(&self) -> Self {
        Self { ledger: self.ledger.clone(), file: self.file.clone(), root: self.root.clone() }
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    pub(super) fn read(&mut self, path: &str, rules: &[Rule]) {
        let key = key(&self.root, path);
        self.ledger.read(&key, rules);
    }

    pub(super) fn take(&mut self, checked: &mut Checked) -> usize {
        let key = key(&self.root, &checked.post.path);
        self.ledger.take(&key, checked)
    }

    /// Entries that no finding answers to, also those of files that are no longer there.
    pub(super) fn stale(&self) -> Vec<Stale> {
        self.ledger.stale(|path| !self.root.join(path).exists())
    }
}

/// The name of `path` in a baseline whose folder is `root`.
fn key(root: &Path, path: &str) -> String {
    let Some(file) = file_of(path) else { return path.to_owned() };
    let full = absolute(file);
    slashed(full.strip_prefix(root).unwrap_or(&full))
}

fn named(typed: Option<&Path>, settings: &mut Settings, first: &Path) -> Option<PathBuf> {
    typed.map(Path::to_owned).or_else(|| {
        let (config, _) = settings.config(first);
        config.baseline.as_ref().map(|b| crate::config::find::shorten(&b.value))
    })
}

/// What to say of stale entries.
pub(super) fn told(stale: &[Stale], file: &Path, strict: bool) -> Vec<Problem> {
    if stale.is_empty() {
        return Vec::new();
    }
    let (count, name) = (stale.len(), file.display());
    let lines: Vec<String> = stale.iter().take(MOST_TOLD).map(line).collect();
    let more = if count > MOST_TOLD { "……" } else { "" };
    let list = lines.join("；");
    let list_en = lines.join("; ");
    let problem = Problem::note(say!(
        "基线「{name}」里有 {count} 个问题已经没有了",
        "{count} findings of the baseline “{name}” are gone"
    ));
    let (zh, en) = if strict { ("没有通过。", "This fails the run. ") } else { ("", "") };
    vec![problem.help(say!(
        "{zh}用 wenfeng baseline prune 去掉：{list}{more}",
        "{en}Take them out with wenfeng baseline prune: {list_en}{more}"
    ))]
}

fn line(stale: &Stale) -> String {
    let Stale { path, rule, entry } = stale;
    let (path, excerpt) = (sanitise(path), sanitise(&entry.excerpt));
    format!("{path} {rule} “{excerpt}”")
}

/// Write, prune or check a baseline.
pub(super) fn baseline(args: &BaselineArgs, mut speech: Speech) -> Result<ExitStatus, Stop> {
    let (BaselineAction::Write(on) | BaselineAction::Prune(on) | BaselineAction::Check(on)) = &args.action;
    let check = as_check(on);
    let first = check.paths.first().cloned().unwrap_or_default();
    let Some(mut settings) = Settings::open(&check.config, &check.choice, &first, &mut speech) else {
        return Ok(ExitStatus::Failure);
    };
    let file = named(on.baseline.as_deref(), &mut settings, &first).unwrap_or_else(|| PathBuf::from(NAME));
    let writes = matches!(args.action, BaselineAction::Write(_));
    let mut book = if writes { Book::with(Baseline::new(), &file) } else { Book::of(&file)? };
    let mut written = Baseline::new();
    let mut failures = 0;
    let (inputs, problems) = inputs(&check, &mut settings)?;
    failures += problems.iter().filter(|p| incomplete(p)).count();
    speech.complain(&problems);
    let job = Job {
        inputs,
        options: options(&check)?,
        settings: &mut settings,
        situation: check.situation.map(|s| s.0),
        stdin: first,
        known: &Known::default(),
        verbose: false,
        elements: false,
        bytes: &AtomicU64::new(0),
    };
    run(job, |events| -> Result<(), Stop> {
        for event in events {
            match event {
                Event::Problem(problem) => {
                    failures += usize::from(incomplete(&problem));
                    speech.complain(&[*problem]);
                }
                Event::Untold(problems) => failures += problems,
                Event::End { path, linter, whole: true } => book.read(&path, linter.rules()),
                Event::Post { checked, .. } if writes => written.add(&key(&book.root, &checked.post.path), &checked),
                Event::Post { mut checked, .. } => _ = book.take(&mut checked),
                Event::File | Event::Remark(_) | Event::End { .. } => {}
            }
        }
        Ok(())
    })?;
    if failures > 0 && writes {
        // Half a baseline would bring back what could not be read as new.
        return Err(Problem::failure(say!(
            "有文件没读成，基线没有写",
            "some files could not be read; no baseline was written"
        ))
        .into());
    }
    let status = conclude(args, &book, &written, speech)?;
    Ok(if failures > 0 { ExitStatus::Failure } else { status })
}

fn conclude(args: &BaselineArgs, book: &Book, written: &Baseline, speech: Speech) -> Result<ExitStatus, Stop> {
    let name = book.file.display();
    let stale = book.stale();
    let (gone, status, said) = match &args.action {
        BaselineAction::Write(_) => {
            save(&book.file, written)?;
            let (count, files) = (written.len(), written.files.len());
            let said = say!(
                "写好了 {name}：{files} 个文件里的 {count} 个问题先放着，以后只看新的。\n",
                "Wrote {name}: {count} findings in {files} files are let stand; only new ones count from now on.\n"
            );
            (0, ExitStatus::Clean, said)
        }
        BaselineAction::Prune(_) => {
            let left = book.ledger.without(&stale);
            if !stale.is_empty() {
                save(&book.file, &left)?;
            }
            let (gone, left) = (stale.len(), left.len());
            let said =
                say!("从 {name} 去掉了 {gone} 个，还有 {left} 个。\n", "Took {gone} out of {name}, {left} are left.\n");
            (gone, ExitStatus::Clean, said)
        }
        BaselineAction::Check(_) if stale.is_empty() => {
            (0, ExitStatus::Clean, say!("{name} 里的问题都还在。\n", "All findings of {name} are still there.\n"))
        }
        BaselineAction::Check(_) => {
            let count = stale.len();
            let said = say!(
                "{name} 里有 {count} 个问题已经没有了，用 wenfeng baseline prune 去掉：\n",
                "{count} findings of {name} are gone; take them out with wenfeng baseline prune:\n"
            );
            (count, ExitStatus::Findings, said)
        }
    };
    let mut text = said.get(speech.lang).to_owned();
    if gone > 0 {
        for stale in &stale {
            _ = writeln!(text, "  {}", line(stale));
        }
    }
    speech.print(&text)?;
    Ok(status)
}

fn save(file: &Path, baseline: &Baseline) -> Result<(), Stop> {
    replace(file, baseline.text().as_bytes()).map_err(|error| {
        let (name, Words { zh, en }) = (file.display(), cause(&error));
        Stop::from(Problem::failure(say!("写不了文件「{name}」：{zh}", "cannot write “{name}”: {en}")))
    })
}

/// The drafts that a baseline is about, as a check would read them.
fn as_check(on: &BaselineOn) -> CheckArgs {
    let mut paths = on.paths.clone();
    if paths.is_empty() {
        paths.push(PathBuf::from("."));
    }
    CheckArgs {
        paths,
        choice: on.choice.clone(),
        situation: on.situation,
        encoding: on.encoding.clone(),
        text_field: on.text_field.clone(),
        exclude: on.exclude.clone(),
        config: on.config.clone(),
        ..CheckArgs::default()
    }
}
