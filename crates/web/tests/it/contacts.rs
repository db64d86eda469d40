//! How many people who do not know them somebody can write to: three a day in the first week, ten
//! in the first month, thirty later. What others decided about the writer changes nothing of it.

use crate::api::call;
use crate::talk::{answering, found, join, openly, say, within};
use hafan_app::door::{self, For, Seen};
use hafan_app::post::answer::{Verdict, decide};
use hafan_app::post::publish;
use hafan_app::relation::{follow, mute};
use hafan_core::answer::AnswerKind;
use hafan_core::community::Visibility;
use hafan_core::id::PostId;
use hafan_core::time::{DAY_US, HOUR_US};
use hafan_testkit::{Backend, Page, Person, Place};
use serde_json::json;

const STRANGERS: [&str; 6] = ["aled", "beca", "ceri", "deio", "elin", "ffred"];

/// A place where limits count, with strangers in it.
async fn scene(backend: Backend) -> Place {
    let place = Place::new(backend).await.with_flood_limits();
    for handle in STRANGERS {
        place.member(handle).await;
    }
    place
}

/// Writes to somebody by the form; gives what came of it.
async fn write(who: &Person, from: &str, words: &str) -> Page {
    who.browser.secret("/").await;
    let fields = [("as", from), ("act", "publish"), ("body", words)];
    who.browser.post("/write", &fields).await
}

fn is_sent(page: &Page) -> bool {
    page.status == 303
}

#[tokio::test]
async fn somebody_new_reaches_three_strangers_and_more_as_the_day_goes_on() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = &scene(backend).await;
        let new = place.member("newydd").await;
        for name in &STRANGERS[..3] {
            let sent = write(&new, "newydd", &format!("Helo @{name}")).await;
            assert!(is_sent(&sent), "{}", sent.html());
        }
        // To the same people, and to nobody, words go on.
        assert!(is_sent(
            &write(&new, "newydd", "Eto @aled @beca @ceri").await
        ));
        assert!(is_sent(&write(&new, "newydd", "Bore da bawb").await));
        let refused = write(&new, "newydd", "Helo @deio, sut mae?").await;
        assert_eq!(refused.status, 422);
        assert!(refused.html().contains("Helo @deio, sut mae?"));
        assert!(
            refused.html().contains("3 people a day"),
            "{}",
            refused.html()
        );
        // Nothing was taken by what was refused, and one place comes back every eight hours.
        place.later(8 * HOUR_US);
        assert!(is_sent(&write(&new, "newydd", "Helo @deio").await));
        assert_eq!(write(&new, "newydd", "Helo @elin").await.status, 422);
        place.later(7 * DAY_US);
        let all = "Helo @elin @ffred";
        assert!(is_sent(&write(&new, "newydd", all).await));
    }
}

/// What an application is told.
fn refused((status, answer): (u16, serde_json::Value)) {
    assert_eq!(status, 422, "{answer}");
    let words = answer["error"].as_str().unwrap_or_default();
    assert!(words.contains("3 people a day"), "{answer}");
}

#[tokio::test]
async fn every_way_to_reach_somebody_counts() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = &scene(backend).await;
        let new = place.member("newydd").await;
        place.install(&new).await;
        let other = place.member("arall").await;
        let theirs = say(place, &other, openly("I bawb")).await;
        let mine = say(place, &new, openly("Fy ngeiriau")).await;
        for name in &STRANGERS[..3] {
            assert!(is_sent(&write(&new, "newydd", &format!("@{name}")).await));
        }
        // An application: a mention, an answer, a quote, a direct message, a mention put in later.
        let statuses = "/api/v1/statuses";
        let ways = [
            json!({"status": "Helo @arall"}),
            json!({"status": "Helo", "in_reply_to_id": theirs.to_string()}),
            json!({"status": "Helo", "quoted_status_id": theirs.to_string()}),
            json!({"status": "Helo @arall", "visibility": "direct"}),
        ];
        for body in ways {
            refused(call(&new.browser, "POST", statuses, body).await);
        }
        let path = format!("{statuses}/{mine}");
        let body = json!({"status": "Fy ngeiriau @arall"});
        refused(call(&new.browser, "PUT", &path, body).await);
        // An invitation into a community.
        let mine = found(place, &new, "Cylch", Visibility::MembersOnly).await;
        let path = format!("/c/{}/invite", mine.handle);
        new.browser.secret("/").await;
        let invited = new.browser.post(&path, &[("guest", "arall")]).await;
        assert_eq!(invited.status, 422);
        assert!(
            invited.html().contains("3 people a day"),
            "{}",
            invited.html()
        );
    }
}

