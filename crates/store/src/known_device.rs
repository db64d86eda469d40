//! Browsers in which a member has signed in before. Only a hash over browser and member is kept,
//! so that a row tells neither.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::MemberId;
use hafan_core::time::Timestamp;

sql! {
    IS_KNOWN = "SELECT COUNT(*) FROM known_devices WHERE device_hash = $1 AND member_id = $2";
    SET = "INSERT INTO known_devices (device_hash, member_id, seen_at) VALUES ($1, $2, $3)
           ON CONFLICT (device_hash) DO UPDATE SET seen_at = excluded.seen_at";
    REMOVE = "DELETE FROM known_devices WHERE member_id = $1";
    FORGET = "DELETE FROM known_devices WHERE seen_at < $1";
}

/// True if the member has signed in on this browser before.
pub fn is_known(read: &mut Read<'_>, hash: &[u8], member: MemberId) -> Result<bool, Error> {
    let params = [P::B(hash), P::I(member.get())];
    read.query_one(IS_KNOWN, &params, |row| Ok(row.i64(0)? > 0))
}

/// Notes that the member has signed in on this browser.
pub fn set(tx: &mut Tx<'_>, hash: &[u8], member: MemberId, now: Timestamp) -> Result<(), Error> {
    let params = [P::B(hash), P::I(member.get()), P::I(now.day().micros())];
    tx.execute(SET, &params)?;
    Ok(())
}

/// Forgets every browser of a member: after recovery, and when the member leaves.
pub fn remove_all(tx: &mut Tx<'_>, member: MemberId) -> Result<(), Error> {
    tx.execute(REMOVE, &[P::I(member.get())])?;
    Ok(())
}

/// Forgets browsers not used since.
pub fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, Error> {
    tx.execute(FORGET, &[P::I(before.micros())])
}
