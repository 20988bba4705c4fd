//! `GET /api/rules`: the rules there are.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use super::super::Shared;
use super::super::fault::Fault;
use super::super::office::Known;
use super::{json, on_a_core};
use crate::post::Situation;
use crate::rule::{Matcher, Measure, Relation};
use crate::words::Words;

/// A rule.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::run::serve) struct RuleEntry<'a> {
    /// `category/slug`.
    id: &'a str,
    /// Its category.
    category: &'static str,
    /// Its title.
    title: &'a Words,
    /// Its usual level: `info`, `warning` or `error`.
    severity: &'static str,
    /// Its level by situation: one of those, or `off`.
    levels: BTreeMap<&'static str, &'static str>,
    /// What it does to a reader.
    why: &'a Words,
    /// The advice, norm or case behind it.
    source: &'a [String],
    /// The pack it comes from.
    pack: &'a str,
    /// Whether what it finds is about the post as a whole, not about the words it marks.
    whole: bool,
    /// Whether it speaks where a request says nothing else.
    speaks: bool,
}

pub(super) async fn answer(State(shared): State<Arc<Shared>>) -> Result<Response, Fault> {
    on_a_core(&shared, |shared| json(&shared.office.rules().iter().map(entry).collect::<Vec<_>>())).await
}

fn entry(known: &Known) -> RuleEntry<'_> {
    let rule = &known.rule;
    let level = |situation| rule.level(situation).severity().map_or("off", |severity| severity.name());
    RuleEntry {
        id: rule.id.as_str(),
        category: rule.category().name(),
        title: &rule.title,
        severity: rule.severity.name(),
        levels: Situation::ALL.map(|situation| (situation.name(), level(situation))).into(),
        why: &rule.why,
        source: &rule.source,
        pack: &rule.origin.pack,
        whole: matches!(
            rule.matcher,
            Matcher::Relation(Relation::Missing { .. }) | Matcher::Measure(Measure::Length { .. })
        ),
        speaks: known.speaks,
    }
}
