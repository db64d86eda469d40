//! The promises of the store, each on SQLite and on PostgreSQL.

mod dump;
mod events;
mod migrations;
mod place;
mod postgres;
mod sqlite;
mod statements;
mod transactions;
mod values;

// The kit as a whole stands on this crate; of its PostgreSQL nothing does.
#[path = "../../../testkit/src/postgres.rs"]
mod throwaway;
