//! What JSON says of a post as a whole.

use std::sync::Arc;

use serde::{Serialize, Serializer};

use super::{Place, Places};
use crate::finding::{Checked, ElementSeen};
use crate::post::PostId;
use crate::report::ENOUGH_UNITS as FOLD;
use crate::text::units::beyond;
use crate::words::Lang;

/// The occasion a post speaks to.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct SituationEntry {
    /// `everyday`, `policy`, `incident`, `personal` or `reply`.
    name: &'static str,
    /// The evidence, or who set it.
    reason: String,
}

/// Where something stands.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct StretchEntry {
    /// Where it begins.
    start: Place,
    /// Where it ends, exclusive.
    end: Place,
}

/// An element of a notice about an incident.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ElementEntry {
    /// `time`, `place`, `casualty-status`, `who-acts`, `guidance`, `contact`, `next-update` or `issuer`.
    name: &'static str,
    /// Whether the notice has it.
    found: bool,
    /// Where it stands, in order.
    places: Vec<StretchEntry>,
    /// Whether the rules ask for it in this notice; one that is needed and not found is a finding of `response`.
    needed: bool,
}

/// A post that was checked.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub(super) struct PostEntry {
    /// The file.
    #[serde(serialize_with = "as_text")]
    #[cfg_attr(test, schemars(with = "String"))]
    path: Arc<str>,
    /// Its id in a container, else its number in the file.
    post: PostId,
    /// In a container: the line, record or first paragraph.
    row: Option<u64>,
    /// The occasion it speaks to.
    situation: SituationEntry,
    /// Its length as weibo counts it.
    units: usize,
    /// The first character that weibo folds away behind 140 units; null where nothing is.
    fold: Option<Place>,
    /// For notices about an incident: their elements, in the order of the documentation; null for other posts.
    elements: Option<Vec<ElementEntry>>,
}

fn as_text<S: Serializer>(text: &Arc<str>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(text)
}

impl PostEntry {
    /// `places`: those of the post's text.
    pub(super) fn new(checked: &Checked, lang: Lang, places: &Places<'_>) -> Self {
        let post = &checked.post;
        let folded = if checked.units > FOLD { beyond(&post.text[post.front..], FOLD) } else { None };
        Self {
            path: Arc::clone(&post.path),
            post: post.id.clone(),
            row: post.row,
            situation: SituationEntry {
                name: checked.situation.situation.name(),
                reason: checked.situation.reason.get(lang).to_owned(),
            },
            units: checked.units,
            fold: folded.map(|at| places.at(post.front + at)),
            elements: checked.elements.as_ref().map(|all| all.iter().map(|one| element(one, places)).collect()),
        }
    }
}

fn element(seen: &ElementSeen, places: &Places<'_>) -> ElementEntry {
    let stretches = seen.places.iter().map(|&span| {
        let (start, end) = places.ends(span);
        StretchEntry { start, end }
    });
    ElementEntry {
        name: seen.element.name(),
        found: !seen.places.is_empty(),
        places: stretches.collect(),
        needed: seen.needed,
    }
}
