//! Forms: only from our own pages, only of a sensible size.

use crate::page::Page;
use crate::respond::Failed;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use hafan_app::Error;
use serde::de::DeserializeOwned;

/// Bytes of a form without pictures: a post of the largest size with room to spare.
pub const FORM_BYTES_MAX: usize = 512 * 1024;

/// A form that came from one of our own pages. Fields the type does not know are ignored.
///
/// Two locks: the browser's own word where the request comes from (`Sec-Fetch-Site`, `Origin`), and
/// the secret of the session in the field `csrf`. The second holds for browsers without the first.
pub struct Posted<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Posted<T> {
    type Rejection = Failed;

    async fn from_request(request: Request, state: &S) -> Result<Self, Failed> {
        let (mut parts, body) = request.into_parts();
        let page = Page::from_request_parts(&mut parts, state).await?;
        require_same_origin(&parts.headers)?;
        let bytes = read_body(body, FORM_BYTES_MAX).await?;
        let secret = serde_html_form::from_bytes::<Secret>(&bytes).unwrap_or_default();
        require_secret(&page, &secret.csrf)?;
        serde_html_form::from_bytes(&bytes)
            .map(Self)
            .map_err(|error| Failed::from(Error::Invalid(vec![])).because(&error))
    }
}

#[derive(serde::Deserialize, Default)]
struct Secret {
    #[serde(default)]
    csrf: String,
}

/// Refuses requests that another site made a browser send.
pub fn require_same_origin(headers: &HeaderMap) -> Result<(), Failed> {
    let text = |name| {
        headers
            .get(name)
            .and_then(|v: &axum::http::HeaderValue| v.to_str().ok())
    };
    let site = headers.get("sec-fetch-site").and_then(|v| v.to_str().ok());
    let is_foreign = match (site, text(ORIGIN)) {
        (Some(site), _) => !matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_none() || host != text(HOST)
        }
        (None, None) => false,
    };
    if is_foreign {
        Err(Error::Denied("foreign-form").into())
    } else {
        Ok(())
    }
}

/// Compares the secret of a form with that of the page, in constant time.
pub fn require_secret(page: &Page, sent: &str) -> Result<(), Failed> {
    if page.is_secret(sent) {
        Ok(())
    } else {
        Err(Error::Denied("stale-form").into())
    }
}

async fn read_body(body: axum::body::Body, bytes_max: usize) -> Result<Bytes, Failed> {
    axum::body::to_bytes(body, bytes_max)
        .await
        .map_err(|error| {
            let bound = i64::try_from(bytes_max).unwrap_or(i64::MAX);
            let fault = hafan_app::Fault::with_bound("form", "form-too-large", bound);
            Failed::from(Error::Invalid(vec![fault])).because(&error)
        })
}
