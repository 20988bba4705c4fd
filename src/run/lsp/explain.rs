//! Where a rule is explained: at the address the office has settled, else in a text of the user's own cache.
//!
//! Nothing is written unasked. The first time a user wants a rule explained and there is no address, the explanations of all
//! rules in force are put into the cache, in a folder named by what they say; from then on diagnostics lead there as well. They
//! hold nothing of any draft, may be deleted at any time, and are never checked as drafts themselves.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::baseline::fingerprint::hash;
use crate::engine::Linter;
use crate::rule::docs::Docs;
use crate::rule::{Rule, doc};
use crate::words::Lang;

use super::place::uri_of;

/// The command that shows the explanation of a rule; its arguments are the address of a document and the id of the rule.
pub(super) const COMMAND: &str = "wenfeng.openExplanation";
/// So many editions of the explanations are kept: of other settings, languages and versions.
const EDITIONS: usize = 4;
/// The place of an explanation in its edition.
const FILE: &str = "/{category}/{rule}.txt";

/// Finds explanations.
#[derive(Default)]
pub(super) struct Explanations {
    /// Where they are written; `None` where the system knows no place for such things.
    root: Option<PathBuf>,
    /// What is known of each linter, which is kept alive beside it.
    known: HashMap<(usize, Lang), (Arc<Linter>, Option<Docs>)>,
}

impl Explanations {
    /// Explanations in the cache of the user.
    pub(super) fn new() -> Self {
        Self { root: cache().map(|cache| cache.join("wenfeng").join("explained")), known: HashMap::new() }
    }

    /// Forget what was found before.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }

    /// Whether `path` is an explanation.
    pub(super) fn holds(&self, path: &Path) -> bool {
        self.root.as_ref().is_some_and(|root| path.starts_with(root))
    }

    /// Where the rules of `linter` are explained, if anywhere yet.
    pub(super) fn of(&mut self, linter: &Arc<Linter>, lang: Lang) -> Option<Docs> {
        if let Some(docs) = linter.docs() {
            return Some(docs.clone());
        }
        // Where nobody has asked yet, nothing is put together.
        let root = self.root.as_ref().filter(|root| root.is_dir())?;
        let found = || {
            let folder = root.join(edition(&texts(linter.rules(), lang)));
            if folder.is_dir() { Docs::new(&format!("{}{FILE}", uri_of(&folder))).ok() } else { None }
        };
        let key = (Arc::as_ptr(linter).addr(), lang);
        self.known.entry(key).or_insert_with(|| (Arc::clone(linter), found())).1.clone()
    }

    /// Where the rules of `linter` are explained, written now if they are not yet.
    ///
    /// # Errors
    /// Those of the file system.
    pub(super) fn written(&mut self, linter: &Arc<Linter>, lang: Lang) -> io::Result<Docs> {
        if let Some(docs) = self.of(linter, lang) {
            return Ok(docs);
        }
        let root = self.root.clone().ok_or(io::ErrorKind::NotFound)?;
        let texts = texts(linter.rules(), lang);
        let name = edition(&texts);
        let beside = root.join(format!(".{name}-{}", std::process::id()));
        let put = || -> io::Result<()> {
            for (rule, text) in &texts {
                let file = beside.join(format!("{rule}.txt"));
                fs::create_dir_all(file.parent().unwrap_or(&beside))?;
                fs::write(file, text)?;
            }
            fs::rename(&beside, root.join(&name))
        };
        if let Err(error) = put() {
            let _ = fs::remove_dir_all(&beside);
            // Another editor may have written the same a moment ago.
            if !root.join(&name).is_dir() {
                return Err(error);
            }
        }
        tidy(&root, &name);
        self.forget();
        self.of(linter, lang).ok_or_else(|| io::ErrorKind::NotFound.into())
    }
}

/// The explanation of every rule, by its id.
fn texts(rules: &[Rule], lang: Lang) -> Vec<(String, String)> {
    rules.iter().map(|rule| (rule.id.to_string(), doc::explain(rule, lang))).collect()
}

/// The name of the folder that holds these explanations: 16 hexadecimal digits.
fn edition(texts: &[(String, String)]) -> String {
    let all: String = texts.iter().flat_map(|(id, text)| [id.as_str(), "\0", text, "\0"]).collect();
    format!("{:016x}", hash(&all))
}

/// Take away the oldest editions in `root`; nothing that is not one of ours.
fn tidy(root: &Path, newest: &str) {
    let is_edition = |name: &str| name.len() == 16 && name.bytes().all(|b| b.is_ascii_hexdigit());
    let mut others: Vec<(SystemTime, PathBuf)> = fs::read_dir(root)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|e| e.file_name().to_str().is_some_and(|name| is_edition(name) && name != newest))
        .filter_map(|e| Some((e.metadata().ok()?.modified().ok()?, e.path())))
        .collect();
    others.sort();
    let gone = others.len().saturating_sub(EDITIONS - 1);
    for (_, folder) in others.into_iter().take(gone) {
        let _ = fs::remove_dir_all(folder);
    }
}

/// Where programs of this user keep what can be made again.
fn cache() -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(windows) {
        return set("LOCALAPPDATA");
    }
    let home = || std::env::home_dir().filter(|path| path.is_absolute());
    let usual = || home().map(|home| home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }));
    set("XDG_CACHE_HOME").or_else(usual)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::load::builtin;
    use crate::rule::load::tests::sample;

    fn explanations(name: &str) -> Explanations {
        let root = std::env::temp_dir().join(format!("wenfeng-explained-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        Explanations { root: Some(root), known: HashMap::new() }
    }

    fn linter(count: usize) -> Arc<Linter> {
        let rules = sample().rules.into_iter().take(count).collect();
        Arc::new(Linter::new(rules, &builtin().lexicon))
    }

    #[test]
    fn nothing_is_written_before_it_is_asked_for_and_then_every_rule() {
        let mut all = explanations("asked");
        let linter = linter(3);
        assert_eq!(all.of(&linter, Lang::Zh), None);
        let root = all.root.clone().expect("a place");
        assert!(!root.exists());
        let docs = all.written(&linter, Lang::Zh).expect("a writable folder");
        for rule in linter.rules() {
            let address = docs.of(&rule.id);
            let path = super::super::place::path_of(&address).expect("an address of a file");
            assert!(all.holds(&path));
            assert_eq!(fs::read_to_string(path).expect("it is there"), doc::explain(rule, Lang::Zh));
        }
        assert_eq!(all.of(&linter, Lang::Zh), Some(docs));
        assert_eq!(all.of(&linter, Lang::En), None, "another language is another edition");
        let _ = fs::remove_dir_all(root);
    }

    #[test]
    fn only_a_few_editions_are_kept_and_nothing_else_is_touched() {
        let mut all = explanations("few");
        let root = all.root.clone().expect("a place");
        fs::create_dir_all(root.join("other")).expect("a writable folder");
        for count in 1..=6 {
            all.written(&linter(count), Lang::Zh).expect("a writable folder");
        }
        let names: Vec<_> = fs::read_dir(&root).expect("there").flatten().map(|e| e.file_name()).collect();
        assert_eq!(names.len(), EDITIONS + 1, "{names:?}");
        assert!(names.iter().any(|name| name == "other"));
        assert!(all.of(&linter(6), Lang::Zh).is_some(), "the newest stays");
        let _ = fs::remove_dir_all(root);
    }
}
