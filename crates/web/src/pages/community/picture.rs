//! The picture of a community.

use super::settings::hosted;
use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use crate::upload;
use crate::view::{HouseView, megabytes};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::routing::{get, post};
use hafan_app::face::{self, Whose, Wish};
use hafan_app::{App, Error};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/c/{handle}/picture", get(show).post(save))
        .route("/c/{handle}/picture/remove", post(remove))
}

#[derive(Template)]
#[template(path = "community/picture.html")]
struct PicturePage<'p> {
    p: &'p Page,
    f: Faults,
    h: HouseView,
    alt: String,
    is_worn: bool,
    megabytes: i64,
}

/// The words of the form; the file comes beside it.
#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    alt: String,
}

async fn show(State(app): State<App>, page: Page, Path(handle): Path<String>) -> Answer {
    html(&picture_page(&app, &page, handle, (Faults::none(), None)).await?)
}

async fn save(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    request: Request,
) -> Answer {
    let actor = page.visit().actor()?;
    let sent: upload::Uploaded<Form> = upload::read(&page, request).await?;
    let wish = Wish {
        file: sent.picture,
        alt: sent.form.alt.clone(),
    };
    let whose = Whose::Community(handle.clone());
    match face::change(&app, actor, whose, wish).await {
        Ok(()) => Ok(see_done(&format!("/c/{handle}/picture"), "saved")),
        Err(Error::Invalid(faults)) => {
            let again = (Faults::of(&page, &faults), Some(sent.form.alt));
            html_invalid(&picture_page(&app, &page, handle, again).await?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn remove(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    let actor = page.visit().actor()?;
    face::remove(&app, actor, Whose::Community(handle.clone())).await?;
    Ok(see_done(&format!("/c/{handle}/picture"), "picture-removed"))
}

async fn picture_page<'p>(
    app: &App,
    page: &'p Page,
    handle: String,
    (f, typed): (Faults, Option<String>),
) -> Result<PicturePage<'p>, Error> {
    let actor = page.visit().actor()?;
    let found = hosted(app, page, handle.clone()).await?;
    let worn = face::worn(app, actor, Whose::Community(handle)).await?;
    let is_worn = worn.is_some();
    Ok(PicturePage {
        p: page,
        f,
        h: HouseView::new(page, &found),
        alt: typed.or(worn.map(|worn| worn.alt)).unwrap_or_default(),
        is_worn,
        megabytes: megabytes(page),
    })
}
