//! The set-up of a place: three short parts on one page, once.

use crate::asker::Asker;
use crate::faults::Faults;
use crate::form::Posted;
use crate::page::{self, Page};
use crate::pages::sign_up::first_steps;
use crate::respond::{Answer, html, html_invalid, see};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::get;
use hafan_app::identity::setup::{self, FirstCommunity, Founding};
use hafan_app::identity::sign_up::Newcomer;
use hafan_app::{App, Error};
use hafan_core::community::CharterKind;

pub fn routes() -> Router<App> {
    Router::new().route("/setup", get(show).post(found))
}

#[derive(Template)]
#[template(path = "identity/setup.html")]
struct SetupPage<'p> {
    p: &'p Page,
    f: Faults,
    form: Form,
}

#[derive(Template)]
#[template(path = "identity/setup_locked.html")]
struct LockedPage<'p> {
    p: &'p Page,
}

#[derive(serde::Deserialize, Default)]
struct Form {
    #[serde(default)]
    key: String,
    #[serde(default)]
    place: String,
    #[serde(default)]
    handle: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    community: String,
    #[serde(default)]
    charter: String,
}

async fn show(State(app): State<App>, page: Page, Query(form): Query<Form>) -> Answer {
    if page.visit().place.is_set_up() {
        return Ok(see("/"));
    }
    if form.key.is_empty() {
        return html(&LockedPage { p: &page });
    }
    match setup::check_key(&app, &form.key, page.net()).await {
        Ok(()) => {
            let form = Form {
                key: form.key,
                charter: CharterKind::Support.code().to_owned(),
                ..Form::default()
            };
            let f = Faults::none();
            html(&SetupPage { p: &page, f, form })
        }
        Err(Error::NotFound) => locked(&page),
        Err(other) => Err(other.into()),
    }
}

async fn found(
    State(app): State<App>,
    page: Page,
    Asker(browser): Asker,
    Posted(form): Posted<Form>,
) -> Answer {
    let Some(charter) = CharterKind::parse(&form.charter) else {
        return Err(Error::invalid("charter", "choice").into());
    };
    let founding = Founding {
        name: form.place.clone(),
        host: Newcomer {
            handle: form.handle.clone(),
            name: form.name.clone(),
            password: form.password.clone(),
            locale: page.texts().locale(),
            answer: String::new(),
            reach: None,
        },
        community: Some(FirstCommunity {
            name: form.community.clone(),
            charter,
        }),
    };
    match setup::setup(&app, form.key.clone(), founding, browser).await {
        Ok(done) => {
            let to = done
                .community
                .map_or_else(|| "/".to_owned(), |handle| format!("/c/{handle}"));
            Ok(page::sign_in(see(&first_steps(&to)), &done.opened, &page))
        }
        Err(Error::NotFound) => locked(&page),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            html_invalid(&SetupPage { p: &page, f, form })
        }
        Err(other) => Err(other.into()),
    }
}

/// A key that holds no more, or never did: where to find one that does.
fn locked(page: &Page) -> Answer {
    let body = html(&LockedPage { p: page })?;
    Ok((StatusCode::NOT_FOUND, body).into_response())
}

/// A charter to choose: its icon and the keys of its words.
struct Choice {
    kind: CharterKind,
    icon: &'static str,
    title: &'static str,
    hint: &'static str,
}

const CHOICES: [Choice; 3] = [
    Choice {
        kind: CharterKind::Support,
        icon: "hand-heart",
        title: "charter-support",
        hint: "charter-support-hint",
    },
    Choice {
        kind: CharterKind::Pictures,
        icon: "camera",
        title: "charter-pictures",
        hint: "charter-pictures-hint",
    },
    Choice {
        kind: CharterKind::Campaign,
        icon: "megaphone",
        title: "charter-campaign",
        hint: "charter-campaign-hint",
    },
];
