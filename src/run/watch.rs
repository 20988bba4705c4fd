//! `--watch`: check again whenever a draft, a rule or a setting is saved, until the user ends the program.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, SystemTime};

use notify::{Event, RecursiveMode, Watcher};

use crate::cli::{CheckArgs, Format};
use crate::config::find::absolute;
use crate::problem::Problem;
use crate::say;
use crate::source::{IGNORE_FILE, Input, ReadOptions};

use super::changed::Known;
use super::check::{Work, once};
use super::inputs::inputs;
use super::pipeline::incomplete;
use super::settings::Settings;
use super::sinks::Main;
use super::{ExitStatus, Speech, Stop};

/// An editor writes a file in several steps; so long nothing may happen before it is read.
const QUIET: Duration = Duration::from_millis(80);

/// When each input was last changed, and its length.
type Snapshot = HashMap<PathBuf, (Option<SystemTime>, u64)>;

/// Check the drafts that the arguments name, and again whenever they change. Ends only with a problem.
pub(super) fn watch(args: &CheckArgs, options: &ReadOptions, speech: Speech) -> Result<ExitStatus, Stop> {
    refuse(args)?;
    let (to_us, events) = channel();
    let failed = |error: &notify::Error| {
        let reason = error.to_string();
        Stop::from(
            Problem::failure(say!("没法看着这些文件：{reason}", "these files cannot be watched: {reason}"))
                .help(say!("去掉 --watch，改好后再运行一次", "leave out --watch and run again after a change")),
        )
    };
    let mut watcher = notify::recommended_watcher(move |event| _ = to_us.send(event)).map_err(|e| failed(&e))?;
    let mut places = folders(args);
    for (folder, mode) in &places {
        watcher.watch(folder, *mode).map_err(|e| failed(&e))?;
    }
    let named = named(args);
    let mut seen = Snapshot::new();
    let mut all = true;
    loop {
        let mut settings = Settings::new(&args.config, &args.choice);
        let (found, problems) = inputs(args, &mut settings)?;
        let now = snapshot(&found);
        let fresh: Vec<Input> = found.into_iter().filter(|input| all || changed(input, &seen, &now)).collect();
        seen = now;
        if !fresh.is_empty() || all {
            let failures = problems.iter().filter(|p| incomplete(p)).count();
            speech.complain(&problems);
            let first = args.paths.first().cloned().unwrap_or_default();
            let mut work =
                Work { args, options: options.clone(), settings, stdin: first.clone(), first, known: Known::default() };
            once(&mut work, fresh, failures, Main::Stdout, speech)?;
            if all {
                let count = seen.len();
                speech.remark(&say!(
                    "看着 {count} 个文件，保存后会再查一遍；按 Ctrl-C 结束",
                    "watching {count} files; saving one checks it again; Ctrl-C ends"
                ));
            }
        }
        let news = wait(&events, &named, &places);
        all = news.settings;
        if news.settings || news.folders {
            // Settings may name other packs, and a folder that was made anew is another one.
            for (folder, _) in &places {
                let _ = watcher.unwatch(folder);
            }
            places = folders(args);
            for (folder, mode) in &places {
                let _ = watcher.watch(folder, *mode);
            }
        }
    }
}

/// What was saved.
#[derive(Debug, Default)]
struct News {
    /// Settings or rules.
    settings: bool,
    /// A folder that is watched has come or gone.
    folders: bool,
}

/// The files and folders that the arguments name, as the system may write them.
fn named(args: &CheckArgs) -> Vec<PathBuf> {
    args.paths.iter().flat_map(|path| [Some(absolute(path)), path.canonicalize().ok()]).flatten().collect()
}

