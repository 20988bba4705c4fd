//! Whole posts: documented blunders, written anew, are caught; documented good examples, written anew, pass. A snapshot of all
//! findings over these posts and over `examples/` shows every change of a rule as a readable diff (`INSTA_UPDATE=always` takes
//! it over).

use std::fmt::Write as _;
use std::fs;

use wenfeng::engine::Linter;
use wenfeng::finding::Checked;
use wenfeng::post::Post;
use wenfeng::rule::Severity;
use wenfeng::rule::combine::combine;
use wenfeng::rule::load::builtin;
use wenfeng::words::Lang;

fn linter() -> Linter {
    let pack = builtin();
    let (rules, lexicon) = combine(&[&pack]);
    Linter::new(rules, &lexicon)
}

fn rows(file: &str) -> Vec<serde_json::Value> {
    let text = fs::read_to_string(file).expect("the file is there");
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}

fn word<'v>(row: &'v serde_json::Value, key: &str) -> &'v str {
    row[key].as_str().expect("a string")
}

fn shown(name: &str, checked: &Checked) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{name} [{}] {}", checked.situation.situation.name(), checked.situation.reason.get(Lang::Zh));
    for f in &checked.findings {
        let words = &checked.post.text[f.span.range()];
        let _ = writeln!(out, "    {:<7} {} ⟦{}⟧", f.severity.name(), f.rule, words.replace('\n', "⏎"));
    }
    out
}

#[test]
fn documented_blunders_are_caught() {
    let linter = linter();
    let mut missed = Vec::new();
    for row in rows("tests/posts/cases.jsonl") {
        let checked = linter.check(Post::from_text(word(&row, "text")), None);
        for category in row["expect"].as_array().expect("a list") {
            if !checked.findings.iter().any(|f| f.category.name() == category) {
                missed.push(format!("{}: nothing of {category}", word(&row, "id")));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn documented_good_examples_pass() {
    let linter = linter();
    let mut loud = Vec::new();
    for row in rows("tests/posts/models.jsonl") {
        let checked = linter.check(Post::from_text(word(&row, "text")), None);
        if checked.findings.iter().any(|f| f.severity >= Severity::Warning) {
            loud.push(shown(word(&row, "id"), &checked));
        }
    }
    assert!(loud.is_empty(), "{}", loud.join("\n"));
}

#[test]
fn findings_over_whole_posts_are_as_written_down() {
    let linter = linter();
    let mut out = String::new();
    for file in ["tests/posts/cases.jsonl", "tests/posts/models.jsonl", "examples/week.jsonl"] {
        for row in rows(file) {
            let checked = linter.check(Post::from_text(word(&row, "text")), None);
            out.push_str(&shown(word(&row, "id"), &checked));
        }
    }
    for file in ["examples/notice.txt", "examples/notice-better.txt"] {
        let text = fs::read_to_string(file).expect("the file is there");
        out.push_str(&shown(file, &linter.check(Post::from_text(text), None)));
    }
    insta::assert_snapshot!(out);
}
