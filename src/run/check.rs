//! `wenfeng check`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::cli::{CheckArgs, Format};
use crate::config::FailOn;
use crate::engine::Linter;
use crate::finding::Checked;
use crate::problem::Problem;
use crate::report::Summary;
use crate::report::full::looked_at;
use crate::report::statistics::Statistics;
use crate::rule::Severity;
use crate::say;
use crate::source::{Input, ReadOptions, encoding_for_label};

use super::baseline::{Book, told};
use super::changed::{self, Known};
use super::inputs::{inputs, size};
use super::pipeline::{Event, Job, in_post, incomplete, run};
use super::progress::Progress;
use super::settings::Settings;
use super::sinks::{Main, Sinks};
use super::{ExitStatus, Speech, Stop, fixes, watch, watched};

/// Of the slips in the suppressions of a run, so many are told in full.
const MOST_SLIPS: usize = 20;

/// Check drafts.
pub(super) fn check(args: &CheckArgs, mut speech: Speech) -> Result<ExitStatus, Stop> {
    let stdin = args.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("."));
    let first = args.paths.iter().find(|p| p.as_os_str() != "-").unwrap_or(&stdin).clone();
    let Some(mut settings) = Settings::open(&args.config, &args.choice, &first, &mut speech) else {
        return Ok(ExitStatus::Failure);
    };
    if args.unsafe_fixes && !args.fix && !args.diff {
        let problem = Problem::failure(say!(
            "--unsafe-fixes 要和 --fix 或 --diff 一起用",
            "--unsafe-fixes needs --fix or --diff"
        ));
        return Err(problem
            .help(say!("先用 --diff 看看会怎么改", "look at what would change with --diff first"))
            .into());
    }
    let options = options(args)?;
    if args.watch {
        return watch::watch(args, &options, speech);
    }
    let (mut inputs, problems) = inputs(args, &mut settings)?;
    let mut known = Known::default();
    if let Some(revision) = &args.changed_since {
        known = changed::since(revision, &mut inputs, &options)?;
    }
    let failures = problems.iter().filter(|p| incomplete(p)).count();
    speech.complain(&problems);
    let mut work = Work { args, options, settings, stdin, first, known };
    let mut main = Main::Stdout;
    let mut made = ExitStatus::Clean;
    if args.fix || args.diff {
        made = fixes::make(&mut work, &mut inputs, speech)?;
        if args.diff {
            return Ok(if failures > 0 { ExitStatus::Failure } else { made });
        }
        // The text itself went to standard output.
        main = if inputs.iter().any(|i| matches!(i, Input::Given { .. })) { Main::Stderr } else { Main::Stdout };
    }
    Ok(once(&mut work, inputs, failures, main, speech)?.max(made))
}

/// How the arguments want drafts to be read.
pub(super) fn options(args: &CheckArgs) -> Result<ReadOptions, Stop> {
    Ok(ReadOptions {
        encoding: args.encoding.as_deref().map(encoding_for_label).transpose()?,
        text_field: args.text_field.clone(),
        stdin_kind: None,
    })
}

/// What a run works with.
pub(super) struct Work<'a> {
    pub(super) args: &'a CheckArgs,
    pub(super) options: ReadOptions,
    pub(super) settings: Settings,
    /// Where the configuration of standard input is looked for.
    pub(super) stdin: PathBuf,
    /// The path whose configuration decides for the whole run.
    pub(super) first: PathBuf,
    pub(super) known: Known,
}

/// Check `inputs` once and report; `failures` were met before.
pub(super) fn once(
    work: &mut Work<'_>,
    inputs: Vec<Input>,
    failures: usize,
    main: Main,
    speech: Speech,
) -> Result<ExitStatus, Stop> {
    let args = work.args;
    let book = Book::open(args.baseline.as_deref(), &mut work.settings, &work.first)?;
    let sinks = Sinks::open(args, main, &inputs, speech)?;
    let to_file = sinks.main().is_none() || args.output.is_some();
    let mut tally = Tally::new(args, speech, sinks, book);
    tally.summary.failures = failures;
    let bytes = AtomicU64::new(0);
    let mut progress = Progress::new(watched(to_file), size(&inputs));
    tally.sinks.begin()?;
    let job = Job {
        inputs,
        options: work.options.clone(),
        settings: &mut work.settings,
        situation: args.situation.map(|s| s.0),
        stdin: work.stdin.clone(),
        known: &work.known,
        verbose: args.verbose,
        elements: tally.sinks.tell_elements(),
        bytes: &bytes,
    };
    let ran = run(job, |events| {
        progress.at(bytes.load(Ordering::Relaxed));
        tally.tell(events, &progress)
    });
    progress.done();
    ran?;
    tally.end()
}

/// What has been seen so far.
struct Tally<'a> {
    args: &'a CheckArgs,
    speech: Speech,
    sinks: Sinks,
    book: Option<Book>,
    summary: Summary,
    statistics: Statistics,
    linter: Option<Arc<Linter>>,
    slips: usize,
    failed: bool,
}

impl<'a> Tally<'a> {
    fn new(args: &'a CheckArgs, speech: Speech, sinks: Sinks, book: Option<Book>) -> Self {
        Self {
            args,
            speech,
            sinks,
            book,
            summary: Summary::default(),
            statistics: Statistics::default(),
            linter: None,
            slips: 0,
            failed: false,
        }
    }

