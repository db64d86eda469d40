//! Coming into a community: by the open door, by its question, by name, by link.

use super::House;
use hafan_core::community::Visibility;
use hafan_core::time::DAY_US;
use hafan_testkit::{Page, for_each_backend};

/// The addresses of the links on a page of invitations, without the place in front.
fn links(page: &Page) -> Vec<String> {
    let shown = page.texts("p.address");
    let path = |address: &String| address.find("/join/").map(|at| address[at..].to_owned());
    shown.iter().filter_map(path).collect()
}

#[tokio::test]
async fn an_open_door_lets_in_at_once_and_once() {
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::MembersOnly).await;
        let (person, handle) = house.guest().await;
        let porch = person.browser.get(&house.at("")).await;
        assert!(porch.has("h2#way-in"), "{}", porch.text());
        let form = person.browser.get(&house.at("/join")).await;
        assert!(!form.has("textarea"), "nothing is asked");
        let joined = person.browser.submit(&form, &house.at("/join"), &[]).await;
        assert_eq!(joined.status, 303);
        let square = person.browser.follow(joined).await;
        assert!(square.says("You are a member"), "{}", square.text());
        assert_eq!(
            person.browser.post(&house.at("/join"), &[]).await.status,
            403
        );
        let list = house.member.browser.get(&house.at("/members")).await;
        assert!(list.says(&format!("@{handle}")));
        // A visitor is asked to sign in, and led back.
        let visitor = place.visitor();
        let asked = visitor.get(&house.at("/join")).await;
        assert!(
            asked
                .location()
                .is_some_and(|to| to.starts_with("/sign-in?next="))
        );
    })
    .await;
}

#[tokio::test]
async fn an_answer_goes_to_those_who_look_after_the_door_and_is_forgotten_with_theirs() {
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::MembersOnly).await;
        house
            .set(&[("join", "ask"), ("question", "Whom do you care for?")])
            .await;
        let (elin, handle) = house.guest().await;
        let form = elin.browser.get(&house.at("/join")).await;
        assert!(form.says("Whom do you care for?"), "{}", form.text());
        let join = house.at("/join");
        let empty = elin.browser.submit(&form, &join, &[("answer", " ")]).await;
        assert_eq!(empty.status, 422);
        let answer = [("answer", "For my brother Tomos.")];
        assert_eq!(elin.browser.submit(&form, &join, &answer).await.status, 303);
        assert_eq!(
            elin.browser.post(&join, &answer).await.status,
            403,
            "asked already"
        );
        for (reader, may) in [
            (&house.helper, true),
            (&house.member, false),
            (&elin, false),
        ] {
            let page = reader.browser.get(&house.at("/requests")).await;
            assert_eq!(page.says("For my brother Tomos."), may);
        }
        let news = house.helper.browser.get("/notifications").await;
        assert!(news.says("Cwm"), "{}", news.text());
        let path = house.at(&format!("/requests/{handle}"));
        let words = [("decision", "refuse"), ("words", "We are full until May.")];
        assert_eq!(house.helper.browser.post(&path, &words).await.status, 303);
        let twice = house
            .moderator
            .browser
            .post(&path, &[("decision", "let-in")])
            .await;
        assert_eq!(twice.status, 409, "somebody else was quicker");
        let rows = place.rows().await;
        assert!(!rows.iter().any(|row| row.contains("Tomos")), "forgotten");
        let porch = elin.browser.get(&house.at("")).await;
        assert!(porch.says("We are full until May."), "{}", porch.text());
        assert!(porch.says("Helpwr could not let you in"));
        assert!(
            !house
                .helper
                .browser
                .get("/notifications")
                .await
                .says("would like to join")
        );
        // Not every day, but after a month.
        let again = [("answer", "For Dai too.")];
        assert_eq!(elin.browser.post(&join, &again).await.status, 403);
        place.later(31 * DAY_US);
        assert_eq!(elin.browser.post(&join, &again).await.status, 303);
        let let_in = [("decision", "let-in")];
        assert_eq!(house.helper.browser.post(&path, &let_in).await.status, 303);
        assert_eq!(elin.browser.get(&house.at("")).await.count("h2#way-in"), 0);
        assert!(
            !place
                .rows()
                .await
                .iter()
                .any(|row| row.contains("For Dai too"))
        );
    })
    .await;
}

