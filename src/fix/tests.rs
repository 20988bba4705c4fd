use super::*;
use crate::finding::Applicability;
use crate::report::sample::{checked, finding};
use crate::say;

fn fixable(text: &str, words: &str, new: &str, applicability: Applicability) -> Finding {
    let mut finding = finding(text, words);
    let edits = vec![Edit { span: finding.span, text: new.to_owned() }];
    finding.fixes = vec![Fix { title: say!("改", "change"), applicability, edits }];
    finding
}

/// A check that offers to turn `from` into `to` at every place.
fn checker(from: &'static str, to: &'static str) -> impl Fn(Post) -> Checked {
    move |post| {
        let places: Vec<usize> = post.text.match_indices(from).map(|(at, _)| at).collect();
        let findings = places.into_iter().map(|at| {
            let mut one = fixable(&post.text, from, to, Applicability::Safe);
            one.span = Span::new(at, at + from.len());
            one.fixes[0].edits[0].span = one.span;
            one
        });
        checked(&post.text, findings.collect())
    }
}

#[test]
fn only_what_is_allowed_is_made() {
    let text = "甲乙丙";
    let findings = [
        fixable(text, "甲", "A", Applicability::Safe),
        fixable(text, "乙", "B", Applicability::Unsafe),
        fixable(text, "丙", "C", Applicability::DisplayOnly),
    ];
    assert_eq!(apply(text, &edits(&findings, Allowed::Safe)), "A乙丙");
    assert_eq!(apply(text, &edits(&findings, Allowed::Unsafe)), "AB丙");
}

#[test]
fn of_two_fixes_of_one_place_one_is_made() {
    let text = "甲乙丙";
    let findings = [fixable(text, "甲乙", "A", Applicability::Safe), fixable(text, "乙丙", "B", Applicability::Safe)];
    assert_eq!(apply(text, &edits(&findings, Allowed::Safe)), "A丙");
}

#[test]
fn fixes_are_made_until_none_is_left() {
    let post = Post::from_text("一！！！！！二！！三");
    let settled = settle(&post, Allowed::Safe, checker("！！", "！"));
    assert_eq!(apply(&post.text, &settled.edits), "一！二！三");
    let again = settle(&Post::from_text("一！二！三"), Allowed::Safe, checker("！！", "！"));
    assert_eq!(again, Settled::default());
}

#[test]
fn fixes_that_never_end_are_not_made() {
    let post = Post::from_text("一！");
    assert_eq!(settle(&post, Allowed::Safe, checker("！", "！！")), Settled::default());
}

#[test]
fn edits_of_edits_are_edits_of_the_text() {
    let text = "零一二三四五六七";
    let at = |from: usize, to: usize, new: &str| Edit { span: Span::new(from * 3, to * 3), text: new.to_owned() };
    let rounds = [
        vec![at(1, 2, "甲乙丙"), at(4, 4, "丁"), at(7, 8, "")],
        vec![at(0, 2, "子"), at(3, 6, "丑"), at(9, 9, "寅")],
        vec![at(1, 1, "卯"), at(1, 3, "")],
    ];
    let mut pieces = vec![Piece::Old(Span::new(0, text.len()))];
    let mut expected = text.to_owned();
    for round in &rounds {
        expected = apply(&expected, round);
        pieces = replay(&pieces, round);
        assert_eq!(apply(text, &of_pieces(pieces.clone(), text.len())), expected);
    }
}

/// Texts with everything that containers quote and escape.
fn any_text() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::strategy::Strategy as _;
    let pieces = vec!["字", "，", ",", ";", "\"", "\"\"", "\n", "\r\n", "\\", "/", "\t", "😀", "e\u{301}", "a", " "];
    proptest::collection::vec(proptest::sample::select(pieces), 0..20).prop_map(|p| format!("字{}字", p.concat()))
}

/// Edits of `text` at every place whose number has a bit in `bits`.
fn some_edits(text: &str, bits: u32, new: &str) -> Vec<Edit> {
    let places = text.char_indices().enumerate().filter(|(i, _)| bits >> (i % 32) & 1 == 1);
    places.map(|(_, (at, c))| Edit { span: Span::new(at, at + c.len_utf8()), text: new.to_owned() }).collect()
}

proptest::proptest! {
    #[test]
    fn whatever_a_container_holds_its_posts_become_what_was_meant_and_the_rest_stays(
        texts in proptest::collection::vec(any_text(), 1..5),
        new in any_text(),
        bits in proptest::prelude::any::<u32>(),
        crlf in proptest::prelude::any::<bool>(),
        ascii in proptest::prelude::any::<bool>(),
    ) {
        use crate::source::{Kind, ReadOptions};
        let end = if crlf { "\r\n" } else { "\n" };
        let turned = (1..).zip(1_u32..).zip(&texts);
        let edits: file::Edits =
            turned.map(|((row, turn), text)| (row, some_edits(text, bits.rotate_left(turn), &new))).collect();
        let lines: Vec<String> = texts.iter().map(|text| {
            let quoted = serde_json::to_string(text).expect("JSON");
            let quoted: String = quoted.chars().map(|c| {
                let mut units = [0; 2];
                let escaped = c.encode_utf16(&mut units).iter().fold(String::new(), |text, u| text + &format!("\\u{u:04X}"));
                if ascii && !c.is_ascii() { escaped } else { c.to_string() }
            }).collect();
            format!("{{\"id\": \"甲\",\"text\" :{quoted} }}")
        }).collect();
        let options = ReadOptions::default();
        let json = lines.join(end);
        proptest::prop_assert!(file::rewrite("a", Kind::JsonLines, json.as_bytes(), &options, &edits).is_ok());
        let records: Vec<String> = texts.iter().map(|text| format!("1,\"{}\",2", text.replace('"', "\"\""))).collect();
        let table = format!("编号,正文,备注{end}{}{end}", records.join(end));
        proptest::prop_assert!(file::rewrite("a", Kind::Csv, table.as_bytes(), &options, &edits).is_ok(), "{table}");
    }
}
