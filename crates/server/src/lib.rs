//! The program: configuration, wiring, and the command line. No rule of the place lives here.
//!
//! A library for the fuzzer; everything else starts the program.

mod cli;
pub mod config;
mod doctor;
mod handles;
mod house;
mod keep;
pub mod listen;
mod people;
mod say;
mod serve;
mod words;

use clap::Parser;
use cli::{Cli, Command, Member, Token};
use std::process::ExitCode;

/// Does what the command line asks for.
pub fn main() -> ExitCode {
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
        }
        Command::Backup(wish) => keep::backup(&wish.place.settings(&[])?, &wish.to)?,
        Command::Restore(wish) => keep::restore(&wish.place.settings(&[])?, &wish.from)?,
        Command::Doctor(wish) => {
            let is_well = doctor::doctor(&wish.place.settings(&[])?, wish.json)?;
            return Ok(if is_well {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            });
        }
        Command::Setup(wish) => {
            let settings = wish.place.settings(&[])?;
            block_on(people::setup(&settings, wish))?;
        }
        Command::Member(Member::Create(wish)) => {
            let settings = wish.place.settings(&[])?;
            block_on(people::member_create(&settings, wish))?;
        }
        Command::Token(Token::Create(wish)) => {
            let settings = wish.place.settings(&[])?;
            block_on(people::token_create(&settings, wish))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs a command that ends by itself.
fn block_on(command: impl Future<Output = Result<(), Fault>>) -> Result<(), Fault> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build()?.block_on(command)
}
