//! What an alarm counts, what it covers, and what keeps it from going up again.

use super::alarm::{crowd, is_up, look, names, settled};
use super::{NEWS, PAGE, quoting};
use crate::talk::{act, answering, openly, say};
use hafan_app::jobs::run_one;
use hafan_app::post::{EditWish, edit, favourite, publish};
use hafan_app::shield;
use hafan_app::store::shield::{Part, counts, fold, note};
use hafan_app::store::upkeep;
use hafan_core::audience::WhoMay;
use hafan_core::burst::{PLACE_A_DAY, Watch, Watched};
use hafan_core::id::{AccountId, PostId};
use hafan_core::notify::NotificationKind;
use hafan_core::shield::Scope;
use hafan_core::time::{DAY_US, HOUR_US, MINUTE_US};
use hafan_testkit::{Person, Place, for_each_backend};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

const BREAK: &str = "Take a break?";
const CROWD: &str = "people you do not know";
const DIGS: &str = "is going through what you wrote long ago";

async fn scope(place: &Place, who: &Person) -> Option<Scope> {
    let state = shield::own(&place.app, who.actor).await.expect("a state");
    state.shield.map(|shield| shield.scope)
}

/// Each of them names her in somebody else's thread.
async fn name_her(place: &Place, (mair, thread): (&Person, PostId), names: &[String]) {
    for name in names {
        let person = place.member(name).await;
        place.later(MINUTE_US);
        let wish = answering(thread, &format!("@mair, gair gan {name}."));
        publish(&place.app, &person.actor, wish)
            .await
            .expect("an answer");
        look(place, mair, &person).await;
    }
}

async fn block_some(mair: &Person, people: &[Person]) {
    for person in people {
        assert_eq!(act(mair, "block", person).await.status, 303);
    }
}

#[tokio::test]
async fn a_wave_in_somebody_elses_thread_covers_everything() {
    for_each_backend(async |place| {
        let (mair, root) = settled(place).await;
        let chief = place.member("pennaeth").await;
        let trap = say(place, &chief, openly("Edrychwch ar @mair.")).await;
        let first = crowd(place, (&mair, root), &names("cyntaf", 2)).await;
        block_some(&mair, &first).await;
        name_her(place, (&mair, trap), &names("cas", 12)).await;
        assert_eq!(scope(place, &mair).await, Some(Scope::All));
        let late = place.member("hwyr").await;
        say(place, &late, answering(root, "Gair hwyr.")).await;
        let thread = place.visitor().get(&format!("/@mair/{root}")).await;
        assert!(!thread.holds("Gair hwyr"), "{}", thread.text());
    })
    .await;
}

#[tokio::test]
async fn a_wave_that_goes_on_elsewhere_widens_the_shield() {
    for_each_backend(async |place| {
        let (mair, root) = settled(place).await;
        let other = say(place, &mair, openly("Rhywbeth arall.")).await;
        let people = crowd(place, (&mair, root), &names("cas", 12)).await;
        block_some(&mair, &people[..2]).await;
        crowd(place, (&mair, root), &names("hwyr", 1)).await;
        assert_eq!(scope(place, &mair).await, Some(Scope::Thread(root)));
        // There it may go on for long: it is held.
        crowd(place, (&mair, root), &names("eto", 8)).await;
        assert_eq!(scope(place, &mair).await, Some(Scope::Thread(root)));
        for person in &people[2..10] {
            say(place, person, answering(other, "Yma hefyd.")).await;
        }
        look(place, &mair, &people[2]).await;
        assert_eq!(scope(place, &mair).await, Some(Scope::All));
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn thanks_for_old_posts_do_not_silence_a_crowd_and_a_crowd_does_not_hide_who_digs() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let mut old = Vec::new();
        for number in 0..4 {
            old.push(say(place, &mair, openly(&format!("Hen air {number}."))).await);
        }
        place.later(40 * DAY_US);
        let mair = place.device(&mair).await;
        let (decoy, pest) = (place.member("abwyd").await, place.member("pla").await);
        for post in &old[..3] {
            let thanks = favourite(&place.app, &decoy.actor, *post, true).await;
            thanks.expect("thanks");
        }
        look(place, &mair, &decoy).await;
        let news = mair.browser.get(NEWS).await;
        assert!(news.says(DIGS) && !news.says(CROWD), "{}", news.text());
        let root = say(place, &mair, openly("Heddiw.")).await;
        for name in names("diolch", 30) {
            let person = place.member(&name).await;
            let thanks = favourite(&place.app, &person.actor, root, true).await;
            thanks.expect("thanks");
        }
        crowd(place, (&mair, root), &names("rhywun", 15)).await;
        let news = mair.browser.get(NEWS).await;
        assert!(news.says(CROWD), "{}", news.text());
        assert!(!is_up(place, &mair).await);
        for post in &old {
            say(place, &pest, answering(*post, "A hyn?")).await;
        }
        look(place, &mair, &pest).await;
        assert_eq!(scope(place, &mair).await, Some(Scope::OldWords));
        let news = mair.browser.get(NEWS).await;
        let said = "Somebody you do not know went on through what you wrote long ago.";
        assert!(news.says(said), "{}", news.text());
        assert!(!news.says("it did not look kind"), "{}", news.text());
    })
    .await;
}

