//! How fast: one post, many posts, and how the cost grows, each beside its yardstick in the same run.
//!
//! The posts are made of the rules' own examples; `WENFENG_CORPUS` names a folder of `.jsonl` files (`{"text": …}`) to use
//! instead. `cargo bench` runs all; `cargo bench -- bulk` one group. Times are of this machine: compare ratios, or the
//! instruction counts of `benches/instructions.sh`.
#![allow(missing_docs, clippy::wildcard_imports)] // each group is a module of this one file

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::{env, fs};

use daachorse::CharwiseDoubleArrayAhoCorasick;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jieba_rs::Jieba;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use wenfeng::engine::Linter;
use wenfeng::post::Post;
use wenfeng::report::json::JsonLines;
use wenfeng::report::{Render, Summary};
use wenfeng::rule::load::{Pack, builtin};
use wenfeng::rule::{Matcher, Rule};
use wenfeng::words::Lang;

/// Set for the process that is the yardstick of a start.
const BARE: &str = "WENFENG_BENCH_BARE";
const PROGRAM: &str = env!("CARGO_BIN_EXE_wenfeng");
const POST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/post.txt");

static PACK: LazyLock<Pack> = LazyLock::new(builtin);
static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::built_in(|_, _| true));
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);
static POSTS: LazyLock<Vec<Post>> = LazyLock::new(|| texts().into_iter().map(Post::from_text).collect());

fn main() {
    if env::var_os(BARE).is_some() {
        black_box(Jieba::new());
        return;
    }
    divan::main();
}

/// The texts of the corpus, or made ones: three examples to a post.
fn texts() -> Vec<String> {
    let Some(folder) = env::var_os("WENFENG_CORPUS").map(PathBuf::from) else { return made(4_000) };
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files.retain(|file| file.extension().is_some_and(|e| e == "jsonl"));
    let lines = files.iter().flat_map(|file| {
        let text = fs::read_to_string(file).expect("UTF-8");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    });
    lines
        .filter_map(|line| {
            let row: serde_json::Value = serde_json::from_str(&line).expect("a JSON line");
            row["text"].as_str().map(str::to_owned)
        })
        .collect()
}

fn made(count: usize) -> Vec<String> {
    let examples: Vec<&str> = PACK.rules.iter().flat_map(|r| &r.examples).map(|e| e.text.as_str()).collect();
    let at = |i: usize| examples[i * 7919 % examples.len()];
    (0..count).map(|i| format!("{}{}{}", at(i * 3), at(i * 3 + 1), at(i * 3 + 2))).collect()
}

fn bytes(posts: &[Post]) -> BytesCount {
    BytesCount::new(posts.iter().map(|post| post.text.len()).sum::<usize>())
}

fn count(linter: &Linter, posts: &[Post]) -> usize {
    posts.iter().map(|post| linter.check(post.clone(), None).findings.len()).sum()
}

/// The whole process, one post.
#[divan::bench_group(sample_count = 40, sample_size = 1)]
mod one_post {
    use super::*;

    #[divan::bench(args = ["full", "concise", "json", "jsonl"])]
    fn check(bencher: Bencher<'_, '_>, format: &str) {
        bencher.bench(|| run(Command::new(PROGRAM).args(["check", "--isolated", "--format", format, POST])));
    }

    #[divan::bench]
    fn yardstick_nothing_but_version(bencher: Bencher<'_, '_>) {
        bencher.bench(|| run(Command::new(PROGRAM).arg("--version")));
    }

    #[divan::bench]
    fn yardstick_bare_jieba_new(bencher: Bencher<'_, '_>) {
        let own = env::current_exe().expect("this program");
        bencher.bench(|| run(Command::new(&own).env(BARE, "1")));
    }

    fn run(command: &mut Command) {
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it starts");
    }
}

/// All posts.
#[divan::bench_group(sample_count = 5, sample_size = 1)]
mod bulk {
    use super::*;

    #[divan::bench]
    fn findings_counted(bencher: Bencher<'_, '_>) {
        count(&LINTER, &POSTS);
        bencher.counter(bytes(&POSTS)).bench(|| count(&LINTER, &POSTS));
    }

    #[divan::bench]
    fn findings_counted_on_all_cores(bencher: Bencher<'_, '_>) {
        count(&LINTER, &POSTS);
        let all = || POSTS.par_iter().map(|post| LINTER.check(post.clone(), None).findings.len()).sum::<usize>();
        bencher.counter(bytes(&POSTS)).bench(all);
    }

    #[divan::bench]
    fn findings_written_as_jsonl(bencher: Bencher<'_, '_>) {
        let mut format = JsonLines::new(Lang::Zh);
        bencher.counter(bytes(&POSTS)).bench_local(|| {
            let mut out = io::sink();
            for post in POSTS.iter() {
                format.post(&LINTER.check(post.clone(), None), &mut out).expect("a sink takes everything");
            }
            format.end(&Summary::default(), &mut out).expect("a sink takes everything");
            out.flush().expect("a sink takes everything");
        });
    }

