//! What happens by the clock. When it last did is kept in the database, so that one of several
//! servers does it, and a server that was off at three in the morning catches up.

use super::sweep;
use crate::visit::Place;
use crate::{App, Result, Turn, backup};
use hafan_core::time::{DAY_US, HOUR_US, Timestamp};
use hafan_store::{Backend, upkeep};

/// A job that comes back.
struct Schedule {
    job: &'static str,
    every_us: i64,
    /// Offset within the period (UTC), for what should happen at night.
    at_us: i64,
    /// PostgreSQL has its own ways to back up, and several servers of which none is the one.
    only_sqlite: bool,
}

const SCHEDULES: &[Schedule] = &[
    Schedule {
        job: sweep::SWEEP_JOB,
        every_us: HOUR_US,
        at_us: 0,
        only_sqlite: false,
    },
    Schedule {
        job: sweep::MEDIA_JOB,
        every_us: DAY_US,
        at_us: 4 * HOUR_US,
        only_sqlite: false,
    },
    Schedule {
        job: backup::NIGHTLY_JOB,
        every_us: DAY_US,
        at_us: 3 * HOUR_US,
        only_sqlite: true,
    },
];

/// Queues what is due. Called every now and then by every server.
pub async fn tick(app: &App) -> Result<()> {
    let backend = app.store.backend();
    let now = app.now();
    let due: Vec<&'static Schedule> = app
        .read(move |read| {
            if !Place::load(read)?.is_set_up() {
                return Ok(vec![]);
            }
            let mut due = Vec::new();
            for schedule in SCHEDULES {
                let fits = backend == Backend::Sqlite || !schedule.only_sqlite;
                let last = upkeep::find(read, &key(schedule))?;
                if fits && last.is_none_or(|last| last.at < schedule.last_time(now)) {
                    due.push(schedule);
                }
            }
            Ok(due)
        })
        .await?;
    for schedule in due {
        app.write(move |turn| queue(turn, schedule)).await?;
    }
    Ok(())
}

fn queue(turn: &mut Turn<'_, '_>, schedule: &Schedule) -> Result<()> {
    let key = key(schedule);
    let last = upkeep::find(turn.tx, &key)?;
    if last.is_some_and(|last| last.at >= schedule.last_time(turn.now)) {
        return Ok(());
    }
    upkeep::set(turn.tx, &key, turn.now, "")?;
    turn.enqueue(schedule.job, "", Some(schedule.job), turn.now)
}

impl Schedule {
    /// The last moment at which it was due.
    fn last_time(&self, now: Timestamp) -> Timestamp {
        let since = (now.micros() - self.at_us).rem_euclid(self.every_us);
        now.plus(-since)
    }
}

fn key(schedule: &Schedule) -> String {
    format!("queued-{}", schedule.job)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nightly_backup_is_due_from_three_until_it_was_queued() {
        let nightly = SCHEDULES.iter().find(|s| s.job == backup::NIGHTLY_JOB);
        let nightly = nightly.expect("in the list");
        let day = |day: i64, hour: i64| Timestamp::from_micros(day * DAY_US + hour * HOUR_US);
        assert_eq!(nightly.last_time(day(9, 12)), day(9, 3));
        assert_eq!(nightly.last_time(day(9, 2)), day(8, 3));
        assert_eq!(nightly.last_time(day(9, 3)), day(9, 3));
    }
}
