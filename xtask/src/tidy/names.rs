//! Names that say nothing about what is inside.

use super::Finding;
use crate::repo::Repo;

const BANNED: &[&str] = &[
    "util", "utils", "helper", "helpers", "common", "manager", "service", "services", "misc",
];

const CODE: &[&str] = &["rs", "mjs", "js", "css", "html"];

pub fn check(repo: &Repo) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in &repo.files {
        // The glossary has a helper, the friend who sorts someone's requests: a good name.
        let is_glossary = file.path.starts_with("crates/") && file.path.ends_with("/helper.rs");
        let Some((stem_path, extension)) = file.path.rsplit_once('.') else {
            continue;
        };
        let mut names = stem_path.split('/');
        let is_banned = names.any(|name| BANNED.contains(&name));
        if CODE.contains(&extension) && is_banned && !is_glossary {
            let message = "has a name that tells nothing: name the noun it holds";
            findings.push(Finding::at(&file.path, message));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_tells_nothing_is_found() {
        let repo = Repo::of_files(&[
            ("crates/app/src/utils.rs", ""),
            ("crates/app/src/common/post.rs", ""),
            ("e2e/lib/helpers.mjs", ""),
            ("crates/core/src/helper.rs", ""),
            ("docs/common.md", ""),
            ("crates/app/src/commons.rs", ""),
        ]);
        let places: Vec<_> = check(&repo)
            .into_iter()
            .map(|finding| finding.place)
            .collect();
        let bad = [
            "crates/app/src/utils.rs",
            "crates/app/src/common/post.rs",
            "e2e/lib/helpers.mjs",
        ];
        assert_eq!(places, bad);
    }
}
