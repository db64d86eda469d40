//! Follows, blocks and mutes as lists. They are written by [`crate::ledger`]; here only when a wish
//! to follow got its yes.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::account::FollowState;
use hafan_core::id::{AccountId, CommunityId};
use hafan_core::time::Timestamp;

sql! {
    FOLLOW = "SELECT state, since FROM follows WHERE follower_id = $1 AND target_id = $2";
    ACCEPTED = "UPDATE follows SET accepted_at = $3
                WHERE follower_id = $1 AND target_id = $2 AND state = 'active'";
    FOLLOWS_OF = "SELECT target_id, state FROM follows
                  WHERE follower_id = $1 AND target_id {in $2}";
    FOLLOWS_BY = "SELECT follower_id, state FROM follows
                  WHERE target_id = $1 AND follower_id {in $2}";
    NEAR = "SELECT a.id, a.handle_key FROM follows f JOIN accounts a ON a.id = f.target_id
            JOIN personas p ON p.id = a.id
            WHERE f.follower_id = $1 AND f.state = 'active' AND a.state IN ('active', 'frozen')
            AND (a.handle_key LIKE $2 ESCAPE '!' OR ' ' || p.name_key LIKE $3 ESCAPE '!')
            ORDER BY a.handle_key LIMIT 40";
    NEAR_INSIDE = "SELECT DISTINCT a.id, a.handle_key FROM memberships m
                   JOIN accounts a ON a.id = m.persona_id JOIN personas p ON p.id = a.id
                   WHERE m.community_id {in $1}
                   AND m.standing IN ('member', 'helper', 'moderator', 'host')
                   AND a.state IN ('active', 'frozen')
                   AND (a.handle_key LIKE $2 ESCAPE '!' OR ' ' || p.name_key LIKE $3 ESCAPE '!')
                   ORDER BY a.handle_key LIMIT 40";
    FOLLOWED_COUNT = "SELECT COUNT(*) FROM follows
                      WHERE follower_id = $1 AND state IN ('active', 'asked')";
    BLOCKED_COUNT = "SELECT COUNT(*) FROM blocks WHERE owner_id = $1";
    MUTED_COUNT = "SELECT COUNT(*) FROM mutes WHERE owner_id = $1";
    FOLLOWED = "SELECT target_id, since FROM follows
                WHERE follower_id = $1 AND state = 'active' AND (since, target_id) < ($2, $3)
                ORDER BY since DESC, target_id DESC LIMIT 51";
    ASKED = "SELECT target_id, since FROM follows
             WHERE follower_id = $1 AND state = 'asked' AND (since, target_id) < ($2, $3)
             ORDER BY since DESC, target_id DESC LIMIT 51";
    FOLLOWERS = "SELECT follower_id, since FROM follows
                 WHERE target_id = $1 AND state = 'active' AND (since, follower_id) < ($2, $3)
                 ORDER BY since DESC, follower_id DESC LIMIT 51";
    REQUESTS = "SELECT follower_id, since FROM follows
                WHERE target_id = $1 AND state = 'asked' AND (since, follower_id) < ($2, $3)
                ORDER BY since DESC, follower_id DESC LIMIT 51";
    BLOCKED = "SELECT target_id, since FROM blocks
               WHERE owner_id = $1 AND (since, target_id) < ($2, $3)
               ORDER BY since DESC, target_id DESC LIMIT 51";
    MUTED = "SELECT target_id, since FROM mutes
             WHERE owner_id = $1 AND (since, target_id) < ($2, $3)
             ORDER BY since DESC, target_id DESC LIMIT 51";
    SHARED_PLACES = "SELECT community_id FROM memberships
                     WHERE persona_id = $1 AND community_id {in $2}
                     AND standing IN ('member', 'helper', 'moderator', 'host')";
}

/// Rows of a list that one page shows; the store gives one more, to tell whether there are more.
pub const PAGE: usize = 50;

/// A list of people one persona has to do with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum List {
    /// Whom it follows.
    Followed,
    /// Whom it asked to follow.
    Asked,
    /// Who follows it.
    Followers,
    /// Who asked to follow it.
    Requests,
    /// Whom it blocked.
    Blocked,
    /// Whom it muted.
    Muted,
}

/// Where a page of a list begins: before this time and account.
pub type Before = (Timestamp, AccountId);

/// The beginning of every list.
pub const NEWEST: Before = (Timestamp::from_micros(i64::MAX), AccountId::new(i64::MAX));

