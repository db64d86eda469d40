//! Drafts: words on their way, kept until they are published or thrown away.
//!
//! What is kept is what was typed, right or wrong: a draft is never refused for what it says. It
//! belongs to one persona; no other persona of the same member sees it.

use crate::post::{ForWhom, PictureWish, PollWish, Wish};
use crate::{Actor, App, Error, Fault, Result};
use hafan_core::audience::WhoMay;
use hafan_core::id::{CircleId, DraftId, MediaId, PostId};
use hafan_core::time::{DAY_US, HOUR_US, Timestamp};
use hafan_store::media::Media;
use hafan_store::{draft, media};
use serde::{Deserialize, Serialize};

/// Drafts a persona may have at once. Beyond that nobody finds anything in the list.
pub const DRAFTS_MAX: i64 = 100;
/// Bytes of one draft: several times the longest post, with everything around it.
pub const DRAFT_BYTES_MAX: usize = 256 * 1024;
/// How long a form that was sent is remembered, in microseconds: as long as the copy that a
/// browser keeps (`assets/js/draft.js`), and a margin.
pub const SENT_US: i64 = 30 * DAY_US;

/// The fields of the composer as they were typed.
#[derive(Clone, Default, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Words {
    /// The text.
    pub text: String,
    /// Content notice.
    pub notice: String,
    /// Language tag.
    pub language: String,
    /// The chosen audience, as the form sends it.
    pub audience: String,
    /// People it is written to.
    pub to: String,
    /// Who may answer: a code, or empty.
    pub replies: String,
    /// Who may quote: a code, or empty.
    pub quotes: String,
    /// Answers of a poll.
    pub choices: Vec<String>,
    /// The poll allows more than one answer.
    pub is_multiple: bool,
    /// How long the poll lasts, as the form sends it.
    pub lasts: String,
    /// The same in microseconds, where an application said it; else 0.
    pub lasts_us: i64,
    /// Handle of the community it is written in.
    pub place: String,
    /// The post it answers.
    pub reply_to: Option<PostId>,
    /// The post it quotes.
    pub quote_of: Option<PostId>,
    /// Pictures in order, with their words.
    pub pictures: Vec<Picture>,
    /// When it is to go out by itself, as the form sends it: a time of the author's clock, or
    /// empty.
    pub at: String,
}

/// A picture of a draft.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Picture {
    /// Which.
    pub id: MediaId,
    /// What can be seen in it.
    pub alt: String,
}

impl Words {
    /// The body of a draft with every word that people read passed through `text`, and the list of
    /// people it is written to through `list`.
    pub(crate) fn renamed(
        body: &str,
        text: &dyn Fn(&str) -> String,
        list: &dyn Fn(&str) -> String,
    ) -> Result<String> {
        let mut words = parse(body);
        words.text = text(&words.text);
        words.notice = text(&words.notice);
        words.to = list(&words.to);
        for choice in &mut words.choices {
            *choice = text(choice);
        }
        for picture in &mut words.pictures {
            picture.alt = text(&picture.alt);
        }
        serde_json::to_string(&words).map_err(|error| Error::Internal(error.to_string()))
    }

    /// The wish in these words.
    pub fn wish(&self, draft: Option<DraftId>) -> Wish {
        let (for_whom, place) = self.for_whom();
        let has_poll = self.choices.iter().any(|choice| !choice.trim().is_empty());
        let hours = self.lasts.parse::<i64>().unwrap_or(0);
        let lasts_us = match self.lasts_us {
            0 => hours.saturating_mul(HOUR_US),
            told => told,
        };
        Wish {
            text: self.text.clone(),
            notice: self.notice.clone(),
            language: self.language.clone(),
            place,
            for_whom,
            to: vec![self.to.clone()],
            replies: WhoMay::parse(&self.replies),
            quotes: WhoMay::parse(&self.quotes),
            pictures: self.picture_wishes(),
            poll: has_poll.then(|| PollWish {
                options: self.choices.clone(),
                is_multiple: self.is_multiple,
                lasts_us,
            }),
            reply_to: self.reply_to,
            quote_of: self.quote_of,
            draft,
        }
    }

    /// The pictures in these words.
    pub fn picture_wishes(&self) -> Vec<PictureWish> {
        let pictures = self.pictures.iter();
        pictures
            .map(|picture| PictureWish {
                id: picture.id,
                alt: Some(picture.alt.clone()),
                focus: None,
            })
            .collect()
    }

