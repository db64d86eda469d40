//! Memberships: who is in which community. Standings are written by [`crate::ledger`]; the rest of
//! the row (answer, who invited, how far it was read) is written here.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::community::Standing;
use hafan_core::id::{AccountId, CommunityId, PostId};
use hafan_core::time::Timestamp;

sql! {
    FIND = "SELECT persona_id, standing, since, answer, invited_by, read_to FROM memberships
            WHERE community_id = $1 AND persona_id = $2";
    CARERS = "SELECT persona_id, standing, since, answer, invited_by, read_to FROM memberships
              WHERE community_id = $1 AND standing IN ('host', 'moderator', 'helper')
              ORDER BY since, persona_id LIMIT 200";
    MEMBERS = "SELECT p.id, p.name_key FROM memberships m JOIN personas p ON p.id = m.persona_id
               WHERE m.community_id = $1 AND m.standing = 'member'
               AND (p.name_key, p.id) > ($2, $3) ORDER BY p.name_key, p.id LIMIT 51";
    ASKED = "SELECT persona_id, standing, since, answer, invited_by, read_to FROM memberships
             WHERE community_id = $1 AND standing = 'asked' ORDER BY since, persona_id LIMIT 100";
    INVITED = "SELECT persona_id, standing, since, answer, invited_by, read_to FROM memberships
               WHERE community_id = $1 AND standing = 'invited'
               ORDER BY since, persona_id LIMIT 100";
    REMOVED = "SELECT persona_id, standing, since, answer, invited_by, read_to FROM memberships
               WHERE community_id = $1 AND standing = 'removed'
               ORDER BY since DESC, persona_id LIMIT 100";
    MEMBERS_AMONG = "SELECT persona_id FROM memberships
                     WHERE community_id = $1 AND persona_id {in $2}
                     AND standing IN ('member', 'helper', 'moderator', 'host')";
    HOSTS = "SELECT COUNT(*) FROM memberships WHERE community_id = $1 AND standing = 'host'";
    COUNT_ASKED = "SELECT COUNT(*) FROM memberships
                   WHERE community_id = $1 AND standing = 'asked'";
    SET_ANSWER = "UPDATE memberships SET answer = $3 WHERE community_id = $1 AND persona_id = $2";
    SET_INVITED_BY = "UPDATE memberships SET invited_by = $3, invited_at = $4
                      WHERE community_id = $1 AND persona_id = $2";
    FORGET_INVITED_BY = "UPDATE memberships SET invited_by = NULL, invited_at = NULL
                         WHERE community_id = $1 AND persona_id = $2";
    READ_TO = "UPDATE memberships SET read_to = $3, visited_at = $4
               WHERE community_id = $1 AND persona_id = $2 AND read_to < $3";
}

/// How a persona stands to a community.
#[derive(Clone, Debug)]
pub struct Membership {
    /// Who.
    pub persona: AccountId,
    /// As what.
    pub standing: Standing,
    /// Since when.
    pub since: Timestamp,
    /// The answer to the community's question, while somebody asks to join.
    pub answer: String,
    /// Who invited them by name.
    pub invited_by: Option<AccountId>,
    /// How far they have read.
    pub read_to: Option<PostId>,
}

/// The membership of a persona, if it ever had to do with the community.
pub fn find(
    read: &mut Read<'_>,
    community: CommunityId,
    persona: AccountId,
) -> Result<Option<Membership>, Error> {
    read.query_opt(FIND, &[P::I(community.get()), P::I(persona.get())], map)
}

/// How a persona stands to a community.
pub fn standing(
    read: &mut Read<'_>,
    community: CommunityId,
    persona: AccountId,
) -> Result<Standing, Error> {
    Ok(find(read, community, persona)?.map_or(Standing::None, |m| m.standing))
}

/// Those among these personas that are members, in whatever role.
pub fn members_among(
    read: &mut Read<'_>,
    community: CommunityId,
    among: &[i64],
) -> Result<Vec<AccountId>, Error> {
    let params = [P::I(community.get()), P::Ints(among)];
    read.query(MEMBERS_AMONG, &params, |row| {
        Ok(AccountId::new(row.i64(0)?))
    })
}

