//! `POST /api/keep` and `POST /api/kept`: what a page would lose by being loaded anew, held in memory.
//!
//! A browser writes its own stores to disk, and a draft must not get there unasked. So the page leaves its state here under
//! a name that nobody can guess, and asks for it when it comes back. All of it is gone when the program ends.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};

use super::super::fault::Fault;
use super::super::{Shared, body};
use super::json;
use crate::say;

/// So many pages are held at once …
const MOST_STATES: usize = 64;
/// … with so many bytes together; those that were left longest ago go first.
const MOST_BYTES: usize = 16 << 20;
/// A shorter name could be guessed; a longer one is none of the page's.
const NAME_CHARACTERS: std::ops::RangeInclusive<usize> = 16..=64;

/// What pages have left.
#[derive(Default)]
pub(in crate::run::serve) struct Kept {
    /// The latest last.
    states: Mutex<VecDeque<KeepRequest>>,
}

/// What a page leaves.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::run::serve) struct KeepRequest {
    /// A name of 16 to 64 letters, digits and hyphens that nobody can guess.
    #[cfg_attr(test, schemars(regex(pattern = r"^[A-Za-z0-9-]{16,64}$")))]
    key: String,
    /// What is to be held. What was held under that name is forgotten.
    state: String,
}

/// A page that is back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::run::serve) struct KeptRequest {
    /// The name under which something was left.
    #[cfg_attr(test, schemars(regex(pattern = r"^[A-Za-z0-9-]{16,64}$")))]
    key: String,
}

/// What was held.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(in crate::run::serve) struct KeptAnswer {
    /// It, or null where nothing is held under that name any more.
    state: Option<String>,
}

pub(super) async fn leave(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let left: KeepRequest = body::json(request, shared.patience).await?;
    named(&left.key)?;
    shared.kept.leave(left);
    let mut response = Response::default();
    *response.status_mut() = StatusCode::NO_CONTENT;
    Ok(response)
}

pub(super) async fn fetch(State(shared): State<Arc<Shared>>, request: Request) -> Result<Response, Fault> {
    let wanted: KeptRequest = body::json(request, shared.patience).await?;
    named(&wanted.key)?;
    json(&KeptAnswer { state: shared.kept.find(&wanted.key) })
}

fn named(key: &str) -> Result<(), Fault> {
    let fits = NAME_CHARACTERS.contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    if fits {
        return Ok(());
    }
    let (least, most) = (NAME_CHARACTERS.start(), NAME_CHARACTERS.end());
    let message = say!(
        "名称要有 {least} 到 {most} 个字母、数字或「-」",
        "a name has {least} to {most} letters, digits or hyphens"
    );
    Err(Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "request", message).at("key"))
}

impl Kept {
    fn leave(&self, left: KeepRequest) {
        let mut states = self.states();
        states.retain(|state| state.key != left.key);
        states.push_back(left);
        let mut bytes: usize = states.iter().map(|state| state.state.len()).sum();
        while states.len() > MOST_STATES || bytes > MOST_BYTES {
            bytes -= states.pop_front().map_or(bytes, |oldest| oldest.state.len());
        }
    }

    fn find(&self, key: &str) -> Option<String> {
        self.states().iter().find(|state| state.key == key).map(|state| state.state.clone())
    }

    fn states(&self) -> MutexGuard<'_, VecDeque<KeepRequest>> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leave(kept: &Kept, key: &str, state: &str) {
        kept.leave(KeepRequest { key: key.to_owned(), state: state.to_owned() });
    }

    #[test]
    fn what_was_left_last_under_a_name_is_held_and_nothing_else() {
        let kept = Kept::default();
        leave(&kept, "a", "一");
        leave(&kept, "b", "二");
        leave(&kept, "a", "三");
        assert_eq!(kept.find("a").as_deref(), Some("三"));
        assert_eq!(kept.find("b").as_deref(), Some("二"));
        assert_eq!(kept.find("c"), None);
        assert_eq!(kept.states().len(), 2);
    }

    #[test]
    fn the_oldest_make_room() {
        let kept = Kept::default();
        for i in 0..=MOST_STATES {
            leave(&kept, &format!("page-{i}"), "x");
        }
        assert_eq!(kept.find("page-0"), None);
        assert_eq!(kept.find("page-1").as_deref(), Some("x"));
        leave(&kept, "page-2", &"y".repeat(MOST_BYTES));
        assert_eq!(kept.find("page-1"), None);
        assert!(kept.find("page-2").is_some());
        leave(&kept, "page-3", &"z".repeat(MOST_BYTES + 1));
        assert!(kept.states().is_empty());
    }
}
