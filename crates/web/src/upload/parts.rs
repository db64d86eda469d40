//! Forms read piece by piece, with files or without, so that no more is held than may be kept.
//!
//! Whoever reads one asks for the next piece and says, each time, whether a file may be held if
//! that is what comes. What becomes of the pieces, and who may send them, is theirs to say.

use super::slots::{Sender, Slot, Slots};
use crate::form::{FORM_BYTES_MAX, read_body};
use crate::respond::Failed;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use hafan_app::{Error, Fault};
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Pieces of one form, files among them; our largest has about forty.
const PARTS_MAX: usize = 200;
/// How long a form may take on its way: four large pictures over a slow mobile line. Less than
/// [`crate::ANSWER_TIME_MAX`], so that there is an answer in words.
const TIME_MAX: Duration = Duration::from_mins(9);

/// A form on its way.
pub struct Parts {
    source: Source,
    slots: Arc<Slots>,
    slot: Option<Slot>,
    read: usize,
    text_bytes: usize,
    /// It is read to its end all the same: a browser that is still sending shows no answer.
    is_too_large: bool,
    until: Instant,
}

enum Source {
    /// With files.
    Multipart(Box<Multipart>),
    /// Without.
    Plain(std::vec::IntoIter<(String, String)>),
}

/// A piece of a form.
pub enum Part {
    /// Something typed or chosen.
    Field {
        /// Name of the field.
        name: String,
        /// What it holds.
        value: String,
    },
    /// A file. A field in which none was chosen is no piece.
    File {
        /// Name of the field.
        name: String,
        /// What there is of it.
        content: Content,
    },
}

/// What there is of a file.
pub enum Content {
    /// Its bytes, not looked at; one more than may be held where there were more, so that the size
    /// is what is refused and not the contents.
    Bytes(Vec<u8>),
    /// It was not to be held, and was read past.
    Unwanted,
    /// Too many were on their way, so it was read past: fault `uploads-busy`.
    NoRoom,
}

/// Leave to hold a file.
pub struct Keep {
    /// Whose file it is.
    pub sender: Sender,
    /// Bytes of it that may be held.
    pub bytes_max: usize,
}

impl Parts {
    /// Begins to read a form.
    ///
    /// # Errors
    /// It is no form; without files it is read here, and may be too large.
    pub async fn open(mut request: Request) -> Result<Self, Failed> {
        let slots = request.extensions().get::<Arc<Slots>>().cloned();
        let slots = slots.ok_or_else(|| Error::Internal("a form outside its layer".to_owned()))?;
        // The limits here hold in place of that of the framework.
        DefaultBodyLimit::disable().apply(&mut request);
        let kind = request.headers().get(CONTENT_TYPE);
        let is_multipart = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
        let source = if is_multipart {
            let multipart = Multipart::from_request(request, &()).await;
            Source::Multipart(Box::new(multipart.map_err(|error| broken(&error))?))
        } else {
            let bytes = read_body(request.into_body(), FORM_BYTES_MAX).await?;
            let fields: Vec<(String, String)> =
                serde_html_form::from_bytes(&bytes).map_err(|error| broken(&error))?;
            Source::Plain(fields.into_iter())
        };
        Ok(Self {
            source,
            slots,
            slot: None,
            read: 0,
            text_bytes: 0,
            is_too_large: false,
            until: tokio::time::sleep(TIME_MAX).deadline(),
        })
    }

    /// The next piece; a file is held only with leave.
    ///
    /// # Errors
    /// The form is too large, broke off, or is none.
    pub async fn next(&mut self, keep: Option<Keep>) -> Result<Option<Part>, Failed> {
        let next = tokio::time::timeout_at(self.until, self.read_next(keep)).await;
        next.map_err(|error| cut_off(&error))?
    }

    /// The slot of the form, for whoever goes on holding its files after its end.
    pub fn into_slot(self) -> Option<Slot> {
        self.slot
    }

