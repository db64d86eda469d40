//! The pictures of the persona one is here as: beside its name, and across the top of its page.

use crate::faults::Faults;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, see_done};
use crate::upload;
use crate::view::{PictureView, megabytes};
use askama::Template;
use axum::Router;
use axum::extract::{Request, State};
use axum::routing::{get, post};
use hafan_app::face::{self, Whose, Wish, Worn};
use hafan_app::visit::Me;
use hafan_app::{App, Error};

pub fn routes() -> Router<App> {
    Router::new()
        .route("/me/picture", get(show).post(save))
        .route("/me/picture/remove", post(remove))
        .route("/me/header", get(show_header).post(save_header))
        .route("/me/header/remove", post(remove_header))
}

/// The page about one of the pictures.
struct About {
    worn: Worn,
    path: &'static str,
    title: &'static str,
    sub: &'static str,
    hint: &'static str,
}

const FACE: About = About {
    worn: Worn::Face,
    path: "/me/picture",
    title: "my-picture",
    sub: "my-picture-sub",
    hint: "my-picture-hint",
};
const HEADER: About = About {
    worn: Worn::Header,
    path: "/me/header",
    title: "my-header",
    sub: "my-header-sub",
    hint: "my-header-hint",
};

#[derive(Template)]
#[template(path = "me/picture.html")]
struct PicturePage<'p> {
    p: &'p Page,
    me: &'p Me,
    about: About,
    f: Faults,
    alt: String,
    /// What is worn.
    shown: Option<PictureView>,
    megabytes: i64,
}

/// The words of the form; the file comes beside it.
#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    alt: String,
}

async fn show(app: State<App>, page: Page) -> Answer {
    show_about(app, page, FACE).await
}

async fn show_header(app: State<App>, page: Page) -> Answer {
    show_about(app, page, HEADER).await
}

async fn save(app: State<App>, page: Page, request: Request) -> Answer {
    save_about(app, page, request, FACE).await
}

async fn save_header(app: State<App>, page: Page, request: Request) -> Answer {
    save_about(app, page, request, HEADER).await
}

async fn remove(app: State<App>, page: Page, _: Posted<Pressed>) -> Answer {
    remove_about(app, page, FACE).await
}

async fn remove_header(app: State<App>, page: Page, _: Posted<Pressed>) -> Answer {
    remove_about(app, page, HEADER).await
}

async fn show_about(State(app): State<App>, page: Page, about: About) -> Answer {
    html(&picture_page(&app, &page, about, (Faults::none(), None)).await?)
}

async fn save_about(State(app): State<App>, page: Page, request: Request, about: About) -> Answer {
    let actor = page.visit().actor()?;
    let sent: upload::Uploaded<Form> = upload::read(&page, request).await?;
    let wish = Wish {
        file: sent.picture,
        alt: sent.form.alt.clone(),
    };
    match face::change(&app, actor, Whose::Own(about.worn), wish).await {
        Ok(()) => Ok(see_done(about.path, "saved")),
        Err(Error::Invalid(faults)) => {
            let told = (Faults::of(&page, &faults), Some(sent.form.alt));
            html_invalid(&picture_page(&app, &page, about, told).await?)
        }
        Err(other) => Err(other.into()),
    }
}

async fn remove_about(State(app): State<App>, page: Page, about: About) -> Answer {
    let actor = page.visit().actor()?;
    face::remove(&app, actor, Whose::Own(about.worn)).await?;
    Ok(see_done(about.path, "picture-removed"))
}

/// The page, with what is wrong and what was typed.
async fn picture_page<'p>(
    app: &App,
    page: &'p Page,
    about: About,
    (f, typed): (Faults, Option<String>),
) -> Result<PicturePage<'p>, Error> {
    let actor = page.visit().actor()?;
    let me = page.me().ok_or(Error::Denied("sign-in"))?;
    let worn = face::worn(app, actor, Whose::Own(about.worn)).await?;
    let shown = worn.as_ref().map(PictureView::new);
    Ok(PicturePage {
        p: page,
        me,
        about,
        f,
        alt: typed.or(worn.map(|worn| worn.alt)).unwrap_or_default(),
        shown,
        megabytes: megabytes(page),
    })
}
