//! The list of targets. A new one is a file here with a `TARGET`, and one line in `TARGETS`.

mod blob_keys;
mod ids;
mod names;
mod pictures;
mod search;
mod text;

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
    blob_keys::TARGET,
    ids::TARGET,
    names::TARGET,
    pictures::TARGET,
    search::TARGET,
    text::TARGET,
];

/// Seeds that are texts.
pub fn texts(texts: &[&str]) -> Vec<Vec<u8>> {
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}
