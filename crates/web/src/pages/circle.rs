//! Circles of one's own: who is in them, and what they are called.

use crate::faults::Returned;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, Failed, html, html_invalid, see_done};
use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::{get, post};
use hafan_app::circle::{self, Opened};
use hafan_app::{App, Error};
use hafan_core::id::{AccountId, CircleId};
use serde::Deserialize;

const PATH: &str = "/me/circles";

/// Routes of circles.
pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(list).post(make))
        .route("/me/circles/{id}/rename", post(rename))
        .route("/me/circles/{id}/add", post(add))
        .route("/me/circles/{id}/remove", post(remove))
        .route("/me/circles/{id}/delete", get(ask_delete).post(delete))
}

#[derive(Template)]
#[template(path = "me/circles.html")]
struct CirclesPage<'p> {
    p: &'p Page,
    circles: Vec<Opened>,
    back: Returned<CircleId>,
}

async fn list(State(app): State<App>, page: Page) -> Answer {
    html(&listed(&app, &page, Returned::nothing()).await?)
}

async fn listed<'p>(
    app: &App,
    p: &'p Page,
    back: Returned<CircleId>,
) -> Result<CirclesPage<'p>, Failed> {
    let circles = circle::list(app, &p.visit().actor()?).await?;
    Ok(CirclesPage { p, circles, back })
}

#[derive(Deserialize)]
struct Named {
    #[serde(default)]
    name: String,
}

async fn make(State(app): State<App>, page: Page, Posted(form): Posted<Named>) -> Answer {
    let actor = page.visit().actor()?;
    match circle::make(&app, &actor, form.name.clone()).await {
        Ok(id) => Ok(see_done(&format!("{PATH}#c{id}"), "circle-made")),
        Err(Error::Invalid(faults)) => {
            let back = Returned::of_new(&page, &faults, form.name);
            html_invalid(&listed(&app, &page, back).await?)
        }
        Err(error) => Err(error.into()),
    }
}

fn id_of(text: &str) -> Result<CircleId, Failed> {
    CircleId::parse(text).ok_or_else(|| Error::NotFound.into())
}

/// After a change: back to the circle, or its form again with what is not right.
async fn after(
    app: &App,
    page: &Page,
    id: CircleId,
    done: Result<(), Error>,
    code: &str,
) -> Answer {
    match done {
        Ok(()) => Ok(see_done(&format!("{PATH}#c{id}"), code)),
        Err(Error::Invalid(faults)) => {
            let back = Returned::of(page, &faults, id);
            html_invalid(&listed(app, page, back).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn rename(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Named>,
) -> Answer {
    let id = id_of(&id)?;
    let done = circle::rename(&app, &page.visit().actor()?, id, form.name).await;
    after(&app, &page, id, done, "circle-renamed").await
}

#[derive(Deserialize)]
struct Person {
    #[serde(default)]
    handle: String,
}

async fn add(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Person>,
) -> Answer {
    let id = id_of(&id)?;
    let done = circle::add(&app, &page.visit().actor()?, id, form.handle).await;
    after(&app, &page, id, done, "circle-added").await
}

#[derive(Deserialize)]
struct Who {
    #[serde(default)]
    who: String,
}

async fn remove(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Who>,
) -> Answer {
    let id = id_of(&id)?;
    let who = AccountId::parse(&form.who).ok_or(Error::NotFound)?;
    let done = circle::remove(&app, &page.visit().actor()?, id, who).await;
    after(&app, &page, id, done, "circle-removed").await
}

#[derive(Template)]
#[template(path = "me/circle_delete.html")]
struct DeletePage<'p> {
    p: &'p Page,
    id: CircleId,
    name: String,
}

impl DeletePage<'_> {
    fn title(&self) -> String {
        let name = [("name", self.name.as_str().into())];
        self.p.texts().f("circle-delete-title", &name)
    }
}

async fn ask_delete(State(app): State<App>, page: Page, Path(id): Path<String>) -> Answer {
    let id = id_of(&id)?;
    let circles = circle::list(&app, &page.visit().actor()?).await?;
    let found = circles.into_iter().find(|opened| opened.circle.id == id);
    let name = found.ok_or(Error::NotFound)?.circle.name;
    html(&DeletePage { p: &page, id, name })
}

async fn delete(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    circle::delete(&app, &page.visit().actor()?, id_of(&id)?).await?;
    Ok(see_done(PATH, "circle-deleted"))
}
