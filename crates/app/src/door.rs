//! Who reaches the news of a persona: the answers at the door, and those who wait there.

mod declined;
mod stranger;

pub use declined::{UNDO_US, declined, undecline};
pub(crate) use stranger::{is_any_up, meet};

use crate::identity::profile;
use crate::live::Signal;
use crate::notice::About;
use crate::reading::{Item, arriving};
use crate::relation::refuse_in;
use crate::visit::Place;
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::door::{self, Answer, Caller, Door, Sender};
use hafan_core::id::{AccountId, ConversationId, NotificationId, PostId};
use hafan_core::ledger::{By, Cause};
use hafan_core::notify::NotificationKind;
use hafan_core::place::PlaceField;
use hafan_core::policy::{self, Sight};
use hafan_core::text::{SourceText, mention_candidates};
use hafan_core::time::Timestamp;
use hafan_store::account::{self, Card};
use hafan_store::door::{Held, Waiting};
use hafan_store::{Read, conversation, sight};
use jiff::tz::TimeZone;
use std::collections::HashMap;

pub use hafan_store::door::PAGE;

/// Somebody whose news waits, as far as the one it is for may see them.
#[derive(Clone, Debug)]
pub struct Guest {
    /// Who.
    pub card: Card,
    /// How many pieces of news wait.
    pub count: i64,
    /// The oldest of them.
    pub since: Timestamp,
    /// The newest of them.
    pub last_at: Timestamp,
    /// The newest of them: where a list of those who wait goes on.
    pub newest: NotificationId,
    /// What they did: each kind once.
    pub kinds: Vec<NotificationKind>,
    /// They wrote in a thread of the owner's where it is no news: see [`Held::is_news`].
    pub wrote_beside: bool,
    /// All they wrote among it, the oldest first.
    pub words: Vec<Item>,
    /// The newest of their words; without any, the newest post it is about.
    pub item: Option<Item>,
    /// What is looked at here.
    pub seen: Seen,
}

/// How far somebody who decides about a guest has looked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    /// The newest of what they looked at: what came since goes on waiting.
    pub newest: NotificationId,
    /// When the newest words of it were written: nobody lets in other words than they read.
    pub worded_at: Timestamp,
}

impl Seen {
    /// Everything, as it is now.
    pub const ALL: Self = Self {
        newest: NotificationId::new(i64::MAX),
        worded_at: Timestamp::from_micros(i64::MAX),
    };
}

/// Those who wait, the latest first.
#[derive(Clone, Debug, Default)]
pub struct Guests {
    /// On this page.
    pub list: Vec<Guest>,
    /// Where it goes on.
    pub rest: Option<NotificationId>,
}

/// Who is shown among those who wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Look {
    /// Those who had come when they last came up: see [`batch`].
    Batch,
    /// Everybody: the owner asked to look now.
    Now,
}

/// How somebody is let in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum For {
    /// From now on they are told of, until [`forget`].
    Good,
    /// What waits is told. What they do later is asked at the door again.
    Once,
}

/// When those who wait last came up, on the clock of the place.
pub(crate) fn batch(read: &mut Read<'_>, now: Timestamp) -> Result<Timestamp> {
    let place = Place::load(read)?;
    let zone = TimeZone::get(place.get(PlaceField::TimeZone)).unwrap_or(TimeZone::UTC);
    Ok(door::last_batch(now, &zone))
}

/// What the door of the actor's persona says.
pub async fn own(app: &App, actor: Actor) -> Result<Door> {
    let me = actor.persona;
    app.read(move |read| hafan_store::door::door(read, me)?.ok_or(Error::NotFound))
        .await
}

