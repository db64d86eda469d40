//! The API, as applications use it.

mod oauth;

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
async fn call(application: &Browser, method: &str, path: &str, body: Value) -> (u16, Value) {
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
