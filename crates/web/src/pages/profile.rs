//! A persona's page.

use crate::locale::Arg;
use crate::page::Page;
use crate::respond::{Answer, html, see};
use crate::view::{self, PictureView, PostView, Prose};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::routing::get;
use hafan_app::App;
use hafan_app::reading::past;
use hafan_app::reading::profile::{self, Answers, Found, Profile};
use hafan_core::account::FollowState;
use hafan_core::id::PostId;
use hafan_core::time::Timestamp;

pub fn routes() -> Router<App> {
    Router::new().route("/@{handle}", get(show))
}

#[derive(Template)]
#[template(path = "reading/profile.html")]
struct ProfilePage<'p> {
    p: &'p Page,
    found: &'p Profile,
    bio: Prose,
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
    /// That the viewer sees less of them, and until when, in words.
    muted: Option<String>,
    /// The name of the page's persona, as texts want it.
    name: &'p [(&'static str, Arg<'p>)],
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
    let items: Vec<_> = found.pinned.iter().chain(&found.slice.items).collect();
    past::read_of(&app, page.who_reads(), &items).await?;
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
        muted: tie
            .is_muted
            .then(|| muted(&page, &found.card.name, tie.kept.terms.ends_at)),
        name: &name,
        is_first: before.is_none(),
        here,
        bio: Prose::of(&found.bio),
        found: &found,
    })
}

fn muted(page: &Page, name: &str, ends_at: Option<Timestamp>) -> String {
    let texts = page.texts();
    match ends_at {
        Some(at) => {
            let when = page.said(at).into();
            texts.f("tie-mute-ends", &[("name", name.into()), ("when", when)])
        }
        None => texts.f("tie-muted", &[("name", name.into())]),
    }
}
