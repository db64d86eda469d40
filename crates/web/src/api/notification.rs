//! Notifications: what happened to the persona, one by one. Groups of them are in [`group`].

mod door;
mod group;
mod news;

use super::account::accounts_for;
use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::entity::iso;
use super::entity::notification::{Notification, type_of};
use super::entity::status::Status;
use super::list::{self, Reader};
use super::reply::{Answer, done, json, with_links};
use super::shape::{self, Answers, Param};
use hafan_app::reading::Item;
use hafan_app::reading::news::notice::{self, Notice, Span, Wish};
use hafan_app::store::account::Card;
use hafan_app::{Error, Result};
use hafan_core::id::{AccountId, NotificationId};
use hafan_core::notify::{Key, NotificationKind};
use schemars::JsonSchema;
use serde::Serialize;

/// Unread notifications that are counted at most: more tells nobody more.
const UNREAD_MAX: usize = 400;
/// Unread notifications that are counted unless another number is asked for.
const UNREAD: usize = 100;

/// What says which notifications are wanted.
const WISH: &[Param] = &[
    shape::texts("types"),
    shape::texts("exclude_types"),
    shape::text("account_id"),
    shape::flag("include_filtered"),
];

/// How much is unread.
#[derive(JsonSchema, Serialize)]
#[schemars(rename = "UnreadCount")]
struct Unread {
    count: usize,
}

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Get, Post};
    let all = all
        .add(
            (Get, "/api/v1/notifications"),
            Scope("read:notifications"),
            "What happened to the persona, the latest first.",
            show,
        )
        .takes(const { &[WISH, shape::STRETCH] })
        .answers(Answers::json::<Vec<Notification>>())
        .add(
            (Get, "/api/v1/notifications/unread_count"),
            Scope("read:notifications"),
            "How much came since the persona last read its notifications.",
            unread,
        )
        .takes(const { &[WISH, &[shape::number("limit")]] })
        .answers(Answers::json::<Unread>())
        .add(
            (Post, "/api/v1/notifications/clear"),
            Scope("write:notifications"),
            "Takes all notifications away.",
            clear,
        )
        .answers(Answers::Done)
        .add(
            (Get, "/api/v1/notifications/{id}"),
            Scope("read:notifications"),
            "One notification.",
            one,
        )
        .answers(Answers::json::<Notification>())
        .add(
            (Post, "/api/v1/notifications/{id}/dismiss"),
            Scope("write:notifications"),
            "Takes one notification away.",
            dismiss,
        )
        .answers(Answers::Done);
    news::endpoints(door::endpoints(group::endpoints(all)))
}

