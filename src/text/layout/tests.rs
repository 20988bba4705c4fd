//! What every rule relies on: which words are the post's own, and where its sentences end.

use proptest::prelude::*;

use super::*;

fn parts(text: &str, kind: PartKind) -> Vec<&str> {
    Layout::new(text, 0, false).of_kind(kind).map(|p| &text[p.span.range()]).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    Layout::new(text, 0, false).sentences.iter().map(|s| &text[s.range()]).collect()
}

fn clauses(text: &str) -> Vec<&str> {
    Layout::new(text, 0, false).clauses.iter().map(|s| &text[s.range()]).collect()
}

/// Each case: the text, and the parts of `kind` in it.
fn check(kind: PartKind, cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(parts(text, kind), *expected, "{kind:?} in {text:?}");
    }
}

#[test]
fn a_topic_is_paired_on_its_line_and_within_a_sentence() {
    check(
        PartKind::Hashtag,
        &[
            ("#国际博物馆日#今天开馆", &["#国际博物馆日#"]),
            ("#甲##乙#", &["#甲#", "#乙#"]),
            ("今年#武汉加油！#", &["#武汉加油！#"]),
            ("#粉丝见面[超话]#来了", &["#粉丝见面[超话]#"]),
            ("【#31省区市新增11例#】", &["#31省区市新增11例#"]),
            ("这里有一个#号", &[]),
            ("#起火了。大家#看", &[]),
            ("#起火了！大家#看", &[]),
            ("#上一行\n下一行#", &[]),
            ("5#楼和3#楼停水", &[]),
            ("##", &[]),
            ("# #", &[]),
        ],
    );
    let inner = |text: &'static str| {
        let layout = Layout::new(text, 0, false);
        layout.of_kind(PartKind::Hashtag).map(|p| &text[p.inner.range()]).collect::<Vec<_>>()
    };
    assert_eq!(inner("#粉丝见面[超话]#"), ["粉丝见面"]);
}

#[test]
fn a_heading_of_a_markdown_draft_is_no_topic() {
    let text = "# 通报\n## 说明#\n#话题# 正文\n<!-- 草稿#注# -->完";
    let layout = Layout::new(text, 0, true);
    let found: Vec<_> = layout.parts.iter().map(|p| (p.kind, &text[p.span.range()])).collect();
    assert_eq!(found, [(PartKind::Hashtag, "#话题#"), (PartKind::Comment, "<!-- 草稿#注# -->")]);
    assert!(Layout::new("完<!-- 没有结束", 0, true).parts.is_empty(), "an open comment hides nothing");
}

#[test]
fn a_mention_ends_where_the_name_does_as_far_as_can_be_told() {
    check(
        PartKind::Mention,
        &[
            ("@人民日报 消息", &["@人民日报"]),
            ("@TFBOYS-王俊凯 来了", &["@TFBOYS-王俊凯"]),
            ("//@张三:转发", &["@张三"]),
            ("@平安北京：提醒", &["@平安北京"]),
            ("@云台发布提醒大家", &["@云台发布"]),
            ("@云台发布", &["@云台发布"]),
            ("@北京消防发布提醒您", &["@北京消防发布"]),
            ("@中国新闻周刊 报道", &["@中国新闻周刊"]),
            ("@大青海网@青海美天地@西宁市城西区人大", &["@大青海网", "@青海美天地", "@西宁市城西区人大"]),
            ("@小李提醒大家注意安全", &["@小李"]),
            ("@一二三四五六七八九甲乙丙丁", &["@一二三四五六七八九甲"]),
            ("写信到a.b@example.gov.cn即可", &[]),
            ("@ 空格", &[]),
            ("@一", &[]),
        ],
    );
}

#[test]
fn only_known_words_in_brackets_are_stickers() {
    check(
        PartKind::Sticker,
        &[
            ("早[微笑][doge]", &["[微笑]", "[doge]"]),
            ("国办发[2024]5号[附件][蜡烛]", &["[蜡烛]"]),
            ("[微笑", &[]),
            ("[[心]]", &["[心]"]),
        ],
    );
}

#[test]
fn links_and_mail_end_before_chinese_words_and_the_punctuation_of_the_sentence() {
    check(
        PartKind::Link,
        &[
            ("详见http://t.cn/A6abc查看", &["http://t.cn/A6abc"]),
            ("详见 https://www.example.gov.cn/a?b=1&c=2#top。", &["https://www.example.gov.cn/a?b=1&c=2#top"]),
            ("http://t.cn/A6abc#话题#", &["http://t.cn/A6abc"]),
            ("登录www.example.cn，或example.gov.cn/path办理", &["www.example.cn", "example.gov.cn/path"]),
            ("(http://example.com/a).", &["http://example.com/a"]),
            ("信箱abc.d@mail.example.com。", &["abc.d@mail.example.com"]),
            ("t.cn/RabcdE，好", &["t.cn/RabcdE"]),
            ("上升3.5，U.S. 2024.6.3 v1.2 说明.docx", &[]),
            ("http://", &[]),
            ("a@b", &[]),
        ],
    );
}

