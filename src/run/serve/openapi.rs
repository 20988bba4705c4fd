//! The description of the interface in `OpenAPI` 3.1, made from the very types that requests and answers are;
//! `WENFENG_UPDATE=1 cargo test --lib openapi` writes `schemas/openapi.json`.

use std::path::Path;

use schemars::JsonSchema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

use super::api::{
    About, CheckRequest, ConfigAnswer, ConfigRequest, KeepRequest, KeptAnswer, KeptRequest, ReadAnswer, RuleEntry,
    ViewAnswer, ViewRequest,
};
use super::asked::REFUSED;
use super::fault::Refusal;
use crate::report::json::tests::Document;

const KEY: &str = "1f0e3dad-99908345-f7439f8f";
const NOTICE: &str =
    "【我县全力以赴做好道路塌陷处置工作】6月3日，建设路塌陷，县领导第一时间赶赴现场，事故原因正在进一步调查中。";

fn generator(answers: bool) -> SchemaGenerator {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    if answers { settings.for_serialize() } else { settings }.into_generator()
}

/// The description of every answer that is an error.
const ERRORS: [(&str, &str); 9] = [
    ("400", "The body is not JSON, broke off, or the query is wrong"),
    ("401", "A token is wanted, or is wrong"),
    ("403", "The Host is not a name of this server, or another site sent the request"),
    ("408", "The body took too long to arrive"),
    ("413", "The body is too long"),
    ("415", "The body is not of the media type that is wanted, or is compressed"),
    ("422", "The request is understood, and what it asks cannot be done: `where` says where"),
    ("431", "The head of the request is too long"),
    ("500", "The program itself failed"),
];

fn responses(answer: &Value, kind: &str, errors: &[&str]) -> Value {
    let mut all = Map::new();
    all.insert("200".to_owned(), json!({"description": "The answer", "content": {kind: answer}}));
    for (status, text) in ERRORS.into_iter().filter(|(status, _)| errors.contains(status)) {
        let mut response = json!({"description": text});
        // A head that cannot be read is answered before the program sees a request.
        if status != "431" {
            response["content"] = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Refusal"}}});
        }
        all.insert(status.to_owned(), response);
    }
    all.into()
}

struct Builder {
    answers: SchemaGenerator,
    requests: SchemaGenerator,
}

impl Builder {
    fn get<T: JsonSchema>(&mut self, id: &str, zh: &str, en: &str) -> Value {
        let schema = self.answers.subschema_for::<T>();
        let errors = ["400", "401", "403", "431", "500"];
        json!({"get": {
            "operationId": id, "summary": zh, "description": en,
            "responses": responses(&json!({"schema": schema}), "application/json", &errors),
        }})
    }

    fn post<Q: JsonSchema, A: JsonSchema>(&mut self, id: &str, zh: &str, en: &str, examples: &Value) -> Value {
        let (question, answer) = (self.requests.subschema_for::<Q>(), self.answers.subschema_for::<A>());
        let errors = ["400", "401", "403", "408", "413", "415", "422", "431", "500"];
        json!({"post": {
            "operationId": id, "summary": zh, "description": en,
            "requestBody": {
                "required": true,
                "content": {"application/json": {"schema": question, "examples": examples}},
            },
            "responses": responses(&json!({"schema": answer}), "application/json", &errors),
        }})
    }
}

/// An address that takes a file.
fn file(id: &str, zh: &str, en: &str, kind: &str, answer: &Value) -> Value {
    let errors = ["400", "401", "403", "408", "413", "415", "422", "431", "500"];
    json!({"post": {
        "operationId": id, "summary": zh, "description": en,
        "parameters": [{
            "name": "name", "in": "query", "required": true, "schema": {"type": "string"},
            "description": "The name of the file; its ending tells the kind.", "example": "草稿.txt",
        }],
        "requestBody": {"required": true, "content": {"application/octet-stream": {}}},
        "responses": responses(answer, kind, &errors),
    }})
}

/// What a request may say of `wenfeng.toml`: its schema without the keys that are refused, and its definitions.
fn config() -> (Value, Map<String, Value>) {
    let text = include_str!("../../../schemas/wenfeng.schema.json");
    let mut schema: Value =
        serde_json::from_str(&text.replace("#/definitions/", "#/components/schemas/config-")).expect("JSON");
    let keys = schema["properties"].as_object_mut().expect("properties");
    keys.retain(|key, _| !REFUSED.contains(&key.as_str()));
    let schema = schema.as_object_mut().expect("an object");
    let mut definitions = match schema.remove("definitions") {
        Some(Value::Object(definitions)) => definitions,
        _ => Map::new(),
    };
    definitions.retain(|name, _| name != "path");
    schema.retain(|key, _| key != "$schema" && key != "title");
    (
        Value::Object(schema.clone()),
        definitions.into_iter().map(|(name, one)| (format!("config-{name}"), one)).collect(),
    )
}

