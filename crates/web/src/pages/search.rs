//! Search, and the page of a hashtag.

use crate::page::Page;
use crate::respond::{Answer, html};
use crate::view::{self, PostView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use hafan_app::reading::search::{self, Found, TagWish};
use hafan_app::reading::{Slice, Window, past};
use hafan_app::{App, Error, tag};
use hafan_core::id::PostId;

/// Characters of a tag that is looked up; longer ones were never made.
const TAG_CHARS_MAX: usize = 100;

pub fn routes() -> Router<App> {
    Router::new()
        .route("/search", get(show))
        .route("/tags/{tag}", get(tagged))
}

#[derive(Template)]
#[template(path = "reading/search.html")]
struct SearchPage<'p> {
    p: &'p Page,
    query: String,
    found: &'p Found,
    is_first: bool,
    nothing: String,
    posts: Vec<PostView>,
    older: Option<String>,
}

#[derive(Template)]
#[template(path = "reading/tag.html")]
struct TagPage<'p> {
    p: &'p Page,
    tag: String,
    /// Nothing for a visitor, and for what can be no tag.
    follows: Option<bool>,
    posts: Vec<PostView>,
    older: Option<String>,
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    before: Option<String>,
}

async fn show(State(app): State<App>, page: Page, Query(asked): Query<Asked>) -> Answer {
    let before = view::cursor(asked.before.as_deref(), PostId::parse)?;
    let found = search::find(&app, page.visit().viewer(), &asked.q, before).await?;
    let items: Vec<_> = found.slice.items.iter().collect();
    past::read_of(&app, page.who_reads(), &items).await?;
    let is_nothing = !found.is_empty_query
        && found.people.is_empty()
        && found.places.is_empty()
        && found.slice.items.is_empty();
    let words = [("query", asked.q.as_str().into())];
    html(&SearchPage {
        p: &page,
        is_first: before.is_none(),
        nothing: if is_nothing {
            page.texts().f("search-nothing", &words)
        } else {
            String::new()
        },
        posts: view::posts(&page, &found.slice.items),
        older: found
            .slice
            .older
            .map(|id| format!("/search?q={}&before={id}", coded(&asked.q))),
        query: asked.q,
        found: &found,
    })
}

async fn tagged(
    State(app): State<App>,
    page: Page,
    Path(tag): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    if tag.chars().count() > TAG_CHARS_MAX {
        return Err(Error::NotFound.into());
    }
    let before = view::cursor(asked.before.as_deref(), PostId::parse)?;
    let window = Window::down_from(before.unwrap_or(Slice::NEWEST));
    let asked = (vec![tag.clone()], TagWish::default());
    let found = search::tagged(&app, page.visit().viewer(), asked, window).await?;
    let items: Vec<_> = found.items.iter().collect();
    past::read_of(&app, page.who_reads(), &items).await?;
    let follows = match page.me() {
        Some(me) if tag::parse(&tag).is_some() => {
            let followed = tag::followed(&app, me.actor).await?;
            Some(followed.iter().any(|one| tag::is_same(one, &tag)))
        }
        _ => None,
    };
    html(&TagPage {
        p: &page,
        follows,
        posts: view::posts(&page, &found.items),
        older: found
            .older
            .map(|id| format!("/tags/{}?before={id}", coded(&tag))),
        tag,
    })
}

/// A text as part of an address.
fn coded(text: &str) -> String {
    serde_html_form::to_string([("q", text)])
        .map(|form| form.trim_start_matches("q=").replace('+', "%20"))
        .unwrap_or_default()
}
