//! What tests of the program share.

// Each test program compiles this and uses what it needs of it.
#![allow(dead_code)]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::thread;

const PROGRAM: &str = env!("CARGO_BIN_EXE_wenfeng");

/// An office's own rules, the only ones in use: what is found does not change with the built-in rules.
pub(crate) const OFFICE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/office/wenfeng.toml");

/// Every format of findings.
pub(crate) const FORMATS: [&str; 11] =
    ["full", "concise", "json", "jsonl", "sarif", "rdjson", "rdjsonl", "github", "gitlab", "junit", "checkstyle"];

/// A folder of its own for one test, gone with it.
pub(crate) struct Folder(pub(crate) PathBuf);

/// What came of a run: exit code, standard output, standard error.
pub(crate) type Ran = (i32, String, String);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("wenfeng-program-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a writable folder");
        Self(folder)
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("below the folder")).expect("a writable folder");
        fs::write(&path, bytes).expect("a writable folder");
        path
    }

    /// The program in this folder, speaking Chinese, without colour.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.current_dir(&self.0).args(args).env("WENFENG_LANG", "zh");
        command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
        for name in ["GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE", "CI_PROJECT_DIR"] {
            command.env_remove(name);
        }
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        ran(self.command(args).output().expect("the program starts"))
    }

    /// Run with the rules of [`OFFICE`].
    pub(crate) fn office(&self, args: &[&str]) -> Ran {
        let mut all = vec!["check", "--config", OFFICE];
        all.extend_from_slice(args);
        self.run(&all)
    }

    /// Run with what `write` writes as standard input. It may be refused before its end.
    pub(crate) fn feed(&self, args: &[&str], write: impl FnOnce(&mut dyn Write) + Send + 'static) -> Ran {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child: Child = command.spawn().expect("the program starts");
        let mut stdin = child.stdin.take().expect("piped");
        let writer = thread::spawn(move || write(&mut stdin));
        let output = child.wait_with_output().expect("it ends by itself");
        writer.join().expect("writing ends");
        ran(output)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn ran(Output { status, stdout, stderr }: Output) -> Ran {
    let text = |bytes| String::from_utf8(bytes).expect("all that is said is UTF-8");
    (status.code().expect("it ends by itself"), text(stdout), text(stderr))
}
