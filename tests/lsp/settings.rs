//! Settings: found for each folder, watched, of the editor's own; the language.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Editor, codes, modern, range};
use crate::common::Folder;

const PRAISE: &str = "活动取得圆满成功。";

fn watching() -> Value {
    let mut capabilities = modern();
    capabilities["workspace"]["didChangeWatchedFiles"] = json!({"dynamicRegistration": true});
    capabilities
}

#[test]
fn the_settings_closest_to_a_draft_hold_for_it() {
    let folder = Folder::new("lsp-closest");
    folder.file(
        "wenfeng.toml",
        "select = [\"modesty/perfect-outcome\"]\n[[path]]\nglob = \"**/突发/**\"\nignore = [\"modesty/perfect-outcome\"]\n",
    );
    folder.file("甲/wenfeng.toml", "select = [\"form\"]\nexclude = [\"旧*\"]\n");
    let mut editor = Editor::in_folder(folder, modern(), json!(null));
    for (name, expected) in [
        ("稿.txt", vec!["modesty/perfect-outcome"]),
        ("甲/稿.txt", vec!["form/halfwidth-comma"]),
        ("甲/旧稿.txt", vec![]),
        ("乙/突发/稿.txt", vec![]),
    ] {
        let uri = editor.uri(name);
        editor.open(&uri, "plaintext", &format!("【提醒】{PRAISE}来了,走了。"));
        let found = editor.published(&uri);
        let found: Vec<&str> = codes(&found)
            .into_iter()
            .filter(|c| *c == "modesty/perfect-outcome" || *c == "form/halfwidth-comma")
            .collect();
        assert_eq!(found, expected, "{name}");
    }
    editor.open("untitled:1", "plaintext", PRAISE);
    assert_eq!(editor.published("untitled:1").len(), 1, "a text without a file follows its workspace");
}

#[test]
fn changes_of_the_settings_are_watched_for_and_hold_at_once() {
    let folder = Folder::new("lsp-watched");
    folder.file("wenfeng.toml", "select = [\"modesty/perfect-outcome\"]\n");
    let mut editor = Editor::in_folder(folder, watching(), json!(null));
    let asked = editor.wait(|m| m["method"] == "client/registerCapability");
    let registered = &asked["params"]["registrations"][0];
    assert_eq!(registered["method"], "workspace/didChangeWatchedFiles");
    assert_eq!(registered["registerOptions"]["watchers"][0]["globPattern"], "**/*.toml");
    editor.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": null}));
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", PRAISE);
    assert_eq!(editor.published(&uri).len(), 1);
    for (text, count) in [
        ("select = []\n", 0),
        ("select = [\"modesty/perfect-outcome\"]\n", 1),
        ("accept = [\"取得圆满成功\"]\nselect = [\"modesty\"]\n", 0),
    ] {
        fs::write(editor.path("wenfeng.toml"), text).expect("a writable folder");
        let change = json!({"uri": editor.uri("wenfeng.toml"), "type": 2});
        editor.tell("workspace/didChangeWatchedFiles", json!({"changes": [change]}));
        assert_eq!(editor.published(&uri).len(), count, "{text}");
    }
}

#[test]
fn a_client_that_asks_for_diagnostics_is_told_to_ask_again() {
    let folder = Folder::new("lsp-refresh");
    folder.file("wenfeng.toml", "select = [\"modesty/perfect-outcome\"]\n");
    let mut capabilities = watching();
    capabilities["textDocument"]["diagnostic"] = json!({});
    capabilities["workspace"]["diagnostics"] = json!({"refreshSupport": true});
    let mut editor = Editor::in_folder(folder, capabilities, json!(null));
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", PRAISE);
    let first = editor.ask("textDocument/diagnostic", json!({"textDocument": {"uri": uri}}));
    assert_eq!(first["items"].as_array().map(Vec::len), Some(1));
    fs::write(editor.path("wenfeng.toml"), "select = []\n").expect("a writable folder");
    editor.tell("workspace/didChangeWatchedFiles", json!({"changes": []}));
    let asked = editor.wait(|m| m["method"] == "workspace/diagnostic/refresh");
    editor.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": null}));
    let params = json!({"textDocument": {"uri": uri}, "previousResultId": first["resultId"]});
    let second = editor.ask("textDocument/diagnostic", params);
    assert_eq!(
        (&second["kind"], &second["items"]),
        (&json!("full"), &json!([])),
        "what was found before does not hold"
    );
}

