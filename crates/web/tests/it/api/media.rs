//! Pictures: taken in by applications, and opened by them with what their answers carry.

use super::{act, application, call, done, entity, id_of, member, read, say};
use crate::answers::asked::{begin, judge};
use crate::post::{block, circle, follow};
use axum::body::Body;
use axum::http::Method;
use hafan_app::post::answer::Verdict;
use hafan_core::audience::WhoMay;
use hafan_core::community::Visibility;
use hafan_core::id::PostId;
use hafan_core::time::{DAY_US, HOUR_US};
use hafan_testkit::{Backend, PHOTO, Page, Part, Person, Place, for_each_backend};
use serde_json::{Value, json};

/// Sends a picture.
async fn send(who: &Person, path: &str, told: &[(&str, &str)], bytes: &[u8]) -> Page {
    let mut parts: Vec<Part<'_>> = told
        .iter()
        .map(|(name, value)| Part::Field(name, value))
        .collect();
    parts.push(Part::File("file", "llun.jpg", "image/jpeg", bytes));
    who.browser.upload(path, &parts).await
}

/// A picture that was taken in.
async fn take(who: &Person, told: &[(&str, &str)]) -> Value {
    let sent = send(who, "/api/v2/media", told, PHOTO.as_slice()).await;
    assert_eq!(sent.status, 200, "{}", sent.html());
    entity(&sent)
}

/// A post with a picture, as its author is answered.
async fn show(who: &Person, visibility: &str) -> Value {
    let picture = id_of(&take(who, &[]).await);
    let sent = json!({ "media_ids": [picture], "visibility": visibility, "status": "@named Llun" });
    done(&who.browser, "POST", "/api/v1/statuses", sent).await
}

/// Where a picture of a status is, as the reader was told.
fn address(status: &Value) -> String {
    path(&status["media_attachments"][0]["url"])
}

fn path(address: &Value) -> String {
    let address = address.as_str().expect("an address");
    let path = address.strip_prefix("http://hafan.test");
    path.expect("an address here").to_owned()
}

/// Opens an address as an application does: without cookie and token.
async fn opens(place: &Place, address: &str) -> bool {
    let page = place.visitor().get(address).await;
    assert!(page.status == 200 || page.status == 404 && page.body.is_empty());
    page.status == 200
}

#[tokio::test]
async fn a_picture_is_told_of_shown_to_its_owner_and_hung_on_a_post() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        for at in ["/api/v1/media", "/api/v2/media"] {
            let told = [("description", "Cannwyll"), ("focus", "-0.42,0.69")];
            let sent = send(&mair, at, &told, PHOTO.as_slice()).await;
            assert_eq!(sent.status, 200, "{}", sent.html());
            let picture = entity(&sent);
            assert_eq!(picture["type"], "image");
            assert_eq!(picture["description"], "Cannwyll");
            assert_eq!(picture["meta"]["focus"], json!({ "x": -0.42, "y": 0.69 }));
            assert!(opens(place, &path(&picture["url"])).await);
            for size in ["original", "small"] {
                let address = if size == "small" {
                    "preview_url"
                } else {
                    "url"
                };
                let file = place.visitor().get(&path(&picture[address])).await;
                let (width, height) = dimensions(&file.body);
                let told = &picture["meta"][size];
                assert_eq!(
                    (&told["width"], &told["height"]),
                    (&json!(width), &json!(height))
                );
            }
            let own = format!("/api/v1/media/{}", id_of(&picture));
            assert_eq!(read(&mair.browser, &own).await, picture);
            for (method, id) in [("GET", &own), ("PUT", &own), ("DELETE", &own)] {
                let (status, _) = call(&dewi.browser, method, id, Value::Null).await;
                assert_eq!(status, 404, "{method} by somebody else");
            }
            let wish = json!({ "description": "Dwy gannwyll", "focus": "1,-1" });
            let changed = done(&mair.browser, "PUT", &own, wish).await;
            assert_eq!(changed["description"], "Dwy gannwyll");
            assert_eq!(changed["meta"]["focus"], json!({ "x": 1.0, "y": -1.0 }));
            let kept = done(&mair.browser, "PUT", &own, json!({ "focus": "0,0" })).await;
            assert_eq!(kept["description"], "Dwy gannwyll");
            let bad = call(&mair.browser, "PUT", &own, json!({ "focus": "2,0" })).await;
            assert_eq!(bad.0, 422);
            let wish = json!({ "status": "", "media_ids": [id_of(&picture)] });
            let post = done(&mair.browser, "POST", "/api/v1/statuses", wish).await;
            assert_eq!(post["media_attachments"][0]["description"], "Dwy gannwyll");
            // What hangs on a post is changed with it.
            assert_eq!(call(&mair.browser, "GET", &own, Value::Null).await.0, 404);
            assert_eq!(call(&mair.browser, "PUT", &own, Value::Null).await.0, 404);
            assert_eq!(
                call(&mair.browser, "DELETE", &own, Value::Null).await.0,
                422
            );
            let attributes = json!([{
                "id": id_of(&picture), "description": "Tair cannwyll", "focus": "0.5,0.25",
            }]);
            let edit = json!({ "media_attributes": attributes });
            let at = format!("/api/v1/statuses/{}", id_of(&post));
            let edited = done(&mair.browser, "PUT", &at, edit).await;
            let hung = &edited["media_attachments"][0];
            assert_eq!(hung["description"], "Tair cannwyll");
            assert_eq!(hung["meta"]["focus"], json!({ "x": 0.5, "y": 0.25 }));
            let bad = json!({ "media_attributes": [{ "id": id_of(&picture), "focus": "x" }] });
            assert_eq!(call(&mair.browser, "PUT", &at, bad).await.0, 422);
        }
    })
    .await;
}

