//! Word files: what is read of them, how posts are told apart, what is refused, and how findings become comments.

#![allow(clippy::format_collect, reason = "documents are put together from pieces")]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/docx.rs"]
mod docx;

mod hostile;
mod posts;
mod program;
mod text;
