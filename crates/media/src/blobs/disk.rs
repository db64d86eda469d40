//! Blobs in a folder: `ab/ab12…-small.jpg`, so that no one folder grows without bound.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use super::{BlobError, BlobKey, Blobs, Listed};

/// Blobs in a folder of the local disk.
///
/// A blob appears under its name whole or not at all: it is written beside its place, flushed,
/// then renamed, and the folder is flushed too. What a killed process leaves behind starts with a
/// dot and is removed by [`DiskBlobs::sweep_temporary`].
#[derive(Debug)]
pub struct DiskBlobs {
    root: PathBuf,
    /// Tells temporary files of this process apart; other processes differ in their number.
    written: AtomicU64,
}

/// Starts the names of files that are still being written; no key starts with a dot.
const TEMPORARY_PREFIX: &str = ".writing-";

impl DiskBlobs {
    /// Opens the folder `root` and makes it if needed, readable by this user alone.
    ///
    /// # Errors
    /// [`BlobError`] when it can be neither found nor made.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, BlobError> {
        let root = root.into();
        make_private_folder(&root)?;
        // All of them now: a folder made while an upload waits would need its own flush of `root`,
        // and a second upload into it could be acknowledged before that flush.
        for first in 0..=u8::MAX {
            make_private_folder(&root.join(format!("{first:02x}")))?;
        }
        sync_folder(&root)?;
        if let Some(parent) = root
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
        {
            sync_folder(parent)?;
        }
        Ok(Self {
            root,
            written: AtomicU64::new(0),
        })
    }

    /// Removes what interrupted writes left, as far as it is older than `before`; tells how many.
    ///
    /// A write that is still going on elsewhere is younger than any sensible `before`: an hour ago.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the folder cannot be read or written.
    pub fn sweep_temporary(&self, before: SystemTime) -> Result<usize, BlobError> {
        let mut removed = 0;
        for entry in self.files()? {
            let entry = entry?;
            let is_temporary = entry
                .file_name()
                .to_string_lossy()
                .starts_with(TEMPORARY_PREFIX);
            if !is_temporary {
                continue;
            }
            let Some(meta) = found(entry.metadata())? else {
                continue;
            };
            if meta.modified()? < before && found(fs::remove_file(entry.path()))?.is_some() {
                removed += 1;
            }
        }
        Ok(removed)
    }

    fn folder(&self, key: &BlobKey) -> PathBuf {
        self.root.join(format!("{:02x}", key.id()[0]))
    }

    fn path(&self, key: &BlobKey) -> PathBuf {
        self.folder(key).join(key.to_string())
    }

    /// Every file one folder down, temporary ones included.
    fn files(&self) -> Result<impl Iterator<Item = io::Result<fs::DirEntry>>, BlobError> {
        let mut folders = Vec::new();
        for entry in fs::read_dir(&self.root)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(fs::read_dir(entry.path())?);
            }
        }
        Ok(folders.into_iter().flatten())
    }

    fn write(&self, temporary: &Path, bytes: &[u8], now: SystemTime) -> io::Result<()> {
        let mut file = create_private(temporary)?;
        file.write_all(bytes)?;
        file.set_modified(now)?;
        file.sync_all()
    }
}

impl Blobs for DiskBlobs {
    fn put(&self, key: &BlobKey, bytes: &[u8], now: SystemTime) -> Result<(), BlobError> {
        let folder = self.folder(key);
        let number = self.written.fetch_add(1, Ordering::Relaxed);
        let process = std::process::id();
        let temporary = folder.join(format!("{TEMPORARY_PREFIX}{process}-{number}-{key}"));
        let moved = self
            .write(&temporary, bytes, now)
            .and_then(|()| fs::rename(&temporary, self.path(key)));
        if let Err(error) = moved {
            // The first error is the one to tell; what cannot be removed now is swept later.
            drop(fs::remove_file(&temporary));
            return Err(error.into());
        }
        sync_folder(&folder)?;
        Ok(())
    }

    fn get(&self, key: &BlobKey) -> Result<Option<Vec<u8>>, BlobError> {
        Ok(found(fs::read(self.path(key)))?)
    }

    fn delete(&self, key: &BlobKey) -> Result<(), BlobError> {
        if found(fs::remove_file(self.path(key)))?.is_some() {
            sync_folder(&self.folder(key))?;
        }
        Ok(())
    }

    fn sweep(&self, before: SystemTime) -> Result<usize, BlobError> {
        self.sweep_temporary(before)
    }

    fn each(&self, visit: &mut dyn FnMut(Listed)) -> Result<(), BlobError> {
        for entry in self.files()? {
            let entry = entry?;
            let Some(key) = entry.file_name().to_str().and_then(BlobKey::parse) else {
                continue;
            };
            let Some(meta) = found(entry.metadata())? else {
                continue;
            };
            visit(Listed {
                key,
                modified: meta.modified()?,
                size_bytes: meta.len(),
            });
        }
        Ok(())
    }
}

/// None where nothing is there: someone else may delete between two looks.
fn found<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

fn make_private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn create_private(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    // A name left by a killed process of the same number may come again: it is overwritten.
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes renames and new names in `path` survive a power cut.
fn sync_folder(path: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened as a file, and the file system orders renames itself.
    #[cfg(unix)]
    File::open(path)?.sync_all()?;
    #[cfg(not(unix))]
    let _: &Path = path;
    Ok(())
}
