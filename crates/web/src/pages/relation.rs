//! Following, blocking and muting, and the lists of people one has to do with.

use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer, html, own_path, see_done};
use crate::view;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::{get, post};
use hafan_app::relation::{self, List, MuteWish, Options, Somebody};
use hafan_app::store::account::Card;
use hafan_app::{App, Error};
use hafan_core::account::FollowState;
use hafan_core::id::AccountId;
use hafan_core::time::{DAY_US, Timestamp};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/people/{id}", post(act))
        .route("/me/follows", get(followed))
        .route("/me/follows/{list}", get(list))
}

#[derive(Template)]
#[template(path = "reading/people.html")]
struct PeoplePage<'p> {
    p: &'p Page,
    here: &'static str,
    title: &'static str,
    hint: &'static str,
    empty: &'static str,
    rows: Vec<RowView>,
    /// What can be done with each: act and words, the first one first.
    acts: &'static [(&'static str, &'static str)],
    older: Option<String>,
}

struct RowView {
    id: String,
    card: Option<Card>,
    since: String,
}

#[derive(serde::Deserialize)]
struct Form {
    act: String,
    #[serde(default)]
    back: String,
    /// Of wishes beside a follow.
    #[serde(default)]
    boosts: String,
    #[serde(default)]
    tells: String,
    #[serde(default)]
    languages: String,
    /// Of a mute: `day`, `week`, or without an end.
    #[serde(default)]
    lasts: String,
    /// Of a mute: `yes` where what they do is still news.
    #[serde(default)]
    news: String,
    #[serde(default)]
    note: String,
}

impl Form {
    fn options(&self) -> Options {
        let languages = self.languages.split([' ', ',']).map(str::to_owned);
        Options {
            boosts: Some(self.boosts == "yes"),
            tells: Some(self.tells == "yes"),
            languages: Some(languages.collect()),
        }
    }

    fn mute(&self) -> MuteWish {
        MuteWish {
            lasts_us: match self.lasts.as_str() {
                "day" => Some(DAY_US),
                "week" => Some(7 * DAY_US),
                _ => None,
            },
            keeps_news: self.news == "yes",
        }
    }
}

async fn act(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Form>,
) -> Answer {
    let actor = page.visit().actor()?;
    let who = AccountId::parse(&id).ok_or(Error::NotFound)?;
    let mut back = own_path(&form.back).to_owned();
    let done = match form.act.as_str() {
        "follow" => match relation::follow(&app, &actor, who).await? {
            FollowState::Asked => "follow-asked",
            _ => "followed",
        },
        "unfollow" => relation::unfollow(&app, &actor, who)
            .await
            .map(|()| "unfollowed")?,
        "accept" => relation::accept(&app, &actor, who)
            .await
            .map(|()| "accepted")?,
        "refuse" => relation::refuse(&app, &actor, who)
            .await
            .map(|()| "refused")?,
        "remove" => relation::remove_follower(&app, &actor, who)
            .await
            .map(|()| "follower-removed")?,
        "block" => {
            relation::block(&app, &actor, who).await?;
            // The page they came from does not exist for them any more.
            "/me/follows/blocked".clone_into(&mut back);
            "blocked"
        }
        "unblock" => relation::unblock(&app, &actor, who)
            .await
            .map(|()| "unblocked")?,
        "wish" => relation::follow_with(&app, &actor, who, form.options())
            .await
            .map(|_| "wished")?,
        "note" => relation::note(&app, &actor, who, &form.note)
            .await
            .map(|()| "noted")?,
        "mute" => {
            relation::mute_for(&app, &actor, who, form.mute()).await?;
            match form.lasts.as_str() {
                "day" => "muted-day",
                "week" => "muted-week",
                _ => "muted",
            }
        }
        "unmute" => relation::unmute(&app, &actor, who)
            .await
            .map(|()| "unmuted")?,
        _ => return Err(Error::Invalid(vec![]).into()),
    };
    Ok(see_done(&back, done))
}

#[derive(serde::Deserialize)]
struct Asked {
    before: Option<String>,
}

async fn followed(state: State<App>, page: Page, asked: Query<Asked>) -> Answer {
    show(state, page, List::Followed, asked).await
}

async fn list(
    state: State<App>,
    page: Page,
    Path(list): Path<String>,
    asked: Query<Asked>,
) -> Answer {
    let list = match list.as_str() {
        "asked" => List::Asked,
        "followers" => List::Followers,
        "requests" => List::Requests,
        "blocked" => List::Blocked,
        "muted" => List::Muted,
        _ => return Err(Error::NotFound.into()),
    };
    show(state, page, list, asked).await
}

async fn show(
    State(app): State<App>,
    page: Page,
    list: List,
    Query(asked): Query<Asked>,
) -> Answer {
    let actor = page.visit().actor()?;
    let before = view::cursor(asked.before.as_deref(), |text| {
        let (at, id) = view::two_numbers(text)?;
        Some((Timestamp::from_micros(at), AccountId::new(id)))
    })?;
    let found = relation::people(&app, actor, list, before).await?;
    let here = path(list);
    html(&PeoplePage {
        p: &page,
        here,
        title: page.t(title(list)),
        hint: page.t(hint(list)),
        empty: page.t(empty(list)),
        rows: found
            .rows
            .into_iter()
            .map(|row| row_view(&page, row))
            .collect(),
        acts: acts(list),
        older: found
            .older
            .map(|(at, id)| format!("{here}?before={}.{id}", at.micros())),
    })
}

fn row_view(page: &Page, row: Somebody) -> RowView {
    let texts = page.texts();
    let mut since = texts.f("people-since", &[("when", page.said(row.since).into())]);
    if let Some(ends_at) = row.ends_at {
        let until = texts.f("people-until", &[("when", page.said(ends_at).into())]);
        since = format!("{since}, {until}");
    }
    RowView {
        id: row.id.to_string(),
        card: row.card,
        since,
    }
}

const fn path(list: List) -> &'static str {
    match list {
        List::Followed => "/me/follows",
        List::Asked => "/me/follows/asked",
        List::Followers => "/me/follows/followers",
        List::Requests => "/me/follows/requests",
        List::Blocked => "/me/follows/blocked",
        List::Muted => "/me/follows/muted",
    }
}

const fn title(list: List) -> &'static str {
    match list {
        List::Followed => "people-followed",
        List::Asked => "people-asked",
        List::Followers => "people-followers",
        List::Requests => "people-requests",
        List::Blocked => "people-blocked",
        List::Muted => "people-muted",
    }
}

const fn hint(list: List) -> &'static str {
    match list {
        List::Followed => "people-followed-hint",
        List::Asked => "people-asked-hint",
        List::Followers => "people-followers-hint",
        List::Requests => "people-requests-hint",
        List::Blocked => "people-blocked-hint",
        List::Muted => "people-muted-hint",
    }
}

const fn empty(list: List) -> &'static str {
    match list {
        List::Followed => "people-followed-empty",
        List::Asked => "people-asked-empty",
        List::Followers => "people-followers-empty",
        List::Requests => "people-requests-empty",
        List::Blocked => "people-blocked-empty",
        List::Muted => "people-muted-empty",
    }
}

const fn acts(list: List) -> &'static [(&'static str, &'static str)] {
    match list {
        List::Followed => &[("unfollow", "act-unfollow")],
        List::Asked => &[("unfollow", "act-unask")],
        List::Followers => &[("remove", "act-remove")],
        List::Requests => &[("accept", "act-accept"), ("refuse", "act-refuse")],
        List::Blocked => &[("unblock", "act-unblock")],
        List::Muted => &[("unmute", "act-unmute")],
    }
}
