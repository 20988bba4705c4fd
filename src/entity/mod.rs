//! Recognisers: dates, times, numbers, places, bodies, offices, laws, contacts.
//!
//! They answer one question of the rules' guards: does this sentence say when, where, who, how many, by which law, and how
//! to ask? They are precise about spans and cautious about kinds; each has tests of its own. Nothing here knows of rules.

use crate::position::Span;
use crate::text::layout::Layout;

/// What a recognised piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntityKind {
    /// A calendar date or a day given by reference to the post's own (6月3日, 2024年, 今天, 明日).
    Date,
    /// A time of day (18时, 9点30分, 14:20).
    Clock,
    /// A number with its unit (3人, 20天, 4米).
    Number,
    /// A share (80%, 三成, 百分之五).
    Percent,
    /// A sum of money.
    Money,
    /// A telephone number, hot lines such as 12345 included.
    Phone,
    /// A web or mail address.
    Link,
    /// A place: administrative unit, road, building, station.
    Place,
    /// A named body (县住建局, 市第一医院, 交警大队).
    Body,
    /// An office or a person with an office (县委书记, 副县长李某).
    Office,
    /// A person's name.
    Person,
    /// An article of law (《…》第十二条, or 第12条 behind a title).
    Law,
    /// A document number (国办发〔2016〕61号).
    Document,
}

impl EntityKind {
    /// All kinds with the names that rules use for them.
    pub const NAMES: [(&'static str, Self); 13] = [
        ("date", Self::Date),
        ("clock", Self::Clock),
        ("number", Self::Number),
        ("percent", Self::Percent),
        ("money", Self::Money),
        ("phone", Self::Phone),
        ("link", Self::Link),
        ("place", Self::Place),
        ("body", Self::Body),
        ("office", Self::Office),
        ("person", Self::Person),
        ("law", Self::Law),
        ("document", Self::Document),
    ];
}

/// A recognised piece of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// Bytes of the folded view.
    pub span: Span,
}

/// All entities of `view`, by start, then the longer first. Entities of different kinds may overlap.
#[must_use]
pub fn recognise(view: &str, layout: &Layout) -> Vec<Entity> {
    let _ = (view, layout);
    Vec::new()
}
