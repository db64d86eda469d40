//! Pictures: taking them in, showing them to those who may see them, and forgetting them.
//!
//! A picture is developed outside any transaction, its files are stored before its row, and its
//! row goes before its files: whatever crashes in between leaves only files that nothing points
//! to, and those are swept.

pub mod folder;
pub mod loose;
pub mod pass;

use crate::{App, Error, Fault, Result, Turn, look};
use hafan_core::account::AccountKind;
use hafan_core::id::{AccountId, MediaId, PostId};
use hafan_core::policy::{self, Sight};
use hafan_core::time::{DAY_US, Timestamp};
pub use hafan_media::PIXELS_MAX;
pub use hafan_media::Size;
use hafan_media::{BlobError, BlobFormat, BlobKey, Developed, Limits, Pdq, Refusal};
use hafan_store::media::{Focus, Media};
use hafan_store::{Read, account, media, post};
use serde::{Deserialize, Serialize};
use std::time::{Duration, SystemTime};
use tokio::sync::Semaphore;

/// Pictures that are developed at the same time: each may take a quarter of a gigabyte for a
/// moment.
const DEVELOPED_AT_ONCE: usize = 2;
/// How long a picture may hang on nothing before it is swept, in microseconds: a day, so that a
/// form that was left open in the evening still works in the morning.
pub const LOOSE_US: i64 = DAY_US;
/// Kind of the job that deletes the files of a picture; its body is a [`Forgotten`] as JSON.
pub const FORGET_JOB: &str = "media-forget";

static DARKROOM: Semaphore = Semaphore::const_new(DEVELOPED_AT_ONCE);

/// What a picture is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Purpose {
    /// It will hang on a post.
    Post,
    /// It is the face of a persona or a community; it is cut to a square.
    Face,
    /// It is the wide picture across the top of a persona's page; its page cuts it.
    Header,
}

impl Purpose {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Face => "face",
            Self::Header => "header",
        }
    }
}

