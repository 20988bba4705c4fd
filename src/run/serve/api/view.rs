//! `POST /api/view`: what a preview of a post needs, from the engine's own layout.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::super::fault::Fault;
use super::super::{Shared, body};
use super::{check, json, on_a_core};
use crate::position::Span;
use crate::report::ENOUGH_UNITS;
use crate::report::json::{Place, Places, part_name};
use crate::text::fold::View;
use crate::text::layout::Layout;
use crate::text::units::{beyond, half_units};

/// A post to look at.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::run::serve) struct ViewRequest {
    /// The text of the post.
    #[cfg_attr(test, schemars(regex(pattern = r"\S")))]
    text: String,
    /// The name of the draft; one that ends in `.md` is Markdown with front matter.
    #[serde(default)]
    name: Option<String>,
}

/// How a post looks.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::run::serve) struct ViewAnswer {
    /// Its length as weibo counts it, with halves.
    units: f64,
    /// The first character that weibo folds away behind 140 units; null where nothing is.
    fold: Option<Place>,
    /// Its parts, in order. They nest or lie apart, the outer before the inner; what no part covers is running text.
    parts: Vec<PartEntry>,
}

/// A piece of a post.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct PartEntry {
    /// `headline`, `hashtag`, `mention`, `link`, `sticker`, `quotation`, `book-title`, `forward`, `signature`,
    /// `front-matter`, `comment` or `platform`.
    kind: &'static str,
    /// Where it begins.
    start: Place,
    /// Where it ends, exclusive.
    end: Place,
}

pub(super) async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let request = body::json(request, shared.patience).await?;
    on_a_core(&shared, move |_| json(&look(&request)?)).await
}

#[expect(clippy::cast_precision_loss, reason = "a text of a megabyte has fewer than 2^52 half-units")]
fn look(request: &ViewRequest) -> Result<ViewAnswer, Fault> {
    let (post, _) = check::post(&request.text, request.name.as_deref().unwrap_or("-"))?;
    let published = &post.text[post.front..];
    let places = Places::new(&post.text);
    let view = View::new(&post.text);
    let front = if post.front == 0 { 0 } else { view.to_view(Span::new(0, post.front)).end };
    let layout = Layout::new(view.text(), front, post.markdown);
    let parts = layout.parts.iter().map(|part| {
        let (start, end) = places.ends(view.to_source(part.span));
        PartEntry { kind: part_name(part.kind), start, end }
    });
    Ok(ViewAnswer {
        units: half_units(published) as f64 / 2.0,
        fold: beyond(published, ENOUGH_UNITS).map(|at| places.at(post.front + at)),
        parts: parts.collect(),
    })
}
