//! Styles, fonts, icons and scripts, shipped inside the program.
//!
//! Their address carries a fingerprint (`?v=`), so browsers keep them for a year and still get a
//! new one with a new version. What is asked for without it is kept for a day.

use crate::pages::media::EMBEDDED;
use axum::Router;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
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

/// Scripts that name others, with the fingerprint in those names: a browser must not run parts of
/// two versions together.
static SCRIPTS: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
    let scripts = ASSETS.iter().filter(|(name, ..)| name.ends_with(".js"));
    let named = scripts.filter_map(|(name, _, bytes)| {
        let text = std::str::from_utf8(bytes).ok()?;
        let with = format!(".js?v={}';", *FINGERPRINT);
        let is_import = |line: &str| line.starts_with("import ");
        text.lines().any(is_import).then(|| {
            let lines = text
                .split_inclusive('\n')
                .map(|line| match is_import(line) {
                    true => line.replace(".js';", &with),
                    false => line.to_owned(),
                });
            (*name, lines.collect())
        })
    });
    named.collect()
});

/// The file of this address never changes.
const FOR_A_YEAR: &str = "public, max-age=31536000, immutable";
/// The file may be another one after an upgrade.
const FOR_A_DAY: &str = "public, max-age=86400";

/// Routes of the assets.
pub fn routes() -> Router {
    Router::new()
        .route("/assets/{*name}", get(serve))
        .route("/sw.js", get(|| answer("js/sw.js", None)))
        .route("/favicon.ico", get(|| answer("icon.svg", None)))
}

/// The fingerprint, for templates.
pub fn fingerprint() -> &'static str {
    &FINGERPRINT
}

async fn serve(name: Result<Path<String>, PathRejection>, RawQuery(query): RawQuery) -> Response {
    // A name that is no text is the name of nothing.
    let name = name.as_ref().map_or("", |Path(name)| name);
    answer(name, query.as_deref()).await
}

async fn answer(name: &str, query: Option<&str>) -> Response {
    let found = ASSETS.binary_search_by(|(known, _, _)| (*known).cmp(name));
    let Ok(index) = found else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let (known, kind, bytes) = ASSETS[index];
    let asked = query.and_then(|query| query.strip_prefix("v="));
    // Letters never change under one name; the service worker must be able to replace itself.
    let cache = match known {
        "js/sw.js" => "no-cache",
        _ if asked == Some(fingerprint()) || known.starts_with("fonts/") => FOR_A_YEAR,
        _ => FOR_A_DAY,
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, cache),
        // The picture of who has none is shown by applications on pages of their own.
        (EMBEDDED, "cross-origin"),
        // The picture of who has none is read by web clients, too.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    match SCRIPTS.get(known) {
        Some(script) => (headers, script.as_str()).into_response(),
        None => (headers, bytes).into_response(),
    }
}