/// Takes a picture in: develops it, stores its files and its row. It hangs on nothing yet.
///
/// `field` is the form field that faults name, `bytes_max` the size the place allows.
///
/// # Errors
/// `Invalid` with a code that says in what way the file can't be taken; `Unavailable` where there
/// is no room for it.
pub async fn take_in(
    app: &App,
    owner: AccountId,
    purpose: Purpose,
    bytes: Vec<u8>,
    asked: (&'static str, i64),
) -> Result<Media> {
    let (new, pdq) = store_files(app, purpose, bytes, asked).await?;
    let new = Media { owner, ..new };
    let row = new.clone();
    app.write(move |turn| {
        media::insert(turn.tx, &row)?;
        look::keep(turn, &row, pdq)
    })
    .await?;
    Ok(new)
}

/// As [`take_in`], without the row: the caller names the owner and inserts it in the transaction
/// that needs it. Files whose row never comes are swept.
pub(crate) async fn store_files(
    app: &App,
    purpose: Purpose,
    bytes: Vec<u8>,
    (field, bytes_max): (&'static str, i64),
) -> Result<(Media, Pdq)> {
    let limits = Limits {
        bytes_max: usize::try_from(bytes_max).unwrap_or(0),
        ..Limits::default()
    };
    let developed = develop(purpose, bytes, limits)
        .await?
        .map_err(|refusal| refused(field, &refusal))?;
    let mut id = [0; 16];
    app.rng.fill(&mut id);
    let made_at = app.now();
    let pdq = developed.pdq;
    let kept = keep_files(app, id, developed, made_at).await?;
    let media = Media {
        id: MediaId::new(crate::turn::random_id(app.rng.as_ref())),
        key: data_encoding::HEXLOWER.encode(&id),
        owner: AccountId::new(0),
        purpose: purpose.code().to_owned(),
        post: None,
        position: 0,
        extension: kept.extension.to_owned(),
        sizes: kept.sizes,
        width: kept.width,
        height: kept.height,
        alt: String::new(),
        placeholder: kept.placeholder,
        blurhash: kept.blurhash,
        color: kept.color,
        was_animated: kept.was_animated,
        made_at,
        focus: Focus::default(),
    };
    Ok((media, pdq))
}

async fn develop(
    purpose: Purpose,
    bytes: Vec<u8>,
    limits: Limits,
) -> Result<std::result::Result<Developed, Refusal>> {
    let _turn = DARKROOM.acquire().await.map_err(internal)?;
    tokio::task::spawn_blocking(move || match purpose {
        Purpose::Post | Purpose::Header => hafan_media::develop(&bytes, &limits),
        Purpose::Face => hafan_media::develop_avatar(&bytes, &limits),
    })
    .await
    .map_err(internal)
}

/// Looks at a picture that was developed here before, by the smallest of its files; nothing where
/// that is gone or can't be read.
pub(crate) async fn look_at(app: &App, picture: &Media) -> Result<Option<Pdq>> {
    let asked = Asked {
        key: picture.key.clone(),
        size: Size::Small.name().to_owned(),
        extension: picture.extension.clone(),
        pass: None,
    };
    let Ok(key) = file_of(picture, &asked) else {
        return Ok(None);
    };
    let blobs = std::sync::Arc::clone(&app.blobs);
    let _turn = DARKROOM.acquire().await.map_err(internal)?;
    let seen = tokio::task::spawn_blocking(move || {
        let bytes = blobs.get(&key)?;
        let seen = bytes.and_then(|bytes| hafan_media::look_at(&bytes, &Limits::default()).ok());
        Ok::<_, BlobError>(seen)
    });
    seen.await.map_err(internal)?.map_err(storage)
}

/// What the row says about the files.
struct Kept {
    extension: &'static str,
    sizes: String,
    width: i64,
    height: i64,
    placeholder: Vec<u8>,
    blurhash: String,
    color: i64,
    was_animated: bool,
}

async fn keep_files(app: &App, id: [u8; 16], developed: Developed, now: Timestamp) -> Result<Kept> {
    let blobs = std::sync::Arc::clone(&app.blobs);
    let stored = tokio::task::spawn_blocking(move || {
        for one in &developed.renditions {
            let key = BlobKey::new(id, one.size, one.format);
            blobs.put(&key, &one.bytes, system_time(now))?;
        }
        Ok::<_, BlobError>(developed)
    });
    let developed = stored.await.map_err(internal)?.map_err(storage)?;
    // Smallest first, as the row promises.
    let sizes: Vec<&str> = developed
        .renditions
        .iter()
        .rev()
        .map(|one| one.size.name())
        .collect();
    let [red, green, blue] = developed.average_color;
    let format = developed
        .renditions
        .first()
        .map_or(BlobFormat::Jpeg, |one| one.format);
    Ok(Kept {
        extension: format.extension(),
        sizes: sizes.join(" "),
        width: i64::from(developed.width),
        height: i64::from(developed.height),
        placeholder: developed.placeholder,
        blurhash: developed.blurhash,
        color: i64::from(u32::from_be_bytes([0, red, green, blue])),
        was_animated: developed.was_animated,
    })
}

/// The fault that says why a file can't be taken.
fn refused(field: &'static str, refusal: &Refusal) -> Error {
    let bound = match refusal {
        Refusal::TooLarge { bytes_max } => i64::try_from(*bytes_max >> 20).unwrap_or(0),
        Refusal::TooManyPixels { pixels_max, .. } => {
            i64::try_from(pixels_max / 1_000_000).unwrap_or(0)
        }
        Refusal::Empty
        | Refusal::Video
        | Refusal::Sound
        | Refusal::Unsupported(_)
        | Refusal::Damaged => 0,
    };
    Error::Invalid(vec![Fault::with_bound(field, refusal.code(), bound)])
}

/// A picture file on its way to a browser.
#[derive(Debug)]
pub struct Shown {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub mime: &'static str,
}

/// Which file of a picture is asked for, as its path says it.
#[derive(Clone, Debug)]
pub struct Asked {
    /// 32 hex digits.
    pub key: String,
    /// `face`, or the name of a size.
    pub size: String,
    /// `jpg` or `png`.
    pub extension: String,
    /// What its address carries, for those who look through an application.
    pub pass: Option<pass::Shown>,
}

/// Finds the file of a picture for somebody who may see it; for everybody else it does not exist.
pub async fn show(app: &App, viewer: Option<AccountId>, asked: Asked) -> Result<Shown> {
    // Anything else is no key of ours, and some of it is no text that a database takes.
    if asked.key.len() != 32 || !asked.key.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::NotFound);
    }
    let now = app.now();
    let key = app
        .read(move |read| {
            let through = match &asked.pass {
                Some(shown) => pass::holder(read, shown, &asked.key, now)?,
                None => None,
            };
            let sight = hafan_store::sight::load(read, through.or(viewer))?;
            let found = media::by_key(read, &asked.key)?;
            if !may_be_shown(read, &sight, found.as_ref())? {
                return Err(Error::NotFound);
            }
            file_of(&found.ok_or(Error::NotFound)?, &asked)
        })
        .await?;
    let blobs = std::sync::Arc::clone(&app.blobs);
    let read = tokio::task::spawn_blocking(move || blobs.get(&key));
    let bytes = read.await.map_err(internal)?.map_err(storage)?;
    Ok(Shown {
        bytes: bytes.ok_or(Error::NotFound)?,
        mime: key.format().mime(),
    })
}

