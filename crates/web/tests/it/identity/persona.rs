//! Personas: making, switching, renaming, deleting; and leaving altogether.

use super::{is_in, sign_in};
use crate::record::entry;
use crate::talk::{act, openly, say};
use hafan_app::draft::{self, Words};
use hafan_app::identity::leave::SPREAD_US;
use hafan_app::jobs;
use hafan_app::media::{Purpose, take_in};
use hafan_app::post::{ForWhom, PictureWish, PollWish, Wish};
use hafan_core::community::Visibility;
use hafan_core::time::DAY_US;
use hafan_testkit::{PASSWORD, PHOTO, Page, Person, Place, for_each_backend};

async fn make(who: &Person, handle: &str, name: &str) -> Page {
    let fields = [("handle", handle), ("name", name)];
    who.browser.post("/me/personas/new", &fields).await
}

async fn run(place: &Place, kind: &str, body: &str) {
    jobs::run_one(&place.app, kind, body).await.expect("done");
}

#[tokio::test]
async fn a_persona_is_made_switched_to_on_this_device_and_speaks_for_itself() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let phone = place.device(&mair).await;
        let made = make(&mair, "seren", "Seren y Nos").await;
        assert_eq!(made.status, 303, "{}", made.text());
        assert!(
            mair.browser.get("/me").await.says("Mair"),
            "switching is explicit"
        );
        let ask = mair.browser.get("/me/personas/seren").await;
        assert!(ask.says("is said by Seren y Nos"), "{}", ask.text());
        let action = "/me/personas/seren/switch";
        let switched = mair.browser.submit(&ask, action, &[]).await;
        assert_eq!(switched.status, 303);
        assert!(mair.browser.get("/me").await.says("Seren y Nos"));
        assert!(
            phone.browser.get("/me").await.says("Mair"),
            "this device only"
        );
        let composer = mair.browser.get("/write?draft=4711").await;
        assert!(
            composer.says("Seren y Nos") && !composer.says("speak as Mair"),
            "{}",
            composer.text()
        );
        // Others cannot, and cannot see that there is something to switch to.
        let dewi = place.member("dewi").await;
        for handle in ["mair", "seren", "neb"] {
            let path = format!("/me/personas/{handle}");
            assert_eq!(dewi.browser.get(&path).await.status, 404);
            let switch = format!("{path}/switch");
            assert_eq!(dewi.browser.post(&switch, &[]).await.status, 404);
            let delete = format!("{path}/delete");
            let fields = [("current", PASSWORD)];
            assert_eq!(dewi.browser.post(&delete, &fields).await.status, 404);
        }
    })
    .await;
}

