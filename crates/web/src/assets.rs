//! Styles, fonts, icons and scripts, shipped inside the program.
//!
//! Their address carries a fingerprint (`?v=`), so browsers keep them for a year and still get a
//! new one with a new version.

use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// One file: its name under `/assets/`, its type, its bytes.
type Asset = (&'static str, &'static str, &'static [u8]);

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// Fingerprint of all assets together.
static FINGERPRINT: LazyLock<String> = LazyLock::new(|| {
    let mut hash = Sha256::new();
    for (name, _, bytes) in ASSETS {
        hash.update(name.as_bytes());
        hash.update(bytes);
    }
    data_encoding::HEXLOWER.encode(&hash.finalize()[..6])
});

/// Routes of the assets.
pub fn routes() -> Router {
    Router::new()
        .route("/assets/{*name}", get(serve))
        .route("/sw.js", get(|| serve(Path("js/sw.js".to_owned()))))
        .route("/favicon.ico", get(|| serve(Path("icon.svg".to_owned()))))
}

/// The fingerprint, for templates.
pub fn fingerprint() -> &'static str {
    &FINGERPRINT
}

async fn serve(Path(name): Path<String>) -> Response {
    let found = ASSETS.binary_search_by(|(known, _, _)| (*known).cmp(name.as_str()));
    match found {
        Ok(index) => {
            let (_, kind, bytes) = ASSETS[index];
            let lasting = "public, max-age=31536000, immutable";
            // The service worker must be able to replace itself.
            let cache = if name == "js/sw.js" {
                "no-cache"
            } else {
                lasting
            };
            (
                [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, cache)],
                bytes,
            )
                .into_response()
        }
        Err(_) => StatusCode::NOT_FOUND.into_response(),
    }
}
