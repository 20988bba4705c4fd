//! Word files at the command line.

use crate::common::{FORMATS, Folder};
use crate::docx::{Docx, p, styled, table};

/// The office's rules find 受理回执 and 有关科室.
fn week() -> Docx {
    let body = styled("1", "周一")
        + &p("办证大厅照常上班。")
        + &p("请凭受理回执取件，9时到17时，0000-1234567。")
        + &styled("1", "周二")
        + &table(&[&[p("电话"), p("问有关科室")]]);
    Docx::new(&body).headings()
}

#[test]
fn findings_name_paragraph_and_words() {
    let folder = Folder::new("docx-check");
    folder.file("week.docx", week().bytes());
    let (code, out, err) = folder.office(&["week.docx"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    for words in ["week.docx[周一] 第 2 段起", "第 3 段「受理回执」", "第 6 段（表 1 第 1 行第 2 格）「有关科室」"]
    {
        assert!(out.contains(words), "{words}: {out}");
    }
    assert!(out.contains("  3 │ 请凭受理回执取件"), "lines are numbered by paragraphs: {out}");
    assert!(out.contains("查了 1 个文件、2 条微博"), "{out}");
}

#[test]
fn every_format_tells_of_findings_in_word_files() {
    let folder = Folder::new("docx-formats");
    folder.file("week.docx", week().bytes());
    for format in FORMATS {
        let (code, out, err) = folder.office(&["week.docx", "--format", format]);
        assert_eq!((code, err.as_str()), (1, ""), "{format}: {out}");
        assert!(out.contains("week.docx") && out.contains("受理回执"), "{format}: {out}");
        let by_place = matches!(format, "json" | "jsonl");
        assert!(by_place || out.contains("第 3 段"), "{format}: {out}");
        assert!(!by_place || out.contains("\"paragraph\":3"), "{format}: {out}");
    }
    let (_, out, _) = folder.office(&["week.docx", "--format", "concise"]);
    assert!(out.contains("week.docx[周一]:2:3: warning[plainness/office-counter] 第 3 段「受理回执」："), "{out}");
}

#[test]
fn word_files_are_found_in_folders_and_what_word_leaves_beside_them_is_not() {
    let folder = Folder::new("docx-folder");
    folder.file("稿/一.docx", Docx::of(&["今天停水。"]).bytes());
    folder.file("稿/~$一.docx", b"\x0Cuser");
    folder.file("稿/.~lock.一.docx#", b"x");
    let (code, out, err) = folder.run(&["稿", "--fail-on", "never"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("查了 1 个文件"), "{out}");
    let (code, _, err) = folder.run(&["稿/~$一.docx"]);
    assert!(code == 2 && err.contains("临时文件"), "{err}");
}

#[test]
fn a_word_file_comes_by_standard_input_with_or_without_a_name() {
    let folder = Folder::new("docx-stdin");
    for args in [
        &["-", "--format", "json", "--fail-on", "never"][..],
        &["check", "--stdin-filename", "x.docx", "--format", "json", "--fail-on", "never"],
    ] {
        let bytes = week().bytes();
        let (code, out, err) = folder.feed(args, move |stdin| stdin.write_all(&bytes).expect("it reads"));
        assert_eq!((code, err.as_str()), (0, ""), "{args:?}");
        let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
        assert_eq!(report["posts"][1]["post"], "周二", "{args:?}: {out}");
    }
}

#[test]
fn a_word_file_under_another_name_is_told_by_its_bytes() {
    let folder = Folder::new("docx-names");
    folder.file("a.txt", week().bytes());
    let (code, _, err) = folder.run(&["a.txt"]);
    assert!(code == 2 && err.contains("把名字改成 .docx"), "{err}");
    folder.file("b.doc", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....");
    let (code, _, err) = folder.run(&["b.doc"]);
    assert!(code == 2 && err.contains("另存为") && err.contains(".docx"), "{err}");
}

#[test]
fn word_files_are_never_changed_by_fix() {
    let folder = Folder::new("docx-fix");
    let bytes = Docx::of(&["今天停水！！！！"]).bytes();
    let path = folder.file("a.docx", &bytes);
    for args in [&["--fix", "a.docx", "--fail-on", "never"][..], &["--diff", "a.docx"]] {
        let (code, _, err) = folder.run(args);
        assert!(code == 0 && err.contains("wenfeng review"), "{args:?}: {err}");
        assert_eq!(std::fs::read(&path).expect("still there"), bytes);
    }
    let (code, out, err) =
        folder.feed(&["-", "--fix", "--stdin-filename", "a.docx"], move |stdin| _ = stdin.write_all(&bytes));
    assert!(code == 2 && out.is_empty() && err.contains("wenfeng review"), "{err}");
}

#[test]
fn a_baseline_knows_the_findings_of_word_files() {
    let folder = Folder::new("docx-baseline");
    folder.file("week.docx", week().bytes());
    let config = ["--config", crate::common::OFFICE];
    assert_eq!(folder.run(&["baseline", "write", "week.docx", config[0], config[1]]).0, 0);
    let (code, out, _) = folder.office(&["week.docx", "--baseline", "wenfeng-baseline.json", "--strict-baseline"]);
    assert!(code == 0 && out.contains("基线里已经记下"), "{out}");
    // The paragraph moves; the finding is the same.
    let moved = Docx::new(&(p("新的一段") + &p("---") + &week().body)).headings();
    folder.file("week.docx", moved.bytes());
    assert_eq!(folder.office(&["week.docx", "--baseline", "wenfeng-baseline.json", "--fail-on", "warning"]).0, 0);
}

#[test]
fn of_a_changed_word_file_only_the_posts_that_changed_are_checked() {
    let folder = Folder::new("docx-changed");
    let git = |args: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@example.org"]).args(args).current_dir(&folder.0);
        assert!(command.output().expect("git is there").status.success(), "{args:?}");
    };
    folder.file("week.docx", week().bytes());
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "a"]);
    let mut changed = week();
    changed.body = changed.body.replace("问有关科室", "问有关科室。");
    folder.file("week.docx", changed.bytes());
    let (code, out, err) = folder.office(&["week.docx", "--changed-since", "HEAD", "--format", "json"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["posts"].as_array().map(Vec::len), Some(1), "{out}");
    assert_eq!(report["posts"][0]["post"], "周二", "{out}");
}

#[test]
fn verbose_says_that_it_is_a_word_file() {
    let folder = Folder::new("docx-verbose");
    folder.file("week.docx", week().bytes());
    let (_, _, err) = folder.office(&["week.docx", "-v"]);
    assert!(err.contains("week.docx：Word 文件，"), "{err}");
}
