//! First contacts: what somebody does whom the owner never had to do with waits at the door, from
//! the start and on every surface: the news of it, and the words in the owner's own threads.
//! Whoever does it sees the same as if it had been told.

mod all;
mod known;
mod reach;
mod scene;
mod threads;

use crate::api::streaming::listen;
use crate::api::{call, done, read};
use crate::talk::{act, answering, found, join, openly, say, within};
use data_encoding::BASE64URL_NOPAD;
use hafan_app::community::care::change_role;
use hafan_app::community::invite;
use hafan_app::door::{self, For, Seen};
use hafan_app::invitation::LinkWish;
use hafan_app::live::{Topic, watch};
use hafan_app::post::{ForWhom, boost, favourite};
use hafan_app::relation::follow;
use hafan_app::store::door::HELD_OF_ONE_MAX;
use hafan_core::community::{Role, Visibility};
use hafan_core::door::SMALL_COMMUNITY_MAX;
use hafan_core::time::{DAY_US, HOUR_US, MINUTE_US};
use hafan_testkit::worlds::{Arrangement, OBSERVERS, Who, World, assert_same};
use hafan_testkit::{Backend, Things, for_each_backend};
use p256::SecretKey;
use scene::{
    DOOR, NEWS, PATIENCE, STRANGE, approach, ask_followers, at_door, befriend, come_in, decide,
    finds, guarded, is_told, let_follow, privately, pushes, quoting,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What comes to somebody by itself.
const COMING: [&str; 8] = [
    "/",
    "/api/hafan/v1/news",
    "/api/v1/conversations",
    "/api/v1/notifications",
    "/api/v1/notifications/requests",
    "/api/v1/timelines/home",
    "/api/v2/notifications",
    "/notifications",
];

#[tokio::test]
async fn a_first_contact_of_any_kind_waits_on_every_surface() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let dewi = place.member("dewi").await;
        let root = say(place, &mair, openly("Bore da.")).await;
        let gwen = place.member("gwen").await;
        let circle = found(place, &gwen, "Cylch", Visibility::MembersOnly).await;
        join(place, &mair, &circle).await;
        let topics = [Topic::News, Topic::Community(circle.id)];
        let mut hints = watch(&place.app, mair.actor, &topics)
            .await
            .expect("a line");
        let theirs = approach(place, &dewi, root, &mair).await;
        say(place, &gwen, within(&circle, "Noswaith dda.")).await;
        let hint = tokio::time::timeout(PATIENCE, hints.next()).await;
        let hint = hint.expect("in time").expect("a read");
        assert_eq!(
            hint,
            Some(Topic::Community(circle.id)),
            "and nothing before"
        );
        let things = Things {
            personas: vec![("mair".to_owned(), mair.actor.persona)],
            posts: vec![("mair".to_owned(), root)],
            words: vec!["bore".to_owned()],
            ..Things::default()
        };
        // Only where she goes to look who waits.
        let looked: BTreeSet<String> = finds(place, &mair, &things).await;
        assert_eq!(looked, [DOOR.to_owned()].into());
        // Whoever opens what they wrote, or searches for it, finds it; nothing of it comes.
        let sought = Things {
            personas: vec![("dewi".to_owned(), dewi.actor.persona)],
            posts: theirs.iter().map(|id| ("dewi".to_owned(), *id)).collect(),
            words: vec![STRANGE.to_owned()],
            ..Things::default()
        };
        let sought = finds(place, &mair, &sought).await;
        for path in COMING {
            assert!(!sought.contains(path), "{path}: {sought:?}");
        }
        assert!(sought.contains("/@{handle}/{id}"), "{sought:?}");
        assert_eq!(read(&mair.browser, NEWS).await, json!([]));
        let count = read(&mair.browser, &format!("{NEWS}/unread_count")).await;
        assert_eq!(count["count"], 0);
        assert_eq!(
            read(&mair.browser, "/api/v1/conversations").await,
            json!([])
        );
        assert!(at_door(&mair).await.holds(STRANGE));
        // A yes, and everything is told.
        decide(&mair, "let-in", &dewi).await;
        let told = finds(place, &mair, &things).await;
        for path in [NEWS, "/notifications", "/api/v1/conversations"] {
            assert!(told.contains(path), "{path}: {told:?}");
        }
        let kinds = read(&mair.browser, NEWS).await;
        let kinds: BTreeSet<&str> = kinds
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["type"].as_str())
            .collect();
        let all = ["favourite", "follow", "mention", "quote", "reblog"];
        assert_eq!(kinds, all.into());
    })
    .await;
}

