//! Following, blocking, muting: what they do on every surface, at once.

use crate::talk::{act, answering, found, join, openly, say, within};
use hafan_app::identity::profile::{self, Profile};
use hafan_app::post::boost;
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::Visibility;
use hafan_testkit::{Person, Place, for_each_backend};

const HOME: &str = "/?read=all";

async fn wants_to_be_found(place: &Place, who: &Person, name: &str, approves: bool) {
    let wish = Profile {
        name: name.to_owned(),
        bio: String::new(),
        approve_followers: approves,
        is_findable: true,
        posts_findable: true,
        default_audience: Audience::Public,
        default_replies: WhoMay::Everyone,
        default_quotes: WhoMay::Everyone,
    };
    profile::edit(&place.app, who.actor, wish)
        .await
        .expect("a profile");
}

#[tokio::test]
async fn a_follow_brings_words_to_home_and_ending_it_takes_them_away_at_once() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        say(place, &mair, openly("The kettle is on.")).await;
        assert!(!dewi.browser.get(HOME).await.says("The kettle is on."));
        assert_eq!(act(&dewi, "follow", &mair).await.status, 303);
        let home = dewi.browser.get(HOME).await;
        assert!(home.says("The kettle is on."), "{}", home.text());
        assert!(home.says("Here because you follow Mair."));
        let news = mair.browser.get("/notifications").await;
        assert!(
            news.says("Somebody new follows you: Dewi"),
            "{}",
            news.text()
        );
        assert_eq!(act(&dewi, "unfollow", &mair).await.status, 303);
        assert!(!dewi.browser.get(HOME).await.says("The kettle is on."));
        assert!(!mair.browser.get("/notifications").await.says("Dewi"));
    })
    .await;
}

#[tokio::test]
async fn whoever_approves_followers_is_asked_and_a_no_holds_for_a_month() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        wants_to_be_found(place, &mair, "Mair", true).await;
        say(place, &mair, openly("The kettle is on.")).await;
        act(&dewi, "follow", &mair).await;
        assert!(!dewi.browser.get(HOME).await.says("The kettle is on."));
        assert!(dewi.browser.get("/me/follows/asked").await.says("@mair"));
        let asks = mair.browser.get("/me/follows/requests").await;
        assert!(asks.says("@dewi"), "{}", asks.text());
        assert_eq!(act(&mair, "refuse", &dewi).await.status, 303);
        assert_eq!(act(&dewi, "follow", &mair).await.status, 403);
        place.later(31 * hafan_core::time::DAY_US);
        assert_eq!(act(&dewi, "follow", &mair).await.status, 303);
        assert_eq!(act(&mair, "accept", &dewi).await.status, 303);
        assert!(dewi.browser.get(HOME).await.says("The kettle is on."));
        let news = dewi.browser.get("/notifications").await;
        assert!(news.says("You now follow Mair"), "{}", news.text());
        // Nobody accepts who has not asked.
        assert_eq!(act(&mair, "accept", &mair).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_block_parts_two_people_on_every_surface_at_once() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let carys = place.member("carys").await;
        let cwm = found(place, &carys, "Cwm", Visibility::Public).await;
        join(place, &mair, &cwm).await;
        join(place, &dewi, &cwm).await;
        wants_to_be_found(place, &mair, "Mair", false).await;
        for (one, other) in [(&dewi, &mair), (&mair, &dewi), (&dewi, &carys)] {
            act(one, "follow", other).await;
        }
        let open = say(place, &mair, openly("Kettle in the open.")).await;
        say(place, &mair, within(&cwm, "Kettle in the cwm.")).await;
        let own = say(place, &dewi, openly("What of the evening?")).await;
        say(place, &mair, answering(own, "Kettle for an answer.")).await;
        boost(&place.app, &carys.actor, open, true)
            .await
            .expect("a boost");
        let surfaces = [
            HOME.to_owned(),
            "/?read=familiar".to_owned(),
            "/@mair".to_owned(),
            "/@carys".to_owned(),
            "/notifications".to_owned(),
            "/search?q=kettle".to_owned(),
            "/search?q=mair".to_owned(),
            "/me/follows".to_owned(),
            "/me/follows/followers".to_owned(),
        ];
        let mut seen = 0;
        for path in &surfaces {
            let page = dewi.browser.get(path).await;
            seen += usize::from(page.holds("Kettle") || page.holds("@mair"));
        }
        assert!(seen >= 8, "the surfaces show something before: {seen}");
        assert_eq!(act(&mair, "block", &dewi).await.status, 303);
        for path in &surfaces {
            let page = dewi.browser.get(path).await;
            assert!(!page.holds("Kettle"), "{path} still shows words");
            // What can be read: the address itself stands in the form that changes the language.
            assert!(!page.says("@mair"), "{path} still shows her");
        }
        assert_eq!(dewi.browser.get("/@mair").await.status, 404);
        assert_eq!(mair.browser.get("/@dewi").await.status, 404);
        // It does not tell who did it, and he can't come back by asking.
        assert_eq!(act(&dewi, "follow", &mair).await.status, 404);
        let record = dewi.browser.get("/me/ledger").await;
        assert!(
            record.says("Your following of Somebody ended"),
            "{}",
            record.text()
        );
        assert!(!record.holds("block"), "{}", record.text());
        let list = mair.browser.get("/me/follows/blocked").await;
        assert!(list.says("@dewi"));
        // Carers of the community and everyone else go on seeing both.
        assert!(
            carys
                .browser
                .get("/@mair")
                .await
                .says("Kettle in the open.")
        );
        assert_eq!(act(&mair, "unblock", &dewi).await.status, 303);
        assert_eq!(dewi.browser.get("/@mair").await.status, 200);
        assert!(!dewi.browser.get("/me/follows").await.says("@mair"));
    })
    .await;
}

