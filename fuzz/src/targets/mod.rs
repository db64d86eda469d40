//! The list of targets. A new one is a file here with a `TARGET`, and one line in `TARGETS`.

mod archive;
mod blob_keys;
mod configuration;
mod cookies;
mod cursors;
mod forwarded;
mod house;
mod ids;
mod lists;
mod multipart;
mod names;
mod params;
mod pictures;
mod rows;
mod search;
mod text;

use std::path::PathBuf;

/// One parser of bytes from outside.
pub struct Target {
    /// Name on the command line and of its folder in `fuzz/corpus/`.
    pub name: &'static str,
    /// Inputs that show the features of the format; damage starts from them.
    pub seeds: fn() -> Vec<Vec<u8>>,
    /// Words of the format that chance would not find.
    pub dictionary: &'static [&'static str],
    /// Parses, then asserts what must hold of every result. A panic is a fault.
    pub run: fn(&[u8]),
}

/// Every target, in the order they run.
pub const TARGETS: &[Target] = &[
    archive::TARGET,
    blob_keys::TARGET,
    configuration::TARGET,
    cookies::TARGET,
    cursors::TARGET,
    forwarded::TARGET,
    ids::TARGET,
    lists::TARGET,
    multipart::TARGET,
    names::TARGET,
    params::TARGET,
    pictures::TARGET,
    rows::TARGET,
    search::TARGET,
    text::TARGET,
];

/// Seeds that are texts.
pub fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// A file that is this process's alone. Where the whole stage runs, its folder goes with it.
pub fn temporary(ending: &str) -> PathBuf {
    std::env::temp_dir().join(format!("input-{}.{ending}", std::process::id()))
}