#[tokio::test]
async fn ten_personas_are_as_many_as_one_can_have() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        for letter in 'a'..='i' {
            let made = make(&mair, &format!("enw_{letter}{letter}{letter}"), "").await;
            assert_eq!(made.status, 303, "{letter}: {}", made.text());
        }
        let refused = make(&mair, "un_yn_ormod", "").await;
        assert_eq!(refused.status, 403);
        assert!(refused.says("You have ten personas"), "{}", refused.text());
        assert_eq!(place.visitor().get("/@un_yn_ormod").await.status, 404);
        let fields = [("current", PASSWORD)];
        let delete = "/me/personas/enw_aaa/delete";
        assert_eq!(mair.browser.post(delete, &fields).await.status, 303);
        assert_eq!(make(&mair, "un_arall", "").await.status, 303);
        for (handle, words) in [
            ("enw_bbb", "Somebody has this handle"),
            ("enw_aaa", "Somebody has this handle"),
            ("a b", "only the letters"),
        ] {
            let page = make(&mair, handle, "kept").await;
            assert_eq!(page.status, 422, "{handle}");
            assert!(
                page.says(words) && page.has("#f-name[value=kept]"),
                "{}",
                page.text()
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_handle_left_behind_is_nobodys_but_its_own_persona_can_go_back_to_it() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let rename = async |who: &Person, to: &str| {
            who.browser
                .post("/me/handle", &[("handle", to)])
                .await
                .status
                .as_u16()
        };
        assert_eq!(rename(&mair, "mair_j").await, 303);
        let visitor = place.visitor();
        assert_eq!(visitor.get("/@mair").await.status, 404);
        assert_eq!(visitor.get("/@mair_j").await.status, 200);
        assert_eq!(rename(&dewi, "mair").await, 422, "nobody can pass for her");
        assert_eq!(make(&dewi, "mair", "").await.status, 422);
        let other = place.persona(&mair, "seren").await;
        assert_eq!(
            rename(&other, "mair").await,
            422,
            "not even another of hers"
        );
        // Back by the record.
        let record = mair.browser.get("/me/ledger").await;
        let id = entry(&record, "The handle changed from mair to mair_j.").expect("a button");
        let undone = mair
            .browser
            .post("/me/ledger/undo", &[("entry", &id)])
            .await;
        assert_eq!(undone.status, 303, "{}", undone.text());
        assert_eq!(visitor.get("/@mair").await.status, 200);
        assert_eq!(visitor.get("/@mair_j").await.status, 404);
        assert_eq!(rename(&dewi, "mair_j").await, 422);
        // The name for signing in has not moved.
        assert_eq!(
            sign_in(&place.visitor(), "mair", PASSWORD).await.status,
            303
        );
    })
    .await;
}

