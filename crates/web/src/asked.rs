//! What the address of a page asks for behind its question mark.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use data_encoding::BASE64URL_NOPAD;
use hafan_core::id::LedgerId;
use hafan_core::time::Timestamp;
use serde::de::DeserializeOwned;
use std::convert::Infallible;

/// The query of an address. What cannot be read (a stale or made-up link) is as if nothing were
/// asked: the page opens at its beginning, and says so by being the first one.
pub struct Asked<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequestParts<S> for Asked<T> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Self(serde_html_form::from_str(query).unwrap_or_default()))
    }
}

/// Where a page of a list by name begins: after a name key and an id.
#[derive(serde::Deserialize, Default)]
pub struct AfterName {
    #[serde(default)]
    after: String,
    #[serde(default)]
    id: i64,
}

impl AfterName {
    /// The cursor, if it is one.
    pub fn cursor(self) -> Option<(String, i64)> {
        let is_one = !self.after.is_empty() && self.after.len() <= KEY_BYTES_MAX && self.id > 0;
        is_one.then_some((self.after, self.id))
    }

    /// The query of the page after this cursor.
    pub fn query((key, id): &(String, i64)) -> String {
        let query = serde_html_form::to_string([("after", key.as_str()), ("id", &id.to_string())]);
        query.unwrap_or_default()
    }
}

/// A cursor of a list by name as one word, for applications.
pub fn name_mark(key: &str, id: i64) -> String {
    BASE64URL_NOPAD.encode(format!("{id}.{key}").as_bytes())
}

/// The cursor in such a word, if it is one.
pub fn name_cursor(mark: &str) -> Option<(String, i64)> {
    let bytes = BASE64URL_NOPAD.decode(mark.as_bytes()).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (id, after) = text.split_once('.')?;
    let (id, after) = (id.parse().ok()?, after.to_owned());
    AfterName { after, id }.cursor()
}

/// A cursor of a list by time as one word, for applications.
pub fn entry_mark(at: Timestamp, id: i64) -> String {
    format!("{}.{id}", at.micros())
}

/// The cursor in such a word, if it is one.
pub fn entry_cursor(mark: &str) -> Option<(Timestamp, i64)> {
    let (at, id) = mark.split_once('.')?;
    Some((Timestamp::from_micros(at.parse().ok()?), id.parse().ok()?))
}

/// Where a page of a record begins: before an entry.
#[derive(serde::Deserialize, Default)]
pub struct BeforeEntry {
    #[serde(default)]
    at: i64,
    #[serde(default)]
    id: String,
}

impl BeforeEntry {
    /// The cursor, if it is one.
    pub fn cursor(&self) -> Option<(Timestamp, LedgerId)> {
        let id = LedgerId::parse(&self.id)?;
        Some((Timestamp::from_micros(self.at), id))
    }

    /// The query of the page before this cursor.
    pub fn query((at, id): &(Timestamp, LedgerId)) -> String {
        format!("at={}&id={id}", at.micros())
    }
}

/// Bytes of a name key: fifty letters, each with what folding makes of it.
const KEY_BYTES_MAX: usize = 1_000;
