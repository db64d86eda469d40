//! The door to a persona's news: what it says, who is at it, who waits. The answers themselves are
//! written by [`crate::ledger`].

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::account::AccountState;
use hafan_core::door::{Answer, Door, Known, SMALL_COMMUNITY_MAX, Sender};
use hafan_core::id::{AccountId, NotificationId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_core::time::Timestamp;

sql! {
    DOOR = "SELECT news_not_followed, news_not_following, news_newcomer, news_private,
            news_limited, news_stranger FROM personas WHERE id = $1";
    /// The door of one and who another is to them, in one look. What is counted of a community are
    /// as many members as make it large, see [`SMALL_COMMUNITY_MAX`].
    AT = "SELECT p.news_not_followed, p.news_not_following, p.news_newcomer, p.news_private,
          p.news_limited, p.news_stranger, a.state, a.created_day,
          EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = p.id AND f.target_id = a.id
                  AND f.state = 'active'),
          EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = a.id AND f.target_id = p.id
                  AND f.state = 'active'),
          EXISTS (SELECT 1 FROM let_in l WHERE l.persona_id = p.id AND l.account_id = a.id),
          (SELECT e.last_at FROM exchanges e WHERE e.from_id = p.id AND e.to_id = a.id),
          (SELECT f.accepted_at FROM follows f WHERE f.follower_id = a.id
           AND f.target_id = p.id AND f.state = 'active'),
          (SELECT MAX(u.at) FROM invitation_uses u JOIN invitations i ON i.id = u.invitation_id
           WHERE u.account_id = p.id AND i.made_by = a.id),
          (SELECT MAX(m.invited_at) FROM memberships m WHERE m.persona_id = p.id
           AND m.invited_by = a.id AND m.standing IN ('member', 'helper', 'moderator', 'host')),
          (SELECT MAX(u.at) FROM invitation_uses u JOIN invitations i ON i.id = u.invitation_id
           WHERE u.account_id = a.id AND i.made_by = p.id AND NOT EXISTS
           (SELECT 1 FROM memberships m WHERE m.persona_id = a.id
            AND m.community_id = i.community_id AND m.standing = 'removed')),
          (SELECT MAX(m.invited_at) FROM memberships m WHERE m.persona_id = a.id
           AND m.invited_by = p.id
           AND m.standing IN ('invited', 'member', 'helper', 'moderator', 'host', 'left')),
          EXISTS (SELECT 1 FROM memberships mine JOIN memberships theirs
                  ON theirs.community_id = mine.community_id AND theirs.persona_id = a.id
                  WHERE mine.persona_id = p.id
                  AND mine.standing IN ('member', 'helper', 'moderator', 'host')
                  AND (theirs.standing IN ('moderator', 'host')
                       OR theirs.standing IN ('member', 'helper')
                       AND (SELECT m.persona_id FROM memberships m
                            WHERE m.community_id = mine.community_id
                            AND m.standing IN ('member', 'helper', 'moderator', 'host')
                            LIMIT 1 OFFSET $3) IS NULL))
          FROM personas p JOIN accounts a ON a.id = $2 WHERE p.id = $1";
    LET_IN = "INSERT INTO let_in (persona_id, account_id, at) VALUES ($1, $2, $3)
              ON CONFLICT (persona_id, account_id) DO NOTHING";
    FORGET = "DELETE FROM let_in WHERE persona_id = $1 AND account_id = $2";
    LET_IN_BY = "SELECT account_id, at FROM let_in WHERE persona_id = $1
                 ORDER BY at DESC, account_id DESC LIMIT 200";
    /// Those who wait, each with the newest and how many there are; see [`HELD_MAX`].
    WAITING = "SELECT actor_id, COUNT(*), MIN(at), MAX(at), MAX(id), COALESCE(MAX(post_id), 0)
               FROM notifications WHERE persona_id = $1 AND is_held = TRUE AND at < $4
               GROUP BY actor_id HAVING MAX(id) < $2 AND MAX(id) > $3
               ORDER BY MAX(id) DESC LIMIT 81";
    WAITS = "SELECT actor_id, COUNT(*), MIN(at), MAX(at), MAX(id), COALESCE(MAX(post_id), 0)
             FROM notifications WHERE persona_id = $1 AND is_held = TRUE AND actor_id = $2
             AND at < $3 GROUP BY actor_id";
    /// With when its words were written last, where the post is the sender's own, and whether it
    /// would be news: an answer to somebody else, and one in a thread of which the owner wants to
    /// hear nothing, wait only because they stand in a thread of the owner's.
    HELD_BY = "SELECT n.actor_id, n.id, n.kind, COALESCE(n.post_id, 0),
               COALESCE(p.edited_at, p.created_at, 0),
               CASE WHEN p.id IS NULL THEN TRUE
               WHEN n.kind = 'reply' AND NOT EXISTS (SELECT 1 FROM posts q
                 WHERE q.id = p.reply_to AND q.author_id = n.persona_id) THEN FALSE
               WHEN EXISTS (SELECT 1 FROM thread_mutes t
                 WHERE t.persona_id = n.persona_id AND t.thread_id = p.thread_id) THEN FALSE
               ELSE TRUE END FROM notifications n
               LEFT JOIN posts p ON p.id = n.post_id AND p.author_id = n.actor_id
               WHERE n.persona_id = $1 AND n.is_held = TRUE AND n.actor_id {in $2}
               AND n.at < $3 ORDER BY n.actor_id, n.id LIMIT 2000";
    HELD_POSTS = "SELECT p.thread_id, MAX(p.id) FROM notifications n
                  JOIN posts p ON p.id = n.post_id
                  WHERE n.id {in $1} AND p.audience = 'named' AND p.author_id = n.actor_id
                  GROUP BY p.thread_id";
    UNHOLD = "UPDATE notifications SET is_held = FALSE
              WHERE id {in $1} AND persona_id = $2 AND is_held = TRUE";
    SEND_AWAY = "DELETE FROM notifications
                 WHERE id {in $1} AND persona_id = $2 AND is_held = TRUE";
    /// Of what waits of one, what is too much: words stay longest, and the newest of them.
    TRIM_OF = "DELETE FROM notifications WHERE id IN
               (SELECT n.id FROM notifications n
                WHERE n.persona_id = $1 AND n.is_held = TRUE AND n.actor_id = $2
                ORDER BY CASE WHEN n.kind IN ('reply', 'mention', 'quote', 'membership') THEN 0
                              WHEN n.kind IN ('follow', 'follow-asked') THEN 1 ELSE 2 END,
                n.id DESC LIMIT 1000 OFFSET 20)";
    IS_FULL = "SELECT id FROM notifications WHERE persona_id = $1 AND is_held = TRUE
               ORDER BY id DESC LIMIT 1 OFFSET 1000";
    /// Reads no more than fits, and one.
    HEAVIEST = "SELECT actor_id FROM notifications WHERE persona_id = $1 AND is_held = TRUE
                GROUP BY actor_id ORDER BY COUNT(*) DESC, MIN(id) LIMIT 1";
    LIGHTEN = "DELETE FROM notifications WHERE id IN
               (SELECT n.id FROM notifications n
                WHERE n.persona_id = $1 AND n.is_held = TRUE AND n.actor_id = $2
                ORDER BY CASE WHEN n.kind IN ('reply', 'mention', 'quote', 'membership') THEN 0
                              WHEN n.kind IN ('follow', 'follow-asked') THEN 1 ELSE 2 END DESC,
                n.id LIMIT 1)";
}

