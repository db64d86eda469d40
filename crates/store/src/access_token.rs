//! Tokens with which apps act for a persona. Only their hashes are stored.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::AccountId;
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO access_tokens (token_hash, persona_id, scopes, label, created_at)
              VALUES ($1, $2, $3, $4, $5)";
    FIND = "SELECT persona_id, scopes FROM access_tokens WHERE token_hash = $1";
    REMOVE_OF = "DELETE FROM access_tokens WHERE persona_id = $1";
}

/// Stores a token. `token_hash` is its SHA-256.
pub fn insert(
    tx: &mut Tx<'_>,
    token_hash: &[u8],
    persona: AccountId,
    (scopes, label): (&str, &str),
    now: Timestamp,
) -> Result<(), Error> {
    let params = [
        P::B(token_hash),
        P::I(persona.get()),
        P::T(scopes),
        P::T(label),
        P::I(now.micros()),
    ];
    tx.execute(INSERT, &params)?;
    Ok(())
}

/// As whom, and with which scopes, whoever holds this token may act.
pub fn find(read: &mut Read<'_>, token_hash: &[u8]) -> Result<Option<(AccountId, String)>, Error> {
    read.query_opt(FIND, &[P::B(token_hash)], |row| {
        Ok((AccountId::new(row.i64(0)?), row.text(1)?))
    })
}

/// Ends all tokens of a persona.
pub fn remove_of(tx: &mut Tx<'_>, persona: AccountId) -> Result<u64, Error> {
    tx.execute(REMOVE_OF, &[P::I(persona.get())])
}
