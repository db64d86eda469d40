//! Looks at every byte of an archive before anything is done with it.
//!
//! It may come from anywhere. Accepted is exactly what [`super::make()`] writes: plain files under
//! the known names, in their order, each once, of the sizes and checksums it tells. Everything else
//! that the tar format knows (links, devices, sparse files, other paths, long names) is refused, so
//! that nothing has to be made safe.

use super::archive::Hashing;
use super::{BackupError, CHECKSUMS, FORMAT, MANIFEST, MEDIA, Manifest, TABLES, io};
use data_encoding::HEXLOWER;
use hafan_media::BlobKey;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek as _};
use std::path::Path;

/// Bytes of a rendition of a picture; ours are far smaller.
const MEDIA_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// Bytes of the manifest, which has eight short fields.
const MANIFEST_BYTES_MAX: u64 = 64 * 1024;
/// Bytes of one row: the longest post many times over.
const LINE_BYTES_MAX: u64 = 4 * 1024 * 1024;

/// An archive that was looked at and found whole.
pub struct Verified {
    pub manifest: Manifest,
    file: File,
}

/// What an entry may be.
enum Name {
    Tables,
    Media(BlobKey),
    Checksums,
    Manifest,
}

impl Verified {
    /// Looks at the archive.
    pub fn open(path: &Path) -> Result<Self, BackupError> {
        let file = File::open(path).map_err(io("can't read", path))?;
        let mut seen = Seen::default();
        let mut manifest = None;
        each_entry(&file, &mut |name, size, bytes| {
            if manifest.is_some() {
                return Err(refused("something comes after its end"));
            }
            manifest = seen.take(&name, size, bytes)?;
            Ok(())
        })?;
        let manifest = manifest.ok_or_else(|| refused("it is not whole: its end is missing"))?;
        Ok(Self { manifest, file })
    }

    /// Hands every file of a picture to `each`.
    pub fn each_picture(&self, each: EachPicture<'_>) -> Result<(), BackupError> {
        each_entry(&self.file, &mut |name, _, bytes| match name {
            Name::Media(key) => {
                let mut all = Vec::new();
                bytes.read_to_end(&mut all).map_err(|error| torn(&error))?;
                each(key, &all)
            }
            Name::Tables | Name::Checksums | Name::Manifest => Ok(()),
        })
    }

    /// The rows, a line each. Starts anew each time it is called.
    pub fn lines(&self) -> Result<Lines, BackupError> {
        let mut file = self.file.try_clone().map_err(|error| torn(&error))?;
        file.rewind().map_err(|error| torn(&error))?;
        let mut head = [0; TAR_BLOCK_BYTES];
        file.read_exact(&mut head).map_err(|error| torn(&error))?;
        let (_, size) = header(tar::Header::from_byte_slice(&head))?;
        Ok(Lines(BufReader::new(file).take(size)))
    }
}

/// Size of a tar header, and of everything in the format.
const TAR_BLOCK_BYTES: usize = 512;

/// The lines of the rows.
pub struct Lines(std::io::Take<BufReader<File>>);

impl Iterator for Lines {
    type Item = Result<String, hafan_store::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        let read = (&mut self.0)
            .take(LINE_BYTES_MAX)
            .read_until(b'\n', &mut line);
        match read {
            Ok(0) => None,
            Ok(_) if line.last() == Some(&b'\n') => {
                line.pop();
                let text = String::from_utf8(line);
                Some(text.or(Err(dump_error("a row is not text"))))
            }
            Ok(_) => Some(Err(dump_error("a row is too long, or torn"))),
            Err(error) => Some(Err(dump_error(&error.to_string()))),
        }
    }
}

/// What was seen so far.
#[derive(Default)]
struct Seen {
    has_tables: bool,
    last: Option<BlobKey>,
    media_files: u64,
    media_bytes: u64,
    /// Over the lines that `checksums.txt` must have.
    lines: Sha256,
    checksums: Option<String>,
}

