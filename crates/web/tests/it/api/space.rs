//! A post that names a community stands in it, or is not published.

use super::streaming::listen;
use super::{call, done, id_of, ids, member, read};
use crate::media::do_jobs;
use crate::post::{force, rows_of};
use crate::rules::be_findable;
use hafan_app::community::settings::{Settings, change};
use hafan_app::post::ForWhom;
use hafan_core::community::{JoinRule, Visibility};
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Backend, Browser, Founded, Person, Place, Things, for_each_backend};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Stands in the post for members; nobody searches for it, so that no page merely echoes it.
const INSIDE: &str = "gwylan";
/// Stands in a post for everyone: what the walk finds at all.
const OPEN: &str = "pysgodyn";

async fn post(who: &Person, words: &str, visibility: &str) -> (u16, Value) {
    let sent = json!({ "status": words, "visibility": visibility });
    call(&who.browser, "POST", "/api/v1/statuses", sent).await
}

/// Where somebody who reads everything finds a word.
async fn finds(place: &Place, things: &Things, browser: &Browser, word: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for route in place.routes().await.iter().filter(|r| r.takes("GET")) {
        let mut paths = things.paths(route);
        let questions = things.questions(&route.path).into_iter();
        paths.extend(questions.map(|asked| format!("{}{asked}", route.path)));
        for path in paths {
            if browser.get(&path).await.holds(word) {
                found.insert(path);
            }
        }
    }
    found
}