    fn for_whom(&self) -> (ForWhom, String) {
        let settled = || (ForWhom::Usual, self.place.clone());
        match self.audience.split_once(':') {
            Some(("circle", id)) => match CircleId::parse(id) {
                Some(id) => (ForWhom::Circle(id), String::new()),
                None => settled(),
            },
            Some(("in", handle)) => (ForWhom::Usual, handle.to_owned()),
            // Whoever opened the composer inside a community writes in it.
            _ if !self.place.is_empty() => settled(),
            _ => match self.audience.as_str() {
                "public" => (ForWhom::Public, String::new()),
                "quiet" => (ForWhom::Quiet, String::new()),
                "followers" => (ForWhom::Followers, String::new()),
                "named" => (ForWhom::Named, String::new()),
                _ => settled(),
            },
        }
    }

    /// The words of a wish, as the composer would have sent them. A community is told apart by its
    /// handle, which is `place`.
    pub(crate) fn of(wish: &Wish, place: &str) -> Self {
        let audience = match wish.for_whom {
            ForWhom::Usual | ForWhom::Community(_) => String::new(),
            ForWhom::Public => "public".to_owned(),
            ForWhom::Quiet => "quiet".to_owned(),
            ForWhom::Followers => "followers".to_owned(),
            ForWhom::Circle(id) => format!("circle:{id}"),
            ForWhom::Named => "named".to_owned(),
        };
        let code = |who: Option<WhoMay>| who.map_or("", WhoMay::code).to_owned();
        let poll = wish.poll.clone().unwrap_or_default();
        let pictures = wish.pictures.iter().map(|picture| Picture {
            id: picture.id,
            alt: picture.alt.clone().unwrap_or_default(),
        });
        Self {
            text: wish.text.clone(),
            notice: wish.notice.clone(),
            language: wish.language.clone(),
            audience,
            to: wish.to.join(" "),
            replies: code(wish.replies),
            quotes: code(wish.quotes),
            choices: poll.options,
            is_multiple: poll.is_multiple,
            lasts: String::new(),
            lasts_us: poll.lasts_us,
            place: place.to_owned(),
            reply_to: wish.reply_to,
            quote_of: wish.quote_of,
            pictures: pictures.collect(),
            at: String::new(),
        }
    }

    /// An answer with nothing in it but its text: what the small box below a thread can show.
    pub fn is_plain_answer(&self) -> bool {
        let plain = Self {
            text: self.text.clone(),
            reply_to: self.reply_to,
            audience: self.audience.clone(),
            language: self.language.clone(),
            ..Self::default()
        };
        let is_usual = matches!(self.audience.as_str(), "" | "same")
            && matches!(self.language.as_str(), "" | "guess");
        self.reply_to.is_some() && is_usual && *self == plain
    }

    /// True where there is nothing that anybody would miss.
    pub fn is_empty(&self) -> bool {
        let is_blank = |text: &str| text.trim().is_empty();
        is_blank(&self.text)
            && is_blank(&self.notice)
            && is_blank(&self.to)
            && self.choices.iter().all(|choice| is_blank(choice))
            && self.pictures.is_empty()
    }
}

/// A draft of one's own.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Which.
    pub id: DraftId,
    /// Its words.
    pub words: Words,
    /// Its pictures, in order; those that are gone are left out.
    pub pictures: Vec<Media>,
    /// When it was last kept.
    pub changed_at: Timestamp,
    /// When it goes out by itself, if it does: see [`crate::scheduled`].
    pub goes_out_at: Option<Timestamp>,
}

/// A fresh id for a draft that nobody has begun.
pub fn fresh_id(app: &App) -> DraftId {
    DraftId::new(crate::turn::random_id(app.rng.as_ref()))
}

