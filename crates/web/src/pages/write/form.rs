//! The form of the composer, read as it comes: words, and pictures developed one after the other.

use crate::form::{FORM_BYTES_MAX, read_body, require_same_origin, require_secret};
use crate::page::Page;
use crate::respond::Failed;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use hafan_app::draft::{Picture, Words};
use hafan_app::media::{Purpose, take_in};
use hafan_app::{Actor, App, Error, Fault};
use hafan_core::id::{DraftId, MediaId, PostId};
use hafan_core::place::PlaceField;
use hafan_core::time::Timestamp;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Fields of one form, files among them; ours have about forty.
const FIELDS_MAX: usize = 200;
/// Forms whose pictures are held in memory at the same time; the others wait.
const UPLOADS_AT_ONCE: usize = 6;
/// How long a form may take on its way: four large pictures over a slow mobile line.
const UPLOAD_TIME_MAX: Duration = Duration::from_mins(10);

static UPLOADS: Semaphore = Semaphore::const_new(UPLOADS_AT_ONCE);

/// What a button of the composer asks for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Act {
    /// Nothing but to see the form again: what Enter in a field does.
    #[default]
    Look,
    /// To publish, or to save a change.
    Publish,
    /// To keep it as a draft and go away.
    Draft,
    /// To keep it and go to the other personas.
    Persona,
    /// To write it somewhere else.
    Elsewhere,
    /// To take a picture out.
    Remove(MediaId),
    /// To move a picture forward.
    Earlier(MediaId),
}

/// A form of the composer as it was sent.
#[derive(Default, Debug)]
pub struct Sent {
    /// The words, with the pictures that were taken in.
    pub words: Words,
    /// The draft it is.
    pub draft: Option<DraftId>,
    /// Handle of the persona the page said was speaking.
    pub speaks_as: String,
    /// What was asked for.
    pub act: Act,
    /// The author was asked for words to the pictures already.
    pub is_alt_asked: bool,
    /// It carried the secret of this session.
    pub has_secret: bool,
    /// What was not right with its files.
    pub faults: Vec<Fault>,
    /// A picture moved, and is a still now.
    pub became_still: bool,
    /// When the wording that its author saw was made (only where a post is changed).
    pub seen: Option<Timestamp>,
}

/// Reads a form. Files are taken in only if the form may act for this session, so that nobody can
/// make a browser, or a stranger the place, store anything.
///
/// # Errors
/// A form from another site, too large, or not a form at all.
pub async fn read(app: &App, page: &Page, request: Request) -> Result<Sent, Failed> {
    require_same_origin(request.headers())?;
    let kind = request.headers().get(CONTENT_TYPE);
    let is_multipart = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/"));
    let mut reader = Reader::new(app, page);
    if is_multipart {
        tokio::time::timeout(UPLOAD_TIME_MAX, reader.parts(request))
            .await
            .map_err(|error| too_large().because(&error))??;
    } else {
        let bytes = read_body(request.into_body(), FORM_BYTES_MAX).await?;
        let fields: Vec<(String, String)> = serde_html_form::from_bytes(&bytes)
            .map_err(|error| Failed::from(Error::Invalid(vec![])).because(&error))?;
        for (name, value) in fields.into_iter().take(FIELDS_MAX) {
            reader.field(&name, value);
        }
    }
    Ok(reader.finish())
}

struct Reader<'a> {
    app: &'a App,
    page: &'a Page,
    sent: Sent,
    /// Pictures that were here before, in the order of the form.
    kept: Vec<MediaId>,
    /// New pictures; none in the place of one that was refused, so that words keep their picture.
    new: Vec<Option<MediaId>>,
    alts: Vec<String>,
    text_bytes: usize,
    files: usize,
    /// It is read to its end all the same: a browser that is still sending shows no answer.
    is_too_large: bool,
}

impl<'a> Reader<'a> {
    fn new(app: &'a App, page: &'a Page) -> Self {
        Self {
            app,
            page,
            sent: Sent::default(),
            kept: Vec::new(),
            new: Vec::new(),
            alts: Vec::new(),
            text_bytes: 0,
            files: 0,
            is_too_large: false,
        }
    }

