//! One thing in relation to another: without it, near it, before it, in the lead, or missing from the post.

use serde::{Deserialize, Serialize};

use super::cue::Cues;
use super::vocabulary::{SetId, VocabularyBuilder};
use super::{Ask, Candidate};
use crate::position::Span;
use crate::rule::{Element, Relation, Within};

#[derive(Serialize, Deserialize)]
pub(super) enum Compiled {
    Without { find: Cues, lacking: Cues, within: Within },
    Order { first: Cues, then: Cues },
    Near { find: Cues, near: Cues, chars: usize, within: Within },
    Lead { find: Cues, units: usize },
    Missing { any: Cues },
}

impl Compiled {
    pub(super) fn new(relation: &Relation, builder: &mut VocabularyBuilder) -> Self {
        let mut cues = |list| Cues::new(list, builder);
        match relation {
            Relation::Without { find, lacking, within } => {
                Self::Without { find: cues(find), lacking: cues(lacking), within: *within }
            }
            Relation::Order { first, then } => Self::Order { first: cues(first), then: cues(then) },
            Relation::Near { find, near, chars, within } => {
                Self::Near { find: cues(find), near: cues(near), chars: *chars, within: *within }
            }
            Relation::Lead { find, units } => Self::Lead { find: cues(find), units: *units },
            Relation::Missing { any } => Self::Missing { any: cues(any) },
        }
    }

    pub(super) fn triggers(&self) -> Option<Vec<SetId>> {
        match self {
            Self::Without { find, .. } | Self::Near { find, .. } | Self::Lead { find, .. } => find.triggers(),
            Self::Order { first, .. } => first.triggers(),
            Self::Missing { .. } => None,
        }
    }

    /// The element of which it says that it is missing, if that is what it is for.
    pub(super) fn misses(&self) -> Option<Element> {
        match self {
            Self::Missing { any } => any.only_element(),
            _ => None,
        }
    }

    pub(super) fn find(&self, ask: &Ask<'_>) -> Vec<Candidate> {
        let (cx, elements) = (ask.cx, &ask.common.elements);
        let whole = cx.whole();
        let allowed = |cues: &Cues| cues.all_in(cx, elements, whole).into_iter().filter(|&s| ask.allows(s));
        match self {
            Self::Without { find, lacking, within } => allowed(find)
                .filter(|&s| !lacking.any_in(cx, elements, cx.stretch(*within, s), Some(s)))
                .map(Candidate::at)
                .collect(),
            Self::Order { first, then } => {
                let Some(&anchor) = then.all_in(cx, elements, whole).first() else { return Vec::new() };
                let mut early = allowed(first).take_while(|s| s.end <= anchor.start);
                let Some(mark) = early.next() else { return Vec::new() };
                vec![Candidate { related: vec![anchor], ..Candidate::at(mark) }]
            }
            Self::Near { find, near, chars, within } => {
                let others = near.all_in(cx, elements, whole);
                allowed(find)
                    .filter_map(|s| {
                        let stretch = cx.stretch(*within, s);
                        // No character is longer than four bytes: what stands further off need not be measured.
                        let reach = chars.saturating_mul(4);
                        let from = stretch.start.max(s.start.saturating_sub(reach));
                        let to = stretch.end.min(s.end.saturating_add(reach + 1));
                        let first = others.partition_point(|o| o.end < from);
                        let other = others[first..]
                            .iter()
                            .take_while(|o| o.start < to)
                            .find(|o| stretch.overlaps(**o) && !o.overlaps(s) && is_near(cx.text, s, **o, *chars))?;
                        Some(Candidate { related: vec![*other], ..Candidate::at(s) })
                    })
                    .collect()
            }
            Self::Lead { find, units } => {
                let end = cx.units_end(whole, *units);
                allowed(find).take_while(|s| s.start < end).map(Candidate::at).collect()
            }
            Self::Missing { any } => {
                if any.any_in(cx, elements, whole, None) || !ask.allows_post() {
                    return Vec::new();
                }
                cx.lead_words().map(Candidate::at).into_iter().collect()
            }
        }
    }
}

fn is_near(text: &str, a: Span, b: Span, chars: usize) -> bool {
    let between = if a.end <= b.start { a.end..b.start } else { b.end..a.start };
    text[between].chars().nth(chars).is_none()
}
