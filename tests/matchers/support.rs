//! Small packs as text, and posts with the places marked in which a rule shall speak.

use wenfeng::engine::Linter;
use wenfeng::finding::{Checked, Finding, Recognised};
use wenfeng::post::{Post, Situation};
use wenfeng::problem::Level;
use wenfeng::rule::load::{Pack, load_texts};
use wenfeng::say;

/// Words that every pack here has.
pub(crate) const LEXICON: &str = r#"
names = ["大力士", "处理器"]

[class]
negation = ["不", "没", "非", "别", "不要", "不能", "不得", "没有", "并非", "拒绝"]
reporter = ["网友", "记者"]
report-verb = ["称", "问"]
contact = ["电话"]
hazard = ["高压线"]

[[element]]
is = "place"
find = ["@place"]
[[element]]
is = "who-acts"
find = ["@body"]
with = ["(抢修|调查)"]
without = ["未派"]
[[element]]
is = "issuer"
find = ["@body"]
signature = true
"#;

/// A rule of that id; `keys` are further keys of the rule, `tables` its tables.
pub(crate) fn rule(id: &str, keys: &str, tables: &str) -> String {
    format!(
        "[[rule]]\nid = '{id}'\ntitle = '甲'\nwhy = '乙'\nsource = ['丁']\n{}{}{}{keys}\n{tables}\n\
         [[rule.example]]\nbad = '⟦坏⟧'\n[[rule.example]]\ngood = '好'\n",
        if keys.contains("severity =") { "" } else { "severity = 'info'\n" },
        if keys.contains("message =") { "" } else { "message = '丙'\n" },
        if keys.contains("instead =") { "" } else { "instead = '戊'\n" },
    )
}

/// The pack of these rules and this lexicon; it must be sound.
pub(crate) fn pack(rules: &str, lexicon: &str) -> Pack {
    let manifest = "id = 'small'\ntitle = '小包'";
    let files = [("pack.toml", manifest), ("lexicon.toml", lexicon), ("rules.toml", rules)];
    let (pack, problems) = load_texts(&files, &[]);
    let failures: Vec<_> = problems.iter().filter(|p| p.level == Level::Failure).collect();
    assert!(failures.is_empty(), "{failures:#?}");
    pack.expect("a sound pack")
}

/// A linter of these rules with [`LEXICON`].
pub(crate) fn linter(rules: &str) -> Linter {
    let pack = pack(rules, LEXICON);
    Linter::new(pack.rules, &pack.lexicon)
}

/// A linter of one rule with these tables.
pub(crate) fn one(tables: &str) -> Linter {
    linter(&rule("form/one", "", tables))
}

/// What is set by hand.
#[expect(clippy::unnecessary_wraps, reason = "as a linter asks for it")]
pub(crate) fn given(situation: Situation) -> Option<Recognised> {
    Some(Recognised::set(situation, say!("试", "test")))
}

/// Check `text` as an everyday post.
pub(crate) fn check(linter: &Linter, text: &str) -> Checked {
    linter.check(Post::from_text(text), given(Situation::Everyday))
}

/// The only finding in `text`.
pub(crate) fn only(linter: &Linter, text: &str) -> Finding {
    let mut findings = check(linter, text).findings;
    assert_eq!(findings.len(), 1, "{text}: {findings:#?}");
    findings.remove(0)
}

/// `text` with the places marked that were found in it.
pub(crate) fn marked(checked: &Checked) -> String {
    let mut out = checked.post.text.clone();
    for finding in checked.findings.iter().rev() {
        out.insert(finding.span.end, '⟧');
        out.insert(finding.span.start, '⟦');
    }
    out
}

/// In each of `texts` the linter finds what is marked, and nothing else.
#[track_caller]
pub(crate) fn finds(linter: &Linter, texts: &[&str]) {
    let mut faults = Vec::new();
    for expected in texts {
        let found = marked(&check(linter, &expected.replace(['⟦', '⟧'], "")));
        if found != *expected {
            faults.push(format!("expected {expected}\n   found {found}"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// A rule with these tables finds what is marked in each of `texts`, and nothing else.
#[track_caller]
pub(crate) fn speaks(tables: &str, texts: &[&str]) {
    finds(&one(tables), texts);
}
