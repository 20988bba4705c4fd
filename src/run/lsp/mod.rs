//! `wenfeng lsp`: the language server, over standard input and output.
//!
//! One thread reads and understands messages, one writes, and the caller's works through them in order ([`session`]). All
//! that has come is looked at before the next message is handled, so that a request withdrawn meanwhile is not worked on, and
//! drafts are checked only when nothing else waits: keys typed faster than a draft can be checked cost one check. What a
//! draft says is found by the same engine under the same configuration as at the command line.

mod actions;
mod client;
mod diagnose;
mod document;
mod explain;
mod frame;
mod hover;
mod out;
mod place;
mod queue;
mod session;
mod settle;

use std::io::{self, BufReader, BufWriter, IsTerminal};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, channel, sync_channel};
use std::thread;

use gen_lsp_types::ErrorCodes;

use crate::cli::LspArgs;
use crate::say;

use self::frame::Frame;
use self::out::{Out, error};
use self::queue::{Incoming, Queue};
use self::session::{REQUEST_CANCELLED, Session};
use super::{ExitStatus, Speech};

/// Messages read ahead. A client that sends more has to wait.
const AHEAD: usize = 1024;

/// Serve one client until it says goodbye or goes away.
pub(super) fn serve(args: &LspArgs, speech: Speech) -> ExitStatus {
    if io::stdin().is_terminal() {
        speech.remark(&say!(
            "wenfeng lsp 由编辑器启动，在这里等它的消息；按 Ctrl-C 退出。",
            "wenfeng lsp is started by editors and waits for their messages; Ctrl-C ends it."
        ));
    }
    let (to_handle, messages) = sync_channel(AHEAD);
    let (to_write, bodies) = channel::<Vec<u8>>();
    thread::spawn(move || {
        let mut from = BufReader::new(io::stdin().lock());
        while let Ok(Some(frame)) = frame::read(&mut from) {
            let message = match frame {
                Frame::Body(body) => Incoming::new(&body),
                Frame::Malformed => Incoming::Wrong {
                    code: ErrorCodes::ParseError,
                    message: "a header without a Content-Length".to_owned(),
                },
                Frame::TooLarge(bytes) => Incoming::TooLarge(bytes),
            };
            if to_handle.send(message).is_err() {
                break;
            }
        }
    });
    let writer = thread::spawn(move || {
        let mut to = BufWriter::new(io::stdout());
        bodies.into_iter().try_for_each(|body| frame::write(&mut to, &body))
    });
    let status = handle(&messages, Session::new(args, speech, Out::new(to_write)));
    // What was answered last is written before the program ends.
    let _ = writer.join();
    status
}

fn handle(messages: &Receiver<Incoming>, mut session: Session) -> ExitStatus {
    let mut queue = Queue::default();
    loop {
        // Without anything to do, wait; else only look what else has come.
        let first = if queue.is_empty() && !session.has_work() { messages.recv().ok() } else { None };
        if first.is_none() && queue.is_empty() && !session.has_work() {
            return session.deserted();
        }
        for message in first.into_iter().chain(std::iter::from_fn(|| messages.try_recv().ok())) {
            if let Some(id) = queue.add(message) {
                session.out().answer(&id, Err(error(ErrorCodes::Custom(REQUEST_CANCELLED), "cancelled")));
            }
        }
        // A fault of ours in one message must not take the editor's other drafts away.
        let Some(message) = queue.next() else {
            if catch_unwind(AssertUnwindSafe(|| session.work())).is_err() {
                session.give_up();
            }
            continue;
        };
        let asked = match &message {
            Incoming::Request { id, .. } => Some(id.clone()),
            _ => None,
        };
        match catch_unwind(AssertUnwindSafe(|| session.handle(message))) {
            Ok(Some(status)) => return status,
            Ok(None) => {}
            Err(_) => {
                session.give_up();
                if let Some(id) = asked {
                    session.out().answer(&id, Err(error(ErrorCodes::InternalError, "internal error")));
                }
            }
        }
    }
}
