//! `--watch`: what is saved is checked again.

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Stdio};

use common::{Folder, OFFICE};
use serde_json::Value;

const COUNTER: &str = "plainness/office-counter";

/// The program while it watches.
struct Watch {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Watch {
    fn new(folder: &Folder, args: &[&str]) -> Self {
        let all = [&["check", "--watch", "--format", "jsonl"], args].concat();
        let mut command = folder.command(&all);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program starts");
        let lines = BufReader::new(child.stdout.take().expect("piped")).lines();
        Self { child, lines }
    }

    /// The files of the next report, one with a sign for each finding.
    fn report(&mut self) -> Vec<String> {
        let mut seen = Vec::new();
        for line in self.lines.by_ref() {
            let line: Value = serde_json::from_str(&line.expect("UTF-8")).expect("JSON");
            match line["type"].as_str() {
                Some("summary") => break,
                Some("post") => seen.push(line["path"].as_str().unwrap_or_default().to_owned()),
                _ => seen.push(format!("{}!", line["path"].as_str().unwrap_or_default())),
            }
        }
        seen
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Give `name` this text in one step, as editors save.
fn save(folder: &Folder, name: &str, text: &str) {
    let new = folder.file("new.tmp", text);
    let path = folder.0.join(name);
    fs::create_dir_all(path.parent().expect("below the folder")).expect("a writable folder");
    fs::rename(new, path).expect("a writable folder");
}

#[test]
fn saving_a_draft_checks_it_again() {
    let folder = Folder::new("watch");
    folder.file("a.txt", "今天停水。");
    folder.file("b.txt", "今天停水。");
    let mut watch = Watch::new(&folder, &[".", "--config", OFFICE, "--select", COUNTER]);
    assert_eq!(watch.report(), ["a.txt", "b.txt"]);
    folder.file("b.txt", "请凭受理回执取件。");
    assert_eq!(watch.report(), ["b.txt!", "b.txt"]);
    save(&folder, "b.txt", "请凭收件单取件，谢谢。");
    assert_eq!(watch.report(), ["b.txt"]);
    save(&folder, "子/c.txt", "容缺办理。");
    assert_eq!(watch.report(), ["子/c.txt!", "子/c.txt"]);
}

#[test]
fn settings_that_come_change_and_go_are_noticed() {
    let folder = Folder::new("watch-settings");
    folder.file("稿/a.txt", "活动取得圆满成功。");
    let mut watch = Watch::new(&folder, &["稿"]);
    assert_eq!(watch.report(), ["稿/a.txt!", "稿/a.txt"]);
    save(&folder, "wenfeng.toml", "ignore = [\"modesty\"]\n");
    assert_eq!(watch.report(), ["稿/a.txt"], "above the folder that is named");
    fs::remove_file(folder.0.join("wenfeng.toml")).expect("a writable folder");
    assert_eq!(watch.report(), ["稿/a.txt!", "稿/a.txt"]);
}

#[test]
fn a_folder_that_is_replaced_is_still_watched() {
    let folder = Folder::new("watch-folder");
    folder.file("稿/a.txt", "活动取得圆满成功。");
    let mut watch = Watch::new(&folder, &["稿"]);
    assert_eq!(watch.report(), ["稿/a.txt!", "稿/a.txt"]);
    folder.file("新/b.txt", "活动取得圆满成功。");
    fs::rename(folder.0.join("稿"), folder.0.join("旧")).expect("a writable folder");
    fs::rename(folder.0.join("新"), folder.0.join("稿")).expect("a writable folder");
    assert_eq!(watch.report(), ["稿/b.txt!", "稿/b.txt"]);
    save(&folder, "稿/b.txt", "今天停水。");
    assert_eq!(watch.report(), ["稿/b.txt"]);
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = Folder::new("watch-refused");
    folder.file("a.txt", "今天停水。");
    for args in [&["--watch", "-"][..], &["--watch", ".", "--format", "sarif"], &["--watch", ".", "--fix"]] {
        assert_eq!(folder.office(args).0, 2, "{args:?}");
    }
}
