//! Bricks of a schema.

use serde_json::{Map, Value, json};

/// What a key holds, and what it is for.
pub(crate) type Key = (&'static str, Value, &'static str);

/// An object that knows these keys and no others.
pub(crate) fn object(description: &str, keys: Vec<Key>, required: &[&str]) -> Value {
    let mut properties = Map::new();
    for (name, mut value, text) in keys {
        // Beside a reference nothing else counts in draft-07.
        if value.get("$ref").is_some() {
            value = json!({ "allOf": [value] });
        }
        value["description"] = json!(text);
        properties.insert(name.to_owned(), value);
    }
    let mut object = json!({
        "type": "object", "description": description, "properties": properties, "additionalProperties": false
    });
    if !required.is_empty() {
        object["required"] = json!(required);
    }
    object
}

pub(crate) fn text() -> Value {
    json!({ "type": "string" })
}

pub(crate) fn filled() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

pub(crate) fn flag() -> Value {
    json!({ "type": "boolean" })
}

pub(crate) fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

pub(crate) fn number() -> Value {
    json!({ "type": "number", "minimum": 0 })
}

pub(crate) fn one_of(names: &[&str]) -> Value {
    json!({ "type": "string", "enum": names })
}

pub(crate) fn list(item: &Value) -> Value {
    json!({ "type": "array", "items": item })
}

pub(crate) fn some(item: &Value) -> Value {
    json!({ "type": "array", "items": item, "minItems": 1 })
}

/// A list; one item stands for a list of one.
pub(crate) fn one_or_more(item: &Value) -> Value {
    json!({ "anyOf": [item, list(item)] })
}

pub(crate) fn table(keys: &Value, values: &Value) -> Value {
    json!({ "type": "object", "propertyNames": keys, "additionalProperties": values })
}

pub(crate) fn refer(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

/// The whole of a schema.
pub(crate) fn document(title: &str, mut root: Value, definitions: Vec<(&str, Value)>) -> Value {
    root["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    root["title"] = json!(title);
    if !definitions.is_empty() {
        root["definitions"] =
            definitions.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into();
    }
    root
}

/// The pattern of a rule's name.
pub(crate) fn rule_id() -> Value {
    let categories = wenfeng::rule::Category::ALL.map(wenfeng::rule::Category::name).join("|");
    json!({ "type": "string", "pattern": format!("^({categories})/[a-z0-9]([a-z0-9-]*[a-z0-9])?$") })
}
