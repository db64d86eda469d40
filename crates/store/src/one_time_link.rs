//! One-time links: the set-up link, and a host's help with signing in. Only hashes are stored.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::MemberId;
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO one_time_links (token_hash, purpose, member_id, made_at, expires_at)
              VALUES ($1, $2, $3, $4, $5)";
    FIND = "SELECT member_id FROM one_time_links
            WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3";
    TAKE = "DELETE FROM one_time_links WHERE token_hash = $1 AND purpose = $2";
    VOID = "DELETE FROM one_time_links WHERE purpose = $1";
    VOID_OF_MEMBER = "DELETE FROM one_time_links WHERE purpose = $1 AND member_id = $2";
    FORGET = "DELETE FROM one_time_links WHERE expires_at < $1";
}

/// What the set-up link is for.
pub const SETUP: &str = "setup";

/// Stores a link. `token_hash` is the SHA-256 of the secret in it.
pub fn insert(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    purpose: &str,
    member: Option<MemberId>,
    (made_at, expires_at): (Timestamp, Timestamp),
) -> Result<(), Error> {
    let params = [
        P::B(token_hash),
        P::T(purpose),
        P::OptI(member.map(MemberId::get)),
        P::I(made_at.micros()),
        P::I(expires_at.micros()),
    ];
    tx.execute(INSERT, &params)?;
    Ok(())
}

/// Whom a link that still holds was made for: `Some(None)` where it is for nobody in particular.
pub fn find(
    read: &mut Read<'_>,
    token_hash: &[u8],
    purpose: &str,
    now: Timestamp,
) -> Result<Option<Option<MemberId>>, Error> {
    let params = [P::B(token_hash), P::T(purpose), P::I(now.micros())];
    read.query_opt(FIND, &params, |row| Ok(row.opt_i64(0)?.map(MemberId::new)))
}

/// Uses a link up. False if somebody else did it before.
pub fn take(tx: &mut Tx<'_>, token_hash: &[u8], purpose: &str) -> Result<bool, Error> {
    Ok(tx.execute(TAKE, &[P::B(token_hash), P::T(purpose)])? == 1)
}

/// Makes all links of a purpose worthless.
pub fn void_all(tx: &mut Tx<'_>, purpose: &str) -> Result<(), Error> {
    tx.execute(VOID, &[P::T(purpose)])?;
    Ok(())
}

/// Makes all links of a purpose that were made for a member worthless.
pub fn void_of_member(tx: &mut Tx<'_>, purpose: &str, member: MemberId) -> Result<(), Error> {
    tx.execute(VOID_OF_MEMBER, &[P::T(purpose), P::I(member.get())])?;
    Ok(())
}

/// Drops the links whose time is over.
pub fn forget_ended(tx: &mut Tx<'_>, now: Timestamp) -> Result<u64, Error> {
    tx.execute(FORGET, &[P::I(now.micros())])
}
