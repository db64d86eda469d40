//! Forms with one picture: read piece by piece, so that no more is held than may be kept.

use crate::form::{FORM_BYTES_MAX, read_body, require_same_origin, require_secret};
use crate::page::Page;
use crate::respond::Failed;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use hafan_app::{Error, Fault};
use hafan_core::place::PlaceField;
use serde::de::DeserializeOwned;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Fields of one form; ours have five.
const FIELDS_MAX: usize = 20;
/// Pictures that are held in memory at the same time; the others wait.
const HELD_AT_ONCE: usize = 4;
/// How long a form may take on its way: a large picture over a slow mobile line.
const TIME_MAX: Duration = Duration::from_mins(5);

static HELD: Semaphore = Semaphore::const_new(HELD_AT_ONCE);

/// A form of our own with at most one picture.
pub struct Uploaded<T> {
    /// Its other fields.
    pub form: T,
    /// The bytes of the picture, not looked at; one byte more than the place allows where there
    /// were more, so that the size is what is refused.
    pub picture: Option<Vec<u8>>,
}

/// Reads a form, with or without a picture.
///
/// # Errors
/// As [`crate::form::Posted`]: a form from another site, without the secret, too large, or no form.
pub async fn read<T: DeserializeOwned>(
    page: &Page,
    request: Request,
) -> Result<Uploaded<T>, Failed> {
    require_same_origin(request.headers())?;
    let kind = request.headers().get(CONTENT_TYPE);
    let is_multipart = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    let mut reader = Reader {
        page,
        has_secret: false,
        fields: Vec::new(),
        text_bytes: 0,
        is_too_large: false,
        picture: None,
    };
    if is_multipart {
        tokio::time::timeout(TIME_MAX, reader.parts(request))
            .await
            .map_err(|error| too_large().because(&error))??;
    } else {
        let bytes = read_body(request.into_body(), FORM_BYTES_MAX).await?;
        let fields: Vec<(String, String)> =
            serde_html_form::from_bytes(&bytes).map_err(|error| broken(&error))?;
        for (name, value) in fields.into_iter().take(FIELDS_MAX) {
            reader.field(name, value);
        }
    }
    reader.finish()
}

struct Reader<'a> {
    page: &'a Page,
    has_secret: bool,
    fields: Vec<(String, String)>,
    text_bytes: usize,
    /// It is read to its end all the same: a browser that is still sending shows no answer.
    is_too_large: bool,
    picture: Option<Vec<u8>>,
}

impl Reader<'_> {
    async fn parts(&mut self, request: Request) -> Result<(), Failed> {
        let mut parts = Multipart::from_request(request, &())
            .await
            .map_err(|error| broken(&error))?;
        let mut slot = None;
        for _ in 0..FIELDS_MAX {
            let Some(field) = parts.next_field().await.map_err(|error| broken(&error))? else {
                return if self.is_too_large {
                    Err(too_large())
                } else {
                    Ok(())
                };
            };
            let name = field.name().unwrap_or_default().to_owned();
            if field.file_name().is_some() {
                // The secret stands first in our forms: nobody else makes us hold a picture.
                if slot.is_none() && self.has_secret {
                    slot = HELD.acquire().await.ok();
                }
                self.file(field).await?;
            } else {
                let value = self.text(field).await?;
                self.field(name, value);
            }
        }
        Err(too_large())
    }

    fn field(&mut self, name: String, value: String) {
        if name == "csrf" {
            self.has_secret = require_secret(self.page, &value).is_ok();
        } else {
            self.fields.push((name, value));
        }
    }

    async fn text(&mut self, mut field: Field<'_>) -> Result<String, Failed> {
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|error| cut_off(&error))? {
            self.text_bytes += chunk.len();
            self.is_too_large |= self.text_bytes > FORM_BYTES_MAX;
            if !self.is_too_large {
                bytes.extend_from_slice(&chunk);
            }
        }
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    async fn file(&mut self, mut field: Field<'_>) -> Result<(), Failed> {
        let bytes_max = self.page.visit().place.number(PlaceField::PictureBytesMax);
        let room = usize::try_from(bytes_max).unwrap_or(0);
        let is_named = field.file_name().is_some_and(|name| !name.is_empty());
        let mut bytes = Vec::new();
        let mut read: usize = 0;
        while let Some(chunk) = field.chunk().await.map_err(|error| cut_off(&error))? {
            read += chunk.len();
            if !self.has_secret {
                continue;
            }
            if read <= room {
                bytes.extend_from_slice(&chunk);
            } else if bytes.len() <= room {
                bytes.resize(room + 1, 0);
            }
        }
        // A browser sends an empty file without a name where none was chosen.
        if (read > 0 || is_named) && self.has_secret {
            self.picture = Some(bytes);
        }
        Ok(())
    }

    fn finish<T: DeserializeOwned>(self) -> Result<Uploaded<T>, Failed> {
        if !self.has_secret {
            return Err(Error::Denied("stale-form").into());
        }
        let text = serde_html_form::to_string(&self.fields).map_err(|error| broken(&error))?;
        let form = serde_html_form::from_str(&text).map_err(|error| broken(&error))?;
        let picture = self.picture;
        Ok(Uploaded { form, picture })
    }
}

fn broken(error: &dyn std::fmt::Display) -> Failed {
    Failed::from(Error::Invalid(vec![])).because(error)
}

fn too_large() -> Failed {
    let bound = i64::try_from(FORM_BYTES_MAX).unwrap_or(i64::MAX);
    Error::Invalid(vec![Fault::with_bound("form", "form-too-large", bound)]).into()
}

/// The browser or the line went away in the middle.
fn cut_off(error: &dyn std::fmt::Display) -> Failed {
    Failed::from(Error::Invalid(vec![Fault::new("form", "form-cut-off")])).because(error)
}
