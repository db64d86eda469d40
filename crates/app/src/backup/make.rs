//! Makes a backup, beside a place that goes on living.

use super::archive::Archive;
use super::{BackupError, FORMAT, HOLD_US, MEDIA, Manifest, TABLES, io};
use crate::App;
use hafan_core::time::{MINUTE_US, SECOND_US};
use hafan_media::BlobKey;
use hafan_store::{Error, dump, media, upkeep};
use std::fs::{self, File, OpenOptions};
use std::io::{BufWriter, Seek as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// What was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Size of the file.
    pub bytes: u64,
    /// Rows in it.
    pub rows: u64,
    /// Files of pictures in it.
    pub media_files: u64,
    /// Files that a row names and that are not there: `hafan doctor` tells which.
    pub media_missing: u64,
}

/// Begins the names of files that are still being written.
pub(super) const UNFINISHED: &str = ".writing-";
/// How often the hold on files is renewed while they are copied.
const RENEW_US: i64 = 2 * MINUTE_US;

/// Writes a backup to `to`, which appears whole or not at all. Blocks for as long as it takes: call
/// it on a thread of its own.
///
/// # Errors
/// The file can't be written, the database can't be read.
pub fn make(app: &App, to: &Path) -> Result<Made, BackupError> {
    let unfinished = beside(to, "")?;
    let made = write(app, &unfinished).and_then(|made| {
        fs::rename(&unfinished, to).map_err(io("can't write", to))?;
        let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        synced.map_err(io("can't write", folder))?;
        Ok(made)
    });
    for leftover in [unfinished, beside(to, ".rows")?, beside(to, ".sums")?] {
        fs::remove_file(leftover).ok();
    }
    let (kind, detail) = match &made {
        Ok(made) => (upkeep::BACKUP, made.bytes.to_string()),
        Err(error) => (upkeep::BACKUP_FAILED, error.to_string()),
    };
    let now = app.now();
    let noted: Result<(), Error> = app
        .store
        .write_blocking(move |tx| upkeep::set(tx, kind, now, &detail));
    made.and_then(|made| unless_full(noted).map(|()| made))
}

/// A full disk is when a backup to another one is wanted most, so notes about it may fail there.
fn unless_full(noted: Result<(), Error>) -> Result<(), BackupError> {
    match noted {
        Err(Error::Full(_)) => Ok(()),
        other => Ok(other?),
    }
}

fn write(app: &App, path: &Path) -> Result<Made, BackupError> {
    // Before the moment of the snapshot: what it names must stay until it is copied.
    hold(app)?;
    let rows_path = with_ending(path, ".rows");
    let (file, mut rows_file) = (create(path)?, create(&rows_path)?);
    let moment = tables(app, &rows_file).map_err(|error| match error {
        Error::Dump(why) => BackupError::Archive(why),
        other => other.into(),
    })?;
    let failed = || io("can't write", &rows_path);
    let size = rows_file.stream_position().map_err(failed())?;
    rows_file.rewind().map_err(failed())?;
    let made_at = app.now();
    let seconds = u64::try_from(made_at.micros() / SECOND_US).unwrap_or(0);
    let sums = create(&with_ending(path, ".sums"))?;
    let mut archive = Archive::start(path, file, sums, seconds);
    archive.add(TABLES, size, rows_file)?;
    let mut manifest = Manifest {
        hafan_backup: FORMAT,
        version: app.config.version.to_owned(),
        made_at: made_at.micros(),
        rows: moment.rows,
        media_files: 0,
        media_bytes: 0,
        media_missing: 0,
        checksums: String::new(),
    };
    add_media(app, &mut archive, &mut manifest, &moment.files)?;
    let (media_files, media_missing) = (manifest.media_files, manifest.media_missing);
    Ok(Made {
        bytes: archive.finish(manifest)?,
        rows: moment.rows,
        media_files,
        media_missing,
    })
}

/// What one moment of the database held.
#[derive(Default)]
struct Moment {
    rows: u64,
    files: Vec<BlobKey>,
}

/// Writes all rows to `file`, and tells which files of pictures they name.
fn tables(app: &App, file: &File) -> Result<Moment, Error> {
    let file = file
        .try_clone()
        .map_err(|error| Error::Dump(error.to_string()))?;
    let out = Arc::new(Mutex::new(BufWriter::new(file)));
    app.store.snapshot_blocking(move |read| {
        let mut out = out.lock().unwrap_or_else(PoisonError::into_inner);
        let torn = |error: std::io::Error| match error.kind() {
            std::io::ErrorKind::StorageFull => Error::Full(error.to_string()),
            _ => Error::Dump(error.to_string()),
        };
        // The closure may run again after a lost connection.
        out.flush()
            .and_then(|()| out.get_ref().set_len(0))
            .map_err(torn)?;
        out.rewind().map_err(torn)?;
        let mut rows: u64 = 0;
        dump::dump(read, &mut |line| {
            rows += u64::from(line.starts_with('['));
            out.write_all(line.as_bytes())
                .and_then(|()| out.write_all(b"\n"))
                .map_err(torn)
        })?;
        out.flush().map_err(torn)?;
        let mut files = Vec::new();
        media::each_file(read, &mut |name| {
            files.extend(BlobKey::parse(name));
        })?;
        files.sort_unstable();
        Ok(Moment { rows, files })
    })
}

fn add_media(
    app: &App,
    archive: &mut Archive,
    manifest: &mut Manifest,
    files: &[BlobKey],
) -> Result<(), BackupError> {
    let mut held_at = app.now();
    for key in files {
        if app.now().since(held_at) > RENEW_US {
            hold(app)?;
            held_at = app.now();
        }
        let found = app.blobs.get(key).map_err(|error| BackupError::Io {
            what: format!("can't read the picture {key}"),
            error: std::io::Error::other(error.to_string()),
        })?;
        let Some(bytes) = found else {
            manifest.media_missing += 1;
            continue;
        };
        let size = bytes.len() as u64;
        archive.add(&format!("{MEDIA}{key}"), size, bytes.as_slice())?;
        manifest.media_files += 1;
        manifest.media_bytes += size;
    }
    Ok(())
}

/// Asks everybody to keep the files of pictures for a while.
fn hold(app: &App) -> Result<(), BackupError> {
    let until = app.now().plus(HOLD_US);
    let held: Result<(), Error> = app
        .store
        .write_blocking(move |tx| upkeep::set(tx, upkeep::BACKUP_HOLD, until, ""));
    unless_full(held)
}

fn create(path: &Path) -> Result<File, BackupError> {
    let mut how = OpenOptions::new();
    // Readable by this user alone: it holds everything.
    let how = how
        .read(true)
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600);
    how.open(path).map_err(io("can't write", path))
}

fn beside(to: &Path, ending: &str) -> Result<PathBuf, BackupError> {
    let name = to.file_name().ok_or_else(|| BackupError::Io {
        what: format!("can't write {}", to.display()),
        error: std::io::ErrorKind::IsADirectory.into(),
    })?;
    let name = format!("{UNFINISHED}{}{ending}", name.to_string_lossy());
    Ok(to.with_file_name(name))
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
