//! Throws damaged bytes at every parser of outside input, on stable Rust and repeatably.
//!
//! `hafan-fuzz` runs each target in a process of its own for its share of the time. A panic, a hang
//! or a crash ends that target; the input that did it is kept in `fuzz/failures/` and shown again
//! with `hafan-fuzz --replay TARGET FILE`. Once the fault is mended, the input moves to
//! `fuzz/corpus/TARGET/` and runs first for ever.
#![expect(clippy::print_stdout, reason = "a command line tool speaks on stdout")]

use std::process::ExitCode;

mod command;
mod driver;
mod mutation;
mod parent;
mod targets;

use command::Command;

fn main() -> ExitCode {
    match command::parse(std::env::args().skip(1)) {
        Ok(Command::All { budget, only }) => parent::run_all(budget, only.as_deref()),
        Ok(Command::One {
            target,
            budget,
            trace,
        }) => driver::run(target, budget, trace.as_deref()),
        Ok(Command::Replay { target, file }) => driver::replay(target, &file),
        Err(reason) => {
            println!("{reason}\n{}", command::USAGE);
            ExitCode::from(2)
        }
    }
}
