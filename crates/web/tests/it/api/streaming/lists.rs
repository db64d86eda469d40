//! What each list brings, over server-sent events.

use super::{Told, brief, later, listen, settle};
use crate::api::{act, application, done, ids, read};
use axum::body::Body;
use axum::http::Method;
use hafan_app::identity::session;
use hafan_app::post::{self, EditWish, ForWhom, Wish};
use hafan_core::community::Visibility;
use hafan_core::id::PostId;
use hafan_testkit::{Person, Place, for_each_backend};
use serde_json::{Value, json};

const ALL: &str = "read write follow push";

async fn follow(place: &Place, who: &Person, whom: &Person) {
    let asked = hafan_app::relation::follow(&place.app, &who.actor, whom.actor.persona).await;
    asked.expect("a follow");
}

async fn answer(place: &Place, who: &Person, to: PostId, words: &str) -> PostId {
    let wish = Wish {
        text: words.to_owned(),
        reply_to: Some(to),
        ..Wish::default()
    };
    place.publish(who, wish).await
}

#[tokio::test]
async fn a_line_brings_what_the_home_timeline_gained_and_nothing_else() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let guto = place.member("guto").await;
        let elen = place.member("elen").await;
        let dewi = place.member("dewi").await;
        let nest = place.member("nest").await;
        for friend in [&guto, &elen, &nest] {
            follow(place, &mair, friend).await;
        }
        follow(place, &guto, &dewi).await;
        let app = application(place, &mair, ALL).await;
        let muted = format!("/api/v1/accounts/{}/mute", nest.actor.persona);
        act(&app, &muted).await;
        let inside = place.found(&dewi, "Côr", Visibility::MembersOnly).await;
        let outside = place.found(&guto, "Band", Visibility::Hidden).await;
        place.let_in(&dewi, &inside, &mair, "mair").await;
        place.let_in(&dewi, &inside, &guto, "guto").await;
        let before = settle(place, &mair, &app).await;
        let mut line = listen(&app, "user").await;

        let mut said = Vec::new();
        for (who, words, for_whom) in [
            (&guto, "I bawb.", ForWhom::Public),
            (&guto, "Yn dawel.", ForWhom::Quiet),
            (&guto, "I'm dilynwyr.", ForWhom::Followers),
            (&guto, "@dewi i ti.", ForWhom::Named),
            (&guto, "@mair i ti.", ForWhom::Named),
            (&guto, "Yn y côr.", ForWhom::Community(inside.id)),
            (&guto, "Yn y band.", ForWhom::Community(outside.id)),
            (&dewi, "Dieithryn.", ForWhom::Public),
            (&dewi, "Dieithryn yn y côr.", ForWhom::Community(inside.id)),
            (&dewi, "@mair wyt ti yna?", ForWhom::Public),
            (&nest, "Wedi ei thewi.", ForWhom::Public),
            (&mair, "Fy hun.", ForWhom::Followers),
        ] {
            later(place);
            said.push(place.say(who, words, for_whom).await);
        }
        later(place);
        answer(place, &elen, said[0], "Ateb i un rwy'n ei ddilyn.").await;
        later(place);
        answer(place, &elen, said[7], "Ateb i ddieithryn.").await;
        later(place);
        answer(place, &guto, said[5], "Ateb yn y côr.").await;
        // Passed on: by a friend from a stranger, from a friend, and by a stranger.
        for (who, what) in [(&guto, said[7]), (&guto, said[0]), (&dewi, said[9])] {
            later(place);
            post::pass_on(&place.app, &who.actor, what)
                .await
                .expect("passed on");
        }
        later(place);
        let mark = place
            .say(&mair, "Dyna ni.", ForWhom::Public)
            .await
            .to_string();

        let told = line.until(&mark).await;
        let told: Vec<String> = told
            .iter()
            .filter(|one| one.event == "update")
            .map(Told::id)
            .collect();
        let gained = format!("/api/v1/timelines/home?limit=40&since_id={before}");
        let mut gained = ids(&read(&app, &gained).await);
        gained.reverse();
        assert_eq!(gained.pop(), Some(mark));
        assert_eq!(told, gained);
        // The set has something on both sides, or it would prove nothing.
        assert!(told.len() >= 8 && told.len() <= 14, "{}", told.len());
    })
    .await;
}

