//! Where a diagnostic leads whoever wants to know more.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Editor, modern};
use crate::common::Folder;

const TEXT: &str = "请凭受理回执取件。";
const RULE: &str = "plainness/office-counter";

fn showing() -> Value {
    let mut capabilities = modern();
    capabilities["window"]["showDocument"] = json!({"support": true});
    capabilities
}

/// The title and the command of the action that opens an explanation.
fn offer(editor: &mut Editor, uri: &str) -> Option<(Value, Value)> {
    let actions = editor.actions(uri, [0, 3, 0, 3], json!({"diagnostics": [], "only": ["quickfix"]}));
    actions.iter().find(|a| a.get("command").is_some()).map(|a| (a["title"].clone(), a["command"].clone()))
}

fn shown(editor: &mut Editor, command: &Value) -> Value {
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    assert_eq!(editor.ask("workspace/executeCommand", params), Value::Null);
    let asked = editor.wait(|m| m["method"] == "window/showDocument");
    editor.send(&json!({"jsonrpc": "2.0", "id": asked["id"], "result": {"success": true}}));
    asked["params"].clone()
}

#[test]
fn the_code_leads_to_the_address_that_the_office_has_settled() {
    let folder = Folder::new("lsp-docs-url");
    let pack = concat!("packs = [\"", env!("CARGO_MANIFEST_DIR"), "/tests/office/office\"]\n");
    let settings = format!("{pack}docs-url = \"https://内网/{{category}}.html#{{rule}}\"\nselect = [\"{RULE}\"]\n");
    folder.file("wenfeng.toml", settings);
    let mut editor = Editor::in_folder(folder, showing(), json!(null));
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", TEXT);
    let address = "https://%E5%86%85%E7%BD%91/plainness.html#office-counter";
    assert_eq!(editor.published(&uri)[0]["codeDescription"], json!({"href": address}));
    let (_, command) = offer(&mut editor, &uri).expect("an explanation is on offer");
    let shown = shown(&mut editor, &command);
    assert_eq!((&shown["uri"], &shown["external"]), (&json!(address), &json!(true)));
    assert!(!editor.path("cache").exists(), "an office with pages of its own needs none here");
}

#[test]
fn without_an_address_explanations_are_written_when_asked_for_and_not_before() {
    let mut editor = Editor::new("explained", showing());
    assert_eq!(editor.capabilities["executeCommandProvider"]["commands"], json!(["wenfeng.openExplanation"]));
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", TEXT);
    assert_eq!(editor.published(&uri)[0].get("codeDescription"), None);
    let (title, command) = offer(&mut editor, &uri).expect("an explanation is on offer");
    assert_eq!(title, format!("看 {RULE} 的说明"));
    assert!(!editor.path("cache").exists(), "nothing is written unasked");
    let shown = shown(&mut editor, &command);
    assert_eq!(shown["external"], json!(false), "a text is read in the editor");
    let address = shown["uri"].as_str().expect("an address").to_owned();
    let path = address.strip_prefix("file://").expect("a file").replace("%20", " ");
    if cfg!(unix) {
        let text = fs::read_to_string(&path).expect("it is there");
        assert!(text.contains(RULE) && text.contains("受理回执"), "{text}");
    }
    assert_eq!(editor.published(&uri)[0]["codeDescription"], json!({"href": address}), "from now on codes lead there");
    let text = "受理回执，受理回执。";
    editor.open(&address, "plaintext", text);
    assert_eq!(editor.published(&address), [] as [Value; 0], "an explanation is no draft");
    assert_eq!(editor.bye(), 0);
}

#[test]
fn an_editor_that_shows_nothing_is_offered_nothing_and_odd_commands_are_refused() {
    let mut editor = Editor::new("unshown", modern());
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", TEXT);
    assert_eq!(offer(&mut editor, &uri), None);
    for params in [
        json!({"command": "rm"}),
        json!({"command": "wenfeng.openExplanation"}),
        json!({"command": "wenfeng.openExplanation", "arguments": [uri, 7]}),
        json!({"command": "wenfeng.openExplanation", "arguments": [uri, "../../etc/passwd"]}),
        json!({"arguments": []}),
    ] {
        let id = editor.request("workspace/executeCommand", params.clone());
        assert_eq!(editor.answer(id)["error"]["code"], -32602, "{params}");
    }
    assert!(!editor.path("cache").exists());
}

#[test]
fn a_cache_that_cannot_be_written_is_told_of() {
    let mut editor = Editor::new("unwritable", showing());
    fs::write(editor.path("cache"), "a file in the way").expect("a writable folder");
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", TEXT);
    let (_, command) = offer(&mut editor, &uri).expect("an explanation is on offer");
    let params = json!({"command": command["command"], "arguments": command["arguments"]});
    assert_eq!(editor.ask("workspace/executeCommand", params), Value::Null);
    let told = editor.wait(|m| m["method"] == "window/showMessage");
    assert!(told["params"]["message"].as_str().is_some_and(|m| m.contains("wenfeng explain")), "{told}");
}