#[tokio::test]
async fn a_handle_left_behind_goes_from_all_that_people_wrote_with_it() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let taken = take_in(
            &place.app,
            dewi.actor.persona,
            Purpose::Post,
            PHOTO.clone(),
            ("picture", i64::MAX),
        );
        let picture = PictureWish {
            id: taken.await.expect("a picture").id,
            alt: Some("Ceirios @Mair yn y llun".to_owned()),
            focus: None,
        };
        let pictured = Wish {
            pictures: vec![picture],
            ..openly("Ceirios i @mair.")
        };
        let pictured = say(place, &dewi, pictured).await;
        let options = ["Ceirios @mair", "Ceirios @mair_j"].map(str::to_owned);
        let asks = Wish {
            poll: Some(PollWish {
                options: options.to_vec(),
                is_multiple: false,
                lasts_us: DAY_US,
            }),
            ..openly("Beth am geirios?")
        };
        let asks = say(place, &dewi, asks).await;
        for who in [&mair, &dewi] {
            let words = Words {
                text: "Drafft ceirios @mair".to_owned(),
                to: "mair, dewi".to_owned(),
                choices: vec!["Ceirios @mair".to_owned()],
                ..Words::default()
            };
            let id = draft::fresh_id(&place.app);
            let kept = draft::save(&place.app, &who.actor, id, words);
            kept.await.expect("a draft");
        }
        let fields = [("handle", "seren")];
        assert_eq!(mair.browser.post("/me/handle", &fields).await.status, 303);
        let body = r#"{"old":"mair","new":"seren"}"#;
        run(place, "forget-handle", body).await;
        run(place, "forget-handle", body).await;

        let visitor = place.visitor();
        let page = visitor.get(&format!("/@dewi/{pictured}")).await;
        assert!(page.says("Ceirios i @seren."), "{}", page.text());
        assert!(page.holds("Ceirios @seren yn y llun"), "{}", page.html());
        let page = visitor.get(&format!("/@dewi/{asks}")).await;
        let said = page.says("Ceirios @seren") && page.says("Ceirios @mair_j");
        assert!(said, "{}", page.text());
        for who in [&mair, &dewi] {
            let drafts = draft::list(&place.app, &who.actor).await.expect("drafts");
            let words = &drafts[0].words;
            assert_eq!(words.text, "Drafft ceirios @seren");
            assert_eq!(words.to, "seren, dewi");
            assert_eq!(words.choices, ["Ceirios @seren"]);
        }
        // Neither tables nor the index of search keep it beside these words.
        let traces = place.rows().await.into_iter().filter(|row| {
            let row = row.to_lowercase().replace("mair_j", "");
            row.contains("ceirios") && row.contains("mair")
        });
        assert_eq!(traces.collect::<Vec<_>>(), [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn what_a_new_post_starts_with_goes_back_by_the_record() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let page = mair.browser.get("/me/profile").await;
        let fields = [("default-audience", "followers"), ("bio", "I bake.")];
        let saved = mair.browser.submit(&page, "/me/profile", &fields).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        for (words, field, value) in [
            (
                "New posts now start with",
                "select[name=default-audience] option[selected]",
                "public",
            ),
            ("The words about you changed.", "textarea[name=bio]", ""),
        ] {
            let record = mair.browser.get("/me/ledger").await;
            let id = entry(&record, words).expect(words);
            let undone = mair
                .browser
                .post("/me/ledger/undo", &[("entry", &id)])
                .await;
            assert_eq!(undone.status, 303, "{words}");
            let page = mair.browser.get("/me/profile").await;
            let now = page.attribute(field, "value");
            let now = now.unwrap_or_else(|| page.texts(field).concat());
            assert_eq!(now, value, "{words}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_deleted_persona_leaves_its_handle_and_nothing_it_said() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let seren = place.persona(&mair, "seren").await;
        let asked = say(place, &dewi, openly("Who is awake?")).await;
        say(place, &seren, crate::talk::answering(asked, "Owls and I.")).await;
        act(&dewi, "follow", &seren).await;
        act(&seren, "follow", &dewi).await;
        let delete = "/me/personas/seren/delete";
        let wrong = mair
            .browser
            .post(delete, &[("current", "not it at all")])
            .await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.says("This is not your password"), "{}", wrong.text());
        let done = mair.browser.post(delete, &[("current", PASSWORD)]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert!(
            !is_in(&seren.browser).await,
            "a device that was here as her is out"
        );
        assert!(is_in(&mair.browser).await);
        let id = seren.actor.persona.to_string();
        assert_eq!(dewi.browser.get("/@seren").await.status, 404);
        run(place, "erase-persona", &id).await;
        run(place, "erase-persona", &id).await;
        assert!(!place.rows().await.iter().any(|row| row.contains("Owls")));
        let thread = dewi.browser.get(&format!("/@dewi/{asked}")).await;
        assert!(
            !thread.holds("Seren") && !thread.holds("Owls"),
            "{}",
            thread.text()
        );
        assert!(!dewi.browser.get("/me/follows").await.holds("@seren"));
        let taken = make(&dewi, "seren", "").await;
        assert_eq!(taken.status, 422, "nobody can pass for her");
        let last = "/me/personas/mair/delete";
        let kept = mair.browser.post(last, &[("current", PASSWORD)]).await;
        assert_eq!(kept.status, 403);
        assert!(kept.says("This is your only persona"), "{}", kept.text());
    })
    .await;
}

#[tokio::test]
async fn who_leaves_is_out_at_once_and_its_personas_go_each_in_its_time() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        let wish = [("uses", "2"), ("days", "7"), ("note", "")];
        carys.browser.post("/host/invitations", &wish).await;
        let page = carys.browser.get("/host/invitations").await;
        let link = page.texts("p.address").pop().expect("a link");
        let path = link.trim_start_matches("http://hafan.test");
        let mair = place.visitor();
        let fields = [("handle", "mair"), ("password", PASSWORD)];
        assert_eq!(mair.post(path, &fields).await.status, 303);
        let fields = [("handle", "seren"), ("name", "Seren")];
        assert_eq!(mair.post("/me/personas/new", &fields).await.status, 303);
        let house = place.found(&carys, "Cwm", Visibility::Public).await;
        let join = format!("/c/{}/join", house.handle);
        assert_eq!(mair.post(&join, &[]).await.status, 303);
        let uses = |rows: &[String]| {
            let is_use = |row: &&String| row.starts_with("invitation_uses");
            rows.iter().filter(is_use).count()
        };
        assert_eq!(uses(&place.rows().await), 1);
        let wrong = mair
            .post("/me/leave", &[("current", "not it at all")])
            .await;
        assert_eq!(wrong.status, 422);
        assert!(is_in(&mair).await);
        let left = mair.post("/me/leave", &[("current", PASSWORD)]).await;
        assert_eq!(left.status, 303, "{}", left.text());
        assert!(!is_in(&mair).await);
        assert_eq!(
            sign_in(&place.visitor(), "mair", PASSWORD).await.status,
            422
        );
        let visitor = place.visitor();
        assert_eq!(visitor.get("/@mair").await.status, 404);
        assert_eq!(visitor.get("/@seren").await.status, 200, "each in its time");
        let members = carys
            .browser
            .get(&format!("/c/{}/members", house.handle))
            .await;
        assert!(!members.holds("@mair"), "{}", members.text());
        assert!(!carys.browser.get("/host/members").await.says("mair"));
        place.later(SPREAD_US);
        let ids: Vec<String> = ids(place, &["mair", "seren"]).await;
        run(place, "end-persona", &ids[1]).await;
        for id in &ids {
            run(place, "erase-persona", id).await;
        }
        assert_eq!(visitor.get("/@seren").await.status, 404);
        let rows = place.rows().await;
        assert_eq!(
            uses(&rows),
            0,
            "who came by which link is forgotten with them"
        );
        // Their handles stay, as tombstones that nobody can take.
        carys.browser.post("/host/invitations", &wish).await;
        let page = carys.browser.get("/host/invitations").await;
        let link = page.texts("p.address").pop().expect("a link");
        let path = link.trim_start_matches("http://hafan.test");
        for handle in ["mair", "seren"] {
            let fields = [("handle", handle), ("password", PASSWORD)];
            let taken = place.visitor().post(path, &fields).await;
            assert_eq!(taken.status, 422, "{handle}: {}", taken.text());
        }
        let page = carys.browser.get("/host/invitations").await;
        assert!(!page.says("By it came"), "{}", page.text());
    })
    .await;
}

