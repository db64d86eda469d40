//! Rows of a backup as they are read in: refused, or rows of the tables; whoever reads them takes
//! everything back here.

use std::cell::OnceCell;

use hafan_store::{Error, Options, Store, Target as Database, Tx, dump};

use super::{Target, temporary};

pub const TARGET: Target = Target {
    name: "rows",
    seeds: || {
        let lines = STORE.with(|store| dumped(store.get_or_init(open)));
        let texts = [
            lines[1..].join("\n"),
            r#"{"table":"place","columns":["field","value"]}
["name","Y Bwthyn"]
{"rows":1}"#
                .to_owned(),
            r#"{"table":"secrets","columns":["bytes","name"]}
[{"b":"3q2+7w=="},"a"]
[{"b":""},"b"]
{"rows":2}"#
                .to_owned(),
        ];
        texts.map(String::into_bytes).to_vec()
    },
    dictionary: &[
        "{\"table\":\"",
        "\"columns\":[",
        "{\"rows\":",
        "{\"b\":\"",
        "{\"r\":\"",
        "null",
        "true",
        "\"place\"",
        "\"ledger\"",
        "\"schema_migrations\"",
        "\"sqlite_master\"",
        "\"post_search\"",
    ],
    run: |input| {
        let Ok(text) = std::str::from_utf8(input) else {
            return;
        };
        STORE.with(|store| {
            let store = store.get_or_init(open);
            // The first line is always the right one: behind a wrong one nothing is read.
            let head = dumped(store).swap_remove(0);
            let lines = std::iter::once(head).chain(text.lines().map(str::to_owned));
            let lines: Vec<String> = lines.collect();
            let read = store.write_blocking(move |tx: &mut Tx<'_>| {
                let mut lines = lines.clone().into_iter().map(Ok);
                Err::<(), _>(TakenBack(dump::load(tx, &mut lines)))
            });
            let is_broken = matches!(read, Err(TakenBack(Err(Error::Panicked))));
            assert!(!is_broken, "reading rows panicked");
        });
    },
};

thread_local! {
    static STORE: OnceCell<Store> = const { OnceCell::new() };
}

fn open() -> Store {
    let file = Database::SqliteFile(temporary("sqlite"));
    Store::open(Options::new(file, 0)).expect("a database")
}

fn dumped(store: &Store) -> Vec<String> {
    let read = store.snapshot_blocking(|read| {
        let mut lines = Vec::new();
        dump::dump(read, &mut |line| {
            lines.push(line.to_owned());
            Ok(())
        })?;
        Ok::<_, Error>(lines)
    });
    read.expect("an empty database")
}

/// Ends a transaction without a trace.
struct TakenBack(Result<(), Error>);

impl From<Error> for TakenBack {
    fn from(error: Error) -> Self {
        Self(Err(error))
    }
}
