//! Joining by invitation, by asking, through an open door.

use super::{is_in, sign_in};
use hafan_app::store::invitation::{self, Invitation};
use hafan_core::community::{CharterKind, JoinRule, Role, Visibility};
use hafan_core::id::{AccountId, CommunityId, InvitationId};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::locale::Locale;
use hafan_core::place::PlaceField;
use hafan_core::time::DAY_US;
use hafan_testkit::{Page, Person, Place, for_each_backend};
use std::sync::Arc;

const GOOD: &str = "tegell coch ar y bwrdd";

/// Changes a setting of the place.
pub(super) async fn set(place: &Place, field: PlaceField, old: &str, new: &str) {
    let (old, new) = (old.to_owned(), new.to_owned());
    let done = place.app.write(move |turn| {
        let change = Change::Place {
            field,
            old: old.clone(),
            new: new.clone(),
        };
        turn.record(change, By::Operator, Cause::Operator)
    });
    done.await.expect("a setting");
}

/// Makes an invitation and returns its code.
async fn invite(place: &Place, by: &Person, community: Option<CommunityId>, uses: i64) -> String {
    let made_by = by.actor.persona;
    let made = place.app.write(move |turn| {
        let id = turn.random_id();
        let code = format!("code-{id}");
        let new = Invitation {
            id: InvitationId::new(id),
            code: code.clone(),
            made_by,
            community,
            note: String::new(),
            uses: 0,
            uses_max: uses,
            made_at: turn.now,
            expires_at: turn.now.plus(7 * DAY_US),
            is_revoked: false,
        };
        invitation::insert(turn.tx, &new)?;
        Ok(code)
    });
    made.await.expect("an invitation")
}

/// Founds a community.
pub(super) async fn found(place: &Place, by: &Person, name: &str) -> CommunityId {
    let (persona, name) = (by.actor.persona, name.to_owned());
    let founded = place.app.write(move |turn| {
        let wish = hafan_app::community::Wish {
            name: name.clone(),
            handle: String::new(),
            visibility: Visibility::Hidden,
            join_rule: JoinRule::Invitation,
            charter: CharterKind::Support,
            locale: Locale::En,
            cause: Cause::Choice,
        };
        Ok(hafan_app::community::found(turn, persona, &wish)?.id)
    });
    founded.await.expect("a community")
}

async fn join(place: &Place, path: &str, handle: &str) -> Page {
    let fields = [("handle", handle), ("password", GOOD)];
    place.visitor().post(path, &fields).await
}

async fn id_of(place: &Place, handle: &str) -> Option<AccountId> {
    let key = handle.to_lowercase();
    let found = place
        .app
        .read(move |read| Ok(hafan_app::store::account::by_handle(read, &key)?));
    found.await.expect("a read").map(|(id, ..)| id)
}

