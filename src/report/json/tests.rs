use serde_json::{Value, json};

use crate::finding::ElementSeen;
use crate::rule::Element;

use super::super::sample::{checked, error, finding, with_fixes};
use super::*;

const TEXT: &str = "\u{feff}👨\u{200d}👩e\u{301}\r\n活动圆满成功。";

fn posts() -> Vec<Checked> {
    let first = with_fixes(finding(TEXT, "圆满成功"), &["来了300人", ""], Span::new(0, 3));
    let mut second = checked("圆满成功", vec![error(finding("圆满成功", "成功"), "candour/x")]);
    second.post.id = PostId::Name("w-7".to_owned());
    second.post.row = Some(4);
    vec![checked(TEXT, vec![first]), second, checked("好", Vec::new())]
}

fn render(mut format: impl Render) -> String {
    let (mut out, mut summary) = (Vec::new(), Summary { files: 2, rules: 5, ..Summary::default() });
    format.begin(&mut out).expect("memory can be written");
    for post in posts() {
        summary.add(&post);
        format.post(&post, &mut out).expect("memory can be written");
    }
    format.end(&summary, &mut out).expect("memory can be written");
    String::from_utf8(out).expect("UTF-8")
}

#[test]
fn the_document_has_every_key_of_the_contract() {
    let document: Value = serde_json::from_str(&render(Json::new(Lang::Zh))).expect("JSON");
    assert_eq!(document["version"], 1);
    assert_eq!(document["tool"]["name"], "wenfeng");
    assert_eq!(
        document["summary"],
        json!({"files": 2, "posts": 3, "chars": 20, "units": 20, "rules": 5, "errors": 1, "warnings": 1, "infos": 0,
               "suppressed": 0, "baselined": 0, "failures": 0,
               "by_category": {"modesty": 1, "plainness": 0, "candour": 1, "respect": 0, "response": 0, "form": 0},
               "per_100_units": null})
    );
    let mut first = document["findings"][0].clone();
    let name = first["fingerprint"].take();
    assert!(name.as_str().is_some_and(|n| n.starts_with("v1:")));
    let (start, end) = (
        json!({"offset": 25, "line": 2, "column": 3, "utf16": 3}),
        json!({"offset": 37, "line": 2, "column": 7, "utf16": 7}),
    );
    assert_eq!(
        first,
        json!({"rule": "modesty/self-praise", "category": "modesty", "severity": "warning",
            "message": "「圆满成功」是自己给自己的评语", "why": "读者想知道办成了什么，评价留给他们",
            "instead": "写结果：来了多少人，办成几件事", "url": null, "path": "通报.txt", "post": 1, "row": null, "paragraph": null,
            "part": "body", "excerpt": "圆满成功", "start": start, "end": end,
            "related": [{"message": "这里也是",
                "start": {"offset": 0, "line": 1, "column": 1, "utf16": 1},
                "end": {"offset": 3, "line": 1, "column": 2, "utf16": 2}}],
            "fix": {"title": "改成「来了300人」", "applicability": "display_only",
                "edits": [{"start": start, "end": end, "text": "来了300人"}]},
            "alternatives": [""], "fingerprint": null})
    );
    assert_eq!(document["findings"][1]["post"], "w-7");
    assert_eq!(document["findings"][1]["row"], 4);
    assert_eq!(
        document["posts"][1],
        json!({"path": "通报.txt", "post": "w-7", "row": 4,
               "situation": {"name": "incident", "reason": "写到事故"}, "units": 4,
               "fold": null, "elements": null})
    );
    assert_eq!(document["posts"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_post_tells_where_it_is_folded_and_what_its_notice_has() {
    let text = format!("+++\nsituation = 1\n+++\n{}😀尾", "中".repeat(139));
    let mut post = checked(&text, Vec::new());
    post.post.front = text.find('中').expect("part of the text");
    post.units = 142;
    post.elements = Some(vec![
        ElementSeen { element: Element::Time, places: vec![Span::new(0, 3)], needed: true },
        ElementSeen { element: Element::Contact, places: Vec::new(), needed: false },
    ]);
    let entry = serde_json::to_value(PostEntry::new(&post, Lang::Zh, &Places::new(&text))).expect("plain data");
    assert_eq!(entry["fold"], json!({"offset": post.post.front + 417, "line": 4, "column": 140, "utf16": 140}));
    assert_eq!(
        entry["elements"],
        json!([
            {"name": "time", "found": true, "needed": true, "places": [{
                "start": {"offset": 0, "line": 1, "column": 1, "utf16": 1},
                "end": {"offset": 3, "line": 1, "column": 4, "utf16": 4}}]},
            {"name": "contact", "found": false, "needed": false, "places": []},
        ])
    );
}

#[test]
fn every_line_is_an_object_that_says_what_it_is() {
    let said = render(JsonLines::new(Lang::En));
    let lines: Vec<Value> = said.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    let kinds: Vec<_> = lines.iter().map(|l| l["type"].as_str().unwrap_or_default()).collect();
    assert_eq!(kinds, ["finding", "post", "finding", "post", "post", "summary"]);
    assert_eq!(lines[0]["message"], "“圆满成功” is praise for oneself");
    assert_eq!((&lines[5]["version"], &lines[5]["posts"]), (&json!(1), &json!(3)));
}

#[test]
fn an_empty_run_is_a_whole_document() {
    let (mut out, mut format) = (Vec::new(), Json::new(Lang::Zh));
    format.begin(&mut out).expect("memory can be written");
    format.end(&Summary::default(), &mut out).expect("memory can be written");
    let document: Value = serde_json::from_slice(&out).expect("JSON");
    assert_eq!(document["findings"], json!([]));
}

/// The report of `--format json`.
#[derive(schemars::JsonSchema)]
#[expect(dead_code, reason = "a shape, never a value")]
pub(crate) struct Document {
    /// The version of the shape. Adding keys does not change it, changing what one means does.
    version: u32,
    /// The program.
    tool: Tool,
    /// Findings, in the order of the input.
    findings: Vec<FindingEntry<'static>>,
    /// Every post that was checked, also those without findings.
    posts: Vec<PostEntry>,
    /// The run in numbers.
    summary: SummaryEntry,
}

fn schema_of<T: schemars::JsonSchema>() -> Value {
    let settings = schemars::generate::SchemaSettings::draft07().for_serialize();
    settings.into_generator().into_root_schema_for::<T>().to_value()
}

/// Compare `schema` with the file in the repository, or write it.
fn kept(name: &str, schema: &Value) {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{name}.schema.json"));
    let text = serde_json::to_string_pretty(schema).expect("JSON") + "\n";
    if std::env::var_os("WENFENG_UPDATE").is_some() {
        std::fs::write(&path, &text).expect("schemas can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "schemas/{name}.schema.json is not up to date: WENFENG_UPDATE=1 cargo test schema");
}

#[test]
fn the_schemas_of_report_and_baseline_are_those_of_their_types() {
    let mut report = schema_of::<Document>();
    report["title"] = json!("wenfeng report");
    kept("report", &report);
    let mut baseline = schema_of::<crate::baseline::Baseline>();
    baseline["title"] = json!("wenfeng baseline");
    kept("baseline", &baseline);
}

#[test]
fn a_report_is_what_its_schema_says_and_has_no_key_the_schema_does_not_know() {
    let schema = schema_of::<Document>();
    let validator = jsonschema::draft7::new(&schema).expect("a schema of draft-07");
    let document: Value = serde_json::from_str(&render(Json::new(Lang::Zh))).expect("JSON");
    let faults: Vec<String> = validator.iter_errors(&document).map(|e| e.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");
    let known = |name: &str| -> Vec<String> {
        let properties = &schema["definitions"][name]["properties"];
        properties.as_object().map(|p| p.keys().cloned().collect()).unwrap_or_default()
    };
    let keys = |value: &Value| -> Vec<String> { value.as_object().expect("an object").keys().cloned().collect() };
    assert_eq!(keys(&document["findings"][0]), known("FindingEntry"));
    assert_eq!(keys(&document["findings"][0]["start"]), known("Place"));
    assert_eq!(keys(&document["findings"][0]["fix"]), known("FixEntry"));
    assert_eq!(keys(&document["posts"][0]), known("PostEntry"));
    assert_eq!(keys(&document["summary"]), known("SummaryEntry"));
    let mut broken = document.clone();
    broken["findings"][0]["start"]["line"] = json!("1");
    assert!(!validator.is_valid(&broken));
}

#[test]
fn densities_are_told_of_posts_long_enough_to_have_one() {
    let mut summary = Summary { units: 139, by_category: [0, 0, 3, 0, 0, 0], ..Summary::default() };
    assert_eq!(summary.per_100_units(), None);
    summary.units = 600;
    let densities = summary.per_100_units().expect("long enough");
    assert!((densities[2] - 0.5).abs() < 1e-9 && densities[0].abs() < 1e-9);
}
