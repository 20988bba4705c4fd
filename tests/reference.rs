//! The reference of all rules is what the rules say.
//!
//! `WENFENG_UPDATE=1 cargo test --test reference` writes the pages anew.

use std::fs;
use std::path::Path;

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
