//! Requests out of order, withdrawn, malformed or huge: the server goes on.

use serde_json::{Value, json};

use crate::client::{Editor, framed, modern};
use crate::common::Folder;

/// The server still does its work.
fn alive(editor: &mut Editor) {
    editor.open("untitled:alive", "plaintext", "请凭受理回执取件。");
    assert_eq!(editor.published("untitled:alive").len(), 1);
    editor.close("untitled:alive");
    assert_eq!(editor.published("untitled:alive").len(), 0);
}

fn code(answer: &Value) -> i64 {
    answer["error"]["code"].as_i64().unwrap_or_else(|| panic!("{answer}"))
}

#[test]
fn what_comes_before_initialize_or_after_shutdown_is_refused_politely() {
    let mut editor = Editor::mute(Folder::new("lsp-order"));
    let id = editor.request("textDocument/hover", json!({}));
    assert_eq!(code(&editor.answer(id)), -32002);
    editor.open("untitled:1", "plaintext", "受理回执");
    let result = editor.ask("initialize", json!({"processId": null, "rootUri": null, "capabilities": {}}));
    assert_eq!(result["serverInfo"]["name"], "wenfeng");
    let id = editor.request("initialize", json!({"capabilities": {}}));
    assert_eq!(code(&editor.answer(id)), -32600);
    let id = editor.request("textDocument/diagnostic", json!({"textDocument": {"uri": "untitled:1"}}));
    assert_eq!(code(&editor.answer(id)), -32602, "what was opened too early is not open");
    assert_eq!(editor.ask("shutdown", json!(null)), json!(null));
    let id = editor.request("textDocument/hover", json!({}));
    assert_eq!(code(&editor.answer(id)), -32600);
    assert_eq!(editor.leave(), 0, "a client that goes after shutdown has said enough");
}

#[test]
fn a_client_that_goes_without_a_word_leaves_no_server_behind() {
    let mut editor = Editor::new("gone", modern());
    assert_eq!(editor.leave(), 1);
    let mut editor = Editor::mute(Folder::new("lsp-mute"));
    editor.tell("exit", json!(null));
    assert_eq!(editor.leave(), 1);
    let mut editor = Editor::new("cut", modern());
    editor.raw(b"Content-Length: 1000\r\n\r\n{\"jsonrpc\"");
    assert_eq!(editor.leave(), 1);
}

