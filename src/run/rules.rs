//! `wenfeng rules`, `wenfeng explain` and `wenfeng test-rules`.

use std::fmt::Write as _;
use std::path::Path;

use crate::address::of_file;
use crate::cli::{Choice, ExplainArgs, ListFormat, RulesArgs, TestRulesArgs};
use crate::config::find::absolute;
use crate::config::select::hint;
use crate::engine::prove;
use crate::problem::Problem;
use crate::rule::combine::combine;
use crate::rule::docs::PAGE;
use crate::rule::selector::Selector;
use crate::rule::{Category, doc, load};
use crate::say;

use super::pages;
use super::settings::Settings;
use super::{ExitStatus, Speech, Stop, status_of};

/// List the rules in force in this folder.
pub(super) fn list(args: &RulesArgs, mut speech: Speech) -> Result<ExitStatus, Stop> {
    let here = Path::new(".");
    let Some(mut settings) = Settings::open(&args.config, &args.choice, here, &mut speech) else {
        return Ok(ExitStatus::Failure);
    };
    let rules = settings.rules(here);
    let problems = settings.take_problems();
    speech.complain(&problems);
    if let Some(folder) = &args.pages {
        pages::write(folder, &doc::pages(&rules, speech.lang))?;
        let (count, name) = (rules.len(), folder.display());
        let address = format!("{}/{PAGE}", of_file(&absolute(folder)));
        let said = say!(
            "{count} 条规则的说明写进了 {name}，从 index.html 看起。\n想从报告和编辑器里点开，就在 wenfeng.toml 里写（放到内网以后换成那里的网址）：\ndocs-url = \"{address}\"\n",
            "The reference of {count} rules is in {name}; begin with index.html.\nTo open it from reports and editors, write into wenfeng.toml (and put the address on your network there, once it has one):\ndocs-url = \"{address}\"\n"
        );
        speech.print(said.get(speech.lang))?;
        return Ok(status_of(&problems));
    }
    speech.print(&match args.format {
        ListFormat::Text => doc::table(&rules, speech.lang),
        ListFormat::Json => doc::json(&rules),
        ListFormat::Markdown => {
            let there = |category: &Category| rules.iter().any(|rule| rule.category() == *category);
            let pages = Category::ALL.into_iter().filter(there).map(|one| doc::page(one, &rules, speech.lang));
            pages.collect::<Vec<_>>().join("\n")
        }
    })?;
    Ok(status_of(&problems))
}

/// Explain one rule.
pub(super) fn explain(args: &ExplainArgs, mut speech: Speech) -> Result<ExitStatus, Stop> {
    let here = Path::new(".");
    let Some(mut settings) = Settings::open(&args.config, &Choice::default(), here, &mut speech) else {
        return Ok(ExitStatus::Failure);
    };
    let (rules, _) = settings.all_rules(here);
    let problems = settings.take_problems();
    speech.complain(&problems);
    let name = args.rule.trim();
    let Some(rule) = rules.iter().find(|r| r.id.as_str() == name || r.title.zh == name) else {
        if let Some(Selector::Category(category)) = Selector::parse(name) {
            let (title, name) = (category.title(), category.name());
            let problem = Problem::failure(say!("「{title}」是一类规则", "“{name}” is a category of rules"));
            return Err(problem
                .help(say!(
                    "用 wenfeng rules --select {name} 看这一类有哪些规则",
                    "wenfeng rules --select {name} lists its rules"
                ))
                .into());
        }
        let problem = Problem::failure(say!("没有叫「{name}」的规则", "there is no rule “{name}”"));
        return Err(problem.help(hint(name, &rules)).into());
    };
    let mut text = doc::explain(rule, speech.lang);
    if let Some(docs) = &settings.config(here).0.docs {
        let (title, address) = (say!("网址", "Address"), docs.value.of(&rule.id));
        let _ = write!(text, "\n{}\n  {address}\n", title.get(speech.lang));
    }
    speech.print(&text)?;
    Ok(status_of(&problems))
}

/// Test a pack against its own examples.
pub(super) fn test(args: &TestRulesArgs, speech: Speech) -> Result<ExitStatus, Stop> {
    let builtin = load::builtin();
    let (pack, problems) = match &args.pack {
        Some(folder) => load::load_folder(folder, &[&builtin]),
        None => load::builtin_checked(),
    };
    speech.complain(&problems);
    let Some(pack) = pack else { return Ok(ExitStatus::Failure) };
    let (_, lexicon) = if args.pack.is_some() { combine(&[&builtin, &pack]) } else { combine(&[&pack]) };
    let report = prove::test_pack(&pack, &lexicon);
    let failures: Vec<Problem> = report.failures().cloned().collect();
    let notes: Vec<Problem> = report.notes().cloned().collect();
    speech.complain(&failures);
    speech.complain(&notes);
    let (rules, examples, broken) = (report.rules.len(), report.examples(), failures.len());
    let said = if broken == 0 {
        say!("{rules} 条规则、{examples} 个例子都对。\n", "{rules} rules, {examples} examples: all as promised.\n")
    } else {
        say!(
            "{rules} 条规则、{examples} 个例子，有 {broken} 处不对，请看前面的说明。\n",
            "{rules} rules, {examples} examples: {broken} promises broken; see above.\n"
        )
    };
    speech.print(said.get(speech.lang))?;
    let tested = if broken == 0 { ExitStatus::Clean } else { ExitStatus::Findings };
    Ok(tested.max(status_of(&problems)))
}
