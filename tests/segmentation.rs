//! The segmenter promises jieba's own words and tags, whichever way it takes to them.
//!
//! Every text here is cut three times: by jieba with its own dictionary, by a segmenter that never loads the dictionary, and by
//! one that does so at once. With the environment variable `WENFENG_CORPUS` naming a folder, the `text` of every line of its
//! `.jsonl` files is cut too: `WENFENG_CORPUS=… cargo test --release --test segmentation -- corpus --nocapture`.
#![allow(clippy::print_stdout)] // how many posts agreed, and times

use std::error::Error;
use std::path::PathBuf;
use std::sync::LazyLock;
use std::time::Instant;

use jieba_rs::Jieba;
use proptest::prelude::*;
use wenfeng::text::segment::Segmenter;

const SENTENCES: &str = include_str!("segmentation/sentences.txt");
const DICT: &str = include_str!("../src/text/dict/dict.txt");

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);
static SHORT: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::loading_after(usize::MAX));
static WHOLE: LazyLock<Segmenter> = LazyLock::new(|| Segmenter::loading_after(0));
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| DICT.lines().filter_map(|l| l.split(' ').next()).collect());

/// `word/tag` for every word, as jieba has it.
fn expected(text: &str) -> Vec<String> {
    JIEBA.tag(text, true).iter().map(|t| format!("{}/{}", t.word, t.tag)).collect()
}

/// The same, as `segmenter` has it; panics if there are gaps.
fn found(segmenter: &Segmenter, text: &str) -> Vec<String> {
    let mut end = 0;
    let words = segmenter.words(text);
    let list = words.iter().map(|w| {
        assert_eq!(w.span.start, std::mem::replace(&mut end, w.span.end), "a gap in the words of {text}");
        format!("{}/{:?}", &text[w.span.range()], w.tag)
    });
    let list = list.collect();
    assert_eq!(end, text.len(), "the words end before {text} does");
    list
}

#[track_caller]
fn assert_equal(text: &str) {
    let expected = expected(text);
    assert_eq!(found(&SHORT, text), expected, "without the whole dictionary: {text}");
    assert_eq!(found(&WHOLE, text), expected, "with the whole dictionary: {text}");
    assert_eq!(found(&Segmenter::new(), text), expected, "at the first use: {text}");
}

#[test]
fn sentences_of_all_sorts_are_cut_as_jieba_cuts_them() {
    for sentence in SENTENCES.lines() {
        assert_equal(sentence);
    }
    assert_equal(SENTENCES);
    assert_equal(&SENTENCES.replace('\n', "\r\n"));
    assert_equal(&SENTENCES.replace(['\n', '。', ',', '、', ' '], ""));
    assert_equal("\u{10fffd}\u{10fffd}我\u{10fffd}们\u{10fffd}\u{10fffd}\u{10fffd}");
}

#[test]
fn every_word_of_the_dictionary_is_read_as_jieba_reads_it() {
    for word in WORDS.iter() {
        assert_eq!(found(&WHOLE, word), expected(word));
    }
    for word in WORDS.iter().step_by(13) {
        assert_eq!(found(&SHORT, word), expected(word));
    }
}

#[test]
fn every_chinese_character_is_read_as_jieba_reads_it() {
    let all: Vec<char> =
        ('\u{3400}'..='\u{9fff}').chain('\u{f900}'..='\u{fb00}').chain('\u{20000}'..='\u{20400}').collect();
    for pair in all.chunks(2) {
        let text: String = pair.iter().collect();
        assert_eq!(found(&SHORT, &text), expected(&text));
        // Between full stops each is a word of its own, known or not.
        let text = format!("。{}。{}。", pair[0], pair[pair.len() - 1]);
        assert_eq!(found(&SHORT, &text), expected(&text));
    }
}

#[test]
fn one_word_without_end_is_cut_as_jieba_cuts_it() {
    for (unit, times) in
        [("哈", 20_000), ("a", 20_000), ("0.", 20_000), ("𠀀", 20_000), ("张尧", 10_000), ("的一了", 9_000)]
    {
        let text = unit.repeat(times);
        let expected = expected(&text);
        assert_eq!(found(&SHORT, &text), expected, "{unit}");
        assert_eq!(found(&WHOLE, &text), expected, "{unit}");
    }
}

