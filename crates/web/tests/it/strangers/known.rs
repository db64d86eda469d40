//! Who is no stranger any more, from when on and for how long, and what becomes of what waited.

use super::scene::{
    DOOR, NEWS, ask_followers, at_door, befriend, come_in, decide, guarded, is_in_news, is_told,
    let_follow, privately,
};
use crate::answers::asked::{begin, judge};
use crate::api::{call, read};
use crate::talk::{answering, openly, say};
use hafan_app::community::{self, care, invite};
use hafan_app::post::answer::Verdict;
use hafan_app::post::{ForWhom, Wish};
use hafan_app::relation::mute;
use hafan_core::audience::WhoMay;
use hafan_core::community::{Role, Visibility};
use hafan_core::place::PlaceField;
use hafan_core::time::{DAY_US, HOUR_US};
use hafan_testkit::{Place, for_each_backend};
use serde_json::{Value, json};

#[tokio::test]
async fn an_application_that_clears_everything_leaves_the_door_alone() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let dewi = place.member("dewi").await;
        say(place, &dewi, openly("Helo @mair, yma.")).await;
        let held = read(&mair.browser, &format!("{NEWS}?include_filtered=true")).await;
        let id = held[0]["id"].as_str().expect("an id").to_owned();
        for path in [format!("{NEWS}/clear"), format!("{NEWS}/{id}/dismiss")] {
            call(&mair.browser, "POST", &path, Value::Null).await;
            let door = at_door(&mair).await;
            assert!(door.says("Dewi") && door.holds("yma"), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_told_when_the_owner_makes_somebody_known() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let mut people = Vec::new();
        for handle in ["ann", "bob", "cai", "dewi", "elin"] {
            let who = place.member(handle).await;
            assert!(!is_told(place, &mair, &who, &format!("gair {handle}")).await);
            people.push(who);
        }
        let [ann, bob, _, dewi, elin] = people.try_into().ok().expect("five people");
        befriend(place, &mair, &ann).await;
        assert!(is_in_news(&mair, "gair ann").await, "followed");
        let theirs = say(place, &bob, openly("Sut mae pawb?")).await;
        say(place, &mair, answering(theirs, "Iawn, diolch.")).await;
        assert!(is_in_news(&mair, "gair bob").await, "answered");
        say(place, &mair, openly("Diolch i @cai.")).await;
        assert!(is_in_news(&mair, "gair cai").await, "named");

        ask_followers(&mair).await;
        befriend(place, &dewi, &mair).await;
        let_follow(place, &mair, &dewi).await;
        assert!(is_in_news(&mair, "gair dewi").await, "let follow");
        let rows = place.rows().await;
        let them = dewi.actor.persona.to_string();
        let spoke = |row: &&String| row.starts_with("exchanges") && row.contains(&them);
        assert_eq!(rows.iter().filter(spoke).count(), 1, "only what dewi wrote");

        let root = begin(place, &mair, WhoMay::Ask).await;
        let answer = say(place, &elin, answering(root, "Ga i ddweud?")).await;
        assert!(!is_in_news(&mair, "gair elin").await);
        judge(place, &mair, answer, Verdict::LetIn).await;
        assert!(is_in_news(&mair, "gair elin").await, "let in from the tray");
        assert!(mair.browser.get(DOOR).await.says("Elin"), "as let in");
    })
    .await;
}

#[tokio::test]
async fn an_invitation_is_a_tie_for_a_year_and_not_beyond_a_removal() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let (dilys, gwen) = (place.member("dilys").await, place.member("gwen").await);
        let (elin, huw) = (place.member("elin").await, place.member("huw").await);
        let app = &place.app;
        let hers = place.found(&mair, "Teulu", Visibility::MembersOnly).await;
        let handle = || hers.handle.clone();
        for guest in ["gwen", "huw"] {
            let asked = invite::invite(app, mair.actor, handle(), guest.to_owned());
            asked.await.expect("an invitation");
        }
        assert!(is_told(place, &mair, &gwen, "gwahoddwyd").await);
        // Taken back, it is none.
        let back = invite::uninvite(app, mair.actor, handle(), "gwen".to_owned());
        back.await.expect("taken back");
        assert!(!is_told(place, &mair, &gwen, "tynnwyd").await);
        // Whoever was removed is none either.
        come_in(place, &huw, &hers).await;
        assert!(is_told(place, &mair, &huw, "aelod").await);
        let (who, why) = ("huw".to_owned(), "Digon.".to_owned());
        let removed = care::remove(app, mair.actor, handle(), who, why);
        removed.await.expect("removed");
        assert!(!is_told(place, &mair, &huw, "diarddel").await);

        // By whose invitation she came: nothing that becomes of her role renews it.
        let theirs = place.found(&dilys, "Cylch", Visibility::MembersOnly).await;
        place.let_in(&dilys, &theirs, &mair, "mair").await;
        place.let_in(&dilys, &theirs, &elin, "elin").await;
        place.later(366 * DAY_US);
        let mair = place.device(&mair).await;
        place.install(&mair).await;
        let other = "mair".to_owned();
        let role = care::change_role(app, dilys.actor, theirs.handle.clone(), other, Role::Helper);
        role.await.expect("a role");
        assert!(is_told(place, &mair, &elin, "cymydog").await);
        let handle = theirs.handle.clone();
        let left = community::join::leave(app, mair.actor, handle).await;
        left.expect("left");
        assert!(!is_told(place, &mair, &dilys, "hen").await, "a year later");
        assert!(!is_told(place, &mair, &elin, "dim mwy").await);
    })
    .await;
}

