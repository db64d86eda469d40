//! Tags that a persona follows, and tags that it puts forward on its page.

use crate::{Actor, App, Error, Result};
use hafan_core::id::{AccountId, TagId};
use hafan_core::policy;
use hafan_core::search::fold;
use hafan_core::text::is_hashtag;
use hafan_store::{sight, tag};

/// Tags that one persona can follow: each is looked up for every page of what it follows.
pub const FOLLOWED_MAX: usize = 40;
/// Tags that one persona can put forward.
pub const FEATURED_MAX: usize = 10;

/// A tag without the sign before it, as posts can carry it; nothing for what can be none.
pub fn parse(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let tag = typed.strip_prefix('#').unwrap_or(typed);
    is_hashtag(tag).then(|| tag.to_owned())
}

/// The tags that the actor follows, by name.
pub async fn followed(app: &App, actor: Actor) -> Result<Vec<String>> {
    app.read(move |read| Ok(tag::followed(read, actor.persona)?))
        .await
}

/// True for the same tag, however it is written.
pub fn is_same(one: &str, other: &str) -> bool {
    fold(one) == fold(other)
}

/// Follows a tag: public posts that carry it come to the home page, as far as they may be found.
///
/// # Errors
/// `NotFound` for what can be no tag, `Denied("too-many-tags")`.
pub async fn follow(app: &App, actor: Actor, typed: &str) -> Result<String> {
    let name = parse(typed).ok_or(Error::NotFound)?;
    app.write(move |turn| {
        let me = actor.persona;
        policy::may_keep_house(&turn.sight(me)?)?;
        let followed = tag::followed(turn.tx, me)?;
        if let Some(followed) = followed.iter().find(|one| is_same(one, &name)) {
            return Ok(followed.clone());
        }
        if followed.len() >= FOLLOWED_MAX {
            return Err(Error::Denied("too-many-tags"));
        }
        tag::follow(turn.tx, me, &name, turn.now)?;
        Ok(name.clone())
    })
    .await
}

/// Stops following a tag.
///
/// # Errors
/// `NotFound` for what can be no tag.
pub async fn unfollow(app: &App, actor: Actor, typed: &str) -> Result<String> {
    let name = parse(typed).ok_or(Error::NotFound)?;
    app.write(move |turn| {
        tag::unfollow(turn.tx, actor.persona, &name)?;
        Ok(name.clone())
    })
    .await
}

/// The tags that a persona puts forward, for those who may see its page.
///
/// # Errors
/// `NotFound` for whom the viewer may not know of.
pub async fn featured(
    app: &App,
    viewer: Option<AccountId>,
    of: AccountId,
) -> Result<Vec<(TagId, String)>> {
    app.read(move |read| {
        let sight = sight::load(read, viewer)?;
        crate::reading::account::known(read, &sight, of)?;
        Ok(tag::featured(read, of)?)
    })
    .await
}

/// Puts a tag forward on the actor's page.
///
/// # Errors
/// `Invalid("name")` for what can be no tag, `Denied("too-many-featured")`.
pub async fn feature(app: &App, actor: Actor, typed: &str) -> Result<(TagId, String)> {
    let name = parse(typed).ok_or_else(|| Error::invalid("name", "tag"))?;
    app.write(move |turn| {
        let me = actor.persona;
        crate::identity::persona::require_writer(turn, me)?;
        let featured = tag::featured(turn.tx, me)?;
        if let Some(found) = featured.iter().find(|(_, one)| is_same(one, &name)) {
            return Ok(found.clone());
        }
        if featured.len() >= FEATURED_MAX {
            return Err(Error::Denied("too-many-featured"));
        }
        let id = TagId::new(turn.random_id());
        tag::feature(turn.tx, id, me, &name, turn.now)?;
        Ok((id, name.clone()))
    })
    .await
}

/// Takes a tag back.
///
/// # Errors
/// `NotFound` where the actor does not put it forward.
pub async fn unfeature(app: &App, actor: Actor, id: TagId) -> Result<()> {
    app.write(
        move |turn| match tag::unfeature(turn.tx, actor.persona, id)? {
            true => Ok(()),
            false => Err(Error::NotFound),
        },
    )
    .await
}
