//! Words that were sent while the place could not even tell who sent them, or too soon after
//! others: they come back in a form that sends them again, so that nobody has to trust the memory
//! of a browser.

use crate::form::require_same_origin;
use crate::locale::Texts;
use crate::upload::{Part, Parts};
use askama::Template;
use axum::extract::Request;
use axum::http::{Method, StatusCode};
use axum::response::{Html, IntoResponse, Response};

#[derive(Template)]
#[template(path = "salvage.html")]
struct SalvagePage {
    texts: Texts,
    title: &'static str,
    why: &'static str,
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
    let (title, why) = if status == StatusCode::TOO_MANY_REQUESTS {
        ("error-limited-title", "salvage-limited")
    } else {
        ("error-unavailable-title", "salvage")
    };
    let mut page = SalvagePage {
        texts,
        title: texts.t(title),
        why: texts.t(why),
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
    let (mut fields, mut had_files) = (Vec::new(), false);
    let Ok(mut parts) = Parts::open(request).await else {
        return (fields, had_files);
    };
    // No file is held: nobody knows whose it is.
    while let Ok(Some(part)) = parts.next(None).await {
        match part {
            Part::Field { name, value } => fields.push((name, value)),
            Part::File { .. } => had_files = true,
        }
    }
    (fields, had_files)
}
