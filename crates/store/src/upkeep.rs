//! What the place's own machinery last did (backups, restores, sweeps), and which servers run.

use crate::{Error, P, Read, Store, Tx, sql};
use hafan_core::time::Timestamp;

sql! {
    SET = "INSERT INTO upkeep (kind, at, detail) VALUES ($1, $2, $3)
           ON CONFLICT (kind) DO UPDATE SET at = excluded.at, detail = excluded.detail";
    FIND = "SELECT at, detail FROM upkeep WHERE kind = $1";
    REMOVE = "DELETE FROM upkeep WHERE kind = $1";
    ALL = "SELECT kind, at, detail FROM upkeep ORDER BY kind LIMIT 100";
    BEAT = "INSERT INTO servers (id, started_at, seen_at, version) VALUES ($1, $2, $2, $3)
            ON CONFLICT (id) DO UPDATE SET seen_at = $4";
    GONE = "DELETE FROM servers WHERE seen_at < $1";
    LEAVE = "DELETE FROM servers WHERE id = $1";
    FORGET = "DELETE FROM servers";
    SERVERS = "SELECT id, started_at, seen_at, version FROM servers ORDER BY started_at, id
               LIMIT 100";
}

/// A backup was made; the detail is its size in bytes.
pub const BACKUP: &str = "backup";
/// A backup was tried and failed; the detail says why.
pub const BACKUP_FAILED: &str = "backup-failed";
/// A backup is being made until then: no picture's files may be deleted.
pub const BACKUP_HOLD: &str = "backup-hold";
/// What was there before there were seals was sealed as it was then.
pub const SEALED: &str = "sealed";
/// Pictures from before looks were kept are looked at; the detail is the last one that was tried, or
/// `all`.
pub const LOOKED: &str = "looked";
/// The folder of pictures was taken into use; the detail is its mark.
pub const PICTURES: &str = "pictures";
/// A backup was read in.
pub const RESTORE: &str = "restore";

/// A kind of upkeep, when it was last done, and a word about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upkeep {
    /// Which.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// A word about it.
    pub detail: String,
}

/// A process that serves this database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Random.
    pub id: i64,
    /// Since when.
    pub started_at: Timestamp,
    /// Last sign of life.
    pub seen_at: Timestamp,
    /// Of the program.
    pub version: String,
}

/// Notes that something was done.
pub fn set(tx: &mut Tx<'_>, kind: &str, at: Timestamp, detail: &str) -> Result<(), Error> {
    tx.execute(SET, &[P::T(kind), P::I(at.micros()), P::T(detail)])?;
    Ok(())
}

/// When something was last done.
pub fn find(read: &mut Read<'_>, kind: &str) -> Result<Option<Upkeep>, Error> {
    read.query_opt(FIND, &[P::T(kind)], |row| {
        Ok(Upkeep {
            kind: kind.to_owned(),
            at: Timestamp::from_micros(row.i64(0)?),
            detail: row.text(1)?,
        })
    })
}

/// Forgets that something was done.
pub fn remove(tx: &mut Tx<'_>, kind: &str) -> Result<(), Error> {
    tx.execute(REMOVE, &[P::T(kind)])?;
    Ok(())
}

/// Everything, by kind.
pub fn all(read: &mut Read<'_>) -> Result<Vec<Upkeep>, Error> {
    read.query(ALL, &[], |row| {
        Ok(Upkeep {
            kind: row.text(0)?,
            at: Timestamp::from_micros(row.i64(1)?),
            detail: row.text(2)?,
        })
    })
}

/// Notes a server's sign of life, and forgets servers not seen since `gone_before`.
///
/// Each server writes its own row, and which rows are old does not depend on what others write: so
/// neither needs the strictest order, in which the look at all rows would clash with every sign of
/// life of another server at the same moment. Two transactions, so that no two servers wait for
/// each other's rows.
pub async fn beat(store: &Store, server: Server, gone_before: Timestamp) -> Result<(), Error> {
    let own = move |tx: &mut Tx<'_>| {
        let params = [
            P::I(server.id),
            P::I(server.started_at.micros()),
            P::T(&server.version),
            P::I(server.seen_at.micros()),
        ];
        tx.execute(BEAT, &params)
    };
    store.write_relaxed(own).await?;
    let old = move |tx: &mut Tx<'_>| tx.execute(GONE, &[P::I(gone_before.micros())]);
    store.write_relaxed(old).await?;
    Ok(())
}

/// A server has stopped.
pub fn leave(tx: &mut Tx<'_>, id: i64) -> Result<(), Error> {
    tx.execute(LEAVE, &[P::I(id)])?;
    Ok(())
}

/// Drops the signs of life of all servers: they are of another time.
pub fn forget_servers(tx: &mut Tx<'_>) -> Result<(), Error> {
    tx.execute(FORGET, &[])?;
    Ok(())
}

/// The servers that were not told to be gone.
pub fn servers(read: &mut Read<'_>) -> Result<Vec<Server>, Error> {
    read.query(SERVERS, &[], |row| {
        Ok(Server {
            id: row.i64(0)?,
            started_at: Timestamp::from_micros(row.i64(1)?),
            seen_at: Timestamp::from_micros(row.i64(2)?),
            version: row.text(3)?,
        })
    })
}
