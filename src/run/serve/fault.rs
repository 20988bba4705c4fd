//! What is wrong with a request, as every error is told: a code for programs, words for people, and where.

use axum::body::Body;
use axum::http::header::{CONNECTION, CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::problem::Problem;
use crate::say;
use crate::words::Words;

/// Of many things that are wrong, so many are told.
const MOST_TOLD: usize = 20;

/// One thing that is wrong.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Wrong {
    /// What is wrong.
    pub(super) message: Words,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) help: Option<Words>,
    /// Where: the path of a key of the request (`config.severity`), or `text:LINE:COLUMN`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) r#where: Option<String>,
}

/// What is wrong with a request.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Detail {
    /// A name for programs.
    code: &'static str,
    /// The first thing that is wrong.
    #[serde(flatten)]
    first: Wrong,
    /// Where more than one thing is wrong: the others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<Wrong>,
}

/// The answer to a request that cannot be answered.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct Refusal {
    /// What is wrong.
    error: Detail,
}

/// A request that cannot be answered.
#[derive(Debug)]
pub(super) struct Fault {
    status: StatusCode,
    refusal: Box<Refusal>,
}

impl Fault {
    pub(super) fn new(status: StatusCode, code: &'static str, message: Words) -> Self {
        let first = Wrong { message, help: None, r#where: None };
        Self { status, refusal: Box::new(Refusal { error: Detail { code, first, more: Vec::new() } }) }
    }

    pub(super) fn help(mut self, help: Words) -> Self {
        self.refusal.error.first.help = Some(help);
        self
    }

    pub(super) fn at(mut self, place: impl Into<String>) -> Self {
        self.refusal.error.first.r#where = Some(place.into());
        self
    }

    /// The request is understood, and what it asks cannot be done. `place` finds the place of a problem.
    pub(super) fn of_problems(
        code: &'static str,
        problems: &[Problem],
        place: impl Fn(&Problem) -> Option<String>,
    ) -> Self {
        let mut told = problems.iter().take(MOST_TOLD).map(|problem| Wrong {
            message: problem.message.clone(),
            help: advice(problem),
            r#where: place(problem),
        });
        let first = told.next();
        let more = told.collect();
        let first = first.unwrap_or_else(|| Wrong { message: say!("不行", "no"), help: None, r#where: None });
        let refusal = Box::new(Refusal { error: Detail { code, first, more } });
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, refusal }
    }

    /// A fault of ours.
    pub(super) fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", say!("程序自己出了错", "the program itself failed"))
            .help(say!(
                "请把版本和做了什么告诉我们，不必附上稿子",
                "please tell us the version and what you did; the draft is not needed"
            ))
    }

    pub(super) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", say!("没有这个地址", "there is no such address"))
            .help(say!("能用的地址见 /openapi.json", "/openapi.json lists what there is"))
    }
}

/// What to do, with what is said at the place.
fn advice(problem: &Problem) -> Option<Words> {
    let label = problem.labels.first().map(|label| &label.text).filter(|text| !text.zh.is_empty());
    match (label, &problem.help) {
        (Some(label), Some(help)) => {
            let (zh, en) = ((&label.zh, &help.zh), (&label.en, &help.en));
            Some(Words { zh: format!("{}；{}", zh.0, zh.1), en: format!("{}; {}", en.0, en.1) })
        }
        (label, help) => help.clone().or_else(|| label.cloned()),
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        // Words and names always serialise.
        let text = serde_json::to_vec(&self.refusal).unwrap_or_default();
        let mut response = Response::new(Body::from(text));
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        if self.status == StatusCode::UNAUTHORIZED {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        // What is still on its way is not waited for.
        if matches!(self.status, StatusCode::REQUEST_TIMEOUT | StatusCode::PAYLOAD_TOO_LARGE) {
            headers.insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

/// The address is right, the method is not.
pub(super) async fn no_such_method(method: Method) -> Fault {
    let method = method.as_str().chars().take(20).collect::<String>();
    Fault::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method",
        say!("这个地址不接受 {method}", "this address does not take {method}"),
    )
}
