//! The picture of a persona or of a community, and the wide one across the top of a persona's
//! page: one that is worn, and the one before for a while, so that the change can be undone.
//! Nobody but its owner sees a picture that is not worn.

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
use hafan_store::account::{Card, Persona};
use hafan_store::media::Media;
use hafan_store::{Read, account, community, sight};

/// How long the picture before is kept, in microseconds: a month is time enough for regret.
pub const KEPT_US: i64 = 30 * DAY_US;
/// Kind of the job that forgets a picture that was taken off; its body is the picture's id.
pub const FORGET_FACE_JOB: &str = "forget-face";
/// The form field that faults of the file name.
const FIELD: &str = "picture";

/// Which picture it is, and whose.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// Either one of the persona that acts.
    Own(Worn),
    /// The face of the community with this handle, for its hosts.
    Community(String),
}

/// Where a picture is worn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Worn {
    /// Beside the name.
    Face,
    /// Across the top of the page.
    Header,
}

impl Worn {
    const fn purpose(self) -> Purpose {
        match self {
            Self::Face => Purpose::Face,
            Self::Header => Purpose::Header,
        }
    }

    const fn field(self) -> ProfileField {
        match self {
            Self::Face => ProfileField::Picture,
            Self::Header => ProfileField::Header,
        }
    }

    const fn by(self, persona: &Persona) -> Option<MediaId> {
        match self {
            Self::Face => persona.picture,
            Self::Header => persona.header,
        }
    }

    fn holds(self, picture: &Media) -> bool {
        picture.purpose == self.purpose().code()
    }
}

/// What somebody wishes for a picture.
#[derive(Clone, Default, Debug)]
pub struct Wish {
    /// The file; none to change only the words.
    pub file: Option<Vec<u8>>,
    /// What can be seen in it, for people who can't; may be empty.
    pub alt: String,
}

/// The picture that is worn, for those who may change it.
///
/// # Errors
/// `NotFound`; `Denied` as [`change`].
pub async fn worn(app: &App, actor: Actor, whose: Whose) -> Result<Option<Media>> {
    app.read(move |read| {
        let (_, picture) = judge(read, actor, &whose)?;
        found(read, picture)
    })
    .await
}

/// The words of a picture that is worn; empty where there is none or nobody wrote any.
pub(crate) fn alt(read: &mut Read<'_>, picture: Option<MediaId>) -> Result<String> {
    Ok(found(read, picture)?.map_or_else(String::new, |found| found.alt))
}

/// What is known about a picture that is worn.
pub(crate) fn found(read: &mut Read<'_>, picture: Option<MediaId>) -> Result<Option<Media>> {
    Ok(match picture {
        Some(id) => hafan_store::media::find(read, id)?,
        None => None,
    })
}

/// Wears another picture, or changes the words of the one that is worn.
///
/// # Errors
/// Faults of `picture` and `alt`; `Denied("frozen")`, and for a community what
/// [`crate::community::settings::change`] answers; `Unavailable` where there is no room.
pub async fn change(app: &App, actor: Actor, whose: Whose, wish: Wish) -> Result<()> {
    let developed = develop(app, actor, whose, wish).await?;
    app.write(move |turn| put_on(turn, actor, &developed)).await
}

/// A change of a picture whose files are there already, so that the rest is quick.
pub(crate) struct Developed {
    whose: Whose,
    taken: Option<Media>,
    alt: String,
}

/// The slow part of [`change`], before any turn.
pub(crate) async fn develop(
    app: &App,
    actor: Actor,
    whose: Whose,
    wish: Wish,
) -> Result<Developed> {
    let alt = parse_alt(&wish.alt)?;
    let asked = whose.clone();
    // Asked before the work, so that nobody makes the place develop pictures for nothing.
    app.read(move |read| judge(read, actor, &asked).map(|_| ()))
        .await?;
    let worn = match whose {
        Whose::Own(worn) => worn,
        Whose::Community(_) => Worn::Face,
    };
    let taken = match wish.file {
        Some(bytes) => Some(store(app, worn, bytes).await?),
        None => None,
    };
    Ok(Developed { whose, taken, alt })
}