/// Notifications that wait for one persona at most; of whom most wait, one goes. Whoever wants to
/// fill somebody's house with them can't.
pub const HELD_MAX: usize = 1_000;
/// Notifications of one sender that wait for one persona at most: nobody pushes others out.
pub const HELD_OF_ONE_MAX: usize = 20;
/// People on one page of those who wait; the store gives one more.
pub const PAGE: usize = 80;

/// Somebody whose news waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waiting {
    /// Who.
    pub who: AccountId,
    /// How many pieces of news.
    pub count: i64,
    /// The oldest of them.
    pub since: Timestamp,
    /// The newest of them.
    pub last_at: Timestamp,
    /// The newest of them.
    pub newest: NotificationId,
    /// The newest post among what they are about.
    pub post: Option<PostId>,
}

/// What the door of a persona says.
pub fn door(read: &mut Read<'_>, persona: AccountId) -> Result<Option<Door>, Error> {
    read.query_opt(DOOR, &[P::I(persona.get())], map_door)
}

/// The door of a persona, and who stands at it. Whom the place names is not looked up here.
pub fn at(
    read: &mut Read<'_>,
    persona: AccountId,
    sender: AccountId,
) -> Result<Option<(Door, Sender)>, Error> {
    let large = i64::try_from(SMALL_COMMUNITY_MAX - 1).unwrap_or(i64::MAX);
    let params = [P::I(persona.get()), P::I(sender.get()), P::I(large)];
    read.query_opt(AT, &params, |row| {
        let at = |column| Ok::<_, Error>(row.opt_i64(column)?.map(Timestamp::from_micros));
        let sender = Sender {
            state: row.code(6, AccountState::parse)?,
            since: Timestamp::from_micros(row.i64(7)?),
            is_followed: row.bool(8)?,
            is_following: row.bool(9)?,
            is_let_in: row.bool(10)?,
            known: Known {
                answered_at: at(11)?.max(at(12)?),
                came_by_theirs_at: at(13)?.max(at(14)?),
                invited_at: at(15)?.max(at(16)?),
                is_neighbour: row.bool(17)?,
                is_named_by_the_place: false,
            },
        };
        Ok((map_door(row)?, sender))
    })
}

