//! Views of a post's text: folded for matching, divided into parts, sentences and clauses, measured in weibo units, and cut
//! into words where a rule asks for them. Nothing here knows of rules.

pub mod fold;
pub mod layout;
pub mod segment;
pub mod units;