#[test]
fn whatever_is_malformed_is_answered_or_passed_over() {
    let mut editor = Editor::new("malformed", modern());
    for (bytes, expected) in [
        (&b"Content-Length: 5\r\n\r\n{nope"[..], -32700),
        (b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc", -32700),
        (b"Content-Length: 2\r\n\r\n[]", -32600),
        (b"Content-Length: 11\r\n\r\n{\"id\":[1,2]", -32700),
        (b"Nonsense: yes\r\n\r\n", -32700),
        (b"Content-Length: -1\r\n\r\n", -32700),
    ] {
        editor.raw(bytes);
        let answer = editor.wait(|m| m.get("id") == Some(&Value::Null));
        assert_eq!(code(&answer), expected, "{}", String::from_utf8_lossy(bytes));
    }
    let deep = "[".repeat(200_000);
    editor.raw(format!("Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes());
    assert_eq!(code(&editor.wait(|m| m.get("id") == Some(&Value::Null))), -32700);
    for (method, params, expected) in [
        ("textDocument/hover", json!(null), -32602),
        (
            "textDocument/hover",
            json!({"textDocument": {"uri": "untitled:none"}, "position": {"line": 0, "character": 0}}),
            -32602,
        ),
        ("textDocument/hover", json!({"textDocument": {"uri": 7}, "position": {"line": -1, "character": 1.5}}), -32602),
        ("textDocument/codeAction", json!([1, 2, 3]), -32602),
        ("textDocument/unheardOf", json!({}), -32601),
        ("$/unheardOf", json!({}), -32601),
        ("", json!({}), -32601),
    ] {
        let id = editor.request(method, params.clone());
        assert_eq!(code(&editor.answer(id)), expected, "{method} {params}");
    }
    for (method, params) in [
        (
            "textDocument/didChange",
            json!({"textDocument": {"uri": "untitled:none", "version": 1}, "contentChanges": []}),
        ),
        ("textDocument/didChange", json!("x")),
        ("textDocument/didOpen", json!({"textDocument": {"uri": "untitled:x"}})),
        ("textDocument/didClose", json!({"textDocument": {"uri": "untitled:none"}})),
        ("$/cancelRequest", json!({"id": 77})),
        ("$/cancelRequest", json!(null)),
        ("$/setTrace", json!({"value": "verbose"})),
        ("workspace/didChangeConfiguration", json!(null)),
        ("workspace/didChangeWorkspaceFolders", json!({"event": 3})),
        ("workspace/didChangeWatchedFiles", json!(null)),
        ("no/such/thing", json!(null)),
    ] {
        editor.tell(method, params);
    }
    editor.send(&json!({"jsonrpc": "2.0", "id": 99, "result": {"nobody": "asked"}}));
    editor.send(&json!({"jsonrpc": "2.0", "id": null, "error": {"code": -32600, "message": "?"}}));
    alive(&mut editor);
    assert_eq!(editor.bye(), 0);
}

#[test]
fn a_withdrawn_request_is_answered_once_and_the_rest_in_order() {
    let mut editor = Editor::new("cancel", modern());
    editor.open("untitled:1", "plaintext", "请凭受理回执取件。");
    let hover = json!({"textDocument": {"uri": "untitled:1"}, "position": {"line": 0, "character": 3}});
    let mut all = Vec::new();
    for id in 1000..1050 {
        all.extend(framed(&json!({"jsonrpc": "2.0", "id": id, "method": "textDocument/hover", "params": hover})));
        if id % 2 == 0 {
            all.extend(framed(&json!({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": id}})));
        }
    }
    editor.raw(&all);
    for id in 1000..1050 {
        let answer = editor.answer(id);
        let withdrawn = answer.get("error").is_some() && code(&answer) == -32800;
        assert!(answer["result"]["contents"].is_object() || (id % 2 == 0 && withdrawn), "{answer}");
    }
    assert_eq!(editor.bye(), 0);
    let again = editor.unread().iter().filter(|m| m["id"].as_i64().is_some_and(|id| id >= 1000)).count();
    assert_eq!(again, 0, "once each");
}

#[test]
fn changes_that_make_no_sense_leave_a_text_that_does() {
    let mut editor = Editor::new("ranges", modern());
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", "😀甲\r\n乙");
    for (version, at) in (2..).zip([[9, 9, 0, 0], [0, 1, 0, 1], [0, 1, 0, 2], [4_294_967_295, 0, 0, 4_294_967_295]]) {
        editor.change(&uri, version, at, "😀");
    }
    let whole = json!({"textDocument": {"uri": uri, "version": -5}, "contentChanges": [{"text": "受理回执"}, {"text": "有关科室"}]});
    editor.tell("textDocument/didChange", whole);
    assert_eq!(editor.published_of(&uri, -5).len(), 1);
}

#[test]
fn a_huge_text_is_checked_and_a_hostile_one_is_not_taken() {
    let mut editor = Editor::new("huge", modern());
    let uri = editor.uri("稿.txt");
    // 1 MB in one line; then the end of it is changed.
    let text = "今天的窗口在三楼，".repeat(40_000) + "请凭受理回执取件。";
    editor.open(&uri, "plaintext", &text);
    let found = editor.published(&uri);
    assert_eq!(found.iter().filter(|d| d["code"] == "plainness/office-counter").count(), 1);
    let end = found[0]["range"]["end"]["character"].as_u64().and_then(|n| u32::try_from(n).ok()).expect("a column");
    editor.change(&uri, 2, [0, end - 4, 0, end], "收件单");
    let found = editor.published_of(&uri, 2);
    assert_eq!(found.iter().filter(|d| d["code"] == "plainness/office-counter").count(), 0);
    // Beyond the limit of a post.
    editor.open(&uri, "plaintext", &"受理回执".repeat(3 << 20));
    let found = editor.published(&uri);
    assert!(found.len() == 1 && found[0]["message"].as_str().is_some_and(|m| m.contains("上限")), "{found:?}");
    alive(&mut editor);
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }

    fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[usize::try_from(self.roll(list.len() as u64)).expect("small")].clone()
    }
}

#[test]
fn whatever_order_messages_come_in_every_request_is_answered_once() {
    const PIECES: [&str; 12] = [
        "请凭受理回执取件,",
        "😀",
        "👨‍👩‍👧",
        "e\u{301}",
        "\r\n",
        "\r",
        "<!-- wenfeng: ignore[all] -->",
        "+++\n",
        "ignore = [\"x\"]\n",
        "\0",
        "\u{202e}",
        "accept = [",
    ];
    let mut editor = Editor::new("dice", modern());
    let mut dice = Dice(7);
    let uris = ["untitled:1", "file://", "x", &editor.uri("a.txt"), &editor.uri("b.md"), &editor.uri("wenfeng.toml")]
        .map(str::to_owned);
    let mut asked = 0;
    for version in 0..600 {
        let uri = dice.of(&uris);
        let place = |dice: &mut Dice| {
            let (lines, characters) = ([0, 0, 0, 1, 2, u32::MAX], [0, 1, 2, 3, 7, u32::MAX]);
            json!({"line": dice.of(&lines), "character": dice.of(&characters)})
        };
        let text: String = (0..dice.roll(12)).map(|_| dice.of(&PIECES)).collect();
        let document = json!({"uri": uri});
        let range = json!({"start": place(&mut dice), "end": place(&mut dice)});
        match dice.roll(9) {
            0 | 1 => editor.open(&uri, dice.of(&["plaintext", "markdown"]), &text),
            2 | 3 => {
                let changes = json!([{"range": range, "text": text}]);
                let document = json!({"uri": uri, "version": version});
                editor.tell("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
            }
            4 => editor.close(&uri),
            5 => editor.tell("$/cancelRequest", json!({"id": 2 + dice.roll(asked + 1)})),
            roll => {
                asked += 1;
                let method = ["textDocument/hover", "textDocument/diagnostic", "textDocument/codeAction"];
                let method = method[usize::try_from(roll - 6).expect("small")];
                let position = place(&mut dice);
                let params = json!({"textDocument": document, "position": position, "range": range, "context": {"diagnostics": []}});
                editor.request(method, params);
            }
        }
    }
    assert_eq!(editor.bye(), 0);
    let answers: Vec<&Value> = editor.unread().iter().filter(|m| m.get("method").is_none()).collect();
    let mut ids: Vec<u64> = answers.iter().filter_map(|m| m["id"].as_u64()).collect();
    ids.sort_unstable();
    // The first was initialize, the last shutdown.
    assert_eq!(ids, (2..asked + 2).collect::<Vec<_>>());
    assert!(answers.iter().all(|m| m["error"]["code"] != -32603), "{answers:?}");
}
