//! Messages on their way out: answers, notifications and requests, handed to the thread that writes.

use std::sync::mpsc::Sender;

use gen_lsp_types::json_rpc::{Error, Id, RequestObject, ResponseObject};
use gen_lsp_types::{ErrorCodes, Notification, Request};
use serde::Serialize;
use serde_json::{Value, json};

/// The way out. It never blocks: a client that does not read cannot stop the server from reading.
#[derive(Debug, Clone)]
pub(super) struct Out {
    to_write: Sender<Vec<u8>>,
    asked: i64,
}

impl Out {
    /// The way out to the writer.
    pub(super) fn new(to_write: Sender<Vec<u8>>) -> Self {
        Self { to_write, asked: 0 }
    }

    /// Answer a request.
    pub(super) fn answer(&self, id: &Id, result: Result<Value, Error>) {
        match result {
            Ok(result) => self.send(&json!({"jsonrpc": "2.0", "id": id, "result": result})),
            Err(error) => self.send(&ResponseObject::from_error(id.clone(), error)),
        }
    }

    /// Tell the client something.
    pub(super) fn notify<N: Notification>(&self, params: N::Params) {
        self.send(&RequestObject::from_notification::<N>(params));
    }

    /// Ask the client something; the id of the question.
    pub(super) fn ask<R: Request>(&mut self, params: R::Params) -> Id {
        self.asked += 1;
        let id = Id::Number(self.asked);
        self.send(&RequestObject::from_request::<R>(id.clone(), params));
        id
    }

    fn send(&self, message: &impl Serialize) {
        // A client that has gone is noticed where its messages end.
        if let Ok(body) = serde_json::to_vec(message) {
            let _ = self.to_write.send(body);
        }
    }
}

/// An error to answer with.
pub(super) fn error(code: ErrorCodes, message: impl Into<String>) -> Error {
    Error { code, message: message.into(), data: None }
}
