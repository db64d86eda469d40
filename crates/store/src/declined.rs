//! What was declined at the door, kept for a while so that it can wait again.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::AccountId;
use hafan_core::time::Timestamp;

sql! {
    KEEP = "INSERT INTO declined (id, persona_id, kind, actor_id, post_id, community_id, at,
            declined_at)
            SELECT id, persona_id, kind, actor_id, post_id, community_id, at, $3
            FROM notifications WHERE id {in $1} AND persona_id = $2 AND is_held = TRUE
            AND kind <> 'follow-asked' ON CONFLICT (id) DO NOTHING";
    PEOPLE = "SELECT actor_id, MAX(declined_at) FROM declined
              WHERE persona_id = $1 AND declined_at >= $2
              GROUP BY actor_id ORDER BY MAX(declined_at) DESC, actor_id LIMIT 200";
    /// What its sender took back since, or what is gone, does not come back.
    BRING_BACK = "INSERT INTO notifications (id, persona_id, kind, actor_id, post_id, community_id,
                  at, is_held)
                  SELECT d.id, d.persona_id, d.kind, d.actor_id, d.post_id, d.community_id, d.at,
                  TRUE FROM declined d WHERE d.persona_id = $1 AND d.actor_id = $2
                  AND CASE d.kind
                  WHEN 'favourite' THEN EXISTS (SELECT 1 FROM favourites f
                    WHERE f.post_id = d.post_id AND f.account_id = d.actor_id)
                  WHEN 'boost' THEN EXISTS (SELECT 1 FROM posts b
                    WHERE b.boost_of = d.post_id AND b.author_id = d.actor_id)
                  WHEN 'follow' THEN EXISTS (SELECT 1 FROM follows f
                    WHERE f.follower_id = d.actor_id AND f.target_id = d.persona_id
                    AND f.state = 'active')
                  WHEN 'membership' THEN EXISTS (SELECT 1 FROM memberships m
                    WHERE m.persona_id = d.persona_id AND m.community_id = d.community_id
                    AND m.invited_by = d.actor_id AND m.standing = 'invited')
                  ELSE EXISTS (SELECT 1 FROM posts p WHERE p.id = d.post_id AND p.state = 'up')
                  END ON CONFLICT DO NOTHING";
    FORGET = "DELETE FROM declined WHERE persona_id = $1 AND actor_id = $2";
    SWEEP = "DELETE FROM declined WHERE declined_at < $1";
}

/// Keeps what waits and is about to be declined, but for wishes to follow: those are refused.
pub fn keep(
    tx: &mut Tx<'_>,
    persona: AccountId,
    held: &[i64],
    now: Timestamp,
) -> Result<(), Error> {
    let params = [P::Ints(held), P::I(persona.get()), P::I(now.micros())];
    tx.execute(KEEP, &params)?;
    Ok(())
}

/// Of whom a persona declined something since then, the latest first; two hundred at most.
pub fn people(
    read: &mut Read<'_>,
    persona: AccountId,
    since: Timestamp,
) -> Result<Vec<i64>, Error> {
    let params = [P::I(persona.get()), P::I(since.micros())];
    read.query(PEOPLE, &params, |row| row.i64(0))
}

/// What was declined of somebody waits again.
pub fn bring_back(tx: &mut Tx<'_>, persona: AccountId, who: AccountId) -> Result<(), Error> {
    let params = [P::I(persona.get()), P::I(who.get())];
    tx.execute(BRING_BACK, &params)?;
    tx.execute(FORGET, &params)?;
    Ok(())
}

/// Forgets what was declined before then.
pub fn sweep(tx: &mut Tx<'_>, before: Timestamp) -> Result<(), Error> {
    tx.execute(SWEEP, &[P::I(before.micros())])?;
    Ok(())
}