#[tokio::test]
async fn whoever_keeps_the_norms_sees_whom_they_blocked_only_where_they_look_after_it() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let cwm = found(place, &mair, "Cwm", Visibility::Public).await;
        join(place, &dewi, &cwm).await;
        act(&mair, "follow", &dewi).await;
        say(place, &dewi, within(&cwm, "Kettle in the cwm.")).await;
        let square = format!("/c/{}", cwm.handle);
        let surfaces = [HOME, "/", "/notifications", "/search?q=kettle"];
        assert!(mair.browser.get(HOME).await.says("Kettle"));
        assert!(
            mair.browser
                .get("/search?q=kettle")
                .await
                .says("in the cwm")
        );
        assert_eq!(act(&mair, "block", &dewi).await.status, 303);
        for path in surfaces {
            let page = mair.browser.get(path).await;
            assert!(!page.says("in the cwm"), "{path}: {}", page.text());
        }
        let page = mair.browser.get(&square).await;
        assert!(page.says("By somebody you blocked."), "{}", page.text());
        assert!(page.says("Kettle in the cwm."));
        // Who is blocked is told nothing by it.
        let theirs = dewi.browser.get(&square).await;
        assert!(!theirs.says("blocked"), "{}", theirs.text());
    })
    .await;
}

#[tokio::test]
async fn a_mute_keeps_words_from_coming_and_leaves_them_where_one_looks() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        act(&dewi, "follow", &mair).await;
        let own = say(place, &dewi, openly("Good evening.")).await;
        say(place, &mair, openly("The kettle is on.")).await;
        say(place, &mair, answering(own, "The kettle for you.")).await;
        assert_eq!(act(&dewi, "mute", &mair).await.status, 303);
        for path in [HOME, "/?read=familiar", "/notifications"] {
            assert!(!dewi.browser.get(path).await.holds("kettle"), "{path}");
        }
        let page = dewi.browser.get("/@mair").await;
        assert!(page.says("The kettle is on."), "{}", page.text());
        assert!(page.says("You see less of Mair, until you end it"));
        act(&dewi, "unmute", &mair).await;
        assert!(dewi.browser.get(HOME).await.says("The kettle is on."));
        let path = format!("/people/{}", mair.actor.persona);
        let fields = [("act", "mute"), ("lasts", "day"), ("news", "yes")];
        let done = dewi.browser.post(&path, &fields).await;
        let said = dewi.browser.follow(done).await;
        assert!(said.says("for a day; then it ends by itself"));
        let page = dewi.browser.get("/@mair").await;
        assert!(page.says("You see less of Mair until"), "{}", page.text());
        assert!(page.says("still told when they answer you"));
    })
    .await;
}

#[tokio::test]
async fn nobody_stands_in_a_relation_to_who_does_not_exist_or_to_themselves() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let carys = place.member("carys").await;
        let cwm = found(place, &carys, "Cwm", Visibility::Hidden).await;
        for what in ["follow", "block", "mute", "accept"] {
            for id in ["77", "0", "-1", "x", &cwm.id.to_string()] {
                let fields = [("act", what), ("back", "/")];
                let answer = mair.browser.post(&format!("/people/{id}"), &fields).await;
                assert_eq!(answer.status, 404, "{what} {id}");
            }
        }
        for what in ["follow", "block", "mute"] {
            assert_eq!(act(&mair, what, &mair).await.status, 403, "{what}");
        }
        assert_eq!(act(&mair, "explode", &carys).await.status, 422);
        let visitor = place.visitor();
        let answer = visitor
            .post(
                &format!("/people/{}", mair.actor.persona),
                &[("act", "follow")],
            )
            .await;
        assert_eq!(
            answer.location().map(|to| to.starts_with("/sign-in")),
            Some(true)
        );
    })
    .await;
}
