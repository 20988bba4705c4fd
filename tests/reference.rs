//! The reference of all rules is what the rules say.
//!
//! `WENFENG_UPDATE=1 cargo test --test reference` writes the pages anew.

mod common;

use std::fs;
use std::path::Path;

use common::Folder;
use wenfeng::rule::load::builtin;
use wenfeng::rule::{Category, doc};
use wenfeng::words::Lang;

#[test]
fn every_category_has_a_page_that_says_what_its_rules_say() {
    let rules = builtin().rules;
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut stale = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for category in Category::ALL {
            let name = format!("docs/rules/{}/{}.md", lang.code(), category.name());
            let (path, page) = (root.join(&name), doc::page(category, &rules, lang));
            if std::env::var_os("WENFENG_UPDATE").is_some() {
                fs::create_dir_all(path.parent().expect("a folder")).expect("the folder can be made");
                fs::write(&path, &page).expect("the page can be written");
            } else if fs::read_to_string(&path).map_or(true, |text| text.replace("\r\n", "\n") != page) {
                stale.push(name);
            }
        }
    }
    assert!(stale.is_empty(), "stale: {stale:?}; WENFENG_UPDATE=1 cargo test --test reference writes them anew");
}

#[test]
fn both_readmes_lead_to_every_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (readme, lang) in [("README.zh.md", Lang::Zh), ("README.md", Lang::En)] {
        let text = fs::read_to_string(root.join(readme)).expect("the README can be read");
        for category in Category::ALL {
            let link = format!("docs/rules/{}/{}.md", lang.code(), category.name());
            assert!(text.contains(&link), "{readme} leads to {link}");
        }
    }
}

#[test]
fn one_command_writes_the_reference_as_pages() {
    let folder = Folder::new("pages");
    let (code, out, err) = folder.run(&["rules", "--isolated", "--pages", "规则 说明"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let address = out.lines().find(|line| line.starts_with("docs-url = ")).expect("what to write into the settings");
    assert!(address.contains("/%E8%A7%84%E5%88%99%20%E8%AF%B4%E6%98%8E/{category}.html#{rule}"), "{address}");
    for category in Category::ALL {
        let text = fs::read_to_string(folder.0.join(format!("规则 说明/{}.html", category.name()))).expect("a page");
        for rule in builtin().rules.iter().filter(|rule| rule.category() == category) {
            let slug = rule.id.as_str().split('/').next_back().expect("a name");
            assert!(text.contains(&format!("id=\"{slug}\"")), "{slug}");
        }
        assert!(
            !text.contains("<script") && !text.contains("src=") && !text.contains("href=\"http"),
            "nothing is fetched from elsewhere"
        );
    }
    folder.file("wenfeng.toml", address);
    let (_, out, _) = folder.run(&["explain", "modesty/perfect-outcome"]);
    let shown = out.lines().last().expect("an address").trim();
    assert!(shown.starts_with("file:///") && shown.ends_with("/modesty.html#perfect-outcome"), "{out}");
    assert_eq!(folder.run(&["rules", "--pages", "规则 说明"]).0, 0, "it may be written anew");
}

#[test]
fn pages_never_take_the_place_of_something_else() {
    let folder = Folder::new("pages-other");
    folder.file("form.html", "本局主页");
    let (code, _, err) = folder.run(&["rules", "--isolated", "--pages", "."]);
    assert_eq!(code, 2);
    assert!(err.contains("form.html"), "{err}");
    assert_eq!(fs::read_to_string(folder.0.join("form.html")).expect("there"), "本局主页");
    assert!(!folder.0.join("index.html").exists(), "all or nothing");
}
