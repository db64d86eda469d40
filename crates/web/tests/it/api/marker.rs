//! Where somebody has read to, through an application.

use super::{application, call, done, ids, member, read, say};
use hafan_core::time::MINUTE_US;
use hafan_testkit::for_each_backend;
use serde_json::{Value, json};

const MARKERS: &str = "/api/v1/markers";
const BOTH: &str = "/api/v1/markers?timeline[]=home&timeline[]=notifications";

#[tokio::test]
async fn a_mark_is_kept_counts_its_changes_and_never_moves_back() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        assert_eq!(read(&mair.browser, BOTH).await, json!({}));
        let mut said = Vec::new();
        for n in 0..2 {
            place.later(MINUTE_US);
            said.push(say(&mair, &format!("Gair {n}"), "public").await);
        }
        let wish = |id: &str| json!({ "home": { "last_read_id": id } });
        let set = async |id: &str| done(&mair.browser, "POST", MARKERS, wish(id)).await;
        let first = set(&said[0]).await;
        assert_eq!(first["home"]["last_read_id"], json!(said[0]));
        assert_eq!(first["home"]["version"], 1);
        assert!(
            first["home"]["updated_at"]
                .as_str()
                .expect("a time")
                .ends_with('Z')
        );
        assert!(first.get("notifications").is_none());
        assert_eq!(set(&said[1]).await["home"]["version"], 2);
        let back = set(&said[0]).await;
        assert_eq!(back["home"]["last_read_id"], json!(said[1]));
        let kept = read(&mair.browser, &format!("{MARKERS}?timeline[]=home")).await;
        assert_eq!(kept, back);
        assert_eq!(read(&mair.browser, MARKERS).await, json!({}));
        let far = set("9000000000000000000").await;
        assert_ne!(
            far["home"]["last_read_id"], "9000000000000000000",
            "not yet come"
        );
        for wrong in ["", "x", "-1"] {
            let refused = call(&mair.browser, "POST", MARKERS, wish(wrong)).await;
            assert_eq!(refused.0, 422, "{wrong}");
        }
        let seren = place.persona(&mair, "seren").await;
        place.install(&seren).await;
        assert_eq!(
            read(&seren.browser, BOTH).await,
            json!({}),
            "of one persona"
        );
        let narrow = application(place, &mair, "read:accounts write:accounts").await;
        let visitor = place.visitor();
        for method in ["GET", "POST"] {
            let refused = async |app| call(app, method, MARKERS, Value::Null).await.0;
            assert_eq!(refused(&visitor).await, 401);
            assert_eq!(refused(&narrow).await, 403);
        }
    })
    .await;
}

#[tokio::test]
async fn applications_and_the_page_agree_on_which_news_is_new() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        say(&dewi, "Helo, @mair", "public").await;
        let id = ids(&read(&mair.browser, "/api/v1/notifications").await)[0].clone();
        let news = read(&mair.browser, "/api/hafan/v1/news").await;
        assert_eq!(
            news[0]["is_new"], true,
            "an application's look marks nothing"
        );
        let wish = json!({ "notifications": { "last_read_id": id } });
        done(&mair.browser, "POST", MARKERS, wish).await;
        assert!(!mair.browser.get("/notifications").await.has("li.new"));
        place.later(MINUTE_US);
        say(&dewi, "Eto, @mair", "public").await;
        assert!(mair.browser.get("/notifications").await.has("li.new"));
        let id = ids(&read(&mair.browser, "/api/v1/notifications").await)[0].clone();
        let marks = read(&mair.browser, BOTH).await;
        assert_eq!(marks["notifications"]["last_read_id"], json!(id));
    })
    .await;
}

#[tokio::test]
async fn news_without_a_type_is_told_in_words_by_the_api_of_the_house() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let hidden = hafan_core::community::Visibility::Hidden;
        let cwm = place.found(&mair, "Cwm", hidden).await;
        place.let_in(&mair, &cwm, &dewi, "dewi").await;
        place.later(MINUTE_US);
        say(&mair, "Helo, @dewi", "public").await;
        let news = read(&dewi.browser, "/api/hafan/v1/news").await;
        assert_eq!(news[0]["kind"], "mention");
        assert_eq!(news[0]["words"], "Mair wrote to you");
        assert_eq!(news[0]["excerpt"], "Helo, @dewi");
        assert_eq!(news[0]["status"]["account"]["username"], "mair");
        assert_eq!(news[1]["kind"], "membership");
        assert_eq!(news[1]["community"]["display_name"], "Cwm");
        assert!(news[1]["url"].as_str().expect("a link").starts_with("http"));
        place.later(MINUTE_US);
        let form = [("reason", "Rhy swnllyd.")];
        let path = format!("/c/{}/members/dewi/remove", cwm.handle);
        assert_eq!(mair.browser.post(&path, &form).await.status, 303);
        let news = read(&dewi.browser, "/api/hafan/v1/news").await;
        assert!(
            news[0]["words"]
                .as_str()
                .expect("words")
                .contains("You were removed")
        );
        assert!(
            news[0]["excerpt"]
                .as_str()
                .expect("words")
                .contains("Rhy swnllyd.")
        );
        assert!(
            !news.to_string().contains("Cwm"),
            "not theirs to know any more"
        );
    })
    .await;
}
