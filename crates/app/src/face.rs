//! The picture of a persona or of a community: one that is worn, and the one before for a while,
//! so that the change can be undone. Nobody but its owner sees a picture that is not worn.

use crate::community::door;
use crate::identity::persona::require_writer;
use crate::media::{self, Purpose};
use crate::visit::Place;
use crate::{Actor, App, Error, Fault, Result, Turn};
use hafan_core::account::ProfileField;
use hafan_core::community::CommunityField;
use hafan_core::id::{AccountId, MediaId};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::place::PlaceField;
use hafan_core::policy::{self, Care};
use hafan_core::post::ALT_CHARS_MAX;
use hafan_core::text::{SourceText, TextError};
use hafan_core::time::DAY_US;
use hafan_store::media::Media;
use hafan_store::{Read, account, community, sight};

/// How long the picture before is kept, in microseconds: a month is time enough for regret.
pub const KEPT_US: i64 = 30 * DAY_US;
/// Kind of the job that forgets a picture that was taken off; its body is the picture's id.
pub const FORGET_FACE_JOB: &str = "forget-face";
/// The form field that faults of the file name.
const FIELD: &str = "picture";

/// Whose picture it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// That of the persona that acts.
    Own,
    /// That of the community with this handle, for its hosts.
    Community(String),
}

/// What somebody wishes for a picture.
#[derive(Clone, Default, Debug)]
pub struct Wish {
    /// The file; none to change only the words.
    pub file: Option<Vec<u8>>,
    /// What can be seen in it, for people who can't; may be empty.
    pub alt: String,
}

/// The words of the picture that is worn, for those who may change it; none where no picture is.
///
/// # Errors
/// `NotFound`; `Denied` as [`change`].
pub async fn worn(app: &App, actor: Actor, whose: Whose) -> Result<Option<String>> {
    app.read(move |read| {
        let (_, picture) = judge(read, actor, &whose)?;
        match picture {
            Some(_) => Ok(Some(alt(read, picture)?)),
            None => Ok(None),
        }
    })
    .await
}

/// The words of a picture that is worn; empty where there is none or nobody wrote any.
pub(crate) fn alt(read: &mut Read<'_>, picture: Option<MediaId>) -> Result<String> {
    let found = match picture {
        Some(id) => hafan_store::media::find(read, id)?,
        None => None,
    };
    Ok(found.map_or_else(String::new, |found| found.alt))
}

/// Wears another picture, or changes the words of the one that is worn.
///
/// # Errors
/// Faults of `picture` and `alt`; `Denied("frozen")`, and for a community what
/// [`crate::community::settings::change`] answers; `Unavailable` where there is no room.
pub async fn change(app: &App, actor: Actor, whose: Whose, wish: Wish) -> Result<()> {
    let alt = parse_alt(&wish.alt)?;
    let asked = whose.clone();
    // Asked before the work, so that nobody makes the place develop pictures for nothing.
    app.read(move |read| judge(read, actor, &asked).map(|_| ()))
        .await?;
    let taken = match wish.file {
        Some(bytes) => Some(store(app, bytes).await?),
        None => None,
    };
    app.write(move |turn| {
        let (wearer, old) = judge(turn.tx, actor, &whose)?;
        if let Some(taken) = &taken {
            return wear_new(turn, wearer, old, (taken, &alt));
        }
        let picture = old.ok_or_else(|| Error::invalid(FIELD, "picture-none"))?;
        hafan_store::media::set_alt(turn.tx, picture, &alt, wearer.account)?;
        Ok(())
    })
    .await
}

/// Takes the picture off: an initial stands in its place.
///
/// # Errors
/// As [`change`].
pub async fn remove(app: &App, actor: Actor, whose: Whose) -> Result<()> {
    app.write(move |turn| {
        let (wearer, old) = judge(turn.tx, actor, &whose)?;
        wear(turn, wearer, (old, None), Cause::Choice)
    })
    .await
}

/// Wears the picture before again, as the undo of a change of one's own.
pub(crate) fn wear_again(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    picture: Option<MediaId>,
) -> Result<()> {
    require_writer(turn, persona)?;
    let now = account::persona(turn.tx, persona)?.ok_or(Error::NotFound)?;
    if let Some(picture) = picture {
        let kept = hafan_store::media::faces(turn.tx, persona)?;
        if !kept.iter().any(|face| face.id == picture) {
            return Err(Error::Denied("undo-not-possible"));
        }
    }
    let wearer = Wearer::persona(persona);
    wear(turn, wearer, (now.picture, picture), Cause::Undo)
}