/// Width and height of a JPEG, from its frame header (ITU T.81, B.2.2).
fn dimensions(jpeg: &[u8]) -> (u16, u16) {
    let mut at = 2;
    loop {
        let marker = jpeg[at + 1];
        if (0xc0..=0xc2).contains(&marker) {
            let number = |at: usize| u16::from_be_bytes([jpeg[at], jpeg[at + 1]]);
            return (number(at + 7), number(at + 5));
        }
        at += 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
    }
}

#[tokio::test]
async fn nothing_but_pictures_of_members_with_the_scope_is_taken_in() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let visitor = place.visitor();
        for (method, at) in [("POST", "/api/v2/media"), ("GET", "/api/v1/media/1")] {
            assert_eq!(call(&visitor, method, at, Value::Null).await.0, 401);
            let narrow = application(place, &mair, "read write:statuses").await;
            assert_eq!(call(&narrow, method, at, Value::Null).await.0, 403);
        }
        let film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom";
        let sound = b"ID3\x03\0\0\0\0\0\0\xff\xfb\x90\0";
        let cut = &PHOTO[..40];
        for bytes in [&film[..], sound, cut, b"", b"<svg/>"] {
            let sent = send(&mair, "/api/v2/media", &[], bytes).await;
            assert_eq!(sent.status, 422, "{}", sent.html());
            assert!(
                entity(&sent)["error"]
                    .as_str()
                    .is_some_and(|e| e.len() > 20)
            );
        }
        let none = call(&mair.browser, "POST", "/api/v2/media", json!({})).await;
        assert_eq!(none.0, 422, "{}", none.1);
        let long = "a".repeat(20_000);
        for told in [("focus", "1"), ("description", long.as_str())] {
            let sent = send(&mair, "/api/v2/media", &[told], PHOTO.as_slice()).await;
            assert_eq!(sent.status, 422, "{}", sent.html());
        }
        let broken = mair.browser.send(
            Method::POST,
            "/api/v2/media",
            Some("multipart/form-data; boundary=x"),
            Body::from("--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc"),
        );
        assert_eq!(broken.await.status, 422);
        let own = format!("/api/v1/media/{}", id_of(&take(&mair, &[]).await));
        done(&mair.browser, "DELETE", &own, Value::Null).await;
        assert_eq!(call(&mair.browser, "GET", &own, Value::Null).await.0, 404);
    })
    .await;
}

