//! Leases jobs that are due and does them, for as long as the process lives.

use super::{LEASE_US, Outcome, run_one, schedule};
use crate::turn::random_id;
use crate::{App, Error, Result};
use hafan_core::time::{HOUR_US, SECOND_US, Timestamp};
use hafan_store::job::{self, Failure, Leased};
use hafan_store::upkeep::{self, Server};
use hafan_store::{Backend, Tx};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::task::JoinSet;

/// Jobs under way at the same time. Those of one kind go one after another, in order.
const JOBS_AT_ONCE: usize = 16;
/// Jobs that one claim may bring: as many as `job::claim` takes.
const JOBS_A_CLAIM: usize = 8;
/// Other processes on the same database queue jobs without waking this one.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// A third of the lease, so that two renewals may fail.
const RENEW_EVERY: Duration = Duration::from_secs(20);
/// Tries before a job is laid aside for a host to look at: with the waits below, a day.
const ATTEMPTS_MAX: i64 = 15;
/// The first wait after a failure; each further one is twice as long.
const RETRY_US: i64 = 10 * SECOND_US;
/// The longest wait after a failure.
const RETRY_US_MAX: i64 = 6 * HOUR_US;
/// Jobs under way get this long to finish when the process stops; what is not finished then is
/// done again after the next start.
const STOP_TIME_MAX: Duration = Duration::from_secs(3);
/// Characters of an error that are kept: enough to understand, too few to fill a page.
const ERROR_CHARS_MAX: usize = 500;

/// Does jobs until `stop` is notified, then finishes what is under way.
pub async fn run(app: App, stop: Arc<Notify>) {
    let runner = Runner {
        owner: random_id(app.rng.as_ref()),
        started_at: app.now(),
        kinds: Arc::default(),
        app,
    };
    runner.serve(&stop).await;
}

struct Runner {
    app: App,
    /// Names this process in leases.
    owner: i64,
    started_at: Timestamp,
    kinds: Arc<Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>>,
}

impl Runner {
    async fn serve(&self, stop: &Notify) {
        let signal = self.app.store.job_signal();
        let mut under_way = JoinSet::new();
        self.begin().await;
        let mut beat = tokio::time::interval(RENEW_EVERY);
        let mut look = Box::pin(tokio::time::sleep(Duration::ZERO));
        loop {
            let has_room = under_way.len() + JOBS_A_CLAIM <= JOBS_AT_ONCE;
            tokio::select! {
                () = stop.notified() => break,
                _ = beat.tick() => {
                    self.beat().await;
                    continue;
                }
                _ = under_way.join_next(), if !under_way.is_empty() => {}
                () = signal.notified(), if has_room => {}
                () = &mut look, if has_room => {}
            }
            if under_way.len() + JOBS_A_CLAIM <= JOBS_AT_ONCE {
                let claimed = self.claim().await;
                let wait = self.wait(claimed.len()).await;
                look.as_mut().reset(after(wait));
                for (job, slot) in claimed.into_iter().map(|job| self.with_slot(job)) {
                    under_way.spawn(perform(self.app.clone(), self.owner, job, slot));
                }
            }
        }
        let finish = async { while under_way.join_next().await.is_some() {} };
        tokio::time::timeout(STOP_TIME_MAX, finish).await.ok();
        let owner = self.owner;
        let left = self
            .app
            .write(move |turn| Ok(upkeep::leave(turn.tx, owner)?));
        report(left.await, "leaving");
    }

    /// On SQLite this is the only server (it holds the lock), so leases of one that was killed are
    /// worth nothing, nor is its last sign of life, and waiting for their end would only delay what
    /// people wait for.
    async fn begin(&self) {
        if self.app.store.backend() == Backend::Sqlite {
            let released = self.app.write(|turn| {
                upkeep::forget_servers(turn.tx)?;
                Ok(job::release_all(turn.tx)?)
            });
            report(released.await.map(drop), "releasing leases");
        }
    }

    async fn beat(&self) {
        let now = self.app.now();
        let server = Server {
            id: self.owner,
            started_at: self.started_at,
            seen_at: now,
            version: self.app.config.version.to_owned(),
        };
        let beaten = upkeep::beat(&self.app.store, server, now.plus(-LEASE_US)).await;
        report(beaten.map_err(Error::from), "a sign of life");
        report(schedule::tick(&self.app).await, "the schedule");
    }

