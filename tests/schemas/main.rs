//! The JSON Schemas (draft-07) of what an office writes: built here from tables, compared with the files in `schemas/`, and held
//! against the program, which must know the same keys. `WENFENG_UPDATE=1 cargo test --test schemas` writes the files.
//!
//! The schema of the JSON report is made from the types of the report, beside them.

mod build;
mod config;
mod rules;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Value, json};
use wenfeng::config::read;
use wenfeng::problem::ProblemSource;
use wenfeng::rule::schema as raw;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn validator(schema: &Value) -> jsonschema::Validator {
    jsonschema::draft7::options().should_validate_formats(true).build(schema).expect("a schema of draft-07")
}

/// A TOML file as the schema sees it.
fn toml(text: &str) -> Value {
    let table: toml::Table = toml::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"));
    serde_json::to_value(table).expect("TOML without dates is JSON")
}

fn faults(schema: &Value, value: &Value) -> Vec<String> {
    validator(schema).iter_errors(value).map(|e| format!("{e} at {}", e.instance_path())).collect()
}

#[test]
fn the_schemas_in_the_repository_are_those_built_here() {
    for (name, schema) in [
        ("wenfeng", config::schema()),
        ("rules", rules::rules()),
        ("pack", rules::pack()),
        ("lexicon", rules::lexicon()),
    ] {
        assert!(jsonschema::draft7::meta::is_valid(&schema), "{name}");
        let path = root().join(format!("schemas/{name}.schema.json"));
        let text = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
        if std::env::var_os("WENFENG_UPDATE").is_some() {
            fs::write(&path, &text).expect("schemas can be written");
        }
        let written = fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == text,
            "schemas/{name}.schema.json is not up to date: WENFENG_UPDATE=1 cargo test --test schemas"
        );
    }
}

/// The keys a schema knows at `pointer`.
fn keys(schema: &Value, pointer: &str) -> BTreeSet<String> {
    let found = schema.pointer(pointer).unwrap_or_else(|| panic!("{pointer}"));
    assert_eq!(found["additionalProperties"], false, "{pointer}");
    found["properties"].as_object().expect("properties").keys().cloned().collect()
}

/// The keys that reading `T` knows, as its refusal of an unknown one lists them.
fn known<T: for<'de> serde::Deserialize<'de>>() -> BTreeSet<String> {
    let error = toml::from_str::<T>("no-such-key = 1").err().expect("an unknown key is refused").to_string();
    let list = error.split("expected").nth(1).unwrap_or_else(|| panic!("{error}"));
    list.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn schema_and_program_know_the_same_keys_of_a_pack() {
    let schema = rules::rules();
    let at = |name: &str| keys(&schema, &format!("/definitions/{name}"));
    assert_eq!(at("rule"), known::<raw::RawRule>());
    assert_eq!(at("english"), known::<raw::RawEnglish>());
    assert_eq!(at("phrase"), known::<raw::RawPhrase>());
    assert_eq!(at("pattern"), known::<raw::RawPattern>());
    assert_eq!(at("sequence"), known::<raw::RawSequence>());
    assert_eq!(at("step"), known::<raw::RawStep>());
    assert_eq!(at("measure"), known::<raw::RawMeasure>());
    assert_eq!(at("relation"), known::<raw::RawRelation>());
    assert_eq!(at("guard"), known::<raw::RawGuard>());
    assert_eq!(at("surroundings"), known::<raw::RawSurroundings>());
    assert_eq!(at("fix"), known::<raw::RawFix>());
    assert_eq!(at("example"), known::<raw::RawExample>());
    assert_eq!(keys(&rules::pack(), ""), known::<raw::RawPack>());
    let lexicon = rules::lexicon();
    assert_eq!(keys(&lexicon, ""), known::<raw::RawLexicon>());
    assert_eq!(keys(&lexicon, "/definitions/situation-sign"), known::<raw::RawSituationCue>());
    assert_eq!(keys(&lexicon, "/definitions/element-sign"), known::<raw::RawElementSign>());
}

/// The keys that the configuration knows where `text` holds an unknown one, as its advice lists them.
fn advised(text: &str) -> BTreeSet<String> {
    let source = Arc::new(ProblemSource::new("wenfeng.toml", text));
    let problems = read::parse(&source, Path::new("/office")).problems;
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    let help = problem.help.as_ref().map_or("", |h| h.zh.as_str());
    help.trim_start_matches("可以写：").split('、').map(str::to_owned).collect()
}

#[test]
fn schema_and_program_know_the_same_keys_of_a_configuration() {
    let schema = config::schema();
    let mut top = keys(&schema, "");
    top.remove("$schema");
    assert_eq!(top, advised("zzzzzzzzzzzz = 1"));
    assert_eq!(keys(&schema, "/definitions/path"), advised("[[path]]\nglob = \"a\"\nzzzzzzzzzzzz = 1"));
    assert_eq!(keys(&schema, "/definitions/rule"), advised("[rule.\"form/x\"]\nzzzzzzzzzzzz = 1"));
}

fn packs() -> Vec<PathBuf> {
    ["rules/zh", "tests/packs/sample", "tests/office/office", "tests/traps/pack"]
        .iter()
        .map(|p| root().join(p))
        .collect()
}

#[test]
fn every_pack_here_is_what_the_schemas_say() {
    let (rules, pack, lexicon) = (rules::rules(), rules::pack(), rules::lexicon());
    let mut files = 0;
    for folder in packs() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let schema = match path.file_name().and_then(|n| n.to_str()) {
                Some("pack.toml") => &pack,
                Some("lexicon.toml") => &lexicon,
                Some(name) if name.starts_with("lexicon-") => &lexicon,
                _ if path.extension().is_some_and(|e| e == "toml") => &rules,
                _ => continue,
            };
            files += 1;
            let text = fs::read_to_string(&path).expect("UTF-8");
            assert_eq!(faults(schema, &toml(&text)), Vec::<String>::new(), "{}", path.display());
        }
    }
    assert!(files > 30, "{files}");
}

