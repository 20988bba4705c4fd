//! A session with one client: what it says in, what is said to it out.
//!
//! Here is the course of a session and what is taken note of; [`answers`] has what is said about drafts.

mod answers;
mod explained;

use std::collections::BTreeMap;
use std::path::PathBuf;

use gen_lsp_types::json_rpc::{Error, Id};
use gen_lsp_types::{
    ConfigurationItem, ConfigurationParams, ConfigurationRequest, Diagnostic, DiagnosticRefreshRequest,
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, ErrorCodes, MessageType,
    PublishDiagnosticsNotification, PublishDiagnosticsParams, Registration, RegistrationParams, RegistrationRequest,
    Uri,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::cli::LspArgs;
use crate::problem::Problem;
use crate::words::{Lang, Words};

use super::actions::FIX_ALL;
use super::client::{Client, Wishes, folder, folders};
use super::diagnose::diagnostics;
use super::document::{Documents, Kind};
use super::explain::{self, Explanations};
use super::out::{Out, error};
use super::queue::Incoming;
use crate::run::settings::Settings;
use crate::run::{ExitStatus, Speech};

/// The code of an answer to a request that was withdrawn.
pub(super) const REQUEST_CANCELLED: i32 = -32800;

/// How far the session has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Begun,
    Running,
    ShutDown,
}

/// A session.
pub(super) struct Session {
    args: LspArgs,
    speech: Speech,
    out: Out,
    stage: Stage,
    client: Client,
    locale: Option<Lang>,
    wishes: Wishes,
    folders: Vec<PathBuf>,
    documents: Documents,
    settings: Settings,
    explanations: Explanations,
    /// How often the settings have changed: what was found before has another name than what is found after.
    generation: u64,
    /// Problems of configuration and rules since they were last read.
    problems: Vec<Problem>,
    /// What the client shows of them, by the address of the file.
    blamed: BTreeMap<String, Vec<Diagnostic>>,
    /// What was said in a message, so that it is said once.
    said: Vec<Words>,
    /// Our question after the settings.
    asked_settings: Option<Id>,
}

impl Session {
    /// A session that has not begun.
    pub(super) fn new(args: &LspArgs, speech: Speech, out: Out) -> Self {
        Self {
            settings: Settings::new(&args.config, &args.choice),
            args: args.clone(),
            speech,
            out,
            stage: Stage::Begun,
            client: Client::default(),
            locale: None,
            wishes: Wishes::default(),
            folders: Vec::new(),
            documents: Documents::default(),
            explanations: Explanations::new(),
            generation: 0,
            problems: Vec::new(),
            blamed: BTreeMap::new(),
            said: Vec::new(),
            asked_settings: None,
        }
    }

    /// The way out.
    pub(super) fn out(&self) -> &Out {
        &self.out
    }

    /// Whether there is something to do that nobody waits for.
    pub(super) fn has_work(&self) -> bool {
        self.stage == Stage::Running && !self.client.pulls && self.documents.untold().is_some()
    }

    /// Do one piece of it: check a document and tell what was found, also that nothing was.
    pub(super) fn work(&mut self) {
        let Some(uri) = self.documents.untold() else { return };
        self.look(&uri);
        if let Some(document) = self.documents.get_mut(&uri) {
            document.told = true;
        }
        if let Some(document) = self.documents.get(&uri)
            && let Some(seen) = &document.seen
        {
            let found = diagnostics(document, seen, &self.client);
            let params = PublishDiagnosticsParams::new(Uri(uri), Some(document.version), found);
            self.out.notify::<PublishDiagnosticsNotification>(params);
        }
        self.blame();
    }

    /// Something of ours broke: no document is left waiting for it.
    pub(super) fn give_up(&mut self) {
        for uri in self.documents.uris() {
            let nothing = self.nothing_seen();
            if let Some(document) = self.documents.get_mut(&uri) {
                document.seen.get_or_insert(nothing);
                document.told = true;
            }
        }
        self.log(MessageType::Error, "internal error");
    }

    /// The client has gone without a word, or after all is done.
    pub(super) fn deserted(&self) -> ExitStatus {
        if self.stage == Stage::ShutDown { ExitStatus::Clean } else { ExitStatus::Findings }
    }

