//! Notifications in groups: the same done to the same post on one day is told once.

use super::{UNREAD, UNREAD_MAX, Unread, WISH, limit, links, span, wish};
use crate::api::account::{accounts, accounts_for};
use crate::api::ask::Ask;
use crate::api::endpoint::{Endpoints, Needs, Verb};
use crate::api::entity::account::Account;
use crate::api::entity::iso;
use crate::api::entity::notification::{Group, Groups, Page, PartialAccount, type_of};
use crate::api::list::{self, Reader};
use crate::api::reply::{Answer, done, json, with_links};
use crate::api::shape::{self, Answers, Param};
use hafan_app::reading::Item;
use hafan_app::reading::news::notice::{self, Notice, key_among};
use hafan_app::store::account::Card;
use hafan_app::{Error, Result};
use hafan_core::id::AccountId;
use hafan_core::notify::{Key, NotificationKind};
use std::collections::HashSet;

/// People that are named in one group.
const SAMPLES_MAX: usize = 8;

/// Which kinds stand in groups.
const GROUPED: &[Param] = &[shape::texts("grouped_types")];
/// How much is told of the people.
const EXPANDED: &[Param] = &[shape::choice(
    "expand_accounts",
    &["full", "partial_avatars"],
)];

pub fn endpoints(all: Endpoints) -> Endpoints {
    use Needs::Scope;
    use Verb::{Get, Post};
    all.add(
        (Get, "/api/v2/notifications"),
        Scope("read:notifications"),
        "What happened to the persona, what is alike as one.",
        show,
    )
    .takes(const { &[WISH, GROUPED, EXPANDED, shape::STRETCH] })
    .answers(Answers::json::<Groups>())
    .add(
        (Get, "/api/v2/notifications/unread_count"),
        Scope("read:notifications"),
        "How many groups came since the persona last read its notifications.",
        unread,
    )
    .takes(const { &[WISH, GROUPED, &[shape::number("limit")]] })
    .answers(Answers::json::<Unread>())
    .add(
        (Get, "/api/v2/notifications/{group_key}"),
        Scope("read:notifications"),
        "One group of notifications.",
        one,
    )
    .takes(const { &[EXPANDED] })
    .answers(Answers::json::<Groups>())
    .add(
        (Get, "/api/v2/notifications/{group_key}/accounts"),
        Scope("read:notifications"),
        "Who is behind a group of notifications.",
        people,
    )
    .answers(Answers::json::<Vec<Account>>())
    .add(
        (Post, "/api/v2/notifications/{group_key}/dismiss"),
        Scope("write:notifications"),
        "Takes a group of notifications away.",
        dismiss,
    )
    .answers(Answers::Done)
}

async fn show(ask: Ask) -> Answer {
    let me = ask.actor()?.persona;
    let grouped = grouped(&ask);
    let wish = (wish(&ask), grouped.clone());
    let found = notice::groups(&ask.app, me, wish, span(&ask), limit(&ask)).await?;
    let links = links(&ask, &found);
    let groups = groups(&ask, found.list, Some(&grouped)).await?;
    Ok(with_links(json(&groups)?, &links))
}

async fn one(ask: Ask) -> Answer {
    let found = notice::alike(&ask.app, ask.actor()?.persona, key(&ask)?).await?;
    let groups = groups(&ask, found, None).await?;
    if groups.notification_groups.is_empty() {
        return Err(Error::NotFound);
    }
    json(&groups)
}

async fn people(ask: Ask) -> Answer {
    let found = notice::alike(&ask.app, ask.actor()?.persona, key(&ask)?).await?;
    let mut seen = HashSet::new();
    let people = found.into_iter().map(|one| one.person);
    let people: Vec<Card> = people.filter(|card| seen.insert(card.id)).collect();
    json(&accounts(&ask, &people).await?)
}

async fn dismiss(ask: Ask) -> Answer {
    notice::dismiss_alike(&ask.app, ask.actor()?, key(&ask)?).await?;
    done()
}

async fn unread(ask: Ask) -> Answer {
    let me = ask.actor()?.persona;
    let found = notice::unread(&ask.app, me, wish(&ask), UNREAD_MAX).await?;
    let grouped = grouped(&ask);
    let keys: HashSet<Key> = found.iter().map(|one| key_among(one, &grouped)).collect();
    let count = keys.len().min(ask.limit(UNREAD, UNREAD_MAX));
    json(&Unread { count })
}

/// The kinds that stand in groups: all that can, unless `grouped_types` names fewer.
fn grouped(ask: &Ask) -> Vec<NotificationKind> {
    let wanted = ask.params.texts("grouped_types");
    let can = NotificationKind::ALL.iter().copied();
    let can = can.filter(|kind| kind.is_grouped());
    let is_wanted = |kind: &NotificationKind| {
        wanted.is_empty() || type_of(*kind).is_some_and(|kind| wanted.contains(&kind))
    };
    can.filter(is_wanted).collect()
}

