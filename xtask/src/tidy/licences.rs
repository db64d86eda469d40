//! Licences that go with AGPL-3.0-or-later, and packages that must not come in.

use super::Finding;
use crate::repo::{Package, Repo};

/// SPDX ids whose terms allow the work as a whole to be under AGPL-3.0-or-later.
const COMPATIBLE: &[&str] = &[
    "0BSD",
    "AGPL-3.0-or-later",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "IJG",
    "ISC",
    "LGPL-2.1-or-later",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages that must not appear anywhere in the graph, with the reason.
const BANNED: &[(&str, &str)] = &[
    (
        "openssl-sys",
        "needs a C library on every host; TLS is rustls",
    ),
    (
        "native-tls",
        "needs a C library on every host; TLS is rustls",
    ),
    (
        "sqlx-core",
        "would bind SQLite or PostgreSQL a second time beside store",
    ),
    (
        "libsqlite3-hotbundle",
        "would bind SQLite a second time beside store",
    ),
];

/// Packages of which the graph may hold one version at most, with the reason.
const ONCE: &[(&str, &str)] = &[
    (
        "libsqlite3-sys",
        "two copies of SQLite in one process break its file locks",
    ),
    ("tokio", "two runtimes do not see each other's timers"),
    ("rusqlite", "only store binds SQLite"),
];

pub fn check(repo: &Repo) -> Vec<Finding> {
    let mut findings: Vec<Finding> = repo.packages.iter().filter_map(licence).collect();
    for (name, reason) in BANNED {
        let found = repo.packages.iter().filter(|package| package.name == *name);
        findings.extend(
            found.map(|package| Finding::at(&package.name, format!("is banned: {reason}"))),
        );
    }
    for (name, reason) in ONCE {
        let versions: Vec<&str> = repo
            .packages
            .iter()
            .filter(|package| package.name == *name)
            .map(|package| package.version.as_str())
            .collect();
        if versions.len() > 1 {
            let message = format!("comes in {} at once: {reason}", versions.join(" and "));
            findings.push(Finding::at(*name, message));
        }
    }
    findings
}

fn licence(package: &Package) -> Option<Finding> {
    let Some(expression) = &package.license else {
        return Some(Finding::at(&package.name, "declares no licence"));
    };
    (!is_compatible(expression)).then(|| {
        let message = format!("is under {expression}, which is not on the list of licences.rs");
        Finding::at(&package.name, message)
    })
}

/// Whether an SPDX expression leaves a choice that is allowed. `OR` offers, `AND` demands both.
fn is_compatible(expression: &str) -> bool {
    // Before SPDX 2.1 `MIT/Apache-2.0` was the way to write a choice.
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let answer = choice(&mut words);
    answer && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn choice(words: &mut Words<'_>) -> bool {
    let mut answer = demand(words);
    while words.next_if_eq(&"OR").is_some() {
        answer |= demand(words);
    }
    answer
}

fn demand(words: &mut Words<'_>) -> bool {
    let mut answer = single(words);
    while words.next_if_eq(&"AND").is_some() {
        answer &= single(words);
    }
    answer
}

fn single(words: &mut Words<'_>) -> bool {
    match words.next() {
        Some("(") => {
            let answer = choice(words);
            words.next_if_eq(&")").is_some() && answer
        }
        Some(id) => {
            // An exception only widens what is allowed.
            if words.next_if_eq(&"WITH").is_some() {
                words.next();
            }
            COMPATIBLE.contains(&id)
        }
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, version: &str, license: Option<&str>) -> Package {
        Package {
            name: name.to_owned(),
            version: version.to_owned(),
            license: license.map(str::to_owned),
            ..Package::default()
        }
    }

    fn places(packages: Vec<Package>) -> Vec<String> {
        let repo = Repo {
            packages,
            ..Repo::default()
        };
        check(&repo)
            .into_iter()
            .map(|finding| finding.place)
            .collect()
    }

    #[test]
    fn expressions_follow_spdx() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-2.0-only OR MIT",
            "(MIT OR X) AND Unicode-3.0",
        ] {
            assert!(is_compatible(good), "{good}");
        }
        for bad in [
            "",
            "GPL-2.0-only",
            "MIT AND Proprietary",
            "(MIT",
            "MIT Apache-2.0",
        ] {
            assert!(!is_compatible(bad), "{bad}");
        }
        assert!(is_compatible("Apache-2.0 WITH LLVM-exception"));
    }

    #[test]
    fn an_unknown_or_missing_licence_is_found() {
        let packages = vec![
            package("a", "1", Some("SSPL-1.0")),
            package("b", "1", None),
            package("c", "1", Some("ISC")),
        ];
        assert_eq!(places(packages), ["a", "b"]);
    }

    #[test]
    fn banned_and_doubled_packages_are_found() {
        let packages = vec![
            package("openssl-sys", "0.9", Some("MIT")),
            package("libsqlite3-sys", "0.38.0", Some("MIT")),
            package("libsqlite3-sys", "0.39.0", Some("MIT")),
        ];
        assert_eq!(places(packages), ["openssl-sys", "libsqlite3-sys"]);
    }
}
