//! What the build script embeds is what the program would make of the pack itself.

use wenfeng::engine::Linter;
use wenfeng::post::Post;
use wenfeng::rule::load::{builtin, builtin_checked};

#[test]
fn the_embedded_rules_are_those_of_the_files() {
    let (read, problems) = builtin_checked();
    let (read, embedded) = (read.expect("the pack can be read"), builtin());
    assert!(problems.is_empty(), "{problems:#?}");
    assert_eq!(format!("{:?}", embedded.lexicon), format!("{:?}", read.lexicon));
    assert_eq!(embedded.rules.len(), read.rules.len());
    for (ours, theirs) in embedded.rules.iter().zip(&read.rules) {
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
    }
}

#[test]
fn the_embedded_linter_finds_what_one_made_of_the_pack_finds() {
    let pack = builtin();
    let embedded = Linter::built_in(|_, _| true);
    let made = Linter::new(pack.rules.clone(), &pack.lexicon);
    assert_eq!(embedded.rule_count(), pack.rules.len());
    for example in pack.rules.iter().flat_map(|rule| &rule.examples) {
        let [ours, theirs] =
            [&embedded, &made].map(|linter| linter.check(Post::from_text(example.text.as_str()), None));
        assert_eq!(ours.findings, theirs.findings, "{}", example.text);
        assert_eq!(ours.situation.situation, theirs.situation.situation, "{}", example.text);
    }
}

#[test]
fn a_choice_among_the_built_in_rules_holds_for_the_rules_shown_as_well() {
    let linter = Linter::built_in(|id, _| id.as_str().starts_with("form/"));
    assert!(linter.rule_count() > 5);
    assert_eq!(linter.rules().len(), linter.rule_count());
    assert!(linter.rules().iter().all(|rule| rule.id.as_str().starts_with("form/")));
}
