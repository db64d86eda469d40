//! Looks a place over: database, ledger, pictures, jobs, disk, backups, clock.

use crate::visit::Place;
use crate::{App, Error, Result};
use hafan_core::time::{DAY_US, HOUR_US, MINUTE_US, Timestamp};
use hafan_media::BlobKey;
use hafan_store::ledger::audit::{self, Audit};
use hafan_store::{Read, integrity, job, media, upkeep};
use std::collections::HashSet;
use std::time::{Duration, SystemTime};

/// What was found out.
#[derive(Debug, Default)]
pub struct Report {
    /// What the database finds wrong with itself.
    pub damage: Vec<String>,
    /// Rows that point nowhere: which, and how many.
    pub strays: Vec<(&'static str, i64)>,
    /// The ledger against the tables.
    pub audit: Audit,
    /// Files that rows name and that are not there; at most [`LISTED_MAX`].
    pub missing: Vec<BlobKey>,
    /// Files that no row names, older than a day.
    pub orphans: u64,
    /// Files of pictures that were looked for.
    pub files: u64,
    /// Jobs laid aside: kind, tries, last error.
    pub dead_jobs: Vec<(String, i64, String)>,
    /// Jobs that wait, and for how long the oldest has been due, in microseconds.
    pub waiting: (i64, i64),
    /// Servers that gave a sign of life within the last minutes.
    pub servers: usize,
    /// Bytes free and bytes in all on the disk of the data folder.
    pub disk: Option<(u64, u64)>,
    /// When a backup last was made or read in; none if never.
    pub backup_at: Option<Timestamp>,
    /// Why the last backup failed, if none was made since.
    pub backup_failed: Option<String>,
    /// The newest entry of the ledger is this far in the future, in microseconds.
    pub clock_behind_us: i64,
    /// The place has a name and a host.
    pub is_set_up: bool,
    /// When this was found out.
    pub now: Timestamp,
}

/// Files named in a report: more would only fill the screen.
pub const LISTED_MAX: usize = 20;
/// A file without a row is younger than this while its upload is still under way.
const ORPHAN_AGE_US: i64 = DAY_US;
/// A server that runs gives a sign of life three times in this.
const ALIVE_US: i64 = MINUTE_US;
/// A clock may be this far behind another machine's.
const CLOCK_US_MAX: i64 = 5 * MINUTE_US;
/// A job that has been due this long while a server runs is stuck.
const WAIT_US_MAX: i64 = HOUR_US;
/// A nightly backup may fail once without anything being lost.
const BACKUP_AGE_US_MAX: i64 = 3 * DAY_US;
/// Less free space than this, and writes will soon fail.
const DISK_BYTES_MIN: u64 = 500 * 1000 * 1000;

/// One thing that a host should do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The database is damaged.
    Damage,
    /// Rows point nowhere.
    Strays,
    /// Ledger and tables differ.
    Ledger,
    /// Files of pictures are missing.
    Missing,
    /// Jobs were laid aside.
    DeadJobs,
    /// Jobs are not done.
    StuckJobs,
    /// The disk is nearly full.
    Disk,
    /// No backup for days.
    Backup,
    /// The clock is wrong.
    Clock,
}

impl Report {
    /// What a host should do something about.
    pub fn faults(&self) -> Vec<Fault> {
        let (waiting, late_us) = self.waiting;
        let is_stuck = self.servers > 0 && waiting > 0 && late_us > WAIT_US_MAX;
        let is_full = self.disk.is_some_and(|(free, _)| free < DISK_BYTES_MIN);
        let checks = [
            (Fault::Damage, !self.damage.is_empty()),
            (Fault::Strays, !self.strays.is_empty()),
            (Fault::Ledger, !self.audit.faults.is_empty()),
            (Fault::Missing, !self.missing.is_empty()),
            (Fault::DeadJobs, !self.dead_jobs.is_empty()),
            (Fault::StuckJobs, is_stuck),
            (Fault::Disk, is_full),
            (Fault::Backup, self.is_backup_old()),
            (Fault::Clock, self.clock_behind_us > CLOCK_US_MAX),
        ];
        let found = checks.into_iter().filter(|(_, is_so)| *is_so);
        found.map(|(fault, _)| fault).collect()
    }

