//! Finding the configuration of a draft: the closest `wenfeng.toml` or `.wenfeng.toml` upward, with what it extends.
//!
//! Every file is read once; problems are kept until they are asked for, so that each is told once however many drafts the
//! file speaks for.

use std::collections::HashMap;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::problem::{Problem, ProblemSource};
use crate::say;

use super::{Config, Placed, read};

/// The names a configuration file may have; the first wins.
pub const NAMES: [&str; 2] = ["wenfeng.toml", ".wenfeng.toml"];

/// So many files may stand behind one.
const MOST_EXTENDS: usize = 64;

/// The files behind one configuration: those being read now, for cycles, and all that were, so that each is laid once.
#[derive(Debug, Default)]
struct Lineage {
    open: Vec<PathBuf>,
    laid: Vec<PathBuf>,
}

/// Finds and reads configuration files, each once.
#[derive(Debug, Default)]
pub struct Finder {
    fixed: Option<Arc<Config>>,
    folders: HashMap<PathBuf, Arc<Config>>,
    files: HashMap<PathBuf, Arc<Config>>,
    texts: HashMap<PathBuf, String>,
    problems: Vec<Problem>,
}

impl Finder {
    /// A finder that looks upward from each draft.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A finder that looks upward from each draft. Files among `texts` (absolute paths) have that text, whatever the disk
    /// holds: what an editor has open and not yet saved.
    #[must_use]
    pub fn with_texts(texts: HashMap<PathBuf, String>) -> Self {
        Self { texts, ..Self::default() }
    }

    /// A finder that always answers with no configuration.
    #[must_use]
    pub fn isolated() -> Self {
        Self { fixed: Some(Arc::default()), ..Self::default() }
    }

    /// A finder that always answers with `config`.
    #[must_use]
    pub fn fixed(config: Arc<Config>) -> Self {
        Self { fixed: Some(config), ..Self::default() }
    }

    /// A finder that always answers with `file`.
    #[must_use]
    pub fn of_file(file: &Path) -> Self {
        Self::of_file_or_text(file, HashMap::new())
    }

    /// A finder that always answers with `file`. Files among `texts` (absolute paths) have that text, whatever the disk holds.
    #[must_use]
    pub fn of_file_or_text(file: &Path, texts: HashMap<PathBuf, String>) -> Self {
        let mut finder = Self { texts, ..Self::default() };
        finder.fixed = Some(finder.file(&absolute(file), file));
        finder
    }

    /// The configuration for a draft (or for what stands in a folder) at `path`.
    pub fn of(&mut self, path: &Path) -> Arc<Config> {
        if let Some(fixed) = &self.fixed {
            return Arc::clone(fixed);
        }
        let path = absolute(path);
        let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
        self.of_folder(folder)
    }