#[tokio::test]
async fn what_names_a_members_only_community_is_nowhere_for_anybody_else() {
    for_each_backend(async |place| {
        let (anwen, gwen, ffion) = (
            member(place, "anwen").await,
            member(place, "gwen").await,
            member(place, "ffion").await,
        );
        be_findable(place, &anwen).await;
        let room = place.found(&anwen, "Teulu", Visibility::MembersOnly).await;
        place.let_in(&anwen, &room, &gwen, "gwen").await;
        // The stranger follows the author and the tag, and listens.
        let follow = format!("/api/v1/accounts/{}/follow", anwen.actor.persona);
        done(&ffion.browser, "POST", &follow, Value::Null).await;
        done(
            &ffion.browser,
            "POST",
            "/api/v1/tags/bore/follow",
            Value::Null,
        )
        .await;
        let lists = ["user", "public", "public/local", "hashtag?tag=bore"];
        let mut lines = Vec::new();
        for list in lists {
            lines.push(listen(&ffion.browser, list).await);
        }
        place.later(1_000);
        let words = format!("@{} Bore da, {INSIDE}. #bore", room.handle);
        let (status, inside) = post(&anwen, &words, "public").await;
        assert_eq!(status, 200, "{inside}");
        assert_eq!(inside["visibility"], "private");
        assert_eq!(inside["hafan"]["audience"], "community");
        assert_eq!(inside["hafan"]["community"], room.id.to_string());
        let link = format!("href=\"http://hafan.test/c/{}\"", room.handle);
        let content = inside["content"].as_str().expect("content");
        assert!(content.contains(&link), "{content}");
        place.later(1_000);
        let words = format!("Bore da, {OPEN}. #bore");
        let (_, open) = post(&anwen, &words, "public").await;
        let things = Things {
            personas: vec![("anwen".to_owned(), anwen.actor.persona)],
            communities: vec![(room.handle.clone(), room.id)],
            posts: [&inside, &open]
                .map(|one| id_of(one).parse().map(hafan_core::id::PostId::new))
                .map(|id| ("anwen".to_owned(), id.expect("a number")))
                .to_vec(),
            words: vec!["bore".to_owned()],
            ..Things::default()
        };
        for browser in [&ffion.browser, &place.visitor()] {
            let found = finds(place, &things, browser, INSIDE).await;
            assert_eq!(found, BTreeSet::new());
        }
        let seen = finds(place, &things, &ffion.browser, OPEN).await;
        for surface in [
            "/",
            "/api/v1/timelines/home",
            "/api/v1/timelines/public",
            "/api/v1/timelines/tag/bore",
            "/api/v2/search?q=bore",
            "/@anwen",
            "/tags/bore",
            "/search?q=bore",
        ] {
            assert!(seen.contains(surface), "{surface}: {seen:?}");
        }
        // Those who are in it have it where they read.
        let home = read(&gwen.browser, "/api/v1/timelines/home").await;
        assert_eq!(ids(&home), [id_of(&inside)], "{home}");
        for (list, line) in lists.iter().zip(&mut lines) {
            let told = line.until(&id_of(&open)).await;
            let told: Vec<_> = told
                .iter()
                .filter(|one| one.event != "notification")
                .collect();
            assert!(told.is_empty(), "{list}: {told:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_domain_of_the_place_behind_a_name_changes_nothing() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let room = place.found(&mair, "Teulu", Visibility::MembersOnly).await;
        let (_, made) = post(
            &mair,
            &format!("@{}@Hafan.Test Bore da", room.handle),
            "public",
        )
        .await;
        assert_eq!(made["hafan"]["community"], room.id.to_string(), "{made}");
        let (_, made) = post(&mair, "@dewi@hafan.test Bore da", "direct").await;
        assert_eq!(made["mentions"][0]["acct"], "dewi", "{made}");
        let (_, seen) = call(
            &dewi.browser,
            "GET",
            &format!("/api/v1/statuses/{}", id_of(&made)),
            Value::Null,
        )
        .await;
        assert_eq!(seen["id"], made["id"]);
        // Somebody of the same name elsewhere is somebody else.
        let (_, made) = post(
            &mair,
            &format!("@{}@other.test Bore da", room.handle),
            "public",
        )
        .await;
        assert_eq!(made["hafan"]["audience"], "public", "{made}");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_stand_where_it_names_is_refused_and_nothing_is_published() {
    for_each_backend(async |place| {
        let (mair, gwen) = (member(place, "mair").await, member(place, "gwen").await);
        let open = place.found(&mair, "Gardd", Visibility::Public).await;
        let room = place.found(&mair, "Teulu", Visibility::MembersOnly).await;
        let hidden = place.found(&mair, "Cudd", Visibility::Hidden).await;
        let both = format!("@{} @{}", open.handle, room.handle);
        let to = |one: &Founded| format!("@{} Bore da", one.handle);
        for (who, words, visibility, says) in [
            (&mair, both, "public", "more than one"),
            (&mair, to(&room), "direct", "fewer people"),
            (&mair, to(&open), "private", "your followers"),
            (&mair, to(&hidden), "direct", "fewer people"),
            (&gwen, to(&room), "public", "only its members"),
            (&gwen, to(&open), "public", "only its members"),
        ] {
            let (status, said) = post(who, &words, visibility).await;
            assert_eq!(status, 422, "{words}: {said}");
            let said = said["error"].as_str().expect("words");
            assert!(
                said.contains(says) && said.contains("Nothing was published"),
                "{said}"
            );
        }
        assert_eq!(rows_of(place, "posts").await.len(), 0);
        for (one, visibility, told) in [
            (&open, "public", "unlisted"),
            (&open, "unlisted", "unlisted"),
            (&room, "private", "private"),
            (&hidden, "unlisted", "private"),
        ] {
            let (status, made) = post(&mair, &to(one), visibility).await;
            assert_eq!(status, 200, "{made}");
            assert_eq!(made["visibility"], told);
            assert_eq!(made["hafan"]["community"], one.id.to_string());
        }
        // What was said in so many words and what the words name have to be one.
        let sent = json!({ "status": to(&open), "community_id": room.id.to_string() });
        let own = "/api/hafan/v1/statuses";
        assert_eq!(call(&mair.browser, "POST", own, sent).await.0, 422);
        let sent = json!({ "status": to(&room), "community_id": room.id.to_string() });
        assert_eq!(call(&mair.browser, "POST", own, sent).await.0, 200);
    })
    .await;
}

#[tokio::test]
async fn a_hidden_community_that_somebody_else_names_is_a_word_like_any_other() {
    for_each_backend(async |place| {
        let (mair, gwen) = (member(place, "mair").await, member(place, "gwen").await);
        let hidden = place.found(&mair, "Cudd", Visibility::Hidden).await;
        let mut answers = Vec::new();
        let never = hidden.handle.chars().rev().collect::<String>();
        let never = format!("h{}", &never[..never.len() - 1]);
        for visibility in ["public", "direct"] {
            for handle in [&hidden.handle, &never] {
                place.later(1_000);
                let words = format!("@{handle} Bore da");
                let ((status, made), work) = place.heard(post(&gwen, &words, visibility)).await;
                assert_eq!(made["mentions"].as_array().map_or(0, Vec::len), 0);
                let content = made["content"].to_string().replace(handle, "");
                let says = made["error"].clone();
                answers.push((visibility, status, work, content, says));
            }
        }
        assert_eq!(answers[0], answers[1]);
        assert_eq!(answers[2], answers[3]);
        assert_eq!(answers[0].1, 200);
    })
    .await;
}

#[tokio::test]
async fn neither_an_answer_nor_a_change_moves_a_post() {
    for_each_backend(async |place| {
        let (mair, gwen) = (member(place, "mair").await, member(place, "gwen").await);
        let open = place.found(&mair, "Gardd", Visibility::Public).await;
        let room = place.found(&mair, "Teulu", Visibility::MembersOnly).await;
        place.let_in(&mair, &room, &gwen, "gwen").await;
        let words = |one: &Founded| format!("@{} Bore da", one.handle);
        let (_, inside) = post(&mair, &words(&room), "public").await;
        let (_, outside) = post(&mair, "I bawb.", "public").await;
        let (inside, outside) = (id_of(&inside), id_of(&outside));
        let answer = async |to: &str, words: String| {
            let sent = json!({ "status": words, "in_reply_to_id": to, "visibility": "public" });
            call(&gwen.browser, "POST", "/api/v1/statuses", sent).await
        };
        let plain = json!({ "status": "Ateb", "in_reply_to_id": inside });
        let plain = done(&gwen.browser, "POST", "/api/v1/statuses", plain).await;
        assert_eq!(plain["hafan"]["community"], room.id.to_string());
        let sent = json!({ "status": words(&room), "in_reply_to_id": inside });
        let same = done(&gwen.browser, "POST", "/api/v1/statuses", sent).await;
        assert_eq!(same["hafan"]["community"], room.id.to_string());
        for (to, one) in [(&inside, &open), (&outside, &room), (&outside, &open)] {
            let (status, said) = answer(to, words(one)).await;
            assert_eq!(status, 422, "{said}");
        }
        let change = async |id: &str, words: String| {
            let path = format!("/api/v1/statuses/{id}");
            call(&mair.browser, "PUT", &path, json!({ "status": words })).await
        };
        for (id, one) in [(&inside, &open), (&outside, &room)] {
            let (status, said) = change(id, words(one)).await;
            assert_eq!(status, 422, "{said}");
            let said = said["error"].as_str().expect("words");
            assert!(said.contains("Nothing was changed"), "{said}");
        }
        place.later(1_000);
        let (status, changed) = change(&inside, format!("{}!", words(&room))).await;
        assert_eq!(status, 200, "{changed}");
        assert_eq!(changed["hafan"]["community"], room.id.to_string());
        let kept = read(&mair.browser, &format!("/api/v1/statuses/{outside}")).await;
        assert_eq!(kept["hafan"]["audience"], "public");
        assert!(kept["edited_at"].is_null());
    })
    .await;
}

#[tokio::test]
async fn what_is_deleted_to_be_written_anew_names_where_it_stood() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let room = place.found(&mair, "Teulu", Visibility::MembersOnly).await;
        let said = ForWhom::Community(room.id);
        for words in ["Bore da".to_owned(), format!("Bore da @{}", room.handle)] {
            place.later(1_000);
            let id = place.say(&mair, &words, said).await;
            let path = format!("/api/v1/statuses/{id}");
            let gone = done(&mair.browser, "DELETE", &path, Value::Null).await;
            let text = gone["text"].as_str().expect("text");
            assert_eq!(text.matches(&room.handle).count(), 1, "{text}");
            let (_, anew) = post(&mair, text, "private").await;
            assert_eq!(anew["hafan"]["community"], room.id.to_string(), "{anew}");
        }
    })
    .await;
}

/// The name that says where a post stands takes none of the room for its words.
#[tokio::test]
async fn a_post_as_long_as_can_be_is_deleted_and_written_anew() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let room = place.found(&mair, "Teulu", Visibility::MembersOnly).await;
        let words = "ŵ".repeat(10_000);
        let mut text = words.clone();
        place.later(1_000);
        let mut id = place
            .say(&mair, &text, ForWhom::Community(room.id))
            .await
            .to_string();
        for _ in 0..2 {
            let path = format!("/api/v1/statuses/{id}");
            let gone = done(&mair.browser, "DELETE", &path, Value::Null).await;
            text = gone["text"].as_str().expect("text").to_owned();
            assert!(text.ends_with(&words) && text.contains(&room.handle));
            place.later(1_000);
            let (status, anew) = post(&mair, &text, "private").await;
            assert_eq!(status, 200, "{anew}");
            assert_eq!(anew["hafan"]["community"], room.id.to_string());
            id = id_of(&anew);
        }
        let path = format!("/api/v1/statuses/{id}");
        let changed = json!({ "status": text.replacen('ŵ', "ŷ", 1) });
        assert_eq!(call(&mair.browser, "PUT", &path, changed).await.0, 200);
        mair.browser.secret("/").await;
        let fields = [("body", text.as_str()), ("audience", "public")];
        assert_eq!(force(&mair, "mair", &fields).await.status, 303);
        // It is no room for more: not behind the name, nor before somebody else's.
        for long in [
            format!("{text}a"),
            format!("@mair\n\n{words}"),
            format!("{words} @mair"),
        ] {
            let (status, said) = post(&mair, &long, "private").await;
            assert_eq!(status, 422, "{said}");
            let changed = json!({ "status": long });
            assert_eq!(call(&mair.browser, "PUT", &path, changed).await.0, 422);
        }
    })
    .await;
}

