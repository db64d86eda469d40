//! Signing in with an application: who comes in, as whom, and who does not.

use super::{application, call, send};
use data_encoding::BASE64URL_NOPAD;
use hafan_testkit::{Backend, Browser, Page, Place, for_each_backend};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// Where the application of these tests is.
pub const BACK: &str = "https://app.example/back?from=hafan";
const VERIFIER: &str = "a-verifier-of-at-least-forty-three-characters-in-all";

/// Registers an application; its key and secret.
pub async fn register(place: &Place) -> (String, String) {
    let wish = json!({
        "client_name": "Gardener",
        "redirect_uris": [BACK, "urn:ietf:wg:oauth:2.0:oob"],
        "scopes": "read write follow push",
        "website": "https://app.example",
    });
    let (status, made) = call(&place.visitor(), "POST", "/api/v1/apps", wish).await;
    assert_eq!(status, 200, "{made}");
    let text = |name: &str| made[name].as_str().expect("a text").to_owned();
    (text("client_id"), text("client_secret"))
}

fn challenge() -> String {
    BASE64URL_NOPAD.encode(&Sha256::digest(VERIFIER.as_bytes()))
}

/// The address of the consent page.
pub fn consent(key: &str, back: &str, scope: &str) -> String {
    let pairs = [
        ("response_type", "code"),
        ("client_id", key),
        ("redirect_uri", back),
        ("scope", scope),
        ("state", "a b&c"),
        ("code_challenge", &challenge()),
        ("code_challenge_method", "S256"),
    ];
    let coded = pairs.map(|(name, value)| {
        let value: String = value
            .bytes()
            .map(|b| match b {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => char::from(b).to_string(),
                _ => format!("%{b:02X}"),
            })
            .collect();
        format!("{name}={value}")
    });
    format!("/oauth/authorize?{}", coded.join("&"))
}

/// Sends the form of the consent page, with what somebody chose.
pub async fn decide(browser: &Browser, page: &Page, chosen: &[(&str, &str)]) -> Page {
    browser.submit(page, "/oauth/authorize", chosen).await
}

/// The code an answer brings to the application.
pub fn code_of(page: &Page) -> String {
    let to = page.location().expect("a way back");
    let (_, query) = to.split_once("code=").expect("a code");
    query.split('&').next().unwrap_or_default().to_owned()
}

pub async fn exchange(place: &Place, (key, secret): (&str, &str), code: &str) -> (u16, Value) {
    let wish = json!({
        "grant_type": "authorization_code",
        "client_id": key,
        "client_secret": secret,
        "redirect_uri": BACK,
        "code": code,
        "code_verifier": VERIFIER,
    });
    call(&place.visitor(), "POST", "/oauth/token", wish).await
}

#[tokio::test]
async fn an_application_acts_as_the_persona_that_was_chosen_and_learns_nothing_of_the_others() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let rose = place.persona(&mair, "rose").await;
        let (key, secret) = register(place).await;
        let page = mair.browser.get(&consent(&key, BACK, "read")).await;
        assert_eq!(page.status, 200);
        assert_eq!(page.count("input[name=persona]"), 2);
        assert!(page.says("Gardener"));
        let id = rose.actor.persona.to_string();
        let chosen = [("persona", id.as_str()), ("decision", "allow")];
        let sent = decide(&mair.browser, &page, &chosen).await;
        let to = sent.location().expect("a way back").to_owned();
        assert!(
            to.starts_with("https://app.example/back?from=hafan&code="),
            "{to}"
        );
        assert!(to.ends_with("&state=a+b%26c"), "{to}");
        let (status, token) = exchange(place, (&key, &secret), &code_of(&sent)).await;
        assert_eq!((status, &token["scope"]), (200, &json!("read")));
        let app = place.visitor();
        app.set_token(token["access_token"].as_str().expect("a token"));
        let (status, me) = call(
            &app,
            "GET",
            "/api/v1/accounts/verify_credentials",
            Value::Null,
        )
        .await;
        assert_eq!((status, &me["acct"]), (200, &json!("rose")));
        assert!(!me.to_string().contains("mair"), "{me}");
        // The member finds it among their devices, as whom it acts, and ends it there.
        let devices = mair.browser.get("/me/devices").await;
        assert!(devices.says("Gardener") && devices.says("@rose"));
        let ends = devices.forms().into_iter().map(|form| form.action);
        for action in ends.filter(|action| action.ends_with("/end")) {
            mair.browser.submit(&devices, &action, &[]).await;
        }
        let (status, _) = call(
            &app,
            "GET",
            "/api/v1/accounts/verify_credentials",
            Value::Null,
        )
        .await;
        assert_eq!(status, 401);
    })
    .await;
}

