//! Tokens: how they end, where they are taken from, and who they say somebody is.

use super::oauth::{BACK, code_of, consent, decide, exchange, register};
use super::{application, call, send};
use hafan_app::identity::session::SESSIONS_MAX;
use hafan_testkit::{Backend, Browser, Place, for_each_backend};
use serde_json::{Value, json};

#[tokio::test]
async fn a_code_that_is_shown_again_ends_what_it_gave() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (key, secret) = register(place).await;
        let fresh = async || {
            let page = mair.browser.get(&consent(&key, BACK, "read")).await;
            let sent = decide(&mair.browser, &page, &[("decision", "allow")]).await;
            code_of(&sent)
        };
        let status = async |token: &Value| {
            let app = place.visitor();
            app.set_token(token["access_token"].as_str().expect("a token"));
            let own = "/api/v1/accounts/verify_credentials";
            call(&app, "GET", own, Value::Null).await.0
        };
        let (_, other) = exchange(place, (&key, &secret), &fresh().await).await;
        let code = fresh().await;
        let (_, token) = exchange(place, (&key, &secret), &code).await;
        assert_eq!(status(&token).await, 200);
        let (refused, said) = exchange(place, (&key, "guess"), &code).await;
        assert_eq!((refused, &said["error"]), (400, &json!("invalid_grant")));
        assert_eq!(status(&token).await, 401);
        assert_eq!(status(&other).await, 200, "what another code gave stays");
        assert_eq!(exchange(place, (&key, &secret), &code).await.0, 400);
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn a_public_client_ends_its_own_token_and_no_other() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (key, _) = register(place).await;
        let (other, _) = register(place).await;
        let page = mair.browser.get(&consent(&key, BACK, "read")).await;
        let sent = decide(&mair.browser, &page, &[("decision", "allow")]).await;
        let (_, token) = exchange(place, (&key, ""), &code_of(&sent)).await;
        let app = place.visitor();
        app.set_token(token["access_token"].as_str().expect("a token"));
        let own = "/api/v1/accounts/verify_credentials";
        let revoke = async |key: &str| {
            let wish = json!({ "client_id": key, "token": token["access_token"] });
            call(&place.visitor(), "POST", "/oauth/revoke", wish)
                .await
                .0
        };
        assert_eq!(revoke(&other).await, 403);
        assert_eq!(revoke("nobody").await, 403);
        assert_eq!(call(&app, "GET", own, Value::Null).await.0, 200);
        assert_eq!(revoke(&key).await, 200);
        assert_eq!(call(&app, "GET", own, Value::Null).await.0, 401);
    })
    .await;
}

#[tokio::test]
async fn whoever_signed_in_is_told_as_one_persona() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let app = application(place, &mair, "profile").await;
        for method in ["GET", "POST"] {
            let (status, told) = call(&app, method, "/oauth/userinfo", Value::Null).await;
            assert_eq!(status, 200, "{told}");
            assert_eq!(told["preferred_username"], "mair");
            assert_eq!(told["sub"], "http://hafan.test/@mair");
            assert_eq!(told["iss"], "http://hafan.test/");
        }
        let narrow = application(place, &mair, "write:statuses").await;
        assert_eq!(
            call(&narrow, "GET", "/oauth/userinfo", Value::Null).await.0,
            403
        );
        let at = "/.well-known/oauth-authorization-server";
        let (_, told) = call(&app, "GET", at, Value::Null).await;
        assert_eq!(
            told["userinfo_endpoint"],
            "http://hafan.test/oauth/userinfo"
        );
    })
    .await;
}

#[tokio::test]
async fn a_token_is_asked_for_by_its_name_and_taken_from_no_address() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let visitor = place.visitor();
        let asked = visitor.get("/api/v1/timelines/home").await;
        assert_eq!(asked.status, 401);
        assert_eq!(
            asked.header("www-authenticate"),
            Some("Bearer realm=\"Hafan\"")
        );
        let token = place.token(&mair, "read").await;
        let path = format!("/api/v1/timelines/home?access_token={token}");
        assert_eq!(visitor.get(&path).await.status, 401);
        visitor.set_token("nothing");
        let asked = visitor.get("/api/v1/timelines/home").await;
        assert_eq!(asked.status, 401);
        let words = asked.header("www-authenticate").expect("a challenge");
        assert!(words.contains("invalid_token"), "{words}");
    })
    .await;
}

/// An application that asks who it is.
async fn status_of(app: &Browser) -> u16 {
    let own = "/api/v1/apps/verify_credentials";
    call(app, "GET", own, Value::Null).await.0
}

