//! Writes entries into a tar file and keeps their checksums.

use super::{BackupError, CHECKSUMS, MANIFEST, Manifest, io};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// A tar file that is being written.
pub struct Archive {
    path: PathBuf,
    tar: tar::Builder<BufWriter<File>>,
    made_at_s: u64,
    /// Lines for `checksums.txt`, on disk because a place may have a million pictures.
    checksums: File,
}

impl Archive {
    /// Starts the archive in `file`, which lies at `path`; `scratch` is an empty file for its use.
    pub fn start(path: &Path, file: File, scratch: File, made_at_s: u64) -> Self {
        Self {
            path: path.to_owned(),
            tar: tar::Builder::new(BufWriter::new(file)),
            made_at_s,
            checksums: scratch,
        }
    }

    /// Adds an entry of exactly `size` bytes.
    pub fn add(&mut self, name: &str, size: u64, bytes: impl Read) -> Result<(), BackupError> {
        let digest = self.append(name, size, bytes)?;
        let line = format!("{}  {name}\n", HEXLOWER.encode(&digest));
        let written = self.checksums.write_all(line.as_bytes());
        written.map_err(io("can't write beside", &self.path))
    }

    /// Adds checksums and manifest, and makes everything last.
    pub fn finish(mut self, mut manifest: Manifest) -> Result<u64, BackupError> {
        let failed = || io("can't write", &self.path);
        let size = self.checksums.stream_position().map_err(failed())?;
        self.checksums.rewind().map_err(failed())?;
        let lines = self.checksums.try_clone().map_err(failed())?;
        let digest = self.append(CHECKSUMS, size, lines)?;
        manifest.checksums = HEXLOWER.encode(&digest);
        let text = serde_json::to_vec_pretty(&manifest)
            .map_err(|error| BackupError::Archive(error.to_string()))?;
        self.append(MANIFEST, text.len() as u64, text.as_slice())?;
        let failed = || io("can't write", &self.path);
        let buffer = self.tar.into_inner().map_err(failed())?;
        let file = buffer
            .into_inner()
            .map_err(|error| failed()(error.into_error()))?;
        file.sync_all().map_err(failed())?;
        Ok(file.metadata().map_err(failed())?.len())
    }

    fn append(&mut self, name: &str, size: u64, bytes: impl Read) -> Result<[u8; 32], BackupError> {
        let mut header = tar::Header::new_ustar();
        header.set_size(size);
        header.set_mode(0o600);
        header.set_mtime(self.made_at_s);
        let mut hashing = Hashing::new(bytes.take(size));
        let added = self.tar.append_data(&mut header, name, &mut hashing);
        added.map_err(io("can't write", &self.path))?;
        let (digest, read) = hashing.finish();
        if read != size {
            return Err(BackupError::Archive(format!(
                "{name} became shorter meanwhile"
            )));
        }
        Ok(digest)
    }
}

/// Hashes what is read through it.
pub struct Hashing<R> {
    from: R,
    hash: Sha256,
    read: u64,
}

impl<R: Read> Hashing<R> {
    pub fn new(from: R) -> Self {
        Self {
            from,
            hash: Sha256::new(),
            read: 0,
        }
    }

    /// The hash of what was read, and how many bytes that were.
    pub fn finish(self) -> ([u8; 32], u64) {
        (self.hash.finalize().into(), self.read)
    }
}

impl<R: Read> Read for Hashing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.from.read(buffer)?;
        if let Some(bytes) = buffer.get(..count) {
            self.hash.update(bytes);
        }
        self.read += count as u64;
        Ok(count)
    }
}
