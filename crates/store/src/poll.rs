//! Polls.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::{AccountId, PostId};
use hafan_core::policy::Permit;
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO polls (post_id, is_multiple, ends_at, is_told)
              VALUES ($1, $2, $3, FALSE)";
    INSERT_OPTION = "INSERT INTO poll_options (post_id, position, label, votes)
                     VALUES ($1, $2, $3, 0)";
    OF_POSTS = "SELECT p.post_id, p.is_multiple, p.ends_at, o.position, o.label, o.votes,
                EXISTS (SELECT 1 FROM poll_votes v WHERE v.post_id = p.post_id
                        AND v.account_id = $2 AND v.position = o.position),
                CASE WHEN p.is_multiple = TRUE THEN
                  (SELECT COUNT(DISTINCT v.account_id) FROM poll_votes v
                   WHERE v.post_id = p.post_id) ELSE 0 END
                FROM polls p JOIN poll_options o ON o.post_id = p.post_id
                WHERE p.post_id {in $1} ORDER BY p.post_id, o.position";
    HAS_VOTED = "SELECT COUNT(*) FROM poll_votes WHERE post_id = $1 AND account_id = $2";
    VOTE = "INSERT INTO poll_votes (post_id, account_id, position) VALUES ($1, $2, $3)";
    COUNT = "UPDATE poll_options SET votes = votes + 1 WHERE post_id = $1 AND position = $2";
    VOTERS = "SELECT DISTINCT account_id FROM poll_votes WHERE post_id = $1 LIMIT 1000";
    TOLD = "UPDATE polls SET is_told = TRUE WHERE post_id = $1 AND is_told = FALSE";
    DELETE = "DELETE FROM polls WHERE post_id = $1";
    DELETE_OPTIONS = "DELETE FROM poll_options WHERE post_id = $1";
    DELETE_VOTES = "DELETE FROM poll_votes WHERE post_id = $1";
}

/// A poll as a viewer sees it.
#[derive(Clone, Debug)]
pub struct Poll {
    /// The post that asks.
    pub post: PostId,
    /// More than one answer may be chosen.
    pub is_multiple: bool,
    /// When it ends.
    pub ends_at: Timestamp,
    /// The answers in order.
    pub options: Vec<PollOption>,
    /// How many voted, where each may choose several; otherwise each vote is one of them.
    pub voters: i64,
}

/// One answer of a poll.
#[derive(Clone, Debug)]
pub struct PollOption {
    /// Its place, from 0.
    pub position: i64,
    /// Its words.
    pub label: String,
    /// Votes so far; shown only to those who voted, or at the end.
    pub votes: i64,
    /// The viewer chose it.
    pub is_mine: bool,
}

/// Stores the poll of a new post.
pub fn insert(
    tx: &mut Tx<'_>,
    post: PostId,
    is_multiple: bool,
    ends_at: Timestamp,
    labels: &[String],
) -> Result<(), Error> {
    tx.execute(
        INSERT,
        &[
            P::I(post.get()),
            P::Bool(is_multiple),
            P::I(ends_at.micros()),
        ],
    )?;
    for (position, label) in (0_i64..).zip(labels) {
        tx.execute(
            INSERT_OPTION,
            &[P::I(post.get()), P::I(position), P::T(label)],
        )?;
    }
    Ok(())
}

/// The polls of these posts as `viewer` sees them.
pub fn of_posts(
    read: &mut Read<'_>,
    posts: &[i64],
    viewer: Option<AccountId>,
) -> Result<Vec<Poll>, Error> {
    let viewer = viewer.map_or(0, AccountId::get);
    let rows = read.query(OF_POSTS, &[P::Ints(posts), P::I(viewer)], |row| {
        Ok((
            PostId::new(row.i64(0)?),
            row.bool(1)?,
            Timestamp::from_micros(row.i64(2)?),
            PollOption {
                position: row.i64(3)?,
                label: row.text(4)?,
                votes: row.i64(5)?,
                is_mine: row.bool(6)?,
            },
            row.i64(7)?,
        ))
    })?;
    let mut polls: Vec<Poll> = Vec::new();
    for (post, is_multiple, ends_at, option, voters) in rows {
        match polls.last_mut() {
            Some(poll) if poll.post == post => poll.options.push(option),
            _ => polls.push(Poll {
                post,
                is_multiple,
                ends_at,
                options: vec![option],
                voters,
            }),
        }
    }
    Ok(polls)
}

/// True where this account has voted already.
pub fn has_voted(read: &mut Read<'_>, post: PostId, who: AccountId) -> Result<bool, Error> {
    read.query_one(HAS_VOTED, &[P::I(post.get()), P::I(who.get())], |row| {
        Ok(row.i64(0)? > 0)
    })
}

/// Counts a vote. Voting twice is [`Error::Conflict`].
pub fn vote(
    tx: &mut Tx<'_>,
    _permit: &Permit,
    post: PostId,
    who: AccountId,
    positions: &[i64],
) -> Result<(), Error> {
    for position in positions {
        tx.execute(VOTE, &[P::I(post.get()), P::I(who.get()), P::I(*position)])?;
        tx.execute(COUNT, &[P::I(post.get()), P::I(*position)])?;
    }
    Ok(())
}

/// Up to a thousand people who voted, to tell them that it ended.
pub fn voters(read: &mut Read<'_>, post: PostId) -> Result<Vec<AccountId>, Error> {
    read.query(VOTERS, &[P::I(post.get())], |row| {
        Ok(AccountId::new(row.i64(0)?))
    })
}

/// Marks the end as told; false if it was already.
pub fn mark_told(tx: &mut Tx<'_>, post: PostId) -> Result<bool, Error> {
    Ok(tx.execute(TOLD, &[P::I(post.get())])? == 1)
}

/// Erases the poll of a post that is taken down.
pub fn delete(tx: &mut Tx<'_>, post: PostId) -> Result<(), Error> {
    for sql in [DELETE_VOTES, DELETE_OPTIONS, DELETE] {
        tx.execute(sql, &[P::I(post.get())])?;
    }
    Ok(())
}
