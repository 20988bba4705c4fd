//! The page: the files of `web/`, inside the program.

use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};

use super::fault::{Fault, no_such_method};
use crate::baseline::fingerprint::hash;

/// A file that is handed out.
struct Asset {
    /// The path it is asked for.
    path: &'static str,
    kind: &'static str,
    text: &'static str,
}

macro_rules! web {
    ($($name:literal)*) => {
        &[$(Asset { path: concat!("/", $name), kind: kind($name), text: include_str!(concat!("../../../web/", $name)) }),*]
    };
}

/// Every file of `web/` that is no test and no tool of the page's writers.
#[rustfmt::skip]
const WEB: &[Asset] = web![
    "index.html"
    "colours.css"
    "editor.css"
    "remarks.css"
    "sheet.css"
    "style.css"
    "api.js"
    "checker.js"
    "checklist.js"
    "dom.js"
    "editor.js"
    "example.js"
    "facts.js"
    "files.js"
    "findings.js"
    "looks.js"
    "main.js"
    "notice.js"
    "paper.js"
    "positions.js"
    "preview.js"
    "remarks.js"
    "settings.js"
    "sheet.js"
    "show.js"
    "state.js"
    "storage.js"
    "walk.js"
    "words.js"
    "icon.svg"
];

const OPENAPI: Asset =
    Asset { path: "/openapi.json", kind: "application/json", text: include_str!("../../../schemas/openapi.json") };

/// The media type that the ending of a name stands for.
const fn kind(name: &str) -> &'static str {
    match name.as_bytes() {
        [.., b'.', b'h', b't', b'm', b'l'] => "text/html; charset=utf-8",
        [.., b'.', b'c', b's', b's'] => "text/css; charset=utf-8",
        [.., b'.', b'j', b's'] => "text/javascript; charset=utf-8",
        [.., b'.', b's', b'v', b'g'] => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

/// The file that a request asks for.
pub(super) async fn answer(request: Request) -> Response {
    let path = match request.uri().path() {
        "/" => "/index.html",
        path => path,
    };
    #[cfg(debug_assertions)]
    if let Some(response) = from_folder(path) {
        return response;
    }
    let Some(asset) = WEB.iter().chain([&OPENAPI]).find(|asset| asset.path == path) else {
        return Fault::not_found().into_response();
    };
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refused = no_such_method(request.method().clone()).await.into_response();
        refused.headers_mut().insert("allow", HeaderValue::from_static("GET,HEAD"));
        return refused;
    }
    let tag = format!("\"{:016x}\"", hash(asset.text));
    let known = request.headers().get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let headers = [(CONTENT_TYPE, asset.kind), (CACHE_CONTROL, "no-cache"), (ETAG, tag.as_str())];
    if known {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    (headers, Body::from(asset.text)).into_response()
}

/// For those who write the page: a program built for development takes it from the folder that `WENFENG_ASSETS` names.
#[cfg(debug_assertions)]
fn from_folder(path: &str) -> Option<Response> {
    use std::path::{Component, Path};

    let folder = std::env::var_os("WENFENG_ASSETS")?;
    let below = Path::new(path.strip_prefix('/')?);
    if !below.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let bytes = std::fs::read(Path::new(&folder).join(below)).ok()?;
    Some(([(CONTENT_TYPE, kind(path))], bytes).into_response())
}
