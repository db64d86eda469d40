//! Tags that a persona follows, and tags that it puts forward on its page.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::{AccountId, TagId};
use hafan_core::search::fold;
use hafan_core::time::Timestamp;

sql! {
    FOLLOWED = "SELECT tag FROM followed_tags WHERE persona_id = $1 ORDER BY tag_key LIMIT 100";
    FOLLOWERS_AMONG = "SELECT DISTINCT persona_id FROM followed_tags
                       WHERE persona_id {in $1} AND tag_key {in $2}";
    FOLLOW = "INSERT INTO followed_tags (persona_id, tag_key, tag, at) VALUES ($1, $2, $3, $4)
              ON CONFLICT (persona_id, tag_key) DO NOTHING";
    UNFOLLOW = "DELETE FROM followed_tags WHERE persona_id = $1 AND tag_key = $2";
    FEATURED = "SELECT id, tag FROM featured_tags WHERE persona_id = $1 ORDER BY tag_key LIMIT 20";
    FEATURE = "INSERT INTO featured_tags (id, persona_id, tag_key, tag, at)
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (persona_id, tag_key) DO NOTHING";
    UNFEATURE = "DELETE FROM featured_tags WHERE persona_id = $1 AND id = $2";
}

/// Those among these personas that follow one of these tags, however it is written.
pub fn followers_among(
    read: &mut Read<'_>,
    tags: &[String],
    among: &[i64],
) -> Result<Vec<AccountId>, Error> {
    let keys: Vec<String> = tags.iter().map(|tag| fold(tag)).collect();
    let params = [P::Ints(among), P::Texts(&keys)];
    read.query(FOLLOWERS_AMONG, &params, |row| {
        Ok(AccountId::new(row.i64(0)?))
    })
}

/// The tags a persona follows, by name; at most a hundred.
pub fn followed(read: &mut Read<'_>, persona: AccountId) -> Result<Vec<String>, Error> {
    read.query(FOLLOWED, &[P::I(persona.get())], |row| row.text(0))
}

/// Follows a tag.
pub fn follow(tx: &mut Tx<'_>, persona: AccountId, tag: &str, now: Timestamp) -> Result<(), Error> {
    let key = fold(tag);
    let params = [
        P::I(persona.get()),
        P::T(&key),
        P::T(tag),
        P::I(now.micros()),
    ];
    tx.execute(FOLLOW, &params)?;
    Ok(())
}

/// Stops following a tag.
pub fn unfollow(tx: &mut Tx<'_>, persona: AccountId, tag: &str) -> Result<(), Error> {
    tx.execute(UNFOLLOW, &[P::I(persona.get()), P::T(&fold(tag))])?;
    Ok(())
}

/// The tags a persona puts forward, by name; at most twenty.
pub fn featured(read: &mut Read<'_>, persona: AccountId) -> Result<Vec<(TagId, String)>, Error> {
    read.query(FEATURED, &[P::I(persona.get())], |row| {
        Ok((TagId::new(row.i64(0)?), row.text(1)?))
    })
}

/// Puts a tag forward.
pub fn feature(
    tx: &mut Tx<'_>,
    id: TagId,
    persona: AccountId,
    tag: &str,
    now: Timestamp,
) -> Result<(), Error> {
    let key = fold(tag);
    let params = [
        P::I(id.get()),
        P::I(persona.get()),
        P::T(&key),
        P::T(tag),
        P::I(now.micros()),
    ];
    tx.execute(FEATURE, &params)?;
    Ok(())
}

/// Takes a tag back. False where it was not put forward.
pub fn unfeature(tx: &mut Tx<'_>, persona: AccountId, id: TagId) -> Result<bool, Error> {
    Ok(tx.execute(UNFEATURE, &[P::I(persona.get()), P::I(id.get())])? == 1)
}
