//! All rows as lines of text, the same from both databases: for backups and for moving house.
//!
//! ```text
//! {"hafan_dump":1,"tables_version":1}
//! {"table":"posts","columns":["id","text","is_pinned","weight","digest"]}
//! [1,"Bore da",1,{"r":"0.5"},{"b":"3q2+7w=="}]
//! {"rows":1}
//! ```
//!
//! Truth is 0 or 1; `r` is a real number in the shortest form that reads back the same; `b` is
//! bytes in base64. The last line counts the rows, so that a torn file is known for one. Not in
//! it: what is derived (tables named `…_search`, which the receiver builds anew) and what
//! belongs to one database alone.

mod catalog;

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::db::{Next, Text};
use crate::{Backend, Error, P, Read, Tx, migrations};

/// Hands every line of a dump to `each`. One [`Read`] is one view: run it in
/// [`crate::Store::snapshot_blocking`], which has no time limit.
///
/// # Errors
/// Those of `each` and of the database; [`Error::Dump`] for a table of unknown types.
pub fn dump(
    read: &mut Read<'_>,
    each: &mut dyn FnMut(&str) -> Result<(), Error>,
) -> Result<(), Error> {
    let head = Head {
        hafan_dump: FORMAT,
        tables_version: migrations::version(),
    };
    each(&line(&head)?)?;
    let mut rows = 0;
    for table in tables(read)? {
        let columns = table
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect();
        each(&line(&TableHead {
            table: table.name.clone(),
            columns,
        })?)?;
        dump_table(read, &table, &mut |values| {
            rows += 1;
            each(&line(
                &values.iter().map(Value::to_json).collect::<Vec<_>>(),
            )?)
        })?;
    }
    each(&line(&Foot { rows })?)
}

/// Fills the empty tables of this transaction's database from the lines of a dump.
///
/// Tables named `…_search` are left empty: build them in the same transaction.
///
/// # Errors
/// [`Error::Dump`] if a line isn't understood, the dump is torn or of another version of the
/// tables, or a table isn't empty; [`Error::Reference`] if a row points nowhere; those of
/// `lines` and of the database.
pub fn load(
    tx: &mut Tx<'_>,
    lines: &mut dyn Iterator<Item = Result<String, Error>>,
) -> Result<(), Error> {
    check_head(lines.next().ok_or_else(torn)??)?;
    let tables = tables(tx)?;
    for table in &tables {
        if !is_empty(tx, table)? {
            return Err(Error::Dump(format!(
                "the table {} already holds rows",
                table.name
            )));
        }
    }
    let references = put_off_references(tx)?;
    load_tables(tx, &tables, lines)?;
    restore_references(tx, &references)?;
    restore_counters(tx)?;
    learn_sizes(tx)
}

/// The tables that hold what people made, in the order of their names.
///
/// # Errors
/// Those of the database; [`Error::Dump`] for a table of unknown types.
pub fn tables(read: &mut Read<'_>) -> Result<Vec<Table>, Error> {
    catalog::tables(read)
}

/// Hands every row of a table to `each`, in the order of its primary key.
///
/// # Errors
/// Those of `each` and of the database.
pub fn dump_table(
    read: &mut Read<'_>,
    table: &Table,
    each: &mut dyn FnMut(&[Value]) -> Result<(), Error>,
) -> Result<(), Error> {
    let names: Vec<&str> = table.columns.iter().map(|column| &*column.name).collect();
    let key: Vec<&str> = table.key.iter().map(|column| &**column).collect();
    let order = if key.is_empty() { &names } else { &key };
    let sql = format!(
        "SELECT {} FROM {} ORDER BY {}",
        list(&names),
        quoted(&table.name),
        list(order)
    );
    read.visit(Text::Made(&sql), &[], &mut |row| {
        let values = table.columns.iter().enumerate().map(|(at, column)| {
            Ok(match column.kind {
                Kind::Int => row.opt_i64(at)?.map(Value::Int),
                Kind::Bool => row.opt_bool(at)?.map(|is_so| Value::Int(i64::from(is_so))),
                Kind::Text => row.opt_text(at)?.map(Value::Text),
                Kind::Bytes => row.opt_bytes(at)?.map(Value::Bytes),
                Kind::Real => row.opt_f64(at)?.map(Value::Real),
            }
            .unwrap_or(Value::Null))
        });
        each(&values.collect::<Result<Vec<_>, Error>>()?)?;
        Ok(Next::Row)
    })
}