#[tokio::test]
async fn whom_the_owner_had_to_do_with_is_no_stranger() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let [ann, bob, cai, elin] = [
            place.member("ann").await,
            place.member("bob").await,
            place.member("cai").await,
            place.member("elin").await,
        ];
        assert!(!is_told(place, &mair, &ann, "cyntaf").await);
        // Whoever follows her did so on their own.
        befriend(place, &ann, &mair).await;
        assert!(!is_told(place, &mair, &ann, "dilynwr").await);
        befriend(place, &mair, &ann).await;
        assert!(is_told(place, &mair, &ann, "dilyn").await);

        let post = say(place, &bob, openly("Sut mae pawb?")).await;
        assert!(!is_told(place, &mair, &bob, "cynharach").await);
        say(place, &mair, answering(post, "Iawn, diolch.")).await;
        assert!(is_told(place, &mair, &bob, "wedyn").await);
        say(place, &mair, openly("Bore da @cai.")).await;
        assert!(is_told(place, &mair, &cai, "enwi").await);
        // Another persona of somebody she knows is somebody she does not know.
        let other = place.persona(&bob, "arall").await;
        assert!(!is_told(place, &mair, &other, "rhywun").await);

        assert!(!is_told(place, &mair, &elin, "gofyn").await);
        ask_followers(&mair).await;
        befriend(place, &elin, &mair).await;
        let_follow(place, &mair, &elin).await;
        assert!(is_told(place, &mair, &elin, "derbyn").await);

        place.later(366 * DAY_US);
        let mair = place.device(&mair).await;
        place.install(&mair).await;
        assert!(!is_told(place, &mair, &bob, "hen").await, "a year later");
        assert!(is_told(place, &mair, &ann, "eto").await, "followed still");
    })
    .await;
}

#[tokio::test]
async fn neighbours_of_a_small_community_and_those_who_invited_are_no_strangers() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let (dilys, gwen) = (place.member("dilys").await, place.member("gwen").await);
        let small = place.found(&dilys, "Cylch", Visibility::MembersOnly).await;
        place.let_in(&dilys, &small, &mair, "mair").await;
        assert!(is_told(place, &mair, &dilys, "cymydog").await);
        // One whom nobody let in yet is none.
        let asked = invite::invite(
            &place.app,
            dilys.actor,
            small.handle.clone(),
            "gwen".to_owned(),
        );
        asked.await.expect("an invitation");
        assert!(!is_told(place, &mair, &gwen, "gwahodd").await);
        come_in(place, &gwen, &small).await;
        assert!(is_told(place, &mair, &gwen, "ymuno").await);
        // It grows: two hundred people do not know each other.
        let mut members = 3;
        while members < SMALL_COMMUNITY_MAX - 1 {
            let handle = format!("aelod{members}");
            let guest = place.member(&handle).await;
            place.let_in(&dilys, &small, &guest, &handle).await;
            members += 1;
        }
        assert!(
            is_told(place, &mair, &gwen, "olaf").await,
            "{members} members"
        );
        let last = place.member("olaf").await;
        place.let_in(&dilys, &small, &last, "olaf").await;
        assert!(!is_told(place, &mair, &gwen, "mawr").await, "150 members");
        assert!(!is_told(place, &mair, &last, "newydd").await);
        // What they answer her there waits in the square as in the thread.
        let inside = ForWhom::Community(small.id);
        let hers = place.say(&mair, "Fy ngeiriau yma.", inside).await;
        place.later(MINUTE_US);
        let strange = format!("Yn y sgwâr, {STRANGE}.");
        say(place, &last, answering(hers, &strange)).await;
        let square = format!("/c/{}", small.handle);
        assert!(gwen.browser.get(&square).await.holds(STRANGE));
        assert!(!mair.browser.get(&square).await.holds(STRANGE));
        assert!(!mair.browser.get("/").await.says("Olaf"));
        // Whoever looks after it is known.
        let handle = small.handle.clone();
        let (who, role) = ("gwen".to_owned(), Role::Moderator);
        let made = change_role(&place.app, dilys.actor, handle, who, role);
        made.await.expect("a role");
        assert!(is_told(place, &mair, &gwen, "gofalwr").await);
        // Whoever invited her is known to her still.
        assert!(is_told(place, &mair, &dilys, "gwestai").await);

        // And whoever came by her invitation, wherever they are since.
        let own = place.found(&mair, "Teulu", Visibility::MembersOnly).await;
        let wish = LinkWish {
            note: String::new(),
            uses: 5,
            days: 7,
        };
        let made = invite::make_link(&place.app, mair.actor, own.handle.clone(), wish).await;
        made.expect("a link");
        let links = invite::invitations(&place.app, mair.actor, own.handle.clone()).await;
        let code = links.expect("links").links[0].0.code.clone();
        let taken = last
            .browser
            .post(&format!("/join/{code}/accept"), &[])
            .await;
        assert_eq!(taken.status, 303);
        let left = hafan_app::community::join::leave(&place.app, last.actor, own.handle).await;
        left.expect("left");
        assert!(is_told(place, &mair, &last, "drwy").await);
    })
    .await;
}

