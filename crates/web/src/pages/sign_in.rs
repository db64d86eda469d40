//! Coming in with name and password, and going.

use crate::asker::Asker;
use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::{self, Page};
use crate::respond::{Answer, html, html_invalid, html_limited, own_path, see, see_done};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::{get, post};
use data_encoding::BASE64URL_NOPAD;
use hafan_app::identity::{Entered, session, sign_in};
use hafan_app::{App, Error};
use hafan_core::place::SignUp;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/sign-in", get(show).post(enter))
        .route("/sign-out", post(leave))
}

#[derive(Template)]
#[template(path = "identity/sign_in.html")]
struct SignInPage<'p> {
    p: &'p Page,
    f: Faults,
    login: String,
    next: String,
    /// Not empty where somebody who is signed in is asked to sign in anew.
    again: String,
    /// Words where too much was tried.
    wait: String,
    sign_up: SignUp,
}

/// Somebody who asked to join and has no answer yet, or was refused.
#[derive(Template)]
#[template(path = "identity/waiting.html")]
pub(super) struct WaitingPage<'p> {
    pub p: &'p Page,
    pub is_refused: bool,
    /// What the host said to somebody who was refused; may be empty.
    pub words: String,
}

impl<'p> WaitingPage<'p> {
    /// The page of somebody who waits.
    pub const fn new(p: &'p Page) -> Self {
        Self {
            p,
            is_refused: false,
            words: String::new(),
        }
    }
}

#[derive(serde::Deserialize, Default)]
struct Form {
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    /// Where to go then, coded so that no path stands in it that a filter might change.
    #[serde(default)]
    next: String,
    /// Not empty: also for somebody who is signed in (`force_login` of the page of consent).
    #[serde(default)]
    again: String,
}

fn sign_in_page(page: &Page, form: Form) -> SignInPage<'_> {
    SignInPage {
        p: page,
        f: Faults::none(),
        login: form.login,
        next: form.next,
        again: form.again,
        wait: String::new(),
        sign_up: page.visit().place.sign_up(),
    }
}

async fn show(page: Page, Query(form): Query<Form>) -> Answer {
    if page.me().is_some() && form.again.is_empty() {
        return Ok(see(&path_of(&form.next)));
    }
    let asked = Form {
        login: String::new(),
        password: String::new(),
        ..form
    };
    html(&sign_in_page(&page, asked))
}

async fn enter(
    State(app): State<App>,
    page: Page,
    Asker(browser): Asker,
    Posted(form): Posted<Form>,
) -> Answer {
    if page.me().is_some() && form.again.is_empty() {
        return Ok(see(&path_of(&form.next)));
    }
    match sign_in(&app, &form.login, &form.password, browser).await {
        Ok(Entered::In(opened)) => {
            // The browser has one sign-in at a time: the one before ends.
            if let Ok(before) = page.visit().actor() {
                session::end(&app, before, before.session).await?;
            }
            let to = see(&path_of(&form.next));
            Ok(page::sign_in(to, &opened, &page))
        }
        Ok(Entered::Waiting) => html(&WaitingPage::new(&page)),
        Ok(Entered::Refused { words }) => html(&WaitingPage {
            is_refused: true,
            words,
            ..WaitingPage::new(&page)
        }),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            html_invalid(&SignInPage {
                f,
                ..sign_in_page(&page, form)
            })
        }
        Err(Error::Limited { retry_at }) => {
            let wait = page.said_wait(retry_at);
            let again = SignInPage {
                wait,
                ..sign_in_page(&page, form)
            };
            html_limited(&again, retry_at.since(page.visit().now))
        }
        Err(other) => Err(other.into()),
    }
}

async fn leave(State(app): State<App>, page: Page, _: Posted<Pressed>) -> Answer {
    if let Ok(actor) = page.visit().actor() {
        session::end(&app, actor, actor.session).await?;
    }
    Ok(page::sign_out(see_done("/sign-in", "signed-out"), &page))
}

/// The path that was asked for before signing in.
fn path_of(next: &str) -> String {
    let bytes = BASE64URL_NOPAD.decode(next.as_bytes()).unwrap_or_default();
    let path = String::from_utf8(bytes).unwrap_or_default();
    own_path(&path).to_owned()
}
