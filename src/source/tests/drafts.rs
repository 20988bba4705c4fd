//! Drafts in files of their own, front matter, and opening files at all.

use std::path::PathBuf;

use encoding_rs::GB18030;

use super::{Folder, long, marked, only, read, read_with, reader, sort, sound};
use crate::post::{PostId, Situation};
use crate::source::{Input, Kind, MAX_POST_BYTES, ReadOptions, open, read_from};

#[test]
fn a_text_file_is_one_post_kept_to_the_byte() {
    let text = "【提醒】明天有雨。\r\n\r\n出门带伞。\r\n";
    for name in ["稿.txt", "稿", "稿.TXT", "notes.log"] {
        let (posts, problems) = read(name, text);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!((posts.len(), posts[0].text.as_str(), posts[0].front), (1, text, 0));
        assert_eq!((&*posts[0].path, &posts[0].id, posts[0].row), (name, &PostId::Number(1), None));
        assert!(!posts[0].markdown);
    }
}

#[test]
fn the_same_draft_reads_the_same_in_every_encoding_of_an_office() {
    let text = "+++\naccount = \"青山发布\"\n+++\n明天有雨。\n";
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| format!("\u{FEFF}{text}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let files = [
        text.as_bytes().to_vec(),
        format!("\u{FEFF}{text}").into_bytes(),
        GB18030.encode(text).0.into_owned(),
        utf16(u16::to_le_bytes),
        utf16(u16::to_be_bytes),
    ];
    for bytes in files {
        let (posts, problems) = read("稿.md", bytes);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(&posts[0].text[posts[0].front..], "明天有雨。\n");
        assert_eq!(posts[0].meta.account.as_deref(), Some("青山发布"));
    }
}

#[test]
fn front_matter_is_understood_and_stays_in_the_text() {
    for end in ["\n", "\r\n"] {
        let text = [
            "+++",
            "situation = \"突发\"",
            "account = \"青山发布\"",
            "published = 2024-06-03T09:30:00",
            "event-time = \"6月3日7时20分\"",
            "question = '何时来水？'",
            "ignore = [\"form/hashtags\", \"modesty\"]",
            "+++",
            "正文",
        ]
        .join(end);
        let (posts, problems) = read("稿.md", text.as_str());
        assert!(problems.is_empty(), "{problems:?}");
        let post = &posts[0];
        assert_eq!((post.text.as_str(), &post.text[post.front..]), (text.as_str(), "正文"));
        assert!(post.markdown);
        assert_eq!(post.meta.situation, Some(Situation::Incident));
        assert_eq!(post.meta.published.as_deref(), Some("2024-06-03T09:30:00"));
        assert_eq!(post.meta.event_time.as_deref(), Some("6月3日7时20分"));
        assert_eq!(post.meta.question.as_deref(), Some("何时来水？"));
        assert_eq!(post.meta.ignore, ["form/hashtags", "modesty"]);
    }
}

#[test]
fn plus_signs_elsewhere_or_in_plain_text_are_no_front_matter() {
    for (name, text) in [("a.txt", "+++\na = 1\n+++\n正文"), ("a.md", "正文\n+++\na = 1\n+++"), ("a.md", "++++\n正文")]
    {
        let (posts, problems) = read(name, text);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!((posts[0].front, posts[0].text.as_str()), (0, text));
    }
}

#[test]
fn each_mistake_in_front_matter_is_marked_and_the_draft_is_checked_all_the_same() {
    let text = "+++\nsituation = \"incidnet\"\nacount = \"青山发布\"\nquestion = true\nignore = [1]\n+++\n正文";
    let (posts, problems) = read("稿.md", text);
    let marks: Vec<&str> = problems.iter().map(marked).collect();
    assert_eq!(marks, ["\"incidnet\"", "acount", "true", "[1]"]);
    for (problem, (line, help)) in
        problems.iter().zip([(2, "「incident」"), (3, "「account」"), (4, "引号"), (5, "candour/")])
    {
        assert!(problem.message.zh.contains(&format!("第{line}行")), "{}", problem.message.zh);
        assert!(problem.help.as_ref().is_some_and(|h| h.zh.contains(help)), "{problem:?}");
        let source = problem.source.as_ref().expect("a place");
        assert_eq!((source.name.as_str(), source.text.as_str()), ("稿.md", &text[..text.len() - "正文".len()]));
    }
    assert_eq!(&posts[0].text[posts[0].front..], "正文");
}

#[test]
fn a_slip_in_the_syntax_of_front_matter_is_marked_where_it_is() {
    let (posts, problems) = read("稿.md", "+++\naccount = “青山发布”\n+++\n正文");
    assert!(problems[0].message.zh.contains("第2行"), "{}", problems[0].message.zh);
    assert_eq!(problems[0].source.as_ref().map(|s| s.name.as_str()), Some("稿.md"));
    assert_eq!(posts.len(), 1);
}

#[test]
fn front_matter_without_an_end_is_not_taken_for_text() {
    let (posts, problems) = read("稿.md", "+++\naccount = \"青山发布\"\n正文");
    assert!(posts.is_empty());
    assert_eq!(marked(&only(problems)), "+++");
}

