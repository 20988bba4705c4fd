//! What is answered, and that it is the same as at the command line.

use encoding_rs::GB18030;
use serde_json::{Value, json};

use super::common::Folder;
use super::server::Server;

const NOTICE: &str =
    "【建设路塌陷】6月3日7时20分，建设路与西山街路口塌陷，县领导第一时间赶赴现场，原因正在进一步调查中。😀请绕行。";
const LONG: &str = "我们要进一步提高认识，进一步加强领导，进一步压实责任，进一步抓好落实。";

fn description() -> Value {
    serde_json::from_str(include_str!("../../schemas/openapi.json")).expect("JSON")
}

/// Whether `value` is what the description calls `name`.
fn is_a(name: &str, value: &Value) {
    let mut schema = description();
    schema["$ref"] = json!(format!("#/components/schemas/{name}"));
    let validator = jsonschema::draft202012::new(&schema).expect("a schema");
    let faults: Vec<String> = validator.iter_errors(value).map(|e| format!("{e} at {}", e.instance_path())).collect();
    assert!(faults.is_empty(), "{name}: {faults:?}");
}

#[test]
fn a_post_is_checked_as_at_the_command_line_byte_for_byte() {
    let folder = Folder::new("serve-equal");
    folder.file(
        "wenfeng.toml",
        "ignore = [\"form\"]\naccept = [\"第一时间\"]\n[[path]]\nglob = \"回复/**\"\nsituation = \"回复\"\n",
    );
    let server = Server::within(folder, &[]);
    let long = LONG.repeat(8);
    let front = format!("+++\nsituation = \"突发\"\n+++\n{NOTICE}\n");
    for (request, args) in [
        (json!({"text": NOTICE}), vec![]),
        (json!({"text": NOTICE, "lang": "en"}), vec!["--lang", "en"]),
        (json!({"text": NOTICE, "situation": "everyday"}), vec!["--situation", "everyday"]),
        (json!({"text": long}), vec![]),
        (json!({"text": "一\r\n二\r三圆满成功。\n"}), vec![]),
        (json!({"text": front, "name": "通报.md"}), vec!["--stdin-filename", "通报.md"]),
        (json!({"text": front, "name": "通报.txt"}), vec!["--stdin-filename", "通报.txt"]),
        (json!({"text": NOTICE, "name": "回复/一.txt"}), vec!["--stdin-filename", "回复/一.txt"]),
        (json!({"text": "今天天气很好。"}), vec![]),
    ] {
        let answer = server.post("/api/check", &request);
        assert_eq!(answer.status, 200, "{}", answer.text());
        let text = request["text"].as_str().expect("text").to_owned();
        let all = [&["check", "--format", "json"], args.as_slice(), &["-"]].concat();
        let (_, out, err) = server.folder.feed(&all, move |to| to.write_all(text.as_bytes()).expect("all is read"));
        assert_eq!(answer.text(), out, "{request}: {err}");
        is_a("Document", &answer.json());
    }
}

#[test]
fn the_configuration_of_a_request_means_what_a_file_would_mean() {
    let server = Server::new("config", &[]);
    for (config, toml) in [
        (json!({"ignore": ["candour", "form/*"]}), "ignore = [\"candour\", \"form/*\"]"),
        (json!({"select": "modesty"}), "select = \"modesty\""),
        (json!({"severity": {"candour/*": "info"}}), "[severity]\n\"candour/*\" = \"info\""),
        (json!({"accept": ["县领导第一时间赶赴现场"]}), "accept = [\"县领导第一时间赶赴现场\"]"),
        (json!({"situation": "日常", "lang": "en"}), "situation = \"日常\"\nlang = \"en\""),
        (json!({"rule": {"plainness/long-sentence": {"max": 20}}}), "[rule.\"plainness/long-sentence\"]\nmax = 20"),
    ] {
        let answer = server.post("/api/check", &json!({"text": NOTICE, "config": config}));
        assert_eq!(answer.status, 200, "{}", answer.text());
        let file = server.folder.file("settled.toml", toml);
        // No language is set for the program, so that the configuration decides.
        let mut command = server.folder.command(&["check", "--format", "json", "draft.txt"]);
        command.env_remove("WENFENG_LANG").args(["--config".as_ref(), file.as_os_str()]);
        for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
            command.env_remove(name);
        }
        server.folder.file("draft.txt", NOTICE);
        let out = String::from_utf8(command.output().expect("it runs").stdout).expect("UTF-8");
        assert_eq!(answer.text(), out.replace("\"path\":\"draft.txt\"", "\"path\":\"-\""), "{config}");
    }
}

