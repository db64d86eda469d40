//! Whether a place is empty, so that a backup may be read into it.

use crate::{Error, Read, Tx, sql, upkeep};

sql! {
    HOLDS_PEOPLE = "SELECT (SELECT COUNT(*) FROM accounts) + (SELECT COUNT(*) FROM members)
                    + (SELECT COUNT(*) FROM place) + (SELECT COUNT(*) FROM posts)
                    + (SELECT COUNT(*) FROM media) + (SELECT COUNT(*) FROM ledger)";
    DROP_LINKS = "DELETE FROM one_time_links";
    DROP_THROTTLES = "DELETE FROM throttles";
    DROP_JOBS = "DELETE FROM jobs";
    DROP_UPKEEP = "DELETE FROM upkeep";
}

/// True where nobody has made anything yet. What a server that was only started writes (a set-up
/// link, signs of life) does not count.
pub fn is_empty(read: &mut Read<'_>) -> Result<bool, Error> {
    read.query_one(HOLDS_PEOPLE, &[], |row| Ok(row.i64(0)? == 0))
}

/// Drops what a server writes that was only started.
pub fn clear_traces(tx: &mut Tx<'_>) -> Result<(), Error> {
    for sql in [DROP_LINKS, DROP_THROTTLES, DROP_JOBS, DROP_UPKEEP] {
        tx.execute(sql, &[])?;
    }
    upkeep::forget_servers(tx)
}
