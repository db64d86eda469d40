//! How results become answers of the API. The one mapping of errors for applications.

use crate::locale::Texts;
use crate::respond::{self, status};
use axum::Json;
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use hafan_app::Error;
use hafan_core::time::{SECOND_US, Timestamp};
use serde::Serialize;

/// Answer of an endpoint.
pub type Answer = Result<Response, Error>;

/// An error as clients of this API read it.
#[derive(Serialize)]
struct Refusal<'a> {
    /// What happened, in words for people; where OAuth names a code, that code.
    error: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_description: Option<&'a str>,
}

/// Bytes that most answers fit into, so that they are written without moving them.
const BODY_BYTES: usize = 4 * 1024;

/// An entity.
pub fn json(entity: &impl Serialize) -> Answer {
    let mut body = Vec::with_capacity(BODY_BYTES);
    serde_json::to_writer(&mut body, entity)
        .map_err(|error| Error::Internal(format!("an entity that is no JSON: {error}")))?;
    let kind = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, kind)], body).into_response())
}

/// Nothing but that it was done.
pub fn done() -> Answer {
    json(&serde_json::json!({}))
}

/// The answer for an error, in the words of the person who uses the application. Where it is asked
/// too much it says for how many seconds to wait (RFC 9110, 10.2.3).
pub fn refuse(error: &Error, texts: Texts, path: &str, now: Timestamp) -> Response {
    respond::log(error, path);
    if let Some(response) = refuse_as_oauth(error, texts) {
        return response;
    }
    let words = sentence(error, texts);
    let body = Refusal {
        error: &words,
        error_description: None,
    };
    let mut response = (status_of(error), Json(body)).into_response();
    if let Error::Limited { retry_at } = error {
        let wait_s = retry_at.since(now).saturating_add(SECOND_US - 1) / SECOND_US;
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, wait_s.max(1).into());
    }
    // RFC 6750, 3: with nothing shown there is nothing to say about it.
    let challenge = match error {
        Error::Denied("sign-in") => Some("Bearer realm=\"Hafan\""),
        Error::Denied("token") => Some("Bearer realm=\"Hafan\", error=\"invalid_token\""),
        _ => None,
    };
    if let Some(challenge) = challenge {
        let headers = response.headers_mut();
        headers.insert(
            header::WWW_AUTHENTICATE,
            HeaderValue::from_static(challenge),
        );
    }
    response
}

/// What is not there, in the very words that some clients look for.
pub fn no_record() -> Response {
    let words = serde_json::json!({ "error": "Record not found" });
    (StatusCode::NOT_FOUND, Json(words)).into_response()
}

/// The status of an error as clients of this API read it: 401 as "sign in again", and 403 as "not
/// with this scope".
pub fn status_of(error: &Error) -> StatusCode {
    match error {
        Error::Denied("sign-in" | "token") => StatusCode::UNAUTHORIZED,
        // What clients of polls and pins expect, for whom 403 is a matter of scopes.
        Error::Denied(
            "poll-own" | "poll-closed" | "poll-voted" | "pin-own" | "pin-elsewhere"
            | "pin-too-many",
        ) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => status(error),
    }
}

/// Codes of RFC 6749 and RFC 7009, for the endpoints below `/oauth`.
fn refuse_as_oauth(error: &Error, texts: Texts) -> Option<Response> {
    let (status, code) = match error {
        Error::Denied("invalid-client") => (StatusCode::UNAUTHORIZED, "invalid_client"),
        Error::Denied("invalid-grant") => (StatusCode::BAD_REQUEST, "invalid_grant"),
        Error::Denied("invalid-scope") => (StatusCode::BAD_REQUEST, "invalid_scope"),
        Error::Denied("unauthorized-client") => (StatusCode::FORBIDDEN, "unauthorized_client"),
        Error::Denied("grant-type") => (StatusCode::BAD_REQUEST, "unsupported_grant_type"),
        Error::Denied("token-request") => (StatusCode::BAD_REQUEST, "invalid_request"),
        _ => return None,
    };
    let words = respond::words_of(texts, error);
    let body = Refusal {
        error: code,
        error_description: Some(words),
    };
    let mut response = (status, Json(body)).into_response();
    if status == StatusCode::UNAUTHORIZED {
        let challenge =
            HeaderValue::from_static("Bearer realm=\"Hafan\", error=\"invalid_client\"");
        let headers = response.headers_mut();
        headers.insert(header::WWW_AUTHENTICATE, challenge);
    }
    Some(response)
}

/// What an error says to people.
pub fn sentence(error: &Error, texts: Texts) -> String {
    match error {
        Error::Invalid(faults) if !faults.is_empty() => {
            let each = faults.iter().map(|fault| respond::fault_of(texts, fault));
            each.collect::<Vec<_>>().join(" ")
        }
        // On pages these words speak of the page, where there is none.
        Error::Denied("sign-in") => texts.t("app-no-token").to_owned(),
        Error::NotFound => texts.t("app-not-found").to_owned(),
        Error::Unavailable(_) => texts.t("app-unavailable").to_owned(),
        _ => respond::words_of(texts, error).to_owned(),
    }
}

/// The header that leads to the pages before and after this one (RFC 8288), as clients page.
pub fn with_links(mut response: Response, links: &[(&str, String)]) -> Response {
    let text: Vec<String> = links
        .iter()
        .map(|(rel, address)| format!("<{address}>; rel=\"{rel}\""))
        .collect();
    if let Ok(value) = HeaderValue::from_str(&text.join(", "))
        && !links.is_empty()
    {
        response.headers_mut().insert(header::LINK, value);
    }
    response
}

/// Sets a header of ours whose value is a number or a time.
pub fn set(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response
            .headers_mut()
            .insert(HeaderName::from_static(name), value);
    }
}
