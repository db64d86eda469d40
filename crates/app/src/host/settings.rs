//! Name, look, rules and limits of the place: each changed setting is an entry of its record.

use super::require_host;
use crate::visit::Place;
use crate::{Actor, App, Error, Fault, Result};
use hafan_core::display_name::DisplayName;
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::locale::Locale;
use hafan_core::place::{PlaceField, SignUp};
use hafan_core::text::{SourceText, TextError};
use jiff::tz::TimeZone;

/// Characters of the one sentence about the place, and of the question to those who ask to join.
pub const LINE_CHARS_MAX: usize = 300;
/// Characters of the rules: five printed pages.
pub const RULES_CHARS_MAX: usize = 10_000;
/// Characters about who looks after the place.
pub const CONTACT_CHARS_MAX: usize = 1_000;
/// The accents that the style sheet knows.
pub const ACCENTS: [&str; 4] = ["pine", "sea", "heather", "clay"];
/// Least and most characters a post may be allowed. More than the most does not fit a form of
/// half a megabyte where each letter takes nine bytes on the way.
pub const POST_CHARS: (i64, i64) = (200, 20_000);
/// Least and most bytes a picture may be allowed: what a telephone makes, and what decodes in the
/// memory of a small machine.
pub const PICTURE_BYTES: (i64, i64) = (MEGABYTE, 32 * MEGABYTE);
/// Least and most pictures of a post; more have no place on the page.
pub const PICTURES: (i64, i64) = (1, 4);
/// Bytes of a megabyte, as the form counts them.
pub const MEGABYTE: i64 = 1024 * 1024;

/// Changes these settings of the place, all or nothing. Settings not named stay.
///
/// # Errors
/// Faults whose field is the code of the setting; `NotFound` for everyone but hosts.
pub async fn change(app: &App, actor: Actor, wish: Vec<(PlaceField, String)>) -> Result<()> {
    let mut faults = Vec::new();
    let mut cleaned = Vec::new();
    for (field, typed) in wish {
        match parse(field, &typed) {
            Ok(value) => cleaned.push((field, value)),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        // Whoever is no host learns nothing about what would be right.
        app.read(move |read| require_host(read, actor)).await?;
        return Err(Error::Invalid(faults));
    }
    app.write(move |turn| {
        require_host(turn.tx, actor)?;
        let place = Place::load(turn.tx)?;
        for (field, new) in &cleaned {
            let change = Change::Place {
                field: *field,
                old: place.get(*field).to_owned(),
                new: new.clone(),
            };
            turn.record(change, By::Host(actor.persona), Cause::HostDecision)?;
        }
        Ok(())
    })
    .await
}

/// A setting as typed, cleaned.
fn parse(field: PlaceField, typed: &str) -> Result<String, Fault> {
    let code = field.code();
    let choice = |is_one: bool| match is_one {
        true => Ok(typed.to_owned()),
        false => Err(Fault::new(code, "choice")),
    };
    match field {
        PlaceField::Name => DisplayName::parse(typed)
            .map(|name| name.as_str().to_owned())
            .map_err(|error| Fault::with_bound(code, error.code(), 0)),
        PlaceField::Summary | PlaceField::SignUpQuestion => {
            words(code, typed, LINE_CHARS_MAX).map(|text| text.replace('\n', " "))
        }
        PlaceField::Rules => words(code, typed, RULES_CHARS_MAX),
        PlaceField::Contact => words(code, typed, CONTACT_CHARS_MAX),
        PlaceField::SignUp => choice(SignUp::parse(typed).is_some()),
        PlaceField::Locale => choice(Locale::ALL.iter().any(|locale| locale.tag() == typed)),
        PlaceField::TimeZone => choice(TimeZone::get(typed).is_ok()),
        PlaceField::Accent => choice(ACCENTS.contains(&typed)),
        PlaceField::PostCharsMax => number(code, typed, POST_CHARS),
        PlaceField::PictureBytesMax => number(code, typed, PICTURE_BYTES),
        PlaceField::PicturesMax => number(code, typed, PICTURES),
        // Counted, not typed.
        PlaceField::PictureLists | PlaceField::PicturesHeld => choice(false),
    }
}

fn words(code: &'static str, typed: &str, chars_max: usize) -> Result<String, Fault> {
    match SourceText::parse(typed, chars_max) {
        Ok(text) => Ok(text.as_str().to_owned()),
        Err(TextError::Empty) => Ok(String::new()),
        Err(error @ TextError::TooLong { .. }) => {
            let bound = i64::try_from(chars_max).unwrap_or(i64::MAX);
            Err(Fault::with_bound(code, error.code(), bound))
        }
    }
}

fn number(code: &'static str, typed: &str, (least, most): (i64, i64)) -> Result<String, Fault> {
    match typed.trim().parse::<i64>() {
        Ok(number) if number < least => Err(Fault::with_bound(code, "too-small", least)),
        Ok(number) if number > most => Err(Fault::with_bound(code, "too-large", most)),
        Ok(number) => Ok(number.to_string()),
        Err(_) => Err(Fault::new(code, "no-number")),
    }
}
