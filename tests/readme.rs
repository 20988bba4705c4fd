//! What the READMEs show is what the program does.
//!
//! The outputs shown are compared with real ones; `WENFENG_UPDATE=1 cargo test --test readme` writes them anew.

mod common;

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use common::Folder;
use wenfeng::cli::{Parsed, parse};
use wenfeng::rule::load::builtin;
use wenfeng::words::Lang;

const READMES: [&str; 2] = ["README.md", "README.zh.md"];

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("the README is UTF-8")
}

/// The fenced blocks of that language.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(named) = line.strip_prefix("```").filter(|named| !named.is_empty()) {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if named == language {
                found.push(block.join("\n"));
            }
        }
    }
    found
}

/// The block of `blocks` that holds `sign`.
fn block(text: &str, language: &str, sign: &str) -> String {
    blocks(text, language).into_iter().find(|block| block.contains(sign)).expect("the README shows it")
}

/// Every command that calls the program, as its words: in blocks of shell lines, in running text, and in marks of outputs.
fn commands(text: &str) -> Vec<Vec<String>> {
    let shell = blocks(text, "sh").join("\n");
    let lines = shell.lines().map(|line| line.split(" #").next().unwrap_or_default());
    let prose: String = text.split("```").step_by(2).collect();
    let quoted = prose.split('`').skip(1).step_by(2).filter(|code| code.starts_with("wenfeng "));
    let marked = outputs(text).into_iter().map(|output| output.command);
    let calls = lines.chain(quoted).map(str::to_owned).chain(marked);
    calls
        .filter_map(|call| {
            let call = call.rsplit('|').next().unwrap_or_default().trim();
            let args = call.strip_prefix("wenfeng").or_else(|| call.strip_prefix("cargo run --release --"))?;
            Some(std::iter::once("wenfeng").chain(args.split_whitespace()).map(str::to_owned).collect())
        })
        .collect()
}

/// An output shown between its marks.
struct Shown {
    command: String,
    /// Bytes of the README between the fences.
    range: std::ops::Range<usize>,
}

fn outputs(text: &str) -> Vec<Shown> {
    const MARK: &str = "<!-- output: ";
    text.match_indices(MARK)
        .map(|(at, _)| {
            let rest = &text[at..];
            let end = rest.find("<!-- end output -->").expect("an output has an end");
            let command = rest[MARK.len()..].split(" -->").next().unwrap_or_default().to_owned();
            let start = rest.find("```text\n").expect("an output is a block of text") + "```text\n".len();
            let fence = rest[..end].rfind("```").expect("the block is closed");
            Shown { command, range: at + start..at + fence }
        })
        .collect()
}

/// What the command says on standard output in the repository, without colour.
fn said(command: &str) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("wenfeng"), "{command}");
    let mut program = Command::new(env!("CARGO_BIN_EXE_wenfeng"));
    program.args(words).args(["--color", "never"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    for name in ["WENFENG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
        program.env_remove(name);
    }
    let output = program.output().expect("the program starts");
    assert!(output.stderr.is_empty(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    format!("{}\n", said.trim_end())
}

/// `output` without the number of rules in force: a new rule is no reason to touch the READMEs.
fn without_rule_count(output: &str) -> String {
    let mut out = String::with_capacity(output.len());
    let mut rest = output;
    while let Some(at) = [" 条规则", " rules"].iter().filter_map(|unit| rest.find(unit)).min() {
        out.push_str(rest[..at].trim_end_matches(|c: char| c.is_ascii_digit()));
        let unit = rest[at..].chars().next().map_or(1, char::len_utf8);
        out.push_str(&rest[at..at + unit]);
        rest = &rest[at + unit..];
    }
    out + rest
}

#[test]
fn the_outputs_shown_are_the_outputs_given() {
    for name in READMES {
        let mut text = read(name);
        let shown = outputs(&text);
        assert!(!shown.is_empty(), "{name} shows an output");
        for Shown { command, range } in shown.into_iter().rev() {
            let said = said(&command);
            if without_rule_count(&text[range.clone()]) == without_rule_count(&said) {
                continue;
            }
            assert!(
                std::env::var_os("WENFENG_UPDATE").is_some(),
                "{name}: `{command}` says something else now; WENFENG_UPDATE=1 cargo test --test readme writes it:\n{said}"
            );
            text.replace_range(range, &said);
            fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(name), &text).expect("the README can be written");
        }
    }
}

#[test]
fn every_command_shown_can_be_typed() {
    let rules = builtin();
    for name in READMES {
        let commands = commands(&read(name));
        assert!(commands.len() >= 8, "{name}: {commands:?}");
        for command in commands {
            let args: Vec<OsString> = command.iter().map(OsString::from).collect();
            if let Parsed::Wrong(problem) = parse(args, Lang::En) {
                panic!("{name}: {}: {}", command.join(" "), problem.message.en);
            }
            let rule = command.iter().skip_while(|word| *word != "explain").nth(1);
            let known = rule.is_none_or(|rule| rules.rules.iter().any(|r| r.id.as_str() == rule));
            assert!(known, "{name}: {}: no such rule", command.join(" "));
        }
    }
}

/// The folder of the pack that the README writes, with the pack and the configuration shown.
fn office(name: &str) -> (Folder, String) {
    let text = read(name);
    let config = block(&text, "toml", "packs = ");
    let pack = config.split("\"./").nth(1).and_then(|rest| rest.split('"').next()).expect("a pack is named").to_owned();
    let folder = Folder::new(&format!("readme-{}", name.len()));
    folder.file(&format!("{pack}/pack.toml"), "id = \"our-office\"\ntitle = \"我局规则\"\n");
    folder.file(&format!("{pack}/words.toml"), block(&text, "toml", "[[rule]]"));
    folder.file("wenfeng.toml", config);
    (folder, pack)
}

#[test]
fn the_pack_shown_keeps_its_promises() {
    for name in READMES {
        let (folder, pack) = office(name);
        assert!(read(name).contains(&format!("`wenfeng test-rules {pack}`")), "{name}");
        let (code, out, err) = folder.run(&["test-rules", &pack]);
        assert_eq!((code, err.as_str()), (0, ""), "{name}: {out}");
        let (code, out, err) = folder.feed(&["-", "--select", "plainness/counter-language"], |stdin| {
            stdin.write_all("请凭受理回执取件。".as_bytes()).expect("it reads");
        });
        assert!(code == 0 && err.is_empty() && out.contains("「受理回执」是柜台上的话"), "{name}: {out}{err}");
    }
}

#[test]
fn the_configuration_shown_is_understood() {
    for name in READMES {
        let (folder, _) = office(name);
        let (code, out, err) = folder.run(&["config", "show"]);
        assert_eq!((code, err.as_str()), (0, ""), "{name}: {out}");
    }
}
