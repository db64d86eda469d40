//! Pages for people. One file a noun; each has its `routes()`, listed here.

mod health;

use axum::Router;
use hafan_app::App;

/// Every page.
pub fn routes() -> Router<App> {
    Router::new().merge(health::routes())
}
