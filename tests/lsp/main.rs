//! The language server as an editor meets it: over pipes, from initialize to exit.

#[path = "../common/mod.rs"]
mod common;

mod actions;
mod client;
mod drafts;
mod explanations;
mod hostile;
mod settings;
