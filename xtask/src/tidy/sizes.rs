//! Limits on the length of files and lines, and on the size of what is tracked.

use super::Finding;
use crate::repo::Repo;

const FILE_LINES_MAX: usize = 600;
const LINE_COLUMNS_MAX: usize = 100;
/// A larger file is a build product or belongs outside the history, which never forgets it.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

pub fn check(repo: &Repo) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in repo
        .files
        .iter()
        .filter(|file| file.size_bytes > FILE_BYTES_MAX)
    {
        findings.push(Finding::at(
            &file.path,
            format!("is over {FILE_BYTES_MAX} bytes"),
        ));
    }
    let is_written = |path: &str| {
        [".rs", ".mjs", ".js", ".css"]
            .iter()
            .any(|e| path.ends_with(e))
    };
    for (path, text) in repo.texts().filter(|(path, _)| is_written(path)) {
        let lines = text.lines().count();
        if lines > FILE_LINES_MAX {
            let message = format!("has {lines} lines, {FILE_LINES_MAX} at most: make it two rooms");
            findings.push(Finding::at(path, message));
        }
    }
    for (path, text) in repo.rust_files() {
        for (at, line) in text.lines().enumerate() {
            let columns = line.chars().count();
            if columns > LINE_COLUMNS_MAX && !is_sample(path, line) {
                let message = format!("has {columns} columns, {LINE_COLUMNS_MAX} at most");
                findings.push(Finding::at(format!("{path}:{}", at + 1), message));
            }
        }
    }
    findings
}

/// A hostile input is easier to read whole than cut up, so a literal in a test may be long.
fn is_sample(path: &str, line: &str) -> bool {
    (path.contains("/tests/") || path.starts_with("fuzz/src/targets/")) && line.contains('"')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repo::File;

    #[test]
    fn a_long_file_and_a_long_line_are_found() {
        let long_file = "//\n".repeat(FILE_LINES_MAX + 1);
        let long_line = format!("//\n{}", "ŵ".repeat(LINE_COLUMNS_MAX + 1));
        let fitting = "ŵ".repeat(LINE_COLUMNS_MAX);
        let repo = Repo::of_files(&[
            ("a.rs", &long_file),
            ("b.rs", &long_line),
            ("c.rs", &fitting),
        ]);
        let places: Vec<_> = check(&repo)
            .into_iter()
            .map(|finding| finding.place)
            .collect();
        assert_eq!(places, ["a.rs", "b.rs:2"]);
    }

    #[test]
    fn a_sample_in_a_test_may_be_long() {
        let long = format!("\"{}\"", "x".repeat(LINE_COLUMNS_MAX));
        let repo = Repo::of_files(&[("crates/core/tests/it/a.rs", &long), ("b.rs", &long)]);
        assert_eq!(check(&repo).len(), 1);
    }

    #[test]
    fn a_tracked_blob_is_found() {
        let file = File {
            path: "big.bin".to_owned(),
            text: None,
            size_bytes: FILE_BYTES_MAX + 1,
        };
        assert_eq!(
            check(&Repo {
                files: vec![file],
                ..Repo::default()
            })
            .len(),
            1
        );
    }
}
