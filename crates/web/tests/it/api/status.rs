//! Posts, as applications act on them.

use super::{application, call, done, id_of, ids, member, say};
use crate::post::block;
use axum::body::Body;
use axum::http::Method;
use hafan_testkit::for_each_backend;
use serde_json::{Value, json};

/// What is done with a post, with its scope and where it shows.
const ACTS: [(&str, &str, &str, &str); 3] = [
    ("favourite", "unfavourite", "write:favourites", "favourited"),
    ("bookmark", "unbookmark", "write:bookmarks", "bookmarked"),
    ("reblog", "unreblog", "write:statuses", "reblogged"),
];

#[tokio::test]
async fn what_is_done_with_a_post_shows_in_the_answer_and_is_undone() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let id = say(&mair, "Bore da.", "public").await;
        for (on, off, _, mark) in ACTS {
            let path = |act| format!("/api/v1/statuses/{id}/{act}");
            for _ in 0..2 {
                let answer = done(&dewi.browser, "POST", &path(on), Value::Null).await;
                assert_eq!(answer[mark], true, "{on}: {answer}");
            }
            let shown = format!("/api/v1/statuses/{id}");
            let seen = done(&mair.browser, "GET", &shown, Value::Null).await;
            assert_eq!(seen[mark], false, "{on} is dewi's alone: {seen}");
            let answer = done(&dewi.browser, "POST", &path(off), Value::Null).await;
            assert_eq!(answer[mark], false, "{off}: {answer}");
            assert_eq!(id_of(&answer), id);
        }
    })
    .await;
}