#[tokio::test]
async fn what_she_lowers_stays_down_for_a_week_and_she_is_told_all_the_same() {
    for_each_backend(async |place| {
        let (mair, root) = settled(place).await;
        // Raised and lowered by hand, before anybody sounded an alarm.
        for act in ["raise", "lower"] {
            assert_eq!(mair.browser.post(PAGE, &[("act", act)]).await.status, 303);
        }
        let people = crowd(place, (&mair, root), &names("cas", 12)).await;
        block_some(&mair, &people[..2]).await;
        crowd(place, (&mair, root), &names("eto", 2)).await;
        assert!(mair.browser.get(NEWS).await.says(BREAK));
        assert!(!is_up(place, &mair).await);
        // Longer than one wave is told of once.
        place.later(3 * DAY_US);
        let mair = place.device(&mair).await;
        let people = crowd(place, (&mair, root), &names("trydydd", 12)).await;
        block_some(&mair, &people[..2]).await;
        crowd(place, (&mair, root), &names("wedyn", 2)).await;
        assert_eq!(
            mair.browser.get(NEWS).await.html().matches(BREAK).count(),
            2
        );
        assert!(!is_up(place, &mair).await);
        place.later(4 * DAY_US);
        let mair = place.device(&mair).await;
        let people = crowd(place, (&mair, root), &names("wythnos", 12)).await;
        block_some(&mair, &people[..2]).await;
        crowd(place, (&mair, root), &names("olaf", 1)).await;
        assert!(is_up(place, &mair).await);
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn who_looks_at_answers_first_is_told_of_a_crowd_as_well() {
    for_each_backend(async |place| {
        let (mair, _) = settled(place).await;
        let mut wish = openly("Pwy sydd yma?");
        wish.replies = Some(WhoMay::Ask);
        wish.quotes = Some(WhoMay::Ask);
        let root = say(place, &mair, wish).await;
        for name in names("rhywun", 12) {
            let person = place.member(&name).await;
            let wish = match name.ends_with(['1', '3', '5']) {
                true => quoting(root, "Edrychwch."),
                false => answering(root, "Fi."),
            };
            say(place, &person, wish).await;
            look(place, &mair, &person).await;
        }
        let news = mair.browser.get(NEWS).await;
        assert!(news.says(BREAK), "{}", news.text());
    })
    .await;
}

#[tokio::test]
async fn a_crowd_below_an_accomplice_is_counted() {
    for_each_backend(async |place| {
        let (mair, root) = settled(place).await;
        let chief = place.member("pennaeth").await;
        let comment = say(place, &chief, answering(root, "Dewch yma.")).await;
        for name in names("islaw", 12) {
            let person = place.member(&name).await;
            say(place, &person, answering(comment, "Dyma fi.")).await;
            look(place, &mair, &person).await;
        }
        let news = mair.browser.get(NEWS).await;
        assert!(news.says(BREAK), "{}", news.text());
    })
    .await;
}

#[tokio::test]
async fn those_who_come_back_with_other_words_are_a_crowd() {
    for_each_backend(async |place| {
        let (mair, root) = settled(place).await;
        let mut sleepers = Vec::new();
        for name in names("cysgwr", 10) {
            place.later(3 * DAY_US);
            let person = place.member(&name).await;
            let post = say(place, &person, answering(root, "Bore da.")).await;
            sleepers.push((person, post));
        }
        place.later(3 * DAY_US);
        let mair = place.device(&mair).await;
        look(place, &mair, &sleepers[0].0).await;
        assert!(!mair.browser.get(NEWS).await.says(BREAK));
        for (person, post) in &sleepers {
            place.later(MINUTE_US);
            let wish = EditWish {
                text: "Rhywbeth cas.".to_owned(),
                ..EditWish::default()
            };
            edit(&place.app, &person.actor, *post, wish)
                .await
                .expect("new words");
        }
        look(place, &mair, &sleepers[0].0).await;
        // Words without thanks, below a post of five weeks ago.
        assert!(is_up(place, &mair).await);
    })
    .await;
}

#[tokio::test]
async fn a_crowd_costs_one_look() {
    for_each_backend(async |place| {
        let (_, root) = settled(place).await;
        let waiting = async || {
            let rows = place.rows().await;
            let looks = rows.iter().filter(|row| row.contains(shield::LOOK_JOB));
            looks.count()
        };
        for name in names("rhywun", 20) {
            let person = place.member(&name).await;
            let wish = answering(root, "Bore da.");
            publish(&place.app, &person.actor, wish)
                .await
                .expect("an answer");
        }
        assert_eq!(waiting().await, 1);
        // Whoever comes after that look was meant to be is looked at by the next.
        place.later(2 * MINUTE_US);
        let person = place.member("wedyn").await;
        say(place, &person, answering(root, "Bore da.")).await;
        assert_eq!(waiting().await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_past_that_nobody_counted_is_not_a_quiet_one() {
    for_each_backend(async |place| {
        let (mair, root) = settled(place).await;
        // A lively place: five strangers a day are usual for everybody.
        let usual = place.app.write(|turn| {
            let now = turn.now;
            Ok(upkeep::set(turn.tx, "strangers-a-day", now, "5000")?)
        });
        usual.await.expect("noted");
        run_one(&place.app, "sweep", "").await.expect("a sweep");
        let quiet = async |names: Vec<String>| {
            for name in names {
                place.later(70 * MINUTE_US);
                let person = place.member(&name).await;
                say(place, &person, answering(root, "Bore da.")).await;
                look(place, &mair, &person).await;
            }
        };
        quiet(names("rhywun", 20)).await;
        let mair = place.device(&mair).await;
        assert!(!mair.browser.get(NEWS).await.says(BREAK));
    })
    .await;
}

/// What the store counts from its rows is what the definition counts in memory.
#[tokio::test]
async fn the_store_counts_as_the_definition_does() {
    for_each_backend(async |place| {
        let mut runner = TestRunner::deterministic();
        let contacts = prop::collection::vec((0_i64..14, 0_i64..5 * HOUR_US, 0_usize..3), 260);
        let contacts = contacts.new_tree(&mut runner).expect("a tree").current();
        let begun = place.app.now();
        let me = AccountId::new(7);
        let mut watched = Watched::since(begun);
        for (who, later, kind) in contacts {
            place.later(later);
            let who = AccountId::new(100 + who);
            let kind = [
                NotificationKind::Reply,
                NotificationKind::Mention,
                NotificationKind::Quote,
            ][kind];
            let counted = place.app.write(move |turn| {
                let now = turn.now;
                note(turn.tx, (me, who), (kind, None), now)?;
                fold(turn.tx, now)?;
                Ok(counts(turn.tx, me, (begun, now), Part::All)?)
            });
            let now = place.app.now();
            watched.note(who, now, (PLACE_A_DAY, Watch::Usual));
            assert_eq!(counted.await.expect("counts"), watched.counts());
        }
    })
    .await;
}