/// Develops the picture for a persona that is about to be made, and stores its files.
pub(crate) async fn store(app: &App, bytes: Vec<u8>) -> Result<Media> {
    let bytes_max = app
        .read(|read| Ok(Place::load(read)?.number(PlaceField::PictureBytesMax)))
        .await?;
    media::store_files(app, Purpose::Face, bytes, (FIELD, bytes_max)).await
}

/// Lets a persona that was just made wear its first picture.
pub(crate) fn wear_first(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    (taken, alt): (&Media, &str),
) -> Result<()> {
    wear_new(turn, Wearer::persona(persona), None, (taken, alt))
}

/// Does a job of kind [`FORGET_FACE_JOB`]: what is worn again by now stays.
pub async fn forget_old(app: &App, body: &str) -> Result<()> {
    let id = MediaId::parse(body).ok_or_else(|| Error::Internal("not a picture".to_owned()))?;
    app.write(move |turn| {
        let Some(found) = hafan_store::media::find(turn.tx, id)? else {
            return Ok(());
        };
        let card = account::card(turn.tx, found.owner)?;
        if card.is_some_and(|card| card.picture_key == found.key) {
            return Ok(());
        }
        media::forget(turn, &found)
    })
    .await
}

/// Who wears a picture, and as whom somebody changes it.
#[derive(Clone, Copy)]
struct Wearer {
    account: AccountId,
    is_community: bool,
    by: By,
}

impl Wearer {
    const fn persona(account: AccountId) -> Self {
        Self {
            account,
            is_community: false,
            by: By::Self_,
        }
    }
}

/// Who would wear it and what is worn now, where the actor may change that.
fn judge(read: &mut Read<'_>, actor: Actor, whose: &Whose) -> Result<(Wearer, Option<MediaId>)> {
    let me = actor.persona;
    let sight = sight::load(read, Some(me))?;
    match whose {
        Whose::Own => {
            if !sight.can_write {
                return Err(Error::Denied("frozen"));
            }
            let found = account::persona(read, me)?.ok_or(Error::NotFound)?;
            Ok((Wearer::persona(me), found.picture))
        }
        Whose::Community(handle) => {
            let facts = door(read, &sight, handle)?;
            policy::may_care(&sight, &facts, Care::ChangeCharter)?;
            let found = community::find(read, facts.id)?.ok_or(Error::NotFound)?;
            let wearer = Wearer {
                account: facts.id.account(),
                is_community: true,
                by: By::Carer(me),
            };
            Ok((wearer, found.picture))
        }
    }
}

fn wear_new(
    turn: &mut Turn<'_, '_>,
    wearer: Wearer,
    old: Option<MediaId>,
    (taken, alt): (&Media, &str),
) -> Result<()> {
    let row = Media {
        owner: wearer.account,
        alt: alt.to_owned(),
        ..taken.clone()
    };
    hafan_store::media::insert(turn.tx, &row)?;
    wear(turn, wearer, (old, Some(row.id)), Cause::Choice)
}

fn wear(
    turn: &mut Turn<'_, '_>,
    wearer: Wearer,
    (old, new): (Option<MediaId>, Option<MediaId>),
    cause: Cause,
) -> Result<()> {
    let text = |id: Option<MediaId>| id.map_or_else(String::new, |id| id.to_string());
    let (was, is) = (text(old), text(new));
    let community = wearer.account.community();
    let change = if wearer.is_community {
        Change::Community {
            community,
            field: CommunityField::Picture,
            old: was,
            new: is,
        }
    } else {
        Change::Profile {
            persona: wearer.account,
            field: ProfileField::Picture,
            old: was,
            new: is,
        }
    };
    turn.record(change, wearer.by, cause)?;
    // From those before these two there is no way back any more.
    for face in hafan_store::media::faces(turn.tx, wearer.account)? {
        if Some(face.id) != old && Some(face.id) != new {
            media::forget(turn, &face)?;
        }
    }
    if let Some(old) = old.filter(|old| Some(*old) != new) {
        let at = turn.now.plus(KEPT_US);
        turn.enqueue(FORGET_FACE_JOB, &old.to_string(), None, at)?;
    }
    if wearer.is_community {
        turn.tell(format!("community:{community}"), "settings".to_owned());
    }
    Ok(())
}

pub(crate) fn parse_alt(typed: &str) -> Result<String, Fault> {
    match SourceText::parse(typed, ALT_CHARS_MAX) {
        Ok(alt) => Ok(alt.as_str().to_owned()),
        Err(TextError::Empty) => Ok(String::new()),
        Err(error @ TextError::TooLong { .. }) => {
            let bound = i64::try_from(ALT_CHARS_MAX).unwrap_or(i64::MAX);
            Err(Fault::with_bound("alt", error.code(), bound))
        }
    }
}
