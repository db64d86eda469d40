//! The backup that makes itself every night, in the data folder.

use super::make::{UNFINISHED, make};
use super::{BackupError, io};
use crate::{App, Error, Result};
use hafan_core::time::{DAY_US, Timestamp};
use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Kind of the job.
pub const NIGHTLY_JOB: &str = "backup";
/// Backups kept: a week, so that a fault found on Friday is not in Monday's.
const KEPT: usize = 7;
/// What a backup that was cut off left is this old before it is removed.
const UNFINISHED_AGE_US: i64 = DAY_US;

/// Makes the backup of today and lets the oldest go.
///
/// # Errors
/// It could not be made; the health page tells why.
pub async fn nightly(app: &App) -> Result<()> {
    let app = app.clone();
    on_thread(move || {
        let folder = folder(&app);
        let mut how = DirBuilder::new();
        let how = how.recursive(true).mode(0o700);
        how.create(&folder).map_err(io("can't make", &folder))?;
        make(&app, &folder.join(name(app.now())))?;
        for old in finished(&folder)?.into_iter().rev().skip(KEPT) {
            fs::remove_file(&old).map_err(io("can't remove", &old))?;
        }
        Ok(())
    })
    .await
}

/// Removes what backups that were cut off left in the folder.
///
/// # Errors
/// The folder can't be read.
pub async fn sweep(app: &App) -> Result<()> {
    let app = app.clone();
    on_thread(move || {
        let folder = folder(&app);
        let age = app
            .now()
            .plus(-UNFINISHED_AGE_US)
            .micros()
            .max(0)
            .unsigned_abs();
        let before = SystemTime::UNIX_EPOCH + Duration::from_micros(age);
        for path in files(&folder)? {
            let is_old = fs::metadata(&path)
                .and_then(|meta| meta.modified())
                .is_ok_and(|modified| modified < before);
            if is_old && starts_with(&path, UNFINISHED) {
                fs::remove_file(&path).map_err(io("can't remove", &path))?;
            }
        }
        Ok(())
    })
    .await
}

fn folder(app: &App) -> PathBuf {
    app.config.data.join("backups")
}

fn name(at: Timestamp) -> String {
    let day = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or_default();
    day.strftime("hafan-%Y-%m-%d.tar").to_string()
}

/// Finished backups, oldest first: their names are their days.
fn finished(folder: &Path) -> std::result::Result<Vec<PathBuf>, BackupError> {
    let mut found = files(folder)?;
    found.retain(|path| {
        starts_with(path, "hafan-") && path.extension().is_some_and(|end| end == "tar")
    });
    found.sort();
    Ok(found)
}

fn files(folder: &Path) -> std::result::Result<Vec<PathBuf>, BackupError> {
    if !folder.exists() {
        return Ok(vec![]);
    }
    let failed = || io("can't read", folder);
    let entries = fs::read_dir(folder).map_err(failed())?;
    let paths = entries.map(|entry| entry.map(|entry| entry.path()));
    paths.collect::<std::io::Result<_>>().map_err(failed())
}

fn starts_with(path: &Path, start: &str) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with(start))
}

async fn on_thread(
    work: impl FnOnce() -> std::result::Result<(), BackupError> + Send + 'static,
) -> Result<()> {
    let done = tokio::task::spawn_blocking(work).await;
    Ok(done.map_err(|error| Error::Internal(error.to_string()))??)
}
