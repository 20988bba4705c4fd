//! Turns the segmenter's data and the table of traditional characters into a form the program reads in place.
//!
//! In: `src/text/dict/dict.txt` and `posseg.txt` (see the README there), and the table of `OpenCC`. Out, in `OUT_DIR`:
//! `words.fst` (word → frequency and tag), `words.rs` (the tags and the sum of all frequencies), `guess.*` (the model that
//! guesses the tag of an unknown word, little-endian), `guess.rs` (its tags), `traditional.rs` (a sorted table of
//! traditional characters and their simplified forms) and `built_in.rs` (the files of the built-in pack).
#![allow(clippy::print_stdout)] // cargo is spoken to over stdout

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

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
    write_traditional(&out, &words)?;
    write_pack(&out, "rules/zh")
}

/// The list of the built-in pack's files, so that a file put into the folder is part of the program.
fn write_pack(out: &Path, folder: &str) -> Result<()> {
    println!("cargo::rerun-if-changed={folder}");
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?).join(folder);
    let mut files: Vec<PathBuf> =
        fs::read_dir(&root)?.map(|entry| entry.map(|e| e.path())).collect::<std::io::Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    files.sort();
    let mut code = String::from("const BUILT_IN: &[(&str, &str)] = &[\n");
    for path in files {
        let name = path.file_name().ok_or("a file without a name")?.to_string_lossy();
        writeln!(code, "    ({name:?}, include_str!({:?})),", path.display().to_string())?;
    }
    code.push_str("];\n");
    fs::write(out.join("built_in.rs"), code)?;
    Ok(())
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
    // Marked, so that a tag from the dictionary can be told from one that jieba guessed.
    let names: Vec<String> = tags.into_keys().map(|tag| format!("={tag}")).collect();
    let source = format!(
        "/// Bits of an entry that hold the index of its tag.\nconst TAG_BITS: u32 = {TAG_BITS};\n\
         /// The sum of all frequencies of the dictionary.\n#[allow(clippy::unreadable_literal)]\nconst TOTAL: usize = {total};\n\
         /// The tags of the dictionary, each with a mark before it.\nstatic TAGS: &[&str] = &{names:?};\n"
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

/// A word that is rarer than this is in the dictionary because some list of words held it, not because people use it.
const USED: u64 = 10;

/// A character is in use as it stands if words spelt with it are at least this frequent together.
const KEPT: u64 = 25;

fn write_traditional(out: &Path, words: &[Entry<'_>]) -> Result<()> {
    let mut simplified = simplified_forms()?;
    // 乾 in 乾隆 is a simplified character too, though `OpenCC` makes 干 of a lone one. The dictionary tells which characters
    // are: those of frequent words in which nothing else is traditional and whose other spelling is rarer.
    let mut uses: HashMap<char, u64> = HashMap::new();
    let freqs: HashMap<&str, u64> = words.iter().map(|e| (e.word, e.freq)).collect();
    for entry in words.iter().filter(|e| e.freq >= USED && e.word.chars().nth(1).is_some()) {
        let mut traditional = entry.word.chars().filter(|c| simplified.contains_key(c));
        let Some(c) = traditional.next() else { continue };
        let spelling: String = entry.word.chars().map(|c| simplified.get(&c).copied().unwrap_or(c)).collect();
        if traditional.all(|other| other == c) && freqs.get(&*spelling).is_none_or(|&f| f < entry.freq) {
            *uses.entry(c).or_default() += entry.freq;
        }
    }
    simplified.retain(|c, _| uses.get(c).is_none_or(|&u| u < KEPT));
    // 薴 becomes 苧, and 苧 is a traditional character itself (苎): fold both alike, so that folding twice changes nothing more.
    let links: Vec<(char, char)> =
        simplified.iter().filter_map(|(&c, to)| simplified.get(to).map(|&end| (c, end))).collect();
    simplified.extend(links);

    let mut source = String::from("&[\n");
    for (from, to) in &simplified {
        writeln!(source, "({from:?}, {to:?}),")?;
    }
    source.push(']');
    Ok(fs::write(out.join("traditional.rs"), source)?)
}

/// Every character that `OpenCC` turns into one other character when it stands alone.
fn simplified_forms() -> Result<BTreeMap<char, char>> {
    let opencc = OpenCC::from_config(BuiltinConfig::T2s)?;
    let mut forms = BTreeMap::new();
    for c in ['\u{3400}'..='\u{9fff}', '\u{f900}'..='\u{faff}', '\u{20000}'..='\u{2a6df}'].into_iter().flatten() {
        let converted = opencc.convert(c.encode_utf8(&mut [0; 4]));
        let mut converted = converted.chars();
        if let (Some(to), None) = (converted.next(), converted.next())
            && to != c
        {
            forms.insert(c, to);
        }
    }
    Ok(forms)
}