#[test]
fn quotations_titles_and_headlines_are_paired_or_nothing() {
    check(
        PartKind::Quotation,
        &[
            ("他说“好。真好。”", &["“好。真好。”"]),
            ("“甲‘乙’丙”", &["“甲‘乙’丙”", "‘乙’"]),
            ("「甲」和『乙』", &["「甲」", "『乙』"]),
            ("他说\"好\"，又说\"行\"", &["\"好\"", "\"行\""]),
            ("“没有结束", &[]),
            ("“上一段\n\n下一段”", &[]),
            ("55\"电视和65\"电视", &[]),
            ("don’t", &[]),
        ],
    );
    check(PartKind::BookTitle, &[("《甲〈乙〉丙》《丁", &["《甲〈乙〉丙》", "〈乙〉"])]);
    check(PartKind::Headline, &[("【甲】乙【丙】", &["【甲】", "【丙】"]), ("【甲\n乙】", &[])]);
    let long = format!("“{}”", "长".repeat(400));
    assert!(parts(&long, PartKind::Quotation).is_empty(), "a quotation of that length is two stray marks");
}

#[test]
fn words_of_the_platform_and_of_other_people_are_told_apart() {
    check(
        PartKind::Platform,
        &[
            ("详情O网页链接", &["O网页链接"]),
            ("详情网页链接 L云台发布的微博视频", &["网页链接", "L云台发布的微博视频"]),
            ("说到这里...全文", &["全文"]),
            ("展开全文", &["展开全文"]),
            ("看他的微博视频，读完全文", &[]),
        ],
    );
    check(PartKind::Forward, &[("转发//@甲:好//@乙:行\n完", &["//@甲:好//@乙:行\n完"]), ("http://@甲", &[])]);
}

#[test]
fn the_signature_is_found_in_the_last_lines_or_behind_the_last_stop() {
    check(
        PartKind::Signature,
        &[
            ("正文。\n云台县应急管理局\n2024年6月3日", &["云台县应急管理局\n2024年6月3日"]),
            ("正文。\n2024年6月3日 18时", &["2024年6月3日 18时"]),
            ("正文。\n云台县公安局 2024-06-03", &["云台县公安局 2024-06-03"]),
            ("正文。\n云台县公安局二〇二四年六月三日\n#云台#", &["云台县公安局二〇二四年六月三日"]),
            ("正文。云台县人民政府办公室2024年6月3日", &["云台县人民政府办公室2024年6月3日"]),
            ("请放心。云台县应急管理局", &["云台县应急管理局"]),
            ("正文。（云台县公安局）", &["（云台县公安局）"]),
            ("正文。\n云台县公安局\n//@甲:好", &["云台县公安局"]),
            ("云台县公安局", &[]),
            ("正文。感谢云台县公安局", &[]),
            ("正文。请咨询有关部门", &[]),
            ("正文，今年6月", &[]),
            ("通报如下。\n现在是6月3日，天晴", &[]),
        ],
    );
}

#[test]
fn sentences_end_behind_their_stops_and_what_closes_them() {
    for (text, expected) in [
        ("甲。乙！丙", &["甲。", "乙！", "丙"][..]),
        ("甲！！！？乙", &["甲！！！？", "乙"]),
        ("“甲。”乙。", &["“甲。”", "乙。"]),
        ("（甲。）乙", &["（甲。）", "乙"]),
        ("他说\"好。\"走了", &["他说\"好。\"", "走了"]),
        ("甲……乙", &["甲……", "乙"]),
        ("甲......乙", &["甲......", "乙"]),
        ("甲；乙;丙", &["甲；", "乙;", "丙"]),
        ("甲\n\n乙\r\n丙", &["甲\n\n", "乙\r\n", "丙"]),
        ("【标题】正文", &["【标题】", "正文"]),
        ("甲！[心][心] 乙", &["甲！[心][心] ", "乙"]),
        ("“何以中国？”的答案", &["“何以中国？”的答案"]),
        ("“好！”，他说。", &["“好！”，他说。"]),
        ("http://a.cn/?b=1!c 好", &["http://a.cn/?b=1!c 好"]),
        ("看《去哪儿？》再说", &["看《去哪儿？》再说"]),
        ("#加油！#来", &["#加油！#来"]),
        ("上升3.5个点", &["上升3.5个点"]),
        ("1. 甲\n2. 乙", &["1. 甲\n", "2. 乙"]),
        ("We went home. They stayed.", &["We went home. ", "They stayed."]),
        ("Dr. Li met Mr. Wang", &["Dr. Li met Mr. Wang"]),
        ("\n\n甲。 ", &["\n\n甲。 "]),
        ("好//@甲:行", &["好", "//@甲:行"]),
        ("", &[""]),
        (" \n", &[" \n"]),
    ] {
        assert_eq!(sentences(text), expected, "{text:?}");
    }
}