/// What clients count by is what is counted.
#[tokio::test]
async fn a_web_address_takes_the_room_that_is_told_of_it() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = member(&place, "mair").await;
    mair.browser.secret("/").await;
    for version in ["v1", "v2"] {
        let told = read(&mair.browser, &format!("/api/{version}/instance")).await;
        let told = &told["configuration"]["statuses"];
        assert_eq!(told["characters_reserved_per_url"], 23);
        let most = told["max_characters"].as_u64().expect("a number");
        let most = usize::try_from(most).expect("a number");
        let address = format!("https://example.org/{}", "a".repeat(500));
        let words = |rest: usize| format!("{address} @dewi@far.example {}", "b".repeat(rest));
        // 23 for the address, 5 for the name, a space behind each.
        let room = most - 23 - 1 - 5 - 1;
        for (rest, api, page) in [(room, 200, 303), (room + 1, 422, 422)] {
            place.later(1_000);
            let (status, said) = post(&mair, &words(rest), "public").await;
            assert_eq!(status, api, "{said}");
            let text = words(rest);
            let fields = [("body", text.as_str()), ("audience", "public")];
            assert_eq!(force(&mair, "mair", &fields).await.status, page);
        }
    }
}

#[tokio::test]
async fn a_scheduled_post_goes_into_the_community_it_named_or_stays_a_draft() {
    for_each_backend(async |place| {
        let (mair, gwen) = (member(place, "mair").await, member(place, "gwen").await);
        let room = place.found(&mair, "Teulu", Visibility::MembersOnly).await;
        let later = place.found(&mair, "Agored", Visibility::Public).await;
        for one in [&room, &later] {
            place.let_in(&mair, one, &gwen, "gwen").await;
        }
        let far = |words: String| {
            json!({ "status": words, "visibility": "public",
                    "scheduled_at": "2026-03-05T10:10:00.000Z" })
        };
        let path = "/api/v1/statuses";
        let both = format!("@{} @{}", room.handle, later.handle);
        assert_eq!(call(&gwen.browser, "POST", path, far(both)).await.0, 422);
        for one in [&room, &later] {
            let words = format!("@{} Yfory.", one.handle);
            let made = done(&gwen.browser, "POST", path, far(words)).await;
            assert_eq!(made["params"]["visibility"], "private");
        }
        // One becomes hidden under a new name and removes her: the old name leads nowhere.
        hide(place, &mair, &later).await;
        let left = format!("/api/hafan/v1/communities/{}/leave", later.id);
        done(&gwen.browser, "POST", &left, Value::Null).await;
        place.later(11 * MINUTE_US);
        do_jobs(place).await;
        let of = |id: String| format!("/api/v1/accounts/{id}/statuses");
        let hers = of(gwen.actor.persona.to_string());
        assert_eq!(read(&place.visitor(), &hers).await, json!([]));
        let out = read(&gwen.browser, &of(room.id.to_string())).await;
        assert_eq!(out.as_array().expect("a list").len(), 1, "{out}");
        assert_eq!(out[0]["hafan"]["community"], room.id.to_string());
        let drafts = gwen.browser.get("/drafts").await;
        assert!(drafts.holds(&later.handle), "{}", drafts.html());
    })
    .await;
}

