//! `POST /api/read`: the posts of a file, whatever its kind and encoding.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Query, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::super::fault::{Fault, Wrong};
use super::super::{Shared, body};
use super::{json, on_a_core};
use crate::post::{Post, PostId, Situation};
use crate::problem::Problem;
use crate::say;
use crate::source::{Input, ReadOptions, open};

/// Nobody chooses from a longer list.
const MOST_POSTS: usize = 2000;
/// Of the posts that could not be read, so many are told of.
const MOST_PROBLEMS: usize = 20;

/// What is asked beside the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    name: String,
}

/// What a file holds.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::run::serve) struct ReadAnswer {
    /// The name it was sent by.
    name: String,
    /// Its encoding, for people.
    encoding: crate::words::Words,
    /// Its posts, in order.
    posts: Vec<ReadPost>,
    /// Whether it holds more posts than are listed.
    more: bool,
    /// What could not be read.
    problems: Vec<Wrong>,
}

/// A post of a file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ReadPost {
    /// Its id in the file, else its number.
    id: String,
    /// Its text.
    text: String,
    /// In a table: the line or record.
    row: Option<u64>,
    /// The situation that the file sets for it, if it does.
    situation: Option<Situation>,
}

pub(super) async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let name = name_of(&request)?;
    let bytes = body::file(request, shared.patience).await?;
    on_a_core(&shared, move |_| json(&read(name, &bytes)?)).await
}

/// The name of the file that `request` carries.
pub(super) fn name_of(request: &Request) -> Result<String, Fault> {
    let Ok(Query(Named { name })) = Query::try_from_uri(request.uri()) else {
        let message = say!("地址里要写文件名：?name=草稿.txt", "the address must name the file: ?name=draft.txt");
        return Err(Fault::new(StatusCode::BAD_REQUEST, "query", message).at("name"));
    };
    Ok(name)
}

fn read(name: String, bytes: &Bytes) -> Result<ReadAnswer, Fault> {
    let input = Input::Given { name: name.clone(), bytes: Arc::from(&**bytes) };
    let refused = |problems: &[Problem]| Fault::of_problems("file", problems, place);
    let mut reader = open(&input, &ReadOptions::default()).map_err(|problem| refused(&[problem]))?;
    let (mut posts, mut problems, mut more) = (Vec::new(), Vec::new(), false);
    for item in &mut reader {
        match item {
            Ok(_) if posts.len() == MOST_POSTS => {
                more = true;
                break;
            }
            Ok(post) => posts.push(entry(post)),
            Err(problem) if problems.len() < MOST_PROBLEMS => problems.push(problem),
            Err(_) => {}
        }
    }
    if posts.is_empty() {
        return Err(refused(&problems));
    }
    let told = problems.iter().map(|problem| Wrong {
        message: problem.message.clone(),
        help: problem.help.clone(),
        r#where: place(problem),
    });
    Ok(ReadAnswer { name, encoding: reader.encoding().title(), posts, more, problems: told.collect() })
}

fn entry(post: Post) -> ReadPost {
    let id = match post.id {
        PostId::Name(name) => name,
        PostId::Number(number) => number.to_string(),
    };
    let answers = post.meta.question.is_some().then_some(Situation::Reply);
    ReadPost { id, text: post.text, row: post.row, situation: post.meta.situation.or(answers) }
}

/// Where in the file a problem is, as `LINE:COLUMN`.
fn place(problem: &Problem) -> Option<String> {
    let (source, label) = (problem.source.as_ref()?, problem.labels.first()?);
    let at = crate::position::LineIndex::new(&source.text).position(&source.text, label.span.start);
    let (line, column) = source.begins;
    let column = if at.line == 1 { column + at.column - 1 } else { at.column };
    Some(format!("{}:{column}", line + at.line - 1))
}