    /// Handle a message; the exit status if it is the last.
    pub(super) fn handle(&mut self, message: Incoming) -> Option<ExitStatus> {
        match message {
            Incoming::Request { id, method, params } => {
                let result = self.request(&method, params);
                self.out.answer(&id, result);
                // What the answer has brought to light.
                self.blame();
            }
            Incoming::Notification { method, .. } if method == "exit" => return Some(self.deserted()),
            Incoming::Notification { method, params } => {
                if self.stage == Stage::Running
                    && let Err(error) = self.notification(&method, params)
                {
                    self.log(MessageType::Warning, &format!("{method}: {}", error.message));
                }
            }
            Incoming::Answer { id, result } => {
                if self.asked_settings.as_ref() == Some(&id) {
                    self.asked_settings = None;
                    let settings = result.as_ref().and_then(|all| all.get(0)).and_then(Wishes::new);
                    self.wish(settings.unwrap_or_default());
                }
            }
            Incoming::Wrong { code, message } => self.out.answer(&Id::Null, Err(error(code, message))),
            Incoming::TooLarge(bytes) => self.lost(bytes),
        }
        None
    }

    fn request(&mut self, method: &str, params: Value) -> Result<Value, Error> {
        match (self.stage, method) {
            (Stage::Begun, "initialize") => return Ok(self.initialize(&params)),
            (Stage::Begun, _) => return Err(error(ErrorCodes::ServerNotInitialized, "initialize first")),
            (Stage::ShutDown, _) => return Err(error(ErrorCodes::InvalidRequest, "the session is shut down")),
            (Stage::Running, _) => {}
        }
        match method {
            "initialize" => Err(error(ErrorCodes::InvalidRequest, "the session is initialized already")),
            "shutdown" => {
                self.stage = Stage::ShutDown;
                Ok(Value::Null)
            }
            "textDocument/diagnostic" => self.pulled(&read(params)?),
            "textDocument/codeAction" => self.actions(&read(params)?),
            "textDocument/hover" => self.hovered(&read(params)?),
            "workspace/executeCommand" => self.commanded(&read(params)?),
            _ => Err(error(ErrorCodes::MethodNotFound, format!("there is no request {method}"))),
        }
    }

    fn notification(&mut self, method: &str, params: Value) -> Result<(), Error> {
        match method {
            "initialized" => self.register(),
            "textDocument/didOpen" => {
                let params: DidOpenTextDocumentParams = read(params)?;
                let explanations = &self.explanations;
                let opened = self.documents.open(params, self.client.unit, |path| explanations.holds(path));
                let settings = opened.kind == Kind::Settings;
                if settings || !self.client.watches {
                    self.reload();
                }
            }
            "textDocument/didChange" => {
                let params: DidChangeTextDocumentParams = read(params)?;
                let unknown = || error(ErrorCodes::InvalidParams, "the document is not open");
                if self.documents.change(params).ok_or_else(unknown)?.kind == Kind::Settings {
                    self.reload();
                }
            }
            "textDocument/didSave" if !self.client.watches => self.reload(),
            "textDocument/didClose" => {
                let params: DidCloseTextDocumentParams = read(params)?;
                let uri = params.text_document.uri;
                if let Some(closed) = self.documents.close(&uri.0) {
                    if !self.client.pulls {
                        let params = PublishDiagnosticsParams::new(uri, None, Vec::new());
                        self.out.notify::<PublishDiagnosticsNotification>(params);
                    }
                    if closed.kind == Kind::Settings {
                        self.reload();
                    }
                }
            }
            "workspace/didChangeWatchedFiles" => self.reload(),
            "workspace/didChangeConfiguration" => {
                if self.client.has_settings {
                    self.ask_settings();
                } else if let Some(wishes) = params.get("settings").and_then(Wishes::new) {
                    self.wish(wishes);
                }
            }
            "workspace/didChangeWorkspaceFolders" => {
                let list = |key: &str| {
                    let list = params.pointer(key).and_then(Value::as_array);
                    list.into_iter().flatten().filter_map(folder).collect::<Vec<_>>()
                };
                let gone = list("/event/removed");
                self.folders.retain(|known| !gone.contains(known));
                self.folders.extend(list("/event/added"));
            }
            _ => {}
        }
        Ok(())
    }

