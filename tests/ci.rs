//! What a pipeline relies on: baselines, suppressions, fixes, and which files and posts are looked at.

mod common;

use std::fs;
use std::process::Command;

use common::{Folder, OFFICE, Ran};
use encoding_rs::GB18030;
use serde_json::Value;

const COUNTER: &str = "plainness/office-counter";

/// The findings of one rule, one line each.
fn counter(folder: &Folder, args: &[&str]) -> Ran {
    folder.office(&[args, &["--format", "concise", "--select", COUNTER, "--fail-on", "warning"]].concat())
}

fn text(folder: &Folder, name: &str) -> String {
    fs::read_to_string(folder.0.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn baseline(folder: &Folder, args: &[&str]) -> Ran {
    folder.run(&[&["baseline"], args, &["--config", OFFICE, "--select", COUNTER]].concat())
}

#[test]
fn only_what_the_baseline_does_not_know_counts() {
    let folder = Folder::new("baseline");
    let one = "今天的窗口在三楼，大家上午来就可以，请凭受理回执取件，不用预约，也不用复印件。";
    folder.file("稿/a.txt", one);
    folder.file("稿/b.jsonl", format!("{{\"text\": \"{one}\"}}\n{{\"text\": \"{one}\"}}\n"));
    let (code, out, err) = baseline(&folder, &["write", "稿"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("2 个文件里的 3 个问题"), "{out}");
    let written = text(&folder, "wenfeng-baseline.json");
    assert!(
        written.contains("\"稿/a.txt\"") && written.contains("\"excerpt\": \"受理回执\"") && !written.contains("line")
    );
    let check = |args: &[&str]| counter(&folder, &[&["稿", "--baseline", "wenfeng-baseline.json"], args].concat());
    assert_eq!(check(&[]), (0, String::new(), String::new()));
    assert_eq!(baseline(&folder, &["check", "稿"]).0, 0);
    // The sentence moves, and a second one comes.
    folder.file(
        "稿/a.txt",
        format!(
            "通知如下。\n\n另外还有一句很长的话放在前面，并不碍事的一句话。\n{one}\n另一件事：缺材料的可以容缺办理。"
        ),
    );
    let (code, out, err) = check(&[]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.lines().count() == 1 && out.contains("容缺办理"), "{out}");
    let report: Value = serde_json::from_str(
        &folder.office(&["稿", "--baseline", "wenfeng-baseline.json", "--select", COUNTER, "--format", "json"]).1,
    )
    .expect("JSON");
    assert_eq!((&report["summary"]["baselined"], &report["summary"]["warnings"]), (&3.into(), &1.into()));
    // An old one goes.
    folder.file("稿/b.jsonl", format!("{{\"text\": \"{one}\"}}\n"));
    fs::remove_file(folder.0.join("稿/a.txt")).expect("it was there");
    let (code, _, err) = check(&[]);
    assert!(code == 0 && err.contains("2 个问题已经没有了") && err.contains("baseline prune"), "{err}");
    assert_eq!(check(&["--strict-baseline"]).0, 1);
    let (code, out, _) = baseline(&folder, &["check", "稿"]);
    assert!(code == 1 && out.contains("稿/b.jsonl plainness/office-counter “受理回执”"), "{out}");
    assert_eq!(baseline(&folder, &["prune", "稿"]).0, 0);
    assert_eq!(baseline(&folder, &["check", "稿"]).0, 0);
    assert_eq!(check(&["--strict-baseline"]).0, 0);
    assert!(!text(&folder, "wenfeng-baseline.json").contains("a.txt"));
}

#[test]
fn a_baseline_judges_only_what_was_looked_at() {
    let folder = Folder::new("partly");
    folder.file("a.txt", "请凭受理回执取件。");
    folder.file("b.txt", "请凭受理回执取件。");
    assert_eq!(baseline(&folder, &["write"]).0, 0);
    folder.file("b.txt", "请凭收件单取件。");
    let known = ["--baseline", "wenfeng-baseline.json", "--strict-baseline"];
    assert_eq!(counter(&folder, &[&["a.txt"], &known[..]].concat()).0, 0, "b.txt was not read");
    let other = folder.office(&[&["b.txt", "--select", "form", "--fail-on", "never"], &known[..]].concat());
    assert_eq!(other.0, 0, "the rule was not run: {}", other.2);
    assert_eq!(counter(&folder, &[&["b.txt"], &known[..]].concat()).0, 1);
}

#[test]
fn a_baseline_may_stand_in_the_configuration_and_a_broken_one_is_told() {
    let folder = Folder::new("configured");
    let packs = std::path::Path::new(OFFICE).with_file_name("office");
    let config = format!(
        "packs = ['{}']\nselect = [\"{COUNTER}\"]\nfail-on = \"warning\"\nbaseline = \"b.json\"\n",
        packs.display()
    );
    folder.file("wenfeng.toml", config);
    folder.file("sub/a.txt", "请凭受理回执取件。");
    let (code, _, err) = folder.run(&["sub"]);
    assert!(code == 2 && err.contains("b.json") && err.contains("baseline write"), "{err}");
    assert_eq!(folder.run(&["baseline", "write"]).0, 0);
    assert_eq!(folder.run(&["sub"]).0, 0);
    for broken in ["", "{", "{\"version\": 2, \"files\": {}}", "[]"] {
        folder.file("b.json", broken);
        let (code, out, err) = folder.run(&["sub", "--format", "json"]);
        assert!((code, out.as_str()) == (2, "") && err.contains("b.json"), "{broken}: {err}");
    }
    folder.file("c.txt", [0xFF, 0x00, 0x01]);
    folder.file("b.json", "{\"version\": 1, \"files\": {}}");
    let before = text(&folder, "b.json");
    assert_eq!(folder.run(&["baseline", "write"]).0, 2);
    assert_eq!(text(&folder, "b.json"), before, "half a baseline is worse than none");
}

#[test]
fn a_comment_in_markdown_passes_over_one_match_or_one_rule() {
    let folder = Folder::new("comments");
    folder.file(
        "a.md",
        "受理回执。\n\n<!-- wenfeng: ignore[plainness/office-counter:受理回执] 引用窗口告示 -->\n受理回执和容缺办理。\n\n容缺办理。<!-- wenfeng: ignore[平实] 同上 -->\n",
    );
    let (code, out, err) = counter(&folder, &["a.md"]);
    assert_eq!((code, err.as_str()), (1, ""));
    let places: Vec<&str> = out.lines().map(|l| l.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(places, ["a.md:1:1", "a.md:4:6"], "{out}");
    let (_, report, err) = folder.office(&["a.md", "-v", "--format", "json", "--select", COUNTER]);
    let report: Value = serde_json::from_str(&report).expect("JSON");
    assert_eq!(report["summary"]["suppressed"], 2);
    assert!(err.contains("略过「plainness/office-counter:受理回执」，理由：引用窗口告示"), "{err}");
}

#[test]
fn suppressions_that_do_nothing_are_told_at_their_place() {
    let folder = Folder::new("slips");
    folder.file("a.md", "好。\n\n<!-- wenfeng: ignore[plainness/office-countr] -->\n受理回执。<!-- wenfeng: ignore[form] -->\n<!-- wenfeng: ignore[plainness/office-counter:容缺办理] -->\n受理回执\n\n<!-- wenfeng: ignore[plainness/office-counter:] -->\n受理回执\n");
    let (_, out, err) = counter(&folder, &["a.md"]);
    assert_eq!(out.lines().count(), 3, "{out}");
    for said in [
        "office-countr",
        "a.md:3:22",
        "是不是「plainness/office-counter」",
        "略过「plainness/office-counter:容缺办理」没有用上",
        "a.md:5:",
        "「plainness/office-counter:」",
    ] {
        assert!(err.contains(said), "{said}: {err}");
    }
    assert!(!err.contains("「form」"), "rules that were not run are not judged: {err}");
    folder.file("b.txt", "<!-- wenfeng: ignore[plainness] -->\n受理回执");
    let (code, out, err) = counter(&folder, &["b.txt"]);
    assert!(code == 1 && out.contains("b.txt:2:1") && err.contains("随文发出去"), "{err}");
}

#[test]
fn the_configuration_passes_over_one_match_in_one_file() {
    let folder = Folder::new("silences");
    let packs = std::path::Path::new(OFFICE).with_file_name("office");
    folder.file(
        "wenfeng.toml",
        format!(
            "packs = ['{}']\nselect = [\"{COUNTER}\"]\n[[path]]\nglob = \"a.txt\"\nignore = [\"{COUNTER}:受理回执\"]\n",
            packs.display()
        ),
    );
    for name in ["a.txt", "b.txt"] {
        folder.file(name, "受理回执，容缺办理。");
    }
    let (_, out, err) = folder.run(&["a.txt", "b.txt", "--format", "concise"]);
    assert_eq!(err, "");
    let places: Vec<&str> = out.lines().map(|l| l.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(places, ["a.txt:1:6", "b.txt:1:1", "b.txt:1:6"]);
    folder.file("wenfeng.toml", "ignore = [\"plainness/no-such-rule:受理回执\"]\n");
    let (code, _, err) = folder.run(&["a.txt"]);
    assert!(code == 2 && err.contains("no-such-rule"), "{err}");
}

/// A pack whose only rule is a mechanical one.
fn marks(folder: &Folder) {
    folder.file("packs/pack.toml", "id = \"marks\"\ntitle = \"标点\"\n");
    let rule = |slug: &str, safe: &str, from: &str, to: &str, regex: &str| {
        format!(
            "[[rule]]\nid = \"form/{slug}\"\ntitle = \"标点\"\nseverity = \"info\"\nmessage = \"「{{match}}」\"\nwhy = \"乱\"\n\
             instead = \"写成{{swap}}\"\nsource = [\"本局\"]\n[rule.pattern]\ntext = \"raw\"\nany = ['{regex}']\nreplace = \"{to}\"\n\
             [rule.guard]\nparts = [\"headline\", \"body\"]\nquotation = \"keep\"\nnegated = \"keep\"\n{safe}\n\
             [[rule.example]]\nbad = \"好⟦{from}⟧好\"\n[[rule.example]]\ngood = \"好。\"\n"
        )
    };
    let rules = [
        rule("office-stack", "[rule.fix]\nsafe = true", "！！", "！", "！！"),
        rule("office-width", "[rule.fix]\nsafe = false", ";", "；", ";"),
        rule("office-wording", "", "凭回执", "凭收件单", "凭回执"),
    ];
    folder.file("packs/marks.toml", rules.join("\n"));
    folder.file(
        "wenfeng.toml",
        "packs = [\"packs\"]\nselect = [\"form/office-stack\", \"form/office-width\", \"form/office-wording\"]\n",
    );
}

#[test]
fn safe_fixes_are_made_in_the_files_own_encoding_and_twice_changes_nothing_more() {
    let folder = Folder::new("fix");
    marks(&folder);
    assert_eq!(folder.run(&["test-rules", "packs"]).0, 0);
    let old = "今天停水！！！！\r\n请凭回执取件;谢谢！！\r\n";
    let new = "今天停水！\r\n请凭回执取件;谢谢！\r\n";
    let utf16 = |text: &str| -> Vec<u8> {
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let csv = |text: &str| format!("编号,正文\r\n1,\"{}\"\r\n2,好\r\n", text.trim_end());
    let cases: [(&str, Vec<u8>, Vec<u8>); 5] = [
        ("a.txt", GB18030.encode(old).0.into_owned(), GB18030.encode(new).0.into_owned()),
        ("b.md", format!("\u{feff}{old}").into_bytes(), format!("\u{feff}{new}").into_bytes()),
        ("c.txt", utf16(old), utf16(new)),
        ("d.csv", GB18030.encode(&csv(old)).0.into_owned(), GB18030.encode(&csv(new)).0.into_owned()),
        (
            "e.jsonl",
            "{\"id\":1 , \"text\": \"\\u597d\\uff01\\uff01\"}\n{\"text\":\"好！！\"}".as_bytes().to_vec(),
            "{\"id\":1 , \"text\": \"\\u597d\\uff01\"}\n{\"text\":\"好！\"}".as_bytes().to_vec(),
        ),
    ];
    for (name, before, _) in &cases {
        folder.file(name, before);
    }
    let (code, diff, err) = folder.run(&["check", "--diff", "."]);
    assert_eq!(code, 1, "{err}");
    assert!(
        diff.contains("--- a/a.txt\n+++ b/a.txt\n")
            && diff.contains("-今天停水！！！！")
            && diff.contains("+今天停水！\r\n"),
        "{diff}"
    );
    for (name, before, _) in &cases {
        assert_eq!(&fs::read(folder.0.join(name)).expect("there"), before, "--diff touches nothing: {name}");
    }
    let (code, out, err) = folder.run(&["check", "--fix", ".", "--format", "concise"]);
    assert_eq!(code, 0, "{err}");
    assert!(err.contains("改了 5 个文件里的"), "{err}");
    assert!(!out.contains("office-stack") && out.contains("office-wording"), "tone is offered only: {out}");
    for (name, _, after) in &cases {
        assert_eq!(&fs::read(folder.0.join(name)).expect("there"), after, "{name}");
    }
    let (code, out_again, err) = folder.run(&["check", "--fix", ".", "--format", "concise"]);
    assert_eq!((code, out_again.as_str(), err.as_str()), (0, out.as_str(), ""));
    assert_eq!(folder.run(&["check", "--diff", "."]), (0, String::new(), String::new()));
    assert_eq!(fs::read_dir(&folder.0).expect("there").count(), 7, "nothing is left beside the files");
}

#[test]
fn fixes_to_look_at_are_made_only_when_asked_for() {
    let folder = Folder::new("unsafe");
    marks(&folder);
    folder.file("a.txt", "好;好！！凭回执");
    let (code, diff, _) = folder.run(&["check", "--diff", "--unsafe-fixes", "a.txt"]);
    assert!(code == 1 && diff.contains("+好；好！凭回执"), "{diff}");
    assert_eq!(folder.run(&["check", "--fix", "--unsafe-fixes", "a.txt"]).0, 0);
    assert_eq!(text(&folder, "a.txt"), "好；好！凭回执");
    let (code, _, err) = folder.run(&["check", "--unsafe-fixes", "a.txt"]);
    assert!(code == 2 && err.contains("--fix"), "{err}");
}

#[test]
fn standard_input_comes_out_fixed_with_the_findings_beside_it() {
    let folder = Folder::new("filter");
    marks(&folder);
    let feed =
        |args: &[&str], bytes: Vec<u8>| folder.feed(args, move |stdin| stdin.write_all(&bytes).expect("it reads"));
    let (code, out, err) = feed(&["-", "--fix", "--format", "concise"], "好！！凭回执".as_bytes().to_vec());
    assert_eq!((code, out.as_str()), (0, "好！凭回执"));
    assert!(err.contains("-:1:3: info[form/office-wording]"), "{err}");
    let (_, out, _) = feed(&["--stdin-filename", "a.jsonl", "--fix"], "{\"text\": \"好！！\"}\n".as_bytes().to_vec());
    assert_eq!(out, "{\"text\": \"好！\"}\n");
}

#[test]
fn a_file_that_cannot_be_written_back_is_left_alone_and_told() {
    let folder = Folder::new("refused");
    marks(&folder);
    folder.file("a.txt", "好！！");
    let broken = [b"{\"text\": \"\xE5\xA5\xBD\xEF\xBC\x81\xEF\xBC\x81\"}\n".as_slice(), b"{oops\n"].concat();
    folder.file("b.jsonl", &broken);
    let (code, _, err) = folder.run(&["check", "--fix", "b.jsonl", "a.txt", "--fail-on", "never"]);
    assert!(code == 2 && err.contains("「b.jsonl」第2行"), "{err}");
    assert_eq!(text(&folder, "b.jsonl"), "{\"text\": \"好！\"}\n{oops\n", "the lines that can be read are mended");
    assert_eq!(text(&folder, "a.txt"), "好！");
    let big5 = [0xA6, 0x6E, 0xA1, 0x49, 0xA1, 0x49];
    folder.file("c.txt", big5);
    assert_eq!(folder.run(&["check", "--fix", "c.txt", "--encoding", "big5"]).0, 0);
    assert_eq!(fs::read(folder.0.join("c.txt")).expect("there"), big5[..4]);
}

#[test]
fn excludes_hold_for_named_files_where_that_is_asked_for() {
    let folder = Folder::new("force");
    folder.file("wenfeng.toml", "exclude = [\"旧/**\"]\n");
    folder.file(".wenfengignore", "存/\n");
    for name in ["旧/a.txt", "存/b.txt", "另/c.txt", "d.txt"] {
        folder.file(name, "今天停水。");
    }
    let all =
        ["旧/a.txt", "存/b.txt", "另/c.txt", "d.txt", "--exclude", "另", "--format", "jsonl", "--fail-on", "never"];
    let read = |args: &[&str]| -> Vec<String> {
        let (code, out, err) = folder.run(&[&["check"], args].concat());
        assert_eq!((code, err.as_str()), (0, ""));
        let posts = out.lines().filter_map(|l| serde_json::from_str::<Value>(l).ok()).filter(|l| l["type"] == "post");
        posts.filter_map(|p| p["path"].as_str().map(str::to_owned)).collect()
    };
    assert_eq!(read(&all).len(), 4, "what is named is read");
    assert_eq!(read(&[&all[..], &["--force-exclude"]].concat()), ["d.txt"]);
    assert_eq!(read(&["旧/a.txt", "--force-exclude", "--format", "jsonl"]), Vec::<String>::new());
}

fn git(folder: &Folder, args: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(&folder.0).args(["-c", "user.name=a", "-c", "user.email=a@example.org"]).args(args);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = command.output().expect("git is there");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_branch_is_checked_for_what_it_changed_down_to_single_posts() {
    let folder = Folder::new("branch");
    git(&folder, &["init", "-q", "-b", "main"]);
    folder.file("旧.txt", "受理回执");
    folder.file("改.txt", "今天停水。");
    folder.file("移.csv", "正文\n容缺办理甲\n容缺办理乙\n");
    folder.file("周.jsonl", "{\"text\": \"受理回执一\"}\n{\"text\": \"受理回执二\"}\n");
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "one"]);
    git(&folder, &["checkout", "-q", "-b", "draft"]);
    folder.file("改.txt", "受理回执");
    folder.file(
        "周.jsonl",
        "{\"text\": \"受理回执零\"}\n{\"text\": \"受理回执二\"}\n{\"text\": \"受理回执一\", \"situation\": \"突发\"}\n",
    );
    git(&folder, &["mv", "移.csv", "到.csv"]);
    folder.file("到.csv", "正文\n容缺办理甲\n容缺办理乙\n容缺办理丙\n");
    git(&folder, &["commit", "-q", "-a", "-m", "two"]);
    folder.file("新.txt", "受理回执");
    git(&folder, &["checkout", "-q", "main"]);
    folder.file("后来.txt", "受理回执");
    git(&folder, &["add", "后来.txt"]);
    git(&folder, &["commit", "-q", "-m", "three"]);
    git(&folder, &["checkout", "-q", "draft"]);
    let places = |args: &[&str]| -> Vec<String> {
        let (code, out, err) = counter(&folder, args);
        assert!(code <= 1, "{err}");
        let mut places: Vec<String> = out.lines().filter_map(|l| l.split(": ").next()).map(str::to_owned).collect();
        places.sort();
        places
    };
    let expected = ["到.csv[3]:1:1", "周.jsonl[1]:1:1", "周.jsonl[3]:1:1", "改.txt:1:1", "新.txt:1:1"];
    assert_eq!(places(&["--changed-since", "main"]), expected);
    assert_eq!(places(&["--changed-since", "main", "改.txt", "旧.txt"]), ["改.txt:1:1"]);
    assert_eq!(places(&["--changed-since", "HEAD", "."]), ["新.txt:1:1"]);
    for revision in ["no-such-branch", "--output=x", ""] {
        let (code, _, err) = counter(&folder, &[&format!("--changed-since={revision}"), "."]);
        assert!(code == 2 && err.contains("没有「"), "{revision}: {err}");
    }
    let outside = Folder::new("outside");
    outside.file("a.txt", "受理回执");
    let (code, _, err) = counter(&outside, &["a.txt", "--changed-since", "main"]);
    assert!(code == 2 && err.contains("git 仓库"), "{err}");
}