#[tokio::test]
async fn a_post_is_told_as_its_reader_sees_it() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        follow(place, &mair, &guto).await;
        let app = application(place, &mair, ALL).await;
        let mut line = listen(&app, "user").await;
        let post = place.say(&guto, "Helo @mair", ForWhom::Public).await;
        let told = line.next().await.expect("told");
        let found = match told.event.as_str() {
            "update" => told,
            _ => line.next().await.expect("told"),
        };
        let home = read(&app, "/api/v1/timelines/home?limit=1").await;
        assert_eq!(found.data, home[0]);
        assert_eq!(found.data["hafan"]["reason"]["code"], json!("follow"));
        assert_eq!(found.id(), post.to_string());
    })
    .await;
}

#[tokio::test]
async fn new_words_are_told_where_the_post_stands() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        follow(place, &mair, &guto).await;
        let app = application(place, &mair, ALL).await;
        let near = place.say(&guto, "Hen air.", ForWhom::Public).await;
        place.member("nest").await;
        let far = place.say(&guto, "@nest yn unig", ForWhom::Named).await;
        settle(place, &mair, &app).await;
        let mut line = listen(&app, "user").await;
        for id in [near, far] {
            later(place);
            let wish = EditWish {
                text: "Gair newydd @nest.".to_owned(),
                ..EditWish::default()
            };
            post::edit(&place.app, &guto.actor, id, wish)
                .await
                .expect("edited");
        }
        let mark = place.say(&mair, "Dyna ni.", ForWhom::Public).await;
        let told = line.until(&mark.to_string()).await;
        assert_eq!(brief(&told), [("status.update", near.to_string())]);
        let words = told[0].data["content"].as_str().expect("words");
        assert!(words.contains("Gair newydd"), "{words}");
    })
    .await;
}

#[tokio::test]
async fn what_is_gone_is_told_to_those_who_could_see_it_and_to_nobody_else() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let nest = place.member("nest").await;
        follow(place, &mair, &guto).await;
        follow(place, &nest, &guto).await;
        let hidden = place.found(&guto, "Band", Visibility::Hidden).await;
        let app = application(place, &mair, ALL).await;
        let theirs = application(place, &nest, ALL).await;
        let mut posts = Vec::new();
        for (words, for_whom) in [
            ("I bawb.", ForWhom::Public),
            ("I'm dilynwyr.", ForWhom::Followers),
            ("@mair i ti.", ForWhom::Named),
            ("@nest i ti.", ForWhom::Named),
            ("Yn y band.", ForWhom::Community(hidden.id)),
        ] {
            later(place);
            posts.push(place.say(&guto, words, for_whom).await);
        }
        let stranger = place.member("dewi").await;
        let far = place.say(&stranger, "Dieithryn.", ForWhom::Public).await;
        let shared = post::pass_on(&place.app, &guto.actor, far)
            .await
            .expect("passed on");
        settle(place, &mair, &app).await;
        let mut line = listen(&app, "user").await;
        let mut other = listen(&theirs, "user").await;
        post::boost(&place.app, &guto.actor, far, false)
            .await
            .expect("taken back");
        for post in &posts {
            post::delete(&place.app, &guto.actor, *post)
                .await
                .expect("deleted");
        }
        post::delete(&place.app, &stranger.actor, far)
            .await
            .expect("deleted");
        let mark = place
            .say(&guto, "Dyna ni.", ForWhom::Public)
            .await
            .to_string();
        let gone = |wanted: &[PostId]| {
            let gone = wanted.iter().map(|id| ("delete", id.to_string()));
            gone.collect::<Vec<_>>()
        };
        let told = line.until(&mark).await;
        assert_eq!(
            brief(&told),
            gone(&[shared, posts[0], posts[1], posts[2], far])
        );
        let told = other.until(&mark).await;
        assert_eq!(
            brief(&told),
            gone(&[shared, posts[0], posts[1], posts[3], far])
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_open_comes_only_from_those_who_chose_it() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let reader = place.member("nest").await;
        let finder = application(place, &mair, ALL).await;
        let chosen = json!({ "discoverable": true, "indexable": true });
        let at = "/api/v1/accounts/update_credentials";
        done(&finder, "PATCH", at, chosen).await;
        let app = application(place, &reader, ALL).await;
        let mut open = listen(&app, "public").await;
        let mut local = listen(&app, "public/local").await;
        let mut tagged = listen(&app, "hashtag?tag=C%C3%A2n").await;
        let mut pictured = listen(&app, "public?only_media=true").await;
        place.say(&guto, "Heb ddewis #cân", ForWhom::Public).await;
        place.say(&mair, "Yn dawel #cân", ForWhom::Quiet).await;
        let plain = place
            .say(&mair, "Heb dag.", ForWhom::Public)
            .await
            .to_string();
        later(place);
        let with_tag = place
            .say(&mair, "Gyda thag #cân", ForWhom::Public)
            .await
            .to_string();
        later(place);
        answer(place, &mair, with_tag.parse_id(), "Ateb.").await;
        later(place);
        let (shown, _) = place.show(&mair, "Llun #cân", ForWhom::Public).await;
        let shown = shown.to_string();
        for line in [&mut open, &mut local] {
            let told = line.until(&shown).await;
            let wanted = [("update", plain.clone()), ("update", with_tag.clone())];
            assert_eq!(brief(&told), wanted);
        }
        let told = tagged.until(&shown).await;
        assert_eq!(brief(&told), [("update", with_tag.clone())]);
        assert_eq!(pictured.until(&shown).await, []);
        // Gone: its tags are not known any more, that it could be found is.
        post::delete(&place.app, &mair.actor, with_tag.parse_id())
            .await
            .expect("deleted");
        let gone = tagged.next().await.expect("told");
        assert_eq!((gone.event.as_str(), gone.id()), ("delete", with_tag));
    })
    .await;
}

