//! Conversations: threads of words for named people.

use super::account::accounts;
use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::account::Account;
use super::entity::conversation::Conversation;
use super::list;
use super::reply::{Answer, done, json, with_links};
use super::shape::{self, Answers};
use hafan_app::conversation::{self, Span};
use hafan_app::reading::Item;
use hafan_app::store::account::Card;
use hafan_app::{Error, Result};
use hafan_core::id::{AccountId, ConversationId, PostId};
use std::collections::{HashMap, HashSet};

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Delete, Get, Post};
    all.add(
        (Get, "/api/v1/conversations"),
        Scope("read:statuses"),
        "Threads of words for named people, the latest first.",
        show,
    )
    .takes(const { &[shape::STRETCH] })
    .answers(Answers::json::<Vec<Conversation>>())
    .add(
        (Post, "/api/v1/conversations/{id}/read"),
        Scope("write:conversations"),
        "Notes that a conversation is read.",
        read,
    )
    .answers(Answers::json::<Conversation>())
    .add(
        (Post, "/api/v1/conversations/{id}/unread"),
        Scope("write:conversations"),
        "Notes that a conversation is not read.",
        unread,
    )
    .answers(Answers::json::<Conversation>())
    .add(
        (Delete, "/api/v1/conversations/{id}"),
        Scope("write:conversations"),
        "Takes a conversation off the list, until something new comes into it.",
        hide,
    )
    .answers(Answers::Done)
}

async fn show(ask: Ask) -> Answer {
    let cursor = |name| ask.cursor(name).map(PostId::new);
    let lowest = cursor("min_id");
    let span = Span {
        before: cursor("max_id").unwrap_or(PostId::new(i64::MAX)),
        after: lowest.max(cursor("since_id")).unwrap_or(PostId::new(0)),
        is_upward: lowest.is_some(),
        limit: ask.limit(20, 40),
    };
    let found = conversation::list(&ask.app, ask.actor()?, span).await?;
    let (up, down) = match span.is_upward {
        true => (found.rest, None),
        false => (None, found.rest),
    };
    let older = down.or(found.marks.last().copied());
    let newer = up.or(found.marks.first().copied());
    let older = older.map(|id| ("next", list::link(&ask, "max_id", &id.to_string())));
    let newer = newer.map(|id| ("prev", list::link(&ask, "min_id", &id.to_string())));
    let links: Vec<_> = older.into_iter().chain(newer).collect();
    Ok(with_links(
        json(&entities(&ask, found.list).await?)?,
        &links,
    ))
}

async fn read(ask: Ask) -> Answer {
    let found = conversation::read(&ask.app, ask.actor()?, id(&ask)?).await?;
    let made = entities(&ask, vec![found]).await?.pop();
    json(&made.ok_or(Error::NotFound)?)
}

async fn unread(ask: Ask) -> Answer {
    let found = conversation::unread(&ask.app, ask.actor()?, id(&ask)?).await?;
    let made = entities(&ask, vec![found]).await?.pop();
    json(&made.ok_or(Error::NotFound)?)
}

async fn hide(ask: Ask) -> Answer {
    conversation::hide(&ask.app, ask.actor()?, id(&ask)?).await?;
    done()
}

/// The conversation whose newest words these are, as the persona that asks may see it.
pub async fn at(ask: &Ask, post: PostId) -> Result<Option<Conversation>> {
    let span = Span {
        before: PostId::new(post.get().saturating_add(1)),
        after: PostId::new(post.get().saturating_sub(1)),
        is_upward: true,
        limit: 1,
    };
    let found = conversation::list(&ask.app, ask.actor()?, span).await?;
    Ok(entities(ask, found.list).await?.pop())
}

async fn entities(ask: &Ask, found: Vec<conversation::Conversation>) -> Result<Vec<Conversation>> {
    let items: Vec<Item> = found.iter().map(|one| one.last.clone()).collect();
    let statuses = list::statuses(ask, &items).await?;
    // Each once, however many conversations they are in.
    let mut seen = HashSet::new();
    let people = found.iter().flat_map(|one| &one.people);
    let people: Vec<Card> = people
        .filter(|card| seen.insert(card.id))
        .cloned()
        .collect();
    let told = accounts(ask, &people).await?;
    let told: HashMap<AccountId, Account> = people.iter().map(|card| card.id).zip(told).collect();
    let both = found.iter().zip(statuses);
    let made = both.map(|(one, status)| Conversation {
        id: one.id.to_string(),
        unread: one.is_unread,
        accounts: one
            .people
            .iter()
            .filter_map(|card| told.get(&card.id).cloned())
            .collect(),
        last_status: Some(status),
    });
    Ok(made.collect())
}

fn id(ask: &Ask) -> Result<ConversationId> {
    ConversationId::parse(ask.part("id")).ok_or(Error::NotFound)
}
