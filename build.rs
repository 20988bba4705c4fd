//! Turns the segmenter's data and the built-in pack into forms the program reads in place, or nearly so.
//!
//! In: `src/text/dict/dict.txt` and `posseg.txt` (see the README there), and `rules/zh`. Out, in `OUT_DIR`: `words.fst` (word →
//! frequency and tag), `words.rs` (the tags and the sum of all frequencies), `guess.*` (the model that guesses the tag of an
//! unknown word, little-endian), `guess.rs` (its tags), `built_in.rs` (the files of the pack), `pack.bin` (its rules, read and
//! checked) and `ready.bin` (the linter made of them).
//!
//! The pack is read, checked and prepared by the crate's own modules, compiled into this script as well: what they make here
//! is what they would make at every start. A pack with a failure fails the build.
#![allow(clippy::print_stdout)] // cargo is spoken to over stdout
// The crate's own modules are checked where they belong.
#![allow(dead_code, unreachable_pub, unused_imports, missing_docs, clippy::all, clippy::pedantic)]

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::matcher::vocabulary::VocabularyBuilder;
use crate::problem::Level;

// Modules of the crate; most of what is in them is not used here.
#[path = "src/address.rs"]
mod address;
#[path = "src/entity/mod.rs"]
mod entity;
#[path = "src/finding.rs"]
mod finding;
#[path = "src/matcher/mod.rs"]
mod matcher;
#[path = "src/position.rs"]
mod position;
#[path = "src/post.rs"]
mod post;
#[path = "src/problem.rs"]
mod problem;
#[path = "src/rule/mod.rs"]
mod rule;
#[path = "src/words.rs"]
mod words;
#[path = "src/text"]
mod text {
    pub mod fold;
    pub mod layout;
    pub mod units;

    /// Matchers name the segmenter; nothing is segmented while they are prepared.
    pub mod segment {
        use crate::position::Span;

        #[derive(Clone, Copy, PartialEq, Eq)]
        pub struct Tag;
        impl Tag {
            pub fn as_str(&self) -> &str {
                ""
            }
        }
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub struct Word {
            pub span: Span,
            pub tag: Tag,
        }
        pub struct Segmenter;
        impl Segmenter {
            pub fn words(&self, _: &str) -> Vec<Word> {
                Vec::new()
            }
            pub fn knows(&self, _: &str) -> bool {
                false
            }
        }
    }
}

#[path = "src/engine"]
mod engine {
    pub mod ready;
    mod situation;
}

/// What this script makes is not there yet.
mod built_in {
    pub(crate) const FILES: &[(&str, &str)] = &[];
    pub(crate) static PACK: &[u8] = &[];
}

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Bits of an entry of `words.fst` that hold the index of the tag; those above hold the frequency.
const TAG_BITS: u32 = 6;

/// States of the model: four places in a word times 64 tags.
const STATES: usize = 256;

fn main() -> Result<()> {
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let read = |path: &str| -> Result<String> {
        println!("cargo::rerun-if-changed={path}");
        fs::read_to_string(path).map_err(|e| format!("{path}: {e}").into())
    };
    println!("cargo::rerun-if-changed=build.rs");

    let dict = read("src/text/dict/dict.txt")?;
    let words = parse_words(&dict)?;
    write_words(&out, &words)?;
    write_model(&out, &read("src/text/dict/posseg.txt")?)?;
    write_pack(&out, "rules/zh")
}

