//! News for me: grouped, calm, and only of what may still be seen.

use crate::talk::{act, answering, found, join, openly, say, within};
use hafan_app::community;
use hafan_app::post::{delete, favourite};
use hafan_core::community::Visibility;
use hafan_testkit::for_each_backend;

#[tokio::test]
async fn thanks_for_one_post_are_one_piece_of_news_without_numbers() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let post = say(place, &mair, openly("A good day.")).await;
        for handle in ["anwen", "bethan", "catrin", "dilys", "elin"] {
            let friend = place.member(handle).await;
            place.later(1_000_000);
            favourite(&place.app, &friend.actor, post, true)
                .await
                .expect("thanks");
        }
        let page = mair.browser.get("/notifications").await;
        assert_eq!(page.count("ol.news > li"), 1, "{}", page.text());
        assert!(
            page.says("Elin, Dilys, Catrin and others thanked you"),
            "{}",
            page.text()
        );
        assert!(page.says("A good day."));
        assert!(page.has("li.new"));
        // Looking at it is enough to have seen it.
        assert!(!mair.browser.get("/notifications").await.has("li.new"));
    })
    .await;
}

#[tokio::test]
async fn news_of_what_cannot_be_seen_any_more_is_gone() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let cwm = found(place, &dewi, "Cwm", Visibility::MembersOnly).await;
        join(place, &mair, &cwm).await;
        let inner = say(place, &mair, within(&cwm, "Inside.")).await;
        say(place, &dewi, answering(inner, "An answer inside.")).await;
        let open = say(place, &mair, openly("Outside.")).await;
        let answer = say(place, &dewi, answering(open, "An answer outside.")).await;
        let page = mair.browser.get("/notifications").await;
        assert!(page.says("An answer inside.") && page.says("An answer outside."));
        delete(&place.app, &dewi.actor, answer).await.expect("gone");
        community::join::leave(&place.app, mair.actor, cwm.handle.clone())
            .await
            .expect("left");
        let page = mair.browser.get("/notifications").await;
        assert!(page.says("No news, all is calm"), "{}", page.text());
        assert!(!page.holds("An answer"));
    })
    .await;
}

#[tokio::test]
async fn nobody_reads_the_news_of_another_persona() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let seren = place.persona(&mair, "seren").await;
        act(&dewi, "follow", &mair).await;
        assert!(
            mair.browser
                .get("/notifications")
                .await
                .says("Somebody new follows you: Dewi")
        );
        assert!(!seren.browser.get("/notifications").await.says("Dewi"));
        let visitor = place.visitor().get("/notifications").await;
        assert_eq!(
            visitor.location().map(|to| to.starts_with("/sign-in")),
            Some(true)
        );
    })
    .await;
}

#[tokio::test]
async fn going_back_through_the_news_leaves_nothing_out() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (anwen, dewi) = (place.member("anwen").await, place.member("dewi").await);
        let old = say(place, &mair, openly("An old post.")).await;
        favourite(&place.app, &anwen.actor, old, true)
            .await
            .expect("thanks");
        let mut posts = vec![old];
        for number in 1..=40 {
            let words = format!("Good day {number}, @mair.");
            posts.push(say(place, &dewi, openly(&words)).await);
        }
        // The newest news is about the oldest post, so that one group reaches back over all.
        favourite(&place.app, &dewi.actor, old, true)
            .await
            .expect("thanks");
        let (mut path, mut seen) = ("/notifications".to_owned(), String::new());
        loop {
            let page = mair.browser.get(&path).await;
            seen.push_str(&page.html());
            match page.attribute(".pages a", "href") {
                Some(next) => path = next,
                None => break,
            }
        }
        for post in posts {
            let marks = seen.matches(&format!("/{post}\"")).count();
            assert!(marks > 0, "{post} is left out");
        }
    })
    .await;
}
