//! The client: what it can do, and what its user has settled.
//!
//! Both are read leniently from the JSON as it came, key by key: a capability of a later protocol or a setting of the wrong
//! kind is passed over and costs nothing else.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cli::{Choice, ConfigFrom};
use crate::words::Lang;

use super::place::{Unit, path_of};

/// What the client can do.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a capability of its own")]
pub(super) struct Client {
    /// What positions count.
    pub(super) unit: Unit,
    /// It asks for diagnostics, so that none are sent unasked.
    pub(super) pulls: bool,
    /// It can be told to ask again.
    pub(super) refreshes: bool,
    /// It shows related places.
    pub(super) related: bool,
    /// It takes edits of documents of a stated version.
    pub(super) versioned_edits: bool,
    /// It can create files in an edit.
    pub(super) creates: bool,
    /// It takes code actions that are not commands.
    pub(super) literal_actions: bool,
    /// It can be asked to show a file or a page.
    pub(super) shows: bool,
    /// It shows Markdown in hovers.
    pub(super) markdown: bool,
    /// It can be asked to watch files.
    pub(super) watches: bool,
    /// It can be asked for settings.
    pub(super) has_settings: bool,
    /// It can be asked to tell of changed settings.
    pub(super) tells_settings: bool,
}

impl Client {
    /// Read the `capabilities` of an initialize request.
    pub(super) fn new(capabilities: &Value) -> Self {
        let yes = |at: &str| capabilities.pointer(at).and_then(Value::as_bool).unwrap_or(false);
        let there = |at: &str| capabilities.pointer(at).is_some_and(|v| !v.is_null() && v.as_bool() != Some(false));
        let strings = |at: &str| {
            let list = capabilities.pointer(at).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_str)
        };
        Self {
            unit: Unit::agreed(strings("/general/positionEncodings")),
            pulls: there("/textDocument/diagnostic"),
            refreshes: yes("/workspace/diagnostics/refreshSupport"),
            related: yes("/textDocument/publishDiagnostics/relatedInformation")
                || yes("/textDocument/diagnostic/relatedInformation"),
            versioned_edits: yes("/workspace/workspaceEdit/documentChanges"),
            creates: strings("/workspace/workspaceEdit/resourceOperations").any(|kind| kind == "create"),
            literal_actions: there("/textDocument/codeAction/codeActionLiteralSupport"),
            shows: yes("/window/showDocument/support"),
            markdown: strings("/textDocument/hover/contentFormat").any(|kind| kind == "markdown"),
            watches: yes("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            has_settings: yes("/workspace/configuration"),
            tells_settings: yes("/workspace/didChangeConfiguration/dynamicRegistration"),
        }
    }
}

/// What the user has settled in the editor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Wishes {
    /// `lang`: the language of messages.
    pub(super) lang: Option<Lang>,
    /// `config`: use this configuration file.
    config: Option<PathBuf>,
    /// `isolated`: use no configuration file.
    isolated: bool,
    /// `select`: only these rules.
    select: Vec<String>,
    /// `ignore`: all rules but these.
    ignore: Vec<String>,
}

impl Wishes {
    /// Read settings; `None` where there are none. They may stand below the key `wenfeng`.
    pub(super) fn new(settings: &Value) -> Option<Self> {
        let settings = settings.get("wenfeng").unwrap_or(settings);
        if !settings.is_object() {
            return None;
        }
        let text = |key: &str| settings.get(key).and_then(Value::as_str).filter(|t| !t.trim().is_empty());
        let list = |key: &str| {
            let list = settings.get(key).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
        };
        Some(Self {
            lang: match text("lang") {
                Some("zh") => Some(Lang::Zh),
                Some("en") => Some(Lang::En),
                _ => None,
            },
            config: text("config").map(PathBuf::from),
            isolated: settings.get("isolated").and_then(Value::as_bool).unwrap_or(false),
            select: list("select"),
            ignore: list("ignore"),
        })
    }

    /// Where the configuration comes from, and which rules speak: as the user has settled it, else as the program was called.
    /// A relative path begins in `root`.
    pub(super) fn over(&self, config: &ConfigFrom, choice: &Choice, root: Option<&Path>) -> (ConfigFrom, Choice) {
        let config = match (&self.config, self.isolated) {
            (Some(file), _) => {
                let config = root.map_or_else(|| file.clone(), |root| root.join(file));
                ConfigFrom { config: Some(config), isolated: false }
            }
            (None, true) => ConfigFrom { config: None, isolated: true },
            (None, false) => config.clone(),
        };
        let or = |own: &[String], typed: &[String]| if own.is_empty() { typed.to_vec() } else { own.to_vec() };
        (config, Choice { select: or(&self.select, &choice.select), ignore: or(&self.ignore, &choice.ignore) })
    }
}

/// The folders an initialize request names, the first of which is where new files go.
pub(super) fn folders(params: &Value) -> Vec<PathBuf> {
    let list = params.get("workspaceFolders").and_then(Value::as_array);
    let mut folders: Vec<PathBuf> = list.into_iter().flatten().filter_map(folder).collect();
    if folders.is_empty() {
        let uri = params.get("rootUri").and_then(Value::as_str).and_then(path_of);
        folders.extend(uri.or_else(|| params.get("rootPath").and_then(Value::as_str).map(PathBuf::from)));
    }
    folders
}

/// The path of a workspace folder.
pub(super) fn folder(folder: &Value) -> Option<PathBuf> {
    path_of(folder.get("uri")?.as_str()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_client_that_says_nothing_can_do_what_the_first_protocol_could() {
        for capabilities in
            [json!({}), json!(null), json!({"textDocument": 7, "general": {"positionEncodings": "utf-8"}})]
        {
            let client = Client::new(&capabilities);
            assert!(!client.pulls && !client.related && !client.creates && client.unit == Unit::Utf16);
        }
    }

    #[test]
    fn settings_of_the_editor_go_before_those_of_the_command_line() {
        let typed = ConfigFrom { config: None, isolated: true };
        let choice = Choice { select: vec!["form".to_owned()], ignore: Vec::new() };
        let wishes = Wishes::new(&json!({"wenfeng": {"lang": "en", "config": "a.toml", "select": ["modesty", 3]}}));
        let wishes = wishes.expect("settings");
        assert_eq!(wishes.lang, Some(Lang::En));
        let (config, choice) = wishes.over(&typed, &choice, Some(Path::new("/稿")));
        assert_eq!(config.config.as_deref(), Some(Path::new("/稿/a.toml")));
        assert_eq!((choice.select, choice.ignore), (vec!["modesty".to_owned()], vec![]));
        let (config, choice) = Wishes::default().over(&typed, &Choice::default(), None);
        assert!(config.isolated && choice.select.is_empty());
        assert_eq!(Wishes::new(&json!(null)), None);
        assert_eq!(Wishes::new(&json!({"lang": 7, "isolated": "yes", "select": "form"})), Some(Wishes::default()));
    }

    #[test]
    #[cfg(unix)]
    fn folders_are_taken_from_wherever_the_client_names_them() {
        let new =
            json!({"workspaceFolders": [{"uri": "file:///a", "name": "a"}, {"uri": "x:b"}], "rootUri": "file:///c"});
        assert_eq!(folders(&new), [PathBuf::from("/a")]);
        assert_eq!(folders(&json!({"workspaceFolders": null, "rootUri": "file:///c"})), [PathBuf::from("/c")]);
        assert_eq!(folders(&json!({"rootUri": null, "rootPath": "/d"})), [PathBuf::from("/d")]);
        assert!(folders(&json!({})).is_empty());
    }
}
