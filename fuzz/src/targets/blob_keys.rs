//! Names of stored pictures as they stand in addresses: canonical, or nothing.

use hafan_media::BlobKey;

use super::{Target, texts};

pub const TARGET: Target = Target {
    name: "blob_keys",
    seeds: || {
        texts(&[
            "00ff10aa00000000000000000000beef-small.jpg",
            "00ff10aa00000000000000000000beef-square.png",
            "../../00ff10aa000000000000000000-icon.png",
        ])
    },
    dictionary: &["../", "/", "\0", "-large.", ".jpg", "%2e", "\u{ff10}"],
    run: |input| {
        let Ok(text) = std::str::from_utf8(input) else {
            return;
        };
        if let Some(key) = BlobKey::parse(text) {
            assert_eq!(key.to_string(), text, "a key has one spelling only");
        }
    },
};
