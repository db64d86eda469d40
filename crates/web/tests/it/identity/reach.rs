//! One question for newcomers: who should be able to reach them.

use super::sign_up::set;
use hafan_app::door;
use hafan_app::identity::profile;
use hafan_core::door::{Answer, Caller};
use hafan_core::place::{PlaceField, SignUp};
use hafan_testkit::{Page, Person, Place, for_each_backend};

fn chosen(page: &Page) -> Option<String> {
    page.attribute("[name=reach][checked]", "value")
}

/// What an answer is to set, read where each rule reads it.
async fn lives_by(place: &Place, who: &Person) -> (Answer, bool, [&'static str; 3]) {
    let door = door::own(&place.app, who.actor).await.expect("a door");
    let own = profile::own(&place.app, who.actor)
        .await
        .expect("a persona");
    let begins = [
        own.default_audience.code(),
        own.default_replies.code(),
        own.default_quotes.code(),
    ];
    (door.get(Caller::Stranger), own.approve_followers, begins)
}

#[tokio::test]
async fn a_newcomer_is_asked_once_and_the_safest_answer_is_chosen_for_them() {
    for_each_backend(async |place| {
        set(place, PlaceField::SignUp, "", SignUp::Ask.code()).await;
        for (handle, answer, approves) in [("guto", "chosen", true), ("nia", "everybody", false)] {
            let guest = place.visitor();
            let form = guest.get("/sign-up").await;
            assert_eq!(chosen(&form).as_deref(), Some("chosen"), "{}", form.text());
            let fields = [
                ("handle", handle),
                ("password", "pump o gloch fore"),
                ("answer", "Fi sydd yma"),
                ("reach", answer),
            ];
            // Whoever waits to be let in has their answer already.
            let asked = guest.post("/sign-up", &fields).await;
            assert_eq!(asked.status, 200, "{}", asked.text());
            let key = handle.to_owned();
            let found = place.app.read(move |read| {
                let found = hafan_app::store::account::by_handle(read, &key)?;
                let id = found.map(|(id, ..)| id).expect("an account");
                Ok(hafan_app::store::account::persona(read, id)?)
            });
            let found = found.await.expect("read").expect("a persona");
            assert_eq!(found.approve_followers, approves, "{handle}");
        }
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn each_answer_sets_all_of_it_and_each_part_can_be_taken_back() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let save = async |reach: &str| {
            let saved = mair.browser.post("/me/reach", &[("reach", reach)]).await;
            saved.status
        };
        let expected = [
            (
                "chosen",
                Answer::Hold,
                true,
                ["followers", "followed", "nobody"],
            ),
            ("knock", Answer::Hold, true, ["public", "ask", "ask"]),
            (
                "everybody",
                Answer::Tell,
                false,
                ["public", "everyone", "everyone"],
            ),
        ];
        for (reach, door, approves, begins) in expected {
            assert_eq!(save(reach).await, 303);
            assert_eq!(lives_by(place, &mair).await, (door, approves, begins));
            let page = mair.browser.get("/me/reach").await;
            assert_eq!(chosen(&page).as_deref(), Some(reach));
            assert!(page.says("What nobody can promise"));
        }
        assert_eq!(save("nowhere").await, 422);
        let record = mair.browser.get("/me/ledger").await;
        let entry = record.attribute("[name=entry]", "value").expect("an entry");
        let undone = mair
            .browser
            .post("/me/ledger/undo", &[("entry", &entry)])
            .await;
        assert_eq!(undone.status, 303);
        let page = mair.browser.get("/me/reach").await;
        assert_eq!(chosen(&page), None, "none of the answers any more");
        assert!(page.says("You set some of this yourself"));
        place.require_ledger().await;
    })
    .await;
}
