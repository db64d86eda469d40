//! For machines that watch the server: is it alive, is it ready.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use hafan_app::App;
use serde_json::{Value, json};

/// `/healthz` answers while the process runs, `/readyz` while its database answers too, and tells
/// where nothing can be saved; `/health` does so as clients of Mastodon's API expect it.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/health", get(up))
        .route("/health/", get(up))
}

async fn up(app: State<App>) -> (StatusCode, Json<Value>) {
    let (status, _) = ready(app).await;
    let is_up = status == StatusCode::OK;
    (
        status,
        Json(json!({ "status": if is_up { "UP" } else { "DOWN" } })),
    )
}

async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.sight(None).await {
        // People can read, so no balancer is to turn them away.
        Ok(_) if app.is_full() => (
            StatusCode::OK,
            "ready, but the disk is full: nothing is saved\n",
        ),
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "not ready\n"),
    }
}
