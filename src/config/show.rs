//! Showing a configuration as TOML, each value with the place it comes from, and the template that `init` writes.

use std::fmt::Write as _;
use std::path::Path;

use crate::position::LineIndex;
use crate::say;
use crate::terminal::sanitise;
use crate::words::{Lang, Words};

use super::{Config, FailOn, Layer, Placed, Whence};

/// What `wenfeng init` writes: every setting, explained and turned off.
pub const TEMPLATE: &str = include_str!("template.toml");

/// `config` as TOML where `layer` is in force, with a comment on each value that says where it comes from.
#[must_use]
pub fn show(config: &Config, layer: &Layer, lang: Lang) -> String {
    let mut out = Out { lang, text: String::new() };
    match &config.file {
        Some(file) => {
            let file = file.display().to_string();
            out.remark(&say!("配置文件：{file}", "configuration file: {file}"));
        }
        None => out.remark(&say!("没有配置文件，都是默认值", "no configuration file; all values are defaults")),
    }
    out.text.push('\n');
    let packs: Vec<_> =
        config.packs.iter().map(|p| p.with(super::find::shorten(&p.value).display().to_string())).collect();
    out.list("packs", &packs);
    match &layer.select {
        Some(select) => out.list("select", select),
        None => out.line("select = [\"all\"]", None),
    }
    out.list("ignore", &layer.ignore);
    let fail_on = config.fail_on.as_ref().map_or(FailOn::default(), |f| f.value);
    let name = FailOn::NAMES.iter().find(|(_, f)| *f == fail_on).map_or("error", |(n, _)| n);
    out.line(&format!("fail-on = \"{name}\""), config.fail_on.as_ref().map(|f| &f.whence));
    if let Some(lang) = &config.lang {
        let name = if lang.value == Lang::Zh { "zh" } else { "en" };
        out.line(&format!("lang = \"{name}\""), Some(&lang.whence));
    }
    if let Some(docs) = &config.docs {
        out.line(&format!("docs-url = {}", quoted(docs.value.written())), Some(&docs.whence));
    }
    if let Some(baseline) = &config.baseline {
        let file = super::find::shorten(&baseline.value).display().to_string();
        out.line(&format!("baseline = {}", quoted(&file)), Some(&baseline.whence));
    }
    out.list("exclude", &config.exclude.iter().map(|g| g.written.clone()).collect::<Vec<_>>());
    if let Some(situation) = &layer.situation {
        out.line(&format!("situation = \"{}\"", situation.value.name()), Some(&situation.whence));
    }
    out.list("accept", &config.accept);
    if !layer.severity.is_empty() {
        out.text.push_str("\n[severity]\n");
        for (i, (selector, level)) in layer.severity.iter().enumerate() {
            // A key may stand only once in TOML; the last one is in force.
            if layer.severity[i + 1..].iter().any(|(later, _)| later.value == selector.value) {
                continue;
            }
            out.line(&format!("{} = {}", quoted(&selector.value), quoted(level_name(*level))), Some(&selector.whence));
        }
    }
    for (id, (_, tuning)) in &config.tuning {
        let _ = writeln!(out.text, "\n[rule.{}]", quoted(id));
        if let Some(level) = &tuning.severity {
            out.line(&format!("severity = {}", quoted(level_name(level.value))), Some(&level.whence));
        }
        for (key, limit) in &tuning.limits {
            out.line(&format!("{key} = {}", limit.value), Some(&limit.whence));
        }
        for (key, list) in [("add", &tuning.add), ("remove", &tuning.remove)] {
            if !list.is_empty() {
                out.list(key, list);
            }
        }
    }
    out.text
}

fn level_name(level: crate::rule::Level) -> &'static str {
    level.severity().map_or("off", crate::rule::Severity::name)
}

/// A TOML string; characters that a terminal must not see are escaped.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            c if crate::terminal::visible(c).is_some() => {
                let _ = write!(out, "\\U{:08X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The place as a reader looks for it: the file and the line.
fn place(whence: &Whence) -> Words {
    match whence {
        Whence::CommandLine => say!("命令行", "command line"),
        Whence::File(source, span) => {
            let line = LineIndex::new(&source.text).position(&source.text, span.start).line;
            let name = Path::new(&source.name).display().to_string();
            Words::same(format!("{}:{line}", sanitise(&name)))
        }
    }
}

struct Out {
    lang: Lang,
    text: String,
}

impl Out {
    fn remark(&mut self, words: &Words) {
        let _ = writeln!(self.text, "# {}", sanitise(words.get(self.lang)));
    }

    fn line(&mut self, text: &str, whence: Option<&Whence>) {
        let place = whence.map_or_else(|| say!("默认", "default"), place);
        let _ = writeln!(self.text, "{text}  # {}", place.get(self.lang));
    }

    fn list(&mut self, key: &str, items: &[Placed<String>]) {
        if items.is_empty() {
            return self.line(&format!("{key} = []"), None);
        }
        let _ = writeln!(self.text, "{key} = [");
        for item in items {
            self.line(&format!("  {},", quoted(&item.value)), Some(&item.whence));
        }
        self.text.push_str("]\n");
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::read;
    use crate::problem::ProblemSource;

    fn read(text: &str) -> read::Parsed {
        let source = Arc::new(ProblemSource::new("wenfeng.toml", text));
        read::parse(&source, Path::new("/office"))
    }

    #[test]
    fn every_setting_of_the_template_can_be_turned_on() {
        assert_eq!(read(TEMPLATE).problems, []);
        // A setting is turned off by a sign without a space behind it.
        let setting = |line: &'static str| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with([' ', ':']) => setting,
            _ => line,
        };
        let on: String = TEMPLATE.lines().map(setting).fold(String::new(), |t, l| t + l + "\n");
        let parsed = read(&on);
        let said: Vec<_> = parsed.problems.iter().map(|p| &p.message.zh).collect();
        assert!(said.is_empty(), "{said:?}");
        assert!(parsed.config.fail_on.is_some() && !parsed.config.paths.is_empty() && !parsed.extends.is_empty());
    }

    #[test]
    fn what_is_shown_can_be_read_again_and_names_its_places() {
        let parsed = read(
            "\nselect = [\"modesty\"]\naccept = [\"甲\\u001b\"]\n[rule.\"form/too-long\"]\nmax = 100\n[severity]\n\"form/*\" = \"off\"\n",
        );
        let mut typed = Layer::default();
        typed.ignore.push(Placed::typed("form".to_owned()));
        let layer = parsed.config.resolve(&[], &typed);
        let shown = show(&parsed.config, &layer, Lang::Zh);
        assert!(shown.contains("  \"modesty\",  # wenfeng.toml:2"), "{shown}");
        assert!(shown.contains("  \"form\",  # 命令行") && shown.contains("fail-on = \"error\"  # 默认"), "{shown}");
        assert!(!shown.contains('\u{1b}'));
        let again = read(&shown);
        assert_eq!(again.problems, []);
        assert_eq!(again.config.accept[0].value, "甲\u{1b}");
    }
}
