//! The composer as its template shows it.

use super::PostView;
use crate::faults::Faults;
use crate::page::Page;

use hafan_app::Fault;
use hafan_app::draft::Words;
use hafan_app::post::GUESS;
use hafan_app::post::desk::Desk;
use hafan_app::store::account::Card;
use hafan_app::store::media::Media;
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::Visibility;
use hafan_core::language::Language;
use hafan_core::poll::OPTIONS_MAX;
use hafan_core::time::Timestamp;

/// Choices for how long a poll lasts: hours.
const LASTS_HOURS: [(&str, &str); 6] = [
    ("1", "poll-lasts-hour"),
    ("6", "poll-lasts-hours"),
    ("24", "poll-lasts-day"),
    ("72", "poll-lasts-days"),
    ("168", "poll-lasts-week"),
    ("720", "poll-lasts-month"),
];
/// How long a poll lasts unless its author chooses.
const LASTS_USUAL: &str = "72";

/// The composer.
pub struct ComposerView {
    /// Where it is sent.
    pub action: String,
    /// Decimal id of the draft.
    pub draft: String,
    /// When the server last kept the draft, in milliseconds since 1970; 0 for never.
    pub draft_saved_ms: i64,
    /// Who speaks.
    pub me: Card,
    /// What is answered.
    pub parent: Option<PostView>,
    /// What is quoted.
    pub quoted: Option<PostView>,
    /// Name and handle of the community it stands in, where that is settled.
    pub place: Option<(String, String)>,
    /// Why nothing can be written here.
    pub refusal: Option<&'static str>,
    /// Who looks before it shows, in words.
    pub asked: Vec<&'static str>,
    /// What was typed.
    pub words: Words,
    /// Fields for the answers of a poll, empty ones too.
    pub choices: Vec<String>,
    /// Choices of who may see it.
    pub audiences: Vec<ChoiceView>,
    /// Choices of who may answer.
    pub replies: Vec<ChoiceView>,
    /// Choices of who may quote.
    pub quotes: Vec<ChoiceView>,
    /// Languages to choose from.
    pub languages: Vec<OptionView>,
    /// How long a poll may last.
    pub lasts: Vec<OptionView>,
    /// Pictures that are here already.
    pub pictures: Vec<KeptView>,
    /// Characters a post may have.
    pub chars_max: i64,
    /// Pictures a post may have.
    pub pictures_max: i64,
    /// Bytes a picture may have.
    pub picture_bytes_max: i64,
    /// The time zone in which a time is read.
    pub zone: String,
    /// What is not right, by field.
    pub f: Faults,
    /// Words for the pictures are asked for, once.
    pub asks_alt: bool,
    /// What is to be told above the form.
    pub notices: Vec<NoticeView>,
    /// Microseconds of the wording that is changed; empty for a new post.
    pub seen: String,
}

/// A card to choose.
pub struct ChoiceView {
    /// What the form sends.
    pub value: String,
    /// Name of the icon, or empty.
    pub icon: &'static str,
    /// The words.
    pub words: String,
    /// What that means, or empty.
    pub hint: String,
    /// It is the choice now.
    pub is_chosen: bool,
}

/// An entry of a list to choose from.
pub struct OptionView {
    /// What the form sends.
    pub value: &'static str,
    /// The words.
    pub words: String,
    /// Language of the words, where it is another than the page's.
    pub lang: &'static str,
    /// It is the choice now.
    pub is_chosen: bool,
}

/// A picture that is here already.
pub struct KeptView {
    /// Decimal id.
    pub id: String,
    /// Its small file.
    pub path: String,
    /// Pixels.
    pub width: i64,
    /// Pixels.
    pub height: i64,
    /// What can be seen, in words.
    pub alt: String,
    /// It moved when it came.
    pub was_animated: bool,
}

/// A line above the form.
pub struct NoticeView {
    /// `good`, `care` or `stop`.
    pub kind: &'static str,
    /// Name of the icon.
    pub icon: &'static str,
    /// The words.
    pub words: String,
}

