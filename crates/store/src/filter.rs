//! Filters: what a persona would rather not meet. Nobody else sees them.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::{AccountId, FilterId, FilterPartId, PostId};
use hafan_core::lens::{Action, Context, Filter, Word};
use hafan_core::time::Timestamp;

sql! {
    OF_OWNER = "SELECT id, title, contexts, action, expires_at FROM filters WHERE owner_id = $1
                ORDER BY title, id LIMIT 100";
    /// Of an account the name it has now: what it was called before is not kept. Whoever blocked
    /// the owner is not told of, as if they were deleted: else a new name would lead to them.
    WORDS = "SELECT w.filter_id, w.id, COALESCE('@' || a.handle, w.phrase), w.is_whole, a.id
             FROM filters f JOIN filter_words w ON w.filter_id = f.id
             LEFT JOIN accounts a ON a.id = w.account_id AND NOT EXISTS
             (SELECT 1 FROM blocks b WHERE b.owner_id = a.id AND b.target_id = f.owner_id)
             WHERE f.owner_id = $1 AND (w.account_id IS NULL OR a.id IS NOT NULL)
             ORDER BY w.filter_id, w.id";
    POSTS = "SELECT p.filter_id, p.id, p.post_id FROM filters f
             JOIN filter_posts p ON p.filter_id = f.id WHERE f.owner_id = $1
             ORDER BY p.filter_id, p.id";
    PUT = "INSERT INTO filters (id, owner_id, title, contexts, action, expires_at)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET title = excluded.title,
           contexts = excluded.contexts, action = excluded.action,
           expires_at = excluded.expires_at";
    DELETE = "DELETE FROM filters WHERE id = $1";
    DELETE_WORDS = "DELETE FROM filter_words WHERE filter_id = $1";
    DELETE_POSTS = "DELETE FROM filter_posts WHERE filter_id = $1";
    ADD_WORD = "INSERT INTO filter_words (id, filter_id, phrase, is_whole, account_id)
                VALUES ($1, $2, $3, $4, $5)";
    ADD_POST = "INSERT INTO filter_posts (id, filter_id, post_id) VALUES ($1, $2, $3)";
    FORGET_POST = "DELETE FROM filter_posts WHERE post_id = $1";
}

/// The filters of an owner by title, at most a hundred. One statement where there are none.
pub fn of_owner(read: &mut Read<'_>, owner: AccountId) -> Result<Vec<Filter>, Error> {
    let me = [P::I(owner.get())];
    let mut filters = read.query(OF_OWNER, &me, |row| {
        let contexts = row.text(2)?;
        Ok(Filter {
            id: FilterId::new(row.i64(0)?),
            title: row.text(1)?,
            contexts: contexts.split(' ').filter_map(Context::parse).collect(),
            action: row.code(3, Action::parse)?,
            expires_at: row.opt_i64(4)?.map(Timestamp::from_micros),
            words: Vec::new(),
            posts: Vec::new(),
        })
    })?;
    if filters.is_empty() {
        return Ok(filters);
    }
    let words = read.query(WORDS, &me, |row| {
        let word = Word {
            id: FilterPartId::new(row.i64(1)?),
            phrase: row.text(2)?,
            is_whole: row.bool(3)?,
            account: row.opt_i64(4)?.map(AccountId::new),
        };
        Ok((row.i64(0)?, word))
    })?;
    let posts = read.query(POSTS, &me, |row| {
        let post = (FilterPartId::new(row.i64(1)?), PostId::new(row.i64(2)?));
        Ok((row.i64(0)?, post))
    })?;
    for (of, word) in words {
        let filter = filters.iter_mut().find(|filter| filter.id.get() == of);
        filter.into_iter().for_each(|f| f.words.push(word.clone()));
    }
    for (of, post) in posts {
        let filter = filters.iter_mut().find(|filter| filter.id.get() == of);
        filter.into_iter().for_each(|f| f.posts.push(post));
    }
    Ok(filters)
}

/// Writes a filter as it is now, with all it looks for. The caller has made sure whose it is.
pub fn put(tx: &mut Tx<'_>, owner: AccountId, filter: &Filter) -> Result<(), Error> {
    let contexts: Vec<&str> = filter.contexts.iter().map(|c| c.code()).collect();
    let contexts = contexts.join(" ");
    let id = P::I(filter.id.get());
    let params = [
        id,
        P::I(owner.get()),
        P::T(&filter.title),
        P::T(&contexts),
        P::T(filter.action.code()),
        P::OptI(filter.expires_at.map(Timestamp::micros)),
    ];
    tx.execute(PUT, &params)?;
    empty(tx, filter.id)?;
    for word in &filter.words {
        let params = [
            P::I(word.id.get()),
            P::I(filter.id.get()),
            P::T(word.account.map_or(&word.phrase, |_| "")),
            P::Bool(word.is_whole),
            P::OptI(word.account.map(AccountId::get)),
        ];
        tx.execute(ADD_WORD, &params)?;
    }
    for (part, post) in &filter.posts {
        let params = [P::I(part.get()), P::I(filter.id.get()), P::I(post.get())];
        tx.execute(ADD_POST, &params)?;
    }
    Ok(())
}

/// Ends a filter. The caller has made sure whose it is.
pub fn delete(tx: &mut Tx<'_>, id: FilterId) -> Result<(), Error> {
    empty(tx, id)?;
    tx.execute(DELETE, &[P::I(id.get())])?;
    Ok(())
}

fn empty(tx: &mut Tx<'_>, id: FilterId) -> Result<(), Error> {
    tx.execute(DELETE_WORDS, &[P::I(id.get())])?;
    tx.execute(DELETE_POSTS, &[P::I(id.get())])?;
    Ok(())
}

/// Takes a post that is taken down out of everybody's filters.
pub fn forget_post(tx: &mut Tx<'_>, post: PostId) -> Result<(), Error> {
    tx.execute(FORGET_POST, &[P::I(post.get())])?;
    Ok(())
}
