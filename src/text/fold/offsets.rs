//! The way from a folded text back to its source, and there again.
//!
//! A map is a sorted list of runs. In one run every character of the view is equally long, and so is what it stands for in the
//! source, with nothing removed between; so a place in a run is found by counting. Text that is copied as it stands is a run of
//! single bytes, whatever its length: most maps hold a handful of runs.

use crate::position::Span;

/// Kept text without a gap, in steps of equal length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// Where it begins in the view.
    view: usize,
    /// Where it begins in the source.
    source: usize,
    /// Bytes of the view a step takes.
    view_step: usize,
    /// Bytes of the source a step takes.
    source_step: usize,
}

/// Places of a view and the places of the source they stand for.
#[derive(Debug, Clone, Default)]
pub(super) struct OffsetMap {
    /// Empty if view and source are equal place by place; else the first begins the view.
    runs: Vec<Run>,
    view_len: usize,
}

impl OffsetMap {
    /// Note that the view, at `view`, goes on with text that is copied from `source`.
    pub(super) fn copy(&mut self, view: usize, source: usize) {
        self.run(Run { view, source, view_step: 1, source_step: 1 });
    }

    /// Note that the character at `view`, `view_len` bytes long, stands for the `source_len` bytes at `source`.
    pub(super) fn replace(&mut self, view: usize, view_len: usize, source: usize, source_len: usize) {
        if view_len == source_len {
            self.copy(view, source);
        } else {
            self.run(Run { view, source, view_step: view_len, source_step: source_len });
        }
    }

    /// Runs arrive in order, each where the last one ends in the view.
    fn run(&mut self, run: Run) {
        let goes_on = self.runs.last().is_some_and(|last| {
            (last.view_step, last.source_step) == (run.view_step, run.source_step)
                && (run.view - last.view) * run.source_step == (run.source - last.source) * run.view_step
        });
        if !goes_on {
            self.runs.push(run);
        }
    }

    /// End the map: the view is `view_len` bytes long, the source `source_len`.
    pub(super) fn finish(&mut self, view_len: usize, source_len: usize) {
        self.view_len = view_len;
        let start = Run { view: 0, source: 0, view_step: 1, source_step: 1 };
        if self.runs.is_empty() {
            self.runs.push(start);
        }
        if self.runs == [start] && view_len == source_len {
            self.runs.clear();
        }
    }

    /// The source of a span of the view, from its first character's first byte to its last character's last.
    pub(super) fn to_source(&self, span: Span) -> Span {
        if self.runs.is_empty() {
            return span;
        }
        let start = self.source_start(span.start);
        if span.is_empty() { Span::new(start, start) } else { Span::new(start, self.source_end(span.end).max(start)) }
    }

    /// The span of the view that holds all characters whose source overlaps `span`.
    pub(super) fn to_view(&self, span: Span) -> Span {
        if self.runs.is_empty() {
            return span;
        }
        let start = match self.runs.partition_point(|r| r.source <= span.start) {
            0 => 0,
            n => self.within(n - 1, (span.start - self.runs[n - 1].source) / self.runs[n - 1].source_step),
        };
        if span.is_empty() {
            return Span::new(start, start);
        }
        let end = match self.runs.partition_point(|r| r.source < span.end) {
            0 => 0,
            n => self.within(n - 1, (span.end - self.runs[n - 1].source).div_ceil(self.runs[n - 1].source_step)),
        };
        Span::new(start, end.max(start))
    }

    /// Where `steps` steps of the run at `index` lead in the view; the end of the run if it has fewer.
    fn within(&self, index: usize, steps: usize) -> usize {
        let run = self.runs[index];
        let end = self.runs.get(index + 1).map_or(self.view_len, |next| next.view);
        (run.view + steps * run.view_step).min(end)
    }

    /// Where the source of the character at `view` begins; at the end of the view, where the last one's source ends.
    fn source_start(&self, view: usize) -> usize {
        if view >= self.view_len {
            return self.source_end(self.view_len);
        }
        let run = self.run_at(view);
        run.source + (view - run.view) / run.view_step * run.source_step
    }

    /// Where the source of the character that ends at `view` ends.
    fn source_end(&self, view: usize) -> usize {
        match view.min(self.view_len).checked_sub(1) {
            None => 0,
            Some(last) => {
                let run = self.run_at(last);
                run.source + ((last - run.view) / run.view_step + 1) * run.source_step
            }
        }
    }

    fn run_at(&self, view: usize) -> Run {
        self.runs[self.runs.partition_point(|r| r.view <= view).saturating_sub(1)]
    }
}
