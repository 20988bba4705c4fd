//! Reports: findings drawn for people and programs.
//!
//! A format is one file here with one type that implements [`Render`]. Posts come one by one, in the order of the input, so
//! that a report needs no more memory than a post; the [`Summary`] comes last.

pub mod checkstyle;
pub mod concise;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod place;
pub mod problem;
pub mod rdjson;
pub mod sarif;
pub mod statistics;

mod draw;
#[cfg(test)]
pub(crate) mod sample;
mod view;
mod xml;

use std::io::{self, Write};

use crate::finding::Checked;
use crate::problem::Problem;
use crate::rule::docs::Docs;
use crate::rule::{Category, Rule, Severity};

/// Below so many weibo units, the length of a post as weibo once limited it, one finding more or less would change a density
/// too much.
pub const ENOUGH_UNITS: usize = 140;

/// What was checked and found, over the whole run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Files read.
    pub files: usize,
    /// Posts checked.
    pub posts: usize,
    /// Characters (code points) checked, front matter not counted.
    pub chars: usize,
    /// Weibo units checked.
    pub units: usize,
    /// Rules that were in force.
    pub rules: usize,
    /// Findings by severity: info, warning, error.
    pub by_severity: [usize; 3],
    /// Findings by category, in the order of [`Category::ALL`].
    pub by_category: [usize; 6],
    /// Findings left out because the draft or the configuration says so.
    pub suppressed: usize,
    /// Findings left out because the baseline knows them.
    pub baselined: usize,
    /// Inputs that could not be read or checked.
    pub failures: usize,
}

impl Summary {
    /// Count one post.
    pub fn add(&mut self, checked: &Checked) {
        self.posts += 1;
        self.units += checked.units;
        self.chars += checked.post.text[checked.post.front..].chars().count();
        self.suppressed += checked.suppressed;
        for finding in &checked.findings {
            self.by_severity[finding.severity as usize] += 1;
            self.by_category[finding.category as usize] += 1;
        }
    }

    /// Findings of every category for each 100 weibo units, in the order of [`Category::ALL`]; none where there are too few
    /// units ([`ENOUGH_UNITS`]) for a density to say anything.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn per_100_units(&self) -> Option<[f64; 6]> {
        (self.units >= ENOUGH_UNITS).then(|| self.by_category.map(|n| n as f64 * 100.0 / self.units as f64))
    }

    /// Findings of that severity.
    #[must_use]
    pub fn of(&self, severity: Severity) -> usize {
        self.by_severity[severity as usize]
    }

    /// Findings of that category.
    #[must_use]
    pub fn in_category(&self, category: Category) -> usize {
        self.by_category[category as usize]
    }
}

/// An output format.
pub trait Render {
    /// Before the first post.
    ///
    /// # Errors
    /// Those of the writer.
    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let _ = out;
        Ok(())
    }

    /// Whether it wants to hear of the rules in force; reading all of a pack takes time.
    fn tells_rules(&self) -> bool {
        false
    }

    /// Whether it tells which elements a notice about an incident has; looking for those that are not missed takes time.
    fn tells_elements(&self) -> bool {
        false
    }

    /// From here on these rules are in force, explained at `docs`. Told before the first post and whenever they change, to those that want it.
    fn rules(&mut self, rules: &[Rule], docs: Option<&Docs>) {
        let _ = (rules, docs);
    }

    /// One post, also one without findings.
    ///
    /// # Errors
    /// Those of the writer.
    fn post(&mut self, checked: &Checked, out: &mut dyn Write) -> io::Result<()>;

    /// After the last post.
    ///
    /// # Errors
    /// Those of the writer.
    fn end(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()>;

    /// What the reader of the report has to be told beside it, after the end.
    fn remarks(&self) -> Vec<Problem> {
        Vec::new()
    }
}
