//! Signing in and out, and what guessing meets.

use super::{is_in, sign_in};
use hafan_app::ports::Clock as _;
use hafan_core::time::{DAY_US, HOUR_US, MINUTE_US, SECOND_US};
use hafan_testkit::{PASSWORD, Place, for_each_backend};
use std::sync::Arc;

#[tokio::test]
async fn a_member_signs_in_and_out_again() {
    for_each_backend(async |place| {
        place.member("mair").await;
        let browser = place.visitor();
        let form = browser.get("/sign-in").await;
        assert!(form.has("form[action='/sign-in'] input[name=password][type=password]"));
        let fields = [("login", "@Mair "), ("password", PASSWORD)];
        let answer = browser.submit(&form, "/sign-in", &fields).await;
        assert_eq!(
            (answer.status.as_u16(), answer.location()),
            (303, Some("/"))
        );
        assert!(is_in(&browser).await);
        let answer = browser.post("/sign-out", &[]).await;
        assert!(browser.follow(answer).await.says("You are signed out"));
        assert!(!is_in(&browser).await);
    })
    .await;
}

#[tokio::test]
async fn signing_in_leads_to_where_somebody_wanted_to_go_and_nowhere_else() {
    for_each_backend(async |place| {
        place.member("mair").await;
        let browser = place.visitor();
        let asked = browser.get("/me/devices").await;
        assert_eq!(asked.status, 303);
        let form = browser.follow(asked).await;
        let fields = [("login", "mair"), ("password", PASSWORD)];
        let answer = browser.submit(&form, "/sign-in", &fields).await;
        assert_eq!(answer.location(), Some("/me/devices"));
        let evils = [
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "\u{1}",
        ];
        for evil in evils {
            let browser = place.visitor();
            let next = data_encoding::BASE64URL_NOPAD.encode(evil.as_bytes());
            let fields = [("login", "mair"), ("password", PASSWORD), ("next", &next)];
            let answer = browser.post("/sign-in", &fields).await;
            assert_eq!(answer.location(), Some("/"), "{evil}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_wrong_password_and_a_name_that_nobody_has_are_one_answer() {
    for_each_backend(async |place| {
        place.member("mair").await;
        let answers = [("mair", "wrong password"), ("nobody", PASSWORD)];
        let mut pages = vec![];
        for (login, password) in answers {
            let page = sign_in(&place.visitor(), login, password).await;
            assert_eq!(page.status, 422);
            assert!(
                page.has("#f-password[aria-invalid=true]"),
                "{}",
                page.html()
            );
            assert!(!page.holds(password), "a password never comes back");
            // What was typed and the secret of the form differ, nothing else.
            let text = page.html().replace(login, "NAME");
            let secret = page
                .attribute("input[name=csrf]", "value")
                .expect("a secret");
            pages.push(text.replace(&secret, "SECRET"));
        }
        assert_eq!(pages[0], pages[1]);
    })
    .await;
}

#[tokio::test]
async fn a_form_without_its_secret_or_from_elsewhere_does_nothing() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let form = "application/x-www-form-urlencoded";
        let login = format!("login=mair&password={}", PASSWORD.replace(' ', "+"));
        let post = axum::http::Method::POST;
        for body in [
            login.clone(),
            format!("csrf=&{login}"),
            format!("csrf=forged&{login}"),
        ] {
            let browser = place.visitor();
            browser.get("/sign-in").await;
            let answer = browser
                .send(post.clone(), "/sign-in", Some(form), body.into())
                .await;
            assert_eq!(answer.status, 403);
            assert!(!is_in(&browser).await);
        }
        // The secret of somebody else's browser is worth nothing in this one.
        let other = place.visitor();
        let page = other.get("/sign-in").await;
        let stolen = page
            .attribute("input[name=csrf]", "value")
            .expect("a secret");
        let browser = place.visitor();
        browser.get("/sign-in").await;
        let fields = [
            ("csrf", stolen.as_str()),
            ("login", "mair"),
            ("password", PASSWORD),
        ];
        let form_page = browser.get("/sign-in").await;
        let answer = browser.submit(&form_page, "/sign-in", &fields).await;
        assert_eq!(answer.status, 403);
        // Another site can't sign anybody out, not even with the right secret.
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://evil.example"),
        ] {
            let thief = mair.browser.copy();
            thief.set_header(name, value);
            assert_eq!(thief.post("/sign-out", &[]).await.status, 403, "{name}");
        }
        assert!(is_in(&mair.browser).await);
        assert_eq!(mair.browser.get("/sign-out").await.status, 405);
        assert!(is_in(&mair.browser).await);
    })
    .await;
}