#[test]
fn a_request_goes_before_what_the_office_says_and_leaves_it_as_it_is() {
    let folder = Folder::new("serve-office");
    folder.file("wenfeng.toml", "[severity]\n\"candour/*\" = \"info\"\n");
    let server = Server::within(folder, &[]);
    let of = |config: Value| {
        let answer = server.post("/api/check", &json!({"text": NOTICE, "config": config})).json();
        let levels = answer["findings"].as_array().expect("findings").iter();
        levels.filter(|f| f["category"] == "candour").map(|f| f["severity"].clone()).collect::<Vec<_>>()
    };
    let office = of(json!({}));
    assert!(!office.is_empty() && office.iter().all(|level| level == "info"), "{office:?}");
    assert!(of(json!({"severity": {"candour/*": "error"}})).iter().all(|level| level == "error"));
    assert!(of(json!({"ignore": "candour"})).is_empty());
    assert_eq!(of(json!({})), office);
    assert_eq!(server.get("/api/about").json()["config"], "wenfeng.toml");
}

#[test]
fn findings_that_the_office_lets_stand_are_let_stand_here() {
    let folder = Folder::new("serve-baseline");
    folder.file("draft.txt", NOTICE);
    assert_eq!(folder.run(&["baseline", "write", "draft.txt"]).0, 0);
    folder.file("wenfeng.toml", "baseline = \"wenfeng-baseline.json\"\n");
    let server = Server::within(folder, &[]);
    for _ in 0..2 {
        let answer = server.post("/api/check", &json!({"text": NOTICE, "name": "draft.txt"}));
        let (_, out, _) = server.folder.run(&["check", "--format", "json", "draft.txt"]);
        assert_eq!(answer.text(), out);
        assert_eq!(answer.json()["findings"], json!([]));
    }
}

#[test]
fn a_notice_tells_its_elements_and_a_long_post_where_it_is_folded() {
    let server = Server::new("elements", &[]);
    let document = server.post("/api/check", &json!({"text": NOTICE, "situation": "incident"})).json();
    let elements = document["posts"][0]["elements"].as_array().expect("elements").clone();
    let names: Vec<&str> = elements.iter().filter_map(|e| e["name"].as_str()).collect();
    let about = server.get("/api/about").json();
    let known: Vec<&str> =
        about["elements"].as_array().expect("names").iter().filter_map(|e| e["name"].as_str()).collect();
    assert_eq!(names, known);
    for element in &elements {
        let rule = format!("response/missing-{}", element["name"].as_str().expect("a name"));
        let told = document["findings"].as_array().expect("findings").iter().any(|f| f["rule"] == rule.as_str());
        assert_eq!(element["needed"] == true && element["found"] == false, told, "{element}");
        for place in element["places"].as_array().expect("places") {
            assert!(place["start"]["offset"].as_u64() < place["end"]["offset"].as_u64(), "{place}");
        }
    }
    assert_eq!(document["posts"][0]["fold"], Value::Null);
    let everyday = server.post("/api/check", &json!({"text": LONG.repeat(8), "situation": "everyday"})).json();
    assert_eq!(everyday["posts"][0]["elements"], Value::Null);
    assert_eq!(everyday["posts"][0]["fold"]["offset"], 420);
}

#[test]
fn the_preview_has_the_parts_of_the_post() {
    let server = Server::new("view", &[]);
    let text = "【停水#云台发布#】今晚停水，详见 http://www.example.cn/a @云台供水 a";
    let view = server.post("/api/view", &json!({"text": text}));
    is_a("ViewAnswer", &view.json());
    let view = view.json();
    let parts: Vec<(&str, &str)> = view["parts"]
        .as_array()
        .expect("parts")
        .iter()
        .map(|part| {
            let at = |end: &str| usize::try_from(part[end]["offset"].as_u64().expect("an offset")).expect("small");
            (part["kind"].as_str().expect("a kind"), &text[at("start")..at("end")])
        })
        .collect();
    let expected = [
        ("headline", "【停水#云台发布#】"),
        ("hashtag", "#云台发布#"),
        ("link", "http://www.example.cn/a"),
        ("mention", "@云台供水"),
    ];
    assert_eq!(parts, expected);
    assert_eq!(view["units"], 32.5);
    assert_eq!(view["fold"], Value::Null);
    let folded = server.post("/api/view", &json!({"text": LONG.repeat(8)})).json();
    assert_eq!(folded["fold"]["offset"], 420);
}

