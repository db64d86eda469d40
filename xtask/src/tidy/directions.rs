//! Which crate may depend on which, and what pure and storage-free crates may not pull in.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use crate::repo::{Package, Repo};

/// Each crate of the product with the crates of ours it may use. Tests may use more.
const DIRECTIONS: &[(&str, &[&str])] = &[
    ("hafan-core", &[]),
    ("hafan-evidence", &[]),
    ("hafan-language", &[]),
    ("hafan-sealed", &[]),
    ("hafan-activitypub", &["hafan-core"]),
    ("hafan-media", &["hafan-core"]),
    ("hafan-fetch", &[]),
    ("hafan-store", &["hafan-core", "hafan-evidence"]),
    (
        "hafan-app",
        &[
            "hafan-core",
            "hafan-store",
            "hafan-media",
            "hafan-fetch",
            "hafan-language",
            "hafan-sealed",
            "hafan-activitypub",
        ],
    ),
    ("hafan-web", &["hafan-core", "hafan-app"]),
    (
        "hafan",
        &[
            "hafan-core",
            "hafan-store",
            "hafan-media",
            "hafan-fetch",
            "hafan-app",
            "hafan-web",
        ],
    ),
];

/// Crates that may use any of ours: they are no part of the product.
const OUTSIDE: &[&str] = &["hafan-testkit", "hafan-bench", "hafan-fuzz", "xtask"];

const PURE: &[&str] = &[
    "hafan-core",
    "hafan-evidence",
    "hafan-activitypub",
    "hafan-language",
    "hafan-sealed",
];

/// What no pure crate reaches, however far down: runtimes, sockets, databases.
const IMPURE: &[&str] = &[
    "tokio", "rusqlite", "postgres", "axum", "hyper", "reqwest", "mio",
];

/// Packages with one home among our crates, and the crates that are that home.
const HOMES: &[(&str, &[&str])] = &[
    ("rusqlite", &["hafan-store", "hafan-testkit"]),
    ("postgres", &["hafan-store", "hafan-testkit"]),
    ("tokio-postgres", &["hafan-store", "hafan-testkit"]),
    // The server only hands the listener over; testkit asks the router without a socket.
    // The bench measures beside it, and the fuzzer makes its requests.
    (
        "axum",
        &[
            "hafan-web",
            "hafan",
            "hafan-testkit",
            "hafan-bench",
            "hafan-fuzz",
        ],
    ),
    ("axum-extra", &["hafan-web"]),
    ("http", &["hafan-web", "hafan-testkit"]),
    // The server drives connections itself, to bound their number and time; fetch is the one way
    // out.
    (
        "hyper",
        &["hafan-web", "hafan", "hafan-testkit", "hafan-fetch"],
    ),
    ("rustls", &["hafan-fetch"]),
    ("tower-http", &["hafan-web"]),
    ("askama", &["hafan-web"]),
    ("clap", &["hafan"]),
    ("toml", &["hafan"]),
];

pub fn check(repo: &Repo) -> Vec<Finding> {
    let mut by_name: BTreeMap<&str, Vec<&Package>> = BTreeMap::new();
    for package in &repo.packages {
        by_name.entry(&package.name).or_default().push(package);
    }
    let mut findings = Vec::new();
    for package in repo.packages.iter().filter(|package| package.is_member) {
        findings.extend(neighbours(package));
        findings.extend(homes(package));
        if PURE.contains(&package.name.as_str()) {
            findings.extend(impure_reach(package, &by_name));
        }
    }
    findings
}

fn neighbours(package: &Package) -> Vec<Finding> {
    let name = package.name.as_str();
    if OUTSIDE.contains(&name) {
        return Vec::new();
    }
    let Some((_, allowed)) = DIRECTIONS
        .iter()
        .find(|(crate_name, _)| *crate_name == name)
    else {
        let message = "is a new crate: give it its directions in xtask/src/tidy/directions.rs";
        return vec![Finding::at(name, message)];
    };
    package
        .dependencies
        .iter()
        .filter(|other| other.starts_with("hafan") && !allowed.contains(&other.as_str()))
        .map(|other| Finding::at(name, format!("must not depend on {other}")))
        .collect()
}

fn homes(package: &Package) -> Vec<Finding> {
    HOMES
        .iter()
        .filter(|(guest, homes)| {
            package
                .dependencies
                .iter()
                .any(|dependency| dependency == guest)
                && !homes.contains(&package.name.as_str())
        })
        .map(|(guest, homes)| {
            let message = format!(
                "must not depend on {guest}, whose home is {}",
                homes.join(", ")
            );
            Finding::at(&package.name, message)
        })
        .collect()
}

fn impure_reach(package: &Package, by_name: &BTreeMap<&str, Vec<&Package>>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut open = vec![package];
    let mut findings = Vec::new();
    while let Some(next) = open.pop() {
        for dependency in next
            .dependencies
            .iter()
            .filter(|name| seen.insert(name.as_str()))
        {
            if IMPURE.contains(&dependency.as_str()) {
                let message = format!("is pure but reaches {dependency} through {}", next.name);
                findings.push(Finding::at(&package.name, message));
            }
            open.extend(by_name.get(dependency.as_str()).into_iter().flatten());
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, dependencies: &[&str], is_member: bool) -> Package {
        let dependencies = dependencies.iter().map(|name| (*name).to_owned()).collect();
        Package {
            name: name.to_owned(),
            dependencies,
            is_member,
            ..Package::default()
        }
    }

    fn messages(packages: Vec<Package>) -> Vec<String> {
        let repo = Repo {
            packages,
            ..Repo::default()
        };
        check(&repo)
            .into_iter()
            .map(|f| format!("{} {}", f.place, f.message))
            .collect()
    }

    #[test]
    fn web_may_not_touch_store() {
        let found = messages(vec![package(
            "hafan-web",
            &["hafan-core", "hafan-store"],
            true,
        )]);
        assert_eq!(found, ["hafan-web must not depend on hafan-store"]);
    }

    #[test]
    fn a_new_crate_needs_directions() {
        assert!(messages(vec![package("hafan-new", &[], true)])[0].contains("is a new crate"));
    }

    #[test]
    fn a_database_driver_stays_in_store() {
        let found = messages(vec![package("hafan-app", &["rusqlite"], true)]);
        assert!(
            found[0].starts_with("hafan-app must not depend on rusqlite"),
            "{found:?}"
        );
    }

    #[test]
    fn a_pure_crate_reaches_no_runtime_through_others() {
        let found = messages(vec![
            package("hafan-core", &["innocent"], true),
            package("innocent", &["tokio"], false),
        ]);
        assert_eq!(
            found,
            ["hafan-core is pure but reaches tokio through innocent"]
        );
    }
}
