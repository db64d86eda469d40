//! Live events between processes that share one PostgreSQL.
//!
//! Rows are written in the transaction that caused them and each process polls for new ones.
//! NOTIFY isn't used: inside a transaction it takes one lock for the whole cluster at commit.
//! On SQLite the table stays empty, for the writer thread knows every commit of the server.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Error, Event, P, Read, Row, Tx};
use crate::sql;

sql! {
    ADD = "INSERT INTO outbox (topic, body) VALUES ($1, $2)";
    LAST = "SELECT COALESCE(MAX(id), 0) FROM outbox";
    SINCE = "SELECT id, topic, body FROM outbox WHERE id > $1 ORDER BY id LIMIT 1000";
    THESE = "SELECT id, topic, body FROM outbox WHERE id {in $1} ORDER BY id";
    PRUNE = "DELETE FROM outbox WHERE id <= $1";
}

/// Where a process is in the outbox.
///
/// Ids are given at insert and seen at commit, so a smaller id may appear after a larger one.
/// The ids that were skipped are asked for again for a while.
pub(crate) struct Cursor {
    last: i64,
    /// Skipped ids, with the number of polls left to wait for them.
    missing: BTreeMap<i64, u32>,
}

impl Cursor {
    /// Begins after the newest event.
    pub(crate) fn at_end(read: &mut Read<'_>) -> Result<Cursor, Error> {
        let last = read.query_one(LAST, &[], |row| row.i64(0))?;
        Ok(Cursor {
            last,
            missing: BTreeMap::new(),
        })
    }

    /// The events that appeared since the last poll, each once.
    pub(crate) fn poll(&mut self, read: &mut Read<'_>) -> Result<Vec<Event>, Error> {
        let missing: Vec<i64> = self.missing.keys().copied().collect();
        let mut rows = match missing.is_empty() {
            true => Vec::new(),
            false => read.query(THESE, &[P::Ints(&missing)], map)?,
        };
        rows.extend(read.query(SINCE, &[P::I(self.last)], map)?);
        self.missing.retain(|_, polls_left| {
            *polls_left -= 1;
            *polls_left > 0
        });
        Ok(rows
            .into_iter()
            .map(|(id, event)| {
                self.pass(id);
                event
            })
            .collect())
    }

    /// The newest id whose row no process needs any more.
    pub(crate) fn prunable(&self) -> i64 {
        self.last - ROWS_KEPT
    }

    fn pass(&mut self, id: i64) {
        if id <= self.last {
            self.missing.remove(&id);
            return;
        }
        let skipped: Range<i64> = (self.last + 1).max(id - SKIPPED_MAX)..id;
        self.missing
            .extend(skipped.map(|id| (id, POLLS_FOR_MISSING)));
        while self.missing.len() > usize::try_from(SKIPPED_MAX).unwrap_or(usize::MAX) {
            self.missing.pop_first();
        }
        self.last = id;
    }
}

fn map(row: &Row<'_>) -> Result<(i64, Event), Error> {
    let event = Event {
        topic: row.text(1)?,
        body: row.text(2)?,
    };
    Ok((row.i64(0)?, event))
}

/// Writes the events of a transaction, last before its commit.
pub(crate) fn add(tx: &mut Tx<'_>) -> Result<(), Error> {
    for event in std::mem::take(&mut tx.events) {
        tx.execute(ADD, &[P::T(&event.topic), P::T(&event.body)])?;
    }
    Ok(())
}

/// Deletes what every running process has seen.
pub(crate) fn prune(tx: &mut Tx<'_>, until: i64) -> Result<u64, Error> {
    tx.execute(PRUNE, &[P::I(until)])
}

/// Rows kept for slower processes. A page that missed more than 1024 loads anew anyway.
const ROWS_KEPT: i64 = 4096;

/// Ten seconds of polls: events are inserted last before the commit, so a gap that lasts
/// longer belongs to a transaction that was rolled back.
const POLLS_FOR_MISSING: u32 = 100;

/// Skipped ids to ask for at once; PostgreSQL skips at most 32 after a crash, and rollbacks
/// after the insert are rare.
const SKIPPED_MAX: i64 = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skipped_ids_are_remembered_until_they_come() {
        let mut cursor = Cursor {
            last: 5,
            missing: BTreeMap::new(),
        };
        cursor.pass(8);
        assert_eq!(
            cursor.missing.keys().copied().collect::<Vec<_>>(),
            vec![6, 7]
        );
        cursor.pass(6);
        assert_eq!(cursor.missing.keys().copied().collect::<Vec<_>>(), vec![7]);
        assert_eq!(cursor.last, 8);
    }

    #[test]
    fn a_wide_gap_is_bounded() {
        let mut cursor = Cursor {
            last: 0,
            missing: BTreeMap::new(),
        };
        cursor.pass(1_000_000);
        assert_eq!(cursor.missing.len(), 1000);
        assert_eq!(cursor.last, 1_000_000);
    }
}