#[test]
fn files_are_read_in_every_kind_and_encoding() {
    let server = Server::new("read", &[]);
    let gbk = GB18030.encode("今天的窗口在三楼。").0.into_owned();
    let read = server.file("/api/read?name=%E8%8D%89%E7%A8%BF.txt", &gbk);
    is_a("ReadAnswer", &read.json());
    let read = read.json();
    assert_eq!((&read["name"], &read["encoding"]["zh"]), (&json!("草稿.txt"), &json!("GB18030")));
    assert_eq!(read["posts"], json!([{"id": "1", "text": "今天的窗口在三楼。", "row": null, "situation": null}]));
    let table = "编号,正文,提问\na1,今天停水。,\na2,您好，已修好。,何时修好\n";
    let read = server.file("/api/read?name=week.csv", table.as_bytes()).json();
    assert_eq!(read["posts"][1]["text"], "您好，已修好。");
    assert_eq!(read["posts"].as_array().map(Vec::len), Some(2));
    let broken = server.file("/api/read?name=x.jsonl", b"{\"text\": \"\xe4\xb8\x80\"}\nnot json\n").json();
    assert_eq!(broken["posts"].as_array().map(Vec::len), Some(1));
    assert_eq!(broken["problems"].as_array().map(Vec::len), Some(1), "{broken}");
    let many = "{\"text\": \"今天停水。\"}\n".repeat(2100);
    let read = server.file("/api/read?name=x.jsonl", many.as_bytes()).json();
    assert_eq!((read["posts"].as_array().map(Vec::len), &read["more"]), (Some(2000), &json!(true)));
}

#[test]
fn what_was_settled_on_the_page_becomes_a_file_that_check_reads() {
    let server = Server::new("export", &[]);
    let config = json!({
        "ignore": ["form/*", "modesty/self-praise:圆满成功"], "accept": ["圆满街道\"\\"],
        "severity": {"plainness/slogan": "off"}, "rule": {"plainness/long-sentence": {"max": 90}},
    });
    let answer = server.post("/api/config", &json!({"config": config}));
    is_a("ConfigAnswer", &answer.json());
    let text = answer.json()["toml"].as_str().expect("text").to_owned();
    let again: toml::Table = toml::from_str(&text).expect("TOML");
    assert_eq!(serde_json::to_value(again).expect("plain"), config);
    server.folder.file("wenfeng.toml", &text);
    server.folder.file("a.txt", "今天天气很好。");
    let (code, _, err) = server.folder.run(&["check", "a.txt"]);
    assert_eq!((code, err.as_str()), (0, ""), "{text}");
}

#[test]
fn the_server_says_what_it_is_and_what_it_knows() {
    let server = Server::new("about", &["--isolated"]);
    let about = server.get("/api/about").json();
    is_a("About", &about);
    assert_eq!((&about["name"], &about["config"], &about["lang"]), (&json!("wenfeng"), &Value::Null, &json!("zh")));
    assert_eq!(about["situations"][2], json!({"name": "incident", "title": {"zh": "突发", "en": "Incident"}}));
    let rules = server.get("/api/rules").json();
    let rules = rules.as_array().expect("a list");
    assert_eq!(Some(rules.len() as u64), about["rules"].as_u64());
    for rule in rules {
        is_a("RuleEntry", rule);
    }
    assert!(rules.iter().all(|rule| rule["speaks"] == true && !rule["source"].as_array().expect("sources").is_empty()));
}

#[test]
fn the_page_is_there_and_known_again() {
    let server = Server::new("page", &[]);
    let page = server.get("/");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let tag = format!("If-None-Match: {}", page.header("etag").expect("a tag"));
    let again = server.send("GET", "/", &[&tag], b"");
    assert_eq!((again.status, again.body.len()), (304, 0));
    let head = server.send("HEAD", "/", &[], b"");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(server.get("/openapi.json").json(), description());
    assert_eq!(server.send("HEAD", "/api/about", &[], b"").status, 200);
}