#[tokio::test]
async fn a_pile_on_of_two_hundred_strangers_does_not_reach_its_target_and_friends_do() {
    const STRANGERS: usize = 200;
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let (ffion, eleri) = (place.member("ffion").await, place.member("eleri").await);
        let app = &place.app;
        let me = mair.actor.persona;
        befriend(place, &mair, &ffion).await;
        let circle = place.found(&eleri, "Cylch", Visibility::MembersOnly).await;
        place.let_in(&eleri, &circle, &mair, "mair").await;
        let key = SecretKey::from_slice(&[9; 32]).expect("a key");
        let alerts = json!({
            "mention": true, "quote": true, "follow": true, "favourite": true, "reblog": true,
        });
        let subscription = json!({
            "subscription": {
                "endpoint": "http://127.0.0.1:9999/send",
                "keys": {
                    "p256dh": BASE64URL_NOPAD.encode(&key.public_key().to_sec1_bytes()),
                    "auth": BASE64URL_NOPAD.encode(b"sixteen secrets!"),
                },
            },
            "data": { "alerts": alerts, "policy": "all" },
        });
        let at = "/api/v1/push/subscription";
        done(&mair.browser, "POST", at, subscription).await;
        let root = say(place, &mair, openly("Dim ond bore da.")).await;
        let before = read(&mair.browser, NEWS)
            .await
            .as_array()
            .expect("a list")
            .len();
        let mut stream = listen(&mair.browser, "user").await;
        let mut last = None;
        for number in 0..STRANGERS {
            let stranger = place.member(&format!("dieithryn{number}")).await;
            let wish = match number % 4 {
                0 => answering(root, &format!("Ateb, {STRANGE}.")),
                1 => openly(&format!("@mair {STRANGE}")),
                2 => quoting(root, &format!("Dyfyniad, {STRANGE}.")),
                _ => privately(&format!("@mair {STRANGE}")),
            };
            let published = hafan_app::post::publish(app, &stranger.actor, wish).await;
            let post = published.expect("a post");
            befriend(place, &stranger, &mair).await;
            favourite(app, &stranger.actor, root, true)
                .await
                .expect("thanks");
            if number == STRANGERS / 2 {
                let friendly = "Dwi yma, cannwyll.";
                say(place, &ffion, answering(root, friendly)).await;
                say(place, &eleri, answering(root, friendly)).await;
                let told = read(&mair.browser, NEWS).await;
                assert_eq!(
                    told.as_array().expect("a list").len(),
                    before + 2,
                    "at once"
                );
            }
            if number % 4 == 0 {
                last = Some((stranger, post));
            }
        }
        // Of two hundred nothing, of friends everything.
        let told = read(&mair.browser, NEWS).await;
        assert_eq!(told.as_array().expect("a list").len(), before + 2);
        let mark = say(place, &mair, openly("Nos da.")).await;
        let streamed = stream.until(&mark.to_string()).await;
        let told = streamed.iter().filter(|one| one.event == "notification");
        assert_eq!(told.count(), 2);
        assert!(!format!("{streamed:?}").contains(STRANGE));
        assert_eq!(pushes(place).await, 2, "for the answers of friends");
        let things = Things {
            personas: vec![("mair".to_owned(), me)],
            posts: vec![("mair".to_owned(), root)],
            ..Things::default()
        };
        let looked = finds(place, &mair, &things).await;
        assert_eq!(looked, [DOOR.to_owned()].into());
        let thread = mair.browser.get(&format!("/@mair/{root}")).await;
        assert_eq!(thread.html().matches("cannwyll").count(), 2);
        // Those who wrote see their answers where everybody sees them.
        let (stranger, post) = last.expect("somebody answered");
        let theirs = stranger.browser.get(&format!("/@mair/{root}")).await;
        assert!(theirs.holds(STRANGE) && theirs.holds(&post.to_string()));
        // No number says how many there are, also when they have come up.
        place.later(10 * HOUR_US);
        let news = mair.browser.get("/notifications").await;
        assert!(news.says("People are at the door"), "{}", news.text());
        assert!(!news.holds("200"));
    })
    .await;
}

