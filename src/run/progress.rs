//! A bar on standard error for runs that take long, where someone watches.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run shorter than this shows nothing.
const PATIENCE: Duration = Duration::from_secs(2);

/// The progress of a run, in bytes of the input.
pub(super) struct Progress {
    begun: Instant,
    wanted: bool,
    total: u64,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// `wanted`: whether someone watches. `total`: bytes of all inputs, 0 if not known.
    pub(super) fn new(wanted: bool, total: u64) -> Self {
        Self { begun: Instant::now(), wanted, total, bar: None }
    }

    /// So many bytes are done.
    pub(super) fn at(&mut self, bytes: u64) {
        if !self.wanted || self.begun.elapsed() < PATIENCE {
            return;
        }
        let total = self.total;
        let bar = self.bar.get_or_insert_with(|| {
            let known = (total > 0).then_some(total);
            let template = if total > 0 { "{bar:40} {percent:>3}%  {eta}" } else { "{spinner} {bytes}" };
            let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
            ProgressBar::with_draw_target(known, ProgressDrawTarget::stderr()).with_style(style)
        });
        bar.set_position(bytes);
    }

    /// Do something that writes to standard error.
    pub(super) fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(work),
            None => work(),
        }
    }

    /// The run is over; nothing is left on the screen.
    pub(super) fn done(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
