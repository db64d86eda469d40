//! Search: who may find a row is part of the row's index document.
//!
//! A query names the scopes of the one who asks (the communities they are in, what is their own,
//! what is open to everyone), so words that are private to others are never looked at, and how
//! long a search takes tells nothing about them.

pub(crate) mod postgres;
pub(crate) mod sqlite;

use crate::feed::Walk;
use crate::{Backend, Error, P, Read, Tx};
use hafan_core::id::{AccountId, CommunityId, PostId};
use hafan_core::search::{Term, words};

/// Characters of a word in the index; nobody searches for longer ones.
const WORD_CHARS_MAX: usize = 64;
/// Words of one post in the index.
const WORDS_MAX: usize = 4_000;

/// Who may find a post.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    /// Everyone: public, and its author chose that posts may be found.
    Open,
    /// Its author.
    Author(AccountId),
    /// Whoever may read the community.
    Community(CommunityId),
}

impl Scope {
    fn token(&self) -> String {
        match self {
            Self::Open => "open".to_owned(),
            Self::Author(id) => format!("a{id}"),
            Self::Community(id) => format!("c{id}"),
        }
    }
}

/// Puts a post into the index, or replaces what is there.
pub fn index_post(tx: &mut Tx<'_>, id: PostId, scopes: &[Scope], plain: &str) -> Result<(), Error> {
    forget_post(tx, id)?;
    add_post(tx, id, scopes, plain)
}

/// Puts a post into the index that is not there yet. Looking for it first would make new posts
/// clash with one another on PostgreSQL.
pub fn add_post(tx: &mut Tx<'_>, id: PostId, scopes: &[Scope], plain: &str) -> Result<(), Error> {
    let tokens: Vec<String> = scopes.iter().map(Scope::token).collect();
    let sql = match tx.backend() {
        Backend::Sqlite => sqlite::INDEX_POST,
        Backend::Postgres => postgres::INDEX_POST,
    };
    tx.execute(
        sql,
        &[
            P::I(id.get()),
            P::T(&tokens.join(" ")),
            P::T(&document(plain)),
        ],
    )?;
    Ok(())
}

/// Takes a post out of the index.
pub fn forget_post(tx: &mut Tx<'_>, id: PostId) -> Result<(), Error> {
    let sql = match tx.backend() {
        Backend::Sqlite => sqlite::FORGET_POST,
        Backend::Postgres => postgres::FORGET_POST,
    };
    tx.execute(sql, &[P::I(id.get())])?;
    Ok(())
}

/// Changes who may find a post, if it is in the index.
pub fn scope_post(tx: &mut Tx<'_>, id: PostId, scopes: &[Scope]) -> Result<(), Error> {
    let tokens: Vec<String> = scopes.iter().map(Scope::token).collect();
    let sql = match tx.backend() {
        Backend::Sqlite => sqlite::SCOPE_POST,
        Backend::Postgres => postgres::SCOPE_POST,
    };
    tx.execute(sql, &[P::I(id.get()), P::T(&tokens.join(" "))])?;
    Ok(())
}

/// The next sixty posts on the way that hold all terms, be there any, in its order. No rule but
/// the scope has been applied: callers ask [`hafan_core::policy`].
pub fn posts(
    read: &mut Read<'_>,
    scopes: &[Scope],
    terms: &[Term],
    walk: Walk,
) -> Result<Vec<PostId>, Error> {
    if scopes.is_empty() {
        return Ok(Vec::new());
    }
    let mark = P::I(walk.mark().get());
    let is_upward = matches!(walk, Walk::Up(_));
    let map = |row: &crate::Row<'_>| Ok(PostId::new(row.i64(0)?));
    match read.backend() {
        Backend::Sqlite => {
            let query = sqlite::posts(scopes, terms);
            let sql = match is_upward {
                true => sqlite::FIND_POSTS_AFTER,
                false => sqlite::FIND_POSTS,
            };
            read.query(sql, &[P::T(&query), mark], map)
        }
        Backend::Postgres if terms.is_empty() => {
            let scopes = postgres::scopes(scopes);
            let sql = match is_upward {
                true => postgres::FIND_OPEN_AFTER,
                false => postgres::FIND_OPEN,
            };
            read.query(sql, &[P::T(&scopes), mark], map)
        }
        Backend::Postgres => {
            let (scopes, words) = (postgres::scopes(scopes), postgres::words(terms));
            let sql = match is_upward {
                true => postgres::FIND_POSTS_AFTER,
                false => postgres::FIND_POSTS,
            };
            read.query(sql, &[P::T(&scopes), P::T(&words), mark], map)
        }
    }
}

/// How many posts are up and not in the index.
pub(crate) fn posts_without_words(read: &mut Read<'_>) -> Result<i64, Error> {
    let sql = match read.backend() {
        Backend::Sqlite => sqlite::WITHOUT_WORDS,
        Backend::Postgres => postgres::WITHOUT_WORDS,
    };
    read.query_one(sql, &[], |row| row.i64(0))
}

/// Puts an account that chose to be found into the index, or replaces what is there.
pub fn index_account(tx: &mut Tx<'_>, id: AccountId, text: &str) -> Result<(), Error> {
    forget_account(tx, id)?;
    let sql = match tx.backend() {
        Backend::Sqlite => sqlite::INDEX_ACCOUNT,
        Backend::Postgres => postgres::INDEX_ACCOUNT,
    };
    tx.execute(sql, &[P::I(id.get()), P::T(&document(text))])?;
    Ok(())
}

/// Takes an account out of the index.
pub fn forget_account(tx: &mut Tx<'_>, id: AccountId) -> Result<(), Error> {
    let sql = match tx.backend() {
        Backend::Sqlite => sqlite::FORGET_ACCOUNT,
        Backend::Postgres => postgres::FORGET_ACCOUNT,
    };
    tx.execute(sql, &[P::I(id.get())])?;
    Ok(())
}

/// Forty accounts that chose to be found and hold all terms. Callers ask the rules.
pub fn accounts(read: &mut Read<'_>, terms: &[Term]) -> Result<Vec<AccountId>, Error> {
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let (sql, query) = match read.backend() {
        Backend::Sqlite => (sqlite::FIND_ACCOUNTS, sqlite::accounts(terms)),
        Backend::Postgres => (postgres::FIND_ACCOUNTS, postgres::words(terms)),
    };
    read.query(sql, &[P::T(&query)], |row| Ok(AccountId::new(row.i64(0)?)))
}

/// Eighty accounts that chose to be found, after so many others, in an order that means nothing:
/// ids of accounts are random. Callers ask the rules.
pub fn listed(read: &mut Read<'_>, skipped: i64) -> Result<Vec<AccountId>, Error> {
    let sql = match read.backend() {
        Backend::Sqlite => sqlite::LIST_ACCOUNTS,
        Backend::Postgres => postgres::LIST_ACCOUNTS,
    };
    read.query(sql, &[P::I(skipped)], |row| Ok(AccountId::new(row.i64(0)?)))
}

fn document(plain: &str) -> String {
    let words: Vec<String> = words(plain)
        .into_iter()
        .take(WORDS_MAX)
        .map(|word| word.chars().take(WORD_CHARS_MAX).collect())
        .collect();
    words.join(" ")
}