/// A piece of news that waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Held {
    /// Whose doing it tells of.
    pub who: AccountId,
    /// Which.
    pub id: NotificationId,
    /// What happened.
    pub kind: NotificationKind,
    /// The post it is about.
    pub post: Option<PostId>,
    /// When the words of that post were written last, where they are the sender's.
    pub worded_at: Option<Timestamp>,
    /// It is news once it does not wait any more. If not, it stands in its thread then, and no
    /// more.
    pub is_news: bool,
}

/// What waits of these people since before `until`, of each the oldest first; two thousand at most,
/// which is all of a page of them.
pub fn held_by(
    read: &mut Read<'_>,
    persona: AccountId,
    people: &[i64],
    until: Timestamp,
) -> Result<Vec<Held>, Error> {
    let params = [P::I(persona.get()), P::Ints(people), P::I(until.micros())];
    read.query(HELD_BY, &params, |row| {
        let (post, worded_at) = (row.i64(3)?, row.i64(4)?);
        Ok(Held {
            who: AccountId::new(row.i64(0)?),
            id: NotificationId::new(row.i64(1)?),
            kind: row.code(2, NotificationKind::parse)?,
            post: Some(PostId::new(post)).filter(|_| post > 0),
            worded_at: Some(Timestamp::from_micros(worded_at)).filter(|_| worded_at > 0),
            is_news: row.bool(5)?,
        })
    })
}

/// Tells what waited; ids of others change nothing.
pub fn tell(tx: &mut Tx<'_>, persona: AccountId, held: &[i64]) -> Result<(), Error> {
    tx.execute(UNHOLD, &[P::Ints(held), P::I(persona.get())])?;
    Ok(())
}

/// Notes that a persona lets somebody in from now on.
pub fn let_in(
    tx: &mut Tx<'_>,
    persona: AccountId,
    who: AccountId,
    now: Timestamp,
) -> Result<(), Error> {
    let params = [P::I(persona.get()), P::I(who.get()), P::I(now.micros())];
    tx.execute(LET_IN, &params)?;
    Ok(())
}

