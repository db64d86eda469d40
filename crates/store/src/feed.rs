//! Feeds: what flows in the streams a reader chose, merged when it is read.
//!
//! A stream is a persona (what they write and pass on outside communities) or a community (what
//! begins a conversation there). However many posts there are, a feed of *n* streams costs *n*
//! looks into one index: see [`candidates`].

pub(crate) mod postgres;
pub(crate) mod sqlite;

use crate::{Backend, Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, CommunityId, PostId};

sql! {
    ADD = "INSERT INTO streams (stream_id, post_id) VALUES ($1, $2)
           ON CONFLICT (stream_id, post_id) DO NOTHING";
    FORGET_POST = "DELETE FROM streams WHERE (stream_id, post_id) IN
                   (SELECT p.author_id, p.id FROM posts p WHERE p.id = $1 OR p.boost_of = $1)";
    FORGET_IN_COMMUNITY = "DELETE FROM streams WHERE (stream_id, post_id) IN
                           (SELECT p.community_id, p.id FROM posts p WHERE p.id = $1)";
    FORGET_BOOST = "DELETE FROM streams WHERE (stream_id, post_id) IN
                    (SELECT p.author_id, p.id FROM posts p
                     WHERE p.boost_of = $1 AND p.author_id = $2)";
    /// The third newest post of each stream, where it has three.
    EDGES = "SELECT a.id, (SELECT s.post_id FROM streams s
             WHERE s.stream_id = a.id AND s.post_id < $2
             ORDER BY s.post_id DESC LIMIT 1 OFFSET 2)
             FROM accounts a WHERE a.id {in $1}";
    /// The third oldest post of each stream after a mark, where it has three.
    EDGES_AFTER = "SELECT a.id, (SELECT s.post_id FROM streams s
                   WHERE s.stream_id = a.id AND s.post_id > $2
                   ORDER BY s.post_id LIMIT 1 OFFSET 2)
                   FROM accounts a WHERE a.id {in $1}";
    STREAM = "SELECT s.post_id, s.stream_id, p.author_id, p.boost_of, p.reply_to,
              (SELECT q.author_id FROM posts q WHERE q.id = p.reply_to), FALSE
              FROM streams s JOIN posts p ON p.id = s.post_id
              WHERE s.stream_id = $1 AND s.post_id < $2 ORDER BY s.post_id DESC LIMIT 30";
    STREAM_AFTER = "SELECT s.post_id, s.stream_id, p.author_id, p.boost_of, p.reply_to,
                    (SELECT q.author_id FROM posts q WHERE q.id = p.reply_to), FALSE
                    FROM streams s JOIN posts p ON p.id = s.post_id
                    WHERE s.stream_id = $1 AND s.post_id > $2 ORDER BY s.post_id LIMIT 30";
    BY_AUTHOR = "SELECT id FROM posts WHERE author_id = $1 AND id < $2 AND boost_of IS NULL
                 AND state = 'up' ORDER BY id DESC LIMIT 21";
    OPEN_BY_AUTHOR = "SELECT s.post_id FROM streams s JOIN posts p ON p.id = s.post_id
                      WHERE s.stream_id = $1 AND s.post_id < $2 AND p.boost_of IS NULL
                      AND p.audience = 'public' AND p.state = 'up'
                      ORDER BY s.post_id DESC LIMIT 200";
    /// Posts by their ids, with what decides whether the reader may find them.
    FOUND = "SELECT p.id, p.author_id, p.author_id, p.boost_of, p.reply_to,
             (SELECT q.author_id FROM posts q WHERE q.id = p.reply_to), FALSE, p.community_id,
             a.posts_findable
             FROM posts p JOIN personas a ON a.id = p.author_id WHERE p.id {in $1}";
    FINDABLE = "SELECT id FROM personas WHERE id {in $1} AND posts_findable = TRUE";
    VOICES = "SELECT e.to_id FROM exchanges e
              JOIN exchanges b ON b.from_id = e.to_id AND b.to_id = e.from_id
              WHERE e.from_id = $1 AND e.to_id <> $1
              ORDER BY {greatest}(e.last_at, b.last_at) DESC LIMIT 200";
}

