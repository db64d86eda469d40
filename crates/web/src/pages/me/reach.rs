//! Who should be able to reach me: one question, and what is protected whatever the answer.

use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer, html, see_done};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hafan_app::identity::reach::{self, Reach};
use hafan_app::{App, Error};

const PATH: &str = "/me/reach";

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(show).post(save))
}

#[derive(Template)]
#[template(path = "me/reach.html")]
struct ReachPage<'p> {
    p: &'p Page,
    /// Something was set by itself, so that none of the answers is lived by.
    is_own: bool,
    reaches: Vec<ReachView>,
}

/// An answer to the question.
pub struct ReachView {
    pub value: &'static str,
    pub name: &'static str,
    pub words: &'static str,
    pub is_chosen: bool,
}

/// The answers to the question.
pub fn choices(page: &Page, chosen: Option<Reach>) -> Vec<ReachView> {
    let view = |reach: &Reach| {
        let (name, words) = match reach {
            Reach::Chosen => ("reach-chosen", "reach-chosen-words"),
            Reach::Knock => ("reach-knock", "reach-knock-words"),
            Reach::Everybody => ("reach-everybody", "reach-everybody-words"),
        };
        ReachView {
            value: reach.code(),
            name: page.t(name),
            words: page.t(words),
            is_chosen: chosen == Some(*reach),
        }
    };
    Reach::ALL.iter().map(view).collect()
}

async fn show(State(app): State<App>, page: Page) -> Answer {
    let chosen = reach::own(&app, page.visit().actor()?).await?;
    html(&ReachPage {
        reaches: choices(&page, chosen),
        is_own: chosen.is_none(),
        p: &page,
    })
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    reach: String,
}

async fn save(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let reach = Reach::parse(&form.reach).ok_or_else(|| Error::invalid("reach", "choice"))?;
    reach::choose(&app, page.visit().actor()?, reach).await?;
    Ok(see_done(PATH, "saved"))
}