    /// The limit: nothing but the one pass that finds the pack's phrases.
    #[divan::bench]
    fn yardstick_bare_automaton(bencher: Bencher<'_, '_>) {
        let automaton = automaton();
        let all = || {
            let found = |post: &Post| automaton.find_overlapping_iter(&post.text).count();
            POSTS.iter().map(found).sum::<usize>()
        };
        bencher.counter(bytes(&POSTS)).bench(all);
    }

    #[divan::bench]
    fn yardstick_jieba_cut(bencher: Bencher<'_, '_>) {
        let jieba = &*JIEBA;
        let all = || POSTS.iter().map(|post| jieba.cut(&post.text, true).len()).sum::<usize>();
        bencher.counter(bytes(&POSTS)).bench(all);
    }

    fn automaton() -> CharwiseDoubleArrayAhoCorasick<u32> {
        let mut literals: Vec<&str> = phrases(&PACK.rules).map(String::as_str).collect();
        literals.sort_unstable();
        literals.dedup();
        CharwiseDoubleArrayAhoCorasick::new(literals).expect("distinct phrases")
    }
}

fn phrases(rules: &[Rule]) -> impl Iterator<Item = &String> {
    let terms = rules.iter().filter_map(|rule| match &rule.matcher {
        Matcher::Phrase(phrase) => Some(&phrase.terms),
        _ => None,
    });
    terms.flatten().flat_map(|term| &term.literals)
}

/// How the cost grows: the throughput of each row should be that of the row before it.
#[divan::bench_group(sample_count = 3, sample_size = 1)]
mod growth {
    use super::*;

    const SIZES: [usize; 3] = [100_000, 1_000_000, 10_000_000];

    /// Posts joined into one line without an end.
    #[divan::bench(args = SIZES)]
    fn one_line(bencher: Bencher<'_, '_>, size: usize) {
        let mut line = String::new();
        for text in made(1_000).iter().cycle() {
            line.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
            if line.len() >= size {
                break;
            }
        }
        check(bencher, line);
    }

    #[divan::bench(args = SIZES)]
    fn one_term_repeated(bencher: Bencher<'_, '_>, size: usize) {
        check(bencher, "高度重视".repeat(size / 12));
    }

    #[divan::bench(args = SIZES)]
    fn a_bracket_never_closed(bencher: Bencher<'_, '_>, size: usize) {
        check(bencher, "【“（《【起火原因".repeat(size / 27));
    }

    #[divan::bench(args = SIZES)]
    fn topics(bencher: Bencher<'_, '_>, size: usize) {
        let mut text = String::new();
        for i in 0.. {
            write!(text, "#青川身边事{i}#").expect("a string takes everything");
            if text.len() >= size {
                break;
            }
        }
        check(bencher, text);
    }

    #[divan::bench(args = [250, 1_000, 4_000])]
    fn posts(bencher: Bencher<'_, '_>, number: usize) {
        let posts: Vec<Post> = made(number).into_iter().map(Post::from_text).collect();
        count(&LINTER, &posts);
        bencher.counter(bytes(&posts)).bench(|| count(&LINTER, &posts));
    }

    /// The built-in pack, and with its phrase rules again and again, each phrase spelt otherwise.
    #[divan::bench(args = [1, 2, 10])]
    fn phrases(bencher: Bencher<'_, '_>, times: u32) {
        let mut rules = PACK.rules.clone();
        for shift in 1..times {
            rules.extend(PACK.rules.iter().filter_map(|rule| respelt(rule, shift)));
        }
        let linter = Linter::new(rules, &PACK.lexicon);
        let posts: Vec<Post> = made(1_000).into_iter().map(Post::from_text).collect();
        count(&linter, &posts);
        bencher.counter(bytes(&posts)).bench(|| count(&linter, &posts));
    }

    /// `rule` with the last character of each phrase replaced by another one.
    fn respelt(rule: &Rule, shift: u32) -> Option<Rule> {
        let mut rule = rule.clone();
        let Matcher::Phrase(phrase) = &mut rule.matcher else { return None };
        for literal in phrase.terms.iter_mut().flat_map(|term| &mut term.literals) {
            let last = literal.pop()?;
            literal.push(char::from_u32(u32::from(last) + shift).unwrap_or(last));
        }
        Some(rule)
    }

    fn check(bencher: Bencher<'_, '_>, text: String) {
        let post = Post::from_text(text);
        bencher
            .counter(BytesCount::new(post.text.len()))
            .with_inputs(|| post.clone())
            .bench_values(|post| LINTER.check(post, None).findings.len());
    }
}
