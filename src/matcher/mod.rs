//! Matchers.

pub mod element;
