//! Pictures that are known and not wanted: those that were taken out of a community and come again,
//! and those on a list of the place. They are held back, their sender is told in plain words, and
//! those who look after the community, or the place, read of it in the record.
//!
//! The answer tells that a picture is known, so it could be used to find out how far a picture must
//! be changed to pass. It is given to members alone, who would see the picture go anyway; after a
//! few in a day pictures are not taken from the one who tries, whatever they show.

use super::setting;
use super::space;
use super::wish::{self, PictureWish, Wish};
use crate::host::pictures::note_held;
use crate::identity::throttle;
use crate::{App, Error, Fault, Result, Turn};
use hafan_core::community::CommunityField;
use hafan_core::id::{AccountId, CommunityId, MediaId, PostId};
use hafan_core::ledger::{By, Cause, Change, Owner};
use hafan_core::look::Look;
use hafan_core::text::SourceText;
use hafan_store::{ledger, look, post};
use std::future::Future;

/// Code of the fault that tells of one that was taken out; its bound is the place of the picture,
/// from 1.
const TAKEN_OUT: &str = "picture-taken-out";
/// As [`TAKEN_OUT`], of one that stands on a list of the place.
const LISTED: &str = "picture-listed";

/// What somebody tries to show pictures with.
pub(crate) enum Tried {
    /// A new post.
    New(Box<Wish>),
    /// A post that is there with these pictures.
    Change(PostId, Vec<MediaId>),
}

/// Refuses pictures that look like one that was taken out of the community.
///
/// # Errors
/// `Invalid("picture-taken-out")`.
pub(super) fn require_welcome(
    turn: &mut Turn<'_, '_>,
    community: Option<CommunityId>,
    pictures: &[PictureWish],
) -> Result<()> {
    let Some(community) = community.filter(|_| !pictures.is_empty()) else {
        return Ok(());
    };
    let ids: Vec<i64> = pictures.iter().map(|picture| picture.id.get()).collect();
    let looks = look::of_media(turn.tx, &ids)?;
    let taken_out: Vec<Look> = look::taken_out(turn.tx, community)?;
    let is_known = |id| {
        let mut of = looks.iter().filter(|(media, _)| *media == id);
        of.any(|(_, seen)| seen.is_any(&taken_out))
    };
    let known = pictures.iter().position(|picture| is_known(picture.id));
    known.map_or(Ok(()), |at| Err(held(TAKEN_OUT, at)))
}

fn held(code: &'static str, at: usize) -> Error {
    let place = i64::try_from(at).map_or(i64::MAX, |at| at.saturating_add(1));
    Error::Invalid(vec![Fault::with_bound("pictures", code, place)])
}

/// Does what is tried, unless too much of it was held back of late; notes where it is held back.
///
/// # Errors
/// `Limited` after a few in a day; those of what is tried.
pub(crate) async fn watch<T>(
    app: &App,
    persona: AccountId,
    tried: Tried,
    attempt: impl Future<Output = Result<T>>,
) -> Result<T> {
    let pictures: Vec<MediaId> = match &tried {
        Tried::New(wish) => wish.pictures.iter().map(|picture| picture.id).collect(),
        Tried::Change(_, pictures) => pictures.clone(),
    };
    if pictures.is_empty() {
        return attempt.await;
    }
    let (bucket, now) = (bucket(persona), app.now());
    app.read(move |read| throttle::require_open(read, &bucket, now))
        .await?;
    let result = match crate::look::unwanted(app, pictures).await? {
        Some(at) => Err(held(LISTED, at)),
        None => attempt.await,
    };
    let is = |code| match &result {
        Err(Error::Invalid(faults)) => faults.iter().any(|fault| fault.code == code),
        _ => false,
    };
    if is(LISTED) {
        app.write(move |turn| {
            throttle::count(turn, &[self::bucket(persona)])?;
            note_held(turn)
        })
        .await?;
    } else if is(TAKEN_OUT) {
        app.write(move |turn| note(turn, persona, &tried)).await?;
    }
    result
}

fn bucket(persona: AccountId) -> throttle::Bucket {
    throttle::HELD_PICTURES.of(&[&persona.to_string()])
}

/// Counts it, and writes it into the record of the community.
fn note(turn: &mut Turn<'_, '_>, persona: AccountId, tried: &Tried) -> Result<()> {
    throttle::count(turn, &[bucket(persona)])?;
    let community = match tried {
        Tried::New(wish) => whereabouts(turn, persona, wish)?,
        Tried::Change(id, _) => post::row(turn.tx, *id, Some(persona))?
            .and_then(|row| row.facts.community)
            .map(|place| place.id),
    };
    let Some(community) = community else {
        return Ok(());
    };
    let field = CommunityField::PictureHeld;
    let owner = Owner::Community(community);
    let newest = ledger::newest(turn.tx, owner, "community", field.code())?;
    let old = newest.map_or_else(|| "0".to_owned(), |row| row.new);
    let new = old.parse::<i64>().unwrap_or(0).saturating_add(1);
    let change = Change::Community {
        community,
        field,
        old,
        new: new.to_string(),
    };
    turn.record(change, By::Rule, Cause::Care)
}

/// The community in which a post of this wish would stand.
fn whereabouts(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    wish: &Wish,
) -> Result<Option<CommunityId>> {
    let sight = turn.sight(persona)?;
    let place = crate::visit::Place::load(turn.tx)?;
    let pictures = wish::described(turn.tx, persona, &wish.pictures)?;
    let wish = Wish {
        pictures,
        ..wish.clone()
    };
    let words = wish::words(&place, &wish)?;
    let said: (Option<&SourceText>, _) = (words.text.as_ref(), words.around());
    let spaces = space::named(turn, &sight, (said.0, &said.1))?;
    Ok(setting::decide(turn, &sight, &wish, &spaces)?.community)
}
