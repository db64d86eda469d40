//! What posts start with in a community, answers that are closed, and words that change between
//! reading and deciding.

use super::asked::{answer, begin, is_seen, judge, reword};
use hafan_app::post::ForWhom;
use hafan_app::post::answer::Verdict;
use hafan_core::audience::WhoMay;
use hafan_core::community::Visibility;
use hafan_testkit::{Person, for_each_backend};

#[tokio::test]
async fn answers_are_closed_and_opened_with_one_button() {
    for_each_backend(async |place| {
        let (anwen, other) = (place.member("anwen").await, place.member("other").await);
        let root = place.say(&anwen, "Bore da", ForWhom::Public).await;
        let path = format!("/@anwen/{root}");
        let at = format!("/post/{root}/open");
        let press = async |who: &Person, on: &str| who.browser.post(&at, &[("on", on)]).await;
        let may = async || other.browser.get(&path).await.has("form.composer");
        assert!(may().await);
        assert_eq!(press(&other, "no").await.status, 403, "not theirs to close");
        assert_eq!(press(&anwen, "no").await.status, 303);
        assert!(!may().await);
        let page = other.browser.get(&path).await;
        assert!(page.says("The author has closed the answers here."));
        assert_eq!(press(&anwen, "yes").await.status, 303);
        assert!(may().await);
    })
    .await;
}

#[tokio::test]
async fn what_a_community_starts_with_holds_for_posts_in_it() {
    for_each_backend(async |place| {
        let (host, member) = (place.member("host").await, place.member("aelod").await);
        let house = place.found(&host, "Teulu", Visibility::Public).await;
        place.let_in(&host, &house, &member, "aelod").await;
        let at = format!("/c/{}/settings", house.handle);
        let page = host.browser.get(&at).await;
        let fields = [("replies", "ask"), ("quotes", "nobody")];
        let saved = host.browser.submit(&page, &at, &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let wish = ForWhom::Community(house.id);
        let id = place.say(&member, "Bore da", wish).await;
        let page = place.visitor().get(&format!("/api/v1/statuses/{id}")).await;
        let status: serde_json::Value = serde_json::from_str(&page.html()).expect("JSON");
        assert_eq!(status["hafan"]["replies"], "ask");
        assert_eq!(status["hafan"]["quotes"], "nobody");
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_lets_in_other_words_than_they_read() {
    for_each_backend(async |place| {
        let (anwen, writer) = (place.member("anwen").await, place.member("gwilym").await);
        let root = begin(place, &anwen, WhoMay::Ask).await;
        let id = answer(place, &writer, root, "Geiriau caredig").await;
        let tray = anwen.browser.get("/me/answers").await;
        reword(place, &writer, id, "Geiriau cas").await;
        let at = format!("/me/answers/{id}");
        let fields = [("act", "let-in")];
        let sent = anwen.browser.submit(&tray, &at, &fields).await;
        assert_eq!(sent.status, 409, "{}", sent.text());
        assert!(!is_seen(place, id).await);
        let tray = anwen.browser.get("/me/answers").await;
        assert!(tray.holds("Geiriau cas"));
        let sent = anwen.browser.submit(&tray, &at, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        assert!(is_seen(place, id).await);
        // Nor shows again.
        judge(place, &anwen, id, Verdict::Hide).await;
        let away = anwen.browser.get("/me/answers?which=away").await;
        reword(place, &writer, id, "Geiriau gwaeth").await;
        let fields = [("act", "show")];
        let sent = anwen.browser.submit(&away, &at, &fields).await;
        assert_eq!(sent.status, 409, "{}", sent.text());
        let away = anwen.browser.get("/me/answers?which=away").await;
        let sent = anwen.browser.submit(&away, &at, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
    })
    .await;
}