#[test]
fn mistakes_in_a_pack_are_seen_by_the_schema() {
    let rule = |change: &dyn Fn(&mut Value)| {
        let mut rule = json!({"id": "form/x", "title": "标题", "severity": "info", "message": "「{match}」", "why": "乱", "instead": "删去",
            "source": ["本局"], "phrase": {"terms": ["甲"]}, "example": [{"bad": "⟦甲⟧"}, {"good": "乙"}]});
        change(&mut rule);
        json!({ "rule": [rule] })
    };
    let schema = rules::rules();
    assert_eq!(faults(&schema, &rule(&|_| {})), Vec::<String>::new());
    let changes: [&dyn Fn(&mut Value); 8] = [
        &|r| r["id"] = json!("form"),
        &|r| r["severity"] = json!("grave"),
        &|r| r["colour"] = json!("red"),
        &|r| r["pattern"] = json!({"any": ["甲"]}),
        &|r| _ = r.as_object_mut().expect("an object").remove("phrase"),
        &|r| r["guard"] = json!({"quotation": "maybe"}),
        &|r| r["example"] = json!([{"bad": "⟦甲⟧", "good": "乙"}]),
        &|r| r["source"] = json!([]),
    ];
    for (i, change) in changes.into_iter().enumerate() {
        assert!(!faults(&schema, &rule(change)).is_empty(), "change {i}: {}", rule(change));
    }
}

#[test]
fn configurations_are_judged_as_the_program_judges_them() {
    let schema = config::schema();
    let template = fs::read_to_string(root().join("src/config/template.toml")).expect("UTF-8");
    assert!(template.starts_with("#:schema ./"), "the editor is told of the schema in the first line");
    let on: String = template
        .lines()
        .map(|l| match l.strip_prefix('#') {
            Some(setting) if !setting.starts_with([' ', ':']) => setting,
            _ => l,
        })
        .fold(String::new(), |text, line| text + line + "\n");
    for (text, fine) in [
        (on.as_str(), true),
        ("", true),
        ("select = \"modesty/*\"\nignore = [\"form/repeated-marks:！！\", \"谦逊\"]\nsituation = \"突发\"\n", true),
        ("[rule.\"plainness/long-sentence\"]\nmax = 80\nseverity = \"off\"\n", true),
        ("fail-on = \"grave\"", false),
        ("fail_on = \"error\"", false),
        ("lang = \"fr\"", false),
        ("select = [1]", false),
        ("situation = \"平时\"", false),
        ("[severity]\nform = \"loud\"", false),
        ("[rule.\"long-sentence\"]\nmax = 80", false),
        ("[rule.\"plainness/long-sentence\"]\nmax = -1", false),
        ("[[path]]\nsituation = \"突发\"", false),
    ] {
        let source = Arc::new(ProblemSource::new("wenfeng.toml", text));
        assert_eq!(read::parse(&source, Path::new("/office")).problems.is_empty(), fine, "the program: {text}");
        assert_eq!(faults(&schema, &toml(text)).is_empty(), fine, "the schema: {text}");
    }
}
