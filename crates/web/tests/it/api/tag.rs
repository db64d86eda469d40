//! Tags that people follow, and tags on their pages.

use super::{act, application, done, id_of, ids, member, read, say, send};
use hafan_core::community::Visibility;
use hafan_testkit::for_each_backend;
use serde_json::json;

#[tokio::test]
async fn a_followed_tag_brings_what_may_be_found_and_says_why() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let sian = member(place, "sian").await;
        let wish = json!({ "indexable": true });
        done(
            &guto.browser,
            "PATCH",
            "/api/v1/accounts/update_credentials",
            wish,
        )
        .await;
        let found = say(&guto, "Eira! #Eryri", "public").await;
        place.later(1_000);
        say(&guto, "Dim tag: Eryri", "public").await;
        place.later(1_000);
        say(&sian, "Cudd. #Eryri", "public").await;
        place.later(1_000);
        let hidden = place.found(&guto, "Cudd", Visibility::Hidden).await;
        let inside = hafan_app::post::ForWhom::Community(hidden.id);
        place.say(&guto, "Cyfrinach. #Eryri", inside).await;
        let home = "/api/v1/timelines/home";
        assert_eq!(read(&mair.browser, home).await, json!([]));
        let tag = act(&mair.browser, "/api/v1/tags/eryri/follow").await;
        assert_eq!(tag["following"], true);
        assert_eq!(
            read(&mair.browser, "/api/v1/tags/ERYRI").await["following"],
            true
        );
        let all = read(&mair.browser, "/api/v1/followed_tags").await;
        assert_eq!(all[0]["name"], "eryri");
        let shown = read(&mair.browser, home).await;
        assert_eq!(ids(&shown), std::slice::from_ref(&found), "{shown}");
        assert_eq!(shown[0]["hafan"]["reason"]["code"], "tag");
        let page = mair.browser.get("/?read=all").await;
        assert!(
            page.says("Here because you follow a tag in it."),
            "{}",
            page.text()
        );
        // Whoever follows the author as well is told the nearer reason, once.
        let follow = format!("/api/v1/accounts/{}/follow", guto.actor.persona);
        act(&mair.browser, &follow).await;
        let shown = read(&mair.browser, home).await;
        assert_eq!(shown[1]["id"], found);
        assert_eq!(shown[1]["hafan"]["reason"]["code"], "follow");
        let gone = act(&mair.browser, "/api/v1/tags/Eryri/unfollow").await;
        assert_eq!(gone["following"], false);
        assert_eq!(
            send(&mair.browser, "POST", "/api/v1/tags/-/follow", json!({}))
                .await
                .status,
            404
        );
        let narrow = application(place, &mair, "read write:statuses").await;
        let refused = send(&narrow, "POST", "/api/v1/tags/a/follow", json!({})).await;
        assert_eq!(refused.status, 403);
    })
    .await;
}

#[tokio::test]
async fn long_walks_through_tags_and_follows_leave_nothing_out() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let sian = member(place, "sian").await;
        let wish = json!({ "indexable": true });
        done(
            &guto.browser,
            "PATCH",
            "/api/v1/accounts/update_credentials",
            wish,
        )
        .await;
        act(
            &mair.browser,
            &format!("/api/v1/accounts/{}/follow", sian.actor.persona),
        )
        .await;
        act(&mair.browser, "/api/v1/tags/eira/follow").await;
        let mut made = Vec::new();
        for n in 0..70 {
            let post = match n % 3 {
                0 => say(&sian, "Helo.", "public").await,
                _ => say(&guto, "#eira", "public").await,
            };
            made.push(post);
            place.later(1_000);
        }
        made.reverse();
        let (mut seen, mut path) = (Vec::new(), "/api/v1/timelines/home?limit=7".to_owned());
        loop {
            let some = ids(&read(&mair.browser, &path).await);
            let Some(last) = some.last() else { break };
            path = format!("/api/v1/timelines/home?limit=7&max_id={last}");
            seen.extend(some);
        }
        assert_eq!(seen, made);
    })
    .await;
}

