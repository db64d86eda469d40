//! How often something was tried that may be guessing. Buckets are opaque: no name, no address.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::time::Timestamp;

sql! {
    FIND = "SELECT bucket, failures, until, at FROM throttles WHERE bucket {in $1}";
    SET = "INSERT INTO throttles (bucket, failures, until, at) VALUES ($1, $2, $3, $4)
           ON CONFLICT (bucket) DO UPDATE
           SET failures = excluded.failures, until = excluded.until, at = excluded.at";
    FORGET = "DELETE FROM throttles WHERE at < $1";
}

/// What is kept about one bucket.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Throttle {
    /// Its opaque name.
    pub bucket: String,
    /// Tries that failed or are under way.
    pub failures: i64,
    /// Nothing more is tried before.
    pub until: Timestamp,
    /// The last try.
    pub at: Timestamp,
}

/// What is kept about these buckets; those without a row have no failures.
pub fn find(read: &mut Read<'_>, buckets: &[String]) -> Result<Vec<Throttle>, Error> {
    read.query(FIND, &[P::Texts(buckets)], |row| {
        Ok(Throttle {
            bucket: row.text(0)?,
            failures: row.i64(1)?,
            until: Timestamp::from_micros(row.i64(2)?),
            at: Timestamp::from_micros(row.i64(3)?),
        })
    })
}

/// Keeps a bucket.
pub fn set(tx: &mut Tx<'_>, throttle: &Throttle) -> Result<(), Error> {
    let params = [
        P::T(&throttle.bucket),
        P::I(throttle.failures),
        P::I(throttle.until.micros()),
        P::I(throttle.at.micros()),
    ];
    tx.execute(SET, &params)?;
    Ok(())
}

/// Drops the buckets that nothing was tried in since.
pub fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<u64, Error> {
    tx.execute(FORGET, &[P::I(before.micros())])
}
