//! People at the door: who waits, what each of them gets, and whom I let in.
//!
//! Of somebody who waits there are words and initials, and nothing that fetches or leads anywhere.

use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer as Answered, html, see_done};
use crate::view;
use crate::view::{PlainWords, news};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::{get, post};
use hafan_app::door::{self, For, Guest, Look, Seen};
use hafan_app::store::account::Card;
use hafan_app::{App, Error, relation};
use hafan_core::door::{Answer, Caller, Door};
use hafan_core::id::{AccountId, NotificationId};
use hafan_core::notify::NotificationKind;
use hafan_core::time::Timestamp;
use std::collections::HashMap;

const PATH: &str = "/me/door";
/// People who wait on one page.
const PAGE: usize = 20;

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(show).post(save))
        .route("/me/door/all", post(act_on_all))
        .route("/me/door/{id}", post(act))
}

#[derive(Template)]
#[template(path = "me/door.html")]
struct DoorPage<'p> {
    p: &'p Page,
    choices: Vec<Choice>,
    is_now: bool,
    guests: Vec<GuestView>,
    older: Option<String>,
    known: Vec<Card>,
    declined: Vec<Card>,
}

/// What one caller gets, and can get.
struct Choice {
    code: &'static str,
    label: &'static str,
    hint: &'static str,
    /// Code, words, and whether it is so now.
    answers: Vec<(&'static str, &'static str, bool)>,
}

struct GuestView {
    card: Card,
    /// What they did, in sentences.
    did: Vec<String>,
    /// All they wrote, the oldest first.
    words: Vec<PlainWords>,
    /// The post that a report is about.
    post: Option<String>,
    when: String,
    /// How far a yes or a no to this reaches: see [`Seen`].
    newest: String,
    worded_at: i64,
}

#[derive(serde::Deserialize)]
struct Asked {
    before: Option<String>,
    /// Everybody, also who has come since those who wait came up.
    #[serde(default)]
    now: String,
}

async fn show(State(app): State<App>, page: Page, Query(asked): Query<Asked>) -> Answered {
    let actor = page.visit().actor()?;
    let before = view::cursor(asked.before.as_deref(), NotificationId::parse)?;
    let before = before.unwrap_or(NotificationId::new(i64::MAX));
    let between = (before, NotificationId::new(0));
    let is_now = !asked.now.is_empty();
    let (look, further) = match is_now {
        true => (Look::Now, "now=yes&before"),
        false => (Look::Batch, "before"),
    };
    let found = door::waiting(&app, actor, between, (look, PAGE)).await?;
    let guests = found.list.into_iter();
    let door = door::own(&app, actor).await?;
    // Those whom the page is about first.
    let callers = Caller::ALL.iter().rev();
    html(&DoorPage {
        p: &page,
        choices: callers.map(|who| choice(&page, &door, *who)).collect(),
        guests: guests.map(|guest| guest_view(&page, guest)).collect(),
        is_now,
        older: found.rest.map(|id| format!("{PATH}?{further}={id}")),
        known: door::known(&app, actor).await?,
        declined: door::declined(&app, actor).await?,
    })
}

fn choice(page: &Page, door: &Door, who: Caller) -> Choice {
    let answers = Answer::ALL.iter().map(|answer| {
        let words = page.t(answer_key(*answer));
        (answer.code(), words, door.get(who) == *answer)
    });
    Choice {
        code: who.code(),
        label: page.t(caller_key(who)),
        hint: match who {
            Caller::Private => page.t("door-private-hint"),
            Caller::Stranger => page.t("door-stranger-hint"),
            _ => "",
        },
        answers: answers.collect(),
    }
}

fn guest_view(page: &Page, guest: Guest) -> GuestView {
    let when = [("when", page.said(guest.last_at).into())];
    let name = [("names", guest.card.name.as_str().into())];
    let did = guest.kinds.iter().map(|kind| match kind {
        NotificationKind::Membership => "door-invited",
        kind => news::key(*kind),
    });
    let did = did.chain(guest.wrote_beside.then_some("door-wrote-beside"));
    let did = did.map(|key| page.texts().f(key, &name)).collect();
    let last = guest.words.last();
    let words = guest.words.iter();
    GuestView {
        did,
        words: words.map(|item| PlainWords::of_item(page, item)).collect(),
        post: last.map(|item| item.post.facts.id.to_string()),
        when: page.texts().f("door-waits-since", &when),
        newest: guest.seen.newest.to_string(),
        worded_at: guest.seen.worded_at.micros(),
        card: guest.card.clone(),
    }
}

