//! Where a persona has read to in a list of its own.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::AccountId;
use hafan_core::time::Timestamp;

sql! {
    FIND = "SELECT read_to, version, at FROM markers WHERE persona_id = $1 AND list = $2";
    GET = "SELECT read_to FROM markers WHERE persona_id = $1 AND list = $2";
    SET = "INSERT INTO markers (persona_id, list, read_to, at, version) VALUES ($1, $2, $3, $4, 1)
           ON CONFLICT (persona_id, list) DO UPDATE
           SET read_to = {greatest}(markers.read_to, excluded.read_to), at = excluded.at,
           version = markers.version + 1";
    FORGET = "DELETE FROM markers WHERE persona_id = $1";
}

/// The list of notifications.
pub const NOTIFICATIONS: &str = "notifications";

/// Everything one follows.
pub const HOME: &str = "home";

/// A mark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Marker {
    /// Read up to this id.
    pub read_to: i64,
    /// How often it was set.
    pub version: i64,
    /// When it was set last.
    pub at: Timestamp,
}

/// The mark in a list, where there is one.
pub fn find(read: &mut Read<'_>, persona: AccountId, list: &str) -> Result<Option<Marker>, Error> {
    read.query_opt(FIND, &[P::I(persona.get()), P::T(list)], |row| {
        Ok(Marker {
            read_to: row.i64(0)?,
            version: row.i64(1)?,
            at: Timestamp::from_micros(row.i64(2)?),
        })
    })
}

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