/// The rest of [`change`].
pub(crate) fn put_on(turn: &mut Turn<'_, '_>, actor: Actor, developed: &Developed) -> Result<()> {
    let (wearer, old) = judge(turn.tx, actor, &developed.whose)?;
    if let Some(taken) = &developed.taken {
        return wear_new(turn, wearer, old, (taken, &developed.alt));
    }
    let picture = old.ok_or_else(|| Error::invalid(FIELD, "picture-none"))?;
    hafan_store::media::set_alt(turn.tx, picture, &developed.alt, wearer.account)?;
    Ok(())
}

/// Takes the picture off: an initial stands in the place of a face, nothing in that of a header.
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
    worn: Worn,
    picture: Option<MediaId>,
) -> Result<()> {
    require_writer(turn, persona)?;
    let now = account::persona(turn.tx, persona)?.ok_or(Error::NotFound)?;
    if let Some(picture) = picture {
        let kept = hafan_store::media::worn(turn.tx, persona)?;
        if !kept.iter().any(|one| one.id == picture && worn.holds(one)) {
            return Err(Error::Denied("undo-not-possible"));
        }
    }
    let wearer = Wearer::persona(persona, worn);
    wear(turn, wearer, (worn.by(&now), picture), Cause::Undo)
}

/// True while this account wears this picture.
pub(crate) fn is_worn(card: &Card, picture: &Media) -> bool {
    let is_face = Worn::Face.holds(picture) && card.picture_key == picture.key;
    let header = card.about.header.as_ref();
    let is_header = header.is_some_and(|header| header.key == picture.key);
    is_face || (Worn::Header.holds(picture) && is_header)
}

/// Develops a picture and stores its files, before its row and perhaps its persona are there.
pub(crate) async fn store(app: &App, worn: Worn, bytes: Vec<u8>) -> Result<Media> {
    let bytes_max = app
        .read(|read| Ok(Place::load(read)?.number(PlaceField::PictureBytesMax)))
        .await?;
    let asked = (FIELD, bytes_max);
    let (taken, _) = media::store_files(app, worn.purpose(), bytes, asked).await?;
    Ok(taken)
}

/// Lets a persona that was just made wear its first picture.
pub(crate) fn wear_first(
    turn: &mut Turn<'_, '_>,
    persona: AccountId,
    (taken, alt): (&Media, &str),
) -> Result<()> {
    let wearer = Wearer::persona(persona, Worn::Face);
    wear_new(turn, wearer, None, (taken, alt))
}

/// Does a job of kind [`FORGET_FACE_JOB`]: what is worn again by now stays.
pub async fn forget_old(app: &App, body: &str) -> Result<()> {
    let id = MediaId::parse(body).ok_or_else(|| Error::Internal("not a picture".to_owned()))?;
    app.write(move |turn| {
        let Some(found) = hafan_store::media::find(turn.tx, id)? else {
            return Ok(());
        };
        let card = account::card(turn.tx, found.owner)?;
        if card.is_some_and(|card| is_worn(&card, &found)) {
            return Ok(());
        }
        media::forget(turn, &found)
    })
    .await
}

/// Who wears a picture and where, and as whom somebody changes it.
#[derive(Clone, Copy)]
struct Wearer {
    account: AccountId,
    worn: Worn,
    is_community: bool,
    by: By,
}

impl Wearer {
    const fn persona(account: AccountId, worn: Worn) -> Self {
        Self {
            account,
            worn,
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
        Whose::Own(worn) => {
            if !sight.can_write {
                return Err(Error::Denied("frozen"));
            }
            let found = account::persona(read, me)?.ok_or(Error::NotFound)?;
            Ok((Wearer::persona(me, *worn), worn.by(&found)))
        }
        Whose::Community(handle) => {
            let facts = door(read, &sight, handle)?;
            policy::may_care(&sight, &facts, Care::ChangeCharter)?;
            let found = community::find(read, facts.id)?.ok_or(Error::NotFound)?;
            let wearer = Wearer {
                account: facts.id.account(),
                worn: Worn::Face,
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
            field: wearer.worn.field(),
            old: was,
            new: is,
        }
    };
    turn.record(change, wearer.by, cause)?;
    // From those before these two there is no way back any more.
    for one in hafan_store::media::worn(turn.tx, wearer.account)? {
        if wearer.worn.holds(&one) && Some(one.id) != old && Some(one.id) != new {
            media::forget(turn, &one)?;
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
