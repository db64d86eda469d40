//! Who reaches the notifications of a persona, and those who wait.

use super::of_guest;
use crate::api::account::accounts;
use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::door::{Policy, PolicyV1, Request, Summary, answer_of};
use crate::api::entity::iso;
use crate::api::list;
use crate::api::reply::{Answer, done, json, with_links};
use crate::api::shape::{self, Answers, Takes};
use hafan_app::door::{self, For, Guest, Look, Seen};
use hafan_app::reading::Item;
use hafan_app::store::account::Card;
use hafan_app::{Error, Result};
use hafan_core::door::{Answer as Said, Caller};
use hafan_core::id::{AccountId, NotificationId};
use schemars::JsonSchema;
use serde::Serialize;

/// What each caller's answer is called.
const V2: [(&str, Caller); 6] = [
    ("for_not_following", Caller::NotFollowed),
    ("for_not_followers", Caller::NotFollowing),
    ("for_new_accounts", Caller::Newcomer),
    ("for_private_mentions", Caller::Private),
    ("for_limited_accounts", Caller::Limited),
    ("for_strangers", Caller::Stranger),
];
/// What it was called before.
const V1: [(&str, Caller); 4] = [
    ("filter_not_following", Caller::NotFollowed),
    ("filter_not_followers", Caller::NotFollowing),
    ("filter_new_accounts", Caller::Newcomer),
    ("filter_private_mentions", Caller::Private),
];

/// The words for an answer.
const WORDS: &[&str] = &["accept", "filter", "drop"];
/// What may be changed.
const CHOICES: Takes = &[&[
    shape::choice("for_not_following", WORDS),
    shape::choice("for_not_followers", WORDS),
    shape::choice("for_new_accounts", WORDS),
    shape::choice("for_private_mentions", WORDS),
    shape::choice("for_limited_accounts", WORDS),
    shape::choice("for_strangers", WORDS),
]];
/// What could be changed before.
const CHOICES_V1: Takes = &[&[
    shape::flag("filter_not_following"),
    shape::flag("filter_not_followers"),
    shape::flag("filter_new_accounts"),
    shape::flag("filter_private_mentions"),
]];

/// Whether what was accepted is told already.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "NotificationRequestsMerged")]
struct Merged {
    merged: bool,
}

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Get, Patch, Put};
    let all = all
        .add(
            (Get, "/api/v2/notifications/policy"),
            Scope("read:notifications"),
            "Who reaches the notifications of the persona.",
            async |ask: Ask| policy(&ask).await,
        )
        .answers(Answers::json::<Policy>())
        .add(
            (Patch, "/api/v2/notifications/policy"),
            Scope("write:notifications"),
            "Changes who reaches the notifications of the persona.",
            change,
        )
        .takes(CHOICES)
        .answers(Answers::json::<Policy>())
        .add(
            (Get, "/api/v1/notifications/policy"),
            Scope("read:notifications"),
            "Who reaches the notifications of the persona, in yes and no.",
            async |ask: Ask| policy_v1(&ask).await,
        )
        .answers(Answers::json::<PolicyV1>())
        .add(
            (Patch, "/api/v1/notifications/policy"),
            Scope("write:notifications"),
            "Changes who reaches the notifications of the persona, in yes and no.",
            change_v1,
        )
        .takes(CHOICES_V1)
        .answers(Answers::json::<PolicyV1>())
        .add(
            (Put, "/api/v1/notifications/policy"),
            Scope("write:notifications"),
            "The same, as applications made for 4.3 ask for it.",
            change_v1,
        )
        .takes(CHOICES_V1)
        .answers(Answers::json::<PolicyV1>());
    requests(all)
}

fn requests(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Get, Post};
    all.add(
        (Get, "/api/v1/notifications/requests"),
        Scope("read:notifications"),
        "Those whose notifications wait.",
        show,
    )
    .takes(const { &[shape::STRETCH] })
    .answers(Answers::json::<Vec<Request>>())
    .add(
        (Get, "/api/v1/notifications/requests/merged"),
        Scope("read:notifications"),
        "Whoever was let in is told of at once.",
        async |_: Ask| json(&Merged { merged: true }),
    )
    .answers(Answers::json::<Merged>())
    .add(
        (Post, "/api/v1/notifications/requests/accept"),
        Scope("write:notifications"),
        "Lets several people in.",
        async |ask: Ask| let_in(&ask, asked(&ask)).await,
    )
    .takes(const { &[&[shape::ids("id")]] })
    .answers(Answers::Done)
    .add(
        (Post, "/api/v1/notifications/requests/dismiss"),
        Scope("write:notifications"),
        "Takes away what waits of several people.",
        async |ask: Ask| send_away(&ask, asked(&ask)).await,
    )
    .takes(const { &[&[shape::ids("id")]] })
    .answers(Answers::Done)
    .add(
        (Get, "/api/v1/notifications/requests/{id}"),
        Scope("read:notifications"),
        "Somebody whose notifications wait.",
        one,
    )
    .answers(Answers::json::<Request>())
    .add(
        (Post, "/api/v1/notifications/requests/{id}/accept"),
        Scope("write:notifications"),
        "Lets somebody in: what waits is told, and what they do from now on.",
        async |ask: Ask| let_in(&ask, Some(vec![ask.account()?])).await,
    )
    .answers(Answers::Done)
    .add(
        (Post, "/api/v1/notifications/requests/{id}/dismiss"),
        Scope("write:notifications"),
        "Takes away what waits of somebody.",
        async |ask: Ask| send_away(&ask, Some(vec![ask.account()?])).await,
    )
    .answers(Answers::Done)
}

