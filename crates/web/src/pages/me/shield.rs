//! "This is too much": quiet in two presses from any page, and what the shield does.

use crate::form::Posted;
use crate::locale::Texts;
use crate::page::Page;
use crate::respond::{Answer, html, see_done};
use crate::view::news::alarm_key;
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hafan_app::shield::{self, State as Shielded};
use hafan_app::{App, Error};
use hafan_core::burst::Watch;
use hafan_core::shield::{Scope, Shield, Why};

const PATH: &str = "/me/shield";

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(show).post(act))
}

#[derive(Template)]
#[template(path = "me/shield.html")]
struct ShieldPage<'p> {
    p: &'p Page,
    /// What is on, in sentences; nothing where it is down.
    up: Vec<String>,
    /// It covers less than everything.
    is_partial: bool,
    /// The wave that was told of last.
    told: Option<String>,
    /// What it holds, where it holds anything.
    held: Option<String>,
    about: Option<String>,
    state: Shielded,
    /// Code, words, and whether it is so now.
    watches: Vec<(&'static str, &'static str, bool)>,
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    act: String,
    #[serde(default)]
    watch: String,
}

async fn show(State(app): State<App>, page: Page) -> Answer {
    let state = shield::own(&app, page.visit().actor()?).await?;
    let handle = page.me().map(|me| me.card.handle.clone());
    let watches = Watch::ALL.iter().map(|watch| {
        let words = page.t(watch_key(*watch));
        (watch.code(), words, state.watch == *watch)
    });
    html(&ShieldPage {
        p: &page,
        up: state.shield.map(|one| up(&page, &one)).unwrap_or_default(),
        is_partial: state.shield.is_some_and(|one| one.scope != Scope::All),
        told: told(&page, &state),
        held: (state.answers > 0 || state.quotes > 0).then(|| held(&page, &state)),
        about: (state.about.zip(handle)).map(|(post, handle)| format!("/@{handle}/{post}")),
        watches: watches.collect(),
        state,
    })
}

fn up(page: &Page, shield: &Shield) -> Vec<String> {
    let until = [("until", page.said_day(shield.until).into())];
    let why = match shield.why {
        Why::Asked => "shield-why-asked",
        Why::Hostile => "shield-why-hostile",
        Why::Digging => "shield-why-digging",
    };
    let scope = match shield.scope {
        Scope::All => "shield-scope-all",
        Scope::Thread(_) => "shield-scope-thread",
        Scope::OldWords => "shield-scope-old",
    };
    vec![
        page.t(why).to_owned(),
        page.t(scope).to_owned(),
        page.texts().f("shield-until", &until),
    ]
}

/// What its owner was told of lately: a crowd before one person.
fn told(page: &Page, state: &Shielded) -> Option<String> {
    let dug = state.is_dug.then(|| page.t("news-digging").to_owned());
    let told = state.told.map(|told| {
        let count = [("count", told.people.into())];
        page.texts().f(alarm_key(&told), &count)
    });
    told.or(dug)
}

fn held(page: &Page, state: &Shielded) -> String {
    let counts = [
        ("answers", state.answers.into()),
        ("quotes", state.quotes.into()),
    ];
    page.texts().f("shield-held", &counts)
}

async fn act(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let actor = page.visit().actor()?;
    let done = match form.act.as_str() {
        "raise" => {
            shield::raise(&app, actor).await?;
            "shield-raised"
        }
        "lower" => {
            shield::lower(&app, actor).await?;
            "shield-lowered"
        }
        "show-all" => {
            shield::show_all(&app, actor).await?;
            "shield-shown"
        }
        "watch" => {
            let watch = Watch::parse(&form.watch);
            let watch = watch.ok_or_else(|| Error::invalid("watch", "choice"))?;
            shield::choose(&app, actor, watch).await?;
            "saved"
        }
        _ => return Err(Error::invalid("act", "choice").into()),
    };
    Ok(see_done(PATH, done))
}

const fn watch_key(watch: Watch) -> &'static str {
    match watch {
        Watch::Usual => "shield-watch-usual",
        Watch::Sensitive => "shield-watch-sensitive",
        Watch::Off => "shield-watch-off",
    }
}

/// The change, as the record tells it.
pub fn said(texts: Texts, old: &str, new: &str) -> String {
    let key = match (Shield::parse(new), Shield::parse(old)) {
        (Some(_), _) => "ledger-profile-shield-up",
        (None, _) => "ledger-profile-shield-down",
    };
    texts.t(key).to_owned()
}