/// Notes when `target` said yes to the wish of `follower`, who follows by it.
pub fn note_accepted(
    tx: &mut Tx<'_>,
    (follower, target): (AccountId, AccountId),
    now: Timestamp,
) -> Result<(), Error> {
    let params = [P::I(follower.get()), P::I(target.get()), P::I(now.micros())];
    tx.execute(ACCEPTED, &params)?;
    Ok(())
}

/// How `follower` stands to `target`, and since when.
pub fn follow(
    read: &mut Read<'_>,
    follower: AccountId,
    target: AccountId,
) -> Result<(FollowState, Timestamp), Error> {
    let params = [P::I(follower.get()), P::I(target.get())];
    let found = read.query_opt(FOLLOW, &params, |row| {
        Ok((
            row.code(0, FollowState::parse)?,
            Timestamp::from_micros(row.i64(1)?),
        ))
    })?;
    Ok(found.unwrap_or((FollowState::None, Timestamp::from_micros(0))))
}

/// How `of` stands to each of these accounts; those without an edge are left out.
pub fn follows_of(
    read: &mut Read<'_>,
    of: AccountId,
    targets: &[i64],
) -> Result<Vec<(AccountId, FollowState)>, Error> {
    edges(read, FOLLOWS_OF, of, targets)
}

/// How each of these accounts stands to `target`; those without an edge are left out.
pub fn follows_by(
    read: &mut Read<'_>,
    target: AccountId,
    followers: &[i64],
) -> Result<Vec<(AccountId, FollowState)>, Error> {
    edges(read, FOLLOWS_BY, target, followers)
}

/// Living personas whose handle, or a word of whose name, begins so: forty of those that `me`
/// follows, and then forty of the members of these communities. **No rule has been applied.**
pub fn near(
    read: &mut Read<'_>,
    me: AccountId,
    places: &[i64],
    begin: &str,
) -> Result<Vec<AccountId>, Error> {
    let begin = begin
        .replace('!', "!!")
        .replace('%', "!%")
        .replace('_', "!_");
    let (handle, name) = (format!("{begin}%"), format!("% {begin}%"));
    let map = |row: &crate::Row<'_>| Ok(AccountId::new(row.i64(0)?));
    let params = [P::I(me.get()), P::T(&handle), P::T(&name)];
    let mut found = read.query(NEAR, &params, map)?;
    if !places.is_empty() {
        let params = [P::Ints(places), P::T(&handle), P::T(&name)];
        found.extend(read.query(NEAR_INSIDE, &params, map)?);
    }
    Ok(found)
}

fn edges(
    read: &mut Read<'_>,
    sql: &'static str,
    of: AccountId,
    others: &[i64],
) -> Result<Vec<(AccountId, FollowState)>, Error> {
    read.query(sql, &[P::I(of.get()), P::Ints(others)], |row| {
        Ok((
            AccountId::new(row.i64(0)?),
            row.code(1, FollowState::parse)?,
        ))
    })
}

/// How many people a list of one's own making holds.
pub fn count(read: &mut Read<'_>, of: AccountId, list: List) -> Result<i64, Error> {
    let sql = match list {
        List::Followed | List::Asked => FOLLOWED_COUNT,
        List::Blocked => BLOCKED_COUNT,
        List::Muted => MUTED_COUNT,
        // What others made is not counted: nobody needs the number.
        List::Followers | List::Requests => return Ok(0),
    };
    read.query_one(sql, &[P::I(of.get())], |row| row.i64(0))
}

/// Fifty-one rows of a list before `before`, newest first.
pub fn page(
    read: &mut Read<'_>,
    of: AccountId,
    list: List,
    before: Before,
) -> Result<Vec<(AccountId, Timestamp)>, Error> {
    let sql = match list {
        List::Followed => FOLLOWED,
        List::Asked => ASKED,
        List::Followers => FOLLOWERS,
        List::Requests => REQUESTS,
        List::Blocked => BLOCKED,
        List::Muted => MUTED,
    };
    let params = [
        P::I(of.get()),
        P::I(before.0.micros()),
        P::I(before.1.get()),
    ];
    read.query(sql, &params, map)
}

/// Which of these communities a persona is a member of.
pub fn shared_places(
    read: &mut Read<'_>,
    persona: AccountId,
    communities: &[i64],
) -> Result<Vec<CommunityId>, Error> {
    let params = [P::I(persona.get()), P::Ints(communities)];
    read.query(SHARED_PLACES, &params, |row| {
        Ok(CommunityId::new(row.i64(0)?))
    })
}

fn map(row: &Row<'_>) -> Result<(AccountId, Timestamp), Error> {
    Ok((
        AccountId::new(row.i64(0)?),
        Timestamp::from_micros(row.i64(1)?),
    ))
}
