//! Words that were sent while the place could not even tell who sent them: they come back in a
//! form that sends them again, so that nobody has to trust the memory of a browser.

use crate::form::{FORM_BYTES_MAX, require_same_origin};
use crate::locale::Texts;
use askama::Template;
use axum::body::to_bytes;
use axum::extract::multipart::Multipart;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};

/// Fields that are brought back; the composer has about forty.
const FIELDS_MAX: usize = 200;

#[derive(Template)]
#[template(path = "salvage.html")]
struct SalvagePage {
    texts: Texts,
    action: String,
    body: String,
    /// Everything else that was typed or chosen.
    others: Vec<(String, String)>,
    had_files: bool,
}

/// True where a request brings words that somebody wrote.
pub fn brings_words(request: &Request) -> bool {
    let path = request.uri().path();
    let is_edit = path.starts_with("/post/") && path.ends_with("/edit");
    request.method() == Method::POST && (path == "/write" || is_edit)
}

/// Gives the words back, with a button that sends them again.
pub async fn give_back(request: Request, status: StatusCode, texts: Texts) -> Response {
    let action = request.uri().path().to_owned();
    if require_same_origin(request.headers()).is_err() {
        return status.into_response();
    }
    let (fields, had_files) = fields(request).await;
    let mut page = SalvagePage {
        texts,
        action,
        body: String::new(),
        others: Vec::new(),
        had_files,
    };
    for (name, value) in fields {
        if name == "body" {
            page.body = value;
        } else {
            page.others.push((name, value));
        }
    }
    // The button decides anew.
    page.others.retain(|(name, _)| name != "act");
    match page.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => status.into_response(),
    }
}

/// The words of a form, as far as they can be read.
async fn fields(request: Request) -> (Vec<(String, String)>, bool) {
    let kind = request.headers().get(CONTENT_TYPE);
    if !kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/")) {
        let bytes = to_bytes(request.into_body(), FORM_BYTES_MAX).await;
        let bytes = bytes.unwrap_or_default();
        return (
            serde_html_form::from_bytes(&bytes).unwrap_or_default(),
            false,
        );
    }
    let (mut fields, mut had_files, mut bytes) = (Vec::new(), false, 0);
    let Ok(mut parts) = Multipart::from_request(request, &()).await else {
        return (fields, had_files);
    };
    while let Ok(Some(part)) = parts.next_field().await {
        let name = part.name().unwrap_or_default().to_owned();
        if part.file_name().is_some() {
            had_files = true;
            continue;
        }
        let Ok(value) = part.text().await else { break };
        bytes += value.len();
        if bytes > FORM_BYTES_MAX || fields.len() >= FIELDS_MAX {
            break;
        }
        fields.push((name, value));
    }
    (fields, had_files)
}
