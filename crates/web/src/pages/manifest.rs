//! What browsers ask to put the place on a home screen, and what crawlers ask.

use axum::Router;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use hafan_app::App;
use hafan_app::visit::Place;
use hafan_core::place::PlaceField;

/// `/manifest.webmanifest` and `/robots.txt`.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/manifest.webmanifest", get(manifest))
        .route("/robots.txt", get(robots))
}

/// People's words are for people: crawlers find the door, and the pages of personas and their
/// posts, each of which says `noindex` unless its author chose to be found. A crawler that is kept
/// from a page can't read that.
const ROBOTS: &str =
    "User-agent: *\nAllow: /$\nAllow: /about\nAllow: /assets/\nAllow: /@\nDisallow: /\n";
/// A day: the name of a place seldom changes.
const CACHE: &str = "public, max-age=86400";

async fn manifest(State(app): State<App>) -> Response {
    let place = match app.read(Place::load).await {
        Ok(place) => place,
        Err(error) => return crate::respond::bare_failure(&error),
    };
    let icon = |file: &str, size: &str, purpose: &str| {
        serde_json::json!({
            "src": format!("/assets/{file}"), "sizes": size, "type": "image/png", "purpose": purpose
        })
    };
    let manifest = serde_json::json!({
        "id": "/",
        "name": place.name(),
        "short_name": place.name(),
        "description": place.get(PlaceField::Summary),
        "lang": place.get(PlaceField::Locale),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f7f3ea",
        "theme_color": "#f7f3ea",
        "icons": [
            icon("icon-192.png", "192x192", "any"),
            icon("icon-512.png", "512x512", "any"),
            icon("icon-maskable-512.png", "512x512", "maskable"),
        ],
    });
    let kind = "application/manifest+json";
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, CACHE)];
    (headers, manifest.to_string()).into_response()
}

async fn robots() -> Response {
    let kind = "text/plain; charset=utf-8";
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, CACHE)];
    (headers, ROBOTS).into_response()
}
