//! Muting: what somebody writes does not come by itself any more. They are not told.

use super::{List, MUTES_MAX, require_persona};
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::id::AccountId;
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::policy;
use hafan_store::relation;

/// Mutes a persona: nothing of theirs in feeds and news. In a thread or on their page, which one
/// opens oneself, their words stay in place.
///
/// # Errors
/// `NotFound` for whoever the actor may not see; `Denied("that-is-you")`, `Denied("mutes-full")`.
pub async fn mute(app: &App, actor: &Actor, target: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| mute_in(turn, me, target, Cause::Choice))
        .await
}

pub(crate) fn mute_in(
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
    if sight.muted.contains(&target) {
        return Ok(());
    }
    if !policy::may_see_account(&sight, target, persona.state) {
        return Err(Error::NotFound);
    }
    if relation::count(turn.tx, me, List::Muted)? >= MUTES_MAX {
        return Err(Error::Denied("mutes-full"));
    }
    turn.record(change(me, target, false, true), By::Self_, cause)
}

/// Ends a mute.
pub async fn unmute(app: &App, actor: &Actor, target: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| unmute_in(turn, me, target, Cause::Choice))
        .await
}

pub(crate) fn unmute_in(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    target: AccountId,
    cause: Cause,
) -> Result<()> {
    let sight = turn.sight(me)?;
    policy::may_keep_house(&sight)?;
    if !sight.muted.contains(&target) {
        return Err(Error::NotFound);
    }
    turn.record(change(me, target, true, false), By::Self_, cause)
}

const fn change(owner: AccountId, target: AccountId, old: bool, new: bool) -> Change {
    Change::Mute {
        owner,
        target,
        old,
        new,
    }
}
