//! When the place speaks up by itself, and how far it goes.

use super::{NEWS, PAGE, quoting};
use crate::talk::{act, answering, openly, say};
use hafan_app::jobs::run_one;
use hafan_app::post::{favourite, publish};
use hafan_app::relation::follow;
use hafan_app::shield;
use hafan_core::id::PostId;
use hafan_core::time::{DAY_US, HOUR_US, MINUTE_US};
use hafan_testkit::{Person, Place, for_each_backend};

/// Strangers who answer a post within a few minutes, and the place that looks after each.
pub(super) async fn crowd(
    place: &Place,
    (mair, root): (&Person, PostId),
    names: &[String],
) -> Vec<Person> {
    let mut people = Vec::new();
    for name in names {
        let person = place.member(name).await;
        place.later(MINUTE_US);
        let wish = answering(root, &format!("Gair gan {name}."));
        publish(&place.app, &person.actor, wish)
            .await
            .expect("an answer");
        look(place, mair, &person).await;
        people.push(person);
    }
    people
}

/// What the runner does after the commit.
pub(super) async fn look(place: &Place, mair: &Person, by: &Person) {
    let who = mair.actor.persona.to_string();
    let done = run_one(&place.app, shield::LOOK_JOB, &who).await;
    done.expect("a look");
    let body = format!("{} {}", mair.actor.persona, by.actor.persona);
    run_one(&place.app, shield::DIG_JOB, &body)
        .await
        .expect("a look");
}

pub(super) fn names(begin: &str, count: usize) -> Vec<String> {
    (0..count)
        .map(|number| format!("{begin}{number}"))
        .collect()
}

/// Somebody who is here for long, and a post of hers.
pub(super) async fn settled(place: &Place) -> (Person, PostId) {
    let mair = place.member("mair").await;
    place.later(40 * DAY_US);
    let mair = place.device(&mair).await;
    let root = say(place, &mair, openly("Bore da.")).await;
    (mair, root)
}

pub(super) async fn is_up(place: &Place, who: &Person) -> bool {
    let state = shield::own(&place.app, who.actor).await.expect("a state");
    state.shield.is_some()
}

