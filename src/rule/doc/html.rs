//! The reference as pages for a browser: a first page, one for each category, and how they look. There is nothing in them but
//! text: no script, and nothing that is fetched from elsewhere.

use std::fmt::Write as _;

use super::page::{facts, slug};
use super::severities;
use crate::position::Span;
use crate::rule::{Category, Promise, Rule};
use crate::say;
use crate::words::{Lang, Words};

/// What every file of the reference holds, so that no other file is ever taken for one of them.
pub const GENERATOR: &str = "wenfeng rules --pages";

const STYLE: &str = include_str!("reference.css");

/// A file of the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Its name, ASCII, without a folder.
    pub name: String,
    /// Its text; lines end in LF.
    pub text: String,
}

/// The reference of `rules`: `index.html`, `<category>.html` for each category that has rules, with an anchor for each rule
/// (the part of its id behind the slash), and `style.css`.
#[must_use]
pub fn pages(rules: &[Rule], lang: Lang) -> Vec<Page> {
    let there = |category: &Category| rules.iter().any(|rule| rule.category() == *category);
    let categories: Vec<Category> = Category::ALL.into_iter().filter(there).collect();
    let of = |category: Category| rules.iter().filter(move |rule| rule.category() == category).collect::<Vec<_>>();
    let mut pages = vec![Page { name: "index.html".to_owned(), text: index(&categories, &of, lang) }];
    for &category in &categories {
        let text = category_page(category, &of(category), lang);
        pages.push(Page { name: format!("{}.html", category.name()), text });
    }
    pages.push(Page { name: "style.css".to_owned(), text: format!("/* {GENERATOR} */\n{STYLE}") });
    pages
}

fn index<'r>(categories: &[Category], of: &impl Fn(Category) -> Vec<&'r Rule>, lang: Lang) -> String {
    let title = say!("文风规则", "Rules of style");
    let mut body = String::new();
    let head = say!(
        "每条规则都有：说法、为什么、怎样改、依据、例子。规则改了，就用 {GENERATOR} 重新写一遍。",
        "Of every rule: what it says, why, what to write instead, its source, examples. When rules change, {GENERATOR} writes these pages anew."
    );
    let _ = writeln!(body, "<p class=\"soft\">{}</p>", escaped(head.get(lang)));
    for &category in categories {
        let rules = of(category);
        let (name, count) = (category.name(), rules.len());
        let shown = titled(category);
        let _ = writeln!(body, "<h2><a href=\"{name}.html\">{}</a> <small class=\"soft\">{count}</small></h2>", {
            escaped(shown.get(lang))
        });
        contents(&mut body, &rules, &format!("{name}.html"), lang);
    }
    document(&title, &body, lang)
}

fn category_page(category: Category, rules: &[&Rule], lang: Lang) -> String {
    let title = titled(category);
    let count = rules.len();
    let head = say!(
        "共 {count} 条规则。涂了底色的是会标出的文字。",
        "{count} rules. What is marked is shown on a coloured ground."
    );
    let back = say!("全部规则", "All rules");
    let mut body = format!(
        "<p class=\"soft\">{} <a href=\"index.html\">{}</a></p>\n",
        escaped(head.get(lang)),
        escaped(back.get(lang))
    );
    contents(&mut body, rules, "", lang);
    for rule in rules {
        entry(&mut body, rule, lang);
    }
    document(&title, &body, lang)
}

fn titled(category: Category) -> Words {
    let (title, name) = (category.title(), category.name());
    say!("{title}（{name}）", "{name} ({title})")
}

fn contents(out: &mut String, rules: &[&Rule], page: &str, lang: Lang) {
    let _ = writeln!(out, "<nav><ul>");
    for rule in rules {
        let _ = writeln!(out, "<li><a href=\"{page}#{}\">{}</a></li>", slug(rule), escaped(rule.title.get(lang)));
    }
    let _ = writeln!(out, "</ul></nav>");
}

