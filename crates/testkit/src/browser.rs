//! A browser inside the test: the real pages, without a network.

use crate::page::Page;
use crate::place::URL;
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{HeaderName, HeaderValue, Method, Request, Response};
use hafan_web::Client;
use http_body_util::BodyExt as _;
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use tower::ServiceExt as _;

/// A browser with its cookies. It follows redirects only when told to ([`Browser::follow`]).
pub struct Browser {
    router: axum::Router,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    cookies: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    /// The secret of the forms, from the newest page that had one.
    csrf: Option<String>,
    address: Option<IpAddr>,
    /// What an application of the same person sends: see [`crate::place::Place::install`].
    token: Option<String>,
}

/// A part of an upload.
pub enum Part<'a> {
    /// An ordinary field: name and value.
    Field(&'a str, &'a str),
    /// A file: name of the field, name of the file, its type as the browser claims, its bytes.
    File(&'a str, &'a str, &'a str, &'a [u8]),
}

impl Browser {
    pub(crate) fn new(router: axum::Router) -> Self {
        Self {
            router,
            state: Mutex::default(),
        }
    }

    /// Loads a page.
    pub async fn get(&self, path: &str) -> Page {
        self.send(Method::GET, path, None, Body::empty()).await
    }

    /// Sends a form with these fields and the secret that our forms carry, as from a page of ours.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let csrf = self.csrf(path).await;
        let all = [("csrf", csrf.as_str())]
            .into_iter()
            .chain(fields.iter().copied());
        let body = all.map(|(name, value)| format!("{}={}", coded(name), coded(value)));
        let body = body.collect::<Vec<_>>().join("&");
        self.send(Method::POST, path, Some(FORM), body.into()).await
    }

    /// Sends the form of `page` with this action: what stands in it, with some fields changed.
    ///
    /// # Panics
    /// If the page has no such form.
    pub async fn submit(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let form = page
            .form(action)
            .unwrap_or_else(|| panic!("no form {action} in: {}", page.html()));
        let is_given = |name: &str| fields.iter().any(|(given, _)| *given == name);
        let standing = form.fields.iter().filter(|(name, _)| !is_given(name));
        let standing = standing.map(|(name, value)| (name.as_str(), value.as_str()));
        let all: Vec<_> = standing.chain(fields.iter().copied()).collect();
        let body = all
            .iter()
            .map(|(name, value)| format!("{}={}", coded(name), coded(value)));
        let body = body.collect::<Vec<_>>().join("&");
        if form.method == "get" {
            return self.get(&format!("{action}?{body}")).await;
        }
        self.send(Method::POST, action, Some(FORM), body.into())
            .await
    }

    /// Sends a form with files, and the secret that our forms carry in front.
    pub async fn upload(&self, path: &str, parts: &[Part<'_>]) -> Page {
        const BOUNDARY: &str = "hafan-test-boundary-7f3a";
        let csrf = self.csrf(path).await;
        let mut body = Vec::new();
        for part in [Part::Field("csrf", &csrf)].iter().chain(parts) {
            body.extend_from_slice(format!("--{BOUNDARY}\r\n").as_bytes());
            let (head, bytes) = match part {
                Part::Field(name, value) => (format!("name=\"{name}\"\r\n\r\n"), value.as_bytes()),
                Part::File(name, file, kind, bytes) => (
                    format!("name=\"{name}\"; filename=\"{file}\"\r\nContent-Type: {kind}\r\n\r\n"),
                    *bytes,
                ),
            };
            body.extend_from_slice(format!("Content-Disposition: form-data; {head}").as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send(Method::POST, path, Some(&kind), body.into())
            .await
    }

    /// Goes where an answer sends the browser; an answer that sends nowhere stays.
    pub async fn follow(&self, page: Page) -> Page {
        let mut page = page;
        for _ in 0..REDIRECTS_MAX {
            let Some(to) = page.location() else {
                return page;
            };
            let to = to.strip_prefix(URL).unwrap_or(to).to_owned();
            page = self.get(&to).await;
        }
        page
    }

    /// Sends anything at all: for tests of what only machines or attackers send. Cookies and the
    /// browser's own headers come along.
    pub async fn send(&self, method: Method, path: &str, kind: Option<&str>, body: Body) -> Page {
        let answer = self.open(method, path, kind, body).await;
        let (parts, body) = answer.into_parts();
        let bytes = body
            .collect()
            .await
            .expect("an answer that ends")
            .to_bytes();
        let page = Page::new(parts.status, parts.headers, bytes);
        if let Some(secret) = page.csrf() {
            self.state().csrf = Some(secret);
        }
        page
    }

    /// The token that what is asked under `/api/` is asked with.
    pub fn token(&self) -> Option<String> {
        self.state().token.clone()
    }

    /// From now on, what is asked under `/api/` is asked with this token.
    pub fn set_token(&self, token: &str) {
        self.state().token = Some(token.to_owned());
    }

    /// As [`Browser::send`], for answers that do not end, such as live updates.
    pub async fn open(
        &self,
        method: Method,
        path: &str,
        kind: Option<&str>,
        body: Body,
    ) -> Response<Body> {
        let mut request = Request::builder()
            .method(&method)
            .uri(path)
            .header(HOST, "hafan.test");
        if method == Method::POST {
            request = request.header(ORIGIN, URL);
        }
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        let mut request = request.body(body).expect("a request");
        {
            let state = self.state();
            if let Some(token) = &state.token
                && (path.starts_with("/api/") || path == "/oauth/userinfo")
            {
                let value = HeaderValue::from_str(&format!("Bearer {token}")).expect("a token");
                request.headers_mut().insert(AUTHORIZATION, value);
            }
            if !state.cookies.is_empty() {
                let pairs = state
                    .cookies
                    .iter()
                    .map(|(name, value)| format!("{name}={value}"));
                let pairs = pairs.collect::<Vec<_>>().join("; ");
                let value = HeaderValue::from_str(&pairs).expect("cookies of text");
                request.headers_mut().insert(COOKIE, value);
            }
            if let Some(address) = state.address {
                request.extensions_mut().insert(Client(address));
            }
            for (name, value) in &state.headers {
                let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
                let value = HeaderValue::from_str(value).expect("a value");
                request.headers_mut().insert(name, value);
            }
        }
        let answer = self.router.clone().oneshot(request).await;
        let answer = answer.unwrap_or_else(|never| match never {});
        self.keep_cookies(&answer);
        answer
    }

    /// Sets a header that every request from now on carries (`accept-language`, …).
    pub fn set_header(&self, name: &str, value: &str) {
        self.state()
            .headers
            .insert(name.to_owned(), value.to_owned());
    }

    /// Lets every request from now on come from this address.
    ///
    /// # Panics
    /// If it is none.
    pub fn set_address(&self, address: &str) {
        self.state().address = Some(address.parse().expect("an address"));
    }

    /// Sets a cookie.
    pub fn set_cookie(&self, name: &str, value: &str) {
        self.state()
            .cookies
            .insert(name.to_owned(), value.to_owned());
    }

    /// The value of a cookie.
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.state().cookies.get(name).cloned()
    }

    /// Another browser with the same cookies: what a thief of cookies would have.
    #[must_use]
    pub fn copy(&self) -> Self {
        let copy = Self::new(self.router.clone());
        copy.state().cookies.clone_from(&self.state().cookies);
        copy
    }

    /// The secret that a form to this path would carry.
    pub async fn secret(&self, path: &str) -> String {
        self.csrf(path).await
    }

    /// The secret for a form: from the newest page, or from the page the form is sent to.
    async fn csrf(&self, path: &str) -> String {
        for page in [path.split('?').next().unwrap_or(path), "/sign-in", "/"] {
            if let Some(csrf) = self.state().csrf.clone() {
                return csrf;
            }
            self.get(page).await;
        }
        self.state().csrf.clone().unwrap_or_default()
    }

    fn keep_cookies(&self, answer: &Response<Body>) {
        let mut state = self.state();
        for set in answer.headers().get_all(SET_COOKIE) {
            let text = set.to_str().expect("a cookie of text");
            let pair = text.split(';').next().unwrap_or_default();
            let (name, value) = pair.split_once('=').expect("a cookie with a value");
            if text.contains("Max-Age=0") {
                state.cookies.remove(name);
            } else {
                state.cookies.insert(name.to_owned(), value.to_owned());
            }
            // Another session has another secret.
            state.csrf = None;
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Page {
    /// Where the answer sends the browser.
    pub fn location(&self) -> Option<&str> {
        self.headers
            .get(LOCATION)
            .and_then(|value| value.to_str().ok())
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
/// As many as browsers follow at least.
const REDIRECTS_MAX: usize = 10;

/// Percent-encoding of everything but plain letters and digits.
fn coded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
