//! Backups: everything of a place in one tar file, from either database into either.
//!
//! ```text
//! tables.jsonl      all rows of one moment, as `hafan_store::dump` writes them
//! media/<key>       the files of every picture that moment knew, in order of their keys
//! checksums.txt     SHA-256 and name of each entry above, as `sha256sum -c` reads them
//! manifest.json     what this is, counts, and the checksum of the checksums
//! ```
//!
//! The manifest comes last, so that a torn file has none. Reading in looks at every byte before it
//! changes anything: see [`restore`].

mod archive;
mod make;
mod nightly;
mod read_in;
mod verify;

pub use make::{Made, make};
pub use nightly::{NIGHTLY_JOB, nightly, sweep};
pub use read_in::{Checked, Restored, check, restore, restore_checked};

use crate::{App, Result};
use hafan_core::time::{MINUTE_US, Timestamp};
use hafan_store::upkeep;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::path::Path;

/// Version of the archive, not of the tables.
const FORMAT: u32 = 1;
/// No file of a picture may be deleted for this long after a backup last said that it is under way.
const HOLD_US: i64 = 10 * MINUTE_US;

const TABLES: &str = "tables.jsonl";
const MEDIA: &str = "media/";
const CHECKSUMS: &str = "checksums.txt";
const MANIFEST: &str = "manifest.json";

/// What a backup says about itself.
#[derive(Serialize, Deserialize, Debug, Clone, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
struct Manifest {
    hafan_backup: u32,
    /// Of the program that made it.
    version: String,
    /// Microseconds since 1970.
    made_at: i64,
    rows: u64,
    media_files: u64,
    media_bytes: u64,
    /// Files that a row names and that were not there when the backup was made.
    media_missing: u64,
    /// SHA-256 of `checksums.txt`.
    checksums: String,
}

/// Why a backup could not be made or read, as a sentence for the operator.
#[derive(Debug)]
pub enum BackupError {
    /// The file, its folder or the pictures can't be read or written.
    Io {
        /// What was being done.
        what: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// The archive is not one of ours, torn, or altered.
    Archive(String),
    /// The place is not empty.
    NotEmpty,
    /// A server runs on the database.
    Serving,
    /// The database says no.
    Store(hafan_store::Error),
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { what, error } => write!(f, "{what}: {error}"),
            Self::Archive(why) => write!(f, "this backup can't be used: {why}"),
            Self::NotEmpty => {
                f.write_str("this place is not empty; read a backup into a new folder or database")
            }
            Self::Serving => f.write_str("a Hafan is running on this database; stop it first"),
            Self::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BackupError {}

impl From<hafan_store::Error> for BackupError {
    fn from(error: hafan_store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<BackupError> for crate::Error {
    fn from(error: BackupError) -> Self {
        match error {
            BackupError::Store(error) => error.into(),
            other => Self::Internal(other.to_string()),
        }
    }
}

/// Until when no file of a picture may be deleted, if a backup is under way.
pub async fn held_until(app: &App) -> Result<Option<Timestamp>> {
    let now = app.now();
    app.read(move |read| {
        let hold = upkeep::find(read, upkeep::BACKUP_HOLD)?;
        Ok(hold.map(|hold| hold.at).filter(|until| *until > now))
    })
    .await
}

fn io(what: &str, path: &Path) -> impl FnOnce(std::io::Error) -> BackupError {
    let what = format!("{what} {}", path.display());
    move |error| BackupError::Io { what, error }
}
