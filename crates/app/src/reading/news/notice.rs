//! News one by one, as applications list it: the same rules as on the page.

use super::around::Around;
use crate::reading::Item;
use crate::{Actor, App, Error, Result};
use hafan_core::id::{AccountId, NotificationId};
use hafan_core::notify::{Key, NotificationKind};
use hafan_core::policy::Sight;
use hafan_core::time::Timestamp;
use hafan_store::account::Card;
use hafan_store::marker::{self, NOTIFICATIONS};
use hafan_store::notification::{self, Look, Notification, ROUND};
use hafan_store::{Read, sight};
use std::collections::HashSet;

/// Looks at the store for one page: somebody who may not see much any more gets a shorter page, and
/// goes on from there.
const ROUNDS_MAX: usize = 5;
/// Notifications that are looked at together at least.
const PIECE_MIN: usize = 21;

/// One piece of news.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Which.
    pub id: NotificationId,
    /// What happened.
    pub kind: NotificationKind,
    /// Who did it.
    pub person: Card,
    /// The post it is about, or that was written.
    pub item: Option<Item>,
    /// When.
    pub at: Timestamp,
    /// It waits at the door.
    pub is_held: bool,
}

impl Notice {
    /// What it is put together with.
    pub fn key(&self) -> Key {
        let post = self.item.as_ref().map(|item| item.post.facts.id);
        Key::of(self.kind, post, self.id, self.at)
    }
}

/// Which news is wanted.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Of these kinds.
    pub kinds: Vec<NotificationKind>,
    /// What this account did.
    pub of: Option<AccountId>,
    /// With what waits at the door.
    pub with_held: bool,
}

/// Which stretch of the news is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Span {
    /// Only what is older than this.
    pub before: NotificationId,
    /// Only what is newer than this.
    pub after: NotificationId,
    /// From the lower end: what stands next above `after`, and not what is newest.
    pub is_upward: bool,
}

/// A stretch of the news, newest first.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    /// What may be seen of it.
    pub list: Vec<Notice>,
    /// How far the look at the list came, where there is more.
    pub rest: Option<NotificationId>,
}

/// At most `limit` pieces of news.
pub async fn list(
    app: &App,
    me: AccountId,
    wish: Wish,
    span: Span,
    limit: usize,
) -> Result<Notices> {
    app.read(move |read| {
        let is_full = move |list: &[Notice], _: &Notice| list.len() >= limit;
        walk(read, me, &wish, span, is_full)
    })
    .await
}

/// The news of at most `limit` groups: of the kinds in `grouped`, what is alike stands as one.
pub async fn groups(
    app: &App,
    me: AccountId,
    (wish, grouped): (Wish, Vec<NotificationKind>),
    span: Span,
    limit: usize,
) -> Result<Notices> {
    app.read(move |read| {
        let mut keys = HashSet::new();
        let is_full = |_: &[Notice], next: &Notice| {
            let key = key_among(next, &grouped);
            let is_over = keys.len() >= limit && !keys.contains(&key);
            if !is_over {
                keys.insert(key);
            }
            is_over
        };
        walk(read, me, &wish, span, is_full)
    })
    .await
}

/// What a piece of news is put together with, where only these kinds are grouped.
pub fn key_among(notice: &Notice, grouped: &[NotificationKind]) -> Key {
    if grouped.contains(&notice.kind) {
        notice.key()
    } else {
        Key::Alone(notice.id)
    }
}

/// One piece of news that may be seen.
///
/// # Errors
/// `NotFound` for what is not there, is somebody else's, or may not be seen (any more).
pub async fn one(app: &App, me: AccountId, id: NotificationId) -> Result<Notice> {
    app.read(move |read| {
        let found = notification::find(read, me, id)?.ok_or(Error::NotFound)?;
        let sight = sight::load(read, Some(me))?.for_news();
        let around = Around::load(read, &sight, std::slice::from_ref(&found))?;
        notice(&around, &sight, &found).ok_or(Error::NotFound)
    })
    .await
}