impl NoticeView {
    /// Something to look at again; nothing was lost.
    pub fn care(words: impl Into<String>) -> Self {
        Self {
            kind: "care",
            icon: "triangle-alert",
            words: words.into(),
        }
    }
}

impl ComposerView {
    /// The composer for `words` on this desk.
    pub fn new(page: &Page, me: &Card, desk: &Desk, words: Words, pictures: &[Media]) -> Self {
        let view = |item: &hafan_app::reading::Item| PostView::new(page, item).bare();
        let mut choices = words.choices.clone();
        choices.resize(OPTIONS_MAX.max(choices.len()), String::new());
        Self {
            action: "/write".to_owned(),
            draft: String::new(),
            draft_saved_ms: 0,
            me: me.clone(),
            parent: desk.parent.as_ref().map(view),
            quoted: desk.quoted.as_ref().map(view),
            place: desk
                .place
                .as_ref()
                .map(|(_, card, _)| (card.name.clone(), card.handle.clone())),
            refusal: desk.refusal.map(|code| refusal(page, code)),
            asked: [
                desk.reply_is_asked.then_some("answer-asks-first"),
                desk.quote_is_asked.then_some("quote-asks-first"),
            ]
            .into_iter()
            .flatten()
            .map(|key| page.t(key))
            .collect(),
            choices,
            audiences: audiences(page, desk, &words),
            replies: with_usual(page, desk, &words.replies, desk.replies),
            quotes: with_usual(page, desk, &words.quotes, desk.quotes),
            languages: languages(page, &words.language),
            lasts: lasts(page, &words.lasts),
            pictures: pictures.iter().map(KeptView::new).collect(),
            chars_max: desk.chars_max,
            pictures_max: desk.pictures_max,
            picture_bytes_max: desk.picture_bytes_max,
            zone: zone(page),
            f: Faults::none(),
            asks_alt: false,
            notices: Vec::new(),
            seen: String::new(),
            words,
        }
    }

    /// The same composer for this draft.
    #[must_use]
    pub fn of_draft(mut self, id: impl std::fmt::Display, saved_at: Option<Timestamp>) -> Self {
        self.draft = id.to_string();
        self.draft_saved_ms = saved_at.map_or(0, |at| at.micros() / 1000);
        self
    }

    /// The same composer with what is not right.
    #[must_use]
    pub fn with_faults(mut self, page: &Page, faults: &[Fault]) -> Self {
        self.f = Faults::of(page, faults);
        self
    }

    /// Something was typed that should not be lost.
    pub fn has_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// The poll has words in it, or a fault.
    pub fn has_poll(&self) -> bool {
        self.choices.iter().any(|choice| !choice.is_empty())
            || self.f.on("choice").is_some()
            || self.f.on("lasts").is_some()
    }

    /// Whose clock the time is read by.
    pub fn zone_words(&self, page: &Page) -> String {
        let zone = [("zone", self.zone.as_str().into())];
        page.texts().f("write-later-hint", &zone)
    }

    /// "in Gofalwyr y Cwm"
    pub fn where_words(&self, page: &Page) -> String {
        let name = self.place.as_ref().map_or("", |(name, _)| name.as_str());
        page.texts().f("in-place", &[("name", name.into())])
    }

    /// The label of an answer of the poll, counted from 1.
    pub fn choice_label(&self, page: &Page, number: &usize) -> String {
        page.texts()
            .f("poll-choice", &[("number", (*number).into())])
    }

    /// Said by scripts of a file that is too large; they put its name in place of `{name}`.
    pub fn too_big(&self, page: &Page) -> String {
        let mb = self.picture_bytes_max >> 20;
        let args = [("name", "{name}".into()), ("mb", mb.into())];
        page.texts().f("picture-too-big", &args)
    }

    /// Said by scripts of a file that is no picture.
    pub fn wrong_type(&self, page: &Page) -> String {
        page.texts()
            .f("picture-wrong-type", &[("name", "{name}".into())])
    }

    /// Said by scripts where there are too many pictures.
    pub fn too_many(&self, page: &Page) -> String {
        let bound = [("bound", self.pictures_max.into())];
        page.texts().f("fault-too-many-pictures", &bound)
    }

