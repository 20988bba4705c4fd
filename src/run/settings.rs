//! The configuration, the rules and the linter for each draft, each made once.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::cli::{Choice, ConfigFrom};
use crate::config::apply::{apply, doubts, names_rules, only_chooses, settle};
use crate::config::find::{Finder, absolute, shorten};
use crate::config::select::{doubt, doubt_left_out};
use crate::config::{Config, FailOn, Layer, Placed};
use crate::engine::Linter;
use crate::post::Situation;
use crate::problem::Problem;
use crate::rule::Rule;
use crate::rule::combine::combine;
use crate::rule::lexicon::Lexicon;
use crate::rule::load::{Pack, builtin, load_folder};
use crate::words::Lang;

use super::Speech;

/// What is in force for a draft.
#[derive(Clone)]
pub(super) struct Force {
    /// The linter.
    pub(super) linter: Arc<Linter>,
    /// The level that fails the run.
    pub(super) fail_on: FailOn,
    /// The situation that the configuration sets.
    pub(super) situation: Option<Situation>,
}

/// Finds what is in force for each draft.
pub(super) struct Settings {
    finder: Finder,
    typed: Layer,
    /// Read when something asks for it that the embedded linter does not know.
    builtin: Arc<OnceLock<Pack>>,
    own: HashMap<Vec<PathBuf>, Arc<Vec<Pack>>>,
    // By the address of the configuration, which is kept alive beside it, and the path entries that speak.
    forces: HashMap<(usize, Vec<usize>), (Arc<Config>, Force)>,
    told: Vec<Problem>,
    untold: Vec<Problem>,
}

impl Settings {
    /// Settings from these options.
    pub(super) fn new(from: &ConfigFrom, choice: &Choice) -> Self {
        let finder = match (&from.config, from.isolated) {
            (Some(file), _) => Finder::of_file(file),
            (None, true) => Finder::isolated(),
            (None, false) => Finder::new(),
        };
        Self::with(finder, choice, Arc::default())
    }

    /// Settings from these options for a command that begins with `first`, whose configuration decides on the language;
    /// `None` if a typed selector selects nothing, which has been told.
    pub(super) fn open(from: &ConfigFrom, choice: &Choice, first: &Path, speech: &mut Speech) -> Option<Self> {
        let mut settings = Self::new(from, choice);
        if !speech.settled {
            speech.lang = settings.lang(first).unwrap_or(speech.lang);
        }
        let slips = settings.slips(first);
        speech.complain(&slips);
        slips.is_empty().then_some(settings)
    }

    fn with(finder: Finder, choice: &Choice, builtin: Arc<OnceLock<Pack>>) -> Self {
        let typed = |names: &[String]| names.iter().map(|n| Placed::typed(n.clone())).collect::<Vec<_>>();
        let select = (!choice.select.is_empty()).then(|| typed(&choice.select));
        Self {
            finder,
            typed: Layer { select, ignore: typed(&choice.ignore), ..Layer::default() },
            builtin,
            own: HashMap::new(),
            forces: HashMap::new(),
            told: Vec::new(),
            untold: Vec::new(),
        }
    }

    /// Settings from these options as if nothing had been read before, but the built-in rules. Files among `texts` (absolute
    /// paths) have that text, whatever the disk holds.
    pub(super) fn afresh(&self, from: &ConfigFrom, choice: &Choice, texts: HashMap<PathBuf, String>) -> Self {
        let finder = match (&from.config, from.isolated) {
            (Some(file), _) => Finder::of_file_or_text(file, texts),
            (None, true) => Finder::isolated(),
            (None, false) => Finder::with_texts(texts),
        };
        Self::with(finder, choice, Arc::clone(&self.builtin))
    }

    /// Settings under which `config` is in force for every draft, and over it `layer`. What was read of packs is not read
    /// again.
    pub(super) fn fixed(&self, config: Arc<Config>, layer: Layer) -> Self {
        let fixed = Self::with(Finder::fixed(config), &Choice::default(), Arc::clone(&self.builtin));
        Self { typed: layer, own: self.own.clone(), ..fixed }
    }

    /// The language the configuration of `path` asks for.
    pub(super) fn lang(&mut self, path: &Path) -> Option<Lang> {
        self.finder.of(path).lang.as_ref().map(|l| l.value)
    }

