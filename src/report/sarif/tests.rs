use super::*;
use crate::report::sample::{checked, error, finding};

fn run(posts: &[Checked]) -> (Value, Vec<Problem>) {
    let mut sarif = Sarif::new(Lang::Zh, Paths::default());
    let (mut out, mut summary) = (Vec::new(), Summary::default());
    sarif.rules(&crate::rule::load::builtin().rules, None);
    for post in posts {
        summary.add(post);
        sarif.post(post, &mut out).expect("memory can be written");
    }
    sarif.end(&summary, &mut out).expect("memory can be written");
    (serde_json::from_slice(&out).expect("JSON"), sarif.remarks())
}

#[test]
fn addresses_are_encoded_byte_by_byte() {
    assert_eq!(uri("./草稿/a b#1%.txt"), "%E8%8D%89%E7%A8%BF/a%20b%231%25.txt");
    assert_eq!(uri("/home/a.txt"), "file:///home/a.txt");
    assert_eq!(uri("c:x"), "c%3Ax");
}

#[test]
fn of_too_many_results_the_gravest_are_kept_and_it_is_said() {
    let text = "圆满成功";
    let many = vec![finding(text, text); MOST_RESULTS];
    let grave = vec![error(finding(text, text), "candour/x"); 3];
    let (log, remarks) = run(&[checked(text, many), checked(text, grave)]);
    let results = log["runs"][0]["results"].as_array().expect("a list");
    assert_eq!(results.len(), MOST_RESULTS);
    assert_eq!(results.iter().filter(|r| r["level"] == "error").count(), 3);
    assert_eq!(remarks.len(), 1);
}

#[test]
fn results_are_kept_only_as_long_as_they_fit_into_a_report_that_is_taken() {
    let text = "圆满成功";
    let mut lengthy = finding(text, text);
    lengthy.message.zh = "长".repeat(1 << 20);
    let (log, remarks) = run(&[
        checked(text, vec![lengthy.clone(); 20]),
        checked(text, vec![error(lengthy, "candour/x"); 2]),
        checked(text, vec![error(finding(text, text), "candour/y")]),
    ]);
    let results = log["runs"][0]["results"].as_array().expect("a list");
    assert_eq!(results.len(), 16, "of 3 MiB each, and a short one");
    assert_eq!(results.iter().filter(|r| r["level"] == "error").count(), 3, "less grave ones make room");
    assert_eq!(remarks.len(), 1);
    assert!(remarks[0].message.zh.contains("23 个问题中最重的 16 个"), "{}", remarks[0].message.zh);
}

#[test]
fn every_rule_is_described_within_the_limits_of_github() {
    let (log, remarks) = run(&[]);
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a list");
    assert_eq!(rules.len(), crate::rule::load::builtin().rules.len());
    assert!(remarks.is_empty());
    for rule in rules {
        for key in ["shortDescription", "fullDescription", "help"] {
            let text = rule[key]["text"].as_str().expect("a text");
            assert!(!text.is_empty() && text.chars().count() <= 1_024 && !text.contains(['{', '}']), "{rule}");
        }
        assert!(rule["properties"]["tags"].as_array().is_some_and(|tags| tags.len() <= 10));
    }
}
