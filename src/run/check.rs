//! `wenfeng check`.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::cli::{CheckArgs, Format};
use crate::config::FailOn;
use crate::config::find::absolute;
use crate::finding::Checked;
use crate::problem::Problem;
use crate::report::concise::Concise;
use crate::report::full::{Full, looked_at};
use crate::report::json::{Json, JsonLines};
use crate::report::statistics::Statistics;
use crate::report::{Render, Summary};
use crate::rule::Severity;
use crate::say;
use crate::source::{Input, ReadOptions, encoding_for_label, expand};

use super::output::Output;
use super::pipeline::{Event, Job, incomplete, run};
use super::progress::Progress;
use super::settings::Settings;
use super::{ExitStatus, Speech, Stop, watched};

/// Check drafts.
pub(super) fn check(args: &CheckArgs, mut speech: Speech) -> Result<ExitStatus, Stop> {
    let here = PathBuf::from(".");
    let stdin = args.stdin_filename.clone().unwrap_or_else(|| here.clone());
    let mut settings = Settings::new(&args.config, &args.choice);
    let first = args.paths.iter().find(|p| p.as_os_str() != "-").unwrap_or(&stdin);
    if !speech.settled {
        speech.lang = settings.lang(first).unwrap_or(speech.lang);
    }
    let slips = settings.slips(first);
    if !slips.is_empty() {
        speech.complain(&slips);
        return Ok(ExitStatus::Failure);
    }
    let (inputs, problems) = inputs(args, &mut settings)?;
    if let Some(output) = &args.output {
        spare_drafts(output, &inputs)?;
    }
    let options = ReadOptions {
        encoding: args.encoding.as_deref().map(encoding_for_label).transpose()?,
        text_field: args.text_field.clone(),
        stdin_kind: None,
    };
    let color = args.output.is_none() && speech.color_out();
    let mut out = match &args.output {
        Some(path) => Output::file(path)?,
        None => Output::stdout(color),
    };
    let mut tally = Tally { args, speech, color, format: format(args, speech, color), ..Tally::new(args, speech) };
    tally.summary.failures = problems.iter().filter(|p| incomplete(p)).count();
    speech.complain(&problems);
    let bytes = AtomicU64::new(0);
    let mut progress = Progress::new(watched(args.output.is_some()), size(&inputs));
    tally.format.begin(&mut out)?;
    let job = Job {
        inputs,
        options,
        settings: &mut settings,
        situation: args.situation.map(|s| s.0),
        stdin,
        verbose: args.verbose,
        bytes: &bytes,
    };
    let ran = run(job, |events| {
        progress.at(bytes.load(Ordering::Relaxed));
        tally.tell(events, &progress, &mut out)
    });
    progress.done();
    ran?;
    tally.end(&mut out)?;
    out.finish()?;
    Ok(tally.status())
}

/// What has been seen so far.
struct Tally<'a> {
    args: &'a CheckArgs,
    speech: Speech,
    color: bool,
    format: Box<dyn Render>,
    summary: Summary,
    statistics: Statistics,
    failed: bool,
}

impl<'a> Tally<'a> {
    fn new(args: &'a CheckArgs, speech: Speech) -> Self {
        Self {
            args,
            speech,
            color: false,
            format: format(args, speech, false),
            summary: Summary::default(),
            statistics: Statistics::default(),
            failed: false,
        }
    }

    fn tell(&mut self, events: Vec<Event>, progress: &Progress, out: &mut Output) -> io::Result<()> {
        for event in events {
            match event {
                Event::File => self.summary.files += 1,
                Event::Remark(words) => progress.aside(|| self.speech.remark(&words)),
                Event::Problem(problem) => {
                    self.summary.failures += usize::from(incomplete(&problem));
                    // What was found so far stands above the problem where both go to one terminal.
                    out.flush()?;
                    progress.aside(|| self.speech.complain(&[*problem]));
                }
                Event::Untold(problems) => self.summary.failures += problems,
                Event::Post { mut checked, fail_on, rules } => {
                    self.summary.rules = self.summary.rules.max(rules);
                    self.count(&checked, self.args.fail_on.unwrap_or(fail_on));
                    if self.args.quiet {
                        checked.findings.retain(|f| f.severity == Severity::Error);
                    }
                    self.format.post(&checked, out)?;
                }
            }
        }
        out.flush()
    }

    fn count(&mut self, checked: &Checked, fail_on: FailOn) {
        self.summary.add(checked);
        self.failed |= checked.findings.iter().any(|f| fail_on.fails(f.severity));
        if self.args.statistics {
            self.statistics.add(checked);
        }
    }

