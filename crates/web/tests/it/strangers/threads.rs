//! What waits at the door is left out of the owner's own threads, as she reads them and nobody
//! else.

use super::scene::{
    DOOR, NEWS, PATIENCE, STRANGE, at_door, befriend, decide, finds, guarded, is_in_news, quoting,
};
use crate::answers::asked::reword;
use crate::api::streaming::listen;
use crate::api::{done, read};
use crate::rules::be_findable;
use crate::talk::{answering, found, join, openly, say, within};
use hafan_app::community::care::change_role;
use hafan_app::door::set;
use hafan_app::identity::settings::{Preferences, set_preferences};
use hafan_app::jobs::run_one;
use hafan_app::live::{Topic, watch};
use hafan_app::post::answer::{self, Verdict};
use hafan_app::post::{Wish, boost, favourite};
use hafan_app::relation::unfollow;
use hafan_core::answer::AnswerKind;
use hafan_core::audience::WhoMay;
use hafan_core::community::{Role, Visibility};
use hafan_core::door::{Answer, Caller};
use hafan_core::id::PostId;
use hafan_core::locale::Locale;
use hafan_core::time::{DAY_US, HOUR_US};
use hafan_testkit::{Person, Place, Things, for_each_backend};
use serde_json::{Value, json};

/// The line that leads from a thread to the door.
const LINE: &str = "main p.at-door a[href='/me/door']";

/// A thread of Mair's in which a friend and a stranger speak, and one of the friend's.
struct Scene {
    mair: Person,
    ffion: Person,
    dewi: Person,
    elin: Person,
    /// Hers.
    root: PostId,
    /// The friend's answer.
    friendly: PostId,
    /// What the stranger wrote: to her, to the friend, to himself, around a quote, and to what she
    /// answered in the thread of the friend.
    strange: [PostId; 5],
    /// The friend's answer to the stranger, and the friend's quote of him.
    beside: [PostId; 2],
    /// What the friend began, and her answer to it.
    theirs: [PostId; 2],
}

impl Scene {
    async fn new(place: &Place) -> Self {
        let mair = guarded(place, "mair").await;
        let [ffion, dewi, elin] = [
            place.member("ffion").await,
            place.member("dewi").await,
            place.member("elin").await,
        ];
        for who in [&ffion, &dewi, &elin] {
            place.install(who).await;
        }
        be_findable(place, &dewi).await;
        befriend(place, &mair, &ffion).await;
        let root = say(place, &mair, openly("Bore da.")).await;
        let friendly = say(place, &ffion, answering(root, "Cannwyll.")).await;
        let theirs = say(place, &ffion, openly("Noswaith dda.")).await;
        let hers = say(place, &mair, answering(theirs, "I tithau.")).await;
        let word = |number: usize| format!("Ateb{number} {STRANGE}.");
        let to_her = say(place, &dewi, answering(root, &word(0))).await;
        let strange = [
            to_her,
            say(place, &dewi, answering(friendly, &word(1))).await,
            say(place, &dewi, answering(to_her, &word(2))).await,
            say(place, &dewi, quoting(root, &word(3))).await,
            say(place, &dewi, answering(hers, &word(4))).await,
        ];
        let beside = [
            say(place, &ffion, answering(to_her, "Paid, gyfaill.")).await,
            say(place, &ffion, quoting(to_her, "Clywch, gyfeillion.")).await,
        ];
        let shared = boost(&place.app, &ffion.actor, strange[3], true).await;
        shared.expect("a boost");
        Self {
            mair,
            ffion,
            dewi,
            elin,
            root,
            friendly,
            strange,
            beside,
            theirs: [theirs, hers],
        }
    }

    /// Everything but what the stranger wrote.
    fn things(&self) -> Things {
        let posts = [
            ("mair", self.root),
            ("ffion", self.friendly),
            ("ffion", self.beside[0]),
            ("ffion", self.beside[1]),
            ("ffion", self.theirs[0]),
            ("mair", self.theirs[1]),
        ];
        Things {
            personas: vec![
                ("mair".to_owned(), self.mair.actor.persona),
                ("ffion".to_owned(), self.ffion.actor.persona),
            ],
            posts: posts.map(|(by, id)| (by.to_owned(), id)).into(),
            words: ["ateb0", "ateb1", "ateb2", "ateb3", "ateb4"]
                .map(str::to_owned)
                .into(),
            ..Things::default()
        }
    }
}

