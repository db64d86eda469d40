//! Hafan's own API: communities, circles, the ledger, posts that Mastodon's API cannot say.

use super::{call, done, id_of, member, read};
use hafan_app::identity::settings::{self, Preferences};
use hafan_app::post::ForWhom;
use hafan_core::community::Visibility;
use hafan_core::locale::Locale;
use hafan_core::scope::Scopes;
use hafan_testkit::{Backend, Place, for_each_backend};
use serde_json::{Value, json};

/// The handles of a list of entities that hold an account each.
fn handles(list: &Value) -> Vec<&str> {
    let all = list.as_array().expect("a list").iter();
    all.map(|one| one["account"]["acct"].as_str().expect("a handle"))
        .collect()
}

#[tokio::test]
async fn a_community_is_joined_read_and_left_and_a_hidden_one_is_not_there() {
    for_each_backend(async |place| {
        let (mair, gwen) = (member(place, "mair").await, member(place, "gwen").await);
        let open = place.found(&mair, "Gardeners", Visibility::Public).await;
        let hidden = place.found(&mair, "Quiet room", Visibility::Hidden).await;
        let found = read(&gwen.browser, "/api/hafan/v1/communities").await;
        assert_eq!(handles(&found["open"]), [open.handle.as_str()]);
        assert_eq!(found["mine"], json!([]));
        let at = |id| format!("/api/hafan/v1/communities/{id}");
        let shown = read(&gwen.browser, &at(open.id.to_string())).await;
        assert_eq!(shown["standing"], "none");
        assert_eq!(shown["visibility"], "public");
        let members = format!("{}/members", at(open.id.to_string()));
        assert_eq!(
            call(&gwen.browser, "GET", &members, Value::Null).await.0,
            403
        );

        let joined = done(
            &gwen.browser,
            "POST",
            &format!("{}/join", at(open.id.to_string())),
            json!({}),
        )
        .await;
        assert_eq!(joined["standing"], "member");
        assert_eq!(handles(&joined["carers"]), ["mair"]);
        let people = read(&gwen.browser, &members).await;
        assert_eq!(handles(&people), ["mair", "gwen"]);
        done(
            &gwen.browser,
            "POST",
            &format!("{}/leave", at(open.id.to_string())),
            json!({}),
        )
        .await;
        let left = read(&gwen.browser, &at(open.id.to_string())).await;
        assert_eq!(left["standing"], "left");

        // Hidden, by whatever is asked, is as if it were not there; a persona is no community.
        for id in [
            hidden.id.to_string(),
            "12345".to_owned(),
            gwen.actor.persona.to_string(),
        ] {
            for (method, end) in [
                ("GET", ""),
                ("GET", "/members"),
                ("POST", "/join"),
                ("POST", "/leave"),
            ] {
                let (status, words) = call(
                    &gwen.browser,
                    method,
                    &format!("{}{end}", at(id.clone())),
                    Value::Null,
                )
                .await;
                assert_eq!(status, 404, "{method} {id}{end}: {words}");
            }
        }
        let own = read(&mair.browser, "/api/hafan/v1/communities").await;
        assert_eq!(own["mine"].as_array().map(Vec::len), Some(2));
    })
    .await;
}

#[tokio::test]
async fn a_post_goes_to_the_community_or_the_circle_it_names_and_to_nobody_else() {
    for_each_backend(async |place| {
        let (mair, gwen, rhys) = (
            member(place, "mair").await,
            member(place, "gwen").await,
            member(place, "rhys").await,
        );
        let room = place
            .found(&mair, "Book club", Visibility::MembersOnly)
            .await;
        place.let_in(&mair, &room, &gwen, "gwen").await;
        let post = "/api/hafan/v1/statuses";
        let wish = json!({ "status": "For us", "community_id": room.id.to_string() });
        let made = done(&mair.browser, "POST", post, wish.clone()).await;
        assert_eq!(made["hafan"]["audience"], "community");
        assert_eq!(made["hafan"]["community"], room.id.to_string());
        let at = format!("/api/v1/statuses/{}", id_of(&made));
        assert_eq!(call(&gwen.browser, "GET", &at, Value::Null).await.0, 200);
        assert_eq!(call(&rhys.browser, "GET", &at, Value::Null).await.0, 404);
        // Who is not in it cannot write in it.
        assert_eq!(call(&rhys.browser, "POST", post, wish).await.0, 403);

        let near = json!({ "title": "Near" });
        let circle = done(&mair.browser, "POST", "/api/hafan/v1/circles", near).await;
        let circle = id_of(&circle);
        let people = format!("/api/hafan/v1/circles/{}/accounts", circle);
        let who = json!({ "account_id": gwen.actor.persona.to_string() });
        let filled = done(&mair.browser, "POST", &people, who.clone()).await;
        assert_eq!(filled["accounts"][0]["acct"], "gwen");
        let wish = json!({ "status": "Near", "circle_id": circle, "replies": "nobody" });
        let made = done(&mair.browser, "POST", post, wish.clone()).await;
        assert_eq!(made["hafan"]["audience"], "circle");
        assert_eq!(made["hafan"]["replies"], "nobody");
        let at = format!("/api/v1/statuses/{}", id_of(&made));
        assert_eq!(call(&gwen.browser, "GET", &at, Value::Null).await.0, 200);
        assert_eq!(call(&rhys.browser, "GET", &at, Value::Null).await.0, 404);
        done(&mair.browser, "DELETE", &people, who.clone()).await;
        assert_eq!(call(&gwen.browser, "GET", &at, Value::Null).await.0, 404);
        // A circle is its owner's.
        assert_eq!(call(&gwen.browser, "POST", post, wish).await.0, 422);
        assert_eq!(call(&gwen.browser, "POST", &people, who).await.0, 404);
        let room = room.id.to_string();
        let both = json!({ "status": "x", "circle_id": circle, "community_id": room });
        assert_eq!(call(&mair.browser, "POST", post, both).await.0, 422);
        let name = format!("/api/hafan/v1/circles/{}", circle);
        let renamed = done(&mair.browser, "PUT", &name, json!({ "title": "Nearer" })).await;
        assert_eq!(renamed["title"], "Nearer");
        done(&mair.browser, "DELETE", &name, Value::Null).await;
        assert_eq!(
            read(&mair.browser, "/api/hafan/v1/circles").await,
            json!([])
        );
    })
    .await;
}

