//! The command line of the bench.

use hafan_app::store::Backend;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// What is asked for.
pub enum Command {
    /// Measure.
    Bench(Options),
    /// Be the yardstick, at this address.
    Baseline(SocketAddr),
}

/// How to measure.
pub struct Options {
    /// The program to measure.
    pub program: PathBuf,
    /// Posts in the place.
    pub posts: usize,
    /// Databases to measure on.
    pub databases: Vec<Backend>,
    /// Numbers of posts to compare, on SQLite.
    pub sizes: Vec<usize>,
    /// Answer in lines of JSON.
    pub json: bool,
    /// Time of each measurement.
    pub time: Duration,
    /// Time the posts flow in.
    pub fan_out_time: Duration,
    /// Starts of which the middle one counts.
    pub starts: usize,
}

/// For somebody who typed something else.
pub const USAGE: &str = "usage: cargo xtask bench [--posts 10000] [--quick] [--json]
       [--database sqlite|postgres|both] [--sizes 10000,100000,1000000] [--debug]";

/// Reads the arguments.
///
/// # Errors
/// What was not understood.
pub fn parse(arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut arguments = arguments.peekable();
    if arguments.peek().is_some_and(|first| first == "baseline") {
        let address = arguments.nth(1).and_then(|text| text.parse().ok());
        return address
            .map(Command::Baseline)
            .ok_or_else(|| "baseline wants an address".into());
    }
    let mut options = Options {
        program: PathBuf::new(),
        posts: 10_000,
        databases: vec![Backend::Sqlite, Backend::Postgres],
        sizes: Vec::new(),
        json: false,
        time: Duration::from_secs(5),
        fan_out_time: Duration::from_secs(10),
        starts: 7,
    };
    while let Some(argument) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .ok_or_else(|| format!("{argument} wants a value"))
        };
        match argument.as_str() {
            "--program" => options.program = value()?.into(),
            "--posts" => options.posts = number(&value()?)?,
            "--database" => options.databases = databases(&value()?)?,
            "--sizes" => {
                options.sizes = value()?.split(',').map(number).collect::<Result<_, _>>()?;
            }
            "--json" => options.json = true,
            "--quick" => {
                options.time = Duration::from_secs(1);
                options.fan_out_time = Duration::from_secs(3);
                options.starts = 3;
            }
            other => return Err(format!("{other} is not understood")),
        }
    }
    Ok(Command::Bench(options))
}

fn number(text: &str) -> Result<usize, String> {
    let plain = text.replace('_', "");
    plain
        .parse()
        .map_err(|error| format!("{text} is no number: {error}"))
}

fn databases(text: &str) -> Result<Vec<Backend>, String> {
    match text {
        "sqlite" => Ok(vec![Backend::Sqlite]),
        "postgres" => Ok(vec![Backend::Postgres]),
        "both" => Ok(vec![Backend::Sqlite, Backend::Postgres]),
        // Only the sizes.
        "none" => Ok(Vec::new()),
        other => Err(format!("there is no database {other}")),
    }
}
