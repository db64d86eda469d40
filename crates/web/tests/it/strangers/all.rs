//! Many kind strangers at once: what the owner of the door has to do, counted in presses.

use super::scene::{DOOR, at_door, guarded};
use crate::api::read;
use crate::talk::{answering, openly, say};
use hafan_app::post::publish;
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Page, Person, for_each_backend};

/// What a button for all who stand on the page does with them.
async fn all(mair: &Person, page: &Page, act: &str) -> Page {
    let path = format!("{DOOR}/all");
    mair.browser.submit(page, &path, &[("act", act)]).await
}

#[tokio::test]
async fn a_hundred_kind_strangers_are_let_in_with_few_presses() {
    const STRANGERS: usize = 100;
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let root = say(place, &mair, openly("Bu farw Mam.")).await;
        place.later(MINUTE_US);
        for number in 0..STRANGERS {
            let stranger = place.member(&format!("caredig{number}")).await;
            let wish = answering(root, "Mae’n ddrwg gen i glywed.");
            publish(&place.app, &stranger.actor, wish)
                .await
                .expect("an answer");
        }
        let mut presses = 0;
        loop {
            let page = at_door(&mair).await;
            presses += 1;
            if page.count("article.asking") == 0 {
                break;
            }
            let done = all(&mair, &page, "let-in").await;
            assert_eq!(done.status, 303, "{}", done.text());
            presses += 1;
        }
        assert!(presses <= 12, "{presses} presses");
        let path = format!("/api/v1/statuses/{root}/context");
        let context = read(&mair.browser, &path).await;
        let below = context["descendants"].as_array().expect("a list").len();
        assert_eq!(below, STRANGERS);
    })
    .await;
}

#[tokio::test]
async fn a_yes_to_all_is_for_those_on_the_page_as_they_were_read() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let (first, second) = (place.member("un").await, place.member("dau").await);
        let back = say(place, &first, openly("@mair helo")).await;
        let changed = say(place, &second, openly("@mair helo hefyd")).await;
        let page = at_door(&mair).await;
        let third = place.member("tri").await;
        say(place, &third, openly("@mair a fi")).await;
        place.install(&second).await;
        place.later(MINUTE_US);
        let path = format!("/api/v1/statuses/{changed}");
        let words = serde_json::json!({ "status": "@mair geiriau eraill" });
        crate::api::done(&second.browser, "PUT", &path, words).await;
        // Nobody comes in where somebody has other words by now, and nothing is lost.
        let refused = all(&mair, &page, "let-in").await;
        assert_eq!(refused.status, 409);
        assert_eq!(at_door(&mair).await.count("article.asking"), 3);
        let page = at_door(&mair).await;
        // Whoever takes their words back meanwhile does not spoil it.
        place.install(&first).await;
        let path = format!("/api/v1/statuses/{back}");
        crate::api::done(&first.browser, "DELETE", &path, serde_json::Value::Null).await;
        let forth = place.member("pedwar").await;
        say(place, &forth, openly("@mair finnau")).await;
        let done = all(&mair, &page, "send-away").await;
        assert_eq!(done.status, 303);
        let left = at_door(&mair).await;
        assert_eq!(left.count("article.asking"), 1);
        assert!(left.says("finnau"));
        // Somebody else's guests are nobody's here.
        let other = guarded(place, "arall").await;
        let theirs = all(&other, &page, "let-in").await;
        assert_ne!(theirs.status, 303);
    })
    .await;
}
