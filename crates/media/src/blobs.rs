//! Stored bytes under keys that tell nothing: the port, a folder on disk, and memory for tests.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use crate::picture::Size;

mod disk;

pub use disk::DiskBlobs;

/// A place for the bytes of pictures.
///
/// Every call may wait for a disk or a network. Keys come from random ids, so a key is written
/// once and its bytes never change.
pub trait Blobs: Send + Sync {
    /// Stores `bytes` under `key` as of `now`. Once it returns, they survive a crash or power cut.
    ///
    /// # Errors
    /// [`BlobError::Full`] when there is no room; then nothing is visible under `key`.
    fn put(&self, key: &BlobKey, bytes: &[u8], now: SystemTime) -> Result<(), BlobError>;

    /// The bytes under `key`, whole, or none if nothing is there.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the place cannot be read.
    fn get(&self, key: &BlobKey) -> Result<Option<Vec<u8>>, BlobError>;

    /// Removes `key`. Removing what is not there succeeds.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the place cannot be written.
    fn delete(&self, key: &BlobKey) -> Result<(), BlobError>;

    /// Shows every stored blob to `visit`, in no promised order, holding none of the bytes.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the place cannot be read.
    fn each(&self, visit: &mut dyn FnMut(Listed)) -> Result<(), BlobError>;

    /// Removes what interrupted writes left before `before`; tells how many.
    ///
    /// # Errors
    /// [`BlobError::Io`] when the place cannot be read or written.
    fn sweep(&self, _before: SystemTime) -> Result<usize, BlobError> {
        Ok(0)
    }
}

/// One blob as [`Blobs::each`] shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its key.
    pub key: BlobKey,
    /// The time that was given to [`Blobs::put`].
    pub modified: SystemTime,
    /// How much it holds.
    pub size_bytes: u64,
}

/// The name of one blob: a random id, a size and a format, written
/// `0123456789abcdef0123456789abcdef-small.jpg`.
///
/// It holds the three parts and no text, so no key can lead outside its folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlobKey {
    id: [u8; 16],
    size: Size,
    format: BlobFormat,
}

impl BlobKey {
    /// The key of one rendition. `id` must be random: it is all that guards a picture's address,
    /// and nothing may be read from it.
    pub const fn new(id: [u8; 16], size: Size, format: BlobFormat) -> Self {
        Self { id, size, format }
    }

    /// Reads a key from text of unknown origin; none unless it is exactly what `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        let (id, rest) = text.split_at_checked(2 * ID_BYTES)?;
        let (size, format) = rest.strip_prefix('-')?.split_once('.')?;
        Some(Self {
            id: parse_id(id)?,
            size: Size::parse(size)?,
            format: BlobFormat::parse(format)?,
        })
    }

    /// The random part, shared by all renditions of one picture.
    pub const fn id(&self) -> [u8; 16] {
        self.id
    }

    /// The size it was made for.
    pub const fn size(&self) -> Size {
        self.size
    }

    /// The format, and through it the media type.
    pub const fn format(&self) -> BlobFormat {
        self.format
    }
}

impl fmt::Display for BlobKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.id {
            write!(f, "{byte:02x}")?;
        }
        write!(f, "-{}.{}", self.size.name(), self.format.extension())
    }
}

/// The formats that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum BlobFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
}

impl BlobFormat {
    /// The end of a key.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    /// The media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    /// The format whose [`extension`](Self::extension) is `text`.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Jpeg, Self::Png]
            .into_iter()
            .find(|format| format.extension() == text)
    }
}

/// Why bytes could not be stored or read.
#[derive(Debug)]
pub enum BlobError {
    /// No room left, on the disk or in a quota.
    Full,
    /// Anything else that went wrong below.
    Io(io::Error),
}

impl BlobError {
    /// A stable code: the key of the sentence for people, and the word in logs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Full => "blob-store-full",
            Self::Io(_) => "blob-store-broken",
        }
    }
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull
            | io::ErrorKind::QuotaExceeded
            | io::ErrorKind::FileTooLarge => Self::Full,
            _ => Self::Io(error),
        }
    }
}

impl fmt::Display for BlobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => f.write_str(self.code()),
            Self::Io(error) => write!(f, "{}: {error}", self.code()),
        }
    }
}

impl std::error::Error for BlobError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Full => None,
            Self::Io(error) => Some(error),
        }
    }
}

/// Blobs in memory, gone with the process.
#[derive(Debug, Default)]
pub struct MemoryBlobs {
    held: Mutex<BTreeMap<BlobKey, (SystemTime, Vec<u8>)>>,
}

impl MemoryBlobs {
    fn held(&self) -> std::sync::MutexGuard<'_, BTreeMap<BlobKey, (SystemTime, Vec<u8>)>> {
        // Every change is one insert or remove, so a thread that died left nothing half done.
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Blobs for MemoryBlobs {
    fn put(&self, key: &BlobKey, bytes: &[u8], now: SystemTime) -> Result<(), BlobError> {
        self.held().insert(*key, (now, bytes.to_vec()));
        Ok(())
    }

    fn get(&self, key: &BlobKey) -> Result<Option<Vec<u8>>, BlobError> {
        Ok(self.held().get(key).map(|(_, bytes)| bytes.clone()))
    }

    fn delete(&self, key: &BlobKey) -> Result<(), BlobError> {
        self.held().remove(key);
        Ok(())
    }

    fn each(&self, visit: &mut dyn FnMut(Listed)) -> Result<(), BlobError> {
        let listed: Vec<Listed> = self
            .held()
            .iter()
            .map(|(key, (modified, bytes))| Listed {
                key: *key,
                modified: *modified,
                size_bytes: bytes.len() as u64,
            })
            .collect();
        // Outside the lock, so that `visit` may delete what it sees.
        listed.into_iter().for_each(visit);
        Ok(())
    }
}

const ID_BYTES: usize = 16;

fn parse_id(text: &str) -> Option<[u8; ID_BYTES]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    let mut id = [0; ID_BYTES];
    for (byte, pair) in id.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(id)
}
