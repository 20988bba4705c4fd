//! The program as its users meet it, where a transcript does not fit: bytes, pipes, large and hostile inputs.

mod common;

use std::fmt::Write as _;

use common::{Folder, Ran};
use encoding_rs::GB18030;
use serde_json::Value;

const DRAFT: &str = "今天的窗口在三楼。\n请凭受理回执取件，缺材料的可以容缺办理。\n";

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

fn gbk(text: &str) -> Vec<u8> {
    GB18030.encode(text).0.into_owned()
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.1).unwrap_or_else(|e| panic!("{e}: {}", ran.1))
}

#[test]
fn a_draft_is_read_alike_in_every_encoding_and_v_says_which_it_is() {
    let folder = Folder::new("encodings");
    for (name, bytes) in [
        ("UTF-8", DRAFT.as_bytes().to_vec()),
        ("UTF-8（带BOM）", format!("\u{feff}{DRAFT}").into_bytes()),
        ("UTF-16LE", utf16(DRAFT, u16::to_le_bytes)),
        ("UTF-16BE", utf16(DRAFT, u16::to_be_bytes)),
        ("GB18030", gbk(DRAFT)),
    ] {
        folder.file("稿.txt", bytes);
        let (code, out, err) = folder.office(&["稿.txt", "-v", "--format", "concise", "--select", "plainness"]);
        assert_eq!(code, 0, "{name}: {out}{err}");
        assert!(err.starts_with(&format!("稿.txt：{name}，")), "{name}: {err}");
        let places: Vec<&str> = out.lines().filter(|l| l.contains("office-counter")).collect();
        let [first, second] = places.as_slice() else { panic!("{name}: {out}") };
        assert!(first.starts_with("稿.txt:2:3:") && second.starts_with("稿.txt:2:16:"), "{name}: {out}");
    }
    folder.file("稿.txt", gbk(DRAFT));
    assert_eq!(folder.office(&["稿.txt", "--encoding", "gbk"]).0, 0);
    let (code, _, err) = folder.office(&["稿.txt", "--encoding", "utf-8"]);
    assert!(code == 2 && err.contains("不合UTF-8编码"), "{err}");
}

#[test]
fn lines_are_counted_alike_whatever_ends_them() {
    let folder = Folder::new("lines");
    for end in ["\n", "\r\n", "\r"] {
        folder.file("a.txt", DRAFT.replace('\n', end));
        let out = folder.office(&["a.txt", "--format", "concise"]).1;
        assert!(out.contains("a.txt:2:3: warning[plainness/office-counter]"), "{end:?}: {out}");
        let out = folder.office(&["a.txt"]).1;
        assert!(out.contains("  2 │ 请凭受理回执取件") && !out.contains(['\r', '␍']), "{end:?}: {out}");
    }
}

#[test]
fn a_table_from_a_spreadsheet_is_read_row_by_row() {
    let folder = Folder::new("tables");
    let table = "序号,正文\r\n1,\"请凭受理回执取件，\r\n不必预约。\"\r\n2,今天停水。\r\n";
    for (name, bytes) in [("周.csv", gbk(table)), ("周.csv", format!("\u{feff}{table}").into_bytes())] {
        folder.file(name, bytes);
        let ran = folder.office(&[name, "--format", "json"]);
        assert_eq!((ran.0, ran.2.as_str()), (0, ""));
        let report = json(&ran);
        let posts: Vec<_> = report["posts"].as_array().expect("a list").iter().map(|p| p["row"].as_u64()).collect();
        assert_eq!(posts, [Some(1), Some(2)]);
    }
    for column in ["内容", "正文", "text"] {
        folder.file("c.csv", format!("{column}\n请凭受理回执取件。\n"));
        assert!(folder.office(&["c.csv"]).1.contains("受理回执"), "{column}");
    }
}

#[test]
fn whatever_cannot_be_read_is_named_and_the_rest_is_checked() {
    let folder = Folder::new("loud");
    folder.file("好.txt", DRAFT);
    let cases: [(&str, &[u8], &str, &str); 7] = [
        ("空.txt", b"", "「空.txt」里没有内容可查", "存进去"),
        ("白.txt", " \n　\n".as_bytes(), "「白.txt」里没有内容可查", "存进去"),
        ("乱.txt", b"abc\n\xFF\x80\x01", "「乱.txt」第2行", "另存为 UTF-8"),
        ("零.txt", b"abc\0def", "空字节", "另存为 .txt"),
        ("文.txt", b"PK\x03\x04\x14\0\x06\0[Content_Types].xml word/", "「文.txt」", ".docx"),
        ("行.jsonl", b"{\"text\": 1}\n", "「行.jsonl」第1行第10列", "引号"),
        ("表.csv", "编号,稿子\n1,甲\n".as_bytes(), "没有「内容」一栏", "--text-field"),
    ];
    for (name, bytes, message, help) in cases {
        folder.file(name, bytes);
        for format in common::FORMATS {
            let (code, out, err) = folder.office(&[name, "好.txt", "--format", format]);
            assert_eq!(code, 2, "{name} {format}: {out}{err}");
            assert!(err.contains(message) && err.contains(" = ") && err.contains(help), "{name}: {err}");
            assert!(out.contains("受理回执"), "{name} {format}: {out}");
        }
        let out = folder.office(&[name, "好.txt"]).1;
        assert!(out.contains("有 1 个问题使检查不完整"), "{name}: {out}");
    }
}

