//! How people stand to each other: following, blocking, muting.
//!
//! Every change is an entry of the record of whoever it changes something for. A block, a mute and
//! the end of a follow hold from the next read on: feeds are made when they are read, and every
//! list asks the same rules.

mod block;
mod domain;
mod follow;
mod mute;
mod note;
mod people;

pub use block::{block, unblock};
pub(crate) use block::{block_in, unblock_in};
pub(crate) use domain::set_in as set_domain_in;
pub use domain::{PAGE as DOMAINS_PAGE, block_domain, blocked_domains, unblock_domain};
pub use follow::{Options, accept, follow, follow_with, refuse, remove_follower, unfollow};
pub(crate) use follow::{follow_again, refuse_in, unfollow_in, wish_again};
pub use hafan_store::relation::{Before, List};
pub use hafan_store::tie::{Kept, Terms, Wishes};
pub use mute::{MUTE_ENDS_JOB, MuteWish, end_mute, mute, mute_for, unmute};
pub(crate) use mute::{mute_again, terms_again, unmute_in};
pub use note::{NOTE_CHARS_MAX, note};
pub(crate) use people::is_nameable;
pub use people::{People, Somebody, people};

use crate::{Error, Result};
use hafan_core::account::FollowState;
use hafan_core::id::AccountId;
use hafan_core::policy::Sight;
use hafan_store::account::{self, Card};
use hafan_store::{Read, relation, tie};

/// People one persona can follow, requests included. A feed looks into one stream for each.
pub const FOLLOWS_MAX: i64 = 1_000;
/// People one persona can block. The rules hold them all in memory for each page.
pub const BLOCKS_MAX: i64 = 5_000;
/// People one persona can mute.
pub const MUTES_MAX: i64 = 5_000;

/// How the viewer stands to a persona, and the other way round.
#[derive(Clone, Debug)]
pub struct Tie {
    /// It is the viewer's own page.
    pub is_me: bool,
    /// The viewer's follow.
    pub following: FollowState,
    /// The other's follow of the viewer.
    pub follows_me: FollowState,
    /// The viewer muted them.
    pub is_muted: bool,
    /// What the viewer keeps about them, for themselves.
    pub kept: Kept,
    /// Communities both are members of, by name.
    pub shared: Vec<Card>,
}

/// How the viewer stands to a persona that they may see.
pub(crate) fn tie(read: &mut Read<'_>, sight: &Sight, other: AccountId) -> Result<Tie> {
    let Some(me) = sight.viewer else {
        return Ok(Tie {
            is_me: false,
            following: FollowState::None,
            follows_me: FollowState::None,
            is_muted: false,
            kept: Kept::default(),
            shared: Vec::new(),
        });
    };
    let places: Vec<i64> = sight
        .standings
        .iter()
        .filter(|(_, standing)| standing.role().is_some())
        .map(|(id, _)| id.get())
        .collect();
    let mut shared = Vec::new();
    if other != me && !places.is_empty() {
        let both = relation::shared_places(read, other, &places)?;
        let both: Vec<i64> = both.into_iter().map(|id| id.get()).collect();
        shared = account::cards(read, &both)?;
        shared.sort_by_key(|card| card.name.to_lowercase());
    }
    Ok(Tie {
        is_me: other == me,
        following: relation::follow(read, me, other)?.0,
        follows_me: relation::follow(read, other, me)?.0,
        is_muted: sight.muted.contains(&other),
        kept: tie::about(read, me, other)?,
        shared,
    })
}

/// A persona that exists; communities have other ties.
fn require_persona(read: &mut Read<'_>, id: AccountId) -> Result<account::Persona> {
    account::persona(read, id)?.ok_or(Error::NotFound)
}