fn entry(out: &mut String, rule: &Rule, lang: Lang) {
    let _ = writeln!(out, "<h2 id=\"{}\">{}</h2>", slug(rule), escaped(rule.title.get(lang)));
    let level = escaped(severities(rule).get(lang));
    let _ = writeln!(out, "<p class=\"soft\"><code>{}</code> · {level}</p>\n<dl>", rule.id);
    let (exact, plain): (Vec<_>, Vec<_>) = facts(rule, lang).into_iter().partition(|fact| fact.verbatim);
    for fact in plain {
        let _ = writeln!(out, "<dt>{}</dt><dd>{}</dd>", escaped(fact.name.get(lang)), escaped(&fact.text));
    }
    let _ = writeln!(out, "</dl>\n<ul class=\"examples\">");
    for example in &rule.examples {
        let (sign, said, text) = match &example.promise {
            Promise::Bad(spans) => ("✗", say!("有毛病：", "Finds: "), marked(&example.text, spans)),
            Promise::Good(_) => ("✓", say!("没毛病：", "Silent: "), escaped(&example.text)),
        };
        // A sign alone would say nothing to who cannot see it.
        let said = escaped(said.get(lang));
        let _ = writeln!(out, "<li><span aria-label=\"{said}\" role=\"img\">{sign}</span> {text}</li>");
    }
    // Expressions are for those who write rules.
    let more = say!("怎样判断", "How it is told");
    let _ = writeln!(out, "</ul>\n<details><summary>{}</summary>\n<dl>", escaped(more.get(lang)));
    for fact in exact {
        let text = escaped(&fact.text);
        let _ = writeln!(out, "<dt>{}</dt><dd><code>{text}</code></dd>", escaped(fact.name.get(lang)));
    }
    let _ = writeln!(out, "</dl>\n</details>");
}

/// `text` with `spans` marked; of places that overlap the first.
fn marked(text: &str, spans: &[Span]) -> String {
    let mut sorted = spans.to_vec();
    sorted.sort_unstable();
    let (mut out, mut at) = (String::new(), 0);
    for span in sorted.into_iter().filter(|span| !span.is_empty()) {
        if let (true, Some(before), Some(inner)) = (span.start >= at, text.get(at..span.start), text.get(span.range()))
        {
            let _ = write!(out, "{}<mark>{}</mark>", escaped(before), escaped(inner));
            at = span.end;
        }
    }
    out + &escaped(text.get(at..).unwrap_or_default())
}

fn document(title: &Words, body: &str, lang: Lang) -> String {
    let (code, title) = (if lang == Lang::Zh { "zh-CN" } else { "en" }, escaped(title.get(lang)));
    format!(
        "<!doctype html>\n<html lang=\"{code}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"{GENERATOR}\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self' file:\">\n\
         <link rel=\"stylesheet\" href=\"style.css\">\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::load::tests::sample;

    #[test]
    fn every_rule_has_one_anchor_on_the_page_of_its_category() {
        let rules = sample().rules;
        for lang in [Lang::Zh, Lang::En] {
            let all = pages(&rules, lang);
            assert!(all.iter().all(|page| page.text.contains(GENERATOR)));
            for rule in &rules {
                let (name, anchor) =
                    (format!("{}.html", rule.category().name()), format!("<h2 id=\"{}\">", slug(rule)));
                let with: Vec<_> = all.iter().filter(|page| page.text.contains(&anchor)).map(|p| &p.name).collect();
                assert_eq!(with, [&name], "{}", rule.id);
                let first = &all.iter().find(|page| page.name == "index.html").expect("a first page").text;
                assert!(first.contains(&format!("href=\"{name}#{}\"", slug(rule))));
            }
        }
    }

    #[test]
    fn no_text_of_a_rule_can_become_markup() {
        let text = "一<b>&\"二三";
        let at = text.find("<b>").expect("there");
        let shown = marked(text, &[Span::new(at, at + 4), Span::new(at + 1, at + 3)]);
        assert_eq!(shown, "一<mark>&lt;b&gt;&amp;</mark>&quot;二三");
    }
}
