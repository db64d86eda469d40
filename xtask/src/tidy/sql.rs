//! SQL stands in `store` and nowhere else.

use super::Finding;
use crate::repo::Repo;
use crate::rust_text;

const HOME: &str = "crates/store/";
/// Damage tables behind the store's back, to see that the doctor finds it.
const DAMAGED_ON_PURPOSE: &[&str] = &[
    "crates/app/tests/it/doctor.rs",
    "crates/app/tests/it/tampering.rs",
];

/// How a statement begins, in upper case as the house writes it: no sentence is taken for one.
const OPENINGS: &[&str] = &[
    "SELECT ",
    "INSERT INTO ",
    "INSERT OR ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "CREATE UNIQUE INDEX ",
    "ALTER TABLE ",
    "DROP TABLE ",
    "PRAGMA ",
    "WITH RECURSIVE ",
];

pub fn check(repo: &Repo) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in repo.rust_files() {
        let is_damage = DAMAGED_ON_PURPOSE.contains(&path);
        if !path.starts_with("crates/") || path.starts_with(HOME) || is_damage {
            continue;
        }
        for literal in rust_text::split(text).1 {
            if is_sql(&literal.text) {
                let message = "has a statement in SQL; queries live in crates/store";
                findings.push(Finding::at(format!("{path}:{}", literal.line), message));
            }
        }
    }
    for file in repo.files.iter().filter(|file| file.path.ends_with(".sql")) {
        if !file.path.starts_with(HOME) {
            findings.push(Finding::at(&file.path, "is SQL outside crates/store"));
        }
    }
    findings
}

fn is_sql(literal: &str) -> bool {
    let words = literal
        .split_whitespace()
        .take(4)
        .collect::<Vec<_>>()
        .join(" ")
        + " ";
    OPENINGS.iter().any(|opening| words.starts_with(opening))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_outside_store_is_found() {
        let text = "// \"SELECT in a comment\"\nconst Q: &str = r#\"\n  SELECT\n id FROM post\"#;";
        let repo = Repo::of_files(&[
            ("crates/app/src/post.rs", text),
            ("crates/store/src/post.rs", text),
            (
                "crates/app/src/words.rs",
                "const A: &str = \"Select a picture, UPDATES follow\";",
            ),
        ]);
        let places: Vec<_> = check(&repo)
            .into_iter()
            .map(|finding| finding.place)
            .collect();
        assert_eq!(places, ["crates/app/src/post.rs:2"]);
    }

    #[test]
    fn an_sql_file_outside_store_is_found() {
        let repo = Repo::of_files(&[
            ("crates/app/a.sql", ""),
            ("crates/store/migrations/1.sql", ""),
        ]);
        assert_eq!(check(&repo).len(), 1);
    }
}
