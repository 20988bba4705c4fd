use super::*;
use crate::post::Situation;

fn words(line: &str) -> Vec<OsString> {
    std::iter::once("wenfeng").chain(line.split_whitespace()).map(OsString::from).collect()
}

fn check(line: &str) -> CheckArgs {
    match parse(words(line), Lang::Zh) {
        Parsed::Run(cli) => match cli.command {
            Some(Command::Check(args)) => *args,
            other => panic!("{line}: {other:?}"),
        },
        other => panic!("{line}: {other:?}"),
    }
}

#[test]
fn the_definition_is_sound_in_both_languages() {
    command(Lang::Zh).debug_assert();
    command(Lang::En).debug_assert();
}

#[test]
fn a_draft_may_be_named_without_the_command() {
    for line in ["draft.txt", "check draft.txt", "--color never draft.txt", "--lang=en draft.txt"] {
        assert_eq!(check(line).paths, [PathBuf::from("draft.txt")], "{line}");
    }
    assert_eq!(check("-").paths, [PathBuf::from("-")]);
    assert_eq!(check("--format json a.txt").format, [FormatChoice { format: Format::Json, file: None }]);
    let typed = check("--format full --format sarif=结果.sarif a.txt").format;
    assert_eq!(typed[1], FormatChoice { format: Format::Sarif, file: Some(PathBuf::from("结果.sarif")) });
    assert!(check("-q a.txt").quiet);
}

#[test]
fn nothing_typed_means_help() {
    for line in ["", "--help", "-h", "help", "--color never"] {
        assert!(matches!(parse(words(line), Lang::Zh), Parsed::Text(t) if t.contains("check")), "{line}");
    }
}

#[test]
fn help_may_be_asked_for_by_the_name_of_a_command() {
    for line in ["help check", "check --help", "--lang zh help check"] {
        assert!(matches!(parse(words(line), Lang::Zh), Parsed::Text(t) if t.contains("--max-warnings")), "{line}");
    }
}

#[test]
fn rules_are_listed_with_commas_or_one_by_one() {
    let args = check("--select modesty/*,form --select candour/passive --ignore response a.txt");
    assert_eq!(args.choice.select, ["modesty/*", "form", "candour/passive"]);
    assert_eq!(args.choice.ignore, ["response"]);
}

#[test]
fn a_situation_has_an_english_and_a_chinese_name() {
    for name in ["incident", "突发"] {
        assert_eq!(check(&format!("--situation {name} a.txt")).situation, Some(SituationChoice(Situation::Incident)));
    }
}

#[test]
fn the_language_typed_wins_over_the_environment() {
    let env = |vars: &'static [(&str, &str)]| {
        move |name: &str| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| (*v).to_owned())
    };
    assert_eq!(language(&words("a.txt --lang en"), env(&[("LANG", "zh_CN.UTF-8")])), Lang::En);
    assert_eq!(language(&words("--lang=zh"), env(&[("LC_ALL", "en_US.UTF-8")])), Lang::Zh);
    assert_eq!(language(&words("a"), env(&[("WENFENG_LANG", "en"), ("LC_ALL", "zh_CN")])), Lang::En);
    assert_eq!(language(&words("a"), env(&[("LC_ALL", ""), ("LANG", "en_GB.UTF-8")])), Lang::En);
    assert_eq!(language(&words("-- --lang en"), env(&[])), Lang::Zh);
}
