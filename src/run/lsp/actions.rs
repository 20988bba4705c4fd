//! What can be done about a finding: wording on offer, leaving a rule out here, accepting a name, all safe changes at once.
//!
//! Only a change that is safe without reading is marked as preferred, so that nothing which fixes on saving ever rewrites a
//! text that speaks for an office. A plain-text draft goes out as it stands: to leave a rule out of it, the settings are
//! written, never the draft.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use gen_lsp_types::{
    Code, CodeAction, CodeActionContext, CodeActionKind, CreateFile, CreateFileOptions, Diagnostic, DocumentChange,
    Edit, OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextDocumentIdentifier, TextEdit, Uri,
    WorkspaceEdit,
};

use crate::config::find::NAMES;
use crate::finding::{Applicability, Finding};
use crate::position::Span;
use crate::rule::RuleId;
use crate::say;
use crate::words::Words;

use super::client::Client;
use super::document::{Document, Documents, Kind, Seen};
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
        }
        if wanted(&CodeActionKind::from(FIX_ALL.to_owned()), context) {
            actions.extend(self.fix_all(all()));
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
        if self.document.kind == Kind::Markdown {
            let said =
                say!("这篇不查 {rule}（写进开头的说明）", "Leave {rule} out of this draft (in its front matter)");
            offers.extend(self.in_front_matter(rule).map(|edit| (said, edit)));
        } else if let Some(glob) = self.glob() {
            let edit = self.in_settings(|file| settle::leave_out_for(file, &glob, rule.as_str()));
            let said = say!("这篇不查 {rule}（写进 wenfeng.toml）", "Leave {rule} out of this draft (in wenfeng.toml)");
            offers.extend(edit.map(|edit| (said, edit)));
        } else {
            let edit = self.in_settings(|file| settle::leave_out(file, rule.as_str()));
            let said = say!("都不查 {rule}（写进 wenfeng.toml）", "Leave {rule} out everywhere (in wenfeng.toml)");
            offers.extend(edit.map(|edit| (said, edit)));
        }
        if let Some(name) = self.name(finding, chosen) {
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

    fn fix_all<'f>(&self, findings: impl Iterator<Item = &'f Finding>) -> Option<CodeAction> {
        let lines = &self.document.lines;
        let mut edits: Vec<TextEdit> = Vec::new();
        let mut end = 0;
        let safe = findings.filter_map(|f| f.fixes.iter().find(|fix| fix.applicability == Applicability::Safe));
        for fix in safe {
            // One that would run into another waits for the next time.
            let clear = fix.edits.first().is_some_and(|first| edits.is_empty() || first.span.start >= end);
            if clear {
                end = fix.edits.iter().map(|e| e.span.end).max().unwrap_or(end);
                edits.extend(fix.edits.iter().map(|e| TextEdit::new(lines.range(e.span), e.text.clone())));
            }
        }
        if edits.is_empty() {
            return None;
        }
        let title = say!("改好所有不影响意思的地方（标点、全半角）", "Make every change that leaves the meaning alone");
        Some(CodeAction {
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
    fn name(&self, finding: &Finding, chosen: Span) -> Option<&str> {
        let text = self.document.lines.text();
        let fits = |span: Span| {
            let name = text.get(span.range())?.trim();
            let short = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
            (short && !name.contains(['\n', '\r'])).then_some(name)
        };
        if chosen.covers(finding.span) && chosen != finding.span { fits(chosen) } else { fits(finding.span) }
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

    fn in_front_matter(&self, rule: &RuleId) -> Option<WorkspaceEdit> {
        let lines = &self.document.lines;
        let text = lines.text();
        let front = self.seen.checked.as_ref().map_or(0, |checked| checked.post.front);
        let (span, edit) = if front == 0 {
            let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
            (Span::new(0, 0), format!("+++{end}ignore = [\"{rule}\"]{end}+++{end}{end}"))
        } else {
            let open = text.find('\n')? + 1;
            let close = text[..front].trim_end().rfind("+++")?;
            let body = text.get(open..close)?;
            let changed = settle::leave_out(body, rule.as_str())?;
            let (span, edit) = settle::difference(body, &changed);
            (Span::new(open + span.start, open + span.end), edit.to_owned())
        };
        Some(self.edit_here([TextEdit::new(lines.range(span), edit)]))
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
