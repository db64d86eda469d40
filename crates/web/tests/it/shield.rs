//! The shield: an alarm is told calmly, what strangers say is held on every surface, friends are
//! not delayed, and whoever is held can't tell.

mod alarm;
mod holds;
mod rules;

use crate::api::read;
use crate::talk::{answering, openly, say};
use hafan_app::jobs::run_one;
use hafan_app::post::{Wish, favourite};
use hafan_app::relation::follow;
use hafan_app::shield;
use hafan_core::id::PostId;
use hafan_core::time::DAY_US;
use hafan_testkit::worlds::{Arrangement, Who, World, assert_same};
use hafan_testkit::{Backend, Browser, Person, Place, Things, for_each_backend};
use std::collections::BTreeSet;

/// Stands in everything that a stranger writes.
const STRANGE: &str = "pysgodyn";
const PAGE: &str = "/me/shield";
const NEWS: &str = "/notifications";

/// Presses the one button, and the one behind it.
async fn make_quiet(who: &Person) {
    let page = who.browser.get("/about").await;
    let button = page.attribute("header.topbar a[href='/me/shield']", "href");
    let page = who.browser.get(&button.expect("on every page")).await;
    let done = who.browser.submit(&page, PAGE, &[("act", "raise")]).await;
    assert_eq!(done.location(), Some("/me/shield?done=shield-raised"));
}

fn quoting(post: PostId, text: &str) -> Wish {
    Wish {
        quote_of: Some(post),
        ..openly(text)
    }
}

/// The pages and answers of the interface that hold the words for whoever looks.
async fn finds(place: &Place, browser: &Browser, things: &Things) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for route in place.routes().await.iter().filter(|r| r.takes("GET")) {
        let mut paths = things.paths(route);
        let questions = things.questions(&route.path).into_iter();
        paths.extend(questions.map(|asked| format!("{}{asked}", route.path)));
        for path in paths {
            if browser.get(&path).await.holds(STRANGE) {
                found.insert(route.path.clone());
            }
        }
    }
    found
}

fn things_of(who: &Person, root: PostId) -> Things {
    Things {
        personas: vec![("mair".to_owned(), who.actor.persona)],
        posts: vec![("mair".to_owned(), root)],
        ..Things::default()
    }
}

