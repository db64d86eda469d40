//! A persona's page.

use crate::page::Page;
use crate::respond::{Answer, html, see};
use crate::view::{self, PictureView, PostView};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use hafan_app::App;
use hafan_app::reading::profile::{self, Answers, Found, Profile};
use hafan_core::account::FollowState;
use hafan_core::id::PostId;

pub fn routes() -> Router<App> {
    Router::new().route("/@{handle}", get(show))
}

#[derive(Template)]
#[template(path = "reading/profile.html")]
struct ProfilePage<'p> {
    p: &'p Page,
    found: &'p Profile,
    /// The picture across the top.
    header: Option<PictureView>,
    id: String,
    here: String,
    with_answers: bool,
    follows: bool,
    has_asked: bool,
    follows_me: bool,
    pinned: Vec<PostView>,
    posts: Vec<PostView>,
    older: Option<String>,
    tie: String,
    /// Until when the viewer sees less of them, in words.
    mute_ends: Option<String>,
    is_first: bool,
}

#[derive(serde::Deserialize)]
struct Asked {
    before: Option<String>,
    answers: Option<String>,
}

async fn show(
    State(app): State<App>,
    page: Page,
    Path(handle): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let before = view::cursor(asked.before.as_deref(), PostId::parse)?;
    let answers = match asked.answers {
        Some(_) => Answers::With,
        None => Answers::Without,
    };
    let viewer = page.visit().viewer();
    let found = match profile::profile(&app, viewer, &handle, answers, before).await? {
        Found::Persona(found) => found,
        Found::Community(handle) => return Ok(see(&format!("/c/{handle}"))),
    };
    let tie = &found.tie;
    let here = format!("/@{}", found.card.handle);
    let with_answers = answers == Answers::With;
    let going_on = if with_answers { "?answers=yes&" } else { "?" };
    let key = match tie.following {
        FollowState::Active => "tie-follow",
        FollowState::Asked => "tie-asked",
        _ if found.approve_followers => "tie-approves",
        _ => "tie-none",
    };
    let name = [("name", found.card.name.as_str().into())];
    html(&ProfilePage {
        p: &page,
        id: found.card.id.to_string(),
        header: found.header.as_ref().map(PictureView::new),
        with_answers,
        follows: tie.following.is_active(),
        has_asked: tie.following == FollowState::Asked,
        follows_me: tie.follows_me.is_active(),
        pinned: view::posts(&page, &found.pinned),
        posts: view::posts(&page, &found.slice.items),
        older: found
            .slice
            .older
            .map(|id| format!("{here}{going_on}before={id}")),
        tie: page.texts().f(key, &name),
        mute_ends: tie.kept.terms.ends_at.filter(|_| tie.is_muted).map(|at| {
            let name = found.card.name.as_str().into();
            let when = page.said(at).into();
            page.texts()
                .f("tie-mute-ends", &[("name", name), ("when", when)])
        }),
        is_first: before.is_none(),
        here,
        found: &found,
    })
}
