//! The promises of the database facade.

use hafan_store::{Error, Options, Store, Target};

#[test]
fn a_new_store_answers() {
    let store = Store::open(Options::new(Target::SqliteMemory, 1)).expect("a store");
    let kept: Result<Vec<i64>, Error> = store.write_blocking(|tx| {
        tx.execute(
            "INSERT INTO outbox (topic, body) VALUES ($1, $2)",
            &["a".into(), "b".into()],
        )?;
        tx.query("SELECT id FROM outbox", &[], |row| row.i64(0))
    });
    assert_eq!(kept, Ok(vec![1]));
    let read: Result<String, Error> = store
        .read_blocking(|read| read.query_one("SELECT body FROM outbox", &[], |row| row.text(0)));
    assert_eq!(read, Ok("b".to_owned()));
}