trait ParseId {
    fn parse_id(&self) -> PostId;
}

impl ParseId for String {
    fn parse_id(&self) -> PostId {
        PostId::parse(self).expect("an id")
    }
}

#[tokio::test]
async fn a_line_ends_at_once_with_its_session_and_with_the_server() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let token = place.token(&mair, "read").await;
        let app = place.visitor();
        app.set_token(&token);
        later(place);
        let kept = application(place, &mair, "read").await;
        let (mut line, mut other) = (listen(&app, "user").await, listen(&kept, "user").await);
        let devices = session::devices(&place.app, mair.actor)
            .await
            .expect("devices");
        let applications = devices.iter().filter(|device| device.application.is_some());
        let first = applications.min_by_key(|device| device.since);
        let first = first.expect("an application").id;
        session::end(&place.app, mair.actor, first)
            .await
            .expect("ended");
        assert_eq!(line.next().await, None);
        let mark = place
            .say(&mair, "Dyna ni.", ForWhom::Public)
            .await
            .to_string();
        assert_eq!(other.until(&mark).await, []);
        let again = app.get("/api/v1/streaming/user").await;
        assert_eq!(again.status, 401);
        place.app.closing.begin();
        assert_eq!(other.next().await, None);
    })
    .await;
}

#[tokio::test]
async fn a_session_that_ended_unheard_is_sent_nothing_more() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        follow(place, &mair, &guto).await;
        let app = application(place, &mair, "read").await;
        let mut line = listen(&app, "user").await;
        // A year without a look: no event says so, its time is over.
        place.later(hafan_app::visit::APPLICATION_US + 1);
        place.say(&guto, "Helo.", ForWhom::Public).await;
        assert_eq!(line.next().await, None);
    })
    .await;
}

#[tokio::test]
async fn each_list_needs_its_scope_and_what_belongs_to_it() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let visitor = place.visitor();
        let statuses = application(place, &mair, "read:statuses").await;
        let news = application(place, &mair, "read:notifications").await;
        for (path, allowed, refused) in [
            ("user", &statuses, &news),
            ("user/notification", &news, &statuses),
            ("public", &statuses, &news),
            ("public/local", &statuses, &news),
            ("public/remote", &statuses, &news),
            ("hashtag?tag=x", &statuses, &news),
            ("hashtag/local?tag=x", &statuses, &news),
        ] {
            let at = format!("/api/v1/streaming/{path}");
            assert_eq!(visitor.get(&at).await.status, 401, "{path}");
            assert_eq!(refused.get(&at).await.status, 403, "{path}");
            listen(allowed, path).await;
        }
        for path in ["hashtag", "hashtag?tag=", "hashtag/local?tag=%23"] {
            let at = format!("/api/v1/streaming/{path}");
            assert_eq!(statuses.get(&at).await.status, 422, "{path}");
        }
        for path in ["nonsense", "user/x"] {
            let at = format!("/api/v1/streaming/{path}");
            assert_eq!(statuses.get(&at).await.status, 404, "{path}");
        }
        // Without a WebSocket the address of WebSockets is none.
        assert_eq!(statuses.get("/api/v1/streaming").await.status, 404);
        let health = visitor.get("/api/v1/streaming/health").await;
        assert_eq!(
            (health.status.as_u16(), &health.body[..]),
            (200, &b"OK"[..])
        );
        // The session of a browser opens no line, and a token in an address no other page.
        assert_eq!(mair.browser.get("/api/v1/streaming/user").await.status, 401);
        let token = place.token(&mair, "read").await;
        let at = format!("/api/v1/timelines/home?access_token={token}");
        assert_eq!(visitor.get(&at).await.status, 401);
        listen(&visitor, &format!("user?access_token={token}")).await;
    })
    .await;
}

