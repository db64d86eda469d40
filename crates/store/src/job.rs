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
    NEXT = "SELECT MIN(run_at) FROM jobs WHERE state = 'waiting' AND run_at > $1";
    RENEW = "UPDATE jobs SET lease_until = $3 WHERE id = $1 AND lease_owner = $2";
    RELEASE = "UPDATE jobs SET lease_until = 0 WHERE state = 'waiting' AND lease_until > 0";
    POSTPONE = "UPDATE jobs SET run_at = $3, lease_until = 0, attempts = attempts - 1
                WHERE id = $1 AND lease_owner = $2";
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

/// A job to be done.
pub struct NewJob<'a> {
    /// A fresh random id.
    pub id: JobId,
    /// Its kind: see `hafan_app::jobs`.
    pub kind: &'a str,
    /// Its ids.
    pub body: &'a str,
    /// A text that only one waiting job may have.
    pub dedupe: Option<&'a str>,
    /// Not before.
    pub run_at: Timestamp,
}

/// Puts a job into the queue. With `dedupe`, a waiting job of the same text makes this a no-op.
pub fn enqueue(tx: &mut Tx<'_>, job: &NewJob<'_>) -> Result<(), Error> {
    let params = [
        P::I(job.id.get()),
        P::T(job.kind),
        P::T(job.body),
        P::OptT(job.dedupe),
        P::I(job.run_at.micros()),
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

/// Keeps a job longer. False if the lease was lost meanwhile.
pub fn renew(
    tx: &mut Tx<'_>,
    id: JobId,
    owner: i64,
    lease_until: Timestamp,
) -> Result<bool, Error> {
    let params = [P::I(id.get()), P::I(owner), P::I(lease_until.micros())];
    Ok(tx.execute(RENEW, &params)? == 1)
}

/// Gives every lease back. Only for the one server of a data folder, when it starts: whoever held
/// them is gone.
pub fn release_all(tx: &mut Tx<'_>) -> Result<u64, Error> {
    tx.execute(RELEASE, &[])
}

/// A job can't be done before `run_at`, which is nobody's fault: no attempt is counted.
pub fn postpone(tx: &mut Tx<'_>, id: JobId, owner: i64, run_at: Timestamp) -> Result<(), Error> {
    tx.execute(
        POSTPONE,
        &[P::I(id.get()), P::I(owner), P::I(run_at.micros())],
    )?;
    Ok(())
}

/// How a job failed.
pub struct Failure<'a> {
    /// What went wrong, without anything a person wrote.
    pub error: &'a str,
    /// It is tried again then; none lays it aside as dead.
    pub retry_at: Option<Timestamp>,
}

/// A job failed: it waits, or is laid aside as dead.
pub fn failed(tx: &mut Tx<'_>, id: JobId, owner: i64, how: &Failure<'_>) -> Result<(), Error> {
    let state = if how.retry_at.is_none() {
        "dead"
    } else {
        "waiting"
    };
    let run_at = how.retry_at.unwrap_or(Timestamp::from_micros(0));
    let params = [
        P::I(id.get()),
        P::I(owner),
        P::I(run_at.micros()),
        P::T(how.error),
        P::T(state),
    ];
    tx.execute(RETRY, &params)?;
    Ok(())
}

/// When the next job is due that is not due yet.
pub fn next_after(read: &mut Read<'_>, now: Timestamp) -> Result<Option<Timestamp>, Error> {
    read.query_one(NEXT, &[P::I(now.micros())], |row| {
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