#[tokio::test]
async fn a_boost_is_answered_around_the_post_and_acts_reach_the_post_through_it() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let id = say(&mair, "Bore da.", "public").await;
        let path = format!("/api/v1/statuses/{id}/reblog");
        let boost = done(&dewi.browser, "POST", &path, Value::Null).await;
        assert_ne!(id_of(&boost), id);
        assert_eq!(boost["reblog"]["id"], id, "{boost}");
        assert_eq!(boost["account"]["acct"], "dewi");
        assert_eq!(boost["reblog"]["account"]["acct"], "mair");
        let again = done(&dewi.browser, "POST", &path, Value::Null).await;
        assert_eq!(id_of(&again), id_of(&boost));
        let through = format!("/api/v1/statuses/{}/favourite", id_of(&boost));
        let thanked = done(&dewi.browser, "POST", &through, Value::Null).await;
        assert_eq!(id_of(&thanked), id);
        assert_eq!(thanked["favourited"], true);
        place.later(1_000);
        let answered = json!({ "status": "Diolch!", "in_reply_to_id": id });
        let answered = done(&dewi.browser, "POST", "/api/v1/statuses", answered).await;
        let own = format!("/api/v1/statuses/{}", id_of(&boost));
        let around = done(&mair.browser, "GET", &format!("{own}/context"), Value::Null).await;
        assert_eq!(ids(&around["descendants"]), [id_of(&answered)]);
        for part in ["history", "reblogged_by", "favourited_by", "quotes"] {
            let found = done(&mair.browser, "GET", &format!("{own}/{part}"), Value::Null).await;
            assert!(found.is_array(), "{part}: {found}");
        }
        // Whoever deletes a boost passes the post on no more, and only their own.
        let (status, _) = call(&mair.browser, "DELETE", &own, Value::Null).await;
        assert_eq!(status, 404);
        done(&dewi.browser, "DELETE", &own, Value::Null).await;
        let post = format!("/api/v1/statuses/{id}");
        let seen = done(&dewi.browser, "GET", &post, Value::Null).await;
        assert_eq!(seen["reblogged"], false);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_shared_with_more_people_than_was_said() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let id = say(&mair, "Bore da.", "public").await;
        let path = format!("/api/v1/statuses/{id}/reblog");
        for visibility in ["private", "direct", "pawb"] {
            let sent = json!({ "visibility": visibility });
            let (status, said) = call(&dewi.browser, "POST", &path, sent).await;
            assert_eq!(status, 422, "{said}");
        }
        let shown = format!("/api/v1/statuses/{id}");
        let seen = done(&dewi.browser, "GET", &shown, Value::Null).await;
        assert_eq!(seen["reblogged"], false);
        for visibility in ["public", "unlisted"] {
            let sent = json!({ "visibility": visibility });
            let shared = done(&dewi.browser, "POST", &path, sent).await;
            assert_eq!(shared["reblogged"], true);
        }
        // In no public timeline, which is why the two are one.
        let open = done(
            &dewi.browser,
            "GET",
            "/api/v1/timelines/public",
            Value::Null,
        )
        .await;
        assert_eq!(ids(&open), Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn nobody_acts_without_the_scope_or_on_what_they_may_not_see() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let open = say(&mair, "I bawb.", "public").await;
        let closed = say(&mair, "I neb.", "private").await;
        let reader = application(place, &dewi, "read").await;
        let visitor = place.visitor();
        for (on, off, scope, _) in ACTS {
            for act in [on, off] {
                let path = |id: &str| format!("/api/v1/statuses/{id}/{act}");
                let (status, _) = call(&visitor, "POST", &path(&open), Value::Null).await;
                assert_eq!(status, 401, "{act}");
                let (status, _) = call(&reader, "POST", &path(&open), Value::Null).await;
                assert_eq!(status, 403, "{act}");
                for id in [closed.as_str(), "1", "x"] {
                    let (status, _) = call(&dewi.browser, "POST", &path(id), Value::Null).await;
                    assert_eq!(status, 404, "{act} {id}");
                }
                let just = application(place, &dewi, scope).await;
                done(&just, "POST", &path(&open), Value::Null).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_kept_and_thanked_for_is_listed_the_latest_first_page_by_page() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        for (act, list) in [("bookmark", "bookmarks"), ("favourite", "favourites")] {
            let mut posts = Vec::new();
            for words in ["Un.", "Dau.", "Tri."] {
                posts.push(say(&mair, words, "public").await);
            }
            // Not in the order in which they were written.
            for at in [1, 2, 0] {
                place.later(1);
                let path = format!("/api/v1/statuses/{}/{act}", posts[at]);
                done(&dewi.browser, "POST", &path, Value::Null).await;
            }
            let mut seen = Vec::new();
            let mut next = Some(format!("/api/v1/{list}?limit=2"));
            while let Some(path) = next {
                let page = dewi.browser.get(&path).await;
                assert_eq!(page.status, 200, "{}", page.html());
                let found: Value = serde_json::from_str(&page.html()).expect("JSON");
                seen.push(ids(&found));
                next = page.header("link").map(|link| {
                    let (address, _) = link.split_once('>').expect("an address");
                    let at = address.find("/api/").expect("a path");
                    address[at..].to_owned()
                });
            }
            let first = vec![posts[0].clone(), posts[2].clone()];
            assert_eq!(seen, [first, vec![posts[1].clone()]], "{list}");
            let (status, _) = call(
                &place.visitor(),
                "GET",
                &format!("/api/v1/{list}"),
                Value::Null,
            )
            .await;
            assert_eq!(status, 401);
            let nobodys = done(
                &mair.browser,
                "GET",
                &format!("/api/v1/{list}"),
                Value::Null,
            )
            .await;
            assert_eq!(nobodys, json!([]), "{list} of mair");
        }
    })
    .await;
}