    async fn claim(&self) -> Vec<Leased> {
        let (now, owner) = (self.app.now(), self.owner);
        let claimed = self
            .app
            .store
            .write_relaxed(move |tx: &mut Tx<'_>| job::claim(tx, now, now.plus(LEASE_US), owner));
        claimed.await.unwrap_or_else(|error| {
            tracing::warn!("jobs could not be claimed: {error}");
            vec![]
        })
    }

    /// How long nothing will be due, if nobody wakes us. After jobs were found there may be more.
    async fn wait(&self, found: usize) -> Duration {
        if found > 0 {
            return Duration::ZERO;
        }
        let now = self.app.now();
        let next = self
            .app
            .read(move |read| Ok(job::next_after(read, now)?))
            .await;
        let wait_us = next.ok().flatten().map_or(i64::MAX, |next| next.since(now));
        Duration::from_micros(wait_us.unsigned_abs()).min(LOOK_EVERY)
    }

    /// A job with the lock that keeps jobs of its kind in order.
    fn with_slot(&self, job: Leased) -> (Leased, Arc<tokio::sync::Mutex<()>>) {
        let mut kinds = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        let slot = Arc::clone(kinds.entry(job.kind.clone()).or_default());
        (job, slot)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a wait of the process, never stored"
)]
fn after(wait: Duration) -> tokio::time::Instant {
    tokio::time::Instant::now() + wait
}

/// Does a job while its lease is kept up, and notes what came of it.
async fn perform(app: App, owner: i64, job: Leased, slot: Arc<tokio::sync::Mutex<()>>) {
    let mut work = JoinSet::new();
    let (app_of_work, kind, body) = (app.clone(), job.kind.clone(), job.body.clone());
    // In a task of its own, so that a panic is one failed job.
    work.spawn(async move {
        let _turn = slot.lock_owned().await;
        run_one(&app_of_work, &kind, &body).await
    });
    let outcome = loop {
        tokio::select! {
            done = work.join_next() => break match done {
                Some(Ok(outcome)) => outcome,
                _ => Err(Error::Internal("it panicked".to_owned())),
            },
            () = tokio::time::sleep(RENEW_EVERY) => {
                let id = job.id;
                let renewed = app.write(move |turn| {
                    Ok(job::renew(turn.tx, id, owner, turn.now.plus(LEASE_US))?)
                });
                match renewed.await {
                    Ok(true) => {}
                    // Somebody else is at it now; doing it twice does no harm.
                    Ok(false) => return,
                    Err(error) => tracing::warn!("a lease could not be renewed: {error}"),
                }
            }
        }
    };
    settle(&app, owner, &job, outcome).await;
}

async fn settle(app: &App, owner: i64, job: &Leased, outcome: Result<Outcome>) {
    let (id, kind, attempts) = (job.id, job.kind.clone(), job.attempts);
    let settled = match outcome {
        Ok(Outcome::Done) => {
            let done = app.write(move |turn| Ok(job::done(turn.tx, id, owner).map(drop)?));
            let done = done.await;
            if done.is_ok() {
                tracing::debug!(kind, id = id.get(), "a job was done");
            }
            done
        }
        Ok(Outcome::Later(at)) => {
            app.write(move |turn| Ok(job::postpone(turn.tx, id, owner, at)?))
                .await
        }
        Err(error) => {
            let words: String = error.to_string().chars().take(ERROR_CHARS_MAX).collect();
            let is_dead = attempts >= ATTEMPTS_MAX;
            tracing::error!(kind, attempts, is_dead, "a job failed: {words}");
            app.write(move |turn| {
                let retry_at = (!is_dead).then(|| turn.now.plus(pause_us(attempts)));
                let how = Failure {
                    error: &words,
                    retry_at,
                };
                Ok(job::failed(turn.tx, id, owner, &how)?)
            })
            .await
        }
    };
    report(settled, "a job's end");
}

fn pause_us(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 30) - 1).unwrap_or(0);
    RETRY_US.saturating_mul(1 << doublings).min(RETRY_US_MAX)
}

/// What could not be written now will be noticed by its lease running out.
fn report(result: Result<()>, what: &str) {
    if let Err(error) = result {
        tracing::warn!("{what} could not be noted: {error}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_six_hours() {
        let seconds: Vec<i64> = [1, 2, 3, 12, 13, 99]
            .map(|n| pause_us(n) / SECOND_US)
            .into();
        assert_eq!(seconds, [10, 20, 40, 20_480, 21_600, 21_600]);
    }
}
