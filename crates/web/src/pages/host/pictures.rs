//! Lists of pictures that are not taken here.

use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use crate::upload;
use askama::Template;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::routing::{get, post};
use hafan_app::host::pictures::{self, LIST_BYTES_MAX, LOOKS_MAX};
use hafan_app::{App, Error};
use hafan_core::id::LookListId;

const PATH: &str = "/host/pictures";

pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(show).post(import))
        .route("/host/pictures/{id}/remove", post(remove))
}

#[derive(Template)]
#[template(path = "host/pictures.html")]
struct PicturesPage<'p> {
    p: &'p Page,
    f: Faults,
    name: String,
    hint: String,
    lists: Vec<ListView>,
    /// How often a picture on one of them was held back, where it ever was.
    held: Option<String>,
}

struct ListView {
    id: LookListId,
    name: String,
    about: String,
}

/// The words of the form; the file comes beside it.
#[derive(serde::Deserialize, Default)]
struct Form {
    #[serde(default)]
    name: String,
}

async fn show(State(app): State<App>, page: Page) -> Answer {
    html(&pictures_page(&app, &page, Form::default(), Faults::none()).await?)
}

async fn import(State(app): State<App>, page: Page, request: Request) -> Answer {
    let actor = page.visit().host()?;
    let asked = ("list", LIST_BYTES_MAX);
    let sent: upload::Uploaded<Form> = upload::read_file(&page, request, asked).await?;
    let (name, list) = (sent.form.name.clone(), sent.picture.unwrap_or_default());
    match pictures::import(&app, actor, name, list).await {
        Ok(_) => Ok(see_done(PATH, "look-list-read")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            html_invalid(&pictures_page(&app, &page, sent.form, f).await?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn remove(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().host()?;
    let id = LookListId::parse(&id).ok_or(Error::NotFound)?;
    pictures::remove(&app, actor, id).await?;
    Ok(see_done(PATH, "look-list-removed"))
}

async fn pictures_page<'p>(
    app: &App,
    page: &'p Page,
    form: Form,
    f: Faults,
) -> Result<PicturesPage<'p>, Error> {
    let found = pictures::lists(app, page.visit().host()?).await?;
    let texts = page.texts();
    let view = |one: pictures::LookList| {
        let about = [
            ("count", one.looks.into()),
            ("when", page.said(one.at).into()),
        ];
        let flat = [("count", one.flat.into())];
        let mut words = texts.f("look-list-about", &about);
        if one.flat > 0 {
            words = format!("{words} {}", texts.f("look-list-flat", &flat));
        }
        ListView {
            id: one.id,
            name: one.name,
            about: words,
        }
    };
    let held = [("count", found.held.into())];
    let most = i64::try_from(LOOKS_MAX).unwrap_or(i64::MAX);
    Ok(PicturesPage {
        held: (found.held > 0).then(|| texts.f("look-lists-held", &held)),
        hint: texts.f("look-list-file-hint", &[("most", most.into())]),
        lists: found.lists.into_iter().map(view).collect(),
        name: form.name,
        p: page,
        f,
    })
}
