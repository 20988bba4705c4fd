use super::*;

fn read(text: &str) -> Parsed {
    let source = Arc::new(ProblemSource::new("wenfeng.toml", text));
    parse(&source, Path::new("/office"))
}

#[test]
fn every_key_is_understood() {
    let parsed = read(
        r#"
        extends = "../base.toml"
        packs = ["./our-office"]
        select = ["modesty/*", "plainness"]
        ignore = ["form/x"]
        fail-on = "warning"
        lang = "zh"
        exclude = ["旧稿/**"]
        situation = "突发"
        accept = ["圆满中学"]
        [severity]
        "modesty/a" = "error"
        "modesty/*" = "off"
        [rule."plainness/long-sentence"]
        max = 100
        per-100 = 1.5
        severity = "info"
        add = ["甲(乙|丙)"]
        remove = "丁"
        [[path]]
        glob = "incident/**"
        situation = "incident"
        severity = { "candour/*" = "error" }
        "#,
    );
    assert_eq!(parsed.problems, []);
    let config = &parsed.config;
    assert_eq!(parsed.extends[0].value, "../base.toml");
    assert_eq!(config.packs[0].value, Path::new("/office/our-office"));
    assert_eq!(config.fail_on.as_ref().map(|f| f.value), Some(FailOn::Warning));
    assert_eq!(config.layer.situation.as_ref().map(|s| s.value), Some(Situation::Incident));
    assert_eq!(config.layer.severity[1].1, Level::Error, "the more specific one comes last and wins");
    let (_, tuning) = &config.tuning["plainness/long-sentence"];
    assert!((tuning.limits["max"].value - 100.0).abs() < f64::EPSILON);
    assert_eq!((tuning.add.len(), tuning.remove.len()), (1, 1));
    assert!(config.paths[0].glob.matches(Path::new("/office/incident/6/a.txt")));
    assert!(!config.paths[0].glob.matches(Path::new("/office/news/a.txt")));
    assert!(!config.paths[0].glob.matches(Path::new("/elsewhere/incident/a.txt")));
}

#[test]
fn all_faults_are_told_at_once_each_at_its_place_and_with_a_hint() {
    let text = "selct = [\"modesty\"]\nfail-on = \"fatal\"\nignore = 3\n[rule.long]\nmax = 1\n[rule.\"form/a\"]\nmaxx = 1\nmin = \"viel\"\n[[path]]\nignore = []\n";
    let problems = read(text).problems;
    let at: Vec<&str> = problems.iter().map(|p| &text[p.labels[0].span.range()]).collect();
    assert_eq!(at, ["selct", "\"fatal\"", "3", "long", "maxx", "\"viel\"", "[[path]]"]);
    assert_eq!(problems[0].help.as_ref().map(|h| h.zh.as_str()), Some("是不是「select」？"));
}

#[test]
fn a_fault_in_the_toml_does_not_hide_the_rest() {
    let parsed = read("select = [“modesty”]\nfail-on = \"warning\"\nselct = 1\n");
    assert!(parsed.problems.len() >= 2, "{:?}", parsed.problems);
    assert!(parsed.config.fail_on.is_some());
}

#[test]
fn a_file_saved_by_a_chinese_editor_is_read() {
    let (gbk, _, _) = encoding_rs::GBK.encode("accept = [\"圆满中学\"]");
    assert_eq!(decode(&gbk), "accept = [\"圆满中学\"]");
    assert_eq!(decode(b"\xEF\xBB\xBFlang = \"zh\""), "lang = \"zh\"");
}
