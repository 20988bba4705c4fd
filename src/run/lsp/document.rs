//! The documents that are open in the editor, as the editor has them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use gen_lsp_types::{DidChangeTextDocumentParams, DidOpenTextDocumentParams, TextDocumentContentChangeEvent};

use crate::config::find::absolute;
use crate::finding::{Checked, Slip};
use crate::problem::Problem;
use crate::rule::docs::Docs;
use crate::source;
use crate::words::Lang;

use super::place::{Lines, Unit, path_of};

/// What a document is to us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A draft that is published as it stands.
    Text,
    /// A draft with front matter and comments.
    Markdown,
    /// A file of settings or rules; its text counts although it is not saved yet.
    Settings,
    /// Something whose posts cannot be checked in place: a table, records.
    Other,
}

/// What was found in a document.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// The post with its findings; `None` where there is nothing to check.
    pub(super) checked: Option<Checked>,
    /// What is wrong with its front matter.
    pub(super) problems: Vec<Problem>,
    /// Rules it asks to pass over and that there are not.
    pub(super) strangers: Vec<Slip>,
    /// Where its rules are explained, if anywhere yet.
    pub(super) docs: Option<Docs>,
    /// The language to speak about it.
    pub(super) lang: Lang,
    /// The name of this state of things.
    pub(super) result: String,
}

/// A document that is open.
#[derive(Debug)]
pub(super) struct Document {
    /// The address, as the client writes it.
    pub(super) uri: String,
    /// The file; `None` for a text that was never saved.
    pub(super) path: Option<PathBuf>,
    /// The version the client has given its text.
    pub(super) version: i32,
    /// What it is.
    pub(super) kind: Kind,
    /// Its text.
    pub(super) lines: Lines,
    /// What was found in this text; `None` until it is checked.
    pub(super) seen: Option<Seen>,
    /// Whether the client was told of it.
    pub(super) told: bool,
}

impl Document {
    /// Nothing that was found holds any more.
    fn forget(&mut self) {
        self.seen = None;
        self.told = false;
    }
}

/// All of them, by address.
#[derive(Debug, Default)]
pub(super) struct Documents(BTreeMap<String, Document>);

impl Documents {
    /// Take in a document that was opened. One opened twice is what it was the second time.
    /// What `foreign` says is none of ours is not checked.
    pub(super) fn open(
        &mut self,
        params: DidOpenTextDocumentParams,
        unit: Unit,
        foreign: impl Fn(&Path) -> bool,
    ) -> &Document {
        let item = params.text_document;
        let path = path_of(&item.uri.0).map(|path| absolute(&path));
        let document = Document {
            kind: match path.as_deref() {
                Some(path) if foreign(path) => Kind::Other,
                path => kind(path, &String::from(item.language_id)),
            },
            path,
            version: item.version,
            lines: Lines::new(item.text, unit),
            seen: None,
            told: false,
            uri: item.uri.0.clone(),
        };
        self.0.insert(item.uri.0.clone(), document);
        &self.0[&item.uri.0]
    }

    /// Change a document; `None` if it is not open.
    pub(super) fn change(&mut self, params: DidChangeTextDocumentParams) -> Option<&Document> {
        let id = params.text_document;
        let document = self.0.get_mut(&id.text_document_identifier.uri.0)?;
        document.version = id.version;
        for change in params.content_changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
                    document.lines.replace(Some(part.range), &part.text);
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    document.lines.replace(None, &whole.text);
                }
            }
        }
        document.forget();
        Some(document)
    }

    /// Let go of a document.
    pub(super) fn close(&mut self, uri: &str) -> Option<Document> {
        self.0.remove(uri)
    }

    /// The document of that address.
    pub(super) fn get(&self, uri: &str) -> Option<&Document> {
        self.0.get(uri)
    }

    /// The document of that address, to be changed.
    pub(super) fn get_mut(&mut self, uri: &str) -> Option<&mut Document> {
        self.0.get_mut(uri)
    }

    /// The document that holds the file at `path` (absolute).
    pub(super) fn of_path(&self, path: &Path) -> Option<&Document> {
        self.0.values().find(|d| d.path.as_deref() == Some(path))
    }

    /// The addresses of all documents.
    pub(super) fn uris(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }

    /// The address of a document that the client has been told nothing of since something changed.
    pub(super) fn untold(&self) -> Option<String> {
        self.0.values().find(|d| !d.told).map(|d| d.uri.clone())
    }

    /// Nothing that was found holds any more.
    pub(super) fn forget(&mut self) {
        for document in self.0.values_mut() {
            document.forget();
        }
    }

    /// The texts of open files of settings, by path.
    pub(super) fn settings(&self) -> HashMap<PathBuf, String> {
        let open = self.0.values().filter(|d| d.kind == Kind::Settings);
        open.filter_map(|d| Some((d.path.clone()?, d.lines.text().to_owned()))).collect()
    }
}