/// Changes what some callers get; each that differs is an entry of the persona's record. What was
/// told or waits already stays so.
pub async fn set(app: &App, actor: Actor, wish: Vec<(Caller, Answer)>) -> Result<Door> {
    let me = actor.persona;
    app.write(move |turn| {
        policy::may_keep_house(&turn.sight(me)?)?;
        let mut door = hafan_store::door::door(turn.tx, me)?.ok_or(Error::NotFound)?;
        for (who, answer) in &wish {
            let values = (door.get(*who).code(), answer.code());
            let change = profile::field_change(me, who.field(), values);
            turn.record(change, By::Self_, Cause::Choice)?;
            door = door.with(*who, *answer);
        }
        Ok(door)
    })
    .await
}

/// What the door of `who` says to news of this kind from `sender`: asked in this one place, where
/// news is made.
pub(crate) fn answer(
    turn: &mut Turn<'_, '_>,
    who: AccountId,
    (kind, sender): (NotificationKind, AccountId),
    about: &About,
) -> Result<Answer> {
    if who == sender || !(about.is_invitation || door::is_by_callers(kind)) {
        return Ok(Answer::Tell);
    }
    let Some((door, at)) = look(turn, who, sender)? else {
        return Ok(Answer::Tell);
    };
    let is_private = match about.post {
        Some(post) if door.get(Caller::Private) != Answer::Tell => {
            is_unasked(turn.tx, who, (kind, post))?
        }
        _ => false,
    };
    Ok(door::of_caller(&door, &at, is_private, turn.now))
}

/// The door of `who`, and what `sender` is to them.
fn look(
    turn: &mut Turn<'_, '_>,
    who: AccountId,
    sender: AccountId,
) -> Result<Option<(Door, Sender)>> {
    let Some((door, mut at)) = hafan_store::door::at(turn.tx, who, sender)? else {
        return Ok(None);
    };
    if at.is_stranger(turn.now) {
        at.known.is_named_by_the_place = is_named_by_the_place(turn.tx, sender)?;
    }
    Ok(Some((door, at)))
}

/// True for whom the place names openly as those to turn to. Who else looks after it is not told,
/// and so no door may tell it either.
fn is_named_by_the_place(read: &mut Read<'_>, who: AccountId) -> Result<bool> {
    let place = Place::load(read)?;
    let contact = place.get(PlaceField::Contact);
    let Ok(contact) = SourceText::parse(contact, usize::MAX) else {
        return Ok(false);
    };
    let named = mention_candidates(&contact);
    if named.is_empty() {
        return Ok(false);
    }
    let card = account::card(read, who)?;
    Ok(card.is_some_and(|card| {
        named
            .iter()
            .any(|name| card.handle.eq_ignore_ascii_case(name))
    }))
}

/// What waits of somebody whom the owner has made known is told, as far as their door tells of them
/// now, and their words stand in the owner's threads: called by whatever makes somebody known.
pub(crate) fn make_known(turn: &mut Turn<'_, '_>, me: AccountId, who: AccountId) -> Result<()> {
    let mut told = Vec::new();
    let ever = Timestamp::from_micros(i64::MAX);
    for one in hafan_store::door::held_by(turn.tx, me, &[who.get()], ever)? {
        let about = About {
            post: one.post,
            // Of memberships nothing else waits.
            is_invitation: one.kind == NotificationKind::Membership,
            ..About::default()
        };
        if answer(turn, me, (one.kind, who), &about)? == Answer::Tell {
            told.push(one);
        }
    }
    release(turn, me, &told)?;
    stranger::settle(turn, me, who)
}

/// Whose words somebody let in, having read them, is no stranger to them any more.
pub(crate) fn let_in_once_read(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    who: AccountId,
) -> Result<()> {
    let at = hafan_store::door::at(turn.tx, me, who)?;
    if at.is_some_and(|(_, sender)| sender.is_stranger(turn.now)) {
        hafan_store::door::let_in(turn.tx, me, who, turn.now)?;
    }
    make_known(turn, me, who)
}

