//! Who has exchanged words with whom: what makes a voice familiar.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::door::{KNOWN_US, SMALL_COMMUNITY_MAX};
use hafan_core::id::{AccountId, CommunityId};
use hafan_core::time::Timestamp;

sql! {
    NOTE = "INSERT INTO exchanges (from_id, to_id, first_at, last_at) VALUES ($1, $2, $3, $3)
            ON CONFLICT (from_id, to_id) DO UPDATE SET last_at = excluded.last_at";
    /// Only what the one who writes knows: what others decided about them (a block, a yes at the
    /// door) must not be told by what a contact costs.
    NEW_TO = "SELECT a.id FROM accounts a WHERE a.id {in $2} AND a.kind = 'persona'
              AND NOT EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = a.id
                              AND f.target_id = $1 AND f.state = 'active')
              AND NOT EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = $1
                              AND f.target_id = a.id AND f.accepted_at > $3)
              AND NOT EXISTS (SELECT 1 FROM exchanges e WHERE e.from_id = $1 AND e.to_id = a.id
                              AND e.last_at > $3)
              AND NOT EXISTS (SELECT 1 FROM exchanges e WHERE e.from_id = a.id AND e.to_id = $1
                              AND e.last_at > $3)
              AND NOT EXISTS (SELECT 1 FROM invitation_uses u
                              JOIN invitations i ON i.id = u.invitation_id
                              WHERE u.account_id = $1 AND i.made_by = a.id)
              AND NOT EXISTS (SELECT 1 FROM invitation_uses u
                              JOIN invitations i ON i.id = u.invitation_id
                              WHERE u.account_id = a.id AND i.made_by = $1)
              AND NOT EXISTS (SELECT 1 FROM memberships mine JOIN memberships theirs
                      ON theirs.community_id = mine.community_id AND theirs.persona_id = a.id
                      WHERE mine.persona_id = $1
                      AND mine.standing IN ('member', 'helper', 'moderator', 'host')
                      AND (theirs.standing IN ('moderator', 'host')
                           OR theirs.standing IN ('member', 'helper')
                           AND (SELECT m.persona_id FROM memberships m
                                WHERE m.community_id = mine.community_id
                                AND m.standing IN ('member', 'helper', 'moderator', 'host')
                                LIMIT 1 OFFSET $4) IS NULL))
              AND NOT EXISTS (SELECT 1 FROM memberships m
                      WHERE m.community_id = $5 AND m.persona_id = a.id
                      AND m.standing IN ('member', 'helper', 'moderator', 'host'))";
}

/// How many of these people `from` would reach for the first time, as far as `from` can know: they
/// do not follow them, no word went between them within [`KNOWN_US`], none of the two invited the
/// other, and they share no community with fewer than [`SMALL_COMMUNITY_MAX`] members. What is said
/// `within` a community reaches none of its members for the first time.
pub fn new_to(
    read: &mut Read<'_>,
    (from, within): (AccountId, Option<CommunityId>),
    people: &[i64],
    now: Timestamp,
) -> Result<i64, Error> {
    let since = now.plus(-KNOWN_US).micros();
    let large = i64::try_from(SMALL_COMMUNITY_MAX - 1).unwrap_or(i64::MAX);
    let params = [
        P::I(from.get()),
        P::Ints(people),
        P::I(since),
        P::I(large),
        P::I(within.map_or(0, CommunityId::get)),
    ];
    let found = read.query(NEW_TO, &params, |row| row.i64(0))?;
    Ok(i64::try_from(found.len()).unwrap_or(i64::MAX))
}

/// Notes that `from` has answered or named `to`.
pub fn note(tx: &mut Tx<'_>, from: AccountId, to: AccountId, at: Timestamp) -> Result<(), Error> {
    tx.execute(NOTE, &[P::I(from.get()), P::I(to.get()), P::I(at.micros())])?;
    Ok(())
}
