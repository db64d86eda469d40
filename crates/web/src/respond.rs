//! How results become answers. The one mapping of errors for pages; logged once, here.

use crate::locale::Texts;
use crate::page::Page;
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use hafan_app::{Error, Fault};
use std::sync::Arc;

/// Answer of a page handler.
pub type Answer = Result<Response, Failed>;

/// A failure on its way to becoming a page: see [`failure_page`].
#[derive(Clone)]
pub struct Failed(Arc<Error>);

impl Failed {
    /// Logs the cause that the person is not told.
    #[must_use]
    pub fn because(self, cause: &dyn std::fmt::Display) -> Self {
        tracing::debug!(code = self.0.code(), cause = %cause, "a request was refused");
        self
    }

    /// The error.
    pub fn error(&self) -> &Error {
        &self.0
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self(Arc::new(error))
    }
}

impl From<askama::Error> for Failed {
    fn from(error: askama::Error) -> Self {
        Error::Internal(format!("template: {error}")).into()
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        let mut response = status(&self.0).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Renders a page.
pub fn html(template: &impl Template) -> Answer {
    Ok(Html(template.render()?).into_response())
}

/// Renders a form again with what is not right in it.
pub fn html_invalid(template: &impl Template) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, Html(template.render()?)).into_response())
}

/// Renders a form again where too much was tried; it works again at `retry_at`.
pub fn html_limited(template: &impl Template, wait_us: i64) -> Answer {
    let wait_s = (wait_us / hafan_core::time::SECOND_US).max(1).to_string();
    let body = Html(template.render()?);
    Ok((
        StatusCode::TOO_MANY_REQUESTS,
        [(header::RETRY_AFTER, wait_s)],
        body,
    )
        .into_response())
}

/// Sends the browser on with a GET, so that reloading does not send the form again.
pub fn see(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path.to_owned())]).into_response()
}

/// As [`see`], and says there what was done: key `done-<code>`.
pub fn see_done(path: &str, code: &str) -> Response {
    let (path, fragment) = path.split_once('#').unwrap_or((path, ""));
    let joint = if path.contains('?') { '&' } else { '?' };
    let fragment = if fragment.is_empty() {
        String::new()
    } else {
        format!("#{fragment}")
    };
    see(&format!("{path}{joint}done={code}{fragment}"))
}

/// Bytes of a path to go back to: what an application asks for at sign-in comes along in it.
const PATH_BYTES_MAX: usize = 6_000;

/// A path of our own to go back to; anything else becomes the home page.
pub fn own_path(path: &str) -> &str {
    let is_own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\0'])
        && path.len() <= PATH_BYTES_MAX;
    if is_own { path } else { "/" }
}

/// The status of an error.
pub const fn status(error: &Error) -> StatusCode {
    match error {
        Error::NotFound => StatusCode::NOT_FOUND,
        Error::Denied(_) => StatusCode::FORBIDDEN,
        Error::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Error::Conflict(_) => StatusCode::CONFLICT,
        Error::Limited { .. } => StatusCode::TOO_MANY_REQUESTS,
        Error::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
        Error::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage<'p> {
    p: &'p Page,
    title: &'static str,
    words: String,
    faults: Vec<String>,
    offers_sign_in: bool,
}

/// The page that says what happened, that nothing was lost, and what to do next.
pub fn failure_page(page: &Page, failed: &Failed) -> Response {
    let error = failed.error();
    log(error, page.path());
    if let Error::Denied("sign-in") = error {
        return see(&page.sign_in_path());
    }
    let texts = page.texts();
    let body = FailurePage {
        p: page,
        title: texts.t(title_key(error)),
        words: error_words(page, error).to_owned(),
        faults: match error {
            Error::Invalid(faults) => faults.iter().map(|f| fault_words(page, f)).collect(),
            _ => vec![],
        },
        offers_sign_in: page.me().is_none(),
    };
    let mut response = match body.render() {
        Ok(html) => (status(error), Html(html)).into_response(),
        Err(_) => return bare_failure(error),
    };
    if let Error::Limited { retry_at } = error {
        let wait_s = retry_at.since(page.visit().now) / hafan_core::time::SECOND_US;
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, wait_s.max(1).into());
    }
    response
}

/// What happened and what to do next, in words.
pub fn error_words(page: &Page, error: &Error) -> &'static str {
    words_of(page.texts(), error)
}

/// As [`error_words`], where there is no page.
pub fn words_of(texts: Texts, error: &Error) -> &'static str {
    let key = match error {
        Error::Denied(code) => format!("denied-{code}"),
        Error::Conflict(code) => format!("conflict-{code}"),
        Error::NotFound
        | Error::Invalid(_)
        | Error::Limited { .. }
        | Error::Unavailable(_)
        | Error::Internal(_) => String::new(),
    };
    let key = if texts.has(&key) {
        &key
    } else {
        words_key(error)
    };
    texts.t(key)
}

/// The sentence for one fault, with the bound it names: key `fault-<code>`, or the code itself
/// where it comes from the rules of pictures.
pub fn fault_words(page: &Page, fault: &Fault) -> String {
    fault_of(page.texts(), fault)
}

/// As [`fault_words`], where there is no page.
pub fn fault_of(texts: Texts, fault: &Fault) -> String {
    let own = format!("fault-{}", fault.code);
    let of_pictures = ["picture-refused-", "blob-store-"];
    let is_of_rule = of_pictures
        .iter()
        .any(|begin| fault.code.starts_with(begin));
    let key = if is_of_rule { fault.code } else { &own };
    texts.f(key, &[("bound", fault.bound.into())])
}

/// An answer where not even a page can be made.
pub fn bare_failure(error: &Error) -> Response {
    log(error, "");
    let texts = Texts::of(hafan_core::locale::Locale::En);
    bare(texts, status(error), (title_key(error), words_key(error)))
}

/// A page without anything that would have to be loaded first: title and words by their keys.
pub fn bare(texts: Texts, status: StatusCode, (title, words): (&str, &str)) -> Response {
    let page = BarePage {
        lang: texts.locale().tag(),
        assets: crate::assets::fingerprint(),
        title: texts.t(title),
        words: texts.t(words),
    };
    let html = page.render().unwrap_or_else(|_| page.words.to_owned());
    let mut response = (status, Html(html)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[derive(Template)]
#[template(path = "bare.html")]
struct BarePage {
    lang: &'static str,
    assets: &'static str,
    title: &'static str,
    words: &'static str,
}

const fn title_key(error: &Error) -> &'static str {
    match error {
        Error::NotFound => "error-not-found-title",
        Error::Denied(_) => "error-denied-title",
        Error::Invalid(_) => "error-invalid-title",
        Error::Conflict(_) => "error-conflict-title",
        Error::Limited { .. } => "error-limited-title",
        Error::Unavailable(_) => "error-unavailable-title",
        Error::Internal(_) => "error-internal-title",
    }
}

const fn words_key(error: &Error) -> &'static str {
    match error {
        Error::NotFound => "error-not-found",
        Error::Denied(_) => "error-denied",
        Error::Invalid(_) => "error-invalid",
        Error::Conflict(_) => "error-conflict",
        Error::Limited { .. } => "error-limited",
        Error::Unavailable(_) => "error-unavailable",
        Error::Internal(_) => "error-internal",
    }
}

/// Logs an error that a page shows; the only place where that is done.
pub fn log(error: &Error, path: &str) {
    match error {
        Error::Unavailable(_) | Error::Internal(_) => {
            tracing::error!(code = error.code(), %path, "a request failed: {error}");
        }
        _ => tracing::debug!(code = error.code(), "a request was refused: {error}"),
    }
}
