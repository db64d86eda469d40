//! The way back from ties that ended: with what hung on them, and only where it leads somewhere.
//! Each is walked through pages by one and through the API by the other.

use crate::api::{call, done, id_of, read};
use crate::record::entry;
use crate::talk::act;
use hafan_app::jobs;
use hafan_app::relation::{self, Kept, MUTE_ENDS_JOB, MuteWish, Options, Wishes};
use hafan_app::store::tie;
use hafan_core::account::{FollowState, ProfileField};
use hafan_core::ledger::{By, Cause, Change};
use hafan_testkit::{Person, Place, for_each_backend};
use serde_json::Value;

const UNMUTED: &str = "You chose to see Dewi again.";
const UNFOLLOWED: &str = "You stopped following Dewi.";
const WISHED: &str = "How you follow Dewi: ";
const MINUTE_US: i64 = 60_000_000;

/// Two who do the same: one with a browser, one with an application.
async fn two(place: &Place) -> (Person, Person, Person) {
    let (page, program) = (place.member("mair").await, place.member("gwen").await);
    place.install(&program).await;
    (page, program, place.member("dewi").await)
}

/// The id of the entry that begins with these words and can be undone, as the API tells it.
async fn undoable(program: &Person, words: &str) -> Option<String> {
    let all = read(&program.browser, "/api/hafan/v1/ledger").await;
    let mut all = all.as_array().expect("a list").iter();
    let begins = |one: &&Value| one["text"].as_str().is_some_and(|t| t.starts_with(words));
    let found = all.find(begins).expect("an entry");
    (found["state"] == "undoable").then(|| id_of(found))
}

/// Undoes what these words tell, one by its button, the other through the API.
async fn undo(page: &Person, program: &Person, words: &str) {
    let record = page.browser.get("/me/ledger").await;
    let id = entry(&record, words).expect("a button");
    let fields = [("entry", id.as_str())];
    let gone = page.browser.post("/me/ledger/undo", &fields).await;
    assert_eq!(gone.status, 303, "{}", gone.text());
    let id = undoable(program, words).await.expect("a way back");
    let at = format!("/api/hafan/v1/ledger/{id}/undo");
    done(&program.browser, "POST", &at, Value::Null).await;
}

async fn about(place: &Place, who: &Person, them: &Person) -> (FollowState, bool, Kept) {
    let (me, them) = (who.actor.persona, them.actor.persona);
    let found = place.app.read(move |read| {
        let (follow, _) = hafan_app::store::relation::follow(read, me, them)?;
        let sight = hafan_app::store::sight::load(read, Some(me))?;
        let kept = tie::about(read, me, them)?;
        Ok((follow, sight.muted.contains(&them), kept))
    });
    found.await.expect("read")
}

fn wish() -> Options {
    Options {
        boosts: Some(false),
        tells: Some(true),
        languages: Some(vec!["cy".to_owned()]),
    }
}

