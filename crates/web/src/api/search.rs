//! Search: people and places that chose to be found, words the persona may read, addresses of ours.

use super::account::{accounts, entity, local_handle, matching};
use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::account::Account;
use super::entity::status::Status;
use super::entity::tag::Tag;
use super::list;
use super::reply::{Answer, json};
use super::shape::{self, Answers};
use hafan_app::reading::{Window, account, past, search};
use hafan_app::store::account::Card;
use hafan_app::{Error, Result};
use hafan_core::id::{AccountId, PostId};
use schemars::JsonSchema;
use serde::Serialize;

pub fn endpoints(all: Endpoints) -> Endpoints {
    all.add(
        (Verb::Get, "/api/v2/search"),
        Needs::Scope("read:search"),
        "People, communities, posts and tags.",
        find,
    )
    .takes(
        const {
            &[&[
                shape::text("q"),
                shape::choice("type", &["accounts", "statuses", "hashtags"]),
                shape::number("offset"),
                shape::number("limit"),
                shape::text("max_id"),
                shape::text("min_id"),
                shape::text("since_id"),
                shape::text("account_id"),
                shape::flag("following"),
            ]]
        },
    )
    .answers(Answers::json::<Found>())
}

/// What was found.
/// Its fields are those of `entities/Search` in the documentation of the API.
#[derive(Default, JsonSchema, Serialize)]
struct Found {
    accounts: Vec<Account>,
    statuses: Vec<Status>,
    hashtags: Vec<Tag>,
}

/// Whoever wants to see more goes on by `max_id`: each stretch that is left out is read all the
/// same.
const SKIPPED_MAX: usize = 200;

async fn find(ask: Ask) -> Answer {
    let typed = ask.params.text("q").unwrap_or_default().trim().to_owned();
    if let Some(path) = typed.strip_prefix(ask.base()) {
        return json(&at(&ask, path).await?);
    }
    let kind = ask.params.text("type");
    let wants = |one| kind.is_none_or(|kind| kind == one);
    let skipped = ask.params.number("offset").unwrap_or(0).max(0);
    let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
    let limit = ask.limit(20, 40);
    let mut found = Found::default();
    if wants("accounts")
        && let Some(handle) = local_handle(&ask, &typed)
    {
        let cards = matching(&ask, &handle).await?;
        let shown: Vec<Card> = cards.into_iter().skip(skipped).take(limit).collect();
        found.accounts = accounts(&ask, &shown).await?;
    }
    if wants("statuses") && skipped < SKIPPED_MAX {
        let by = ask.params.text("account_id").filter(|id| !id.is_empty());
        let by = by
            .map(|id| AccountId::parse(id).ok_or(Error::NotFound))
            .transpose()?;
        let window = Window {
            limit: skipped + limit,
            ..list::window(&ask)
        };
        let slice = search::posts_with(&ask.app, ask.viewer(), &typed, (by, window)).await?;
        let shown = slice.items.get(skipped..).unwrap_or_default();
        past::read_of(&ask.app, ask.who_reads(), &shown.iter().collect::<Vec<_>>()).await?;
        found.statuses = list::statuses(&ask, shown).await?;
    }
    if wants("hashtags") && skipped == 0 {
        found.hashtags = tags(&ask, &typed).await?;
    }
    json(&found)
}

/// What stands at an address of ours; nothing where that is nothing, or not for this reader.
async fn at(ask: &Ask, path: &str) -> Result<Found> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let mut found = Found::default();
    let looked = match parts.as_slice() {
        [_, id] if path.starts_with("/@") => match PostId::parse(id) {
            Some(id) => list::status(ask, id)
                .await
                .map(|one| found.statuses.push(one)),
            None => Err(Error::NotFound),
        },
        [handle] if handle.starts_with('@') => named(ask, &handle[1..])
            .await
            .map(|one| found.accounts.push(one)),
        ["c", handle] => named(ask, handle).await.map(|one| found.accounts.push(one)),
        ["tags", name] => tags(ask, name).await.map(|some| found.hashtags = some),
        _ => Ok(()),
    };
    match looked {
        Ok(()) | Err(Error::NotFound) => Ok(found),
        Err(error) => Err(error),
    }
}

/// The tag that was typed, if the reader can find a post that carries it: tags are not made up.
async fn tags(ask: &Ask, typed: &str) -> Result<Vec<Tag>> {
    let Some(tag) = Tag::new(typed, ask.base()) else {
        return Ok(vec![]);
    };
    let is_used = search::is_tag_used(&ask.app, ask.viewer(), &tag.name).await?;
    Ok(Some(tag).filter(|_| is_used).into_iter().collect())
}

async fn named(ask: &Ask, handle: &str) -> Result<Account> {
    let card = account::by_handle(&ask.app, ask.viewer(), handle).await?;
    entity(ask, &card).await
}
