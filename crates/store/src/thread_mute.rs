//! Conversations that a persona does not want to hear of.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::{AccountId, PostId};
use hafan_core::time::Timestamp;

sql! {
    MUTE = "INSERT INTO thread_mutes (persona_id, thread_id, at) VALUES ($1, $2, $3)
            ON CONFLICT (persona_id, thread_id) DO NOTHING";
    UNMUTE = "DELETE FROM thread_mutes WHERE persona_id = $1 AND thread_id = $2";
    IS_MUTED = "SELECT COUNT(*) FROM thread_mutes WHERE persona_id = $1 AND thread_id = $2";
}

/// From now on the persona is not told what happens in the conversation.
pub fn mute(
    tx: &mut Tx<'_>,
    persona: AccountId,
    thread: PostId,
    at: Timestamp,
) -> Result<(), Error> {
    let params = [P::I(persona.get()), P::I(thread.get()), P::I(at.micros())];
    tx.execute(MUTE, &params)?;
    Ok(())
}

/// The persona is told again.
pub fn unmute(tx: &mut Tx<'_>, persona: AccountId, thread: PostId) -> Result<(), Error> {
    tx.execute(UNMUTE, &[P::I(persona.get()), P::I(thread.get())])?;
    Ok(())
}

/// True where the persona does not want to be told.
pub fn is_muted(read: &mut Read<'_>, persona: AccountId, thread: PostId) -> Result<bool, Error> {
    let params = [P::I(persona.get()), P::I(thread.get())];
    read.query_one(IS_MUTED, &params, |row| Ok(row.i64(0)? > 0))
}
