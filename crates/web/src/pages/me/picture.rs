//! The picture of the persona one is here as.

use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use crate::upload;
use crate::view::megabytes;
use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{get, post};
use hafan_app::face::{self, Whose, Wish};
use hafan_app::visit::Me;
use hafan_app::{App, Error};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/me/picture", get(show).post(save))
        .route("/me/picture/remove", post(remove))
}

#[derive(Template)]
#[template(path = "me/picture.html")]
struct PicturePage<'p> {
    p: &'p Page,
    me: &'p Me,
    f: Faults,
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

async fn show(State(app): State<App>, page: Page) -> Answer {
    html(&picture_page(&app, &page, Faults::none(), None).await?)
}

async fn save(State(app): State<App>, page: Page, request: Request) -> Answer {
    let actor = page.visit().actor()?;
    let sent: upload::Uploaded<Form> = upload::read(&page, request).await?;
    let wish = Wish {
        file: sent.picture,
        alt: sent.form.alt.clone(),
    };
    match face::change(&app, actor, Whose::Own, wish).await {
        Ok(()) => Ok(see_done("/me/picture", "saved")),
        Err(Error::Invalid(faults)) => {
            let f = Faults::of(&page, &faults);
            html_invalid(&picture_page(&app, &page, f, Some(sent.form.alt)).await?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn remove(State(app): State<App>, page: Page, _: Posted<Pressed>) -> Answer {
    let actor = page.visit().actor()?;
    face::remove(&app, actor, Whose::Own).await?;
    Ok(see_done("/me/picture", "picture-removed"))
}

async fn picture_page<'p>(
    app: &App,
    page: &'p Page,
    f: Faults,
    typed: Option<String>,
) -> Result<PicturePage<'p>, Error> {
    let actor = page.visit().actor()?;
    let me = page.me().ok_or(Error::Denied("sign-in"))?;
    let worn = face::worn(app, actor, Whose::Own).await?;
    let is_worn = worn.is_some();
    Ok(PicturePage {
        p: page,
        me,
        f,
        alt: typed.or(worn).unwrap_or_default(),
        is_worn,
        megabytes: megabytes(page),
    })
}
