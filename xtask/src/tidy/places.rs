//! No path of one machine and no registry host is tracked: neither holds elsewhere.

use super::Finding;
use crate::repo::Repo;

/// Written in two halves so that this file does not find itself.
const PATHS: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/")];

const TEMPORARY: &str = concat!("/tm", "p/");

const HOSTS: &[&str] = &[
    concat!("registry.", "npmjs"),
    concat!("npmjs", ".org"),
    concat!("static.", "crates.io"),
    concat!("index.", "crates.io"),
    concat!("pypi", ".org"),
    concat!("pythonhosted", ".org"),
    concat!("deb.", "debian.org"),
];

pub fn check(repo: &Repo) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in repo.texts() {
        let is_test = path.contains("/tests/");
        for (at, line) in text.lines().enumerate() {
            let place = || format!("{path}:{}", at + 1);
            if PATHS.iter().any(|bad| has_path(line, bad)) {
                findings.push(Finding::at(place(), "names a path of one machine"));
            }
            if !is_test && has_path(line, TEMPORARY) {
                findings.push(Finding::at(
                    place(),
                    "names a temporary path; ask the system for one",
                ));
            }
            if HOSTS.iter().any(|host| line.contains(host)) {
                findings.push(Finding::at(place(), "names the host of a package registry"));
            }
        }
    }
    findings
}

/// Whether `bad` starts a path here, rather than standing inside a longer one such as `/a/home/`.
fn has_path(line: &str, bad: &str) -> bool {
    line.match_indices(bad).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || "/_-.}".contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(path: &str, text: &str) -> usize {
        check(&Repo::of_files(&[(path, text)])).len()
    }

    #[test]
    fn a_machine_path_or_a_registry_is_found() {
        for bad in PATHS.iter().chain([&TEMPORARY]) {
            assert_eq!(places("docs/a.md", &format!("see {bad}x")), 1, "{bad}");
        }
        for host in HOSTS {
            assert_eq!(
                places("e2e/package-lock.json", &format!("https://{host}/x")),
                1,
                "{host}"
            );
        }
    }

    #[test]
    fn tests_may_name_a_temporary_path_and_urls_may_hold_such_words() {
        assert_eq!(
            places("crates/app/tests/it/a.rs", &format!("\"{TEMPORARY}x\"")),
            0
        );
        assert_eq!(
            places(
                "docs/a.md",
                &format!("target{}x and a.org{}y", PATHS[0], PATHS[1])
            ),
            0
        );
    }
}
