use super::*;
use crate::report::sample::{checked, error, finding};

const TEXT: &str = "圆满成功，成效显著，圆满成功";

fn post(text: &str, words: &[&str]) -> Checked {
    checked(text, words.iter().map(|w| finding(text, w)).collect())
}

fn rules() -> Vec<Rule> {
    crate::rule::load::builtin().rules
}

#[test]
fn what_is_written_can_be_read_and_is_the_same_every_time() {
    let mut baseline = Baseline::new();
    baseline.add("乙.txt", &post(TEXT, &["圆满成功", "成效显著"]));
    baseline.add("甲.txt", &post(TEXT, &["成效显著"]));
    let text = baseline.text();
    assert_eq!(Baseline::parse(&text).expect("a baseline").text(), text);
    assert!(text.find("乙.txt") < text.find("甲.txt") && text.ends_with("}\n"), "{text}");
    assert!(text.contains("\"excerpt\": \"圆满成功\"") && !text.contains("line"), "{text}");
    assert_eq!(baseline.len(), 3);
    assert!(Baseline::parse("{}").is_err() && Baseline::parse("{\"version\": 9, \"files\": {}}").is_err());
}

#[test]
fn known_findings_are_taken_out_and_new_ones_stay() {
    let mut baseline = Baseline::new();
    baseline.add("甲.txt", &post(TEXT, &["圆满成功"]));
    let mut ledger = Ledger::new(baseline);
    // Twelve characters before in the same line are part of the name.
    let mut near = post(&format!("可是{TEXT}"), &["圆满成功"]);
    assert_eq!(ledger.take("甲.txt", &mut near), 0);
    let mut now = post(&format!("新的一段。\n\n{TEXT}"), &["圆满成功", "成效显著"]);
    assert_eq!(ledger.take("乙.txt", &mut now), 0, "another file");
    assert_eq!(ledger.take("甲.txt", &mut now), 1);
    assert_eq!(now.findings.len(), 1);
    let mut again = post(TEXT, &["圆满成功"]);
    assert_eq!(ledger.take("甲.txt", &mut again), 0, "an entry answers for one finding");
}

#[test]
fn entries_without_a_finding_are_stale_where_they_can_be_judged() {
    let mut baseline = Baseline::new();
    let old = checked(TEXT, vec![finding(TEXT, "圆满成功"), error(finding(TEXT, "成效显著"), "form/no-such-rule")]);
    for path in ["读.txt", "没读.txt", "没了.txt"] {
        baseline.add(path, &old);
    }
    let mut ledger = Ledger::new(baseline);
    let all = rules();
    let some: Vec<Rule> = all
        .into_iter()
        .take(1)
        .map(|mut r| {
            r.id = RuleId::new("modesty/self-praise").expect("a good id");
            r
        })
        .collect();
    ledger.read("读.txt", &some);
    let stale = ledger.stale(|path| path == "没了.txt");
    let seen: Vec<_> = stale.iter().map(|s| (s.path.as_str(), s.rule.as_str())).collect();
    assert_eq!(
        seen,
        [("没了.txt", "form/no-such-rule"), ("没了.txt", "modesty/self-praise"), ("读.txt", "modesty/self-praise")]
    );
    let pruned = ledger.without(&stale);
    assert_eq!(pruned.len(), 3);
    assert!(!pruned.files.contains_key("没了.txt"));
}
