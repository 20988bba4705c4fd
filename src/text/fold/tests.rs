use proptest::prelude::*;

use super::*;

/// The source of the first place of `what` in the view of `source`.
fn source_of<'s>(source: &'s str, what: &str) -> &'s str {
    let view = View::new(source);
    let start = view.text().find(what).unwrap_or_else(|| panic!("no {what} in {}", view.text()));
    &source[view.to_source(Span::new(start, start + what.len())).range()]
}

#[test]
fn a_variant_spelling_reads_like_the_plain_one() {
    for (source, folded) in [
        ("ＡＢｃ１２３", "abc123"),
        ("＃话题＃＠某某 ５％＆＋－／＝＿～", "#话题#@某某 5%&+-/=_~"),
        ("WeiBo", "weibo"),
        ("親自關懷羣眾", "亲自关怀群众"),
        ("關於、對於", "关于、对于"),
        ("象徵", "象征"),
        ("你好,再见;好!吗?(是):完", "你好，再见；好！吗？（是）：完"),
        ("好!!", "好！！"),
        ("“好”,(见)", "“好”，（见）"),
        ("第(3)条", "第（3）条"),
        ("完｡一､二", "完。一、二"),
        ("亲\u{200b}自\u{feff}", "亲自"),
        ("\u{202e}亲\u{2066}自\u{fe0f}", "亲自"),
        ("亲 自", "亲自"),
        ("亲　自", "亲自"),
        ("亲 \u{200b}\u{a0}自", "亲自"),
        ("亲\t自", "亲自"),
    ] {
        assert_eq!(View::new(source).text(), folded, "{source}");
    }
}

#[test]
fn text_that_means_something_else_is_left_alone() {
    for source in [
        "，。；：！？（）【】《》",
        "12:30至13:00，3,000人",
        "a, b; c: d! e? (f)",
        "亲   自",
        "亲\n自",
        "亲\r\n自",
        "　　亲自",
        "亲自 a b",
        "【标题】 正文",
        "乾隆年间，哪吒，蒜薹",
        "著名，慰藉，瞭望，覆盖",
        "https://example.com/a?b=c,d",
        "😀🇨🇳e\u{301}",
    ] {
        let view = View::new(source);
        assert_eq!(view.text(), source);
        assert!(matches!(view.text, Cow::Borrowed(_)), "{source}: nothing to fold, nothing to copy");
    }
}

#[test]
fn every_spelling_of_a_word_is_marked_exactly() {
    for spelling in ["亲自", "亲 自", "亲　自", "親自", "亲\u{200b}自", "親 \u{200b}　自"] {
        let source = format!("\u{feff}领导 {spelling} 到ＡＢ场\u{200b}");
        assert_eq!(source_of(&source, "亲自"), spelling);
        assert_eq!(source_of(&source, "领导亲自到ab场"), source.trim_matches(['\u{feff}', '\u{200b}']));
    }
    assert_eq!(source_of("请看ＡＢＣ，谢谢", "b"), "Ｂ");
    assert_eq!(source_of("请看ＡＢＣ，谢谢", "bc，"), "ＢＣ，");
    assert_eq!(source_of("好!真好", "！"), "!");
}

#[test]
fn emoji_combining_marks_and_line_ends_survive() {
    let source = "親👨\u{200d}👩e\u{301}\r\n自❤\u{fe0f}好";
    assert_eq!(View::new(source).text(), "亲👨👩e\u{301}\r\n自❤好");
    assert_eq!(source_of(source, "👨👩"), "👨\u{200d}👩");
    assert_eq!(source_of(source, "❤"), "❤");
    assert_eq!(source_of(source, "❤好"), "❤\u{fe0f}好");
}

#[test]
fn a_closed_gap_is_known_where_it_lies_inside() {
    let view = View::new("他亲 自去\u{200b}了");
    let span = |s: &str| {
        let start = view.text().find(s).expect("part of the view");
        Span::new(start, start + s.len())
    };
    for (part, closed) in [("亲自", true), ("他亲自去", true), ("他亲", false), ("自去", false), ("去了", false)]
    {
        assert_eq!(view.closes_gap(span(part)), closed, "{part}");
    }
}

#[test]
fn a_removed_character_becomes_an_empty_span_at_its_place() {
    let view = View::new("一\u{200b}二");
    assert_eq!(view.to_view(Span::new(3, 6)), Span::new(3, 3));
    assert_eq!(view.to_view(Span::new(0, 9)), Span::new(0, 6));
    let nothing = View::new("\u{200b}\u{feff}");
    assert_eq!(nothing.text(), "");
    assert_eq!(nothing.to_view(Span::new(0, 6)), Span::new(0, 0));
    assert_eq!(nothing.to_source(Span::new(0, 0)), Span::new(0, 0));
}

#[test]
fn a_term_meets_the_text_it_is_spelt_like_and_keeps_its_punctuation() {
    assert_eq!(fold_term("親自ＡＢ"), "亲自ab");
    assert_eq!(fold_term("(亲|自)[,;:!?]{1,2} 好\u{200b}"), "(亲|自)[,;:!?]{1,2} 好\u{200b}");
}

#[test]
fn folding_a_character_twice_changes_nothing_more() {
    for c in '\0'..='\u{3ffff}' {
        let once = fold_char(c);
        assert_eq!(fold_char(once), once, "{c}");
        assert!(once == c || is_special(c), "{c} is folded, so the scan must stop at it");
        assert!(!(is_invisible(c) || is_space(c) || widen(c).is_some()) || is_special(c), "{c:?}");
    }
}

/// Texts of all that folding looks at.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[亲自親關我们於〇]",
        2 => "[ \u{a0}\u{3000}\t\u{200b}\u{200d}\u{feff}\u{fe0f}]",
        2 => "[，。,;:!?()（）“”…]",
        2 => "[ＡｂZz９0＃％～｡]",
        1 => "(\r\n|\n|😀|👨\u{200d}👩|e\u{301}|𠮷|\u{20c1f}|.)",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn spans_lead_to_the_source_and_back(source in texts()) {
        let view = View::new(&source);
        let text = view.text();
        let places: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let mut last = Span::new(0, 0);
        for pair in places.windows(2) {
            let here = view.to_source(Span::new(pair[0], pair[1]));
            prop_assert!(here.start >= last.end && here.end <= source.len(), "in order, apart and in bounds");
            prop_assert_eq!(source[here.range()].chars().count(), 1, "one character stands for one");
            last = here;
        }
        for (i, &start) in places.iter().enumerate() {
            for &end in &places[i..] {
                let span = Span::new(start, end);
                let there = view.to_source(span);
                prop_assert!(source.is_char_boundary(there.start) && source.is_char_boundary(there.end));
                prop_assert_eq!(view.to_view(there), span);
            }
        }
    }

    #[test]
    fn every_span_of_the_source_has_a_place_in_the_view(source in texts()) {
        let view = View::new(&source);
        let places: Vec<usize> = source.char_indices().map(|(i, _)| i).chain([source.len()]).collect();
        for (i, &start) in places.iter().enumerate() {
            for &end in &places[i..] {
                let there = view.to_view(Span::new(start, end));
                prop_assert!(view.text().get(there.range()).is_some());
            }
        }
    }

    #[test]
    fn any_text_at_all_folds(source in any::<String>()) {
        let view = View::new(&source);
        prop_assert_eq!(view.to_source(Span::new(0, view.text().len())).end <= source.len(), true);
    }
}
