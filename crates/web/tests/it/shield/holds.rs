//! What a shield holds, how it is given back, and that whoever is held hears nothing of it.

use super::{PAGE, make_quiet, quoting};
use crate::api::read;
use crate::api::streaming::listen;
use crate::talk::{answering, openly, say};
use hafan_app::identity::old_words;
use hafan_app::jobs::run_one;
use hafan_app::post::answer::{Verdict, decide};
use hafan_app::post::{EditWish, edit};
use hafan_app::relation::{follow, mute};
use hafan_app::store::answer::SHIELDED_ROUND;
use hafan_core::answer::AnswerKind;
use hafan_core::id::PostId;
use hafan_core::old_words::OldWords;
use hafan_core::time::DAY_US;
use hafan_testkit::{Page, Person, Place, for_each_backend};

async fn change(place: &Place, who: &Person, post: PostId, text: &str) {
    let wish = EditWish {
        text: text.to_owned(),
        ..EditWish::default()
    };
    let changed = edit(&place.app, &who.actor, post, wish).await;
    changed.expect("new words");
}

/// What everybody sees of a post by its address.
async fn seen(place: &Place, handle: &str, post: PostId) -> Page {
    place.visitor().get(&format!("/@{handle}/{post}")).await
}

async fn press(who: &Person, act: &str) {
    let done = who.browser.post(PAGE, &[("act", act)]).await;
    assert_eq!(done.status, 303, "{act}: {}", done.text());
}

