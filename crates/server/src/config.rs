//! What the operator decides: flags first, then the environment (`HAFAN_…`), then one TOML file.
//!
//! A name that does not exist is an error wherever it stands, and the error names the nearest that
//! does: a setting that is silently ignored is worse than a server that does not start.

mod file;
mod network;

pub use network::Network;

use hafan_fetch::Reach;
use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;

/// The settings of this process. See docs/operate.md, which explains each.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The folder for everything that must be kept.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// The address people use, without a slash at the end; none means the one listened on.
    pub public_url: Option<String>,
    /// A PostgreSQL instead of a file in the data folder.
    pub database_url: Option<String>,
    /// Connections to PostgreSQL; 0 means eight.
    pub database_workers: usize,
    /// Neighbours whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// What is logged.
    pub log: String,
    /// Threads that answer requests; 0 means as many as the machine has cores.
    pub workers: usize,
    /// Connections from browsers at the same time.
    pub connections_max: usize,
    /// Whoever asks for more than people do is slowed down; off for measurements only.
    pub flood_limits: bool,
    /// How far what this server asks by itself may reach; this machine too for tests only.
    pub reach: Reach,
}

/// A setting: its name in the file (in the environment `HAFAN_` and the same in capitals), and
/// what it is when nobody says anything.
struct Key {
    name: &'static str,
    default: &'static str,
}

const KEYS: &[Key] = &[
    key("data", "./hafan-data"),
    key("listen", "127.0.0.1:8080"),
    key("public_url", ""),
    key("database_url", ""),
    key("database_workers", "0"),
    key("trusted_proxies", ""),
    key("log", "warn,hafan=info"),
    key("workers", "0"),
    key("connections_max", "1024"),
    key("flood_limits", "on"),
    key("reach", "internet"),
];

const fn key(name: &'static str, default: &'static str) -> Key {
    Key { name, default }
}

/// Variables with our prefix that are no settings: secrets for single commands.
pub const PASSWORD_VARIABLE: &str = "HAFAN_PASSWORD";
/// Variables of the project's own scripts and tests.
const FOREIGN_VARIABLES: &[&str] = &["HAFAN_BIN", "HAFAN_FUZZ_SECONDS"];
const TEST_PREFIX: &str = "HAFAN_TEST_";
const PREFIX: &str = "HAFAN_";
/// The file in the data folder that is read without being named.
const FILE_IN_DATA: &str = "hafan.toml";

