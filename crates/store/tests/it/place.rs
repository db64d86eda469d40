//! A fresh place on each database.

use std::future::Future;

use hafan_store::{Backend, Error, Options, Store, Target};

use crate::throwaway::Database;

/// What a test gets: an empty migrated database of its own.
pub struct Place {
    pub target: Target,
    _kept: Kept,
}

/// Deletes the database when the test is over.
enum Kept {
    Directory { _directory: tempfile::TempDir },
    Database { _database: Database },
}

impl Place {
    pub fn sqlite() -> Place {
        let directory = tempfile::tempdir().expect("a temporary directory");
        let target = Target::SqliteFile(directory.path().join("hafan.sqlite"));
        Place {
            target,
            _kept: Kept::Directory {
                _directory: directory,
            },
        }
    }

    pub fn postgres() -> Place {
        let database = Database::migrated(|url| drop(open(Target::Postgres(url.to_owned()))));
        let target = Target::Postgres(database.url().to_owned());
        Place {
            target,
            _kept: Kept::Database {
                _database: database,
            },
        }
    }

    pub fn of(backend: Backend) -> Place {
        match backend {
            Backend::Sqlite => Place::sqlite(),
            Backend::Postgres => Place::postgres(),
        }
    }

    pub fn options(&self) -> Options {
        Options::new(self.target.clone(), 1)
    }

    pub fn open(&self) -> Store {
        open(self.target.clone())
    }

    /// The address of a PostgreSQL, or the path of a file.
    pub fn address(&self) -> String {
        match &self.target {
            Target::SqliteFile(path) => path.display().to_string(),
            Target::Postgres(url) => url.clone(),
            Target::SqliteMemory => String::new(),
        }
    }
}

fn open(target: Target) -> Store {
    Store::open(Options::new(target, 1)).expect("a store")
}

/// Runs `test` on each database.
pub fn on_both(test: impl Fn(Place)) {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        test(Place::of(backend));
    }
}

/// Runs an async `test` on each database, with tables to try things on.
pub fn with_tables<F: Future<Output = ()>>(test: impl Fn(Store) -> F) {
    on_both(|place| {
        let store = place.open();
        make_tables(&store);
        block_on(async {
            test(store.clone()).await;
            store.close().await;
        });
    });
}

pub fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime")
        .block_on(future)
}

/// A request beside the test.
pub fn spawn<F>(future: F) -> tokio::task::JoinHandle<F::Output>
where
    F: Future<Output: Send> + Send + 'static,
{
    tokio::runtime::Handle::current().spawn(future)
}

pub fn make_tables(store: &Store) {
    let made: Result<(), Error> = store.write_blocking(|tx| {
        tx.execute(
            "CREATE TABLE things (id {id}, name {text} NOT NULL, n {int} NOT NULL,
             parent {int} REFERENCES things (id)){strict}",
            &[],
        )?;
        tx.execute("CREATE UNIQUE INDEX things_name ON things (name, n)", &[])?;
        tx.execute(
            "CREATE TABLE samples (label {text} NOT NULL PRIMARY KEY, whole {int}, words {text},
             raw {bytes}, is_so {bool}, share {real}){strict_keyed}",
            &[],
        )?;
        Ok(())
    });
    made.expect("tables");
}

pub const ADD: &str = "INSERT INTO things (id, name, n) VALUES ($1, $2, $3)";

/// The ids in `things`.
pub async fn ids(store: &Store) -> Vec<i64> {
    let ids: Result<_, Error> = store
        .read(|read| read.query("SELECT id FROM things ORDER BY id", &[], |row| row.i64(0)))
        .await;
    ids.expect("ids")
}
