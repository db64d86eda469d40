//! HTTP, and nothing but HTTP: pages for people, later the APIs. A handler takes a request apart,
//! calls one function of `hafan_app`, and renders. No rule lives here.

mod asked;
mod asker;
mod assets;
mod client;
mod faults;
mod form;
mod guard;
pub mod locale;
mod page;
mod pages;
mod respond;
mod view;

pub use client::Client;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use hafan_app::App;

/// Everything Hafan answers to.
pub fn router(app: App) -> Router {
    let pages = pages::routes()
        .layer(from_fn_with_state(app.clone(), page::visit))
        .merge(pages::bare_routes())
        .with_state(app);
    Router::new()
        .merge(pages)
        .merge(assets::routes())
        .layer(from_fn(guard::headers))
}