/// What stands around a post for somebody, and the numbers they are told of it.
async fn around(who: &Person, post: PostId) -> (Vec<String>, i64, i64) {
    let at = format!("/api/v1/statuses/{post}");
    let context = read(&who.browser, &format!("{at}/context")).await;
    let both = [&context["ancestors"], &context["descendants"]];
    let ids = both.map(|list| list.as_array().expect("a list").clone());
    let ids = ids.concat().into_iter();
    let ids = ids.map(|one| one["id"].as_str().expect("an id").to_owned());
    let status = read(&who.browser, &at).await;
    let number = |name: &str| status[name].as_i64().expect("a number");
    (
        ids.collect(),
        number("replies_count"),
        number("quotes_count"),
    )
}

fn ids(posts: &[PostId]) -> Vec<String> {
    posts.iter().map(ToString::to_string).collect()
}

async fn wants_numbers(place: &Place, who: &Person) {
    let wish = Preferences {
        locale: Locale::En,
        theme: "auto".to_owned(),
        easy_read: false,
        shows_counts: true,
        time_zone: String::new(),
    };
    let set = set_preferences(&place.app, who.actor, wish).await;
    set.expect("settings");
}

/// True if words stand in a thread, on its page and for applications.
async fn stand(who: &Person, at: PostId, words: &str) -> bool {
    let page = who.browser.get(&format!("/@mair/{at}")).await.holds(words);
    let context = format!("/api/v1/statuses/{at}/context");
    let context = read(&who.browser, &context).await.to_string();
    assert_eq!(page, context.contains(words), "{words}");
    page
}

#[tokio::test]
async fn words_of_strangers_are_in_no_thread_of_the_owner_as_she_reads_it_on_any_surface() {
    for_each_backend(async |place| {
        let scene = Scene::new(place).await;
        let (mair, things) = (&scene.mair, scene.things());
        assert_eq!(finds(place, mair, &things).await, [DOOR.to_owned()].into());
        let door = at_door(mair).await;
        for number in 0..5 {
            assert!(door.holds(&format!("Ateb{number}")), "{number} waits");
        }
        assert!(
            door.says("Anwen wrote in a conversation of yours."),
            "{}",
            door.text()
        );
        let [root, friendly, beside] = [scene.root, scene.friendly, scene.beside[0]];
        wants_numbers(place, mair).await;
        assert_eq!(around(mair, root).await, (ids(&[friendly, beside]), 1, 0));
        assert_eq!(around(mair, friendly).await, (ids(&[root]), 0, 0));
        assert_eq!(around(mair, beside).await, (ids(&[root]), 0, 0));
        let quotes = format!("/api/v1/statuses/{root}/quotes");
        assert_eq!(read(&mair.browser, &quotes).await, json!([]));
        let page = mair.browser.get(&format!("/@mair/{root}")).await;
        assert!(page.says("In answer to a post that is not shown here"));
        let told = read(&mair.browser, &format!("/api/v1/statuses/{beside}")).await;
        assert_eq!(told["in_reply_to_id"], Value::Null);
        // Whoever opens what he wrote, or his page, wants to see it.
        let opened = mair
            .browser
            .get(&format!("/@dewi/{}", scene.strange[0]))
            .await;
        assert!(opened.holds("Ateb0") && !opened.holds("Ateb2"));
        assert!(mair.browser.get("/@dewi").await.holds("Ateb3"));

        // A yes brings all of it back, for what waited.
        place.later(10 * HOUR_US);
        let yes = decide(mair, "once", &scene.dewi).await;
        assert_eq!(yes.location(), Some("/me/door?done=door-once"));
        let found = finds(place, mair, &things).await;
        for path in [
            "/@{handle}/{id}",
            "/api/v1/statuses/{id}/context",
            "/api/v1/statuses/{id}/quotes",
            "/api/v1/timelines/home",
            "/search",
        ] {
            assert!(found.contains(path), "{path}: {found:?}");
        }
        let (all, replies, quotes) = around(mair, root).await;
        assert_eq!((all.len(), replies, quotes), (5, 2, 1));
        let news = read(&mair.browser, NEWS).await.to_string();
        for (number, is_news) in [true, false, false, true, true].iter().enumerate() {
            let words = format!("Ateb{number}");
            assert_eq!(
                news.contains(&words),
                *is_news,
                "{words}: to her, or beside"
            );
        }
        say(place, &scene.dewi, answering(root, "Seithfed.")).await;
        assert!(!stand(mair, root, "Seithfed").await && stand(mair, root, "Ateb2").await);
        decide(mair, "let-in", &scene.dewi).await;
        assert!(stand(mair, root, "Seithfed").await);
        say(place, &scene.dewi, answering(root, "Wythfed.")).await;
        assert!(stand(mair, root, "Wythfed").await);
    })
    .await;
}

