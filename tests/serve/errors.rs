//! Every kind of mistake has its answer: a status, a code, words in both languages, and where.

use serde_json::{Value, json};

use super::server::Server;

const JSON: &str = "Content-Type: application/json";

#[test]
fn what_is_no_json_is_a_bad_request() {
    let server = Server::new("json", &[]);
    let deep = "[".repeat(5000);
    for body in ["", "{", "[1", "{\"text\": \"a\"} x", "{\"text\": \"\u{1}\"}", "nul", "{\"text\":\"\\ud800\"}", &deep]
    {
        let answer = server.send("POST", "/api/check", &[JSON], body.as_bytes());
        assert_eq!(answer.error(), (400, "json".to_owned()), "{body:?}");
    }
    let answer = server.send("POST", "/api/check", &[JSON], b"{\"text\": \"\xff\"}");
    assert_eq!(answer.error(), (400, "json".to_owned()));
}

#[test]
fn what_a_request_cannot_say_is_told_with_its_place() {
    let server = Server::new("request", &[]);
    for (body, place) in [
        (json!({}), Value::Null),
        (json!([]), Value::Null),
        (json!(["今天停水。"]), Value::Null),
        (json!("今天停水。"), Value::Null),
        (json!({"text": 5}), json!("text")),
        (json!({"text": "a", "situation": "平时"}), json!("situation")),
        (json!({"text": "a", "situation": 1}), json!("situation")),
        (json!({"text": "a", "lang": "fr"}), json!("lang")),
        (json!({"text": "a", "name": {}}), json!("name")),
        (json!({"text": "a", "config": []}), json!("config")),
        (json!({"text": "a", "colour": "red"}), json!("colour")),
    ] {
        let answer = server.post("/api/check", &body);
        assert_eq!(answer.error(), (422, "request".to_owned()), "{body}");
        assert_eq!(
            answer.json()["error"].get("where").cloned().unwrap_or_default(),
            place,
            "{body}: {}",
            answer.text()
        );
    }
    for text in ["", " \n\u{3000}"] {
        assert_eq!(server.post("/api/check", &json!({"text": text})).error(), (422, "empty".to_owned()), "{text:?}");
    }
    let table = server.post("/api/check", &json!({"text": "a", "name": "week.csv"}));
    assert_eq!((table.error(), &table.json()["error"]["where"]), ((422, "name".to_owned()), &json!("name")));
    let open = server.post("/api/check", &json!({"text": "+++\nsituation = \"突发\"\n今天停水。", "name": "a.md"}));
    assert_eq!((open.error(), &open.json()["error"]["where"]), ((422, "text".to_owned()), &json!("text:1:1")));
}

#[test]
fn an_answer_never_repeats_the_words_of_a_draft() {
    let server = Server::new("silent", &[]);
    for body in [
        "{\"text\": \"机密初稿\", \"lang\": \"机密初稿\"}",
        "{\"text\": [\"机密初稿\"]}",
        "\"机密初稿\"",
        "{\"text\": \"机密初稿\" \"",
    ] {
        let answer = server.send("POST", "/api/check", &[JSON], body.as_bytes());
        assert!(answer.status >= 400 && !answer.text().contains("机密"), "{}", answer.text());
    }
}

#[test]
fn a_mistake_in_the_configuration_is_told_with_its_key() {
    let server = Server::new("misfit", &[]);
    for (config, place) in [
        (json!({"colour": 1}), "config.colour"),
        (json!({"lang": "fr"}), "config.lang"),
        (json!({"select": [1]}), "config.select[0]"),
        (json!({"ignore": ["form/*", "form/no-such-rule"]}), "config.ignore[1]"),
        (json!({"severity": {"form/*": "loud"}}), "config.severity.form/*"),
        (json!({"severity": {"form/nothing": "off"}}), "config.severity.form/nothing"),
        (json!({"severity": 1}), "config.severity"),
        (json!({"rule": {"plainness/long-sentence": {"max": -1}}}), "config.rule.plainness/long-sentence.max"),
        (json!({"rule": {"plainness/long-sentence": {"maximum": 1}}}), "config.rule.plainness/long-sentence.maximum"),
        (json!({"rule": {"long": {}}}), "config.rule.long"),
        (json!({"rule": {"form/nothing": {}}}), "config.rule.form/nothing"),
        (json!({"situation": "平时"}), "config.situation"),
        (json!({"accept": null}), "config.accept"),
        (json!({"accept": [[[[[["甲"]]]]]]}), "config.accept[0][0][0][0][0]"),
    ] {
        for path in ["/api/check", "/api/config"] {
            let mut request = json!({"config": config});
            if path == "/api/check" {
                request["text"] = json!("今天停水。");
            }
            let answer = server.post(path, &request);
            assert_eq!(answer.error(), (422, "config".to_owned()), "{config}");
            assert_eq!(answer.json()["error"]["where"], place, "{}", answer.text());
        }
    }
    let two = server.post("/api/config", &json!({"config": {"lang": "fr", "fail-on": "grave"}})).json();
    assert_eq!(two["error"]["more"].as_array().map(Vec::len), Some(1), "{two}");
    let long = json!({"config": {"accept": vec!["圆满街道"; 40_000]}});
    assert_eq!(server.post("/api/config", &long).error(), (422, "config".to_owned()));
}

