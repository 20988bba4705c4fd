//! What can be done about a finding: wording on offer, passing it over here, accepting a name, all safe changes at once.
//!
//! Only a change that is safe without reading is marked as preferred, so that nothing which fixes on saving ever rewrites a
//! text that speaks for an office. A plain-text draft goes out as it stands: what is to be passed over in it is written into
//! the settings, never into the draft.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{
    Code, CodeAction, CodeActionContext, CodeActionKind, Command, CreateFile, CreateFileOptions, Diagnostic,
    DocumentChange, Edit, OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextDocumentIdentifier,
    TextEdit, Uri, WorkspaceEdit,
};

use serde_json::Value;

use crate::config::find::NAMES;
use crate::engine::Linter;
use crate::finding::{Applicability, Finding};
use crate::fix::{self, Allowed};
use crate::position::Span;
use crate::say;
use crate::suppress::{Silence, comment_for};
use crate::words::Words;

use super::client::Client;
use super::document::{Document, Documents, Kind, Seen};
use super::explain::COMMAND;
use super::place::{Lines, uri_of};
use super::settle;

/// The kind of the action that makes all safe changes.
pub(super) const FIX_ALL: &str = "source.fixAll.wenfeng";
/// A longer place is no name, in characters.
const LONGEST_NAME: usize = 40;

/// What the actions of a document are made from.
pub(super) struct Desk<'d> {
    pub(super) client: &'d Client,
    pub(super) documents: &'d Documents,
    pub(super) document: &'d Document,
    pub(super) seen: &'d Seen,
    pub(super) linter: &'d Linter,
    /// The configuration file in force (absolute), if there is one.
    pub(super) config: Option<PathBuf>,
    /// Where a new configuration file would go.
    pub(super) folder: Option<PathBuf>,
}

