//! `--changed-since REV`: what a branch changed, down to the posts of a container.
//!
//! git is asked for the files that differ between the point where the branch left `REV` and the working tree, new files
//! included. A draft that changed is checked whole. Of a container, posts that stood in its old version with the same text
//! and the same fields are passed over.

use std::collections::hash_map::DefaultHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::post::Post;
use crate::problem::Problem;
use crate::say;
use crate::source::{Input, Kind, ReadOptions, read_from};

use super::Stop;

/// The posts that have not changed, by the path of their file as the inputs name it.
#[derive(Debug, Default)]
pub(super) struct Known(HashMap<PathBuf, HashSet<u64>>);

impl Known {
    /// The digests of the posts in `path` that have not changed.
    pub(super) fn of(&self, path: &Path) -> Option<&HashSet<u64>> {
        self.0.get(path)
    }
}

/// A number that is the same for posts of the same text and the same fields.
pub(super) fn digest(post: &Post) -> u64 {
    let mut hasher = DefaultHasher::new();
    post.text.hash(&mut hasher);
    let meta = &post.meta;
    (meta.situation, &meta.account, &meta.published, &meta.event_time, &meta.question, &meta.ignore).hash(&mut hasher);
    hasher.finish()
}

/// Take out of `inputs` what has not changed since `revision`; what is known of the rest. Standard input stays.
pub(super) fn since(revision: &str, inputs: &mut Vec<Input>, options: &ReadOptions) -> Result<Known, Stop> {
    if revision.is_empty() || revision.starts_with('-') {
        return Err(no_revision(revision).into());
    }
    // Inputs may lie in several repositories; each is asked once.
    let mut repositories: HashMap<PathBuf, Repository> = HashMap::new();
    let mut folders: HashMap<PathBuf, PathBuf> = HashMap::new();
    let mut known = Known::default();
    let mut kept = Vec::with_capacity(inputs.len());
    for input in std::mem::take(inputs) {
        let Input::File(path) = &input else {
            kept.push(input);
            continue;
        };
        let full = path.canonicalize().unwrap_or_else(|_| crate::config::find::absolute(path));
        let folder = full.parent().unwrap_or(&full).to_owned();
        let root = if let Some(root) = folders.get(&folder) {
            root.clone()
        } else {
            let root = root_of(&folder)?;
            folders.insert(folder, root.clone());
            root
        };
        if !repositories.contains_key(&root) {
            repositories.insert(root.clone(), Repository::open(&root, revision)?);
        }
        let Some(repository) = repositories.get(&root) else { continue };
        let Ok(below) = full.strip_prefix(&root) else { continue };
        let Some(old) = repository.changed.get(below) else { continue };
        let kind = Kind::of_path(path);
        if let (Kind::JsonLines | Kind::Csv | Kind::Docx, Some(old)) = (kind, old) {
            known.0.insert(path.clone(), repository.posts(old, kind, options));
        }
        kept.push(input);
    }
    *inputs = kept;
    Ok(known)
}

struct Repository {
    root: PathBuf,
    /// The commit at which the branch left.
    base: String,
    /// What changed, each with the path it had, if it was there.
    changed: HashMap<PathBuf, Option<PathBuf>>,
}

impl Repository {
    fn open(root: &Path, revision: &str) -> Result<Self, Stop> {
        let commit =
            git(root, &["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{revision}^{{commit}}")])?
                .ok_or_else(|| no_revision(revision))?;
        let commit = String::from_utf8_lossy(&commit).trim().to_owned();
        let base = git(root, &["merge-base", &commit, "HEAD"])?
            .map_or(commit, |base| String::from_utf8_lossy(&base).trim().to_owned());
        let diff = ["diff", "--name-status", "--find-renames", "--no-ext-diff", "--diff-filter=d", "-z", &base, "--"];
        let mut own = Self { root: root.to_owned(), base: base.clone(), changed: HashMap::new() };
        let listed = git(root, &diff)?.ok_or_else(|| no_revision(revision))?;
        let mut words = listed.split(|b| *b == 0).filter(|w| !w.is_empty());
        while let (Some(status), Some(path)) = (words.next(), words.next()) {
            let first = path_of(path);
            match status.first() {
                // The old name stands before the new one.
                Some(b'R' | b'C') => {
                    if let Some(new) = words.next() {
                        own.changed.insert(path_of(new), Some(first));
                    }
                }
                Some(b'A') => _ = own.changed.insert(first, None),
                _ => _ = own.changed.insert(first.clone(), Some(first)),
            }
        }
        let new = git(root, &["ls-files", "--others", "--exclude-standard", "-z"])?.unwrap_or_default();
        for path in new.split(|b| *b == 0).filter(|w| !w.is_empty()) {
            own.changed.entry(path_of(path)).or_insert(None);
        }
        Ok(own)
    }

    /// The digests of the posts in the old version of `path`; none where it cannot be read.
    fn posts(&self, path: &Path, kind: Kind, options: &ReadOptions) -> HashSet<u64> {
        let object = format!("{}:{}", self.base, super::sinks::slashed(path));
        let Ok(Some(bytes)) = git(&self.root, &["cat-file", "blob", &object]) else { return HashSet::new() };
        let name = path.to_string_lossy();
        let Ok(posts) = read_from(Box::new(Cursor::new(bytes)), &name, kind, options) else { return HashSet::new() };
        posts.flatten().map(|post| digest(&post)).collect()
    }
}

fn root_of(folder: &Path) -> Result<PathBuf, Stop> {
    let said = ask(folder, &["rev-parse", "--show-toplevel"])?.map_err(|reason| {
        let name = folder.display();
        let problem =
            Problem::failure(say!("「{name}」不在 git 仓库里，不知道改了什么", "“{name}” is in no git repository"));
        // git also refuses a repository of another user, and says what to do.
        if reason.contains("safe.directory") {
            return problem.help(say!("git 说：{reason}", "git says: {reason}"));
        }
        problem.help(say!("去掉 --changed-since，或到仓库里运行", "leave out --changed-since, or run in a repository"))
    })?;
    let said = said.strip_suffix(b"\n").unwrap_or(&said);
    let root = path_of(said);
    Ok(root.canonicalize().unwrap_or(root))
}

/// What git says in `folder`; `None` where it refuses.
fn git(folder: &Path, args: &[&str]) -> Result<Option<Vec<u8>>, Stop> {
    Ok(ask(folder, args)?.ok())
}

/// What git says in `folder`, or why it refuses.
fn ask(folder: &Path, args: &[&str]) -> Result<Result<Vec<u8>, String>, Stop> {
    let mut command = Command::new("git");
    // A draft's name with a star in it means itself.
    command.arg("-C").arg(folder).arg("--literal-pathspecs").args(args);
    // In a hook, git says where its repository is as seen from another folder.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    let output = command.output();
    let output = output.map_err(|_| {
        Problem::failure(say!("没有找到 git", "git was not found"))
            .help(say!("--changed-since 要用到它，请先安装", "--changed-since needs it; install it first"))
    })?;
    if output.status.success() {
        return Ok(Ok(output.stdout));
    }
    Ok(Err(String::from_utf8_lossy(&output.stderr).trim().to_owned()))
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

fn no_revision(revision: &str) -> Problem {
    Problem::failure(say!("git 里没有「{revision}」这个版本", "git knows no revision “{revision}”")).help(say!(
        "写分支、标签或提交，如 origin/main；在 CI 里要取全历史（fetch-depth: 0）",
        "name a branch, a tag or a commit, such as origin/main; in CI fetch the whole history (fetch-depth: 0)"
    ))
}
