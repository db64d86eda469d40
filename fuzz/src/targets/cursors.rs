//! Where a list goes on, as links say it, and as somebody may have changed them.

use super::house::{House, encoded};
use super::{Target, texts};

/// Pages and endpoints with a list, up to what names its place.
const LISTS: &[&str] = &[
    "/?before=",
    "/me/ledger?before=",
    "/notifications?before=",
    "/@mair?before=",
    "/me/posts?before=",
    "/kept?before=",
    "/me/follows?before=",
    "/search?q=bore&before=",
    "/host/record?before=",
    "/api/v1/timelines/home?max_id=",
    "/api/v1/timelines/home?min_id=",
    "/api/v1/notifications?since_id=",
    "/api/v1/bookmarks?max_id=",
    "/api/v2/search?q=bore&offset=",
    "/api/hafan/v1/ledger?max_id=",
];

pub const TARGET: Target = Target {
    name: "cursors",
    seeds: || {
        texts(&[
            "1.2",
            "9223372036854775807.-1",
            "1779000000000000.7",
            "0",
            "1_2_3",
            "-1",
        ])
    },
    dictionary: &[
        ".",
        "_",
        "-",
        ",",
        "9223372036854775807",
        "-9223372036854775808",
        "00",
        "+",
    ],
    run: |input| {
        House::with(|house| {
            for list in LISTS {
                house.get(&format!("{list}{}", encoded(input, b"")));
            }
        });
    },
};