/// Hides a community; its old handle is nobody's.
async fn hide(place: &Place, host: &Person, it: &Founded) {
    let wish = Settings {
        name: "Agored".to_owned(),
        summary: String::new(),
        charter: String::new(),
        norms: String::new(),
        visibility: Visibility::Hidden,
        handle: String::new(),
        join_rule: JoinRule::Invitation,
        join_question: String::new(),
        replies: None,
        quotes: None,
    };
    let changed = change(&place.app, host.actor, it.handle.clone(), wish).await;
    changed.expect("hidden");
}

#[tokio::test]
async fn the_composer_holds_the_same_rule_and_keeps_the_words() {
    for_each_backend(async |place| {
        let (mair, gwen) = (member(place, "mair").await, member(place, "gwen").await);
        let room = place.found(&mair, "Teulu", Visibility::MembersOnly).await;
        let words = format!("@{} Bore da, {INSIDE}.", room.handle);
        let fields = [("body", words.as_str()), ("audience", "public")];
        gwen.browser.secret("/").await;
        let refused = force(&gwen, "gwen", &fields).await;
        assert_eq!(refused.status, 422);
        assert!(refused.holds("only its members"), "{}", refused.text());
        assert!(refused.holds(INSIDE), "{}", refused.text());
        assert!(gwen.browser.get("/drafts").await.holds(INSIDE));
        mair.browser.secret("/").await;
        let sent = force(&mair, "mair", &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let square = mair.browser.get(&format!("/c/{}", room.handle)).await;
        assert!(square.holds(INSIDE), "{}", square.text());
        assert!(!gwen.browser.get("/@mair").await.holds(INSIDE));
    })
    .await;
}

/// A client sends back the word it was told, or its own usual one where that is narrower.
#[tokio::test]
async fn an_answer_takes_the_visibility_that_was_told_of_what_it_answers() {
    for_each_backend(async |place| {
        let (mair, gwen) = (member(place, "mair").await, member(place, "gwen").await);
        let open = place.found(&mair, "Gardd", Visibility::Public).await;
        let room = place.found(&mair, "Teulu", Visibility::MembersOnly).await;
        for one in [&open, &room] {
            place.let_in(&mair, one, &gwen, "gwen").await;
        }
        let follow = format!("/api/v1/accounts/{}/follow", mair.actor.persona);
        done(&gwen.browser, "POST", &follow, Value::Null).await;
        let answer = async |to: &Value, visibility: &str| {
            let to = id_of(to);
            let sent = json!({ "status": "Ateb", "in_reply_to_id": to, "visibility": visibility });
            call(&gwen.browser, "POST", "/api/v1/statuses", sent).await
        };
        let mut begun = Vec::new();
        for one in [&open, &room] {
            let words = format!("@{} Bore da", one.handle);
            begun.push(post(&mair, &words, "public").await.1);
        }
        for visibility in ["public", "unlisted", "private"] {
            begun.push(post(&mair, "Bore da", visibility).await.1);
        }
        begun.push(post(&mair, "@gwen Bore da", "direct").await.1);
        for one in &begun {
            let told = one["visibility"].as_str().expect("a word");
            for visibility in [told, "public"] {
                let (status, said) = answer(one, visibility).await;
                assert_eq!(status, 200, "{told}, answered with {visibility}: {said}");
                for (of, field) in [("visibility", None), ("audience", Some("hafan"))] {
                    let at = |all: &Value| field.map_or(all[of].clone(), |f| all[f][of].clone());
                    assert_eq!(at(&said), at(one), "{told}, answered with {visibility}");
                }
                assert_eq!(said["hafan"]["community"], one["hafan"]["community"]);
            }
        }
        // Fewer than everybody, where that can be; never more than was said.
        for (one, audience) in [(&begun[2], "followers"), (&begun[3], "followers")] {
            let (status, said) = answer(one, "private").await;
            assert_eq!(
                (status, &said["hafan"]["audience"]),
                (200, &json!(audience))
            );
            let seen = format!("/api/v1/statuses/{}", id_of(&said));
            assert_eq!(call(&mair.browser, "GET", &seen, Value::Null).await.0, 200);
            let stranger = place.visitor();
            assert_eq!(call(&stranger, "GET", &seen, Value::Null).await.0, 404);
        }
        for (one, visibility) in [
            (&begun[0], "private"),
            (&begun[0], "direct"),
            (&begun[1], "direct"),
        ] {
            let (status, said) = answer(one, visibility).await;
            assert_eq!(status, 422, "{said}");
            let said = said["error"].as_str().expect("words");
            assert!(said.contains("Nothing was published"), "{said}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_name_behind_many_others_is_not_overlooked() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let room = place.found(&mair, "Teulu", Visibility::Hidden).await;
        let named = |count: usize| {
            let crowd: String = (0..count).map(|n| format!("@neb{n} ")).collect();
            format!("{crowd}@{} {INSIDE}", room.handle)
        };
        let (status, last) = post(&mair, &named(49), "public").await;
        assert_eq!(
            (status, &last["hafan"]["audience"]),
            (200, &json!("community"))
        );
        for count in [50, 51, 300] {
            let (status, said) = post(&mair, &named(count), "public").await;
            assert_eq!(status, 422, "{said}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_writes_to_followers_by_habit_is_not_read_by_everyone() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let open = place.found(&mair, "Gardd", Visibility::Public).await;
        let habit = json!({ "source": { "privacy": "private" } });
        let at = "/api/v1/accounts/update_credentials";
        done(&mair.browser, "PATCH", at, habit).await;
        let sent = json!({ "status": format!("@{} Bore da", open.handle) });
        let (status, said) = call(&mair.browser, "POST", "/api/v1/statuses", sent).await;
        assert_eq!(status, 422, "{said}");
    })
    .await;
}
