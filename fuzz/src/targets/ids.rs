//! Ids as they stand in addresses: decimal, canonical, or nothing.

use hafan_core::id::PostId;

use super::{Target, texts};

pub const TARGET: Target = Target {
    name: "ids",
    seeds: || texts(&["1", "42", "9223372036854775807", "0042", "+7", " 7"]),
    dictionary: &["00", "+", "-", "\u{661}", "\u{ff11}"],
    run: |input| {
        let Ok(text) = std::str::from_utf8(input) else {
            return;
        };
        if let Some(id) = PostId::parse(text) {
            assert_eq!(id.to_string(), text, "an id has one spelling only");
        }
    },
};