/// The answers that are chosen; a caller that is not in the form keeps theirs.
async fn save(
    State(app): State<App>,
    page: Page,
    Posted(form): Posted<HashMap<String, String>>,
) -> Answered {
    let actor = page.visit().actor()?;
    let mut wish = Vec::new();
    for who in Caller::ALL.iter().copied() {
        if let Some(code) = form.get(who.code()) {
            let answer = Answer::parse(code);
            let answer = answer.ok_or_else(|| Error::invalid(who.code(), "choice"))?;
            wish.push((who, answer));
        }
    }
    door::set(&app, actor, wish).await?;
    Ok(see_done(PATH, "saved"))
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    act: String,
    /// How far the page looked, where it said so: see [`Seen`].
    newest: Option<String>,
    worded_at: Option<i64>,
}

impl Form {
    fn seen(&self) -> Result<Seen, Error> {
        let Some(newest) = &self.newest else {
            return Ok(Seen::ALL);
        };
        let newest = NotificationId::parse(newest);
        Ok(Seen {
            newest: newest.ok_or(Error::NotFound)?,
            worded_at: Timestamp::from_micros(self.worded_at.unwrap_or(0)),
        })
    }
}

#[derive(serde::Deserialize)]
struct AllForm {
    #[serde(default)]
    act: String,
    /// Who, and how far the page looked: `id newest worded_at`.
    #[serde(default)]
    guest: Vec<String>,
    /// They were looked at before they had come up.
    #[serde(default)]
    now: String,
}

impl AllForm {
    fn guests(&self) -> Result<Vec<(AccountId, Seen)>, Error> {
        let guests = self.guest.iter().take(PAGE).map(|one| {
            let mut parts = one.split(' ');
            let who = parts.next().and_then(AccountId::parse)?;
            let newest = parts.next().and_then(NotificationId::parse)?;
            let worded_at = Timestamp::from_micros(parts.next()?.parse().ok()?);
            Some((who, Seen { newest, worded_at }))
        });
        guests.collect::<Option<_>>().ok_or(Error::NotFound)
    }
}

/// A yes or a no to all who stand on the page, as they were read there.
async fn act_on_all(State(app): State<App>, page: Page, Posted(form): Posted<AllForm>) -> Answered {
    let actor = page.visit().actor()?;
    let guests = form.guests()?;
    let back = match form.now.is_empty() {
        true => PATH,
        false => "/me/door?now=yes",
    };
    let done = match form.act.as_str() {
        "let-in" => {
            door::let_in(&app, actor, guests, For::Good).await?;
            "door-let-in"
        }
        "send-away" => {
            door::send_away(&app, actor, guests).await?;
            "sent-away"
        }
        _ => return Err(Error::invalid("act", "choice").into()),
    };
    Ok(see_done(back, done))
}

async fn act(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Form>,
) -> Answered {
    let actor = page.visit().actor()?;
    let who = AccountId::parse(&id).ok_or(Error::NotFound)?;
    let guest = vec![(who, form.seen()?)];
    let done = match form.act.as_str() {
        "let-in" => {
            door::let_in(&app, actor, guest, For::Good).await?;
            "door-let-in"
        }
        "once" => {
            door::let_in(&app, actor, guest, For::Once).await?;
            "door-once"
        }
        "block" => {
            relation::block(&app, &actor, who).await?;
            "blocked"
        }
        "send-away" => {
            door::send_away(&app, actor, guest).await?;
            "sent-away"
        }
        "undecline" => {
            door::undecline(&app, actor, who).await?;
            "door-undeclined"
        }
        "forget" => {
            door::forget(&app, actor, who).await?;
            "door-forgotten"
        }
        _ => return Err(Error::Invalid(vec![]).into()),
    };
    Ok(see_done(PATH, done))
}

/// Key of the words for a caller.
const fn caller_key(who: Caller) -> &'static str {
    match who {
        Caller::NotFollowed => "door-not-followed",
        Caller::NotFollowing => "door-not-following",
        Caller::Newcomer => "door-newcomer",
        Caller::Private => "door-private",
        Caller::Limited => "door-limited",
        Caller::Stranger => "door-stranger",
    }
}

/// Key of the words for an answer.
const fn answer_key(answer: Answer) -> &'static str {
    match answer {
        Answer::Tell => "door-answer-tell",
        Answer::Hold => "door-answer-hold",
        Answer::Drop => "door-answer-drop",
    }
}
