//! What a commit sets off.

use std::sync::{Mutex, mpsc};
use std::time::Duration;

use hafan_store::{Error, Event, Store};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::place::{Place, block_on, spawn, with_tables};

#[test]
fn an_event_arrives_after_its_commit_and_never_after_a_rollback() {
    with_tables(|store| async move {
        let mut events = store.events();
        let refused: Result<(), Error> = store
            .write(|tx| {
                tx.publish(event("refused"));
                Err(Error::TimedOut)
            })
            .await;
        assert!(refused.is_err());
        publish(&store, "first").await;
        publish(&store, "second").await;
        assert_eq!(next(&mut events).await, event("first"));
        assert_eq!(next(&mut events).await, event("second"));
    });
}

#[test]
fn a_commit_with_jobs_wakes_those_who_wait_and_those_about_to() {
    with_tables(|store| async move {
        let signal = store.job_signal();
        let woken: Result<(), Error> = store
            .write(|tx| {
                tx.wake_jobs();
                Ok(())
            })
            .await;
        woken.expect("a write");
        let soon = tokio::time::timeout(Duration::from_secs(10), signal.notified());
        soon.await.expect("the signal was kept");
    });
}

#[test]
fn two_processes_on_one_postgres_hear_each_other_once() {
    let place = Place::postgres();
    let (here, there) = (place.open(), place.open());
    block_on(async {
        let (mut heard_here, mut heard_there) = (here.events(), there.events());
        for number in 0..50 {
            let store = if number % 2 == 0 { &here } else { &there };
            publish(store, &number.to_string()).await;
        }
        for heard in [&mut heard_here, &mut heard_there] {
            let mut bodies = Vec::new();
            for _ in 0..50 {
                bodies.push(next(heard).await.body);
            }
            bodies.sort_by_key(|body| body.parse::<u32>().expect("a number"));
            assert_eq!(bodies, (0..50).map(|n| n.to_string()).collect::<Vec<_>>());
        }
        publish(&here, "last").await;
        assert_eq!(next(&mut heard_there).await.body, "last");
        assert_eq!(next(&mut heard_here).await.body, "last");
    });
}

#[test]
fn an_event_that_commits_after_a_younger_one_is_not_lost() {
    let place = Place::postgres();
    let store = place.open();
    block_on(async {
        let mut events = store.events();
        let (begun, has_begun) = mpsc::channel();
        let (release, is_released) = mpsc::channel::<()>();
        let is_released = Mutex::new(is_released);
        let writer = store.clone();
        let slow = spawn(async move {
            let slow: Result<u64, Error> = writer
                .write(move |tx| {
                    let sql = "INSERT INTO outbox (topic, body) VALUES ('test', 'slow')";
                    let added = tx.execute(sql, &[])?;
                    begun.send(()).expect("the test waits");
                    is_released
                        .lock()
                        .expect("one writer")
                        .recv()
                        .expect("the test releases");
                    Ok(added)
                })
                .await;
            slow
        });
        tokio::task::spawn_blocking(move || has_begun.recv())
            .await
            .expect("no panic")
            .expect("the slow one begins");
        publish(&store, "quick").await;
        assert_eq!(next(&mut events).await, event("quick"));
        release.send(()).expect("the slow one waits");
        assert_eq!(slow.await.expect("no panic"), Ok(1));
        assert_eq!(next(&mut events).await, event("slow"));
    });
}

#[test]
fn a_receiver_that_fell_behind_is_told_so() {
    with_tables(|store| async move {
        let mut events = store.events();
        let flooded: Result<(), Error> = store
            .write(|tx| {
                (0..1500).for_each(|number| tx.publish(event(&number.to_string())));
                Ok(())
            })
            .await;
        flooded.expect("a write");
        publish(&store, "last").await;
        // Once the last one is there, all before it were sent. On PostgreSQL they may still be on
        // their way now, so that this receiver falls behind as well.
        let mut late = store.events();
        publish(&store, "after").await;
        let all_sent = async {
            loop {
                match late.recv().await {
                    Ok(event) if event.body == "after" => break,
                    Ok(_) | Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => panic!("the bus is closed"),
                }
            }
        };
        let in_time = tokio::time::timeout(Duration::from_secs(20), all_sent);
        in_time.await.expect("the last event in time");
        let told = events.recv().await;
        assert!(matches!(told, Err(RecvError::Lagged(_))), "{told:?}");
    });
}

async fn publish(store: &Store, body: &str) {
    let body = body.to_owned();
    let published: Result<(), Error> = store
        .write(move |tx| {
            tx.publish(event(&body));
            Ok(())
        })
        .await;
    published.expect("a write");
}

async fn next(events: &mut Receiver<Event>) -> Event {
    tokio::time::timeout(Duration::from_secs(20), events.recv())
        .await
        .expect("an event in time")
        .expect("an open bus")
}

fn event(body: &str) -> Event {
    Event {
        topic: "test".to_owned(),
        body: body.to_owned(),
    }
}