#[tokio::test]
async fn a_session_begins_with_a_fresh_secret_whatever_the_browser_brought() {
    for_each_backend(async |place| {
        place.member("mair").await;
        let browser = place.visitor();
        browser.set_cookie("hafan", "planted-by-somebody-who-waits");
        browser.set_cookie("hafan-device", "planted too; not of the right form");
        let before = browser.get("/sign-in").await;
        let before = before
            .attribute("input[name=csrf]", "value")
            .expect("a secret");
        sign_in(&browser, "mair", PASSWORD).await;
        let (token, device) = (browser.cookie("hafan"), browser.cookie("hafan-device"));
        assert!(token.is_some_and(|t| t.len() == 43 && !t.contains("planted")));
        assert!(device.is_some_and(|d| d.len() == 43 && !d.contains("planted")));
        let after = browser.get("/me").await;
        let after = after
            .attribute("input[name=csrf]", "value")
            .expect("a secret");
        assert_ne!(before, after, "the secret of forms changes with signing in");
        assert!(browser.cookie("hafan-form").is_none());
        // The token itself is nowhere in the database.
        let token = browser.cookie("hafan").expect("a session");
        let hash = hafan_app::visit::token_hash(&token);
        let now = place.clock.now();
        let found = place
            .app
            .read(move |read| {
                let by_hash = hafan_app::store::session::by_token(read, &hash, now)?;
                let by_token = hafan_app::store::session::by_token(read, token.as_bytes(), now)?;
                Ok((by_hash.is_some(), by_token.is_some()))
            })
            .await
            .expect("a read");
        assert_eq!(found, (true, false));
    })
    .await;
}