#[tokio::test]
async fn the_ledger_of_an_application_is_that_of_its_persona_alone() {
    for_each_backend(async |place| {
        let (mair, gwen) = (member(place, "mair").await, member(place, "gwen").await);
        // Another persona of the same member, and a device of it: entries of the member.
        let rose = place.persona(&mair, "rose").await;
        place.install(&rose).await;
        let page = mair.browser.get("/me/settings").await;
        assert_eq!(page.status, 200);
        done(
            &mair.browser,
            "POST",
            &format!("/api/v1/accounts/{}/mute", gwen.actor.persona),
            json!({}),
        )
        .await;
        let entries = read(&mair.browser, "/api/hafan/v1/ledger").await;
        let all = entries.as_array().expect("a list");
        let texts: Vec<&str> = all.iter().filter_map(|e| e["text"].as_str()).collect();
        assert!(texts.iter().any(|text| text.contains("Gwen")), "{texts:?}");
        let words = entries.to_string();
        assert!(
            !words.contains("Rose") && !words.contains("rose"),
            "{words}"
        );
        // The page of the member has more: the same words, and those of the member.
        let whole = mair.browser.get("/me/ledger").await;
        assert!(whole.says("Rose"));
        let mute = all
            .iter()
            .find(|e| e["state"] == "undoable")
            .expect("a way back");
        let undo = |id: &str| format!("/api/hafan/v1/ledger/{id}/undo");
        // Nobody else takes it back, their own other persona neither.
        for other in [&gwen, &rose] {
            let at = undo(&id_of(mute));
            assert_eq!(call(&other.browser, "POST", &at, Value::Null).await.0, 404);
        }
        done(&mair.browser, "POST", &undo(&id_of(mute)), Value::Null).await;
        let ties = read(
            &mair.browser,
            &format!("/api/v1/accounts/relationships?id[]={}", gwen.actor.persona),
        )
        .await;
        assert_eq!(ties[0]["muting"], false);
        let again = call(&mair.browser, "POST", &undo(&id_of(mute)), Value::Null).await;
        assert_eq!(again.0, 409);
    })
    .await;
}

#[tokio::test]
async fn the_ledger_wants_the_whole_of_reading_and_of_writing() {
    let place = Place::new(Backend::Sqlite).await;
    let (mair, gwen) = (member(&place, "mair").await, member(&place, "gwen").await);
    let mute = format!("/api/v1/accounts/{}/mute", gwen.actor.persona);
    done(&mair.browser, "POST", &mute, json!({})).await;
    let entries = read(&mair.browser, "/api/hafan/v1/ledger").await;
    let entries = entries.as_array().expect("a list");
    let undoable = entries.iter().find(|entry| entry["state"] == "undoable");
    let undo = id_of(undoable.expect("a way back"));
    let undo = format!("/api/hafan/v1/ledger/{undo}/undo");
    // Nothing narrower will do: the ledger tells blocks, mutes and follows, and takes them back.
    let narrow = |whole: &str| {
        let all = Scopes::all().into_iter();
        let begins = format!("{whole}:");
        all.filter(move |scope| scope.starts_with(&begins))
            .collect::<Vec<_>>()
            .join(" ")
    };
    for scopes in [narrow("read"), "write follow push profile".to_owned()] {
        let app = place.visitor();
        app.set_token(&place.token(&mair, &scopes).await);
        let answer = call(&app, "GET", "/api/hafan/v1/ledger", Value::Null).await;
        assert_eq!(answer.0, 403, "{scopes}: {}", answer.1);
    }
    for scopes in [narrow("write"), "read follow push profile".to_owned()] {
        let app = place.visitor();
        app.set_token(&place.token(&mair, &scopes).await);
        let answer = call(&app, "POST", &undo, Value::Null).await;
        assert_eq!(answer.0, 403, "{scopes}: {}", answer.1);
    }
    let app = place.visitor();
    app.set_token(&place.token(&mair, "read write").await);
    assert_eq!(
        call(&app, "GET", "/api/hafan/v1/ledger", Value::Null)
            .await
            .0,
        200
    );
    assert_eq!(call(&app, "POST", &undo, Value::Null).await.0, 200);
}