/// The built-in pack: the list of its files, so that a file put into the folder is part of the program; its rules; and the
/// linter made of them.
fn write_pack(out: &Path, folder: &str) -> Result<()> {
    println!("cargo::rerun-if-changed={folder}");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join(folder);
    let mut files: Vec<PathBuf> =
        fs::read_dir(&root)?.map(|entry| entry.map(|e| e.path())).collect::<std::io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    files.sort();
    let mut code = String::from("pub(crate) const FILES: &[(&str, &str)] = &[\n");
    let mut texts = Vec::new();
    for path in files {
        let name = path.file_name().ok_or("a file without a name")?.to_string_lossy().into_owned();
        writeln!(code, "    ({name:?}, include_str!({:?})),", path.display().to_string())?;
        texts.push((name, fs::read_to_string(&path)?));
    }
    code.push_str("];\n");
    fs::write(out.join("built_in.rs"), code)?;

    let files: Vec<(&str, &str)> = texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let (pack, problems) = rule::load::read_built_in(&files);
    for problem in problems.iter().filter(|p| p.level == Level::Failure) {
        let place = problem.source.as_ref().zip(problem.labels.first()).map(|(source, label)| {
            let line = source.text[..label.span.start].matches('\n').count() + 1;
            format!("{}:{line}: ", source.name)
        });
        println!("cargo::error={}{} ({})", place.unwrap_or_default(), problem.message.zh, problem.message.en);
    }
    let pack = pack.ok_or("the built-in pack has no sound pack.toml")?;
    fs::write(out.join("pack.bin"), postcard::to_allocvec(&pack)?)?;
    let ready = engine::ready::Ready::new(&pack.rules, &pack.lexicon, VocabularyBuilder::for_storage());
    Ok(fs::write(out.join("ready.bin"), postcard::to_allocvec(&ready)?)?)
}

/// A line of the dictionary.
struct Entry<'d> {
    word: &'d str,
    freq: u64,
    tag: &'d str,
}

fn parse_words(dict: &str) -> Result<Vec<Entry<'_>>> {
    let mut words = Vec::with_capacity(350_000);
    for line in dict.lines() {
        let mut fields = line.split_ascii_whitespace();
        let Some(word) = fields.next() else { continue };
        let freq = fields.next().ok_or_else(|| format!("dict.txt: no frequency for {word}"))?.parse()?;
        words.push(Entry { word, freq, tag: fields.next().unwrap_or_default() });
    }
    words.sort_unstable_by_key(|e| e.word);
    Ok(words)
}

