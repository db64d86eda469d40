//! Getting back in with the recovery sheet, and the list of devices.

use super::{is_in, sign_in};
use hafan_core::time::HOUR_US;
use hafan_testkit::{PASSWORD, Person, for_each_backend};

const NEW: &str = "tegell coch ar y bwrdd";

/// Makes a sheet and gives its code as it is printed.
async fn sheet(of: &Person) -> String {
    let page = of.browser.post("/me/recovery/sheet", &[]).await;
    assert_eq!(page.header("cache-control"), Some("no-store"));
    page.texts("p.sheet-code").pop().expect("a code")
}

#[tokio::test]
async fn a_sheet_lets_in_once_whoever_lost_everything_else() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let code = sheet(&mair).await;
        let plain = code.replace(' ', "");
        let rows = place.rows().await;
        assert!(
            !rows.iter().any(|row| row.contains(&plain)),
            "kept as a hash"
        );
        assert!(
            !mair.browser.get("/me/recovery").await.holds(&code),
            "shown once"
        );
        let browser = place.visitor();
        let page = browser.get("/recover").await;
        let copied = code.to_lowercase().replace(' ', "-");
        let fields = [
            ("login", "@Mair"),
            ("code", copied.as_str()),
            ("password", NEW),
        ];
        let sent = browser.submit(&page, "/recover", &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let led = browser.follow(sent).await;
        assert!(
            led.says("The old sheet does not work any more"),
            "{}",
            led.text()
        );
        assert!(is_in(&browser).await);
        assert!(!is_in(&mair.browser).await, "other devices are out");
        assert_eq!(
            sign_in(&place.visitor(), "mair", PASSWORD).await.status,
            422
        );
        assert_eq!(sign_in(&place.visitor(), "mair", NEW).await.status, 303);
        let again = place.visitor();
        let fields = [
            ("login", "mair"),
            ("code", copied.as_str()),
            ("password", PASSWORD),
        ];
        let refused = again.post("/recover", &fields).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says("A sheet works once"), "{}", refused.text());
        assert!(!is_in(&again).await);
        assert!(
            !refused.holds(PASSWORD) && !refused.holds(&copied),
            "secrets never come back"
        );
        let record = browser.get("/me/ledger").await;
        assert!(
            record.says("with a recovery sheet or a one-time link"),
            "{}",
            record.text()
        );
    })
    .await;
}

#[tokio::test]
async fn only_the_newest_sheet_with_the_right_name_works() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let old = sheet(&mair).await;
        let new = sheet(&mair).await;
        let dewis = sheet(&dewi).await;
        let browser = place.visitor();
        let mistyped = new.replace(|c: char| c.is_ascii_digit(), "Z");
        let tries = [
            ("mair", old.as_str(), "do not go together"),
            ("mair", &dewis, "do not go together"),
            ("nobody", &new, "do not go together"),
            ("mair", "", "mistyped"),
            ("mair", &mistyped, "mistyped"),
        ];
        for (login, code, words) in tries {
            let fields = [("login", login), ("code", code), ("password", NEW)];
            let page = browser.post("/recover", &fields).await;
            assert_eq!(page.status, 422, "{login}");
            assert!(page.says(words), "{login}: {}", page.text());
        }
        let weak = [
            ("login", "mair"),
            ("code", new.as_str()),
            ("password", "mair"),
        ];
        assert_eq!(browser.post("/recover", &weak).await.status, 422);
        assert!(is_in(&mair.browser).await, "nothing happened to her");
        let fields = [("login", "mair"), ("code", new.as_str()), ("password", NEW)];
        assert_eq!(browser.post("/recover", &fields).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn guessing_codes_is_slowed_down_and_does_not_spoil_the_sheet() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (code, dewi) = (sheet(&mair).await, place.member("dewi").await);
        let wrong = sheet(&dewi).await;
        let thief = place.visitor();
        thief.set_address("192.0.2.7");
        let fields = [
            ("login", "mair"),
            ("code", wrong.as_str()),
            ("password", NEW),
        ];
        let mut statuses = Vec::new();
        for _ in 0..18 {
            statuses.push(thief.post("/recover", &fields).await.status.as_u16());
        }
        assert_eq!(statuses.first(), Some(&422));
        assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
        // The rightful person is elsewhere, or waits a little.
        let own = place.visitor();
        own.set_address("198.51.100.9");
        let fields = [
            ("login", "mair"),
            ("code", code.as_str()),
            ("password", NEW),
        ];
        assert_eq!(thief.post("/recover", &fields).await.status, 429);
        assert_eq!(own.post("/recover", &fields).await.status, 303);
        place.later(2 * HOUR_US);
        let later = [
            ("login", "dewi"),
            ("code", wrong.as_str()),
            ("password", NEW),
        ];
        assert_eq!(thief.post("/recover", &later).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn each_device_is_listed_and_signed_out_alone_or_with_the_others() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (phone, tablet) = (place.device(&mair).await, place.device(&mair).await);
        let dewi = place.member("dewi").await;
        let page = mair.browser.get("/me/devices").await;
        assert_eq!(page.count("form[action$='/end']"), 2, "{}", page.text());
        assert!(page.says("This one"));
        let of_phone = format!("/me/devices/{}/end", phone.actor.session);
        assert!(page.has(&format!("form[action='{of_phone}']")));
        // Nobody else can, and it looks like nothing.
        assert_eq!(dewi.browser.post(&of_phone, &[]).await.status, 404);
        for odd in ["0", "x", "77"] {
            let path = format!("/me/devices/{odd}/end");
            assert_eq!(mair.browser.post(&path, &[]).await.status, 404, "{odd}");
        }
        assert_eq!(mair.browser.post(&of_phone, &[]).await.status, 303);
        assert!(!is_in(&phone.browser).await && is_in(&tablet.browser).await);
        assert_eq!(mair.browser.post(&of_phone, &[]).await.status, 404, "once");
        let others = mair.browser.post("/me/devices/end-others", &[]).await;
        assert_eq!(others.status, 303);
        assert!(!is_in(&tablet.browser).await && is_in(&mair.browser).await);
        assert!(is_in(&dewi.browser).await);
        let record = mair.browser.get("/me/ledger").await;
        assert!(record.says("A device was signed out."), "{}", record.text());
        // This one too, if it is meant: then the cookie goes as well.
        let own = format!("/me/devices/{}/end", mair.actor.session);
        assert_eq!(mair.browser.post(&own, &[]).await.status, 303);
        assert!(mair.browser.cookie("hafan").is_none() && !is_in(&mair.browser).await);
    })
    .await;
}
