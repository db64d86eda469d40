//! Every SQL text of the store, tried on both databases.

use std::fmt::Write as _;

use hafan_store::{Backend, dialect, statements, statements_of};
use postgres::types::Type;
use postgres::{Client, NoTls};
use rusqlite::Connection;

use crate::place::Place;

#[test]
fn every_statement_is_understood_by_both_and_takes_and_gives_common_types() {
    let (sqlite, postgres) = (Place::sqlite(), Place::postgres());
    let connection = connect_sqlite(&sqlite);
    let mut client = connect_postgres(&postgres);
    let mut faults = String::new();
    for (module, name, sql) in statements() {
        let here = try_sqlite(&connection, sql);
        let there = try_postgres(&mut client, sql);
        let fault = match (here, there) {
            (Ok(here), Ok(there)) if here == there => continue,
            (Ok(here), Ok(there)) => format!("{here} parameters on SQLite, {there} on PostgreSQL"),
            (here, there) => [here.err(), there.err()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("; "),
        };
        writeln!(faults, "{module}::{name}: {fault}").expect("a string takes text");
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn the_texts_of_search_are_understood_by_their_own_database() {
    let (sqlite, postgres) = (Place::sqlite(), Place::postgres());
    let connection = connect_sqlite(&sqlite);
    let mut client = connect_postgres(&postgres);
    let mut faults = String::new();
    for (module, name, sql) in statements_of(Backend::Sqlite) {
        if let Err(fault) = try_sqlite(&connection, sql) {
            writeln!(faults, "sqlite {module}::{name}: {fault}").expect("a string takes text");
        }
    }
    for (module, name, sql) in statements_of(Backend::Postgres) {
        if let Err(fault) = try_postgres(&mut client, sql) {
            writeln!(faults, "postgres {module}::{name}: {fault}").expect("a string takes text");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

/// A new line in this list is a statement that reads a whole table: give it an index, or, for
/// a table that stays small, accept the list (`INSTA_UPDATE=always`).
#[test]
fn statements_that_read_whole_tables_are_known() {
    let (sqlite, postgres) = (Place::sqlite(), Place::postgres());
    let connection = connect_sqlite(&sqlite);
    let mut client = connect_postgres(&postgres);
    client
        .batch_execute("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan")
        .expect("settings of the planner");
    let mut scans = String::new();
    for (module, name, sql) in statements().chain(statements_of(Backend::Sqlite)) {
        for table in sqlite_scans(&connection, sql) {
            writeln!(scans, "sqlite    {module}::{name}: {table}").expect("a string takes text");
        }
    }
    for (module, name, sql) in statements().chain(statements_of(Backend::Postgres)) {
        for table in postgres_scans(&mut client, sql) {
            writeln!(scans, "postgres  {module}::{name}: {table}").expect("a string takes text");
        }
    }
    insta::assert_snapshot!("whole_tables", scans);
}

/// What a place is that grew since PostgreSQL last counted its rows: many posts, no statistics.
#[test]
fn many_streams_are_merged_by_their_index_before_anything_is_known_of_them() {
    let place = Place::postgres();
    let mut client = connect_postgres(&place);
    // Without the checks of references, which would want what a post needs too.
    client
        .batch_execute(
            "SET session_replication_role = replica; SET plan_cache_mode = force_generic_plan;
             ALTER TABLE streams SET (autovacuum_enabled = false);
             INSERT INTO accounts
             SELECT n, 'persona', 'p' || n, 'p' || n, 'p' || n, 'active', 1
             FROM generate_series(1, 50) n;
             INSERT INTO streams (stream_id, post_id)
             SELECT n % 50 + 1, n FROM generate_series(1, 10000) n",
        )
        .expect("a place with many posts");
    for (module, name, sql) in statements_of(Backend::Postgres) {
        if module == "feed" {
            let plan = postgres_plan(&mut client, sql);
            let is_by_index = plan.contains("using streams_pkey");
            assert!(
                is_by_index && !plan.contains("Join") && !plan.contains("Seq Scan on streams"),
                "{name}:\n{plan}"
            );
        }
    }
}

/// Where SQLite knows how large a table is, it may read all of it into a filter before it joins:
/// each time, and in a recursion at each step.
#[test]
fn no_statement_reads_a_whole_table_into_a_filter_first() {
    let place = Place::sqlite();
    let connection = connect_sqlite(&place);
    connection
        .execute_batch(
            "ANALYZE;
             INSERT INTO sqlite_stat1 (tbl, idx, stat)
             SELECT name, NULL, '5000' FROM sqlite_schema WHERE type = 'table';
             ANALYZE sqlite_schema",
        )
        .expect("what is known of tables of some thousand rows");
    let mut filters = String::new();
    for (module, name, sql) in statements().chain(statements_of(Backend::Sqlite)) {
        // It sweeps, and reads the table in any case.
        let sweeps = (module, name) == ("push", "FORGET");
        for step in sqlite_plan(&connection, sql) {
            if step.starts_with("BLOOM FILTER ON ") && !sweeps {
                writeln!(filters, "{module}::{name}: {step}").expect("a string takes text");
            }
        }
    }
    assert!(filters.is_empty(), "{filters}");
}

fn connect_sqlite(place: &Place) -> Connection {
    drop(place.open());
    Connection::open(place.address()).expect("a connection")
}

fn connect_postgres(place: &Place) -> Client {
    Client::connect(&place.address(), NoTls).expect("a connection")
}

/// The number of parameters.
fn try_sqlite(connection: &Connection, sql: &str) -> Result<usize, String> {
    let spelled = dialect::expand(Backend::Sqlite, sql).map_err(|error| error.to_string())?;
    let statement = connection
        .prepare(&spelled)
        .map_err(|error| error.to_string())?;
    for number in 1..=statement.parameter_count() {
        if statement.parameter_name(number).is_none() {
            return Err(format!("there is no ${number}"));
        }
    }
    Ok(statement.parameter_count())
}

/// The number of parameters.
fn try_postgres(client: &mut Client, sql: &str) -> Result<usize, String> {
    let spelled = dialect::expand(Backend::Postgres, sql).map_err(|error| error.to_string())?;
    let (statement, types) = prepare(client, &spelled)?;
    for column in statement.columns() {
        if !COLUMN_TYPES.contains(column.type_()) {
            return Err(format!(
                "column {} has the type {}",
                column.name(),
                column.type_()
            ));
        }
    }
    Ok(types.len())
}

/// Prepares with the types that the facade would declare.
fn prepare(client: &mut Client, spelled: &str) -> Result<(postgres::Statement, Vec<Type>), String> {
    let said = |error: postgres::Error| {
        error
            .as_db_error()
            .map_or_else(|| error.to_string(), |error| error.message().to_owned())
    };
    let guessed = client.prepare(spelled).map_err(said)?;
    let types = guessed
        .params()
        .iter()
        .map(common)
        .collect::<Result<Vec<_>, _>>()?;
    let statement = client.prepare_typed(spelled, &types).map_err(said)?;
    Ok((statement, types))
}

fn common(guessed: &Type) -> Result<Type, String> {
    Ok(match *guessed {
        Type::INT2 | Type::INT4 | Type::INT8 => Type::INT8,
        Type::TEXT | Type::VARCHAR | Type::NAME => Type::TEXT,
        Type::FLOAT4 | Type::FLOAT8 => Type::FLOAT8,
        Type::BYTEA | Type::BOOL | Type::INT8_ARRAY | Type::TEXT_ARRAY => guessed.clone(),
        _ => {
            return Err(format!(
                "a parameter is taken for {guessed}: write CAST around it"
            ));
        }
    })
}

fn sqlite_scans(connection: &Connection, sql: &str) -> Vec<String> {
    let steps = sqlite_plan(connection, sql).into_iter();
    let scans = steps.filter(|step| step.starts_with("SCAN "));
    scans
        .filter(|step| !IN_MEMORY.iter().any(|word| step.contains(word)))
        .collect()
}

/// Nothing for a text that SQLite does not understand: another test tells of it.
fn sqlite_plan(connection: &Connection, sql: &str) -> Vec<String> {
    let spelled = dialect::expand(Backend::Sqlite, sql).unwrap_or_default();
    let Ok(mut plan) = connection.prepare(&format!("EXPLAIN QUERY PLAN {spelled}")) else {
        return Vec::new();
    };
    let steps = plan.raw_query().mapped(|row| row.get::<_, String>(3));
    steps.flatten().collect()
}

fn postgres_scans(client: &mut Client, sql: &str) -> Vec<String> {
    let plan = postgres_plan(client, sql);
    let scans = plan
        .lines()
        .filter_map(|line| line.split_once("Seq Scan on "));
    scans.map(|(_, table)| table.to_owned()).collect()
}

/// Nothing for a text that PostgreSQL does not understand: another test tells of it.
fn postgres_plan(client: &mut Client, sql: &str) -> String {
    let spelled = dialect::expand(Backend::Postgres, sql).unwrap_or_default();
    let Ok((_, types)) = prepare(client, &spelled) else {
        return String::new();
    };
    let names: Vec<_> = types.iter().map(Type::name).map(sql_name).collect();
    let declared = if names.is_empty() {
        String::new()
    } else {
        format!("({})", names.join(", "))
    };
    let nulls = vec!["NULL"; types.len()].join(", ");
    let given = if nulls.is_empty() {
        nulls
    } else {
        format!("({nulls})")
    };
    client
        .batch_execute(&format!("PREPARE looked_at {declared} AS {spelled}"))
        .expect("it was prepared before");
    let plan = client
        .simple_query(&format!("EXPLAIN (COSTS OFF) EXECUTE looked_at {given}"))
        .expect("a plan");
    client
        .batch_execute("DEALLOCATE looked_at")
        .expect("it was prepared");
    let lines = plan.into_iter().filter_map(|message| match message {
        postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn sql_name(name: &str) -> String {
    name.strip_prefix('_')
        .map_or_else(|| name.to_owned(), |element| format!("{element}[]"))
}

const COLUMN_TYPES: &[Type] = &[
    Type::INT8,
    Type::INT4,
    Type::TEXT,
    Type::BYTEA,
    Type::BOOL,
    Type::FLOAT8,
];

/// Steps of SQLite over what it holds in memory, or that an index carries.
const IN_MEMORY: &[&str] = &[
    "json_each",
    "CONSTANT ROW",
    "(subquery",
    "USING",
    "VIRTUAL TABLE",
];
