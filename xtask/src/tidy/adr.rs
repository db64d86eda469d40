//! Every decision in `docs/adr` is in its index, under its number, and every entry has its page.

use super::Finding;
use crate::repo::Repo;

const FOLDER: &str = "docs/adr/";
const INDEX: &str = "docs/adr/README.md";
const TEMPLATE: &str = "docs/adr/template.md";

pub fn check(repo: &Repo) -> Vec<Finding> {
    let Some((_, index)) = repo.texts().find(|(path, _)| *path == INDEX) else {
        return vec![Finding::at(INDEX, "is missing: it lists the decisions")];
    };
    let mut findings = Vec::new();
    let mut numbers: Vec<&str> = Vec::new();
    for (path, _) in repo.texts() {
        let Some(name) = path.strip_prefix(FOLDER) else {
            continue;
        };
        if path == INDEX || path == TEMPLATE {
            continue;
        }
        let number = name
            .get(..4)
            .filter(|n| n.bytes().all(|byte| byte.is_ascii_digit()));
        match number {
            None => findings.push(Finding::at(path, "must be named NNNN-title.md")),
            Some(number) if numbers.contains(&number) => {
                findings.push(Finding::at(path, "has a number that another decision has"));
            }
            Some(number) => numbers.push(number),
        }
        if !index.contains(&format!("]({name})")) {
            findings.push(Finding::at(path, format!("is not in {INDEX}")));
        }
    }
    findings.extend(dead_entries(repo, index));
    findings
}

fn dead_entries(repo: &Repo, index: &str) -> Vec<Finding> {
    index
        .split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
        .filter(|link| link.ends_with(".md") && !link.contains('/'))
        .filter(|link| {
            !repo
                .files
                .iter()
                .any(|file| file.path == format!("{FOLDER}{link}"))
        })
        .map(|link| Finding::at(INDEX, format!("lists {link}, which is not there")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_index_and_the_pages_agree() {
        let good = [(INDEX, "[One](0001-one.md)"), ("docs/adr/0001-one.md", "")];
        assert_eq!(check(&Repo::of_files(&good)), []);
    }

    #[test]
    fn a_page_missing_from_the_index_is_found() {
        let files = [
            (INDEX, "[Gone](0002-gone.md)"),
            ("docs/adr/0001-one.md", ""),
        ];
        assert_eq!(check(&Repo::of_files(&files)).len(), 2);
    }

    #[test]
    fn a_doubled_number_and_a_missing_index_are_found() {
        let index = "[A](0001-a.md) [B](0001-b.md)";
        let files = [
            (INDEX, index),
            ("docs/adr/0001-a.md", ""),
            ("docs/adr/0001-b.md", ""),
        ];
        assert_eq!(check(&Repo::of_files(&files)).len(), 1);
        assert_eq!(check(&Repo::default()).len(), 1);
    }
}