    fn is_backup_old(&self) -> bool {
        let is_old = |at: Timestamp| self.now.since(at) > BACKUP_AGE_US_MAX;
        self.backup_failed.is_some() || self.backup_at.is_some_and(is_old)
    }
}

/// Looks everything over. Blocks for as long as it takes, beside a running server too: call it on a
/// thread of its own.
///
/// # Errors
/// The database or the pictures can't be read at all.
pub fn examine(app: &App) -> Result<Report> {
    let now = app.now();
    let (mut report, named) = app.store.snapshot_blocking(move |read| rows(read, now))?;
    report.disk = disk(&app.config.data);
    files(app, &mut report, named)?;
    Ok(report)
}

/// Free and whole size of the disk under a folder, in bytes.
pub fn disk(folder: &std::path::Path) -> Option<(u64, u64)> {
    let stats = fs4::statvfs(folder).ok()?;
    Some((stats.available_space(), stats.total_space()))
}

/// What the database says, and the files its rows name.
fn rows(read: &mut Read<'_>, now: Timestamp) -> Result<(Report, HashSet<BlobKey>)> {
    let mut named = HashSet::new();
    media::each_file(read, &mut |name| named.extend(BlobKey::parse(name)))?;
    let (waiting, oldest) = job::waiting(read)?;
    let late_us = if waiting > 0 { now.since(oldest) } else { 0 };
    let backup = upkeep::find(read, upkeep::BACKUP)?.map(|found| found.at);
    let restore = upkeep::find(read, upkeep::RESTORE)?.map(|found| found.at);
    let failed = upkeep::find(read, upkeep::BACKUP_FAILED)?;
    let backup_at = backup.max(restore);
    let servers = upkeep::servers(read)?;
    let dead = job::dead(read)?.into_iter();
    let report = Report {
        damage: integrity::check(read)?,
        strays: integrity::strays(read)?,
        audit: audit::audit(read)?,
        dead_jobs: dead
            .map(|(_, kind, tries, error)| (kind, tries, error))
            .collect(),
        waiting: (waiting, late_us),
        servers: servers
            .iter()
            .filter(|s| now.since(s.seen_at) < ALIVE_US)
            .count(),
        backup_at,
        backup_failed: failed
            .filter(|failed| backup_at.is_none_or(|made| made < failed.at))
            .map(|failed| failed.detail),
        clock_behind_us: integrity::newest_entry(read)?.since(now),
        is_set_up: Place::load(read)?.is_set_up(),
        now,
        ..Report::default()
    };
    Ok((report, named))
}

/// Compares the files that rows name with those that are there.
fn files(app: &App, report: &mut Report, mut named: HashSet<BlobKey>) -> Result<()> {
    report.files = named.len() as u64;
    let old = report
        .now
        .plus(-ORPHAN_AGE_US)
        .micros()
        .max(0)
        .unsigned_abs();
    let old = SystemTime::UNIX_EPOCH + Duration::from_micros(old);
    let listed = app.blobs.each(&mut |blob| {
        if !named.remove(&blob.key) && blob.modified < old {
            report.orphans += 1;
        }
    });
    listed.map_err(|error| Error::Internal(format!("the pictures can't be read: {error}")))?;
    let mut missing: Vec<BlobKey> = named.into_iter().collect();
    missing.sort_unstable();
    // A picture that was deleted between the two looks is missing from neither.
    let keys = missing.clone();
    let still: HashSet<BlobKey> = app.store.snapshot_blocking(move |read| {
        let mut still = HashSet::new();
        let wanted: HashSet<&BlobKey> = keys.iter().collect();
        media::each_file(read, &mut |name| {
            still.extend(BlobKey::parse(name).filter(|key| wanted.contains(key)));
        })?;
        Ok::<_, Error>(still)
    })?;
    missing.retain(|key| still.contains(key));
    missing.truncate(LISTED_MAX);
    report.missing = missing;
    Ok(())
}
