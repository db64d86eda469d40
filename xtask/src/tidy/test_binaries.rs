//! A crate's integration tests are one binary: each further one links the whole product again.

use super::Finding;
use crate::repo::Repo;

pub fn check(repo: &Repo) -> Vec<Finding> {
    repo.packages
        .iter()
        .filter(|package| package.is_member && package.test_binaries.len() > 1)
        .map(|package| {
            let names = package.test_binaries.join(", ");
            let message = format!("has test binaries {names}: make them modules of one");
            Finding::at(&package.name, message)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::repo::Package;

    #[test]
    fn a_second_test_binary_is_found() {
        let package = |name: &str, binaries: &[&str]| Package {
            name: name.to_owned(),
            is_member: true,
            test_binaries: binaries.iter().map(|name| (*name).to_owned()).collect(),
            ..Package::default()
        };
        let packages = vec![package("good", &["it"]), package("bad", &["it", "more"])];
        let found = check(&Repo {
            packages,
            ..Repo::default()
        });
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].place, "bad");
    }
}
