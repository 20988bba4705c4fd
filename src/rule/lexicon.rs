//! The lexicon of a pack: word classes that guards refer to, names that hold a term by accident, and the cues by which a
//! situation is recognised. Data like the rules, in `lexicon.toml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::post::Situation;
use crate::rule::{Cue, Element, Within};
use crate::words::Words;

/// A sign that a post speaks to a situation; counted once a post, however often it is met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SituationCue {
    /// The situation it speaks for.
    pub situation: Situation,
    /// How much it speaks for it; negative: against.
    pub weight: i32,
    /// Where it is looked for: [`Within::Lead`] or [`Within::Post`].
    pub within: Within,
    /// What is looked for.
    pub find: Vec<Cue>,
    /// What must stand in the same sentence; empty: nothing.
    pub with: Vec<Cue>,
    /// What must not stand in the same sentence.
    pub without: Vec<Cue>,
    /// What it is, for the reason shown to the user.
    pub title: Words,
}

/// Words that speak to a situation; each counts once a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SituationWords {
    /// The situation.
    pub situation: Situation,
    /// Where they are looked for: [`Within::Lead`] or [`Within::Post`].
    pub within: Within,
    /// Literals, folded, with their weights; negative: against it.
    pub words: Vec<(String, i32)>,
    /// What they are, for the reason shown to the user.
    pub title: Words,
}

/// Word classes by name; a class holds no other class.
pub type Classes = BTreeMap<String, Vec<Cue>>;

/// Word classes, names and situation cues.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Lexicon {
    /// Word classes by name. `negation`, `reporter`, `report-verb` are used by the engine itself, as far as they are literals.
    pub classes: Classes,
    /// Words that hold a shorter term without meaning it (最大限度); folded. A term that is such a word itself is still found.
    pub names: Vec<String>,
    /// Names and phrases the office accepts: nothing is said of them or of what stands inside them; folded.
    pub accepted: Vec<String>,
    /// Situation cues.
    pub cues: Vec<SituationCue>,
    /// Words that speak for a situation, each with a weight of its own.
    pub words: Vec<SituationWords>,
    /// What every post has of a situation before anything is met in it, in the order of [`Situation::ALL`]; 0 is usual.
    pub base: [i32; 5],
    /// What speaks for the elements of an incident notice.
    pub elements: Vec<ElementSign>,
}

impl Lexicon {
    /// The literals of a word class.
    pub fn literals<'l>(&'l self, class: &str) -> impl Iterator<Item = &'l str> + use<'l> {
        self.classes
            .get(class)
            .into_iter()
            .flatten()
            .flat_map(|cue| match cue {
                Cue::Literals(literals) => literals.as_slice(),
                _ => &[],
            })
            .map(String::as_str)
    }
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
