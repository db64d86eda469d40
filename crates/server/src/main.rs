//! The program: configuration, wiring, and the command line. No rule of the place lives here.

mod cli;
mod config;
mod house;
mod listen;
mod say;
mod serve;

use clap::Parser;
use cli::{Cli, Command};
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    match run(cli) {
        Ok(code) => code,
        Err(fault) => {
            say::error(&fault.to_string());
            ExitCode::FAILURE
        }
    }
}

/// What ends a command, as a sentence for whoever typed it.
type Fault = Box<dyn std::error::Error + Send + Sync>;

fn run(cli: Cli) -> Result<ExitCode, Fault> {
    match cli.command {
        Command::Serve(serve) => {
            let settings = serve.place.settings(&serve.flags())?;
            serve::run(&settings, serve.demo)?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
