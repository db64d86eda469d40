//! News for me: notifications, grouped and calm.
//!
//! What may not be seen any more is left out when the page is read, so that a block, a deleted post
//! or a left community takes its traces along at once. What was done to the reader themselves, a
//! removal or the taking out of a post, they are told all the same, without the name of a place
//! that is not theirs to know of any more.

mod around;
pub mod notice;

pub use around::Stands;

use crate::post::answer;
use crate::reading::Item;
use crate::{Actor, App, Result, door};
use around::{Around, Shown, shown_place, shown_post};
use hafan_core::id::{AccountId, NotificationId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_core::policy::Sight;
use hafan_core::time::{DAY_US, Timestamp};
use hafan_store::account::Card;
use hafan_store::marker::{self, NOTIFICATIONS};
use hafan_store::notification::{self, Notification};
use hafan_store::shield::Alarm as Told;
use hafan_store::{Read, sight};
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
    /// The wave of strangers that is told of.
    pub wave: Option<Told>,
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

/// A page of news.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// Newest first.
    pub groups: Vec<Group>,
    /// Where older ones go on.
    pub older: Option<NotificationId>,
    /// The newest on this page, to say that all is seen up to it; nothing if nothing is new.
    pub unseen: Option<NotificationId>,
    /// Somebody waits at the reader's door, and has come up: see [`door::Look`].
    pub is_any_held: bool,
    /// An answer or a quote waits for the reader's yes.
    pub is_any_asked: bool,
}

/// A page of news for the actor's persona.
pub async fn news(app: &App, actor: Actor, before: Option<NotificationId>) -> Result<News> {
    let now = app.now();
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
        page.is_any_held = door::is_anybody_up(read, &sight, (me, now))?;
        page.is_any_asked = answer::is_any_waiting(read, &sight, me)?;
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

impl Group {
    fn new(one: &Notification, shown: Shown<'_>, read_to: i64) -> Self {
        Self {
            kind: one.kind,
            people: shown.person.cloned().into_iter().collect(),
            others: 0,
            item: shown.item.map(|item| Box::new(item.clone())),
            gone: one.post.filter(|_| shown_post(one).is_none()),
            times: 1,
            wave: shown.wave,
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
                | NotificationKind::JoinQuestion
                | NotificationKind::Membership
                | NotificationKind::TakenOut
                | NotificationKind::NotPublished
                | NotificationKind::Alarm
                | NotificationKind::ShieldUp
                | NotificationKind::Digging
                | NotificationKind::OldWordsShielded
                | NotificationKind::ShieldEnded
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