#[tokio::test]
async fn a_reader_who_takes_nothing_is_let_go_and_holds_nobody_up() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        follow(place, &mair, &guto).await;
        let app = application(place, &mair, "read").await;
        let mut slow = listen(&app, "user").await;
        let mut quick = listen(&app, "user").await;
        for n in 0..40 {
            later(place);
            let said = place
                .say(&guto, &format!("Gair {n}"), ForWhom::Public)
                .await;
            assert_eq!(quick.until(&said.to_string()).await, []);
        }
        let mut taken = 0;
        while slow.next().await.is_some() {
            taken += 1;
        }
        assert_eq!(taken, 32);
    })
    .await;
}

#[tokio::test]
async fn a_persona_has_room_for_a_bounded_number_of_lines() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let app = application(place, &mair, "read").await;
        let mut open = Vec::new();
        for _ in 0..24 {
            open.push(listen(&app, "user").await);
        }
        let path = "/api/v1/streaming/user";
        let answer = app.open(Method::GET, path, None, Body::empty()).await;
        assert_eq!(answer.status(), 429);
        // Two applications do not learn from it that two personas belong together.
        let second = place.persona(&mair, "merch_y_bryn").await;
        for other in [&guto, &second] {
            let theirs = application(place, other, "read").await;
            listen(&theirs, "user").await;
        }
        open.pop();
        listen(&app, "user").await;
    })
    .await;
}

#[tokio::test]
async fn two_personas_of_one_member_hear_nothing_of_each_other() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let other = place.persona(&mair, "merch_y_bryn").await;
        let app = application(place, &mair, "read").await;
        let theirs = application(place, &other, "read").await;
        let (mut line, mut second) = (listen(&app, "user").await, listen(&theirs, "user").await);
        place.say(&other, "Fi arall.", ForWhom::Public).await;
        let mark = place.say(&mair, "Fi.", ForWhom::Public).await.to_string();
        assert_eq!(line.until(&mark).await, []);
        let first = second.next().await.expect("told");
        assert_eq!(
            first.data["account"]["username"],
            Value::from("merch_y_bryn")
        );
    })
    .await;
}

#[tokio::test]
async fn news_comes_with_the_home_list_and_alone_where_it_is_allowed() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let all = application(place, &mair, "read").await;
        let statuses = application(place, &mair, "read:statuses").await;
        let (mut home, mut news) = (
            listen(&all, "user").await,
            listen(&all, "user/notification").await,
        );
        let mut without = listen(&statuses, "user").await;
        place.say(&guto, "Helo @mair", ForWhom::Public).await;
        let told = news.next().await.expect("told");
        assert_eq!(told.event, "notification");
        assert_eq!(told.data["type"], json!("mention"));
        let listed = read(&all, "/api/v1/notifications").await;
        assert_eq!(told.data, listed[0]);
        assert_eq!(home.next().await.as_ref(), Some(&told));
        // Muted: no news of them, to nobody.
        let mine = application(place, &mair, ALL).await;
        act(
            &mine,
            &format!("/api/v1/accounts/{}/mute", guto.actor.persona),
        )
        .await;
        place.say(&guto, "Eto @mair", ForWhom::Public).await;
        let mark = place
            .say(&mair, "Dyna ni.", ForWhom::Public)
            .await
            .to_string();
        assert_eq!(without.until(&mark).await, []);
        assert_eq!(home.until(&mark).await, []);
    })
    .await;
}

