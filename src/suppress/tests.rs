use super::*;
use crate::post::Meta;
use crate::words::Lang;

fn markdown(text: &str) -> Post {
    Post { markdown: true, ..Post::from_text(text) }
}

fn id(name: &str) -> RuleId {
    RuleId::new(name).expect("a good id")
}

/// Which of the places of `words` in the post are passed over for modesty/self-praise.
fn covered(post: &Post, words: &str) -> Vec<bool> {
    let mut suppressions = Suppressions::of(post, &[]);
    let places: Vec<usize> = post.text.match_indices(words).map(|(at, _)| at).collect();
    places
        .into_iter()
        .map(|at| suppressions.covers(&id("modesty/self-praise"), Span::new(at, at + words.len()), &post.text))
        .collect()
}

fn said(post: &Post) -> Vec<String> {
    Suppressions::of(post, &[]).slips(|_| false).into_iter().map(|s| s.message.zh).collect()
}

#[test]
fn a_comment_of_its_own_is_about_the_next_paragraph() {
    for end in ["\n", "\r\n", "\r"] {
        let text = "圆满。\n\n<!-- wenfeng: ignore[modesty/self-praise] 引自上级通知 -->\n\n<!-- 别的话 -->\n圆满，\n又圆满。\n\n圆满。";
        let post = markdown(&text.replace('\n', end));
        assert_eq!(covered(&post, "圆满"), [false, true, true, false], "{end:?}");
        let comments = comment::read(&post);
        assert_eq!(comments[0].reason, "引自上级通知");
        let (name, place) = &comments[0].names[0];
        assert_eq!((name.as_str(), &post.text[place.range()]), ("modesty/self-praise", "modesty/self-praise"));
    }
}

#[test]
fn a_comment_in_a_line_is_about_this_line() {
    let post = markdown("圆满<!-- wenfeng:ignore[谦逊] 引语 -->圆满\n圆满");
    assert_eq!(covered(&post, "圆满"), [true, true, false]);
}

#[test]
fn comments_stand_one_below_the_other() {
    let post = markdown(
        "<!-- wenfeng: ignore[form] -->\n<!-- wenfeng: ignore[modesty] -->\n<!-- wenfeng: ignore[respect] -->\n圆满\n\n圆满",
    );
    let comments = comment::read(&post);
    assert!(comments.iter().all(|c| post.text[c.paragraph.range()].trim() == "圆满"), "{comments:?}");
    assert_eq!(covered(&post, "圆满"), [true, false]);
}

#[test]
fn one_match_is_passed_over_by_its_words_and_others_are_not() {
    for written in
        ["modesty/self-praise:圆满", "modesty/self-praise：“圆满”", "modesty:「圆满」", "form, 谦逊:\"圆满\""]
    {
        let post = markdown(&format!("<!-- wenfeng: ignore[{written}] -->\n圆满，显著，圓滿"));
        assert_eq!(covered(&post, "圆满").last(), Some(&true), "{written}");
        assert_eq!(covered(&post, "显著"), [false], "{written}");
        assert_eq!(covered(&post, "圓滿"), [true], "variants of writing are the same words: {written}");
    }
    let words = "甲，乙]丙";
    let silence = Silence::parse(&Silence::written(&id("form/x"), words)).expect("it can be read again");
    assert!(silence.covers(&id("form/x"), words));
    let comment = comment_for(&id("modesty/self-praise"), words, &say!("理由", "reason"), Lang::Zh);
    assert_eq!(covered(&markdown(&format!("{comment}\n甲，乙]丙")), words), [false, true]);
}

#[test]
fn a_stretch_is_passed_over_from_disable_to_enable() {
    let text = "圆满\n<!-- wenfeng: disable[modesty] -->\n圆满\n\n圆满\n<!-- wenfeng: enable[modesty] -->\n圆满";
    assert_eq!(covered(&markdown(text), "圆满"), [false, true, true, false]);
    assert_eq!(covered(&markdown("圆满\n<!-- wenfeng: file-ignore[modesty] -->"), "圆满"), [true]);
}

#[test]
fn whatever_does_nothing_is_told() {
    for (text, expected) in [
        ("<!-- wenfeng: ignroe[form] -->\n好", "看不懂注释里的「ignroe」"),
        ("<!-- wenfeng: ignore 理由 -->\n好", "没有写略过哪条规则"),
        ("<!-- wenfeng: enable[form] -->\n好", "前面没有 disable[form]"),
    ] {
        let said = said(&markdown(text));
        assert!(said.len() == 1 && said[0].contains(expected), "{text}: {said:?}");
    }
    let plain = Post::from_text("<!-- wenfeng: ignore[modesty] -->\n圆满");
    assert!(said(&plain)[0].contains("随文发出去"));
    assert_eq!(covered(&plain, "圆满"), [false], "nothing is hidden by a comment that is published");
    assert!(said(&markdown("<!-- 别的话 --> <!-- wenfeng 好用 --> <!-- wenfeng: ")).is_empty());
}

#[test]
fn front_matter_and_configuration_pass_over_one_match_too() {
    let meta = Meta { ignore: vec!["modesty:圆满".to_owned()], ..Meta::default() };
    let post = Post { meta, ..Post::from_text("圆满，显著") };
    assert_eq!((covered(&post, "圆满"), covered(&post, "显著")), (vec![true], vec![false]));
    let silence = Silence::parse("modesty:显著").expect("a silence");
    let mut suppressions = Suppressions::of(&post, &[silence]);
    assert!(suppressions.covers(&id("modesty/x"), Span::new(9, 15), &post.text));
}

#[test]
fn so_many_comments_are_read_and_each_byte_of_the_text_a_few_times() {
    let text = "<!-- wenfeng: ignore[form] -->\n".repeat(900) + "圆满";
    let comments = comment::read(&markdown(&text));
    assert!(comments.iter().all(|c| &text[c.paragraph.range()] == "圆满"));
    let line = "<!-- wenfeng: ignore[form] --> 圆满 ".repeat(100_000);
    let comments = comment::read(&markdown(&line));
    assert_eq!(comments.len(), comment::MOST);
    assert!(comments.iter().all(|c| c.paragraph.start == 0));
}

proptest::proptest! {
    #[test]
    fn whatever_a_draft_holds_the_places_of_its_comments_are_places_in_it(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "<!--", "-->", " wenfeng:", "ignore", "disable", "enable", "file-ignore", "[", "]", "form/x", ":", "：", ",", "“", "”", "「",
            "\"", " ", "\n", "\r\n", "\r", "圆满", "😀", "e\u{301}",
        ]), 0..60)
    ) {
        let post = markdown(&pieces.concat());
        for comment in comment::read(&post) {
            let inside = |span: Span| post.text.get(span.range()).is_some();
            proptest::prop_assert!(inside(comment.span) && inside(comment.paragraph));
            for (name, span) in &comment.names {
                proptest::prop_assert_eq!(post.text.get(span.range()), Some(name.as_str()));
            }
        }
        let mut suppressions = Suppressions::of(&post, &[]);
        for (at, c) in post.text.char_indices() {
            suppressions.covers(&id("form/x"), Span::new(at, at + c.len_utf8()), &post.text);
        }
        let _ = suppressions.slips(|_| false);
    }
}
