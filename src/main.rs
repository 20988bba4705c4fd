//! The command line program.

use std::process::ExitCode;

fn main() -> ExitCode {
    wenfeng::run::main().into()
}
