//! One closure is one transaction.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use hafan_store::{Backend, Error, P, Store};

use crate::place::{ADD, block_on, ids, make_tables, on_both, spawn, with_tables};

#[test]
fn an_error_of_the_closure_leaves_nothing() {
    with_tables(|store| async move {
        let ended: Result<(), Error> = store
            .write(|tx| {
                tx.execute(ADD, &[P::I(1), P::T("one"), P::I(0)])?;
                Err(Error::TimedOut)
            })
            .await;
        assert_eq!(ended, Err(Error::TimedOut));
        assert_eq!(ids(&store).await, Vec::<i64>::new());
    });
}

#[test]
fn a_panic_leaves_nothing_and_the_store_goes_on() {
    with_tables(|store| async move {
        for _ in 0..20 {
            let ended: Result<(), Error> = store
                .write(|tx| {
                    tx.execute(ADD, &[P::I(1), P::T("one"), P::I(0)])?;
                    panic!("on purpose")
                })
                .await;
            assert_eq!(ended, Err(Error::Panicked));
            let ended: Result<(), Error> = store.read(|_| panic!("on purpose")).await;
            assert_eq!(ended, Err(Error::Panicked));
        }
        add(&store, 2).await.expect("a write after panics");
        assert_eq!(ids(&store).await, vec![2]);
    });
}

#[test]
fn a_swallowed_error_is_no_success() {
    with_tables(|store| async move {
        add(&store, 1).await.expect("the first");
        let ended: Result<(), Error> = store
            .write(|tx| {
                tx.execute(ADD, &[P::I(2), P::T("two"), P::I(0)])?;
                tx.execute(ADD, &[P::I(1), P::T("again"), P::I(0)]).ok();
                Ok(())
            })
            .await;
        assert!(matches!(ended, Err(Error::Conflict { .. })), "{ended:?}");
        assert_eq!(ids(&store).await, vec![1]);
    });
}

#[test]
fn a_conflict_names_the_table_and_its_columns() {
    with_tables(|store| async move {
        let add = |id| {
            store.write(move |tx| {
                tx.execute(ADD, &[P::I(id), P::T("same"), P::I(7)])
                    .map(drop)
            })
        };
        assert_eq!(add(1).await, Ok(()));
        let conflict = Error::Conflict {
            table: "things".to_owned(),
            columns: "name, n".to_owned(),
        };
        assert_eq!(add(2).await, Err(conflict));
    });
}

#[test]
fn a_reference_to_nothing_is_told_from_other_errors() {
    with_tables(|store| async move {
        let ended: Result<u64, Error> = store
            .write(|tx| {
                tx.execute(
                    "INSERT INTO things (id, name, n, parent) VALUES (1, 'a', 0, 99)",
                    &[],
                )
            })
            .await;
        assert!(matches!(ended, Err(Error::Reference { .. })), "{ended:?}");
    });
}

#[test]
fn concurrent_increments_all_count() {
    with_tables(|store| async move {
        add(&store, 1).await.expect("a counter");
        let tasks: Vec<_> = (0..16)
            .map(|_| {
                let store = store.clone();
                spawn(async move { increment(&store).await })
            })
            .collect();
        for task in tasks {
            task.await.expect("no panic").expect("an increment");
        }
        let n: Result<i64, Error> = store
            .read(|read| read.query_one("SELECT n FROM things", &[], |row| row.i64(0)))
            .await;
        assert_eq!(n, Ok(16));
    });
}

#[test]
fn a_read_sees_one_moment_whatever_is_written_meanwhile() {
    with_tables(|store| async move {
        let (looked, has_looked) = mpsc::channel();
        let (wrote, has_written) = mpsc::channel::<()>();
        let has_written = std::sync::Mutex::new(has_written);
        let reader = store.clone();
        let reading = spawn(async move {
            let counts: Result<(i64, i64), Error> = reader
                .read(move |read| {
                    let mut count =
                        || read.query_one("SELECT COUNT(*) FROM things", &[], |row| row.i64(0));
                    let before = count()?;
                    looked.send(()).expect("the test waits");
                    has_written
                        .lock()
                        .expect("one reader")
                        .recv()
                        .expect("the test writes");
                    Ok((before, count()?))
                })
                .await;
            counts
        });
        tokio::task::spawn_blocking(move || has_looked.recv())
            .await
            .expect("no panic")
            .expect("the reader looks");
        add(&store, 1).await.expect("a write beside a reader");
        wrote.send(()).expect("the reader waits");
        assert_eq!(reading.await.expect("no panic"), Ok((0, 0)));
        assert_eq!(ids(&store).await, vec![1]);
    });
}

#[test]
fn a_read_can_not_write() {
    with_tables(|store| async move {
        let ended: Result<Vec<i64>, Error> = store
            .read(|read| {
                let sql = "INSERT INTO things (id, name, n) VALUES (1, 'a', 0) RETURNING id";
                read.query(sql, &[], |row| row.i64(0))
            })
            .await;
        assert!(matches!(ended, Err(Error::Sql { .. })), "{ended:?}");
        assert_eq!(ids(&store).await, Vec::<i64>::new());
    });
}

#[test]
fn a_read_that_takes_too_long_is_aborted() {
    on_both(|place| {
        let mut options = place.options();
        options.read_time_max = Duration::from_millis(50);
        let store = Store::open(options).expect("a store");
        let count: Result<i64, Error> = store.read_blocking(|read| {
            let sql = "WITH RECURSIVE n (i) AS (SELECT CAST(1 AS BIGINT) UNION ALL
                       SELECT i + 1 FROM n WHERE i < 1000000000000)
                       SELECT COUNT(*) FROM n";
            read.query_one(sql, &[], |row| row.i64(0))
        });
        assert_eq!(count, Err(Error::TimedOut));
        let one: Result<i64, Error> =
            store.read_blocking(|read| read.query_one("SELECT 1", &[], |row| row.i64(0)));
        assert_eq!(one, Ok(1));
    });
}

