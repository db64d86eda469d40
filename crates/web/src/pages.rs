//! Pages for people. One file a noun; each has its `routes()`, listed here.

mod health;

use crate::page::Page;
use crate::respond::Answer;
use axum::Router;
use hafan_app::{App, Error};

/// Every page.
pub fn routes() -> Router<App> {
    Router::new().fallback(missing)
}

/// What machines ask, that know no language and have no cookies.
pub fn bare_routes() -> Router<App> {
    Router::new().merge(health::routes())
}

async fn missing(_: Page) -> Answer {
    Err(Error::NotFound.into())
}
