//! Packs: the built-in one, and an office's own in a folder.
//!
//! A pack is a `pack.toml`, a lexicon (`lexicon.toml`, `lexicon-….toml`) and files of rules, all UTF-8. The built-in pack is compiled into the
//! program and was checked when the program was tested. A folder is checked in full; what is sound in it is loaded, and
//! every problem is told.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::DeValue;

use super::check::{Against, Rigour, check_lexicon, check_rules, check_together};
use super::combine::combined_lexicon;
use super::decode;
use super::lexicon::Lexicon;
use super::schema::{RawPack, Text};
use super::{Rule, RuleId};
use crate::built_in::{FILES, PACK};
use crate::problem::{Problem, ProblemSource, nearest};
use crate::say;
use crate::words::Words;

/// The largest file of a pack, in bytes.
const LARGEST: u64 = 8 << 20;

/// A pack, ready to be put to use with others by [`combine`](super::combine::combine).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pack {
    /// Its id.
    pub id: Arc<str>,
    /// Its title.
    pub title: String,
    /// Its sound rules, by file and place in the file.
    pub rules: Vec<Rule>,
    /// Its own lexicon.
    pub lexicon: Lexicon,
}

impl Pack {
    /// The rule of that id.
    #[must_use]
    pub fn rule(&self, id: &RuleId) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == *id)
    }
}

/// The built-in pack. It was read and checked when the program was built.
///
/// # Panics
/// If the build script stored the pack in another form than this program reads, which a test rules out.
#[must_use]
pub fn builtin() -> Pack {
    let mut pack: Pack = postcard::from_bytes(PACK).expect("the build script wrote the pack in this form");
    let mut sources: Vec<Arc<ProblemSource>> = Vec::new();
    for rule in &mut pack.rules {
        let name = &rule.origin.source.name;
        let known = sources.iter().find(|source| source.name == *name).cloned();
        rule.origin.source = known.unwrap_or_else(|| {
            let file = FILES.iter().find(|(file, _)| name.ends_with(file));
            let source = Arc::new(ProblemSource::new(name.as_str(), file.map_or("", |(_, text)| text)));
            sources.push(Arc::clone(&source));
            source
        });
    }
    pack
}

/// The built-in pack with everything that [`check`](super::check) has to say about it.
#[must_use]
pub fn builtin_checked() -> (Option<Pack>, Vec<Problem>) {
    read_built_in(FILES)
}

/// The built-in pack made of its `files`, given as (name, text).
pub(crate) fn read_built_in(files: &[(&str, &str)]) -> (Option<Pack>, Vec<Problem>) {
    let files = files.iter().map(|(name, text)| Arc::new(ProblemSource::new(format!("rules/zh/{name}"), *text)));
    let mut problems = Vec::new();
    let pack = assemble(&files.collect::<Vec<_>>(), &[], Rigour::Strict, &mut problems);
    (pack, problems)
}

/// The pack in the folder `path`. `known` are the packs loaded before, the built-in one first: their rules may be replaced,
/// and the word classes of the built-in one and of those in `requires` may be used.
///
/// What is sound is loaded even if there are problems; without a usable `pack.toml` there is no pack.
#[must_use]
pub fn load_folder(path: &Path, known: &[&Pack]) -> (Option<Pack>, Vec<Problem>) {
    let mut problems = Vec::new();
    let shown = path.display();
    let mut names = Vec::new();
    match fs::read_dir(path) {
        Ok(entries) => {
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().into_owned();
                if !name.starts_with('.')
                    && Path::new(&name).extension().is_some_and(|e| e.eq_ignore_ascii_case("toml"))
                {
                    names.push((name, entry.path()));
                }
            }
        }
        Err(error) => {
            let (zh, en) = reason(&error);
            problems.push(
                Problem::failure(say!("打不开规则包「{shown}」：{zh}", "the pack “{shown}” cannot be opened: {en}"))
                    .help(say!("规则包是一个文件夹，里面有 pack.toml", "a pack is a folder with a pack.toml in it")),
            );
            return (None, problems);
        }
    }
    names.sort();
    let mut files = Vec::new();
    for (_, file) in names {
        match read(&file) {
            Ok(text) => files.push(Arc::new(ProblemSource::new(file.display().to_string(), text))),
            Err(problem) => problems.push(*problem),
        }
    }
    load_files(&files, path, known, problems)
}

