//! An editor for the tests: it starts the server, talks to it, and keeps nothing back.

#![expect(clippy::needless_pass_by_value, reason = "messages are made where they are sent")]

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

use crate::common::Folder;

/// The rules of the tests: an office's own, and one built-in rule with a safe change.
const SETTINGS: &str = concat!(
    "packs = [\"",
    env!("CARGO_MANIFEST_DIR"),
    "/tests/office/office\"]\n",
    "select = [\"plainness/office-counter\", \"candour/office-department\", \"form/halfwidth-comma\"]\n",
);

/// An editor with its folder.
pub(crate) struct Editor {
    pub(crate) folder: Folder,
    /// What the server answered to initialize.
    pub(crate) capabilities: Value,
    child: Child,
    to: Option<ChildStdin>,
    from: Receiver<Value>,
    asked: i64,
    /// Messages read while waiting for another.
    kept: Vec<Value>,
}

/// What a modern editor can do, without asking for diagnostics itself.
pub(crate) fn modern() -> Value {
    json!({
        "general": {"positionEncodings": ["utf-16"]},
        "textDocument": {
            "publishDiagnostics": {"relatedInformation": true},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
            "hover": {"contentFormat": ["markdown", "plaintext"]},
        },
        "workspace": {"workspaceEdit": {"documentChanges": true, "resourceOperations": ["create"]}},
    })
}

impl Editor {
    /// An editor that can do what `capabilities` say, in a folder with the settings of the tests.
    pub(crate) fn new(name: &str, capabilities: Value) -> Self {
        let folder = Folder::new(&format!("lsp-{name}"));
        folder.file("wenfeng.toml", SETTINGS);
        Self::in_folder(folder, capabilities, json!(null))
    }

    /// An editor in `folder` with these settings of its own.
    pub(crate) fn in_folder(folder: Folder, capabilities: Value, options: Value) -> Self {
        let mut editor = Self::mute(folder);
        let root = editor.uri("");
        let params = json!({
            "processId": null,
            "rootUri": root,
            "workspaceFolders": [{"uri": root, "name": "稿件"}],
            "capabilities": capabilities,
            "initializationOptions": options,
        });
        editor.capabilities = editor.ask("initialize", params)["capabilities"].clone();
        editor.tell("initialized", json!({}));
        editor
    }

    /// An editor that has not said a word.
    pub(crate) fn mute(folder: Folder) -> Self {
        let mut command = folder.command(&["lsp", "--stdio"]);
        command.env_remove("WENFENG_LANG").env("LC_ALL", "zh_CN.UTF-8");
        // What the server keeps for this user, wherever the system has such things.
        for name in ["XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"] {
            command.env(name, folder.0.join("cache"));
        }
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
        let to = child.stdin.take();
        let mut stdout = BufReader::new(child.stdout.take().expect("piped"));
        let (to_test, from) = channel();
        thread::spawn(move || while read(&mut stdout).is_some_and(|message| to_test.send(message).is_ok()) {});
        Self { folder, capabilities: Value::Null, child, to, from, asked: 0, kept: Vec::new() }
    }

    /// The address of a file in the folder.
    pub(crate) fn uri(&self, name: &str) -> String {
        let path = self.path(name);
        let mut out = String::from("file://");
        for byte in path.to_string_lossy().bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => out.push(char::from(byte)),
                other => write!(out, "%{other:02X}").expect("a text can be written"),
            }
        }
        out
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.0.join(name)
    }

    pub(crate) fn raw(&mut self, bytes: &[u8]) {
        let to = self.to.as_mut().expect("not yet gone");
        to.write_all(bytes).expect("the server reads");
        to.flush().expect("the server reads");
    }

    pub(crate) fn send(&mut self, message: &Value) {
        self.raw(&framed(message));
    }

    pub(crate) fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Send a request; its id.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> i64 {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
        id
    }

    /// The whole answer to a request, an error too.
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        self.wait(|m| m["id"] == id && m.get("method").is_none())
    }

    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The next message that fits, whenever it came.
    pub(crate) fn wait(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.kept.iter().position(&fits) {
            return self.kept.remove(at);
        }
        loop {
            // Only a server that hangs is waited for so long.
            let message = self.from.recv_timeout(Duration::from_mins(1)).expect("the server speaks");
            if fits(&message) {
                return message;
            }
            self.kept.push(message);
        }
    }

    pub(crate) fn open(&mut self, uri: &str, language: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": language, "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": item}));
    }

    /// Put `text` in the place of a range (line, character, line, character).
    pub(crate) fn change(&mut self, uri: &str, version: i64, at: [u32; 4], text: &str) {
        let change = json!({"range": range(at), "text": text});
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": {"uri": uri, "version": version}, "contentChanges": [change]}),
        );
    }

    pub(crate) fn close(&mut self, uri: &str) {
        self.tell("textDocument/didClose", json!({"textDocument": {"uri": uri}}));
    }

    /// What the server publishes next about `uri`.
    pub(crate) fn published(&mut self, uri: &str) -> Vec<Value> {
        let fits = |m: &Value| m["method"] == "textDocument/publishDiagnostics" && m["params"]["uri"] == uri;
        let message = self.wait(fits);
        message["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    /// What the server publishes about version `version` of `uri`, past what it publishes about earlier ones.
    pub(crate) fn published_of(&mut self, uri: &str, version: i64) -> Vec<Value> {
        let message = self.wait(|m| m["params"]["uri"] == uri && m["params"]["version"] == version);
        message["params"]["diagnostics"].as_array().expect("a list").clone()
    }

    pub(crate) fn actions(&mut self, uri: &str, at: [u32; 4], context: Value) -> Vec<Value> {
        let params = json!({"textDocument": {"uri": uri}, "range": range(at), "context": context});
        self.ask("textDocument/codeAction", params).as_array().expect("a list").clone()
    }

    pub(crate) fn hover(&mut self, uri: &str, line: u32, character: u32) -> Value {
        let position = json!({"line": line, "character": character});
        self.ask("textDocument/hover", json!({"textDocument": {"uri": uri}, "position": position}))
    }

    /// The messages that nobody has waited for.
    pub(crate) fn unread(&self) -> &[Value] {
        &self.kept
    }

    /// Close the pipe without a word; the exit code.
    pub(crate) fn leave(&mut self) -> i32 {
        self.to = None;
        self.child.wait().expect("it ends").code().expect("by itself")
    }

    /// Say goodbye as one should; the exit code.
    pub(crate) fn bye(&mut self) -> i32 {
        assert_eq!(self.ask("shutdown", json!(null)), json!(null));
        self.tell("exit", json!(null));
        let code = self.child.wait().expect("it ends").code().expect("by itself");
        self.kept.extend(self.from.iter());
        code
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn read(from: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if from.read_line(&mut line).expect("UTF-8") == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some(("Content-Length", n)) => length = n.parse().expect("a number"),
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    from.read_exact(&mut body).expect("a whole message");
    Some(serde_json::from_slice(&body).expect("JSON"))
}

pub(crate) fn framed(message: &Value) -> Vec<u8> {
    let body = message.to_string();
    format!("Content-Length: {}\r\n\r\n{body}", body.len()).into_bytes()
}

pub(crate) fn range([l1, c1, l2, c2]: [u32; 4]) -> Value {
    json!({"start": {"line": l1, "character": c1}, "end": {"line": l2, "character": c2}})
}

/// The rules that diagnostics name, in their order.
pub(crate) fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().map(|d| d["code"].as_str().unwrap_or_default()).collect()
}