    async fn read_next(&mut self, keep: Option<Keep>) -> Result<Option<Part>, Failed> {
        let multipart = match &mut self.source {
            Source::Multipart(multipart) => multipart,
            Source::Plain(fields) => {
                self.read += 1;
                let next = fields.next().filter(|_| self.read <= PARTS_MAX);
                return Ok(next.map(|(name, value)| Part::Field { name, value }));
            }
        };
        loop {
            let field = multipart.next_field().await;
            let Some(field) = field.map_err(|error| broken(&error))? else {
                break;
            };
            self.read += 1;
            if self.read > PARTS_MAX {
                return Err(too_large());
            }
            let name = field.name().unwrap_or_default().to_owned();
            if field.file_name().is_none() {
                let value = text(field, &mut self.text_bytes).await?;
                self.is_too_large |= self.text_bytes > FORM_BYTES_MAX;
                if !self.is_too_large {
                    return Ok(Some(Part::Field { name, value }));
                }
                continue;
            }
            let keep = keep.as_ref().filter(|_| !self.is_too_large);
            let content = file(field, keep, (&self.slots, &mut self.slot)).await?;
            if let Some(content) = content.filter(|_| !self.is_too_large) {
                return Ok(Some(Part::File { name, content }));
            }
        }
        if self.is_too_large {
            return Err(too_large());
        }
        Ok(None)
    }
}

/// The words of a field. Those beyond what a form may hold are read past.
async fn text(mut field: Field<'_>, text_bytes: &mut usize) -> Result<String, Failed> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| cut_off(&error))? {
        *text_bytes += chunk.len();
        if *text_bytes <= FORM_BYTES_MAX {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A file, held or read past; nothing where none was chosen.
async fn file(
    mut field: Field<'_>,
    keep: Option<&Keep>,
    (slots, slot): (&Slots, &mut Option<Slot>),
) -> Result<Option<Content>, Failed> {
    let is_named = field.file_name().is_some_and(|name| !name.is_empty());
    let mut chunk = piece(&mut field).await?;
    // A browser sends an empty file without a name where none was chosen.
    if chunk.is_none() && !is_named {
        return Ok(None);
    }
    let mut content = Content::Unwanted;
    let mut room = 0;
    if let Some(keep) = keep {
        // Taken when the first file to be held comes, and kept to the end of the form. Only for
        // those: a stranger who sends a byte a minute must not stand in anybody's way.
        if slot.is_none() {
            *slot = slots.take(keep.sender.clone()).await;
        }
        room = keep.bytes_max;
        content = match slot {
            Some(_) => Content::Bytes(Vec::new()),
            None => Content::NoRoom,
        };
    }
    let mut read: usize = 0;
    while let Some(some) = chunk {
        read += some.len();
        if let Content::Bytes(bytes) = &mut content {
            if read <= room {
                bytes.extend_from_slice(&some);
            } else if bytes.len() <= room {
                bytes.resize(room + 1, 0);
            }
        }
        chunk = piece(&mut field).await?;
    }
    Ok(Some(content))
}

/// The next bytes of a file, at least one.
async fn piece(field: &mut Field<'_>) -> Result<Option<Bytes>, Failed> {
    loop {
        let chunk = field.chunk().await.map_err(|error| cut_off(&error))?;
        if chunk.as_ref().is_none_or(|bytes| !bytes.is_empty()) {
            return Ok(chunk);
        }
    }
}

/// It is no form.
pub fn broken(error: &dyn Display) -> Failed {
    Failed::from(Error::Invalid(vec![])).because(error)
}

fn too_large() -> Failed {
    let bound = i64::try_from(FORM_BYTES_MAX).unwrap_or(i64::MAX);
    Error::Invalid(vec![Fault::with_bound("form", "form-too-large", bound)]).into()
}

/// The browser or the line went away in the middle, or took too long.
fn cut_off(error: &dyn Display) -> Failed {
    Failed::from(Error::Invalid(vec![Fault::new("form", "form-cut-off")])).because(error)
}