    /// The choice of who may see it, in words.
    pub fn audience_chosen(&self) -> &str {
        chosen(&self.audiences)
    }

    /// The choice of who may answer, in words.
    pub fn replies_chosen(&self) -> &str {
        chosen(&self.replies)
    }

    /// The choice of who may quote, in words.
    pub fn quotes_chosen(&self) -> &str {
        chosen(&self.quotes)
    }

    /// The title of its page.
    pub fn title(&self, page: &Page) -> String {
        match (&self.parent, &self.quoted) {
            (Some(parent), _) => {
                let name = parent.author.name.as_str().into();
                page.texts().f("write-answer-title", &[("name", name)])
            }
            (None, Some(quoted)) => {
                let name = quoted.author.name.as_str().into();
                page.texts().f("write-quote-title", &[("name", name)])
            }
            (None, None) => page.t("write-title").to_owned(),
        }
    }
}

impl KeptView {
    /// The view of a picture that hangs on nothing yet, or on the post that is changed.
    pub fn new(media: &Media) -> Self {
        Self {
            id: media.id.to_string(),
            path: format!("/media/{}/small.{}", media.key, media.extension),
            width: media.width,
            height: media.height,
            alt: media.alt.clone(),
            was_animated: media.was_animated,
        }
    }
}

/// The reader's time zone by its name.
pub fn zone(page: &Page) -> String {
    page.zone().iana_name().unwrap_or("UTC").to_owned()
}

/// The sentence for a refusal of the rules.
pub fn refusal(page: &Page, code: &str) -> &'static str {
    page.find(&format!("denied-{code}"))
        .unwrap_or_else(|| page.t("error-denied"))
}

fn chosen(choices: &[ChoiceView]) -> &str {
    let found = choices.iter().find(|choice| choice.is_chosen);
    found.map_or("", |choice| choice.words.as_str())
}

/// Choices of who may answer or quote. Where the place is still open, the first is to take what
/// the place, or else the persona, has chosen.
fn with_usual(page: &Page, desk: &Desk, chosen: &str, usual: WhoMay) -> Vec<ChoiceView> {
    let is_open = desk.place.is_none() && !desk.places.is_empty();
    let mut choices = who_may(page, chosen, usual, desk.place.is_some() || is_open);
    if is_open {
        let takes_usual = WhoMay::parse(chosen).is_none();
        if takes_usual {
            choices
                .iter_mut()
                .for_each(|choice| choice.is_chosen = false);
        }
        let mine = page.t(&format!("who-{}", usual.code()));
        let usual = ChoiceView {
            value: String::new(),
            icon: "",
            words: page.t("who-usual").to_owned(),
            hint: page.texts().f("who-usual-hint", &[("mine", mine.into())]),
            is_chosen: takes_usual,
        };
        choices.insert(0, usual);
    }
    choices
}

fn audiences(page: &Page, desk: &Desk, words: &Words) -> Vec<ChoiceView> {
    let mut choices = if let Some((_, card, visibility)) = &desk.place {
        vec![place_choice(page, card, *visibility)]
    } else if desk.parent.is_some() {
        answer_choices(page, desk.audience)
    } else {
        let mut all: Vec<_> = desk
            .places
            .iter()
            .map(|(card, visibility)| place_choice(page, card, *visibility))
            .collect();
        let open = [
            Audience::Followers,
            Audience::Public,
            Audience::QuietPublic,
            Audience::Named,
        ];
        all.extend(open.map(|audience| audience_choice(page, audience)));
        all.extend(desk.circles.iter().map(|circle| ChoiceView {
            value: format!("circle:{}", circle.id),
            icon: "circle",
            words: circle.name.clone(),
            hint: page.t("audience-circle-hint").to_owned(),
            is_chosen: false,
        }));
        all
    };
    let usual = match desk.audience {
        Audience::Community | Audience::Circle => Audience::Followers.code(),
        other => other.code(),
    };
    let is_there = |value: &str| choices.iter().any(|choice| choice.value == value);
    let value = if is_there(&words.audience) {
        words.audience.clone()
    } else if is_there(usual) {
        usual.to_owned()
    } else {
        choices.first().map(|c| c.value.clone()).unwrap_or_default()
    };
    for choice in &mut choices {
        choice.is_chosen = choice.value == value;
    }
    choices
}