/// Tells what waited. What waited only because it stands in a thread of the owner's is no news.
fn release(turn: &mut Turn<'_, '_>, me: AccountId, held: &[Held]) -> Result<()> {
    let (news, beside): (Vec<&Held>, Vec<&Held>) = held.iter().partition(|one| one.is_news);
    let [ids, beside] =
        [news, beside].map(|some| some.iter().map(|one| one.id.get()).collect::<Vec<i64>>());
    if !beside.is_empty() {
        hafan_store::door::send_away(turn.tx, me, &beside)?;
    }
    if ids.is_empty() {
        return Ok(());
    }
    for (thread, post) in hafan_store::door::held_threads(turn.tx, &ids)? {
        let id = ConversationId::new(turn.random_id());
        conversation::note(turn.tx, id, me, (thread, post), None)?;
    }
    hafan_store::door::tell(turn.tx, me, &ids)?;
    turn.tell(format!("persona:{me}"), String::new());
    turn.signal(&Signal::Merged(me));
    Ok(())
}

/// True where the page of those who wait shows somebody who has come up.
pub(crate) fn is_anybody_up(
    read: &mut Read<'_>,
    sight: &Sight,
    (me, now): (AccountId, Timestamp),
) -> Result<bool> {
    let until = batch(read, now)?;
    let mut before = NotificationId::new(i64::MAX);
    loop {
        let between = (before, NotificationId::new(0));
        let rows = hafan_store::door::waiting(read, me, between, until)?;
        let ids: Vec<i64> = rows.iter().map(|row| row.who.get()).collect();
        if !seen(read, sight, &ids)?.is_empty() {
            return Ok(true);
        }
        match rows.last() {
            Some(last) if rows.len() > PAGE => before = last.newest,
            _ => return Ok(false),
        }
    }
}

/// Words for named people that neither answer `who` nor stand in a thread that they began.
fn is_unasked(
    read: &mut Read<'_>,
    who: AccountId,
    (kind, post): (NotificationKind, PostId),
) -> Result<bool> {
    let may_be = are_words(kind) && kind != NotificationKind::Reply;
    let Some(row) = hafan_store::post::row(read, post, Some(who))?.filter(|_| may_be) else {
        return Ok(false);
    };
    if row.facts.audience != hafan_core::audience::Audience::Named {
        return Ok(false);
    }
    let root = hafan_store::post::row(read, row.thread, Some(who))?;
    Ok(root.is_none_or(|root| root.facts.author != who))
}

/// True for news of something that the sender wrote.
const fn are_words(kind: NotificationKind) -> bool {
    matches!(
        kind,
        NotificationKind::Reply | NotificationKind::Mention | NotificationKind::Quote
    )
}

/// Those whose news waits for the actor's persona, between these two marks.
pub async fn waiting(
    app: &App,
    actor: Actor,
    between: (NotificationId, NotificationId),
    (look, limit): (Look, usize),
) -> Result<Guests> {
    let (me, now) = (actor.persona, app.now());
    app.read(move |read| {
        let sight = sight::load(read, Some(me))?.for_news();
        let until = match look {
            Look::Batch => batch(read, now)?,
            Look::Now => Timestamp::from_micros(i64::MAX),
        };
        let mut rows = hafan_store::door::waiting(read, me, between, until)?;
        let limit = limit.min(PAGE);
        let is_more = rows.len() > limit;
        rows.truncate(limit);
        let rest = rows.last().map(|row| row.newest).filter(|_| is_more);
        let list = guests(read, &sight, &rows, until)?;
        Ok(Guests { list, rest })
    })
    .await
}

/// True where somebody waits who has come up, and can be read.
pub async fn is_anybody_waiting(app: &App, actor: Actor) -> Result<bool> {
    let (me, now) = (actor.persona, app.now());
    app.read(move |read| {
        let sight = sight::load(read, Some(me))?.for_news();
        is_anybody_up(read, &sight, (me, now))
    })
    .await
}

