//! Which inputs a run is over: what is named, without what is left out.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use ignore::gitignore::GitignoreBuilder;

use crate::cli::CheckArgs;
use crate::config::find::absolute;
use crate::problem::Problem;
use crate::say;
use crate::source::{IGNORE_FILE, Input, expand};

use super::Stop;
use super::settings::Settings;

/// The inputs that the arguments mean, without those that the configuration leaves out.
pub(super) fn inputs(args: &CheckArgs, settings: &mut Settings) -> Result<(Vec<Input>, Vec<Problem>), Stop> {
    let mut paths = args.paths.clone();
    if paths.is_empty() && args.changed_since.is_some() {
        paths.push(PathBuf::from("."));
    }
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
    let typed = excluded(&args.exclude)?;
    let (mut inputs, problems) = expand(&paths, &typed);
    for input in &mut inputs {
        if let Input::Stdin { name } = input {
            *name = args.stdin_filename.as_ref().map(|p| p.display().to_string());
        }
    }
    inputs.retain(|input| match input {
        Input::Stdin { name: Some(name) } if args.force_exclude => !left_out(Path::new(name), &typed, true, settings),
        Input::Stdin { .. } | Input::Given { .. } => true,
        Input::File(path) => {
            let named = paths.contains(path);
            (named && !args.force_exclude) || !left_out(path, &typed, named, settings)
        }
    });
    Ok((inputs, problems))
}

/// Whether `path` is left out; what was only found in a folder has met all but the configuration.
fn left_out(path: &Path, typed: &GlobSet, named: bool, settings: &mut Settings) -> bool {
    let full = absolute(path);
    if settings.config(path).0.exclude.iter().any(|glob| glob.matches(&full)) {
        return true;
    }
    let shown = path.strip_prefix(".").unwrap_or(path);
    named
        && (shown.ancestors().any(|above| !above.as_os_str().is_empty() && typed.is_match(above))
            || shown.components().any(|part| typed.is_match(Path::new(part.as_os_str())))
            || ignored(&full))
}

/// Whether a file of patterns in a folder above leaves out `path`; the nearest that says something decides.
fn ignored(path: &Path) -> bool {
    for folder in path.ancestors().skip(1) {
        let file = folder.join(IGNORE_FILE);
        if !file.is_file() {
            continue;
        }
        let mut patterns = GitignoreBuilder::new(folder);
        // A pattern that cannot be read leaves nothing out, and is told of when the folder is walked.
        let _ = patterns.add(file);
        let Ok(patterns) = patterns.build() else { continue };
        let verdict = patterns.matched_path_or_any_parents(path, false);
        if !verdict.is_none() {
            return verdict.is_ignore();
        }
    }
    false
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
pub(super) fn spare_drafts(output: &Path, inputs: &[Input]) -> Result<(), Stop> {
    let Ok(output) = output.canonicalize() else { return Ok(()) };
    let hit = inputs.iter().find_map(|input| match input {
        Input::File(path) => path.canonicalize().is_ok_and(|p| p == output).then(|| path.display().to_string()),
        Input::Stdin { .. } | Input::Given { .. } => None,
    });
    let Some(name) = hit else { return Ok(()) };
    Err(Problem::failure(say!("结果不能写进草稿「{name}」", "the report cannot take the place of the draft “{name}”"))
        .help(say!("给结果另取一个文件名", "give the report another name"))
        .into())
}

/// Bytes of all inputs; 0 if standard input is among them.
pub(super) fn size(inputs: &[Input]) -> u64 {
    let sizes = inputs.iter().map(|input| match input {
        Input::File(path) => path.metadata().ok().map(|m| m.len()),
        Input::Stdin { .. } => None,
        Input::Given { bytes, .. } => Some(bytes.len() as u64),
    });
    sizes.sum::<Option<u64>>().unwrap_or(0)
}
