//! HTTP, and nothing but HTTP: pages for people, and the API for applications. A handler takes a
//! request apart, calls one function of `hafan_app`, and renders. No rule lives here.

pub mod api;
mod asked;
mod asker;
mod assets;
mod client;
mod faults;
mod flood;
mod form;
mod guard;
mod held;
pub mod locale;
mod page;
mod pages;
mod respond;
mod room;
mod upload;
mod view;

pub use client::{Client, Kept};

use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Extension, Router};
use flood::Floods;
use hafan_app::App;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::{RequestBodyTimeoutLayer, TimeoutLayer};
use upload::Slots;

/// Everything Hafan answers to.
pub fn router(app: App) -> Router {
    let mut pages = pages::routes().layer(from_fn_with_state(app.clone(), page::visit));
    if app.config.flood_limits {
        let floods = Floods::new(app.config.is_secure());
        pages = pages.layer(from_fn_with_state(floods, flood::limit));
    }
    let is_secure = app.config.is_secure();
    let pace = app.config.flood_limits.then(Arc::default);
    let pages = pages
        .merge(api::routes(pace))
        .layer(Extension(Slots::new()))
        .merge(pages::bare_routes())
        .with_state(app);
    let mut all = Router::new()
        .merge(pages)
        .merge(assets::routes())
        .layer(CompressionLayer::new().compress_when(worth_compressing()))
        .layer(CatchPanicLayer::custom(guard::broken))
        .layer(RequestBodyLimitLayer::new(BODY_BYTES_MAX))
        .layer(RequestBodyTimeoutLayer::new(SILENCE_MAX))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            ANSWER_TIME_MAX,
        ))
        .layer(from_fn(guard::headers));
    if is_secure {
        all = all.layer(from_fn(guard::strict_transport));
    }
    all
}

/// Bytes of any request: ten pictures of the largest size a host may allow. Each form has a limit
/// of its own below this.
const BODY_BYTES_MAX: usize = 256 * 1024 * 1024;
/// A browser that sends a form says nothing for at most this long.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// From the first byte of a request to the first of its answer: pictures over a slow line take
/// minutes.
const ANSWER_TIME_MAX: Duration = Duration::from_secs(600);
/// A smaller answer fits into one packet anyway.
const COMPRESSED_BYTES_MIN: u64 = 1024;

/// Texts, but not what is compressed already, and not live updates, which must not wait.
fn worth_compressing() -> impl Predicate {
    SizeAbove::new(COMPRESSED_BYTES_MIN)
        .and(NotForContentType::SSE)
        .and(NotForContentType::const_new("image/jpeg"))
        .and(NotForContentType::const_new("image/png"))
        .and(NotForContentType::const_new("font/"))
}