/// Everything with this key that may be seen, the latest first; at most [`ROUND`] of them.
///
/// # Errors
/// As [`one`].
pub async fn alike(app: &App, me: AccountId, key: Key) -> Result<Vec<Notice>> {
    if let Key::Alone(id) = key {
        return Ok(vec![one(app, me, id).await?]);
    }
    app.read(move |read| {
        let found = notification::alike(read, me, &key)?;
        let sight = sight::load(read, Some(me))?.for_news();
        let around = Around::load(read, &sight, &found)?;
        let shown = found.iter().filter_map(|one| notice(&around, &sight, one));
        let shown: Vec<Notice> = shown.collect();
        if shown.is_empty() {
            return Err(Error::NotFound);
        }
        Ok(shown)
    })
    .await
}

/// What came since the reader last said that all is seen, at most `limit` of it.
pub async fn unread(app: &App, me: AccountId, wish: Wish, limit: usize) -> Result<Vec<Notice>> {
    let found = app.read(move |read| {
        let span = Span {
            before: NotificationId::new(i64::MAX),
            after: NotificationId::new(marker::get(read, me, NOTIFICATIONS)?),
            is_upward: false,
        };
        let is_full = move |list: &[Notice], _: &Notice| list.len() >= limit;
        walk(read, me, &wish, span, is_full)
    });
    Ok(found.await?.list)
}

/// Takes one piece of news away. What is not there is away already.
pub async fn dismiss(app: &App, actor: Actor, id: NotificationId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| Ok(notification::dismiss(turn.tx, me, &[id])?))
        .await
}

/// Takes everything with this key away.
pub async fn dismiss_alike(app: &App, actor: Actor, key: Key) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        if let Key::Alone(id) = key {
            return Ok(notification::dismiss(turn.tx, me, &[id])?);
        }
        loop {
            let found = notification::alike(turn.tx, me, &key)?;
            let ids: Vec<NotificationId> = found.iter().map(|one| one.id).collect();
            notification::dismiss(turn.tx, me, &ids)?;
            if ids.len() < ROUND {
                return Ok(());
            }
        }
    })
    .await
}

/// Takes all news of these kinds away.
pub async fn clear(app: &App, actor: Actor, kinds: Vec<NotificationKind>) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| Ok(notification::clear(turn.tx, me, &kinds)?))
        .await
}

/// Walks through a stretch and collects what may be seen, until the next piece would be too much.
fn walk(
    read: &mut Read<'_>,
    me: AccountId,
    wish: &Wish,
    span: Span,
    mut is_full: impl FnMut(&[Notice], &Notice) -> bool,
) -> Result<Notices> {
    let sight = sight::load(read, Some(me))?.for_news();
    let kinds: Vec<String> = wish.kinds.iter().map(|k| k.code().to_owned()).collect();
    let mut look = Look {
        before: span.before,
        after: span.after,
        is_upward: span.is_upward,
        kinds: &kinds,
        of: wish.of,
        with_held: wish.with_held,
    };
    let mut found = Notices::default();
    'rounds: for _ in 0..ROUNDS_MAX {
        let round = notification::look(read, me, &look)?;
        for piece in round.chunks(PIECE_MIN) {
            let around = Around::load(read, &sight, piece)?;
            for one in piece {
                let shown = notice(&around, &sight, one);
                match shown.filter(|shown| wish.with_held || !shown.is_held) {
                    Some(next) if is_full(&found.list, &next) => break 'rounds,
                    shown => found.list.extend(shown),
                }
                found.rest = Some(one.id);
            }
        }
        if round.len() < ROUND {
            found.rest = None;
            break;
        }
        match (found.rest, span.is_upward) {
            (Some(rest), true) => look.after = rest,
            (Some(rest), false) => look.before = rest,
            (None, _) => break,
        }
    }
    if span.is_upward {
        found.list.reverse();
    }
    Ok(found)
}

/// What may be seen of one. News that nobody is behind is told on the page alone.
fn notice(around: &Around, sight: &Sight, one: &Notification) -> Option<Notice> {
    let shown = around.shown(sight, one)?;
    let item = shown.item.cloned();
    Some(Notice {
        id: one.id,
        kind: one.kind,
        person: shown.person?.clone(),
        item,
        at: one.at,
        is_held: one.is_held,
    })
}
