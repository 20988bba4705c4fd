//! The body of a request: of the right kind, not too long, not too slow; and what its JSON says.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::timeout;

use super::fault::Fault;
use crate::say;
use crate::words::Words;

/// The most bytes of a request in JSON: a post of a hundred thousand characters, and room.
pub(super) const MOST_JSON: usize = 1 << 20;
/// The most bytes of a file.
pub(super) const MOST_FILE: usize = crate::source::MAX_POST_BYTES;
/// A file may take so many times as long as a request in JSON.
const FILE_PATIENCE: u32 = 4;

/// What the JSON of `request` says.
pub(super) async fn json<T: DeserializeOwned>(request: Request, patience: Duration) -> Result<T, Fault> {
    of_kind(request.headers(), "application/json")?;
    let bytes = take(request, MOST_JSON, patience).await?;
    let value: Value = serde_json::from_slice(&bytes).map_err(|error| no_json(&error))?;
    if !value.is_object() {
        return Err(unfit(say!("请求要是一个对象 {{…}}", "the request must be an object {{…}}")));
    }
    serde_path_to_error::deserialize(value).map_err(|error| {
        let fault = unfit(misfit(&error.inner().to_string()));
        let path = error.path().to_string();
        if path == "." { fault } else { fault.at(path) }
    })
}

/// The bytes of the file that `request` carries.
pub(super) async fn file(request: Request, patience: Duration) -> Result<Bytes, Fault> {
    of_kind(request.headers(), "application/octet-stream")?;
    take(request, MOST_FILE, patience * FILE_PATIENCE).await
}

fn of_kind(headers: &HeaderMap, wanted: &str) -> Result<(), Fault> {
    let refused = |message: Words| Fault::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", message);
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let mut parts = kind.split(';').map(str::trim);
    let fits = parts.next().is_some_and(|essence| essence.eq_ignore_ascii_case(wanted));
    let utf8 = parts.all(|parameter| match parameter.split_once('=') {
        Some((name, value)) if name.eq_ignore_ascii_case("charset") => {
            value.trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    });
    if !fits || !utf8 {
        let message = say!("请求的内容要是 {wanted}（UTF-8）", "the body must be {wanted}, in UTF-8");
        return Err(refused(message).help(say!("写上：Content-Type: {wanted}", "send: Content-Type: {wanted}")));
    }
    match headers.get(CONTENT_ENCODING).map(|encoding| encoding.as_bytes().to_ascii_lowercase()) {
        None => Ok(()),
        Some(encoding) if encoding == b"identity" => Ok(()),
        Some(_) => Err(refused(say!("请求的内容不要压缩", "the body must not be compressed"))),
    }
}

async fn take(request: Request, most: usize, patience: Duration) -> Result<Bytes, Fault> {
    let said = request.headers().get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|length| length > most as u64) {
        return Err(too_long(most));
    }
    let body: Limited<Body> = Limited::new(request.into_body(), most);
    match timeout(patience, body.collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) if error.downcast_ref::<LengthLimitError>().is_some() => Err(too_long(most)),
        Ok(Err(_)) => {
            Err(Fault::new(StatusCode::BAD_REQUEST, "body", say!("请求没有收全", "the body of the request broke off")))
        }
        Err(_) => Err(Fault::new(
            StatusCode::REQUEST_TIMEOUT,
            "slow",
            say!("等请求等得太久", "the request took too long to arrive"),
        )),
    }
}

fn too_long(most: usize) -> Fault {
    let most = most >> 20;
    Fault::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "too-long",
        say!("内容太长，最多 {most} MB", "the body is too long; {most} MiB at the most"),
    )
    .help(say!("分成几次送", "send it in parts"))
}

fn no_json(error: &serde_json::Error) -> Fault {
    let (line, column, said) = (error.line(), error.column(), error.to_string());
    Fault::new(StatusCode::BAD_REQUEST, "json", say!("请求的内容不是正确的 JSON", "the body is not valid JSON"))
        .help(say!("在第 {line} 行第 {column} 字节：{said}", "at line {line}, byte {column}: {said}"))
}

/// The JSON is sound, and what it says does not fit.
fn unfit(message: Words) -> Fault {
    Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "request", message)
}

/// A sentence of serde in both languages. Values of the request are left out: they may be words of a draft.
fn misfit(said: &str) -> Words {
    let named = |prefix: &str| said.strip_prefix(prefix).and_then(|rest| rest.split('`').next());
    if let Some(name) = named("missing field `") {
        return say!("请求里少了「{name}」", "the request lacks `{name}`");
    }
    if let Some(name) = named("unknown field `") {
        let known: Vec<&str> = said.split('`').skip(3).step_by(2).collect();
        let (zh, en) = (known.join("、"), known.join(", "));
        return say!("请求里没有「{name}」这一项；可以写：{zh}", "a request has no `{name}`; it may have: {en}");
    }
    if let Some((_, known)) = said.split_once("expected one of ") {
        let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
        let (zh, en) = (known.join("、"), known.join(", "));
        return say!("这个值不对；可以写：{zh}", "this value does not fit; it may be: {en}");
    }
    let expected = said.rsplit_once("expected ").map_or("", |(_, expected)| expected);
    let zh = match expected {
        "a string" | "string or map" => "文字",
        "a map" => "对象 {…}",
        expected if expected.starts_with("struct ") => "对象 {…}",
        expected => expected,
    };
    let en = if expected.starts_with("struct ") { "an object" } else { expected };
    say!("这里的类型不对，应为{zh}", "of the wrong type; expected {en}")
}
