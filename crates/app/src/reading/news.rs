//! News for me: notifications, grouped and calm.
//!
//! What may not be seen any more is left out when the page is read, so that a block, a deleted post
//! or a left community takes its traces along at once. What was done to the reader themselves, a
//! removal or the taking out of a post, they are told all the same, without the name of a place
//! that is not theirs to know of any more.

use crate::reading::{Item, assemble};
use crate::{Actor, App, Result};
use hafan_core::community::Standing;
use hafan_core::id::{AccountId, CommunityId, NotificationId, PostId};
use hafan_core::ledger::Cause;
use hafan_core::notify::NotificationKind;
use hafan_core::policy::{self, Sight};
use hafan_core::reason::Reason;
use hafan_core::time::{DAY_US, Timestamp};
use hafan_store::account::{self, Card};
use hafan_store::marker::{self, NOTIFICATIONS};
use hafan_store::notification::{self, Notification};
use hafan_store::{Read, community, ledger, sight};
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
    /// The post that shows what was done: the answer, the quote, or the reader's own. Of several
    /// answers it is what they answer.
    pub item: Option<Box<Item>>,
    /// A post of the reader's that can't be shown any more: it was taken out.
    pub gone: Option<PostId>,
    /// How many times it happened; people do some things more than once.
    pub times: usize,
    /// How the reader stands to the community since, and why.
    pub stands: Option<Stands>,
    /// The community it is about.
    pub community: Option<Card>,
    /// When it happened last.
    pub at: Timestamp,
    /// It came after the reader last said that all is seen.
    pub is_new: bool,
    newest: NotificationId,
    seen: HashSet<AccountId>,
    /// What it is about: for an answer the post that it answers.
    about: Option<PostId>,
    place: Option<AccountId>,
}