#[test]
fn the_exit_code_is_the_same_in_every_format() {
    let folder = Folder::new("codes");
    folder.file("净.txt", "工作时间9时到17时，问事请打0000-1234567。");
    folder.file("提.txt", "请凭受理回执取件，工作时间9时到17时，问事请打0000-1234567。");
    folder.file("错.txt", "请问有关科室，工作时间9时到17时，问事请打0000-1234567。");
    for (args, expected) in [
        (&["净.txt"][..], 0),
        (&["提.txt"], 0),
        (&["提.txt", "--fail-on", "warning"], 1),
        (&["提.txt", "--max-warnings", "0"], 1),
        (&["提.txt", "--max-warnings", "1"], 0),
        (&["错.txt"], 1),
        (&["错.txt", "--quiet"], 1),
        (&["错.txt", "--fail-on", "never"], 0),
        (&["错.txt", "无.txt"], 2),
        (&["净.txt", "--fail-on", "nevr"], 2),
    ] {
        for format in common::FORMATS {
            let mut all = args.to_vec();
            all.extend(["--format", format]);
            let (code, out, err) = folder.office(&all);
            assert_eq!(code, expected, "{args:?} {format}: {out}{err}");
        }
    }
}

/// The place that JSON gives for byte `offset` of `text`, counted anew.
fn place(text: &str, offset: usize) -> Value {
    let line_start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line_start..offset];
    serde_json::json!({
        "offset": offset,
        "line": text[..offset].matches('\n').count() + 1,
        "column": before.chars().count() + 1,
        "utf16": before.encode_utf16().count() + 1,
    })
}

#[test]
fn every_place_in_json_is_where_its_excerpt_stands() {
    let text = "👨‍👩‍👧e\u{301}𠮷\n\n请凭受理回执👍🏽取件，再容缺办理。\n受理回执";
    let folder = Folder::new("places");
    folder.file("a.txt", text);
    folder.file("a.jsonl", format!("{}\n", serde_json::json!({"id": "甲", "text": text})));
    folder.file("md.md", format!("+++\naccount = \"甲\"\n+++\n{text}"));
    let front = format!("+++\naccount = \"甲\"\n+++\n{text}");
    for (name, text, post) in [("a.txt", text, "1"), ("a.jsonl", text, "\"甲\""), ("md.md", &front, "1")] {
        let report = json(&folder.office(&[name, "--format", "json"]));
        assert_eq!(report["version"], 1);
        assert_eq!(report["posts"][0]["post"].to_string(), post);
        let findings = report["findings"].as_array().expect("a list");
        assert_eq!(findings.iter().filter(|f| f["rule"] == "plainness/office-counter").count(), 3, "{name}");
        for finding in findings {
            assert_eq!((finding["path"].as_str(), finding["post"].to_string().as_str()), (Some(name), post));
            let edits = finding["fix"]["edits"].as_array().into_iter().flatten();
            for spanned in edits.chain([finding]) {
                let at = |end: &str| -> usize {
                    spanned[end]["offset"].as_u64().and_then(|at| at.try_into().ok()).expect("a place")
                };
                let (start, end) = (at("start"), at("end"));
                assert_eq!((&spanned["start"], &spanned["end"]), (&place(text, start), &place(text, end)), "{name}");
                if let Some(excerpt) = spanned["excerpt"].as_str() {
                    assert_eq!(excerpt, &text[start..end], "{name}");
                }
            }
        }
    }
}

#[test]
fn jsonl_says_what_json_says_a_line_at_a_time() {
    let folder = Folder::new("jsonl");
    folder.file("a.txt", DRAFT);
    folder.file("b.txt", "工作时间9时到17时，问事请打0000-1234567。");
    let whole = json(&folder.office(&["a.txt", "b.txt", "--format", "json"]));
    let lines = folder.office(&["a.txt", "b.txt", "--format", "jsonl"]).1;
    let lines: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).expect("a line is JSON")).collect();
    let of = |kind: &str| -> Vec<Value> {
        let mut of: Vec<Value> = lines.iter().filter(|l| l["type"] == kind).cloned().collect();
        for line in &mut of {
            line.as_object_mut().expect("an object").remove("type");
        }
        of
    };
    assert_eq!(Value::Array(of("finding")), whole["findings"]);
    assert_eq!(Value::Array(of("post")), whole["posts"]);
    let last = lines.last().expect("a summary");
    assert_eq!(last["type"], "summary");
    for (key, value) in whole["summary"].as_object().expect("an object") {
        assert_eq!(&last[key], value, "{key}");
    }
}