#[tokio::test]
async fn the_language_of_the_pages_is_told_to_no_application() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = member(&place, "mair").await;
    let tell = async || {
        let own = read(&mair.browser, "/api/v1/accounts/verify_credentials").await;
        let starts = read(&mair.browser, "/api/v1/preferences").await;
        assert_eq!(own["source"]["language"], Value::Null);
        assert_eq!(starts["posting:default:language"], Value::Null);
        (own, starts)
    };
    let before = tell().await;
    let wish = Preferences {
        locale: Locale::Cy,
        theme: "auto".to_owned(),
        easy_read: true,
        shows_counts: false,
        time_zone: "Europe/Dublin".to_owned(),
    };
    let set = settings::set_preferences(&place.app, mair.actor, wish).await;
    set.expect("a setting");
    assert_eq!(tell().await, before, "two personas would change at once");
}

#[tokio::test]
async fn an_entry_of_the_member_is_not_undone_through_an_application() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = member(&place, "mair").await;
    let wish = Preferences {
        locale: Locale::En,
        theme: "auto".to_owned(),
        easy_read: false,
        shows_counts: false,
        time_zone: "Europe/Dublin".to_owned(),
    };
    let set = settings::set_preferences(&place.app, mair.actor, wish).await;
    set.expect("a setting");
    let record = mair.browser.get("/me/ledger").await;
    let entry = record
        .attribute("button[name=entry]", "value")
        .expect("a way back");
    let at = format!("/api/hafan/v1/ledger/{entry}/undo");
    assert_eq!(call(&mair.browser, "POST", &at, Value::Null).await.0, 404);
    let undone = mair
        .browser
        .submit(&record, "/me/ledger/undo", &[("entry", &entry)])
        .await;
    assert_eq!(undone.location(), Some("/me/ledger?done=undone"));
}

#[tokio::test]
async fn familiar_voices_are_people_one_has_talked_with() {
    let place = Place::new(Backend::Sqlite).await;
    let (mair, gwen, rhys) = (
        member(&place, "mair").await,
        member(&place, "gwen").await,
        member(&place, "rhys").await,
    );
    for stranger in [&gwen, &rhys] {
        place.say(stranger, "Good morning", ForWhom::Public).await;
        place.later(1_000);
    }
    let at = "/api/hafan/v1/timelines/familiar";
    assert_eq!(read(&mair.browser, at).await, json!([]));
    let first = super::say(&mair, "@gwen how are you?", "public").await;
    place.later(1_000);
    let answer = json!({ "status": "@mair well!", "in_reply_to_id": first });
    done(&gwen.browser, "POST", "/api/v1/statuses", answer).await;
    let seen = read(&mair.browser, at).await;
    let words = seen.to_string();
    assert!(
        words.contains("Good morning") && words.contains("\"familiar\""),
        "{words}"
    );
    assert!(!words.contains("\"rhys\""), "{words}");
}

#[tokio::test]
async fn a_persona_tells_and_changes_what_its_posts_start_with() {
    let place = Place::new(Backend::Sqlite).await;
    let mair = member(&place, "mair").await;
    let at = "/api/hafan/v1/persona";
    let wish = json!({ "default_audience": "followers", "default_replies": "followed" });
    let changed = done(&mair.browser, "PATCH", at, wish).await;
    assert_eq!(changed["default_audience"], "followers");
    assert_eq!(changed["default_replies"], "followed");
    assert_eq!(read(&mair.browser, at).await, changed);
    let made = done(
        &mair.browser,
        "POST",
        "/api/v1/statuses",
        json!({ "status": "Hello" }),
    )
    .await;
    assert_eq!(made["hafan"]["audience"], "followers");
    assert_eq!(made["hafan"]["replies"], "followed");
    for wrong in [
        json!({ "default_replies": "members" }),
        json!({ "default_audience": "all" }),
    ] {
        assert_eq!(call(&mair.browser, "PATCH", at, wrong).await.0, 422);
    }
}
