//! Who is let in, and what every answer carries.

use serde_json::json;

use super::server::{Answer, Server};

const JSON: &str = "Content-Type: application/json";
const BODY: &[u8] = b"{\"text\": \"\xe4\xbb\x8a\xe5\xa4\xa9\xe5\x81\x9c\xe6\xb0\xb4\xe3\x80\x82\"}";

fn refused(answer: &Answer, code: &str) {
    assert_eq!(answer.error(), (403, code.to_owned()));
    assert!(!answer.text().contains("findings"));
}

#[test]
fn the_server_answers_to_its_own_names_alone() {
    let server = Server::new("host", &[]);
    let port = server.port;
    for host in
        [format!("127.0.0.1:{port}"), format!("localhost:{port}"), format!("LocalHost:{port}"), format!("[::1]:{port}")]
    {
        assert_eq!(server.send("GET", "/api/about", &[&format!("Host: {host}")], b"").status, 200, "{host}");
    }
    let foreign = [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("localhost.:{port}"),
        format!("localhost@evil.example:{port}"),
        format!("127.0.0.1:{}", port ^ 1),
        format!("192.168.0.7:{port}"),
        "127.0.0.1".to_owned(),
        String::new(),
    ];
    for host in &foreign {
        for path in ["/", "/api/about", "/openapi.json", "/nothing"] {
            refused(&server.send("GET", path, &[&format!("Host: {host}")], b""), "host");
        }
    }
    refused(&Answer::of(&server.raw(b"GET / HTTP/1.0\r\n\r\n")), "host");
    let twice = format!("Host: 127.0.0.1:{port}\r\nHost: evil.example");
    refused(&server.send("GET", "/", &[&twice], b""), "host");
    refused(&server.send("GET", "http://evil.example/", &[], b""), "host");
    assert_eq!(server.send("GET", &format!("http://127.0.0.1:{port}/"), &[], b"").status, 200);
}

#[test]
fn no_other_site_can_send_requests() {
    let server = Server::new("origin", &[]);
    let port = server.port;
    for origin in [format!("http://127.0.0.1:{port}"), format!("http://localhost:{port}")] {
        let own = server.send("POST", "/api/check", &[JSON, &format!("Origin: {origin}")], BODY);
        assert_eq!(own.status, 200, "{origin}");
        assert_eq!(own.header("access-control-allow-origin"), None);
    }
    for origin in [
        "null".to_owned(),
        "http://evil.example".to_owned(),
        format!("http://evil.example:{port}"),
        format!("http://127.0.0.1:{}", port ^ 1),
        format!("https://127.0.0.1:{port}"),
        format!("http://127.0.0.1:{port}/"),
        "file://".to_owned(),
        String::new(),
    ] {
        let header = format!("Origin: {origin}");
        refused(&server.send("POST", "/api/check", &[JSON, &header], BODY), "origin");
        refused(&server.send("GET", "/api/about", &[&header], b""), "origin");
        refused(
            &server.send("OPTIONS", "/api/check", &[&header, "Access-Control-Request-Method: POST"], b""),
            "origin",
        );
    }
    for (site, status) in [("same-origin", 200), ("none", 200), ("same-site", 403), ("cross-site", 403)] {
        let header = format!("Sec-Fetch-Site: {site}");
        assert_eq!(server.send("POST", "/api/check", &[JSON, &header], BODY).status, status, "{site}");
        assert_eq!(server.send("GET", "/", &[&header], b"").status, status, "{site}");
    }
    // A link on another page leads here; it is the user who follows it.
    let link = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document"];
    assert_eq!(server.send("GET", "/", &link, b"").status, 200);
    refused(&server.send("GET", "/api/about", &link, b""), "origin");
    let frame = ["Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"];
    refused(&server.send("GET", "/", &frame, b""), "origin");
}

