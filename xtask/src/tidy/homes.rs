//! Calls that clippy bans (`clippy.toml`) may be excused only in the files that are their homes.

use super::Finding;
use crate::repo::Repo;
use crate::rust_text;

/// Files and folders that may excuse themselves from the ban, each because it *is* the home of a
/// port or a process. A colleague who needs one more adds it here and says why.
const HOMES: &[&str] = &[
    // The true clock and the true source of chance behind the ports.
    "crates/app/src/ports.rs",
    // Runs leased jobs for as long as the process lives.
    "crates/app/src/jobs/",
    // Cargo talks to build scripts through the environment.
    "crates/web/build.rs",
    // Waits and time limits of the database threads, never stored.
    "crates/store/src/db/clock.rs",
    // Reads the configuration, starts the process and its tasks.
    "crates/server/src/",
    // Keep live connections open.
    "crates/web/src/pages/live.rs",
    "crates/web/src/api/streaming/hub.rs",
    // Not part of the product.
    "crates/bench/src/",
    "crates/testkit/src/",
    "fuzz/src/",
    "xtask/src/",
];

const MARK: &str = "disallowed_methods";

pub fn check(repo: &Repo) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in repo.rust_files() {
        let is_test = path.contains("/tests/");
        if is_test || HOMES.iter().any(|home| path.starts_with(home)) {
            continue;
        }
        for (at, line) in rust_text::split(text).0.lines().enumerate() {
            if line.contains(MARK) {
                let message = "excuses itself from a ban of clippy.toml but is no home for it";
                findings.push(Finding::at(format!("{path}:{}", at + 1), message));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excuse_outside_the_homes_is_found() {
        let text =
            "//! A.\n#[expect(clippy::disallowed_methods, reason = \"I like it\")]\nfn f() {}";
        let repo = Repo::of_files(&[
            ("crates/core/src/time.rs", text),
            ("crates/app/src/ports.rs", text),
            ("crates/app/tests/it/clock.rs", text),
        ]);
        let places: Vec<_> = check(&repo)
            .into_iter()
            .map(|finding| finding.place)
            .collect();
        assert_eq!(places, ["crates/core/src/time.rs:2"]);
    }
}
