//! What pictures look like: kept when they come in, and remembered of what somebody refused, so
//! that it is known again however it was made anew.
//!
//! What a picture looks like is compared and never told: nobody learns from any answer, or from
//! how long it takes, that two people have the same photo.

use crate::identity::profile;
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::account::ProfileField;
use hafan_core::community::CommunityField;
use hafan_core::id::{AccountId, CommunityId, MediaId, NotificationId, PostId};
use hafan_core::ledger::{By, Cause, Change};
pub use hafan_core::look::How;
use hafan_core::look::index::Index;
use hafan_core::look::{Bits, Look, Seen};
use hafan_core::policy::{self, Sight};
use hafan_media::Pdq;
use hafan_store::look::{self, Hung};
use hafan_store::media::Media;
use hafan_store::{Read, look_list, media, tie, upkeep};
use std::sync::{Arc, Mutex, PoisonError};

/// How many pictures from before looks were kept are looked at in an hour: a few seconds of work.
const LOOKED_AT_AN_HOUR_MAX: usize = 1_000;

/// Keeps what a new picture looks like, if it is one for a post: no other is compared.
pub(crate) fn keep(turn: &mut Turn<'_, '_>, picture: &Media, pdq: Pdq) -> Result<()> {
    if picture.purpose == crate::media::Purpose::Post.code() {
        look::keep(turn.tx, picture.id, &seen(&pdq), pdq.quality)?;
    }
    Ok(())
}

/// The picture as the rules compare it.
pub fn seen(pdq: &Pdq) -> Seen {
    Seen {
        turned: pdq.turned.map(Bits::from_bytes),
        inner: Bits::from_bytes(pdq.inner),
    }
}

/// Remembers for a persona that it refused the pictures of these posts.
pub(crate) fn refuse_posts(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    posts: &[PostId],
    how: How,
) -> Result<()> {
    let posts: Vec<i64> = posts.iter().map(|id| id.get()).collect();
    let hung = match posts.is_empty() {
        true => Vec::new(),
        false => look::of_posts(turn.tx, &posts)?,
    };
    refuse(turn, me, &hung, how)
}

/// Remembers for a persona that it refused the pictures that came with these pieces of news.
pub(crate) fn refuse_news(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    news: &[NotificationId],
) -> Result<()> {
    let hung = look::in_news(turn.tx, me, news)?;
    refuse(turn, me, &hung, How::Decline)
}

/// Remembers for a persona that it refused what somebody sent it, where nothing tied the two: what
/// friends sent before a quarrel others may have sent too.
pub(crate) fn refuse_sender(turn: &mut Turn<'_, '_>, sight: &Sight, who: AccountId) -> Result<()> {
    let Some(me) = sight.viewer else {
        return Ok(());
    };
    if sight.following.contains(&who) || !tie::met(turn.tx, me, &[who.get()])?.is_empty() {
        return Ok(());
    }
    let hung = look::sent(turn.tx, me, who)?;
    refuse(turn, me, &hung, How::Block)
}

fn refuse(turn: &mut Turn<'_, '_>, me: AccountId, hung: &[Hung], how: How) -> Result<()> {
    if hung.is_empty() {
        return Ok(());
    }
    let old = look::refused_count(turn.tx, me)?;
    look::refuse(turn.tx, me, (hung, how), turn.now)?;
    record_refused(turn, me, old, Cause::Choice)
}

/// Forgets what a persona refused of somebody in this way, where it takes that back.
pub(crate) fn accept(
    turn: &mut Turn<'_, '_>,
    me: AccountId,
    from: AccountId,
    how: How,
) -> Result<()> {
    let old = look::refused_count(turn.tx, me)?;
    look::accept(turn.tx, me, from, how)?;
    record_refused(turn, me, old, Cause::Undo)
}

/// Forgets every picture that the actor refused: from now on they are covered or shown as others.
pub async fn accept_all(app: &App, actor: Actor) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        policy::may_keep_house(&turn.sight(me)?)?;
        let old = look::refused_count(turn.tx, me)?;
        look::accept_all(turn.tx, me)?;
        record_refused(turn, me, old, Cause::Choice)
    })
    .await
}

/// How many pictures that the actor refused are recognised when they come again.
pub async fn refused_count(app: &App, actor: Actor) -> Result<i64> {
    let me = actor.persona;
    app.read(move |read| Ok(look::refused_count(read, me)?))
        .await
}

fn record_refused(turn: &mut Turn<'_, '_>, me: AccountId, old: i64, cause: Cause) -> Result<()> {
    let new = look::refused_count(turn.tx, me)?;
    if old == new {
        return Ok(());
    }
    let values = (old.to_string(), new.to_string());
    let values = (values.0.as_str(), values.1.as_str());
    let change = profile::field_change(me, ProfileField::RefusedPictures, values);
    turn.record(change, By::Self_, cause)
}

/// Remembers that the pictures of a post were taken out of its community; asked before the post is
/// erased, since its pictures go with it.
pub(crate) fn take_out(
    turn: &mut Turn<'_, '_>,
    community: CommunityId,
    post: PostId,
    by: AccountId,
) -> Result<()> {
    let hung = look::of_posts(turn.tx, &[post.get()])?;
    if hung.is_empty() {
        return Ok(());
    }
    let looks: Vec<Look> = hung.iter().map(|one| one.seen.look()).collect();
    let old = look::taken_out_count(turn.tx, community)?;
    look::take_out(turn.tx, community, &looks, turn.now)?;
    record_taken_out(turn, community, old, by)
}

