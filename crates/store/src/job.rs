//! The queue: jobs are written in the transaction that caused them, and leased to be done.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::JobId;
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO jobs (id, kind, body, dedupe, run_at, lease_until, lease_owner, attempts,
              state, last_error) VALUES ($1, $2, $3, $4, $5, 0, 0, 0, 'waiting', '')
              ON CONFLICT DO NOTHING";
    CLAIM = "UPDATE jobs SET lease_until = $2, lease_owner = $3, attempts = attempts + 1
             WHERE id IN (SELECT id FROM jobs WHERE state = 'waiting' AND run_at <= $1
                          AND lease_until < $1 ORDER BY run_at, id LIMIT 8 {skip_locked})
             RETURNING id, kind, body, attempts";
    DONE = "DELETE FROM jobs WHERE id = $1 AND lease_owner = $2";
    RETRY = "UPDATE jobs SET run_at = $3, lease_until = 0, last_error = $4, state = $5
             WHERE id = $1 AND lease_owner = $2";
    NEXT = "SELECT MIN(run_at) FROM jobs WHERE state = 'waiting'";
    STATE = "SELECT COUNT(*), COALESCE(MIN(run_at), 0) FROM jobs WHERE state = 'waiting'";
    DEAD = "SELECT id, kind, attempts, last_error FROM jobs WHERE state = 'dead'
            ORDER BY id LIMIT 50";
    REVIVE = "UPDATE jobs SET state = 'waiting', run_at = $2, attempts = 0
              WHERE id = $1 AND state = 'dead'";
}

/// A job that this process may do until its lease runs out.
#[derive(Clone, Debug)]
pub struct Leased {
    /// Which.
    pub id: JobId,
    /// Its kind: see `hafan_app::jobs`.
    pub kind: String,
    /// Its ids, as JSON.
    pub body: String,
    /// Which attempt this is, from 1.
    pub attempts: i64,
}

/// Puts a job into the queue. With `dedupe`, a waiting job of the same text makes this a no-op.
pub fn enqueue(
    tx: &mut Tx<'_>,
    id: JobId,
    kind: &str,
    body: &str,
    dedupe: Option<&str>,
    run_at: Timestamp,
) -> Result<(), Error> {
    let params = [
        P::I(id.get()),
        P::T(kind),
        P::T(body),
        P::OptT(dedupe),
        P::I(run_at.micros()),
    ];
    tx.execute(INSERT, &params)?;
    tx.wake_jobs();
    Ok(())
}

/// Leases up to eight jobs that are due.
pub fn claim(
    tx: &mut Tx<'_>,
    now: Timestamp,
    lease_until: Timestamp,
    owner: i64,
) -> Result<Vec<Leased>, Error> {
    let params = [P::I(now.micros()), P::I(lease_until.micros()), P::I(owner)];
    tx.query(CLAIM, &params, |row| {
        Ok(Leased {
            id: JobId::new(row.i64(0)?),
            kind: row.text(1)?,
            body: row.text(2)?,
            attempts: row.i64(3)?,
        })
    })
}

/// A job is done. False if the lease was lost meanwhile.
pub fn done(tx: &mut Tx<'_>, id: JobId, owner: i64) -> Result<bool, Error> {
    Ok(tx.execute(DONE, &[P::I(id.get()), P::I(owner)])? == 1)
}

/// A job failed: it waits until `run_at`, or is laid aside as dead.
pub fn failed(
    tx: &mut Tx<'_>,
    id: JobId,
    owner: i64,
    run_at: Timestamp,
    error: &str,
    is_dead: bool,
) -> Result<(), Error> {
    let state = if is_dead { "dead" } else { "waiting" };
    let params = [
        P::I(id.get()),
        P::I(owner),
        P::I(run_at.micros()),
        P::T(error),
        P::T(state),
    ];
    tx.execute(RETRY, &params)?;
    Ok(())
}

/// When the next job is due.
pub fn next_at(read: &mut Read<'_>) -> Result<Option<Timestamp>, Error> {
    read.query_one(NEXT, &[], |row| {
        Ok(row.opt_i64(0)?.map(Timestamp::from_micros))
    })
}

/// How many jobs wait, and since when the oldest (0 if none).
pub fn waiting(read: &mut Read<'_>) -> Result<(i64, Timestamp), Error> {
    read.query_one(STATE, &[], |row| {
        Ok((row.i64(0)?, Timestamp::from_micros(row.i64(1)?)))
    })
}

/// Jobs laid aside: id, kind, attempts, last error.
pub fn dead(read: &mut Read<'_>) -> Result<Vec<(JobId, String, i64, String)>, Error> {
    read.query(DEAD, &[], |row| {
        Ok((
            JobId::new(row.i64(0)?),
            row.text(1)?,
            row.i64(2)?,
            row.text(3)?,
        ))
    })
}

/// Puts a job that was laid aside back into the queue.
pub fn revive(tx: &mut Tx<'_>, id: JobId, now: Timestamp) -> Result<(), Error> {
    tx.execute(REVIVE, &[P::I(id.get()), P::I(now.micros())])?;
    tx.wake_jobs();
    Ok(())
}
