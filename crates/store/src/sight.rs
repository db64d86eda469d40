//! Loads what the rules need to know about the one who looks: see [`hafan_core::policy::Sight`].

use crate::{Error, P, Read, sql};
use hafan_core::account::AccountState;
use hafan_core::community::Standing;
use hafan_core::id::{AccountId, CircleId, CommunityId};
use hafan_core::lens::Lens;
use hafan_core::policy::Sight;

sql! {
    STATE = "SELECT state FROM accounts WHERE id = $1";
    FOLLOWING = "SELECT target_id FROM follows WHERE follower_id = $1 AND state = 'active'";
    BLOCKED = "SELECT target_id FROM blocks WHERE owner_id = $1";
    BLOCKED_BY = "SELECT owner_id FROM blocks WHERE target_id = $1";
    MUTED = "SELECT m.target_id, t.keeps_news FROM mutes m
             LEFT JOIN mute_terms t ON t.owner_id = m.owner_id AND t.target_id = m.target_id
             WHERE m.owner_id = $1";
    STANDINGS = "SELECT community_id, standing FROM memberships WHERE persona_id = $1";
    CIRCLES = "SELECT circle_id FROM circle_people WHERE account_id = $1";
}

/// The sight of a persona, or of a visitor.
pub fn load(read: &mut Read<'_>, viewer: Option<AccountId>) -> Result<Sight, Error> {
    let Some(viewer) = viewer else {
        return Ok(Sight::default());
    };
    let me = [P::I(viewer.get())];
    let state = read.query_opt(STATE, &me, |row| row.code(0, AccountState::parse))?;
    if state.is_none_or(|s| s == AccountState::Deleted) {
        return Ok(Sight::default());
    }
    let muted = read.query(MUTED, &me, |row| {
        let is_heard = row.opt_bool(1)?.unwrap_or(false);
        Ok((AccountId::new(row.i64(0)?), is_heard))
    })?;
    let heard = muted.iter().filter(|(_, is_heard)| *is_heard);
    let account = |row: &crate::Row<'_>| Ok(AccountId::new(row.i64(0)?));
    Ok(Sight {
        viewer: Some(viewer),
        can_write: state == Some(AccountState::Active),
        following: read.query(FOLLOWING, &me, account)?.into_iter().collect(),
        blocked: read.query(BLOCKED, &me, account)?.into_iter().collect(),
        blocked_by: read.query(BLOCKED_BY, &me, account)?.into_iter().collect(),
        heard: heard.map(|(id, _)| *id).collect(),
        muted: muted.iter().map(|(id, _)| *id).collect(),
        standings: standings(read, viewer)?.into_iter().collect(),
        lens: Lens::new(crate::filter::of_owner(read, viewer)?),
        circles: read
            .query(CIRCLES, &me, |row| Ok(CircleId::new(row.i64(0)?)))?
            .into_iter()
            .collect(),
    })
}

/// How a persona stands to every community it has to do with.
pub fn standings(
    read: &mut Read<'_>,
    persona: AccountId,
) -> Result<Vec<(CommunityId, Standing)>, Error> {
    read.query(STANDINGS, &[P::I(persona.get())], |row| {
        Ok((CommunityId::new(row.i64(0)?), row.code(1, Standing::parse)?))
    })
}
