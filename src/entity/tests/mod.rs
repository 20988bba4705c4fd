//! What the guards of the rules rely on: facts are found where they stand, and words that only look like them are not.

mod names;
mod numbers;

use proptest::prelude::*;

use super::*;

fn of_kind(text: &str, kind: EntityKind) -> Vec<&str> {
    let layout = Layout::new(text, 0, false);
    recognise(text, &layout).iter().filter(|e| e.kind == kind).map(|e| &text[e.span.range()]).collect()
}

/// Each case: the text, and what of `kind` is in it.
fn check(kind: EntityKind, cases: &[(&str, &[&str])]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, expected)| (text, of_kind(text, kind), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(text, found, expected)| format!("{text}: {found:?}, not {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{kind:?}\n{}", wrong.join("\n"));
}

/// Texts without anything of `kind`.
fn check_none(kind: EntityKind, texts: &[&str]) {
    check(kind, &texts.iter().map(|t| (*t, &[][..])).collect::<Vec<_>>());
}

#[test]
fn links_are_those_of_the_layout() {
    check(EntityKind::Link, &[("见http://t.cn/A6abc和a@example.cn", &["http://t.cn/A6abc", "a@example.cn"])]);
    check_none(EntityKind::Number, &["http://t.cn/2048人"]);
}

#[test]
fn nothing_is_recognised_in_comments() {
    let text = "<!-- 县住建局6月3日 -->正文";
    assert!(recognise(text, &Layout::new(text, 0, true)).is_empty());
}

#[test]
fn time_grows_with_the_text_and_no_faster() {
    for piece in [
        "1",
        "一",
        "12,",
        "县",
        "云台县",
        "局",
        "〔2024",
        "第",
        "《法》",
        "《法》第一条、",
        "王",
        "某",
        "电话1",
        "3-",
        "书记、",
        "*",
        "十百",
        "（0",
    ] {
        let time = |count: usize| {
            let text = piece.repeat(count);
            let layout = Layout::new(&text, 0, false);
            let start = std::time::Instant::now();
            let entities = recognise(&text, &layout);
            (start.elapsed(), entities.len())
        };
        let (elapsed, _) = time(20_000);
        assert!(elapsed.as_secs() < 5, "{piece:?} took {elapsed:?}");
    }
}

proptest! {
    #[test]
    fn spans_of_any_text_are_sound_and_sorted(
        pieces in proptest::collection::vec(
            prop_oneof![
                proptest::sample::select(vec![
                    "云台县", "县", "市", "局", "公安局", "2024", "年", "6月", "3日", "一", "十", "百", "万", "点", "时", "分", ":", "：", "-", "—", "某", "王",
                    "书记", "、", "《", "》", "法", "第", "条", "〔", "〕", "[", "]", "号", "（", "）", "(", ")", "0571", "138", "*", "电话", "%", "成", "元",
                    "。", "，", "\n", " ", "http://a.cn", "@云台发布", "[心]", "百分之", "半", "农历", "周", "正月", "初", "第（", "400", "村委会", "与", "路口",
                ])
                .prop_map(str::to_owned),
                "\\PC{0,4}",
                "[0-9*一二三十百]{0,6}",
            ],
            0..40,
        ),
        front in 0usize..20,
    ) {
        let text = pieces.concat();
        let layout = Layout::new(&text, front, true);
        let entities = recognise(&text, &layout);
        for e in &entities {
            prop_assert!(e.span.start < e.span.end && e.span.end <= text.len(), "{e:?} of {text:?}");
            prop_assert!(text.is_char_boundary(e.span.start) && text.is_char_boundary(e.span.end), "{e:?} of {text:?}");
        }
        for pair in entities.windows(2) {
            let key = |e: &Entity| (e.span.start, std::cmp::Reverse(e.span.end));
            prop_assert!(key(&pair[0]) <= key(&pair[1]), "order in {text:?}");
        }
    }
}
