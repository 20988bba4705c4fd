//! What programs ask, one file an address.

mod about;
mod check;
mod config;
mod keep;
mod read;
mod rules;
mod view;

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Serialize;

pub(super) use self::keep::Kept;
#[cfg(test)]
pub(super) use self::{
    about::About,
    check::CheckRequest,
    config::{ConfigAnswer, ConfigRequest},
    keep::{KeepRequest, KeptAnswer, KeptRequest},
    read::ReadAnswer,
    rules::RuleEntry,
    view::{ViewAnswer, ViewRequest},
};
use super::Shared;
use super::fault::Fault;

/// Every address, with its methods.
pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/api/about", get(about::answer))
        .route("/api/rules", get(rules::answer))
        .route("/api/check", post(check::answer))
        .route("/api/view", post(view::answer))
        .route("/api/read", post(read::answer))
        .route("/api/config", post(config::answer))
        .route("/api/keep", post(keep::leave))
        .route("/api/kept", post(keep::fetch))
}

/// Do `work` on a thread of its own when a core is free. Who goes away before that costs nothing.
async fn on_a_core<T: Send + 'static>(
    shared: &Arc<Shared>,
    work: impl FnOnce(&Shared) -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    let core = Arc::clone(&shared.cores).acquire_owned().await.map_err(|_| Fault::internal())?;
    let shared = Arc::clone(shared);
    let done = tokio::task::spawn_blocking(move || {
        let done = work(&shared);
        drop(core);
        done
    });
    done.await.unwrap_or_else(|_| Err(Fault::internal()))
}

/// An answer in JSON.
fn json(answer: &impl Serialize) -> Result<Response, Fault> {
    serde_json::to_vec(answer).map(of_json).map_err(|_| Fault::internal())
}

fn of_json(text: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(text));
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