#[tokio::test]
async fn an_application_opens_the_pictures_that_its_persona_may_see() {
    for_each_backend(async |place| {
        let author = member(place, "author").await;
        let follower = member(place, "follower").await;
        let named = member(place, "named").await;
        follow(place, &follower, &author).await;
        for (visibility, reader) in [("private", &follower), ("direct", &named)] {
            let post = show(&author, visibility).await;
            assert!(opens(place, &address(&post)).await, "{visibility}");
            let at = format!("/api/v1/statuses/{}", id_of(&post));
            let seen = address(&read(&reader.browser, &at).await);
            assert_ne!(seen, address(&post), "two personas share no pass");
            let page = place.visitor().get(&seen).await;
            assert_eq!(page.status, 200, "{visibility}");
            assert_eq!(
                page.header("cross-origin-resource-policy"),
                Some("cross-origin")
            );
            let cache = page.header("cache-control").expect("a rule for caches");
            assert!(cache.contains("private"), "{cache}");
            let (bare, query) = seen.split_once('?').expect("a pass");
            assert!(!opens(place, bare).await, "{visibility} without a pass");
            // A pass opens what it was given out for, and nothing else.
            let other = address(&show(&author, visibility).await);
            let (other, _) = other.split_once('?').expect("a pass");
            assert!(!opens(place, &format!("{other}?{query}")).await);
            let pass = query.split('&').next().expect("a pass");
            for bad in [
                pass.to_owned(),
                format!("{pass}&s="),
                format!("{pass}&s=AAAA"),
                format!("{pass}x&s=x"),
                format!("{query}&p=%00&s=%00"),
                "p=%00%ff&s=%00".to_owned(),
            ] {
                assert!(!opens(place, &format!("{bare}?{bad}")).await, "{bad}");
            }
        }
        let open = show(&author, "public").await;
        assert!(!address(&open).contains('?'), "one address for everyone");
        assert!(opens(place, &address(&open)).await);
    })
    .await;
}

#[tokio::test]
async fn a_block_and_a_deletion_close_a_picture_at_once() {
    for_each_backend(async |place| {
        let author = member(place, "author").await;
        let follower = member(place, "named").await;
        follow(place, &follower, &author).await;
        let (kept, gone) = (
            show(&author, "private").await,
            show(&author, "private").await,
        );
        let mut seen = Vec::new();
        for post in [&kept, &gone] {
            let at = format!("/api/v1/statuses/{}", id_of(post));
            seen.push(address(&read(&follower.browser, &at).await));
            assert!(opens(place, seen.last().expect("one")).await);
        }
        let at = format!("/api/v1/statuses/{}", id_of(&gone));
        done(&author.browser, "DELETE", &at, Value::Null).await;
        assert!(!opens(place, &seen[1]).await, "deleted");
        block(place, &author, &follower).await;
        assert!(!opens(place, &seen[0]).await, "blocked");
        assert!(opens(place, &address(&kept)).await, "the author's own");
    })
    .await;
}

