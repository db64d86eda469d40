//! Numbers about popularity, for readers who asked for them.

use crate::answer::{cut, held};
use crate::{Error, P, Read, sql};
use hafan_core::id::{AccountId, PostId};

sql! {
    OF_POSTS = "SELECT p.id,
                (SELECT COUNT(*) FROM favourites f WHERE f.post_id = p.id),
                (SELECT COUNT(*) FROM posts b WHERE b.boost_of = p.id)
                FROM posts p WHERE p.id {in $1}";
    OF_PERSONAS = concat!(
        "SELECT a.id,
         (SELECT COUNT(*) FROM follows f
          WHERE f.target_id = a.id AND f.state = 'active'),
         (SELECT COUNT(*) FROM follows f
          WHERE f.follower_id = a.id AND f.state = 'active'),
         (SELECT COUNT(*) FROM posts p WHERE p.author_id = a.id AND p.state = 'up'
          AND p.community_id IS NULL AND p.audience IN ('public', 'quiet')
          AND (p.author_id = $2 OR (p.created_at >= a.closed_before
          AND p.created_at >= a.shielded_before AND NOT ",
        held!("reply"), " AND NOT ", cut!(), ")))
         FROM accounts a WHERE a.id {in $1} AND a.kind = 'persona'
         AND a.state <> 'deleted'"
    );
    /// Posts of an author that the same people can read, by one of them: whoever asks the rules
    /// about that one knows it of all.
    ALIKE = "SELECT MAX(p.id), COUNT(*) FROM posts p JOIN accounts a ON a.id = p.author_id
             WHERE p.author_id = $1 AND p.state = 'up' AND p.boost_of IS NULL
             GROUP BY p.audience, p.audience_of, p.community_id, p.circle_id,
             CASE WHEN p.created_at < a.closed_before THEN 1 ELSE 0 END,
             CASE WHEN p.created_at < a.shielded_before THEN 1 ELSE 0 END";
    OF_COMMUNITIES = "SELECT c.id,
                      (SELECT COUNT(*) FROM memberships m WHERE m.community_id = c.id
                       AND m.standing IN ('member', 'helper', 'moderator', 'host')),
                      (SELECT COUNT(*) FROM streams s WHERE s.stream_id = c.id)
                      FROM communities c WHERE c.id {in $1}";
}

/// Numbers about a post that are the same for everyone who may see it.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct PostCounts {
    /// How many thanked for it.
    pub favourites: i64,
    /// How many passed it on.
    pub boosts: i64,
}

/// Numbers about an account.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct AccountCounts {
    /// How many follow; of a community, its members.
    pub followers: i64,
    /// How many it follows.
    pub following: i64,
    /// Posts that everyone may read, with what was passed on; of a community, conversations.
    pub posts: i64,
}

/// Numbers about these posts.
pub fn of_posts(read: &mut Read<'_>, posts: &[i64]) -> Result<Vec<(PostId, PostCounts)>, Error> {
    read.query(OF_POSTS, &[P::Ints(posts)], |row| {
        let counts = PostCounts {
            favourites: row.i64(1)?,
            boosts: row.i64(2)?,
        };
        Ok((PostId::new(row.i64(0)?), counts))
    })
}

/// Numbers about those of these accounts that are personas, as `viewer` may know them: an answer
/// that is held, and older words that are closed, count for their author alone.
pub fn of_personas(
    read: &mut Read<'_>,
    accounts: &[i64],
    viewer: Option<AccountId>,
) -> Result<Vec<(AccountId, AccountCounts)>, Error> {
    let params = [P::Ints(accounts), P::I(viewer.map_or(0, AccountId::get))];
    read.query(OF_PERSONAS, &params, |row| {
        let counts = AccountCounts {
            followers: row.i64(1)?,
            following: row.i64(2)?,
            posts: row.i64(3)?,
        };
        Ok((AccountId::new(row.i64(0)?), counts))
    })
}

/// Numbers about those of these accounts that are communities. **No rule has been applied.**
pub fn of_communities(
    read: &mut Read<'_>,
    accounts: &[i64],
) -> Result<Vec<(AccountId, AccountCounts)>, Error> {
    read.query(OF_COMMUNITIES, &[P::Ints(accounts)], |row| {
        let counts = AccountCounts {
            followers: row.i64(1)?,
            following: 0,
            posts: row.i64(2)?,
        };
        Ok((AccountId::new(row.i64(0)?), counts))
    })
}

/// The posts of an author in groups that the same people can read: one of each group, and how many
/// there are. Whether an answer is held tells no groups apart, nor who is named.
pub fn alike(read: &mut Read<'_>, author: AccountId) -> Result<Vec<(PostId, i64)>, Error> {
    read.query(ALIKE, &[P::I(author.get())], |row| {
        Ok((PostId::new(row.i64(0)?), row.i64(1)?))
    })
}
