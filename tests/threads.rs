//! The report of many threads is the report of one, byte for byte, and in the order of the input.

mod common;

use std::fmt::Write as _;

use common::Folder;
use wenfeng::rule::load::builtin;

#[test]
fn one_thread_and_many_report_the_same_bytes() {
    let folder = Folder::new("threads");
    let examples: Vec<String> =
        builtin().rules.into_iter().flat_map(|rule| rule.examples).map(|example| example.text).collect();
    let mut lines = String::new();
    for (i, text) in examples.iter().cycle().take(3_000).enumerate() {
        let text = serde_json::to_string(text).expect("a string");
        writeln!(lines, r#"{{"id":"{i}","text":{text}}}"#).expect("a string takes everything");
    }
    folder.file("posts.jsonl", &lines);
    for format in ["full", "concise", "json", "jsonl"] {
        let report = |threads: &str| {
            let mut command = folder.command(&["check", "--isolated", "--format", format, "posts.jsonl"]);
            let output = command.env("RAYON_NUM_THREADS", threads).output().expect("the program starts");
            assert_eq!(output.status.code(), Some(1));
            output.stdout
        };
        let one = report("1");
        assert!(one.len() > 100_000, "only {} bytes", one.len());
        for threads in ["2", "7"] {
            assert!(report(threads) == one, "{threads} threads report otherwise in the format {format}");
        }
    }
}