#[test]
fn nothing_in_a_draft_or_its_name_moves_the_cursor_or_turns_the_text() {
    let folder = Folder::new("raw");
    let nasty = "一\u{1b}[2J\u{202e}请凭受理\u{200b}回执\u{7}取件\u{2066}，\u{9b}31m容缺办理\u{85}\r\u{8}";
    folder.file("a\u{1b}]0;x\u{7}\u{202e}.txt", nasty);
    folder.file("b.jsonl", format!("{{\"text\": \"{nasty}\", \u{1b}[31m\u{202e}}}\n"));
    let posts = serde_json::json!({"id": "\u{1b}[1m甲\u{202e}", "text": nasty});
    folder.file("c.jsonl", format!("{posts}\n"));
    for args in [&["."][..], &[".", "--format", "concise"], &[".", "-v", "--statistics"], &["\u{1b}[31mgone\u{202e}"]] {
        let (_, out, err) = folder.office(args);
        for said in [out, err] {
            let raw = said.chars().find(|c| {
                (c.is_control() && *c != '\n')
                    || matches!(u32::from(*c), 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F)
            });
            assert_eq!(raw, None, "{args:?}: {said:?}");
        }
    }
}

#[test]
fn a_long_post_in_one_line_is_shown_in_lines_that_can_be_read() {
    let folder = Folder::new("long");
    folder.file("a.txt", "今天的窗口在三楼，请凭受理回执取件，拿不准的请问有关科室👍🏽。".repeat(70));
    let (code, out, _) = folder.office(&["a.txt"]);
    assert_eq!(code, 1);
    let widest = out.lines().map(unicode_width::UnicodeWidthStr::width).max().expect("lines");
    assert!(widest <= 100, "{widest}: {out}");
    assert!(out.contains("\n142 ") && !out.contains("\n143 "), "every place is listed once: {out}");
}

#[test]
fn an_endless_line_is_refused_and_not_kept() {
    let folder = Folder::new("endless");
    let endless = |out: &mut dyn std::io::Write| {
        let piece = "请凭受理回执取件".repeat(1 << 13);
        // Far more than a post may hold; the program goes away long before that is written.
        for _ in 0..8192 {
            if out.write_all(piece.as_bytes()).is_err() {
                return;
            }
        }
    };
    let (code, _, err) = folder.feed(&["-", "--isolated", "--format", "jsonl"], endless);
    assert!(code == 2 && err.contains("标准输入太长") && err.contains(".jsonl"), "{err}");
}

#[test]
fn a_line_that_is_too_long_does_not_keep_the_next_ones_from_being_read() {
    let folder = Folder::new("toolong");
    let lines = |out: &mut dyn std::io::Write| {
        let piece = "请凭受理回执取件".repeat(1 << 13);
        for _ in 0..300 {
            out.write_all(piece.as_bytes()).expect("it goes on reading");
        }
        out.write_all("\n{\"text\": \"今天停水。\"}\n".as_bytes()).expect("it goes on reading");
    };
    let (code, out, err) =
        folder.feed(&["--stdin-filename", "a.jsonl", "--isolated", "--format", "concise", "-v"], lines);
    assert!(code == 2 && err.contains("第1行太长"), "{out}{err}");
    assert!(err.contains("1 条微博"), "{err}");
}

#[test]
fn deep_and_broken_json_is_answered_in_words() {
    let folder = Folder::new("deep");
    for line in ["[".repeat(300_000), "{\"a\":".repeat(100_000), "{\"text\":".repeat(100_000), "\"".to_owned()] {
        folder.file("a.jsonl", format!("{line}\n{{\"text\": \"今天停水。\"}}\n"));
        let (code, out, err) = folder.office(&["a.jsonl", "--fail-on", "never"]);
        assert_eq!(code, 2, "{err}");
        assert!(err.contains("「a.jsonl」第1行") && out.contains("1 条微博"), "{out}{err}");
        assert!(err.len() < 3_000, "an excerpt is short: {}", err.len());
    }
}