#[tokio::test]
async fn a_code_works_once_for_its_application_and_its_verifier() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = place.member("mair").await;
    let (key, secret) = register(&place).await;
    let (other_key, other_secret) = register(&place).await;
    let fresh = async || {
        let page = mair.browser.get(&consent(&key, BACK, "read")).await;
        let sent = decide(&mair.browser, &page, &[("decision", "allow")]).await;
        code_of(&sent)
    };
    let code = fresh().await;
    assert_eq!(exchange(&place, (&key, &secret), &code).await.0, 200);
    let (status, again) = exchange(&place, (&key, &secret), &code).await;
    assert_eq!((status, &again["error"]), (400, &json!("invalid_grant")));
    let (status, stolen) = exchange(&place, (&other_key, &other_secret), &fresh().await).await;
    assert_eq!((status, &stolen["error"]), (400, &json!("invalid_grant")));
    let (status, guessed) = exchange(&place, (&key, "guess"), &fresh().await).await;
    assert_eq!((status, &guessed["error"]), (401, &json!("invalid_client")));
    for (field, value) in [
        ("code_verifier", json!("another")),
        ("code_verifier", Value::Null),
        ("redirect_uri", json!("urn:ietf:wg:oauth:2.0:oob")),
    ] {
        let code = fresh().await;
        let mut wish = json!({
            "grant_type": "authorization_code", "client_id": key, "client_secret": secret,
            "redirect_uri": BACK, "code": code, "code_verifier": VERIFIER,
        });
        wish[field] = value;
        let visitor = place.visitor();
        let (status, refused) = call(&visitor, "POST", "/oauth/token", wish).await;
        assert_eq!(
            (status, &refused["error"]),
            (400, &json!("invalid_grant")),
            "{field}"
        );
        // Whoever was wrong once has no second try.
        assert_eq!(
            exchange(&place, (&key, &secret), &code).await.0,
            400,
            "{field}"
        );
    }
    let code = fresh().await;
    place.later(11 * hafan_core::time::MINUTE_US);
    assert_eq!(exchange(&place, (&key, &secret), &code).await.0, 400);
    // A public client has no secret; its verifier stands for it.
    assert_eq!(exchange(&place, (&key, ""), &fresh().await).await.0, 200);
}

#[tokio::test]
async fn nobody_is_sent_to_an_address_that_was_not_registered() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = place.member("mair").await;
    let (key, _) = register(&place).await;
    for address in [
        consent(&key, "https://evil.example/", "read"),
        consent(&key, "https://app.example/back", "read"),
        consent("nobody", BACK, "read"),
        consent(&key, BACK, "read admin:write"),
        consent(&key, BACK, "read").replace("=S256", "=plain"),
    ] {
        let page = mair.browser.get(&address).await;
        assert_eq!(
            (page.status.as_u16(), page.location()),
            (422, None),
            "{address}"
        );
    }
    // Nor by a form that is changed on its way.
    let page = mair.browser.get(&consent(&key, BACK, "read")).await;
    let changed = [
        ("decision", "allow"),
        ("redirect_uri", "https://evil.example/"),
    ];
    let sent = decide(&mair.browser, &page, &changed).await;
    assert_eq!((sent.status.as_u16(), sent.location()), (422, None));
    let no = decide(&mair.browser, &page, &[("decision", "deny")]).await;
    let to = no.location().expect("a way back");
    assert!(
        to.contains("error=access_denied") && !to.contains("code="),
        "{to}"
    );
}

#[tokio::test]
async fn somebody_elses_persona_cannot_be_chosen() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = place.member("mair").await;
    let rhian = place.member("rhian").await;
    let (key, _) = register(&place).await;
    let page = mair.browser.get(&consent(&key, BACK, "read")).await;
    let id = rhian.actor.persona.to_string();
    let chosen = [("persona", id.as_str()), ("decision", "allow")];
    let sent = decide(&mair.browser, &page, &chosen).await;
    assert_eq!((sent.status.as_u16(), sent.location()), (404, None));
}

#[tokio::test]
async fn whoever_is_not_signed_in_comes_back_to_the_question() {
    let place = Place::new(Backend::Sqlite).await;
    place.member("mair").await;
    let (key, _) = register(&place).await;
    let visitor = place.visitor();
    let address = consent(&key, BACK, "read write");
    let sent = visitor.get(&address).await;
    let page = visitor.follow(sent).await;
    let fields = [("login", "mair"), ("password", hafan_testkit::PASSWORD)];
    let sent = visitor.submit(&page, "/sign-in", &fields).await;
    assert_eq!(sent.location(), Some(address.as_str()));
    let page = visitor.follow(sent).await;
    assert_eq!(page.count("input[name=persona]"), 1);
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(
        policy.contains("form-action 'self' https://app.example;"),
        "{policy}"
    );
}

