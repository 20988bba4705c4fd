//! `GET /api/about`: what the program is, and what it knows.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;

use super::super::fault::Fault;
use super::super::{Shared, body};
use super::{json, on_a_core};
use crate::post::Situation;
use crate::report::ENOUGH_UNITS;
use crate::rule::{Category, Element};
use crate::say;
use crate::words::Words;

/// Weibo's limits, in units: where it folds a post, and the most it takes.
const UNITS: [usize; 2] = [ENOUGH_UNITS, 2000];

/// What the program is, and what it knows.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::run::serve) struct About {
    /// Always `wenfeng`.
    name: &'static str,
    /// Its version.
    version: &'static str,
    /// The language of answers where a request names none: `zh` or `en`.
    lang: &'static str,
    /// The configuration file in force, if there is one.
    config: Option<String>,
    /// Rules in force.
    rules: usize,
    /// The situations of posts.
    situations: Vec<Named>,
    /// The categories of rules.
    categories: Vec<Named>,
    /// The elements of a notice about an incident.
    elements: Vec<Named>,
    /// What there are limits to.
    limits: Limits,
}

/// Something with a name.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Named {
    /// For programs.
    name: &'static str,
    /// For people.
    title: Words,
}

/// What there are limits to.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Limits {
    /// Lengths of a post that matter on weibo, in units.
    units: Vec<usize>,
    /// Behind so many units weibo folds a post.
    fold: usize,
    /// The most bytes of a request in JSON.
    body: usize,
    /// The most bytes of a file.
    file: usize,
}

pub(super) async fn answer(State(shared): State<Arc<Shared>>) -> Result<Response, Fault> {
    on_a_core(&shared, |shared| json(&about(shared)?)).await
}

fn about(shared: &Shared) -> Result<About, Fault> {
    let office = &shared.office;
    let named = |name: &'static str, zh: &str| Named { name, title: Words { zh: zh.to_owned(), en: capital(name) } };
    Ok(About {
        name: "wenfeng",
        version: env!("CARGO_PKG_VERSION"),
        lang: office.lang.code(),
        config: office.file().map(|file| file.display().to_string()),
        rules: office.force(None, "-")?.linter.rule_count(),
        situations: Situation::ALL.map(|situation| named(situation.name(), situation.title())).into(),
        categories: Category::ALL.map(|category| named(category.name(), category.title())).into(),
        elements: Element::NAMES.map(|(name, element)| Named { name, title: title(element) }).into(),
        limits: Limits { units: UNITS.into(), fold: ENOUGH_UNITS, body: body::MOST_JSON, file: body::MOST_FILE },
    })
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

fn title(element: Element) -> Words {
    match element {
        Element::Time => say!("时间", "When"),
        Element::Place => say!("地点", "Where"),
        Element::CasualtyStatus => say!("有没有人受伤", "Whether anyone is hurt"),
        Element::WhoActs => say!("谁在办", "Who is on it"),
        Element::Guidance => say!("该怎么办", "What to do"),
        Element::Contact => say!("找谁问", "Whom to ask"),
        Element::NextUpdate => say!("下次通报的时间", "When more follows"),
        Element::Issuer => say!("谁发的", "Who speaks"),
    }
}
