//! The formats that other programs read, each parsed again by a reader that knows nothing of how they are written.

mod common;

use common::{Folder, OFFICE, Ran};
use serde_json::{Value, json};

/// A ZWJ sequence, a combining mark, characters beyond the basic plane, Chinese; then the place that is found.
const LINE: &str = "👨‍👩‍👧e\u{301}𠮷好请凭受理回执取件";
const NAME: &str = "草稿/甲 乙#1%.txt";
const RULE: &str = "plainness/office-counter";

/// The options that leave one rule.
const ONLY: [&str; 2] = ["--select", RULE];

fn run(folder: &Folder, args: &[&str]) -> Ran {
    folder.office(&[args, &ONLY].concat())
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

fn number(value: &Value) -> usize {
    value.as_u64().and_then(|n| n.try_into().ok()).unwrap_or_else(|| panic!("no number: {value}"))
}

/// The attributes of every `tag` in a document.
fn attributes(xml: &str, tag: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let document = roxmltree::Document::parse(xml).unwrap_or_else(|e| panic!("{e}: {xml}"));
    let nodes = document.descendants().filter(|n| n.has_tag_name(tag));
    nodes.map(|n| n.attributes().map(|a| (a.name().to_owned(), a.value().to_owned())).collect()).collect()
}

/// Start and end of each place in a format that has both, in its unit; the start where it has no end.
fn places(format: &str, out: &str) -> Vec<(usize, usize, Option<usize>)> {
    let corners = |start: &Value, end: &Value, line: &str, column: &str| {
        (number(&start[line]), number(&start[column]), Some(number(&end[column])))
    };
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    match format {
        "json" => {
            list(&json(out)["findings"]).iter().map(|f| corners(&f["start"], &f["end"], "line", "column")).collect()
        }
        "jsonl" => out
            .lines()
            .map(json)
            .filter(|l| l["type"] == "finding")
            .map(|f| corners(&f["start"], &f["end"], "line", "column"))
            .collect(),
        "sarif" => list(&json(out)["runs"][0]["results"])
            .iter()
            .map(|r| {
                let region = &r["locations"][0]["physicalLocation"]["region"];
                (number(&region["startLine"]), number(&region["startColumn"]), Some(number(&region["endColumn"])))
            })
            .collect(),
        "rdjson" | "rdjsonl" => {
            let all =
                if format == "rdjson" { list(&json(out)["diagnostics"]) } else { out.lines().map(json).collect() };
            let range = |d: &Value| d["location"]["range"].clone();
            all.iter().map(range).map(|r| corners(&r["start"], &r["end"], "line", "column")).collect()
        }
        "github" => out
            .lines()
            .map(|line| {
                let of = |key: &str| {
                    let rest = line.split(&format!("{key}=")).nth(1).expect("the key is there");
                    rest.split([',', ':']).next().and_then(|n| n.parse().ok()).expect("a number")
                };
                (of("line"), of("col"), Some(of("endColumn")))
            })
            .collect(),
        "gitlab" => list(&json(out))
            .iter()
            .map(|i| i["location"]["positions"].clone())
            .map(|p| corners(&p["begin"], &p["end"], "line", "column"))
            .collect(),
        "junit" | "checkstyle" => attributes(out, if format == "junit" { "testcase" } else { "error" })
            .iter()
            .map(|a| (a["line"].parse().expect("a number"), a["column"].parse().expect("a number"), None))
            .collect(),
        "concise" => out
            .lines()
            .map(|line| {
                let mut parts = line.split(": ").next().expect("a place").rsplit(':');
                let mut next = || parts.next().and_then(|n| n.parse::<usize>().ok()).expect("a number");
                let column = next();
                (next(), column, None)
            })
            .collect(),
        other => panic!("{other}"),
    }
}

#[test]
fn every_format_counts_columns_in_its_own_unit() {
    let folder = Folder::new("columns");
    let text = format!("{LINE}。\n\r\n{LINE}，{LINE}\n");
    let words = "受理回执";
    for (mark, bytes) in [(false, text.clone().into_bytes()), (true, format!("\u{feff}{text}").into_bytes())] {
        folder.file(NAME, bytes);
        for format in common::FORMATS.into_iter().filter(|f| *f != "full") {
            let (_, out, err) = run(&folder, &[NAME, "--format", format]);
            assert_eq!(err, "", "{format}");
            let in_bytes = format.starts_with("rdjson");
            let mut expected = Vec::new();
            for (at, line) in text.split('\n').enumerate() {
                for (start, _) in line.match_indices(words) {
                    let column = |offset: usize| {
                        let bom = if mark && at == 0 { 3 } else { 0 };
                        if in_bytes { offset + bom + 1 } else { line[..offset].chars().count() + 1 }
                    };
                    expected.push((at + 1, column(start), Some(column(start + words.len()))));
                }
            }
            assert_eq!(expected.len(), 3);
            let found = places(format, &out);
            let with_end = found.iter().all(|(.., end)| end.is_some());
            if !with_end {
                for place in &mut expected {
                    place.2 = None;
                }
            }
            assert_eq!(found, expected, "{format}, mark: {mark}: {out}");
        }
    }
}

#[test]
fn a_suggestion_of_reviewdog_put_into_the_bytes_of_the_file_is_the_change() {
    let folder = Folder::new("suggestions");
    for mark in ["", "\u{feff}"] {
        let text = format!("{mark}{LINE}。\r\n{LINE}");
        folder.file("a.txt", &text);
        let report = json(&run(&folder, &["a.txt", "--format", "rdjson"]).1);
        let mut bytes = text.clone().into_bytes();
        let diagnostics = report["diagnostics"].as_array().expect("a list");
        assert_eq!(diagnostics.len(), 2);
        for diagnostic in diagnostics.iter().rev() {
            let suggestion = &diagnostic["suggestions"][0];
            let offset = |corner: &Value| {
                let before: usize = text.split_inclusive('\n').take(number(&corner["line"]) - 1).map(str::len).sum();
                before + number(&corner["column"]) - 1
            };
            let range = offset(&suggestion["range"]["start"])..offset(&suggestion["range"]["end"]);
            bytes.splice(range, suggestion["text"].as_str().expect("a text").bytes());
        }
        assert_eq!(String::from_utf8(bytes).expect("UTF-8"), text.replace("受理回执", "收件单"));
    }
}

#[test]
fn no_suggestion_is_made_for_bytes_that_are_not_utf_8() {
    let folder = Folder::new("foreign");
    folder.file("a.txt", encoding_rs::GB18030.encode("请凭受理回执取件").0);
    let report = json(&run(&folder, &["a.txt", "--format", "rdjson"]).1);
    assert_eq!(report["diagnostics"][0]["location"]["range"]["start"], json!({"line": 1, "column": 7}));
    assert_eq!(report["diagnostics"][0].get("suggestions"), None);
}

#[test]
fn a_post_in_a_container_stands_on_the_line_of_its_record() {
    let folder = Folder::new("records");
    folder.file("周.csv", format!("编号,正文\n1,\"甲\n\n乙\"\n微-2,{LINE}\n"));
    for format in common::FORMATS.into_iter().filter(|f| !matches!(*f, "full" | "json" | "jsonl" | "concise")) {
        let (_, out, err) = run(&folder, &["周.csv", "--format", format]);
        assert_eq!(err, "", "{format}");
        let place = match format {
            "sarif" => json(&out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"].clone(),
            "rdjson" => json(&out)["diagnostics"][0]["location"]["range"]["start"].clone(),
            "rdjsonl" => json(&out)["location"]["range"]["start"].clone(),
            "gitlab" => json(&out)[0]["location"]["lines"].clone(),
            "github" => {
                assert!(out.starts_with("::warning file=周.csv,line=5,title="), "{out}");
                continue;
            }
            "junit" => {
                let cases = attributes(&out, "testcase");
                assert_eq!((cases[1]["line"].as_str(), cases[1].get("column")), ("5", None), "{out}");
                continue;
            }
            _ => {
                let errors = attributes(&out, "error");
                assert_eq!((errors[0]["line"].as_str(), errors[0].get("column")), ("5", None), "{out}");
                continue;
            }
        };
        let key = if format == "sarif" {
            "startLine"
        } else if format == "gitlab" {
            "begin"
        } else {
            "line"
        };
        assert_eq!(place, json!({ key: 5 }), "{format}: {out}");
        assert!(out.contains("【微-2】第 1 行第 12 字"), "{format}: {out}");
    }
}

fn sarif_schema() -> jsonschema::Validator {
    // One pattern of the published schema, that of `run.language`, is no regular expression: a bracket is closed twice.
    let text = include_str!("schemas/sarif-2.1.0.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
    let options = jsonschema::options().should_validate_formats(true);
    options.build(&json(&text)).expect("the published schema is one")
}

#[test]
fn sarif_is_what_its_published_schema_says_and_what_github_wants() {
    let folder = Folder::new("sarif");
    folder.file(NAME, format!("{LINE}，拿不准的请问有关科室。\n受理回执"));
    folder.file("净.txt", "今天停水。");
    folder.file("周.jsonl", format!("{{\"text\": \"{LINE}\"}}\n{{broken\n"));
    let schema = sarif_schema();
    for args in [&[NAME][..], &["净.txt"], &["周.jsonl", NAME], &["没有.txt"], &["--lang", "en", NAME]] {
        for rules in [&["--config", common::OFFICE][..], &[]] {
            let all = [&["check", "--format", "sarif"], args, rules].concat();
            let out = folder.run(&all).1;
            let log = json(&out);
            let faults: Vec<String> =
                schema.iter_errors(&log).map(|e| format!("{e} at {}", e.instance_path())).collect();
            assert!(faults.is_empty(), "{args:?}: {faults:?}");
            assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
            for result in log["runs"][0]["results"].as_array().expect("a list") {
                let index = number(&result["ruleIndex"]);
                assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
                let message = result["message"]["text"].as_str().expect("a text");
                assert!(!message.is_empty() && result["partialFingerprints"].is_object());
            }
        }
    }
    let out = run(&folder, &[NAME, "--format", "sarif"]).1;
    let uri = &json(&out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(uri, "%E8%8D%89%E7%A8%BF/%E7%94%B2%20%E4%B9%99%231%25.txt");
    let clean = json(&folder.run(&["净.txt", "--format", "sarif"]).1);
    assert!(clean["runs"][0]["tool"]["driver"]["rules"].as_array().is_some_and(|r| r.len() > 100));
    assert_eq!(
        json(&run(&folder, &["周.jsonl", "--format", "sarif"]).1)["runs"][0]["invocations"][0]["executionSuccessful"],
        false
    );
}

#[test]
fn several_formats_come_from_one_run_and_nothing_else_is_on_standard_output() {
    let folder = Folder::new("several");
    folder.file("a.txt", LINE);
    let alone: Vec<String> = common::FORMATS.iter().map(|f| run(&folder, &["a.txt", "--format", f]).1).collect();
    let mut args = vec!["a.txt".to_owned(), "-v".to_owned(), "--statistics".to_owned()];
    for format in common::FORMATS {
        args.push("--format".to_owned());
        args.push(if format == "rdjsonl" { format.to_owned() } else { format!("{format}=结果 {format}") });
    }
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let (code, out, err) = run(&folder, &args);
    assert_eq!(code, 0, "{err}");
    for (format, alone) in common::FORMATS.iter().zip(alone) {
        let written = std::fs::read_to_string(folder.0.join(format!("结果 {format}")));
        let written = if *format == "rdjsonl" { out.clone() } else { written.expect("written") };
        assert_eq!(written, alone, "{format}");
    }
    let (code, out, err) = run(&folder, &["a.txt", "--format", "json", "--format", "sarif"]);
    assert!((code, out.as_str()) == (2, "") && err.contains("两种格式"), "{err}");
    let (code, _, err) = run(&folder, &["a.txt", "--format", "json", "--format", "sarif=a.txt"]);
    assert!(code == 2 && err.contains("不能写进草稿"), "{err}");
    assert_eq!(std::fs::read_to_string(folder.0.join("a.txt")).expect("still there"), LINE);
    let (code, out, _) = run(&folder, &["a.txt", "--format", "json", "-o", "r.json", "--format", "sarif=r.sarif"]);
    assert_eq!((code, out.as_str()), (0, ""));
}

#[test]
fn annotations_come_gravest_first_and_their_text_cannot_end_them() {
    let folder = Folder::new("github");
    folder.file("a:b,c%.txt", format!("{LINE}\n").repeat(11) + "请问有关科室");
    let file = folder.0.join("summary.md");
    let args = ["check", "--config", common::OFFICE, "a:b,c%.txt", "--format", "github"];
    let mut command = folder.command(&args);
    command.env("GITHUB_STEP_SUMMARY", &file);
    let output = command.output().expect("the program starts");
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("::error file=a%3Ab%2Cc%25.txt,line=12,endLine=12,col=3,endColumn=7,title=candour/office-department::a:b,c%25.txt:12:3 "), "{out}");
    assert!(
        lines[1].starts_with("::warning ")
            && lines.last().is_some_and(|l| l.starts_with("::notice title=wenfeng::共 1 个错误、11 个提醒")),
        "{out}"
    );
    let table = std::fs::read_to_string(file).expect("the summary was written");
    assert!(table.contains("| 位置 | 级别 |") && table.contains("| a:b,c%.txt:12:3 | 错误 |"), "{table}");
}

#[test]
fn code_quality_knows_an_issue_again_when_it_has_moved() {
    let folder = Folder::new("gitlab");
    let prints = |out: &str| -> Vec<String> {
        let issues = json(out);
        issues
            .as_array()
            .expect("a list")
            .iter()
            .map(|i| i["fingerprint"].as_str().expect("a text").to_owned())
            .collect()
    };
    folder.file("a.jsonl", format!("{{\"text\": \"{LINE}\"}}\n").repeat(3));
    let before = prints(&run(&folder, &["a.jsonl", "--format", "gitlab"]).1);
    let unique: std::collections::BTreeSet<&String> = before.iter().collect();
    assert_eq!((before.len(), unique.len()), (3, 3), "{before:?}");
    folder
        .file("a.jsonl", "{\"text\": \"今天停水。\"}\n".to_owned() + &format!("{{\"text\": \"{LINE}\"}}\n").repeat(3));
    assert_eq!(prints(&run(&folder, &["a.jsonl", "--format", "gitlab"]).1), before);
}

#[test]
fn a_server_that_wants_a_test_gets_one() {
    let folder = Folder::new("junit");
    folder.file("净.txt", "今天停水。");
    for args in [&["净.txt"][..], &["没有.txt"]] {
        let out = run(&folder, &[args, &["--format", "junit"]].concat()).1;
        assert_eq!((attributes(&out, "testcase").len(), attributes(&out, "failure").len()), (1, 0), "{out}");
    }
    folder.file("脏.txt", format!("{LINE}{LINE}"));
    let out = run(&folder, &["脏.txt", "净.txt", "--format", "junit"]).1;
    let suites = attributes(&out, "testsuite");
    assert_eq!(
        (suites[0]["tests"].as_str(), suites[0]["failures"].as_str(), suites[1]["failures"].as_str()),
        ("2", "2", "0")
    );
}

#[test]
fn nothing_in_a_draft_or_its_name_breaks_a_format() {
    let folder = Folder::new("hostile");
    let nasty =
        "<a>&\"'\u{1b}[31m\u{7}\u{202e}\u{fffe}]]>--><![CDATA[\u{b}请问有关科室::error::%0A\r\n有关处室\u{0c}\u{85}";
    folder.file("a<&\"'>\u{7}.txt", nasty);
    folder.file("b.jsonl", json!({"id": "<\u{1}&\n::x", "text": nasty}).to_string());
    for format in common::FORMATS {
        let (code, out, err) = folder.office(&[".", "--format", format]);
        assert_eq!((code, err.as_str()), (1, ""), "{format}");
        match format {
            "junit" => assert_eq!(attributes(&out, "failure").len(), 8, "{out}"),
            "checkstyle" => assert_eq!(attributes(&out, "error").len(), 8, "{out}"),
            "github" => assert!(out.lines().all(|l| l.starts_with("::")), "{out}"),
            "json" | "sarif" | "rdjson" | "gitlab" => _ = json(&out),
            "jsonl" | "rdjsonl" => out.lines().for_each(|l| _ = json(l)),
            _ => assert!(!out.contains('\u{1b}'), "{format}"),
        }
    }
}

#[test]
fn formats_that_have_a_place_for_it_say_where_a_rule_is_explained() {
    let folder = Folder::new("formats-docs");
    folder.file(NAME, LINE);
    let office = format!("extends = {OFFICE:?}\n");
    let docs = |url: &str| format!("{office}docs-url = \"{url}\"\n");
    folder.file("wenfeng.toml", docs("https://内网/{category}.html#{rule}"));
    let address = json!("https://%E5%86%85%E7%BD%91/plainness.html#office-counter");
    let out = |format: &str| json(&folder.run(&[NAME, "--format", format, "--select", RULE]).1);
    let rules = |log: Value| log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules").clone();
    assert_eq!(out("json")["findings"][0]["url"], address);
    assert_eq!(out("rdjson")["diagnostics"][0]["code"], json!({"value": RULE, "url": address}));
    assert!(rules(out("sarif")).iter().any(|rule| rule["helpUri"] == address));
    // The address of a file on this machine is of no use to those who read a report elsewhere.
    folder.file("wenfeng.toml", docs("file:///说明/{rule}.html"));
    assert_eq!(out("json")["findings"][0]["url"], "file:///%E8%AF%B4%E6%98%8E/office-counter.html");
    assert_eq!(out("rdjson")["diagnostics"][0]["code"], json!({ "value": RULE }));
    assert!(rules(out("sarif")).iter().all(|rule| rule.get("helpUri").is_none()));
    folder.file("wenfeng.toml", office);
    assert_eq!(out("json")["findings"][0]["url"], Value::Null);
}
