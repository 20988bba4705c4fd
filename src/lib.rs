//! wenfeng (文风): a linter for the tone of official micro-blog posts.

pub mod cli;
pub mod config;
pub mod engine;
pub mod entity;
pub mod finding;
pub mod matcher;
pub mod position;
pub mod post;
pub mod problem;
pub mod report;
pub mod rule;
pub mod run;
pub mod source;
pub mod terminal;
pub mod text;
pub mod words;