#[tokio::test]
async fn a_context_holds_what_the_reader_may_see_and_nothing_else() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let eve = member(place, "eve").await;
        let first = say(&mair, "Pwy sy’n dod?", "public").await;
        let answer = |to: &str, words: &str, visibility: &str| {
            json!({ "status": words, "in_reply_to_id": to, "visibility": visibility })
        };
        let post = "/api/v1/statuses";
        // Whatever answers a post comes after it.
        place.later(1_000);
        let sent = answer(&first, "Fi!", "public");
        let second = id_of(&done(&dewi.browser, "POST", post, sent).await);
        place.later(1_000);
        let sent = answer(&second, "Da iawn.", "public");
        let third = id_of(&done(&mair.browser, "POST", post, sent).await);
        place.later(1_000);
        let sent = answer(&second, "@dewi Rhyngom ni.", "direct");
        let aside = id_of(&done(&mair.browser, "POST", post, sent).await);
        let path = format!("/api/v1/statuses/{second}/context");
        for (browser, below) in [
            (&dewi.browser, vec![third.clone(), aside.clone()]),
            (&eve.browser, vec![third.clone()]),
            (&place.visitor(), vec![third.clone()]),
        ] {
            let found = done(browser, "GET", &path, Value::Null).await;
            assert_eq!(ids(&found["ancestors"]), std::slice::from_ref(&first));
            assert_eq!(ids(&found["descendants"]), below);
        }
        let hidden = format!("/api/v1/statuses/{aside}/context");
        assert_eq!(call(&eve.browser, "GET", &hidden, Value::Null).await.0, 404);
        block(place, &mair, &eve).await;
        let found = done(&eve.browser, "GET", &path, Value::Null).await;
        assert_eq!(found, json!({ "ancestors": [], "descendants": [] }));
    })
    .await;
}

#[tokio::test]
async fn posts_are_answered_in_the_order_they_are_asked_for_without_those_out_of_sight() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let one = say(&mair, "Un.", "public").await;
        let two = say(&mair, "Dau.", "public").await;
        let closed = say(&mair, "Tri.", "private").await;
        let path = format!("/api/v1/statuses?id[]={two}&id[]={closed}&id[]=9&id[]=x&id[]={one}");
        let found = done(&dewi.browser, "GET", &path, Value::Null).await;
        assert_eq!(ids(&found), [two.clone(), one.clone()]);
        let found = done(&mair.browser, "GET", &path, Value::Null).await;
        assert_eq!(ids(&found), [two, closed, one]);
    })
    .await;
}

#[tokio::test]
async fn an_own_post_is_changed_and_says_what_it_said_before() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let id = say(&mair, "Bore *da*.", "public").await;
        let path = |of: &str| format!("/api/v1/statuses/{id}{of}");
        let source = done(&mair.browser, "GET", &path("/source"), Value::Null).await;
        let same = json!({ "id": id, "text": "Bore *da*.", "spoiler_text": "" });
        assert_eq!(source, same);
        place.later(1_000_000);
        let sent = json!({ "status": "Nos da.", "spoiler_text": "Hwyr", "language": "cy" });
        let changed = done(&mair.browser, "PUT", &path(""), sent.clone()).await;
        assert_eq!(changed["content"], "<p>Nos da.</p>");
        assert_eq!(changed["spoiler_text"], "Hwyr");
        assert!(changed["edited_at"].is_string());
        let history = done(&dewi.browser, "GET", &path("/history"), Value::Null).await;
        let said = |at: usize| history[at]["content"].as_str().expect("words").to_owned();
        assert!(said(0).contains("<em>da</em>"), "{history}");
        assert_eq!(said(1), "<p>Nos da.</p>");
        // What is not sent stays.
        let sent_less = json!({ "status": "Nos da i bawb." });
        let changed = done(&mair.browser, "PUT", &path(""), sent_less).await;
        assert_eq!(changed["spoiler_text"], "Hwyr");
        assert_eq!(changed["language"], "cy");
        for of in ["/source", ""] {
            let method = if of.is_empty() { "PUT" } else { "GET" };
            let (status, _) = call(&dewi.browser, method, &path(of), sent.clone()).await;
            assert_eq!(status, 403, "{of}");
            let (status, _) = call(&place.visitor(), method, &path(of), sent.clone()).await;
            assert_eq!(status, 401, "{of}");
        }
        let poll = json!({ "status": "Pryd?", "poll": { "options": ["Bore"], "expires_in": 300 } });
        assert_eq!(call(&mair.browser, "PUT", &path(""), poll).await.0, 422);
        let closed = say(&mair, "I neb.", "private").await;
        for (method, of) in [
            ("PUT", ""),
            ("DELETE", ""),
            ("GET", "/source"),
            ("GET", "/history"),
        ] {
            let path = format!("/api/v1/statuses/{closed}{of}");
            let (status, _) = call(&dewi.browser, method, &path, sent.clone()).await;
            assert_eq!(status, 404, "{method} {of}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_deleted_post_is_answered_as_typed_and_can_be_written_anew_with_its_picture() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let (id, _) = place
            .show(&mair, "Cannwyll *fach*.", hafan_app::post::ForWhom::Public)
            .await;
        let path = format!("/api/v1/statuses/{id}");
        assert_eq!(
            call(&dewi.browser, "DELETE", &path, Value::Null).await.0,
            403
        );
        let reader = application(place, &mair, "read").await;
        assert_eq!(call(&reader, "DELETE", &path, Value::Null).await.0, 403);
        let gone = done(&mair.browser, "DELETE", &path, Value::Null).await;
        assert_eq!(gone["text"], "Cannwyll *fach*.");
        assert_eq!(call(&mair.browser, "GET", &path, Value::Null).await.0, 404);
        let picture = id_of(&gone["media_attachments"][0]);
        let anew = json!({ "status": "Cannwyll fawr.", "media_ids": [picture] });
        let anew = done(&mair.browser, "POST", "/api/v1/statuses", anew).await;
        assert_eq!(anew["media_attachments"][0]["description"], "A candle");
        let path = format!("/api/v1/statuses/{}?delete_media=true", id_of(&anew));
        done(&mair.browser, "DELETE", &path, Value::Null).await;
        let again = json!({ "status": "Eto.", "media_ids": [picture] });
        let (status, _) = call(&mair.browser, "POST", "/api/v1/statuses", again).await;
        assert_eq!(status, 422);
    })
    .await;
}

