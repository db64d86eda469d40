//! Answers that are given again as long as nothing at all has changed.
//!
//! Applications ask for the same list again and again, and most of the time a place is quiet. An
//! answer is kept under the token and the address it was given for, until the next write of
//! anybody to anything, and for a second at most: so no rule can be late, and what depends on the
//! time (a poll that ends) is late by no more than that.

use crate::held::is_held;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use bytes::Bytes;
use hafan_app::App;
use hafan_app::store::Mark;
use hafan_app::visit::token_hash;
use hafan_core::time::{SECOND_US, Timestamp};
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::{Mutex, PoisonError};

/// Bytes of all answers that are kept: some hundred pages of a timeline.
const BYTES_MAX: usize = 8 * 1024 * 1024;
/// Bytes of an answer that is worth keeping; a page of forty statuses has about 100 KB.
const ANSWER_BYTES_MAX: usize = 256 * 1024;

/// The answers of this moment.
#[derive(Default)]
pub struct Moment {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// The moment: see `Store::mark`.
    mark: Option<Mark>,
    since: Timestamp,
    bytes: usize,
    answers: HashMap<Key, Given>,
}

/// Who asked, and for what.
type Key = ([u8; 32], String);

#[derive(Clone)]
struct Given {
    headers: HeaderMap,
    body: Bytes,
}

/// A question whose answer may be kept.
pub struct Question {
    key: Key,
    /// The moment in which it is answered.
    mark: Mark,
    /// What the client has already (RFC 9110, 13.1.2).
    held: Vec<HeaderValue>,
}

impl Question {
    /// What a token asks of an address; nothing where the database can't say which moment it is.
    pub async fn new(
        app: &App,
        token: &str,
        (address, held): (String, Vec<HeaderValue>),
    ) -> Option<Self> {
        Some(Self {
            mark: app.store.mark().await.ok()?,
            key: (token_hash(token), address),
            held,
        })
    }
}

impl Moment {
    /// The answer that was given in this very moment, if there is one.
    pub fn find(&self, question: &Question, now: Timestamp) -> Option<Response> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let is_now =
            kept.mark.as_ref() == Some(&question.mark) && now.since(kept.since) < SECOND_US;
        let given = kept.answers.get(&question.key).filter(|_| is_now)?.clone();
        drop(kept);
        Some(given.response(question))
    }

    /// Keeps an answer if it is one that can be given again, and gives it.
    pub async fn keep(&self, app: &App, question: Question, response: Response) -> Response {
        let is_json = |value: &HeaderValue| value == "application/json";
        let is_good = response.status() == StatusCode::OK
            && response.headers().get(CONTENT_TYPE).is_some_and(is_json);
        if !is_good {
            return response;
        }
        let (parts, body) = response.into_parts();
        let Ok(body) = to_bytes(body, usize::MAX).await else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let mut headers = parts.headers;
        if let Ok(tag) = HeaderValue::from_str(&tag_of(&body)) {
            headers.insert(ETAG, tag);
        }
        let given = Given { headers, body };
        let answer = given.response(&question);
        if given.body.len() <= ANSWER_BYTES_MAX {
            self.insert(app, question, given).await;
        }
        answer
    }

    async fn insert(&self, app: &App, question: Question, given: Given) {
        // What was read before a write is not true after it.
        let mark = app.store.mark().await.ok();
        if mark.as_ref() != Some(&question.mark) {
            return;
        }
        let now = app.now();
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.mark != mark || now.since(kept.since) >= SECOND_US {
            *kept = Kept {
                mark,
                since: now,
                ..Kept::default()
            };
        }
        let bytes = given.body.len();
        if kept.bytes + bytes <= BYTES_MAX {
            kept.bytes += bytes;
            kept.answers.insert(question.key, given);
        }
    }
}

impl Given {
    /// The whole answer, or that it is the one the client has.
    fn response(&self, question: &Question) -> Response {
        let tag = self.headers.get(ETAG);
        let is_held = tag.is_some_and(|tag| is_held(&question.held, tag));
        let (status, body) = if is_held {
            (StatusCode::NOT_MODIFIED, Body::empty())
        } else {
            (StatusCode::OK, Body::from(self.body.clone()))
        };
        let mut response = (status, body).into_response();
        *response.headers_mut() = self.headers.clone();
        if is_held {
            response.headers_mut().remove(CONTENT_TYPE);
        }
        response
    }
}

/// A weak tag of an answer (RFC 9110, 8.8.3).
fn tag_of(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("W/\"{:016x}\"", hasher.finish())
}
