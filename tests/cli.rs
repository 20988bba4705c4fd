//! What the command line promises whatever the rules are.

mod common;

use std::fs;
use std::path::Path;
use std::process::Stdio;

use common::Folder;

#[test]
fn help_and_mistakes_read_as_written_down() {
    trycmd::TestCases::new().env("WENFENG_LANG", "zh").case("tests/cli/*.trycmd");
}

#[test]
fn a_file_that_cannot_be_read_does_not_keep_the_others_from_being_checked() {
    let folder = Folder::new("missing");
    folder.file("a.txt", "今天停水。");
    for format in ["full", "concise", "json", "jsonl"] {
        let (code, out, err) = folder.run(&["check", "gone.txt", "a.txt", "--fail-on", "never", "--format", format]);
        assert_eq!(code, 2, "{format}: {out}{err}");
        assert!(err.contains("gone.txt"), "{format}: {err}");
        assert!(format == "concise" || out.contains("a.txt") || out.contains("1 条微博"), "{format}: {out}");
    }
}

#[test]
fn findings_fail_a_run_only_as_far_as_it_was_asked() {
    let folder = Folder::new("never");
    folder.file("a.txt", "活动取得圆满成功！！！！");
    assert_eq!(folder.run(&["a.txt", "--fail-on", "never"]).0, 0);
}

#[test]
fn posts_are_reported_in_the_order_of_the_input() {
    let folder = Folder::new("order");
    let names: Vec<String> = (0..700).map(|i| format!("{i:03}.txt")).collect();
    for name in &names {
        folder.file(name, "今天停水。");
    }
    let mut args = vec!["check", "--format", "jsonl", "--fail-on", "never"];
    args.extend(names.iter().map(String::as_str));
    let (code, out, err) = folder.run(&args);
    assert_eq!((code, err.as_str()), (0, ""));
    let posts: Vec<serde_json::Value> = out
        .lines()
        .map(|l| serde_json::from_str(l).expect("every line is JSON"))
        .filter(|l: &serde_json::Value| l["type"] == "post")
        .collect();
    let seen: Vec<&str> = posts.iter().filter_map(|p| p["path"].as_str()).collect();
    assert_eq!(seen, names);
}

#[test]
fn a_reader_who_goes_away_is_no_fault() {
    let folder = Folder::new("pipe");
    let names: Vec<String> = (0..1200).map(|i| format!("{i}.txt")).collect();
    for name in &names {
        folder.file(name, "今天停水。");
    }
    let mut args = vec!["check", "--format", "jsonl", "--fail-on", "never"];
    args.extend(names.iter().map(String::as_str));
    let mut child =
        folder.command(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends by itself");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_report_never_takes_the_place_of_a_draft() {
    let folder = Folder::new("spare");
    let draft = folder.file("a.txt", "今天停水。");
    assert_eq!(folder.run(&["a.txt", "-o", "./a.txt"]).0, 2);
    assert_eq!(fs::read_to_string(draft).expect("still there"), "今天停水。");
    assert_eq!(folder.run(&["a.txt", "--format", "json", "-o", "r.json", "--fail-on", "never"]).0, 0);
    let report = fs::read_to_string(folder.0.join("r.json")).expect("written");
    assert!(serde_json::from_str::<serde_json::Value>(&report).is_ok(), "{report}");
}

#[test]
fn standard_input_goes_by_the_name_it_is_given() {
    let folder = Folder::new("stdin");
    folder.file("突发/wenfeng.toml", "situation = \"突发\"\n");
    for (args, path, situation) in [
        (&["-"][..], "-", None),
        (&["check", "--stdin-filename", "突发/a.txt"], "突发/a.txt", Some("incident")),
        (&["-", "--stdin-filename", "突发/a.txt", "--situation", "政策"], "突发/a.txt", Some("policy")),
    ] {
        let mut command = folder.command(args);
        command.args(["--format", "json", "--fail-on", "never"]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("piped");
        std::io::Write::write_all(&mut stdin, "今天停水。".as_bytes()).expect("it reads");
        drop(stdin);
        let output = child.wait_with_output().expect("it ends by itself");
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(report["posts"][0]["path"], path, "{args:?}");
        if let Some(situation) = situation {
            assert_eq!(report["posts"][0]["situation"]["name"], situation, "{args:?}");
        }
    }
}

#[test]
fn the_template_is_written_once_and_can_be_used() {
    let folder = Folder::new("init");
    let (code, _, err) = folder.run(&["init"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(Path::new(&folder.0).join("wenfeng.toml").is_file());
    assert_eq!(folder.run(&["init"]).0, 2);
    let (code, out, err) = folder.run(&["config", "show"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("# 配置文件：wenfeng.toml"), "{out}");
}

#[test]
fn a_fault_in_a_configuration_is_told_once_and_fails_the_run() {
    let folder = Folder::new("config");
    folder.file("wenfeng.toml", "selct = []\n");
    folder.file("a.txt", "今天停水。");
    folder.file("b.txt", "今天停水。");
    let (code, _, err) = folder.run(&["a.txt", "b.txt", "--fail-on", "never"]);
    assert_eq!((code, err.matches("selct」").count()), (2, 1), "{err}");
    assert_eq!(folder.run(&["a.txt", "--isolated", "--fail-on", "never"]).0, 0);
}

#[test]
fn the_language_is_that_of_the_command_line_then_the_configuration_then_the_locale() {
    let folder = Folder::new("lang");
    folder.file("a.txt", "今天停水。");
    let out = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = folder.command(args);
        command.env_remove("WENFENG_LANG").env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
        command.envs(env.iter().copied());
        String::from_utf8(command.output().expect("the program starts").stdout).expect("UTF-8")
    };
    assert!(out(&["a.txt"], &[]).contains("查了"));
    assert!(out(&["a.txt"], &[("LANG", "en_US.UTF-8")]).contains("Checked"));
    folder.file("wenfeng.toml", "lang = \"en\"\n");
    assert!(out(&["a.txt"], &[("LANG", "zh_CN.UTF-8")]).contains("Checked"));
    assert!(out(&["a.txt"], &[("WENFENG_LANG", "zh")]).contains("查了"));
    assert!(out(&["a.txt", "--lang", "zh"], &[]).contains("查了"));
}

#[test]
fn colour_is_used_where_it_was_asked_for_and_nowhere_else() {
    let folder = Folder::new("colour");
    folder.file("a.txt", "今天停水。");
    let out = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = folder.command(args);
        command.env_remove("CLICOLOR_FORCE").envs(env.iter().copied());
        String::from_utf8(command.output().expect("the program starts").stdout).expect("UTF-8")
    };
    let coloured = |text: String| text.contains('\u{1b}');
    assert!(!coloured(out(&["--help"], &[])), "a pipe gets no colour");
    assert!(coloured(out(&["a.txt", "--color", "always"], &[("NO_COLOR", "1")])));
    assert!(coloured(out(&["a.txt"], &[("CLICOLOR_FORCE", "1")])));
    assert!(!coloured(out(&["a.txt"], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")])));
    assert!(!coloured(out(&["a.txt", "--color", "never"], &[("CLICOLOR_FORCE", "1")])));
}
