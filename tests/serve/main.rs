//! `wenfeng serve` as programs and browsers meet it: over a socket, answer by answer.

#[path = "../common/mod.rs"]
mod common;

mod contract;
mod door;
mod errors;
mod hostile;
mod kept;
mod program;
mod server;
