//! Measures Hafan on this machine: `cargo xtask bench`. See docs/figures.md for how to read it.
#![expect(clippy::print_stdout, reason = "a command line tool speaks on stdout")]
#![expect(
    clippy::disallowed_methods,
    reason = "a stopwatch and a load generator, no part of the product"
)]

mod api;
mod baseline;
mod burst;
mod fanout;
mod http;
mod load;
mod memory;
mod options;
mod pages;
mod place;
mod process;
mod report;
mod scale;
mod seed;
mod twins;

use options::{Command, Options};
use report::Report;
use std::process::ExitCode;
use std::time::Duration;

/// What went wrong, for the person at the terminal.
type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Quiet time before the machine is called idle.
const SETTLE: Duration = Duration::from_secs(1);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let done = match options::parse(std::env::args().skip(1)) {
        Ok(Command::Baseline(address)) => baseline::serve(address).await,
        Ok(Command::Bench(options)) => bench(&options).await,
        Err(reason) => Err(format!("{reason}\n{}", options::USAGE).into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            println!("{fault}");
            ExitCode::FAILURE
        }
    }
}

async fn bench(options: &Options) -> Result<(), Fault> {
    let mut report = Report::new(options.json);
    report.machine();
    burst::measure(&mut report);
    for backend in &options.databases {
        pages::measure(options, *backend, &mut report).await?;
        report.section(&format!("{backend:?}: what time must not tell"));
        twins::measure(*backend, &mut report).await?;
    }
    if !options.sizes.is_empty() {
        scale::measure(options, &mut report).await?;
    }
    report.end();
    Ok(())
}
