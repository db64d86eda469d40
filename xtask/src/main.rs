//! Tasks around the code: `cargo xtask tidy` checks the invariants that rustc and clippy do not.
#![expect(clippy::print_stdout, reason = "a command line tool speaks on stdout")]

use std::process::ExitCode;

mod locales;
mod repo;
mod rust_text;
mod tidy;

const USAGE: &str = "usage: cargo xtask tidy";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        ["tidy"] => tidy::run(),
        _ => {
            println!("{USAGE}");
            ExitCode::from(2)
        }
    }
}
