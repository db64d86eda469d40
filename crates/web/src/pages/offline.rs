//! What is shown where the line is lost: kept by the service worker, and the same for everyone.

use crate::page::texts_of_browser;
use crate::respond::bare;
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::get;
use hafan_app::App;

/// `/offline`.
pub fn routes() -> Router<App> {
    Router::new().route("/offline", get(show))
}

async fn show(headers: HeaderMap) -> Response {
    let texts = texts_of_browser(&headers);
    bare(texts, StatusCode::OK, ("offline-title", "offline-words"))
}
