//! What tables there are, as each database tells it.
//!
//! These texts ask a database about itself, so they are the only ones that exist for one
//! database alone; the round trip of the tests runs them all.

use super::{Column, Kind, Table};
use crate::{Backend, Error, P, Read};

/// The tables that hold what people made, in the order of their names.
pub(super) fn tables(read: &mut Read<'_>) -> Result<Vec<Table>, Error> {
    let sql = match read.backend() {
        Backend::Sqlite => SQLITE_TABLES,
        Backend::Postgres => POSTGRES_TABLES,
    };
    let mut names = read.query(sql, &[], |row| row.text(0))?;
    names.retain(|name| !is_derived(name));
    // Here and not in SQL, where the order of names depends on the server.
    names.sort();
    names.into_iter().map(|name| table(read, name)).collect()
}

/// The foreign keys of PostgreSQL as (table, name, definition); it has no other way to load
/// rows in any order without being a superuser than to take these off and put them on again.
pub(super) fn postgres_references(
    read: &mut Read<'_>,
) -> Result<Vec<(String, String, String)>, Error> {
    read.query(POSTGRES_REFERENCES, &[], |row| {
        Ok((row.text(0)?, row.text(1)?, row.text(2)?))
    })
}

/// The first row of SQLite that points nowhere, as the name of its table.
pub(super) fn sqlite_broken_reference(read: &mut Read<'_>) -> Result<Option<String>, Error> {
    read.query_opt(SQLITE_BROKEN_REFERENCES, &[], |row| row.text(0))
}

/// The columns of PostgreSQL that count by themselves, as (table, column).
pub(super) fn postgres_counters(read: &mut Read<'_>) -> Result<Vec<(String, String)>, Error> {
    read.query(POSTGRES_COUNTERS, &[], |row| {
        Ok((row.text(0)?, row.text(1)?))
    })
}

/// Made from other tables, or only of this database: the receiver has or makes its own.
fn is_derived(name: &str) -> bool {
    name == "schema_migrations" || name == "outbox" || name.ends_with("_search")
}

fn table(read: &mut Read<'_>, name: String) -> Result<Table, Error> {
    let (columns, key) = match read.backend() {
        Backend::Sqlite => (SQLITE_COLUMNS, SQLITE_KEY),
        Backend::Postgres => (POSTGRES_COLUMNS, POSTGRES_KEY),
    };
    let columns = read
        .query(columns, &[P::T(&name)], |row| {
            Ok((row.text(0)?, row.text(1)?))
        })?
        .into_iter()
        .map(|(column, declared)| {
            let kind = kind(&declared).ok_or_else(|| {
                Error::Dump(format!(
                    "{name}.{column} has the type {declared}, which none reads"
                ))
            })?;
            Ok(Column { name: column, kind })
        })
        .collect::<Result<_, Error>>()?;
    let key = read.query(key, &[P::T(&name)], |row| row.text(0))?;
    Ok(Table { name, columns, key })
}

fn kind(declared: &str) -> Option<Kind> {
    match declared {
        "INTEGER" | "bigint" => Some(Kind::Int),
        "TEXT" | "text" => Some(Kind::Text),
        "BLOB" | "bytea" => Some(Kind::Bytes),
        "REAL" | "double precision" => Some(Kind::Real),
        "boolean" => Some(Kind::Bool),
        _ => None,
    }
}

const SQLITE_TABLES: &str = "SELECT name FROM pragma_table_list
    WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite@_%' ESCAPE '@'";

const SQLITE_COLUMNS: &str =
    "SELECT name, type FROM pragma_table_xinfo($1) WHERE hidden = 0 ORDER BY cid";

const SQLITE_KEY: &str = "SELECT name FROM pragma_table_xinfo($1) WHERE pk > 0 ORDER BY pk";

const SQLITE_BROKEN_REFERENCES: &str = "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1";

const POSTGRES_TABLES: &str = "SELECT CAST(table_name AS TEXT) FROM information_schema.tables
    WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'";

const POSTGRES_COLUMNS: &str = "SELECT CAST(column_name AS TEXT), CAST(data_type AS TEXT)
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = $1 AND is_generated = 'NEVER'
    ORDER BY ordinal_position";

const POSTGRES_KEY: &str = "SELECT CAST(a.attname AS TEXT)
    FROM pg_index i
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
    WHERE i.indrelid = to_regclass(quote_ident($1)) AND i.indisprimary
    ORDER BY array_position(CAST(i.indkey AS SMALLINT[]), a.attnum)";

const POSTGRES_REFERENCES: &str = "SELECT CAST(c.relname AS TEXT), CAST(r.conname AS TEXT),
    pg_get_constraintdef(r.oid)
    FROM pg_constraint r JOIN pg_class c ON c.oid = r.conrelid
    WHERE r.contype = 'f' AND c.relnamespace = CAST(current_schema() AS REGNAMESPACE)";

const POSTGRES_COUNTERS: &str = "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT)
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND is_identity = 'YES'";
