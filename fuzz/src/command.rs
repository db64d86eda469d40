//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use crate::targets::{TARGETS, Target};

pub const USAGE: &str = "\
usage: hafan-fuzz [--seconds N] [--iterations N] [--seed N] [--target NAME]
       hafan-fuzz --replay NAME FILE";

/// Long enough to find what is shallow, short enough for every change.
const DEFAULT_SECONDS: u64 = 30;
/// Fixed, so that a red run is red again for the next person. Longer runs choose their own.
const DEFAULT_SEED: u64 = 0x4861_6661_6e00;

/// What to do.
pub enum Command {
    /// Every target, or one, each in a process of its own.
    All {
        budget: Budget,
        only: Option<String>,
    },
    /// One target in this process; with `trace`, every input is written there before it runs.
    One {
        target: &'static Target,
        budget: Budget,
        trace: Option<PathBuf>,
    },
    /// One input once, without catching anything.
    Replay {
        target: &'static Target,
        file: PathBuf,
    },
}

/// How long to go on.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// Wall time for the whole command.
    pub time: Duration,
    /// Inputs per target at most.
    pub iterations: u64,
    /// Where the series of inputs starts; the same seed gives the same series.
    pub seed: u64,
}

/// Reads the arguments after the program's name.
///
/// # Errors
/// A sentence naming the argument that is wrong.
pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Command, String> {
    let mut budget = Budget {
        time: Duration::from_secs(DEFAULT_SECONDS),
        iterations: u64::MAX,
        seed: DEFAULT_SEED,
    };
    let (mut only, mut one, mut trace) = (None, None, None);
    while let Some(flag) = arguments.next() {
        let mut value = || {
            arguments
                .next()
                .ok_or_else(|| format!("{flag} needs a value"))
        };
        match flag.as_str() {
            "--seconds" => budget.time = Duration::from_secs(number(&value()?)?),
            "--iterations" => budget.iterations = number(&value()?)?,
            "--seed" => budget.seed = number(&value()?)?,
            "--target" => only = Some(find(&value()?)?.name.to_owned()),
            "--one" => one = Some(find(&value()?)?),
            "--time-ms" => budget.time = Duration::from_millis(number(&value()?)?),
            "--trace" => trace = Some(PathBuf::from(value()?)),
            "--replay" => {
                return Ok(Command::Replay {
                    target: find(&value()?)?,
                    file: value()?.into(),
                });
            }
            _ => return Err(format!("{flag} is not known")),
        }
    }
    Ok(match one {
        Some(target) => Command::One {
            target,
            budget,
            trace,
        },
        None => Command::All { budget, only },
    })
}

fn number(text: &str) -> Result<u64, String> {
    text.parse().map_err(|error| format!("{text}: {error}"))
}

fn find(name: &str) -> Result<&'static Target, String> {
    let names = || {
        TARGETS
            .iter()
            .map(|target| target.name)
            .collect::<Vec<_>>()
            .join(", ")
    };
    TARGETS
        .iter()
        .find(|target| target.name == name)
        .ok_or_else(|| format!("{name} is no target; these are: {}", names()))
}