/// Inserts rows into a table; `columns` says what the values are, in their order.
///
/// # Errors
/// [`Error::Dump`] if a value doesn't fit its column; those of the database.
pub fn load_table(
    tx: &mut Tx<'_>,
    table: &Table,
    columns: &[String],
    rows: &[Vec<Value>],
) -> Result<(), Error> {
    let unfit = |what: &str| Error::Dump(format!("{}: {what}", table.name));
    let kinds = columns
        .iter()
        .map(|name| table.columns.iter().find(|column| column.name == *name))
        .map(|column| column.map(|column| column.kind))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| unfit("a column that is not in the table"))?;
    let names: Vec<&str> = columns.iter().map(|name| &**name).collect();
    for some in rows.chunks(ROWS_PER_INSERT) {
        let mut params = Vec::with_capacity(some.len() * kinds.len());
        for row in some {
            if row.len() != kinds.len() {
                return Err(unfit("a row with more or fewer values than columns"));
            }
            for (value, kind) in row.iter().zip(&kinds) {
                params.push(
                    value
                        .to_param(*kind)
                        .ok_or_else(|| unfit("a value of another type"))?,
                );
            }
        }
        let sql = insert(&table.name, &names, some.len());
        tx.execute_text(&sql, &params)?;
    }
    Ok(())
}

