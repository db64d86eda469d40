//! Headers that keep a page from being framed, sniffed, or made to load anything from elsewhere.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{self, HeaderName};
use axum::middleware::Next;
use axum::response::Response;
use hafan_app::Error;
use std::any::Any;

/// Nothing inline, nothing from elsewhere. `data:` is for the tiny placeholders of pictures.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; \
    style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// Sets the headers that every answer carries, unless the handler has set a stricter one.
pub async fn headers(request: Request, next: Next) -> Response {
    let opener = opener_policy(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "same-origin"),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            opener,
        ),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("permissions-policy"),
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        ),
    ];
    for (name, value) in fixed {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    response
}

/// An application in a browser opens the page of consent in a window of its own, and waits there
/// for the answer: on the way through it the two windows may know of each other. Of every other
/// page no window knows (HTML, 7.1.3.1).
fn opener_policy(path: &str) -> &'static str {
    if path.starts_with("/oauth/") || path == "/sign-in" || path.starts_with("/sign-in/") {
        "unsafe-none"
    } else {
        "same-origin"
    }
}

/// Tells browsers to come over TLS only, for two years. Set only where people come over TLS.
pub async fn strict_transport(request: Request, next: Next) -> Response {
    const TWO_YEARS: HeaderValue = HeaderValue::from_static("max-age=63072000");
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .insert(header::STRICT_TRANSPORT_SECURITY, TWO_YEARS);
    response
}

/// The page for a fault that ended a request: the reason goes to the log, never to the person.
pub fn broken(panic: Box<dyn Any + Send>) -> Response {
    let said = panic.downcast_ref::<String>().map(String::as_str);
    let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
    let error = Error::Internal(format!("a handler panicked: {}", said.unwrap_or("?")));
    crate::respond::bare_failure(&error)
}