#[test]
fn a_file_full_of_broken_lines_does_not_flood_the_screen() {
    let folder = Folder::new("flood");
    let mut lines = String::new();
    for i in 0..5_000 {
        let _ = writeln!(lines, "{{\"txet\": {i}}}");
    }
    folder.file("a.jsonl", lines);
    let ran = folder.office(&["a.jsonl", "--format", "json"]);
    assert_eq!(ran.0, 2);
    assert_eq!(json(&ran)["summary"]["failures"], 5_000);
    assert!(ran.2.lines().count() < 250, "{} lines", ran.2.lines().count());
    assert!(ran.2.contains("还有 4980 个问题"), "{}", ran.2);
}

#[test]
fn a_reader_who_wants_one_line_gets_it_and_nothing_is_wrong() {
    let folder = Folder::new("head");
    folder.file("a.txt", "请凭受理回执取件。\n".repeat(20_000));
    for format in common::FORMATS {
        let mut command = folder.command(&["a.txt", "--config", common::OFFICE, "--format", format]);
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let mut first = [0; 16];
        let mut stdout = child.stdout.take().expect("piped");
        std::io::Read::read_exact(&mut stdout, &mut first).expect("it says something");
        drop(stdout);
        let output = child.wait_with_output().expect("it ends by itself");
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert!(output.stderr.is_empty(), "{format}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn a_folder_is_searched_for_drafts_and_what_git_ignores_is_left_alone() {
    let folder = Folder::new("folders");
    for name in ["b.txt", "a/x.md", "旧稿/y.txt", ".藏/z.txt", "程序.rs", "a/图.png"] {
        folder.file(name, DRAFT);
    }
    folder.file(".gitignore", "旧稿/\n");
    let names = |args: &[&str]| -> Vec<String> {
        let report = json(&folder.office(&[&["--format", "json"], args].concat()));
        let posts = report["posts"].as_array().expect("a list");
        posts.iter().filter_map(|p| p["path"].as_str()).map(str::to_owned).collect()
    };
    assert_eq!(names(&["."]), ["a/x.md", "b.txt"]);
    assert_eq!(names(&[".", "--exclude", "a"]), ["b.txt"]);
    assert_eq!(names(&["旧稿/y.txt", "程序.rs"]), ["旧稿/y.txt", "程序.rs"], "what is named is read");
}

#[test]
fn a_setting_counts_where_it_was_made() {
    let folder = Folder::new("settings");
    let office = std::path::Path::new(common::OFFICE).with_file_name("office");
    let config = format!(
        "packs = ['{}']\nselect = [\"plainness/office-counter\"]\naccept = [\"受理回执单\"]\nfail-on = \"warning\"\n\
         [rule.\"plainness/office-counter\"]\nadd = [\"一次性告知\"]\nremove = [\"容缺办理\"]\n\
         [[path]]\nglob = \"突发/**\"\nsituation = \"突发\"\nseverity = {{ \"plainness/office-counter\" = \"error\" }}\n\
         [[path]]\nglob = \"旧/**\"\nignore = [\"plainness/office-counter\"]\n",
        office.display()
    );
    folder.file("wenfeng.toml", config);
    folder.file("近/wenfeng.toml", "extends = \"../wenfeng.toml\"\nfail-on = \"never\"\n");
    let text = "受理回执，受理回执单，一次性告知，容缺办理。";
    for name in ["a.txt", "突发/a.txt", "旧/a.txt", "近/a.txt"] {
        folder.file(name, text);
    }
    let found = |name: &str| -> (i32, Vec<String>, String) {
        let ran = folder.run(&[name, "--format", "json"]);
        assert_eq!(ran.2, "", "{name}");
        let report = json(&ran);
        let findings = report["findings"].as_array().expect("a list");
        let words = findings.iter().map(|f| format!("{} {}", f["severity"], f["excerpt"]).replace('"', ""));
        (ran.0, words.collect(), report["posts"][0]["situation"]["name"].as_str().unwrap_or_default().to_owned())
    };
    let words = |level: &str| vec![format!("{level} 受理回执"), format!("{level} 一次性告知")];
    assert_eq!(found("a.txt"), (1, words("warning"), "everyday".to_owned()));
    assert_eq!(found("突发/a.txt"), (1, words("error"), "incident".to_owned()));
    assert_eq!(found("旧/a.txt"), (0, Vec::new(), "everyday".to_owned()));
    assert_eq!(found("近/a.txt"), (0, words("warning"), "everyday".to_owned()));
}

#[test]
fn a_rule_that_a_draft_asks_to_leave_out_must_exist() {
    let folder = Folder::new("strangers");
    let line = "{\"text\": \"请凭受理回执取件。\", \"ignore\": [\"plainness/office-countre\", \"form\"]}\n";
    folder.file("a.jsonl", line.repeat(50));
    let (code, _, err) = folder.office(&["a.jsonl"]);
    assert_eq!((code, err.matches("office-countre").count()), (0, 1), "{err}");
    assert!(err.contains("提示：") && err.contains("是不是「plainness/office-counter」"), "{err}");
}
