//! Every way of writing a name that readers take for that of a community: it leads there, or the
//! post is refused. None goes out to everybody.

use super::{call, id_of, member, read};
use crate::post::{force, rows_of};
use hafan_core::community::Visibility;
use hafan_testkit::{Backend, Founded, Person, Place};
use serde_json::{Value, json};

/// A word of the post that nobody else writes.
const INSIDE: &str = "gwylan";
/// The place, as people write it and as the protocols do.
const HOME: [&str; 2] = ["tŷ.example", "xn--t-foa.example"];

/// Ways of naming that lead into the community.
fn written(name: &str) -> Vec<String> {
    let mut ways: Vec<String> = [
        "@{}",
        "@@{}",
        "@@@{}",
        "({}",
        "\u{2764}\u{FE0F}@{}",
        "\u{200F}@{}",
        ".@{}",
        "*@{}*",
        "@{}\u{FE0F}",
        "@{}\u{200E}",
        "@{}\u{61C}.",
        "@{}:",
        "@{}@",
        "@{}@localhost",
    ]
    .map(|way| way.replace("({}", "(@{})").replace("{}", name))
    .to_vec();
    for home in HOME {
        for end in ["", ".", ":443", "/", "\u{FE0F}"] {
            ways.push(format!("@{name}@{home}{end}"));
            ways.push(format!("@{name}@{}{end}", home.to_uppercase()));
        }
    }
    ways.push(format!("@{name}@tŷ\u{3002}example"));
    ways.push(format!("@{}@ty\u{302}.example", name.to_uppercase()));
    ways
}

/// Ways that readers take for naming, and that are not written as names are.
fn seeming(name: &str) -> Vec<String> {
    let (first, rest) = name.split_at(1);
    let wide: String = name
        .chars()
        .map(|c| char::from_u32(u32::from(c) + 0xFEE0).expect("a wide letter"))
        .collect();
    vec![
        format!("\u{FF20}{name}"),
        format!("\u{FE6B}{name}"),
        format!("\u{FF20}\u{FF20}{name}"),
        format!("@\u{FE0F}{name}"),
        format!("@\u{200F}{name}"),
        format!("@{wide}"),
        format!("@{first}\u{200D}{rest}"),
        format!("@{first}\u{200E}{rest}"),
        format!("@{first}\u{302}{rest}"),
        format!("@{first}_{rest}"),
        format!("@{name}_"),
        format!("@{}", name.replace('e', "\u{435}")),
        format!("@**{name}**"),
        format!("**@**{name}"),
        format!("@{first}*{rest}*"),
        format!("@`{name}`"),
        format!("@[{name}](https://other.example)"),
        format!("Helo@{name}"),
        format!("1\u{FE0F}\u{20E3}@{name}"),
        format!("Gwen/@{name}"),
        format!("#@{name}"),
        format!("&@{name}"),
        format!("{name}@{}", HOME[0]),
        format!("!{name}@{}", HOME[1]),
    ]
}

/// Words that nobody takes for naming the community here.
fn others(name: &str) -> Vec<String> {
    vec![
        name.to_owned(),
        format!("`@{name}`"),
        format!("[@{name}](https://other.example)"),
        format!("https://{}/@{name}", HOME[0]),
        format!("{}/@{name}", HOME[1]),
        format!("other.example/?u=@{name}"),
        format!("@{name}@other.example"),
        format!("@{name}@t\u{fd}.example"),
        format!("{name}@other.example"),
        format!("mair@{name}.example"),
        format!("@{name}au"),
    ]
}

/// A place whose name has Welsh letters, with a member of a community for members only.
async fn home(backend: Backend) -> (Place, Person, Founded) {
    let place = Place::new(backend).await;
    let place = place.at(&format!("http://{}", HOME[1]));
    let mair = member(&place, "mair").await;
    let room = place.found(&mair, "Teulu", Visibility::MembersOnly).await;
    (place, mair, room)
}

async fn post(who: &Person, words: &str) -> (u16, Value) {
    let sent = json!({ "status": words, "visibility": "public" });
    call(&who.browser, "POST", "/api/v1/statuses", sent).await
}

/// What nobody in particular reads of her.
async fn leaked(place: &Place, mair: &Person) -> bool {
    let stranger = place.visitor();
    let path = format!("/api/v1/accounts/{}/statuses", mair.actor.persona);
    let told = read(&stranger, &path).await.to_string();
    told.contains(INSIDE) || stranger.get("/@mair").await.holds(INSIDE)
}

