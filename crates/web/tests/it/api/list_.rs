//! Lists, through an application and on pages.

use super::{act, application, done, id_of, ids, member, read, say, send};
use hafan_app::post::ForWhom;
use hafan_core::community::Visibility;
use hafan_testkit::{Person, for_each_backend};
use serde_json::json;

async fn make(who: &Person, wish: serde_json::Value) -> String {
    id_of(&done(&who.browser, "POST", "/api/v1/lists", wish).await)
}

async fn put(who: &Person, list: &str, account: impl ToString) -> u16 {
    let body = json!({ "account_ids": [account.to_string()] });
    let path = format!("/api/v1/lists/{list}/accounts");
    send(&who.browser, "POST", &path, body)
        .await
        .status
        .as_u16()
}

async fn follow(who: &Person, whom: &Person) {
    let path = format!("/api/v1/accounts/{}/follow", whom.actor.persona);
    act(&who.browser, &path).await;
}

/// Posts of a list or of home, as their words.
async fn words(who: &Person, path: &str) -> Vec<String> {
    let found = read(&who.browser, path).await;
    let found = found.as_array().expect("a list").iter();
    found
        .map(|one| {
            one["content"]
                .as_str()
                .expect("words")
                .replace("<p>", "")
                .replace("</p>", "")
        })
        .collect()
}