/// An answer reaches the people of its thread, or fewer.
fn answer_choices(page: &Page, parent: Audience) -> Vec<ChoiceView> {
    let mut same = audience_choice(page, parent);
    "same".clone_into(&mut same.value);
    let narrower: &[Audience] = match parent {
        Audience::Public => &[Audience::QuietPublic, Audience::Named],
        Audience::QuietPublic | Audience::Followers | Audience::Circle => &[Audience::Named],
        Audience::Community | Audience::Named => &[],
    };
    if matches!(
        parent,
        Audience::Followers | Audience::Circle | Audience::Named
    ) {
        page.t("audience-same").clone_into(&mut same.words);
        page.t("audience-same-hint").clone_into(&mut same.hint);
    }
    let fewer = narrower
        .iter()
        .map(|audience| audience_choice(page, *audience));
    [same].into_iter().chain(fewer).collect()
}

fn audience_choice(page: &Page, audience: Audience) -> ChoiceView {
    let icon = match audience {
        Audience::Public => "globe",
        Audience::QuietPublic => "leaf",
        Audience::Followers => "users",
        Audience::Community => "lock",
        Audience::Circle => "circle",
        Audience::Named => "mail",
    };
    let code = audience.code();
    ChoiceView {
        value: code.to_owned(),
        icon,
        words: page.t(&format!("audience-{code}")).to_owned(),
        hint: page.t(&format!("audience-{code}-hint")).to_owned(),
        is_chosen: false,
    }
}

fn place_choice(page: &Page, card: &Card, visibility: Visibility) -> ChoiceView {
    let (icon, key) = match visibility {
        Visibility::Public => ("globe", "write-in-public"),
        Visibility::MembersOnly => ("lock", "write-in-members"),
        Visibility::Hidden => ("eye-off", "write-in-hidden"),
    };
    let name = card.name.as_str();
    ChoiceView {
        value: format!("in:{}", card.handle),
        icon,
        words: page.texts().f("write-in", &[("name", name.into())]),
        hint: page.texts().f(key, &[("name", name.into())]),
        is_chosen: false,
    }
}

/// Choices of who may answer or quote.
pub fn who_may(page: &Page, chosen: &str, usual: WhoMay, is_inside: bool) -> Vec<ChoiceView> {
    let chosen = WhoMay::parse(chosen).unwrap_or(usual);
    let fits = |who: &&WhoMay| **who != WhoMay::Members || is_inside;
    WhoMay::ALL
        .iter()
        .filter(fits)
        .map(|who| ChoiceView {
            value: who.code().to_owned(),
            icon: "",
            words: page.t(&format!("who-{}", who.code())).to_owned(),
            hint: match who {
                WhoMay::Ask => page.t("who-ask-hint").to_owned(),
                _ => String::new(),
            },
            is_chosen: *who == chosen,
        })
        .collect()
}

fn languages(page: &Page, chosen: &str) -> Vec<OptionView> {
    let is_guess = chosen.is_empty() || chosen == GUESS;
    let guess = OptionView {
        value: GUESS,
        words: page.t("language-guess").to_owned(),
        lang: "",
        is_chosen: is_guess,
    };
    let all = Language::all().map(|language| OptionView {
        value: language.tag(),
        words: language.own_name().to_owned(),
        lang: language.tag(),
        is_chosen: !is_guess && Language::parse(chosen) == Some(language),
    });
    [guess].into_iter().chain(all).collect()
}

fn lasts(page: &Page, chosen: &str) -> Vec<OptionView> {
    let is_known = LASTS_HOURS.iter().any(|(value, _)| *value == chosen);
    let chosen = if is_known { chosen } else { LASTS_USUAL };
    LASTS_HOURS
        .iter()
        .map(|(value, key)| OptionView {
            value,
            words: page.t(key).to_owned(),
            lang: "",
            is_chosen: *value == chosen,
        })
        .collect()
}
