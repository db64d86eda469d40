//! The files of pictures, for those who may see what they hang on.

use crate::held::is_held;
use crate::page::Page;
use crate::respond::Answer;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use hafan_app::media::pass::Shown;
use hafan_app::media::{Asked, show};
use hafan_app::{App, Error};
use std::collections::HashMap;

/// A file of a picture can hold nothing that runs; this holds even for a browser that is talked
/// into opening it as something else.
const SANDBOX: &str = "default-src 'none'; sandbox";
/// A browser may keep it for a day, and nobody else may. Its bytes never change, but who may see
/// it can, so not for longer.
const CACHE: &str = "private, max-age=86400, immutable";

/// Applications in browsers show pictures on pages of their own (Fetch, 3.9).
pub const EMBEDDED: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Routes of the files of pictures.
pub fn routes() -> Router<App> {
    Router::new().route("/media/{key}/{file}", get(file))
}

async fn file(
    State(app): State<App>,
    page: Page,
    Path((key, file)): Path<(String, String)>,
    Query(carried): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Answer {
    let Some((size, extension)) = file.split_once('.') else {
        return Ok(missing());
    };
    let asked = Asked {
        key: key.clone(),
        size: size.to_owned(),
        extension: extension.to_owned(),
        pass: shown(carried),
    };
    // Shown to somebody who carries nothing, it is shown to everyone.
    let is_public = page.visit().viewer().is_none() && asked.pass.is_none();
    // What is not there and what is not theirs to see is one answer.
    let shown = match show(&app, page.visit().viewer(), asked).await {
        Ok(shown) => shown,
        Err(Error::NotFound) => return Ok(missing()),
        Err(error) => return Err(error.into()),
    };
    let tag = format!("\"{key}-{size}\"");
    let fixed = [
        (header::CACHE_CONTROL, CACHE.to_owned()),
        (header::ETAG, tag.clone()),
        (header::CONTENT_SECURITY_POLICY, SANDBOX.to_owned()),
        (EMBEDDED, "cross-origin".to_owned()),
    ];
    let open = is_public.then_some([(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")]);
    let open: HeaderMap = open
        .into_iter()
        .flatten()
        .map(|(name, value)| (name, HeaderValue::from_static(value)))
        .collect();
    let is_known = HeaderValue::from_str(&tag)
        .is_ok_and(|tag| is_held(headers.get_all(header::IF_NONE_MATCH), &tag));
    if is_known {
        return Ok((StatusCode::NOT_MODIFIED, fixed, open).into_response());
    }
    let kind = [(header::CONTENT_TYPE, shown.mime)];
    Ok((fixed, kind, open, shown.bytes).into_response())
}

/// The pass in an address, and its sign.
fn shown(mut carried: HashMap<String, String>) -> Option<Shown> {
    let (pass, sign) = (carried.remove("p")?, carried.remove("s")?);
    Some(Shown { pass, sign })
}

fn missing() -> Response {
    StatusCode::NOT_FOUND.into_response()
}
