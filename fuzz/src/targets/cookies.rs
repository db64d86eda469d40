//! What a browser keeps for us, after somebody else has had it in their hands. `TOKEN` stands for
//! a session that is open.

use super::house::House;
use super::{Target, texts};

pub const TARGET: Target = Target {
    name: "cookies",
    seeds: || {
        texts(&[
            "hafan=TOKEN; hafan-locale=cy",
            "hafan=TOKEN; hafan=other; hafan-known=x",
            "a=b;hafan-locale=\"en\";;=;hafan-form=1",
        ])
    },
    dictionary: &[
        "hafan=", "hafan-", "TOKEN", "; ", "=", "__Host-", "\"", ",", "locale", "cy",
    ],
    run: |input| {
        let is_printable = input.iter().all(|byte| (b' '..=b'~').contains(byte));
        if let Some(text) = std::str::from_utf8(input).ok().filter(|_| is_printable) {
            House::with(|house| house.get_with_cookies("/", text));
        }
    },
};
