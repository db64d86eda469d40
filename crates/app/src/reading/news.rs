//! News for me: notifications, grouped and calm.
//!
//! What may not be seen any more is left out when the page is read, so that a block, a deleted post
//! or a left community takes its traces along at once.

use crate::reading::{Item, assemble};
use crate::{Actor, App, Result};
use hafan_core::id::{AccountId, CommunityId, NotificationId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_core::policy::{self, Sight};
use hafan_core::reason::Reason;
use hafan_core::time::{DAY_US, Timestamp};
use hafan_store::account::{self, Card};
use hafan_store::marker::{self, NOTIFICATIONS};
use hafan_store::notification::{self, Notification};
use hafan_store::{Read, community, sight};
use std::collections::{HashMap, HashSet};

/// Groups on one page.
const PAGE: usize = 30;
/// Notifications the store gives at once.
const ROUND: usize = 80;
/// Looks at the store for one page.
const ROUNDS_MAX: usize = 4;
/// People named in one group; the rest are "others".
pub const PEOPLE_MAX: usize = 3;

/// Things of the same kind about the same post (or of the same day), as one.
#[derive(Clone, Debug)]
pub struct Group {
    /// What happened.
    pub kind: NotificationKind,
    /// Who did it, the latest first, at most [`PEOPLE_MAX`].
    pub people: Vec<Card>,
    /// How many more did it.
    pub others: usize,
    /// The post that shows what was done: the answer, the quote, or the reader's own.
    pub item: Option<Box<Item>>,
    /// The community it is about.
    pub community: Option<Card>,
    /// When it happened last.
    pub at: Timestamp,
    /// It came after the reader last said that all is seen.
    pub is_new: bool,
    newest: NotificationId,
    seen: HashSet<AccountId>,
}

/// A page of news.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// Newest first.
    pub groups: Vec<Group>,
    /// Where older ones go on.
    pub older: Option<NotificationId>,
    /// The newest on this page, to say that all is seen up to it; nothing if nothing is new.
    pub unseen: Option<NotificationId>,
}

/// A page of news for the actor's persona.
pub async fn news(app: &App, actor: Actor, before: Option<NotificationId>) -> Result<News> {
    let before = before.unwrap_or(NotificationId::new(i64::MAX));
    app.read(move |read| {
        let me = actor.persona;
        let sight = sight::load(read, Some(me))?;
        let read_to = marker::get(read, me, NOTIFICATIONS)?;
        let mut page = News::default();
        let mut cursor = before;
        for _ in 0..ROUNDS_MAX {
            let round = notification::page(read, me, cursor)?;
            let is_full = gather(read, &sight, &round, read_to, &mut page)?;
            if is_full {
                break;
            }
            if round.len() < ROUND {
                page.older = None;
                break;
            }
            cursor = page.older.unwrap_or(cursor);
        }
        let newest = page.groups.iter().map(|group| group.newest).max();
        page.unseen = newest.filter(|id| id.get() > read_to);
        Ok(page)
    })
    .await
}

/// Notes that the actor has seen everything up to `seen`.
pub async fn see(app: &App, actor: Actor, seen: NotificationId) -> Result<()> {
    app.write(move |turn| {
        let newest = notification::newest(turn.tx, actor.persona)?;
        // A number from a form does not mark what has not come yet.
        let seen = newest.map_or(0, |newest| newest.get().min(seen.get()));
        let now = turn.now;
        Ok(marker::set(
            turn.tx,
            actor.persona,
            NOTIFICATIONS,
            seen,
            now,
        )?)
    })
    .await
}

/// Puts a round into groups, up to the one that would be too many, and notes how far it came: older
/// pages go on from there and leave nothing out, however far back a group of this page reaches.
/// True if the page is full.
fn gather(
    read: &mut Read<'_>,
    sight: &Sight,
    round: &[Notification],
    read_to: i64,
    page: &mut News,
) -> Result<bool> {
    let around = Around::load(read, sight, round)?;
    for one in round {
        if let Some((person, item, place)) = around.shown(sight, one) {
            let groups = &mut page.groups;
            let is_full = groups.len() == PAGE;
            match groups.iter_mut().rev().find(|group| group.takes(one)) {
                Some(group) => group.add(person),
                None if is_full => return Ok(true),
                None => groups.push(Group {
                    kind: one.kind,
                    people: vec![person.clone()],
                    others: 0,
                    item: item.map(|item| Box::new(item.clone())),
                    community: place.cloned(),
                    at: one.at,
                    is_new: one.id.get() > read_to,
                    newest: one.id,
                    seen: HashSet::from([person.id]),
                }),
            }
        }
        page.older = Some(one.id);
    }
    Ok(false)
}

