//! A running server, and HTTP as it goes over the wire.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::common::Folder;

/// Nothing takes as long, however busy the machine is.
const PATIENCE: Duration = Duration::from_mins(2);

/// A server of its own, gone with its test.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) port: u16,
    /// The address as it was shown.
    pub(crate) url: String,
    pub(crate) folder: Folder,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in small letters.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Server {
    pub(crate) fn new(name: &str, args: &[&str]) -> Self {
        Self::within(Folder::new(&format!("serve-{name}")), args)
    }

    /// A server in `folder`.
    pub(crate) fn within(folder: Folder, args: &[&str]) -> Self {
        let mut command = folder.command(&[&["serve", "--no-open"], args].concat());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        let mut url = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut url).expect("it says where it is");
        let url = url.trim_end().to_owned();
        let port = url.split(['/', ':']).find_map(|part| part.parse().ok()).unwrap_or_else(|| panic!("{url}"));
        Self { child, port, url, folder }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout can be set");
        stream
    }

    /// Send these bytes and read what comes until the server closes.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // The server may have answered and closed before all was sent.
        let _ = stream.write_all(bytes);
        read_all(&mut stream)
    }

    /// Send a request with these header lines besides `Host`, `Content-Length` and `Connection`, unless they are among them.
    pub(crate) fn send(&self, method: &str, path: &str, headers: &[&str], body: &[u8]) -> Answer {
        let names: Vec<String> =
            headers.iter().filter_map(|h| h.split(':').next()).map(str::to_ascii_lowercase).collect();
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !names.iter().any(|name| name == "host") {
            let _ = write!(head, "Host: 127.0.0.1:{}\r\n", self.port);
        }
        if !body.is_empty() && !names.iter().any(|name| name == "content-length" || name == "transfer-encoding") {
            let _ = write!(head, "Content-Length: {}\r\n", body.len());
        }
        for header in headers {
            let _ = write!(head, "{header}\r\n");
        }
        let mut bytes = (head + "\r\n").into_bytes();
        bytes.extend_from_slice(body);
        Answer::of(&self.raw(&bytes))
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &[], b"")
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, &["Content-Type: application/json"], body.to_string().as_bytes())
    }

    pub(crate) fn file(&self, path: &str, bytes: &[u8]) -> Answer {
        self.send("POST", path, &["Content-Type: application/octet-stream"], bytes)
    }

    /// Ask it to end, as Ctrl-C does.
    #[cfg(unix)]
    pub(crate) fn interrupt(&self) {
        let pid = self.child.id().to_string();
        let done = std::process::Command::new("kill").args(["-INT", &pid]).status().expect("kill is there");
        assert!(done.success());
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// All that comes until the server closes, be it in good order or not.
pub(crate) fn read_all(stream: &mut TcpStream) -> Vec<u8> {
    let mut all = Vec::new();
    let mut piece = [0; 1 << 14];
    loop {
        match stream.read(&mut piece) {
            Ok(0) => return all,
            Ok(length) => all.extend_from_slice(&piece[..length]),
            Err(error) if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) => {
                panic!("the server neither answers nor closes")
            }
            Err(_) => return all,
        }
    }
}

impl Answer {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("no answer: {}", String::from_utf8_lossy(bytes)));
        let head = std::str::from_utf8(&bytes[..end]).expect("heads are ASCII");
        let mut lines = head.split("\r\n");
        let first = lines.next().expect("a status line");
        let status = first.split(' ').nth(1).and_then(|status| status.parse().ok());
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(':').expect("a header");
            (name.to_ascii_lowercase(), value.trim().to_owned())
        });
        let status = status.unwrap_or_else(|| panic!("{first}"));
        Self { status, headers: headers.collect(), body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    /// The code of the error it tells, with its status.
    pub(crate) fn error(&self) -> (u16, String) {
        let error = &self.json()["error"];
        assert!(error["message"]["zh"].is_string() && error["message"]["en"].is_string(), "{error}");
        (self.status, error["code"].as_str().unwrap_or_default().to_owned())
    }
}
