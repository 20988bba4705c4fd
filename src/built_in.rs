//! The built-in pack, embedded: its files as they were written, its rules decoded, and the linter made of them.
//!
//! The build script reads, checks and prepares `rules/zh` with this crate's own modules. It compiles them with an empty module
//! in place of this one.

// `FILES`: the files of the pack as (name, text), sorted by name; the build lists the folder, so that a new file needs to be
// named nowhere.
include!(concat!(env!("OUT_DIR"), "/built_in.rs"));

/// The pack as `rule::load` stores it.
pub(crate) static PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.bin"));

/// All that a linter of the pack needs, as `engine::ready` stores it.
pub(crate) static READY: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/ready.bin"));
