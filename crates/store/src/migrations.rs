//! Brings the tables up to date when a place is opened.
//!
//! A migration that was ever released is never edited: its checksum is remembered beside its
//! number, and a database whose past differs from this program's is refused. Each runs in one
//! transaction with its entry in `schema_migrations`.

use postgres::Client;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use sha2::{Digest, Sha256};

use crate::db::{postgres_error, sqlite_error};
use crate::{Backend, Error, dialect};

/// All migrations, oldest first; their place in the list is their version, from 1.
const MIGRATIONS: &[Migration] = &[
    Migration::of_both("0001_outbox", include_str!("migrations/0001_outbox.sql")),
    Migration::of_both(
        "0002_foundation",
        include_str!("migrations/0002_foundation.sql"),
    ),
    Migration {
        name: "0003_search",
        sqlite: include_str!("migrations/0003_search.sqlite.sql"),
        postgres: include_str!("migrations/0003_search.postgres.sql"),
    },
    Migration::of_both(
        "0004_applications",
        include_str!("migrations/0004_applications.sql"),
    ),
    Migration::of_both("0005_thanked", include_str!("migrations/0005_thanked.sql")),
    Migration::of_both(
        "0006_pictures",
        include_str!("migrations/0006_pictures.sql"),
    ),
    Migration::of_both("0007_beside", include_str!("migrations/0007_beside.sql")),
    Migration::of_both("0008_ties", include_str!("migrations/0008_ties.sql")),
    Migration::of_both("0009_filters", include_str!("migrations/0009_filters.sql")),
    Migration::of_both("0010_reports", include_str!("migrations/0010_reports.sql")),
    Migration::of_both(
        "0011_profile_fields",
        include_str!("migrations/0011_profile_fields.sql"),
    ),
    Migration::of_both("0012_door", include_str!("migrations/0012_door.sql")),
    Migration::of_both("0013_push", include_str!("migrations/0013_push.sql")),
    Migration::of_both("0014_headers", include_str!("migrations/0014_headers.sql")),
    Migration::of_both("0015_codes", include_str!("migrations/0015_codes.sql")),
    Migration::of_both("0016_seals", include_str!("migrations/0016_seals.sql")),
    Migration::of_both(
        "0017_speakers",
        include_str!("migrations/0017_speakers.sql"),
    ),
    Migration::of_both("0018_answers", include_str!("migrations/0018_answers.sql")),
    Migration::of_both(
        "0019_described",
        include_str!("migrations/0019_described.sql"),
    ),
    Migration::of_both(
        "0020_old_words",
        include_str!("migrations/0020_old_words.sql"),
    ),
    Migration::of_both(
        "0021_strangers",
        include_str!("migrations/0021_strangers.sql"),
    ),
    Migration::of_both(
        "0022_covered_pictures",
        include_str!("migrations/0022_covered_pictures.sql"),
    ),
    Migration::of_both(
        "0023_waiting_words",
        include_str!("migrations/0023_waiting_words.sql"),
    ),
    Migration::of_both("0024_looks", include_str!("migrations/0024_looks.sql")),
    Migration::of_both(
        "0025_look_lists",
        include_str!("migrations/0025_look_lists.sql"),
    ),
];

/// A step in the life of the tables.
struct Migration {
    name: &'static str,
    sqlite: &'static str,
    postgres: &'static str,
}

impl Migration {
    /// One text with dialect tokens: the ordinary way.
    const fn of_both(name: &'static str, text: &'static str) -> Migration {
        Migration {
            name,
            sqlite: text,
            postgres: text,
        }
    }