    fn tell(&mut self, events: Vec<Event>, progress: &Progress) -> io::Result<()> {
        for event in events {
            match event {
                Event::File => self.summary.files += 1,
                Event::Remark(words) => progress.aside(|| self.speech.remark(&words)),
                Event::Problem(problem) => {
                    self.summary.failures += usize::from(incomplete(&problem));
                    self.complain(&[*problem], progress)?;
                }
                Event::Untold(problems) => self.summary.failures += problems,
                Event::End { path, linter, whole } => {
                    self.meet(&linter);
                    if let Some(book) = self.book.as_mut().filter(|_| whole) {
                        book.read(&path, linter.rules());
                    }
                }
                Event::Post { mut checked, fail_on, linter } => {
                    self.meet(&linter);
                    self.tell_slips(&checked, progress)?;
                    self.tell_passed(&checked, progress);
                    if let Some(book) = &mut self.book {
                        self.summary.baselined += book.take(&mut checked);
                    }
                    self.count(&checked, self.args.fail_on.unwrap_or(fail_on));
                    if self.args.quiet {
                        checked.findings.retain(|f| f.severity == Severity::Error);
                    }
                    self.sinks.post(&checked)?;
                }
            }
        }
        self.sinks.flush()
    }

    /// The rules of `linter` are in force now.
    fn meet(&mut self, linter: &Arc<Linter>) {
        if !self.linter.as_ref().is_some_and(|known| Arc::ptr_eq(known, linter)) {
            self.summary.rules = self.summary.rules.max(linter.rule_count());
            self.sinks.rules(linter);
            self.linter = Some(Arc::clone(linter));
        }
    }

    /// What was found so far stands above a problem where both go to one terminal.
    fn complain(&mut self, problems: &[Problem], progress: &Progress) -> io::Result<()> {
        self.sinks.flush()?;
        progress.aside(|| self.speech.complain(problems));
        Ok(())
    }

    fn tell_slips(&mut self, checked: &Checked, progress: &Progress) -> io::Result<()> {
        for slip in &checked.slips {
            self.slips += 1;
            if self.slips > MOST_SLIPS {
                continue;
            }
            let name = crate::report::concise::name(&checked.post);
            let (zh, en) = (&slip.message.zh, &slip.message.en);
            let problem = Problem::note(say!("「{name}」：{zh}", "“{name}”: {en}")).help(slip.help.clone());
            let front = slip.span.end <= checked.post.front;
            let problem = if front { problem } else { in_post(problem, &checked.post, slip.span) };
            self.complain(&[problem], progress)?;
        }
        Ok(())
    }

    /// With `-v`: what the draft itself passes over, and why.
    fn tell_passed(&self, checked: &Checked, progress: &Progress) {
        for passed in checked.passed.iter().filter(|_| self.args.verbose) {
            let name = crate::report::concise::name(&checked.post);
            let (written, reason) = (&passed.written, &passed.reason);
            let reason = if reason.is_empty() { "—" } else { reason };
            let words = say!(
                "{name}：按稿内要求略过「{written}」，理由：{reason}",
                "{name}: passes over “{written}”, reason: {reason}"
            );
            progress.aside(|| self.speech.remark(&words));
        }
    }

    fn count(&mut self, checked: &Checked, fail_on: FailOn) {
        self.summary.add(checked);
        self.failed |= checked.findings.iter().any(|f| fail_on.fails(f.severity));
        if self.args.statistics {
            self.statistics.add(checked);
        }
    }

    fn end(mut self) -> Result<ExitStatus, Stop> {
        self.sinks.end(&self.summary)?;
        let lang = self.speech.lang;
        if self.args.statistics {
            let color = self.sinks.color();
            let for_people = self.sinks.main().is_some_and(Format::for_people);
            if let Some(out) = self.sinks.main_out().filter(|_| for_people) {
                self.statistics.write(lang, color, out)?;
            } else {
                let mut table = Vec::new();
                self.statistics.write(lang, false, &mut table)?;
                self.sinks.flush()?;
                let _ = io::stderr().lock().write_all(&table);
            }
        }
        self.sinks.flush()?;
        let mut problems = self.sinks.remarks();
        if self.slips > MOST_SLIPS {
            let more = self.slips - MOST_SLIPS;
            problems.push(Problem::note(say!(
                "另有 {more} 处略过写得不对或没有用上",
                "{more} more suppressions are wrong or unused"
            )));
        }
        let mut stale = false;
        if let Some(book) = self.book.as_ref().filter(|_| self.args.changed_since.is_none()) {
            let gone = book.stale();
            stale = !gone.is_empty();
            problems.extend(told(&gone, book.file(), self.args.strict_baseline));
        }
        self.speech.complain(&problems);
        if self.args.verbose && self.sinks.main() != Some(Format::Full) {
            self.speech.remark(&looked_at(&self.summary));
        }
        let status = self.status(stale);
        self.sinks.finish()?;
        Ok(status)
    }

    fn status(&self, stale: bool) -> ExitStatus {
        let too_many = self.args.max_warnings.is_some_and(|most| self.summary.of(Severity::Warning) > most);
        if self.summary.failures > 0 {
            ExitStatus::Failure
        } else if self.failed || too_many || (stale && self.args.strict_baseline) {
            ExitStatus::Findings
        } else {
            ExitStatus::Clean
        }
    }
}

/// The name under which `path` stands in a report, and the file it is, if it is one.
pub(super) fn file_of(path: &str) -> Option<&Path> {
    (path != "-").then(|| Path::new(path))
}