#[tokio::test]
async fn those_who_wait_come_up_twice_a_day_as_words_alone() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let dewi = place.member("dewi").await;
        let words = "Helo @mair, edrycha: https://drwg.example/llun";
        place.show(&dewi, words, ForWhom::Public).await;
        let page = mair.browser.get(DOOR).await;
        assert!(!page.says("Dewi") && page.says("Nobody here just now"));
        let link = "main p.row a[href='/me/door']";
        assert!(!mair.browser.get("/notifications").await.has(link));
        let policy = read(&mair.browser, "/api/v2/notifications/policy").await;
        assert_eq!(policy["summary"]["pending_requests_count"], 0);
        let now = at_door(&mair).await;
        assert!(now.says("Dewi wrote to you") && now.says("https://drwg.example/llun"));
        // Six in the evening.
        place.later(8 * HOUR_US);
        let page = mair.browser.get(DOOR).await;
        assert!(page.says("Dewi") && page.says("https://drwg.example/llun"));
        assert!(mair.browser.get("/notifications").await.has(link));
        let policy = read(&mair.browser, "/api/v2/notifications/policy").await;
        assert_eq!(policy["summary"]["pending_requests_count"], 1);
        for page in [now, page] {
            assert_eq!(page.count("article.asking"), 1);
            assert!(!page.has("article.asking img") && !page.has("article.asking picture"));
            let links = page.count("article.asking a");
            assert_eq!(links, page.count("article.asking a[href^='/people/']"));
            assert!(page.has("article.asking .face") && !page.holds("/media/"));
            assert!(page.says("With a picture, which shows after your yes."));
        }
        // Whoever came since waits for the next morning.
        let elin = place.member("elin").await;
        say(place, &elin, openly("Noswaith dda @mair.")).await;
        assert!(!mair.browser.get(DOOR).await.says("Elin"));
        place.later(14 * HOUR_US);
        let page = mair.browser.get(DOOR).await;
        assert!(page.says("Elin") && page.says("Dewi"));
    })
    .await;
}