#[tokio::test]
async fn applications_of_one_persona_make_no_room_at_the_cost_of_another() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let rose = place.persona(&mair, "rose").await;
        let of_rose = application(place, &rose, "read").await;
        place.later(1_000);
        let first = application(place, &mair, "read").await;
        // As many as a persona may have, and one more: its own first makes room.
        for _ in 0..SESSIONS_MAX {
            place.later(1_000);
            application(place, &mair, "read").await;
        }
        assert_eq!(status_of(&first).await, 401);
        assert_eq!(status_of(&of_rose).await, 200, "another persona's stays");
        // Nor do applications end browsers.
        assert_eq!(mair.browser.get("/me/settings").await.status, 200);
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn an_application_that_ends_its_token_ends_no_consent_of_another_persona() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let rose = place.persona(&mair, "rose").await;
        let (key, secret) = register(place).await;
        let allowed = async |persona: &str| {
            let page = mair.browser.get(&consent(&key, BACK, "read")).await;
            let chosen = [("persona", persona), ("decision", "allow")];
            code_of(&decide(&mair.browser, &page, &chosen).await)
        };
        let as_mair = allowed(&mair.actor.persona.to_string()).await;
        let (_, token) = exchange(place, (&key, &secret), &as_mair).await;
        for end in ["revoke", "replay"] {
            let as_rose = allowed(&rose.actor.persona.to_string()).await;
            match end {
                "revoke" => {
                    let wish = json!({
                        "client_id": key, "client_secret": secret, "token": token["access_token"],
                    });
                    let done = call(&place.visitor(), "POST", "/oauth/revoke", wish).await;
                    assert_eq!(done.0, 200);
                }
                _ => {
                    let code = allowed(&mair.actor.persona.to_string()).await;
                    exchange(place, (&key, &secret), &code).await;
                    let again = exchange(place, (&key, &secret), &code).await;
                    assert_eq!(again.0, 400);
                }
            }
            let (status, said) = exchange(place, (&key, &secret), &as_rose).await;
            assert_eq!(status, 200, "{end}: {said}");
        }
    })
    .await;
}

#[tokio::test]
async fn errors_speak_to_applications_in_words_for_applications() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = place.member("mair").await;
    let visitor = place.visitor();
    let said = async |method: &str, path: &str, body: Value| {
        let (status, said) = call(&visitor, method, path, body).await;
        (
            status,
            said["error"].as_str().unwrap_or_default().to_owned(),
        )
    };
    let home = "/api/v1/timelines/home";
    let (status, words) = said("GET", home, Value::Null).await;
    assert_eq!(status, 401);
    assert!(words.starts_with("The access token is invalid"), "{words}");
    assert!(!words.contains("browser"), "{words}");
    for path in ["/api/v1/statuses/1", "/api/v1/nothing"] {
        let (status, words) = said("GET", path, Value::Null).await;
        assert_eq!(status, 404);
        assert!(words.starts_with("There is nothing here"), "{words}");
        assert!(!words.contains("home page"), "{words}");
    }
    let wish = json!({ "client_name": "Gardener", "redirect_uris": "javascript:alert(1)" });
    let (status, words) = said("POST", "/api/v1/apps", wish).await;
    assert_eq!(status, 422);
    assert!(words.contains("redirect_uris"), "{words}");
    assert!(!words.contains("did not register"), "{words}");
    visitor.set_token("nothing");
    let nothing = call(&visitor, "GET", home, Value::Null).await.1.to_string();
    assert!(nothing.contains("The access token is invalid"), "{nothing}");
    let app = application(&place, &mair, "read write").await;
    let kind = Some("multipart/form-data; boundary=x");
    let broken = axum::body::Body::from("--x\r\nContent-Disposition: form");
    let method = axum::http::Method::POST;
    let page = app.send(method, "/api/v1/statuses", kind, broken).await;
    assert_eq!(page.status, 422);
    assert!(page.holds("multipart"), "{}", page.text());
    assert!(!page.holds("more than can be read"), "{}", page.text());
}

#[tokio::test]
async fn a_wish_for_a_token_that_says_nothing_is_no_request() {
    let place = Place::new(Backend::Sqlite).await;
    let visitor = place.visitor();
    let (key, secret) = register(&place).await;
    let both = json!({ "client_id": key, "client_secret": secret });
    for (grant, code) in [
        (None, "invalid_request"),
        (Some(""), "invalid_request"),
        (Some("password"), "unsupported_grant_type"),
        (Some("refresh_token"), "unsupported_grant_type"),
    ] {
        let mut wish = both.clone();
        if let Some(grant) = grant {
            wish["grant_type"] = json!(grant);
        }
        let (status, said) = call(&visitor, "POST", "/oauth/token", wish).await;
        assert_eq!((status, &said["error"]), (400, &json!(code)), "{grant:?}");
        assert!(said["error_description"].is_string());
    }
    // RFC 6749, 5.2: what is missing is an invalid request, too.
    let wish = json!({
        "grant_type": "authorization_code", "client_id": key, "client_secret": secret,
    });
    let (status, said) = call(&visitor, "POST", "/oauth/token", wish).await;
    assert_eq!((status, &said["error"]), (400, &json!("invalid_request")));
    let empty = send(&visitor, "POST", "/oauth/token", Value::Null).await;
    assert_eq!(empty.status, 400);
    assert!(empty.holds("invalid_request"));
}