#[tokio::test]
async fn leaving_a_community_closes_its_pictures_and_its_face() {
    for_each_backend(async |place| {
        let (host, eleri) = (member(place, "host").await, member(place, "eleri").await);
        let into = place.found(&host, "Cudd", Visibility::Hidden).await;
        place.let_in(&host, &into, &eleri, "eleri").await;
        let said = hafan_app::post::ForWhom::Community(into.id);
        let (post, _) = place.show(&host, "Llun.", said).await;
        let face = hafan_app::face::Wish {
            file: Some(PHOTO.to_vec()),
            alt: String::new(),
        };
        let whose = hafan_app::face::Whose::Community(into.handle.clone());
        let worn = hafan_app::face::change(&place.app, host.actor, whose, face).await;
        worn.expect("a face");
        let post = read(&eleri.browser, &format!("/api/v1/statuses/{post}")).await;
        let shown = read(&eleri.browser, &format!("/api/v1/accounts/{}", into.id)).await;
        let all = [address(&post), path(&shown["avatar"])];
        for address in &all {
            assert!(opens(place, address).await, "{address}");
        }
        let left = hafan_app::community::join::leave(&place.app, eleri.actor, into.handle).await;
        left.expect("left");
        for address in &all {
            assert!(!opens(place, address).await, "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_address_of_a_picture_does_not_tell_that_an_answer_is_held() {
    for_each_backend(async |place| {
        let (asker, author) = (member(place, "asker").await, member(place, "author").await);
        for (replies, verdict) in [
            (WhoMay::Everyone, Verdict::Hide),
            (WhoMay::Ask, Verdict::Refuse),
        ] {
            let root = begin(place, &asker, replies).await;
            let sent = json!({
                "media_ids": [id_of(&take(&author, &[]).await)], "status": "Llun",
                "in_reply_to_id": root.to_string(),
            });
            let post = done(&author.browser, "POST", "/api/v1/statuses", sent).await;
            let id = id_of(&post);
            let at = format!("/api/v1/statuses/{id}");
            let first = address(&read(&author.browser, &at).await);
            assert!(opens(place, &first).await, "{first}");
            let answer = PostId::parse(&id).expect("an id");
            judge(place, &asker, answer, verdict).await;
            assert_eq!(address(&read(&author.browser, &at).await), first);
            assert!(opens(place, &first).await, "{verdict:?}");
            let (bare, _) = first.split_once('?').expect("a pass");
            assert!(!opens(place, bare).await, "for nobody else");
        }
    })
    .await;
}

#[tokio::test]
async fn a_pass_ends_with_its_sign_in_and_after_two_days_at_most() {
    for_each_backend(async |place| {
        let author = member(place, "author").await;
        let post = show(&author, "private").await;
        let at = format!("/api/v1/statuses/{}", id_of(&post));
        let first = address(&post);
        assert_eq!(
            address(&read(&author.browser, &at).await),
            first,
            "the same all day"
        );
        place.later(DAY_US);
        let second = address(&read(&author.browser, &at).await);
        assert_ne!(first, second);
        assert!(opens(place, &first).await && opens(place, &second).await);
        // Made at ten in the morning, it ends at the second midnight.
        place.later(14 * HOUR_US);
        assert!(!opens(place, &first).await, "after two days");
        assert!(opens(place, &second).await);
        let swept = hafan_app::jobs::run_one(&place.app, "sweep", "").await;
        assert!(swept.is_ok());
        let rows = crate::post::rows_of(place, "picture_passes").await;
        assert!(
            rows.iter().all(|row| !first.contains(&name_of(row))),
            "{rows:?}"
        );
        let devices = hafan_app::identity::session::devices(&place.app, author.actor).await;
        let devices = devices.expect("devices").into_iter();
        let of_application = devices.filter(|device| device.application.is_some());
        for device in of_application {
            let ended = hafan_app::identity::session::end(&place.app, author.actor, device.id);
            ended.await.expect("ended");
        }
        assert!(!opens(place, &second).await, "signed out");
    })
    .await;
}

/// The name of the pass in a row of its table.
fn name_of(row: &str) -> String {
    let name = row.split('"').nth(1).expect("a name");
    format!("p={name}&")
}

#[tokio::test]
async fn numbers_are_told_to_whoever_asked_for_them_and_are_true() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let carol = member(place, "carol").await;
        follow(place, &dewi, &mair).await;
        let id = say(&mair, "Bore da.", "public").await;
        let at = format!("/api/v1/statuses/{id}");
        for who in [&dewi, &carol] {
            act(&who.browser, &format!("{at}/favourite")).await;
        }
        act(&dewi.browser, &format!("{at}/reblog")).await;
        let answer = |visibility: &str| {
            json!({ "status": "@mair Ie.", "in_reply_to_id": id, "visibility": visibility })
        };
        done(&dewi.browser, "POST", "/api/v1/statuses", answer("public")).await;
        done(&dewi.browser, "POST", "/api/v1/statuses", answer("direct")).await;
        let quote = json!({ "status": "Clywch.", "quoted_status_id": id });
        done(&carol.browser, "POST", "/api/v1/statuses", quote).await;
        let numbers = ["favourites_count", "reblogs_count", "replies_count", "quotes_count"];
        let told = |status: &Value| numbers.map(|name| status[name].as_i64().unwrap_or(-1));
        let quiet = read(&carol.browser, &at).await;
        assert_eq!(told(&quiet), [0; 4], "nobody asked");
        assert_eq!(quiet["account"]["followers_count"], 0);
        for who in [&mair, &carol] {
            ask_for_numbers(place, who).await;
        }
        assert_eq!(told(&read(&mair.browser, &at).await), [2, 1, 2, 1]);
        // An answer that is not for her is not counted for her.
        assert_eq!(told(&read(&carol.browser, &at).await), [2, 1, 1, 1]);
        let home = read(&mair.browser, "/api/v1/timelines/home").await;
        let own = home.as_array().expect("a list").iter().find(|one| one["id"] == id.as_str());
        assert_eq!(told(own.expect("her own")), [2, 1, 2, 1]);
        let path = format!("/api/v1/accounts/{}", mair.actor.persona);
        let account = read(&carol.browser, &path).await;
        assert_eq!(account["followers_count"], 1);
        assert_eq!(account["statuses_count"], 1);
        let other = format!("/api/v1/accounts/{}", dewi.actor.persona);
        let other = read(&carol.browser, &other).await;
        assert_eq!(other["following_count"], 1);
        assert_eq!(other["statuses_count"], 2, "what is not public is not counted");
        let fields = [("after", "now"), ("still", "nobody")];
        let closed = dewi.browser.post("/me/old-words", &fields).await;
        assert_eq!(closed.status, 303, "{}", closed.text());
        let path = format!("/api/v1/accounts/{}", dewi.actor.persona);
        let other = read(&carol.browser, &path).await;
        assert_eq!(other["statuses_count"], 0, "older words that are closed");
    })
    .await;
}

/// A member who wants to see numbers.
pub async fn ask_for_numbers(place: &Place, who: &Person) {
    let wish = hafan_app::identity::settings::Preferences {
        locale: hafan_core::locale::Locale::En,
        theme: "auto".to_owned(),
        easy_read: false,
        shows_counts: true,
        time_zone: String::new(),
    };
    let set = hafan_app::identity::settings::set_preferences(&place.app, who.actor, wish);
    set.await.expect("set");
}

#[tokio::test]
async fn a_picture_for_a_circle_opens_for_those_in_it() {
    for_each_backend(async |place| {
        let author = member(place, "author").await;
        let (friend, other) = (member(place, "friend").await, member(place, "other").await);
        let circle = circle(&author, &["friend"]).await;
        let circle = hafan_core::id::CircleId::parse(&circle).expect("a circle");
        let for_whom = hafan_app::post::ForWhom::Circle(circle);
        let (post, _) = place.show(&author, "Llun.", for_whom).await;
        let at = format!("/api/v1/statuses/{post}");
        let seen = read(&friend.browser, &at).await;
        assert!(opens(place, &address(&seen)).await);
        assert_eq!(call(&other.browser, "GET", &at, Value::Null).await.0, 404);
        let out =
            hafan_app::circle::remove(&place.app, &author.actor, circle, friend.actor.persona);
        out.await.expect("out");
        assert!(
            !opens(place, &address(&seen)).await,
            "taken out of the circle"
        );
    })
    .await;
}

#[tokio::test]
async fn pages_elsewhere_read_public_pictures_and_no_other() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        member(place, "named").await;
        let open = address(&show(&mair, "public").await);
        let closed = address(&show(&mair, "private").await);
        let visitor = place.visitor();
        let seen = visitor.get(&open).await;
        assert_eq!(seen.header("access-control-allow-origin"), Some("*"));
        assert_eq!(seen.header("access-control-allow-credentials"), None);
        assert!(
            seen.header("cache-control")
                .is_some_and(|c| c.contains("immutable"))
        );
        assert_eq!(seen.header("set-cookie"), None);
        let tag = seen.header("etag").expect("a tag").to_owned();
        visitor.set_header("if-none-match", &tag);
        let known = visitor.get(&open).await;
        assert_eq!(known.status, 304);
        assert_eq!(known.header("access-control-allow-origin"), Some("*"));
        // By its pass, or by whoever is signed in: not for pages elsewhere.
        let passed = place.visitor().get(&closed).await;
        assert_eq!(passed.status, 200);
        assert_eq!(passed.header("access-control-allow-origin"), None);
        assert_eq!(passed.header("set-cookie"), None);
        let own = mair.browser.get(&open).await;
        assert_eq!(own.status, 200);
        assert_eq!(own.header("access-control-allow-origin"), None);
    })
    .await;
}

