//! The command line: a contract that scripts rely on. See docs/operate.md.

use crate::config::{ConfigError, Flag, Settings};
use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// A home for an online community, in one program.
#[derive(Parser)]
#[command(name = "hafan", version, disable_help_subcommand = true)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand)]
pub enum Command {
    /// Run the place: its pages, its jobs, everything.
    Serve(Serve),
}

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<String>,
    /// Address that people use, for example https://hafan.example
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Proxies whose X-Forwarded-For is believed, separated by commas
    #[arg(long, value_name = "NETWORKS")]
    trusted_proxies: Option<String>,
    /// What is logged, for example "warn,hafan=debug"
    #[arg(long, value_name = "FILTER")]
    log: Option<String>,
    /// Threads that answer requests [default: one for each core]
    #[arg(long, value_name = "NUMBER")]
    workers: Option<String>,
    /// Connections from browsers at the same time [default: 1024]
    #[arg(long, value_name = "NUMBER")]
    connections_max: Option<String>,
    /// Start a lively sample place to look around in
    #[arg(long)]
    pub demo: bool,
}

impl Serve {
    /// The settings that were given as flags of this command.
    pub fn flags(&self) -> Vec<Flag> {
        let given = [
            ("listen", &self.listen),
            ("public_url", &self.public_url),
            ("trusted_proxies", &self.trusted_proxies),
            ("log", &self.log),
            ("workers", &self.workers),
            ("connections_max", &self.connections_max),
        ];
        given
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.clone()?)))
            .collect()
    }
}

/// Which place a command is about. Every command takes these.
#[derive(Args)]
pub struct PlaceArgs {
    /// Folder of the place [default: ./hafan-data]
    #[arg(long, value_name = "FOLDER")]
    data: Option<String>,
    /// A PostgreSQL database instead of a file in the folder
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
    /// A file with settings [default: hafan.toml in the folder, if it is there]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

impl PlaceArgs {
    /// All settings: flags, environment, file.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn settings(&self, more: &[Flag]) -> Result<Settings, ConfigError> {
        let mut flags = more.to_vec();
        flags.extend(self.data.clone().map(|value| ("data", value)));
        flags.extend(
            self.database_url
                .clone()
                .map(|value| ("database_url", value)),
        );
        Settings::gather(&flags, &environment(), self.config.clone())
    }
}

/// Variables whose names and values are text; no setting of ours can be anything else.
#[expect(
    clippy::disallowed_methods,
    reason = "the one reader of the environment"
)]
fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}
