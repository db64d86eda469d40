//! Secrets of the place itself, each under its name. They are made once and kept; nothing shows
//! them, and they stand in no log and in no ledger.

use crate::{Error, P, Read, Tx, sql};

sql! {
    FIND = "SELECT bytes FROM secrets WHERE name = $1";
    INSERT = "INSERT INTO secrets (name, bytes) VALUES ($1, $2)";
}

/// A secret, if it was made.
pub fn find(read: &mut Read<'_>, name: &str) -> Result<Option<Vec<u8>>, Error> {
    read.query_opt(FIND, &[P::T(name)], |row| row.bytes(0))
}

/// Keeps a secret that was not there.
pub fn insert(tx: &mut Tx<'_>, name: &str, bytes: &[u8]) -> Result<(), Error> {
    tx.execute(INSERT, &[P::T(name), P::B(bytes)])?;
    Ok(())
}
