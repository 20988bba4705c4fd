//! What a page leaves for when it is loaded anew: in memory only, and only for who knows its name.

use serde_json::{Value, json};

use super::server::Server;

const KEY: &str = "1f0e3dad-99908345-f7439f8f";

#[test]
fn what_a_page_leaves_is_there_when_it_comes_back_and_nowhere_on_disk() {
    let server = Server::new("kept", &[]);
    let nothing = server.post("/api/kept", &json!({"key": KEY}));
    assert_eq!((nothing.status, nothing.json()), (200, json!({"state": Value::Null})));
    for state in ["一稿", "二稿😀"] {
        let left = server.post("/api/keep", &json!({"key": KEY, "state": state}));
        assert_eq!((left.status, left.body.len()), (204, 0));
    }
    assert_eq!(server.post("/api/kept", &json!({"key": KEY})).json(), json!({"state": "二稿😀"}));
    let other = server.post("/api/kept", &json!({"key": "another-name-of-a-page"}));
    assert_eq!(other.json(), json!({"state": Value::Null}));
    let files = std::fs::read_dir(&server.folder.0).expect("the folder").count();
    assert_eq!(files, 0, "the server has written a file");
}

#[test]
fn a_name_that_could_be_guessed_is_refused() {
    let server = Server::new("kept-names", &[]);
    for key in ["", "short", "with spaces in the name", "名称名称名称名称名称名称", &"x".repeat(65)] {
        for (path, request) in [("/api/keep", json!({"key": key, "state": ""})), ("/api/kept", json!({"key": key}))] {
            let answer = server.post(path, &request);
            assert_eq!((answer.status, &answer.json()["error"]["where"]), (422, &json!("key")), "{path} {key}");
        }
    }
}