/// Somebody who waits, and has come up.
///
/// # Errors
/// `NotFound` for everybody else.
pub async fn one(app: &App, actor: Actor, who: AccountId) -> Result<Guest> {
    let (me, now) = (actor.persona, app.now());
    app.read(move |read| {
        let sight = sight::load(read, Some(me))?.for_news();
        let until = batch(read, now)?;
        let row = hafan_store::door::waits(read, (me, who), until)?;
        let found = guests(read, &sight, &[row.ok_or(Error::NotFound)?], until)?.pop();
        found.ok_or(Error::NotFound)
    })
    .await
}

/// Lets these people in: what waited and was seen is told, and stands in the owner's threads; if it
/// is for good so does what they do from now on.
///
/// # Errors
/// `NotFound` if nothing waits of any of them that was seen, or of one with [`Seen::ALL`];
/// `Conflict("door-changed")` where words were changed since. Then nothing is changed. Whoever was
/// seen and took everything back meanwhile is left out.
pub async fn let_in(
    app: &App,
    actor: Actor,
    guests: Vec<(AccountId, Seen)>,
    how: For,
) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        policy::may_keep_house(&turn.sight(me)?)?;
        for (who, seen, held) in &wait_of_all(turn, me, &guests)? {
            let words = held.iter().filter_map(|one| one.worded_at);
            if words.max().is_some_and(|at| at > seen.worded_at) {
                return Err(Error::Conflict("door-changed"));
            }
            match how {
                For::Good => {
                    hafan_store::door::let_in(turn.tx, me, *who, turn.now)?;
                    hafan_store::stranger::forget(turn.tx, me, *who)?;
                }
                For::Once => {
                    let words = held.iter().filter(|one| one.worded_at.is_some());
                    if let Some(newest) = words.filter_map(|one| one.post).max() {
                        hafan_store::stranger::pass(turn.tx, (me, *who), newest)?;
                    }
                }
            }
            release(turn, me, held)?;
        }
        Ok(())
    })
    .await
}

/// Takes away what waits of these people and was seen, whatever words it has by now, until
/// [`undecline`]. They are not told, the door answers them as before, and what they wrote in
/// threads of the owner's stays left out there. The pictures they showed are covered for the owner
/// wherever they come again.
///
/// # Errors
/// `NotFound` as [`let_in`].
pub async fn send_away(app: &App, actor: Actor, guests: Vec<(AccountId, Seen)>) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        policy::may_keep_house(&turn.sight(me)?)?;
        for (who, _, held) in &wait_of_all(turn, me, &guests)? {
            let ids: Vec<i64> = held.iter().map(|one| one.id.get()).collect();
            let news: Vec<NotificationId> = held.iter().map(|one| one.id).collect();
            crate::look::refuse_news(turn, me, &news)?;
            hafan_store::declined::keep(turn.tx, me, &ids, turn.now)?;
            hafan_store::door::send_away(turn.tx, me, &ids)?;
            // A no to who wishes to follow: the wish does not go on waiting elsewhere.
            if held
                .iter()
                .any(|one| one.kind == NotificationKind::FollowAsked)
            {
                refuse_in(turn, me, *who)?;
            }
        }
        Ok(())
    })
    .await
}

/// Whom the actor's persona let in, the latest first, as far as they may see them.
pub async fn known(app: &App, actor: Actor) -> Result<Vec<Card>> {
    let me = actor.persona;
    app.read(move |read| {
        let sight = sight::load(read, Some(me))?.for_news();
        let rows = hafan_store::door::let_in_by(read, me)?;
        let ids: Vec<i64> = rows.iter().map(|(id, _)| id.get()).collect();
        let mut cards = seen(read, &sight, &ids)?;
        Ok(rows.iter().filter_map(|(id, _)| cards.remove(id)).collect())
    })
    .await
}

