//! What is in force: the configuration of this folder, and what a request lays over it.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::asked::Asked;
use super::fault::Fault;
use crate::cli::{Choice, ConfigFrom};
use crate::config::{Config, Layer};
use crate::rule::Rule;
use crate::run::baseline::Book;
use crate::run::settings::{Force, Settings};
use crate::run::{Speech, Stop};
use crate::words::Lang;

/// So many configurations of requests are remembered with what was made of them. A linter of its own words takes a tenth
/// of a second to make, and a page sends the same configuration with every key.
const REMEMBERED: usize = 4;

/// What is in force where requests say nothing else.
pub(super) struct Office {
    /// The language of answers.
    pub(super) lang: Lang,
    /// The configuration of this folder.
    pub(super) config: Arc<Config>,
    settings: Mutex<Settings>,
    /// What requests asked for last, the latest first.
    asked: Mutex<VecDeque<(String, Arc<Mutex<Settings>>)>>,
    rules: OnceLock<Vec<Known>>,
    book: Option<Book>,
}

/// A rule there is.
pub(super) struct Known {
    pub(super) rule: Rule,
    /// Whether it speaks where requests say nothing else.
    pub(super) speaks: bool,
}

impl Office {
    /// Read the configuration; a server with half of one would answer otherwise than its office thinks.
    pub(super) fn open(from: &ConfigFrom, speech: &mut Speech) -> Result<Self, Stop> {
        let here = Path::new(".");
        let mut found = Settings::new(from, &Choice::default());
        if !speech.settled {
            speech.lang = found.lang(here).unwrap_or(speech.lang);
        }
        let (config, _) = found.config(here);
        let mut settings = found.fixed(Arc::clone(&config), Layer::default());
        settings.force(here);
        let mut problems = found.take_problems();
        problems.extend(settings.take_problems());
        if let Some(last) = problems.pop() {
            speech.complain(&problems);
            return Err(last.into());
        }
        let book = Book::open(None, &mut settings, here)?;
        Ok(Self {
            lang: speech.lang,
            config,
            settings: Mutex::new(settings),
            asked: Mutex::default(),
            rules: OnceLock::new(),
            book,
        })
    }

    /// The file of the configuration, if there is one.
    pub(super) fn file(&self) -> Option<&PathBuf> {
        self.config.file.as_ref()
    }

    /// The findings that are let stand.
    pub(super) fn book(&self) -> Option<&Book> {
        self.book.as_ref()
    }

    /// What is in force for a draft called `name`, with what a request brings. Nothing is read from disk.
    pub(super) fn force(&self, asked: Option<&Asked>, name: &str) -> Result<Force, Fault> {
        let Some(asked) = asked else { return Ok(held(&self.settings).force(Path::new(name))) };
        let settings = self.settings_of(asked);
        let mut settings = held(&settings);
        let force = settings.force(Path::new(name));
        let problems = settings.take_problems();
        if problems.is_empty() {
            return Ok(force);
        }
        drop(settings);
        held(&self.asked).retain(|(text, _)| *text != asked.text);
        Err(asked.fault(&problems))
    }

    fn settings_of(&self, asked: &Asked) -> Arc<Mutex<Settings>> {
        let mut all = held(&self.asked);
        let known = all.iter().position(|(text, _)| *text == asked.text);
        let entry = known.and_then(|at| all.remove(at)).unwrap_or_else(|| {
            let mut upper = asked.config.clone();
            // What is asked for now goes before what the office says of some paths.
            let layer = std::mem::take(&mut upper.layer);
            let mut config = (*self.config).clone();
            config.lay(upper);
            let settings = held(&self.settings).fixed(Arc::new(config), layer);
            (asked.text.clone(), Arc::new(Mutex::new(settings)))
        });
        let settings = Arc::clone(&entry.1);
        all.push_front(entry);
        all.truncate(REMEMBERED);
        settings
    }

    /// Every rule there is.
    pub(super) fn rules(&self) -> &[Known] {
        self.rules.get_or_init(|| {
            let here = Path::new(".");
            let mut settings = held(&self.settings);
            let (all, _) = settings.all_rules(here);
            let speaking = settings.rules(here);
            let known = all.into_iter().map(|rule| match speaking.iter().find(|own| own.id == rule.id) {
                Some(own) => Known { rule: own.clone(), speaks: true },
                None => Known { rule, speaks: false },
            });
            known.collect()
        })
    }

    /// The language that `asked` wants, else that of the server.
    pub(super) fn lang_of(&self, asked: Option<&Asked>) -> Lang {
        asked.and_then(|asked| asked.config.lang.as_ref()).map_or(self.lang, |lang| lang.value)
    }
}

/// A fault of ours in one request does not keep the next from what is behind the lock: it is made anew or whole.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