    /// The problems met since this was last asked.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    fn of_folder(&mut self, folder: &Path) -> Arc<Config> {
        let mut passed = Vec::new();
        let mut found = None;
        for above in folder.ancestors() {
            if let Some(known) = self.folders.get(above) {
                found = Some(Arc::clone(known));
                break;
            }
            passed.push(above.to_owned());
            if let Some(file) = NAMES.iter().map(|n| above.join(n)).find(|f| self.is_file(f)) {
                let shown = shorten(&file);
                found = Some(self.file(&file, &shown));
                break;
            }
        }
        let config = found.unwrap_or_default();
        for folder in passed {
            self.folders.insert(folder, Arc::clone(&config));
        }
        config
    }

    fn file(&mut self, file: &Path, shown: &Path) -> Arc<Config> {
        if let Some(known) = self.files.get(file) {
            return Arc::clone(known);
        }
        let config = match self.text_of(file) {
            Ok(text) => Arc::new(self.with_extends(file, shown, text, &mut Lineage::default())),
            Err(error) => {
                let name = shown.display().to_string();
                self.problems.push(unreadable(&name, &error));
                Arc::default()
            }
        };
        self.files.insert(file.to_owned(), Arc::clone(&config));
        config
    }

    fn is_file(&self, file: &Path) -> bool {
        self.texts.contains_key(file) || file.is_file()
    }

    fn text_of(&self, file: &Path) -> std::io::Result<String> {
        self.texts.get(&absolute(file)).map_or_else(|| text_of(file), |text| Ok(text.clone()))
    }

    fn with_extends(&mut self, file: &Path, shown: &Path, text: String, lineage: &mut Lineage) -> Config {
        let source = Arc::new(ProblemSource::new(shown.display().to_string(), text));
        let root = file.parent().unwrap_or(file);
        let mut parsed = read::parse(&source, root);
        self.problems.append(&mut parsed.problems);
        lineage.open.push(canonical(file));
        lineage.laid.push(canonical(file));
        let mut config = Config::default();
        for base in &parsed.extends {
            if let Some(base) = self.base(base, root, shown, lineage) {
                config.lay(base);
            }
        }
        lineage.open.pop();
        config.lay(parsed.config);
        config.file = Some(shown.to_owned());
        config
    }

    fn base(&mut self, base: &Placed<String>, root: &Path, shown: &Path, lineage: &mut Lineage) -> Option<Config> {
        let written = &base.value;
        let file = root.join(written);
        if lineage.open.contains(&canonical(&file)) || lineage.laid.len() >= MOST_EXTENDS {
            let message = say!("配置文件互相引用：「{written}」", "configuration files extend each other: “{written}”");
            let problem = base.problem(message, say!("又回到了自己", "comes back to itself"));
            self.problems.push(problem.help(say!("去掉其中一个 extends", "take one extends out")));
            return None;
        }
        if lineage.laid.contains(&canonical(&file)) {
            return None;
        }
        match self.text_of(&file) {
            Ok(text) => {
                let shown = shown.parent().map_or_else(|| file.clone(), |p| p.join(written));
                Some(self.with_extends(&file, &shown, text, lineage))
            }
            Err(error) => {
                let name = unreadable(written, &error);
                let problem = base.problem(name.message, say!("读不了这个文件", "this file cannot be read"));
                self.problems.push(
                    problem
                        .help(say!("路径从这份配置所在的文件夹算起", "the path starts from the folder of this file")),
                );
                None
            }
        }
    }
}

/// `path` from the root, without asking the file system.
#[must_use]
pub fn absolute(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                clean.pop();
            }
            std::path::Component::CurDir => {}
            other => clean.push(other),
        }
    }
    clean
}

/// `path` as seen from the current folder, where it is or is below it.
#[must_use]
pub fn shorten(path: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    match path.strip_prefix(&here) {
        Ok(below) if below.as_os_str().is_empty() => PathBuf::from("."),
        Ok(below) => below.to_owned(),
        Err(_) => path.to_owned(),
    }
}

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| absolute(path))
}

fn text_of(file: &Path) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    std::fs::File::open(file)?.take(read::MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > read::MOST_BYTES {
        return Err(std::io::Error::new(ErrorKind::FileTooLarge, "the file is too large"));
    }
    Ok(read::decode(&bytes))
}