/// Candidates that one look brings at most.
pub const ROUND: usize = 30;
/// Streams from which on [`EDGES`] are worth asking for: below, every stream is looked at in full.
const EDGES_FROM: usize = 10;
/// Streams whose third newest posts are together a full round.
const EDGES_FULL: usize = ROUND / 3;

/// Where a look at a list begins, and which way it goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Walk {
    /// From this post, itself left out, to older ones.
    Down(PostId),
    /// From this post, itself left out, to newer ones.
    Up(PostId),
}

impl Walk {
    /// The same way, from here on.
    #[must_use]
    pub const fn on_from(self, here: PostId) -> Self {
        match self {
            Self::Down(_) => Self::Down(here),
            Self::Up(_) => Self::Up(here),
        }
    }

    /// Where it begins.
    pub const fn mark(self) -> PostId {
        match self {
            Self::Down(mark) | Self::Up(mark) => mark,
        }
    }
}

/// A row of a stream. No rule has been asked yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// The row: a post, or a boost.
    pub id: PostId,
    /// The stream it came by.
    pub source: AccountId,
    /// Who wrote the post, or passed one on.
    pub author: AccountId,
    /// The post it passes on.
    pub boost_of: Option<PostId>,
    /// It answers something.
    pub is_answer: bool,
    /// Who wrote what it answers, if that is still there.
    pub answers: Option<AccountId>,
    /// It names the reader.
    pub names_viewer: bool,
    /// Whether a tag brought it, which is another way than a stream.
    pub by_tag: ByTag,
}

/// Whether a tag brought a candidate.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ByTag {
    /// A stream did.
    No,
    /// A tag, and the reader may find it by its words.
    Findable,
    /// A tag, but its author does not want it found.
    Withheld,
}

/// The next rows of these streams on the way, in its order: [`ROUND`] of them, or fewer if there
/// are no more.
///
/// First the third row of every stream tells how far back a full round reaches at most;
/// then only that stretch is read, and of each stream no more than a round.
pub fn candidates(
    read: &mut Read<'_>,
    streams: &[i64],
    walk: Walk,
    viewer: AccountId,
) -> Result<Vec<Candidate>, Error> {
    if streams.is_empty() {
        return Ok(Vec::new());
    }
    let (lively, end) = if streams.len() < EDGES_FROM {
        (streams.to_vec(), None)
    } else {
        reach(read, streams, walk)?
    };
    let is_upward = matches!(walk, Walk::Up(_));
    let end = end.unwrap_or(if is_upward { i64::MAX } else { 0 });
    let (mark, end, viewer) = (P::I(walk.mark().get()), P::I(end), P::I(viewer.get()));
    match read.backend() {
        Backend::Sqlite => {
            let sql = if is_upward {
                sqlite::CANDIDATES_AFTER
            } else {
                sqlite::CANDIDATES
            };
            let params = [P::Ints(streams), mark, end, viewer, P::Ints(&lively)];
            read.query(sql, &params, map)
        }
        Backend::Postgres => {
            let sql = if is_upward {
                postgres::CANDIDATES_AFTER
            } else {
                postgres::CANDIDATES
            };
            read.query(sql, &[P::Ints(streams), mark, end, viewer], map)
        }
    }
}

/// The streams that may hold more than two rows of the round, and the post up to which, itself
/// included, a full round lies on the way (nothing where that is not known).
fn reach(
    read: &mut Read<'_>,
    streams: &[i64],
    walk: Walk,
) -> Result<(Vec<i64>, Option<i64>), Error> {
    let (sql, is_upward) = match walk {
        Walk::Down(_) => (EDGES, false),
        Walk::Up(_) => (EDGES_AFTER, true),
    };
    let params = [P::Ints(streams), P::I(walk.mark().get())];
    let edges = read.query(sql, &params, |row| Ok((row.i64(0)?, row.opt_i64(1)?)))?;
    let mut thirds: Vec<i64> = edges.iter().filter_map(|(_, third)| *third).collect();
    thirds.sort_unstable();
    if !is_upward {
        thirds.reverse();
    }
    let end = thirds.get(EDGES_FULL - 1).copied();
    let is_within = |third: i64| match end {
        None => true,
        Some(end) if is_upward => third <= end,
        Some(end) => third >= end,
    };
    let lively = edges
        .into_iter()
        .filter(|(_, third)| third.is_some_and(is_within))
        .map(|(stream, _)| stream)
        .collect();
    Ok((lively, end))
}