    /// The configuration for `path`, and the layer in force for it.
    pub(super) fn config(&mut self, path: &Path) -> (Arc<Config>, Layer) {
        let config = self.finder.of(path);
        let layer = config.resolve(&config.matching(&absolute(path)), &self.typed);
        (config, layer)
    }

    /// Selectors typed at the command line that select nothing there is for `path`.
    pub(super) fn slips(&mut self, path: &Path) -> Vec<Problem> {
        if self.typed.select.is_none() && self.typed.ignore.is_empty() {
            return Vec::new();
        }
        let (rules, _) = self.all_rules(path);
        let left_out = self.typed.ignore.iter().filter_map(|name| doubt_left_out(name, &rules));
        self.typed.select.iter().flatten().filter_map(|name| doubt(name, &rules)).chain(left_out).collect()
    }

    /// All rules there are for `path`, tuned or not, and their lexicon.
    pub(super) fn all_rules(&mut self, path: &Path) -> (Vec<Rule>, Lexicon) {
        let config = self.finder.of(path);
        self.combined(&config)
    }

    /// The rules in force for `path`.
    pub(super) fn rules(&mut self, path: &Path) -> Vec<Rule> {
        let (config, layer) = self.config(path);
        let (rules, lexicon) = self.combined(&config);
        let (rules, _, problems) = apply(&config, &layer, rules, lexicon);
        self.remember(problems);
        rules
    }

    /// What is in force for the draft at `path`.
    pub(super) fn force(&mut self, path: &Path) -> Force {
        let config = self.finder.of(path);
        let matching = config.matching(&absolute(path));
        let key = (Arc::as_ptr(&config).addr(), matching);
        if let Some((_, force)) = self.forces.get(&key) {
            return force.clone();
        }
        let layer = config.resolve(&key.1, &self.typed);
        let linter = self.linter(&config, &layer);
        let docs = config.docs.as_ref().map(|docs| docs.value.clone());
        let force = Force {
            linter: Arc::new(linter.passing_over(layer.silences()).explained_at(docs)),
            fail_on: config.fail_on.as_ref().map_or(FailOn::default(), |f| f.value),
            situation: layer.situation.map(|s| s.value),
        };
        self.forces.insert(key, (config, force.clone()));
        force
    }

    /// The linter for `config` where `layer` is in force.
    fn linter(&mut self, config: &Config, layer: &Layer) -> Linter {
        if only_chooses(config) {
            if names_rules(config, layer) {
                let (rules, _) = self.combined(config);
                self.remember(doubts(config, layer, &rules));
            }
            return Linter::built_in(|id, levels| settle(id, levels, config, layer));
        }
        let (rules, lexicon) = self.combined(config);
        let (rules, lexicon, problems) = apply(config, layer, rules, lexicon);
        self.remember(problems);
        Linter::new(rules, &lexicon)
    }

    /// The problems met since this was last asked, each told once.
    pub(super) fn take_problems(&mut self) -> Vec<Problem> {
        let problems = self.finder.take_problems();
        self.remember(problems);
        std::mem::take(&mut self.untold)
    }

    fn remember(&mut self, problems: Vec<Problem>) {
        for problem in problems {
            if !self.told.contains(&problem) {
                self.told.push(problem.clone());
                self.untold.push(problem);
            }
        }
    }

    fn combined(&mut self, config: &Config) -> (Vec<Rule>, Lexicon) {
        let folders: Vec<PathBuf> = config.packs.iter().map(|p| p.value.clone()).collect();
        let own = if let Some(known) = self.own.get(&folders) {
            Arc::clone(known)
        } else {
            let mut packs: Vec<Pack> = Vec::new();
            for folder in &folders {
                let known: Vec<&Pack> = std::iter::once(self.builtin.get_or_init(builtin)).chain(&packs).collect();
                let (pack, problems) = load_folder(&shorten(folder), &known);
                packs.extend(pack);
                self.remember(problems);
            }
            let packs = Arc::new(packs);
            self.own.insert(folders, Arc::clone(&packs));
            packs
        };
        let packs: Vec<&Pack> = std::iter::once(self.builtin.get_or_init(builtin)).chain(own.iter()).collect();
        combine(&packs)
    }
}