/// The post to show with it. One that was taken out of its community can't be shown any more.
fn shown_post(one: &Notification) -> Option<PostId> {
    one.post.filter(|_| one.kind != NotificationKind::TakenOut)
}

/// The community it is about, where there is no post to show.
fn shown_place(one: &Notification) -> Option<AccountId> {
    let community = one.community.filter(|_| shown_post(one).is_none());
    community.map(CommunityId::account)
}

impl Group {
    /// The same happened to the same post; or, where it is about people, on about the same day.
    fn takes(&self, one: &Notification) -> bool {
        let post = self.item.as_ref().map(|item| item.post.facts.id);
        let place = self.community.as_ref().map(|card| card.id);
        let is_near = self.at.since(one.at) < DAY_US;
        let stands_alone = matches!(
            one.kind,
            NotificationKind::FollowAsked
                | NotificationKind::FollowAccepted
                | NotificationKind::Membership
                | NotificationKind::TakenOut
        );
        let same = self.kind == one.kind && post == shown_post(one) && place == shown_place(one);
        same && !stands_alone && (post.is_some() || is_near)
    }

    fn add(&mut self, person: &Card) {
        if !self.seen.insert(person.id) {
            return;
        }
        if self.people.len() < PEOPLE_MAX {
            self.people.push(person.clone());
        } else {
            self.others += 1;
        }
    }
}

/// What stands around a round of notifications, as far as the reader may see it.
struct Around {
    items: HashMap<PostId, Item>,
    people: HashMap<AccountId, Card>,
    places: HashMap<AccountId, Card>,
}

impl Around {
    fn load(read: &mut Read<'_>, sight: &Sight, round: &[Notification]) -> Result<Self> {
        let posts: HashSet<PostId> = round.iter().filter_map(shown_post).collect();
        let wanted: Vec<(PostId, Reason)> = posts
            .into_iter()
            .map(|post| (post, Reason::YouOpenedThis))
            .collect();
        let items = assemble(read, sight, &wanted)?;
        let mut ids: HashSet<i64> = round.iter().map(|one| one.actor.get()).collect();
        let mut places: Vec<i64> = round
            .iter()
            .filter_map(shown_place)
            .map(AccountId::get)
            .collect();
        places.sort_unstable();
        places.dedup();
        let known: HashSet<i64> = community::summaries(read, &places)?
            .into_iter()
            .filter(|place| policy::may_know_of(sight, &place.facts))
            .map(|place| place.facts.id.get())
            .collect();
        ids.extend(&known);
        let ids: Vec<i64> = ids.into_iter().collect();
        let (places, people) = account::cards(read, &ids)?
            .into_iter()
            .map(|card| (card.id, card))
            .partition(|(id, _)| known.contains(&id.get()));
        Ok(Self {
            items: items
                .into_iter()
                .map(|item| (item.post.facts.id, item))
                .collect(),
            people,
            places,
        })
    }

    /// Who did it and the post or community it is about, as far as the reader may see both.
    fn shown(
        &self,
        sight: &Sight,
        one: &Notification,
    ) -> Option<(&Card, Option<&Item>, Option<&Card>)> {
        let person = self.person(sight, one)?;
        match (shown_post(one), shown_place(one)) {
            (Some(post), _) => Some((person, Some(self.items.get(&post)?), None)),
            (None, Some(place)) => Some((person, None, Some(self.places.get(&place)?))),
            (None, None) => Some((person, None, None)),
        }
    }

    /// Who did it, if the reader wants to hear of them. A community may be the one that did it.
    fn person(&self, sight: &Sight, one: &Notification) -> Option<&Card> {
        let card = self
            .people
            .get(&one.actor)
            .or_else(|| self.places.get(&one.actor))?;
        let is_wanted =
            !sight.muted.contains(&card.id) && policy::may_see_account(sight, card.id, card.state);
        is_wanted.then_some(card)
    }
}
