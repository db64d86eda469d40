//! Tasks around the code: `cargo xtask tidy` checks the invariants that rustc and clippy do not,
//! `cargo xtask bench` measures.
#![expect(clippy::print_stdout, reason = "a command line tool speaks on stdout")]

use std::process::ExitCode;

mod bench;
mod locales;
mod repo;
mod rust_text;
mod tidy;

const USAGE: &str = "usage: cargo xtask tidy
       cargo xtask bench [--posts 10000] [--quick] [--json] (docs/figures.md)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((task, [])) if task == "tidy" => tidy::run(),
        Some((task, rest)) if task == "bench" => bench::run(rest),
        _ => {
            println!("{USAGE}");
            ExitCode::from(2)
        }
    }
}