#[tokio::test]
async fn what_its_owner_showed_again_stays_shown_when_the_shield_goes_up() {
    for_each_backend(async |place| {
        let (mair, stranger) = (place.member("mair").await, place.member("dieithryn").await);
        let root = say(place, &mair, openly("Gair llachar.")).await;
        let quote = say(place, &stranger, quoting(root, "Edrychwch.")).await;
        for verdict in [Verdict::Hide, Verdict::Show] {
            let about = (quote, AnswerKind::Quote);
            let decided = decide(&place.app, &mair.actor, about, verdict).await;
            decided.expect("a verdict");
        }
        make_quiet(&mair).await;
        assert!(seen(place, "dieithryn", quote).await.holds("llachar"));
        place.require_ledger().await;
        // Other words around it are not what she looked at.
        change(place, &stranger, quote, "Geiriau eraill.").await;
        assert!(!seen(place, "dieithryn", quote).await.holds("llachar"));
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn new_words_of_a_stranger_are_held_where_the_old_ones_stood() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (stranger, ffion) = (place.member("dieithryn").await, place.member("ffion").await);
        follow(&place.app, &mair.actor, ffion.actor.persona)
            .await
            .expect("follows");
        let root = say(place, &mair, openly("Gair llachar.")).await;
        let answer = say(place, &stranger, answering(root, "Bore da.")).await;
        let friendly = say(place, &ffion, answering(root, "Bore da iawn.")).await;
        let quote = say(place, &stranger, quoting(root, "Edrychwch.")).await;
        place.later(3 * DAY_US);
        let mair = place.device(&mair).await;
        let (stranger, ffion) = (place.device(&stranger).await, place.device(&ffion).await);
        make_quiet(&mair).await;
        // What stood is not touched, but for quotes of the last two days.
        assert!(seen(place, "mair", root).await.says("Bore da."));
        assert!(seen(place, "dieithryn", quote).await.holds("llachar"));
        change(place, &stranger, answer, "Rhywbeth cas.").await;
        change(place, &ffion, friendly, "Rhywbeth caredig.").await;
        change(place, &stranger, quote, "Edrychwch ar hon, gas.").await;
        let thread = seen(place, "mair", root).await;
        assert!(thread.says("Rhywbeth caredig"), "{}", thread.text());
        assert!(!thread.holds("Rhywbeth cas."), "{}", thread.text());
        assert!(!seen(place, "dieithryn", quote).await.holds("llachar"));
        // Its author sees both as they wrote them.
        let own = &stranger.browser;
        let thread = own.get(&format!("/@mair/{root}")).await;
        assert!(thread.holds("Rhywbeth cas."));
        let quoted = own.get(&format!("/@dieithryn/{quote}")).await;
        assert!(quoted.holds("llachar"));
        let tray = mair.browser.get("/me/answers").await;
        assert!(tray.holds("Rhywbeth cas.") && tray.holds("Edrychwch ar hon, gas"));
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn all_quotes_of_the_last_days_are_taken_back_also_two_by_one_person() {
    for_each_backend(async |place| {
        let (mair, stranger) = (place.member("mair").await, place.member("dieithryn").await);
        let root = say(place, &mair, openly("Gair llachar.")).await;
        let mut quotes = Vec::new();
        for number in 0..3 {
            let wish = quoting(root, &format!("Edrychwch, {number}."));
            quotes.push(say(place, &stranger, wish).await);
        }
        make_quiet(&mair).await;
        for quote in quotes {
            assert!(!seen(place, "dieithryn", quote).await.holds("llachar"));
        }
        let page = mair.browser.get(PAGE).await;
        assert!(page.says("taken out of 3 quotes"), "{}", page.text());
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn all_that_is_held_can_be_shown_at_once_and_undoing_the_shield_does() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let root = say(place, &mair, openly("Gair llachar.")).await;
        make_quiet(&mair).await;
        let (kind, other) = (place.member("kind").await, place.member("other").await);
        let many = SHIELDED_ROUND + 5;
        for number in 0..many {
            say(place, &kind, answering(root, &format!("Gair {number}."))).await;
        }
        let quote = say(place, &other, quoting(root, "Dyma hi.")).await;
        let page = mair.browser.get(PAGE).await;
        assert!(
            page.says(&format!("{many} answers wait")),
            "{}",
            page.text()
        );
        press(&mair, "show-all").await;
        // The rest follows by a job.
        let jobs: Vec<String> = place.rows().await;
        let job = jobs.iter().find(|row| row.contains("shield-show"));
        let body = job.expect("a job for the rest").split('"').nth(3);
        let ran = run_one(&place.app, "shield-show", body.expect("a body")).await;
        ran.expect("the rest");
        let thread = seen(place, "mair", root).await;
        for number in 0..many {
            assert!(thread.says(&format!("Gair {number}.")), "{number}");
        }
        assert!(seen(place, "other", quote).await.holds("llachar"));
        assert!(!mair.browser.get(PAGE).await.says("answers wait"));
        place.require_ledger().await;
        // It is up still, and holds what comes.
        let late = say(place, &other, answering(root, "Gair hwyr.")).await;
        assert!(!seen(place, "mair", root).await.holds("Gair hwyr"));
        press(&mair, "lower").await;
        assert!(!seen(place, "mair", root).await.holds("Gair hwyr"));
        // Undone, it is as if it had never been up.
        make_quiet(&mair).await;
        let later = say(place, &other, answering(root, "Gair hwyrach.")).await;
        assert!(!seen(place, "mair", root).await.holds("Gair hwyr"));
        let record = mair.browser.get("/me/ledger").await;
        let entry = record.attribute("button[name=entry]", "value");
        let fields = [("entry", entry.as_deref().expect("a way back"))];
        let undone = mair.browser.post("/me/ledger/undo", &fields).await;
        assert_eq!(undone.status, 303, "{}", undone.text());
        let thread = seen(place, "mair", root).await;
        assert!(thread.holds("Gair hwyr.") && thread.holds("Gair hwyrach"));
        for post in [late, later] {
            assert_eq!(seen(place, "other", post).await.status, 200);
        }
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn what_was_closed_by_choice_stays_as_it_was_chosen_and_the_rest_is_for_followers() {
    for_each_backend(async |place| {
        let (mair, ffion) = (place.member("mair").await, place.member("ffion").await);
        let me = mair.actor.persona;
        follow(&place.app, &ffion.actor, me).await.expect("follows");
        let ancient = say(place, &mair, openly("Hynafol.")).await;
        place.later(350 * DAY_US);
        let mair = place.device(&mair).await;
        let old = say(place, &mair, openly("Hen.")).await;
        place.later(100 * DAY_US);
        let (mair, ffion) = (place.device(&mair).await, place.device(&ffion).await);
        let chosen = OldWords::parse("days 365 nobody").expect("a choice");
        old_words::choose(&place.app, mair.actor, chosen)
            .await
            .expect("a choice");
        let statuses = async |who: &hafan_testkit::Browser| {
            let mut found = Vec::new();
            for post in [ancient, old] {
                found.push(who.get(&format!("/@mair/{post}")).await.status);
            }
            found
        };
        assert_eq!(statuses(&ffion.browser).await, [404, 200]);
        assert_eq!(statuses(&place.visitor()).await, [404, 200]);
        make_quiet(&mair).await;
        assert_eq!(statuses(&ffion.browser).await, [404, 200]);
        assert_eq!(statuses(&place.visitor()).await, [404, 404]);
        assert_eq!(statuses(&mair.browser).await, [200, 200]);
        place.require_ledger().await;
        // The hourly look opens them again, also where the job of the end was lost.
        place.later(7 * DAY_US);
        run_one(&place.app, "sweep", "").await.expect("a sweep");
        assert_eq!(statuses(&place.visitor()).await, [404, 200]);
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn the_page_says_who_reaches_her_and_nobody_else() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let names = ["ffion", "mud", "gynt"];
        for name in names {
            let who = place.member(name).await;
            let post = say(place, &who, openly("Sut mae?")).await;
            let answer = say(place, &mair, answering(post, "Da iawn.")).await;
            say(place, &who, answering(answer, "Gwych.")).await;
            if name == "gynt" {
                continue;
            }
            follow(&place.app, &mair.actor, who.actor.persona)
                .await
                .expect("follows");
            if name == "mud" {
                mute(&place.app, &mair.actor, who.actor.persona)
                    .await
                    .expect("a mute");
            }
        }
        place.later(400 * DAY_US);
        let mair = place.device(&mair).await;
        make_quiet(&mair).await;
        let page = mair.browser.get(PAGE).await;
        let here = page.texts("section[aria-labelledby=friends] li a");
        assert_eq!(here, ["Ffion"], "{}", page.text());
        assert!(page.says("You raised it yourself."), "{}", page.text());
        assert!(!page.says("asked for it"));
    })
    .await;
}

#[tokio::test]
async fn who_is_held_hears_nothing_of_it_on_their_lines() {
    for_each_backend(async |place| {
        let (mair, stranger) = (place.member("mair").await, place.member("dieithryn").await);
        place.install(&stranger).await;
        let root = say(place, &mair, openly("Gair llachar.")).await;
        let mut line = listen(&stranger.browser, "user").await;
        let quote = say(place, &stranger, quoting(root, "Edrychwch.")).await;
        line.until(&quote.to_string()).await;
        make_quiet(&mair).await;
        say(place, &stranger, answering(root, "Bore da.")).await;
        let again = say(place, &stranger, quoting(root, "Eto.")).await;
        press(&mair, "show-all").await;
        let mark = say(place, &stranger, openly("Nos da.")).await;
        let heard = line.until(&mark.to_string()).await;
        let heard: Vec<String> = heard.iter().map(|one| one.event.clone()).collect();
        // Their own new post, once: an answer does not come to a home page.
        assert_eq!(heard, ["update"], "{heard:?}");
        for post in [quote, again] {
            let path = format!("/api/v1/statuses/{post}");
            let status = read(&stranger.browser, &path).await;
            assert_eq!(status["quote"]["state"], "accepted", "{status}");
        }
        assert!(seen(place, "mair", root).await.says("Bore da."));
        place.require_ledger().await;
    })
    .await;
}
