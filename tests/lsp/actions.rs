//! What can be done about a finding.

use std::fs;

use serde_json::{Value, json};

use crate::client::{Editor, modern, range};
use crate::common::Folder;

fn no_context() -> Value {
    json!({"diagnostics": []})
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().map(|a| a["title"].as_str().expect("a title")).collect()
}

/// The edits of an action by address and version.
fn edits(action: &Value) -> &Value {
    let changes = action["edit"]["documentChanges"].as_array().expect("versioned edits");
    changes.last().expect("one at least")
}

/// `text` (one line) with the edits of an action made.
fn made(text: &str, action: &Value) -> String {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    let mut list = edits(action)["edits"].as_array().expect("edits").clone();
    list.reverse();
    for edit in list {
        let at =
            |end: &str| usize::try_from(edit["range"][end]["character"].as_u64().expect("a number")).expect("small");
        let new: Vec<u16> = edit["newText"].as_str().expect("a text").encode_utf16().collect();
        units.splice(at("start")..at("end"), new);
    }
    String::from_utf16(&units).expect("no half characters")
}

#[test]
fn each_alternative_is_offered_and_none_is_preferred() {
    let mut editor = Editor::new("wording", modern());
    let uri = editor.uri("稿.txt");
    let text = "😀请凭受理回执取件。";
    editor.open(&uri, "plaintext", text);
    let told = editor.published(&uri);
    let actions = editor.actions(&uri, [0, 5, 0, 5], json!({"diagnostics": told, "only": ["quickfix"]}));
    assert_eq!(
        titles(&actions),
        [
            "改成「收件单」",
            "改成「回条」",
            "这里不查 plainness/office-counter（写进 wenfeng.toml）",
            "「受理回执」是认可的说法（写进 wenfeng.toml）"
        ]
    );
    for action in &actions {
        assert_eq!(action["kind"], "quickfix");
        assert!(action.get("isPreferred").is_none(), "wording is never preferred: {action}");
        assert_eq!(action["diagnostics"], json!(told), "{action}");
    }
    assert_eq!(edits(&actions[0])["textDocument"], json!({"uri": uri, "version": 1}));
    assert_eq!(made(text, &actions[0]), "😀请凭收件单取件。");
    assert_eq!(made(text, &actions[1]), "😀请凭回条取件。");
    assert_eq!(editor.actions(&uri, [0, 0, 0, 1], no_context()), [] as [Value; 0], "nothing was found there");
}

#[test]
fn safe_changes_are_preferred_and_made_all_at_once() {
    let mut editor = Editor::new("safe", modern());
    let uri = editor.uri("稿.txt");
    let text = "【提醒】凭受理回执取件,谢谢,再见。";
    editor.open(&uri, "plaintext", text);
    let quick = editor.actions(&uri, [0, 11, 0, 11], json!({"diagnostics": [], "only": ["quickfix"]}));
    assert_eq!((titles(&quick)[0], &quick[0]["isPreferred"]), ("改成「，」", &json!(true)));
    let all = editor.actions(&uri, [0, 0, 0, 0], json!({"diagnostics": [], "only": ["source.fixAll"]}));
    let [all] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(all["kind"], "source.fixAll.wenfeng");
    assert_eq!(made(text, all), "【提醒】凭受理回执取件，谢谢，再见。", "wording is left to people");
    editor.change(&uri, 2, [0, 0, 0, 99], "请凭受理回执取件。");
    let all = editor.actions(&uri, [0, 0, 0, 0], json!({"diagnostics": [], "only": ["source.fixAll"]}));
    assert_eq!(all, [] as [Value; 0]);
}

#[test]
fn a_client_that_knows_no_versions_gets_plain_edits() {
    let mut capabilities = modern();
    capabilities["workspace"] = json!({});
    let mut editor = Editor::new("plain-edits", capabilities);
    editor.open("untitled:1", "plaintext", "受理回执");
    let actions = editor.actions("untitled:1", [0, 0, 0, 0], no_context());
    let expected = json!({"untitled:1": [{"range": range([0, 0, 0, 4]), "newText": "收件单"}]});
    assert_eq!(actions[0]["edit"], json!({"changes": expected}));
}

#[test]
fn what_the_project_accepts_is_written_into_its_settings_and_then_holds() {
    let mut editor = Editor::new("accept", modern());
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", "请凭受理回执系统查询。");
    assert_eq!(editor.published(&uri).len(), 1);
    // What the user has selected is the name, not only what was found in it.
    let actions = editor.actions(&uri, [0, 2, 0, 8], no_context());
    let accept = actions.iter().find(|a| a["title"].as_str().is_some_and(|t| t.contains("「受理回执系统」")));
    let change = edits(accept.expect("an offer"));
    let settings = editor.uri("wenfeng.toml");
    assert_eq!(change["textDocument"], json!({"uri": settings, "version": null}));
    let [edit] = change["edits"].as_array().expect("edits").as_slice() else { panic!("{change}") };
    let old = fs::read_to_string(editor.path("wenfeng.toml")).expect("there");
    let line = u64::try_from(old.lines().count()).expect("few");
    assert_eq!(edit["range"]["start"], json!({"line": line, "character": 0}));
    let new = format!("{old}{}", edit["newText"].as_str().expect("a text"));
    assert!(new.ends_with("accept = [\"受理回执系统\"]\n"), "{new}");
    fs::write(editor.path("wenfeng.toml"), new).expect("a writable folder");
    editor.tell("textDocument/didSave", json!({"textDocument": {"uri": uri}}));
    assert_eq!(editor.published(&uri), [] as [Value; 0]);
}

