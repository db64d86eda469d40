//! What only a connection knows of itself.

use rusqlite::StatementStatus;

use super::super::P;
use super::super::transaction::{Next, Text};
use super::{Link, Role, Scratch};

const ASKED: &str = "SELECT b FROM t WHERE a > $1 AND b = $2";

#[test]
fn a_statement_is_planned_once_whatever_it_is_asked_with() {
    let scratch = Scratch::create().expect("a folder");
    let path = scratch.path();
    let writer = Link::open(&path, Role::Writer).expect("a database");
    // Whether an index of some rows helps, or which of two, SQLite may judge by the values.
    let filled = writer.connection.execute_batch(
        "CREATE TABLE t (a INTEGER, b INTEGER);
         CREATE INDEX t_a ON t (a); CREATE INDEX t_b ON t (b) WHERE b = 5;
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
         INSERT INTO t SELECT i, i % 7 FROM n;
         ANALYZE;",
    );
    filled.expect("a filled table");
    for role in [Role::Writer, Role::Reader] {
        let mut link = Link::open(&path, role).expect("a connection");
        for a in [0, 1_990, 3] {
            let params = [P::I(a), P::I(a % 7)];
            let seen = link.visit(Text::Fixed(ASKED), &params, &mut |_| Ok(Next::Row));
            assert!(seen.is_ok());
        }
        let statement = link
            .connection
            .prepare_cached("SELECT b FROM t WHERE a > ?1 AND b = ?2")
            .expect("the same statement");
        assert_eq!(statement.get_status(StatementStatus::Run), 3);
        assert_eq!(statement.get_status(StatementStatus::RePrepare), 0);
    }
}
