//! Configuration: what an office settles once for its drafts.
//!
//! A file `wenfeng.toml` speaks for its folder and the folders below; the closest one wins, and nothing is merged unless it
//! says `extends`. [`read`] turns a file into a [`Config`], [`find`] finds the file of a draft, [`select`] knows what a rule
//! selector means, [`apply`] brings a configuration to bear on rules, [`show`] prints one. Every value remembers where it
//! was written, for problems and for `config show`.

pub mod apply;
pub mod find;
pub mod read;
pub mod select;
pub mod show;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use globset::GlobMatcher;

use crate::position::Span;
use crate::post::Situation;
use crate::problem::{Problem, ProblemSource};
use crate::rule::docs::Docs;
use crate::rule::{Level, Severity};
use crate::suppress::Silence;
use crate::words::{Lang, Words};

/// The level of a finding from which on a run counts as failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Every finding.
    Info,
    /// Findings never fail a run.
    Never,
}

impl FailOn {
    /// All levels with their names.
    pub const NAMES: [(&'static str, Self); 4] =
        [("error", Self::Error), ("warning", Self::Warning), ("info", Self::Info), ("never", Self::Never)];

    /// Whether a finding of that severity fails the run.
    #[must_use]
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Whence {
    /// A place in a configuration file.
    File(Arc<ProblemSource>, Span),
    /// The command line.
    CommandLine,
}

/// A value and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub whence: Whence,
}

impl<T> Placed<T> {
    /// A value typed at the command line.
    #[must_use]
    pub fn typed(value: T) -> Self {
        Self { value, whence: Whence::CommandLine }
    }

    /// The same place with another value.
    #[must_use]
    pub fn with<U>(&self, value: U) -> Placed<U> {
        Placed { value, whence: self.whence.clone() }
    }

    /// A failure that points at this value, if it stands in a file.
    #[must_use]
    pub fn problem(&self, message: Words, label: Words) -> Problem {
        match &self.whence {
            Whence::File(source, span) => Problem::failure(message).at(source, *span, label),
            Whence::CommandLine => Problem::failure(message),
        }
    }
}

/// What may be said for all drafts, and differently for some paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layer {
    /// The selectors of the rules that speak; `None`: all of them.
    pub select: Option<Vec<Placed<String>>>,
    /// Selectors of rules that do not speak; with words behind a colon, of single matches that are passed over.
    pub ignore: Vec<Placed<String>>,
    /// Levels by selector; later ones win.
    pub severity: Vec<(Placed<String>, Level)>,
    /// The situation of posts that do not set their own.
    pub situation: Option<Placed<Situation>>,
}

impl Layer {
    /// Lay `upper` over this: its `select` starts afresh, its lists are added, its values win.
    pub fn lay(&mut self, upper: Layer) {
        if upper.select.is_some() {
            self.select = upper.select;
            self.ignore.clear();
        }
        self.ignore.extend(upper.ignore);
        self.severity.extend(upper.severity);
        self.situation = upper.situation.or(self.situation.take());
    }

    /// The single matches that are passed over.
    #[must_use]
    pub fn silences(&self) -> Vec<Silence> {
        self.ignore.iter().filter_map(|i| Silence::parse(&i.value)).filter(|s| s.words.is_some()).collect()
    }
}

/// A pattern of paths, relative to the folder of the file that it is written in.
#[derive(Debug, Clone)]
pub struct PathGlob {
    /// The folder, absolute.
    pub root: PathBuf,
    /// The pattern as written.
    pub written: Placed<String>,
    /// The pattern, ready to use.
    pub matcher: GlobMatcher,
}

impl PathGlob {
    /// Whether `path` (absolute) matches: itself, or a folder it is in. A pattern without a slash matches names at any depth.
    #[must_use]
    pub fn matches(&self, path: &Path) -> bool {
        let Ok(relative) = path.strip_prefix(&self.root) else { return false };
        if !self.written.value.trim_end_matches('/').contains('/') {
            return relative.components().any(|c| self.matcher.is_match(Path::new(c.as_os_str())));
        }
        relative.ancestors().any(|p| !p.as_os_str().is_empty() && self.matcher.is_match(p))
    }
}

/// `[[path]]`: what is said differently for some paths.
#[derive(Debug, Clone)]
pub struct PathLayer {
    /// Which paths.
    pub glob: PathGlob,
    /// What is said.
    pub layer: Layer,
}

/// `[rule."category/slug"]`: how a rule is tuned.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tuning {
    /// The level of the rule.
    pub severity: Option<Placed<Level>>,
    /// Thresholds by key: `max`, `min`, `per-100`, `chars`, `units`, `min-units`.
    pub limits: BTreeMap<&'static str, Placed<f64>>,
    /// Wordings added to those of the rule.
    pub add: Vec<Placed<String>>,
    /// Wordings taken out.
    pub remove: Vec<Placed<String>>,
}

