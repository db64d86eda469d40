//! Lists of one's own: who and what one reads together.

use crate::faults::Returned;
use crate::form::{Posted, Pressed};
use crate::page::Page;
use crate::respond::{Answer, Failed, html, html_invalid, see_done};
use crate::view::{self, PostView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::{get, post};
use hafan_app::list::{self, List, Opened};
use hafan_app::reading::{self, Slice, Window};
use hafan_app::{App, Error};
use hafan_core::id::{AccountId, ListId, PostId};
use hafan_core::list::Replies;
use serde::Deserialize;

const PATH: &str = "/me/lists";

/// Routes of lists.
pub fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(all).post(make))
        .route("/me/lists/{id}", get(read).post(change))
        .route("/me/lists/{id}/add", post(add))
        .route("/me/lists/{id}/remove", post(remove))
        .route("/me/lists/{id}/delete", get(ask_delete).post(delete))
}

#[derive(Template)]
#[template(path = "me/lists.html")]
struct ListsPage<'p> {
    p: &'p Page,
    lists: Vec<Opened>,
    back: Returned<ListId>,
}

impl ListsPage<'_> {
    /// Which answers a list can show: code, key of the words, chosen.
    fn replies(&self, list: &List) -> [(&'static str, &'static str, bool); 3] {
        let one = |of: Replies, key| (of.code(), key, list.replies == of);
        [
            one(Replies::Listed, "list-replies-list"),
            one(Replies::Followed, "list-replies-followed"),
            one(Replies::None, "list-replies-none"),
        ]
    }
}

async fn all(State(app): State<App>, page: Page) -> Answer {
    html(&listed(&app, &page, Returned::nothing()).await?)
}

async fn listed<'p>(
    app: &App,
    p: &'p Page,
    back: Returned<ListId>,
) -> Result<ListsPage<'p>, Failed> {
    let lists = list::all_opened(app, p.visit().actor()?).await?;
    Ok(ListsPage { p, lists, back })
}

#[derive(Deserialize)]
struct Titled {
    #[serde(default)]
    title: String,
    #[serde(default)]
    replies: String,
    #[serde(default)]
    exclusive: String,
}

impl Titled {
    fn wish(&self, id: ListId) -> List {
        List {
            id,
            title: self.title.clone(),
            replies: Replies::parse(&self.replies).unwrap_or(Replies::Listed),
            is_exclusive: self.exclusive == "yes",
        }
    }
}

async fn make(State(app): State<App>, page: Page, Posted(form): Posted<Titled>) -> Answer {
    let actor = page.visit().actor()?;
    match list::make(&app, actor, form.wish(ListId::new(0))).await {
        Ok(made) => Ok(see_done(&format!("{PATH}#l{}", made.id), "list-made")),
        Err(Error::Invalid(faults)) => {
            let back = Returned::of_new(&page, &faults, form.title);
            html_invalid(&listed(&app, &page, back).await?)
        }
        Err(error) => Err(error.into()),
    }
}

fn id_of(text: &str) -> Result<ListId, Failed> {
    ListId::parse(text).ok_or_else(|| Error::NotFound.into())
}

/// After a change: back to the list, or its form again with what is not right.
async fn after(app: &App, page: &Page, id: ListId, done: Result<(), Error>, code: &str) -> Answer {
    match done {
        Ok(()) => Ok(see_done(&format!("{PATH}#l{id}"), code)),
        Err(Error::Invalid(faults)) => {
            let back = Returned::of(page, &faults, id);
            html_invalid(&listed(app, page, back).await?)
        }
        Err(error) => Err(error.into()),
    }
}

async fn change(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Titled>,
) -> Answer {
    let id = id_of(&id)?;
    let done = list::keep(&app, page.visit().actor()?, form.wish(id)).await;
    after(&app, &page, id, done.map(|_| ()), "list-changed").await
}

#[derive(Deserialize)]
struct Called {
    #[serde(default)]
    handle: String,
}

async fn add(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Posted(form): Posted<Called>,
) -> Answer {
    let id = id_of(&id)?;
    let done = list::add_called(&app, page.visit().actor()?, id, form.handle).await;
    after(&app, &page, id, done, "list-added").await
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
    let done = list::remove(&app, page.visit().actor()?, id, vec![who]).await;
    after(&app, &page, id, done, "list-removed").await
}

#[derive(Template)]
#[template(path = "me/list.html")]
struct ReadPage<'p> {
    p: &'p Page,
    title: String,
    posts: Vec<PostView>,
    older: Option<String>,
}

#[derive(Deserialize)]
struct Asked {
    before: Option<String>,
}

async fn read(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let id = id_of(&id)?;
    let before = view::cursor(asked.before.as_deref(), PostId::parse)?;
    let window = Window::down_from(before.unwrap_or(Slice::NEWEST));
    let actor = page.visit().actor()?;
    let (list, slice) = reading::list::timeline(&app, actor, id, window).await?;
    html(&ReadPage {
        p: &page,
        title: list.title,
        posts: view::posts(&page, &slice.items),
        older: slice.older.map(|post| format!("{PATH}/{id}?before={post}")),
    })
}

#[derive(Template)]
#[template(path = "me/list_delete.html")]
struct DeletePage<'p> {
    p: &'p Page,
    id: ListId,
    title: String,
}

async fn ask_delete(State(app): State<App>, page: Page, Path(id): Path<String>) -> Answer {
    let id = id_of(&id)?;
    let found = list::one(&app, page.visit().actor()?, id).await?.list;
    let name = [("name", found.title.as_str().into())];
    let title = page.texts().f("list-delete-title", &name);
    html(&DeletePage {
        p: &page,
        id,
        title,
    })
}

async fn delete(
    State(app): State<App>,
    page: Page,
    Path(id): Path<String>,
    _: Posted<Pressed>,
) -> Answer {
    list::delete(&app, page.visit().actor()?, id_of(&id)?).await?;
    Ok(see_done(PATH, "list-deleted"))
}