#[tokio::test]
async fn a_list_is_made_changed_filled_and_ended_by_its_owner_alone() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let id = make(&mair, json!({ "title": "Côr" })).await;
        let at = format!("/api/v1/lists/{id}");
        let made = json!({
            "id": id, "title": "Côr", "replies_policy": "list", "exclusive": false,
        });
        assert_eq!(read(&mair.browser, &at).await, made);
        assert_eq!(read(&mair.browser, "/api/v1/lists").await, json!([made]));
        let wish = json!({ "title": "Tenoriaid", "replies_policy": "none", "exclusive": true });
        let changed = done(&mair.browser, "PUT", &at, wish).await;
        assert_eq!(changed["title"], "Tenoriaid");
        assert_eq!(changed["replies_policy"], "none");
        assert_eq!(changed["exclusive"], true);
        for wrong in [json!({ "title": "" }), json!({ "replies_policy": "some" })] {
            let refused = send(&mair.browser, "PUT", &at, wrong).await;
            assert_eq!(refused.status, 422);
        }
        // Only whom she follows.
        let them = guto.actor.persona;
        assert_eq!(put(&mair, &id, them).await, 404);
        follow(&mair, &guto).await;
        assert_eq!(put(&mair, &id, them).await, 200);
        let held = read(&mair.browser, &format!("{at}/accounts?limit=0")).await;
        assert_eq!(ids(&held), [them.to_string()]);
        let holding = read(&mair.browser, &format!("/api/v1/accounts/{them}/lists")).await;
        assert_eq!(ids(&holding), std::slice::from_ref(&id));
        // To anybody else it is not there.
        for (method, path) in [
            ("GET", at.clone()),
            ("PUT", at.clone()),
            ("DELETE", at.clone()),
            ("GET", format!("{at}/accounts")),
            ("GET", format!("/api/v1/timelines/list/{id}")),
        ] {
            let wish = if method == "PUT" {
                json!({ "title": "Ha" })
            } else {
                json!(null)
            };
            let refused = send(&guto.browser, method, &path, wish).await;
            assert_eq!(refused.status, 404, "{method} {path}");
        }
        assert_eq!(put(&guto, &id, them).await, 404);
        assert_eq!(place.visitor().get(&at).await.status, 401);
        let narrow = application(place, &mair, "read:statuses write:lists").await;
        assert_eq!(narrow.get(&at).await.status, 403);
        let gone = json!({ "account_ids": [them.to_string()] });
        done(&mair.browser, "DELETE", &format!("{at}/accounts"), gone).await;
        assert_eq!(
            read(&mair.browser, &format!("{at}/accounts")).await,
            json!([])
        );
        done(&mair.browser, "DELETE", &at, json!(null)).await;
        assert_eq!(read(&mair.browser, "/api/v1/lists").await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_list_brings_the_words_of_its_people_and_places_with_its_reason() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let (guto, sian) = (member(place, "guto").await, member(place, "sian").await);
        let cor = place.found(&guto, "Côr", Visibility::MembersOnly).await;
        follow(&mair, &guto).await;
        follow(&mair, &sian).await;
        let id = make(
            &mair,
            json!({ "title": "Darllen", "replies_policy": "none" }),
        )
        .await;
        assert_eq!(put(&mair, &id, cor.id).await, 404, "not a member");
        place.let_in(&guto, &cor, &mair, "mair").await;
        assert_eq!(put(&mair, &id, cor.id).await, 200);
        assert_eq!(put(&mair, &id, guto.actor.persona).await, 200);
        let at = format!("/api/v1/timelines/list/{id}");
        let first = say(&guto, "Bore da.", "public").await;
        place.later(1_000);
        say(&sian, "Nid fi.", "public").await;
        place.later(1_000);
        place
            .say(&guto, "Ymarfer nos Fawrth.", ForWhom::Community(cor.id))
            .await;
        place.later(1_000);
        let to_sian = json!({ "status": "@sian Ie.", "visibility": "public" });
        done(&guto.browser, "POST", "/api/v1/statuses", to_sian).await;
        let found = read(&mair.browser, &at).await;
        assert_eq!(found[0]["hafan"]["reason"]["code"], "list");
        assert_eq!(found.as_array().map(Vec::len), Some(3), "{found}");
        let up = read(&mair.browser, &format!("{at}?min_id={first}&limit=1")).await;
        assert!(
            up[0]["content"]
                .as_str()
                .expect("words")
                .contains("Ymarfer")
        );
        let page = mair.browser.get(&format!("{at}?limit=1")).await;
        assert!(
            page.header("link")
                .is_some_and(|link| link.contains("max_id"))
        );
        // Whoever leaves a place or stops following reads no more of it.
        act(
            &mair.browser,
            &format!("/api/v1/accounts/{}/unfollow", cor.id),
        )
        .await;
        act(
            &mair.browser,
            &format!("/api/v1/accounts/{}/unfollow", guto.actor.persona),
        )
        .await;
        assert_eq!(words(&mair, &at).await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn which_answers_a_list_shows_is_its_policy() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let (guto, sian) = (member(place, "guto").await, member(place, "sian").await);
        let dewi = member(place, "dewi").await;
        follow(&mair, &guto).await;
        follow(&mair, &sian).await;
        let id = make(&mair, json!({ "title": "Darllen" })).await;
        put(&mair, &id, guto.actor.persona).await;
        for to in [&guto, &sian, &dewi] {
            let begun = say(to, "Helo.", "public").await;
            place.later(1_000);
            let name = to.actor.persona;
            let answer = json!({ "status": format!("I {name}."), "in_reply_to_id": begun });
            done(&guto.browser, "POST", "/api/v1/statuses", answer).await;
            place.later(1_000);
        }
        let [own, of_sian, of_dewi] =
            [&guto, &sian, &dewi].map(|who| format!("I {}.", who.actor.persona));
        for (policy, shown) in [
            ("none", vec![&own]),
            ("list", vec![&own]),
            ("followed", vec![&own, &of_sian]),
        ] {
            let at = format!("/api/v1/lists/{id}");
            let wish = json!({ "replies_policy": policy });
            done(&mair.browser, "PUT", &at, wish).await;
            let found = words(&mair, &format!("/api/v1/timelines/list/{id}")).await;
            for answer in [&own, &of_sian, &of_dewi] {
                let is_there = found.iter().any(|words| words.contains(answer.as_str()));
                assert_eq!(
                    is_there,
                    shown.contains(&answer),
                    "{policy}: {answer} {found:?}"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_a_list_keeps_for_itself_does_not_come_home() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        follow(&mair, &guto).await;
        say(&guto, "Bore da.", "public").await;
        let home = "/api/v1/timelines/home";
        assert_eq!(words(&mair, home).await, ["Bore da."]);
        let id = make(&mair, json!({ "title": "Darllen", "exclusive": true })).await;
        put(&mair, &id, guto.actor.persona).await;
        assert_eq!(words(&mair, home).await, Vec::<String>::new());
        let at = format!("/api/v1/timelines/list/{id}");
        assert_eq!(words(&mair, &at).await, ["Bore da."]);
    })
    .await;
}

#[tokio::test]
async fn lists_are_kept_on_pages_as_well() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, member(place, "guto").await);
        say(&guto, "Bore da.", "public").await;
        let who = format!("/people/{}", guto.actor.persona);
        mair.browser.post(&who, &[("act", "follow")]).await;
        let made = mair.browser.post("/me/lists", &[("title", "Côr")]).await;
        let page = mair.browser.follow(made).await;
        assert!(page.says("Côr"), "{}", page.text());
        let app = application(place, &mair, "read").await;
        let id = id_of(&read(&app, "/api/v1/lists").await[0]);
        let at = format!("/me/lists/{id}");
        let unknown = mair
            .browser
            .post(&format!("{at}/add"), &[("handle", "neb")])
            .await;
        assert_eq!(unknown.status, 422);
        let added = mair
            .browser
            .post(&format!("{at}/add"), &[("handle", "@guto")])
            .await;
        assert!(mair.browser.follow(added).await.says("@guto"));
        let shown = mair.browser.get(&at).await;
        assert!(shown.says("Bore da."), "{}", shown.text());
        assert!(shown.says("Here because it is in a list of yours."));
        let sian = place.member("sian").await;
        assert_eq!(sian.browser.get(&at).await.status, 404);
        mair.browser.post(&format!("{at}/delete"), &[]).await;
        assert_eq!(mair.browser.get(&at).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_page_of_lists_costs_the_same_however_many_there_are() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let them = dewi.actor.persona.to_string();
        act(&mair.browser, &format!("/api/v1/accounts/{them}/follow")).await;
        let make = async |title: &str| {
            let wish = json!({ "title": title });
            let made = done(&mair.browser, "POST", "/api/v1/lists", wish).await;
            let path = format!("/api/v1/lists/{}/accounts", id_of(&made));
            let wish = json!({ "account_ids": [them] });
            done(&mair.browser, "POST", &path, wish).await;
        };
        let cost = async || {
            let before = place.app.store.statements();
            let page = mair.browser.get("/me/lists").await;
            (
                page.html().matches("@dewi").count(),
                place.app.store.statements() - before,
            )
        };
        make("Un").await;
        cost().await;
        let (shown, once) = cost().await;
        assert!(shown > 0);
        make("Dau").await;
        make("Tri").await;
        assert_eq!(cost().await, (3 * shown, once));
    })
    .await;
}
