//! Group commit, full disks and other programs at the same file.

use std::sync::mpsc;

use hafan_store::{Error, P, Read, Store};

use crate::place::{ADD, Place, block_on, ids, make_tables, spawn};

#[test]
fn writes_that_share_a_commit_fail_alone() {
    let (_place, store) = opened();
    block_on(async {
        let ended = in_one_commit(&store, |id| {
            move |tx: &mut hafan_store::Tx<'_>| {
                tx.execute(ADD, &[P::I(id), P::T(&id.to_string()), P::I(0)])?;
                match id {
                    3 => Err(Error::TimedOut),
                    5 => panic!("on purpose"),
                    _ => Ok(()),
                }
            }
        })
        .await;
        assert_eq!(ended[3], Err(Error::TimedOut));
        assert_eq!(ended[5], Err(Error::Panicked));
        assert_eq!(ended.iter().filter(|end| end.is_ok()).count(), 8);
        assert_eq!(ids(&store).await, vec![0, 1, 2, 4, 6, 7, 8, 9]);
    });
}

#[test]
fn a_commit_that_fails_is_told_to_all_who_shared_it_and_leaves_nothing() {
    let (_place, store) = opened();
    block_on(async {
        let mut events = store.events();
        let ended = in_one_commit(&store, |id| {
            move |tx: &mut hafan_store::Tx<'_>| {
                tx.execute(ADD, &[P::I(id), P::T(&id.to_string()), P::I(0)])?;
                tx.publish(hafan_store::Event {
                    topic: "t".to_owned(),
                    body: id.to_string(),
                });
                if id == 7 {
                    // Put off, a broken reference is found by the commit.
                    tx.query("PRAGMA defer_foreign_keys = ON", &[], |_| Ok(()))?;
                    tx.execute("UPDATE things SET parent = 99 WHERE id = 7", &[])?;
                }
                Ok::<(), Error>(())
            }
        })
        .await;
        for end in &ended {
            assert!(matches!(end, Err(Error::Reference { .. })), "{end:?}");
        }
        assert_eq!(ids(&store).await, Vec::<i64>::new());
        assert!(events.try_recv().is_err(), "no event of a lost commit");
        let next: Result<u64, Error> = store
            .write(|tx| tx.execute(ADD, &[P::I(1), P::T("next"), P::I(0)]))
            .await;
        assert_eq!(next, Ok(1));
    });
}

#[test]
fn a_full_disk_is_told_loses_nothing_and_is_over_when_there_is_room() {
    let (_place, store) = opened();
    let pages = |count: &'static str| {
        let set: Result<Vec<i64>, Error> =
            store.write_blocking(move |tx| tx.query(count, &[], |row| row.i64(0)));
        set.expect("a limit");
    };
    let add = |id: i64| {
        let name = format!("{id}{}", "x".repeat(3000));
        let added: Result<u64, Error> =
            store.write_blocking(move |tx| tx.execute(ADD, &[P::I(id), P::T(&name), P::I(0)]));
        added
    };
    // Some free pages, and no more than those.
    for id in 0..20 {
        add(id).expect("room");
    }
    let emptied: Result<u64, Error> =
        store.write_blocking(|tx| tx.execute("DELETE FROM things", &[]));
    assert_eq!(emptied, Ok(20));
    pages("PRAGMA max_page_count = 1");
    let mut kept = Vec::new();
    let full = loop {
        let id = i64::try_from(kept.len()).expect("few");
        match add(id) {
            Ok(_) => kept.push(id),
            Err(error) => break error,
        }
    };
    assert!(matches!(full, Error::Full(_)), "{full:?}");
    assert!(!kept.is_empty());
    assert_eq!(block_on(ids(&store)), kept);
    pages("PRAGMA max_page_count = 100000");
    let added: Result<u64, Error> =
        store.write_blocking(|tx| tx.execute(ADD, &[P::I(-1), P::T("room"), P::I(0)]));
    assert_eq!(added, Ok(1));
    assert_eq!(block_on(ids(&store)).len(), kept.len() + 1);
}

#[test]
fn another_program_may_write_to_the_same_file() {
    let place = Place::sqlite();
    let (server, tool) = (place.open(), place.open());
    make_tables(&server);
    block_on(async {
        for id in 0..20 {
            let store = if id % 2 == 0 { &server } else { &tool };
            let added: Result<u64, Error> = store
                .write(move |tx| tx.execute(ADD, &[P::I(id), P::T(&id.to_string()), P::I(0)]))
                .await;
            assert_eq!(added, Ok(1));
            assert_eq!(ids(&server).await, ids(&tool).await);
        }
    });
}

#[test]
fn an_answered_write_is_on_disk_and_foreign_keys_hold() {
    let (_place, store) = opened();
    let settings: Result<Vec<i64>, Error> = store.write_blocking(|tx| {
        let mut one = |sql: &'static str| tx.query_one(sql, &[], |row| row.i64(0));
        Ok(vec![
            one("PRAGMA synchronous")?,
            one("PRAGMA foreign_keys")?,
        ])
    });
    // 2 is FULL.
    assert_eq!(settings, Ok(vec![2, 1]));
    let mode: Result<String, Error> = store.read_blocking(|read: &mut Read<'_>| {
        read.query_one("PRAGMA journal_mode", &[], |row| row.text(0))
    });
    assert_eq!(mode, Ok("wal".to_owned()));
}

fn opened() -> (Place, Store) {
    let place = Place::sqlite();
    let store = place.open();
    make_tables(&store);
    (place, store)
}

/// Hands ten writes to the writer while it is busy, so that it takes them all at once.
async fn in_one_commit<F>(store: &Store, write: impl Fn(i64) -> F) -> Vec<Result<(), Error>>
where
    F: FnMut(&mut hafan_store::Tx<'_>) -> Result<(), Error> + Send + 'static,
{
    let (begun, has_begun) = mpsc::channel();
    let (release, is_released) = mpsc::channel::<()>();
    let is_released = std::sync::Mutex::new(is_released);
    let writer = store.clone();
    let busy = spawn(async move {
        let ended: Result<(), Error> = writer
            .write(move |_| {
                begun.send(()).expect("the test waits");
                is_released
                    .lock()
                    .expect("one writer")
                    .recv()
                    .expect("the test releases");
                Ok(())
            })
            .await;
        ended
    });
    tokio::task::spawn_blocking(move || has_begun.recv())
        .await
        .expect("no panic")
        .expect("the writer is busy");
    let mut writes: Vec<_> = (0..10).map(|id| Box::pin(store.write(write(id)))).collect();
    for write in &mut writes {
        // A first look hands the closure over.
        let soon = tokio::time::timeout(std::time::Duration::ZERO, write);
        assert!(soon.await.is_err(), "the writer is busy");
    }
    release.send(()).expect("the writer waits");
    busy.await.expect("no panic").expect("the busy write");
    let mut ended = Vec::new();
    for write in writes {
        ended.push(write.await);
    }
    ended
}
