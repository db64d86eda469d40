//! Who has exchanged words with whom: what makes a voice familiar.

use crate::{Error, P, Tx, sql};
use hafan_core::id::AccountId;
use hafan_core::time::Timestamp;

sql! {
    NOTE = "INSERT INTO exchanges (from_id, to_id, first_at, last_at) VALUES ($1, $2, $3, $3)
            ON CONFLICT (from_id, to_id) DO UPDATE SET last_at = excluded.last_at";
}

/// Notes that `from` has answered or named `to`.
pub fn note(tx: &mut Tx<'_>, from: AccountId, to: AccountId, at: Timestamp) -> Result<(), Error> {
    tx.execute(NOTE, &[P::I(from.get()), P::I(to.get()), P::I(at.micros())])?;
    Ok(())
}