#[test]
fn a_request_reads_no_file_of_the_machine() {
    let server = Server::new("disk", &[]);
    let secret = server.folder.file("secret.toml", "机密 = [").display().to_string();
    for (key, value) in [
        ("extends", json!(secret)),
        ("packs", json!([secret])),
        ("baseline", json!(secret)),
        ("exclude", json!(["*"])),
        ("path", json!([{"glob": "*"}])),
    ] {
        let answer = server.post("/api/check", &json!({"text": "今天停水。", "config": {key: value}}));
        assert_eq!(answer.error(), (422, "config".to_owned()), "{key}");
        assert_eq!(answer.json()["error"]["where"], format!("config.{key}"));
        assert!(!answer.text().contains("机密"));
    }
    // The name of a draft is only a name.
    server.folder.file("sub/wenfeng.toml", "select = []\n");
    let name = server.folder.0.join("sub/x.txt").display().to_string();
    let there = server.post("/api/check", &json!({"text": "活动圆满成功。", "name": name})).json();
    let here = server.post("/api/check", &json!({"text": "活动圆满成功。"})).json();
    assert_eq!(there["summary"], here["summary"]);
}

#[test]
fn the_body_must_be_of_the_kind_it_says() {
    let server = Server::new("media", &[]);
    let body = "{\"text\": \"今天停水。\"}".as_bytes();
    let utf8 = server.send("POST", "/api/check", &["Content-Type: Application/JSON; charset=\"UTF-8\""], body);
    assert_eq!(utf8.status, 200);
    for header in [
        "Content-Type: text/plain",
        "Content-Type: application/json; charset=gbk",
        "Content-Type: application/x-www-form-urlencoded",
        "Content-Type: multipart/form-data; boundary=x",
        "X-Nothing: here",
        "Content-Type: application/json\r\nContent-Encoding: gzip",
    ] {
        assert_eq!(
            server.send("POST", "/api/check", &[header], body).error(),
            (415, "media-type".to_owned()),
            "{header}"
        );
    }
    assert_eq!(server.send("POST", "/api/read?name=a.txt", &[JSON], b"a").error(), (415, "media-type".to_owned()));
}

#[test]
fn a_file_that_cannot_be_read_is_told_as_at_the_command_line() {
    let server = Server::new("files", &[]);
    assert_eq!(server.file("/api/read", b"a").error(), (400, "query".to_owned()));
    assert_eq!(server.file("/api/read?name=a.txt&text=b", b"a").error(), (400, "query".to_owned()));
    for (name, bytes) in [
        ("a.txt", &b""[..]),
        ("a.txt", b" \n"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("a.csv", "编号,日期\n1,2\n".as_bytes()),
        ("a.jsonl", b"nothing\n"),
    ] {
        let answer = server.file(&format!("/api/read?name={name}"), bytes);
        assert_eq!(answer.error(), (422, "file".to_owned()), "{name} {bytes:?}: {}", answer.text());
    }
}

#[test]
fn other_addresses_and_methods_have_their_answers() {
    let server = Server::new("methods", &[]);
    for path in
        ["/nothing", "/api/", "/api/nothing", "/index", "//", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/index.html/"]
    {
        assert_eq!(server.get(path).error(), (404, "not-found".to_owned()), "{path}");
    }
    for (method, path, allowed) in [
        ("GET", "/api/check", "POST"),
        ("OPTIONS", "/api/check", "POST"),
        ("DELETE", "/api/about", "GET,HEAD"),
        ("POST", "/", "GET,HEAD"),
        ("OPTIONS", "/index.html", "GET,HEAD"),
        ("BREW", "/api/view", "POST"),
    ] {
        let answer = server.send(method, path, &[], b"");
        assert_eq!(answer.error(), (405, "method".to_owned()), "{method} {path}");
        assert_eq!(answer.header("allow"), Some(allowed), "{method} {path}");
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
}

#[test]
fn too_much_is_refused_whether_its_length_is_told_or_not() {
    let server = Server::new("size", &[]);
    let most =
        usize::try_from(server.get("/api/about").json()["limits"]["body"].as_u64().expect("a limit")).expect("small");
    let fitting = json!({"text": "a".repeat(most - 11)}).to_string();
    assert_eq!(fitting.len(), most);
    assert_eq!(server.send("POST", "/api/view", &[JSON], fitting.as_bytes()).status, 200);
    // The length alone is enough to refuse; nothing of the body is waited for.
    let told = server.send("POST", "/api/check", &[JSON, &format!("Content-Length: {}", most + 1)], b"");
    assert_eq!(told.error(), (413, "too-long".to_owned()));
    let mut chunked = format!("{:x}\r\n", most + 1).into_bytes();
    chunked.extend(std::iter::repeat_n(b' ', most + 1));
    let answer = server.send("POST", "/api/check", &[JSON, "Transfer-Encoding: chunked"], &chunked);
    assert_eq!(answer.error(), (413, "too-long".to_owned()));
    let file = server.send(
        "POST",
        "/api/read?name=a.txt",
        &["Content-Type: application/octet-stream", "Content-Length: 33554433"],
        b"",
    );
    assert_eq!(file.error(), (413, "too-long".to_owned()));
    let endless = server.send("POST", "/api/check", &[JSON, "Content-Length: 99999999999999999999999"], b"{}");
    assert_eq!(endless.status, 400);
}
