//! The invariants of ARCHITECTURE.md and STYLE.md that a machine can hold, one file each.

use std::process::ExitCode;

use crate::repo::Repo;

mod adr;
mod directions;
mod homes;
mod licences;
mod locales;
mod names;
mod places;
mod sizes;
mod sql;
mod test_binaries;

/// One thing that is wrong: where, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// `path:line` or a package.
    pub place: String,
    /// One sentence.
    pub message: String,
}

impl Finding {
    pub fn at(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
        }
    }
}

type Check = fn(&Repo) -> Vec<Finding>;

const CHECKS: &[(&str, Check)] = &[
    ("crate directions", directions::check),
    ("licences and banned packages", licences::check),
    ("SQL only in store", sql::check),
    (
        "clock, chance, environment and tasks in their homes",
        homes::check,
    ),
    ("sizes", sizes::check),
    ("file names", names::check),
    ("one test binary a crate", test_binaries::check),
    ("index of decisions", adr::check),
    ("texts whole in every language", locales::check),
    ("no machine paths or registries", places::check),
];

/// Runs every check, prints what each found, and fails if any found something.
pub fn run() -> ExitCode {
    let repo = match Repo::read() {
        Ok(repo) => repo,
        Err(reason) => {
            println!("tidy cannot read the repository: {reason}");
            return ExitCode::FAILURE;
        }
    };
    let mut failed = 0;
    for (name, check) in CHECKS {
        let findings = check(&repo);
        println!(
            "{} {name}",
            if findings.is_empty() { "ok  " } else { "FAIL" }
        );
        for finding in &findings {
            println!("     {}: {}", finding.place, finding.message);
        }
        failed += usize::from(!findings.is_empty());
    }
    println!("{} passed, {failed} failed", CHECKS.len() - failed);
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
