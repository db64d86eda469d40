//! What the checks look at: the files git knows or would add, and the packages cargo resolved.

use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::{DependencyKind, MetadataCommand};

/// A snapshot of the repository. Checks read only this, so a test can hand them a bad sample.
#[derive(Debug, Default)]
pub struct Repo {
    /// Every file that is tracked or would be by `git add`, with `/` in its path.
    pub files: Vec<File>,
    /// Every package of the dependency graph for this lock file.
    pub packages: Vec<Package>,
}

/// One file of the work tree.
#[derive(Debug)]
pub struct File {
    /// Path from the root of the repository.
    pub path: String,
    /// The contents where they are UTF-8, else `None`.
    pub text: Option<String>,
    /// Size on disk.
    pub size_bytes: u64,
}

/// One package, ours or another's.
#[derive(Debug, Default)]
pub struct Package {
    /// Name in its `Cargo.toml`.
    pub name: String,
    /// Its exact version.
    pub version: String,
    /// The SPDX expression it declares.
    pub license: Option<String>,
    /// Whether it belongs to this workspace.
    pub is_member: bool,
    /// Names of direct dependencies as resolved, those for tests left out.
    pub dependencies: Vec<String>,
    /// Names of the integration test binaries.
    pub test_binaries: Vec<String>,
}

impl Repo {
    /// Reads the repository this program was built from.
    ///
    /// # Errors
    /// A sentence that tells what could not be read: git or cargo missing, or no git checkout.
    pub fn read() -> Result<Self, String> {
        let root = root();
        Ok(Self {
            files: read_files(&root)?,
            packages: read_packages(&root)?,
        })
    }

    /// Files whose name ends in `.rs`, with their text.
    pub fn rust_files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| path.ends_with(".rs"))
    }

    /// Files that are text.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter_map(|f| Some((f.path.as_str(), f.text.as_deref()?)))
    }

    /// A repository of the given files, for tests of checks.
    #[cfg(test)]
    pub fn of_files(files: &[(&str, &str)]) -> Self {
        let files = files.iter().map(|(path, text)| File {
            path: (*path).to_owned(),
            text: Some((*text).to_owned()),
            size_bytes: text.len() as u64,
        });
        Self {
            files: files.collect(),
            packages: Vec::new(),
        }
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask lies directly below the root")
        .to_owned()
}

fn read_files(root: &Path) -> Result<Vec<File>, String> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
            "--deduplicate",
        ])
        .current_dir(root)
        .output()
        .map_err(|error| format!("git did not start: {error}"))?;
    if !listed.status.success() {
        return Err(String::from_utf8_lossy(&listed.stderr).into_owned());
    }
    let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
    // A file that is deleted but still in the index has nothing to check: unreadable ones fall out.
    let files = listed
        .split('\0')
        .filter(|path| !path.is_empty())
        .filter_map(|path| {
            let bytes = std::fs::read(root.join(path)).ok()?;
            let size_bytes = bytes.len() as u64;
            Some(File {
                path: path.to_owned(),
                text: String::from_utf8(bytes).ok(),
                size_bytes,
            })
        });
    Ok(files.collect())
}

fn read_packages(root: &Path) -> Result<Vec<Package>, String> {
    let metadata = MetadataCommand::new()
        .current_dir(root)
        .other_options(vec!["--locked".to_owned()])
        .exec()
        .map_err(|error| format!("cargo metadata failed: {error}"))?;
    let resolve = metadata
        .resolve
        .as_ref()
        .ok_or("cargo metadata resolved no graph")?;
    let name_of = |id| metadata[id].name.to_string();
    let packages = metadata.packages.iter().map(|package| Package {
        name: package.name.to_string(),
        version: package.version.to_string(),
        license: package.license.clone(),
        is_member: metadata.workspace_members.contains(&package.id),
        dependencies: resolve[&package.id]
            .deps
            .iter()
            .filter(|to| {
                to.dep_kinds
                    .iter()
                    .any(|kind| kind.kind != DependencyKind::Development)
            })
            .map(|to| name_of(&to.pkg))
            .collect(),
        test_binaries: package
            .targets
            .iter()
            .filter(|target| target.is_test())
            .map(|target| target.name.clone())
            .collect(),
    });
    Ok(packages.collect())
}
