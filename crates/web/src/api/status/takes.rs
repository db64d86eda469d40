//! What posts are made of, as applications send it.

use crate::api::shape::{self, Kind, Param};

/// What a new post is made of in either API.
pub const NEW: &[Param] = &[
    shape::text("status"),
    shape::text("spoiler_text"),
    shape::flag("sensitive"),
    shape::text("language"),
    shape::choice("visibility", &["public", "unlisted", "private", "direct"]),
    shape::choice("quote_approval_policy", &["public", "followers", "nobody"]),
    shape::ids("media_ids"),
    shape::of("poll", Kind::Object(&[POLL])),
    shape::id("in_reply_to_id"),
    shape::id("quoted_status_id"),
    shape::of("scheduled_at", Kind::Moment),
];

/// What a poll is made of.
pub const POLL: &[Param] = &[
    shape::texts("options"),
    shape::number("expires_in"),
    shape::flag("multiple"),
    shape::flag("hide_totals"),
];

/// What is told of a picture of a post.
pub const DESCRIBED: &[Param] = &[
    shape::id("id"),
    shape::text("description"),
    shape::text("focus"),
];
