//! Tags that one follows, and tags that one puts forward.

use crate::faults::Faults;
use crate::form::Posted;
use crate::page::Page;
use crate::respond::{Answer, html, html_invalid, own_path, see_done};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use hafan_app::{Actor, App, Error, tag};
use hafan_core::id::TagId;

const PATH: &str = "/me/tags";

pub fn routes() -> Router<App> {
    Router::new().route(PATH, get(show).post(act))
}

#[derive(Template)]
#[template(path = "me/tags.html")]
struct TagsPage<'p> {
    p: &'p Page,
    followed: Vec<String>,
    featured: Vec<(TagId, String)>,
    f: Faults,
    name: String,
}

impl<'p> TagsPage<'p> {
    async fn new(app: &App, page: &'p Page, actor: Actor) -> Result<Self, Error> {
        Ok(Self {
            followed: tag::followed(app, actor).await?,
            featured: tag::featured(app, Some(actor.persona), actor.persona).await?,
            f: Faults::none(),
            name: String::new(),
            p: page,
        })
    }
}

async fn show(State(app): State<App>, page: Page) -> Answer {
    html(&TagsPage::new(&app, &page, page.visit().actor()?).await?)
}

#[derive(serde::Deserialize)]
struct Form {
    #[serde(default)]
    act: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    back: String,
}

async fn act(State(app): State<App>, page: Page, Posted(form): Posted<Form>) -> Answer {
    let actor = page.visit().actor()?;
    let name = form.name.trim();
    let done = match form.act.as_str() {
        "follow" if tag::parse(name).is_none() => Err(Error::invalid("name", "tag")),
        "follow" => tag::follow(&app, actor, name).await.map(|_| "tag-followed"),
        "unfollow" => tag::unfollow(&app, actor, name)
            .await
            .map(|_| "tag-unfollowed"),
        "feature" => tag::feature(&app, actor, name)
            .await
            .map(|_| "tag-featured"),
        "unfeature" => {
            let id = TagId::parse(name).ok_or(Error::NotFound)?;
            tag::unfeature(&app, actor, id)
                .await
                .map(|()| "tag-unfeatured")
        }
        _ => Err(Error::Invalid(vec![])),
    };
    match done {
        Ok(code) if form.back.is_empty() => Ok(see_done(PATH, code)),
        Ok(code) => Ok(see_done(own_path(&form.back), code)),
        Err(Error::Invalid(faults)) if !faults.is_empty() => {
            let mut again = TagsPage::new(&app, &page, actor).await?;
            again.f = Faults::of(&page, &faults);
            again.name.clone_from(&form.name);
            html_invalid(&again)
        }
        Err(error) => Err(error.into()),
    }
}
