//! Posts that go out by themselves, through an application and on pages.

use super::{application, call, done, entity, id_of, ids, member, read};
use crate::media::do_jobs;
use crate::post::{block, rows_of, try_publish};
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Backend, PHOTO, Part, Person, Place, for_each_backend};
use serde_json::{Value, json};

/// Ten minutes after every test began.
const SOON: &str = "2026-03-05T10:10:00.000Z";

async fn schedule(who: &Person, words: &str, at: &str) -> Value {
    let sent = json!({ "status": words, "visibility": "public", "scheduled_at": at });
    done(&who.browser, "POST", "/api/v1/statuses", sent).await
}

async fn statuses(place: &Place, of: &Person) -> Value {
    let path = format!("/api/v1/accounts/{}/statuses", of.actor.persona);
    read(&place.visitor(), &path).await
}

#[tokio::test]
async fn a_post_goes_out_at_its_time_once_and_nobody_sees_it_before() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let made = schedule(&mair, "Bore da @dewi", SOON).await;
        assert_eq!(made["scheduled_at"], SOON);
        assert_eq!(made["params"]["text"], "Bore da @dewi");
        assert_eq!(made["params"]["visibility"], "public");
        assert_eq!(made["media_attachments"], json!([]));
        let own = format!("/api/v1/scheduled_statuses/{}", id_of(&made));
        assert_eq!(read(&mair.browser, &own).await, made);
        let all = "/api/v1/scheduled_statuses";
        assert_eq!(read(&mair.browser, all).await, json!([made]));
        assert_eq!(read(&dewi.browser, all).await, json!([]));
        for method in ["GET", "PUT", "DELETE"] {
            let sent = json!({ "scheduled_at": "2026-03-05T11:00:00Z" });
            let sent = if method == "GET" { Value::Null } else { sent };
            let (status, _) = call(&dewi.browser, method, &own, sent.clone()).await;
            assert_eq!(status, 404, "{method} by somebody else");
            let (status, _) = call(&place.visitor(), method, &own, sent).await;
            assert_eq!(status, 401, "{method}");
        }
        let narrow = application(place, &mair, "write:media").await;
        assert_eq!(call(&narrow, "GET", all, Value::Null).await.0, 403);
        let path = format!("/api/v1/statuses/{}", id_of(&made));
        assert_eq!(call(&mair.browser, "GET", &path, Value::Null).await.0, 404);
        do_jobs(place).await;
        assert_eq!(
            statuses(place, &mair).await,
            json!([]),
            "not before its time"
        );
        assert_eq!(rows_of(place, "notifications").await.len(), 0);
        assert!(mair.browser.get("/drafts").await.holds("Bore da @dewi"));
        assert!(!dewi.browser.get("/drafts").await.holds("Bore da @dewi"));
        place.later(11 * MINUTE_US);
        for _ in 0..2 {
            do_jobs(place).await;
            // A server that died in the middle does the job again.
            let id = id_of(&made);
            let again = hafan_app::jobs::run_one(&place.app, "publish-scheduled", &id).await;
            assert!(again.is_ok());
            let out = statuses(place, &mair).await;
            assert_eq!(out.as_array().expect("a list").len(), 1, "{out}");
        }
        assert_eq!(
            rows_of(place, "notifications").await.len(),
            1,
            "dewi is told"
        );
        assert_eq!(read(&mair.browser, all).await, json!([]));
        assert_eq!(call(&mair.browser, "GET", &own, Value::Null).await.0, 404);
    })
    .await;
}

