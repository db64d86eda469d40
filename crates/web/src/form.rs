//! Forms: only from our own pages, only of a sensible size.

use crate::page::Page;
use crate::respond::Failed;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use bytes::{Bytes, BytesMut};
use hafan_app::Error;
use http_body_util::BodyExt as _;
use serde::de::DeserializeOwned;

/// Bytes of a form without pictures: a post of the largest size with room to spare.
pub const FORM_BYTES_MAX: usize = 512 * 1024;

/// Bytes of a form that is too large that are read past: more than anybody types or pastes.
const READ_PAST_BYTES_MAX: usize = 16 * 1024 * 1024;

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

/// A form that says nothing but that its button was pressed.
#[derive(serde::Deserialize)]
pub struct Pressed {}

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

/// Reads a form to its end. Of one that is too large the rest is read past: a browser that is
/// still sending would show a broken line instead of the answer.
pub async fn read_body(mut body: axum::body::Body, bytes_max: usize) -> Result<Bytes, Failed> {
    let mut bytes = BytesMut::new();
    let mut read: usize = 0;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| {
            Failed::from(Error::invalid("form", "form-cut-off")).because(&error)
        })?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        read = read.saturating_add(data.len());
        if read <= bytes_max {
            bytes.extend_from_slice(&data);
        } else if read > READ_PAST_BYTES_MAX {
            break;
        }
    }
    if read <= bytes_max {
        return Ok(bytes.freeze());
    }
    let bound = i64::try_from(bytes_max).unwrap_or(i64::MAX);
    let fault = hafan_app::Fault::with_bound("form", "form-too-large", bound);
    Err(Error::Invalid(vec![fault]).into())
}
