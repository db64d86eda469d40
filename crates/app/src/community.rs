//! Communities: founding, joining, caring for them, and their square.

pub mod care;
pub mod charter;
pub mod found;
pub mod invite;
pub mod join;
pub mod people;
pub mod record;
pub mod settings;
pub mod square;

pub use found::{Founded, Wish, found};

use crate::notice::{self, About};
use crate::{Error, Fault, Result, Turn};
use hafan_core::handle::Handle;
use hafan_core::id::{AccountId, CommunityId};
use hafan_core::notify::NotificationKind;
use hafan_core::policy::{self, CommunityFacts, Sight};
use hafan_core::text::{SourceText, TextError};
use hafan_store::{Read, account, community, notification};

/// Characters of the words given with a refusal, a removal, a change of role.
pub const REASON_CHARS_MAX: usize = 1_000;

/// The community with this handle, if the viewer may know of it: the one door to all its pages.
///
/// One query whether it does not exist, is hidden from the viewer, or is there, and nothing of a
/// hidden one is read but what the rule needs: so that the answers take the same time.
///
/// # Errors
/// [`Error::NotFound`].
pub fn door(read: &mut Read<'_>, sight: &Sight, handle: &str) -> Result<CommunityFacts> {
    let key = Handle::parse_unreserved(handle).map_or_else(|_| String::new(), |h| h.key());
    community::by_handle(read, &key)?
        .filter(|facts| policy::may_know_of(sight, facts))
        .ok_or(Error::NotFound)
}

/// The living persona with this handle, if the viewer may see it.
fn persona_by_handle(read: &mut Read<'_>, sight: &Sight, handle: &str) -> Result<AccountId> {
    let key = Handle::parse_unreserved(handle).map_or_else(|_| String::new(), |h| h.key());
    let found = account::personas_by_handles(read, &[key])?.pop();
    let (_, id) = found.ok_or(Error::NotFound)?;
    let card = account::card(read, id)?.ok_or(Error::NotFound)?;
    if policy::may_see_account(sight, id, card.state) {
        Ok(id)
    } else {
        Err(Error::NotFound)
    }
}

/// Tells a persona what happened between it and a community, with a notification and at once.
fn tell(
    turn: &mut Turn<'_, '_>,
    to: AccountId,
    kind: NotificationKind,
    (actor, community): (AccountId, CommunityId),
) -> Result<()> {
    let about = About {
        community: Some(community),
        ..About::default()
    };
    notice::tell(turn, to, (kind, actor), about)?;
    Ok(())
}

/// As [`tell`], of an invitation: one that nobody asked for passes the door, and inviting again
/// tells in the place of what was told.
fn tell_invitation(
    turn: &mut Turn<'_, '_>,
    to: AccountId,
    (actor, community): (AccountId, CommunityId),
) -> Result<()> {
    let kind = NotificationKind::Membership;
    notification::withdraw_invitation(turn.tx, to, (actor, community))?;
    let about = About {
        community: Some(community),
        is_invitation: true,
        ..About::default()
    };
    notice::tell(turn, to, (kind, actor), about)?;
    Ok(())
}

/// Words of a person that may be missing.
fn optional_words(field: &'static str, typed: &str, chars_max: usize) -> Result<String> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    words(field, typed, chars_max)
}

/// Words of a person that are needed.
fn words(field: &'static str, typed: &str, chars_max: usize) -> Result<String> {
    SourceText::parse(typed, chars_max)
        .map(|text| text.as_str().to_owned())
        .map_err(|error| text_fault(field, error).into())
}

fn text_fault(field: &'static str, error: TextError) -> Fault {
    let bound = match error {
        TextError::Empty => 0,
        TextError::TooLong { chars_max } => i64::try_from(chars_max).unwrap_or(i64::MAX),
    };
    Fault::with_bound(field, error.code(), bound)
}
