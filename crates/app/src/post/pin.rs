//! Posts at the top of the page of their author; and conversations one does not want to hear of.

use crate::{Actor, App, Error, Result};
use hafan_core::id::PostId;
use hafan_core::policy;
use hafan_store::{pin as pins, thread_mute};

/// Posts at the top of one page: more would push everything else off the first screen.
pub const PINS_MAX: usize = 5;

/// Puts a post of one's own at the top of one's page, or takes it from there.
///
/// # Errors
/// `Denied` with `pin-own`, `pin-elsewhere` or `pin-too-many`; `NotFound`.
pub async fn pin(app: &App, actor: &Actor, id: PostId, is_on: bool) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(me)?;
        let row = super::visible(turn.tx, &sight, id)?;
        let permit = policy::may_pin(&sight, &row.facts)?;
        if !is_on {
            return Ok(pins::unpin(turn.tx, me, id)?);
        }
        let there = pins::of_account(turn.tx, me)?;
        if there.len() >= PINS_MAX && !there.contains(&id) {
            return Err(Error::Denied("pin-too-many"));
        }
        Ok(pins::pin(turn.tx, &permit, me, id, turn.now)?)
    })
    .await
}

/// From now on the actor is not told what happens in the conversation of a post, or is again.
///
/// # Errors
/// `NotFound` for a post that they may not see.
pub async fn mute_thread(app: &App, actor: &Actor, id: PostId, is_on: bool) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(me)?;
        let row = super::visible(turn.tx, &sight, id)?;
        policy::may_keep_house(&sight)?;
        if is_on {
            Ok(thread_mute::mute(turn.tx, me, row.thread, turn.now)?)
        } else {
            Ok(thread_mute::unmute(turn.tx, me, row.thread)?)
        }
    })
    .await
}
