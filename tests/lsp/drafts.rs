//! Drafts: opened, changed, closed; what is found in them and where.

use serde_json::{Value, json};

use crate::client::{Editor, codes, modern, range};

const DRAFT: &str = "甲😀👨‍👩‍👧请凭受理回执取件。\n";

#[test]
fn what_is_found_stands_at_its_place_in_the_unit_that_was_agreed() {
    // Before the place stand a character, one beyond the BMP, and three such joined by two joiners, then two more.
    for (offered, agreed, expected) in [
        (json!(["utf-16"]), "utf-16", [0, 13, 0, 17]),
        (json!(["utf-32", "utf-16"]), "utf-32", [0, 9, 0, 13]),
        (json!(["utf-16", "utf-32", "utf-8"]), "utf-8", [0, 31, 0, 43]),
        (json!(null), "utf-16", [0, 13, 0, 17]),
    ] {
        let mut capabilities = modern();
        capabilities["general"]["positionEncodings"] = offered;
        let mut editor = Editor::new("units", capabilities);
        assert_eq!(editor.capabilities["positionEncoding"], agreed);
        let uri = editor.uri("稿 件.txt");
        editor.open(&uri, "plaintext", DRAFT);
        let found = editor.published(&uri);
        let [one] = found.as_slice() else { panic!("{agreed}: {found:?}") };
        assert_eq!(one["range"], range(expected), "{agreed}");
        assert_eq!(editor.bye(), 0);
    }
}

#[test]
fn a_diagnostic_says_what_to_write_instead_and_names_its_rule() {
    let mut editor = Editor::new("message", modern());
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", "【提醒】凭受理回执，到有关科室取件,谢谢。");
    let found = editor.published(&uri);
    assert_eq!(codes(&found), ["plainness/office-counter", "candour/office-department", "form/halfwidth-comma"]);
    let severities: Vec<&Value> = found.iter().map(|d| &d["severity"]).collect();
    assert_eq!(severities[..2], [2, 1]);
    assert_eq!(found[0]["source"], "wenfeng");
    assert_eq!(found[0]["message"], "「受理回执」是柜台上的话\n改法：写成「收件单」");
    assert!(found[0].get("codeDescription").is_none(), "there is no address to follow");
}

#[test]
fn keys_typed_one_by_one_lead_where_a_whole_text_would() {
    let mut editor = Editor::new("typing", modern());
    let uri = editor.uri("稿.md");
    editor.open(&uri, "markdown", "😀\r\n");
    assert_eq!(editor.published_of(&uri, 1), [] as [Value; 0]);
    for (at, c) in (0..).zip("请凭受理回执取件".chars()) {
        editor.change(&uri, i64::from(at) + 2, [0, 2 + at, 0, 2 + at], &c.to_string());
    }
    let found = editor.published_of(&uri, 9);
    assert_eq!(found[0]["range"], range([0, 4, 0, 8]));
    // A change of half the word takes the finding away, and an empty list says so.
    editor.change(&uri, 10, [0, 6, 0, 8], "");
    assert_eq!(editor.published_of(&uri, 10), [] as [Value; 0]);
}

#[test]
fn a_closed_draft_leaves_nothing_behind() {
    let mut editor = Editor::new("close", modern());
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", DRAFT);
    assert_eq!(editor.published(&uri).len(), 1);
    editor.close(&uri);
    assert_eq!(editor.published(&uri), [] as [Value; 0]);
    editor.open(&uri, "plaintext", DRAFT);
    assert_eq!(editor.published(&uri).len(), 1, "opened again it is checked again");
}

#[test]
fn every_kind_of_document_is_what_it_is_at_the_command_line() {
    let mut editor = Editor::new("kinds", modern());
    let text = "受理回执<!-- 受理回执 -->";
    for (name, language, places) in [
        ("a.txt", "plaintext", 2),
        ("a.md", "markdown", 1),
        ("a.md", "plaintext", 1),
        ("a.csv", "csv", 0),
        ("a.jsonl", "json", 0),
    ] {
        let uri = editor.uri(name);
        editor.open(&uri, language, text);
        assert_eq!(editor.published(&uri).len(), places, "{name} as {language}");
    }
    for (uri, language, places) in [("untitled:Untitled-1", "plaintext", 2), ("untitled:Untitled-2", "markdown", 1)] {
        editor.open(uri, language, text);
        assert_eq!(editor.published(uri).len(), places, "{uri}");
    }
    for empty in ["", " \n", "+++\nsituation = \"reply\"\n+++\n"] {
        editor.open("untitled:Untitled-3", "markdown", empty);
        assert_eq!(editor.published("untitled:Untitled-3"), [] as [Value; 0], "{empty:?} is a draft being begun");
    }
}

