//! The page that closes what one wrote long ago.

use hafan_app::jobs::run_one;
use hafan_app::post::ForWhom;
use hafan_core::time::DAY_US;
use hafan_testkit::for_each_backend;

#[tokio::test]
async fn words_grow_old_by_themselves_and_the_choice_can_be_taken_back() {
    for_each_backend(async |place| {
        place.host("carys").await;
        let mair = place.member("mair").await;
        let early = place.say(&mair, "Hen air", ForWhom::Public).await;
        let early = format!("/@mair/{early}");
        let fields = [("after", "30"), ("still", "followed")];
        let saved = mair.browser.post("/me/old-words", &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let page = mair.browser.get("/me/old-words").await;
        assert!(
            page.has("input[name=after][value='30'][checked]"),
            "{}",
            page.html()
        );
        assert!(page.has("input[name=still][value=followed][checked]"));
        assert_eq!(place.visitor().get(&early).await.status, 200, "it is new");

        place.later(40 * DAY_US);
        let late = place.say(&mair, "Gair newydd", ForWhom::Public).await;
        run_one(&place.app, "sweep", "").await.expect("the sweep");
        assert_eq!(place.visitor().get(&early).await.status, 404);
        assert_eq!(mair.browser.get(&early).await.status, 200, "hers to read");
        let late = place.visitor().get(&format!("/@mair/{late}")).await;
        assert_eq!(late.status, 200);
        place.require_ledger().await;

        let record = mair.browser.get("/me/ledger").await;
        let told = "What is older than 30 days; they are open to: People I follow.";
        assert!(record.says(told), "{}", record.text());
        let entry = record.attribute("button[name=entry]", "value");
        let fields = [("entry", entry.as_deref().expect("a way back"))];
        let undone = mair.browser.post("/me/ledger/undo", &fields).await;
        assert_eq!(undone.status, 303, "{}", undone.text());
        assert_eq!(place.visitor().get(&early).await.status, 200, "open again");
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn everything_until_now_is_closed_and_no_other_choice_is_taken() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let early = place.say(&mair, "Hen air", ForWhom::Public).await;
        let early = format!("/@mair/{early}");
        for (after, still) in [
            ("31", "followed"),
            ("30", "everyone"),
            ("-1", "nobody"),
            ("before-x", "nobody"),
            ("before-9223372036854775807", "nobody"),
            ("now", ""),
        ] {
            let fields = [("after", after), ("still", still)];
            let refused = mair.browser.post("/me/old-words", &fields).await;
            assert_eq!(refused.status, 422, "{after} {still}");
        }
        assert_eq!(place.visitor().get(&early).await.status, 200);
        let fields = [("after", "now"), ("still", "nobody")];
        assert_eq!(
            mair.browser.post("/me/old-words", &fields).await.status,
            303
        );
        assert_eq!(place.visitor().get(&early).await.status, 404);
        let page = mair.browser.get("/me/old-words").await;
        assert!(page.says("Everything I wrote until"), "{}", page.text());
        // At once, and not on the next day: what is written from now on is open.
        place.later(1_000);
        let late = place.say(&mair, "Gair newydd", ForWhom::Public).await;
        run_one(&place.app, "sweep", "").await.expect("the sweep");
        let late = place.visitor().get(&format!("/@mair/{late}")).await;
        assert_eq!(late.status, 200, "written after it");
        assert_eq!(place.visitor().get(&early).await.status, 404);
    })
    .await;
}