#[test]
fn a_dropped_future_neither_writes_before_its_turn_nor_leaves_a_transaction_open() {
    on_both(|place| {
        let mut options = place.options();
        options.workers = 1;
        let store = Store::open(options).expect("a store");
        make_tables(&store);
        block_on(async {
            let (begun, has_begun) = mpsc::channel();
            let (release, is_released) = mpsc::channel::<()>();
            let is_released = std::sync::Mutex::new(is_released);
            let first = store.write(move |tx| {
                begun.send(()).expect("the test waits");
                is_released
                    .lock()
                    .expect("one writer")
                    .recv()
                    .expect("the test releases");
                tx.execute(ADD, &[P::I(1), P::T("begun"), P::I(0)])
            });
            let mut first = Box::pin(first);
            let soon = tokio::time::timeout(Duration::from_millis(1), &mut first);
            let given_up: Result<Result<u64, Error>, _> = soon.await;
            assert!(given_up.is_err(), "the first waits for its release");
            tokio::task::spawn_blocking(move || has_begun.recv())
                .await
                .expect("no panic")
                .expect("the first begins");
            drop(first);
            let ran = Arc::new(AtomicU32::new(0));
            let counter = Arc::clone(&ran);
            let second = store.write(move |tx| {
                counter.fetch_add(1, Ordering::Relaxed);
                tx.execute(ADD, &[P::I(2), P::T("not begun"), P::I(0)])
            });
            let second = tokio::time::timeout(Duration::from_millis(1), second);
            let given_up: Result<Result<u64, Error>, _> = second.await;
            assert!(given_up.is_err(), "the second waits for the first");
            release.send(()).expect("the first waits");
            add(&store, 3).await.expect("a write after dropped ones");
            assert_eq!(ids(&store).await, vec![1, 3]);
            assert_eq!(ran.load(Ordering::Relaxed), 0);
        });
    });
}

#[test]
fn a_full_queue_refuses_at_once() {
    on_both(|place| {
        let mut options = place.options();
        options.workers = 1;
        options.queue_max = 1;
        let store = Store::open(options).expect("a store");
        let (begun, has_begun) = mpsc::channel();
        let (release, is_released) = mpsc::channel::<()>();
        let is_released = std::sync::Mutex::new(is_released);
        block_on(async {
            let writer = store.clone();
            let blocked = spawn(async move {
                let ended: Result<(), Error> = writer
                    .write(move |_| {
                        begun.send(()).expect("the test waits");
                        is_released
                            .lock()
                            .expect("one writer")
                            .recv()
                            .expect("a release");
                        Ok(())
                    })
                    .await;
                ended
            });
            tokio::task::spawn_blocking(move || has_begun.recv())
                .await
                .expect("no panic")
                .expect("the write begins");
            let nothing = || store.write(|_| Ok::<(), Error>(()));
            let mut waiting = Box::pin(nothing());
            let soon = tokio::time::timeout(Duration::from_millis(1), &mut waiting);
            assert!(soon.await.is_err(), "one may wait");
            let refused = nothing().await;
            assert!(matches!(refused, Err(Error::Unavailable(_))), "{refused:?}");
            release.send(()).expect("the write waits");
            assert_eq!(waiting.await, Ok(()));
            assert_eq!(blocked.await.expect("no panic"), Ok(()));
        });
    });
}

#[test]
fn closing_finishes_what_was_accepted_and_refuses_the_rest() {
    on_both(|place| {
        let store = place.open();
        make_tables(&store);
        block_on(async {
            let writes: Vec<_> = (1..=20)
                .map(|id| {
                    let store = store.clone();
                    spawn(async move { add(&store, id).await })
                })
                .collect();
            let mut done = 0;
            let clone = store.clone();
            store.close().await;
            for write in writes {
                match write.await.expect("no panic") {
                    Ok(_) => done += 1,
                    Err(Error::Unavailable(_)) => {}
                    Err(error) => panic!("{error}"),
                }
            }
            let late = add(&clone, 99).await;
            assert!(matches!(late, Err(Error::Unavailable(_))), "{late:?}");
            assert_eq!(ids(&place.open()).await.len(), done);
        });
    });
}

#[test]
fn a_passing_database_is_gone_afterwards() {
    let before = scratch_count();
    let store = Store::open(hafan_store::Options::new(
        hafan_store::Target::SqliteMemory,
        1,
    ));
    let store = store.expect("a store");
    make_tables(&store);
    assert_eq!(store.backend(), Backend::Sqlite);
    drop(store);
    assert_eq!(scratch_count(), before);
}

fn scratch_count() -> usize {
    let mine = format!("hafan-{}-", std::process::id());
    std::fs::read_dir(std::env::temp_dir())
        .expect("a temporary directory")
        .filter(|entry| {
            entry
                .as_ref()
                .is_ok_and(|entry| entry.file_name().to_string_lossy().starts_with(&mine))
        })
        .count()
}

async fn increment(store: &Store) -> Result<u64, Error> {
    store
        .write(|tx| {
            let n = tx.query_one("SELECT n FROM things WHERE id = 1", &[], |row| row.i64(0))?;
            tx.execute("UPDATE things SET n = $1 WHERE id = 1", &[P::I(n + 1)])
        })
        .await
}

async fn add(store: &Store, id: i64) -> Result<u64, Error> {
    store
        .write(move |tx| tx.execute(ADD, &[P::I(id), P::T(&id.to_string()), P::I(0)]))
        .await
}