#[tokio::test]
async fn each_wording_of_a_post_has_the_words_that_it_had_for_its_pictures() {
    for_each_backend(async |place| {
        let (mair, paul) = (member(place, "mair").await, member(place, "paul").await);
        let first = id_of(&take(&mair, &[("description", "Cannwyll @paul\n\"hon\"")]).await);
        let second = id_of(&take(&mair, &[]).await);
        let sent = json!({ "media_ids": [first], "visibility": "public", "status": "Llun" });
        let made = id_of(&done(&mair.browser, "POST", "/api/v1/statuses", sent).await);
        let at = format!("/api/v1/statuses/{made}");
        let edit = async |pictures: &[&str], words: &str| {
            place.later(1_000_000);
            let told = json!([{ "id": first, "description": words }]);
            let sent = json!({
                "status": "Llun", "media_ids": pictures, "media_attributes": told,
            });
            done(&mair.browser, "PUT", &at, sent).await
        };
        edit(&[&first, &second], "Lamp").await;
        edit(&[&first, &second], "").await;
        let told = async || {
            let history = read(&place.visitor(), &format!("{at}/history")).await;
            let all = history.as_array().expect("wordings").iter();
            let words = |one: &Value| {
                let pictures = one["media_attachments"]
                    .as_array()
                    .expect("pictures")
                    .iter();
                pictures.map(|one| one["description"].clone()).collect()
            };
            all.map(words).collect::<Vec<Vec<Value>>>()
        };
        let lamp = vec![json!("Lamp"), Value::Null];
        let bare = vec![Value::Null, Value::Null];
        let was = told().await;
        assert_eq!(was[0], [json!("Cannwyll @paul\n\"hon\"")]);
        assert_eq!(was[1..], [lamp.clone(), bare.clone()]);
        // A handle that somebody left behind is left behind here too.
        let form = paul.browser.get("/me/handle").await;
        let renamed = [("handle", "seren")];
        paul.browser.submit(&form, "/me/handle", &renamed).await;
        crate::media::do_jobs(place).await;
        assert_eq!(told().await[0], [json!("Cannwyll @seren\n\"hon\"")]);
        // A picture that was taken off is gone from all of them.
        place.later(1_000_000);
        let sent = json!({ "status": "Llun", "media_ids": [second] });
        done(&mair.browser, "PUT", &at, sent).await;
        let bare = || vec![Value::Null];
        assert_eq!(told().await, [vec![], bare(), bare(), bare()]);
    })
    .await;
}