#[tokio::test]
async fn following_again_brings_back_what_was_wished() {
    for_each_backend(async |place| {
        let (mair, gwen, dewi) = two(place).await;
        let them = dewi.actor.persona;
        for one in [&mair, &gwen] {
            let followed = relation::follow_with(&place.app, &one.actor, them, wish());
            followed.await.expect("followed");
            place.later(1_000);
            act(one, "unfollow", &dewi).await;
            assert_eq!(about(place, one, &dewi).await.2, Kept::default());
        }
        undo(&mair, &gwen, UNFOLLOWED).await;
        for one in [&mair, &gwen] {
            let (follow, _, kept) = about(place, one, &dewi).await;
            assert_eq!(follow, FollowState::Active);
            let wished = Wishes {
                without_boosts: true,
                tells: true,
                languages: vec!["cy".to_owned()],
            };
            assert_eq!(kept.wishes, wished);
        }
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn a_mute_that_comes_back_ends_when_it_was_to_end() {
    for_each_backend(async |place| {
        let (mair, gwen, dewi) = two(place).await;
        let them = dewi.actor.persona;
        let wish = MuteWish {
            lasts_us: Some(MINUTE_US),
            keeps_news: true,
        };
        for one in [&mair, &gwen] {
            let muted = relation::mute_for(&place.app, &one.actor, them, wish).await;
            muted.expect("muted");
        }
        let agreed = [
            about(place, &mair, &dewi).await,
            about(place, &gwen, &dewi).await,
        ];
        assert!(agreed[0].2.terms.ends_at.is_some());
        for one in [&mair, &gwen] {
            place.later(1_000);
            act(one, "unmute", &dewi).await;
            assert!(!about(place, one, &dewi).await.1);
        }
        undo(&mair, &gwen, UNMUTED).await;
        let again = [
            about(place, &mair, &dewi).await,
            about(place, &gwen, &dewi).await,
        ];
        assert_eq!(agreed, again);
        // Nobody says that they chose what a clock did.
        place.later(MINUTE_US);
        for one in [&mair, &gwen] {
            let body = format!("{} {them}", one.actor.persona);
            let ended = jobs::run_one(&place.app, MUTE_ENDS_JOB, &body).await;
            ended.expect("ended");
            assert!(!about(place, one, &dewi).await.1);
        }
        let over = "The time for which you saw less of Dewi has run out.";
        let record = mair.browser.get("/me/ledger").await;
        assert!(record.says(over), "{}", record.text());
        assert_eq!(record.text().matches(UNMUTED).count(), 1);
        assert_eq!(entry(&record, over), None);
        assert_eq!(undoable(&gwen, over).await, None);
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn a_mute_whose_time_is_over_is_not_offered_back() {
    for_each_backend(async |place| {
        let (mair, gwen, dewi) = two(place).await;
        let wish = MuteWish {
            lasts_us: Some(MINUTE_US),
            keeps_news: false,
        };
        for one in [&mair, &gwen] {
            let muted = relation::mute_for(&place.app, &one.actor, dewi.actor.persona, wish);
            muted.await.expect("muted");
            place.later(1_000);
            act(one, "unmute", &dewi).await;
        }
        let record = mair.browser.get("/me/ledger").await;
        let id = entry(&record, UNMUTED).expect("a button");
        let of_program = undoable(&gwen, UNMUTED).await.expect("a way back");
        place.later(MINUTE_US);
        let record = mair.browser.get("/me/ledger").await;
        assert_eq!(entry(&record, UNMUTED), None);
        assert_eq!(undoable(&gwen, UNMUTED).await, None);
        // Nor does a button from before.
        let fields = [("entry", id.as_str())];
        let late = mair.browser.post("/me/ledger/undo", &fields).await;
        assert!(late.says("This cannot be undone here"), "{}", late.text());
        let at = format!("/api/hafan/v1/ledger/{of_program}/undo");
        let late = call(&gwen.browser, "POST", &at, Value::Null).await;
        assert_eq!(late.0, 403, "{}", late.1);
        for one in [&mair, &gwen] {
            assert!(!about(place, one, &dewi).await.1);
        }
    })
    .await;
}

#[tokio::test]
async fn a_wish_beside_a_request_that_was_refused_has_no_way_back() {
    for_each_backend(async |place| {
        let (mair, gwen, dewi) = two(place).await;
        let them = dewi.actor.persona;
        let approves = Change::Profile {
            persona: them,
            field: ProfileField::ApproveFollowers,
            old: "no".to_owned(),
            new: "yes".to_owned(),
        };
        let changed = place
            .app
            .write(move |turn| turn.record(approves.clone(), By::Self_, Cause::Choice));
        changed.await.expect("a door");
        for one in [&mair, &gwen] {
            let asked = relation::follow_with(&place.app, &one.actor, them, wish());
            assert_eq!(asked.await.expect("asked"), FollowState::Asked);
        }
        let record = mair.browser.get("/me/ledger").await;
        assert!(entry(&record, WISHED).is_some(), "{}", record.text());
        assert!(undoable(&gwen, WISHED).await.is_some());
        place.later(1_000);
        for one in [&mair, &gwen] {
            act(&dewi, "refuse", one).await;
            let (follow, _, kept) = about(place, one, &dewi).await;
            assert_eq!((follow, kept), (FollowState::Refused, Kept::default()));
        }
        no_way_back(&mair, &gwen).await;
        // Records of earlier versions kept the wish.
        for one in [&mair, &gwen] {
            let left = Change::Wishes {
                follower: one.actor.persona,
                target: them,
                old: String::new(),
                new: "tells".to_owned(),
            };
            let kept = place
                .app
                .write(move |turn| turn.record(left.clone(), By::Self_, Cause::Choice));
            kept.await.expect("an older record");
        }
        no_way_back(&mair, &gwen).await;
        place.require_ledger().await;
    })
    .await;
}

async fn no_way_back(page: &Person, program: &Person) {
    let record = page.browser.get("/me/ledger").await;
    assert!(record.says(WISHED.trim_end()), "{}", record.text());
    assert_eq!(entry(&record, WISHED), None);
    assert_eq!(undoable(program, WISHED).await, None);
}
