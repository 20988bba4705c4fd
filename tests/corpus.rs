//! Real text runs to the end: no panic, every span on character boundaries and inside its post, findings in order.
//!
//! The project carries no real posts. Name a folder of JSON lines (`{"text": …}`) in `WENFENG_CORPUS` to run this over
//! it; without one the rules' own examples are the corpus.

use std::fs;
use std::path::Path;

use wenfeng::engine::Linter;
use wenfeng::post::Post;
use wenfeng::rule::combine::combine;
use wenfeng::rule::load::builtin;

fn texts() -> Vec<String> {
    let Some(folder) = std::env::var_os("WENFENG_CORPUS") else {
        return builtin().rules.iter().flat_map(|r| &r.examples).map(|e| e.text.clone()).collect();
    };
    let mut out = Vec::new();
    let mut files: Vec<_> =
        fs::read_dir(Path::new(&folder)).expect("a folder").map(|e| e.expect("entry").path()).collect();
    files.sort();
    for file in files.iter().filter(|f| f.extension().is_some_and(|e| e == "jsonl")) {
        for line in fs::read_to_string(file).expect("UTF-8").lines() {
            let row: serde_json::Value = serde_json::from_str(line).expect("a JSON line");
            out.extend(row["text"].as_str().map(str::to_owned));
        }
    }
    out
}

#[test]
fn every_span_lies_in_its_post_and_on_character_boundaries() {
    let pack = builtin();
    let (rules, lexicon) = combine(&[&pack]);
    let linter = Linter::new(rules, &lexicon);
    let texts = texts();
    assert!(texts.len() > 300, "only {} texts", texts.len());
    for text in texts {
        let checked = linter.check(Post::from_text(text), None);
        let text = &checked.post.text;
        let mut last = 0;
        for finding in &checked.findings {
            let spans = std::iter::once(finding.span).chain(finding.related.iter().map(|r| r.span));
            for span in spans {
                assert!(text.get(span.range()).is_some(), "{}: {span:?} cuts a character of {text:?}", finding.rule);
            }
            assert!(!finding.span.is_empty(), "{}: nothing marked in {text:?}", finding.rule);
            assert!(finding.span.start >= last, "{}: out of order in {text:?}", finding.rule);
            last = finding.span.start;
        }
    }
}
