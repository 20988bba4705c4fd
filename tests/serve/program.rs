//! The program around the server: how it starts, what it says, how it ends.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::common::Folder;
use super::server::Server;

#[test]
fn the_address_stands_alone_on_standard_output_and_the_rest_beside_it() {
    let folder = Folder::new("serve-says");
    let mut command = folder.command(&["serve", "--no-open"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let mut out = BufReader::new(child.stdout.take().expect("piped"));
    let mut err = BufReader::new(child.stderr.take().expect("piped"));
    let (mut address, mut said) = (String::new(), String::new());
    out.read_line(&mut address).expect("a line");
    err.read_line(&mut said).expect("a line");
    let port = address.strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix("/\n"));
    assert!(port.is_some_and(|port| port.parse::<u16>().is_ok()), "{address:?}");
    assert!(said.contains("稿子不离开本机") && said.contains("Ctrl-C"), "{said}");
    child.kill().expect("it runs");
    child.wait().expect("it ends");
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("UTF-8");
    assert_eq!(rest, "");
}

#[test]
fn a_port_that_is_taken_is_a_problem() {
    let server = Server::new("taken", &[]);
    let port = server.port.to_string();
    let (code, out, err) = server.folder.run(&["serve", "--no-open", "--port", &port]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains(&format!("端口 {port} 已经有程序在用")) && err.contains("--port"), "{err}");
    let (code, _, err) = server.folder.run(&["serve", "--no-open", "--bind", "192.0.2.1"]);
    assert!(code == 2 && err.contains("192.0.2.1"), "{err}");
    for args in [["--port", "70000"], ["--bind", "office"], ["--timeout", "soon"]] {
        assert_eq!(server.folder.run(&["serve", "--no-open", args[0], args[1]]).0, 2, "{args:?}");
    }
}

#[test]
fn a_configuration_with_mistakes_is_told_before_anything_is_served() {
    let folder = Folder::new("serve-broken");
    folder.file("wenfeng.toml", "lang = \"fr\"\nignore = [\"form/nothing\"]\n");
    let (code, out, err) = folder.run(&["serve", "--no-open"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("wenfeng.toml:1") && err.contains("form/nothing"), "{err}");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it_in_good_order_even_while_a_client_dawdles() {
    let mut server = Server::new("stop", &[]);
    let idle = server.connect();
    assert_eq!(server.get("/").status, 200);
    server.interrupt();
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = server.child.try_wait().expect("a child") {
            break status;
        }
        assert!(begun.elapsed() < Duration::from_mins(1), "it does not end");
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.code(), Some(0));
    drop(idle);
}

/// What stands for the browser writes down what it is asked to open.
#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_opened_unless_it_is_not_wanted() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new("serve-browser");
    let opened = folder.0.join("opened");
    let browser = folder.file("bin/xdg-open", format!("#!/bin/sh\necho \"$1\" >> '{}'\n", opened.display()));
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).expect("one's own file");
    let path = format!("{}:{}", folder.0.join("bin").display(), std::env::var("PATH").unwrap_or_default());
    for (args, expected) in [(&["serve", "--no-open"][..], false), (&["serve"][..], true)] {
        let mut child = folder
            .command(args)
            .env("PATH", &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let (mut address, mut said) = (String::new(), String::new());
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut address).expect("a line");
        let mut err = BufReader::new(child.stderr.take().expect("piped"));
        err.read_line(&mut said).expect("a line");
        let begun = Instant::now();
        while expected && !opened.exists() && begun.elapsed() < Duration::from_mins(1) {
            std::thread::sleep(Duration::from_millis(20));
        }
        child.kill().expect("it runs");
        child.wait().expect("it ends");
        assert_eq!(opened.exists(), expected, "{args:?}");
        if expected {
            assert_eq!(fs::read_to_string(&opened).expect("written").trim(), address.trim());
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_browser_the_page_is_served_all_the_same() {
    let folder = Folder::new("serve-none");
    let mut command = folder.command(&["serve"]);
    command.env("PATH", &folder.0).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let mut err = BufReader::new(child.stderr.take().expect("piped"));
    let (mut first, mut second) = (String::new(), String::new());
    err.read_line(&mut first).expect("a line");
    err.read_line(&mut second).expect("a line");
    assert!(second.contains("浏览器没能自动打开"), "{first}{second}");
    assert_eq!(child.try_wait().expect("a child"), None, "it goes on");
    child.kill().expect("it runs");
    child.wait().expect("it ends");
}

#[test]
fn the_page_that_is_handed_out_is_all_there_is_of_it() {
    let server = Server::new("assets", &[]);
    let web = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("web");
    for entry in fs::read_dir(&web).expect("the page") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|n| n.to_str()).expect("a name").to_owned();
        let kind = match path.extension().and_then(|e| e.to_str()) {
            Some("html") => "text/html; charset=utf-8",
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            _ => continue,
        };
        if name.contains(".config.") {
            continue;
        }
        let answer = server.get(&format!("/{name}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{name}: missing in assets.rs");
        assert_eq!(answer.body, fs::read(&path).expect("a file"), "{name}");
    }
}