/// A table as its database describes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its columns, in their order.
    pub columns: Vec<Column>,
    /// The columns of its primary key, in their order.
    pub key: Vec<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Integers.
    Int,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Floating-point numbers.
    Real,
    /// Truth, where the database has a type for it.
    Bool,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// None.
    Null,
    /// An integer, or truth as 0 or 1.
    Int(i64),
    /// A floating-point number.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Value {
    fn to_json(&self) -> Json {
        match self {
            Value::Null => Json::Null,
            Value::Int(number) => Json::from(*number),
            // JSON's numbers don't promise to read back the same.
            Value::Real(number) => serde_json::json!({ "r": format!("{number:?}") }),
            Value::Text(text) => Json::from(&**text),
            Value::Bytes(bytes) => serde_json::json!({ "b": BASE64.encode(bytes) }),
        }
    }

    fn from_json(json: Json) -> Option<Value> {
        match json {
            Json::Null => Some(Value::Null),
            Json::Number(number) => number.as_i64().map(Value::Int),
            Json::String(text) => Some(Value::Text(text)),
            Json::Object(object) if object.len() == 1 => {
                let (name, value) = object.iter().next()?;
                match (&**name, value.as_str()?) {
                    ("r", number) => number.parse().ok().map(Value::Real),
                    ("b", bytes) => BASE64.decode(bytes.as_bytes()).ok().map(Value::Bytes),
                    _ => None,
                }
            }
            Json::Bool(_) | Json::Array(_) | Json::Object(_) => None,
        }
    }

    fn to_param(&self, kind: Kind) -> Option<P<'_>> {
        match (self, kind) {
            (Value::Null, Kind::Int) => Some(P::OptI(None)),
            (Value::Null, Kind::Text) => Some(P::OptT(None)),
            (Value::Null, Kind::Bytes) => Some(P::OptB(None)),
            (Value::Null, Kind::Real) => Some(P::OptF(None)),
            (Value::Null, Kind::Bool) => Some(P::OptBool(None)),
            (Value::Int(number), Kind::Int) => Some(P::OptI(Some(*number))),
            (Value::Int(number @ (0 | 1)), Kind::Bool) => Some(P::OptBool(Some(*number == 1))),
            (Value::Real(number), Kind::Real) => Some(P::OptF(Some(*number))),
            (Value::Text(text), Kind::Text) => Some(P::OptT(Some(text))),
            (Value::Bytes(bytes), Kind::Bytes) => Some(P::OptB(Some(bytes))),
            _ => None,
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    hafan_dump: u32,
    tables_version: usize,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableHead {
    table: String,
    columns: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Foot {
    rows: u64,
}

/// Any line after the first.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    Row(Vec<Json>),
    Table(TableHead),
    Foot(Foot),
}

fn check_head(line: String) -> Result<(), Error> {
    let head: Head = serde_json::from_str(&line)
        .ok()
        .ok_or_else(|| Error::Dump("this is no dump of Hafan".to_owned()))?;
    if head.hafan_dump != FORMAT || head.tables_version != migrations::version() {
        return Err(Error::Dump(format!(
            "it has version {} of the tables, and this Hafan has version {}",
            head.tables_version,
            migrations::version()
        )));
    }
    Ok(())
}

fn load_tables(
    tx: &mut Tx<'_>,
    tables: &[Table],
    lines: &mut dyn Iterator<Item = Result<String, Error>>,
) -> Result<(), Error> {
    let mut current: Option<(&Table, Vec<String>)> = None;
    let mut waiting: Vec<Vec<Value>> = Vec::new();
    let mut count = 0;
    let mut flush = |tx: &mut Tx<'_>,
                     current: &Option<(&Table, Vec<String>)>,
                     waiting: &mut Vec<Vec<Value>>| {
        count += waiting.len() as u64;
        match current {
            Some((table, columns)) => load_table(tx, table, columns, waiting)?,
            None if waiting.is_empty() => {}
            None => return Err(Error::Dump("a row before any table".to_owned())),
        }
        waiting.clear();
        Ok(count)
    };
    while let Some(line) = lines.next() {
        match parse(&line?)? {
            Line::Row(row) => {
                let values = row.into_iter().map(Value::from_json).collect::<Option<_>>();
                waiting.push(values.ok_or_else(|| Error::Dump("an unknown value".to_owned()))?);
                if waiting.len() >= ROWS_PER_INSERT {
                    flush(tx, &current, &mut waiting)?;
                }
            }
            Line::Table(head) => {
                flush(tx, &current, &mut waiting)?;
                let table = tables.iter().find(|table| table.name == head.table);
                let table = table.ok_or_else(|| {
                    Error::Dump(format!("this Hafan has no table {}", head.table))
                })?;
                current = Some((table, head.columns));
            }
            Line::Foot(foot) => {
                let count = flush(tx, &current, &mut waiting)?;
                if lines.next().is_some() {
                    return Err(Error::Dump("something comes after its end".to_owned()));
                }
                return if count == foot.rows {
                    Ok(())
                } else {
                    Err(torn())
                };
            }
        }
    }
    Err(torn())
}

fn parse(line: &str) -> Result<Line, Error> {
    serde_json::from_str(line)
        .ok()
        .ok_or_else(|| Error::Dump("a line that is not understood".to_owned()))
}

fn torn() -> Error {
    Error::Dump("it ends too early".to_owned())
}

fn is_empty(tx: &mut Tx<'_>, table: &Table) -> Result<bool, Error> {
    let mut is_empty = true;
    let sql = format!("SELECT 1 FROM {} LIMIT 1", quoted(&table.name));
    tx.visit(Text::Made(&sql), &[], &mut |_| {
        is_empty = false;
        Ok(Next::End)
    })?;
    Ok(is_empty)
}

/// Rows come by table, and may point at tables that come later and at each other.
fn put_off_references(tx: &mut Tx<'_>) -> Result<Vec<(String, String, String)>, Error> {
    if tx.backend() == Backend::Sqlite {
        tx.execute_text("PRAGMA defer_foreign_keys = ON", &[])?;
        return Ok(Vec::new());
    }
    let references = catalog::postgres_references(tx)?;
    tx.execute_text("SET LOCAL statement_timeout = 0", &[])?;
    for (table, name, _) in &references {
        let sql = format!(
            "ALTER TABLE {} DROP CONSTRAINT {}",
            quoted(table),
            quoted(name)
        );
        tx.execute_text(&sql, &[])?;
    }
    Ok(references)
}

fn restore_references(
    tx: &mut Tx<'_>,
    references: &[(String, String, String)],
) -> Result<(), Error> {
    if tx.backend() == Backend::Sqlite {
        // Now and not at the commit, which other writes may share.
        let broken = catalog::sqlite_broken_reference(tx)?;
        return broken.map_or(Ok(()), |constraint| Err(Error::Reference { constraint }));
    }
    for (table, name, definition) in references {
        let (table, name) = (quoted(table), quoted(name));
        tx.execute_text(
            &format!("ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"),
            &[],
        )?;
    }
    Ok(())
}

/// PostgreSQL's counters don't notice ids that were given to them.
fn restore_counters(tx: &mut Tx<'_>) -> Result<(), Error> {
    if tx.backend() == Backend::Sqlite {
        return Ok(());
    }
    for (table, column) in catalog::postgres_counters(tx)? {
        let sql = format!(
            "SELECT setval(pg_get_serial_sequence($1, $2), MAX({column})) FROM {table}",
            column = quoted(&column),
            table = quoted(&table),
        );
        tx.visit(
            Text::Made(&sql),
            &[P::T(&quoted(&table)), P::T(&column)],
            &mut |_| Ok(Next::Row),
        )?;
    }
    Ok(())
}

/// PostgreSQL plans by statistics that it would take only after a while.
fn learn_sizes(tx: &mut Tx<'_>) -> Result<(), Error> {
    if tx.backend() == Backend::Postgres {
        tx.execute_text("ANALYZE", &[])?;
    }
    Ok(())
}

fn insert(table: &str, columns: &[&str], rows: usize) -> String {
    let mut sql = format!("INSERT INTO {} ({}) VALUES ", quoted(table), list(columns));
    for row in 0..rows {
        let marks = (1..=columns.len()).map(|column| format!("${}", row * columns.len() + column));
        let marks = marks.collect::<Vec<_>>().join(", ");
        sql.push_str(if row == 0 { "(" } else { ", (" });
        sql.push_str(&marks);
        sql.push(')');
    }
    sql
}

fn list(names: &[&str]) -> String {
    names
        .iter()
        .map(|name| quoted(name))
        .collect::<Vec<_>>()
        .join(", ")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn line(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|error| Error::Dump(error.to_string()))
}

/// Of the lines, not of the tables.
const FORMAT: u32 = 1;

/// Saves round trips to PostgreSQL, and stays far below the parameters either can take.
const ROWS_PER_INSERT: usize = 64;