fn write_words(out: &Path, words: &[Entry<'_>]) -> Result<()> {
    let mut tags: BTreeMap<&str, u64> = words.iter().map(|e| (e.tag, 0)).collect();
    for (index, tag) in (0..).zip(tags.values_mut()) {
        *tag = index;
    }
    if tags.len() > 1 << TAG_BITS {
        return Err(format!("dict.txt: {} tags do not fit in {TAG_BITS} bits", tags.len()).into());
    }
    let mut map = fst::MapBuilder::memory();
    for entry in words {
        map.insert(entry.word, entry.freq << TAG_BITS | tags[entry.tag])?;
    }
    fs::write(out.join("words.fst"), map.into_inner()?)?;

    let total: u64 = words.iter().map(|e| e.freq).sum();
    let names: Vec<&str> = tags.into_keys().collect();
    let source = format!(
        "/// Bits of an entry that hold the index of its tag.\nconst TAG_BITS: u32 = {TAG_BITS};\n\
         /// The sum of all frequencies of the dictionary.\n#[allow(clippy::unreadable_literal)]\nconst TOTAL: usize = {total};\n\
         /// The tags of the dictionary.\nstatic TAGS: &[&str] = &{names:?};\n"
    );
    Ok(fs::write(out.join("words.rs"), source)?)
}

/// Distinct floating-point numbers, referred to by a number that fits in two bytes; 0 stands for “none”.
#[derive(Default)]
struct Values {
    list: Vec<u8>,
    index: HashMap<u64, u16>,
}

impl Values {
    fn of(&mut self, text: &str) -> Result<u16> {
        let value: f64 = text.parse()?;
        let next = u16::try_from(self.index.len() + 1)?;
        Ok(*self.index.entry(value.to_bits()).or_insert_with(|| {
            self.list.extend(value.to_le_bytes());
            next
        }))
    }
}

/// `0,15` → the number of the state.
fn state(field: &str) -> Result<usize> {
    let (place, tag) = field.split_once(',').ok_or_else(|| format!("posseg.txt: no state: {field}"))?;
    let state = place.parse::<usize>()? * 64 + tag.parse::<usize>()?;
    if state < STATES { Ok(state) } else { Err(format!("posseg.txt: no such state: {field}").into()) }
}

fn write_model(out: &Path, model: &str) -> Result<()> {
    let mut values = Values::default();
    let (mut section, mut tags) = ("", Vec::new());
    let mut start = vec![0; STATES];
    let mut steps = vec![0; STATES * STATES];
    let mut emits: BTreeMap<char, BTreeMap<u8, u16>> = BTreeMap::new();
    let mut allowed: BTreeMap<char, Vec<u8>> = BTreeMap::new();
    for line in model.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if line.starts_with('@') {
            section = line;
            continue;
        }
        let mut fields = line.split('|').map(str::trim).filter(|f| !f.is_empty());
        let head = fields.next().unwrap_or_default();
        match section {
            "@TAGS" => tags = line.split(',').map(str::trim).collect(),
            "@START" => {
                let (s, value) = head.rsplit_once(',').ok_or("posseg.txt: no value in @START")?;
                start[state(s)?] = values.of(value)?;
            }
            "@TRANS" => {
                let from = state(head)?;
                for field in fields {
                    let (to, value) = field.rsplit_once(',').ok_or("posseg.txt: no value in @TRANS")?;
                    steps[state(to)? * STATES + from] = values.of(value)?;
                }
            }
            "@EMIT" => {
                let s = u8::try_from(state(head)?)?;
                for field in fields {
                    let (c, value) = field.rsplit_once(',').ok_or("posseg.txt: no value in @EMIT")?;
                    let c = c.chars().next().ok_or("posseg.txt: no character in @EMIT")?;
                    emits.entry(c).or_default().insert(s, values.of(value)?);
                }
            }
            "@CHAR_STATE" => {
                let c = head.chars().next().ok_or("posseg.txt: no character in @CHAR_STATE")?;
                let states: Result<Vec<u8>> = fields.map(|f| Ok(u8::try_from(state(f)?)?)).collect();
                allowed.insert(c, states?);
            }
            _ => return Err(format!("posseg.txt: unknown section {section}").into()),
        }
    }
    // A character with a list of states may take these only; one that has none may take those it has a value for.
    for (c, states) in allowed.into_iter().filter(|(_, states)| !states.is_empty()) {
        let known = emits.remove(&c).unwrap_or_default();
        emits.insert(c, states.into_iter().map(|s| (s, known.get(&s).copied().unwrap_or(0))).collect());
    }
    let (mut chars, mut rows, mut row_states, mut row_values) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (c, row) in &emits {
        chars.extend(u16::try_from(u32::from(*c))?.to_le_bytes());
        rows.extend(u32::try_from(row_states.len())?.to_le_bytes());
        row_states.extend(row.keys());
        row_values.extend(row.values().flat_map(|v| v.to_le_bytes()));
    }
    rows.extend(u32::try_from(row_states.len())?.to_le_bytes());
    let bytes = |list: Vec<u16>| -> Vec<u8> { list.into_iter().flat_map(u16::to_le_bytes).collect() };
    fs::write(out.join("guess.values"), values.list)?;
    fs::write(out.join("guess.start"), bytes(start))?;
    fs::write(out.join("guess.steps"), bytes(steps))?;
    fs::write(out.join("guess.chars"), chars)?;
    fs::write(out.join("guess.rows"), rows)?;
    fs::write(out.join("guess.row_states"), row_states)?;
    fs::write(out.join("guess.row_values"), row_values)?;
    Ok(fs::write(out.join("guess.rs"), format!("/// The tags the model knows.\nstatic TAGS: &[&str] = &{tags:?};\n"))?)
}