impl Desk<'_> {
    /// The actions for `range` that the client asks for.
    pub(super) fn actions(&self, range: Range, context: &CodeActionContext) -> Vec<CodeAction> {
        let mut actions = Vec::new();
        if !self.client.literal_actions {
            return actions;
        }
        let span = self.document.lines.span(range);
        let all = || self.seen.checked.iter().flat_map(|checked| &checked.findings);
        if wanted(&CodeActionKind::QuickFix, context) {
            let touched = |f: &&Finding| f.span.start <= span.end && span.start <= f.span.end;
            let here: Vec<&Finding> = all().filter(touched).collect();
            // Wording for all of them first, then what sets a rule aside.
            for finding in &here {
                actions.extend(self.wordings(finding, context));
            }
            for finding in &here {
                actions.extend(self.set_aside(finding, span, context));
            }
            for (i, finding) in here.iter().enumerate() {
                if self.client.shows && here[..i].iter().all(|before| before.rule != finding.rule) {
                    actions.push(self.explanation(finding, context));
                }
            }
        }
        if wanted(&CodeActionKind::from(FIX_ALL.to_owned()), context) {
            actions.extend(self.fix_all());
        }
        actions
    }

    fn wordings(&self, finding: &Finding, context: &CodeActionContext) -> Vec<CodeAction> {
        let (lang, lines) = (self.seen.lang, &self.document.lines);
        let action = |fix: &crate::finding::Fix| CodeAction {
            title: fix.title.get(lang).to_owned(),
            kind: Some(CodeActionKind::QuickFix),
            is_preferred: (fix.applicability == Applicability::Safe).then_some(true),
            diagnostics: self.told(finding, context),
            edit: Some(self.edit_here(fix.edits.iter().map(|e| TextEdit::new(lines.range(e.span), e.text.clone())))),
            ..nothing()
        };
        finding.fixes.iter().map(action).collect()
    }

    fn set_aside(&self, finding: &Finding, chosen: Span, context: &CodeActionContext) -> Vec<CodeAction> {
        let rule = &finding.rule;
        let mut offers: Vec<(Words, WorkspaceEdit)> = Vec::new();
        // A finding about much of the text, or about what is missing in it, is passed over by its rule alone.
        let words = name(&self.document.lines.text()[finding.span.range()]);
        let silence = words.map_or_else(|| rule.to_string(), |words| Silence::written(rule, words));
        if self.document.kind == Kind::Markdown {
            let said = say!(
                "这里不查 {rule}（加一行不发表的注释）",
                "Pass over {rule} here (in a comment that is not published)"
            );
            offers.extend(self.comment(finding, words).map(|edit| (said, edit)));
        } else if let Some(glob) = self.glob() {
            let edit = self.in_settings(|file| settle::leave_out_for(file, &glob, &silence));
            let said = say!("这里不查 {rule}（写进 wenfeng.toml）", "Pass over {rule} here (in wenfeng.toml)");
            offers.extend(edit.map(|edit| (said, edit)));
        } else {
            let edit = self.in_settings(|file| settle::leave_out(file, &silence));
            let said =
                say!("不查 {rule} 的这一处（写进 wenfeng.toml）", "Pass over this match of {rule} (in wenfeng.toml)");
            offers.extend(edit.map(|edit| (said, edit)));
        }
        if let Some(name) = self.chosen(finding, chosen) {
            let edit = self.in_settings(|file| settle::accept(file, name));
            let said = say!(
                "「{name}」是认可的说法（写进 wenfeng.toml）",
                "Accept “{name}” in this project (in wenfeng.toml)"
            );
            offers.extend(edit.map(|edit| (said, edit)));
        }
        let action = |(title, edit): (Words, WorkspaceEdit)| CodeAction {
            title: title.get(self.seen.lang).to_owned(),
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: self.told(finding, context),
            edit: Some(edit),
            ..nothing()
        };
        offers.into_iter().map(action).collect()
    }

    fn explanation(&self, finding: &Finding, context: &CodeActionContext) -> CodeAction {
        let rule = &finding.rule;
        let title = say!("看 {rule} 的说明", "Open the explanation of {rule}").get(self.seen.lang).to_owned();
        let arguments = vec![Value::from(self.document.uri.as_str()), Value::from(rule.as_str())];
        CodeAction {
            title: title.clone(),
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: self.told(finding, context),
            command: Some(Command { title, tooltip: None, command: COMMAND.to_owned(), arguments: Some(arguments) }),
            ..nothing()
        }
    }

    fn fix_all(&self) -> Option<CodeAction> {
        let checked = self.seen.checked.as_ref()?;
        if fix::edits(&checked.findings, Allowed::Safe).is_empty() {
            return None;
        }
        // As `--fix` does it: until there is nothing left to change.
        let situation = &checked.situation;
        let settled =
            fix::settle(&checked.post, Allowed::Safe, |post| self.linter.check(post, Some(situation.clone())));
        let lines = &self.document.lines;
        let edits: Vec<TextEdit> =
            settled.edits.into_iter().map(|edit| TextEdit::new(lines.range(edit.span), edit.text)).collect();
        let title = say!("改好所有不影响意思的地方（标点、全半角）", "Make every change that leaves the meaning alone");
        (!edits.is_empty()).then(|| CodeAction {
            title: title.get(self.seen.lang).to_owned(),
            kind: Some(CodeActionKind::from(FIX_ALL.to_owned())),
            edit: Some(self.edit_here(edits)),
            ..nothing()
        })
    }

    /// The diagnostics of the client that tell of `finding`.
    fn told(&self, finding: &Finding, context: &CodeActionContext) -> Option<Vec<Diagnostic>> {
        let range = self.document.lines.range(finding.span);
        let code = Some(Code::String(finding.rule.to_string()));
        let told = context.diagnostics.iter().filter(|d| d.range == range && d.code == code);
        let told: Vec<Diagnostic> = told.cloned().collect();
        (!told.is_empty()).then_some(told)
    }

    /// What would be accepted: what the user has chosen, if the finding is in it, else what was found.
    fn chosen(&self, finding: &Finding, chosen: Span) -> Option<&str> {
        let span = if chosen.covers(finding.span) { chosen } else { finding.span };
        name(self.document.lines.text().get(span.range())?)
    }

    /// A pattern that matches this draft and no other, from the folder of the settings.
    fn glob(&self) -> Option<String> {
        let path = self.document.path.as_deref()?;
        let root = self.config.as_deref().and_then(Path::parent).or(self.folder.as_deref())?;
        let below: Vec<String> =
            path.strip_prefix(root).ok()?.iter().map(|name| globset::escape(&name.to_string_lossy())).collect();
        // A pattern without a slash would match files of that name in every folder.
        let dot = if below.len() == 1 { "./" } else { "" };
        Some(format!("{dot}{}", below.join("/")))
    }

    /// A comment on a line of its own before the paragraph of `finding`.
    fn comment(&self, finding: &Finding, words: Option<&str>) -> Option<WorkspaceEdit> {
        let lines = &self.document.lines;
        let text = lines.text();
        let front = self.seen.checked.as_ref()?.post.front;
        let mut at = front;
        let mut paragraph = front;
        let mut blank = true;
        for line in text.get(front..)?.split_inclusive('\n') {
            if at > finding.span.start {
                break;
            }
            let is_blank = line.trim().is_empty();
            if blank && !is_blank {
                paragraph = at;
            }
            blank = is_blank;
            at += line.len();
        }
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let reason = say!("（写上理由）", "(say why)");
        let comment = comment_for(&finding.rule, words.unwrap_or("\n"), &reason, self.seen.lang);
        let edit = TextEdit::new(lines.range(Span::new(paragraph, paragraph)), format!("{comment}{end}"));
        Some(self.edit_here([edit]))
    }

    /// An edit of this document in the version that was looked at.
    fn edit_here(&self, edits: impl IntoIterator<Item = TextEdit>) -> WorkspaceEdit {
        self.edit(&self.document.uri, Some(self.document.version), edits.into_iter().collect(), None)
    }

    /// An edit of the configuration file, as the editor has it, else as the disk has it; of a new one where there is none.
    fn in_settings(&self, change: impl FnOnce(&str) -> Option<String>) -> Option<WorkspaceEdit> {
        let Some(path) = &self.config else {
            let path = self.folder.as_ref()?.join(NAMES[0]);
            if !self.client.creates || !self.client.versioned_edits || path.exists() {
                return None;
            }
            let uri = uri_of(&path);
            let options = CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(true) };
            let create = CreateFile { uri: Uri(uri.clone()), options: Some(options), annotation_id: None };
            let edit = TextEdit::new(Range::default(), change("")?);
            return Some(self.edit(&uri, None, vec![edit], Some(create)));
        };
        let (uri, version, lines) = if let Some(open) = self.documents.of_path(path) {
            (open.uri.clone(), Some(open.version), open.lines.clone())
        } else {
            let text = crate::config::read::decode(&std::fs::read(path).ok()?);
            (uri_of(path), None, Lines::new(text, self.client.unit))
        };
        let changed = change(lines.text())?;
        let (span, text) = settle::difference(lines.text(), &changed);
        let edit = TextEdit::new(lines.range(span), text.to_owned());
        Some(self.edit(&uri, version, vec![edit], None))
    }

    fn edit(&self, uri: &str, version: Option<i32>, edits: Vec<TextEdit>, create: Option<CreateFile>) -> WorkspaceEdit {
        if !self.client.versioned_edits {
            return WorkspaceEdit::new(Some(HashMap::from([(Uri(uri.to_owned()), edits)])), None, None);
        }
        let id = TextDocumentIdentifier::new(Uri(uri.to_owned()));
        let id = OptionalVersionedTextDocumentIdentifier::new(version, id);
        let edits = edits.into_iter().map(Edit::TextEdit).collect();
        let change = DocumentChange::TextDocumentEdit(TextDocumentEdit::new(id, edits));
        let create = create.map(DocumentChange::CreateFile);
        WorkspaceEdit::new(None, Some(create.into_iter().chain([change]).collect()), None)
    }
}

