//! What users rely on when their drafts are read.

mod decode;
mod drafts;
mod json_lines;
mod tables;
mod walking;

use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{Kind, PostReader, ReadOptions, read_from};
use crate::post::Post;
use crate::problem::{Level, Problem};

/// Open bytes as an input of that name.
fn reader(name: &str, bytes: impl Into<Vec<u8>>, options: &ReadOptions) -> Result<PostReader, Problem> {
    read_from(Box::new(Cursor::new(bytes.into())), name, Kind::of_path(Path::new(name)), options)
}

/// Everything that reading the bytes gives.
fn read(name: &str, bytes: impl Into<Vec<u8>>) -> (Vec<Post>, Vec<Problem>) {
    read_with(name, bytes, &ReadOptions::default())
}

fn read_with(name: &str, bytes: impl Into<Vec<u8>>, options: &ReadOptions) -> (Vec<Post>, Vec<Problem>) {
    match reader(name, bytes, options) {
        Ok(posts) => sort(posts),
        Err(problem) => (Vec::new(), vec![problem]),
    }
}

fn sort(items: PostReader) -> (Vec<Post>, Vec<Problem>) {
    let (mut posts, mut problems) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Ok(post) => posts.push(post),
            Err(problem) => problems.push(problem),
        }
    }
    for problem in &problems {
        sound(problem);
    }
    (posts, problems)
}

/// Every problem about a draft fails the run, says what to do, and points into the text it carries.
fn sound(problem: &Problem) {
    assert_eq!(problem.level, Level::Failure, "{problem:?}");
    assert!(problem.help.as_ref().is_some_and(|help| !help.zh.is_empty() && !help.en.is_empty()), "{problem:?}");
    for label in &problem.labels {
        let source = problem.source.as_ref().expect("a label has a source");
        assert!(source.text.get(label.span.range()).is_some(), "{problem:?}");
        assert!(source.text.chars().count() <= 202, "{problem:?}");
    }
}

fn only(problems: Vec<Problem>) -> Problem {
    let [problem] = <[Problem; 1]>::try_from(problems).expect("exactly one problem");
    problem
}

/// What the first label of a problem points at.
fn marked(problem: &Problem) -> &str {
    let source = problem.source.as_ref().expect("a place");
    &source.text[problem.labels[0].span.range()]
}

fn texts(posts: &[Post]) -> Vec<&str> {
    posts.iter().map(|post| post.text.as_str()).collect()
}

/// `count` bytes of text between two others, made as they are read.
fn long(before: &str, count: u64, after: &str) -> Box<dyn Read + Send> {
    let (before, after) = (Cursor::new(before.to_owned()), Cursor::new(after.to_owned()));
    Box::new(before.chain(std::io::repeat(b'x').take(count)).chain(after))
}

/// A folder of its own that is removed in the end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("wenfeng-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        Self(path)
    }

    /// Write a file, with the folders above it.
    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().expect("inside the folder")).expect("a folder");
        std::fs::write(&path, bytes).expect("a file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
