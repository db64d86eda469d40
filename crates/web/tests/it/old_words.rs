//! The page that closes what one wrote long ago.

use hafan_app::circle;
use hafan_app::jobs::run_one;
use hafan_app::post::{ForWhom, Wish};
use hafan_app::relation::follow;
use hafan_core::community::Visibility;
use hafan_core::id::PostId;
use hafan_core::time::{DAY_US, MINUTE_US};
use hafan_testkit::{Browser, Person, Place, for_each_backend};

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

/// True where somebody can open what Mair wrote.
async fn opens(browser: &Browser, post: PostId) -> bool {
    browser.get(&format!("/@mair/{post}")).await.status == 200
}

/// Closes what Mair wrote until now.
async fn close(place: &Place, mair: &Person, still: &str) {
    place.later(MINUTE_US);
    let fields = [("after", "now"), ("still", still)];
    let saved = mair.browser.post("/me/old-words", &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
}

#[tokio::test]
async fn what_was_said_to_somebody_stays_theirs_and_what_was_said_inside_its_members() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let other = place.member("other").await;
        let house = place.found(&mair, "Teulu", Visibility::Public).await;
        place.let_in(&mair, &house, &dewi, "dewi").await;
        let ring = circle::make(&place.app, &mair.actor, "Cylch".to_owned()).await;
        let ring = ring.expect("a circle");
        let added = circle::add(&place.app, &mair.actor, ring, "dewi".to_owned()).await;
        added.expect("in it");
        // Dewi's followers see what answers his words to them: Mair's words are for his people.
        let eleri = place.member("eleri").await;
        for reader in [&mair, &eleri] {
            let followed = follow(&place.app, &reader.actor, dewi.actor.persona).await;
            followed.expect("followed");
        }
        let his = place.say(&dewi, "I fy nilynwyr", ForWhom::Followers).await;
        let below = |reply_to| Wish {
            text: "Ateb".to_owned(),
            reply_to: Some(reply_to),
            ..Wish::default()
        };
        let between = place.publish(&eleri, below(his)).await;
        let mut theirs = vec![
            (
                "by name",
                place.say(&mair, "@dewi i ti", ForWhom::Named).await,
            ),
            (
                "a circle",
                place.say(&mair, "I ni", ForWhom::Circle(ring)).await,
            ),
            (
                "named",
                place.say(&mair, "Helo @dewi", ForWhom::Public).await,
            ),
            ("answered", place.publish(&mair, below(his)).await),
            ("his thread", place.publish(&mair, below(between)).await),
        ];
        let inside = ForWhom::Community(house.id);
        theirs.push(("inside", place.say(&mair, "Yma", inside).await));
        let open = place.say(&mair, "I bawb", ForWhom::Public).await;
        let visitor = place.visitor();
        assert!(opens(&visitor, open).await && opens(&visitor, theirs[5].1).await);
        close(place, &mair, "nobody").await;
        for (what, post) in theirs {
            assert!(opens(&dewi.browser, post).await, "{what}");
            assert!(!opens(&other.browser, post).await, "{what}: to others");
            assert!(!opens(&visitor, post).await, "{what}: to visitors");
        }
        assert!(!opens(&dewi.browser, open).await);
    })
    .await;
}

#[tokio::test]
async fn who_follows_and_who_is_followed_are_not_the_same() {
    for_each_backend(async |place| {
        let (mair, fan) = (place.member("mair").await, place.member("fan").await);
        let friend = place.member("friend").await;
        for (who, whom) in [(&fan, &mair), (&mair, &friend)] {
            let followed = follow(&place.app, &who.actor, whom.actor.persona).await;
            followed.expect("followed");
        }
        let post = place.say(&mair, "I bawb", ForWhom::Public).await;
        for (still, of_fan, of_friend) in [
            ("followers", true, false),
            ("followed", false, true),
            ("nobody", false, false),
        ] {
            close(place, &mair, still).await;
            assert_eq!(opens(&fan.browser, post).await, of_fan, "{still}");
            assert_eq!(opens(&friend.browser, post).await, of_friend, "{still}");
            assert!(!opens(&place.visitor(), post).await, "{still}");
        }
    })
    .await;
}
