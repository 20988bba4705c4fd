//! The baseline: findings that an office has seen and lets stand, so that only new ones count.
//!
//! A JSON file, sorted, that a reviewer can read: path → rule → `{fingerprint, excerpt}`. Paths are relative to the folder of
//! the file, with `/`. There are no line numbers: a finding is known by its [`fingerprint`], which holds its words and the
//! few characters around it, and not by the place it has come to stand in. A [`Ledger`] crosses off what is found and
//! knows in the end which entries have gone stale.

pub mod fingerprint;

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use crate::finding::Checked;
use crate::rule::{Rule, RuleId};
use crate::say;
use crate::words::Words;

use self::fingerprint::fingerprints;

/// The version of the file's shape.
pub const VERSION: u32 = 1;
/// The name a baseline has where nothing else is said.
pub const NAME: &str = "wenfeng-baseline.json";
/// An excerpt has at most so many characters.
const EXCERPT: usize = 40;

/// One finding that is let stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Entry {
    /// The words found, cut to forty characters; for readers only.
    pub excerpt: String,
    /// Its name, see [`fingerprint`].
    pub fingerprint: String,
}

/// Findings that are let stand: path → rule → entries, all sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Baseline {
    /// The version of the shape.
    pub version: u32,
    /// The entries.
    pub files: BTreeMap<String, BTreeMap<String, Vec<Entry>>>,
}

impl Baseline {
    /// A baseline without entries.
    #[must_use]
    pub fn new() -> Self {
        Self { version: VERSION, files: BTreeMap::new() }
    }

    /// The baseline that `text` holds.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str) -> Result<Self, Words> {
        let text = text.trim_start_matches('\u{feff}');
        let baseline: Self = serde_json::from_str(text).map_err(|error| {
            let (line, reason) = (error.line(), error.to_string());
            say!("第{line}行读不懂", "line {line}: {reason}")
        })?;
        if baseline.version != VERSION {
            let version = baseline.version;
            return Err(say!(
                "是第{version}版的写法，这个程序只认第{VERSION}版",
                "its form is version {version}, known is {VERSION}"
            ));
        }
        Ok(baseline)
    }

    /// The text of the file: the same entries always give the same bytes.
    ///
    /// # Panics
    /// Never: every key is a text.
    #[must_use]
    pub fn text(&self) -> String {
        let mut sorted = self.clone();
        for entries in sorted.files.values_mut().flat_map(BTreeMap::values_mut) {
            entries.sort();
        }
        serde_json::to_string_pretty(&sorted).expect("texts and numbers can be written") + "\n"
    }

    /// Add the findings of `checked`, whose file is at `path`.
    pub fn add(&mut self, path: &str, checked: &Checked) {
        if checked.findings.is_empty() {
            return;
        }
        let rules = self.files.entry(path.to_owned()).or_default();
        for (finding, fingerprint) in checked.findings.iter().zip(fingerprints(checked)) {
            let excerpt = checked.post.text.get(finding.span.range()).unwrap_or_default();
            let excerpt = excerpt.chars().map(|c| if c.is_control() { ' ' } else { c }).take(EXCERPT).collect();
            rules.entry(finding.rule.to_string()).or_default().push(Entry { excerpt, fingerprint });
        }
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.values().flat_map(BTreeMap::values).map(Vec::len).sum()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// An entry that no finding answers to any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// The file.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// The entry.
    pub entry: Entry,
}

/// A baseline in use: entries are crossed off as their findings come.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    /// How often each finding may still come, by path, rule and fingerprint.
    left: HashMap<String, HashMap<String, HashMap<String, usize>>>,
    baseline: Baseline,
    /// Of each file read, the rules that were run over it.
    read: HashMap<String, HashSet<RuleId>>,
}

impl Ledger {
    /// A ledger of `baseline`.
    #[must_use]
    pub fn new(baseline: Baseline) -> Self {
        let mut left: HashMap<String, HashMap<String, HashMap<String, usize>>> = HashMap::new();
        for (path, rules) in &baseline.files {
            for (rule, entries) in rules {
                let of = left.entry(path.clone()).or_default().entry(rule.clone()).or_default();
                for entry in entries {
                    *of.entry(entry.fingerprint.clone()).or_default() += 1;
                }
            }
        }
        Self { left, baseline, read: HashMap::new() }
    }

    /// The file at `path` was read to its end, with `rules` in force.
    pub fn read(&mut self, path: &str, rules: &[Rule]) {
        if self.baseline.files.contains_key(path) && !self.read.contains_key(path) {
            self.read.insert(path.to_owned(), rules.iter().map(|rule| rule.id.clone()).collect());
        }
    }

    /// Take the findings out of `checked` that the baseline knows for `path`; how many.
    pub fn take(&mut self, path: &str, checked: &mut Checked) -> usize {
        let Some(rules) = self.left.get_mut(path).filter(|_| !checked.findings.is_empty()) else { return 0 };
        let mut names = fingerprints(checked).into_iter();
        let before = checked.findings.len();
        checked.findings.retain(|finding| {
            let name = names.next().unwrap_or_default();
            let count = rules.get_mut(finding.rule.as_str()).and_then(|of| of.get_mut(&name));
            match count {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            }
        });
        before - checked.findings.len()
    }

    /// The entries of files that were read, or that `gone` says are no longer there, to which no finding came. Entries of
    /// rules that were not run are not judged.
    pub fn stale(&self, gone: impl Fn(&str) -> bool) -> Vec<Stale> {
        let mut stale = Vec::new();
        for (path, rules) in &self.baseline.files {
            let read = self.read.get(path);
            if read.is_none() && !gone(path) {
                continue;
            }
            for (rule, entries) in rules {
                let run = read.is_none_or(|read| RuleId::new(rule).is_some_and(|id| read.contains(&id)));
                let mut left = self.left.get(path).and_then(|r| r.get(rule)).cloned().unwrap_or_default();
                for entry in entries.iter().filter(|_| run) {
                    if let Some(count) = left.get_mut(&entry.fingerprint).filter(|count| **count > 0) {
                        *count -= 1;
                        stale.push(Stale { path: path.clone(), rule: rule.clone(), entry: entry.clone() });
                    }
                }
            }
        }
        stale
    }

    /// The baseline without the entries `stale`.
    #[must_use]
    pub fn without(&self, stale: &[Stale]) -> Baseline {
        let mut pruned = self.baseline.clone();
        for Stale { path, rule, entry } in stale {
            let entries = pruned.files.get_mut(path).and_then(|rules| rules.get_mut(rule));
            if let Some(entries) = entries
                && let Some(at) = entries.iter().position(|e| e == entry)
            {
                entries.remove(at);
            }
        }
        for rules in pruned.files.values_mut() {
            rules.retain(|_, entries| !entries.is_empty());
        }
        pruned.files.retain(|_, rules| !rules.is_empty());
        pruned
    }
}

#[cfg(test)]
mod tests;
