//! The merge of many streams as PostgreSQL takes it.

use crate::sql;

sql! {
    /// The thirty newest of all streams; no more than thirty of each are looked at. The bounds
    /// inside `LATERAL` leave the planner one way, a look into the index for each stream and each
    /// post: a plain join it may turn into a hash of all streams, and does while a young place has
    /// no statistics.
    CANDIDATES = "SELECT n.id, n.source, p.author_id, p.boost_of, p.reply_to,
                  (SELECT q.author_id FROM posts q WHERE q.id = p.reply_to),
                  EXISTS (SELECT 1 FROM post_names w WHERE w.post_id = n.id AND w.account_id = $4)
                  FROM (SELECT s.post_id AS id, a.id AS source FROM accounts a
                        CROSS JOIN LATERAL (SELECT k.post_id FROM streams k
                                            WHERE k.stream_id = a.id
                                            AND k.post_id < $2 AND k.post_id >= $3
                                            ORDER BY k.post_id DESC LIMIT 30) s
                        WHERE a.id {in $1} ORDER BY 1 DESC LIMIT 30) n
                  CROSS JOIN LATERAL (SELECT k.author_id, k.boost_of, k.reply_to FROM posts k
                                      WHERE k.id = n.id LIMIT 1) p ORDER BY n.id DESC";
    /// As `CANDIDATES`, upwards from a mark.
    CANDIDATES_AFTER = "SELECT n.id, n.source, p.author_id, p.boost_of, p.reply_to,
                        (SELECT q.author_id FROM posts q WHERE q.id = p.reply_to),
                        EXISTS (SELECT 1 FROM post_names w
                                WHERE w.post_id = n.id AND w.account_id = $4)
                        FROM (SELECT s.post_id AS id, a.id AS source FROM accounts a
                              CROSS JOIN LATERAL (SELECT k.post_id FROM streams k
                                                  WHERE k.stream_id = a.id
                                                  AND k.post_id > $2 AND k.post_id <= $3
                                                  ORDER BY k.post_id LIMIT 30) s
                              WHERE a.id {in $1} ORDER BY 1 LIMIT 30) n
                        CROSS JOIN LATERAL (SELECT k.author_id, k.boost_of, k.reply_to FROM posts k
                                            WHERE k.id = n.id LIMIT 1) p ORDER BY n.id";
}
