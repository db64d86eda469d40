//! Tokens: how they end, where they are taken from, and who they say somebody is.

use super::oauth::{BACK, code_of, consent, decide, exchange, register};
use super::{application, call};
use hafan_testkit::for_each_backend;
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
