//! Runs every target in a process of its own, since a stack overflow takes its process with it.

use std::path::PathBuf;
use std::process::{Command, ExitCode};

use crate::command::Budget;
use crate::driver;
use crate::targets::{TARGETS, Target};

/// Shares the time among the targets, runs them one after another and fails if one of them did.
pub fn run_all(budget: Budget, only: Option<&str>) -> ExitCode {
    let chosen: Vec<&Target> = TARGETS
        .iter()
        .filter(|target| only.is_none_or(|name| name == target.name))
        .collect();
    let share = u32::try_from(chosen.len()).expect("targets are few").max(1);
    let budget = Budget {
        time: budget.time / share,
        ..budget
    };
    let _folder = Folder::make();
    let failed = chosen
        .iter()
        .filter(|target| !passes(target, budget))
        .count();
    println!("{} passed, {failed} failed", chosen.len() - failed);
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn passes(target: &Target, budget: Budget) -> bool {
    let status = child(target, budget).status();
    match status.map(|status| (status.success(), status.code())) {
        Ok((true, _)) => true,
        Ok((false, Some(_))) => false,
        Ok((false, None)) => {
            crash(target, budget);
            false
        }
        Err(error) => {
            println!("fail {}: did not start: {error}", target.name);
            false
        }
    }
}

/// The process died by a signal and took the input with it. The series repeats, so it is run again
/// with every input written down first; the last one written is the one.
fn crash(target: &Target, budget: Budget) {
    let trace = folder().join("trace");
    // Writing costs time; the count of inputs, not the clock, decides how far it must come again.
    let budget = Budget {
        time: budget.time * 20,
        ..budget
    };
    let ended = child(target, budget).arg("--trace").arg(&trace).status();
    let is_again = ended.is_ok_and(|status| status.code().is_none());
    let input = std::fs::read(&trace).unwrap_or_default();
    let fault = if is_again {
        "the process died"
    } else {
        "the process died once, not again"
    };
    driver::report(target.name, &input, fault);
    std::fs::remove_file(&trace).ok();
}

fn child(target: &Target, budget: Budget) -> Command {
    let mut command =
        Command::new(std::env::current_exe().expect("a running program knows its own file"));
    command.env("TMPDIR", folder());
    command.args(["--one", target.name]);
    command.args(["--time-ms", &budget.time.as_millis().to_string()]);
    command.args(["--iterations", &budget.iterations.to_string()]);
    command.args(["--seed", &budget.seed.to_string()]);
    command
}

/// Where targets put their files and databases; a process that is ended cleans nothing up.
struct Folder;

impl Folder {
    fn make() -> Self {
        std::fs::create_dir_all(folder()).expect("a folder for temporary files");
        Self
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(folder()).ok();
    }
}

fn folder() -> PathBuf {
    std::env::temp_dir().join(format!("hafan-fuzz-{}", std::process::id()))
}