#[tokio::test]
async fn somebody_joins_with_a_handle_and_a_password_and_nothing_else() {
    for_each_backend(async |place| {
        let host = place.host("carys").await;
        let code = invite(place, &host, None, 5).await;
        let browser = place.visitor();
        let page = browser.get(&format!("/join/{code}")).await;
        assert!(page.says("Carys invited you"), "{}", page.text());
        let required = page.count("form.form input[required]");
        assert_eq!(required, 2, "{}", page.html());
        let asked = ["email", "birthday", "gender", "phone", "real-name"];
        assert!(
            asked
                .iter()
                .all(|name| !page.has(&format!("[name={name}]")))
        );
        let fields = [("handle", "elin_p"), ("password", GOOD)];
        let action = format!("/join/{code}");
        let answer = browser.submit(&page, &action, &fields).await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        assert!(is_in(&browser).await);
        let led = browser.follow(answer).await;
        assert!(led.says("recovery sheet"), "{}", led.text());
        browser.post("/sign-out", &[]).await;
        assert_eq!(sign_in(&browser, "elin_p", GOOD).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_into_a_community_makes_its_guest_a_member() {
    for_each_backend(async |place| {
        let host = place.host("carys").await;
        let community = found(place, &host, "Gofalwyr y Cwm").await;
        let code = invite(place, &host, Some(community), 2).await;
        let page = place.visitor().get(&format!("/join/{code}")).await;
        assert!(page.says("Gofalwyr y Cwm"));
        assert_eq!(
            join(place, &format!("/join/{code}"), "elin").await.status,
            303
        );
        let elin = id_of(place, "elin").await.expect("an account");
        let sight = place.app.sight(Some(elin)).await.expect("a sight");
        assert_eq!(sight.role(community), Some(Role::Member));
        // Somebody who is here already comes in with one step, as the persona they are.
        let dewi = place.member("dewi").await;
        let page = dewi.browser.get(&format!("/join/{code}")).await;
        let action = format!("/join/{code}/accept");
        let answer = dewi.browser.submit(&page, &action, &[]).await;
        assert!(answer.location().is_some_and(|to| to.starts_with("/c/")));
        let sight = place
            .app
            .sight(Some(dewi.actor.persona))
            .await
            .expect("a sight");
        assert_eq!(sight.role(community), Some(Role::Member));
    })
    .await;
}

#[tokio::test]
async fn an_invitation_that_is_over_used_up_or_unknown_is_one_answer_and_hides_what_it_led_to() {
    for_each_backend(async |place| {
        let host = place.host("carys").await;
        let community = found(place, &host, "Gofalwyr y Cwm").await;
        let used_up = invite(place, &host, Some(community), 1).await;
        join(place, &format!("/join/{used_up}"), "elin").await;
        let over = invite(place, &host, Some(community), 9).await;
        place.later(8 * DAY_US);
        let mut pages = vec![];
        for code in [used_up.as_str(), &over, "never-was", "%2e%2e", "%00"] {
            let page = place.visitor().get(&format!("/join/{code}")).await;
            assert_eq!(page.status, 404, "{code}");
            assert!(page.says("doesn’t work any more"));
            assert!(!page.holds("Gofalwyr") && !page.holds("Carys"));
            let refused = join(place, &format!("/join/{code}"), "dewi").await;
            assert_eq!(refused.status, 404, "{code}");
            let secret = page
                .attribute("input[name=csrf]", "value")
                .expect("a secret");
            pages.push(page.html().replace(&secret, "").replace(code, ""));
        }
        assert!(id_of(place, "dewi").await.is_none());
        assert_eq!(pages[0], pages[1]);
        assert_eq!(pages[0], pages[2]);
    })
    .await;
}

#[tokio::test]
async fn an_invitation_with_one_use_left_lets_one_of_two_in() {
    for_each_backend(async |place| {
        let host = place.host("carys").await;
        let path = format!("/join/{}", invite(place, &host, None, 1).await);
        let (a, b) = tokio::join!(join(place, &path, "elin"), join(place, &path, "dewi"));
        let mut seen = [a.status.as_u16(), b.status.as_u16()];
        seen.sort_unstable();
        assert_eq!(seen, [303, 404]);
        let made = [id_of(place, "elin").await, id_of(place, "dewi").await];
        assert_eq!(made.iter().flatten().count(), 1, "no half person is left");
    })
    .await;
}

#[tokio::test]
async fn of_two_who_choose_one_handle_at_once_one_gets_it() {
    for_each_backend(async |place| {
        set(place, PlaceField::SignUp, "", "open").await;
        let place = Arc::new(place);
        let (a, b) = tokio::join!(
            join(&place, "/sign-up", "elin"),
            join(&place, "/sign-up", "ElIn"),
        );
        let mut seen = [a.status.as_u16(), b.status.as_u16()];
        seen.sort_unstable();
        assert_eq!(seen, [303, 422]);
        let loser = if a.status == 422 { a } else { b };
        assert!(loser.says("Somebody has this handle"), "{}", loser.text());
    })
    .await;
}

#[tokio::test]
async fn handles_that_deceive_are_refused_with_words_and_suggestions() {
    for_each_backend(async |place| {
        set(place, PlaceField::SignUp, "", "open").await;
        place.member("paul").await;
        let refused = [
            ("paul", "Somebody has this handle"),
            ("PAUL", "Somebody has this handle"),
            ("pau1", "looks too much like"),
            ("p_a_u_l", "looks too much like"),
            ("pаul", "only the letters a to z"),
            ("pa\u{200b}ul", "only the letters a to z"),
            ("\u{202e}luap", "only the letters a to z"),
            ("elin\u{0301}", "only the letters a to z"),
            ("e lin", "only the letters a to z"),
            ("../elin", "only the letters a to z"),
            ("<b>elin", "only the letters a to z"),
            ("1elin", "starts with a letter"),
            ("", "choose a handle"),
            ("admin", "kept for the place"),
            ("Hafan_Support", "kept for the place"),
            ("settings", "kept for the place"),
            (&"x".repeat(31), "too long"),
        ];
        for (handle, words) in refused {
            let page = join(place, "/sign-up", handle).await;
            assert_eq!(page.status, 422, "{handle}");
            assert!(page.says(words), "{handle}: {}", page.text());
            assert!(!page.holds(GOOD));
        }
        let page = join(place, "/sign-up", "paul").await;
        assert!(page.says("These are free: paul2"), "{}", page.text());
        assert_eq!(join(place, "/sign-up", "paul2").await.status, 303);
        // What only looks like somebody is not to be had with a number behind it either.
        for handle in ["pau1", "p_a_u_l"] {
            let page = join(place, "/sign-up", handle).await;
            assert!(!page.says("These are free"), "{handle}: {}", page.text());
        }
    })
    .await;
}

#[tokio::test]
async fn names_are_cleaned_and_escaped() {
    for_each_backend(async |place| {
        set(place, PlaceField::SignUp, "", "open").await;
        let names = [
            (
                "elin_a",
                "<script>alert(1)</script>",
                "<script>alert(1)</script>",
            ),
            ("elin_b", "Elin\u{202e}\u{200b} Prys", "Elin Prys"),
            ("elin_c", "  ", "elin_c"),
            ("elin_d", "Elin ŵŷ", "Elin ŵŷ"),
        ];
        for (handle, typed, kept) in names {
            let browser = place.visitor();
            let fields = [("handle", handle), ("password", GOOD), ("name", typed)];
            assert_eq!(
                browser.post("/sign-up", &fields).await.status,
                303,
                "{handle}"
            );
            let page = browser.get("/me").await;
            assert!(page.says(kept), "{}", page.text());
            assert!(!page.holds("<script>alert"));
        }
        let long = "x".repeat(51);
        let fields = [("handle", "elin_e"), ("password", GOOD), ("name", &long)];
        let page = place.visitor().post("/sign-up", &fields).await;
        assert!(page.says("50 characters at most"));
    })
    .await;
}

#[tokio::test]
async fn passwords_that_are_guessed_first_are_refused_kindly() {
    for_each_backend(async |place| {
        set(place, PlaceField::SignUp, "", "open").await;
        let refused = [
            ("short", "at least 10 characters"),
            ("elin_prys_x", "your own name"),
            ("password123", "tried first"),
            ("aaaaaaaaaaaaaa", "tried first"),
        ];
        for (password, words) in refused {
            let fields = [("handle", "elin_prys_x"), ("password", password)];
            let page = place.visitor().post("/sign-up", &fields).await;
            assert_eq!(page.status, 422);
            assert!(page.says(words), "{password}: {}", page.text());
            assert!(
                page.has("#f-handle[value=elin_prys_x]"),
                "other words are kept"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn who_asks_waits_unseen_until_a_host_answers() {
    for_each_backend(async |place| {
        let host = place.host("carys").await;
        set(place, PlaceField::SignUp, "", "ask").await;
        set(
            place,
            PlaceField::SignUpQuestion,
            "",
            "What brings you here?",
        )
        .await;
        let browser = place.visitor();
        let form = browser.get("/sign-up").await;
        assert!(form.says("What brings you here?"));
        let unanswered = join(place, "/sign-up", "elin").await;
        assert_eq!(unanswered.status, 422);
        assert!(unanswered.says("answer the question"));
        let fields = [
            ("handle", "elin"),
            ("password", GOOD),
            ("answer", "I care for Mam."),
        ];
        let page = browser.submit(&form, "/sign-up", &fields).await;
        assert!(
            page.says("Your request is with the hosts"),
            "{}",
            page.text()
        );
        assert!(!is_in(&browser).await);
        let page = sign_in(&browser, "elin", GOOD).await;
        assert!(
            page.says("Your request is with the hosts"),
            "{}",
            page.text()
        );
        let wrong = sign_in(&browser, "elin", "not her password").await;
        assert_eq!(
            wrong.status, 422,
            "only the right password tells that somebody waits"
        );
        assert_eq!(
            host.browser.get("/@elin").await.status,
            404,
            "nobody sees who waits"
        );
        let by = By::Host(host.actor.persona);
        let answered = place.app.write(move |turn| {
            let waiting = hafan_app::store::member::waiting(turn.tx)?;
            hafan_app::identity::sign_up::let_in(turn, waiting[0].id, by, "")
        });
        answered.await.expect("an answer");
        assert_eq!(sign_in(&browser, "elin", GOOD).await.status, 303);
        assert!(is_in(&browser).await);
    })
    .await;
}

#[tokio::test]
async fn without_an_invitation_there_is_no_way_in_where_hosts_want_it_so() {
    for_each_backend(async |place| {
        let page = place.visitor().get("/sign-up").await;
        assert!(page.says("Joining is by invitation"));
        assert!(!page.has("input[name=password]"));
        assert_eq!(join(place, "/sign-up", "elin").await.status, 403);
        assert!(id_of(place, "elin").await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_flood_of_newcomers_from_one_network_is_slowed_down() {
    for_each_backend(async |place| {
        set(place, PlaceField::SignUp, "", "open").await;
        let mut statuses = vec![];
        for n in 0..23 {
            let letter = char::from(b'a' + n);
            let page = join(place, "/sign-up", &format!("newcomer_{letter}{letter}x")).await;
            statuses.push(page.status.as_u16());
        }
        assert_eq!(
            statuses.iter().filter(|s| **s == 303).count(),
            21,
            "{statuses:?}"
        );
        assert_eq!(statuses.last(), Some(&429));
    })
    .await;
}