#[tokio::test]
async fn one_yes_is_for_what_waits_and_a_no_is_quiet() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let (dewi, elin) = (place.member("dewi").await, place.member("elin").await);
        let root = say(place, &mair, openly("Bore da.")).await;
        say(place, &dewi, answering(root, "Un gair.")).await;
        let thread = format!("/@mair/{root}");
        let theirs = dewi.browser.get(&thread).await;
        assert!(theirs.holds("Un gair"), "open words stand where they are");
        assert!(!mair.browser.get(&thread).await.holds("Un gair"));
        assert!(!mair.browser.get("/notifications").await.holds("Un gair"));
        let once = decide(&mair, "once", &dewi).await;
        assert_eq!(once.location(), Some("/me/door?done=door-once"));
        assert!(mair.browser.get("/notifications").await.holds("Un gair"));
        assert!(!mair.browser.get(DOOR).await.says("People you let in"));
        say(place, &dewi, answering(root, "Ail air.")).await;
        assert!(!mair.browser.get("/notifications").await.holds("Ail air"));
        let no = decide(&mair, "send-away", &dewi).await;
        assert_eq!(no.location(), Some("/me/door?done=sent-away"));
        assert!(!at_door(&mair).await.holds("Ail air"));
        assert!(!mair.browser.get("/notifications").await.holds("Ail air"));
        assert!(
            dewi.browser.get(&thread).await.holds("Ail air"),
            "told nothing"
        );
        // A block from the door takes everything along, and is undone in the record.
        say(place, &elin, openly("@mair, gair cas.")).await;
        let blocked = decide(&mair, "block", &elin).await;
        assert_eq!(blocked.location(), Some("/me/door?done=blocked"));
        assert!(!at_door(&mair).await.says("Elin"));
        let unblocked = act(&mair, "unblock", &elin).await;
        assert_eq!(unblocked.status, 303);
        let nobody = decide(&mair, "once", &elin).await;
        assert_eq!(nobody.status, 404, "nothing of them waits");
        let (status, _) = call(&mair.browser, "GET", NEWS, Value::Null).await;
        assert_eq!(status, 200);
    })
    .await;
}

/// What somebody who waits can observe is what somebody who is told of observes.
#[tokio::test]
async fn nobody_can_tell_whether_they_wait_at_a_door() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let told = approached(backend, None).await;
        assert!(told.seen() > OBSERVERS.len(), "somebody looked");
        for said in [Said::Nothing, Said::Yes, Said::No, Said::Undone] {
            assert_same(&told, &approached(backend, Some(said)).await);
        }
    }
}

/// What the owner of a door says to who waits there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Yes,
    No,
    /// A no that was undone.
    Undone,
}

async fn approached(backend: Backend, said: Option<Said>) -> World {
    let mut world = World::new(backend, Arrangement::Apart).await;
    world.things.words = vec!["bore".to_owned()];
    if said.is_some() {
        let anwen = world.speaker(Who::Anwen).await;
        world.place.shut_door(anwen).await;
    }
    world.step("somebody writes");
    let anwen = world.speaker(Who::Anwen).await;
    let root = world.place.say(anwen, "Bore da.", ForWhom::Public).await;
    world.things.posts.push(("anwen".to_owned(), root));
    let other = world.person("ffion");
    let below = world.place.publish(other, answering(root, "Bore hyfryd."));
    let below = below.await;
    world.things.posts.push(("ffion".to_owned(), below));
    for wish in [
        answering(below, "Bore byr."),
        answering(root, "Bore gwell."),
        openly("Bore da @anwen."),
        quoting(root, "Bore hir."),
        privately("@anwen Bore bach."),
    ] {
        world.step("a stranger comes near");
        let post = world.place.publish(world.person("dieithryn"), wish).await;
        world.things.posts.push(("dieithryn".to_owned(), post));
    }
    world.step("a stranger does what needs no words");
    let stranger = world.person("dieithryn").actor;
    let (app, anwen) = (&world.place.app, world.speaker(Who::Anwen).await.actor);
    follow(app, &stranger, anwen.persona)
        .await
        .expect("follows");
    favourite(app, &stranger, root, true).await.expect("thanks");
    boost(app, &stranger, root, true).await.expect("a boost");
    // More than waits of one: the oldest goes.
    for _ in 0..HELD_OF_ONE_MAX {
        let wish = openly("Eto, @anwen.");
        world.place.publish(world.person("dieithryn"), wish).await;
    }
    let guest = vec![(stranger.persona, Seen::ALL)];
    match said {
        Some(Said::Yes) => door::let_in(app, anwen, guest, For::Once)
            .await
            .expect("a yes"),
        Some(Said::No | Said::Undone) => {
            door::send_away(app, anwen, guest).await.expect("a no");
        }
        Some(Said::Nothing) | None => {}
    }
    if said == Some(Said::Undone) {
        let undone = door::undecline(app, anwen, stranger.persona).await;
        undone.expect("undone");
    }
    world.place.later(MINUTE_US);
    world.step("everybody but her looks around");
    world
        .look_everywhere(&OBSERVERS[..OBSERVERS.len() - 1])
        .await;
    world
}
