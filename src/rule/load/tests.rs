use std::path::PathBuf;

use super::*;
use crate::problem::Level;
use crate::report::problem::draw;
use crate::rule::combine::combine;
use crate::rule::{Cue, Matcher};
use crate::words::Lang;

/// A small pack with a rule of each kind, in the place of the built-in one.
pub(crate) fn sample() -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packs/sample");
    let (pack, problems) = load_folder(&folder, &[]);
    assert!(problems.is_empty(), "{}", drawn(&problems));
    pack.expect("a sound pack")
}

/// The rule of that id in [`sample`].
pub(crate) fn sample_rule(id: &str) -> Rule {
    sample().rules.into_iter().find(|rule| rule.id.as_str() == id).expect("a rule of the sample")
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str, files: &[(&str, &[u8])]) -> Self {
        let path = std::env::temp_dir().join(format!("wenfeng-load-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a writable folder");
        for (name, bytes) in files {
            fs::write(path.join(name), bytes).expect("a writable folder");
        }
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn drawn(problems: &[Problem]) -> String {
    let mut out = Vec::new();
    draw(problems, Lang::Zh, false, &mut out).expect("memory can be written to");
    String::from_utf8_lossy(&out).into_owned()
}

fn said(problems: &[Problem]) -> Vec<&str> {
    problems.iter().map(|p| p.message.en.as_str()).collect()
}

const PACK: &[u8] = "id = 'office'\ntitle = '本单位'".as_bytes();

fn own_rule(head: &str) -> String {
    format!(
        "[[rule]]\n{head}\ntitle = '甲'\nseverity = 'info'\nmessage = '甲'\nwhy = '乙'\ninstead = '丙'\nsource = ['丁']\n\
         [rule.phrase]\nterms = ['亲切']\n[rule.unless]\nsentence = ['@contact']\n\
         [[rule.example]]\nbad = '⟦亲切⟧'\n[[rule.example]]\ngood = '你好'\n"
    )
}

#[test]
fn no_file_of_the_built_in_pack_is_forgotten() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/zh");
    let mut there: Vec<String> = fs::read_dir(folder)
        .expect("the folder of the built-in pack")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    there.sort();
    let listed: Vec<&str> = FILES.iter().map(|(name, _)| *name).collect();
    assert_eq!(there, listed, "the list BUILT_IN and the folder rules/zh differ");
}

#[test]
fn the_built_in_pack_has_no_problems() {
    let (pack, problems) = builtin_checked();
    let (failures, _): (Vec<_>, Vec<_>) = problems.into_iter().partition(|p| p.level == Level::Failure);
    assert!(failures.is_empty(), "{}", drawn(&failures));
    let trusted = builtin();
    let checked = pack.expect("a sound pack");
    assert_eq!(trusted.rules.len(), checked.rules.len());
    for (a, b) in trusted.rules.iter().zip(&checked.rules) {
        assert_eq!((&a.id, &a.matcher, &a.guard), (&b.id, &b.matcher, &b.guard), "both ways to read it agree");
    }
}

#[test]
fn a_pack_of_ones_own_is_put_together_with_the_built_in_one() {
    let rules = own_rule("id = 'modesty/kind-words'");
    let files: &[(&str, &[u8])] = &[
        ("pack.toml", PACK),
        ("lexicon.toml", "[class]\ncontact = ['找老王']\n".as_bytes()),
        ("rules.toml", rules.as_bytes()),
        ("notes.txt", b"not a rule"),
    ];
    let folder = Folder::new("own", files);
    let zh = sample();
    let (pack, problems) = load_folder(&folder.0, &[&zh]);
    assert_eq!(said(&problems), Vec::<&str>::new());
    let (rules, lexicon) = combine(&[&zh, &pack.expect("a sound pack")]);
    assert_eq!(rules.len(), zh.rules.len() + 1);
    assert!(lexicon.literals("contact").any(|l| l == "找老王"));
    let relation = rules.iter().find(|r| r.id.as_str() == "response/unnamed-department").expect("a built-in rule");
    let Matcher::Relation(crate::rule::Relation::Without { lacking, .. }) = &relation.matcher else {
        panic!("a relation");
    };
    let own = Cue::Literals(vec!["找老王".to_owned()]);
    let heard = lacking.iter().any(|cue| matches!(cue, Cue::Class(_, held) if held.contains(&own)));
    assert!(heard, "a class that the office extends counts in the built-in rules too");
}

#[test]
fn a_lexicon_may_be_in_several_files_and_its_classes_hold_any_cue_but_classes() {
    let lexicon = |text: &'static str| text.as_bytes();
    let rules = own_rule("id = 'modesty/kind-words'");
    let files: &[(&str, &[u8])] = &[
        ("pack.toml", PACK),
        ("lexicon-a.toml", lexicon("[class]\nmishap = ['漏水', '/断了.根/', '@date']\n")),
        ("lexicon-b.toml", lexicon("[[element]]\nis = 'time'\nfind = ['@mishap']\n")),
        ("lexicon.toml", lexicon("[class]\nother = ['@mishap']\n")),
        ("rules.toml", rules.as_bytes()),
    ];
    let folder = Folder::new("lexicons", files);
    let zh = sample();
    let (pack, problems) = load_folder(&folder.0, &[&zh]);
    assert_eq!(said(&problems), ["there is no cue `@mishap`"]);
    let lexicon = pack.expect("a pack").lexicon;
    assert_eq!(lexicon.classes["mishap"].len(), 3);
    assert_eq!(lexicon.elements.len(), 1);
}

#[test]
fn a_pack_may_shift_the_base_of_a_situation_and_must_give_weights_a_wording() {
    let weigh = "[rule.measure]\nof = 'weigh'\nmin = 1\nweights = { '@date' = 9 }\n";
    let rules = own_rule("id = 'modesty/kind-words'").replace("[rule.phrase]\nterms = ['亲切']\n", weigh);
    let lexicon = "[base]\nincident = -7\n";
    let files: &[(&str, &[u8])] =
        &[("pack.toml", PACK), ("lexicon.toml", lexicon.as_bytes()), ("rules.toml", rules.as_bytes())];
    let folder = Folder::new("weights", files);
    let zh = sample();
    let (pack, problems) = load_folder(&folder.0, &[&zh]);
    assert!(said(&problems).contains(&"`weights` holds no wording"), "{:?}", said(&problems));
    let (_, lexicon) = combine(&[&zh, &pack.expect("a pack")]);
    let incident = crate::post::Situation::Incident as usize;
    assert_eq!(lexicon.base[incident], zh.lexicon.base[incident] - 7);
}

#[test]
fn a_built_in_rule_is_only_replaced_on_purpose() {
    let zh = sample();
    for (head, expected) in [
        ("id = 'candour/under-investigation'", vec!["the pack `zh` already has `candour/under-investigation`"]),
        ("id = 'candour/under-investigation'\nreplaces = 'zh:candour/under-investigation'", vec![]),
        ("id = 'candour/other'\nreplaces = 'zh:candour/under-investigation'", vec![]),
        (
            "id = 'candour/other'\nreplaces = 'zh:candour/nothing'",
            vec!["there is no rule `zh:candour/nothing` to replace"],
        ),
    ] {
        let rules = own_rule(head);
        let folder = Folder::new("replace", &[("pack.toml", PACK), ("rules.toml", rules.as_bytes())]);
        let (pack, problems) = load_folder(&folder.0, &[&zh]);
        assert_eq!(said(&problems), expected, "{head}");
        if expected.is_empty() {
            let (rules, _) = combine(&[&zh, &pack.expect("a sound pack")]);
            assert_eq!(rules.len(), zh.rules.len(), "{head}");
            assert!(!rules.iter().any(|r| r.title.zh == "只说在调查"), "{head}");
        }
    }
}

#[test]
fn what_is_no_pack_is_told() {
    let zh = sample();
    let nowhere = Path::new("no/such/folder");
    assert_eq!(load_folder(nowhere, &[&zh]).1.len(), 1);
    let (gbk, _, _) = encoding_rs::GBK.encode("id = 'office'\ntitle = '本单位'");
    let mut marked = "\u{feff}".as_bytes().to_vec();
    marked.extend(PACK);
    for (name, bytes, expected) in [
        ("rules.toml", PACK, "there is no pack.toml"),
        ("pack.toml", &gbk, "is not UTF-8 from line 2 on"),
        ("pack.toml", b"title = 'a'", "has no `id`"),
        ("pack.toml", b"id = 'zh'\ntitle = 'a'", "already loaded"),
        ("pack.toml", b"id = 'Zh'\ntitle = 'a'", "cannot be the id"),
        ("pack.toml", b"id = 'a'\ntitle = 'a'\nrequires = ['b']", "is not loaded"),
        ("pack.toml", b"id = 'a'\ntitel = 'a'\ntitle = 'a'", "no key `titel`"),
        ("pack.toml", &marked, ""),
    ] {
        let folder = Folder::new("broken", &[(name, bytes)]);
        let problems = load_folder(&folder.0, &[&zh]).1;
        let said = said(&problems).join("\n");
        assert!(said.contains(expected) && said.is_empty() == expected.is_empty(), "{said}");
    }
}

#[test]
fn the_order_of_rules_is_that_of_files_and_lines() {
    let zh = sample();
    let (first, second) = (own_rule("id = 'form/b'"), own_rule("id = 'form/a'"));
    let both = format!("{first}{}", own_rule("id = 'form/c'"));
    let folder =
        Folder::new("order", &[("pack.toml", PACK), ("a.toml", both.as_bytes()), ("b.toml", second.as_bytes())]);
    let (pack, _) = load_folder(&folder.0, &[&zh]);
    let ids: Vec<String> = pack.expect("a pack").rules.iter().map(|r| r.id.to_string()).collect();
    assert_eq!(ids, ["form/b", "form/c", "form/a"]);
}