#[test]
fn front_matter_counts_and_its_mistakes_are_shown_in_their_place() {
    let mut editor = Editor::new("front", modern());
    let uri = editor.uri("稿.md");
    editor.open(&uri, "markdown", "+++\nignore = [\"plainness/office-counter\"]\n+++\n受理回执，有关科室。\n");
    let found = editor.published(&uri);
    assert_eq!(codes(&found), ["candour/office-department"]);
    assert_eq!(found[0]["range"], range([3, 5, 3, 9]));
    editor.open(&uri, "markdown", "+++\nsituatoin = \"reply\"\n+++\n受理回执\n");
    let found = editor.published(&uri);
    assert_eq!((codes(&found), &found[0]["range"]), (vec!["", "plainness/office-counter"], &range([1, 0, 1, 9])));
    assert!(found[0]["message"].as_str().is_some_and(|m| m.contains("situation")), "{found:?}");
}

#[test]
fn a_client_that_asks_is_answered_and_told_nothing_unasked() {
    let mut capabilities = modern();
    capabilities["textDocument"]["diagnostic"] = json!({"dynamicRegistration": false});
    let mut editor = Editor::new("pull", capabilities);
    assert_eq!(editor.capabilities["diagnosticProvider"]["interFileDependencies"], false);
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", DRAFT);
    let document = json!({"uri": uri});
    let first = editor.ask("textDocument/diagnostic", json!({"textDocument": document}));
    assert_eq!((&first["kind"], first["items"].as_array().map(Vec::len)), (&json!("full"), Some(1)));
    let again = json!({"textDocument": document, "previousResultId": first["resultId"]});
    let second = editor.ask("textDocument/diagnostic", again.clone());
    assert_eq!(second, json!({"kind": "unchanged", "resultId": first["resultId"]}));
    editor.change(&uri, 2, [0, 0, 0, 99], "好");
    let third = editor.ask("textDocument/diagnostic", again);
    assert_eq!((&third["kind"], &third["items"]), (&json!("full"), &json!([])));
    editor.close(&uri);
    assert_eq!(editor.bye(), 0);
    assert_eq!(editor.unread(), [] as [Value; 0]);
}

#[test]
fn places_that_belong_to_a_finding_are_told_as_the_client_can_show_them() {
    let folder = crate::common::Folder::new("lsp-related");
    folder.file("wenfeng.toml", "select = [\"candour/noted-only\", \"candour/vague-who\", \"candour\"]\n");
    let text = "您好，您反映的问题我们已转相关部门，将尽快进行处理。";
    let mut editor = Editor::in_folder(folder, modern(), json!(null));
    editor.open("untitled:1", "plaintext", text);
    let found = editor.published("untitled:1");
    let with: Vec<&Value> = found.iter().filter(|d| d.get("relatedInformation").is_some()).collect();
    assert!(!with.is_empty(), "{found:?}");
    assert_eq!(with[0]["relatedInformation"][0]["location"]["uri"], "untitled:1");
    assert!(!with[0]["message"].as_str().expect("a text").contains("另见"));
    let mut old = modern();
    old["textDocument"]["publishDiagnostics"]["relatedInformation"] = json!(false);
    let folder = crate::common::Folder::new("lsp-unrelated");
    folder.file("wenfeng.toml", "select = [\"candour\"]\n");
    let mut editor = Editor::in_folder(folder, old, json!(null));
    editor.open("untitled:1", "plaintext", text);
    let found = editor.published("untitled:1");
    assert!(found.iter().all(|d| d.get("relatedInformation").is_none()));
    assert!(found.iter().any(|d| d["message"].as_str().is_some_and(|m| m.contains("另见第 1 行第"))), "{found:?}");
}

#[test]
fn hovering_tells_why_and_where_the_rule_comes_from() {
    let mut editor = Editor::new("hover", modern());
    let uri = editor.uri("稿.txt");
    editor.open(&uri, "plaintext", DRAFT);
    let said = editor.hover(&uri, 0, 14);
    assert_eq!(said["range"], range([0, 13, 0, 17]));
    assert_eq!(said["contents"]["kind"], "markdown");
    let text = said["contents"]["value"].as_str().expect("a text");
    for part in [
        "**「受理回执」是柜台上的话**",
        "提醒",
        "不常办事的人听不懂",
        "写成「收件单」",
        "本局2026年窗口用语调查",
        "`plainness/office-counter`",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert_eq!(editor.hover(&uri, 0, 0), json!(null));
    assert_eq!(editor.hover(&uri, 7, 7), json!(null));
}

#[test]
fn a_client_without_markdown_hovers_over_plain_text() {
    let mut capabilities = modern();
    capabilities["textDocument"]["hover"] = json!({});
    let mut editor = Editor::new("plain-hover", capabilities);
    editor.open("untitled:1", "plaintext", "受理回执");
    let said = editor.hover("untitled:1", 0, 0);
    assert_eq!(said["contents"]["kind"], "plaintext");
    assert!(said["contents"]["value"].as_str().is_some_and(|t| t.starts_with("「受理回执」") && !t.contains('*')));
}
