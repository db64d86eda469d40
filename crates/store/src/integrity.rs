//! Whether the database itself is sound, and whether rows point to rows that are there.

use crate::{Backend, Error, Read, search, sql};
use hafan_core::time::Timestamp;

sql! {
    NEWEST_ENTRY = "SELECT COALESCE(MAX(at), 0) FROM ledger";
    POSTS_WITHOUT_AUTHOR = "SELECT COUNT(*) FROM posts p
                            WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = p.author_id)";
    PICTURES_WITHOUT_POST = "SELECT COUNT(*) FROM media m WHERE m.post_id IS NOT NULL
                             AND NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = m.post_id)";
    STREAMS_WITHOUT_POST = "SELECT COUNT(*) FROM streams s
                            WHERE NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = s.post_id)";
    POSTS_WITHOUT_STREAM = "SELECT COUNT(*) FROM posts p WHERE p.state = 'up'
                            AND (p.community_id IS NULL OR p.reply_to IS NULL)
                            AND NOT EXISTS (SELECT 1 FROM streams s WHERE s.post_id = p.id
                                            AND s.stream_id = COALESCE(p.community_id,
                                                                       p.author_id))";
    PERSONAS_WITHOUT_MEMBER = "SELECT COUNT(*) FROM personas p
                               JOIN accounts a ON a.id = p.id AND a.state <> 'deleted'
                               WHERE NOT EXISTS (SELECT 1 FROM persona_links l
                                                 WHERE l.persona_id = p.id)
                               AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.state = 'waiting'
                                               AND j.dedupe = 'end-persona:'
                                                              || CAST(p.id AS TEXT))";
    SESSIONS_AS_SOMEBODY_ELSE = "SELECT COUNT(*) FROM sessions s
                                 JOIN accounts a ON a.id = s.persona_id AND a.state <> 'deleted'
                                 WHERE s.state <> 'ended'
                                 AND NOT EXISTS (SELECT 1 FROM persona_links l
                                                 WHERE l.persona_id = s.persona_id
                                                 AND l.member_id = s.member_id)";
    POLLS_WITHOUT_POST = "SELECT COUNT(*) FROM polls o
                          WHERE NOT EXISTS (SELECT 1 FROM posts p WHERE p.id = o.post_id)";
}

/// Of SQLite alone, and asked once: no statement of the registry.
const SQLITE_CHECK: &str = "SELECT integrity_check FROM pragma_integrity_check LIMIT 20";

/// A connection remembers how the index of search lies on disk. Only opening one of its tables
/// makes it look again, and the check would take what others deleted meanwhile for damage.
const SQLITE_LOOK_AGAIN: &str = "SELECT COUNT(*) FROM (
         SELECT * FROM (SELECT rowid FROM post_search LIMIT 1)
         UNION ALL SELECT * FROM (SELECT rowid FROM account_search LIMIT 1))";

/// Of each database alone.
const SQLITE_BYTES: &str =
    "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
const POSTGRES_BYTES: &str = "SELECT pg_database_size(current_database())";

/// How much room the database takes, in bytes.
///
/// # Errors
/// Those of the database.
pub fn database_bytes(read: &mut Read<'_>) -> Result<i64, Error> {
    let sql = match read.backend() {
        Backend::Sqlite => SQLITE_BYTES,
        Backend::Postgres => POSTGRES_BYTES,
    };
    read.query_one(sql, &[], |row| row.i64(0))
}

/// What the database finds wrong with itself, in its own words. PostgreSQL checks its pages as it
/// reads them and has nothing to say here.
///
/// # Errors
/// Those of the database.
pub fn check(read: &mut Read<'_>) -> Result<Vec<String>, Error> {
    if read.backend() == Backend::Postgres {
        return Ok(vec![]);
    }
    read.query_one(SQLITE_LOOK_AGAIN, &[], |row| row.i64(0))?;
    let mut words = read.query(SQLITE_CHECK, &[], |row| row.text(0))?;
    words.retain(|word| word != "ok");
    Ok(words)
}

/// Rows that point to rows that are not there: (which, how many), only those with any.
///
/// # Errors
/// Those of the database.
pub fn strays(read: &mut Read<'_>) -> Result<Vec<(&'static str, i64)>, Error> {
    let questions = [
        ("posts-without-author", POSTS_WITHOUT_AUTHOR),
        ("pictures-without-post", PICTURES_WITHOUT_POST),
        ("streams-without-post", STREAMS_WITHOUT_POST),
        ("posts-without-stream", POSTS_WITHOUT_STREAM),
        ("personas-without-member", PERSONAS_WITHOUT_MEMBER),
        ("sessions-as-somebody-else", SESSIONS_AS_SOMEBODY_ELSE),
        ("polls-without-post", POLLS_WITHOUT_POST),
    ];
    let mut found = Vec::new();
    for (name, sql) in questions {
        let count = read.query_one(sql, &[], |row| row.i64(0))?;
        if count > 0 {
            found.push((name, count));
        }
    }
    let unindexed = search::posts_without_words(read)?;
    if unindexed > 0 {
        found.push(("posts-that-search-does-not-know", unindexed));
    }
    Ok(found)
}

/// When the ledger last changed.
///
/// # Errors
/// Those of the database.
pub fn newest_entry(read: &mut Read<'_>) -> Result<Timestamp, Error> {
    read.query_one(NEWEST_ENTRY, &[], |row| {
        Ok(Timestamp::from_micros(row.i64(0)?))
    })
}
