//! Jobs: done once, again after a process that died, in the end laid aside; and what comes by the
//! clock.

use hafan_app::{App, jobs};
use hafan_core::time::{DAY_US, MINUTE_US};
use hafan_store::{job, upkeep};
use hafan_testkit::{Backend, for_each_backend};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;

#[tokio::test]
async fn sessions_whose_time_ran_out_are_ended_with_an_entry() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        place.later(91 * DAY_US);
        jobs::run_one(&place.app, "sweep", "").await.expect("swept");
        let owner = hafan_core::ledger::Owner::Member(mair.actor.member);
        let what = mair.actor.session.to_string();
        let entry = place
            .app
            .read(move |read| Ok(hafan_store::ledger::newest(read, owner, "session", &what)?));
        let entry = entry.await.expect("read").expect("an entry");
        assert_eq!(
            (entry.new.as_str(), entry.cause.as_str()),
            ("ended", "expiry")
        );
    })
    .await;
}

#[tokio::test]
async fn what_comes_by_the_clock_is_queued_once_for_all_servers() {
    for_each_backend(async |place| {
        for _ in 0..3 {
            jobs::tick(&place.app).await.expect("looked");
        }
        let waiting = async || {
            let read = place.app.read(|read| Ok(job::waiting(read)?));
            read.await.expect("read").0
        };
        let kinds = if place.backend() == Backend::Sqlite {
            3
        } else {
            2
        };
        assert_eq!(waiting().await, kinds);
        drain(&place.app).await;
        assert_eq!(waiting().await, 0);
        jobs::tick(&place.app).await.expect("looked");
        assert_eq!(waiting().await, 0);
        place.later(DAY_US);
        jobs::tick(&place.app).await.expect("looked");
        assert_eq!(waiting().await, kinds);
    })
    .await;
}

#[tokio::test]
async fn a_job_of_a_process_that_died_is_done_by_the_next() {
    for_each_backend(async |place| {
        // What comes by the clock is behind us, so that the one job below is all there is.
        jobs::tick(&place.app).await.expect("looked");
        drain(&place.app).await;
        enqueue(&place.app, "sweep").await;
        let now = place.app.now();
        let dead = 4711;
        let lease = now.plus(jobs::LEASE_US);
        let claimed = place
            .app
            .write(move |turn| Ok(job::claim(turn.tx, now, lease, dead)?));
        assert_eq!(claimed.await.expect("claimed").len(), 1);
        place.later(2 * MINUTE_US);
        drain(&place.app).await;
        let left = place
            .app
            .read(|read| Ok(job::waiting(read)?))
            .await
            .expect("read");
        assert_eq!(left.0, 0);
    })
    .await;
}

#[tokio::test]
async fn a_job_that_fails_waits_longer_each_time_and_is_laid_aside_in_the_end() {
    for_each_backend(async |place| {
        enqueue(&place.app, "no such kind").await;
        let mut tries = 0;
        while dead(&place.app).await.is_empty() {
            tries += 1;
            assert!(tries <= 20, "never laid aside");
            drain(&place.app).await;
            place.later(DAY_US);
        }
        assert_eq!(tries, 15);
        let dead = dead(&place.app).await;
        assert!(dead[0].3.contains("no job of kind"), "{dead:?}");
    })
    .await;
}

#[tokio::test]
async fn a_server_that_runs_is_known_and_one_that_stopped_is_not() {
    for_each_backend(async |place| {
        let stop = Arc::new(Notify::new());
        let app = place.app.clone();
        let runner = tokio::task::JoinSet::from_iter([jobs::run(app, Arc::clone(&stop))]);
        until(async || servers(&place.app).await == 1).await;
        stop.notify_one();
        runner.join_all().await;
        assert_eq!(servers(&place.app).await, 0);
    })
    .await;
}

async fn servers(app: &App) -> usize {
    app.read(|read| Ok(upkeep::servers(read)?))
        .await
        .expect("read")
        .len()
}

async fn dead(app: &App) -> Vec<(hafan_core::id::JobId, String, i64, String)> {
    app.read(|read| Ok(job::dead(read)?)).await.expect("read")
}

async fn enqueue(app: &App, kind: &'static str) {
    let queued = app.write(move |turn| turn.enqueue(kind, "", None, turn.now));
    queued.await.expect("queued");
}

/// Runs the jobs that are due, as a server does, until none is.
async fn drain(app: &App) {
    let stop = Arc::new(Notify::new());
    let runner = tokio::task::JoinSet::from_iter([jobs::run(app.clone(), Arc::clone(&stop))]);
    let now = app.now();
    until(async || {
        let due = app.read(move |read| {
            let (count, oldest) = job::waiting(read)?;
            Ok(count > 0 && oldest <= now)
        });
        !due.await.expect("read")
    })
    .await;
    stop.notify_one();
    runner.join_all().await;
}

/// Waits for what another task does.
async fn until(mut is_so: impl AsyncFnMut() -> bool) {
    const LOOKS_MAX: usize = 3000;
    for _ in 0..LOOKS_MAX {
        if is_so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(is_so().await, "it never came to pass");
}