#[test]
fn mistakes_in_the_settings_are_shown_in_their_place_until_they_are_mended() {
    let folder = Folder::new("lsp-mistakes");
    folder.file("wenfeng.toml", "ignroe = [\"form\"]\nselect = [\"modesty/perfect-outcom\"]\n");
    let mut editor = Editor::in_folder(folder, modern(), json!(null));
    let settings = editor.uri("wenfeng.toml");
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", PRAISE);
    let mut found = editor.published(&settings);
    while found.len() < 2 {
        found = editor.published(&settings);
    }
    let ranges: Vec<&Value> = found.iter().map(|d| &d["range"]).collect();
    assert_eq!(ranges, [&range([0, 0, 0, 6]), &range([1, 10, 1, 34])]);
    assert!(found[1]["message"].as_str().is_some_and(|m| m.contains("是不是「modesty/perfect-outcome」")), "{found:?}");
    fs::write(editor.path("wenfeng.toml"), "select = [\"modesty/perfect-outcome\"]\n").expect("a writable folder");
    editor.tell("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    let mended = editor.published(&settings);
    assert_eq!(mended, [] as [Value; 0]);
}

#[test]
fn what_has_no_place_is_said_once_in_a_message() {
    let folder = Folder::new("lsp-said");
    let mut editor = Editor::in_folder(folder, modern(), json!({"config": "gone.toml", "ignore": ["no/such"]}));
    let said = editor.wait(|m| m["method"] == "window/showMessage");
    assert!(said["params"]["message"].as_str().is_some_and(|m| m.contains("no/such")), "{said}");
    let said = editor.wait(|m| m["method"] == "window/showMessage");
    assert!(said["params"]["message"].as_str().is_some_and(|m| m.contains("gone.toml")), "{said}");
    let uri = editor.uri("稿.txt");
    for _ in 0..3 {
        editor.open(&uri, "plaintext", PRAISE);
        let _ = editor.published(&uri);
    }
    assert_eq!(editor.bye(), 0);
    assert!(editor.unread().iter().all(|m| m["method"] != "window/showMessage"), "{:?}", editor.unread());
}

#[test]
fn settings_of_the_editor_are_asked_for_and_may_change() {
    let mut capabilities = modern();
    capabilities["workspace"]["configuration"] = json!(true);
    let mut editor = Editor::in_folder(Folder::new("lsp-asked"), capabilities, json!(null));
    let answer = |editor: &mut Editor, settings: Value| {
        let asked = editor.wait(|m| m["method"] == "workspace/configuration");
        assert_eq!(asked["params"]["items"][0]["section"], "wenfeng");
        editor.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": [settings]}));
    };
    answer(&mut editor, json!({"select": ["modesty/perfect-outcome"]}));
    editor.open("untitled:1", "plaintext", PRAISE);
    let found = editor.published("untitled:1");
    assert_eq!(codes(&found), ["modesty/perfect-outcome"]);
    editor.tell("workspace/didChangeConfiguration", json!({"settings": null}));
    answer(&mut editor, json!({"ignore": ["all"], "lang": "en"}));
    assert_eq!(editor.published("untitled:1"), [] as [Value; 0]);
}

#[test]
fn settings_that_are_pushed_hold_as_well() {
    let mut editor =
        Editor::in_folder(Folder::new("lsp-pushed"), modern(), json!({"select": ["modesty/perfect-outcome"]}));
    editor.open("untitled:1", "plaintext", PRAISE);
    assert_eq!(editor.published("untitled:1").len(), 1);
    let settings = json!({"wenfeng": {"ignore": ["all"]}});
    editor.tell("workspace/didChangeConfiguration", json!({"settings": settings}));
    assert_eq!(editor.published("untitled:1"), [] as [Value; 0]);
}

#[test]
fn the_language_is_that_of_the_editor_unless_something_closer_says_otherwise() {
    let message = |folder: Folder, locale: &str, options: Value| {
        let mut editor = Editor::mute(folder);
        let root = editor.uri("");
        let params = json!({"rootUri": root, "capabilities": {}, "locale": locale, "initializationOptions": options});
        editor.ask("initialize", params);
        let uri = editor.uri("稿.txt");
        editor.open(&uri, "plaintext", PRAISE);
        let found = editor.published(&uri);
        found[0]["message"].as_str().expect("a text").to_owned()
    };
    let english = |text: String| text.contains("Instead:");
    let folder = |settings: &str| {
        let folder = Folder::new("lsp-language");
        folder.file("wenfeng.toml", format!("select = [\"modesty/perfect-outcome\"]\n{settings}"));
        folder
    };
    assert!(!english(message(folder(""), "zh-cn", json!(null))));
    assert!(english(message(folder(""), "en", json!(null))));
    assert!(!english(message(folder("lang = \"zh\"\n"), "en", json!(null))));
    assert!(english(message(folder("lang = \"zh\"\n"), "zh-cn", json!({"lang": "en"}))));
}
