//! Search on PostgreSQL: tsvector. One of the two files in which the databases truly differ.

use super::Scope;
use crate::sql;
use hafan_core::search::Term;

sql! {
    FORGET_POST = "DELETE FROM post_search WHERE post_id = $1";
    INDEX_POST = "INSERT INTO post_search (post_id, scope, words)
                  VALUES ($1, to_tsvector('simple', $2), to_tsvector('simple', $3))";
    SCOPE_POST = "UPDATE post_search SET scope = to_tsvector('simple', $2) WHERE post_id = $1";
    FIND_POSTS = "SELECT post_id FROM post_search
                  WHERE scope @@ to_tsquery('simple', $1) AND words @@ to_tsquery('simple', $2)
                  AND post_id < $3 ORDER BY post_id DESC LIMIT 60";
    FIND_POSTS_AFTER = "SELECT post_id FROM post_search
                        WHERE scope @@ to_tsquery('simple', $1)
                        AND words @@ to_tsquery('simple', $2)
                        AND post_id > $3 ORDER BY post_id LIMIT 60";
    FIND_OPEN = "SELECT post_id FROM post_search
                 WHERE scope @@ to_tsquery('simple', $1)
                 AND post_id < $2 ORDER BY post_id DESC LIMIT 60";
    FIND_OPEN_AFTER = "SELECT post_id FROM post_search
                       WHERE scope @@ to_tsquery('simple', $1)
                       AND post_id > $2 ORDER BY post_id LIMIT 60";
    WITHOUT_WORDS = "SELECT COUNT(*) FROM posts p WHERE p.state = 'up' AND p.boost_of IS NULL
                     AND NOT EXISTS (SELECT 1 FROM post_search s WHERE s.post_id = p.id)";
    FORGET_ACCOUNT = "DELETE FROM account_search WHERE account_id = $1";
    INDEX_ACCOUNT = "INSERT INTO account_search (account_id, words)
                     VALUES ($1, to_tsvector('simple', $2))";
    FIND_ACCOUNTS = "SELECT account_id FROM account_search
                     WHERE words @@ to_tsquery('simple', $1) ORDER BY account_id LIMIT 40";
    LIST_ACCOUNTS = "SELECT account_id FROM account_search
                     ORDER BY account_id LIMIT 80 OFFSET $1";
}

/// The query of scopes: any of them.
pub(super) fn scopes(scopes: &[Scope]) -> String {
    let scopes: Vec<String> = scopes.iter().map(Scope::token).collect();
    scopes.join(" | ")
}

/// The query of words: all of them. Terms hold letters, digits and single spaces only.
pub(super) fn words(terms: &[Term]) -> String {
    let terms: Vec<String> = terms
        .iter()
        .map(|term| match term {
            Term::Word(word) => word.clone(),
            Term::Phrase(words) => format!("({})", words.replace(' ', " <-> ")),
            Term::Prefix(word) => format!("{word}:*"),
        })
        .collect();
    terms.join(" & ")
}
