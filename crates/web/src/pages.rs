//! Pages for people. One file a noun; each has its `routes()`, listed here.

mod about;
mod circle;
mod community;
mod draft;
mod filter;
mod health;
mod home;
pub mod host;
mod kept;
mod language;
mod list;
mod live;
mod manifest;
mod me;
pub(crate) mod media;
mod news;
mod oauth;
mod offline;
mod places;
mod post;
mod profile;
pub(crate) mod record;
mod relation;
mod report;
mod search;
mod setup;
mod sign_in;
mod sign_up;
mod tag;
mod thread;
pub mod write;

use crate::page::Page;
use crate::respond::Answer;
use axum::Router;
use hafan_app::{App, Error};

/// Every page.
pub fn routes() -> Router<App> {
    Router::new()
        .merge(about::routes())
        .merge(home::routes())
        .merge(kept::routes())
        .merge(language::routes())
        .merge(live::routes())
        .merge(me::routes())
        .merge(news::routes())
        .merge(oauth::routes())
        .merge(profile::routes())
        .merge(record::routes())
        .merge(relation::routes())
        .merge(search::routes())
        .merge(setup::routes())
        .merge(sign_in::routes())
        .merge(sign_up::routes())
        .merge(community::routes())
        .merge(host::routes())
        .merge(places::routes())
        .merge(write::routes())
        .merge(draft::routes())
        .merge(post::routes())
        .merge(thread::routes())
        .merge(media::routes())
        .merge(circle::routes())
        .merge(report::routes())
        .merge(filter::routes())
        .merge(list::routes())
        .merge(tag::routes())
        .fallback(missing)
}

/// What machines ask, that know no language and have no cookies.
pub fn bare_routes() -> Router<App> {
    Router::new()
        .merge(health::routes())
        .merge(manifest::routes())
        .merge(offline::routes())
}

async fn missing(_: Page) -> Answer {
    Err(Error::NotFound.into())
}