/// The pack whose files are given as (name, text), in the order in which their rules shall stand; `known` as for
/// [`load_folder`]. Without a usable `pack.toml` there is no pack.
#[must_use]
pub fn load_texts(files: &[(&str, &str)], known: &[&Pack]) -> (Option<Pack>, Vec<Problem>) {
    let files: Vec<_> = files.iter().map(|(name, text)| Arc::new(ProblemSource::new(*name, *text))).collect();
    load_files(&files, Path::new(""), known, Vec::new())
}

fn load_files(
    files: &[Arc<ProblemSource>],
    shown: &Path,
    known: &[&Pack],
    mut problems: Vec<Problem>,
) -> (Option<Pack>, Vec<Problem>) {
    let shown = shown.display();
    if !files.iter().any(|file| is_named(file, "pack.toml")) {
        if problems.is_empty() {
            problems.push(
                Problem::failure(say!("规则包「{shown}」里没有 pack.toml", "there is no pack.toml in “{shown}”"))
                    .help(say!("至少写 id = \"…\" 和 title = \"…\"", "write at least id = \"…\" and title = \"…\"")),
            );
        }
        return (None, problems);
    }
    let pack = assemble(files, known, Rigour::Usual, &mut problems);
    (pack, problems)
}

fn is_named(file: &ProblemSource, name: &str) -> bool {
    Path::new(&file.name).file_name().is_some_and(|n| n.eq_ignore_ascii_case(name))
}

