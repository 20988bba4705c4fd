//! Where this program meets reading, rule packs and the drawing of problems.

#![expect(clippy::result_large_err, reason = "problems are rare and made once")]

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::GlobSet;

use crate::post::Post;
use crate::problem::Problem;
use crate::rule::Rule;
use crate::rule::lexicon::Lexicon;
use crate::say;
use crate::terminal::{Shown, sanitise};
use crate::words::{Lang, Words};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Input {
    Stdin { name: Option<String> },
    File(PathBuf),
}

#[derive(Debug, Clone, Default)]
pub(super) struct ReadOptions {
    pub(super) encoding: Option<&'static encoding_rs::Encoding>,
    pub(super) text_field: Option<String>,
}

pub(super) struct PostReader {
    post: Option<Post>,
    path: Arc<str>,
    bytes: u64,
}

impl PostReader {
    #[expect(clippy::unused_self, reason = "until drafts are decoded")]
    pub(super) fn encoding_title(&self) -> Words {
        Words::same("UTF-8")
    }

    pub(super) fn path(&self) -> &Arc<str> {
        &self.path
    }

    pub(super) fn bytes_read(&self) -> u64 {
        self.bytes
    }
}

impl Iterator for PostReader {
    type Item = Result<Post, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.post.take().map(Ok)
    }
}

pub(super) fn encoding_for_label(label: &str) -> Result<&'static encoding_rs::Encoding, Problem> {
    encoding_rs::Encoding::for_label(label.as_bytes())
        .ok_or_else(|| Problem::failure(say!("没有编码「{label}」", "there is no encoding “{label}”")))
}

pub(super) fn open(input: &Input, options: &ReadOptions) -> Result<PostReader, Problem> {
    let (path, bytes) = match input {
        Input::Stdin { name } => {
            let mut bytes = Vec::new();
            io::Read::read_to_end(&mut io::stdin().lock(), &mut bytes).map(|_| ()).map_err(|e| unread("-", &e))?;
            (name.clone().unwrap_or_else(|| "-".to_owned()), bytes)
        }
        Input::File(path) => {
            let name = path.display().to_string();
            let bytes = std::fs::read(path).map_err(|e| unread(&name, &e))?;
            (name, bytes)
        }
    };
    let _ = &options.text_field;
    let encoding = options.encoding.unwrap_or(encoding_rs::UTF_8);
    let mut post = Post::from_text(encoding.decode(&bytes).0.into_owned());
    post.path = Arc::from(path.as_str());
    Ok(PostReader { path: Arc::clone(&post.path), post: Some(post), bytes: bytes.len() as u64 })
}

fn unread(name: &str, error: &io::Error) -> Problem {
    Problem::failure(say!("读不了文件「{name}」：{error}", "cannot read “{name}”: {error}"))
}

pub(super) fn expand(arguments: &[PathBuf], exclude: &GlobSet) -> (Vec<Input>, Vec<Problem>) {
    let (mut inputs, mut problems) = (Vec::new(), Vec::new());
    for path in arguments {
        let name = path.display();
        if path.as_os_str() == "-" {
            inputs.push(Input::Stdin { name: None });
        } else if path.is_dir() {
            let entries = std::fs::read_dir(path).into_iter().flatten().flatten().map(|e| e.path());
            let mut files: Vec<_> = entries.filter(|p| p.is_file() && !exclude.is_match(p)).collect();
            files.sort();
            inputs.extend(files.into_iter().map(Input::File));
        } else if path.exists() {
            inputs.push(Input::File(path.clone()));
        } else {
            problems.push(Problem::failure(say!("没有文件「{name}」", "no file “{name}”")));
        }
    }
    (inputs, problems)
}

#[derive(Debug, Clone)]
pub(super) struct Pack {
    pub(super) rules: Vec<Rule>,
    pub(super) lexicon: Lexicon,
}

pub(super) fn builtin() -> Pack {
    Pack { rules: Vec::new(), lexicon: Lexicon::default() }
}

pub(super) fn builtin_checked() -> (Option<Pack>, Vec<Problem>) {
    (Some(builtin()), Vec::new())
}

pub(super) fn load_folder(path: &Path, _known: &[&Pack]) -> (Option<Pack>, Vec<Problem>) {
    let name = path.display();
    let message = say!("「{name}」里没有规则包", "there is no rule pack in “{name}”");
    (None, vec![Problem::failure(message)])
}

pub(super) fn combine(packs: &[&Pack]) -> (Vec<Rule>, Lexicon) {
    let rules = packs.iter().flat_map(|p| p.rules.iter().cloned()).collect();
    (rules, packs.first().map(|p| p.lexicon.clone()).unwrap_or_default())
}

#[derive(Debug, Default)]
pub(super) struct TestReport {
    pub(super) rules: usize,
    pub(super) examples: usize,
    pub(super) failures: Vec<Problem>,
    pub(super) notes: Vec<Problem>,
}

pub(super) fn test_pack(pack: &Pack, lexicon: &Lexicon) -> TestReport {
    let _ = lexicon;
    TestReport { rules: pack.rules.len(), ..TestReport::default() }
}

/// What a person reads about a rule.
pub(super) fn explain(rule: &Rule, lang: Lang) -> String {
    format!("{} {}\n", rule.id, rule.title.get(lang))
}

/// The list of rules for people.
pub(super) fn table(rules: &[Rule], lang: Lang) -> String {
    let lines: Vec<_> = rules.iter().map(|r| format!("{}  {}\n", r.id, r.title.get(lang))).collect();
    lines.concat()
}

/// The list of rules for programs: one JSON document.
pub(super) fn rules_json(rules: &[Rule], lang: Lang) -> String {
    let entry = |r: &Rule| serde_json::json!({"id": r.id, "title": r.title.get(lang), "severity": r.severity});
    format!("{}\n", serde_json::Value::Array(rules.iter().map(entry).collect()))
}

pub(super) fn draw(problems: &[Problem], lang: Lang, color: bool, out: &mut dyn Write) -> io::Result<()> {
    use codespan_reporting::diagnostic::{Diagnostic, Label};
    use codespan_reporting::{files::SimpleFile, term};
    for problem in problems {
        let failure = problem.level == crate::problem::Level::Failure;
        let mut diagnostic = if failure { Diagnostic::error() } else { Diagnostic::note() };
        diagnostic.message = sanitise(problem.message.get(lang)).into_owned();
        diagnostic.notes.extend(problem.help.iter().map(|h| sanitise(h.get(lang)).into_owned()));
        let (name, text) = problem.source.as_ref().map_or(("", ""), |s| (s.name.as_str(), s.text.as_str()));
        let shown = Shown::new(text);
        for label in &problem.labels {
            let label_text = sanitise(label.text.get(lang)).into_owned();
            diagnostic.labels.push(Label::primary((), shown.to_shown(label.span).range()).with_message(label_text));
        }
        let file = SimpleFile::new(sanitise(name).into_owned(), shown.text());
        let drawn = term::emit_into_string(&term::Config::default(), &file, &diagnostic).map_err(io::Error::other)?;
        let _ = color;
        out.write_all(drawn.as_bytes())?;
    }
    Ok(())
}