fn refuse(args: &CheckArgs) -> Result<(), Stop> {
    if args.paths.is_empty() || args.paths.iter().any(|path| path.as_os_str() == "-") {
        let problem = Problem::failure(say!("--watch 只能看着文件和文件夹", "--watch needs files or folders to watch"));
        return Err(problem
            .help(say!("写上文件名，如 wenfeng --watch 草稿/", "name them: wenfeng --watch drafts/"))
            .into());
    }
    if args.changed_since.is_some() {
        return Err(Problem::failure(say!(
            "--watch 和 --changed-since 不能一起用",
            "--watch cannot be used together with --changed-since"
        ))
        .help(say!("--watch 本来就只查改过的文件", "--watch checks only what changes anyway"))
        .into());
    }
    let whole = args.format.iter().find(|choice| choice.file.is_none() && !choice.format.streams());
    if let Some(choice) = whole.filter(|_| args.output.is_none()) {
        let name = format!("{:?}", choice.format).to_lowercase();
        debug_assert!(choice.format != Format::Full);
        return Err(Problem::failure(say!("--watch 时 {name} 要写进文件", "with --watch, {name} needs a file"))
            .help(say!("写成 --format {name}=结果", "write --format {name}=report"))
            .into());
    }
    Ok(())
}

/// The folders to watch: those named, those of the files named, those of settings and rules, and those above up to this folder
/// or the next, where settings may be written or a named folder may come back.
fn folders(args: &CheckArgs) -> Vec<(PathBuf, RecursiveMode)> {
    let mut settings = Settings::new(&args.config, &args.choice);
    let mut folders: Vec<(PathBuf, RecursiveMode)> = Vec::new();
    for path in &args.paths {
        let full = absolute(path);
        let (config, _) = settings.config(path);
        if full.is_dir() {
            folders.push((full.clone(), RecursiveMode::Recursive));
        } else if let Some(folder) = full.parent() {
            folders.push((folder.to_owned(), RecursiveMode::NonRecursive));
        }
        let here = absolute(Path::new("."));
        let above = full.ancestors().skip(1).take_while(|folder| folder.starts_with(&here)).map(Path::to_owned);
        let next = full.parent().map(Path::to_owned);
        folders.extend(above.chain(next).map(|folder| (folder, RecursiveMode::NonRecursive)));
        let file = config.file.as_deref().map(absolute);
        folders.extend(file.as_deref().and_then(Path::parent).map(|f| (f.to_owned(), RecursiveMode::NonRecursive)));
        folders.extend(config.packs.iter().map(|pack| (pack.value.clone(), RecursiveMode::Recursive)));
    }
    // One way of watching a folder, the wider one.
    folders.sort_by_key(|(folder, mode)| (folder.clone(), *mode == RecursiveMode::NonRecursive));
    folders.dedup_by(|later, earlier| later.0 == earlier.0);
    folders.retain(|(folder, _)| folder.is_dir());
    folders
}

fn snapshot(inputs: &[Input]) -> Snapshot {
    let files = inputs.iter().filter_map(|input| match input {
        Input::File(path) => Some(path.clone()),
        Input::Stdin { .. } | Input::Given { .. } => None,
    });
    files
        .map(|path| {
            let found = std::fs::metadata(&path).ok();
            let state = (found.as_ref().and_then(|f| f.modified().ok()), found.map_or(0, |f| f.len()));
            (path, state)
        })
        .collect()
}

fn changed(input: &Input, seen: &Snapshot, now: &Snapshot) -> bool {
    matches!(input, Input::File(path) if seen.get(path) != now.get(path))
}

/// Wait until something was saved that concerns the `named` files, their settings or the `places`, and nothing more
/// happens.
fn wait(events: &Receiver<notify::Result<Event>>, named: &[PathBuf], places: &[(PathBuf, RecursiveMode)]) -> News {
    let mut news = News::default();
    let mut some = false;
    loop {
        // The sender lives as long as the watcher, so only silence ends the second kind of waiting.
        let event = if some { events.recv_timeout(QUIET).ok() } else { events.recv().ok() };
        let Some(event) = event else { return news };
        let Ok(event) = event else { continue };
        if event.kind.is_access() {
            continue;
        }
        for path in &event.paths {
            let settings = path.extension().is_some_and(|e| e == "toml")
                || path.file_name().is_some_and(|n| n == IGNORE_FILE || n == ".gitignore");
            let folder = places.iter().any(|(folder, _)| folder == path);
            news.settings |= settings;
            news.folders |= folder;
            some |= settings || folder || named.iter().any(|name| path.starts_with(name));
        }
    }
}