/// From now on somebody who was let in is asked at the door again.
pub async fn forget(app: &App, actor: Actor, who: AccountId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        policy::may_keep_house(&turn.sight(me)?)?;
        Ok(hafan_store::door::forget(turn.tx, me, who)?)
    })
    .await
}

/// What waits of somebody, as far as it was seen.
fn waits_of(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    (who, seen): (AccountId, Seen),
) -> Result<Vec<Held>> {
    let ever = Timestamp::from_micros(i64::MAX);
    let mut held = hafan_store::door::held_by(turn.tx, me, &[who.get()], ever)?;
    held.retain(|one| one.id <= seen.newest);
    Ok(held)
}

/// What waits of these people and was seen. Whoever was seen and took it all back meanwhile is left
/// out: nobody spoils a yes, or a no, to many.
///
/// # Errors
/// `NotFound` where somebody is named and nothing waits of any of them, or of one who is named
/// without having been seen.
fn wait_of_all(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    guests: &[(AccountId, Seen)],
) -> Result<Vec<(AccountId, Seen, Vec<Held>)>> {
    let mut all = Vec::new();
    for (who, seen) in guests {
        let held = waits_of(turn, me, (*who, *seen))?;
        if !held.is_empty() {
            all.push((*who, *seen, held));
        } else if *seen == Seen::ALL {
            return Err(Error::NotFound);
        }
    }
    match all.is_empty() && !guests.is_empty() {
        true => Err(Error::NotFound),
        false => Ok(all),
    }
}

/// Those who wait, without whom the reader muted, or may not see (any more).
fn guests(
    read: &mut Read<'_>,
    sight: &Sight,
    rows: &[Waiting],
    until: Timestamp,
) -> Result<Vec<Guest>> {
    let ids: Vec<i64> = rows.iter().map(|row| row.who.get()).collect();
    let mut cards = seen(read, sight, &ids)?;
    let me = sight.viewer.unwrap_or(AccountId::new(0));
    let held = match ids.is_empty() {
        true => Vec::new(),
        false => hafan_store::door::held_by(read, me, &ids, until)?,
    };
    let posts = held.iter().filter(|one| are_words(one.kind));
    let posts = posts.filter_map(|one| one.post);
    let beside = rows.iter().filter_map(|row| row.post);
    let items = arriving(read, sight, posts.chain(beside))?;
    let guests = rows.iter().filter_map(|row| {
        let of: Vec<&Held> = held.iter().filter(|one| one.who == row.who).collect();
        let posts = of.iter().filter(|one| are_words(one.kind));
        let words = posts.filter_map(|one| items.get(&one.post?).cloned());
        let words: Vec<Item> = words.collect();
        let about = row.post.and_then(|post| items.get(&post));
        let worded_at = of.iter().filter_map(|one| one.worded_at).max();
        Some(Guest {
            card: cards.remove(&row.who)?,
            count: row.count,
            since: row.since,
            last_at: row.last_at,
            newest: row.newest,
            kinds: kinds(&of),
            wrote_beside: of.iter().any(|one| !one.is_news),
            item: words.last().or(about).cloned(),
            words,
            seen: Seen {
                newest: row.newest,
                worded_at: worded_at.unwrap_or(Timestamp::from_micros(0)),
            },
        })
    });
    Ok(guests.collect())
}

/// What was done, each kind once, in the order of the kinds.
fn kinds(held: &[&Held]) -> Vec<NotificationKind> {
    let all = NotificationKind::ALL.iter().copied();
    let news = |kind: NotificationKind| held.iter().any(|one| one.is_news && one.kind == kind);
    all.filter(|kind| news(*kind)).collect()
}

fn seen(read: &mut Read<'_>, sight: &Sight, ids: &[i64]) -> Result<HashMap<AccountId, Card>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let cards = account::cards(read, ids)?.into_iter().filter(|card| {
        !sight.muted.contains(&card.id) && policy::may_see_account(sight, card.id, card.state)
    });
    Ok(cards.map(|card| (card.id, card)).collect())
}