#[tokio::test]
async fn each_scope_is_asked_for_by_itself() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = place.member("mair").await;
    let verify = "/api/v1/accounts/verify_credentials";
    let home = "/api/v1/timelines/home";
    let publish = "/api/v1/statuses";
    for (scopes, path, expected) in [
        ("read", verify, 200),
        ("profile", verify, 200),
        ("read:accounts", verify, 200),
        ("read:statuses", verify, 403),
        ("read:statuses", home, 200),
        ("read:accounts write", home, 403),
        ("write:statuses", publish, 200),
        ("write:media read", publish, 403),
    ] {
        let app = application(&place, &mair, scopes).await;
        let (method, body) = match path {
            "/api/v1/statuses" => ("POST", json!({"status": format!("With {scopes}.")})),
            _ => ("GET", Value::Null),
        };
        let (status, answer) = call(&app, method, path, body).await;
        assert_eq!(status, expected, "{scopes}: {path}: {answer}");
    }
    for path in [verify, home] {
        assert_eq!(
            call(&place.visitor(), "GET", path, Value::Null).await.0,
            401
        );
    }
    let stranger = place.visitor();
    stranger.set_token("made-up");
    assert_eq!(
        call(
            &stranger,
            "GET",
            "/api/v1/apps/verify_credentials",
            Value::Null
        )
        .await
        .0,
        401
    );
}

#[tokio::test]
async fn an_application_of_its_own_is_nobody() {
    let place = Place::new(Backend::Sqlite).await;
    let (key, secret) = register(&place).await;
    let (other_key, other_secret) = register(&place).await;
    let wish = json!({
        "grant_type": "client_credentials", "client_id": key, "client_secret": secret,
        "scope": "read",
    });
    let (status, token) = call(&place.visitor(), "POST", "/oauth/token", wish.clone()).await;
    assert_eq!(status, 200, "{token}");
    let app = place.visitor();
    let token = token["access_token"].as_str().expect("a token");
    app.set_token(token);
    let (status, it) = call(&app, "GET", "/api/v1/apps/verify_credentials", Value::Null).await;
    assert_eq!((status, &it["name"]), (200, &json!("Gardener")));
    assert_eq!(it["client_secret"], Value::Null);
    assert_eq!(
        call(&app, "GET", "/api/v1/timelines/home", Value::Null)
            .await
            .0,
        401
    );
    let revoke = |key: &str, secret: &str| json!({"client_id": key, "client_secret": secret, "token": token});
    let visitor = place.visitor();
    let by_other = revoke(&other_key, &other_secret);
    // To another application the token is as unknown as any.
    assert_eq!(
        call(&visitor, "POST", "/oauth/revoke", by_other).await.0,
        200
    );
    assert_eq!(
        call(&app, "GET", "/api/v1/apps/verify_credentials", Value::Null)
            .await
            .0,
        200
    );
    assert_eq!(
        call(&visitor, "POST", "/oauth/revoke", revoke(&key, "guess"))
            .await
            .0,
        403
    );
    assert_eq!(
        call(&visitor, "POST", "/oauth/revoke", revoke(&key, &secret))
            .await
            .0,
        200
    );
    assert_eq!(
        call(&app, "GET", "/api/v1/apps/verify_credentials", Value::Null)
            .await
            .0,
        401
    );
    let mut greedy = wish;
    greedy["scope"] = json!("read admin:read");
    let (status, refused) = call(&visitor, "POST", "/oauth/token", greedy.clone()).await;
    assert_eq!((status, &refused["error"]), (400, &json!("invalid_scope")));
    let mut silent = greedy;
    silent["scope"] = json!("");
    let (status, usual) = call(&visitor, "POST", "/oauth/token", silent).await;
    assert_eq!(
        (status, &usual["scope"]),
        (200, &json!("read")),
        "not all of it"
    );
}

#[tokio::test]
async fn cookies_open_no_api_and_tokens_open_no_page() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = place.member("mair").await;
    let (status, _) = call(&mair.browser, "GET", "/api/v1/timelines/home", Value::Null).await;
    assert_eq!(status, 401);
    let token = place.token(&mair, "read write").await;
    let thief = place.visitor();
    thief.set_cookie("hafan", &token);
    assert_eq!(
        thief
            .get("/me")
            .await
            .location()
            .map(|to| to.starts_with("/sign-in")),
        Some(true)
    );
    let headers = place.visitor();
    headers.set_header("origin", "https://client.example");
    let page = send(&headers, "GET", "/api/v1/nothing", Value::Null).await;
    assert_eq!(page.header("access-control-allow-origin"), Some("*"));
    assert_eq!(page.header("access-control-allow-credentials"), None);
}

