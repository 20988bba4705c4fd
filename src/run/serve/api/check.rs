//! `POST /api/check`: a post checked, as `wenfeng check --format json` tells it.

use std::path::Path;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::asked::Asked;
use super::super::fault::Fault;
use super::super::{Shared, body};
use super::{of_json, on_a_core};
use crate::position::LineIndex;
use crate::post::{Post, Situation};
use crate::problem::Problem;
use crate::report::json::Json;
use crate::report::{Render, Summary};
use crate::run::pipeline::{incomplete, situation};
use crate::say;
use crate::source::{Kind, from_text};
use crate::words::Lang;

/// A post to check.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::run::serve) struct CheckRequest {
    /// The text of the post.
    #[cfg_attr(test, schemars(regex(pattern = r"\S")))]
    text: String,
    /// The situation it speaks to; recognised from the text where it is not given.
    #[serde(default)]
    situation: Option<Situation>,
    /// What is settled for this request, as in `wenfeng.toml`; laid over the configuration of the server.
    #[serde(default)]
    config: Option<Map<String, Value>>,
    /// The language of the answer.
    #[serde(default)]
    lang: Option<Tongue>,
    /// The name of the draft in the answer; one that ends in `.md` is Markdown with front matter.
    #[serde(default)]
    name: Option<String>,
}

/// A language.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
enum Tongue {
    Zh,
    En,
}

pub(super) async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let request = body::json(request, shared.patience).await?;
    on_a_core(&shared, move |shared| document(shared, &request)).await.map(of_json)
}

fn document(shared: &Shared, request: &CheckRequest) -> Result<Vec<u8>, Fault> {
    let name = request.name.as_deref().unwrap_or("-");
    let (post, failures) = post(&request.text, name)?;
    let office = &shared.office;
    let asked = request.config.as_ref().map(Asked::read).transpose()?;
    let force = office.force(asked.as_ref(), name)?;
    let lang = match request.lang {
        Some(Tongue::Zh) => Lang::Zh,
        Some(Tongue::En) => Lang::En,
        None => office.lang_of(asked.as_ref()),
    };
    let given = situation(request.situation, &force, &post);
    let mut checked = force.linter.check_with_elements(post, given);
    let mut summary = Summary { files: 1, rules: force.linter.rule_count(), failures, ..Summary::default() };
    if let Some(book) = office.book() {
        summary.baselined = book.afresh().take(&mut checked);
    }
    summary.add(&checked);
    let (mut out, mut report) = (Vec::new(), Json::new(lang));
    let written = report
        .begin(&mut out)
        .and_then(|()| report.post(&checked, &mut out))
        .and_then(|()| report.end(&summary, &mut out));
    written.map_err(|_| Fault::internal())?;
    Ok(out)
}

/// The post that `text` is, and how many things are wrong with what is said beside it.
pub(super) fn post(text: &str, name: &str) -> Result<(Post, usize), Fault> {
    let kind = Kind::of_path(Path::new(name));
    if !matches!(kind, Kind::Text | Kind::Markdown) {
        let message = say!("这样的文件里有许多篇", "such a file holds many posts");
        return Err(Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "name", message)
            .at("name")
            .help(say!("先用 /api/read 拆成一篇一篇", "take them apart with /api/read first")));
    }
    let (post, problems) = from_text(text, name, kind == Kind::Markdown);
    let failures = problems.iter().filter(|problem| incomplete(problem)).count();
    match post {
        Some(post) => Ok((post, failures)),
        None if problems.is_empty() => {
            let message = say!("没有内容可查", "there is nothing to check");
            Err(Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "empty", message).at("text"))
        }
        None => Err(Fault::of_problems("text", &problems, |problem| Some(place(text, problem)))),
    }
}

/// Where in `text` a problem is.
fn place(text: &str, problem: &Problem) -> String {
    let Some(label) = problem.labels.first() else { return "text".to_owned() };
    let (line, column) = problem.source.as_ref().map_or((1, 1), |source| source.begins);
    let at = LineIndex::new(text).position(text, label.span.start);
    if line == 1 && column == 1 { format!("text:{}:{}", at.line, at.column) } else { format!("text:{line}:{column}") }
}