fn paths(make: &mut Builder) -> Value {
    let check = json!({
        "post": {"summary": "一篇草稿", "value": {"text": NOTICE}},
        "settled": {"summary": "指定情形，关掉一条规则", "value": {
            "text": NOTICE, "situation": "incident", "lang": "en",
            "config": {"severity": {"plainness/slogan": "off"}, "accept": ["圆满街道"]},
        }},
    });
    let view = json!({"post": {"value": {"text": "【停水通知】#云台发布#今晚停水@云台供水"}}});
    let settled = json!({"some": {"value": {"config": {"ignore": ["form/*"], "accept": ["圆满街道"]}}}});
    let rules = {
        let entry = make.answers.subschema_for::<RuleEntry<'static>>();
        let mut get = make.get::<About>("rules", "有哪些规则", "The rules there are.");
        get["get"]["responses"]["200"]["content"]["application/json"]["schema"] =
            json!({"type": "array", "items": entry});
        get
    };
    let read = {
        let schema = make.answers.subschema_for::<ReadAnswer>();
        let en = "The posts of a file that `wenfeng check` reads, in any of its encodings.";
        file("read", "从文件里读出一篇篇微博", en, "application/json", &json!({"schema": schema}))
    };
    let keep = {
        let left = json!({"some": {"value": {"key": KEY, "state": "…"}}});
        let en = "Hold in memory what a page would lose by being loaded anew.";
        let mut post = make.post::<KeepRequest, KeptAnswer>("keep", "替网页放着，刷新以后取回", en, &left);
        let responses = post["post"]["responses"].as_object_mut().expect("responses");
        responses.remove("200");
        responses.insert("204".to_owned(), json!({"description": "It is held"}));
        post
    };
    let back = json!({"some": {"value": {"key": KEY}}});
    json!({
        "/api/about": make.get::<About>("about", "程序的版本和它认识的名称", "What the program is, and what it knows."),
        "/api/rules": rules,
        "/api/check": make.post::<CheckRequest, Document>(
            "check", "查一篇草稿", "A post checked: the document that `wenfeng check --format json` writes.", &check,
        ),
        "/api/view": make.post::<ViewRequest, ViewAnswer>(
            "view", "一篇草稿在微博上的样子", "The parts of a post, its length and where weibo folds it.", &view,
        ),
        "/api/read": read,
        "/api/config": make.post::<ConfigRequest, ConfigAnswer>(
            "config", "把设置写成 wenfeng.toml", "A configuration as the text of a `wenfeng.toml`.", &settled,
        ),
        "/api/keep": keep,
        "/api/kept": make.post::<KeptRequest, KeptAnswer>(
            "kept", "取回网页放下的内容", "What a page left, as long as the program runs.", &back,
        ),
    })
}

fn description() -> Value {
    let mut make = Builder { answers: generator(true), requests: generator(false) };
    let paths = paths(&mut make);
    let _ = make.answers.subschema_for::<Refusal>();
    let mut schemas = make.answers.take_definitions(true);
    for (name, schema) in make.requests.take_definitions(true) {
        assert!(schemas.get(&name).is_none_or(|known| *known == schema), "two types are called {name}");
        schemas.insert(name, schema);
    }
    let (config, definitions) = config();
    schemas.extend(definitions);
    for holder in ["CheckRequest", "ConfigRequest"] {
        let slot = &mut schemas[holder]["properties"]["config"];
        let text = slot["description"].clone();
        *slot = json!({"$ref": "#/components/schemas/config", "description": text});
    }
    schemas.insert("config".to_owned(), config);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "文风 wenfeng",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "本机上的文风检查。稿子只在运行 wenfeng serve 的电脑上查，不存盘，不外传。\n\n\
                Checks the tone of official posts on the machine that runs `wenfeng serve`; drafts are not stored and go nowhere. \
                Positions are in bytes of UTF-8 (`offset`, from 0), and by line and column (from 1) in code points (`column`) and \
                UTF-16 units (`utf16`).",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {
                "type": "http", "scheme": "bearer",
                "description": "Wanted where the server was started with --bind or --token-file.",
            }},
        },
    })
}

#[test]
fn the_description_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/openapi.json");
    let text = serde_json::to_string_pretty(&description()).expect("JSON") + "\n";
    if std::env::var_os("WENFENG_UPDATE").is_some() {
        std::fs::write(&path, &text).expect("schemas can be written");
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == text, "schemas/openapi.json is not up to date: WENFENG_UPDATE=1 cargo test --lib openapi");
}

#[test]
fn every_reference_leads_somewhere() {
    fn references<'v>(value: &'v Value, out: &mut Vec<&'v str>) {
        match value {
            Value::Object(pairs) => {
                out.extend(pairs.get("$ref").and_then(Value::as_str));
                pairs.values().for_each(|value| references(value, out));
            }
            Value::Array(items) => items.iter().for_each(|value| references(value, out)),
            _ => {}
        }
    }
    let description = description();
    let mut all = Vec::new();
    references(&description, &mut all);
    assert!(all.len() > 20, "{all:?}");
    for reference in all {
        assert!(description.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
}