#[tokio::test]
async fn a_client_in_a_browser_may_send_any_header_and_reads_what_lists_tell() {
    let place = Place::new(Backend::Sqlite).await;
    let asked = "authorization,idempotency-key,if-none-match,last-event-id,range,x-client";
    let browser = place.visitor();
    browser.set_header("origin", "https://client.example");
    browser.set_header("access-control-request-method", "POST");
    browser.set_header("access-control-request-headers", asked);
    let page = send(&browser, "OPTIONS", "/api/v1/statuses", Value::Null).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.header("access-control-allow-headers"), Some(asked));
    assert_eq!(page.header("access-control-allow-credentials"), None);
    let page = send(&browser, "GET", "/api/v1/instance", Value::Null).await;
    let told = page.header("access-control-expose-headers").expect("names");
    for name in [
        "link",
        "etag",
        "retry-after",
        "x-ratelimit-limit",
        "x-ratelimit-reset",
    ] {
        assert!(told.split(',').any(|one| one.trim() == name), "{told}");
    }
}

#[tokio::test]
async fn what_ends_the_devices_of_a_member_ends_their_applications() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let app = application(place, &mair, "read").await;
        let home = "/api/v1/timelines/home";
        assert_eq!(call(&app, "GET", home, Value::Null).await.0, 200);
        let devices = mair.browser.get("/me/devices").await;
        mair.browser
            .submit(&devices, "/me/devices/end-others", &[])
            .await;
        assert_eq!(call(&app, "GET", home, Value::Null).await.0, 401);
        // One that nobody opens for a year is signed out; one that is used stays.
        let used = application(place, &mair, "read").await;
        let idle = application(place, &mair, "read").await;
        for _ in 0..13 {
            place.later(30 * hafan_core::time::DAY_US);
            assert_eq!(call(&used, "GET", home, Value::Null).await.0, 200);
        }
        assert_eq!(call(&idle, "GET", home, Value::Null).await.0, 401);
    })
    .await;
}

#[tokio::test]
async fn a_consent_that_was_not_fetched_ends_with_the_devices() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = place.member("mair").await;
    let other = place.device(&mair).await;
    let (key, secret) = register(&place).await;
    // Somebody at the other device consents, and waits.
    let page = other.browser.get(&consent(&key, BACK, "read")).await;
    let sent = decide(&other.browser, &page, &[("decision", "allow")]).await;
    let devices = mair.browser.get("/me/devices").await;
    mair.browser
        .submit(&devices, "/me/devices/end-others", &[])
        .await;
    let (status, refused) = exchange(&place, (&key, &secret), &code_of(&sent)).await;
    assert_eq!((status, &refused["error"]), (400, &json!("invalid_grant")));
}

#[tokio::test]
async fn an_application_that_was_used_is_not_forgotten_and_another_is() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = place.member("mair").await;
    let (used, secret) = register(&place).await;
    let (unused, _) = register(&place).await;
    let page = mair.browser.get(&consent(&used, BACK, "read")).await;
    let sent = decide(&mair.browser, &page, &[("decision", "allow")]).await;
    assert_eq!(
        exchange(&place, (&used, &secret), &code_of(&sent)).await.0,
        200
    );
    mair.browser.get("/").await;
    place.later(3 * hafan_core::time::DAY_US);
    hafan_app::jobs::run_one(&place.app, "sweep", "")
        .await
        .expect("swept");
    assert_eq!(
        mair.browser.get(&consent(&used, BACK, "read")).await.status,
        200
    );
    assert_eq!(
        mair.browser
            .get(&consent(&unused, BACK, "read"))
            .await
            .status,
        422
    );
}

#[tokio::test]
async fn an_application_keeps_ten_tokens_of_its_own() {
    let place = Place::new(Backend::Sqlite).await;
    let (key, secret) = register(&place).await;
    let wish = json!({
        "grant_type": "client_credentials", "client_id": key, "client_secret": secret,
    });
    let mut tokens = Vec::new();
    for _ in 0..11 {
        place.later(1_000);
        let (_, made) = call(&place.visitor(), "POST", "/oauth/token", wish.clone()).await;
        tokens.push(made["access_token"].as_str().expect("a token").to_owned());
    }
    let mut good = Vec::new();
    for token in &tokens {
        let app = place.visitor();
        app.set_token(token);
        let verify = "/api/v1/apps/verify_credentials";
        good.push(call(&app, "GET", verify, Value::Null).await.0 == 200);
    }
    assert!(!good[0], "the oldest has ended");
    assert_eq!(good.iter().filter(|is_good| **is_good).count(), 10);
}

