//! Handles, display names and e-mail addresses, as forms and other servers send them.

use hafan_core::display_name::DisplayName;
use hafan_core::email::EmailAddress;
use hafan_core::handle::{HANDLE_CHARS_MAX, Handle};

use super::{Target, texts};

pub const TARGET: Target = Target {
    name: "names",
    seeds: || {
        texts(&[
            "@mair_o_r_cwm",
            "Mair o’r Cwm \u{1F331}",
            "Tŷ \u{202e}nwod edispu\u{202c}",
            "name+tag@example.org",
            "раураl",
            "\u{1d5d4}\u{ff21}",
        ])
    },
    dictionary: &[
        "@",
        "_",
        ".",
        "..",
        "xn--",
        "\u{3164}",
        "\u{2066}",
        "\u{feff}",
        "\u{e0001}",
    ],
    run: |input| {
        let Ok(text) = std::str::from_utf8(input) else {
            return;
        };
        if let Ok(handle) = Handle::parse(text) {
            assert!(handle.as_str().is_ascii() && handle.as_str().len() <= HANDLE_CHARS_MAX);
            assert_eq!(
                Handle::parse(handle.as_str()).as_ref(),
                Ok(&handle),
                "stable"
            );
            let by_key = Handle::parse(&handle.key()).expect("a key is a handle");
            assert_eq!(
                by_key.skeleton(),
                handle.skeleton(),
                "a look does not depend on case"
            );
        }
        if let Ok(name) = DisplayName::parse(text) {
            assert_eq!(
                DisplayName::parse(name.as_str()).as_ref(),
                Ok(&name),
                "stable"
            );
            assert!(
                !name.initial().is_empty(),
                "a name that is seen has a first sign"
            );
        }
        if let Ok(address) = EmailAddress::parse(text) {
            assert_eq!(
                EmailAddress::parse(address.as_str()).as_ref(),
                Ok(&address),
                "stable"
            );
            assert!(
                !address.as_str().contains(['\r', '\n', '\0']),
                "no second mail header"
            );
            address.key();
        }
    },
};