#[test]
fn every_answer_keeps_other_sites_and_inline_script_out() {
    let server = Server::new("headers", &[]);
    let answers = [
        ("page", server.get("/")),
        (
            "known page",
            server.send(
                "GET",
                "/",
                &[&format!("If-None-Match: {}", server.get("/").header("etag").expect("a tag"))],
                b"",
            ),
        ),
        ("description", server.get("/openapi.json")),
        ("answer", server.post("/api/check", &json!({"text": "今天停水。"}))),
        ("bad request", server.send("POST", "/api/check", &[JSON], b"{")),
        ("misfit", server.post("/api/check", &json!({}))),
        ("nothing there", server.get("/nothing")),
        ("method", server.send("DELETE", "/api/check", &[], b"")),
        ("host", server.send("GET", "/", &["Host: evil.example"], b"")),
        ("media", server.send("POST", "/api/check", &[], b"{}")),
        ("too long", server.send("POST", "/api/check", &[JSON, "Content-Length: 99999999"], b"")),
    ];
    for (name, answer) in answers {
        let policy = answer.header("content-security-policy").unwrap_or_else(|| panic!("{name}: {answer:?}"));
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ] {
            assert!(policy.contains(part), "{name}: {policy}");
        }
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
        for (header, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-resource-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(header), Some(value), "{name}");
        }
        let asset = matches!(name, "page" | "known page" | "description");
        assert_eq!(answer.header("cache-control"), Some(if asset { "no-cache" } else { "no-store" }), "{name}");
    }
}

#[test]
fn where_other_machines_can_reach_it_programs_need_the_token_that_was_shown() {
    let server = Server::new("token", &["--bind", "0.0.0.0"]);
    let token = server.url.rsplit_once("#token=").expect("the address carries it").1.to_owned();
    assert!(token.len() >= 32 && token.bytes().all(|b| b.is_ascii_hexdigit()), "{token}");
    assert_eq!(server.get("/").status, 200, "the page itself is no secret");
    let missing = server.get("/api/about");
    assert_eq!(missing.error(), (401, "token".to_owned()));
    assert_eq!(missing.header("www-authenticate"), Some("Bearer"));
    let wrong: String = token.chars().rev().collect();
    for given in [&wrong, &token[1..], &format!("{token}0"), "", "x"] {
        let header = format!("Authorization: Bearer {given}");
        assert_eq!(server.send("GET", "/api/about", &[&header], b"").error(), (401, "token".to_owned()), "{given}");
    }
    assert_eq!(server.send("GET", "/api/about", &[&format!("Authorization: Basic {token}")], b"").status, 401);
    assert_eq!(server.send("GET", &format!("/api/about?token={token}"), &[], b"").status, 401);
    for header in [format!("Authorization: Bearer {token}"), format!("authorization: bearer {token}")] {
        assert_eq!(server.send("GET", "/api/about", &[&header], b"").status, 200);
        assert_eq!(server.send("POST", "/api/check", &[JSON, &header], BODY).status, 200);
    }
    // Any address of the machine will do, for nobody else can make one point here; a name will not.
    let port = server.port;
    assert_eq!(server.send("GET", "/", &[&format!("Host: 192.168.0.7:{port}")], b"").status, 200);
    refused(&server.send("GET", "/", &[&format!("Host: office.example:{port}")], b""), "host");
}

#[test]
fn a_token_of_ones_own_is_read_from_a_file() {
    let folder = super::common::Folder::new("serve-file");
    let own = folder.file("token.txt", "0123456789-abcdef\n").display().to_string();
    let short = folder.file("short.txt", "abc").display().to_string();
    let server = Server::within(folder, &["--token-file", &own, "--host", "Wenfeng.Office.example"]);
    assert_eq!(server.url, format!("http://127.0.0.1:{}/#token=0123456789-abcdef", server.port));
    assert_eq!(server.get("/api/about").status, 401);
    let right = "Authorization: Bearer 0123456789-abcdef";
    assert_eq!(server.send("GET", "/api/about", &[right], b"").status, 200);
    let port = server.port;
    for host in ["wenfeng.office.example".to_owned(), format!("wenfeng.office.example:{port}")] {
        let host = format!("Host: {host}");
        assert_eq!(server.send("GET", "/api/about", &[right, &host], b"").status, 200, "{host}");
        let origin = "Origin: https://wenfeng.office.example";
        assert_eq!(server.send("POST", "/api/check", &[right, &host, origin, JSON], BODY).status, 200, "{host}");
    }
    for (file, said) in [(short.as_str(), "不是能用的口令"), ("no-such-file", "读不了")] {
        let (code, out, err) = server.folder.run(&["serve", "--no-open", "--token-file", file]);
        assert!(code == 2 && out.is_empty() && err.contains(said), "{err}");
    }
}
