//! Every endpoint that Mastodon's documentation names, whether this place has it or not.
//!
//! `documented.txt` is read out of <https://github.com/mastodon/documentation> as of July 2026: it
//! names endpoints up to release 4.6, and old ones that are gone there too.

use super::{call, member, send};
use hafan_testkit::{Backend, Place};
use hafan_web::api::endpoints;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const DOCUMENTED: &str = include_str!("documented.txt");

/// A page for people, which is to be one.
const FOR_PEOPLE: &str = "/oauth/authorize";

/// `/api/v1/lists/{id}` and `/api/v1/lists/:list_id` as one.
fn plain(path: &str) -> String {
    let parts = path.split('/').map(|part| match part.chars().next() {
        Some(':' | '{') => "*",
        _ => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn what_the_documentation_names_is_answered_in_json_and_never_breaks() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = member(&place, "mair").await;
    for line in DOCUMENTED.lines() {
        let (method, path) = line.split_once(' ').expect("a method and a path");
        let is_line = path.starts_with("/api/v1/streaming/");
        if path == FOR_PEOPLE || is_line {
            continue;
        }
        let asked = path.split('/').map(|part| match part.strip_prefix(':') {
            Some(_) => "1",
            None => part,
        });
        let asked = asked.collect::<Vec<_>>().join("/");
        for browser in [&place.visitor(), &mair.browser] {
            let body = if method == "GET" {
                Value::Null
            } else {
                json!({})
            };
            let page = send(browser, method, &asked, body).await;
            let status = page.status.as_u16();
            // Nothing is translated, and says so as the documentation has it.
            assert!(
                status < 500 || path.ends_with("/translate"),
                "{line}: {status}"
            );
            let kind = page.header("content-type").unwrap_or_default();
            assert!(
                kind.starts_with("application/json"),
                "{line}: {kind} {status}"
            );
            let told: Value = serde_json::from_slice(&page.body).expect("JSON");
            assert!(status < 400 || told["error"].is_string(), "{line}: {told}");
        }
    }
}

/// What is not here is named in `docs/api.md`, so that nobody has to find out.
#[test]
fn what_is_documented_elsewhere_and_not_here_is_named() {
    let told = include_str!("../../../../../docs/api.md");
    let (_, told) = told.split_once("## Not here").expect("a list");
    let ours: BTreeSet<(String, String)> = endpoints()
        .iter()
        .map(|endpoint| (endpoint.method.name().to_owned(), plain(endpoint.path)))
        .collect();
    for line in DOCUMENTED.lines() {
        let (method, path) = line.split_once(' ').expect("a method and a path");
        let is_here = ours.contains(&(method.to_owned(), plain(path)));
        let is_page = path == FOR_PEOPLE || path == "/health";
        let mut begins = told.split('`').skip(1).step_by(2);
        let is_named = begins.any(|begin| {
            let begin = plain(begin);
            let path = plain(path);
            path == begin || path.starts_with(&format!("{begin}/"))
        });
        assert!(is_here || is_page || is_named, "{line}");
    }
}

#[tokio::test]
async fn what_a_client_does_with_what_is_not_here_is_refused_with_reason() {
    let place = Place::new(Backend::Sqlite).await;
    let (mair, carys) = (member(&place, "mair").await, place.host("carys").await);
    place.install(&carys).await;
    let status =
        async |method: &str, path: &str| call(&mair.browser, method, path, json!({})).await.0;
    assert_eq!(status("POST", "/api/v1/emails/confirmations").await, 403);
    assert_eq!(status("DELETE", "/api/v1/suggestions/1").await, 200);
    assert_eq!(status("POST", "/api/v1/announcements/1/dismiss").await, 404);
    let blocked = super::read(
        &mair.browser,
        "/api/v1/domain_blocks/preview?domain=unkind.example",
    );
    let nobody = json!({ "following_count": 0, "followers_count": 0 });
    assert_eq!(blocked.await, nobody);
    for act in ["unsilence", "unsuspend", "unsensitive"] {
        let at = format!("/api/v1/admin/accounts/mair/{act}");
        assert_eq!(call(&carys.browser, "POST", &at, json!({})).await.0, 422);
        assert_eq!(
            status("POST", &at).await,
            404,
            "only hosts learn who is here"
        );
    }
}