#[tokio::test]
async fn pictures_of_a_changed_post_stay_unless_the_application_says_otherwise() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let (id, _) = place
            .show(&mair, "Cannwyll.", hafan_app::post::ForWhom::Public)
            .await;
        let path = format!("/api/v1/statuses/{id}");
        let changed = done(&mair.browser, "PUT", &path, json!({ "status": "Golau." })).await;
        let picture = &changed["media_attachments"][0];
        assert_eq!(picture["description"], "A candle");
        let described = json!({
            "media_ids": [picture["id"]],
            "media_attributes": [{ "id": picture["id"], "description": "Cannwyll wen" }],
        });
        let changed = done(&mair.browser, "PUT", &path, described).await;
        assert_eq!(
            changed["media_attachments"][0]["description"],
            "Cannwyll wen"
        );
        assert_eq!(changed["content"], "<p>Golau.</p>");
        // A mark without a word why covers a picture, also where the word is taken away.
        for wish in [
            json!({ "sensitive": true }),
            json!({ "sensitive": true, "spoiler_text": "" }),
        ] {
            let changed = done(&mair.browser, "PUT", &path, wish.clone()).await;
            assert_eq!(changed["sensitive"], true, "{wish}");
            assert_ne!(changed["spoiler_text"], "", "{wish}");
        }
        let bare = json!({ "sensitive": false, "spoiler_text": "" });
        let changed = done(&mair.browser, "PUT", &path, bare).await;
        assert_eq!(changed["sensitive"], false);
        let changed = done(&mair.browser, "PUT", &path, json!({ "media_ids": [] })).await;
        assert_eq!(changed["media_attachments"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_form_of_an_application_works_like_its_json() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let id = say(&mair, "Bore da.", "public").await;
        let path = format!("/api/v1/statuses/{id}");
        let form = Some("application/x-www-form-urlencoded");
        let body = Body::from("status=Nos+da.&spoiler_text=Hwyr");
        let page = mair.browser.send(Method::PUT, &path, form, body).await;
        assert_eq!(page.status, 200, "{}", page.html());
        assert!(page.html().contains("Nos da."));
    })
    .await;
}