impl Seen {
    /// Looks at one entry; answers the manifest when it is the last.
    fn take(
        &mut self,
        name: &Name,
        size: u64,
        bytes: &mut dyn Read,
    ) -> Result<Option<Manifest>, BackupError> {
        let in_order = match name {
            Name::Tables => !self.has_tables,
            Name::Media(key) => {
                self.has_tables && self.checksums.is_none() && self.last.is_none_or(|l| l < *key)
            }
            Name::Checksums => self.has_tables && self.checksums.is_none(),
            Name::Manifest => self.checksums.is_some(),
        };
        if !in_order {
            return Err(refused("its parts are not in the order of a backup"));
        }
        match name {
            Name::Tables => {
                self.has_tables = true;
                self.note(TABLES, &digest(size, bytes)?);
            }
            Name::Media(key) => {
                if size > MEDIA_BYTES_MAX {
                    return Err(refused(&format!("the picture {key} is too large")));
                }
                self.note(&format!("{MEDIA}{key}"), &digest(size, bytes)?);
                self.last = Some(*key);
                self.media_files += 1;
                self.media_bytes += size;
            }
            Name::Checksums => {
                let told = digest(size, bytes)?;
                let seen = HEXLOWER.encode(&self.lines.clone().finalize());
                if told != seen {
                    return Err(refused("it was altered: its checksums don't fit"));
                }
                self.checksums = Some(told);
            }
            Name::Manifest => return self.manifest(size, bytes).map(Some),
        }
        Ok(None)
    }

    fn note(&mut self, name: &str, digest: &str) {
        self.lines.update(format!("{digest}  {name}\n").as_bytes());
    }

    fn manifest(&self, size: u64, bytes: &mut dyn Read) -> Result<Manifest, BackupError> {
        if size > MANIFEST_BYTES_MAX {
            return Err(refused("its manifest is too large"));
        }
        let mut text = Vec::new();
        bytes.read_to_end(&mut text).map_err(|error| torn(&error))?;
        let manifest: Manifest = serde_json::from_slice(&text)
            .map_err(|error| refused(&format!("its manifest is not understood ({error})")))?;
        if manifest.hafan_backup != FORMAT {
            let theirs = manifest.hafan_backup;
            let why = format!("it has format {theirs}, and this Hafan reads {FORMAT}");
            return Err(refused(&why));
        }
        let fits = Some(&manifest.checksums) == self.checksums.as_ref()
            && manifest.media_files == self.media_files
            && manifest.media_bytes == self.media_bytes;
        if fits {
            Ok(manifest)
        } else {
            Err(refused("it was altered: its manifest doesn't fit"))
        }
    }
}

/// Takes one picture: its key and its bytes.
type EachPicture<'e> = &'e mut dyn FnMut(BlobKey, &[u8]) -> Result<(), BackupError>;
/// Takes one entry: its name, its size in bytes, its content.
type EachEntry<'e> = &'e mut dyn FnMut(Name, u64, &mut dyn Read) -> Result<(), BackupError>;

fn each_entry(file: &File, each: EachEntry<'_>) -> Result<(), BackupError> {
    let mut file = file.try_clone().map_err(|error| torn(&error))?;
    file.rewind().map_err(|error| torn(&error))?;
    let mut tar = tar::Archive::new(BufReader::new(file));
    // Raw: nothing of the format's later inventions is interpreted, so all of it is refused.
    for entry in tar.entries().map_err(|error| torn(&error))?.raw(true) {
        let mut entry = entry.map_err(|error| torn(&error))?;
        let (name, size) = header(entry.header())?;
        each(name, size, &mut entry)?;
    }
    Ok(())
}

fn header(header: &tar::Header) -> Result<(Name, u64), BackupError> {
    let path = header.path_bytes();
    let text = std::str::from_utf8(&path).unwrap_or_default();
    let strange = || refused(&format!("it holds {text:?}, which no backup has"));
    if header.entry_type() != tar::EntryType::Regular {
        return Err(strange());
    }
    let name = match text {
        TABLES => Name::Tables,
        CHECKSUMS => Name::Checksums,
        MANIFEST => Name::Manifest,
        _ => {
            let key = text.strip_prefix(MEDIA).and_then(BlobKey::parse);
            Name::Media(key.ok_or_else(strange)?)
        }
    };
    let size = header.entry_size().map_err(|error| torn(&error))?;
    Ok((name, size))
}

fn digest(size: u64, bytes: &mut dyn Read) -> Result<String, BackupError> {
    let mut hashing = Hashing::new(bytes);
    std::io::copy(&mut hashing, &mut std::io::sink()).map_err(|error| torn(&error))?;
    let (digest, read) = hashing.finish();
    if read != size {
        return Err(refused("it is not whole: an entry is shorter than it says"));
    }
    Ok(HEXLOWER.encode(&digest))
}

fn refused(why: &str) -> BackupError {
    BackupError::Archive(why.to_owned())
}

fn torn(error: &std::io::Error) -> BackupError {
    refused(&format!("it is damaged or not whole ({error})"))
}

fn dump_error(why: &str) -> hafan_store::Error {
    hafan_store::Error::Dump(why.to_owned())
}
