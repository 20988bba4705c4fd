//! What packages carry beside the program: man pages and completions, made from the command line itself and kept in step with
//! it, and the version, the same everywhere. `WENFENG_UPDATE=1` writes the files anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Command;
use clap_complete::Shell;
use wenfeng::cli::command;
use wenfeng::words::Lang;

const PACKAGING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/packaging");
/// Laid out as below `/usr/share`, and as the wheel takes it.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/packaging/wheel/data/share");

/// The headings that `clap_mangen` writes, in Chinese.
const HEADINGS: [(&str, &str); 6] = [
    (".SH NAME", ".SH 名称"),
    (".SH SYNOPSIS", ".SH 用法"),
    (".SH DESCRIPTION", ".SH 说明"),
    (".SH OPTIONS", ".SH 选项"),
    (".SH SUBCOMMANDS", ".SH 命令"),
    (".SH EXTRA", ".SH 补充"),
];

fn pages(command: &Command, name: &str, lang: Lang, out: &mut BTreeMap<PathBuf, String>) {
    // A page has the name of the program or of the whole command; the date is left out, so that nothing changes by itself.
    let name_of_page: &'static str = name.to_owned().leak();
    let page = clap_mangen::Man::new(command.clone().name(name_of_page).disable_help_flag(true)).date("");
    let mut text = Vec::new();
    page.render(&mut text).expect("memory can be written");
    let mut text = String::from_utf8(text).expect("UTF-8");
    if lang == Lang::Zh {
        for (en, zh) in HEADINGS {
            text = text.replace(&format!("{en}\n"), &format!("{zh}\n"));
        }
    }
    let folder = if lang == Lang::Zh { "man/zh_CN/man1" } else { "man/man1" };
    out.insert(Path::new(folder).join(format!("{name}.1")), text);
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        pages(sub, &format!("{name}-{}", sub.get_name()), lang, out);
    }
}

fn expected() -> BTreeMap<PathBuf, String> {
    let mut out = BTreeMap::new();
    for lang in [Lang::Zh, Lang::En] {
        let mut command = command(lang);
        command.build();
        pages(&command, "wenfeng", lang, &mut out);
    }
    let shells = [
        (Shell::Bash, "bash-completion/completions/wenfeng"),
        (Shell::Zsh, "zsh/site-functions/_wenfeng"),
        (Shell::Fish, "fish/vendor_completions.d/wenfeng.fish"),
    ];
    for (shell, name) in shells {
        let mut script = Vec::new();
        clap_complete::generate(shell, &mut command(Lang::Zh), "wenfeng", &mut script);
        out.insert(PathBuf::from(name), String::from_utf8(script).expect("UTF-8"));
    }
    out
}

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() { files(&path, out) } else { out.push(path) }
    }
}

#[test]
fn man_pages_and_completions_say_what_the_program_does() {
    let expected = expected();
    let mut there = Vec::new();
    files(Path::new(FOLDER), &mut there);
    let update = std::env::var_os("WENFENG_UPDATE").is_some();
    if update {
        for path in &there {
            fs::remove_file(path).expect("a writable folder");
        }
        for (path, text) in &expected {
            let path = Path::new(FOLDER).join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
            fs::write(path, text).expect("a writable folder");
        }
        return;
    }
    for (path, text) in &expected {
        let found = fs::read_to_string(Path::new(FOLDER).join(path)).unwrap_or_default();
        assert!(found == *text, "{} is out of date: run this test with WENFENG_UPDATE=1", path.display());
    }
    let strays: Vec<&PathBuf> =
        there.iter().filter(|path| path.strip_prefix(FOLDER).is_ok_and(|path| !expected.contains_key(path))).collect();
    assert!(strays.is_empty(), "of commands that there are not: {strays:?}");
}

#[test]
fn every_command_has_a_page_in_both_languages() {
    let expected = expected();
    for name in ["wenfeng", "wenfeng-check", "wenfeng-lsp", "wenfeng-config-show"] {
        let of = |folder: &str| &expected[&Path::new(folder).join(format!("{name}.1"))];
        let (zh, en) = (of("man/zh_CN/man1"), of("man/man1"));
        assert!(zh.contains(".SH 名称") && !zh.contains(".SH NAME"), "{zh}");
        assert!(en.contains(".SH NAME") && en.chars().all(|c| u32::from(c) < 0x2E80), "{en}");
    }
}

#[test]
fn every_package_has_the_version_of_the_program() {
    for name in ["npm/wenfeng/package.json", "../editors/vscode/package.json"] {
        let text = fs::read_to_string(Path::new(PACKAGING).join(name)).expect("a package");
        let package: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(package["version"], env!("CARGO_PKG_VERSION"), "{name}");
        for (platform, version) in package["optionalDependencies"].as_object().into_iter().flatten() {
            assert_eq!(version, env!("CARGO_PKG_VERSION"), "{platform}");
        }
    }
}