/// `lexicon.toml`, `lexicon-names.toml` and the like.
fn is_lexicon(file: &ProblemSource) -> bool {
    let name = Path::new(&file.name).file_name().map(|n| n.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
    name == "lexicon.toml" || name.starts_with("lexicon-")
}

fn assemble(
    files: &[Arc<ProblemSource>],
    known: &[&Pack],
    rigour: Rigour,
    problems: &mut Vec<Problem>,
) -> Option<Pack> {
    let manifest = files.iter().find(|file| is_named(file, "pack.toml"))?;
    let (id, title, requires) = manifest_of(manifest, known, problems)?;
    let used: Vec<&Pack> =
        known.iter().enumerate().filter(|(i, p)| *i == 0 || requires.contains(&p.id)).map(|(_, p)| *p).collect();
    let rules_of: Vec<&[Rule]> = known.iter().map(|pack| pack.rules.as_slice()).collect();
    let mut pack = Pack { id: Arc::clone(&id), title, rules: Vec::new(), lexicon: Lexicon::default() };
    let classes = combined_lexicon(&used).classes;
    let against = Against { pack: &id, classes: &classes, known: &rules_of, rigour };
    let lexicons: Vec<_> = files.iter().filter(|file| is_lexicon(file)).cloned().collect();
    pack.lexicon = check_lexicon(&lexicons, against, problems);
    let mut all = used;
    all.push(&pack);
    let classes = combined_lexicon(&all).classes;
    let against = Against { classes: &classes, ..against };
    let mut rules = Vec::new();
    for file in files.iter().filter(|file| !is_named(file, "pack.toml") && !is_lexicon(file)) {
        rules.extend(check_rules(file, against, problems));
    }
    pack.rules = check_together(rules, problems);
    Some(pack)
}

type Manifest = (Arc<str>, String, Vec<Arc<str>>);

/// Id, title and required packs.
fn manifest_of(source: &Arc<ProblemSource>, known: &[&Pack], problems: &mut Vec<Problem>) -> Option<Manifest> {
    let table = match decode::parse(source) {
        Ok(table) => table,
        Err(faults) => {
            problems.extend(faults);
            return None;
        }
    };
    let span = table.span();
    let raw = decode::read::<RawPack>(source, Spanned::new(span, DeValue::Table(table.into_inner())), problems)?.value;
    let at = |text: &Text, message: Words, help: Words| {
        Problem::failure(message).at(source, text.span().into(), Words::default()).help(help)
    };
    let lacking = |key: &str| {
        Problem::failure(say!("pack.toml 缺少 {key}", "pack.toml has no `{key}`"))
            .at(source, (0..0).into(), say!("这个文件", "this file"))
            .help(say!("加一行 {key} = \"…\"", "add {key} = \"…\""))
    };
    if let Some(language) = raw.language.as_ref().filter(|l| l.get_ref() != "zh") {
        let message = say!("language 现在只有 zh", "`language` can only be zh so far");
        problems.push(at(
            language,
            message,
            say!("写 language = \"zh\"，或删去", "write language = \"zh\", or leave it out"),
        ));
    }
    let mut requires = Vec::new();
    for text in &raw.requires {
        let name = text.get_ref();
        if let Some(pack) = known.iter().find(|pack| &*pack.id == name) {
            requires.push(Arc::clone(&pack.id));
        } else {
            let near = nearest(name, known.iter().map(|pack| &*pack.id));
            let help = match near {
                Some(meant) => say!("是不是「{meant}」？", "perhaps `{meant}`?"),
                None => say!("在配置的 packs 里把它写在前面", "name it earlier in `packs` of the configuration"),
            };
            problems.push(at(text, say!("没有载入规则包「{name}」", "the pack `{name}` is not loaded"), help));
        }
    }
    let title = raw.title.as_ref().map(|t| t.get_ref().trim().to_owned()).unwrap_or_default();
    if title.is_empty() {
        problems.push(lacking("title"));
    }
    let Some(id) = &raw.id else {
        problems.push(lacking("id"));
        return None;
    };
    let name = id.get_ref().as_str();
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') {
        let message = say!("规则包的 id「{name}」写法不对", "`{name}` cannot be the id of a pack");
        problems.push(at(id, message, say!("用小写字母、数字和 -", "use lower-case letters, digits and `-`")));
        return None;
    }
    if known.iter().any(|pack| &*pack.id == name) {
        let message = say!("规则包「{name}」已经载入", "a pack `{name}` is already loaded");
        problems.push(at(id, message, say!("换个 id", "choose another id")));
        return None;
    }
    Some((Arc::from(name), title, requires))
}

/// A file of a pack: UTF-8, with or without a byte order mark.
fn read(path: &Path) -> Result<String, Box<Problem>> {
    let shown = path.display();
    let mut bytes = Vec::new();
    if let Err(error) = fs::File::open(path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)) {
        let (zh, en) = reason(&error);
        let message = say!("读不了「{shown}」：{zh}", "“{shown}” cannot be read: {en}");
        return Err(Box::new(Problem::failure(message)));
    }
    if bytes.len() as u64 > LARGEST {
        let problem = Problem::failure(say!("「{shown}」太大", "“{shown}” is too large"));
        return Err(Box::new(problem.help(say!("分成几个文件", "divide it into several files"))));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let good = error.utf8_error().valid_up_to();
            let line = String::from_utf8_lossy(&error.as_bytes()[..good]).matches('\n').count() + 1;
            let problem = Problem::failure(say!(
                "「{shown}」不是 UTF-8 编码，从第 {line} 行起读不出来",
                "“{shown}” is not UTF-8 from line {line} on"
            ));
            Err(Box::new(problem.help(say!("另存一次，编码选 UTF-8", "save it again as UTF-8"))))
        }
    }
}

fn reason(error: &std::io::Error) -> (String, String) {
    let zh = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有读取权限",
        ErrorKind::NotADirectory => "不是文件夹",
        ErrorKind::IsADirectory => "是文件夹，不是文件",
        _ => return (error.to_string(), error.to_string()),
    };
    (zh.to_owned(), error.to_string())
}

#[cfg(test)]
pub(crate) mod tests;
