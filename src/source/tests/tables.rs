//! Tables.

use encoding_rs::GB18030;

use super::{long, marked, only, read, read_with, sort, texts};
use crate::post::{PostId, Situation};
use crate::source::{Kind, MAX_POST_BYTES, ReadOptions, read_from};

#[test]
fn a_record_is_a_post_with_its_id_row_and_what_is_said_about_it() {
    let file = "编号,情形,账号,内容,发布时间,事件时间,问题\r\n\
                7,突发,青山发布,\"甲，\r\n\"\"乙\"\"\",6月3日,6月2日,\r\n\
                ,,,丙,,,何时来水？\r\n";
    for bytes in [file.as_bytes().to_vec(), format!("\u{FEFF}{file}").into_bytes(), GB18030.encode(file).0.into_owned()]
    {
        let (posts, problems) = read("帖.csv", bytes);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(texts(&posts), ["甲，\r\n\"乙\"", "丙"]);
        assert_eq!((&posts[0].id, posts[0].row), (&PostId::Name("7".to_owned()), Some(1)));
        assert_eq!((&posts[1].id, posts[1].row), (&PostId::Number(2), Some(2)));
        assert_eq!(posts[0].meta.situation, Some(Situation::Incident));
        assert_eq!(posts[0].meta.account.as_deref(), Some("青山发布"));
        assert_eq!(posts[0].meta.published.as_deref(), Some("6月3日"));
        assert_eq!(posts[0].meta.event_time.as_deref(), Some("6月2日"));
        assert_eq!((posts[0].meta.question.as_deref(), posts[1].meta.question.as_deref()), (None, Some("何时来水？")));
        assert_eq!(posts[1].meta.situation, None);
    }
}

#[test]
fn the_text_column_is_found_by_its_usual_names_or_the_one_given() {
    let cases = [
        ("内容", None),
        ("正文", None),
        ("Text", None),
        ("微博正文", None),
        ("微博内容", None),
        ("CONTENT", None),
        (" 内容 ", None),
        ("\"内容\"", None),
        ("博文", Some("博文")),
    ];
    for (header, field) in cases {
        let options = ReadOptions { text_field: field.map(str::to_owned), ..ReadOptions::default() };
        for file in [format!("ID,{header}\n1,甲\n"), format!("ID\t{header}\r1\t甲\r"), format!("ID;{header}\n1;甲")]
        {
            let (posts, problems) = read_with("帖.csv", file, &options);
            assert!(problems.is_empty(), "{header}: {problems:?}");
            assert_eq!((texts(&posts), &posts[0].id), (vec!["甲"], &PostId::Name("1".to_owned())), "{header}");
        }
    }
    let (posts, _) = read("帖.csv", "text,内容\nno,甲\n");
    assert_eq!(texts(&posts), ["甲"], "内容 goes before text");
}

#[test]
fn a_missing_column_is_answered_with_the_columns_there_are() {
    let cases = [
        ("编号,标题\n1,甲\n", None, "编号、标题", "--text-field"),
        ("编号,内客\n1,甲\n", None, "编号、内客", "「内客」"),
        ("编号，内容\n1，甲\n", None, "编号，内容", "英文逗号"),
        ("编号,内容\n1,甲\n", Some("微博"), "没有「微博」一栏", "--text-field"),
    ];
    for (file, field, message, help) in cases {
        let options = ReadOptions { text_field: field.map(str::to_owned), ..ReadOptions::default() };
        let (posts, problems) = read_with("帖.csv", file, &options);
        assert!(posts.is_empty());
        let problem = only(problems);
        assert!(problem.message.zh.contains(message), "{}", problem.message.zh);
        assert!(problem.help.as_ref().is_some_and(|h| h.zh.contains(help)), "{:?}", problem.help);
    }
}

#[test]
fn a_record_that_does_not_fit_the_header_is_named_and_the_others_are_read() {
    for end in ["\n", "\r\n"] {
        let file = ["编号,内容", "1,\"甲", "甲\"", "", "2,乙,丙,丁", "3", "4, ", "5,戊"].join(end);
        let (posts, problems) = read("帖.csv", file);
        assert_eq!(texts(&posts), [format!("甲{end}甲").as_str(), "戊"]);
        assert_eq!(posts[1].row, Some(5));
        let said: Vec<&str> = problems.iter().map(|problem| problem.message.zh.as_str()).collect();
        assert_eq!(
            said,
            [
                "「帖.csv」第2条（第5行）：有4栏，表头是2栏",
                "「帖.csv」第3条（第6行）：有1栏，表头是2栏",
                "「帖.csv」第4条（第7行）：「内容」一栏是空的，没有内容可查",
            ]
        );
        assert_eq!(problems.iter().map(marked).collect::<Vec<_>>(), ["丙,丁", "3", " "]);
        assert_eq!(problems[0].source.as_ref().map(|s| (s.name.as_str(), s.begins.0)), Some(("帖.csv", 5)));
    }
}

#[test]
fn a_wrong_situation_is_marked_and_the_post_is_checked_all_the_same() {
    let (posts, problems) = read("帖.csv", "内容,情形\n甲,突法\n");
    assert_eq!(texts(&posts), ["甲"]);
    let problem = only(problems);
    assert_eq!(marked(&problem), "突法");
    assert!(problem.help.as_ref().is_some_and(|help| help.zh.contains("「突发」")));
}

#[test]
fn blank_rows_of_a_spreadsheet_are_passed_over_but_counted() {
    let (posts, problems) = read("帖.csv", "内容,账号\n,\n甲,\n\u{3000}, \n乙,\n");
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(posts.iter().map(|post| post.row).collect::<Vec<_>>(), [Some(2), Some(4)]);
}

#[test]
fn an_unclosed_quote_cannot_fill_the_memory() {
    let size = MAX_POST_BYTES as u64 + (8 << 20);
    let source = long("编号,内容\n1,甲\n2,\"", size, "\n3,丙\n");
    let reader = read_from(source, "帖.csv", Kind::Csv, &ReadOptions::default()).expect("it has a header");
    let (posts, problems) = sort(reader);
    assert_eq!(texts(&posts), ["甲"]);
    let problem = only(problems);
    assert!(problem.message.zh.contains("第2条（第3行）"), "{}", problem.message.zh);
    assert!(problem.help.as_ref().is_some_and(|help| help.zh.contains("引号")));
}

#[test]
fn a_quote_left_open_does_not_swallow_the_rest_in_silence() {
    for (file, place) in [
        ("编号,内容\n1,甲\n2,\"乙\n3,丙\n4,丁\n", "第2条（第3行）"),
        ("内容\n\"乙\"\"\n丙\n", "第1条（第2行）"),
        ("内容\n\"乙\n丙", "第1条（第2行）"),
    ] {
        let (_, problems) = read("帖.csv", file);
        let problem = only(problems);
        assert!(problem.message.zh.contains(place) && problem.message.zh.contains("引号没有收尾"), "{problem:?}");
    }
    for file in
        ["内容\n\"乙\n丙\"\n", "内容\n\"乙\n丙\"", "内容\n乙\n丙", "内容,a\n\"乙\n丙\",丁", "内容\n\"乙\n丙\"\n\n"]
    {
        assert_eq!(read("帖.csv", file).1, [], "{file:?}");
    }
}
