//! What is said about drafts, and about the settings they are checked under.

use std::path::{Path, PathBuf};

use gen_lsp_types::json_rpc::Error;
use gen_lsp_types::{
    CodeActionParams, DocumentDiagnosticParams, ErrorCodes, HoverParams, LogMessageNotification, LogMessageParams,
    MessageType, PublishDiagnosticsNotification, PublishDiagnosticsParams, ShowMessageNotification, ShowMessageParams,
    Uri,
};
use serde_json::{Value, json};

use super::super::actions::Desk;
use super::super::diagnose::{by_file, diagnostics};
use super::super::document::{Document, Kind, Seen};
use super::super::hover::hover;
use super::super::out::error;
use super::Session;
use crate::config::Placed;
use crate::config::find::absolute;
use crate::config::select::doubt_left_out;
use crate::finding::{Recognised, Slip};
use crate::position::Span;
use crate::post::Post;
use crate::rule::Rule;
use crate::say;
use crate::source;
use crate::suppress;
use crate::words::Lang;

impl Session {
    /// Where new files go, and where texts that were never saved are taken to be.
    pub(super) fn root(&self) -> PathBuf {
        self.folders.first().cloned().unwrap_or_else(|| absolute(Path::new(".")))
    }

    /// Where a document is, or is taken to be.
    pub(super) fn place(&self, document: &Document) -> PathBuf {
        document.path.clone().unwrap_or_else(|| self.root().join("draft.txt"))
    }

    /// The language to speak about `path`.
    pub(super) fn lang(&mut self, path: &Path) -> Lang {
        if let Some(lang) = self.wishes.lang {
            return lang;
        }
        if self.speech.settled {
            return self.speech.lang;
        }
        self.settings.lang(path).or(self.locale).unwrap_or(self.speech.lang)
    }

    /// A document without anything to say about it.
    pub(super) fn nothing_seen(&self) -> Seen {
        Seen {
            checked: None,
            problems: Vec::new(),
            strangers: Vec::new(),
            docs: None,
            lang: self.speech.lang,
            result: self.generation.to_string(),
        }
    }

    /// Check a document, if that was not done since something changed.
    pub(super) fn look(&mut self, uri: &str) {
        let Some(document) = self.documents.get(uri).filter(|d| d.seen.is_none()) else { return };
        let path = self.place(document);
        let mut seen = self.nothing_seen();
        seen.result = format!("{}-{}", self.generation, document.version);
        let draft = matches!(document.kind, Kind::Text | Kind::Markdown);
        let (config, _) = self.settings.config(&path);
        if draft && !config.exclude.iter().any(|glob| glob.matches(&path)) {
            let name = document.path.as_deref().map_or_else(|| uri.to_owned(), |p| p.display().to_string());
            let markdown = document.kind == Kind::Markdown;
            let (post, problems) = source::from_text(document.lines.text(), &name, markdown);
            seen.problems = problems;
            let force = self.settings.force(&path);
            seen.strangers = post.as_ref().map(|post| self.strangers(post, &path)).unwrap_or_default();
            seen.checked = post.map(|post| {
                let configured = force.situation.filter(|_| post.meta.situation.is_none());
                let given = configured
                    .map(|situation| Recognised::set(situation, say!("配置里写明", "set in the configuration")));
                force.linter.check(post, given)
            });
        }
        seen.lang = self.lang(&path);
        if seen.checked.as_ref().is_some_and(|checked| !checked.findings.is_empty()) {
            let linter = self.settings.force(&path).linter;
            seen.docs = self.explanations.of(&linter, seen.lang);
        }
        self.problems.extend(self.settings.take_problems());
        if let Some(document) = self.documents.get_mut(uri) {
            document.seen = Some(seen);
        }
    }

    /// Rules that a draft asks to pass over and that there are not.
    fn strangers(&mut self, post: &Post, path: &Path) -> Vec<Slip> {
        let names = suppress::names(post);
        if names.is_empty() {
            return Vec::new();
        }
        let (rules, _) = self.settings.all_rules(path);
        let known = |written: &str| doubt_left_out(&Placed::typed(written.to_owned()), &rules);
        let slip = |(written, span): (String, Span)| {
            let problem = known(&written)?;
            Some(Slip { span, message: problem.message, help: problem.help.unwrap_or_default() })
        };
        names.into_iter().filter_map(slip).collect()
    }

    /// The diagnostics of a document, on request.
    pub(super) fn pulled(&mut self, params: &DocumentDiagnosticParams) -> Result<Value, Error> {
        let uri = &params.text_document.uri.0;
        self.look(uri);
        let (document, seen) = self.seen(uri)?;
        let (items, result) = (diagnostics(document, seen, &self.client), &seen.result);
        if params.previous_result_id.as_deref() == Some(result) {
            return Ok(json!({"kind": "unchanged", "resultId": result}));
        }
        Ok(json!({"kind": "full", "resultId": result, "items": items}))
    }