#[tokio::test]
async fn everybody_else_sees_what_they_always_saw() {
    for_each_backend(async |place| {
        let scene = Scene::new(place).await;
        let Scene {
            root,
            friendly,
            strange,
            ..
        } = scene;
        let below = [
            friendly,
            strange[1],
            strange[0],
            strange[2],
            scene.beside[0],
        ];
        for who in [&scene.ffion, &scene.dewi, &scene.elin] {
            wants_numbers(place, who).await;
            assert_eq!(around(who, root).await, (ids(&below), 2, 1));
            assert_eq!(around(who, friendly).await.0, ids(&[root, strange[1]]));
            let thread = who.browser.get(&format!("/@mair/{root}")).await;
            for number in 0..3 {
                assert!(thread.holds(&format!("Ateb{number}")));
            }
            assert!(!thread.has(LINE), "nothing of her door");
        }
        let visitor = place.visitor().get(&format!("/@mair/{root}")).await;
        assert!(visitor.holds("Ateb0") && !visitor.has(LINE));
        // She whose door is open reads as before.
        let open = vec![(Caller::Stranger, Answer::Tell)];
        set(&place.app, scene.mair.actor, open)
            .await
            .expect("a door");
        wants_numbers(place, &scene.mair).await;
        assert_eq!(around(&scene.mair, root).await, (ids(&below), 2, 1));
    })
    .await;
}

#[tokio::test]
async fn the_thread_says_in_one_line_that_some_wait_once_they_have_come_up() {
    for_each_backend(async |place| {
        let scene = Scene::new(place).await;
        let mair = &scene.mair;
        let page = async |at: PostId| mair.browser.get(&format!("/@mair/{at}")).await;
        assert!(!page(scene.root).await.has(LINE), "they have not come up");
        place.later(10 * HOUR_US);
        let thread = page(scene.root).await;
        assert!(thread.has(LINE) && thread.says("Answers by people you don’t know wait"));
        assert_eq!(thread.count(LINE), 1);
        assert!(!thread.says("These are all the answers"));
        assert!(page(scene.theirs[1]).await.has(LINE), "around her answer");
        let quiet = say(place, mair, openly("Tawel.")).await;
        assert!(!page(quiet).await.has(LINE), "nobody wrote here");
        // A no: nothing waits, and nothing comes back until it is undone.
        let no = decide(mair, "send-away", &scene.dewi).await;
        assert_eq!(no.location(), Some("/me/door?done=sent-away"));
        assert!(!page(scene.root).await.has(LINE));
        assert!(!stand(mair, scene.root, STRANGE).await);
        let door = mair.browser.get(DOOR).await;
        assert!(!door.has("article.asking") && door.says("People you declined"));
        let undone = decide(mair, "undecline", &scene.dewi).await;
        assert_eq!(undone.location(), Some("/me/door?done=door-undeclined"));
        let door = mair.browser.get(DOOR).await;
        assert!(door.has("article.asking") && !door.says("People you declined"));
        for number in 0..5 {
            assert!(door.holds(&format!("Ateb{number}")));
        }
        assert!(page(scene.root).await.has(LINE));
        let twice = decide(mair, "undecline", &scene.dewi).await;
        assert_eq!(twice.status, 404, "nothing of him is declined");
        decide(mair, "send-away", &scene.dewi).await;
        place.later(31 * DAY_US);
        let mair = place.device(mair).await;
        let late = decide(&mair, "undecline", &scene.dewi).await;
        assert_eq!(late.status, 404, "thirty days");
        run_one(&place.app, "sweep", "").await.expect("the sweep");
        let rows = place.rows().await;
        assert!(!rows.iter().any(|row| row.starts_with("declined")));
    })
    .await;
}

