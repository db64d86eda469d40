//! What can go wrong between a use case and its database.

use std::fmt;

/// An error of the store. None carries a value that a person wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Try again later: the queue is full, the store closed, the database away or locked by
    /// another program. A write whose connection broke during its commit may have happened.
    Unavailable(String),
    /// The disk, or the quota of the database, is full. Nothing was written.
    Full(String),
    /// A row with the same unique key exists. The same on both databases, except that a
    /// unique index over an expression is named by its index on SQLite.
    Conflict {
        /// The table, or empty where the database doesn't say.
        table: String,
        /// Its key columns, in order, joined by `, `.
        columns: String,
    },
    /// A row points to a row that is not there, or is still pointed at.
    Reference {
        /// The constraint, where the database says.
        constraint: String,
    },
    /// A read took longer than it may and was aborted.
    TimedOut,
    /// The database file is damaged. Restore a backup.
    Damaged(String),
    /// A value has another type than the mapper asked for.
    Decode(String),
    /// The database refused a statement: a mistake in this program.
    Sql {
        /// The statement, without its parameters.
        sql: String,
        /// The database's own words.
        message: String,
    },
    /// The tables don't fit this program.
    Migration(String),
    /// A dump can't be written or read.
    Dump(String),
    /// The database can't be opened as asked.
    Target(String),
    /// The closure panicked; its transaction was rolled back.
    Panicked,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Unavailable(why) => write!(f, "the database is unavailable: {why}"),
            Error::Full(why) => write!(f, "the disk of the database is full: {why}"),
            Error::Conflict { table, columns } => {
                write!(f, "a row of {table} with the same {columns} exists")
            }
            Error::Reference { constraint } => {
                write!(f, "a row points to a row that is not there ({constraint})")
            }
            Error::TimedOut => f.write_str("a read took too long and was aborted"),
            Error::Damaged(why) => write!(f, "the database is damaged: {why}"),
            Error::Decode(why) => write!(f, "a value could not be read: {why}"),
            Error::Sql { sql, message } => write!(f, "{message} in: {sql}"),
            Error::Migration(why) => write!(f, "the tables don't fit this program: {why}"),
            Error::Dump(why) => write!(f, "the dump can't be used: {why}"),
            Error::Target(why) => write!(f, "the database can't be opened: {why}"),
            Error::Panicked => f.write_str("a transaction panicked and was rolled back"),
        }
    }
}

impl std::error::Error for Error {}