/// From now on somebody who was let in is asked at the door again.
pub fn forget(tx: &mut Tx<'_>, persona: AccountId, who: AccountId) -> Result<(), Error> {
    tx.execute(FORGET, &[P::I(persona.get()), P::I(who.get())])?;
    Ok(())
}

/// Whom a persona let in, the latest first; two hundred at most.
pub fn let_in_by(
    read: &mut Read<'_>,
    persona: AccountId,
) -> Result<Vec<(AccountId, Timestamp)>, Error> {
    read.query(LET_IN_BY, &[P::I(persona.get())], |row| {
        Ok((
            AccountId::new(row.i64(0)?),
            Timestamp::from_micros(row.i64(1)?),
        ))
    })
}

/// Those who wait, the latest first: at most [`PAGE`] and one, whose newest lies between. Only what
/// was done before `until` is looked at.
pub fn waiting(
    read: &mut Read<'_>,
    persona: AccountId,
    (before, after): (NotificationId, NotificationId),
    until: Timestamp,
) -> Result<Vec<Waiting>, Error> {
    let until = P::I(until.micros());
    let (before, after) = (P::I(before.get()), P::I(after.get()));
    let params = [P::I(persona.get()), before, after, until];
    read.query(WAITING, &params, map)
}

/// How somebody waits since before `until`, if they do.
pub fn waits(
    read: &mut Read<'_>,
    (persona, who): (AccountId, AccountId),
    until: Timestamp,
) -> Result<Option<Waiting>, Error> {
    let params = [P::I(persona.get()), P::I(who.get()), P::I(until.micros())];
    read.query_opt(WAITS, &params, map)
}

/// The threads of words for named people that these pieces of news are about, each with the newest
/// of the posts.
pub fn held_threads(read: &mut Read<'_>, held: &[i64]) -> Result<Vec<(PostId, PostId)>, Error> {
    read.query(HELD_POSTS, &[P::Ints(held)], |row| {
        Ok((PostId::new(row.i64(0)?), PostId::new(row.i64(1)?)))
    })
}

/// Takes away what waits; ids of others change nothing.
pub fn send_away(tx: &mut Tx<'_>, persona: AccountId, held: &[i64]) -> Result<(), Error> {
    tx.execute(SEND_AWAY, &[P::Ints(held), P::I(persona.get())])?;
    Ok(())
}

/// After something of `who` came to wait: takes away what is more than [`HELD_OF_ONE_MAX`] of them,
/// and where all of it is more than [`HELD_MAX`], one of the sender of whom most waits.
pub fn trim(tx: &mut Tx<'_>, persona: AccountId, who: AccountId) -> Result<(), Error> {
    let me = P::I(persona.get());
    tx.execute(TRIM_OF, &[me, P::I(who.get())])?;
    if tx.query_opt(IS_FULL, &[me], |row| row.i64(0))?.is_none() {
        return Ok(());
    }
    if let Some(heaviest) = tx.query_opt(HEAVIEST, &[me], |row| row.i64(0))? {
        tx.execute(LIGHTEN, &[me, P::I(heaviest)])?;
    }
    Ok(())
}

fn map_door(row: &Row<'_>) -> Result<Door, Error> {
    let answer = |at| row.code(at, Answer::parse);
    Ok(Door([
        answer(0)?,
        answer(1)?,
        answer(2)?,
        answer(3)?,
        answer(4)?,
        answer(5)?,
    ]))
}

fn map(row: &Row<'_>) -> Result<Waiting, Error> {
    let post = row.i64(5)?;
    Ok(Waiting {
        who: AccountId::new(row.i64(0)?),
        count: row.i64(1)?,
        since: Timestamp::from_micros(row.i64(2)?),
        last_at: Timestamp::from_micros(row.i64(3)?),
        newest: NotificationId::new(row.i64(4)?),
        post: Some(PostId::new(post)).filter(|_| post > 0),
    })
}
