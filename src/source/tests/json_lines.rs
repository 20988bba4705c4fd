//! JSON lines.

use super::{long, marked, only, read, read_with, sort, texts};
use crate::post::{PostId, Situation};
use crate::source::{Kind, MAX_POST_BYTES, ReadOptions, read_from};

#[test]
fn a_line_is_a_post_with_its_id_row_and_what_is_said_about_it() {
    let file = concat!(
        "{\"id\":\"a-1\",\"text\":\"甲\\n乙\",\"situation\":\"incident\",\"likes\":[1,{\"text\":\"no\"}]}\r\n",
        "\r\n",
        "{\"text\":\"丙\",\"id\":4567890123456789,\"account\":\"青山发布\",\"ignore\":[\"modesty\"],\"published\":1717378200}\n",
        "  {\"event-time\":\"昨天\",\"text\":\"丁\",\"question\":null,\"id\":null}",
    );
    let (posts, problems) = read("帖.jsonl", file);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(texts(&posts), ["甲\n乙", "丙", "丁"]);
    let ids: Vec<_> = posts.iter().map(|post| (post.id.clone(), post.row)).collect();
    let name = |id: &str| PostId::Name(id.to_owned());
    assert_eq!(ids, [(name("a-1"), Some(1)), (name("4567890123456789"), Some(3)), (PostId::Number(3), Some(4))]);
    assert_eq!(posts[0].meta.situation, Some(Situation::Incident));
    assert_eq!(posts[1].meta.account.as_deref(), Some("青山发布"));
    assert_eq!(posts[1].meta.published.as_deref(), Some("1717378200"));
    assert_eq!(posts[1].meta.ignore, ["modesty"]);
    assert_eq!(posts[2].meta.event_time.as_deref(), Some("昨天"));
    assert_eq!(posts[2].meta.question, None);
}

#[test]
fn a_line_that_cannot_be_used_is_named_and_the_next_are_read() {
    let cases = [
        ("{\"text\": “乙”}", "第2行第10列", "“", "英文"),
        ("{\"text\": \"乙\"", "第2行第13列", "", "一行"),
        ("{\"text\": \"乙\" \"id\": 1}", "第2行第14列", "\"", "逗号"),
        ("[\"乙\"]", "第2行第1列", "[\"乙\"]", "{\"text\""),
        ("乙", "第2行第1列", "乙", "引号"),
        ("{\"id\": 2, \"txt\": \"乙\"}", "第2行第1列", "{\"id\": 2, \"txt\": \"乙\"}", "--text-field txt"),
        ("{\"id\": 2, \"body\": \"乙\"}", "「text」", "{\"id\": 2, \"body\": \"乙\"}", "id、body"),
        ("{}", "「text」", "{}", "\"text\""),
        ("{\"n\": {\"text\": 1}, \"text\": 7}", "第2行第28列", "7", "引号"),
        ("{\"text\": null}", "第2行第10列", "null", "引号"),
        ("{\"text\": \" \"}", "空的", "\" \"", "删去"),
        ("{\"text\": \"乙\"} {}", "第2行第15列", "{", "逗号"),
        ("{\"text\": \"\\ud800\"}", "第2行", "", ""),
    ];
    for (line, message, mark, help) in cases {
        let (posts, problems) = read("帖.jsonl", format!("{{\"text\":\"甲\"}}\n{line}\n{{\"text\":\"丙\"}}\n"));
        assert_eq!(texts(&posts), ["甲", "丙"], "{line}");
        assert_eq!(posts[1].id, PostId::Number(3), "{line}");
        let problem = only(problems);
        assert!(problem.message.zh.contains("「帖.jsonl」第2行"), "{line}: {}", problem.message.zh);
        assert!(problem.message.zh.contains(message), "{line}: {}", problem.message.zh);
        assert!(mark.is_empty() || marked(&problem) == mark, "{line}: {}", marked(&problem));
        assert!(problem.help.as_ref().is_some_and(|h| h.zh.contains(help)), "{line}: {:?}", problem.help);
        assert_eq!(problem.source.as_ref().map(|s| (s.name.as_str(), s.begins.0)), Some(("帖.jsonl", 2)));
    }
}

#[test]
fn a_wrong_remark_about_a_post_does_not_keep_it_from_being_checked() {
    let file = "{\"id\":true,\"situation\":\"突法\",\"account\":[\"a\",1],\"text\":\"甲\"}";
    let (posts, problems) = read("帖.jsonl", file);
    assert_eq!(texts(&posts), ["甲"]);
    assert_eq!(problems.iter().map(marked).collect::<Vec<_>>(), ["true", "\"突法\"", "[\"a\",1]"]);
    assert!(problems[1].help.as_ref().is_some_and(|help| help.zh.contains("「突发」")), "{problems:?}");
}

#[test]
fn the_text_may_be_under_another_name() {
    let options = ReadOptions { text_field: Some("内容".to_owned()), ..ReadOptions::default() };
    let (posts, problems) = read_with("帖.ndjson", "{\"text\":1,\"内容\":\"甲\"}\n{\"text\":\"乙\"}", &options);
    assert_eq!(texts(&posts), ["甲"]);
    assert!(only(problems).message.zh.contains("没有「内容」这一项"));
}

#[test]
fn a_line_of_any_length_is_skipped_in_bounded_memory_and_the_next_are_read() {
    let size = MAX_POST_BYTES as u64 + (8 << 20);
    let source = long("{\"text\":\"甲\"}\n", size, "\n{\"text\":\"丙\"}\n");
    let reader = read_from(source, "帖.jsonl", Kind::JsonLines, &ReadOptions::default()).expect("it is text");
    let (posts, problems) = sort(reader);
    assert_eq!(texts(&posts), ["甲", "丙"]);
    assert_eq!((posts[1].row, &posts[1].id), (Some(3), &PostId::Number(3)));
    let problem = only(problems);
    assert!(problem.message.zh.contains("第2行") && problem.message.zh.contains("32MB"), "{}", problem.message.zh);
}

#[test]
fn a_fault_in_the_middle_ends_the_reading_with_its_place_after_the_good_posts() {
    let mut bytes = "{\"text\":\"甲\"}\n".repeat(90_000).into_bytes();
    bytes.extend(b"{\"text\":\"\xFF\"}\n{}\n");
    let (posts, problems) = read("帖.jsonl", bytes);
    assert_eq!(posts.len(), 90_000);
    assert!(only(problems).message.zh.contains("第90001行"));
}