#[test]
fn what_a_plain_draft_passes_over_is_written_into_the_settings_and_never_into_the_draft() {
    let mut editor = Editor::new("leave", modern());
    let uri = editor.uri("通报/稿[1].txt");
    editor.open(&uri, "plaintext", "受理回执");
    let settings = editor.uri("wenfeng.toml");
    let old = fs::read_to_string(editor.path("wenfeng.toml")).expect("there");
    editor.open(&settings, "toml", &old);
    let actions = editor.actions(&uri, [0, 0, 0, 4], no_context());
    let leave = actions.iter().find(|a| a["title"] == "这里不查 plainness/office-counter（写进 wenfeng.toml）");
    let change = edits(leave.expect("an offer"));
    assert_eq!(change["textDocument"], json!({"uri": settings, "version": 1}));
    let [edit] = change["edits"].as_array().expect("edits").as_slice() else { panic!("{change}") };
    let text = edit["newText"].as_str().expect("a text");
    assert_eq!(text, "\n[[path]]\nglob = \"通报/稿[[]1[]].txt\"\nignore = [\"plainness/office-counter:受理回执\"]\n");
    // The editor has it and has not saved it: it holds all the same.
    let _ = editor.published(&uri);
    let end = u32::try_from(old.lines().count()).expect("few");
    editor.change(&settings, 2, [end, 0, end, 0], text);
    let found = editor.wait(|m| m["params"]["uri"] == uri && m["params"]["diagnostics"] == json!([]));
    assert_eq!(found["params"]["version"], 1);
    assert!(editor.unread().iter().all(|m| m["params"]["uri"] != settings || m["params"]["diagnostics"] == json!([])));
}

#[test]
fn a_markdown_draft_passes_over_a_place_by_a_comment_before_its_paragraph() {
    let mut editor = Editor::new("comment", modern());
    let uri = editor.uri("稿.md");
    let text = "+++\r\nsituation = \"reply\"\r\n+++\r\n\r\n第一段。\r\n\r\n第二段，\r\n请凭受理回执取件。\r\n";
    editor.open(&uri, "markdown", text);
    assert_eq!(editor.published(&uri).len(), 1);
    let actions = editor.actions(&uri, [7, 3, 7, 3], no_context());
    let pass =
        actions.iter().find(|a| a["title"].as_str().is_some_and(|t| t.starts_with("这里不查"))).expect("an offer");
    let edit = &edits(pass)["edits"][0];
    let comment = "<!-- wenfeng: ignore[plainness/office-counter:受理回执] （写上理由） -->\r\n";
    assert_eq!((&edit["range"], &edit["newText"]), (&range([6, 0, 6, 0]), &json!(comment)));
    editor.change(&uri, 2, [6, 0, 6, 0], comment);
    assert_eq!(editor.published_of(&uri, 2), [] as [Value; 0]);
    // When the finding goes, the comment is told of, as is one about a rule that there is not.
    editor.change(&uri, 3, [8, 2, 8, 6], "收件单");
    let found = editor.published_of(&uri, 3);
    assert!(found.len() == 1 && found[0]["message"].as_str().is_some_and(|m| m.contains("没有用上")), "{found:?}");
    editor.change(&uri, 4, [6, 0, 7, 0], "<!-- wenfeng: ignore[plainness/office-conter] 笔误 -->\r\n");
    let found = editor.published_of(&uri, 4);
    assert_eq!(found[0]["range"], range([6, 21, 6, 44]));
    assert!(found[0]["message"].as_str().is_some_and(|m| m.contains("plainness/office-counter")), "{found:?}");
}

#[test]
fn a_folder_without_settings_gets_a_file_of_them() {
    let folder = Folder::new("lsp-create");
    folder.file("sub/x.txt", "");
    let mut editor = Editor::in_folder(folder, modern(), json!({"select": ["modesty/perfect-outcome"]}));
    let uri = editor.uri("sub/稿.txt");
    editor.open(&uri, "plaintext", "活动取得圆满成功。");
    let actions = editor.actions(&uri, [0, 0, 0, 9], json!({"diagnostics": []}));
    let leave = actions.iter().find(|a| a["title"].as_str().is_some_and(|t| t.contains("这里不查"))).expect("an offer");
    let changes = leave["edit"]["documentChanges"].as_array().expect("changes");
    assert_eq!(
        changes[0],
        json!({"kind": "create", "uri": editor.uri("wenfeng.toml"), "options": {"overwrite": false, "ignoreIfExists": true}})
    );
    let text = changes[1]["edits"][0]["newText"].as_str().expect("a text");
    assert_eq!(text, "[[path]]\nglob = \"sub/稿.txt\"\nignore = [\"modesty/perfect-outcome:取得圆满成功\"]\n");
}

#[test]
fn actions_speak_the_language_of_the_messages() {
    let folder = Folder::new("lsp-english");
    let mut editor = Editor::in_folder(folder, modern(), json!({"lang": "en", "select": ["modesty/perfect-outcome"]}));
    editor.open("untitled:1", "plaintext", "活动取得圆满成功。");
    let found = editor.published("untitled:1");
    assert!(found[0]["message"].as_str().is_some_and(|m| m.contains("\nInstead: ")), "{found:?}");
    let actions = editor.actions("untitled:1", [0, 0, 0, 9], json!({"diagnostics": []}));
    let titles = titles(&actions);
    assert!(titles.contains(&"Pass over this match of modesty/perfect-outcome (in wenfeng.toml)"), "{titles:?}");
}