#[tokio::test]
async fn no_hint_and_no_line_tells_of_a_strangers_words_in_her_threads() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let (ffion, dewi) = (place.member("ffion").await, place.member("dewi").await);
        befriend(place, &mair, &ffion).await;
        let root = say(place, &mair, openly("Bore da.")).await;
        let topics = [
            Topic::Thread(root),
            Topic::Home,
            Topic::Author(dewi.actor.persona),
            Topic::News,
        ];
        let line = watch(&place.app, mair.actor, &topics).await;
        let mut line = line.expect("a line");
        let mut stream = listen(&mair.browser, "user").await;
        let strange = say(place, &dewi, answering(root, STRANGE)).await;
        reword(place, &dewi, strange, &format!("Eto {STRANGE}")).await;
        let quote = say(place, &dewi, quoting(root, STRANGE)).await;
        for post in [strange, quote] {
            let shared = boost(&place.app, &ffion.actor, post, true).await;
            shared.expect("a boost");
        }
        let gone = hafan_app::post::delete(&place.app, &dewi.actor, strange).await;
        gone.expect("gone");
        let thanks = favourite(&place.app, &ffion.actor, root, true).await;
        thanks.expect("thanks");
        let hint = tokio::time::timeout(PATIENCE, line.next()).await;
        let hint = hint.expect("in time").expect("a read");
        assert_eq!(hint, Some(Topic::News), "and nothing before");
        let friendly = say(place, &ffion, answering(root, "Cannwyll.")).await;
        let streamed = stream.until(&friendly.to_string()).await;
        let said = format!("{streamed:?}");
        for silent in [STRANGE.to_owned(), strange.to_string(), quote.to_string()] {
            assert!(!said.contains(&silent), "{silent} in {said}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_told_stays_and_what_comes_of_a_tie_is_seen_at_once() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        place.install(&mair).await;
        let [ann, bob, cai] = [
            place.member("ann").await,
            place.member("bob").await,
            place.member("cai").await,
        ];
        let root = say(place, &mair, openly("Bore da.")).await;
        say(place, &ann, answering(root, "Cynnar.")).await;
        place.shut_door(&mair).await;
        assert!(stand(&mair, root, "Cynnar").await, "told while it was open");
        say(place, &ann, answering(root, "Hwyr.")).await;
        assert!(!stand(&mair, root, "Hwyr").await && stand(&mair, root, "Cynnar").await);
        // A friend's words do not go when the tie does.
        befriend(place, &mair, &bob).await;
        say(place, &bob, answering(root, "Ffrind.")).await;
        let ended = unfollow(&place.app, &mair.actor, bob.actor.persona).await;
        ended.expect("unfollowed");
        assert!(stand(&mair, root, "Ffrind").await);
        say(place, &bob, answering(root, "Dieithryn.")).await;
        assert!(!stand(&mair, root, "Dieithryn").await);
        befriend(place, &mair, &bob).await;
        assert!(stand(&mair, root, "Dieithryn").await, "followed again");
        // Whoever came to be a neighbour is known when they write next.
        say(place, &cai, answering(root, "Cymydog.")).await;
        let circle = found(place, &mair, "Cylch", Visibility::MembersOnly).await;
        join(place, &cai, &circle).await;
        assert!(!stand(&mair, root, "Cymydog").await);
        say(place, &cai, answering(root, "Eto.")).await;
        assert!(stand(&mair, root, "Cymydog").await && stand(&mair, root, "Eto").await);
        // What she begins herself: an answer.
        let hwyr = say(place, &ann, openly("Sut mae?")).await;
        say(place, &mair, answering(hwyr, "Iawn.")).await;
        assert!(stand(&mair, root, "Hwyr").await, "answered");
    })
    .await;
}

