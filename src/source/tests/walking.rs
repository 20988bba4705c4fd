//! Arguments, folders, and what is left out of them.

use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};

use super::{Folder, sound};
use crate::problem::Problem;
use crate::source::{Input, expand};

fn globs(patterns: &[&str]) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for pattern in patterns {
        builder.add(Glob::new(pattern).expect("a pattern"));
    }
    builder.build().expect("a set")
}

/// The files found, by their path from the folder, and the problems.
fn found(folder: &Folder, arguments: &[&str], exclude: &[&str]) -> (Vec<String>, Vec<Problem>) {
    let arguments: Vec<PathBuf> =
        arguments.iter().map(|name| if *name == "-" { PathBuf::from("-") } else { folder.0.join(name) }).collect();
    let (inputs, problems) = expand(&arguments, &globs(exclude));
    let names = inputs
        .iter()
        .map(|input| match input {
            Input::Stdin { .. } | Input::Given { .. } => "-".to_owned(),
            Input::File(path) => path.strip_prefix(&folder.0).unwrap_or(path).to_string_lossy().replace('\\', "/"),
        })
        .collect();
    for problem in &problems {
        sound(problem);
    }
    (names, problems)
}

#[test]
fn a_folder_gives_its_drafts_in_a_stable_order_and_nothing_else() {
    let folder = Folder::new();
    for name in [
        "b.md",
        "a.txt",
        "c/z.jsonl",
        "c/y.CSV",
        "c.markdown",
        "d.ndjson",
        "x.docx",
        "~$x.docx",
        "y.rs",
        ".h.txt",
        ".g/a.txt",
    ] {
        folder.put(name, "甲");
    }
    let (names, problems) = found(&folder, &[""], &[]);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(names, ["a.txt", "b.md", "c/y.CSV", "c/z.jsonl", "c.markdown", "d.ndjson", "x.docx"]);
    assert_eq!(found(&folder, &["y.rs", "c", "a.txt"], &[]).0, ["y.rs", "c/y.CSV", "c/z.jsonl", "a.txt"]);
}

#[test]
fn ignore_files_hold_outside_repositories_and_never_for_named_files() {
    let folder = Folder::new();
    folder.put(".gitignore", "old/\n*.tmp.txt\n");
    folder.put(".wenfengignore", "kept.md\n");
    for name in ["a.txt", "b.tmp.txt", "old/c.txt", "kept.md"] {
        folder.put(name, "甲");
    }
    assert_eq!(found(&folder, &[""], &[]).0, ["a.txt"]);
    assert_eq!(found(&folder, &["kept.md", "b.tmp.txt"], &[]).0, ["kept.md", "b.tmp.txt"]);
}

#[test]
fn excluded_patterns_hold_for_found_files_only() {
    let folder = Folder::new();
    for name in ["a.txt", "b.md", "old/c.txt", "new/old.txt"] {
        folder.put(name, "甲");
    }
    assert_eq!(found(&folder, &[""], &["*.md", "old"]).0, ["a.txt", "new/old.txt"]);
    assert_eq!(found(&folder, &[""], &["**/old/**", "old.txt"]).0, ["a.txt", "b.md", "new/old.txt"]);
    assert_eq!(found(&folder, &["b.md"], &["*.md"]).0, ["b.md"]);
}

#[test]
fn a_file_named_twice_is_checked_once_and_the_slip_is_said() {
    let folder = Folder::new();
    for name in ["d/a.txt", "d/b.txt", "d/e/c.txt"] {
        folder.put(name, "甲");
    }
    let cases: [(&[&str], &[&str], &str); 5] = [
        (&["d/a.txt", "d/a.txt"], &["d/a.txt"], "写了两次"),
        (&["d/a.txt", "d/./e/../a.txt"], &["d/a.txt"], "写了两次"),
        (&["d", "d/b.txt"], &["d/a.txt", "d/b.txt", "d/e/c.txt"], "写了两次"),
        (&["d/b.txt", "d"], &["d/b.txt", "d/a.txt", "d/e/c.txt"], "1个文件"),
        (&["-", "d/e", "-"], &["-", "d/e/c.txt"], "标准输入"),
    ];
    for (arguments, expected, message) in cases {
        let (names, problems) = found(&folder, arguments, &[]);
        assert_eq!(names, expected, "{arguments:?}");
        assert_eq!(problems.len(), 1, "{arguments:?}: {problems:?}");
        assert!(problems[0].message.zh.contains(message), "{}", problems[0].message.zh);
    }
}

#[test]
fn what_is_missing_or_empty_is_said() {
    let folder = Folder::new();
    folder.put("drafts/通报.txt", "甲");
    folder.put("empty/readme.rs", "");
    let (names, problems) = found(&folder, &["drafts/通告.txt", "nowhere", "empty", "drafts"], &[]);
    assert_eq!(names, ["drafts/通报.txt"]);
    let said: Vec<&str> = problems.iter().map(|problem| problem.message.zh.as_str()).collect();
    assert!(said[0].contains("通告.txt") && said[1].contains("nowhere"), "{said:?}");
    assert!(said[2].contains("没有稿子"), "{said:?}");
    assert!(problems[0].help.as_ref().is_some_and(|help| help.zh.contains("通报.txt")), "{:?}", problems[0].help);
}

#[test]
fn the_current_folder_is_not_spelled_out() {
    let (inputs, _) = expand(&[PathBuf::from(".")], &globs(&["**/target/**", "target"]));
    assert!(inputs.iter().all(|input| matches!(input, Input::File(path) if !path.starts_with("."))), "{inputs:?}");
    assert!(inputs.contains(&Input::File(Path::new("rules/README.md").to_owned())), "{inputs:?}");
}

#[cfg(unix)]
#[test]
fn links_never_lead_in_circles_and_linked_drafts_are_read_once() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    let other = Folder::new();
    folder.put("d/a.txt", "甲");
    let draft = other.put("b.txt", "乙");
    symlink(&folder.0, folder.0.join("d/loop")).expect("a link");
    symlink(folder.0.join("d/self.txt"), folder.0.join("d/self.txt")).expect("a link");
    symlink(folder.0.join("d/a.txt"), folder.0.join("d/z.txt")).expect("a link");
    symlink(&draft, folder.0.join("d/linked.txt")).expect("a link");
    let (names, problems) = found(&folder, &["d"], &[]);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(names, ["d/a.txt", "d/linked.txt"]);
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_read_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    folder.put("d/a.txt", "甲");
    folder.put("d/shut/b.txt", "乙");
    let shut = folder.0.join("d/shut");
    let allow = |mode| std::fs::set_permissions(&shut, std::fs::Permissions::from_mode(mode)).expect("our own folder");
    allow(0o000);
    let blind = std::fs::read_dir(&shut).is_err();
    let (names, problems) = found(&folder, &["d"], &[]);
    allow(0o755);
    // Root may read everything.
    if blind {
        assert_eq!(names, ["d/a.txt"]);
        assert!(problems[0].message.zh.contains("没有权限"), "{problems:?}");
    }
}