/// Texts of dictionary words, of common and of random characters, and of all that may stand between them.
fn texts() -> impl Strategy<Value = String> {
    let word = (0..WORDS.len()).prop_map(|i| WORDS[i].to_owned());
    let piece = prop_oneof![
        6 => word,
        3 => "[的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经]{1,4}",
        2 => "[\u{4e00}-\u{9fff}]{1,3}",
        1 => "[\u{3400}-\u{4dbf}\u{20000}-\u{20100}]{1,2}",
        1 => "[，。、！？：“”（） \r\n]",
        1 => "[a-zA-Z0-9.%+#&_-]{1,6}",
        1 => ".",
    ];
    prop::collection::vec(piece, 1..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn texts_of_any_kind_are_cut_as_jieba_cuts_them(text in texts()) {
        let expected = expected(&text);
        prop_assert_eq!(found(&SHORT, &text), &expected[..]);
        prop_assert_eq!(found(&WHOLE, &text), &expected[..]);
    }
}

#[test]
fn every_post_of_the_corpus_is_cut_as_jieba_cuts_it() -> Result<(), Box<dyn Error>> {
    let Some(folder) = std::env::var_os("WENFENG_CORPUS").map(PathBuf::from) else { return Ok(()) };
    let (mut posts, mut bytes, mut differing) = (0, 0, Vec::new());
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        if path.extension().is_none_or(|e| e != "jsonl") {
            continue;
        }
        for line in std::fs::read_to_string(&path)?.lines() {
            let post: serde_json::Value = serde_json::from_str(line)?;
            let text = post["text"].as_str().ok_or("a post without a text")?;
            let expected = expected(text);
            let fresh = posts % 10 == 0 && found(&Segmenter::new(), text) != expected;
            if found(&SHORT, text) != expected || found(&WHOLE, text) != expected || fresh {
                differing.push(post["id"].to_string());
            }
            posts += 1;
            bytes += text.len();
        }
    }
    println!("{} of {posts} posts ({bytes} bytes) agree", posts - differing.len());
    assert!(posts > 0, "no posts in the folder");
    assert!(differing.is_empty(), "cut differently: {differing:?}");
    Ok(())
}

/// Not a test but a measurement: `cargo test --release --test segmentation -- --ignored --nocapture`.
#[test]
#[ignore = "prints times"]
fn time_to_the_words_of_one_clause() {
    let clause: String = SENTENCES.lines().skip(110).flat_map(str::chars).filter(|c| !c.is_ascii()).take(140).collect();
    let time = |what: &str, times: u32, f: &mut dyn FnMut()| {
        let start = Instant::now();
        (0..times).for_each(|_| f());
        println!("{what}: {:.1} µs", start.elapsed().as_secs_f64() * 1e6 / f64::from(times));
    };
    time("Jieba::new()", 3, &mut || drop(Jieba::new()));
    JIEBA.tag(SENTENCES, true);
    time("tag with jieba loaded", 1_000, &mut || drop(JIEBA.tag(&clause, true)));
    time("Segmenter::new()", 1_000, &mut || drop(Segmenter::new()));
    time("first use of a segmenter", 1_000, &mut || drop(Segmenter::new().words(&clause)));
    let short = Segmenter::loading_after(usize::MAX);
    time("another use, same clause", 1_000, &mut || drop(short.words(&clause)));
    time("loading the whole dictionary", 3, &mut || drop(Segmenter::loading_after(0).words(&clause)));
    drop(WHOLE.words(SENTENCES));
    time("whole dictionary loaded", 1_000, &mut || drop(WHOLE.words(&clause)));
    let mixed: Vec<String> = WORDS.chunks(35).map(<[&str]>::concat).collect();
    let (mut a, mut b) = (mixed.iter().cycle(), mixed.iter().cycle());
    time("other clauses, short", 2_000, &mut || drop(short.words(a.next().map_or("", |s| s))));
    time("other clauses, whole", 2_000, &mut || drop(WHOLE.words(b.next().map_or("", |s| s))));
}
