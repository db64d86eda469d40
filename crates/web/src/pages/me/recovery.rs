//! The recovery sheet of a member, and getting back in with it or with a host's link.

use crate::asker::Asker;
use crate::faults::Faults;
use crate::form::Posted;
use crate::page::{self, Page};
use crate::respond::{Answer, html, html_invalid, html_limited, own_path, see_done};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use axum::routing::{get, post};
use data_encoding::BASE64URL_NOPAD;
use hafan_app::identity::recovery;
use hafan_app::{App, Error};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/me/recovery", get(show))
        .route("/me/recovery/sheet", post(make))
        .route("/recover", get(ask).post(recover))
}

#[derive(Template)]
#[template(path = "me/recovery.html")]
struct RecoveryPage<'p> {
    p: &'p Page,
    has_sheet: bool,
    /// For newcomers: where to go on, coded; empty for everyone else.
    first: String,
    next: String,
}

#[derive(Template)]
#[template(path = "me/sheet.html")]
struct SheetPage<'p> {
    p: &'p Page,
    code: String,
    made_on: String,
    host: String,
    next: String,
}

#[derive(Template)]
#[template(path = "identity/recover.html")]
struct RecoverPage<'p> {
    p: &'p Page,
    f: Faults,
    login: String,
    /// The secret of a host's link, if somebody came by one.
    link: String,
    wait: String,
}

#[derive(Template)]
#[template(path = "identity/link_over.html")]
struct LinkOverPage<'p> {
    p: &'p Page,
}

#[derive(serde::Deserialize, Default)]
struct First {
    #[serde(default)]
    first: String,
}

#[derive(serde::Deserialize, Default)]
struct Form {
    #[serde(default)]
    link: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    password: String,
}

async fn show(State(app): State<App>, page: Page, Query(query): Query<First>) -> Answer {
    let actor = page.visit().actor()?;
    html(&RecoveryPage {
        p: &page,
        has_sheet: recovery::has_sheet(&app, actor).await?,
        next: next_of(&query.first),
        first: query.first,
    })
}

async fn make(State(app): State<App>, page: Page, Posted(form): Posted<First>) -> Answer {
    let actor = page.visit().actor()?;
    let code = recovery::make_sheet(&app, actor).await?.grouped();
    let url = &app.config.public_url;
    let host = url.split_once("://").map_or(url.as_str(), |(_, host)| host);
    html(&SheetPage {
        p: &page,
        code,
        made_on: page.said_day(page.visit().now),
        host: host.to_owned(),
        next: if form.first.is_empty() {
            "/me/devices".to_owned()
        } else {
            next_of(&form.first)
        },
    })
}

fn next_of(first: &str) -> String {
    let bytes = BASE64URL_NOPAD.decode(first.as_bytes()).unwrap_or_default();
    own_path(&String::from_utf8(bytes).unwrap_or_default()).to_owned()
}

fn recover_page(page: &Page, login: String, link: String) -> RecoverPage<'_> {
    RecoverPage {
        p: page,
        f: Faults::none(),
        login,
        link,
        wait: String::new(),
    }
}

async fn ask(State(app): State<App>, page: Page, Query(query): Query<Form>) -> Answer {
    if query.link.is_empty() {
        return html(&recover_page(&page, String::new(), String::new()));
    }
    match recovery::link_is_for(&app, &query.link, page.net()).await {
        Ok(login) => html(&recover_page(&page, login, query.link)),
        Err(Error::NotFound) => link_over(&page),
        Err(other) => Err(other.into()),
    }
}

async fn recover(
    State(app): State<App>,
    page: Page,
    Asker(browser): Asker,
    Posted(form): Posted<Form>,
) -> Answer {
    let opened = if form.link.is_empty() {
        recovery::with_sheet(&app, &form.login, &form.code, &form.password, browser).await
    } else {
        recovery::with_link(&app, &form.link, &form.password, browser).await
    };
    match opened {
        Ok(opened) => {
            let to = see_done("/me/recovery", "recovered");
            Ok(page::sign_in(to, &opened, &page))
        }
        Err(Error::NotFound) => link_over(&page),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            let again = recover_page(&page, form.login, form.link);
            html_invalid(&RecoverPage { f, ..again })
        }
        Err(Error::Limited { retry_at }) => {
            let wait = page.said_wait(retry_at);
            let again = recover_page(&page, form.login, form.link);
            let wait_us = retry_at.since(page.visit().now);
            html_limited(&RecoverPage { wait, ..again }, wait_us)
        }
        Err(other) => Err(other.into()),
    }
}

/// A host's link that was used, ran out, or never was: one answer.
fn link_over(page: &Page) -> Answer {
    let body = html(&LinkOverPage { p: page })?;
    Ok((StatusCode::NOT_FOUND, body).into_response())
}