fn unreadable(name: &str, error: &std::io::Error) -> Problem {
    let problem = match error.kind() {
        ErrorKind::NotFound => {
            Problem::failure(say!("没有配置文件「{name}」", "there is no configuration file “{name}”"))
        }
        ErrorKind::FileTooLarge => {
            return Problem::failure(say!("配置文件「{name}」太大", "the configuration file “{name}” is too large"));
        }
        _ => Problem::failure(say!("配置文件「{name}」读不了", "the configuration file “{name}” cannot be read")),
    };
    problem.help(say!("看看路径和权限对不对", "check the path and the permissions"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::FailOn;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str, files: &[(&str, &str)]) -> Self {
            let root = std::env::temp_dir().join(format!("wenfeng-find-{name}-{}", std::process::id()));
            let _ = std::fs::remove_dir_all(&root);
            for (path, text) in files {
                let path = root.join(path);
                std::fs::create_dir_all(path.parent().expect("below the root")).expect("a writable folder");
                std::fs::write(path, text).expect("a writable folder");
            }
            Self(root)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn the_closest_file_wins_and_nothing_else_is_merged() {
        let folder = Folder::new(
            "closest",
            &[
                ("wenfeng.toml", "fail-on = \"info\"\nignore = [\"form\"]"),
                ("a/.wenfeng.toml", "fail-on = \"never\""),
                ("a/b/x.txt", ""),
                ("c/x.txt", ""),
            ],
        );
        let mut finder = Finder::new();
        let of = |finder: &mut Finder, path: &str| {
            let config = finder.of(&folder.0.join(path));
            (config.fail_on.as_ref().map(|f| f.value), config.layer.ignore.len())
        };
        assert_eq!(of(&mut finder, "a/b/x.txt"), (Some(FailOn::Never), 0));
        assert_eq!(of(&mut finder, "c/x.txt"), (Some(FailOn::Info), 1));
        assert_eq!(finder.take_problems(), []);
        assert!(Finder::isolated().of(&folder.0.join("c/x.txt")).file.is_none());
    }

    #[test]
    fn a_file_can_build_on_another_one() {
        let folder = Folder::new(
            "extends",
            &[
                ("base.toml", "fail-on = \"info\"\naccept = [\"甲\"]\nignore = [\"form\"]\nselect = [\"form\"]"),
                ("sub/wenfeng.toml", "extends = \"../base.toml\"\naccept = [\"乙\"]\nselect = [\"modesty\"]"),
            ],
        );
        let mut finder = Finder::new();
        let config = finder.of(&folder.0.join("sub/x.txt"));
        assert_eq!(config.fail_on.as_ref().map(|f| f.value), Some(FailOn::Info));
        assert_eq!(config.accept.iter().map(|a| a.value.as_str()).collect::<Vec<_>>(), ["甲", "乙"]);
        assert_eq!(config.layer.select.as_ref().map(|s| s[0].value.as_str()), Some("modesty"));
        assert!(config.layer.ignore.is_empty());
    }

    #[test]
    fn files_that_extend_each_other_are_a_problem_and_not_a_hang() {
        let folder = Folder::new(
            "cycle",
            &[("wenfeng.toml", "extends = \"b.toml\""), ("b.toml", "extends = [\"./wenfeng.toml\", \"gone.toml\"]")],
        );
        let mut finder = Finder::new();
        finder.of(&folder.0.join("x.txt"));
        finder.of(&folder.0.join("y.txt"));
        let said: Vec<String> = finder.take_problems().into_iter().map(|p| p.message.zh).collect();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said[0].contains("互相引用") && said[1].contains("gone.toml"), "{said:?}");
    }

    #[test]
    fn what_an_editor_holds_unsaved_goes_before_what_the_disk_holds() {
        let folder = Folder::new("texts", &[("wenfeng.toml", "fail-on = \"info\""), ("new/x.txt", "")]);
        let texts = ["wenfeng.toml", "new/wenfeng.toml"].map(|f| (folder.0.join(f), "fail-on = \"never\"".to_owned()));
        let mut finder = Finder::with_texts(HashMap::from(texts));
        for path in ["x.txt", "new/x.txt"] {
            let config = finder.of(&folder.0.join(path));
            assert_eq!(config.fail_on.as_ref().map(|f| f.value), Some(FailOn::Never), "{path}");
        }
    }

    #[test]
    fn a_file_that_was_asked_for_must_be_there() {
        let mut finder = Finder::of_file(Path::new("no/such/wenfeng.toml"));
        assert_eq!(finder.take_problems().len(), 1);
    }
}