#[tokio::test]
async fn a_thread_she_does_not_want_to_hear_of_lets_nothing_in_and_loses_nothing() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let dewi = place.member("dewi").await;
        let root = say(place, &mair, openly("Bore da.")).await;
        let hush = format!("/api/v1/statuses/{root}/mute");
        done(&mair.browser, "POST", &hush, Value::Null).await;
        say(place, &dewi, answering(root, "Ateb.")).await;
        // Whatever an application clears, it is the door's alone.
        done(
            &mair.browser,
            "POST",
            "/api/v1/notifications/clear",
            Value::Null,
        )
        .await;
        assert!(!stand(&mair, root, "Ateb").await);
        assert!(at_door(&mair).await.holds("Ateb"), "it waits all the same");
        decide(&mair, "once", &dewi).await;
        assert!(stand(&mair, root, "Ateb").await && !is_in_news(&mair, "Ateb").await);
    })
    .await;
}

#[tokio::test]
async fn those_who_keep_the_norms_read_what_stands_there() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let (gwen, dewi) = (place.member("gwen").await, place.member("dewi").await);
        let circle = found(place, &gwen, "Sgwâr", Visibility::Public).await;
        join(place, &mair, &circle).await;
        let root = say(place, &mair, within(&circle, "Bore da.")).await;
        // He answers, and is a member no longer, so that nothing ties the two.
        join(place, &dewi, &circle).await;
        let mut number = 3;
        while number < hafan_core::door::SMALL_COMMUNITY_MAX {
            let guest = place.member(&format!("aelod{number}")).await;
            join(place, &guest, &circle).await;
            number += 1;
        }
        say(place, &dewi, answering(root, "Ateb.")).await;
        assert!(!stand(&mair, root, "Ateb").await);
        let (handle, who) = (circle.handle.clone(), "mair".to_owned());
        let made = change_role(&place.app, gwen.actor, handle, who, Role::Moderator).await;
        made.expect("a role");
        assert!(stand(&mair, root, "Ateb").await, "or nobody could help");
    })
    .await;
}

#[tokio::test]
async fn who_does_not_want_to_be_told_does_not_meet_them_either_until_the_door_is_open() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let dewi = place.member("dewi").await;
        let choose = async |answer: Answer| {
            let wish = vec![(Caller::Stranger, answer)];
            set(&place.app, mair.actor, wish).await.expect("a door");
        };
        choose(Answer::Drop).await;
        let root = say(place, &mair, openly("Bore da.")).await;
        say(place, &dewi, answering(root, "Ateb.")).await;
        assert!(!stand(&mair, root, "Ateb").await && !at_door(&mair).await.holds("Ateb"));
        place.later(10 * HOUR_US);
        let page = mair.browser.get(&format!("/@mair/{root}")).await;
        assert!(!page.has(LINE), "nothing waits");
        choose(Answer::Tell).await;
        assert!(stand(&mair, root, "Ateb").await);
    })
    .await;
}

#[tokio::test]
async fn a_quote_that_she_is_asked_about_waits_in_one_place() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let dewi = place.member("dewi").await;
        let asking = Wish {
            quotes: Some(WhoMay::Ask),
            ..openly("Bore da.")
        };
        let root = say(place, &mair, asking).await;
        let quote = say(place, &dewi, quoting(root, STRANGE)).await;
        assert!(!at_door(&mair).await.holds(STRANGE));
        assert!(mair.browser.get("/me/answers").await.holds(STRANGE));
        let about = (quote, AnswerKind::Quote);
        let yes = answer::decide(&place.app, &mair.actor, about, Verdict::LetIn).await;
        yes.expect("let in");
        let quotes = format!("/api/v1/statuses/{root}/quotes");
        assert!(
            read(&mair.browser, &quotes)
                .await
                .to_string()
                .contains(STRANGE)
        );
    })
    .await;
}