    fn text(&self, backend: Backend) -> &'static str {
        match backend {
            Backend::Sqlite => self.sqlite,
            Backend::Postgres => self.postgres,
        }
    }

    fn checksum(&self, backend: Backend) -> String {
        let digest = Sha256::digest(self.text(backend).as_bytes());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// What the database remembers of one migration.
struct Applied {
    version: i64,
    checksum: String,
}

/// The version of the tables that this program works with.
pub(crate) fn version() -> usize {
    MIGRATIONS.len()
}

/// Migrates SQLite; a second process waits for the first.
pub(crate) fn sqlite(connection: &mut Connection, at: i64) -> Result<(), Error> {
    if is_current(Backend::Sqlite, &sqlite_applied(connection)?)? {
        return Ok(());
    }
    let failed = |error: rusqlite::Error| sqlite_error("migration", &error);
    let tx = connection
        .transaction_with_behavior(TransactionBehavior::Immediate)
        .map_err(failed)?;
    tx.execute_batch(&dialect::expand(Backend::Sqlite, TABLE)?)
        .map_err(failed)?;
    for (version, migration) in missing(Backend::Sqlite, &sqlite_applied(&tx)?)? {
        let text = dialect::expand(Backend::Sqlite, migration.sqlite)?;
        tx.execute_batch(&text)
            .map_err(|error| broken(migration, &sqlite_error("", &error)))?;
        let checksum = migration.checksum(Backend::Sqlite);
        tx.execute(
            "INSERT INTO schema_migrations (version, checksum, at) VALUES (?1, ?2, ?3)",
            rusqlite::params![version, checksum, at],
        )
        .map_err(failed)?;
    }
    tx.commit().map_err(failed)
}

fn sqlite_applied(connection: &Connection) -> Result<Vec<Applied>, Error> {
    let failed = |error: rusqlite::Error| sqlite_error("migration", &error);
    let exists = connection
        .query_row(
            "SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'",
            [],
            |_| Ok(()),
        )
        .optional()
        .map_err(failed)?;
    if exists.is_none() {
        return Ok(Vec::new());
    }
    connection
        .prepare(APPLIED)
        .and_then(|mut statement| {
            statement
                .query_map([], |row| {
                    Ok(Applied {
                        version: row.get(0)?,
                        checksum: row.get(1)?,
                    })
                })?
                .collect()
        })
        .map_err(failed)
}

/// Migrates PostgreSQL; a second process waits for the first.
pub(crate) fn postgres(client: &mut Client, at: i64) -> Result<(), Error> {
    let failed = |error: postgres::Error| postgres_error("migration", &error);
    if is_current(Backend::Postgres, &postgres_applied(client)?)? {
        return Ok(());
    }
    let table = dialect::expand(Backend::Postgres, TABLE)?;
    // Two processes may both find it missing; the loser of that race finds it made.
    if let Err(error) = client.batch_execute(&table)
        && !is_already_there(&error)
    {
        return Err(failed(error));
    }
    let mut tx = client.transaction().map_err(failed)?;
    tx.batch_execute("LOCK TABLE schema_migrations IN SHARE ROW EXCLUSIVE MODE")
        .map_err(failed)?;
    let applied = postgres_applied(&mut tx)?;
    for (version, migration) in missing(Backend::Postgres, &applied)? {
        let text = dialect::expand(Backend::Postgres, migration.postgres)?;
        tx.batch_execute(&text)
            .map_err(|error| broken(migration, &postgres_error("", &error)))?;
        let checksum = migration.checksum(Backend::Postgres);
        tx.execute(
            "INSERT INTO schema_migrations (version, checksum, at) VALUES ($1, $2, $3)",
            &[&version, &checksum, &at],
        )
        .map_err(failed)?;
    }
    tx.commit().map_err(failed)
}

fn postgres_applied(client: &mut impl postgres::GenericClient) -> Result<Vec<Applied>, Error> {
    let failed = |error: postgres::Error| postgres_error("migration", &error);
    let exists: bool = client
        .query_one("SELECT to_regclass('schema_migrations') IS NOT NULL", &[])
        .and_then(|row| row.try_get(0))
        .map_err(failed)?;
    if !exists {
        return Ok(Vec::new());
    }
    let rows = client.query(APPLIED, &[]).map_err(failed)?;
    rows.iter()
        .map(|row| {
            Ok(Applied {
                version: row.try_get(0)?,
                checksum: row.try_get(1)?,
            })
        })
        .collect::<Result<_, _>>()
        .map_err(failed)
}

fn is_already_there(error: &postgres::Error) -> bool {
    use postgres::error::SqlState;
    let Some(code) = error.code() else {
        return false;
    };
    // Which of the three depends on how far the other process is.
    [
        &SqlState::UNIQUE_VIOLATION,
        &SqlState::DUPLICATE_TABLE,
        &SqlState::DUPLICATE_OBJECT,
    ]
    .contains(&code)
}

fn is_current(backend: Backend, applied: &[Applied]) -> Result<bool, Error> {
    Ok(missing(backend, applied)?.next().is_none())
}

/// The migrations that are still to run, after a check of those that have.
fn missing(
    backend: Backend,
    applied: &[Applied],
) -> Result<impl Iterator<Item = (i64, &'static Migration)>, Error> {
    if applied.len() > MIGRATIONS.len() {
        return Err(Error::Migration(format!(
            "they were made by a newer Hafan (version {}, this one knows {}); install that one",
            applied.len(),
            MIGRATIONS.len()
        )));
    }
    for (row, (version, migration)) in applied.iter().zip((1..).zip(MIGRATIONS)) {
        if row.version != version || row.checksum != migration.checksum(backend) {
            return Err(Error::Migration(format!(
                "migration {} was another one when it ran here",
                migration.name
            )));
        }
    }
    Ok((1..).zip(MIGRATIONS).skip(applied.len()))
}

fn broken(migration: &Migration, error: &Error) -> Error {
    Error::Migration(format!("{} failed: {error}", migration.name))
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_migrations (
    version {id},
    checksum {text} NOT NULL,
    at {int} NOT NULL
){strict}";

const APPLIED: &str = "SELECT version, checksum FROM schema_migrations ORDER BY version";
