//! What somebody wants to publish, as they typed it, and the reading of it.

use crate::visit::Place;
use crate::{Fault, Result};
use hafan_core::audience::WhoMay;
use hafan_core::id::{AccountId, CircleId, CommunityId, DraftId, MediaId, PostId};
use hafan_core::language::{Language, guess_language};
use hafan_core::place::PlaceField;
use hafan_core::poll::{OPTION_CHARS_MAX, OPTIONS_MAX, OPTIONS_MIN};
use hafan_core::post::{ALT_CHARS_MAX, NOTICE_CHARS_MAX};
use hafan_core::text::{Rendered, SourceText, TextError};
use hafan_core::time::{DAY_US, MINUTE_US};
use hafan_store::media::Focus;
use hafan_store::{Read, media};

/// In place of a language tag: to be told from the words, if they tell it clearly.
pub const GUESS: &str = "guess";

/// What somebody wants to publish. The default is an empty post with the persona's own defaults.
#[derive(Clone, Default, Debug)]
pub struct Wish {
    /// The words, with light Markdown. May be empty where there are pictures.
    pub text: String,
    /// Content notice, or empty.
    pub notice: String,
    /// Language tag, [`GUESS`], or empty.
    pub language: String,
    /// Handle of the community to write in, where `for_whom` leaves that open; or empty.
    pub place: String,
    /// Who may see it. In an answer the thread decides; a wish that is narrower is kept.
    pub for_whom: ForWhom,
    /// Handles of people it is written to, beside those named in the text.
    pub to: Vec<String>,
    /// Who may answer; the default of the persona or the community if not told.
    pub replies: Option<WhoMay>,
    /// Who may quote; the default of the persona if not told.
    pub quotes: Option<WhoMay>,
    /// Pictures that were taken in before, in order.
    pub pictures: Vec<PictureWish>,
    /// A question to vote on.
    pub poll: Option<PollWish>,
    /// The post it answers.
    pub reply_to: Option<PostId>,
    /// The post it quotes.
    pub quote_of: Option<PostId>,
    /// The draft it was. The same draft is published once, however often it is sent.
    pub draft: Option<DraftId>,
}

/// Who a post is for, as its author says it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum ForWhom {
    /// What the persona chose for new posts; in an answer what the thread has.
    #[default]
    Usual,
    /// Everyone.
    Public,
    /// Everyone, without being found or passed on.
    Quiet,
    /// People who follow the author.
    Followers,
    /// A community.
    Community(CommunityId),
    /// A circle of the author's own.
    Circle(CircleId),
    /// The people it names.
    Named,
}

/// A picture to hang on the post.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PictureWish {
    /// Which: see `crate::media`.
    pub id: MediaId,
    /// What can be seen in it, in words, maybe none; nothing where the words that it has stay.
    pub alt: Option<String>,
    /// The middle of what matters in it; nothing where it stays as it is.
    pub focus: Option<Focus>,
}

/// A poll as its author made it.
#[derive(Clone, Default, Debug)]
pub struct PollWish {
    /// The answers; empty ones are left out.
    pub options: Vec<String>,
    /// More than one answer may be chosen.
    pub is_multiple: bool,
    /// How long people can vote, in microseconds.
    pub lasts_us: i64,
}

/// Shortest time a poll may be open.
pub const POLL_LASTS_MIN_US: i64 = 5 * MINUTE_US;
/// Longest time a poll may be open.
pub const POLL_LASTS_MAX_US: i64 = 31 * DAY_US;

/// The same pictures, with the words of those whose words stay.
pub(crate) fn described(
    read: &mut Read<'_>,
    owner: AccountId,
    pictures: &[PictureWish],
) -> Result<Vec<PictureWish>> {
    let silent = pictures.iter().filter(|picture| picture.alt.is_none());
    let silent: Vec<i64> = silent.map(|picture| picture.id.get()).collect();
    let mut pictures = pictures.to_vec();
    if silent.is_empty() {
        return Ok(pictures);
    }
    for (id, alt) in media::alts(read, &silent, owner)? {
        let silent = |picture: &&mut PictureWish| picture.id == id && picture.alt.is_none();
        for picture in pictures.iter_mut().filter(silent) {
            picture.alt = Some(alt.clone());
        }
    }
    Ok(pictures)
}

/// The words of a wish after reading.
pub(super) struct Words {
    /// The text; none where pictures speak alone.
    pub text: Option<SourceText>,
    pub notice: String,
    pub language: String,
    pub alts: Vec<String>,
    pub poll: Option<PollWish>,
}

impl Words {
    /// The words beside the text in which somebody may be addressed.
    pub fn around(&self) -> Vec<&str> {
        let choices = self.poll.iter().flat_map(|poll| &poll.options);
        let choices = choices.map(String::as_str);
        std::iter::once(self.notice.as_str())
            .chain(choices)
            .collect()
    }

