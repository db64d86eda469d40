//! Pictures that hang on no post yet, for their owners alone.

use super::Purpose;
use crate::post::read_alt;
use crate::{Actor, App, Error, Result};
use hafan_core::id::{AccountId, MediaId};
use hafan_store::Read;
use hafan_store::media::{self, Focus, Media};

/// What is told of a picture beside its bytes.
#[derive(Clone, Default, Debug)]
pub struct Told {
    /// What can be seen in it, in words.
    pub alt: Option<String>,
    /// The middle of what matters, as [`read_focus`] reads it.
    pub focus: Option<Focus>,
}

/// Takes a picture for a post in, with what is told of it.
///
/// # Errors
/// As [`super::take_in`]; `Invalid` for words that are too long, before anything is developed.
pub async fn take_in_told(
    app: &App,
    actor: &Actor,
    bytes: Vec<u8>,
    asked: (&'static str, i64),
    told: Told,
) -> Result<Media> {
    let alt = readable(&told.alt.unwrap_or_default())?;
    let (new, pdq) = super::store_files(app, Purpose::Post, bytes, asked).await?;
    let new = Media {
        owner: actor.persona,
        alt,
        focus: told.focus.unwrap_or_default(),
        ..new
    };
    let row = new.clone();
    app.write(move |turn| {
        media::insert(turn.tx, &row)?;
        crate::look::keep(turn, &row, pdq)
    })
    .await?;
    Ok(new)
}

/// A loose picture of one's own.
///
/// # Errors
/// `NotFound` for every other one.
pub async fn own(app: &App, actor: &Actor, id: MediaId) -> Result<Media> {
    let me = actor.persona;
    app.read(move |read| find(read, me, id)).await
}

/// Tells more of a loose picture of one's own; what is not told stays.
///
/// # Errors
/// As [`own`]; `Invalid` for words that are too long.
pub async fn tell(app: &App, actor: &Actor, id: MediaId, told: Told) -> Result<Media> {
    let me = actor.persona;
    let alt = told.alt.as_deref().map(readable).transpose()?;
    app.write(move |turn| {
        find(turn.tx, me, id)?;
        if let Some(alt) = &alt {
            media::set_alt(turn.tx, id, alt, me)?;
        }
        if let Some(focus) = told.focus {
            media::set_focus(turn.tx, id, focus, me)?;
        }
        find(turn.tx, me, id)
    })
    .await
}

/// Forgets a loose picture of one's own.
///
/// # Errors
/// As [`own`]; `Invalid` with `picture-hangs` for one of one's own that hangs on a post.
pub async fn discard(app: &App, actor: &Actor, id: MediaId) -> Result<()> {
    let me = actor.persona;
    app.write(move |turn| {
        let found = media::find(turn.tx, id)?;
        let found = found.filter(|one| one.owner == me && one.purpose == Purpose::Post.code());
        let picture = found.ok_or(Error::NotFound)?;
        if picture.post.is_some() {
            return Err(Error::invalid("media", "picture-hangs"));
        }
        super::forget(turn, &picture)
    })
    .await
}

/// The middle of what matters as applications write it: `x,y`, each from -1 to 1.
///
/// # Errors
/// `Invalid` with `picture-focus` for anything else.
pub fn read_focus(text: &str) -> Result<Focus> {
    const WHOLE: f64 = 1_000_000.0;
    let number = |text: &str| {
        let number: f64 = text.trim().parse().ok()?;
        // What is no number is in no range.
        #[expect(clippy::cast_possible_truncation, reason = "a million at most")]
        let millionths = (number * WHOLE).round() as i64;
        (-1.0..=1.0).contains(&number).then_some(millionths)
    };
    let both = text.split_once(',');
    let both = both.and_then(|(x, y)| Some((number(x)?, number(y)?)));
    let (x, y) = both.ok_or(Error::invalid("focus", "picture-focus"))?;
    Ok(Focus { x, y })
}

fn find(read: &mut Read<'_>, me: AccountId, id: MediaId) -> Result<Media> {
    let found = media::loose_of(read, &[id.get()], me)?.into_iter();
    let mut found = found.filter(|one| one.purpose == Purpose::Post.code());
    found.next().ok_or(Error::NotFound)
}

fn readable(alt: &str) -> Result<String> {
    let mut faults = Vec::new();
    let alt = read_alt(alt, &mut faults);
    if faults.is_empty() {
        Ok(alt)
    } else {
        Err(Error::Invalid(faults))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_picture_is_two_numbers_from_minus_one_to_one() {
        assert_eq!(
            read_focus("-0.42, 0.69").ok(),
            Some(Focus {
                x: -420_000,
                y: 690_000
            })
        );
        assert_eq!(read_focus("0,0").ok(), Some(Focus::default()));
        for bad in ["", "0", "1.1,0", "0,-2", "NaN,0", "inf,0", "0,0,0", "a,b"] {
            assert!(read_focus(bad).is_err(), "{bad}");
        }
    }
}
