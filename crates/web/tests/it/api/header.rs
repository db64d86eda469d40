//! The pictures of a persona through an application: beside its name, and across the top.

use super::{application, call, done, entity, member, read};
use axum::body::Body;
use axum::http::Method;
use hafan_testkit::{Browser, PHOTO, Page, for_each_backend};
use serde_json::{Value, json};

const UPDATE: &str = "/api/v1/accounts/update_credentials";
/// How clients know that there is no header.
const NONE: &str = "/headers/original/missing.png";

/// Changes the persona with files and words, as applications send them.
async fn update(application: &Browser, words: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
    let mut body = Vec::new();
    let mut part = |head: String, bytes: &[u8]| {
        body.extend(format!("--x\r\nContent-Disposition: form-data; name={head}\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    };
    for (name, value) in words {
        part(format!("\"{name}\""), value.as_bytes());
    }
    for (name, bytes) in files {
        let head = format!("\"{name}\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg");
        part(head, bytes);
    }
    body.extend(b"--x--\r\n");
    let kind = Some("multipart/form-data; boundary=x");
    let sent = application.send(Method::PATCH, UPDATE, kind, Body::from(body));
    sent.await
}

/// What stands in a field of text.
fn text<'v>(entity: &'v Value, field: &str) -> &'v str {
    entity[field].as_str().expect("a text")
}

/// Opens an address as applications do, and tells its type.
async fn kind(visitor: &Browser, address: &str) -> Option<String> {
    let path = address.strip_prefix("http://hafan.test").expect("here");
    let file = visitor.get(path).await;
    (file.status == 200).then(|| file.header("content-type").expect("a type").to_owned())
}

#[tokio::test]
async fn an_application_changes_both_pictures_at_once_and_takes_each_off() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let visitor = place.visitor();
        let at = format!("/api/v1/accounts/{}", mair.actor.persona);
        let bare = read(&visitor, &at).await;
        for field in ["header", "header_static"] {
            let none = text(&bare, field);
            assert!(none.ends_with(NONE), "{none}");
            assert_eq!(kind(&visitor, none).await.as_deref(), Some("image/png"));
        }
        let words = [
            ("avatar_description", "Me"),
            ("header_description", "Hills"),
        ];
        let files = [("avatar", PHOTO.as_slice()), ("header", PHOTO.as_slice())];
        let sent = update(&mair.browser, &words, &files).await;
        assert_eq!(sent.status, 200, "{}", sent.html());
        let own = entity(&sent);
        let shown = read(&visitor, &at).await;
        for field in ["avatar", "header"] {
            let address = text(&shown, field);
            assert_eq!(shown[format!("{field}_static")], address);
            assert_eq!(own[field], address, "told to oneself as to others");
            assert_ne!(bare[field], address);
            assert_eq!(kind(&visitor, address).await.as_deref(), Some("image/jpeg"));
        }
        assert_ne!(shown["avatar"], shown["header"]);
        assert_eq!(text(&shown, "avatar_description"), "Me");
        assert_eq!(text(&shown, "header_description"), "Hills");
        let page = visitor.get("/@mair").await;
        assert!(page.has(".banner img[alt='Hills']"), "{}", page.html());
        // Only the words of one; nothing else moves.
        let wish = json!({ "header_description": "Hills in snow" });
        let own = done(&mair.browser, "PATCH", UPDATE, wish).await;
        assert_eq!(text(&own, "header_description"), "Hills in snow");
        assert_eq!(own["header"], shown["header"]);
        assert_eq!(text(&own, "avatar_description"), "Me");
        // What is somebody else's stays.
        let path = "/api/v1/profile/header";
        done(&dewi.browser, "DELETE", path, Value::Null).await;
        assert_eq!(read(&visitor, &at).await["header"], shown["header"]);
        let off = done(&mair.browser, "DELETE", path, Value::Null).await;
        assert!(text(&off, "header").ends_with(NONE));
        assert_eq!(text(&off, "header_description"), "");
        assert_eq!(off["avatar"], shown["avatar"]);
        assert!(off["source"].is_object(), "the persona's own entity");
        let old = text(&shown, "header");
        assert_eq!(kind(&visitor, old).await, None);
        let again = done(&mair.browser, "DELETE", path, Value::Null).await;
        assert!(text(&again, "header").ends_with(NONE));
        let off = done(
            &mair.browser,
            "DELETE",
            "/api/v1/profile/avatar",
            Value::Null,
        )
        .await;
        assert_eq!(off["avatar"], bare["avatar"]);
        // Without a picture there is nothing to describe.
        let wish = json!({ "header_description": "Nothing" });
        let own = done(&mair.browser, "PATCH", UPDATE, wish).await;
        assert_eq!(text(&own, "header_description"), "");
    })
    .await;
}

#[tokio::test]
async fn a_header_asks_for_the_scope_and_for_a_picture() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let sent = update(&mair.browser, &[], &[("header", PHOTO.as_slice())]).await;
        let worn = entity(&sent)["header"].clone();
        let narrow = application(place, &mair, "read write:statuses").await;
        for (browser, expected) in [(&place.visitor(), 401), (&narrow, 403)] {
            let sent = update(browser, &[], &[("header", PHOTO.as_slice())]).await;
            assert_eq!(sent.status, expected);
            let path = "/api/v1/profile/header";
            let sent = call(browser, "DELETE", path, Value::Null).await;
            assert_eq!(sent.0, expected);
        }
        let film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom";
        for bytes in [&film[..], &PHOTO[..40], b"", b"<svg/>"] {
            let sent = update(&mair.browser, &[], &[("header", bytes)]).await;
            assert_eq!(sent.status, 422, "{}", sent.html());
            assert!(text(&entity(&sent), "error").len() > 20);
        }
        let long = "a".repeat(1_501);
        let wish = json!({ "header_description": long });
        assert_eq!(call(&mair.browser, "PATCH", UPDATE, wish).await.0, 422);
        let at = "/api/v1/accounts/verify_credentials";
        assert_eq!(read(&mair.browser, at).await["header"], worn);
    })
    .await;
}