    async fn parts(&mut self, request: Request) -> Result<(), Failed> {
        let broken =
            |error: &dyn std::fmt::Display| Failed::from(Error::Invalid(vec![])).because(error);
        let mut parts = Multipart::from_request(request, &())
            .await
            .map_err(|error| broken(&error))?;
        // Taken when the first picture comes, and kept to the end of the form.
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
                // Only for those whose pictures are kept: a stranger who sends a byte a minute
                // must not stand in anybody's way.
                if slot.is_none() && self.may_store().is_some() {
                    slot = UPLOADS.acquire().await.ok();
                }
                self.file(field).await?;
            } else {
                let value = self.text(field).await?;
                self.field(&name, value);
            }
        }
        Err(too_large())
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

    /// Takes a picture in, or reads past it where it may not be taken.
    async fn file(&mut self, mut field: Field<'_>) -> Result<(), Failed> {
        let place = &self.page.visit().place;
        let bytes_max = place.number(PlaceField::PictureBytesMax);
        let room = usize::try_from(bytes_max).unwrap_or(0);
        let most = usize::try_from(place.number(PlaceField::PicturesMax)).unwrap_or(0);
        let actor = self.may_store();
        let is_named = field.file_name().is_some_and(|name| !name.is_empty());
        let mut bytes = Vec::new();
        let mut read: usize = 0;
        while let Some(chunk) = field.chunk().await.map_err(|error| cut_off(&error))? {
            read += chunk.len();
            if actor.is_none() {
                continue;
            }
            // One byte too many is kept, so that the size is refused and not the contents.
            if read <= room {
                bytes.extend_from_slice(&chunk);
            } else if bytes.len() <= room {
                bytes.resize(room + 1, 0);
            }
        }
        // A browser sends an empty file without a name where none was chosen.
        if read == 0 && !is_named {
            return Ok(());
        }
        self.files += 1;
        let Some(actor) = actor else {
            return Ok(());
        };
        if self.kept.len() + self.files > most {
            let bound = i64::try_from(most).unwrap_or(i64::MAX);
            let fault = Fault::with_bound("pictures", "too-many-pictures", bound);
            if !self.sent.faults.contains(&fault) {
                self.sent.faults.push(fault);
            }
            self.new.push(None);
            return Ok(());
        }
        let asked = ("pictures", bytes_max);
        match take_in(self.app, actor.persona, Purpose::Post, bytes, asked).await {
            Ok(media) => {
                self.sent.became_still |= media.was_animated;
                self.new.push(Some(media.id));
            }
            Err(Error::Invalid(faults)) => {
                self.sent.faults.extend(faults);
                self.new.push(None);
            }
            Err(error @ Error::Unavailable(_)) => {
                tracing::warn!(
                    code = error.code(),
                    "a picture could not be stored: {error}"
                );
                self.sent
                    .faults
                    .push(Fault::new("pictures", "blob-store-full"));
                self.new.push(None);
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Who stores, if this form may: it carries the secret, and its page spoke as this persona.
    fn may_store(&self) -> Option<Actor> {
        let me = self.page.me()?;
        let speaks = self.sent.speaks_as == me.card.handle;
        (self.sent.has_secret && speaks && !me.is_frozen).then_some(me.actor)
    }

    fn field(&mut self, name: &str, value: String) {
        let words = &mut self.sent.words;
        match name {
            "csrf" => self.sent.has_secret = require_secret(self.page, &value).is_ok(),
            "as" => self.sent.speaks_as = value,
            "draft" => self.sent.draft = DraftId::parse(&value),
            "act" => self.sent.act = act(&value),
            "alt-asked" => self.sent.is_alt_asked = true,
            "seen" => self.sent.seen = value.parse().ok().map(Timestamp::from_micros),
            "body" => words.text = value,
            "notice" => words.notice = value,
            "language" => words.language = value,
            "audience" => words.audience = value,
            "to" => words.to = value,
            "answers" => words.replies = value,
            "quotes" => words.quotes = value,
            "choice" => words.choices.push(value),
            "multiple" => words.is_multiple = true,
            "lasts" => words.lasts = value,
            "in" => words.place = value,
            "reply" => words.reply_to = PostId::parse(&value),
            "quote" => words.quote_of = PostId::parse(&value),
            "kept" => self.kept.extend(MediaId::parse(&value)),
            "alt" => self.alts.push(value),
            // Whatever else stands in a form is not for us.
            _ => {}
        }
    }

    fn finish(mut self) -> Sent {
        let all = self.kept.into_iter().map(Some).chain(self.new);
        let mut alts = self.alts.into_iter();
        for id in all {
            let alt = alts.next().unwrap_or_default();
            if let Some(id) = id {
                self.sent.words.pictures.push(Picture { id, alt });
            }
        }
        apply(self.sent.act, &mut self.sent.words.pictures);
        self.sent
    }
}

/// Takes out or moves a picture.
fn apply(act: Act, pictures: &mut Vec<Picture>) {
    match act {
        Act::Remove(id) => pictures.retain(|picture| picture.id != id),
        Act::Earlier(id) => {
            let at = pictures.iter().position(|picture| picture.id == id);
            if let Some(at) = at.filter(|at| *at > 0) {
                pictures.swap(at - 1, at);
            }
        }
        Act::Look | Act::Publish | Act::Draft | Act::Persona | Act::Elsewhere => {}
    }
}

fn act(value: &str) -> Act {
    match value.split_once(':') {
        Some(("remove", id)) => MediaId::parse(id).map(Act::Remove),
        Some(("earlier", id)) => MediaId::parse(id).map(Act::Earlier),
        _ => match value {
            "publish" => Some(Act::Publish),
            "draft" => Some(Act::Draft),
            "persona" => Some(Act::Persona),
            "elsewhere" => Some(Act::Elsewhere),
            _ => None,
        },
    }
    .unwrap_or_default()
}

fn too_large() -> Failed {
    let bound = i64::try_from(FORM_BYTES_MAX).unwrap_or(i64::MAX);
    Error::Invalid(vec![Fault::with_bound("form", "form-too-large", bound)]).into()
}

/// The browser or the line went away in the middle.
fn cut_off(error: &dyn std::fmt::Display) -> Failed {
    Failed::from(Error::Invalid(vec![Fault::new("form", "form-cut-off")])).because(error)
}
