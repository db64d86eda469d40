//! What becomes of what a persona wrote long ago: the switch that closes a back catalogue.

use super::persona::require_writer;
use super::profile::field_change;
use crate::{Actor, App, Error, Result};
use hafan_core::account::ProfileField;
use hafan_core::id::AccountId;
use hafan_core::ledger::{By, Cause};
use hafan_core::old_words::{After, OldWords};
use hafan_core::time::Timestamp;
use hafan_store::{account, old_words};

/// What the actor's persona chose.
///
/// # Errors
/// `NotFound` for a persona that is gone.
pub async fn own(app: &App, actor: Actor) -> Result<OldWords> {
    let persona = super::profile::own(app, actor).await?;
    Ok(persona.old_words)
}

/// Closes the older words of the actor's persona, or opens them: on every surface, with this
/// change. It is an entry of its record and can be undone.
///
/// # Errors
/// `Denied("frozen")`; a fault of `after` for a moment to come: nothing was written then.
pub async fn choose(app: &App, actor: Actor, wish: OldWords) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        require_writer(turn, me)?;
        if let OldWords::Closed { after, .. } = wish
            && matches!(after, After::Before(at) if at > turn.now.plus(1))
        {
            return Err(Error::invalid("after", "choice"));
        }
        let now = account::persona(turn.tx, me)?.ok_or(Error::NotFound)?;
        let (old, new) = (now.old_words.code(), wish.code());
        let change = field_change(me, ProfileField::OldWords, (&old, &new));
        turn.record(change, By::Self_, Cause::Choice)
    })
    .await
}

/// Closes what grew old since the last look. Only who has another day to close is written to.
pub(crate) async fn age(app: &App) -> Result<()> {
    let mut after = AccountId::new(i64::MIN);
    loop {
        let found = app
            .read(move |read| Ok(old_words::ageing(read, after)?))
            .await?;
        let Some((last, ..)) = found.last() else {
            return Ok(());
        };
        after = *last;
        let now = app.now();
        let is_due = |one: &(AccountId, OldWords, Timestamp)| one.1.closed_before(now) > one.2;
        let due: Vec<_> = found.into_iter().filter(is_due).collect();
        if due.is_empty() {
            continue;
        }
        app.write(move |turn| {
            for (persona, _, _) in &due {
                // The choice may have changed since it was read.
                if let Some(persona) = account::persona(turn.tx, *persona)? {
                    old_words::age(turn.tx, persona.id, turn.now)?;
                }
            }
            Ok(())
        })
        .await?;
    }
}
