//! Messages on their way in: bodies understood as JSON-RPC, in order, without the requests that were withdrawn meanwhile.

use std::collections::VecDeque;

use gen_lsp_types::ErrorCodes;
use gen_lsp_types::json_rpc::Id;
use serde_json::Value;

/// A message of the client.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Incoming {
    /// Something to answer.
    Request {
        /// Named in the answer.
        id: Id,
        /// What is asked.
        method: String,
        /// About what.
        params: Value,
    },
    /// Something to take note of.
    Notification {
        /// What happened.
        method: String,
        /// To what.
        params: Value,
    },
    /// The answer to one of our requests.
    Answer {
        /// Of which.
        id: Id,
        /// What it says; `None` if it is an error.
        result: Option<Value>,
    },
    /// Something that is no message.
    Wrong {
        /// What is wrong.
        code: ErrorCodes,
        /// The same in words.
        message: String,
    },
    /// A message too long to be kept.
    TooLarge(u64),
}

impl Incoming {
    /// Understand the body of a message.
    pub(super) fn new(body: &[u8]) -> Self {
        let wrong = |code, message: String| Self::Wrong { code, message };
        let mut value: Value = match serde_json::from_slice(body) {
            Ok(value) => value,
            Err(error) => return wrong(ErrorCodes::ParseError, error.to_string()),
        };
        let mut take = |key: &str| value.get_mut(key).map(Value::take);
        let (method, id, params) = (take("method"), take("id"), take("params").unwrap_or_default());
        let id = id.filter(|id| !id.is_null()).map(serde_json::from_value::<Id>);
        match (method, id) {
            (Some(Value::String(method)), None) => Self::Notification { method, params },
            (Some(Value::String(method)), Some(Ok(id))) => Self::Request { id, method, params },
            (None, Some(Ok(id))) => {
                Self::Answer { id, result: take("error").is_none().then(|| take("result")).flatten() }
            }
            // Who answers with an error that nobody asked for gets no answer, lest two programs talk for ever.
            (None, None) if take("error").is_some() => Self::Answer { id: Id::Null, result: None },
            _ => wrong(ErrorCodes::InvalidRequest, "neither a request nor a notification".to_owned()),
        }
    }
}

/// What has come and is not handled yet.
#[derive(Debug, Default)]
pub(super) struct Queue(VecDeque<Incoming>);

impl Queue {
    /// Put a message at the end. A withdrawal takes its request out, whose id is the answer.
    pub(super) fn add(&mut self, message: Incoming) -> Option<Id> {
        if let Incoming::Notification { method, params } = &message
            && method == "$/cancelRequest"
        {
            let withdrawn: Id = serde_json::from_value(params.get("id")?.clone()).ok()?;
            // The course of the session is not to be withdrawn.
            let at = self.0.iter().position(|m| match m {
                Incoming::Request { id, method, .. } => {
                    *id == withdrawn && method != "initialize" && method != "shutdown"
                }
                _ => false,
            })?;
            self.0.remove(at);
            return Some(withdrawn);
        }
        self.0.push_back(message);
        None
    }

    /// The next message.
    pub(super) fn next(&mut self) -> Option<Incoming> {
        self.0.pop_front()
    }

    /// Whether nothing waits.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_body_is_some_kind_of_message() {
        let wrong = |body: &str| match Incoming::new(body.as_bytes()) {
            Incoming::Wrong { code, .. } => i32::from(code),
            other => panic!("{body}: {other:?}"),
        };
        for body in ["", "{", "\"\\ud800\"", &"[".repeat(100_000), "{\"id\":1,\"method\":\"x\"} more"] {
            assert_eq!(wrong(body), -32700);
        }
        for body in ["[]", "3", "null", "{}", "{\"id\":1.5,\"method\":\"x\"}", "{\"id\":1,\"method\":7}", "{\"id\":{}}"]
        {
            assert_eq!(wrong(body), -32600, "{body}");
        }
        let request = Incoming::new(br#"{"id":"a","method":"shutdown"}"#);
        assert!(matches!(request, Incoming::Request { id: Id::String(id), .. } if id == "a"));
        assert!(matches!(Incoming::new(br#"{"method":"exit","id":null}"#), Incoming::Notification { .. }));
        let error = Incoming::new(br#"{"id":null,"error":{"code":-32600,"message":""}}"#);
        assert_eq!(error, Incoming::Answer { id: Id::Null, result: None });
        assert!(matches!(Incoming::new(br#"{"id":7,"result":[]}"#), Incoming::Answer { result: Some(_), .. }));
    }

    #[test]
    fn a_request_withdrawn_in_time_is_not_worked_on() {
        let request = |id: i64| Incoming::Request { id: Id::Number(id), method: "x".to_owned(), params: Value::Null };
        let cancel = |id: i64| Incoming::Notification {
            method: "$/cancelRequest".to_owned(),
            params: serde_json::json!({ "id": id }),
        };
        let mut queue = Queue::default();
        assert_eq!(queue.add(request(1)), None);
        assert_eq!(queue.add(request(2)), None);
        assert_eq!(queue.add(cancel(1)), Some(Id::Number(1)));
        assert_eq!(queue.add(cancel(1)), None, "once");
        assert_eq!(queue.add(cancel(9)), None, "never asked");
        assert_eq!(queue.next(), Some(request(2)));
        for method in ["initialize", "shutdown"] {
            let begun = Incoming::Request { id: Id::Number(5), method: method.to_owned(), params: Value::Null };
            assert_eq!(queue.add(begun.clone()), None);
            assert_eq!(queue.add(cancel(5)), None, "{method}");
            assert_eq!(queue.next(), Some(begun));
        }
        assert!(queue.is_empty());
        let odd = Incoming::Notification { method: "$/cancelRequest".to_owned(), params: Value::Null };
        assert_eq!(queue.add(odd), None);
    }
}