#[test]
fn clauses_end_behind_commas_colons_dashes_and_spaces_between_words() {
    for (text, expected) in [
        ("甲，乙：丙、丁。", &["甲，", "乙：", "丙、丁。"][..]),
        ("甲——乙", &["甲——", "乙"]),
        ("0—24时", &["0—24时"]),
        ("甲 乙", &["甲 ", "乙"]),
        ("甲 ABC 乙", &["甲 ABC 乙"]),
        ("14:20和14：20，1,000人", &["14:20和14：20，", "1,000人"]),
        ("甲（乙）丙", &["甲（乙）丙"]),
        ("“甲，”他说", &["“甲，”", "他说"]),
    ] {
        assert_eq!(clauses(text), expected, "{text:?}");
    }
}

#[test]
fn the_innermost_part_around_a_place_is_named() {
    let text = "【#甲#“乙”】丙“丁”戊";
    let layout = Layout::new(text, 0, false);
    let at = |word: &str| {
        let start = text.find(word).expect("part of the text");
        Span::new(start, start + word.len())
    };
    for (word, kind) in [
        ("甲", PartKind::Hashtag),
        ("乙", PartKind::Quotation),
        ("丙", PartKind::Body),
        ("丁", PartKind::Quotation),
        ("戊", PartKind::Body),
        ("#甲#“乙”", PartKind::Headline),
        ("丙“丁", PartKind::Body),
    ] {
        assert_eq!(layout.part_of(at(word)), kind, "{word}");
    }
    let kinds: Vec<_> = layout.covering(at("乙")).map(|p| p.kind).collect();
    assert_eq!(kinds, [PartKind::Headline, PartKind::Quotation]);
}

#[test]
fn front_matter_is_one_part_and_one_sentence() {
    let text = "---\nsituation: incident\n---\n#甲#。";
    let front = text.find('#').expect("part of the text");
    let layout = Layout::new(text, front, true);
    assert_eq!(layout.parts[0].kind, PartKind::FrontMatter);
    assert_eq!(layout.sentences, [Span::new(0, front), Span::new(front, text.len())]);
}

#[test]
fn marks_without_end_cost_no_more_than_other_text() {
    for mark in
        ["[", "“", "#", "”", "【", "《", "@", "\"", "//@", "<!--", " ", ".", "“》", "h", "a.", "甲 ", "http://", "1. "]
    {
        let text = mark.repeat(40_000);
        let start = std::time::Instant::now();
        let layout = Layout::new(&text, 0, true);
        assert!(!layout.sentences.is_empty());
        assert!(start.elapsed().as_secs() < 5, "{mark:?} took {:?}", start.elapsed());
    }
}

fn assert_sound(text: &str, layout: &Layout) {
    for (list, name) in [(&layout.sentences, "sentences"), (&layout.clauses, "clauses")] {
        let mut end = 0;
        for span in list {
            assert_eq!(span.start, end, "{name} have no gaps in {text:?}");
            assert!(text.is_char_boundary(span.end), "{name} end on boundaries");
            end = span.end;
        }
        assert_eq!(end, text.len(), "{name} reach the end of {text:?}");
    }
    for clause in &layout.clauses {
        assert!(layout.sentences[layout.sentence_at(clause.start)].covers(*clause), "{clause:?} of {text:?}");
    }
    for pair in layout.parts.windows(2) {
        let (a, b) = (pair[0].span, pair[1].span);
        assert!((a.start, b.end) <= (b.start, a.end) || a.start < b.start, "order in {text:?}");
    }
    for (i, part) in layout.parts.iter().enumerate() {
        assert!(text.is_char_boundary(part.span.start) && text.is_char_boundary(part.span.end), "{text:?}");
        assert!(part.span.covers(part.inner) && part.span.end <= text.len(), "{part:?} of {text:?}");
        for other in &layout.parts[..i] {
            let nested = other.span.covers(part.span) || part.span.covers(other.span);
            assert!(nested || !other.span.overlaps(part.span), "{other:?} crosses {part:?} in {text:?}");
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_covered_and_no_parts_cross(
        pieces in proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(vec![
                    "#", "##", "@", "//@", "[", "]", "[心]", "“", "”", "\"", "‘", "’", "「", "」", "【", "】", "《", "》", "〈", "〉", "。",
                    "，", "！", "...", "……", "——", "\n", "\r\n", "\n\n", " ", "\u{3000}", "http://t.cn/a", "a@b.cn", "<!--", "-->", "甲",
                    "云台发布", "公安局", "2024年6月3日", "O网页链接", "L张的微博视频", "...全文", "1.", "A. b", ":", "：", ",",
                ])
                .prop_map(str::to_owned),
                "\\PC{0,4}",
            ],
            0..40,
        ),
        front in 0usize..30,
        markdown: bool,
    ) {
        let text = pieces.concat();
        assert_sound(&text, &Layout::new(&text, front, markdown));
    }
}