/// Keeps a draft as it is now. A draft that was published meanwhile stays gone; one without words
/// is thrown away.
///
/// # Errors
/// `Denied("too-many-drafts")`, `Invalid` beyond [`DRAFT_BYTES_MAX`], `NotFound` where the id is
/// not the persona's.
pub async fn save(app: &App, actor: &Actor, id: DraftId, words: Words) -> Result<()> {
    let persona = actor.persona;
    let body = serde_json::to_string(&words).map_err(|error| Error::Internal(error.to_string()))?;
    if body.len() > DRAFT_BYTES_MAX {
        let bound = i64::try_from(DRAFT_BYTES_MAX).unwrap_or(i64::MAX);
        let fault = Fault::with_bound("form", "form-too-large", bound);
        return Err(Error::Invalid(vec![fault]));
    }
    app.write(move |turn| {
        if draft::sent_as(turn.tx, id, persona)?.is_some() {
            return Ok(());
        }
        if words.is_empty() {
            draft::delete(turn.tx, id, persona)?;
            return Ok(());
        }
        if draft::count_others(turn.tx, persona, id)? >= DRAFTS_MAX {
            return Err(Error::Denied("too-many-drafts"));
        }
        if !draft::save(turn.tx, id, persona, &body, turn.now)? {
            return Err(Error::NotFound);
        }
        for picture in &words.pictures {
            media::put_in_draft(turn.tx, picture.id, id, persona)?;
        }
        Ok(())
    })
    .await
}

/// A draft of this persona.
pub async fn open(app: &App, actor: &Actor, id: DraftId) -> Result<Draft> {
    let persona = actor.persona;
    app.read(move |read| {
        let row = draft::find(read, id, persona)?.ok_or(Error::NotFound)?;
        let words = parse(&row.body);
        let pictures = pictures_of(read, persona, &words.pictures)?;
        Ok(Draft {
            id,
            pictures,
            words,
            changed_at: row.changed_at,
            goes_out_at: row.goes_out_at,
        })
    })
    .await
}

/// The newest answer to a post that this persona began and did not send, without its pictures.
pub async fn begun(app: &App, actor: &Actor, to: PostId) -> Result<Option<Draft>> {
    let mut drafts = list(app, actor).await?.into_iter();
    Ok(drafts.find(|draft| draft.words.reply_to == Some(to) && draft.goes_out_at.is_none()))
}

/// The post that came of a draft, if it was published already.
pub async fn sent_as(app: &App, actor: &Actor, id: DraftId) -> Result<Option<PostId>> {
    let persona = actor.persona;
    app.read(move |read| Ok(draft::sent_as(read, id, persona)?))
        .await
}

/// The drafts of this persona, last touched first, without their pictures.
pub async fn list(app: &App, actor: &Actor) -> Result<Vec<Draft>> {
    let persona = actor.persona;
    app.read(move |read| {
        let rows = draft::of_persona(read, persona)?;
        let drafts = rows.into_iter().map(|row| Draft {
            id: row.id,
            words: parse(&row.body),
            pictures: Vec::new(),
            changed_at: row.changed_at,
            goes_out_at: row.goes_out_at,
        });
        Ok(drafts.collect())
    })
    .await
}

/// Throws a draft and its pictures away.
pub async fn delete(app: &App, actor: &Actor, id: DraftId) -> Result<()> {
    let persona = actor.persona;
    app.write(move |turn| {
        if !draft::delete(turn.tx, id, persona)? {
            return Err(Error::NotFound);
        }
        for picture in media::of_draft(turn.tx, id, persona)? {
            crate::media::forget(turn, &picture)?;
        }
        Ok(())
    })
    .await
}

/// Pictures of one's own that hang on nothing, in the order of the wish.
pub async fn pictures(app: &App, actor: &Actor, wished: Vec<Picture>) -> Result<Vec<Media>> {
    let persona = actor.persona;
    app.read(move |read| pictures_of(read, persona, &wished))
        .await
}

fn pictures_of(
    read: &mut hafan_store::Read<'_>,
    persona: hafan_core::id::AccountId,
    wished: &[Picture],
) -> Result<Vec<Media>> {
    if wished.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = wished.iter().map(|picture| picture.id.get()).collect();
    let mut found = media::loose_of(read, &ids, persona)?;
    found.sort_by_key(|media| wished.iter().position(|wish| wish.id == media.id));
    for media in &mut found {
        if let Some(wish) = wished.iter().find(|wish| wish.id == media.id) {
            media.alt.clone_from(&wish.alt);
        }
    }
    Ok(found)
}

/// Forgets which posts came of drafts that no browser can still hold.
pub async fn sweep_sent(app: &App) -> Result<u64> {
    app.write(|turn| Ok(draft::sweep_sent(turn.tx, turn.now.plus(-SENT_US))?))
        .await
}

/// Words of an older version of the program are read as far as they are known.
pub(crate) fn parse(body: &str) -> Words {
    serde_json::from_str(body).unwrap_or_else(|_| Words {
        text: body.to_owned(),
        ..Words::default()
    })
}
