//! `POST /api/config`: what was settled on the page, as a `wenfeng.toml`.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::asked::Asked;
use super::super::fault::Fault;
use super::super::{Shared, body};
use super::{json, on_a_core};
use crate::say;

/// A configuration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::run::serve) struct ConfigRequest {
    /// What is settled, as in `wenfeng.toml`.
    config: Map<String, Value>,
}

/// A configuration as a file.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::run::serve) struct ConfigAnswer {
    /// The text of a `wenfeng.toml`.
    toml: String,
}

pub(super) async fn answer(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let request: ConfigRequest = body::json(request, shared.patience).await?;
    on_a_core(&shared, move |shared| json(&ConfigAnswer { toml: written(shared, &request.config)? })).await
}

fn written(shared: &Shared, config: &Map<String, Value>) -> Result<String, Fault> {
    let asked = Asked::read(config)?;
    // Names of rules that do not exist are told now, not when the file is used.
    shared.office.force(Some(&asked), "-")?;
    let lang = shared.office.lang_of(Some(&asked));
    let mut text = String::new();
    let mut remark = |words: crate::words::Words| {
        text.extend(["# ", words.get(lang), "\n"]);
    };
    remark(say!(
        "在文风的网页上设好的。放在草稿所在的文件夹，文件名用 wenfeng.toml。",
        "Settled on the page of wenfeng. Keep it beside the drafts, as wenfeng.toml."
    ));
    if let Some(file) = shared.office.file() {
        let file = crate::config::find::absolute(file).display().to_string();
        remark(say!(
            "在网页上查的时候还用了下面这份配置；要接着用，去掉那一行开头的 #。",
            "The page used this configuration as well; to go on with it, take the # away."
        ));
        let file = toml::Value::String(file).to_string();
        text.extend(["#extends = ", &file, "\n"]);
    }
    text.push('\n');
    text.push_str(&toml::to_string_pretty(config).map_err(|_| Fault::internal())?);
    Ok(text)
}