#[tokio::test]
async fn what_would_be_refused_is_refused_at_once_and_so_is_a_time_that_is_none() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let send = async |words: &str, at: &str| {
            let sent = json!({ "status": words, "scheduled_at": at });
            call(&mair.browser, "POST", "/api/v1/statuses", sent).await
        };
        let long = "a".repeat(20_000);
        for (words, at) in [
            ("Bore da", "2026-03-05T10:04:00Z"),
            ("Bore da", "2020-01-01"),
            ("Bore da", "2199-01-01"),
            ("Bore da", "yfory"),
            ("", SOON),
            (long.as_str(), SOON),
        ] {
            let (status, said) = send(words, at).await;
            assert_eq!(status, 422, "{at}: {said}");
            assert!(
                said["error"].as_str().is_some_and(|said| said.len() > 20),
                "{said}"
            );
        }
        let gone = json!({ "status": "Ateb", "in_reply_to_id": "7", "scheduled_at": SOON });
        let (status, _) = call(&mair.browser, "POST", "/api/v1/statuses", gone).await;
        assert_eq!(status, 404);
        assert_eq!(rows_of(place, "drafts").await.len(), 0);
        assert_eq!(rows_of(place, "posts").await.len(), 0);
        for (at, expected) in [
            ("2026-03-06", "2026-03-06T00:00:00.000Z"),
            ("2026-03-06T10:00:00", "2026-03-06T10:00:00.000Z"),
            ("2026-03-06 10:00", "2026-03-06T10:00:00.000Z"),
            ("2026-03-06T10:00:00+02:00", "2026-03-06T08:00:00.000Z"),
        ] {
            let (status, made) = send("Bore da", at).await;
            assert_eq!(status, 200, "{at}: {made}");
            assert_eq!(made["scheduled_at"], expected, "{at}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_time_is_changed_and_what_is_thrown_away_never_goes_out() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let mut made = Vec::new();
        for words in ["Un", "Dau", "Tri"] {
            made.push(id_of(&schedule(&mair, words, SOON).await));
            place.later(1_000);
        }
        let all = "/api/v1/scheduled_statuses";
        let first = read(&mair.browser, &format!("{all}?limit=2")).await;
        assert_eq!(ids(&first), [made[2].clone(), made[1].clone()]);
        let next = read(&mair.browser, &format!("{all}?limit=2&max_id={}", made[1])).await;
        assert_eq!(ids(&next), [made[0].clone()]);
        let up = read(&mair.browser, &format!("{all}?limit=1&min_id={}", made[0])).await;
        assert_eq!(ids(&up), [made[1].clone()]);
        let at = |id: &str| format!("{all}/{id}");
        let later = json!({ "scheduled_at": "2026-03-05T12:00:00.000Z" });
        let moved = done(&mair.browser, "PUT", &at(&made[0]), later).await;
        assert_eq!(moved["scheduled_at"], "2026-03-05T12:00:00.000Z");
        let soon = json!({ "scheduled_at": "2026-03-05T10:01:00Z" });
        assert_eq!(call(&mair.browser, "PUT", &at(&made[0]), soon).await.0, 422);
        done(&mair.browser, "DELETE", &at(&made[1]), Value::Null).await;
        place.later(20 * MINUTE_US);
        do_jobs(place).await;
        let out = statuses(place, &mair).await;
        assert_eq!(out.as_array().expect("a list").len(), 1, "{out}");
        assert!(
            out[0]["content"]
                .as_str()
                .is_some_and(|words| words.contains("Tri"))
        );
        place.later(100 * MINUTE_US);
        do_jobs(place).await;
        let out = statuses(place, &mair).await;
        assert_eq!(out.as_array().expect("a list").len(), 2, "{out}");
    })
    .await;
}

#[tokio::test]
async fn what_the_rules_refuse_by_then_stays_a_draft_and_its_author_is_told() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let said = super::say(&dewi, "Cwestiwn?", "public").await;
        let sent = json!({ "status": "Ateb i ti", "in_reply_to_id": said, "scheduled_at": SOON });
        let made = done(&mair.browser, "POST", "/api/v1/statuses", sent).await;
        block(place, &dewi, &mair).await;
        place.later(11 * MINUTE_US);
        do_jobs(place).await;
        assert_eq!(
            read(&mair.browser, "/api/v1/scheduled_statuses").await,
            json!([])
        );
        assert_eq!(statuses(place, &mair).await, json!([]));
        let drafts = mair.browser.get("/drafts").await;
        assert!(drafts.holds("Ateb i ti"), "{}", drafts.html());
        assert!(drafts.holds(&format!("/write?draft={}", id_of(&made))));
        let news = mair.browser.get("/notifications").await;
        assert!(news.holds("kept in your drafts"), "{}", news.html());
        assert!(news.has("a[href='/drafts']"), "{}", news.html());
        do_jobs(place).await;
        assert_eq!(rows_of(place, "notifications").await.len(), 1, "told once");
    })
    .await;
}

