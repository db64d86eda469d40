//! What strangers write in the owner's own threads waits with them, as long as they wait.
//!
//! One rule by author: when somebody writes, the door is asked whether they are a stranger to those
//! whose words theirs stand around, and from when on is kept for each of both
//! ([`hafan_store::stranger`]). Reading asks that, and nothing else: see
//! [`hafan_core::policy::is_left_at_door`]. So what was told, or let in, stays where it stood,
//! whatever becomes of the two of them later, and nothing depends on news that is cleared, muted
//! or cut.

use super::{batch, look, seen};
use crate::{Result, Turn};
use hafan_core::door::{Answer, Caller};
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy::Sight;
use hafan_core::time::Timestamp;
use hafan_store::stranger::LeftOut;
use hafan_store::{Read, stranger};
use std::collections::BTreeSet;

/// Notes at whose doors a new post waits with its author: of `owners`, those whom it answers, whose
/// thread it stands in, whom it quotes. Answers these.
pub(crate) fn meet(
    turn: &mut Turn<'_, '_>,
    (author, post): (AccountId, PostId),
    owners: impl IntoIterator<Item = AccountId>,
) -> Result<BTreeSet<AccountId>> {
    let mut waiting = BTreeSet::new();
    let owners: BTreeSet<AccountId> = owners.into_iter().collect();
    for owner in owners.into_iter().filter(|owner| *owner != author) {
        if waits(turn, owner, author)? {
            stranger::wait(turn.tx, (owner, author), post)?;
            waiting.insert(owner);
        } else {
            // Known since: nothing of theirs is left out any more.
            stranger::forget(turn.tx, owner, author)?;
        }
    }
    Ok(waiting)
}

/// After somebody may have become known: if they are, nothing of theirs is left out.
pub(super) fn settle(turn: &mut Turn<'_, '_>, me: AccountId, who: AccountId) -> Result<()> {
    if stranger::is_one(turn.tx, me, who)? && !waits(turn, me, who)? {
        stranger::forget(turn.tx, me, who)?;
    }
    Ok(())
}

/// True where words of `who` would wait at the door of `me`, if they wrote some now.
fn waits(turn: &mut Turn<'_, '_>, me: AccountId, who: AccountId) -> Result<bool> {
    let found = look(turn.tx, (me, who), turn.now)?;
    Ok(found.is_some_and(|(door, sender)| {
        door.get(Caller::Stranger) != Answer::Tell && sender.is_stranger(turn.now)
    }))
}

/// True where the page of those who wait shows the author of some of this: it has come up.
pub(crate) fn is_any_up(
    read: &mut Read<'_>,
    sight: &Sight,
    (left_out, now): (&[LeftOut], Timestamp),
) -> Result<bool> {
    if left_out.iter().all(|one| one.held_since.is_none()) {
        return Ok(false);
    }
    let until = batch(read, now)?;
    let up = left_out.iter();
    let up = up.filter(|one| one.held_since.is_some_and(|since| since < until));
    let people: BTreeSet<i64> = up.map(|one| one.author.get()).collect();
    let people: Vec<i64> = people.into_iter().collect();
    Ok(!seen(read, &sight.clone().for_news(), &people)?.is_empty())
}
