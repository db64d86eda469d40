//! Blocking: neither sees the other any more, from the next read on.

use super::{BLOCKS_MAX, List, follow, require_persona};
use crate::look::{self, How};
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::account::FollowState;
use hafan_core::id::AccountId;
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::policy;
use hafan_store::{circle, notification, relation};

/// Blocks a persona: ends the follows between the two, takes them out of the actor's circles and
/// from among those they let in, and takes back what each was told of the other. They are not told. What a stranger showed them is covered for
/// the actor wherever it comes again.
///
/// # Errors
/// `NotFound` for whoever the actor may not see; `Denied("that-is-you")`, `Denied("blocks-full")`.
pub async fn block(app: &App, actor: &Actor, target: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| block_in(turn, me, target, Cause::Choice))
        .await
}

pub(crate) fn block_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    target: AccountId,
    cause: Cause,
) -> Result<()> {
    let persona = require_persona(turn.tx, target)?;
    let sight = turn.sight(me)?;
    policy::may_keep_house(&sight)?;
    if me == target {
        return Err(Error::Denied("that-is-you"));
    }
    if sight.blocked.contains(&target) {
        return Ok(());
    }
    if !policy::may_see_account(&sight, target, persona.state) {
        return Err(Error::NotFound);
    }
    if relation::count(turn.tx, me, List::Blocked)? >= BLOCKS_MAX {
        return Err(Error::Denied("blocks-full"));
    }
    look::refuse_sender(turn, &sight, target)?;
    turn.record(change(me, target, false, true), By::Self_, cause)?;
    let ends = [
        ((me, target), FollowState::EndedByMe, By::Self_),
        ((target, me), FollowState::EndedByThem, By::Account(me)),
    ];
    for (edge, new, by) in ends {
        follow::end(turn, edge, new, by, Cause::Block)?;
    }
    circle::remove_everywhere(turn.tx, me, target)?;
    notification::forget_actor(turn.tx, me, target)?;
    notification::forget_actor(turn.tx, target, me)?;
    hafan_store::door::forget(turn.tx, me, target)?;
    Ok(())
}

/// Ends a block. What it ended does not come back by itself.
pub async fn unblock(app: &App, actor: &Actor, target: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| unblock_in(turn, me, target, Cause::Choice))
        .await
}

pub(crate) fn unblock_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    target: AccountId,
    cause: Cause,
) -> Result<()> {
    let sight = turn.sight(me)?;
    policy::may_keep_house(&sight)?;
    if !sight.blocked.contains(&target) {
        return Err(Error::NotFound);
    }
    look::accept(turn, me, target, How::Block)?;
    turn.record(change(me, target, true, false), By::Self_, cause)
}

const fn change(owner: AccountId, target: AccountId, old: bool, new: bool) -> Change {
    Change::Block {
        owner,
        target,
        old,
        new,
    }
}
