//! What a persona does with posts: thanks, keeps, passes on; and the lists of what they thanked for
//! and kept.

use super::meant;
use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::status::Status;
use crate::api::list;
use crate::api::reply::{Answer, json, with_links};
use crate::api::shape::{self, Answers};
use crate::view::two_numbers;
use hafan_app::reading::kept::{self, Before, Kept};
use hafan_app::{Error, post};
use hafan_core::id::PostId;
use hafan_core::post::PAGE;
use hafan_core::time::Timestamp;

const THANK: &str = "write:favourites";
const PASS_ON: &str = "write:statuses";
const KEEP: &str = "write:bookmarks";
const PIN: &str = "write:accounts";
const MUTE: &str = "write:mutes";

pub fn endpoints(all: Endpoints) -> Endpoints {
    let all = switches(all);
    all.add(
        (Verb::Get, "/api/v1/bookmarks"),
        Needs::Scope("read:bookmarks"),
        "What the persona kept, the latest kept first.",
        bookmarks,
    )
    .takes(const { &[&[shape::text("max_id"), shape::number("limit")]] })
    .answers(Answers::json::<Vec<Status>>())
    .add(
        (Verb::Get, "/api/v1/favourites"),
        Needs::Scope("read:favourites"),
        "What the persona thanked for, the latest first.",
        favourites,
    )
    .takes(const { &[&[shape::text("max_id"), shape::number("limit")]] })
    .answers(Answers::json::<Vec<Status>>())
}

fn switches(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::Post;
    all.add(
        (Post, "/api/v1/statuses/{id}/favourite"),
        Scope(THANK),
        "Thanks for a post. Only its author is told.",
        async |ask| favourite(ask, true).await,
    )
    .answers(Answers::json::<Status>())
    .add(
        (Post, "/api/v1/statuses/{id}/unfavourite"),
        Scope(THANK),
        "Takes thanks back.",
        async |ask| favourite(ask, false).await,
    )
    .answers(Answers::json::<Status>())
    .add(
        (Post, "/api/v1/statuses/{id}/bookmark"),
        Scope(KEEP),
        "Keeps a post for later. Nobody is told.",
        async |ask| bookmark(ask, true).await,
    )
    .answers(Answers::json::<Status>())
    .add(
        (Post, "/api/v1/statuses/{id}/unbookmark"),
        Scope(KEEP),
        "Does not keep a post any longer.",
        async |ask| bookmark(ask, false).await,
    )
    .answers(Answers::json::<Status>())
    .add(
        (Post, "/api/v1/statuses/{id}/reblog"),
        Scope(PASS_ON),
        "Passes a post on to the persona's followers, on a page that everyone can read.",
        reblog,
    )
    .takes(const { &[&[shape::choice("visibility", &["public", "unlisted"])]] })
    .answers(Answers::json::<Status>())
    .add(
        (Post, "/api/v1/statuses/{id}/unreblog"),
        Scope(PASS_ON),
        "Stops passing a post on.",
        unreblog,
    )
    .answers(Answers::json::<Status>())
    .add(
        (Post, "/api/v1/statuses/{id}/pin"),
        Scope(PIN),
        "Puts an own post at the top of the persona's page.",
        async |ask| pin(ask, true).await,
    )
    .answers(Answers::json::<Status>())
    .add(
        (Post, "/api/v1/statuses/{id}/unpin"),
        Scope(PIN),
        "Takes an own post from the top of the persona's page.",
        async |ask| pin(ask, false).await,
    )
    .answers(Answers::json::<Status>())
    .add(
        (Post, "/api/v1/statuses/{id}/mute"),
        Scope(MUTE),
        "The persona is not told any more what happens in a conversation.",
        async |ask| mute(ask, true).await,
    )
    .answers(Answers::json::<Status>())
    .add(
        (Post, "/api/v1/statuses/{id}/unmute"),
        Scope(MUTE),
        "The persona is told again what happens in a conversation.",
        async |ask| mute(ask, false).await,
    )
    .answers(Answers::json::<Status>())
}

async fn favourite(ask: Ask, is_on: bool) -> Answer {
    let (actor, id) = (ask.actor()?, meant(&ask).await?);
    post::favourite(&ask.app, &actor, id, is_on).await?;
    json(&list::status(&ask, id).await?)
}

async fn bookmark(ask: Ask, is_on: bool) -> Answer {
    let (actor, id) = (ask.actor()?, meant(&ask).await?);
    post::keep(&ask.app, &actor, id, is_on).await?;
    json(&list::status(&ask, id).await?)
}

async fn pin(ask: Ask, is_on: bool) -> Answer {
    let (actor, id) = (ask.actor()?, ask.post()?);
    post::pin(&ask.app, &actor, id, is_on).await?;
    json(&list::status(&ask, id).await?)
}

async fn mute(ask: Ask, is_on: bool) -> Answer {
    let (actor, id) = (ask.actor()?, meant(&ask).await?);
    post::mute_thread(&ask.app, &actor, id, is_on).await?;
    json(&list::status(&ask, id).await?)
}

async fn reblog(ask: Ask) -> Answer {
    // What is passed on stands on a page that everyone can read, and in no public timeline: less
    // cannot be promised, so it is not taken.
    match ask.params.text("visibility").unwrap_or_default() {
        "" | "public" | "unlisted" => {}
        "private" | "direct" => return Err(Error::invalid("visibility", "boost-narrow")),
        _ => return Err(Error::invalid("visibility", "choice")),
    }
    let (actor, id) = (ask.actor()?, meant(&ask).await?);
    let listed_as = post::pass_on(&ask.app, &actor, id).await?;
    json(&list::status(&ask, listed_as).await?)
}

async fn unreblog(ask: Ask) -> Answer {
    let (actor, id) = (ask.actor()?, meant(&ask).await?);
    post::boost(&ask.app, &actor, id, false).await?;
    json(&list::status(&ask, id).await?)
}

async fn bookmarks(ask: Ask) -> Answer {
    let (actor, limit) = (ask.actor()?, ask.limit(PAGE, PAGE));
    let found = kept::some_kept(&ask.app, actor, before(&ask), limit).await?;
    page(&ask, &found).await
}

async fn favourites(ask: Ask) -> Answer {
    let (actor, limit) = (ask.actor()?, ask.limit(PAGE, PAGE));
    let found = kept::thanked(&ask.app, actor, before(&ask), limit).await?;
    page(&ask, &found).await
}

/// Where a page begins. These lists go by the time of the act, not of the post, so their `max_id`
/// is nobody's id: clients take it from the `Link` header and send it back as it is.
fn before(ask: &Ask) -> Option<Before> {
    let (at, id) = two_numbers(ask.params.text("max_id")?)?;
    Some((Timestamp::from_micros(at), PostId::new(id)))
}

async fn page(ask: &Ask, found: &Kept) -> Answer {
    let older = found.older.map(|(at, id)| {
        let cursor = format!("{}.{id}", at.micros());
        ("next", list::link(ask, "max_id", &cursor))
    });
    let statuses = list::statuses(ask, &found.items).await?;
    Ok(with_links(
        json(&statuses)?,
        &older.into_iter().collect::<Vec<_>>(),
    ))
}