    /// What there is to say about a place.
    pub(super) fn hovered(&mut self, params: &HoverParams) -> Result<Value, Error> {
        let position = &params.text_document_position_params;
        let uri = &position.text_document.uri.0;
        let path = self.documents.get(uri).map(|d| self.place(d)).unwrap_or_default();
        let linter = self.settings.force(&path).linter;
        let rules: &[Rule] = linter.rules();
        self.look(uri);
        let (document, seen) = self.seen(uri)?;
        written(&hover(document, seen, rules, position.position, &self.client))
    }

    /// What can be done about a place.
    pub(super) fn actions(&mut self, params: &CodeActionParams) -> Result<Value, Error> {
        let uri = &params.text_document.uri.0;
        self.look(uri);
        let path = self.documents.get(uri).map(|d| self.place(d)).unwrap_or_default();
        let config = self.settings.config(&path).0.file.as_deref().map(absolute);
        let above = self.folders.iter().filter(|folder| path.starts_with(folder));
        let folder = above.max_by_key(|f| f.as_os_str().len()).cloned();
        let own = self.documents.get(uri).and_then(|d| d.path.as_deref()).and_then(Path::parent);
        let folder = folder.or_else(|| own.map(Path::to_owned)).or_else(|| self.folders.first().cloned());
        let linter = self.settings.force(&path).linter;
        let (client, documents) = (&self.client, &self.documents);
        let (document, seen) = self.seen(uri)?;
        let desk = Desk { client, documents, document, seen, linter: &linter, config, folder };
        written(&desk.actions(params.range, &params.context))
    }

    /// A document and what was found in it.
    fn seen(&self, uri: &str) -> Result<(&Document, &Seen), Error> {
        let document = self.documents.get(uri);
        let both = document.and_then(|document| document.seen.as_ref().map(|seen| (document, seen)));
        both.ok_or_else(|| error(ErrorCodes::InvalidParams, "the document is not open"))
    }

    /// Show the problems of configuration and rules at their places, and take away what is mended.
    pub(super) fn blame(&mut self) {
        let lang = self.lang(&self.root());
        let address = |path: &Path| self.documents.of_path(path).map(|d| d.uri.clone());
        let (placed, others) = by_file(&self.problems, lang, &self.client, address);
        for problem in others {
            if !self.said.contains(&problem.message) {
                self.said.push(problem.message.clone());
                let help = problem.help.as_ref().map(|h| h.get(lang)).unwrap_or_default();
                let text = format!("{}\n{help}", problem.message.get(lang));
                let params = ShowMessageParams::new(MessageType::Warning, text.trim_end().to_owned());
                self.out.notify::<ShowMessageNotification>(params);
            }
        }
        let mended = self.blamed.keys().filter(|uri| !placed.contains_key(*uri)).map(|uri| (uri, Vec::new()));
        let changed = placed.iter().filter(|(uri, found)| self.blamed.get(*uri) != Some(*found));
        for (uri, found) in mended.chain(changed.map(|(uri, found)| (uri, found.clone()))) {
            let params = PublishDiagnosticsParams::new(Uri(uri.clone()), None, found);
            self.out.notify::<PublishDiagnosticsNotification>(params);
        }
        self.blamed = placed;
    }

    /// A message was too long to be kept. What it would have changed is not known, so no document can be spoken about before
    /// the editor sends it anew.
    pub(super) fn lost(&mut self, bytes: u64) {
        for uri in self.documents.uris() {
            self.documents.close(&uri);
            let params = PublishDiagnosticsParams::new(Uri(uri), None, Vec::new());
            self.out.notify::<PublishDiagnosticsNotification>(params);
        }
        let size = bytes >> 20;
        let said = say!(
            "编辑器送来的一段文字有 {size} MB，太长了。要接着检查，请关掉再打开稿件。",
            "The editor sent {size} MiB at once, which is too much. To go on, close the drafts and open them again."
        );
        let lang = self.lang(&self.root());
        let params = ShowMessageParams::new(MessageType::Error, said.get(lang).to_owned());
        self.out.notify::<ShowMessageNotification>(params);
    }

    /// Say something in the client's log.
    pub(super) fn log(&self, kind: MessageType, text: &str) {
        self.out.notify::<LogMessageNotification>(LogMessageParams::new(kind, text.to_owned()));
    }
}

fn written(result: &impl serde::Serialize) -> Result<Value, Error> {
    serde_json::to_value(result).map_err(|e| error(ErrorCodes::InternalError, e.to_string()))
}
