//! Where a rule holds its tongue; the same for every kind of matcher.

use serde::{Deserialize, Serialize};

use super::{Cue, Within};
use crate::text::layout::PartKind;

/// What a rule does with words that are not the issuer's own or are turned down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Say nothing.
    Skip,
    /// Say it all the same.
    Keep,
}

/// When a match must begin and end where words do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Boundary {
    /// For matches of up to three Chinese characters, which most often stand inside longer words by accident, and for those
    /// of Latin letters alone.
    Auto,
    /// For every match.
    Always,
    /// For none.
    Never,
}

/// Cues around a match, by where they stand.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Surroundings {
    /// Directly before the match.
    pub before: Vec<Cue>,
    /// Directly behind it.
    pub after: Vec<Cue>,
    /// Within eight characters of it, in the same sentence.
    pub near: Vec<Cue>,
    /// In a [`Within`] stretch around it.
    pub within: Vec<(Within, Vec<Cue>)>,
}

/// Where a rule holds its tongue; the same for every kind of matcher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guard {
    /// The parts it looks at.
    pub parts: Vec<PartKind>,
    /// Quotations: `skip` unless the rule says otherwise.
    pub quotation: Policy,
    /// Reported speech (网友称…).
    pub reported: Policy,
    /// Negation and criticism to the left in the clause (不要说…).
    pub negated: Policy,
    /// Word boundaries.
    pub boundary: Boundary,
    /// Longer wordings that hold the match and excuse it, folded.
    pub except: Vec<String>,
    /// Every one of these must be there.
    pub when: Surroundings,
    /// Any of these excuses the match.
    pub unless: Surroundings,
    /// The least length of the post in weibo units.
    pub min_units: usize,
    /// The most places of a post that are told one by one; where there are more, the first speaks for all.
    pub most: Option<u32>,
}
