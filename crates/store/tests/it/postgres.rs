//! Lost connections, and URLs that ask for more than there is.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use hafan_core::time::Timestamp;
use hafan_store::upkeep::{self, Server};
use hafan_store::{Error, Options, P, Store, Target};

use crate::place::{ADD, Place, block_on, ids, make_tables};

const LOSE_OTHERS: &str = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[test]
fn lost_connections_are_replaced_without_an_error() {
    let place = Place::postgres();
    let store = place.open();
    make_tables(&store);
    let other = place.open();
    block_on(async {
        for id in 0..10 {
            let lost: Result<i64, Error> = other
                .write(|tx| tx.query_one(LOSE_OTHERS, &[], |row| row.i64(0)))
                .await;
            lost.expect("a count");
            let added: Result<u64, Error> = store
                .write(move |tx| tx.execute(ADD, &[P::I(id), P::T(&id.to_string()), P::I(0)]))
                .await;
            assert_eq!(added, Ok(1));
        }
        assert_eq!(ids(&store).await.len(), 10);
    });
}

#[test]
fn a_closure_whose_connection_breaks_runs_again_from_the_start() {
    let place = Place::postgres();
    let store = place.open();
    make_tables(&store);
    let runs = Arc::new(AtomicU32::new(0));
    let counter = Arc::clone(&runs);
    let added: Result<u64, Error> = store.write_blocking(move |tx| {
        let added = tx.execute(ADD, &[P::I(1), P::T("once"), P::I(0)])?;
        if counter.fetch_add(1, Ordering::Relaxed) == 0 {
            let lose = "SELECT pg_terminate_backend(pg_backend_pid())";
            tx.query(lose, &[], |_| Ok(()))?;
        }
        Ok(added)
    });
    assert_eq!(added, Ok(1));
    assert_eq!(runs.load(Ordering::Relaxed), 2);
    assert_eq!(block_on(ids(&store)), vec![1]);
}

#[test]
fn a_connection_lost_at_the_commit_is_told_and_never_taken_for_success() {
    let place = Place::postgres();
    let (store, other) = (place.open(), place.open());
    make_tables(&store);
    let breaker = other.clone();
    let added: Result<u64, Error> = store.write_blocking(move |tx| {
        let added = tx.execute(ADD, &[P::I(1), P::T("lost"), P::I(0)])?;
        let lost: Result<i64, Error> =
            breaker.write_blocking(|tx| tx.query_one(LOSE_OTHERS, &[], |row| row.i64(0)));
        lost.map(|_| added)
    });
    assert!(matches!(added, Err(Error::Unavailable(_))), "{added:?}");
    assert_eq!(block_on(ids(&store)), Vec::<i64>::new());
}

/// Every statement of a transaction that clashed runs again, so they are counted: the signs of life
/// of two servers never clash, at whatever moment they come.
#[test]
fn signs_of_life_of_two_servers_do_not_clash() {
    const TIMES: i64 = 60;
    let place = Place::postgres();
    let stores = [place.open(), place.open()];
    let run: Vec<_> = (1..)
        .zip(&stores)
        .map(|(id, store)| {
            let store = store.clone();
            std::thread::spawn(move || {
                let before = store.statements();
                for time in 1..=TIMES {
                    let server = Server {
                        id,
                        started_at: Timestamp::from_micros(0),
                        seen_at: Timestamp::from_micros(time),
                        version: "1".to_owned(),
                    };
                    let gone = Timestamp::from_micros(0);
                    block_on(upkeep::beat(&store, server, gone)).expect("a sign of life");
                }
                store.statements() - before
            })
        })
        .collect();
    for thread in run {
        let statements = thread.join().expect("no panic");
        assert_eq!(i64::try_from(statements), Ok(2 * TIMES), "some ran again");
    }
    let seen: Result<Vec<Server>, Error> = block_on(stores[0].read(upkeep::servers));
    let seen = seen.expect("servers");
    let at: Vec<_> = seen
        .iter()
        .map(|one| (one.id, one.seen_at.micros()))
        .collect();
    assert_eq!(at, [(1, TIMES), (2, TIMES)]);
}

/// Many people change what stands in one row (a count, the head of a record) at the same moment.
#[test]
fn writes_that_are_in_each_others_way_all_go_through() {
    const WRITERS: i64 = 8;
    const TIMES: i64 = 25;
    const BUMP: &str = "UPDATE things SET n = n + 1 WHERE id = $1";
    let place = Place::postgres();
    let store = place.open();
    make_tables(&store);
    let added: Result<u64, Error> =
        store.write_blocking(|tx| tx.execute(ADD, &[P::I(1), P::T("hot"), P::I(0)]));
    assert_eq!(added, Ok(1));
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| {
            let store = store.clone();
            std::thread::spawn(move || {
                for _ in 0..TIMES {
                    let bumped: Result<u64, Error> = store.write_blocking(|tx| {
                        tx.query("SELECT CAST(SUM(n) AS BIGINT) FROM things", &[], |row| {
                            row.i64(0)
                        })?;
                        std::thread::sleep(std::time::Duration::from_millis(3));
                        tx.execute(BUMP, &[P::I(1)])
                    });
                    assert_eq!(bumped, Ok(1));
                }
            })
        })
        .collect();
    for writer in writers {
        writer.join().expect("every write went through");
    }
    let n: Result<i64, Error> =
        block_on(store.read(|read| read.query_one("SELECT n FROM things", &[], |row| row.i64(0))));
    assert_eq!(n, Ok(WRITERS * TIMES));
}

#[test]
fn no_answer_is_an_error_and_not_a_wait() {
    let target = Target::Postgres("postgres://hafan@127.0.0.1:1/hafan".to_owned());
    let opened = Store::open(Options::new(target, 1)).err();
    assert!(matches!(opened, Some(Error::Unavailable(_))), "{opened:?}");
}

#[test]
fn a_url_that_asks_for_encryption_is_refused_and_never_served_in_the_clear() {
    for mode in ["require", "verify-ca", "verify-full"] {
        let url = format!("postgres://hafan:hunter2@127.0.0.1:1/hafan?sslmode={mode}");
        let opened = Store::open(Options::new(Target::Postgres(url), 1)).err();
        let Some(Error::Target(why)) = opened else {
            panic!("{opened:?}")
        };
        assert!(why.contains("sslmode"), "{why}");
        assert!(!why.contains("hunter2"), "{why}");
    }
}
