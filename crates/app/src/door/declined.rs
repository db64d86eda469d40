//! A no that was meant otherwise: what was declined can wait again, for a while.

use super::seen;
use crate::look::{self, How};
use crate::{Actor, App, Error, Result};
use hafan_core::id::AccountId;
use hafan_core::policy;
use hafan_core::time::DAY_US;
use hafan_store::account::Card;
use hafan_store::sight;

/// How long a no can be undone.
pub const UNDO_US: i64 = 30 * DAY_US;

/// Whose news was declined within [`UNDO_US`], the latest first, as far as the actor's persona may
/// see them; two hundred at most.
pub async fn declined(app: &App, actor: Actor) -> Result<Vec<Card>> {
    let (me, now) = (actor.persona, app.now());
    app.read(move |read| {
        let sight = sight::load(read, Some(me))?.for_news();
        let ids = hafan_store::declined::people(read, me, now.plus(-UNDO_US))?;
        let mut cards = seen(read, &sight, &ids)?;
        let cards = ids
            .iter()
            .filter_map(|id| cards.remove(&AccountId::new(*id)));
        Ok(cards.collect())
    })
    .await
}

/// What was declined of somebody waits again, as far as it still is so. A wish to follow that was
/// refused with it stays refused.
///
/// # Errors
/// `NotFound` where nothing of theirs was declined within [`UNDO_US`], or they may not be seen.
pub async fn undecline(app: &App, actor: Actor, who: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        let sight = turn.sight(me)?.for_news();
        policy::may_keep_house(&sight)?;
        let since = turn.now.plus(-UNDO_US);
        let is_there = hafan_store::declined::people(turn.tx, me, since)?.contains(&who.get());
        if !is_there || seen(turn.tx, &sight, &[who.get()])?.is_empty() {
            return Err(Error::NotFound);
        }
        hafan_store::declined::bring_back(turn.tx, me, who)?;
        look::accept(turn, me, who, How::Decline)?;
        hafan_store::door::trim(turn.tx, me, who)?;
        Ok(())
    })
    .await
}