    fn initialize(&mut self, params: &Value) -> Value {
        self.stage = Stage::Running;
        self.client = Client::new(params.get("capabilities").unwrap_or(&Value::Null));
        self.locale = params.get("locale").and_then(Value::as_str).filter(|l| !l.is_empty()).map(Lang::from_locale);
        self.folders = folders(params);
        let wishes = params.get("initializationOptions").and_then(Wishes::new).unwrap_or_default();
        self.wish(wishes);
        let mut capabilities = json!({
            "positionEncoding": self.client.unit.kind(),
            "textDocumentSync": {"openClose": true, "change": 2, "save": {"includeText": false}},
            "hoverProvider": true,
            "codeActionProvider": {"codeActionKinds": ["quickfix", FIX_ALL]},
            "executeCommandProvider": {"commands": [explain::COMMAND]},
            "workspace": {"workspaceFolders": {"supported": true, "changeNotifications": true}},
        });
        if self.client.pulls {
            capabilities["diagnosticProvider"] =
                json!({"identifier": "wenfeng", "interFileDependencies": false, "workspaceDiagnostics": false});
        }
        json!({
            "capabilities": capabilities,
            "serverInfo": {"name": "wenfeng", "version": env!("CARGO_PKG_VERSION")},
        })
    }

    /// Ask to be told of what changes outside.
    fn register(&mut self) {
        let mut wanted = Vec::new();
        if self.client.watches {
            // Packs and files that are built upon may have any name.
            let options = json!({"watchers": [{"globPattern": "**/*.toml"}]});
            wanted.push(registration("workspace/didChangeWatchedFiles", options));
        }
        if self.client.tells_settings {
            wanted.push(registration("workspace/didChangeConfiguration", json!({"section": "wenfeng"})));
        }
        if !wanted.is_empty() {
            self.out.ask::<RegistrationRequest>(RegistrationParams::new(wanted));
        }
        if self.client.has_settings {
            self.ask_settings();
        }
    }

    fn ask_settings(&mut self) {
        let item = ConfigurationItem { scope_uri: None, section: Some("wenfeng".to_owned()) };
        self.asked_settings = Some(self.out.ask::<ConfigurationRequest>(ConfigurationParams::new(vec![item])));
    }

    fn wish(&mut self, wishes: Wishes) {
        if self.generation > 0 && wishes == self.wishes {
            return;
        }
        self.wishes = wishes;
        self.said.clear();
        self.reload();
    }

    /// Read everything that is settled outside the drafts anew; nothing that was found before holds.
    fn reload(&mut self) {
        let root = self.folders.first().map(PathBuf::as_path);
        let (config, choice) = self.wishes.over(&self.args.config, &self.args.choice, root);
        self.settings = self.settings.afresh(&config, &choice, self.documents.settings());
        self.generation += 1;
        self.problems.clear();
        self.documents.forget();
        self.explanations.forget();
        let here = self.root().join("draft.txt");
        self.problems.extend(self.settings.slips(&here));
        // Problems are told as soon as they arise, not when a draft next changes.
        for uri in self.documents.uris() {
            if let Some(path) = self.documents.get(&uri).map(|d| self.place(d)) {
                let _ = self.settings.force(&path);
            }
        }
        self.problems.extend(self.settings.take_problems());
        self.blame();
        self.refresh();
    }

    /// Have the client ask anew for what it has asked before.
    fn refresh(&mut self) {
        if self.client.pulls && self.client.refreshes && !self.documents.uris().is_empty() {
            self.out.ask::<DiagnosticRefreshRequest>(());
        }
    }
}

fn registration(method: &str, options: Value) -> Registration {
    Registration::new(method.to_owned(), method.to_owned(), Some(options))
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Error> {
    serde_json::from_value(params).map_err(|e| error(ErrorCodes::InvalidParams, e.to_string()))
}
