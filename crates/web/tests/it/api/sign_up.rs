//! Joining through an application.

use super::{call, done, read};
use hafan_testkit::{Browser, Place, for_each_backend};
use serde_json::{Value, json};

const AT: &str = "/api/v1/accounts";
const GOOD: &str = "tegell coch ar y bwrdd";

/// An application that acts for itself.
async fn for_itself(place: &Place, scopes: &str) -> Browser {
    let visitor = place.visitor();
    let app = json!({
        "client_name": "Gardener", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob",
        "scopes": "read write",
    });
    let app = done(&visitor, "POST", "/api/v1/apps", app).await;
    let wish = json!({
        "grant_type": "client_credentials", "client_id": app["client_id"],
        "client_secret": app["client_secret"], "scope": scopes,
    });
    let token = done(&visitor, "POST", "/oauth/token", wish).await;
    let own = place.visitor();
    own.set_token(token["access_token"].as_str().expect("a token"));
    own
}

fn wish(username: &str) -> Value {
    json!({
        "username": username, "email": "mair@llanfair.example", "password": GOOD,
        "agreement": true, "locale": "cy",
    })
}

#[tokio::test]
async fn whoever_joins_through_an_application_is_in_at_once_where_the_door_is_open() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        let app = for_itself(place, "write:accounts read").await;
        let (status, refused) = call(&app, "POST", AT, wish("mair")).await;
        assert_eq!(status, 403, "{refused}");
        for (how, expected) in [("ask", 403), ("open", 200)] {
            let page = carys.browser.get("/host/place").await;
            let saved = carys
                .browser
                .submit(&page, "/host/place", &[("sign-up", how)])
                .await;
            assert_eq!(saved.status, 303);
            let (status, answer) = call(&app, "POST", AT, wish("mair")).await;
            assert_eq!(status, expected, "{how}: {answer}");
            let Some(token) = answer["access_token"].as_str() else {
                continue;
            };
            assert_eq!(answer["token_type"], "Bearer");
            let mine = place.visitor();
            mine.set_token(token);
            let me = read(&mine, "/api/v1/accounts/verify_credentials").await;
            assert_eq!(me["username"], "mair");
        }
        let fields = [("login", "mair"), ("password", GOOD)];
        let entered = place.visitor().post("/sign-in", &fields).await;
        assert_eq!(entered.status, 303, "the password opens the pages too");
        place.require_ledger().await;
        assert_eq!(place.visitor().get("/@mair").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_told_field_by_field() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        let page = carys.browser.get("/host/place").await;
        carys
            .browser
            .submit(&page, "/host/place", &[("sign-up", "open")])
            .await;
        let app = for_itself(place, "write:accounts").await;
        for (change, field, code) in [
            (json!({ "username": "carys" }), "username", "ERR_TAKEN"),
            (json!({ "username": "" }), "username", "ERR_BLANK"),
            (json!({ "username": "â" }), "username", "ERR_INVALID"),
            (json!({ "password": "byr" }), "password", "ERR_TOO_SHORT"),
            (json!({ "email": "neb" }), "email", "ERR_INVALID"),
            (json!({ "agreement": false }), "agreement", "ERR_ACCEPTED"),
        ] {
            let mut sent = wish("mair");
            for (name, value) in change.as_object().expect("an object") {
                sent[name] = value.clone();
            }
            let (status, answer) = call(&app, "POST", AT, sent).await;
            assert_eq!(status, 422, "{field}: {answer}");
            assert_eq!(answer["details"][field][0]["error"], code, "{answer}");
            assert!(answer["error"].is_string());
        }
        // All that is wrong, at once.
        let sent = json!({
            "username": "carys", "password": "byr", "email": "neb", "agreement": false,
        });
        let (status, answer) = call(&app, "POST", AT, sent).await;
        assert_eq!(status, 422, "{answer}");
        let details = answer["details"].as_object().expect("details");
        let codes = details.iter().map(|(field, all)| {
            let code = all[0]["error"].as_str().expect("a code");
            (field.as_str(), code)
        });
        assert_eq!(
            codes.collect::<Vec<_>>(),
            [
                ("agreement", "ERR_ACCEPTED"),
                ("email", "ERR_INVALID"),
                ("password", "ERR_TOO_SHORT"),
                ("username", "ERR_TAKEN"),
            ]
        );
        let narrow = for_itself(place, "read").await;
        assert_eq!(call(&narrow, "POST", AT, wish("mair")).await.0, 403);
        assert_eq!(
            call(&place.visitor(), "POST", AT, wish("mair")).await.0,
            401
        );
        let mut last = 0;
        for n in 0..30 {
            last = call(&app, "POST", AT, wish(&format!("mair{n}x"))).await.0;
        }
        assert_eq!(last, 429);
    })
    .await;
}