/// The name of a file goes before the language the editor has given it, so that the editor and the command line agree.
fn kind(path: Option<&Path>, language: &str) -> Kind {
    let extension = path.and_then(|p| p.extension()).map(|e| e.to_string_lossy().to_ascii_lowercase());
    match extension.as_deref() {
        Some("toml") => return Kind::Settings,
        Some(extension) => match source::Kind::from_extension(extension) {
            Some(source::Kind::Text) => return Kind::Text,
            Some(source::Kind::Markdown) => return Kind::Markdown,
            Some(_) => return Kind::Other,
            None => {}
        },
        None => {}
    }
    match language {
        "markdown" => Kind::Markdown,
        "toml" => Kind::Settings,
        "csv" | "tsv" | "json" | "jsonc" | "jsonl" => Kind::Other,
        _ => Kind::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn open(documents: &mut Documents, uri: &str, language: &str, text: &str) {
        let item = json!({"textDocument": {"uri": uri, "languageId": language, "version": 1, "text": text}});
        documents.open(serde_json::from_value(item).expect("a valid notification"), Unit::Utf16, |_| false);
    }

    #[test]
    fn a_document_is_what_its_name_says_else_what_the_editor_says() {
        let mut documents = Documents::default();
        for (uri, language, kind) in [
            ("file:///a.txt", "markdown", Kind::Text),
            ("file:///a.MD", "plaintext", Kind::Markdown),
            ("file:///wenfeng.toml", "plaintext", Kind::Settings),
            ("file:///a.csv", "plaintext", Kind::Other),
            ("file:///a.typ", "typst", Kind::Text),
            ("untitled:Untitled-1", "markdown", Kind::Markdown),
            ("untitled:Untitled-1", "plaintext", Kind::Text),
            ("untitled:Untitled-2", "jsonl", Kind::Other),
        ] {
            open(&mut documents, uri, language, "");
            assert_eq!(documents.get(uri).map(|d| d.kind), Some(kind), "{uri} {language}");
        }
    }

    #[test]
    fn changes_are_made_one_after_the_other() {
        let mut documents = Documents::default();
        open(&mut documents, "untitled:1", "plaintext", "一😀二\n三");
        let range = |l1: u32, c1: u32, l2: u32, c2: u32| json!({"start": {"line": l1, "character": c1}, "end": {"line": l2, "character": c2}});
        let change = json!({
            "textDocument": {"uri": "untitled:1", "version": 5},
            "contentChanges": [
                {"range": range(0, 3, 0, 4), "rangeLength": 1, "text": "两\n"},
                {"range": range(1, 0, 2, 0), "text": "双"},
            ],
        });
        let document = documents.change(serde_json::from_value(change).expect("valid")).expect("open");
        assert_eq!((document.lines.text(), document.version), ("一😀两\n双三", 5));
        let whole = json!({"textDocument": {"uri": "untitled:1", "version": 6}, "contentChanges": [{"text": "完"}]});
        let document = documents.change(serde_json::from_value(whole).expect("valid")).expect("open");
        assert_eq!(document.lines.text(), "完");
        let unknown = json!({"textDocument": {"uri": "untitled:2", "version": 6}, "contentChanges": [{"text": "完"}]});
        assert!(documents.change(serde_json::from_value(unknown).expect("valid")).is_none());
    }
}
