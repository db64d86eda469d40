//! Where a persona has read to in a list of its own.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::AccountId;
use hafan_core::time::Timestamp;

sql! {
    GET = "SELECT read_to FROM markers WHERE persona_id = $1 AND list = $2";
    SET = "INSERT INTO markers (persona_id, list, read_to, at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (persona_id, list) DO UPDATE
           SET read_to = {greatest}(markers.read_to, excluded.read_to), at = excluded.at";
    FORGET = "DELETE FROM markers WHERE persona_id = $1";
}

/// The list of notifications.
pub const NOTIFICATIONS: &str = "notifications";

/// The id up to which a list was read; 0 where it never was.
pub fn get(read: &mut Read<'_>, persona: AccountId, list: &str) -> Result<i64, Error> {
    let found = read.query_opt(GET, &[P::I(persona.get()), P::T(list)], |row| row.i64(0))?;
    Ok(found.unwrap_or(0))
}

/// Notes that a list was read up to `read_to`. It never moves back.
pub fn set(
    tx: &mut Tx<'_>,
    persona: AccountId,
    list: &str,
    read_to: i64,
    now: Timestamp,
) -> Result<(), Error> {
    let params = [
        P::I(persona.get()),
        P::T(list),
        P::I(read_to),
        P::I(now.micros()),
    ];
    tx.execute(SET, &params)?;
    Ok(())
}

/// Forgets where a persona that is deleted has read to.
pub fn forget(tx: &mut Tx<'_>, persona: AccountId) -> Result<(), Error> {
    tx.execute(FORGET, &[P::I(persona.get())])?;
    Ok(())
}
