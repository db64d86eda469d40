//! The API for applications: that of Mastodon, so that its clients work, and Hafan's own beside it.
//!
//! Endpoints are declared in the files of their nouns; `docs/api.md` tells what is different from
//! other servers, and why.

mod absent;
mod account;
mod admin;
mod ask;
mod conversation;
pub mod endpoint;
mod entity;
mod filter;
mod instance;
mod list;
mod list_;
mod marker;
mod media;
mod moment;
pub(crate) mod notification;
mod oauth;
pub mod openapi;
mod own;
pub mod pace;
mod params;
mod poll;
mod push;
mod relation;
mod reply;
mod report;
mod scheduled;
mod search;
pub mod shape;
mod sign_up;
mod status;
mod streaming;
mod tag;
mod timeline;

pub use push::herald;

use axum::Router;
use axum::http::Method;
use axum::http::header::{ETAG, HeaderName, LINK, RETRY_AFTER};
use axum::routing::any;
use endpoint::{Endpoint, Endpoints};
use hafan_app::App;
use pace::Pace;
use std::sync::Arc;
use std::time::Duration;
use tower_http::cors::{AllowHeaders, Any, CorsLayer};

/// All endpoints; requests are counted by `pace`, if there is one.
fn all(pace: Option<Arc<Pace>>) -> Endpoints {
    let all = Endpoints::new(pace);
    let all = oauth::endpoints(all);
    let all = openapi::endpoints(all);
    let all = instance::endpoints(all);
    let all = account::endpoints(all);
    let all = relation::endpoints(all);
    let all = sign_up::endpoints(all);
    let all = search::endpoints(all);
    let all = notification::endpoints(all);
    let all = marker::endpoints(all);
    let all = conversation::endpoints(all);
    let all = status::endpoints(all);
    let all = media::endpoints(all);
    let all = poll::endpoints(all);
    let all = own::endpoints(all);
    let all = streaming::endpoints(all);
    let all = scheduled::endpoints(all);
    let all = report::endpoints(all);
    let all = admin::endpoints(all);
    let all = filter::endpoints(all);
    let all = list_::endpoints(all);
    let all = tag::endpoints(all);
    let all = absent::endpoints(all);
    let all = push::endpoints(all);
    timeline::endpoints(all)
}

/// Every endpoint as it is declared.
pub fn endpoints() -> Vec<Endpoint> {
    all(None).all
}

/// What applications ask.
pub fn routes(pace: Option<Arc<Pace>>) -> Router<App> {
    all(pace)
        .into_router()
        .route("/api/{*rest}", any(endpoint::missing))
        .method_not_allowed_fallback(endpoint::wrong_method)
        .layer(cors())
}

/// Clients in browsers come from other sites. They carry tokens and never our cookies, which the
/// API does not look at: so it matters to nobody which headers they send, and any are allowed.
fn cors() -> CorsLayer {
    const HELD: Duration = Duration::from_secs(24 * 60 * 60);
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::PATCH,
            Method::DELETE,
        ])
        .allow_headers(AllowHeaders::mirror_request())
        .expose_headers([
            LINK,
            ETAG,
            RETRY_AFTER,
            HeaderName::from_static("x-ratelimit-limit"),
            HeaderName::from_static("x-ratelimit-remaining"),
            HeaderName::from_static("x-ratelimit-reset"),
        ])
        .max_age(HELD)
}
