//! wenfeng (文风): a linter for the tone of official micro-blog posts.
//!
//! This page is the map of the house. Text flows one way through it, and every arrow is a function with plain data on both
//! sides:
//!
//! ```text
//!  bytes ──source──▶ Post ──text──▶ View, Layout ──matcher──▶ Candidate ──engine──▶ Finding ──report──▶ output
//!                                        ▲                        ▲
//!                                     entity                    rule ◀── rules/*.toml
//! ```
//!
//! | module | its one job |
//! | --- | --- |
//! | `built_in` | the built-in pack as the build script prepared it |
//! | `address` | percent-encoding of addresses |
//! | [`words`] | what users read, in Chinese and English side by side; [`say!`] |
//! | [`position`] | spans of bytes inside, lines and columns at the edge |
//! | [`terminal`] | what a terminal may be shown of a draft: safe, of known width, in colour |
//! | [`problem`] | what is wrong with a file, a rule, a configuration or an argument |
//! | [`post`] | a post and what its file says about it |
//! | [`source`] | from bytes to posts: encodings, file kinds, folders |
//! | [`text`] | views of a post: folding, layout (parts, sentences, clauses), weibo units, word segmentation |
//! | [`entity`] | recognisers: dates, times, numbers, bodies, places, offices, laws, contacts |
//! | [`rule`] | rules as data: format, checks, examples, documentation |
//! | [`finding`] | what a rule has to say about a place in a post |
//! | [`suppress`] | what a draft or a configuration asks to pass over |
//! | [`matcher`] | the closed set of matchers, the guards, and the one vocabulary they share |
//! | [`engine`] | the linter: situation, rules, wording, one finding for each place; rules proved by their own examples |
//! | [`config`] | `wenfeng.toml`: what an office settles for itself |
//! | [`baseline`] | findings that are let stand, known by fingerprint |
//! | [`fix`] | the mechanical changes, and how they get back into a file |
//! | [`report`] | output formats, one file each |
//! | [`cli`], [`run`] | arguments, subcommands, exit codes; only they touch environment, terminal and output files (drafts are read in [`source`], packs in [`rule`], settings in [`config`]). `run/lsp` is the language server |
//!
//! Modules use only those above them in this table; a test checks it.
//!
//! Three things hold everywhere. A span is made once, in UTF-8 bytes, and never re-found by searching. A *finding* is about
//! a post and goes to standard output; a *problem* is about anything else and goes to standard error. Bad input is answered
//! with a problem that says where and what to do, never with a panic.
//!
//! Where to change what:
//! - a rule: one entry in a file under `rules/zh/` (see `rules/README.md`), nothing else;
//! - a word class, a name that holds a term by accident: `rules/zh/lexicon.toml`; how a situation is told:
//!   `lexicon-situations.toml`; what speaks for an element of a notice: `lexicon-elements.toml`;
//! - an output format: one file in `report/` with a type that implements [`report::Render`], and its name in [`cli`];
//! - a file kind: one file in `source/`;
//! - a kind of matcher: first ask whether a measure or a relation of the present ones will do.

mod address;
pub mod baseline;
mod built_in;
pub mod cli;
pub mod config;
pub mod engine;
pub mod entity;
pub mod finding;
pub mod fix;
pub mod matcher;
pub mod position;
pub mod post;
pub mod problem;
pub mod report;
pub mod rule;
pub mod run;
pub mod source;
pub mod suppress;
pub mod terminal;
pub mod text;
pub mod words;