/// The next rows of one stream on the way, in its order; at most [`ROUND`].
pub fn stream(read: &mut Read<'_>, stream: AccountId, walk: Walk) -> Result<Vec<Candidate>, Error> {
    let sql = match walk {
        Walk::Down(_) => STREAM,
        Walk::Up(_) => STREAM_AFTER,
    };
    let params = [P::I(stream.get()), P::I(walk.mark().get())];
    read.query(sql, &params, map)
}

/// Twenty-one posts somebody wrote, wherever they stand, newest first.
pub fn by_author(
    read: &mut Read<'_>,
    author: AccountId,
    before: PostId,
) -> Result<Vec<PostId>, Error> {
    let params = [P::I(author.get()), P::I(before.get())];
    read.query(BY_AUTHOR, &params, |row| Ok(PostId::new(row.i64(0)?)))
}

/// Two hundred of somebody's public posts outside communities, newest first.
pub fn open_by_author(
    read: &mut Read<'_>,
    author: AccountId,
    before: PostId,
) -> Result<Vec<PostId>, Error> {
    let params = [P::I(author.get()), P::I(before.get())];
    read.query(OPEN_BY_AUTHOR, &params, |row| Ok(PostId::new(row.i64(0)?)))
}

/// These posts as candidates that a tag brought. Whoever chose not to be found is found by those in
/// the same community only: `is_inside` tells of which the reader is a member.
pub fn found(
    read: &mut Read<'_>,
    ids: &[i64],
    is_inside: &dyn Fn(CommunityId) -> bool,
) -> Result<Vec<Candidate>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    read.query(FOUND, &[P::Ints(ids)], |row| {
        let place = row.opt_i64(7)?.map(CommunityId::new);
        let may_be_found = row.bool(8)? || place.is_some_and(is_inside);
        let by_tag = match may_be_found {
            true => ByTag::Findable,
            false => ByTag::Withheld,
        };
        let candidate = map(row)?;
        Ok(Candidate {
            by_tag,
            ..candidate
        })
    })
}

/// Which of these authors chose that their public posts may be found.
pub fn findable(read: &mut Read<'_>, authors: &[i64]) -> Result<Vec<AccountId>, Error> {
    read.query(FINDABLE, &[P::Ints(authors)], |row| {
        Ok(AccountId::new(row.i64(0)?))
    })
}

/// People with whom somebody has exchanged words in both directions, the latest first; at most 200.
pub fn voices(read: &mut Read<'_>, me: AccountId) -> Result<Vec<AccountId>, Error> {
    read.query(VOICES, &[P::I(me.get())], |row| {
        Ok(AccountId::new(row.i64(0)?))
    })
}

/// Lets a post flow in a stream.
pub(crate) fn add(tx: &mut Tx<'_>, stream: AccountId, post: PostId) -> Result<(), Error> {
    tx.execute(ADD, &[P::I(stream.get()), P::I(post.get())])?;
    Ok(())
}

/// Takes a post and its boosts out of every stream, while their rows are still there.
pub(crate) fn forget_post(tx: &mut Tx<'_>, post: PostId) -> Result<(), Error> {
    tx.execute(FORGET_POST, &[P::I(post.get())])?;
    tx.execute(FORGET_IN_COMMUNITY, &[P::I(post.get())])?;
    Ok(())
}

/// Takes somebody's boost out of their stream, while its row is still there.
pub(crate) fn forget_boost(tx: &mut Tx<'_>, post: PostId, who: AccountId) -> Result<(), Error> {
    tx.execute(FORGET_BOOST, &[P::I(post.get()), P::I(who.get())])?;
    Ok(())
}

fn map(row: &Row<'_>) -> Result<Candidate, Error> {
    Ok(Candidate {
        id: PostId::new(row.i64(0)?),
        source: AccountId::new(row.i64(1)?),
        author: AccountId::new(row.i64(2)?),
        boost_of: row.opt_i64(3)?.map(PostId::new),
        is_answer: row.opt_i64(4)?.is_some(),
        answers: row.opt_i64(5)?.map(AccountId::new),
        names_viewer: row.bool(6)?,
        by_tag: ByTag::No,
    })
}