/// Hosts, moderators and helpers, the longest-serving first; at most 200.
pub fn carers(read: &mut Read<'_>, community: CommunityId) -> Result<Vec<Membership>, Error> {
    read.query(CARERS, &[P::I(community.get())], map)
}

/// Fifty-one plain members by name, after a name key and id: one more than a page shows. Gives
/// each with its name key, from which the next page goes on.
///
/// Sorts all members of the community: their names change, so no index of memberships could hold
/// the order, and a community of ten thousand takes some ten milliseconds.
pub fn members(
    read: &mut Read<'_>,
    community: CommunityId,
    after: (&str, i64),
) -> Result<Vec<(AccountId, String)>, Error> {
    let params = [P::I(community.get()), P::T(after.0), P::I(after.1)];
    read.query(MEMBERS, &params, |row| {
        Ok((AccountId::new(row.i64(0)?), row.text(1)?))
    })
}

/// People who ask to join, the longest-waiting first; at most a hundred.
pub fn asked(read: &mut Read<'_>, community: CommunityId) -> Result<Vec<Membership>, Error> {
    read.query(ASKED, &[P::I(community.get())], map)
}

/// People invited by name who have not answered; at most a hundred.
pub fn invited(read: &mut Read<'_>, community: CommunityId) -> Result<Vec<Membership>, Error> {
    read.query(INVITED, &[P::I(community.get())], map)
}

/// People who were removed, the last first; at most a hundred.
pub fn removed(read: &mut Read<'_>, community: CommunityId) -> Result<Vec<Membership>, Error> {
    read.query(REMOVED, &[P::I(community.get())], map)
}

/// How many hosts a community has.
pub fn count_hosts(read: &mut Read<'_>, community: CommunityId) -> Result<i64, Error> {
    read.query_one(HOSTS, &[P::I(community.get())], |row| row.i64(0))
}

/// How many people ask to join.
pub fn count_asked(read: &mut Read<'_>, community: CommunityId) -> Result<i64, Error> {
    read.query_one(COUNT_ASKED, &[P::I(community.get())], |row| row.i64(0))
}

/// Keeps, or with an empty text forgets, the answer of somebody who asks to join.
pub fn set_answer(
    tx: &mut Tx<'_>,
    community: CommunityId,
    persona: AccountId,
    answer: &str,
) -> Result<(), Error> {
    let params = [P::I(community.get()), P::I(persona.get()), P::T(answer)];
    tx.execute(SET_ANSWER, &params)?;
    Ok(())
}

/// Notes who invited somebody by name, and when.
pub fn set_invited_by(
    tx: &mut Tx<'_>,
    (community, persona): (CommunityId, AccountId),
    by: AccountId,
    now: Timestamp,
) -> Result<(), Error> {
    let params = [
        P::I(community.get()),
        P::I(persona.get()),
        P::I(by.get()),
        P::I(now.micros()),
    ];
    tx.execute(SET_INVITED_BY, &params)?;
    Ok(())
}

/// Forgets who invited somebody: the invitation was declined or taken back.
pub fn forget_invited_by(
    tx: &mut Tx<'_>,
    community: CommunityId,
    persona: AccountId,
) -> Result<(), Error> {
    let params = [P::I(community.get()), P::I(persona.get())];
    tx.execute(FORGET_INVITED_BY, &params)?;
    Ok(())
}

/// Moves the mark of how far a member has read; never back.
pub fn read_to(
    tx: &mut Tx<'_>,
    community: CommunityId,
    persona: AccountId,
    post: PostId,
    now: Timestamp,
) -> Result<(), Error> {
    let params = [
        P::I(community.get()),
        P::I(persona.get()),
        P::I(post.get()),
        P::I(now.micros()),
    ];
    tx.execute(READ_TO, &params)?;
    Ok(())
}

fn map(row: &Row<'_>) -> Result<Membership, Error> {
    Ok(Membership {
        persona: AccountId::new(row.i64(0)?),
        standing: row.code(1, Standing::parse)?,
        since: Timestamp::from_micros(row.i64(2)?),
        answer: row.text(3)?,
        invited_by: row.opt_i64(4)?.map(AccountId::new),
        read_to: Some(row.i64(5)?).filter(|id| *id > 0).map(PostId::new),
    })
}
