//! Clients that are many, slow, broken or wicked.

use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::sync::Barrier;
use std::thread;
use std::time::Instant;

use serde_json::json;

use super::server::{Answer, Server, read_all};

fn head(server: &Server, length: usize) -> String {
    let port = server.port;
    format!(
        "POST /api/check HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n"
    )
}

fn begin(server: &Server, bytes: &[u8]) -> TcpStream {
    let mut stream = server.connect();
    stream.write_all(bytes).expect("the server reads");
    stream
}

#[test]
fn fifty_at_once_are_each_answered_with_their_own_answer() {
    let server = Server::new("many", &[]);
    let start = Barrier::new(50);
    thread::scope(|scope| {
        let clients: Vec<_> = (0..50)
            .map(|i| {
                let (server, start) = (&server, &start);
                scope.spawn(move || {
                    let text = format!("{}第{i}号活动圆满成功。", "今天停水。".repeat(i));
                    // Some bring a configuration, of which more are sent than are remembered.
                    let config = json!({"accept": [format!("名称{}", i % 7)]});
                    let request =
                        if i % 2 == 0 { json!({"text": text}) } else { json!({"text": text, "config": config}) };
                    start.wait();
                    (i, text, server.post("/api/check", &request))
                })
            })
            .collect();
        for client in clients {
            let (i, text, answer) = client.join().expect("a client");
            assert_eq!(answer.status, 200, "{i}: {}", answer.text());
            let document = answer.json();
            assert_eq!(document["summary"]["chars"], text.chars().count(), "{i}");
            let own = document["findings"].as_array().expect("findings");
            let at = text.find("圆满成功").expect("part of the text");
            assert!(own.iter().any(|f| f["start"]["offset"] == at), "{i}: {own:?}");
        }
    });
}

#[test]
fn a_connection_carries_one_request_after_another() {
    let server = Server::new("keep", &[]);
    let body = "{\"text\": \"今天停水。\"}";
    let one = format!("{}\r\n{body}", head(&server, body.len()));
    let last = one.replace("\r\nHost", "\r\nConnection: close\r\nHost");
    let all = String::from_utf8(server.raw(format!("{one}{one}{last}").as_bytes())).expect("UTF-8");
    assert_eq!(all.matches("HTTP/1.1 200 OK").count(), 3, "{all}");
}

#[test]
fn who_is_too_slow_is_cut_off_while_others_are_served() {
    let server = Server::new("slow", &["--timeout", "1"]);
    let nothing = server.connect();
    let half_a_head = begin(&server, b"GET / HTTP/1.1\r\nHost: 127.");
    let no_body = begin(&server, format!("{}\r\n", head(&server, 500)).as_bytes());
    let half_a_body = begin(&server, format!("{}\r\n{{\"text\": \"", head(&server, 500)).as_bytes());
    let chunks = head(&server, 0).replace("Content-Length: 0", "Transfer-Encoding: chunked");
    let half_a_chunk = begin(&server, format!("{chunks}\r\nff\r\n{{").as_bytes());
    let mut drops = server.connect();
    thread::scope(|scope| {
        // Drops keep a connection busy, and still the time runs out.
        let drip = head(&server, 500) + "\r\n";
        scope.spawn(move || {
            drops.write_all(drip.as_bytes()).expect("the server reads");
            let begun = Instant::now();
            while drops.write_all(b" ").is_ok() && begun.elapsed().as_secs() < 60 {
                thread::sleep(std::time::Duration::from_millis(50));
            }
            assert!(begun.elapsed().as_secs() < 60, "drops are taken for ever");
        });
        for _ in 0..3 {
            assert_eq!(server.post("/api/check", &json!({"text": "今天停水。"})).status, 200);
        }
    });
    for mut silent in [nothing, half_a_head] {
        let said = read_all(&mut silent);
        assert!(said.is_empty() || said.starts_with(b"HTTP/1.1 408"), "{}", String::from_utf8_lossy(&said));
    }
    for mut waiting in [no_body, half_a_body, half_a_chunk] {
        let answer = Answer::of(&read_all(&mut waiting));
        assert_eq!(answer.error(), (408, "slow".to_owned()));
        assert_eq!(answer.header("connection"), Some("close"));
    }
    assert_eq!(server.get("/api/about").status, 200);
}

#[test]
fn who_takes_no_answer_does_not_keep_the_server() {
    let server = Server::new("deaf", &["--timeout", "1"]);
    let body = json!({"text": "第一时间，".repeat(20_000)}).to_string();
    // More answers than the system keeps for a reader who does not read.
    let one = format!("{}\r\n{body}", head(&server, body.len()));
    let mut deaf = begin(&server, one.as_bytes());
    let begun = Instant::now();
    while deaf.write_all(one.as_bytes()).is_ok() {
        assert!(begun.elapsed().as_secs() < 120, "it goes on for ever");
    }
    assert_eq!(server.get("/api/about").status, 200);
}

#[test]
fn rubbish_is_refused_and_harms_nobody() {
    let server = Server::new("rubbish", &[]);
    let port = server.port;
    for bytes in [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc".to_vec(),
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(),
        b"GET\r\n\r\n".to_vec(),
        b"GET / HTTP/9.9\r\n\r\n".to_vec(),
        b"\r\n".repeat(40_000),
        [b"GET / HTTP/1.1\r\nX: ".to_vec(), vec![b'a'; 1 << 20]].concat(),
        b"GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n".to_vec(),
        format!("GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{}\r\n", "X: y\r\n".repeat(500)).into_bytes(),
        format!("GET /{} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n", "a".repeat(100_000)).into_bytes(),
        format!("{}Transfer-Encoding: chunked\r\n\r\nxyz\r\n", head(&server, 5)).into_bytes(),
        format!("{}\r\n{{}}garbage behind the request", head(&server, 2)).into_bytes(),
    ] {
        let mut stream = server.connect();
        let _ = stream.write_all(&bytes);
        let _ = stream.shutdown(Shutdown::Write);
        let said = read_all(&mut stream);
        let fine = said.is_empty() || (said.starts_with(b"HTTP/1.1 4") || said.starts_with(b"HTTP/1.0 4"));
        assert!(fine, "{:?}: {}", &bytes[..bytes.len().min(40)], String::from_utf8_lossy(&said));
    }
    // Who goes away in the middle leaves nothing behind.
    for _ in 0..20 {
        drop(begin(&server, format!("{}\r\n{{\"te", head(&server, 500)).as_bytes()));
    }
    assert_eq!(server.post("/api/check", &json!({"text": "今天停水。"})).status, 200);
}

#[test]
fn hostile_texts_are_checked_like_others() {
    let server = Server::new("texts", &[]);
    for text in [
        "\0".to_owned(),
        "\u{202e}\u{feff}</script><script>alert(1)</script>".to_owned(),
        "【".repeat(50_000),
        "不".repeat(100_000),
        "👨\u{200d}👩".repeat(5000),
        "#".repeat(100_000),
    ] {
        for path in ["/api/check", "/api/view"] {
            assert_eq!(server.post(path, &json!({"text": text})).status, 200, "{path}: {text:.20}");
        }
    }
}