/// A picture is seen by those who see what it hangs on; what hangs on nothing, by its owner; what
/// an account wears, by those who may see the account.
///
/// A no takes the same statements whatever its reason, also for a picture that never was.
fn may_be_shown(read: &mut Read<'_>, sight: &Sight, found: Option<&Media>) -> Result<bool> {
    let post = found.and_then(|found| found.post);
    let row = post::row(read, post.unwrap_or(PostId::new(0)), sight.viewer)?;
    if row.is_some_and(|row| policy::may_see(sight, &row.facts)) {
        return Ok(true);
    }
    let owner = found.map_or(AccountId::new(0), |found| found.owner);
    if post.is_none() && sight.viewer == Some(owner) {
        return Ok(true);
    }
    let card = account::card(read, owner)?;
    let place = post::community_rules(read, owner.community())?;
    let (Some(found), Some(card)) = (found, card) else {
        return Ok(false);
    };
    // What was changed is nobody's business any more.
    let is_worn = crate::face::is_worn(&card, found);
    if post.is_some() || !is_worn {
        return Ok(false);
    }
    Ok(match card.kind {
        AccountKind::Persona => policy::may_see_account(sight, card.id, card.state),
        AccountKind::Community => {
            place.is_some_and(|(facts, _)| policy::may_know_of(sight, &facts))
        }
    })
}

/// Width and height of the file that is shown for a size, in pixels.
pub fn dimensions(found: &Media, wanted: Size) -> (i64, i64) {
    let (width, height) = (found.width, found.height);
    let edge = made_for(found, wanted).map_or(i64::MAX, |size| i64::from(size.edge_px()));
    let longest = width.max(height).max(1);
    if longest <= edge {
        return (width, height);
    }
    // To the nearest pixel, as `hafan_media` makes them smaller.
    let scaled = |length: i64| ((length * edge + longest / 2) / longest).max(1);
    (scaled(width), scaled(height))
}

/// The size that was made for this one: the same, or the next larger, or the largest.
fn made_for(found: &Media, wanted: Size) -> Option<Size> {
    let made: Vec<Size> = found.sizes.split(' ').filter_map(Size::parse).collect();
    let fits = made.iter().find(|size| size.edge_px() >= wanted.edge_px());
    fits.or_else(|| made.last()).copied()
}

/// The file for a size: that one, or the next larger that was made, or the largest.
fn file_of(found: &Media, asked: &Asked) -> Result<BlobKey> {
    let wanted = match asked.size.as_str() {
        "face" => Size::Icon,
        name => Size::parse(name).ok_or(Error::NotFound)?,
    };
    if asked.extension != found.extension {
        return Err(Error::NotFound);
    }
    let size = made_for(found, wanted).ok_or(Error::NotFound)?;
    let text = format!("{}-{}.{}", found.key, size.name(), found.extension);
    BlobKey::parse(&text).ok_or_else(|| Error::Internal(format!("blob key of {}", found.id)))
}

