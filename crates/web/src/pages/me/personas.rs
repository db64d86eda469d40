//! Personas: as whom one is here, one more, another one.

use crate::faults::Faults;
use crate::form::Posted;
use crate::page::Page;
use crate::pages::sign_up::with_suggestions;
use crate::respond::{Answer, html, html_invalid, own_path, see_done};
use crate::upload;
use crate::view::megabytes;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::routing::{get, post};
use hafan_app::face;
use hafan_app::identity::{leave, persona};
use hafan_app::store::account::Card;
use hafan_app::visit::Me;
use hafan_app::{Actor, App, Error};
use hafan_core::member::PERSONAS_MAX;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/me/personas", get(show))
        .route("/me/personas/new", get(show_new).post(create))
        .route("/me/personas/{handle}", get(ask))
        .route("/me/personas/{handle}/switch", post(switch))
        .route("/me/personas/{handle}/delete", get(ask_delete).post(delete))
}

#[derive(Template)]
#[template(path = "me/personas.html")]
struct PersonasPage<'p> {
    p: &'p Page,
    me: &'p Me,
    personas: Vec<Card>,
    personas_max: i64,
}

#[derive(Template)]
#[template(path = "me/persona_new.html")]
struct NewPage<'p> {
    p: &'p Page,
    f: Faults,
    form: NewForm,
    megabytes: i64,
}

#[derive(Template)]
#[template(path = "me/persona_switch.html")]
struct SwitchPage<'p> {
    p: &'p Page,
    me: &'p Me,
    to: Card,
    title: String,
}

#[derive(Template)]
#[template(path = "me/persona_delete.html")]
struct DeletePage<'p> {
    p: &'p Page,
    f: Faults,
    which: Card,
    title: String,
    hosts_alone: Vec<Card>,
    is_last: bool,
}

#[derive(serde::Deserialize, Default)]
struct NewForm {
    #[serde(default)]
    handle: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    alt: String,
}

#[derive(serde::Deserialize)]
struct SwitchForm {
    #[serde(default)]
    back: String,
}

#[derive(serde::Deserialize)]
struct DeleteForm {
    #[serde(default)]
    current: String,
}

async fn show(State(app): State<App>, page: Page) -> Answer {
    let (actor, me) = me(&page)?;
    html(&PersonasPage {
        p: &page,
        me,
        personas: persona::mine(&app, actor).await?,
        personas_max: i64::try_from(PERSONAS_MAX).unwrap_or(i64::MAX),
    })
}

async fn show_new(page: Page) -> Answer {
    page.visit().actor()?;
    html(&new_page(&page, Faults::none(), NewForm::default()))
}

async fn create(State(app): State<App>, page: Page, request: Request) -> Answer {
    let actor = page.visit().actor()?;
    let sent: upload::Uploaded<NewForm> = upload::read(&page, request).await?;
    let form = sent.form;
    let wish = persona::Wish {
        handle: form.handle.clone(),
        name: form.name.clone(),
        picture: face::Wish {
            file: sent.picture,
            alt: form.alt.clone(),
        },
    };
    match persona::create(&app, actor, wish).await {
        Ok(_) => Ok(see_done("/me/personas", "persona-made")),
        Err(Error::Invalid(faults)) => {
            let f = with_suggestions(&app, &page, &form.handle, &faults).await?;
            html_invalid(&new_page(&page, f, form))
        }
        Err(other) => Err(other.into()),
    }
}

fn new_page(page: &Page, f: Faults, form: NewForm) -> NewPage<'_> {
    NewPage {
        p: page,
        f,
        form,
        megabytes: megabytes(page),
    }
}

/// The page that says who one will be.
async fn ask(State(app): State<App>, page: Page, Path(handle): Path<String>) -> Answer {
    let (actor, me) = me(&page)?;
    let to = mine(&app, actor, &handle).await?;
    let name = to.name.as_str().into();
    html(&SwitchPage {
        p: &page,
        me,
        title: page.texts().f("persona-switch-to", &[("name", name)]),
        to,
    })
}

async fn switch(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Posted(form): Posted<SwitchForm>,
) -> Answer {
    let actor = page.visit().actor()?;
    let to = mine(&app, actor, &handle).await?;
    persona::switch(&app, actor, to.id).await?;
    Ok(see_done(own_path(&form.back), "persona-switched"))
}

async fn ask_delete(State(app): State<App>, page: Page, Path(handle): Path<String>) -> Answer {
    let actor = page.visit().actor()?;
    let which = mine(&app, actor, &handle).await?;
    html(&delete_page(&app, &page, which, Faults::none()).await?)
}

async fn delete(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Posted(form): Posted<DeleteForm>,
) -> Answer {
    let actor = page.visit().actor()?;
    let which = mine(&app, actor, &handle).await?;
    match leave::delete_persona(&app, actor, which.id, &form.current).await {
        Ok(()) => Ok(see_done("/me/personas", "persona-deleted")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            html_invalid(&delete_page(&app, &page, which, f).await?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn delete_page<'p>(
    app: &App,
    page: &'p Page,
    which: Card,
    f: Faults,
) -> Result<DeletePage<'p>, Error> {
    let actor = page.visit().actor()?;
    let outlook = leave::outlook(app, actor, Some(which.id)).await?;
    let name = which.name.as_str().into();
    Ok(DeletePage {
        p: page,
        f,
        title: page.texts().f("persona-delete-title", &[("name", name)]),
        which,
        hosts_alone: outlook
            .hosts_alone
            .into_iter()
            .map(|one| one.community)
            .collect(),
        is_last: persona::mine(app, actor).await?.len() <= 1,
    })
}

fn me(page: &Page) -> Result<(Actor, &Me), Error> {
    let actor = page.visit().actor()?;
    let me = page.me().ok_or(Error::Denied("sign-in"))?;
    Ok((actor, me))
}

/// A persona of the member's own, by its handle. Those of others are not found here.
async fn mine(app: &App, actor: Actor, handle: &str) -> Result<Card, Error> {
    let mine = persona::mine(app, actor).await?;
    let found = mine.into_iter().find(|card| card.handle == handle);
    found.ok_or(Error::NotFound)
}

/// True for the persona one is here as.
fn is_now(me: &Me, card: &Card) -> bool {
    me.actor.persona == card.id
}