#[tokio::test]
async fn a_request_that_is_sent_twice_makes_one_post() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let rose = place.persona(&mair, "rose").await;
        let app = application(place, &mair, "read write").await;
        let other = application(place, &rose, "read write").await;
        app.set_header("idempotency-key", "one");
        other.set_header("idempotency-key", "one");
        let post = |text: &str| json!({"status": text, "visibility": "public"});
        let path = "/api/v1/statuses";
        let (_, first) = call(&app, "POST", path, post("Once")).await;
        let (_, again) = call(&app, "POST", path, post("Once")).await;
        assert_eq!(first["id"], again["id"]);
        // The same key of another persona is another request.
        let (_, theirs) = call(&other, "POST", path, post("Once")).await;
        assert_ne!(first["id"], theirs["id"]);
        // Once its post is gone, the key is free; and an empty one is none.
        let gone = format!("{path}/{}", first["id"].as_str().expect("an id"));
        assert_eq!(call(&app, "DELETE", &gone, Value::Null).await.0, 200);
        let (status, anew) = call(&app, "POST", path, post("Once")).await;
        assert_eq!(status, 200);
        assert_ne!(first["id"], anew["id"]);
        app.set_header("idempotency-key", "");
        let (_, one) = call(&app, "POST", path, post("Twice")).await;
        let (_, two) = call(&app, "POST", path, post("Twice")).await;
        assert_ne!(one["id"], two["id"]);
        app.set_header("idempotency-key", "two");
        let (_, second) = call(&app, "POST", path, post("Once")).await;
        assert_ne!(first["id"], second["id"]);
        app.set_header("idempotency-key", "three");
        let (status, empty) = call(&app, "POST", path, post(" ")).await;
        assert_eq!(status, 422, "{empty}");
    })
    .await;
}

#[tokio::test]
async fn an_application_asks_for_another_sign_in_and_for_a_language() {
    for_each_backend(async |place| {
        let (mair, gwen) = (place.member("mair").await, place.member("gwen").await);
        let (key, _) = register(place).await;
        let asked = consent(&key, BACK, "read");
        // The language of the page, and of the way to it.
        let page = mair.browser.get(&format!("{asked}&lang=cy")).await;
        assert!(page.has("html[lang=cy]"), "{}", page.html());
        assert!(mair.browser.get(&asked).await.has("html[lang=en]"));
        let other = mair.browser.get(&format!("{asked}&lang=xx")).await;
        assert!(other.has("html[lang=en]"), "a language that is not here");
        let visitor = place.visitor();
        let sent = visitor.get(&format!("{asked}&lang=cy")).await;
        let page = visitor.get(sent.location().expect("the way in")).await;
        assert!(page.has("html[lang=cy]"), "{}", page.html());
        // Signed in as Mair: the browser is asked who it is, and becomes Gwen's.
        let usual = mair
            .browser
            .get(&format!("{asked}&force_login=false"))
            .await;
        assert_eq!(usual.status, 200);
        let sent = mair
            .browser
            .get(&format!("{asked}&force_login=true&lang=cy"))
            .await;
        let to = sent.location().expect("the way in").to_owned();
        let page = mair.browser.get(&to).await;
        assert_eq!(page.status, 200);
        assert!(
            page.has("html[lang=cy] input[name=password]"),
            "{}",
            page.html()
        );
        let wrong = [("login", "gwen"), ("password", "dim byd o gwbl")];
        let again = mair.browser.submit(&page, "/sign-in", &wrong).await;
        assert_eq!(again.status, 422);
        let right = [("login", "gwen"), ("password", hafan_testkit::PASSWORD)];
        let entered = mair.browser.submit(&again, "/sign-in", &right).await;
        assert_eq!(entered.status, 303, "{}", entered.text());
        let back = entered.location().expect("a way on").to_owned();
        let page = mair.browser.get(&back).await;
        assert_eq!(page.status, 200, "asked once: {back}");
        let id = gwen.actor.persona.to_string();
        assert!(page.has(&format!("input[name=persona][value='{id}']")));
        let devices = hafan_app::identity::session::devices(&place.app, mair.actor).await;
        assert_eq!(
            devices.expect("devices").len(),
            0,
            "the sign-in before has ended"
        );
        place.require_ledger().await;
    })
    .await;
}
