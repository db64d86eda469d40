//! Reads a backup into an empty place.

use super::verify::Verified;
use super::{BackupError, Manifest};
use crate::jobs::LEASE_US;
use crate::{App, Error, reindex};
use hafan_core::time::Timestamp;
use hafan_media::BlobKey;
use hafan_store::one_time_link::{self, SETUP};
use hafan_store::{Tx, dump, emptiness, job, upkeep};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// What was read in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// When the backup was made.
    pub made_at: Timestamp,
    /// Rows.
    pub rows: u64,
    /// Files of pictures.
    pub media_files: u64,
}

/// Reads the backup at `from` into an empty place: all of it or nothing. Blocks for as long as it
/// takes: call it on a thread of its own.
///
/// First every byte is looked at; then the pictures are stored, where nothing points to them yet;
/// then all rows come in one transaction. If anything fails, the pictures go again.
///
/// # Errors
/// The file is no backup, torn or altered; the place is not empty; a server runs on its database.
pub fn restore(app: &App, from: &Path) -> Result<Restored, BackupError> {
    require_empty(app)?;
    restore_checked(app, &check(from)?)
}

/// A backup of which every byte was looked at.
pub struct Checked(Arc<Verified>);

/// Looks at every byte of a backup, before there is a place to read it into.
///
/// # Errors
/// The file is no backup, torn or altered.
pub fn check(from: &Path) -> Result<Checked, BackupError> {
    Ok(Checked(Arc::new(Verified::open(from)?)))
}

/// As [`restore`], of a backup that was [checked](check).
///
/// # Errors
/// The place is not empty; a server runs on its database; the database says no.
pub fn restore_checked(app: &App, Checked(archive): &Checked) -> Result<Restored, BackupError> {
    require_empty(app)?;
    let mut stored = Vec::new();
    let done = store_pictures(app, archive, &mut stored).and_then(|()| load(app, archive));
    if done.is_err() {
        for key in stored {
            // What can't be removed now belongs to nothing, and the daily sweep takes it.
            app.blobs.delete(&key).ok();
        }
    }
    done?;
    let Manifest {
        made_at,
        rows,
        media_files,
        ..
    } = archive.manifest;
    Ok(Restored {
        made_at: Timestamp::from_micros(made_at),
        rows,
        media_files,
    })
}

fn require_empty(app: &App) -> Result<(), BackupError> {
    let alive_after = app.now().plus(-LEASE_US);
    let (is_empty, is_served) = app.store.read_blocking(move |read| {
        let mut servers = upkeep::servers(read)?.into_iter();
        let is_served = servers.any(|server| server.seen_at > alive_after);
        Ok::<_, hafan_store::Error>((emptiness::is_empty(read)?, is_served))
    })?;
    match (is_empty, is_served) {
        (false, _) => Err(BackupError::NotEmpty),
        (true, true) => Err(BackupError::Serving),
        (true, false) => Ok(()),
    }
}

fn store_pictures(
    app: &App,
    archive: &Verified,
    stored: &mut Vec<BlobKey>,
) -> Result<(), BackupError> {
    let now = SystemTime::UNIX_EPOCH + Duration::from_micros(app.now().micros().unsigned_abs());
    archive.each_picture(&mut |key, bytes| {
        stored.push(key);
        app.blobs
            .put(&key, bytes, now)
            .map_err(|error| BackupError::Io {
                what: format!("can't store the picture {key}"),
                error: std::io::Error::other(error.to_string()),
            })
    })
}

fn load(app: &App, archive: &Arc<Verified>) -> Result<(), BackupError> {
    let (archive, now) = (Arc::clone(archive), app.now());
    let loaded = app
        .store
        .write_blocking(move |tx| load_rows(tx, &archive, now));
    loaded.map_err(|error| match error {
        Error::Unavailable(error) => error.into(),
        other => BackupError::Archive(other.to_string()),
    })
}

fn load_rows(tx: &mut Tx<'_>, archive: &Verified, now: Timestamp) -> Result<(), Error> {
    if !emptiness::is_empty(tx)? {
        return Err(BackupError::NotEmpty.into());
    }
    emptiness::clear_traces(tx)?;
    dump::load(tx, &mut archive.lines()?)?;
    reindex::rebuild(tx)?;
    // What was true of the servers then is not true of those to come.
    upkeep::forget_servers(tx)?;
    job::release_all(tx)?;
    one_time_link::void_all(tx, SETUP)?;
    upkeep::remove(tx, upkeep::BACKUP_HOLD)?;
    upkeep::remove(tx, upkeep::PICTURES)?;
    let detail = archive.manifest.made_at.to_string();
    Ok(upkeep::set(tx, upkeep::RESTORE, now, &detail)?)
}
