//! Loads what the rules need to know about the one who looks: see [`hafan_core::policy::Sight`].

use crate::{Error, P, Read, sql};
use hafan_core::account::AccountState;
use hafan_core::community::Standing;
use hafan_core::id::{AccountId, CircleId, CommunityId};
use hafan_core::lens::Lens;
use hafan_core::policy::Sight;
use std::collections::HashSet;

sql! {
    /// All that one persona has to do with others, in one statement: it is asked in nearly every
    /// request, and over a connection each statement is a way there and back.
    TIES = "SELECT 'state', id, state FROM accounts WHERE id = $1
            UNION ALL SELECT 'shows-pictures', id, '' FROM personas
            WHERE id = $1 AND shows_pictures = TRUE
            UNION ALL SELECT 'refused', persona_id, look FROM refused_looks
            WHERE persona_id = $1
            UNION ALL SELECT 'follows', target_id, '' FROM follows
            WHERE follower_id = $1 AND state = 'active'
            UNION ALL SELECT 'blocked', target_id, '' FROM blocks WHERE owner_id = $1
            UNION ALL SELECT 'blocked-by', owner_id, '' FROM blocks WHERE target_id = $1
            UNION ALL SELECT CASE WHEN t.keeps_news = TRUE THEN 'heard' ELSE 'muted' END,
            m.target_id, '' FROM mutes m
            LEFT JOIN mute_terms t ON t.owner_id = m.owner_id AND t.target_id = m.target_id
            WHERE m.owner_id = $1
            UNION ALL SELECT 'stands', community_id, standing FROM memberships
            WHERE persona_id = $1
            UNION ALL SELECT 'circle', circle_id, '' FROM circle_people WHERE account_id = $1";
    BLOCKED_BY = "SELECT owner_id FROM blocks WHERE target_id = $1";
    STANDINGS = "SELECT community_id, standing FROM memberships WHERE persona_id = $1";
}

/// The sight of a persona, or of a visitor.
pub fn load(read: &mut Read<'_>, viewer: Option<AccountId>) -> Result<Sight, Error> {
    let Some(viewer) = viewer else {
        return Ok(Sight::default());
    };
    let mut sight = Sight {
        viewer: Some(viewer),
        ..Sight::default()
    };
    let mut state = None;
    read.for_each(TIES, &[P::I(viewer.get())], |row| {
        let other = AccountId::new(row.i64(1)?);
        match row.text(0)?.as_str() {
            "state" => state = Some(row.code(2, AccountState::parse)?),
            "shows-pictures" => sight.shows_pictures = true,
            "refused" => sight.refused.push(crate::look::look(row, 2)?),
            "follows" => drop(sight.following.insert(other)),
            "blocked" => drop(sight.blocked.insert(other)),
            "blocked-by" => drop(sight.blocked_by.insert(other)),
            "muted" => drop(sight.muted.insert(other)),
            "heard" => {
                sight.muted.insert(other);
                sight.heard.insert(other);
            }
            "stands" => {
                let standing = row.code(2, Standing::parse)?;
                sight.standings.insert(other.community(), standing);
            }
            "circle" => drop(sight.circles.insert(CircleId::new(row.i64(1)?))),
            tie => return Err(Error::Decode(format!("an unknown tie: {tie}"))),
        }
        Ok(())
    })?;
    if state.is_none_or(|state| state == AccountState::Deleted) {
        return Ok(Sight::default());
    }
    sight.can_write = state == Some(AccountState::Active);
    sight.lens = Lens::new(crate::filter::of_owner(read, viewer)?);
    Ok(sight)
}

/// Who blocked a persona, for lists that need no more of its sight.
pub fn blocked_by(
    read: &mut Read<'_>,
    viewer: Option<AccountId>,
) -> Result<HashSet<AccountId>, Error> {
    let Some(viewer) = viewer else {
        return Ok(HashSet::new());
    };
    let account = |row: &crate::Row<'_>| Ok(AccountId::new(row.i64(0)?));
    let found = read.query(BLOCKED_BY, &[P::I(viewer.get())], account)?;
    Ok(found.into_iter().collect())
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