/// A configuration: of one file, with what it extends.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// The file; `None` where there is none.
    pub file: Option<PathBuf>,
    /// Folders of rule packs of one's own, absolute.
    pub packs: Vec<Placed<PathBuf>>,
    /// What is said for all drafts.
    pub layer: Layer,
    /// The level that fails a run.
    pub fail_on: Option<Placed<FailOn>>,
    /// The language of messages.
    pub lang: Option<Placed<Lang>>,
    /// Where the reference of the rules is kept.
    pub docs: Option<Placed<Docs>>,
    /// The baseline, absolute.
    pub baseline: Option<Placed<PathBuf>>,
    /// Drafts that are left out.
    pub exclude: Vec<PathGlob>,
    /// Names and phrases the office accepts.
    pub accept: Vec<Placed<String>>,
    /// Tuned rules by id, with the place of the id.
    pub tuning: BTreeMap<String, (Placed<()>, Tuning)>,
    /// What is said for some paths; later ones win.
    pub paths: Vec<PathLayer>,
}

impl Config {
    /// Lay a file over the files it extends.
    pub fn lay(&mut self, upper: Config) {
        self.file = upper.file.or(self.file.take());
        self.packs.extend(upper.packs);
        self.layer.lay(upper.layer);
        self.fail_on = upper.fail_on.or(self.fail_on.take());
        self.lang = upper.lang.or(self.lang.take());
        self.docs = upper.docs.or(self.docs.take());
        self.baseline = upper.baseline.or(self.baseline.take());
        self.exclude.extend(upper.exclude);
        self.accept.extend(upper.accept);
        for (id, (place, tuning)) in upper.tuning {
            let slot = self.tuning.entry(id).or_insert_with(|| (place.clone(), Tuning::default()));
            slot.0 = place;
            slot.1.severity = tuning.severity.or(slot.1.severity.take());
            slot.1.limits.extend(tuning.limits);
            slot.1.add.extend(tuning.add);
            slot.1.remove.extend(tuning.remove);
        }
        self.paths.extend(upper.paths);
    }

    /// Which entries of [`Config::paths`] speak for `path` (absolute).
    #[must_use]
    pub fn matching(&self, path: &Path) -> Vec<usize> {
        (0..self.paths.len()).filter(|&i| self.paths[i].glob.matches(path)).collect()
    }

    /// The layer in force where the path entries `matching` speak and `typed` stands at the command line.
    #[must_use]
    pub fn resolve(&self, matching: &[usize], typed: &Layer) -> Layer {
        let mut layer = self.layer.clone();
        for &i in matching {
            if let Some(path) = self.paths.get(i) {
                layer.lay(path.layer.clone());
            }
        }
        layer.lay(typed.clone());
        layer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(select: Option<&[&str]>, ignore: &[&str]) -> Layer {
        let typed = |names: &[&str]| names.iter().map(|n| Placed::typed((*n).to_owned())).collect();
        Layer { select: select.map(typed), ignore: typed(ignore), ..Layer::default() }
    }

    #[test]
    fn a_selection_starts_afresh_and_other_lists_are_added() {
        let mut base = layer(Some(&["modesty"]), &["modesty/a"]);
        base.lay(layer(None, &["modesty/b"]));
        assert_eq!(base.ignore.len(), 2);
        base.lay(layer(Some(&["candour"]), &["candour/c"]));
        assert_eq!(base, layer(Some(&["candour"]), &["candour/c"]));
    }

    #[test]
    fn the_fail_level_counts_everything_as_grave_or_graver() {
        for (fail_on, expected) in [
            (FailOn::Error, [false, false, true]),
            (FailOn::Warning, [false, true, true]),
            (FailOn::Info, [true, true, true]),
            (FailOn::Never, [false, false, false]),
        ] {
            let got = [Severity::Info, Severity::Warning, Severity::Error].map(|s| fail_on.fails(s));
            assert_eq!(got, expected, "{fail_on:?}");
        }
    }
}
