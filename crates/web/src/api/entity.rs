//! Entities of the Mastodon API, as its documentation has them ("API entities"). Each is made from
//! what the use cases answer; no rule is asked here.

pub mod account;
pub mod admin;
pub mod application;
pub mod conversation;
pub mod door;
pub mod edit;
pub mod filter;
pub mod instance;
pub mod list;
pub mod marker;
pub mod media;
pub mod notification;
pub mod poll;
pub mod push;
pub mod relationship;
pub mod scheduled;
pub mod status;
pub mod tag;

use hafan_core::time::Timestamp;

/// A moment as clients read it: `2026-11-22T10:00:00.000Z`, to the millisecond.
pub fn iso(at: Timestamp) -> String {
    let at = jiff::Timestamp::from_microsecond(at.micros()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{at:.3}")
}