#[tokio::test]
async fn whatever_readers_take_for_a_name_of_a_community_leads_there_or_nowhere() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let (place, mair, room) = home(backend).await;
        mair.browser.secret("/").await;
        let link = format!("/c/{}\"", room.handle);
        for way in written(&room.handle) {
            place.later(1_000);
            let words = format!("{way} {INSIDE}");
            let (status, made) = post(&mair, &words).await;
            assert_eq!(status, 200, "{way:?}: {made}");
            assert_eq!(made["hafan"]["community"], room.id.to_string(), "{way:?}");
            let content = made["content"].as_str().expect("content");
            assert!(content.contains(&link), "{way:?}: {content}");
            let fields = [("body", words.as_str()), ("audience", "public")];
            let sent = force(&mair, "mair", &fields).await;
            assert_eq!(sent.status, 303, "{way:?}: {}", sent.text());
        }
        let said = rows_of(&place, "posts").await.len();
        for way in seeming(&room.handle) {
            let words = format!("{INSIDE} {way} {INSIDE}");
            let (status, told) = post(&mair, &words).await;
            assert_eq!(status, 422, "{way:?}: {told}");
            let told = told["error"].as_str().expect("words");
            assert!(told.contains("Nothing was published"), "{way:?}: {told}");
            let fields = [("body", words.as_str()), ("audience", "public")];
            let sent = force(&mair, "mair", &fields).await;
            assert_eq!(sent.status, 422, "{way:?}: {}", sent.text());
        }
        assert_eq!(rows_of(&place, "posts").await.len(), said);
        assert!(!leaked(&place, &mair).await);
        for way in others(&room.handle) {
            place.later(1_000);
            let (status, made) = post(&mair, &way).await;
            assert_eq!(status, 200, "{way:?}: {made}");
            assert_eq!(made["hafan"]["audience"], "public", "{way:?}");
            let content = made["content"].as_str().expect("content");
            assert!(!content.contains(&link), "{way:?}: {content}");
        }
        place.require_ledger().await;
    }
}

#[tokio::test]
async fn what_seems_to_name_where_it_stands_is_no_doubt() {
    let (place, mair, room) = home(Backend::Sqlite).await;
    for way in seeming(&room.handle) {
        place.later(1_000);
        let words = format!("@{} {way} {INSIDE}", room.handle);
        let (status, made) = post(&mair, &words).await;
        assert_eq!(status, 200, "{way:?}: {made}");
        assert_eq!(made["hafan"]["community"], room.id.to_string(), "{way:?}");
        let sent = json!({ "status": way, "community_id": room.id.to_string() });
        let (status, made) = call(&mair.browser, "POST", "/api/hafan/v1/statuses", sent).await;
        assert_eq!(status, 200, "{way:?}: {made}");
    }
    assert!(!leaked(&place, &mair).await);
}

#[tokio::test]
async fn a_change_an_answer_a_notice_and_a_poll_hold_the_same_rule() {
    let (place, mair, room) = home(Backend::Sqlite).await;
    let (_, open) = post(&mair, "I bawb").await;
    let open = id_of(&open);
    let path = "/api/v1/statuses";
    let around = [format!("@{}", room.handle), format!("Helo@{}", room.handle)];
    for way in seeming(&room.handle).into_iter().chain(around.clone()) {
        let change = json!({ "status": way });
        let at = format!("{path}/{open}");
        assert_eq!(
            call(&mair.browser, "PUT", &at, change).await.0,
            422,
            "{way:?}"
        );
        let answer = json!({ "status": way, "in_reply_to_id": open });
        assert_eq!(
            call(&mair.browser, "POST", path, answer).await.0,
            422,
            "{way:?}"
        );
    }
    for way in around {
        let notice = json!({ "status": INSIDE, "spoiler_text": way });
        let poll = json!({ "options": [way, "Nage"], "expires_in": 3600 });
        let poll = json!({ "status": INSIDE, "poll": poll });
        for sent in [notice, poll] {
            let (status, told) = call(&mair.browser, "POST", path, sent.clone()).await;
            assert_eq!(status, 422, "{way:?}: {told}");
            let mut inside = sent;
            inside["status"] = json!(format!("@{} {INSIDE}", room.handle));
            let (status, made) = call(&mair.browser, "POST", path, inside).await;
            assert_eq!(status, 200, "{way:?}: {made}");
        }
        let change = json!({ "status": "I bawb", "spoiler_text": way });
        let at = format!("{path}/{open}");
        assert_eq!(
            call(&mair.browser, "PUT", &at, change).await.0,
            422,
            "{way:?}"
        );
    }
    assert!(!leaked(&place, &mair).await);
}
