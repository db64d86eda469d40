//! Forms that bring files; and forms of our own with one picture.

mod parts;
mod slots;

pub use parts::{Content, Keep, Part, Parts};
pub use slots::{Sender, Slot, Slots};

use crate::form::{require_same_origin, require_secret};
use crate::page::Page;
use crate::respond::Failed;
use axum::extract::Request;
use hafan_app::Error;
use hafan_core::place::PlaceField;
use parts::broken;
use serde::de::DeserializeOwned;

/// The field of the picture in our forms.
const FIELD: &str = "picture";

/// A form of our own with at most one picture.
pub struct Uploaded<T> {
    /// Its other fields.
    pub form: T,
    /// The bytes of the picture, not looked at: see [`Content::Bytes`].
    pub picture: Option<Vec<u8>>,
    /// Held as long as the picture.
    _slot: Option<Slot>,
}

/// Reads a form, with or without a picture of the size that the place allows.
///
/// # Errors
/// As [`read_file`].
pub async fn read<T: DeserializeOwned>(
    page: &Page,
    request: Request,
) -> Result<Uploaded<T>, Failed> {
    let bytes_max = page.visit().place.number(PlaceField::PictureBytesMax);
    let bytes_max = usize::try_from(bytes_max).unwrap_or(0);
    read_file(page, request, (FIELD, bytes_max)).await
}

/// Reads a form, with or without a file of so many bytes in this field.
///
/// # Errors
/// As [`crate::form::Posted`]: a form from another site, without the secret, too large, or no
/// form; fault `uploads-busy` of the field.
pub async fn read_file<T: DeserializeOwned>(
    page: &Page,
    request: Request,
    (field, bytes_max): (&'static str, usize),
) -> Result<Uploaded<T>, Failed> {
    require_same_origin(request.headers())?;
    let mut parts = Parts::open(request).await?;
    let mut fields = Vec::new();
    let (mut picture, mut has_secret, mut is_busy) = (None, false, false);
    loop {
        // The secret stands first in our forms: nobody else makes us hold a picture.
        let keep = has_secret.then(|| Keep {
            sender: Sender::of(page),
            bytes_max,
        });
        match parts.next(keep).await? {
            Some(Part::Field { name, value }) if name == "csrf" => {
                has_secret = require_secret(page, &value).is_ok();
            }
            Some(Part::Field { name, value }) => fields.push((name, value)),
            Some(Part::File { name, content }) if name == field => match content {
                Content::Bytes(bytes) => picture = Some(bytes),
                Content::NoRoom => is_busy = true,
                Content::Unwanted => {}
            },
            Some(Part::File { .. }) => {}
            None => break,
        }
    }
    if !has_secret {
        return Err(Error::Denied("stale-form").into());
    }
    if is_busy {
        return Err(Error::invalid(field, "uploads-busy").into());
    }
    let text = serde_html_form::to_string(&fields).map_err(|error| broken(&error))?;
    Ok(Uploaded {
        form: serde_html_form::from_str(&text).map_err(|error| broken(&error))?,
        picture,
        _slot: parts.into_slot(),
    })
}

/// Leave to hold a picture of the size that the place allows.
pub fn keep(page: &Page) -> Keep {
    let bytes_max = page.visit().place.number(PlaceField::PictureBytesMax);
    Keep {
        sender: Sender::of(page),
        bytes_max: usize::try_from(bytes_max).unwrap_or(0),
    }
}
