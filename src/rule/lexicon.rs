//! The lexicon of a pack: word classes that guards refer to, names that hold a term by accident, and the cues by which a
//! situation is recognised. Data like the rules, in `lexicon.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::post::Situation;
use crate::rule::{Cue, Element, Term, Within};
use crate::words::Words;

/// A sign that a post speaks to a situation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SituationCue {
    /// The situation it speaks for.
    pub situation: Situation,
    /// How much it speaks for it; negative: against.
    pub weight: i32,
    /// Where it is looked for: [`Within::Lead`] or [`Within::Post`].
    pub within: Within,
    /// Literals; each cue counts once a post.
    pub terms: Vec<Term>,
    /// Regular expressions on the folded text.
    pub patterns: Vec<String>,
    /// What it is, for the reason shown to the user.
    pub title: Words,
}

/// Word classes, names and situation cues.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Lexicon {
    /// Word classes by name; literals folded. `negation`, `reporter`, `report-verb` are used by the engine itself.
    pub classes: BTreeMap<String, Vec<String>>,
    /// Words that hold a shorter term without meaning it (最大限度); folded. A term that is such a word itself is still found.
    pub names: Vec<String>,
    /// Names and phrases the office accepts: nothing is said of them or of what stands inside them; folded.
    pub accepted: Vec<String>,
    /// Situation cues.
    pub cues: Vec<SituationCue>,
    /// What speaks for the elements of an incident notice.
    pub elements: Vec<ElementSign>,
}

/// Something that speaks for an element of an incident notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementSign {
    /// The element.
    pub element: Element,
    /// What is looked for.
    pub find: Vec<Cue>,
    /// What must stand in the same sentence; empty: nothing.
    pub with: Vec<Cue>,
    /// What must not stand in the same sentence.
    pub without: Vec<Cue>,
    /// Whether it counts in the signature too.
    pub signature: bool,
}