/// Lets every picture that was taken out of a community be shown there again.
pub(crate) fn let_back(
    turn: &mut Turn<'_, '_>,
    community: CommunityId,
    by: AccountId,
) -> Result<()> {
    let old = look::taken_out_count(turn.tx, community)?;
    look::let_back(turn.tx, community)?;
    record_taken_out(turn, community, old, by)
}

fn record_taken_out(
    turn: &mut Turn<'_, '_>,
    community: CommunityId,
    old: i64,
    by: AccountId,
) -> Result<()> {
    let new = look::taken_out_count(turn.tx, community)?;
    if old == new {
        return Ok(());
    }
    let change = Change::Community {
        community,
        field: CommunityField::PicturesTakenOut,
        old: old.to_string(),
        new: new.to_string(),
    };
    turn.record(change, By::Carer(by), Cause::Care)
}

/// Looks at pictures of posts from before looks were kept, some each hour.
pub(crate) async fn look_at_older(app: &App) -> Result<()> {
    let mut looked_at = 0;
    while looked_at < LOOKED_AT_AN_HOUR_MAX {
        let Some(some) = app.read(older).await? else {
            return Ok(());
        };
        looked_at += some.len();
        let mut looked = Vec::new();
        let last = some.last().map(|picture| picture.id);
        for picture in some {
            // A file that is gone or broken stays unknown.
            if let Some(pdq) = crate::media::look_at(app, &picture).await? {
                looked.push((picture, pdq));
            }
        }
        app.write(move |turn| {
            for (picture, pdq) in &looked {
                // It may be gone by now.
                if media::find(turn.tx, picture.id)?.is_some() {
                    keep(turn, picture, *pdq)?;
                }
            }
            let detail = last.map_or_else(|| ALL.to_owned(), |id| id.to_string());
            Ok(upkeep::set(turn.tx, upkeep::LOOKED, turn.now, &detail)?)
        })
        .await?;
    }
    Ok(())
}

/// What the note says when every picture was looked at.
const ALL: &str = "all";

/// Some pictures that nobody looked at yet, after those that were tried; nothing where all were.
fn older(read: &mut Read<'_>) -> Result<Option<Vec<Media>>> {
    let noted = upkeep::find(read, upkeep::LOOKED)?.map(|noted| noted.detail);
    if noted.as_deref() == Some(ALL) {
        return Ok(None);
    }
    let after = noted.as_deref().and_then(MediaId::parse);
    let after = after.unwrap_or(MediaId::new(i64::MIN));
    let ids = look::unseen(read, after)?;
    let mut some = Vec::new();
    for id in ids {
        some.extend(media::find(read, id)?);
    }
    Ok(Some(some))
}

/// What stands on the lists of the place, sorted once for each state of the lists.
#[derive(Default)]
pub struct Unwanted(Mutex<Option<(Vec<i64>, Arc<Index>)>>);

impl Unwanted {
    /// What was sorted for these lists.
    fn sorted(&self, lists: &[i64]) -> Option<Arc<Index>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = kept.as_ref().filter(|(of, _)| of == lists);
        fits.map(|(_, index)| Arc::clone(index))
    }

    fn keep(&self, lists: Vec<i64>, index: &Arc<Index>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = Some((lists, Arc::clone(index)));
    }
}

/// The first of these loose pictures that stands on a list of the place, by its place from 0.
///
/// What the lists hold is kept sorted in memory, and read again when a list came or went.
pub(crate) async fn unwanted(app: &App, pictures: Vec<MediaId>) -> Result<Option<usize>> {
    let ids: Vec<i64> = pictures.iter().map(|id| id.get()).collect();
    let (lists, looks) = app
        .read(move |read| {
            let lists = look_list::ids(read)?;
            match lists.is_empty() {
                true => Ok((lists, Vec::new())),
                false => Ok((lists, look::of_loose(read, &ids)?)),
            }
        })
        .await?;
    if looks.is_empty() {
        return Ok(None);
    }
    let index = match app.unwanted.sorted(&lists) {
        Some(index) => index,
        None => sort(app, lists).await?,
    };
    let searched = tokio::task::spawn_blocking(move || {
        let is_known = |id: &MediaId| {
            let mut of = looks.iter().filter(|(media, _)| media == id);
            of.any(|(_, seen)| index.knows(seen))
        };
        pictures.iter().position(is_known)
    });
    searched.await.map_err(|e| Error::Internal(e.to_string()))
}

async fn sort(app: &App, lists: Vec<i64>) -> Result<Arc<Index>> {
    let of = lists.clone();
    let looks = app
        .read(move |read| Ok(look_list::looks(read, &of)?))
        .await?;
    let index = tokio::task::spawn_blocking(move || Index::new(looks));
    let index = Arc::new(index.await.map_err(|e| Error::Internal(e.to_string()))?);
    app.unwanted.keep(lists, &index);
    Ok(index)
}