/// Whom the place names openly passes; what else somebody looks after is told to nobody.
#[tokio::test]
async fn those_whom_the_place_names_are_no_strangers() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let carys = place.host("carys").await;
        assert!(!is_told(place, &mair, &carys, "cyn").await);
        let wish = vec![(PlaceField::Contact, "Ask @carys, any day.".to_owned())];
        let saved = hafan_app::host::settings::change(&place.app, carys.actor, wish).await;
        saved.expect("saved");
        assert!(is_told(place, &mair, &carys, "wedyn").await);
        let other = place.persona(&carys, "arall").await;
        assert!(!is_told(place, &mair, &other, "rhywun").await);
    })
    .await;
}

#[tokio::test]
async fn the_line_to_the_door_is_there_where_somebody_can_be_read() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let dewi = place.member("dewi").await;
        say(place, &dewi, openly("Helo @mair.")).await;
        place.later(10 * HOUR_US);
        let both = async |place: &Place| {
            assert!(
                place
                    .rows()
                    .await
                    .iter()
                    .any(|row| row.starts_with("notif"))
            );
            let news = mair.browser.get("/notifications").await;
            let door = mair.browser.get(DOOR).await;
            let is_said = news.has("main p.row a[href='/me/door']");
            (is_said, door.has("article.asking"))
        };
        assert_eq!(both(place).await, (true, true));
        mute(&place.app, &mair.actor, dewi.actor.persona)
            .await
            .expect("a mute");
        assert_eq!(both(place).await, (false, false), "muted");
        let elin = place.member("elin").await;
        say(place, &elin, openly("Bore da @mair.")).await;
        place.later(24 * HOUR_US);
        assert_eq!(both(place).await, (true, true), "beside somebody muted");
    })
    .await;
}

#[tokio::test]
async fn who_merely_stands_in_the_same_group_does_not_become_known() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let (gwyn, elin) = (place.member("gwyn").await, place.member("elin").await);
        let group = say(place, &gwyn, privately("@mair @elin Helo.")).await;
        let answer = Wish {
            for_whom: ForWhom::Named,
            ..answering(group, "Helo i bawb.")
        };
        say(place, &mair, answer).await;
        assert!(is_told(place, &mair, &gwyn, "atebwyd").await);
        assert!(!is_told(place, &mair, &elin, "gerllaw").await);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_by_a_stranger_waits_and_is_told_once() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let (dilys, app) = (place.member("dilys").await, &place.app);
        let circle = place.found(&dilys, "Cylch", Visibility::MembersOnly).await;
        let handle = || circle.handle.clone();
        let invite = async || {
            let asked = invite::invite(app, dilys.actor, handle(), "mair".to_owned());
            asked.await.expect("an invitation");
        };
        let told = async || {
            let rows = place.rows().await.into_iter();
            let rows = rows.filter(|row| row.starts_with("notifications:"));
            rows.filter(|row| row.contains("membership")).count()
        };
        invite().await;
        assert!(!mair.browser.get("/notifications").await.says("Dilys"));
        assert!(at_door(&mair).await.says("Dilys invited you"));
        // Taken back, nothing is told; and again, it is told once.
        for _ in 0..3 {
            let back = invite::uninvite(app, dilys.actor, handle(), "mair".to_owned());
            back.await.expect("taken back");
            assert_eq!(told().await, 0);
            invite().await;
            assert_eq!(told().await, 1);
        }
        assert!(!mair.browser.get("/notifications").await.says("Dilys"));
        let done = decide(&mair, "once", &dilys).await;
        assert_eq!(done.status, 303);
        assert!(mair.browser.get("/notifications").await.holds("Cylch"));
        come_in(place, &mair, &circle).await;
        let inside = mair.browser.get(&format!("/c/{}", circle.handle)).await;
        assert_eq!(inside.status, 200);
    })
    .await;
}

#[tokio::test]
async fn declining_a_guest_refuses_their_wish_to_follow() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let dewi = place.member("dewi").await;
        place.install(&dewi).await;
        ask_followers(&mair).await;
        befriend(place, &dewi, &mair).await;
        let asked = "/api/v1/follow_requests";
        let list = read(&mair.browser, asked).await;
        assert_eq!(list.as_array().expect("a list").len(), 1);
        assert!(!mair.browser.get("/notifications").await.says("Dewi"));
        let no = decide(&mair, "send-away", &dewi).await;
        assert_eq!(no.status, 303);
        assert_eq!(read(&mair.browser, asked).await, json!([]));
        assert_eq!(read(&dewi.browser, NEWS).await, json!([]), "told nothing");
    })
    .await;
}
