//! Opens a place from its settings: folder, lock, database, pictures.

use crate::Fault;
use crate::config::Settings;
use hafan_app::media::folder;
use hafan_app::ports::{Clock, SystemClock, SystemRng};
use hafan_app::push::Outlet;
use hafan_app::store::{Options, Store, Target};
use hafan_app::{App, Config, Error};
use hafan_fetch::Client;
use hafan_media::DiskBlobs;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::Arc;

/// The database's file in the data folder.
pub const DATABASE_FILE: &str = "hafan.sqlite";
/// The folder of pictures in the data folder.
const MEDIA_FOLDER: &str = "media";
/// In the folder of pictures: the mark by which servers of one place know that they share it.
const MARK_FILE: &str = "place.id";
/// Held by the one server that works on a data folder.
const LOCK_FILE: &str = "hafan.lock";

/// Opens the place. `public_url` is the address people use.
///
/// # Errors
/// The folder can't be made or read, the database can't be opened or is of another version.
pub fn open(settings: &Settings, public_url: String) -> Result<App, Fault> {
    make_folder(&settings.data)?;
    let clock = SystemClock;
    let target = target(settings);
    if let Target::SqliteFile(file) = &target {
        make_private(file)?;
    }
    let mut options = Options::new(target, clock.now().micros());
    options.workers = settings.database_workers;
    let store = Store::open(options)?;
    let media = settings.data.join(MEDIA_FOLDER);
    let blobs = DiskBlobs::open(&media)
        .map_err(|error| format!("the folder {} can't be used: {error}", media.display()))?;
    Ok(App {
        store,
        clock: Arc::new(clock),
        rng: Arc::new(SystemRng),
        blobs: Arc::new(blobs),
        config: Arc::new(Config {
            public_url,
            data: settings.data.clone(),
            flood_limits: settings.flood_limits,
            version: env!("CARGO_PKG_VERSION"),
        }),
        closing: Arc::default(),
        full: Arc::default(),
        unwanted: Arc::default(),
        outlet: Arc::new(Outlet {
            client: Client::new(settings.reach),
            herald: hafan_web::api::herald,
        }),
    })
}

/// Refuses a folder without a place in it, so that a mistyped path makes no new one.
///
/// # Errors
/// There is none.
pub fn require_place(settings: &Settings) -> Result<(), Fault> {
    let file = settings.data.join(DATABASE_FILE);
    if settings.database_url.is_none() && !file.exists() {
        return Err(format!("there is no place in {}", settings.data.display()).into());
    }
    Ok(())
}

/// Which database the settings name.
pub fn target(settings: &Settings) -> Target {
    match &settings.database_url {
        Some(url) => Target::Postgres(url.clone()),
        None => Target::SqliteFile(settings.data.join(DATABASE_FILE)),
    }
}

/// Makes the data folder, readable by this user alone.
pub fn make_folder(folder: &Path) -> Result<(), Fault> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| format!("the folder {} can't be made: {error}", folder.display()).into())
}

/// Makes the file of the database, where there is none, for this user alone; SQLite gives the
/// files beside it the same rights. An empty file is an empty database.
fn make_private(file: &Path) -> Result<(), Fault> {
    let mut how = OpenOptions::new();
    let made = how.create_new(true).write(true).mode(0o600).open(file);
    match made {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(format!("{} can't be made: {error}", file.display()).into())
        }
        _ => Ok(()),
    }
}

/// The folder of the sample place in the data folder.
const DEMO_FOLDER: &str = "demo";

/// The settings of the sample place: a folder of its own, never the real one and never PostgreSQL.
///
/// # Errors
/// A PostgreSQL is named.
pub fn of_the_sample_place(settings: &Settings) -> Result<Settings, Fault> {
    if settings.database_url.is_some() {
        return Err(
            "the sample place is thrown away and made anew at every start, so it never \
             touches a PostgreSQL in which a real place may be: it lies in a SQLite file of its \
             own. With --demo, leave out --database-url (also in the file and as \
             HAFAN_DATABASE_URL)"
                .into(),
        );
    }
    let data = settings.data.join(DEMO_FOLDER);
    Ok(Settings {
        data,
        ..settings.clone()
    })
}

/// Throws away what an earlier sample place left, so that every start shows the same one.
/// The caller holds the lock of its folder.
///
/// # Errors
/// Something can't be removed.
pub fn clear_the_sample_place(settings: &Settings) -> Result<(), Fault> {
    let wal = format!("{DATABASE_FILE}-wal");
    let shm = format!("{DATABASE_FILE}-shm");
    for file in [DATABASE_FILE, &wal, &shm] {
        ignore_missing(std::fs::remove_file(settings.data.join(file)))?;
    }
    ignore_missing(std::fs::remove_dir_all(settings.data.join(MEDIA_FOLDER)))
}

fn ignore_missing(removed: std::io::Result<()>) -> Result<(), Fault> {
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("the earlier sample place can't be thrown away: {error}").into())
        }
        _ => Ok(()),
    }
}

/// Makes sure that servers that share a PostgreSQL share the folder of pictures too. With SQLite
/// both are in one folder anyway.
///
/// # Errors
/// Another server of this place works with another folder; the mark can't be read or written.
pub async fn require_shared_pictures(app: &App, settings: &Settings) -> Result<(), Fault> {
    if settings.database_url.is_none() {
        return Ok(());
    }
    let folder = settings.data.join(MEDIA_FOLDER);
    let mark = mark(&folder, &folder::new_mark(app))
        .map_err(|error| format!("the folder {} can't be used: {error}", folder.display()))?;
    match folder::claim(app, mark).await {
        Err(Error::Conflict(_)) => Err(format!(
            "another server of this place keeps its pictures in another folder than {}. Servers \
             that share a database share the data folder too (--data): make it one folder that all \
             of them see. If that other server was stopped for good, try again in a minute",
            folder.display()
        )
        .into()),
        claimed => claimed.map_err(crate::words::of),
    }
}

/// The mark of a folder of pictures: `new` where it has none yet.
fn mark(folder: &Path, new: &str) -> std::io::Result<String> {
    let path = folder.join(MARK_FILE);
    let mut how = OpenOptions::new();
    match how.create_new(true).write(true).mode(0o600).open(&path) {
        Ok(mut file) => {
            file.write_all(new.as_bytes())?;
            file.sync_all()?;
            Ok(new.to_owned())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => std::fs::read_to_string(path),
        Err(error) => Err(error),
    }
}

/// Takes the lock that one server holds on its data folder; it ends with the process, however that
/// ends. Several servers on one PostgreSQL may share a folder, so there it is not taken.
///
/// # Errors
/// Another server holds it.
pub fn lock(settings: &Settings) -> Result<Option<File>, Fault> {
    if settings.database_url.is_some() {
        return Ok(None);
    }
    make_folder(&settings.data)?;
    let path = settings.data.join(LOCK_FILE);
    let mut how = OpenOptions::new();
    let how = how.create(true).truncate(false).write(true).mode(0o600);
    let file = how
        .open(&path)
        .map_err(|error| format!("{} can't be opened: {error}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Err(format!(
            "a Hafan is already running on {}; stop that one first",
            settings.data.display()
        )
        .into()),
        Err(TryLockError::Error(error)) => {
            Err(format!("{} can't be locked: {error}", path.display()).into())
        }
    }
}
