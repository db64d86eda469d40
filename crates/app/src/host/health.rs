//! How the place is: work that waits, disk, database, backups, servers.

use super::require_host;
use crate::{Actor, App, Error, Result, doctor};
use hafan_core::id::JobId;
use hafan_core::time::{MINUTE_US, Timestamp};
use hafan_store::{integrity, job, upkeep};

/// A server that runs gives a sign of life three times in this.
const ALIVE_US: i64 = MINUTE_US;

/// How the place is.
#[derive(Clone, Debug)]
pub struct Health {
    /// Jobs that wait.
    pub waiting: i64,
    /// Since when the oldest of them is due; nothing where none is late.
    pub late_since: Option<Timestamp>,
    /// Jobs laid aside after failing too often.
    pub dead: Vec<DeadJob>,
    /// Bytes free and in all on the disk of the data folder.
    pub disk: Option<(u64, u64)>,
    /// Bytes of the database.
    pub database_bytes: i64,
    /// When a backup was last made.
    pub backup_at: Option<Timestamp>,
    /// When the last one failed, if none was made since.
    pub backup_failed_at: Option<Timestamp>,
    /// Version of the program.
    pub version: &'static str,
    /// Servers that run, each with its start and version.
    pub servers: Vec<(Timestamp, String)>,
}

/// A job that was laid aside.
#[derive(Clone, Debug)]
pub struct DeadJob {
    /// Which.
    pub id: JobId,
    /// What kind of work.
    pub kind: String,
    /// How often it was tried.
    pub attempts: i64,
    /// What went wrong last; for whoever runs the server.
    pub error: String,
}

/// How the place is now.
///
/// # Errors
/// `NotFound` for everyone but hosts.
pub async fn health(app: &App, actor: Actor) -> Result<Health> {
    let (now, version) = (app.now(), app.config.version);
    let disk = doctor::disk(&app.config.data);
    app.read(move |read| {
        require_host(read, actor)?;
        let (waiting, oldest) = job::waiting(read)?;
        let backup_at = upkeep::find(read, upkeep::BACKUP)?.map(|found| found.at);
        let failed = upkeep::find(read, upkeep::BACKUP_FAILED)?.map(|found| found.at);
        let dead = job::dead(read)?.into_iter();
        let servers = upkeep::servers(read)?.into_iter();
        let alive = servers.filter(|server| now.since(server.seen_at) < ALIVE_US);
        Ok(Health {
            waiting,
            late_since: (waiting > 0 && oldest < now).then_some(oldest),
            dead: dead
                .map(|(id, kind, attempts, error)| DeadJob {
                    id,
                    kind,
                    attempts,
                    error,
                })
                .collect(),
            disk,
            database_bytes: integrity::database_bytes(read)?,
            backup_at,
            backup_failed_at: failed.filter(|failed| backup_at.is_none_or(|made| made < *failed)),
            version,
            servers: alive.map(|s| (s.started_at, s.version)).collect(),
        })
    })
    .await
}

/// Puts a job that was laid aside back into the queue.
///
/// # Errors
/// `NotFound` where there is no such job, and for everyone but hosts.
pub async fn retry(app: &App, actor: Actor, id: JobId) -> Result<()> {
    app.write(move |turn| {
        require_host(turn.tx, actor)?;
        let is_dead = job::dead(turn.tx)?.iter().any(|(dead, ..)| *dead == id);
        if !is_dead {
            return Err(Error::NotFound);
        }
        Ok(job::revive(turn.tx, id, turn.now)?)
    })
    .await
}
