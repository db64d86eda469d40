//! Who should be able to reach somebody: see [`hafan_core::reach`].

use super::persona::require_writer;
use super::profile;
use crate::{Actor, App, Result, Turn};
use hafan_core::account::ProfileField;
use hafan_core::door::Caller;
use hafan_core::id::AccountId;
use hafan_core::ledger::{Cause, yes_no};
pub use hafan_core::reach::Reach;

/// The answer that the actor's persona lives by; nothing where it set something by itself since.
///
/// # Errors
/// `NotFound` for a persona that is gone.
pub async fn own(app: &App, actor: Actor) -> Result<Option<Reach>> {
    let persona = profile::own(app, actor).await?;
    let door = crate::door::own(app, actor).await?;
    let now = |field: ProfileField| match field {
        ProfileField::NewsStranger => door.get(Caller::Stranger).code(),
        ProfileField::ApproveFollowers => yes_no(persona.approve_followers),
        ProfileField::DefaultAudience => persona.default_audience.code(),
        ProfileField::DefaultReplies => persona.default_replies.code(),
        ProfileField::DefaultQuotes => persona.default_quotes.code(),
        _ => "",
    };
    let lives = |reach: &&Reach| {
        reach
            .fields()
            .iter()
            .all(|(field, value)| now(*field) == *value)
    };
    Ok(Reach::ALL.iter().find(lives).copied())
}

/// Sets what follows from an answer; each field that changes is an entry of the persona's record,
/// which undoes it.
///
/// # Errors
/// `Denied("frozen")`.
pub async fn choose(app: &App, actor: Actor, reach: Reach) -> Result<()> {
    app.write(move |turn| {
        require_writer(turn, actor.persona)?;
        set(turn, actor.persona, reach, Cause::Choice)
    })
    .await
}

/// As [`choose`], within a change of more: also of somebody who waits to be let in.
pub(super) fn set(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    reach: Reach,
    cause: Cause,
) -> Result<()> {
    for one in reach.fields() {
        profile::set(turn, persona, *one, cause)?;
    }
    Ok(())
}