#[tokio::test]
async fn what_is_said_of_a_picture_is_read_out_in_the_language_of_its_post() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = member(&place, "mair").await;
    let room = place.found(&mair, "Lluniau", Visibility::Public).await;
    let told = id_of(&take(&mair, &[("description", "Cannwyll")]).await);
    let bare = id_of(&take(&mair, &[]).await);
    let sent = json!({
        "status": "Llun", "language": "cy", "media_ids": [told, bare],
        "community_id": room.id.to_string(),
    });
    let made = done(&mair.browser, "POST", "/api/hafan/v1/statuses", sent).await;
    let quoting =
        json!({ "status": "A candle", "language": "en", "quoted_status_id": id_of(&made) });
    let quoting = done(&mair.browser, "POST", "/api/v1/statuses", quoting).await;
    let picture = "figure.picture img[alt=Cannwyll][lang=cy]";
    for path in [
        format!("/@mair/{}", id_of(&made)),
        format!("/@mair/{}", id_of(&quoting)),
        format!("/c/{}/photos", room.handle),
    ] {
        let page = place.visitor().get(&path).await;
        assert!(page.has(picture), "{path}: {}", page.html());
        // The words that stand where none were said are the page's own.
        assert_eq!(page.count("figure.picture img[lang]"), 1, "{path}");
        let said = page.count("figcaption[lang=cy]");
        assert_eq!(said, usize::from(!path.ends_with("photos")), "{path}");
    }
}
