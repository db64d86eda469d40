//! Which member holds which personas. The only file that reads this table.
//!
//! No function gives another persona of the same member to anyone but that member: callers pass
//! the member they have authenticated. Kept apart so that it can move into a process of its own.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::{AccountId, MemberId};

sql! {
    INSERT = "INSERT INTO persona_links (persona_id, member_id, position) VALUES ($1, $2, $3)";
    OWN = "SELECT persona_id FROM persona_links WHERE member_id = $1 ORDER BY position, persona_id";
    MEMBER = "SELECT member_id FROM persona_links WHERE persona_id = $1";
    REMOVE = "DELETE FROM persona_links WHERE persona_id = $1";
}

/// Ties a new persona to its member.
pub fn insert(
    tx: &mut Tx<'_>,
    persona: AccountId,
    member: MemberId,
    position: i64,
) -> Result<(), Error> {
    tx.execute(
        INSERT,
        &[P::I(persona.get()), P::I(member.get()), P::I(position)],
    )?;
    Ok(())
}

/// The personas of a member, in the member's order.
pub fn own(read: &mut Read<'_>, member: MemberId) -> Result<Vec<AccountId>, Error> {
    read.query(OWN, &[P::I(member.get())], |row| {
        Ok(AccountId::new(row.i64(0)?))
    })
}

/// The member behind a persona: for sign-in, help by a host and deletion only.
pub fn member_behind(read: &mut Read<'_>, persona: AccountId) -> Result<Option<MemberId>, Error> {
    read.query_opt(MEMBER, &[P::I(persona.get())], |row| {
        Ok(MemberId::new(row.i64(0)?))
    })
}

/// Cuts the tie, when the persona is deleted.
pub fn remove(tx: &mut Tx<'_>, persona: AccountId) -> Result<(), Error> {
    tx.execute(REMOVE, &[P::I(persona.get())])?;
    Ok(())
}