#[tokio::test]
async fn people_one_has_to_do_with_and_ones_communities_cost_nothing() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = &scene(backend).await;
        let new = place.member("newydd").await;
        let host = place.host("gwesteiwr").await;
        for name in &STRANGERS[..3] {
            assert!(is_sent(&write(&new, "newydd", &format!("@{name}")).await));
        }
        let follower = place.member("dilynwr").await;
        let done = follow(&place.app, &follower.actor, new.actor.persona).await;
        done.expect("followed");
        assert!(is_sent(&write(&new, "newydd", "Diolch @dilynwr").await));
        let atebwr = place.member("atebwr").await;
        say(place, &atebwr, openly("Croeso @newydd")).await;
        assert!(is_sent(&write(&new, "newydd", "Diolch @atebwr").await));
        let neighbour = place.member("cymydog").await;
        let club = found(place, &neighbour, "Clwb", Visibility::Public).await;
        join(place, &new, &club).await;
        let inside = say(place, &neighbour, within(&club, "Shwmae")).await;
        assert!(is_sent(&write(&new, "newydd", "Helo @cymydog").await));
        let wish = answering(inside, "Ateb");
        let answered = publish(&place.app, &new.actor, wish).await;
        answered.expect("an answer inside");
        assert_eq!(write(&new, "newydd", "Helo @deio").await.status, 422);
        // A community is for those who are in it: naming others there reaches them all the same.
        let own = found(place, &new, "Fy nghylch", Visibility::Public).await;
        for text in ["Helo @deio", "@deio @elin @ffred"] {
            let named = publish(&place.app, &new.actor, within(&own, text)).await;
            assert!(named.is_err(), "{text}");
        }
        // Whoever looks after the place writes to whom they have to.
        let all = STRANGERS.map(|name| format!("@{name}")).join(" ");
        assert!(is_sent(&write(&host, "gwesteiwr", &all).await));
    }
}

async fn decide_about(
    app: &hafan_app::App,
    decided: &str,
    (target, writer, answer): (&Person, &Person, PostId),
) {
    let (me, who) = (target.actor, writer.actor.persona);
    let done = match decided {
        "muted" => mute(app, &me, who).await,
        "declined" => door::send_away(app, me, vec![(who, Seen::ALL)]).await,
        "letin" => door::let_in(app, me, vec![(who, Seen::ALL)], For::Good).await,
        "hidden" => decide(app, &me, (answer, AnswerKind::Reply), Verdict::Hide).await,
        _ => Ok(()),
    };
    done.expect("decided");
}

#[tokio::test]
async fn what_others_decide_about_the_writer_costs_the_writer_nothing_they_could_count() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = &Place::new(backend).await.with_flood_limits();
        let mut left = Vec::new();
        for decided in ["nothing", "muted", "hidden", "declined", "letin"] {
            let writer = format!("w{decided}");
            let target = place.member(&format!("t{decided}")).await;
            let new = place.member(&writer).await;
            place.shut_door(&target).await;
            let begun = say(place, &target, openly("I bawb")).await;
            let wish = answering(begun, "Ateb");
            let answered = publish(&place.app, &new.actor, wish).await.expect("sent");
            decide_about(&place.app, decided, (&target, &new, answered)).await;
            let mut sent = 0;
            for name in 0..5 {
                let name = format!("n{name}{writer}");
                place.member(&name).await;
                let page = write(&new, &writer, &format!("@{name}")).await;
                sent += usize::from(is_sent(&page));
            }
            left.push(sent);
        }
        assert_eq!(left, [2; 5]);
    }
}

#[tokio::test]
async fn a_new_name_brings_no_new_reach_beyond_a_members_own() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let place = &Place::new(backend).await.with_flood_limits();
        let new = place.member("newydd").await;
        let mut sent = 0;
        for other in 0..4 {
            let name = format!("enw{other}");
            let persona = place.persona(&new, &name).await;
            for stranger in 0..3 {
                let stranger = format!("d{other}{stranger}");
                place.member(&stranger).await;
                let page = write(&persona, &name, &format!("@{stranger}")).await;
                sent += usize::from(is_sent(&page));
            }
        }
        assert_eq!(sent, 10);
    }
}