#[tokio::test]
async fn two_hundred_strangers_are_seen_nowhere_and_a_friend_at_once() {
    const STRANGERS: usize = 200;
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        place.shut_door(&mair).await;
        let (ffion, gwen) = (place.member("ffion").await, place.member("gwen").await);
        for person in [&mair, &gwen] {
            place.install(person).await;
        }
        let app = &place.app;
        follow(app, &mair.actor, ffion.actor.persona)
            .await
            .expect("follows");
        let root = say(place, &mair, openly("Dim ond bore da.")).await;
        make_quiet(&mair).await;
        let before = read(&mair.browser, "/api/v1/notifications").await;
        let before = before.as_array().expect("a list").len();
        let mut last = None;
        for number in 0..STRANGERS {
            let stranger = place.member(&format!("dieithryn{number}")).await;
            let wish = match number % 5 {
                4 => quoting(root, &format!("Dyfyniad, {STRANGE}.")),
                _ => answering(root, &format!("Ateb @mair, {STRANGE}.")),
            };
            hafan_app::post::publish(app, &stranger.actor, wish)
                .await
                .expect("a post");
            if number == STRANGERS / 2 {
                say(place, &ffion, answering(root, "Dwi yma, cannwyll.")).await;
                let news = mair.browser.get(NEWS).await;
                assert!(news.holds("cannwyll"), "at once: {}", news.text());
            }
            if number % 5 == 0 {
                last = Some(stranger);
            }
        }
        let things = things_of(&mair, root);
        let nothing = BTreeSet::new();
        assert_eq!(finds(place, &gwen.browser, &things).await, nothing);
        assert_eq!(finds(place, &place.visitor(), &things).await, nothing);
        // She finds them where she decides, and nowhere else.
        let hers = finds(place, &mair.browser, &things).await;
        let decides = ["/me/answers", "/api/hafan/v1/answers"].map(str::to_owned);
        assert_eq!(hers, decides.into());
        let told = read(&mair.browser, "/api/v1/notifications").await;
        assert_eq!(told.as_array().expect("a list").len(), before + 1);
        let thread = mair.browser.get(&format!("/@mair/{root}")).await;
        assert_eq!(thread.html().matches("cannwyll").count(), 1);
        let page = mair.browser.get(PAGE).await;
        assert!(page.says("160 answers wait"), "{}", page.text());
        // Whoever wrote sees their answer where it stands.
        let theirs = last.expect("somebody").browser;
        assert!(theirs.get(&format!("/@mair/{root}")).await.holds(STRANGE));
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_held_can_be_let_in_or_not_and_goes_on_waiting_after_the_end() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (kind, other) = (place.member("kind").await, place.member("other").await);
        let root = say(place, &mair, openly("Bore da.")).await;
        make_quiet(&mair).await;
        let kindly = say(place, &kind, answering(root, "Geiriau da.")).await;
        let otherly = say(place, &other, answering(root, "Geiriau eraill.")).await;
        let thread = format!("/@mair/{root}");
        let seen = place.visitor().get(&thread).await;
        assert!(!seen.holds("Geiriau"));
        for (post, act) in [(kindly, "let-in"), (otherly, "refuse")] {
            let path = format!("/me/answers/{post}");
            let fields = [("kind", "reply"), ("act", act)];
            let page = mair.browser.post(&path, &fields).await;
            assert_eq!(page.status, 303, "{}", page.text());
        }
        let seen = place.visitor().get(&thread).await;
        assert!(seen.holds("Geiriau da") && !seen.holds("Geiriau eraill"));
        // A no is as quiet as what waited.
        let own = other.browser.get(&thread).await;
        assert!(own.holds("Geiriau eraill") && !own.says("waits"));
        // Whom she let in is no stranger.
        say(place, &kind, answering(root, "Diolch mawr.")).await;
        assert!(place.visitor().get(&thread).await.holds("Diolch mawr"));
        let late = place.member("late").await;
        say(place, &late, answering(root, "Un arall.")).await;
        place.require_ledger().await;

        place.later(7 * DAY_US);
        let mair = place.device(&mair).await;
        let me = mair.actor.persona.to_string();
        run_one(&place.app, shield::ENDS_JOB, &me)
            .await
            .expect("the end");
        let news = mair.browser.get(NEWS).await;
        assert!(
            news.says("The shield came down by itself"),
            "{}",
            news.text()
        );
        let page = mair.browser.get(PAGE).await;
        assert!(page.says("1 answer waits") && !page.says("It is quiet"));
        let record = mair.browser.get("/me/ledger").await;
        assert!(record.says("because its time ran out"), "{}", record.text());
        assert!(!place.visitor().get(&thread).await.holds("Un arall"));
        let after = place.member("after").await;
        say(place, &after, answering(root, "Helo eto.")).await;
        assert!(place.visitor().get(&thread).await.holds("Helo eto"));
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn older_posts_are_for_followers_while_it_is_up_and_quotes_let_go() {
    for_each_backend(async |place| {
        let (mair, ffion) = (place.member("mair").await, place.member("ffion").await);
        let stranger = place.member("dieithryn").await;
        let me = mair.actor.persona;
        follow(&place.app, &ffion.actor, me).await.expect("follows");
        let old = say(place, &mair, openly("Hen air.")).await;
        let old = format!("/@mair/{old}");
        place.later(31 * DAY_US);
        let (mair, ffion) = (place.device(&mair).await, place.device(&ffion).await);
        let stranger = place.device(&stranger).await;
        let young = say(place, &mair, openly("Gair llachar.")).await;
        let quote = say(place, &stranger, quoting(young, "Edrychwch.")).await;
        let quote = format!("/@dieithryn/{quote}");
        assert!(place.visitor().get(&quote).await.holds("llachar"));
        assert_eq!(place.visitor().get(&old).await.status, 200);
        make_quiet(&mair).await;
        assert!(!place.visitor().get(&quote).await.holds("llachar"));
        assert_eq!(place.visitor().get(&old).await.status, 404);
        assert_eq!(stranger.browser.get(&old).await.status, 404);
        assert_eq!(ffion.browser.get(&old).await.status, 200);
        assert_eq!(mair.browser.get(&old).await.status, 200);
        let young = format!("/@mair/{young}");
        assert_eq!(place.visitor().get(&young).await.status, 200);
        place.require_ledger().await;
        // Her record has it, with the way back.
        let record = mair.browser.get("/me/ledger").await;
        assert!(record.says("The shield went up."), "{}", record.text());
        let entry = record.attribute("button[name=entry]", "value");
        let fields = [("entry", entry.as_deref().expect("a way back"))];
        let undone = mair.browser.post("/me/ledger/undo", &fields).await;
        assert_eq!(undone.status, 303, "{}", undone.text());
        assert_eq!(place.visitor().get(&old).await.status, 200);
        assert!(!mair.browser.get(PAGE).await.says("It is quiet"));
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn the_page_shows_who_is_here_and_every_page_leads_to_it() {
    for_each_backend(async |place| {
        let (mair, ffion) = (place.member("mair").await, place.member("ffion").await);
        let post = say(place, &ffion, openly("Sut mae?")).await;
        let answer = say(place, &mair, answering(post, "Da iawn.")).await;
        say(place, &ffion, answering(answer, "Gwych.")).await;
        make_quiet(&mair).await;
        let page = mair.browser.get(PAGE).await;
        let friend = page.texts("section[aria-labelledby=friends] li a");
        assert_eq!(friend, ["Ffion"], "{}", page.text());
        for path in ["/", "/notifications", "/me", "/write", "/search", "/@ffion"] {
            let page = mair.browser.follow(mair.browser.get(path).await).await;
            for frame in ["header.topbar", "nav.places"] {
                assert!(page.has(&format!("{frame} a[href='/me/shield']")), "{path}");
            }
        }
        assert!(
            !place
                .visitor()
                .get("/about")
                .await
                .has("a[href='/me/shield']")
        );
        for (watch, status) in [("sensitive", 303), ("off", 303), ("", 422), ("loud", 422)] {
            let fields = [("act", "watch"), ("watch", watch)];
            let saved = mair.browser.post(PAGE, &fields).await;
            assert_eq!(saved.status, status, "{watch}");
        }
        let page = mair.browser.get(PAGE).await;
        assert!(page.has("input[name=watch][value=off][checked]"));
        let lowered = mair.browser.post(PAGE, &[("act", "lower")]).await;
        assert_eq!(lowered.status, 303);
        assert!(!mair.browser.get(PAGE).await.says("It is quiet"));
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn news_of_strangers_waits_also_where_the_door_is_open() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        place.install(&mair).await;
        let stranger = place.member("dieithryn").await;
        say(place, &stranger, openly("Helo @mair, gair un.")).await;
        assert!(mair.browser.get(NEWS).await.holds("gair un"));
        make_quiet(&mair).await;
        say(place, &stranger, openly("Helo @mair, gair dau.")).await;
        assert!(!mair.browser.get(NEWS).await.holds("gair dau"));
        let door = mair.browser.get("/me/door?now=yes").await;
        assert!(door.holds("gair dau"));
    })
    .await;
}

/// What somebody who is held can observe is what somebody observes who is not.
#[tokio::test]
async fn whoever_is_held_by_a_shield_cannot_tell() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let open = approached(backend, None).await;
        assert!(open.seen() > 0, "somebody looked");
        for said in [Said::Nothing, Said::Yes, Said::No] {
            assert_same(&open, &approached(backend, Some(said)).await);
        }
    }
}

/// What the owner of a shield says to what it holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Nothing,
    Yes,
    No,
}

async fn approached(backend: Backend, said: Option<Said>) -> World {
    let mut world = World::new(backend, Arrangement::Apart).await;
    let anwen = world.speaker(Who::Anwen).await.actor;
    world.step("somebody writes");
    let by = world.speaker(Who::Anwen).await;
    let root = world.place.publish(by, openly("Bore da.")).await;
    world.things.posts.push(("anwen".to_owned(), root));
    world.step("a stranger quotes it, and it is quiet from then on");
    let stranger = world.person("dieithryn");
    let quote = world
        .place
        .publish(stranger, quoting(root, "Edrychwch."))
        .await;
    if said.is_some() {
        shield::raise(&world.place.app, anwen)
            .await
            .expect("a shield");
    }
    world.things.posts.push(("dieithryn".to_owned(), quote));
    world.step("they quote it again");
    let stranger = world.person("dieithryn");
    let quote = world.place.publish(stranger, quoting(root, "Eto.")).await;
    world.things.posts.push(("dieithryn".to_owned(), quote));
    world.step("a stranger answers, and goes on");
    let stranger = world.person("dieithryn");
    let wish = answering(root, "Bore gwell.");
    let post = world.place.publish(stranger, wish).await;
    let wish = answering(post, "Ac un peth arall.");
    let more = world.place.publish(stranger, wish).await;
    let actor = stranger.actor;
    world.things.posts.push(("dieithryn".to_owned(), post));
    world.things.posts.push(("dieithryn".to_owned(), more));
    let app = &world.place.app;
    favourite(app, &actor, root, true).await.expect("thanks");
    follow(app, &actor, anwen.persona).await.expect("follows");
    if let Some(verdict) = said.and_then(|said| match said {
        Said::Nothing => None,
        Said::Yes => Some(hafan_app::post::answer::Verdict::LetIn),
        Said::No => Some(hafan_app::post::answer::Verdict::Refuse),
    }) {
        for post in [post, more] {
            let about = (post, hafan_core::answer::AnswerKind::Reply);
            hafan_app::post::answer::decide(app, &anwen, about, verdict)
                .await
                .expect("a verdict");
        }
    }
    world.step("they look around");
    world.look_everywhere(&["dieithryn"]).await;
    world
}