#[test]
fn nothing_to_check_is_said_and_not_passed_over() {
    let cases = [
        ("a.txt", ""),
        ("a.txt", "\u{FEFF}"),
        ("a.txt", " \r\n\u{3000}\t"),
        ("a.md", "+++\n+++\n\n"),
        ("a.jsonl", ""),
        ("a.jsonl", "\n \r\n"),
        ("a.csv", ""),
        ("a.csv", "\r\n"),
        ("a.csv", "编号,内容\r\n"),
        ("a.csv", "编号,内容\r\n,\r\n"),
    ];
    for (name, text) in cases {
        let (posts, problems) = read(name, text);
        assert!(posts.is_empty(), "{name} {text:?}");
        let problem = only(problems);
        assert!(problem.message.zh.contains("没有内容可查"), "{name} {text:?}: {}", problem.message.zh);
    }
}

#[test]
fn a_post_over_the_limit_is_refused_without_reading_on() {
    let size = 4 * MAX_POST_BYTES as u64;
    let options = ReadOptions::default();
    // The limit falls inside a character.
    for before in ["字", "a字", "aa字"] {
        let source = long(before, size, "");
        let mut reader = read_from(source, "大.txt", Kind::Text, &options).expect("it is text");
        let problem = reader.next().expect("one item").expect_err("too long");
        sound(&problem);
        assert!(problem.message.zh.contains("32MB"), "{}", problem.message.zh);
        assert!(reader.bytes_read() < size / 2);
        assert!(reader.next().is_none());
    }
    let text = "字".repeat(MAX_POST_BYTES / 3 + 1);
    let problem = only(read("大.txt", text).1);
    assert!(problem.message.zh.contains("32MB"), "{}", problem.message.zh);
}

#[test]
fn a_file_is_opened_under_the_name_the_user_typed() {
    let folder = Folder::new();
    let path = folder.put("稿.txt", GB18030.encode("明天有雨").0);
    let reader = open(&Input::File(path.clone()), &ReadOptions::default()).expect("readable");
    assert_eq!((reader.encoding().title().zh.as_str(), reader.kind()), ("GB18030", Kind::Text));
    assert_eq!(**reader.path(), *path.to_string_lossy());
    let (posts, _) = sort(reader);
    assert_eq!(posts[0].text, "明天有雨");
}

#[test]
fn a_large_file_is_validated_to_its_last_byte_before_the_first_post() {
    let folder = Folder::new();
    let mut bytes = "{\"text\":\"a\"}\n".repeat(100_000).into_bytes();
    bytes.extend(GB18030.encode("{\"text\":\"明天有雨\"}").0.iter());
    let path = folder.put("all.jsonl", &bytes);
    let mut reader = open(&Input::File(path), &ReadOptions::default()).expect("GB18030 to the end");
    assert_eq!(reader.encoding().title().zh, "GB18030");
    assert_eq!(reader.by_ref().last().and_then(Result::ok).map(|post| post.text).as_deref(), Some("明天有雨"));
    assert_eq!(reader.bytes_read(), bytes.len() as u64);

    bytes.push(0xFF);
    let path = folder.put("broken.jsonl", &bytes);
    let problem = open(&Input::File(path), &ReadOptions::default()).err().expect("broken at the end");
    sound(&problem);
    assert!(problem.message.zh.contains("第100001行"), "{}", problem.message.zh);
}

#[test]
fn a_file_that_is_not_there_is_said_plainly() {
    let problem = open(&Input::File(PathBuf::from("没有.txt")), &ReadOptions::default()).err().expect("missing");
    sound(&problem);
    assert!(problem.message.zh.contains("没有「没有.txt」"), "{}", problem.message.zh);
}

#[test]
fn standard_input_is_a_dash_unless_it_has_a_name() {
    let (posts, _) = read("-", "明天有雨");
    assert_eq!((&*posts[0].path, posts[0].markdown), ("-", false));
    let (posts, _) = read("drafts/稿.md", "明天有雨");
    assert_eq!((&*posts[0].path, posts[0].markdown), ("drafts/稿.md", true));
    let problem = only(read("-", "").1);
    assert!(problem.message.zh.starts_with("标准输入"), "{}", problem.message.zh);
}

#[test]
fn a_forced_encoding_is_used_and_shown() {
    let options = ReadOptions { encoding: Some(encoding_rs::BIG5), ..ReadOptions::default() };
    let bytes = encoding_rs::BIG5.encode("明天有雨").0.into_owned();
    let opened = reader("稿.txt", bytes.clone(), &options).expect("Big5");
    assert_eq!(opened.encoding().title().zh, "Big5");
    assert_eq!(read_with("稿.txt", bytes, &options).0[0].text, "明天有雨");
}

#[test]
fn a_reader_may_go_to_another_thread() {
    fn sendable<T: Send>(_: &T) {}
    sendable(&reader("稿.csv", "内容\n甲\n", &ReadOptions::default()).expect("a table"));
}