/// The files of a picture whose row is gone: body of [`FORGET_JOB`].
#[derive(Serialize, Deserialize, Debug)]
pub struct Forgotten {
    key: String,
    extension: String,
    sizes: String,
}

/// Forgets a picture: its row now, its files by a job of the same transaction.
pub fn forget(turn: &mut Turn<'_, '_>, gone: &Media) -> Result<()> {
    media::delete(turn.tx, gone.id)?;
    let body = Forgotten {
        key: gone.key.clone(),
        extension: gone.extension.clone(),
        sizes: gone.sizes.clone(),
    };
    let body = serde_json::to_string(&body).map_err(internal)?;
    turn.enqueue(FORGET_JOB, &body, None, turn.now)
}

/// Does a job of kind [`FORGET_JOB`]. Doing it twice is doing it once.
pub async fn forget_files(app: &App, body: &str) -> Result<()> {
    let gone: Forgotten = serde_json::from_str(body).map_err(internal)?;
    let key = gone.key.clone();
    let is_known = app
        .read(move |read| Ok(media::is_known(read, &key)?))
        .await?;
    if is_known {
        // A backup was read in meanwhile, and the picture is back.
        return Ok(());
    }
    let keys: Vec<BlobKey> = gone
        .sizes
        .split(' ')
        .filter_map(|size| BlobKey::parse(&format!("{}-{size}.{}", gone.key, gone.extension)))
        .collect();
    delete_blobs(app, keys).await
}

async fn delete_blobs(app: &App, keys: Vec<BlobKey>) -> Result<()> {
    let blobs = std::sync::Arc::clone(&app.blobs);
    let deleted =
        tokio::task::spawn_blocking(move || keys.iter().try_for_each(|key| blobs.delete(key)));
    deleted.await.map_err(internal)?.map_err(storage)
}

/// Sweeps pictures that hang on nothing and files that no row points to, both older than
/// [`LOOSE_US`]. Answers how many pictures and files went.
pub async fn sweep(app: &App) -> Result<(usize, usize)> {
    let before = app.now().plus(-LOOSE_US);
    let pictures = app
        .write(move |turn| {
            let loose = media::loose(turn.tx, before)?;
            for picture in &loose {
                forget(turn, picture)?;
            }
            Ok(loose.len())
        })
        .await?;
    let mut orphans = Vec::new();
    for key in old_files(app, system_time(before)).await? {
        let name = data_encoding::HEXLOWER.encode(&key.id());
        let is_known = app.read(move |read| Ok(media::is_known(read, &name)?));
        if !is_known.await? {
            orphans.push(key);
        }
    }
    let files = orphans.len();
    delete_blobs(app, orphans).await?;
    Ok((pictures, files))
}

async fn old_files(app: &App, before: SystemTime) -> Result<Vec<BlobKey>> {
    let blobs = std::sync::Arc::clone(&app.blobs);
    let listed = tokio::task::spawn_blocking(move || {
        let mut old = Vec::new();
        blobs.each(&mut |listed| {
            if listed.modified < before {
                old.push(listed.key);
            }
        })?;
        Ok::<_, BlobError>(old)
    });
    listed.await.map_err(internal)?.map_err(storage)
}

fn system_time(at: Timestamp) -> SystemTime {
    let micros = u64::try_from(at.micros()).unwrap_or(0);
    SystemTime::UNIX_EPOCH + Duration::from_micros(micros)
}

fn storage(error: BlobError) -> Error {
    match error {
        BlobError::Full => Error::Unavailable(hafan_store::Error::Full("pictures".into())),
        BlobError::Io(_) => Error::Internal(error.to_string()),
    }
}

fn internal(error: impl std::fmt::Display) -> Error {
    Error::Internal(error.to_string())
}