fn key(ask: &Ask) -> Result<Key> {
    Key::parse(ask.part("group_key")).ok_or(Error::NotFound)
}

/// A group while it is put together.
struct Bunch {
    key: Key,
    kind: &'static str,
    /// The id of the post it is about.
    about: Option<String>,
    all: Vec<Notice>,
}

/// The groups of news that comes the latest first: of a page of a list with its ends, where only
/// these kinds are `grouped`; or of one group alone.
async fn groups(
    ask: &Ask,
    found: Vec<Notice>,
    grouped: Option<&[NotificationKind]>,
) -> Result<Groups> {
    let mut bunches: Vec<Bunch> = Vec::new();
    let mut items: Vec<Item> = Vec::new();
    let held = found.iter().filter(|one| one.is_held);
    let held: HashSet<String> = held.map(|one| one.person.id.to_string()).collect();
    for mut one in found {
        let Some(kind) = type_of(one.kind) else {
            continue;
        };
        let key = grouped.map_or_else(|| one.key(), |grouped| key_among(&one, grouped));
        let item = one.item.take();
        let seen = |item: &Item| items.iter().any(|i| i.post.facts.id == item.post.facts.id);
        match bunches.iter_mut().find(|bunch| bunch.key == key) {
            Some(bunch) => bunch.all.push(one),
            None => {
                let about = item.as_ref().map(|item| item.post.facts.id);
                items.extend(item.filter(|item| !seen(item)));
                bunches.push(Bunch {
                    key,
                    kind,
                    about: about.map(|id| id.to_string()),
                    all: vec![one],
                });
            }
        }
    }
    let is_partial = ask.params.text("expand_accounts") == Some("partial_avatars");
    let mut out = people_of(ask.reader(), &bunches, is_partial).await?;
    out.statuses = list::statuses(ask, &items).await?;
    let base = ask.base();
    for status in &mut out.statuses {
        if held.contains(&status.account.id) {
            *status = status.clone().at_the_door(base);
        }
    }
    for account in &mut out.accounts {
        if held.contains(&account.id) {
            *account = account.clone().at_the_door(base);
        }
    }
    for account in out.partial_accounts.iter_mut().flatten() {
        if held.contains(&account.id) {
            account.at_the_door(base);
        }
    }
    let made = bunches
        .iter()
        .map(|bunch| bunch.entity(grouped.is_some(), ask.shows_counts()));
    out.notification_groups = made.flatten().collect();
    Ok(out)
}

/// The accounts of groups, each once: the latest of each group in full.
async fn people_of(reader: Reader<'_>, bunches: &[Bunch], is_partial: bool) -> Result<Groups> {
    let mut full: Vec<Card> = Vec::new();
    let mut rest: Vec<Card> = Vec::new();
    let mut seen: HashSet<AccountId> = HashSet::new();
    for one in bunches.iter().filter_map(|bunch| bunch.all.first()) {
        if seen.insert(one.person.id) {
            full.push(one.person.clone());
        }
    }
    for card in bunches.iter().flat_map(Bunch::samples) {
        if seen.insert(card.id) {
            rest.push(card.clone());
        }
    }
    let mut out = Groups::default();
    if is_partial {
        let rest = rest
            .iter()
            .map(|card| Account::new(card, reader.base()).opened(card, reader.pass));
        out.partial_accounts = Some(rest.map(PartialAccount::of).collect());
    } else {
        full.extend(rest);
    }
    out.accounts = accounts_for(reader, &full).await?;
    Ok(out)
}

impl Bunch {
    /// Who did it last, each once.
    fn samples(&self) -> Vec<&Card> {
        let mut seen = HashSet::new();
        let people = self.all.iter().map(|one| &one.person);
        let once = people.filter(|card| seen.insert(card.id));
        once.take(SAMPLES_MAX).collect()
    }

    fn entity(&self, in_list: bool, shows_counts: bool) -> Option<Group> {
        let (newest, oldest) = (self.all.first()?, self.all.last()?);
        let samples = self.samples();
        // How many thanked is nobody's measure: as many as are named, unless numbers are wanted.
        let count = if shows_counts {
            self.all.len()
        } else {
            samples.len()
        };
        Some(Group {
            group_key: self.key.to_string(),
            notifications_count: count,
            kind: self.kind,
            most_recent_notification_id: newest.id.to_string(),
            page: in_list.then(|| Page {
                page_min_id: oldest.id.to_string(),
                page_max_id: newest.id.to_string(),
                latest_page_notification_at: iso(newest.at),
            }),
            sample_account_ids: samples.iter().map(|card| card.id.to_string()).collect(),
            status_id: self.about.clone(),
        })
    }
}