#[tokio::test]
async fn a_session_that_ended_or_ran_out_is_a_visitor() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let thief = mair.browser.copy();
        assert!(is_in(&thief).await);
        mair.browser.post("/sign-out", &[]).await;
        assert!(!is_in(&thief).await, "a stolen copy ends with the session");
        place.member("elin").await;
        let elin = place.visitor();
        sign_in(&elin, "elin", PASSWORD).await;
        place.later(89 * DAY_US);
        assert!(is_in(&elin).await, "used now and then, it goes on");
        place.later(89 * DAY_US);
        assert!(is_in(&elin).await);
        place.later(91 * DAY_US);
        assert!(!is_in(&elin).await);
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_down_and_waits_grow() {
    for_each_backend(async |place| {
        place.member("mair").await;
        let browser = place.visitor();
        for _ in 0..6 {
            assert_eq!(sign_in(&browser, "mair", "a wrong guess").await.status, 422);
        }
        let refused = sign_in(&browser, "mair", PASSWORD).await;
        assert_eq!(
            refused.status, 429,
            "the right password too, or it would tell"
        );
        assert_eq!(refused.header("retry-after"), Some("30"));
        assert!(refused.says("Please try again in"), "{}", refused.text());
        place.later(31 * SECOND_US);
        assert_eq!(sign_in(&browser, "mair", "a wrong guess").await.status, 422);
        place.later(31 * SECOND_US);
        assert_eq!(sign_in(&browser, "mair", "a wrong guess").await.status, 429);
        place.later(30 * SECOND_US);
        assert_eq!(sign_in(&browser, "mair", PASSWORD).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn names_that_nobody_has_are_slowed_down_just_like_others() {
    for_each_backend(async |place| {
        place.member("mair").await;
        let mut statuses = vec![];
        for login in ["mair", "nobody"] {
            let browser = place.visitor();
            let mut seen = vec![];
            for _ in 0..8 {
                seen.push(
                    sign_in(&browser, login, "a wrong guess")
                        .await
                        .status
                        .as_u16(),
                );
            }
            statuses.push(seen);
        }
        assert_eq!(statuses[0], statuses[1]);
    })
    .await;
}

#[tokio::test]
async fn whoever_guesses_elsewhere_does_not_keep_the_rightful_person_out() {
    for_each_backend(async |place| {
        place.member("mair").await;
        let own = place.visitor();
        sign_in(&own, "mair", PASSWORD).await;
        own.post("/sign-out", &[]).await;
        let attacker = place.visitor();
        for _ in 0..20 {
            sign_in(&attacker, "mair", "a wrong guess").await;
            place.later(SECOND_US);
        }
        assert_eq!(sign_in(&attacker, "mair", PASSWORD).await.status, 429);
        // From the same network even, but on a device that she has used before.
        assert_eq!(sign_in(&own, "mair", PASSWORD).await.status, 303);
        // A device that somebody else has used is no such device.
        place.member("elin").await;
        let elins = place.visitor();
        place.later(HOUR_US * 2);
        sign_in(&elins, "elin", PASSWORD).await;
        elins.post("/sign-out", &[]).await;
        for _ in 0..20 {
            sign_in(&attacker, "mair", "a wrong guess").await;
        }
        assert_eq!(sign_in(&elins, "mair", PASSWORD).await.status, 429);
    })
    .await;
}

#[tokio::test]
async fn a_known_device_is_slowed_down_by_its_own_guesses_alone() {
    for_each_backend(async |place| {
        place.member("mair").await;
        let own = place.visitor();
        sign_in(&own, "mair", PASSWORD).await;
        own.post("/sign-out", &[]).await;
        for _ in 0..11 {
            assert_eq!(sign_in(&own, "mair", "a wrong guess").await.status, 422);
        }
        assert_eq!(sign_in(&own, "mair", PASSWORD).await.status, 429);
        assert_eq!(
            sign_in(&place.visitor(), "mair", PASSWORD).await.status,
            303
        );
        place.later(MINUTE_US);
        assert_eq!(sign_in(&own, "mair", PASSWORD).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn many_guesses_at_once_are_all_counted() {
    for_each_backend(async |place| {
        place.member("mair").await;
        let place = Arc::new(place);
        let guess = async |place: &Place| {
            let browser = place.visitor();
            sign_in(&browser, "mair", "a wrong guess")
                .await
                .status
                .as_u16()
        };
        let all = tokio::join!(
            guess(&place),
            guess(&place),
            guess(&place),
            guess(&place),
            guess(&place),
            guess(&place),
            guess(&place),
            guess(&place),
            guess(&place),
            guess(&place),
        );
        let all = [
            all.0, all.1, all.2, all.3, all.4, all.5, all.6, all.7, all.8, all.9,
        ];
        let tried = all.iter().filter(|status| **status == 422).count();
        assert_eq!(tried, 6, "{all:?}");
    })
    .await;
}

#[tokio::test]
async fn oversized_and_odd_forms_get_a_clear_answer() {
    for_each_backend(async |place| {
        place.member("mair").await;
        let browser = place.visitor();
        let long = "x".repeat(100_000);
        assert_eq!(sign_in(&browser, &long, "a wrong guess").await.status, 422);
        assert_eq!(sign_in(&browser, "mair", &long).await.status, 422);
        assert_eq!(sign_in(&browser, "", "").await.status, 422);
        assert_eq!(sign_in(&browser, "mair\u{0}", PASSWORD).await.status, 422);
        let huge = "x".repeat(600_000);
        let answer = sign_in(&browser, "mair", &huge).await;
        assert_eq!(answer.status, 422);
        assert!(answer.says("more than fits"), "{}", answer.text());
        let odd = [
            ("login", "mair"),
            ("login", "elin"),
            ("password", "twice twice"),
        ];
        let answer = browser.post("/sign-in", &odd).await;
        assert!(answer.status.is_client_error(), "{}", answer.status);
    })
    .await;
}