/// How the reader came to stand to a community, as their record has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stands {
    /// From then on.
    pub now: Standing,
    /// Why.
    pub cause: Cause,
    /// Words given with it, or empty.
    pub note: String,
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
        let sight = sight::load(read, Some(me))?.for_news();
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
        if let Some(shown) = around.shown(sight, one) {
            let groups = &mut page.groups;
            let is_full = groups.len() == PAGE;
            match groups.iter_mut().rev().find(|g| g.takes(one, shown.about)) {
                Some(group) => group.add(shown, &around.answered),
                None if is_full => return Ok(true),
                None => groups.push(Group::new(one, shown, read_to)),
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

/// One notification as far as the reader may see it.
struct Shown<'a> {
    person: Option<&'a Card>,
    item: Option<&'a Item>,
    place: Option<&'a Card>,
    stands: Option<&'a Stands>,
    about: Option<PostId>,
}

impl Group {
    fn new(one: &Notification, shown: Shown<'_>, read_to: i64) -> Self {
        Self {
            kind: one.kind,
            people: shown.person.cloned().into_iter().collect(),
            others: 0,
            item: shown.item.map(|item| Box::new(item.clone())),
            gone: one.post.filter(|_| shown_post(one).is_none()),
            times: 1,
            stands: shown.stands.cloned(),
            community: shown.place.cloned(),
            at: one.at,
            is_new: one.id.get() > read_to,
            newest: one.id,
            seen: shown.person.map(|person| person.id).into_iter().collect(),
            about: shown.about,
            place: shown_place(one),
        }
    }

    /// The same happened to the same post; or, where it is about people, on about the same day.
    /// Answers of another day are another piece of news, too.
    fn takes(&self, one: &Notification, about: Option<PostId>) -> bool {
        let is_near = self.at.since(one.at) < DAY_US;
        let stands_alone = matches!(
            one.kind,
            NotificationKind::FollowAsked
                | NotificationKind::FollowAccepted
                | NotificationKind::Membership
                | NotificationKind::TakenOut
                | NotificationKind::NotPublished
                | NotificationKind::ReportTaken
                | NotificationKind::ReportClosed
        );
        let same = self.kind == one.kind && self.about == about && self.place == shown_place(one);
        let is_timeless = about.is_some() && one.kind != NotificationKind::Reply;
        same && !stands_alone && (is_timeless || is_near)
    }

    fn add(&mut self, shown: Shown<'_>, answered: &HashMap<PostId, Item>) {
        self.times += 1;
        // Several answers are one line, which leads to all of them.
        if let Some(answered) = self.about.and_then(|about| answered.get(&about)) {
            self.item = Some(Box::new(answered.clone()));
        }
        let Some(person) = shown.person.filter(|person| self.seen.insert(person.id)) else {
            return;
        };
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
    /// What is answered, by its own id: posts of the reader's.
    answered: HashMap<PostId, Item>,
    people: HashMap<AccountId, Card>,
    places: HashMap<AccountId, Card>,
    stands: HashMap<(AccountId, Timestamp), Stands>,
}

impl Around {
    fn load(read: &mut Read<'_>, sight: &Sight, round: &[Notification]) -> Result<Self> {
        let items = items(read, sight, round.iter().filter_map(shown_post).collect())?;
        let answers = round
            .iter()
            .filter(|one| one.kind == NotificationKind::Reply);
        let answers = answers.filter_map(|one| items.get(&one.post?)?.post.reply_to);
        let answered = items_unless_none(read, sight, answers.collect())?;
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
            items,
            answered,
            people,
            places,
            stands: stands(read, sight, round)?,
        })
    }

    /// Who did it and the post or community it is about, as far as the reader may see both.
    fn shown(&self, sight: &Sight, one: &Notification) -> Option<Shown<'_>> {
        let item = shown_post(one).map(|post| self.items.get(&post));
        let place = shown_place(one).map(|place| (place, self.places.get(&place)));
        let stands = place.and_then(|(place, _)| self.stands.get(&(place, one.at)));
        let stands = stands.filter(|_| one.kind == NotificationKind::Membership);
        let person = self.person(sight, one);
        let is_told = one.kind == NotificationKind::TakenOut
            || stands.is_some_and(|stands| stands.now == Standing::Removed);
        let is_seen = person.is_some() && place.is_none_or(|(_, card)| card.is_some());
        if !is_told && !is_seen {
            return None;
        }
        let item = match item {
            Some(item) => Some(item?),
            None => None,
        };
        let answered = item.filter(|_| one.kind == NotificationKind::Reply);
        let about = answered.and_then(|item| item.post.reply_to);
        Some(Shown {
            person,
            item,
            place: place.and_then(|(_, card)| card),
            stands,
            about: about.or_else(|| shown_post(one)),
        })
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

/// The posts that may be news to the reader, by their ids.
fn items(
    read: &mut Read<'_>,
    sight: &Sight,
    posts: HashSet<PostId>,
) -> Result<HashMap<PostId, Item>> {
    let wanted: Vec<(PostId, Reason)> = posts
        .into_iter()
        .map(|post| (post, Reason::YouOpenedThis))
        .collect();
    let items = assemble(read, sight, &wanted)?.into_iter();
    let items = items.filter(|item| policy::may_arrive(sight, &item.post.facts));
    Ok(items.map(|item| (item.post.facts.id, item)).collect())
}

fn items_unless_none(
    read: &mut Read<'_>,
    sight: &Sight,
    posts: HashSet<PostId>,
) -> Result<HashMap<PostId, Item>> {
    if posts.is_empty() {
        return Ok(HashMap::new());
    }
    items(read, sight, posts)
}

/// What the reader's record says of the changes that this round tells of: both were written in one
/// moment.
fn stands(
    read: &mut Read<'_>,
    sight: &Sight,
    round: &[Notification],
) -> Result<HashMap<(AccountId, Timestamp), Stands>> {
    let of_places = round
        .iter()
        .filter(|one| one.kind == NotificationKind::Membership);
    let times: Vec<Timestamp> = of_places.map(|one| one.at).collect();
    let (Some(first), Some(last)) = (times.iter().min(), times.iter().max()) else {
        return Ok(HashMap::new());
    };
    let Some(me) = sight.viewer else {
        return Ok(HashMap::new());
    };
    let rows = ledger::memberships_between(read, me, (*first, *last))?;
    let stand = |row: ledger::LedgerRow| {
        let stands = Stands {
            now: Standing::parse(&row.new)?,
            cause: Cause::parse(&row.cause)?,
            note: row.note,
        };
        Some(((AccountId::parse(&row.what)?, row.at), stands))
    };
    // The newest comes first, and of one moment the last word is the one that counts.
    Ok(rows.into_iter().rev().filter_map(stand).collect())
}