#[tokio::test]
async fn a_wave_is_told_of_once_and_calmly_and_nobody_is_held_by_it() {
    for_each_backend(async |place| {
        let (mair, root) = settled(place).await;
        let kind = crowd(place, (&mair, root), &names("caredig", 4)).await;
        let news = mair.browser.get(NEWS).await;
        assert!(!news.says("Take a break?"), "four are no crowd");
        for person in &kind {
            favourite(&place.app, &person.actor, root, true)
                .await
                .expect("thanks");
        }
        for name in names("arall", 20) {
            let person = crowd(place, (&mair, root), &[name]).await;
            favourite(&place.app, &person[0].actor, root, true)
                .await
                .expect("thanks");
        }
        let news = mair.browser.get(NEWS).await;
        assert_eq!(news.html().matches("Take a break?").count(), 1);
        assert!(news.says("people you do not know are answering or quoting one post of yours"));
        assert!(!is_up(place, &mair).await);
        let thread = place.visitor().get(&format!("/@mair/{root}")).await;
        assert!(thread.says("Gair gan caredig0") && thread.says("Gair gan arall19"));
        let page = mair.browser.get(PAGE).await;
        assert!(page.says("Take a break?") && page.says("Make it quiet now"));
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn a_happy_viral_post_never_raises_a_shield() {
    for_each_backend(async |place| {
        let (mair, root) = settled(place).await;
        for number in 0..200 {
            let person = place.member(&format!("hapus{number}")).await;
            place.later(MINUTE_US);
            let app = &place.app;
            favourite(app, &person.actor, root, true)
                .await
                .expect("thanks");
            if number % 4 == 0 {
                let wish = answering(root, &format!("Hyfryd, {number}."));
                publish(app, &person.actor, wish).await.expect("an answer");
                look(place, &mair, &person).await;
            }
            if number % 8 == 0 {
                let me = mair.actor.persona;
                follow(app, &person.actor, me).await.expect("follows");
            }
        }
        assert!(!is_up(place, &mair).await);
        let thread = place.visitor().get(&format!("/@mair/{root}")).await;
        for number in (0..200).step_by(4) {
            assert!(thread.says(&format!("Hyfryd, {number}.")), "{number}");
        }
        let news = mair.browser.get(NEWS).await;
        assert_eq!(news.html().matches("Take a break?").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_crowd_that_its_target_acts_against_raises_the_shield_over_that_thread() {
    for_each_backend(async |place| {
        let (mair, root) = settled(place).await;
        let other = say(place, &mair, openly("Rhywbeth arall.")).await;
        let hostile = crowd(place, (&mair, root), &names("cas", 12)).await;
        assert!(
            !is_up(place, &mair).await,
            "words without thanks are no proof"
        );
        for person in &hostile[..2] {
            assert_eq!(act(&mair, "block", person).await.status, 303);
        }
        let quote = say(place, &hostile[5], quoting(root, "Edrychwch ar hon.")).await;
        let late = crowd(place, (&mair, root), &names("hwyr", 1)).await;
        assert!(is_up(place, &mair).await);
        let news = mair.browser.get(NEWS).await;
        assert!(news.says("it did not look kind"), "{}", news.text());
        let quote = place.visitor().get(&format!("/@cas5/{quote}")).await;
        assert!(!quote.says("Bore da"), "taken out of the quote");
        // From now on they are held there, and nowhere else.
        let thread = format!("/@mair/{root}");
        say(place, &late[0], answering(root, "Eto ac eto.")).await;
        assert!(!place.visitor().get(&thread).await.says("Eto ac eto"));
        say(place, &late[0], answering(other, "Yma hefyd.")).await;
        let elsewhere = place.visitor().get(&format!("/@mair/{other}")).await;
        assert!(elsewhere.says("Yma hefyd"));
        // By a rule, with its cause and a way back; and for this wave not again.
        let record = mair.browser.get("/me/ledger").await;
        let cause = "because strangers turned to you more than usual";
        assert!(record.says(cause), "{}", record.text());
        place.require_ledger().await;
        let entry = record.attribute("button[name=entry]", "value");
        let fields = [("entry", entry.as_deref().expect("a way back"))];
        let undone = mair.browser.post("/me/ledger/undo", &fields).await;
        assert_eq!(undone.status, 303, "{}", undone.text());
        assert!(!is_up(place, &mair).await);
        crowd(place, (&mair, root), &names("eto", 3)).await;
        assert!(!is_up(place, &mair).await, "she said that it is over");
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn one_person_makes_no_crowd_and_who_wants_no_alarm_has_none() {
    for_each_backend(async |place| {
        let (mair, root) = settled(place).await;
        let pest = place.member("pla").await;
        for number in 0..40 {
            let wish = answering(root, &format!("Eto, {number}."));
            say(place, &pest, wish).await;
            look(place, &mair, &pest).await;
        }
        assert!(!mair.browser.get(NEWS).await.says("Take a break?"));
        let fields = [("act", "watch"), ("watch", "off")];
        assert_eq!(mair.browser.post(PAGE, &fields).await.status, 303);
        crowd(place, (&mair, root), &names("tawel", 15)).await;
        assert!(!mair.browser.get(NEWS).await.says("Take a break?"));
        // Sensitive speaks of what the usual does not.
        place.later(3 * DAY_US);
        let mair = place.device(&mair).await;
        let fields = [("act", "watch"), ("watch", "sensitive")];
        assert_eq!(mair.browser.post(PAGE, &fields).await.status, 303);
        crowd(place, (&mair, root), &names("sensitif", 9)).await;
        assert!(mair.browser.get(NEWS).await.says("Take a break?"));
    })
    .await;
}

#[tokio::test]
async fn going_through_old_words_closes_them_and_a_friend_may() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let mut old = Vec::new();
        for number in 0..4 {
            old.push(say(place, &mair, openly(&format!("Hen air {number}."))).await);
        }
        place.later(40 * DAY_US);
        let mair = place.device(&mair).await;
        let (ffion, pest) = (place.member("ffion").await, place.member("pla").await);
        let friend = ffion.actor.persona;
        follow(&place.app, &mair.actor, friend)
            .await
            .expect("follows");
        for post in &old {
            say(place, &ffion, answering(*post, "Rwy’n cofio.")).await;
            look(place, &mair, &ffion).await;
        }
        assert!(!mair.browser.get(NEWS).await.says("Take a break?"));
        for post in &old[..3] {
            say(place, &pest, answering(*post, "A beth am hyn?")).await;
            look(place, &mair, &pest).await;
        }
        let news = mair.browser.get(NEWS).await;
        let told = "Somebody you do not know is going through what you wrote long ago.";
        assert!(news.says(told), "{}", news.text());
        assert!(!is_up(place, &mair).await);
        let post = format!("/@mair/{}", old[0]);
        assert_eq!(place.visitor().get(&post).await.status, 200);
        say(place, &pest, answering(old[3], "A hyn?")).await;
        look(place, &mair, &pest).await;
        assert!(is_up(place, &mair).await);
        assert_eq!(place.visitor().get(&post).await.status, 404);
        assert_eq!(pest.browser.get(&post).await.status, 404);
        // What she writes today is as open as ever.
        let root = say(place, &mair, openly("Heddiw.")).await;
        say(place, &pest, answering(root, "Helo.")).await;
        let thread = place.visitor().get(&format!("/@mair/{root}")).await;
        assert!(thread.says("Helo."));
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn the_hours_are_counted_and_who_turned_to_whom_is_forgotten() {
    for_each_backend(async |place| {
        let (mair, root) = settled(place).await;
        crowd(place, (&mair, root), &names("rhywun", 3)).await;
        let contacts = async || {
            let rows = place.rows().await;
            let of = |table: &str| rows.iter().filter(|row| row.starts_with(table)).count();
            (of("contacts:"), of("contact_hours:"))
        };
        assert_eq!(contacts().await, (3, 0));
        place.later(2 * HOUR_US);
        let sweep = async || run_one(&place.app, "sweep", "").await.expect("a sweep");
        sweep().await;
        let (people, hours) = contacts().await;
        assert!(people == 3 && hours > 0);
        place.later(3 * DAY_US);
        sweep().await;
        assert_eq!(contacts().await, (0, hours));
        place.later(31 * DAY_US);
        sweep().await;
        assert_eq!(contacts().await, (0, 0));
    })
    .await;
}
