//! Showing the explanation of a rule.

use std::path::PathBuf;

use gen_lsp_types::json_rpc::Error;
use gen_lsp_types::{
    ErrorCodes, ExecuteCommandParams, MessageType, ShowDocumentParams, ShowDocumentRequest, ShowMessageNotification,
    ShowMessageParams, Uri,
};
use serde_json::Value;

use super::super::explain::COMMAND;
use super::super::out::error;
use super::Session;
use crate::run::cause;
use crate::say;
use crate::words::Words;

impl Session {
    /// Do what a code action has asked for.
    pub(super) fn commanded(&mut self, params: &ExecuteCommandParams) -> Result<Value, Error> {
        let wrong = |message: &str| error(ErrorCodes::InvalidParams, message);
        if params.command != COMMAND {
            return Err(wrong("there is no such command"));
        }
        let texts: Vec<&str> = params.arguments.iter().flatten().filter_map(|argument| argument.as_str()).collect();
        let [uri, name] = texts[..] else { return Err(wrong("a document and a rule are expected")) };
        let path: PathBuf = self.documents.get(uri).map_or_else(|| self.root().join("draft.txt"), |d| self.place(d));
        let linter = self.settings.force(&path).linter;
        let rule = linter.rules().iter().find(|rule| rule.id.as_str() == name);
        let id = &rule.ok_or_else(|| wrong("there is no such rule"))?.id;
        let lang = self.lang(&path);
        let known = self.explanations.of(&linter, lang).is_some();
        let docs = match self.explanations.written(&linter, lang) {
            Ok(docs) => docs,
            Err(failure) => {
                let Words { zh, en } = cause(&failure);
                let said = say!(
                    "说明没能写进缓存文件夹：{zh}。可以在命令行里用 wenfeng explain {id} 看。",
                    "The explanation could not be written into the cache: {en}. wenfeng explain {id} shows it too."
                );
                let params = ShowMessageParams::new(MessageType::Warning, said.get(lang).to_owned());
                self.out.notify::<ShowMessageNotification>(params);
                return Ok(Value::Null);
            }
        };
        // A text is read in the editor, a page of the office in a browser.
        let text = linter.docs().is_none();
        let show = ShowDocumentParams::new(Uri(docs.of(id)), Some(!text), Some(true), None);
        self.out.ask::<ShowDocumentRequest>(show);
        if !known {
            // From now on diagnostics lead to explanations.
            self.generation += 1;
            self.documents.forget();
            self.refresh();
        }
        Ok(Value::Null)
    }
}
