//! From the arguments of a command to the inputs to read.
//!
//! A file is taken as named. A folder is walked: drafts only (see [`Kind::EXTENSIONS`]), sorted by path, without hidden files
//! and without what `.gitignore` (in a repository or not) or [`IGNORE_FILE`] leave out. Links to folders are not followed, so a
//! walk always ends; links to drafts are read. Nothing is read twice: the same file by another way is known by its
//! canonical path.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use globset::GlobSet;
use ignore::{DirEntry, WalkBuilder};

use super::detect::read_problem;
use super::place::shown;
use super::{Input, Kind};
use crate::problem::{Problem, nearest};
use crate::say;

/// A file of patterns in the manner of `.gitignore`, for drafts that are kept but not checked.
pub const IGNORE_FILE: &str = ".wenfengignore";

/// The inputs that `arguments` mean, in their order, and the problems met; `-` is standard input. Files in folders that
/// `exclude` matches, by their path from the folder or as shown, are left out, as are folders it matches. Files that the user
/// names are never left out.
#[must_use]
pub fn expand(arguments: &[PathBuf], exclude: &GlobSet) -> (Vec<Input>, Vec<Problem>) {
    let mut found = Found::default();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            found.stdin();
        } else {
            match fs::metadata(argument) {
                Err(error) => found.problems.push(unreachable(argument, &error)),
                Ok(metadata) if metadata.is_dir() => found.folder(argument, exclude),
                Ok(_) => found.file(argument),
            }
        }
    }
    (found.inputs, found.problems)
}

#[derive(Default)]
struct Found {
    inputs: Vec<Input>,
    problems: Vec<Problem>,
    seen: HashSet<PathBuf>,
}

impl Found {
    fn stdin(&mut self) {
        if self.inputs.iter().any(|input| matches!(input, Input::Stdin { .. })) {
            self.problems.push(
                Problem::failure(say!("标准输入「-」写了两次", "standard input “-” is named twice"))
                    .help(say!("去掉一个；只查了一次", "leave one out; it was checked once")),
            );
        } else {
            self.inputs.push(Input::Stdin { name: None });
        }
    }

    fn file(&mut self, path: &Path) {
        if self.seen.insert(canonical(path)) {
            self.inputs.push(Input::File(path.to_owned()));
        } else {
            let (zh, en) = shown(&path.to_string_lossy());
            self.problems.push(
                Problem::failure(say!("{zh}写了两次", "{en} is named twice"))
                    .help(say!("去掉一个；只查了一次", "leave one out; it was checked once")),
            );
        }
    }

    fn folder(&mut self, folder: &Path, exclude: &GlobSet) {
        let mut drafts = self.walk(folder, exclude);
        drafts.sort();
        let (zh, en) = shown(&folder.to_string_lossy());
        if drafts.is_empty() {
            let list = Kind::EXTENSIONS.map(|extension| format!(".{extension}")).join(" ");
            self.problems.push(Problem::failure(say!("{zh}里没有稿子", "no drafts in {en}")).help(say!(
                "只看 {list} 文件，不看隐藏的和 .gitignore、{IGNORE_FILE} 略去的",
                "only {list} files count, not hidden ones or those that .gitignore or {IGNORE_FILE} leave out"
            )));
        }
        let mut own = HashSet::new();
        let mut again = Vec::new();
        for draft in drafts {
            let known = canonical(&draft);
            // Two ways to one file inside one folder are links, not a slip of the user.
            if self.seen.contains(&known) {
                again.push(draft);
            } else if own.insert(known) {
                self.inputs.push(Input::File(draft));
            }
        }
        self.seen.extend(own);
        if let Some(first) = again.first() {
            let (first, first_en) = shown(&first.to_string_lossy());
            let count = again.len();
            self.problems.push(
                Problem::failure(say!(
                    "{zh}里有{count}个文件前面已经写过，写了两次，如{first}",
                    "{count} of the files in {en} are named twice, such as {first_en}"
                ))
                .help(say!("去掉一个；只查了一次", "leave one out; they were checked once")),
            );
        }
    }

    fn walk(&mut self, folder: &Path, exclude: &GlobSet) -> Vec<PathBuf> {
        let mut drafts = Vec::new();
        let walk = WalkBuilder::new(folder)
            .hidden(true)
            .ignore(false)
            .git_global(false)
            .require_git(false)
            .add_custom_ignore_filename(IGNORE_FILE)
            .follow_links(false)
            .filter_entry({
                let (root, exclude) = (folder.to_owned(), exclude.clone());
                move |entry| entry.depth() == 0 || !excluded(entry.path(), &root, &exclude)
            })
            .build();
        for entry in walk {
            match entry {
                Ok(entry) => {
                    if let Some(error) = entry.error() {
                        self.problems.push(Problem::note(say!(
                            "有一条略去规则没有生效：{error}",
                            "a pattern was not used: {error}"
                        )));
                    }
                    if is_draft(&entry) {
                        let path = entry.into_path();
                        drafts.push(path.strip_prefix(".").map_or_else(|_| path.clone(), Path::to_owned));
                    }
                }
                Err(error) => self.problems.push(unwalkable(folder, &error)),
            }
        }
        drafts
    }
}

fn excluded(path: &Path, root: &Path, exclude: &GlobSet) -> bool {
    let shown = path.strip_prefix(".").unwrap_or(path);
    exclude.is_match(shown) || path.strip_prefix(root).is_ok_and(|inside| exclude.is_match(inside))
}

fn is_draft(entry: &DirEntry) -> bool {
    let path = entry.path();
    let extension = path.extension().and_then(|extension| extension.to_str());
    if extension.and_then(Kind::from_extension).is_none() || is_lock(path) {
        return false;
    }
    match entry.file_type() {
        Some(kind) if kind.is_symlink() => fs::metadata(path).is_ok_and(|target| target.is_file()),
        Some(kind) => kind.is_file(),
        None => false,
    }
}

/// Whether `path` is what Word and WPS keep beside a document while it is open.
fn is_lock(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"))
}

/// The path by which a file is known whichever way it is named.
fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// A named path that is not there or may not be seen.
fn unreachable(path: &Path, error: &std::io::Error) -> Problem {
    let problem = read_problem(&path.to_string_lossy(), error);
    match neighbour(path) {
        Some(near) if error.kind() == std::io::ErrorKind::NotFound => {
            problem.help(say!("是不是「{near}」？", "did you mean “{near}”?"))
        }
        _ => problem,
    }
}

/// A file beside `path` whose name is nearly the same.
fn neighbour(path: &Path) -> Option<String> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent()?;
    let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut names: Vec<String> =
        fs::read_dir(listed).ok()?.take(1_000).filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let near = nearest(name, names.iter().map(String::as_str))?;
    Some(folder.join(near).to_string_lossy().into_owned())
}

fn unwalkable(folder: &Path, error: &ignore::Error) -> Problem {
    let mut inner = error;
    let mut path = None;
    loop {
        match inner {
            ignore::Error::WithPath { path: at, err } => {
                path = Some(at);
                inner = &**err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => inner = &**err,
            ignore::Error::Io(io) => {
                return read_problem(&path.map_or(folder, PathBuf::as_path).to_string_lossy(), io);
            }
            _ => {
                let (zh, en) = shown(&folder.to_string_lossy());
                return Problem::failure(say!("{zh}里有读不到的地方：{error}", "cannot read all of {en}: {error}"));
            }
        }
    }
}
