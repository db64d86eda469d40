//! The merge of many streams as `SQLite` takes it: it has no `LATERAL`, and takes the tables of a
//! join in the order in which their rows can be looked up.

use crate::sql;

sql! {
    /// The thirty newest of all streams; no more than thirty of each lively one are looked at.
    CANDIDATES = "SELECT n.id, n.source, p.author_id, p.boost_of, p.reply_to,
                  (SELECT q.author_id FROM posts q WHERE q.id = p.reply_to),
                  EXISTS (SELECT 1 FROM post_names w WHERE w.post_id = n.id AND w.account_id = $4)
                  FROM (SELECT s.post_id AS id, a.id AS source FROM accounts a
                        JOIN streams s ON s.stream_id = a.id AND s.post_id < $2
                        AND s.post_id >= CASE WHEN a.id {in $5} THEN {greatest}($3,
                          COALESCE((SELECT k.post_id FROM streams k
                                    WHERE k.stream_id = a.id AND k.post_id < $2
                                    ORDER BY k.post_id DESC LIMIT 1 OFFSET 29), 0))
                        ELSE $3 END
                        WHERE a.id {in $1} ORDER BY 1 DESC LIMIT 30) n
                  JOIN posts p ON p.id = n.id ORDER BY n.id DESC";
    /// As `CANDIDATES`, upwards from a mark.
    CANDIDATES_AFTER = "SELECT n.id, n.source, p.author_id, p.boost_of, p.reply_to,
                        (SELECT q.author_id FROM posts q WHERE q.id = p.reply_to),
                        EXISTS (SELECT 1 FROM post_names w
                                WHERE w.post_id = n.id AND w.account_id = $4)
                        FROM (SELECT s.post_id AS id, a.id AS source FROM accounts a
                              JOIN streams s ON s.stream_id = a.id AND s.post_id > $2
                              AND s.post_id <= CASE WHEN a.id {in $5} THEN {least}($3,
                                COALESCE((SELECT k.post_id FROM streams k
                                          WHERE k.stream_id = a.id AND k.post_id > $2
                                          ORDER BY k.post_id LIMIT 1 OFFSET 29), $3))
                              ELSE $3 END
                              WHERE a.id {in $1} ORDER BY 1 LIMIT 30) n
                        JOIN posts p ON p.id = n.id ORDER BY n.id";
}
