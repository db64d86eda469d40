//! The tables fit the program, or the store does not open.

use hafan_store::{Error, Store};

use crate::place::{Place, on_both};
use crate::throwaway::Database;
use hafan_store::{Options, Target};

#[test]
fn a_changed_past_is_refused() {
    on_both(|place| {
        change(
            &place,
            "UPDATE schema_migrations SET checksum = 'another' WHERE version = 1",
        );
        let refused = Store::open(place.options()).err();
        assert!(matches!(refused, Some(Error::Migration(_))), "{refused:?}");
    });
}

#[test]
fn tables_of_a_newer_program_are_refused() {
    on_both(|place| {
        change(
            &place,
            "INSERT INTO schema_migrations (version, checksum, at)
             SELECT MAX(version) + 1, 'future', 1 FROM schema_migrations",
        );
        let Some(Error::Migration(why)) = Store::open(place.options()).err() else {
            panic!("it opened")
        };
        assert!(why.contains("newer"), "{why}");
    });
}

#[test]
fn processes_that_open_a_new_database_at_once_all_find_it_ready() {
    for _ in 0..3 {
        let directory = tempfile::tempdir().expect("a temporary directory");
        at_once(&Target::SqliteFile(directory.path().join("new.sqlite")));
        let database = Database::empty();
        at_once(&Target::Postgres(database.url().to_owned()));
    }
}

fn at_once(target: &Target) {
    let start = std::sync::Barrier::new(4);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                start.wait();
                let store = Store::open(Options::new(target.clone(), 1)).expect("a store");
                let versions: Result<i64, Error> = store.read_blocking(|read| {
                    let sql = "SELECT COUNT(*) FROM schema_migrations";
                    read.query_one(sql, &[], |row| row.i64(0))
                });
                assert!(versions.expect("a count") >= 1);
            });
        }
    });
}

fn change(place: &Place, sql: &'static str) {
    let changed: Result<u64, Error> = place.open().write_blocking(move |tx| tx.execute(sql, &[]));
    assert_eq!(changed, Ok(1));
}
