//! An office at work: its drafts, its rules and its configuration in `tests/office`, and what the program says to them.
//!
//! Only the office's own rules are in use, so that nothing here depends on the built-in ones.

use std::env;

#[test]
fn an_office_reads_what_is_written_down_here() {
    let office = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/office");
    // The only test of this program, so that nobody else minds.
    env::set_current_dir(office).expect("the office is there");
    trycmd::TestCases::new().env("WENFENG_LANG", "zh").case(format!("{office}/*.trycmd"));
}
