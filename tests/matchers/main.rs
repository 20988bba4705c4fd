//! What each kind of matcher, each guard and each cue promises to those who write rules: `rules/README.md`, held to its word.

mod cues;
mod findings;
mod guards;
mod measures;
mod relations;
mod situations;
mod support;
mod words;
