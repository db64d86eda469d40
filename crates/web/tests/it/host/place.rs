//! What hosts set for the place, and how they see that it is well.

use super::*;

#[tokio::test]
async fn settings_of_the_place_count_at_once_and_stay_words() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        let page = carys.browser.get("/host/place").await;
        let wish = [
            ("name", "Tŷ’r Gofalwyr <b>"),
            ("summary", EVIL),
            (
                "rules",
                "# Our rules\n\n<script>alert(1)</script>\n\nBe kind.",
            ),
            ("contact", EVIL),
            ("sign-up", "ask"),
            ("sign-up-question", EVIL),
            ("locale", "cy"),
            ("time-zone", "Europe/London"),
            ("accent", "heather"),
        ];
        let saved = carys.browser.submit(&page, "/host/place", &wish).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let visitor = place.visitor();
        visitor.set_header("accept-language", "en");
        for path in ["/", "/about", "/sign-up", "/sign-in"] {
            let page = visitor.get(path).await;
            assert!(
                !page.holds("<script>alert") && !page.holds("<img src=x"),
                "{path}"
            );
            assert!(page.has("[data-accent=heather]"), "{path}");
        }
        let about = visitor.get("/about").await;
        assert!(
            about.says("Tŷ’r Gofalwyr <b>") && about.says("Be kind."),
            "{}",
            about.text()
        );
        // Nobody says which language they read: the place does.
        let plain = place.visitor().get("/about").await;
        assert!(plain.has("html[lang=cy]"), "{}", plain.text());
        let record = carys.browser.get("/host/record").await;
        assert!(record.says("Tŷ’r Gofalwyr <b>"), "{}", record.text());
        assert!(!record.holds("<script>alert") && !record.holds("<img src=x"));
        let long = "x".repeat(10_001);
        let wrong = [
            [("name", " ")],
            [("rules", long.as_str())],
            [("sign-up", "everybody")],
            [("locale", "fr")],
            [("time-zone", "Cwm/Nunlle")],
            [("accent", "red")],
        ];
        let before = place.rows().await;
        for fields in wrong {
            let page = carys.browser.get("/host/place").await;
            let page = carys.browser.submit(&page, "/host/place", &fields).await;
            assert_eq!(page.status, 422, "{fields:?}");
        }
        assert_eq!(before, place.rows().await);
    })
    .await;
}

#[tokio::test]
async fn limits_hold_for_what_is_written_from_then_on() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        for (posts, megabytes, pictures) in [
            ("199", "4", "4"),
            ("500", "0", "4"),
            ("500", "33", "4"),
            ("500", "4", "5"),
            ("", "", "x"),
        ] {
            let fields = [
                ("post-chars-max", posts),
                ("picture-bytes-max", megabytes),
                ("pictures-max", pictures),
            ];
            let page = carys.browser.post("/host/limits", &fields).await;
            assert_eq!(page.status, 422, "{posts} {megabytes} {pictures}");
        }
        let fields = [
            ("post-chars-max", "200"),
            ("picture-bytes-max", "1"),
            ("pictures-max", "1"),
        ];
        assert_eq!(
            carys.browser.post("/host/limits", &fields).await.status,
            303
        );
        let wish = |length| hafan_app::post::Wish {
            text: "x".repeat(length),
            ..hafan_app::post::Wish::default()
        };
        let app = &place.app;
        assert!(
            hafan_app::post::publish(app, &mair.actor, wish(201))
                .await
                .is_err()
        );
        assert!(
            hafan_app::post::publish(app, &mair.actor, wish(200))
                .await
                .is_ok()
        );
        let large = vec![0_u8; (1 << 20) + 1];
        let file = hafan_testkit::Part::File("picture", "a.jpg", "image/jpeg", &large);
        let sent = mair.browser.upload("/me/picture", &[file]).await;
        assert_eq!(sent.status, 422);
        assert!(sent.says("1 MB"), "{}", sent.text());
    })
    .await;
}

#[tokio::test]
async fn health_says_what_waits_and_a_failed_job_can_be_tried_again() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        let page = carys.browser.get("/host").await;
        assert!(
            page.says("Nothing waits") && page.says("None yet"),
            "{}",
            page.text()
        );
        let now = place.app.now();
        let queued = place
            .app
            .write(move |turn| turn.enqueue("sweep", "", None, now));
        queued.await.expect("queued");
        place.later(HOUR_US);
        let page = carys.browser.get("/host").await;
        assert!(page.says("1 thing, due"), "{}", page.text());
        let missing = carys.browser.post("/host/jobs/77/retry", &[]).await;
        assert_eq!(missing.status, 404);
    })
    .await;
}