/// `text` as a name: short, and in one line.
fn name(text: &str) -> Option<&str> {
    let text = text.trim();
    let short = !text.is_empty() && text.chars().count() <= LONGEST_NAME;
    (short && !text.contains(['\n', '\r'])).then_some(text)
}

/// Whether the client asks for actions of that kind: for all, for it, or for a kind above it.
fn wanted(kind: &CodeActionKind, context: &CodeActionContext) -> bool {
    let kind = String::from(kind.clone());
    let Some(only) = &context.only else { return true };
    only.iter().map(|asked| String::from(asked.clone())).any(|asked| {
        asked.is_empty() || kind == asked || kind.strip_prefix(&asked).is_some_and(|rest| rest.starts_with('.'))
    })
}

fn nothing() -> CodeAction {
    CodeAction {
        title: String::new(),
        kind: None,
        diagnostics: None,
        is_preferred: None,
        disabled: None,
        edit: None,
        command: None,
        data: None,
        tags: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(only: Option<&[&str]>) -> CodeActionContext {
        let kinds = |only: &[&str]| only.iter().map(|k| CodeActionKind::from((*k).to_owned())).collect();
        CodeActionContext::new(Vec::new(), only.map(kinds), None)
    }

    #[test]
    fn actions_are_those_that_were_asked_for() {
        let all = CodeActionKind::from(FIX_ALL.to_owned());
        for (only, fix, fix_all) in [
            (None, true, true),
            (Some(&["quickfix"][..]), true, false),
            (Some(&["source"]), false, true),
            (Some(&["source.fixAll"]), false, true),
            (Some(&["source.fixAll.wenfeng"]), false, true),
            (Some(&["source.fixAll.other", "refactor"]), false, false),
            (Some(&["source.fix"]), false, false),
            (Some(&[]), false, false),
            (Some(&[""]), true, true),
        ] {
            assert_eq!(
                (wanted(&CodeActionKind::QuickFix, &asks(only)), wanted(&all, &asks(only))),
                (fix, fix_all),
                "{only:?}"
            );
        }
    }
}
