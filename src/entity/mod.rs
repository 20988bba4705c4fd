//! Recognisers: dates, times, numbers, places, bodies, offices, laws, contacts.
//!
//! They answer one question of the rules' guards: does this sentence say when, where, who, how many, by which law, and how
//! to ask? They are precise about spans and cautious about kinds; each has tests of its own. Nothing here knows of rules.

mod bodies;
mod class;
mod contacts;
mod laws;
mod numerals;
mod persons;
mod places;
mod scan;
mod times;

use serde::{Deserialize, Serialize};

use crate::position::Span;
use crate::text::layout::{Layout, PartKind};
use scan::Text;
use times::Range;

/// What a recognised piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// Whether `c` is a family name, or the end of one of two characters.
#[must_use]
pub fn is_surname(c: char) -> bool {
    class::of(c) & class::SURNAME != 0 || persons::ends_two(c)
}

/// All entities of `view`, by start, then the longer first. Entities of different kinds may overlap; those of one kind do not.
#[must_use]
pub fn recognise(view: &str, layout: &Layout) -> Vec<Entity> {
    let text = Text::new(view, layout);
    let mut pass = Pass::new(&text);
    laws::titled(&text, layout, |range| pass.found(EntityKind::Law, range));
    pass.run();
    let mut entities = pass.entities();
    entities.extend(layout.of_kind(PartKind::Link).map(|p| Entity { kind: EntityKind::Link, span: p.span }));
    entities.sort_unstable_by_key(|e| (e.span.start, std::cmp::Reverse(e.span.end), e.kind));
    entities
}

/// One pass over the characters.
struct Pass<'t, 'v> {
    text: &'t Text<'v>,
    found: Vec<(EntityKind, Range)>,
    /// By their end, neighbours joined.
    places: Vec<Range>,
    /// By their end.
    bodies: Vec<Range>,
}

impl<'t, 'v> Pass<'t, 'v> {
    fn new(text: &'t Text<'v>) -> Self {
        Self { text, found: Vec::new(), places: Vec::new(), bodies: Vec::new() }
    }

    fn found(&mut self, kind: EntityKind, range: Range) {
        self.found.push((kind, range));
    }

    fn run(&mut self) {
        let mut at = 0;
        // Numerals are read from the left and taken whole; names are noticed at their last character.
        let mut numerals_from = 0;
        while at < self.text.len() {
            let c = self.text.get(at);
            let class = class::of(c);
            if at >= numerals_from
                && (c.is_ascii() && c != '\0' || class & (class::NUMERAL | class::DAY) != 0 || is_opening(c))
            {
                numerals_from = self.numeral(at, c, class);
            }
            if class != 0 {
                self.names(at, class);
            }
            at += 1;
        }
    }

    /// Look for what begins at `at` with a numeral, a bracket or a word for a day; where to look on.
    fn numeral(&mut self, at: usize, c: char, class: u16) -> usize {
        if let Some(range) = laws::numbered_notice(self.text, at)
            .or_else(|| is_opening(c).then(|| laws::document(self.text, at)).flatten())
        {
            self.found(EntityKind::Document, range);
            return range.1;
        }
        if is_opening(c) {
            if let Some(range) = contacts::phone(self.text, at) {
                self.found(EntityKind::Phone, range);
                return range.1;
            }
            return at + 1;
        }
        if class & class::DAY != 0
            && let Some(range) = times::day_word(self.text, at)
        {
            self.found(EntityKind::Date, range);
            return range.1;
        }
        if c == '半'
            && let Some(range) = numerals::half(self.text, at)
        {
            self.found(EntityKind::Number, range);
            return range.1;
        }
        if !(c.is_ascii_digit() || c == '*' || class & class::NUMERAL != 0 || c == '〇') {
            return at + 1;
        }
        let reading = numerals::read(self.text, at);
        if let Some((kind, range)) = reading.entity {
            self.found(kind, range);
        }
        reading.end
    }

    /// Look for names that end, and persons that begin, at `at`.
    fn names(&mut self, at: usize, class: u16) {
        if class & class::CITY != 0
            && let Some(range) = places::city(self.text, at)
        {
            self.place(range);
        }
        if class & class::PLACE != 0
            && let Some((start, end)) =
                places::ending_at(self.text, at, self.places.last().copied(), self.bodies.last().map_or(0, |b| b.1))
        {
            self.place((start, places::tail(self.text, end)));
        }
        if class & class::BODY != 0
            && let Some(range) = bodies::ending_at(self.text, at, &self.places)
        {
            self.body(range);
        }
        if class & class::OFFICE != 0
            && let Some((office, person)) = persons::office(self.text, at, &self.bodies, &self.places)
        {
            self.found(EntityKind::Office, office);
            if let Some(range) = person {
                self.found(EntityKind::Person, range);
            }
        }
        if class & class::SURNAME != 0
            && let Some(range) = persons::person(self.text, at)
        {
            self.found(EntityKind::Person, range);
        }
        if class & class::ARTICLE != 0
            && let Some(range) = laws::untitled(self.text, at)
        {
            self.found(EntityKind::Law, range);
        }
    }

    /// Note a place, joined with the one before it.
    fn place(&mut self, (mut start, mut end): Range) {
        while let Some(&(s, e)) = self.places.last() {
            if s <= start && end <= e {
                return;
            }
            if start < e || places::joins(self.text, e, start, end) {
                start = start.min(s);
                end = end.max(e);
                self.places.pop();
            } else {
                break;
            }
        }
        self.places.push((start, end));
    }

    /// Note a body; a longer name takes the place of those within it.
    fn body(&mut self, (mut start, end): Range) {
        while let Some(&(s, e)) = self.bodies.last() {
            if e <= start {
                break;
            }
            start = start.min(s);
            self.bodies.pop();
        }
        self.bodies.push((start, end));
    }

    fn entities(mut self) -> Vec<Entity> {
        for &(start, end) in &self.bodies {
            if bodies::is_building(self.text, end) {
                self.found.push((EntityKind::Place, (start, end)));
            }
        }
        self.found.extend(self.places.iter().map(|&p| (EntityKind::Place, p)));
        self.found.extend(self.bodies.iter().map(|&b| (EntityKind::Body, b)));
        self.found.sort_unstable_by_key(|&(kind, (start, end))| (kind, start, std::cmp::Reverse(end)));
        // Of one kind the longer name holds the shorter.
        let mut last = (None, 0);
        self.found.retain(|&(kind, (start, end))| {
            let held = last.0 == Some(kind) && start < last.1;
            if !held {
                last = (Some(kind), end);
            }
            !held && start < end
        });
        self.found.iter().map(|&(kind, (start, end))| Entity { kind, span: self.text.span(start, end) }).collect()
    }
}

fn is_opening(c: char) -> bool {
    matches!(c, '〔' | '[' | '【' | '（' | '(')
}

#[cfg(test)]
mod tests;