    fn end(&mut self, out: &mut Output) -> io::Result<()> {
        self.format.end(&self.summary, out)?;
        let for_people = matches!(self.args.format, Format::Full | Format::Concise);
        if self.args.statistics && for_people {
            self.statistics.write(self.speech.lang, self.color, out)?;
        }
        out.flush()?;
        if self.args.statistics && !for_people {
            let mut table = Vec::new();
            self.statistics.write(self.speech.lang, false, &mut table)?;
            let _ = io::stderr().lock().write_all(&table);
        }
        if self.args.verbose && self.args.format != Format::Full {
            self.speech.remark(&looked_at(&self.summary));
        }
        Ok(())
    }

    fn status(&self) -> ExitStatus {
        let too_many = self.args.max_warnings.is_some_and(|most| self.summary.of(Severity::Warning) > most);
        if self.summary.failures > 0 {
            ExitStatus::Failure
        } else if self.failed || too_many {
            ExitStatus::Findings
        } else {
            ExitStatus::Clean
        }
    }
}

fn format(args: &CheckArgs, speech: Speech, color: bool) -> Box<dyn Render> {
    match args.format {
        Format::Full => Box::new(Full::new(speech.lang, color, args.quiet)),
        Format::Concise => Box::new(Concise::new(speech.lang)),
        Format::Json => Box::new(Json::new(speech.lang)),
        Format::Jsonl => Box::new(JsonLines::new(speech.lang)),
    }
}

/// The inputs that the arguments mean, without those that the configuration leaves out.
fn inputs(args: &CheckArgs, settings: &mut Settings) -> Result<(Vec<Input>, Vec<Problem>), Stop> {
    let mut paths = args.paths.clone();
    if paths.is_empty() {
        if args.stdin_filename.is_none() {
            let problem = Problem::failure(say!("没有说要看哪个文件", "no file was named"));
            return Err(problem
                .help(say!(
                    "写上文件或文件夹：wenfeng 草稿.txt；从标准输入读就写：wenfeng -",
                    "name a file or a folder: wenfeng draft.txt; for standard input: wenfeng -"
                ))
                .into());
        }
        paths.push(PathBuf::from("-"));
    }
    let (mut inputs, problems) = expand(&paths, &excluded(&args.exclude)?);
    for input in &mut inputs {
        if let Input::Stdin { name } = input {
            *name = args.stdin_filename.as_ref().map(|p| p.display().to_string());
        }
    }
    inputs.retain(|input| match input {
        Input::Stdin { .. } => true,
        Input::File(path) => {
            paths.contains(path) || {
                let full = absolute(path);
                !settings.config(path).0.exclude.iter().any(|glob| glob.matches(&full))
            }
        }
    });
    Ok((inputs, problems))
}

fn excluded(patterns: &[String]) -> Result<GlobSet, Stop> {
    let mut set = GlobSetBuilder::new();
    let wrong = |pattern: &str, error: &globset::Error| {
        let reason = error.kind();
        Problem::failure(say!("路径模式「{pattern}」写得不对", "the path pattern “{pattern}” is not valid"))
            .help(say!("{reason}", "{reason}"))
    };
    for pattern in patterns {
        set.add(Glob::new(pattern.trim_end_matches('/')).map_err(|e| wrong(pattern, &e))?);
    }
    set.build().map_err(|e| wrong("", &e).into())
}

/// A report must not take the place of a draft.
fn spare_drafts(output: &Path, inputs: &[Input]) -> Result<(), Stop> {
    let Ok(output) = output.canonicalize() else { return Ok(()) };
    let hit = inputs.iter().find_map(|input| match input {
        Input::File(path) => path.canonicalize().is_ok_and(|p| p == output).then(|| path.display().to_string()),
        Input::Stdin { .. } => None,
    });
    let Some(name) = hit else { return Ok(()) };
    Err(Problem::failure(say!("结果不能写进草稿「{name}」", "the report cannot take the place of the draft “{name}”"))
        .help(say!("给结果另取一个文件名", "give the report another name"))
        .into())
}

/// Bytes of all inputs; 0 if standard input is among them.
fn size(inputs: &[Input]) -> u64 {
    let sizes = inputs.iter().map(|input| match input {
        Input::File(path) => path.metadata().ok().map(|m| m.len()),
        Input::Stdin { .. } => None,
    });
    sizes.sum::<Option<u64>>().unwrap_or(0)
}