/// The entity of a notification for the persona that reads, as far as they may see it now; nothing
/// for what is not there (any more), and for news that the API of Mastodon has no type for.
///
/// # Errors
/// Of the database only.
pub async fn entity(reader: Reader<'_>, id: NotificationId) -> Result<Option<Notification>> {
    let Some(me) = reader.viewer else {
        return Ok(None);
    };
    match notice::one(reader.app, me, id).await {
        Ok(found) => Ok(entities(reader, vec![found]).await?.pop()),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn show(ask: Ask) -> Answer {
    let me = ask.actor()?.persona;
    let found = notice::list(&ask.app, me, wish(&ask), span(&ask), limit(&ask)).await?;
    let links = links(&ask, &found);
    let entities = entities(ask.reader(), found.list).await?;
    Ok(with_links(json(&entities)?, &links))
}

async fn one(ask: Ask) -> Answer {
    let found = entity(ask.reader(), id(&ask)?).await?;
    json(&found.ok_or(Error::NotFound)?)
}

async fn dismiss(ask: Ask) -> Answer {
    notice::dismiss(&ask.app, ask.actor()?, id(&ask)?).await?;
    done()
}

/// What has no type here was never shown here: it stays on the page.
async fn clear(ask: Ask) -> Answer {
    let typed = NotificationKind::ALL.iter().copied();
    let typed = typed.filter(|kind| type_of(*kind).is_some());
    notice::clear(&ask.app, ask.actor()?, typed.collect()).await?;
    done()
}

async fn unread(ask: Ask) -> Answer {
    let me = ask.actor()?.persona;
    let limit = ask.limit(UNREAD, UNREAD_MAX);
    let found = notice::unread(&ask.app, me, wish(&ask), limit).await?;
    let count = found.len();
    json(&Unread { count })
}

/// Which notifications are asked for: `types`, `exclude_types`, `account_id`.
fn wish(ask: &Ask) -> Wish {
    let (wanted, excluded) = (ask.params.texts("types"), ask.params.texts("exclude_types"));
    let is_wanted = |kind: &NotificationKind| {
        let kind = type_of(*kind);
        kind.is_some_and(|kind| {
            (wanted.is_empty() || wanted.contains(&kind)) && !excluded.contains(&kind)
        })
    };
    let kinds = NotificationKind::ALL.iter().copied().filter(is_wanted);
    Wish {
        kinds: kinds.collect(),
        // Of what is no account, nobody did anything.
        of: ask
            .params
            .text("account_id")
            .map(|id| AccountId::parse(id).unwrap_or(AccountId::new(0))),
        with_held: ask.params.flag("include_filtered") == Some(true),
    }
}

/// The stretch that is asked for: `max_id`, `since_id`, `min_id`.
fn span(ask: &Ask) -> Span {
    let cursor = |name| ask.cursor(name).map(NotificationId::new);
    let lowest = cursor("min_id");
    let after = lowest.max(cursor("since_id"));
    Span {
        before: cursor("max_id").unwrap_or(NotificationId::new(i64::MAX)),
        after: after.unwrap_or(NotificationId::new(0)),
        is_upward: lowest.is_some(),
    }
}

fn limit(ask: &Ask) -> usize {
    ask.limit(40, 80)
}

/// Links to what stands before and after: also where nothing of what was looked at may be seen any
/// more, and more is to be looked at.
fn links(ask: &Ask, found: &notice::Notices) -> Vec<(&'static str, String)> {
    let (up, down) = match span(ask).is_upward {
        true => (found.rest, None),
        false => (None, found.rest),
    };
    let older = down.or(found.list.last().map(|one| one.id));
    let newer = up.or(found.list.first().map(|one| one.id));
    let older = older.map(|id| ("next", list::link(ask, "max_id", &id.to_string())));
    let newer = newer.map(|id| ("prev", list::link(ask, "min_id", &id.to_string())));
    older.into_iter().chain(newer).collect()
}

/// The entities of news, in its order; of what has no type, none.
async fn entities(reader: Reader<'_>, found: Vec<Notice>) -> Result<Vec<Notification>> {
    let typed = found.into_iter();
    let mut typed: Vec<_> = typed
        .filter_map(|one| Some((type_of(one.kind)?, one)))
        .collect();
    let keys: Vec<Key> = typed.iter().map(|(_, one)| one.key()).collect();
    let people: Vec<Card> = typed.iter().map(|(_, one)| one.person.clone()).collect();
    let mut items: Vec<Item> = Vec::new();
    let mut places: Vec<Option<usize>> = Vec::new();
    for (_, one) in &mut typed {
        places.push(one.item.as_ref().map(|_| items.len()));
        items.extend(one.item.take());
    }
    let statuses = list::statuses_for(reader, &items).await?;
    let mut statuses: Vec<_> = statuses.into_iter().map(Some).collect();
    let accounts = accounts_for(reader, &people).await?;
    let parts = typed.into_iter().zip(keys).zip(accounts).zip(places);
    let made = parts.map(|((((kind, one), key), account), place)| Notification {
        id: one.id.to_string(),
        kind,
        group_key: key.to_string(),
        created_at: iso(one.at),
        status: {
            let status = place.and_then(|place| statuses.get_mut(place)?.take());
            match one.is_held {
                true => status.map(|status| of_guest(status, &account.id, reader.base())),
                false => status,
            }
        },
        account: match one.is_held {
            true => account.at_the_door(reader.base()),
            false => account,
        },
        filtered: one.is_held,
    });
    Ok(made.collect())
}

/// A post that news of somebody at the door is about: words alone, where it is theirs.
fn of_guest(status: Status, guest: &str, base: &str) -> Status {
    match status.account.id == guest {
        true => status.at_the_door(base),
        false => status,
    }
}

fn id(ask: &Ask) -> Result<NotificationId> {
    NotificationId::parse(ask.part("id")).ok_or(Error::NotFound)
}
