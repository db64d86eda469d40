//! Search on SQLite: FTS5. One of the two files in which the databases truly differ.

use super::Scope;
use crate::sql;
use hafan_core::search::Term;

sql! {
    FORGET_POST = "DELETE FROM post_search WHERE rowid = $1";
    INDEX_POST = "INSERT INTO post_search (rowid, scope, words) VALUES ($1, $2, $3)";
    SCOPE_POST = "UPDATE post_search SET scope = $2 WHERE rowid = $1";
    FIND_POSTS = "SELECT rowid FROM post_search WHERE post_search MATCH $1 AND rowid < $2
                  ORDER BY rowid DESC LIMIT 60";
    FIND_POSTS_AFTER = "SELECT rowid FROM post_search WHERE post_search MATCH $1 AND rowid > $2
                        ORDER BY rowid LIMIT 60";
    WITHOUT_WORDS = "SELECT COUNT(*) FROM posts p WHERE p.state = 'up' AND p.boost_of IS NULL
                     AND NOT EXISTS (SELECT 1 FROM post_search s WHERE s.rowid = p.id)";
    FORGET_ACCOUNT = "DELETE FROM account_search WHERE rowid = $1";
    INDEX_ACCOUNT = "INSERT INTO account_search (rowid, words) VALUES ($1, $2)";
    FIND_ACCOUNTS = "SELECT rowid FROM account_search WHERE account_search MATCH $1
                     ORDER BY rowid LIMIT 40";
    LIST_ACCOUNTS = "SELECT rowid FROM account_search ORDER BY rowid LIMIT 80 OFFSET $1";
}

/// The query for posts: any of the scopes, and all of the terms, if there are any.
pub(super) fn posts(scopes: &[Scope], terms: &[Term]) -> String {
    let scopes: Vec<String> = scopes
        .iter()
        .map(|s| format!("\"{}\"", s.token()))
        .collect();
    let scopes = format!("scope : ({})", scopes.join(" OR "));
    if terms.is_empty() {
        return scopes;
    }
    format!("{scopes} AND words : ({})", all(terms))
}

/// The query for accounts: all of the terms.
pub(super) fn accounts(terms: &[Term]) -> String {
    all(terms)
}

// Terms hold letters, digits and single spaces only; the quotes make them words and no operators.
fn all(terms: &[Term]) -> String {
    let terms: Vec<String> = terms
        .iter()
        .map(|term| match term {
            Term::Word(words) | Term::Phrase(words) => format!("\"{words}\""),
            Term::Prefix(word) => format!("\"{word}\" *"),
        })
        .collect();
    terms.join(" AND ")
}