#[tokio::test]
async fn who_is_invited_by_name_finds_it_and_may_say_no() {
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::Hidden).await;
        let (elin, name) = house.guest().await;
        let invite = house.at("/invite");
        assert_eq!(elin.browser.get(&house.at("")).await.status, 404);
        let nobody = house
            .helper
            .browser
            .post(&invite, &[("guest", "neb")])
            .await;
        assert_eq!(nobody.status, 422);
        assert!(nobody.says("nobody of this handle"), "{}", nobody.text());
        let guest = [("guest", name.as_str())];
        assert_eq!(house.member.browser.post(&invite, &guest).await.status, 403);
        assert_eq!(house.helper.browser.post(&invite, &guest).await.status, 303);
        assert_eq!(
            house.helper.browser.post(&invite, &guest).await.status,
            403,
            "once"
        );
        assert!(elin.browser.get("/places").await.says("Cwm"));
        let porch = elin.browser.get(&house.at("/about")).await;
        assert!(porch.says("Helpwr invited you"), "{}", porch.text());
        assert_eq!(elin.browser.get(&house.at("/members")).await.status, 403);
        assert_eq!(
            elin.browser.post(&house.at("/withdraw"), &[]).await.status,
            303
        );
        assert_eq!(elin.browser.get(&house.at("")).await.status, 404);
        assert_eq!(elin.browser.post(&house.at("/join"), &[]).await.status, 404);
        // Taken back before it was answered.
        assert_eq!(house.helper.browser.post(&invite, &guest).await.status, 303);
        let back = house.at(&format!("/invite/{name}/end"));
        assert_eq!(house.helper.browser.post(&back, &[]).await.status, 303);
        assert_eq!(elin.browser.get(&house.at("")).await.status, 404);
        assert_eq!(house.helper.browser.post(&invite, &guest).await.status, 303);
        assert_eq!(elin.browser.post(&house.at("/join"), &[]).await.status, 303);
        assert_eq!(elin.browser.get(&house.at("/members")).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_link_lets_in_as_many_as_it_says_until_it_ends() {
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::Hidden).await;
        let helper = &house.helper.browser;
        let make = house.at("/invite/link");
        for (uses, days) in [("0", "7"), ("201", "7"), ("2", "0"), ("2", "91"), ("x", "")] {
            let fields = [("uses", uses), ("days", days), ("note", "At the hall")];
            let page = helper.post(&make, &fields).await;
            assert_eq!(page.status, 422, "{uses} {days}");
            assert!(page.has("#f-note[value='At the hall']"));
        }
        let fields = [("uses", "1"), ("days", "7"), ("note", "At the hall")];
        assert_eq!(helper.post(&make, &fields).await.status, 303);
        let page = helper.get(&house.at("/invite")).await;
        assert!(page.has(".qr svg path"), "a QR code");
        let path = links(&page).pop().expect("a link");
        // Two who take the last use at once: one comes in.
        let (one, other) = (house.guest().await, house.guest().await);
        let accept = format!("{path}/accept");
        for (person, _) in [&one, &other] {
            assert!(person.browser.get(&path).await.says("Cwm"));
        }
        let (a, b) = tokio::join!(
            one.0.browser.post(&accept, &[]),
            other.0.browser.post(&accept, &[])
        );
        let mut seen = [a.status.as_u16(), b.status.as_u16()];
        seen.sort_unstable();
        assert_eq!(seen, [303, 404]);
        let (winner, loser) = if a.status == 303 {
            (&one, &other)
        } else {
            (&other, &one)
        };
        assert_eq!(winner.0.browser.get(&house.at("")).await.status, 200);
        assert_eq!(loser.0.browser.get(&house.at("")).await.status, 404);
        let page = helper.get(&house.at("/invite")).await;
        let name = format!("Gwestai{}", winner.1.trim_start_matches("gwestai"));
        assert!(page.says(&format!("By it came {name}")), "{}", page.text());
        assert_eq!(links(&page).len(), 0, "used up");
        // Ended before its time: one answer with what never was.
        helper.post(&make, &fields).await;
        let page = helper.get(&house.at("/invite")).await;
        let path = links(&page).pop().expect("a link");
        let end = page
            .attribute("form[action$='/end']", "action")
            .expect("a button");
        assert_eq!(house.member.browser.post(&end, &[]).await.status, 403);
        assert_eq!(helper.post(&end, &[]).await.status, 303);
        assert_eq!(loser.0.browser.get(&path).await.status, 404);
        assert_eq!(
            loser
                .0
                .browser
                .post(&format!("{path}/accept"), &[])
                .await
                .status,
            404
        );
    })
    .await;
}

#[tokio::test]
async fn a_link_of_somebody_who_may_not_invite_any_more_is_over() {
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::Public).await;
        let fields = [("uses", "5"), ("days", "7"), ("note", "")];
        let make = house.at("/invite/link");
        assert_eq!(house.helper.browser.post(&make, &fields).await.status, 303);
        let page = house.helper.browser.get(&house.at("/invite")).await;
        let path = links(&page).pop().expect("a link");
        let visitor = place.visitor();
        assert_eq!(visitor.get(&path).await.status, 200);
        assert_eq!(
            house
                .helper
                .browser
                .post(&house.at("/step-down"), &[])
                .await
                .status,
            303
        );
        assert_eq!(visitor.get(&path).await.status, 404);
        let fields = [("handle", "newydd"), ("password", "tegell coch ar y bwrdd")];
        assert_eq!(visitor.post(&path, &fields).await.status, 404);
    })
    .await;
}
