//! Favourites and bookmarks.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy::Permit;
use hafan_core::time::Timestamp;

sql! {
    FAVOURITE = "INSERT INTO favourites (post_id, account_id, at) VALUES ($1, $2, $3)
                 ON CONFLICT (post_id, account_id) DO NOTHING";
    UNFAVOURITE = "DELETE FROM favourites WHERE post_id = $1 AND account_id = $2";
    KEEP = "INSERT INTO bookmarks (account_id, post_id, at) VALUES ($1, $2, $3)
            ON CONFLICT (account_id, post_id) DO NOTHING";
    UNKEEP = "DELETE FROM bookmarks WHERE account_id = $1 AND post_id = $2";
    KEPT = "SELECT post_id, at FROM bookmarks WHERE account_id = $1 AND (at, post_id) < ($2, $3)
            ORDER BY at DESC, post_id DESC LIMIT 21";
    THANKED = "SELECT post_id, at FROM favourites WHERE account_id = $1
               AND (at, post_id) < ($2, $3) ORDER BY at DESC, post_id DESC LIMIT 21";
    MINE = "SELECT p.id,
            EXISTS (SELECT 1 FROM favourites f WHERE f.post_id = p.id AND f.account_id = $2),
            EXISTS (SELECT 1 FROM posts b WHERE b.boost_of = p.id AND b.author_id = $2),
            EXISTS (SELECT 1 FROM bookmarks k WHERE k.account_id = $2 AND k.post_id = p.id),
            EXISTS (SELECT 1 FROM pins i WHERE i.account_id = $2 AND i.post_id = p.id),
            EXISTS (SELECT 1 FROM thread_mutes m
                    WHERE m.persona_id = $2 AND m.thread_id = p.thread_id)
            FROM posts p WHERE p.id {in $1}";
    THANKED_BY = "SELECT account_id, at FROM favourites
                  WHERE post_id = $1 AND (at, account_id) < ($2, $3)
                  ORDER BY at DESC, account_id DESC LIMIT 81";
    PASSED_ON_BY = "SELECT author_id, created_at FROM posts
                    WHERE boost_of = $1 AND (created_at, author_id) < ($2, $3)
                    ORDER BY created_at DESC, author_id DESC LIMIT 81";
    FORGET_POST = "DELETE FROM favourites WHERE post_id = $1";
    FORGET_KEPT = "DELETE FROM bookmarks WHERE post_id = $1";
}

/// What the viewer did with a post.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Mine {
    /// Thanked for it.
    pub favourite: bool,
    /// Passed it on.
    pub boost: bool,
    /// Kept it.
    pub bookmark: bool,
    /// Put it at the top of their page.
    pub pin: bool,
    /// Does not want to hear of its conversation.
    pub mute: bool,
}

/// Thanks for a post. True if that is new.
pub fn favourite(
    tx: &mut Tx<'_>,
    _permit: &Permit,
    post: PostId,
    who: AccountId,
    at: Timestamp,
) -> Result<bool, Error> {
    let params = [P::I(post.get()), P::I(who.get()), P::I(at.micros())];
    Ok(tx.execute(FAVOURITE, &params)? == 1)
}

/// Takes a favourite back.
pub fn unfavourite(tx: &mut Tx<'_>, post: PostId, who: AccountId) -> Result<(), Error> {
    tx.execute(UNFAVOURITE, &[P::I(post.get()), P::I(who.get())])?;
    Ok(())
}

/// Keeps a post for later.
pub fn keep(
    tx: &mut Tx<'_>,
    _permit: &Permit,
    post: PostId,
    who: AccountId,
    at: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        KEEP,
        &[P::I(who.get()), P::I(post.get()), P::I(at.micros())],
    )?;
    Ok(())
}

/// Does not keep it any longer.
pub fn unkeep(tx: &mut Tx<'_>, post: PostId, who: AccountId) -> Result<(), Error> {
    tx.execute(UNKEEP, &[P::I(who.get()), P::I(post.get())])?;
    Ok(())
}

/// Twenty-one kept posts before a cursor (time of keeping, post), newest first.
pub fn kept(
    read: &mut Read<'_>,
    who: AccountId,
    before: (Timestamp, PostId),
) -> Result<Vec<(PostId, Timestamp)>, Error> {
    let params = [
        P::I(who.get()),
        P::I(before.0.micros()),
        P::I(before.1.get()),
    ];
    read.query(KEPT, &params, post_and_time)
}

/// Twenty-one posts that somebody thanked for, before a cursor (time of thanks, post), newest
/// first.
pub fn thanked(
    read: &mut Read<'_>,
    who: AccountId,
    before: (Timestamp, PostId),
) -> Result<Vec<(PostId, Timestamp)>, Error> {
    let params = [
        P::I(who.get()),
        P::I(before.0.micros()),
        P::I(before.1.get()),
    ];
    read.query(THANKED, &params, post_and_time)
}

fn post_and_time(row: &Row<'_>) -> Result<(PostId, Timestamp), Error> {
    Ok((
        PostId::new(row.i64(0)?),
        Timestamp::from_micros(row.i64(1)?),
    ))
}

/// Up to eighty-one accounts that thanked for a post, before a cursor (time, account), the latest
/// first.
pub fn thanked_by(
    read: &mut Read<'_>,
    post: PostId,
    before: (Timestamp, AccountId),
) -> Result<Vec<(AccountId, Timestamp)>, Error> {
    by(read, THANKED_BY, post, before)
}

/// As [`thanked_by`], of those who passed it on.
pub fn passed_on_by(
    read: &mut Read<'_>,
    post: PostId,
    before: (Timestamp, AccountId),
) -> Result<Vec<(AccountId, Timestamp)>, Error> {
    by(read, PASSED_ON_BY, post, before)
}

fn by(
    read: &mut Read<'_>,
    sql: &'static str,
    post: PostId,
    (at, account): (Timestamp, AccountId),
) -> Result<Vec<(AccountId, Timestamp)>, Error> {
    let params = [P::I(post.get()), P::I(at.micros()), P::I(account.get())];
    read.query(sql, &params, |row| {
        let at = Timestamp::from_micros(row.i64(1)?);
        Ok((AccountId::new(row.i64(0)?), at))
    })
}

/// What the viewer did with each of these posts.
pub fn mine(
    read: &mut Read<'_>,
    posts: &[i64],
    viewer: AccountId,
) -> Result<Vec<(PostId, Mine)>, Error> {
    read.query(MINE, &[P::Ints(posts), P::I(viewer.get())], |row| {
        let mine = Mine {
            favourite: row.bool(1)?,
            boost: row.bool(2)?,
            bookmark: row.bool(3)?,
            pin: row.bool(4)?,
            mute: row.bool(5)?,
        };
        Ok((PostId::new(row.i64(0)?), mine))
    })
}

/// Forgets who thanked for a post that is taken down, and who kept it.
pub fn forget_post(tx: &mut Tx<'_>, post: PostId) -> Result<(), Error> {
    tx.execute(FORGET_POST, &[P::I(post.get())])?;
    tx.execute(FORGET_KEPT, &[P::I(post.get())])?;
    Ok(())
}
