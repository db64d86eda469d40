//! The API, as applications use it.

mod account;
mod admin;
mod contract;
mod conversation;
mod documented;
mod door;
mod filter;
mod header;
mod instance;
mod lens;
mod list_;
mod marker;
mod media;
mod moment;
mod named;
mod notification;
mod oauth;
mod own;
mod pin;
mod poll;
mod push;
mod relation;
mod report;
mod scheduled;
mod sign_up;
mod space;
mod status;
pub(crate) mod streaming;
mod tag;
mod timeline;
mod token;

use axum::body::Body;
use axum::http::Method;
use hafan_testkit::{Browser, Page, Person, Place};
use serde_json::Value;

/// Somebody's application that may do this, and sends no cookie.
async fn application(place: &Place, person: &Person, scopes: &str) -> Browser {
    let application = place.visitor();
    application.set_token(&place.token(person, scopes).await);
    application
}

/// Sends JSON and reads the answer.
pub(crate) async fn call(
    application: &Browser,
    method: &str,
    path: &str,
    body: Value,
) -> (u16, Value) {
    let page = send(application, method, path, body).await;
    let json = serde_json::from_slice(&page.body).unwrap_or(Value::Null);
    (page.status.as_u16(), json)
}

/// Sends JSON.
async fn send(application: &Browser, method: &str, path: &str, body: Value) -> Page {
    let method = Method::from_bytes(method.as_bytes()).expect("a method");
    let (kind, body) = match body {
        Value::Null => (None, Body::empty()),
        body => (Some("application/json"), Body::from(body.to_string())),
    };
    application.send(method, path, kind, body).await
}

/// Asks and reads the entity.
pub(crate) async fn read(application: &Browser, path: &str) -> Value {
    let (status, entity) = call(application, "GET", path, Value::Null).await;
    assert_eq!(status, 200, "{path}: {entity}");
    entity
}

/// Posts nothing but the wish itself, and reads the entity.
async fn act(application: &Browser, path: &str) -> Value {
    let (status, entity) = call(application, "POST", path, Value::Null).await;
    assert_eq!(status, 200, "{path}: {entity}");
    entity
}

/// The entity of an answer.
fn entity(page: &Page) -> Value {
    serde_json::from_slice(&page.body).expect("JSON")
}

/// The ids of a list of entities, in its order.
fn ids(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("a list").iter();
    let ids = list.map(|one| one["id"].as_str().expect("an id").to_owned());
    ids.collect()
}

/// As [`call`], where it has to go well.
pub(crate) async fn done(application: &Browser, method: &str, path: &str, body: Value) -> Value {
    let (status, json) = call(application, method, path, body).await;
    assert_eq!(status, 200, "{method} {path}: {json}");
    json
}

/// A member whose browser asks as an application that may do everything.
async fn member(place: &Place, handle: &str) -> Person {
    let person = place.member(handle).await;
    place.install(&person).await;
    person
}

/// Publishes through an application and answers the id.
async fn say(who: &Person, words: &str, visibility: &str) -> String {
    let sent = serde_json::json!({ "status": words, "visibility": visibility });
    id_of(&done(&who.browser, "POST", "/api/v1/statuses", sent).await)
}

/// The id of an entity.
pub(crate) fn id_of(entity: &Value) -> String {
    entity["id"].as_str().expect("an id").to_owned()
}