#[tokio::test]
async fn pictures_and_polls_wait_with_their_post_and_one_request_makes_one() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let parts = [Part::File(
            "file",
            "llun.jpg",
            "image/jpeg",
            PHOTO.as_slice(),
        )];
        let taken = super::entity(&mair.browser.upload("/api/v2/media", &parts).await);
        let far = "2026-03-09T10:00:00Z";
        let sent = json!({ "status": "Llun", "media_ids": [id_of(&taken)], "scheduled_at": far });
        mair.browser.set_header("idempotency-key", "unwaith");
        let made = done(&mair.browser, "POST", "/api/v1/statuses", sent.clone()).await;
        let again = done(&mair.browser, "POST", "/api/v1/statuses", sent).await;
        assert_eq!(made, again);
        mair.browser.set_header("idempotency-key", "");
        assert_eq!(made["media_attachments"][0]["id"], taken["id"]);
        assert_eq!(made["params"]["media_ids"], json!([taken["id"]]));
        let poll = json!({ "options": ["Ie", "Na"], "expires_in": 600 });
        let sent = json!({ "status": "Pryd?", "poll": poll, "scheduled_at": far });
        let asked = done(&mair.browser, "POST", "/api/v1/statuses", sent).await;
        assert_eq!(asked["params"]["poll"]["expires_in"], 600);
        assert_eq!(asked["params"]["poll"]["options"], json!(["Ie", "Na"]));
        // Longer than a picture lies about that belongs to nothing.
        place.later(4 * hafan_core::time::DAY_US);
        let swept = hafan_app::jobs::run_one(&place.app, "sweep-media", "").await;
        assert!(swept.is_ok());
        let told = json!({ "description": "Cannwyll" });
        let at = format!("/api/v1/media/{}", id_of(&taken));
        done(&mair.browser, "PUT", &at, told).await;
        do_jobs(place).await;
        let out = statuses(place, &mair).await;
        let all = out.as_array().expect("a list");
        assert_eq!(all.len(), 2, "{out}");
        let picture = all
            .iter()
            .find(|one| one["poll"].is_null())
            .expect("the picture");
        assert_eq!(picture["media_attachments"][0]["description"], "Cannwyll");
        let poll = all
            .iter()
            .find(|one| !one["poll"].is_null())
            .expect("the poll");
        assert_eq!(poll["poll"]["options"][1]["title"], "Na");
    })
    .await;
}

#[tokio::test]
async fn on_pages_one_is_posted_now_or_held_back_and_a_page_left_open_changes_nothing() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let (now, back) = (
            id_of(&schedule(&mair, "Nawr", SOON).await),
            id_of(&schedule(&mair, "Wedyn", SOON).await),
        );
        let page = mair.browser.get("/drafts").await;
        assert!(page.holds("Goes out by itself"), "{}", page.html());
        let path = format!("/drafts/{now}");
        let fields = [("as", "mair"), ("body", "Na")];
        let saved = mair.browser.post(&path, &fields).await;
        assert_ne!(saved.status, 204, "what is settled stays");
        let sent = mair
            .browser
            .post(&format!("/drafts/{now}/publish"), &[])
            .await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let out = statuses(place, &mair).await;
        assert!(
            out[0]["content"]
                .as_str()
                .is_some_and(|words| words.contains("Nawr"))
        );
        let held = mair
            .browser
            .post(&format!("/drafts/{back}/hold-back"), &[])
            .await;
        assert_eq!(
            held.location(),
            Some(format!("/write?draft={back}").as_str())
        );
        assert!(
            mair.browser
                .get(&format!("/write?draft={back}"))
                .await
                .holds("Wedyn")
        );
        place.later(11 * MINUTE_US);
        do_jobs(place).await;
        let out = statuses(place, &mair).await;
        assert_eq!(out.as_array().expect("a list").len(), 1);
        let dewi = member(place, "dewi").await;
        for act in ["publish", "hold-back"] {
            let sent = dewi
                .browser
                .post(&format!("/drafts/{back}/{act}"), &[])
                .await;
            assert_eq!(sent.status, 404, "{act}");
        }
    })
    .await;
}