#[tokio::test]
async fn a_tag_is_read_with_others_without_others_and_with_pictures() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let mut posts = Vec::new();
        for words in ["Un #alffa", "Dau #beta", "Tri #alffa #beta", "Pedwar #gama"] {
            posts.push(say(&mair, words, "public").await);
            place.later(1_000);
        }
        let (shown, _) = place
            .show(&mair, "Pump #alffa", hafan_app::post::ForWhom::Public)
            .await;
        posts.push(shown.to_string());
        let post = |numbers: &[usize]| {
            let found = numbers.iter().map(|number| posts[number - 1].clone());
            found.collect::<Vec<_>>()
        };
        for (asked, expected) in [
            ("", &[5, 3, 1][..]),
            ("?any[]=beta&any[]=%23Gama", &[5, 4, 3, 2, 1]),
            ("?any[]=beta&limit=2", &[5, 3]),
            ("?all[]=BETA", &[3]),
            ("?none[]=beta", &[5, 1]),
            ("?only_media=true", &[5]),
            ("?remote=true", &[]),
        ] {
            let found = read(
                &mair.browser,
                &format!("/api/v1/timelines/tag/alffa{asked}"),
            )
            .await;
            assert_eq!(ids(&found), post(expected), "{asked}");
        }
        let after = format!("?any[]=beta&limit=2&min_id={}", posts[0]);
        let found = read(
            &mair.browser,
            &format!("/api/v1/timelines/tag/alffa{after}"),
        )
        .await;
        assert_eq!(ids(&found), post(&[3, 2]), "upward");
    })
    .await;
}

#[tokio::test]
async fn tags_are_put_forward_on_a_page() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let at = "/api/v1/featured_tags";
        let made = done(&mair.browser, "POST", at, json!({ "name": "#Eryri" })).await;
        assert_eq!(
            (&made["name"], &made["statuses_count"]),
            (&json!("Eryri"), &json!("0"))
        );
        let of = format!("/api/v1/accounts/{}/featured_tags", mair.actor.persona);
        assert_eq!(ids(&read(&guto.browser, &of).await), [id_of(&made)]);
        assert!(guto.browser.get("/@mair").await.says("#Eryri"));
        let suggested = read(&mair.browser, "/api/v1/featured_tags/suggestions").await;
        assert_eq!(suggested, json!([]));
        let wrong = send(&mair.browser, "POST", at, json!({ "name": "dau air" })).await;
        assert_eq!(wrong.status, 422);
        let path = format!("{at}/{}", id_of(&made));
        assert_eq!(
            send(&guto.browser, "DELETE", &path, json!(null))
                .await
                .status,
            404
        );
        done(&mair.browser, "DELETE", &path, json!(null)).await;
        assert_eq!(read(&mair.browser, at).await, json!([]));
        // The same on pages.
        let fields = [("act", "feature"), ("name", "Gwener")];
        let page = mair.browser.post("/me/tags", &fields).await;
        assert!(mair.browser.follow(page).await.says("#Gwener"));
        let wrong = [("act", "follow"), ("name", "dau air")];
        assert_eq!(mair.browser.post("/me/tags", &wrong).await.status, 422);
    })
    .await;
}

#[tokio::test]
async fn a_tag_is_told_to_whoever_asks_and_who_follows_it_to_whoever_may_read_that() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        act(&mair.browser, "/api/v1/tags/eryri/follow").await;
        act(&mair.browser, "/api/v1/tags/eryri/feature").await;
        let at = "/api/v1/tags/eryri";
        let told = read(&mair.browser, at).await;
        assert_eq!(
            (&told["following"], &told["featuring"]),
            (&json!(true), &json!(true))
        );
        let stranger = read(&place.visitor(), at).await;
        assert!(stranger.get("following").is_none(), "{stranger}");
        assert!(stranger.get("featuring").is_none(), "{stranger}");
        // A scope that does not tell follows tells a tag all the same, and no follow.
        let narrow = application(place, &mair, "read:search").await;
        assert_eq!(read(&narrow, at).await, stranger);
        let follows = application(place, &mair, "read:follows").await;
        let told = read(&follows, at).await;
        assert_eq!(told["following"], true);
        assert!(told.get("featuring").is_none(), "{told}");
    })
    .await;
}