/// A flag as given: the name of its setting and its value.
pub type Flag = (&'static str, String);

/// A mistake in the configuration, as a sentence for the operator.
#[derive(Debug, PartialEq, Eq)]
pub struct ConfigError(pub String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

/// A value and where it was said, for the sentence when it is wrong.
#[derive(Clone)]
struct Said {
    value: String,
    at: String,
}

impl Settings {
    /// Joins flags, environment and file.
    ///
    /// # Errors
    /// A name that does not exist, a value that does not fit, a file that can't be read.
    pub fn gather(
        flags: &[Flag],
        environment: &[(String, String)],
        config_file: Option<PathBuf>,
    ) -> Result<Self, ConfigError> {
        let mut said: BTreeMap<&'static str, Said> = BTreeMap::new();
        for (name, value) in flags {
            let at = format!("--{}", name.replace('_', "-"));
            let value = value.clone();
            said.insert(name, Said { value, at });
        }
        for (variable, value) in environment {
            if let Some(name) = setting_of_variable(variable)? {
                let at = variable.clone();
                let value = value.clone();
                said.entry(name).or_insert(Said { value, at });
            }
        }
        let data = said
            .get("data")
            .map_or("./hafan-data", |s| s.value.as_str());
        let in_data = PathBuf::from(data).join(FILE_IN_DATA);
        let is_named = config_file.is_some();
        let path = config_file.unwrap_or(in_data);
        if is_named || path.exists() {
            for (name, value, line) in file::read(&path)? {
                let at = format!("{} line {line}", path.display());
                if name == "data" && !is_named {
                    let why = "this file was found in the data folder, so it can't say where \
                               that is; use --data or HAFAN_DATA";
                    return Err(ConfigError(format!("{at}: {why}")));
                }
                said.entry(name).or_insert(Said { value, at });
            }
        }
        Self::parse(&said)
    }

    fn parse(said: &BTreeMap<&'static str, Said>) -> Result<Self, ConfigError> {
        let text = |name: &str| said.get(name).map_or(default(name), |s| s.value.trim());
        let wrong = |name: &str, wanted: &str| {
            let at = said.get(name).map_or(name, |s| s.at.as_str());
            ConfigError(format!("{at}: {:?} is not {wanted}", text(name)))
        };
        let count = |name: &str, max: usize| {
            let number = text(name).parse().ok().filter(|n| *n <= max);
            number.ok_or_else(|| wrong(name, &format!("a number from 0 to {max}")))
        };
        let networks = text("trusted_proxies").split([',', ' ']);
        let networks = networks.filter(|part| !part.is_empty()).map(Network::parse);
        let address = "an address and a port such as 127.0.0.1:8080";
        let url = "an address such as https://hafan.example, without a path";
        let database = "an address such as postgres://user:password@host/database";
        Ok(Self {
            data: PathBuf::from(text("data")),
            listen: text("listen")
                .parse()
                .ok()
                .ok_or_else(|| wrong("listen", address))?,
            public_url: match text("public_url") {
                "" => None,
                given => Some(origin(given).ok_or_else(|| wrong("public_url", url))?),
            },
            database_url: match text("database_url") {
                "" => None,
                given if is_postgres(given) => Some(given.to_owned()),
                // The value may hold a password, so it is not repeated.
                _ => {
                    let at = said.get("database_url").map_or("", |s| s.at.as_str());
                    return Err(ConfigError(format!("{at}: this is not {database}")));
                }
            },
            database_workers: count("database_workers", DATABASE_WORKERS_MAX)?,
            trusted_proxies: networks.collect::<Option<_>>().ok_or_else(|| {
                wrong(
                    "trusted_proxies",
                    "a list of addresses such as 10.0.0.0/8, ::1",
                )
            })?,
            log: text("log").to_owned(),
            workers: count("workers", WORKERS_MAX)?,
            connections_max: count("connections_max", CONNECTIONS_MAX)?.max(1),
            flood_limits: match text("flood_limits") {
                "on" => true,
                "off" => false,
                _ => return Err(wrong("flood_limits", "on or off")),
            },
            reach: match text("reach") {
                "internet" => Reach::Public,
                "loopback" => Reach::Loopback,
                _ => return Err(wrong("reach", "internet or loopback")),
            },
        })
    }
}

/// More threads than any machine has cores only cost memory.
const WORKERS_MAX: usize = 1024;
/// PostgreSQL itself allows a hundred connections unless told otherwise.
const DATABASE_WORKERS_MAX: usize = 1000;
/// Each holds a few kilobytes and a file handle.
const CONNECTIONS_MAX: usize = 1_000_000;

fn default(name: &str) -> &'static str {
    KEYS.iter()
        .find(|key| key.name == name)
        .map_or("", |key| key.default)
}

/// Scheme and host without a slash at the end; none if there is more, or less.
fn origin(text: &str) -> Option<String> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let is_host = !host.is_empty()
        && host
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-.:[]".contains(&b));
    is_host.then(|| text.to_ascii_lowercase())
}

fn is_postgres(text: &str) -> bool {
    text.starts_with("postgres://") || text.starts_with("postgresql://")
}

/// The setting that a variable of the environment names; none for variables that are not ours.
fn setting_of_variable(variable: &str) -> Result<Option<&'static str>, ConfigError> {
    let is_foreign = variable == PASSWORD_VARIABLE
        || FOREIGN_VARIABLES.contains(&variable)
        || variable.starts_with(TEST_PREFIX);
    let Some(rest) = variable.strip_prefix(PREFIX).filter(|_| !is_foreign) else {
        return Ok(None);
    };
    known(&rest.to_ascii_lowercase())
        .filter(|_| rest == rest.to_ascii_uppercase())
        .map(Some)
        .ok_or_else(|| {
            let nearest = nearest(&rest.to_ascii_lowercase()).to_ascii_uppercase();
            ConfigError(format!(
                "the environment has {variable}, which is no setting; \
                 the nearest is {PREFIX}{nearest}"
            ))
        })
}

fn known(name: &str) -> Option<&'static str> {
    let found = KEYS.iter().find(|key| key.name == name);
    found.map(|key| key.name)
}

/// The name that looks most like `name`.
fn nearest(name: &str) -> &'static str {
    let likeness = |key: &&Key| (strsim::jaro_winkler(key.name, name) * 1_000_000.0) as u64;
    KEYS.iter().max_by_key(likeness).map_or("", |key| key.name)
}

#[cfg(test)]
mod tests;