async fn policy(ask: &Ask) -> Answer {
    let door = door::own(&ask.app, ask.actor()?).await?;
    json(&Policy::new(&door, summary(ask).await?))
}

async fn policy_v1(ask: &Ask) -> Answer {
    let door = door::own(&ask.app, ask.actor()?).await?;
    json(&PolicyV1::new(&door, summary(ask).await?))
}

async fn change(ask: Ask) -> Answer {
    let mut wish = Vec::new();
    for (name, who) in V2 {
        if let Some(word) = ask.params.text(name) {
            let answer = answer_of(word).ok_or_else(|| Error::invalid(name, "choice"))?;
            wish.push((who, answer));
        }
    }
    door::set(&ask.app, ask.actor()?, wish).await?;
    policy(&ask).await
}

/// Yes holds back; whoever is not told of at all stays so.
async fn change_v1(ask: Ask) -> Answer {
    let actor = ask.actor()?;
    let now = door::own(&ask.app, actor).await?;
    let wished = V1.into_iter().filter_map(|(name, who)| {
        let answer = match ask.params.flag(name)? {
            true if now.get(who) == Said::Drop => Said::Drop,
            true => Said::Hold,
            false => Said::Tell,
        };
        Some((who, answer))
    });
    door::set(&ask.app, actor, wished.collect()).await?;
    policy_v1(&ask).await
}

/// Whether anybody waits who has come up: one or none, and never how many.
async fn summary(ask: &Ask) -> Result<Summary> {
    let is_any = door::is_anybody_waiting(&ask.app, ask.actor()?).await?;
    Ok(Summary {
        pending_requests_count: is_any.into(),
        pending_notifications_count: is_any.into(),
    })
}

async fn show(ask: Ask) -> Answer {
    let cursor = |name| ask.cursor(name).map(NotificationId::new);
    let before = cursor("max_id").unwrap_or(NotificationId::new(i64::MAX));
    let after = cursor("min_id").max(cursor("since_id"));
    let between = (before, after.unwrap_or(NotificationId::new(0)));
    let found = door::waiting(
        &ask.app,
        ask.actor()?,
        between,
        (Look::Batch, ask.limit(40, 80)),
    )
    .await?;
    let older = found.rest;
    let newer = found.list.first().map(|guest| guest.newest);
    let older = older.map(|id| ("next", list::link(&ask, "max_id", &id.to_string())));
    let newer = newer.map(|id| ("prev", list::link(&ask, "min_id", &id.to_string())));
    let links: Vec<_> = older.into_iter().chain(newer).collect();
    Ok(with_links(
        json(&entities(&ask, found.list).await?)?,
        &links,
    ))
}

async fn one(ask: Ask) -> Answer {
    let found = door::one(&ask.app, ask.actor()?, ask.account()?).await?;
    let made = entities(&ask, vec![found]).await?.pop();
    json(&made.ok_or(Error::NotFound)?)
}

async fn let_in(ask: &Ask, guests: Option<Vec<AccountId>>) -> Answer {
    let guests = guests.ok_or(Error::NotFound)?;
    door::let_in(&ask.app, ask.actor()?, everything(guests), For::Good).await?;
    done()
}

async fn send_away(ask: &Ask, guests: Option<Vec<AccountId>>) -> Answer {
    let guests = everything(guests.ok_or(Error::NotFound)?);
    door::send_away(&ask.app, ask.actor()?, guests).await?;
    done()
}

/// Applications do not say how far they looked.
fn everything(guests: Vec<AccountId>) -> Vec<(AccountId, Seen)> {
    guests.into_iter().map(|who| (who, Seen::ALL)).collect()
}

/// The requests named in the body; nothing where one of them is no id.
fn asked(ask: &Ask) -> Option<Vec<AccountId>> {
    let asked = ask.params.texts("id").into_iter();
    let asked = asked.take(door::PAGE);
    asked.map(AccountId::parse).collect()
}

async fn entities(ask: &Ask, found: Vec<Guest>) -> Result<Vec<Request>> {
    let items: Vec<Item> = found
        .iter()
        .filter_map(|guest| guest.item.clone())
        .collect();
    let mut statuses = list::statuses(ask, &items).await?.into_iter();
    let people: Vec<Card> = found.iter().map(|guest| guest.card.clone()).collect();
    let people = accounts(ask, &people).await?;
    let both = found.iter().zip(people);
    let made = both.map(|(guest, account)| Request {
        id: guest.card.id.to_string(),
        created_at: iso(guest.since),
        updated_at: iso(guest.last_at),
        notifications_count: guest.count.to_string(),
        last_status: {
            let status = guest.item.as_ref().and_then(|_| statuses.next());
            status.map(|status| of_guest(status, &account.id, ask.base()))
        },
        account: account.at_the_door(ask.base()),
    });
    Ok(made.collect())
}