async fn ids(place: &Place, handles: &[&str]) -> Vec<String> {
    let mut ids = Vec::new();
    for handle in handles {
        let key = (*handle).to_owned();
        let found = place
            .app
            .read(move |read| Ok(hafan_app::store::account::by_handle(read, &key)?));
        let (id, ..) = found.await.expect("a read").expect("an account");
        ids.push(id.to_string());
    }
    ids
}

#[tokio::test]
async fn nobody_leaves_a_community_or_the_place_without_a_key() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        let house = place.found(&mair, "Cwm", Visibility::MembersOnly).await;
        place
            .say(&mair, "Bore da.", ForWhom::Community(house.id))
            .await;
        let page = mair.browser.get("/me/leave").await;
        assert!(
            page.says("These communities have no other host"),
            "{}",
            page.text()
        );
        let fields = [("current", PASSWORD)];
        assert_eq!(mair.browser.post("/me/leave", &fields).await.status, 403);
        assert!(is_in(&mair.browser).await);
        let close = format!("/c/{}/close", house.handle);
        assert_eq!(
            mair.browser.post(&close, &[("name", "Cwm")]).await.status,
            303
        );
        assert_eq!(mair.browser.post("/me/leave", &fields).await.status, 303);
        let page = carys.browser.get("/me/leave").await;
        assert!(
            page.says("You are the only host of this place"),
            "{}",
            page.text()
        );
        assert_eq!(carys.browser.post("/me/leave", &fields).await.status, 403);
    })
    .await;
}
