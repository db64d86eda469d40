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
    /// Set a new place up without a browser
    Setup(Setup),
    /// Members of the place
    #[command(subcommand)]
    Member(Member),
    /// Tokens for apps and scripts
    #[command(subcommand)]
    Token(Token),
    /// Write everything into one file, also while the place runs
    #[command(alias = "export")]
    Backup(Backup),
    /// Read a backup into a new place, on SQLite or PostgreSQL
    #[command(alias = "import")]
    Restore(Restore),
    /// Look the place over; ends with 1 if something is wrong
    Doctor(Doctor),
}

#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Answer in JSON, for machines that watch
    #[arg(long)]
    pub json: bool,
}

#[derive(Args)]
pub struct Backup {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// The file to write
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
}

#[derive(Args)]
pub struct Restore {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// The file to read
    #[arg(long, value_name = "FILE")]
    pub from: PathBuf,
}

#[derive(Subcommand)]
pub enum Member {
    /// Make a member
    Create(MemberCreate),
}

#[derive(Subcommand)]
pub enum Token {
    /// Make a token and print it, once
    Create(TokenCreate),
}

#[derive(Args)]
pub struct Setup {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Name of the place
    #[arg(long)]
    pub name: String,
    /// Handle of its first host
    #[arg(long, value_name = "HANDLE")]
    pub host_handle: String,
    /// Name shown for the host [default: the handle]
    #[arg(long, value_name = "NAME")]
    pub display_name: Option<String>,
    /// Password of the host; `-` reads it from standard input [default: HAFAN_PASSWORD]
    #[arg(long)]
    pub password: Option<String>,
    /// Language of the place: en or cy
    #[arg(long, default_value = "en")]
    pub locale: String,
    /// Charter of the first community: support, pictures or campaign
    #[arg(long, default_value = "support")]
    pub charter: String,
    /// Name of the first community [default: the name of the place]
    #[arg(long, value_name = "NAME")]
    pub community: Option<String>,
}

#[derive(Args)]
pub struct MemberCreate {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Handle of the first persona, and name for signing in
    #[arg(long)]
    pub handle: String,
    /// Name shown [default: the handle]
    #[arg(long, value_name = "NAME")]
    pub display_name: Option<String>,
    /// Password; `-` reads it from standard input [default: HAFAN_PASSWORD]
    #[arg(long)]
    pub password: Option<String>,
    /// Language of the pages: en or cy
    #[arg(long, default_value = "en")]
    pub locale: String,
}

#[derive(Args)]
pub struct TokenCreate {
    #[command(flatten)]
    pub place: PlaceArgs,
    /// Handle of the persona that the app acts for
    #[arg(long)]
    pub handle: String,
    /// What it may do, for example "read write follow push"
    #[arg(long)]
    pub scopes: String,
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
    /// Slow down whoever asks for more than people do: on or off [default: on]
    #[arg(long, value_name = "SWITCH")]
    flood_limits: Option<String>,
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
            ("flood_limits", &self.flood_limits),
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
fn environment() -> Vec<(String, String)> {
    std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
        .collect()
}
