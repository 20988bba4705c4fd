//! One JSON object: what a post needs of it, and where its values stand.
//!
//! [`parse`] keeps the text, the id and what is said beside them, and skips everything else without storing it. It does not
//! judge: that is for [`super::jsonl`], which asks [`members`] for places when there is something to complain of.

use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::meta::{Key, Value};
use crate::position::Span;

/// What a line says.
#[derive(Default)]
pub(super) struct Record {
    pub(super) text: Option<Value>,
    pub(super) id: Option<Value>,
    /// Each key as written, with what it means.
    pub(super) said: Vec<(&'static str, Key, Value)>,
}

/// Read the object in `line`, whose text is under `text_key`.
pub(super) fn parse(line: &str, text_key: &str) -> serde_json::Result<Record> {
    let mut json = serde_json::Deserializer::from_str(line);
    let record = RecordSeed { text_key }.deserialize(&mut json)?;
    json.end()?;
    Ok(record)
}

/// Reads an object, keeping what a post needs.
struct RecordSeed<'a> {
    text_key: &'a str,
}

impl<'de> DeserializeSeed<'de> for RecordSeed<'_> {
    type Value = Record;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Record, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for RecordSeed<'_> {
    type Value = Record;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record, A::Error> {
        let mut record = Record::default();
        while let Some(field) = map.next_key_seed(FieldSeed { text_key: self.text_key })? {
            match field {
                Field::Text => record.text = Some(map.next_value()?),
                Field::Id => record.id = Some(map.next_value()?),
                Field::Said(name, key) => record.said.push((name, key, map.next_value()?)),
                Field::Other => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(record)
    }
}

enum Field {
    Text,
    Id,
    Said(&'static str, Key),
    Other,
}

struct FieldSeed<'a> {
    text_key: &'a str,
}

impl<'de> DeserializeSeed<'de> for FieldSeed<'_> {
    type Value = Field;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Field, D::Error> {
        json.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FieldSeed<'_> {
    type Value = Field;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, name: &str) -> Result<Field, E> {
        if name == self.text_key {
            return Ok(Field::Text);
        }
        Ok(match (name, Key::from_name(name)) {
            ("id", _) => Field::Id,
            ("event-time", Some(key)) => Field::Said("event-time", key),
            (_, Some(key)) => Field::Said(key.name(), key),
            _ => Field::Other,
        })
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::Number(number.to_string()))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Value, E> {
        Ok(Value::Other)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Some(Vec::new());
        while let Some(item) = items.next_element::<Value>()? {
            match (&mut list, item) {
                (Some(list), Value::Text(text)) => list.push(text),
                _ => list = None,
            }
        }
        Ok(list.map_or(Value::Other, Value::List))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other)
    }
}

/// A key of an object and where its value stands.
pub(super) struct Member {
    pub(super) key: String,
    /// Bytes of the line.
    pub(super) value: Span,
}

/// The members of the object in `line`, which is known to be valid JSON. Only for pointing at a mistake.
pub(super) fn members(line: &str) -> Vec<Member> {
    let bytes = line.as_bytes();
    let mut found = Vec::new();
    let (mut depth, mut at) = (0_usize, 0);
    let mut key: Option<String> = None;
    let mut value_start = None;
    while at < bytes.len() {
        let start = at;
        at += 1;
        match bytes[start] {
            b'"' => {
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at = (at + 1).min(bytes.len());
                if depth == 1 && value_start.is_none() {
                    key = line.get(start..at).and_then(|quoted| serde_json::from_str(quoted).ok());
                }
            }
            b':' if depth == 1 && value_start.is_none() => value_start = Some(at),
            b'{' | b'[' => depth += 1,
            b',' | b'}' | b']' if depth == 1 => {
                if let (Some(key), Some(from)) = (key.take(), value_start.take()) {
                    let trimmed = line[from..start].trim();
                    let from = start - line[from..start].trim_start().len();
                    found.push(Member { key, value: Span::new(from, from + trimmed.len()) });
                }
                depth -= usize::from(bytes[start] != b',');
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    found
}

/// Where the string under `key` stands in `line`, a JSON object, with its quotes: the last one, as parsers take it.
pub(crate) fn string_value(line: &str, key: &str) -> Option<Span> {
    let value = members(line).into_iter().rev().find(|member| member.key == key)?.value;
    line[value.range()].starts_with('"').then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_where_they_stand() {
        let line = r#" {"a\"b" : "x,}" , "n":{"text":[1,"]"]}, "text":  7 ,"e":""} "#;
        let found: Vec<(String, &str)> =
            members(line).into_iter().map(|member| (member.key, &line[member.value.range()])).collect();
        let expected = [("a\"b", r#""x,}""#), ("n", r#"{"text":[1,"]"]}"#), ("text", "7"), ("e", "\"\"")];
        assert_eq!(found, expected.map(|(key, value)| (key.to_owned(), value)));
        assert!(members("").is_empty() && members("[1,2]").is_empty() && members("{\"a").is_empty());
    }
}