#[tokio::test]
async fn a_list_brings_its_people_and_is_its_owners_alone() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let nest = place.member("nest").await;
        for friend in [&guto, &nest] {
            follow(place, &mair, friend).await;
        }
        let app = application(place, &mair, ALL).await;
        let list = done(&app, "POST", "/api/v1/lists", json!({ "title": "Côr" })).await;
        let id = list["id"].as_str().expect("an id");
        let held = json!({ "account_ids": [guto.actor.persona.to_string()] });
        done(&app, "POST", &format!("/api/v1/lists/{id}/accounts"), held).await;
        let at = format!("list?list={id}");
        let mut line = listen(&app, &at).await;
        let theirs = application(place, &guto, ALL).await;
        for (path, status) in [(at.as_str(), 404), ("list", 422), ("list?list=x", 404)] {
            let path = format!("/api/v1/streaming/{path}");
            assert_eq!(theirs.get(&path).await.status, status, "{path}");
        }
        place.say(&nest, "Nid yn y rhestr.", ForWhom::Public).await;
        later(place);
        let said = place
            .say(&guto, "Yn y rhestr.", ForWhom::Public)
            .await
            .to_string();
        assert_eq!(line.until(&said).await, []);
    })
    .await;
}

#[tokio::test]
async fn words_for_named_people_come_as_conversations() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        place.member("nest").await;
        let app = application(place, &mair, ALL).await;
        let mut line = listen(&app, "direct").await;
        place.say(&guto, "I bawb @mair", ForWhom::Public).await;
        place.say(&guto, "@nest yn unig", ForWhom::Named).await;
        later(place);
        let said = place.say(&guto, "@mair yn unig", ForWhom::Named).await;
        let told = line.next().await.expect("told");
        assert_eq!(told.event, "conversation");
        assert_eq!(told.data["last_status"]["id"], json!(said.to_string()));
        let listed = read(&app, "/api/v1/conversations").await;
        assert_eq!(told.data, listed[0]);
    })
    .await;
}

#[tokio::test]
async fn a_followed_tag_brings_what_carries_it_and_filters_are_told_of() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let theirs = application(place, &guto, ALL).await;
        let chosen = json!({ "discoverable": true, "indexable": true });
        let at = "/api/v1/accounts/update_credentials";
        done(&theirs, "PATCH", at, chosen).await;
        let app = application(place, &mair, ALL).await;
        act(&app, "/api/v1/tags/Canu/follow").await;
        let mut line = listen(&app, "user").await;
        place.say(&guto, "Heb dag.", ForWhom::Public).await;
        later(place);
        let said = place
            .say(&guto, "Gyda #canu", ForWhom::Public)
            .await
            .to_string();
        assert_eq!(line.until(&said).await, []);
        let wish = json!({ "title": "Dim", "context": ["home"] });
        done(&app, "POST", "/api/v2/filters", wish).await;
        let told = line.next().await.expect("told");
        assert_eq!(
            (told.event.as_str(), told.data),
            ("filters_changed", json!("undefined"))
        );
    })
    .await;
}

#[tokio::test]
async fn one_change_of_ones_own_post_is_told_once() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let app = application(place, &mair, ALL).await;
        let (post, _) = place.show(&mair, "Cannwyll.", ForWhom::Public).await;
        settle(place, &mair, &app).await;
        let mut line = listen(&app, "user").await;
        later(place);
        let path = format!("/api/v1/statuses/{post}");
        let picture = read(&app, &path).await["media_attachments"][0]["id"].clone();
        let wish = json!({
            "status": "Golau.", "media_ids": [picture], "quote_approval_policy": "nobody",
            "media_attributes": [{ "id": picture, "description": "Cannwyll wen" }],
        });
        let changed = done(&app, "PUT", &path, wish).await;
        assert_eq!(changed["quote_approval"]["automatic"], json!([]));
        let only = json!({ "quote_approval_policy": "public" });
        done(&app, "PUT", &path, only.clone()).await;
        done(&app, "PUT", &path, only).await;
        let mark = place.say(&mair, "Dyna ni.", ForWhom::Public).await;
        let told = line.until(&mark.to_string()).await;
        let id = post.to_string();
        let twice = [("status.update", id.clone()), ("status.update", id)];
        assert_eq!(brief(&told), twice, "each change once");
    })
    .await;
}
