//! The form of the composer, read as it comes: words, and pictures developed one after the other.

use crate::form::{require_same_origin, require_secret};
use crate::page::Page;
use crate::respond::Failed;
use crate::upload::{self, Content, Part, Parts};
use axum::extract::Request;
use hafan_app::draft::{Picture, Words};
use hafan_app::media::{Purpose, take_in};
use hafan_app::{Actor, App, Error, Fault};
use hafan_core::id::{DraftId, MediaId, PostId};
use hafan_core::place::PlaceField;
use hafan_core::time::Timestamp;

/// The form field of the pictures.
const FIELD: &str = "pictures";

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
    let mut parts = Parts::open(request).await?;
    let mut reader = Reader::new(app, page);
    loop {
        let keep = reader.may_store().map(|_| upload::keep(page));
        match parts.next(keep).await? {
            Some(Part::Field { name, value }) => reader.field(&name, value),
            Some(Part::File { name, content }) if name == FIELD => reader.file(content).await?,
            // Whatever else is sent is not for us.
            Some(Part::File { .. }) => {}
            None => return Ok(reader.finish()),
        }
    }
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
    files: usize,
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
            files: 0,
        }
    }

    /// Takes a picture in, where this form may store any.
    async fn file(&mut self, content: Content) -> Result<(), Failed> {
        let place = &self.page.visit().place;
        let bytes_max = place.number(PlaceField::PictureBytesMax);
        let pictures_max = place.number(PlaceField::PicturesMax);
        let Some(actor) = self.may_store() else {
            return Ok(());
        };
        self.files += 1;
        let most = usize::try_from(pictures_max).unwrap_or(0);
        if self.kept.len() + self.files > most {
            self.refuse(Fault::with_bound(FIELD, "too-many-pictures", pictures_max));
            return Ok(());
        }
        let bytes = match content {
            Content::Bytes(bytes) => bytes,
            Content::NoRoom => {
                self.refuse(Fault::new(FIELD, "uploads-busy"));
                return Ok(());
            }
            Content::Unwanted => return Ok(()),
        };
        let asked = (FIELD, bytes_max);
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
                self.sent.faults.push(Fault::new(FIELD, "blob-store-full"));
                self.new.push(None);
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    /// Says once what holds for several pictures; each leaves its place empty.
    fn refuse(&mut self, fault: Fault) {
        if !self.sent.faults.contains(&fault) {
            self.sent.faults.push(fault);
        }
        self.new.push(None);
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
            "scheduled_at" => words.at = value,
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
