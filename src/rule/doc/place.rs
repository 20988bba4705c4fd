//! A guard in words: where a rule is silent.

use crate::post::Situation;
use crate::rule::{Boundary, Cue, Guard, Level, Policy, Rule};
use crate::say;
use crate::text::layout::PartKind;
use crate::words::Words;

use super::wanted::{cues, part, stretch};

/// A line for each reason to be silent.
pub(super) fn lines(rule: &Rule) -> Vec<Words> {
    let guard = &rule.guard;
    let mut lines = Vec::new();
    let silent: Vec<Situation> = Situation::ALL.into_iter().filter(|&s| rule.level(s) == Level::Off).collect();
    if !silent.is_empty() {
        let zh = silent.iter().map(|s| s.title()).collect::<Vec<_>>().join("、");
        let en = silent.iter().map(|s| s.name()).collect::<Vec<_>>().join(", ");
        lines.push(say!("情形是：{zh}", "the situation is: {en}"));
    }
    if guard.parts != [PartKind::Headline, PartKind::Body] {
        let parts: Vec<Words> = guard.parts.iter().map(|kind| part(*kind)).collect();
        let zh = parts.iter().map(|p| p.zh.as_str()).collect::<Vec<_>>().join("、");
        let en = parts.iter().map(|p| p.en.as_str()).collect::<Vec<_>>().join(", ");
        lines.push(say!("不在这些部分里：{zh}", "outside of: {en}"));
    }
    lines.extend(policies(guard));
    if guard.boundary == Boundary::Always {
        lines.push(say!("只是更长的词的一部分", "it is part of a longer word"));
    }
    if !guard.except.is_empty() {
        let literals = Cue::Literals(guard.except.clone());
        let Words { zh, en } = cues(&[literals]);
        lines.push(say!("是这些说法的一部分：{zh}", "it is part of: {en}"));
    }
    if let Some(most) = guard.most {
        lines.push(say!("多于 {most} 处时，只在第一处说一次", "more than {most} places are told once, at the first"));
    }
    if guard.min_units > 0 {
        let units = guard.min_units;
        lines.push(say!("全文不到 {units} 个微博字", "the post is shorter than {units} weibo units"));
    }
    lines.extend(around(&guard.when).into_iter().map(|line| {
        let Words { zh, en } = line;
        say!("除非{zh}", "unless {en}")
    }));
    lines.extend(around(&guard.unless));
    lines
}

fn policies(guard: &Guard) -> Option<Words> {
    let all = [
        (guard.quotation, "引号里的话", "quoted words"),
        (guard.reported, "转述别人的话", "reported speech"),
        (guard.negated, "被否定、被批评的话", "words turned down or criticised"),
    ];
    let skipped = all.iter().filter(|(policy, ..)| *policy == Policy::Skip);
    let zh = skipped.clone().map(|(_, zh, _)| *zh).collect::<Vec<_>>().join("、");
    let en = skipped.map(|(_, _, en)| *en).collect::<Vec<_>>().join(", ");
    (!zh.is_empty()).then(|| say!("{zh}", "{en}"))
}

fn around(surroundings: &crate::rule::Surroundings) -> Vec<Words> {
    let mut lines = Vec::new();
    let beside = [
        (&surroundings.before, "紧挨着的前面有", "directly before it stands"),
        (&surroundings.after, "紧挨着的后面有", "directly behind it stands"),
        (&surroundings.near, "前后八个字里有", "within eight characters stands"),
    ];
    for (list, zh, en) in beside {
        if !list.is_empty() {
            let words = cues(list);
            lines.push(Words { zh: format!("{zh}：{}", words.zh), en: format!("{en}: {}", words.en) });
        }
    }
    for (within, list) in &surroundings.within {
        let (place, words) = (stretch(*within), cues(list));
        lines.push(Words {
            zh: format!("{}有：{}", place.zh, words.zh),
            en: format!("{} holds: {}", place.en, words.en),
        });
    }
    lines
}
