//! What I kept for later, and what I wrote.

use crate::page::Page;
use crate::respond::{Answer, html};
use crate::view::{self, PostView};
use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::routing::get;
use hafan_app::App;
use hafan_app::reading::kept;
use hafan_core::id::PostId;
use hafan_core::time::Timestamp;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/kept", get(show_kept))
        .route("/me/posts", get(show_mine))
}

#[derive(Template)]
#[template(path = "reading/kept.html")]
struct KeptPage<'p> {
    p: &'p Page,
    posts: Vec<PostView>,
    is_first: bool,
    older: Option<String>,
}

#[derive(Template)]
#[template(path = "reading/mine.html")]
struct MinePage<'p> {
    p: &'p Page,
    posts: Vec<PostView>,
    older: Option<String>,
}

#[derive(serde::Deserialize)]
struct Asked {
    before: Option<String>,
}

async fn show_kept(State(app): State<App>, page: Page, Query(asked): Query<Asked>) -> Answer {
    let actor = page.visit().actor()?;
    let before = view::cursor(asked.before.as_deref(), |text| {
        let (at, id) = view::two_numbers(text)?;
        Some((Timestamp::from_micros(at), PostId::new(id)))
    })?;
    let found = kept::kept(&app, actor, before).await?;
    html(&KeptPage {
        p: &page,
        posts: view::posts(&page, &found.items),
        is_first: before.is_none(),
        older: found
            .older
            .map(|(at, id)| format!("/kept?before={}.{id}", at.micros())),
    })
}

async fn show_mine(State(app): State<App>, page: Page, Query(asked): Query<Asked>) -> Answer {
    let actor = page.visit().actor()?;
    let before = view::cursor(asked.before.as_deref(), PostId::parse)?;
    let found = kept::mine(&app, actor, before).await?;
    html(&MinePage {
        p: &page,
        posts: view::posts(&page, &found.items),
        older: found.older.map(|id| format!("/me/posts?before={id}")),
    })
}
