//! Pictures and where their bytes lie: no database, no HTTP, no clock, no randomness.
//!
//! Everything here is synchronous and may take a second of processor time or wait for a disk;
//! callers run it on a thread that may block.
//!
//! * [`picture`]: bytes from outside in, clean renditions out.
//! * [`pdq`]: what a picture looks like, to know it again.
//! * [`sniff`]: what a file is, by its own first bytes and never by its name.
//! * [`blobs`]: the port for stored bytes, on disk or in memory.
//! * [`sample`] and [`emblem`]: pictures made by the program itself, for the sample place.

pub mod blobs;
pub mod emblem;
pub mod pdq;
pub mod picture;
mod placeholder;
pub mod sample;
pub mod sniff;

pub use blobs::{BlobError, BlobFormat, BlobKey, Blobs, DiskBlobs, Listed, MemoryBlobs};
pub use pdq::Pdq;
pub use picture::{
    Developed, Limits, PIXELS_MAX, Refusal, Rendition, Size, develop, develop_avatar, look_at,
};
