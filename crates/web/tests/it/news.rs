//! News for me: grouped, calm, and only of what may still be seen.

use crate::talk::{act, answering, found, join, openly, say, within};
use hafan_app::community;
use hafan_app::post::{delete, favourite};
use hafan_core::community::Visibility;
use hafan_core::time::{DAY_US, MINUTE_US};
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

#[tokio::test]
async fn answers_to_one_post_are_one_piece_of_news_that_leads_to_all_of_them() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let post = say(place, &mair, openly("What shall we read?")).await;
        let other = say(place, &mair, openly("And who brings cake?")).await;
        let mut friends = Vec::new();
        for handle in ["anwen", "bethan", "catrin"] {
            let friend = place.member(handle).await;
            say(place, &friend, answering(post, "A book.")).await;
            friends.push(friend);
        }
        let alone = say(place, &friends[0], answering(other, "I do.")).await;
        say(place, &friends[0], answering(post, "Another book.")).await;
        let page = mair.browser.get("/notifications").await;
        assert_eq!(page.count("ol.news > li"), 2, "{}", page.text());
        let words = "Anwen, Catrin and Bethan answered what you wrote";
        assert!(page.says(words), "{}", page.text());
        assert!(page.says("What shall we read?"), "{}", page.text());
        let thread = format!("/@mair/{post}");
        assert!(page.holds(&format!("href=\"{thread}\"")));
        let thread = mair.browser.get(&thread).await;
        assert_eq!(thread.text().matches("A book.").count(), 3);
        assert!(thread.says("Another book."));
        // One answer is shown itself.
        assert!(page.says("Anwen answered you") && page.says("I do."));
        assert!(page.holds(&format!("href=\"/@anwen/{alone}\"")));
        // What comes on another day is news of its own.
        place.later(2 * DAY_US);
        say(place, &friends[1], answering(post, "Late.")).await;
        let page = mair.browser.get("/notifications").await;
        assert!(page.says("Bethan answered you") && page.says("Late."));
        assert!(page.says(words));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_removed_from_a_hidden_community_is_told_why_and_learns_no_more() {
    for_each_backend(async |place| {
        let host = place.member("delyth").await;
        let guest = place.member("eleri").await;
        let fellow = place.member("ffion").await;
        let cudd = place.found(&host, "Cuddfan", Visibility::Hidden).await;
        for (person, handle) in [(&guest, "eleri"), (&fellow, "ffion")] {
            place.let_in(&host, &cudd, person, handle).await;
        }
        guest.browser.get("/notifications").await;
        place.later(MINUTE_US);
        let at = |room: &str| format!("/c/{}{room}", cudd.handle);
        let reason = [("reason", "You <b>shouted</b>.")];
        let form = at("/members/eleri/remove");
        assert_eq!(host.browser.post(&form, &reason).await.status, 303);
        // Neither a block nor a deaf ear of hers takes that away.
        act(&guest, "mute", &host).await;
        act(&host, "block", &guest).await;
        let news = guest.browser.get("/notifications").await;
        assert!(
            news.says("You were removed from a community that is not open to you any more"),
            "{}",
            news.text()
        );
        assert!(news.says("You <b>shouted</b>.") && news.has("li.new"));
        for secret in ["Cuddfan", &cudd.handle, "Delyth"] {
            assert!(!news.holds(secret), "{secret}");
        }
        for room in ["", "/about", "/members"] {
            assert_eq!(guest.browser.get(&at(room)).await.status, 404);
        }
        for (person, of) in [(&fellow, "a member"), (&host, "the host")] {
            let page = person.browser.get("/notifications").await;
            assert!(!page.says("removed"), "{of}: {}", page.text());
        }
    })
    .await;
}