    /// Everything by which the post can be found.
    pub fn found<'w>(&'w self, rendered: &'w Rendered) -> Vec<&'w str> {
        let choices = self.poll.iter().flat_map(|poll| &poll.options);
        [rendered.plain.as_str(), self.notice.as_str()]
            .into_iter()
            .chain(self.alts.iter().map(String::as_str))
            .chain(choices.map(String::as_str))
            .collect()
    }
}

/// Reads the words of a wish and says everything that is not right at once.
pub(super) fn words(place: &Place, wish: &Wish) -> Result<Words> {
    let mut faults = Vec::new();
    let words = Words {
        text: text(place, wish, &mut faults),
        notice: line("notice", &wish.notice, NOTICE_CHARS_MAX, &mut faults),
        language: language(wish, &mut faults),
        alts: alts(place, wish, &mut faults),
        poll: wish
            .poll
            .as_ref()
            .and_then(|poll| read_poll(poll, &mut faults)),
    };
    if faults.is_empty() {
        Ok(words)
    } else {
        Err(crate::Error::Invalid(faults))
    }
}

fn text(place: &Place, wish: &Wish, faults: &mut Vec<Fault>) -> Option<SourceText> {
    let chars_max = bound(place.number(PlaceField::PostCharsMax));
    match SourceText::parse_post(&wish.text, chars_max) {
        Ok(text) => return Some(text),
        Err(TextError::Empty) if !wish.pictures.is_empty() && wish.poll.is_none() => {}
        Err(error) => faults.push(text_fault("text", error)),
    }
    None
}

fn language(wish: &Wish, faults: &mut Vec<Fault>) -> String {
    let tag = wish.language.trim();
    if tag.is_empty() {
        return String::new();
    }
    if tag == GUESS {
        let guess = guess_language(&wish.text, &[Language::EN, Language::CY]);
        return guess.map_or_else(String::new, |language| language.tag().to_owned());
    }
    match Language::parse(tag) {
        Some(language) => language.tag().to_owned(),
        None => {
            faults.push(Fault::new("language", "language-unknown"));
            String::new()
        }
    }
}

fn alts(place: &Place, wish: &Wish, faults: &mut Vec<Fault>) -> Vec<String> {
    let most = place.number(PlaceField::PicturesMax);
    if wish.pictures.len() > bound(most) {
        faults.push(Fault::with_bound("pictures", "too-many-pictures", most));
    }
    let alts = wish.pictures.iter();
    let typed = |picture: &PictureWish| picture.alt.clone().unwrap_or_default();
    alts.map(|picture| read_alt(&typed(picture), faults))
        .collect()
}

/// Reads an alternative text; an empty one stays empty.
pub(crate) fn read_alt(alt: &str, faults: &mut Vec<Fault>) -> String {
    match SourceText::parse(alt, ALT_CHARS_MAX) {
        Ok(alt) => alt.as_str().to_owned(),
        Err(TextError::Empty) => String::new(),
        Err(error) => {
            faults.push(text_fault("alt", error));
            String::new()
        }
    }
}

fn read_poll(poll: &PollWish, faults: &mut Vec<Fault>) -> Option<PollWish> {
    let mut options: Vec<String> = Vec::new();
    let before = faults.len();
    for typed in &poll.options {
        let option = line("choice", typed, OPTION_CHARS_MAX, faults);
        if option.is_empty() {
            continue;
        }
        if options.contains(&option) {
            faults.push(Fault::new("choice", "poll-same-choice"));
        }
        options.push(option);
    }
    let as_bound = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    if faults.len() == before && options.len() < OPTIONS_MIN {
        let fault = Fault::with_bound("choice", "poll-too-few", as_bound(OPTIONS_MIN));
        faults.push(fault);
    }
    if options.len() > OPTIONS_MAX {
        let fault = Fault::with_bound("choice", "poll-too-many", as_bound(OPTIONS_MAX));
        faults.push(fault);
    }
    if !(POLL_LASTS_MIN_US..=POLL_LASTS_MAX_US).contains(&poll.lasts_us) {
        faults.push(Fault::new("lasts", "poll-lasts"));
    }
    (faults.len() == before).then_some(PollWish {
        options,
        ..poll.clone()
    })
}

/// Reads one line; empty stays empty.
fn line(field: &'static str, typed: &str, chars_max: usize, faults: &mut Vec<Fault>) -> String {
    match SourceText::parse_line(typed, chars_max) {
        Ok(line) => line.as_str().to_owned(),
        Err(TextError::Empty) => String::new(),
        Err(error) => {
            faults.push(text_fault(field, error));
            String::new()
        }
    }
}

fn text_fault(field: &'static str, error: TextError) -> Fault {
    match error {
        TextError::Empty => Fault::new(field, error.code()),
        TextError::TooLong { chars_max } => {
            let bound = i64::try_from(chars_max).unwrap_or(i64::MAX);
            Fault::with_bound(field, error.code(), bound)
        }
    }
}

fn bound(number: i64) -> usize {
    usize::try_from(number).unwrap_or(0)
}