/// The composer and the list of drafts do what applications can, by the clock of the reader.
#[tokio::test]
async fn pages_let_a_post_go_out_later_move_it_and_take_it_back() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let all = "/api/v1/scheduled_statuses";
        // What cannot be is said, and the words stay.
        for (at, says) in [
            ("2026-03-05T10:01", "5 minutes or later"),
            ("2029-03-05T10:01", "days, and no later"),
            ("tomorrow", "not a day and a time"),
        ] {
            let fields = [
                ("body", "Yfory."),
                ("audience", "public"),
                ("scheduled_at", at),
            ];
            let refused = try_publish(&mair, &fields).await;
            assert_eq!(refused.status, 422, "{at}");
            assert!(
                refused.holds(says) && refused.holds("Yfory."),
                "{}",
                refused.text()
            );
        }
        // Summer time in London: an hour before the clock of the world.
        let at = ("scheduled_at", "2026-07-01T09:00");
        let fields = [("body", "Haf."), ("audience", "public"), at];
        let sent = try_publish(&mair, &fields).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        assert!(sent.location().is_some_and(|to| to.starts_with("/drafts")));
        let told = read(&mair.browser, all).await;
        assert_eq!(ids(&told).len(), 1, "{told}");
        assert_eq!(told[0]["scheduled_at"], "2026-07-01T08:00:00.000Z");
        let id = id_of(&told[0]);
        let page = mair.browser.get("/drafts").await;
        assert!(page.holds("Europe/London") && page.holds("2026-07-01T09:00"));
        let open = mair.browser.get(&format!("/write?draft={id}")).await;
        assert_eq!(open.location(), Some("/drafts"));
        // Another time.
        let to = format!("/drafts/{id}/time");
        let wrong = [("scheduled_at", "2026-03-05T10:01")];
        let refused = mair.browser.submit(&page, &to, &wrong).await;
        assert_eq!(refused.status, 422);
        assert!(refused.holds("5 minutes or later"), "{}", refused.text());
        let right = [("scheduled_at", "2026-03-05T10:20")];
        let moved = mair.browser.submit(&page, &to, &right).await;
        assert_eq!(moved.status, 303, "{}", moved.text());
        let told = read(&mair.browser, all).await;
        assert_eq!(told[0]["scheduled_at"], "2026-03-05T10:20:00.000Z");
        let dewi = member(place, "dewi").await;
        dewi.browser.secret("/").await;
        let other = dewi.browser.post(&to, &right).await;
        assert_eq!(other.status, 404);
        place.later(21 * MINUTE_US);
        do_jobs(place).await;
        let out = statuses(place, &mair).await;
        assert_eq!(out.as_array().map(Vec::len), Some(1), "{out}");
        assert_eq!(read(&mair.browser, all).await, json!([]));
        let drafts = mair.browser.get("/drafts").await;
        assert!(!drafts.holds("Haf."), "{}", drafts.text());
    })
    .await;
}

#[tokio::test]
async fn the_list_stands_in_the_order_that_its_links_go_through() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = member(&place, "mair").await;
    let mut made = Vec::new();
    // The later one is made, the sooner it goes out.
    for hour in ["18", "12", "15"] {
        let at = format!("2026-03-07T{hour}:00:00.000Z");
        made.push(id_of(&schedule(&mair, "Bore da", &at).await));
        place.later(1_000);
    }
    made.reverse();
    let list = "/api/v1/scheduled_statuses";
    assert_eq!(ids(&read(&mair.browser, list).await), made);
    let mut seen = Vec::new();
    let mut next = Some(format!("{list}?limit=1"));
    while let Some(at) = next {
        let page = mair.browser.get(&at).await;
        seen.extend(ids(&entity(&page)));
        let links = page.header("link").unwrap_or_default().to_owned();
        let older = links.split(", ").find(|link| link.contains("rel=\"next\""));
        next = older.map(|link| {
            let at = link.trim_start_matches('<').split('>').next();
            at.expect("an address").replace("http://hafan.test", "")
        });
    }
    assert_eq!(seen, made, "each once, in one order");
    let before = format!("{list}?min_id={}&limit=1", made[2]);
    assert_eq!(ids(&read(&mair.browser, &before).await), [made[1].clone()]);
}
