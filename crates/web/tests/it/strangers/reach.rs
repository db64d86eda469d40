//! How much waits of one and of all, and how far a yes or a no reaches.

use super::scene::{DOOR, NEWS, at_door, guarded};
use crate::answers::asked::{begin, reword};
use crate::api::{done, read};
use crate::talk::{answering, openly, say};
use hafan_app::post::{ForWhom, PollWish, Wish, favourite};
use hafan_app::store::{door, notification};
use hafan_core::audience::WhoMay;
use hafan_core::id::{AccountId, NotificationId};
use hafan_core::notify::NotificationKind;
use hafan_core::time::{HOUR_US, MINUTE_US};
use hafan_testkit::{Person, for_each_backend};
use serde_json::json;

const OF_ONE: usize = door::HELD_OF_ONE_MAX;

#[tokio::test]
async fn nobody_pushes_others_out_and_words_stay_longest() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let (dewi, elin) = (place.member("dewi").await, place.member("elin").await);
        let mut roots = Vec::new();
        for number in 0..OF_ONE {
            roots.push(say(place, &mair, openly(&format!("Bore {number}."))).await);
        }
        say(place, &elin, openly("Dim ond un gair, @mair.")).await;
        for number in 0..5 {
            say(place, &dewi, openly(&format!("Gair{number}g @mair."))).await;
        }
        for root in &roots {
            place.later(MINUTE_US);
            let thanks = favourite(&place.app, &dewi.actor, *root, true).await;
            thanks.expect("thanks");
        }
        let waiting = read(&mair.browser, "/api/v1/notifications?include_filtered=true").await;
        let of = |who: &Person| {
            let them = who.actor.persona.to_string();
            let list = waiting.as_array().expect("a list").iter();
            let theirs = list.filter(|one| one["account"]["id"] == them.as_str());
            theirs.count()
        };
        assert_eq!((of(&dewi), of(&elin)), (OF_ONE, 1));
        let page = at_door(&mair).await;
        for number in 0..5 {
            assert!(page.holds(&format!("Gair{number}g")), "all of the words");
        }
        for number in 5..5 + OF_ONE {
            say(place, &dewi, openly(&format!("Gair{number}g @mair."))).await;
        }
        let page = at_door(&mair).await;
        assert!(!page.holds("Gair4g") && page.holds("Gair5g") && page.holds("Gair24g"));
        assert!(page.says("Dim ond un gair"));
    })
    .await;
}

#[tokio::test]
async fn where_too_much_waits_one_of_those_of_whom_most_waits_goes() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let me = mair.actor.persona;
        let kept = place.app.write(move |turn| {
            let mut number = 0;
            // Ten kind people with one each, and then a crowd.
            let kind = (0..10).map(|who| (who, 1));
            let crowd = (10..70).map(|who| (who, OF_ONE));
            for (who, times) in kind.chain(crowd) {
                for _ in 0..times {
                    number += 1;
                    let new = notification::Notification {
                        id: NotificationId::new(number),
                        kind: NotificationKind::Follow,
                        actor: AccountId::new(1_000 + who),
                        post: None,
                        community: None,
                        at: turn.now,
                        is_held: true,
                    };
                    notification::insert(turn.tx, me, &new)?;
                    door::trim(turn.tx, me, new.actor)?;
                }
            }
            let people: Vec<i64> = (0..70).map(|who| 1_000 + who).collect();
            let ever = hafan_core::time::Timestamp::from_micros(i64::MAX);
            Ok(door::held_by(turn.tx, me, &people, ever)?)
        });
        let kept = kept.await.expect("held");
        assert_eq!(kept.len(), door::HELD_MAX);
        let of = |who: i64| {
            kept.iter()
                .filter(|one| one.who.get() == 1_000 + who)
                .count()
        };
        assert!(
            (0..10).all(|who| of(who) == 1),
            "nobody kind was pushed out"
        );
        assert!(
            (10..70).all(|who| of(who) >= 15),
            "and of the crowd all alike"
        );
    })
    .await;
}

#[tokio::test]
async fn applications_get_words_alone_of_whoever_waits() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let dewi = place.member("dewi").await;
        place.install(&dewi).await;
        let about = json!({ "note": "Gwelwch https://drwg.example/fi" });
        let path = "/api/v1/accounts/update_credentials";
        done(&dewi.browser, "PATCH", path, about).await;
        let root = say(place, &mair, openly("Bore da.")).await;
        let words = "Helo @mair & phawb: https://drwg.example/llun #drwg";
        place.show(&dewi, words, ForWhom::Public).await;
        let quoting = Wish {
            quote_of: Some(root),
            ..openly("Dyfyniad https://drwg.example/dau")
        };
        say(place, &dewi, quoting).await;
        let requests = "/api/v1/notifications/requests";
        assert_eq!(read(&mair.browser, requests).await, json!([]), "not yet");
        place.later(10 * HOUR_US);
        let them = dewi.actor.persona;
        for path in [
            requests.to_owned(),
            format!("{requests}/{them}"),
            format!("{NEWS}?include_filtered=true"),
            "/api/v2/notifications?include_filtered=true".to_owned(),
        ] {
            let found = read(&mair.browser, &path).await.to_string();
            assert!(
                found.contains("https://drwg.example/dau"),
                "{path}: {found}"
            );
            for mark in ["<a ", "/media/", "drwg.example/fi", "Bore da"] {
                assert!(!found.contains(mark), "{mark} in {path}: {found}");
            }
        }
        let filtered = read(&mair.browser, &format!("{NEWS}?include_filtered=true")).await;
        assert!(filtered.to_string().contains("@mair &amp; phawb: https"));
        // Several wait, and no number says so.
        let elin = place.member("elin").await;
        say(place, &elin, openly("Helo @mair.")).await;
        place.later(24 * HOUR_US);
        for version in ["v1", "v2"] {
            let path = format!("/api/{version}/notifications/policy");
            let summary = &read(&mair.browser, &path).await["summary"];
            assert_eq!(summary["pending_requests_count"], 1);
            assert_eq!(summary["pending_notifications_count"], 1);
        }
    })
    .await;
}

#[tokio::test]
async fn a_yes_and_a_no_are_for_what_was_read() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let dewi = place.member("dewi").await;
        say(place, &dewi, openly("Cyntaf, @mair.")).await;
        let second = say(place, &dewi, openly("Ail, @mair.")).await;
        place.later(10 * HOUR_US);
        let page = mair.browser.get(DOOR).await;
        assert!(page.holds("Cyntaf") && page.holds("Ail"), "all of it");
        let action = format!("{DOOR}/{}", dewi.actor.persona);
        // Other words than were read come in by no yes.
        reword(place, &dewi, second, "Rhywbeth arall, @mair.").await;
        let refused = mair
            .browser
            .submit(&page, &action, &[("act", "once")])
            .await;
        assert_eq!(refused.status, 409);
        assert!(refused.says("Nothing was lost"), "{}", refused.text());
        let told = read(&mair.browser, NEWS).await.to_string();
        assert!(!told.contains("Cyntaf") && !told.contains("Rhywbeth"));
        let page = mair.browser.get(DOOR).await;
        assert!(page.holds("Rhywbeth arall"));
        // What came since goes on waiting, whatever was said.
        say(place, &dewi, openly("Trydydd, @mair.")).await;
        let once = mair
            .browser
            .submit(&page, &action, &[("act", "once")])
            .await;
        assert_eq!(once.location(), Some("/me/door?done=door-once"));
        let told = read(&mair.browser, NEWS).await.to_string();
        assert!(told.contains("Cyntaf") && told.contains("Rhywbeth"));
        assert!(!told.contains("Trydydd"));
        let page = at_door(&mair).await;
        assert!(page.holds("Trydydd") && !page.holds("Cyntaf"));
        say(place, &dewi, openly("Pedwerydd, @mair.")).await;
        let no = [("act", "send-away")];
        let gone = mair.browser.submit(&page, &action, &no).await;
        assert_eq!(gone.location(), Some("/me/door?done=sent-away"));
        let page = at_door(&mair).await;
        assert!(page.holds("Pedwerydd") && !page.holds("Trydydd"));
    })
    .await;
}

#[tokio::test]
async fn all_words_of_whoever_waits_are_at_the_door_in_their_lines() {
    for_each_backend(async |place| {
        let mair = guarded(place, "mair").await;
        let dewi = place.member("dewi").await;
        let words = "Helo @mair,\nail linell\n\nparagraff";
        place.show(&dewi, words, ForWhom::Public).await;
        let poll = PollWish {
            options: vec!["Te mintys".to_owned(), "Coffi du".to_owned()],
            is_multiple: false,
            lasts_us: HOUR_US,
        };
        let asking = Wish {
            poll: Some(poll),
            notice: "Am ddiodydd".to_owned(),
            ..openly("Beth sydd orau, @mair?")
        };
        say(place, &dewi, asking).await;
        let page = at_door(&mair).await;
        let lines = page.texts("article.asking .words > p");
        assert_eq!(
            lines,
            [
                "Helo @mair,",
                "ail linell",
                "paragraff",
                "Beth sydd orau, @mair?"
            ]
        );
        let said = page.texts("article.asking ul.words > li");
        assert_eq!(said, ["A candle", "Te mintys", "Coffi du"]);
        assert!(page.says("It says of them:") && page.says("It asks, to choose from:"));
        assert!(
            page.has("article.asking details.fold ul.words"),
            "behind its notice"
        );
        // And in the tray, which shows the same.
        let root = begin(place, &mair, WhoMay::Ask).await;
        say(place, &dewi, answering(root, "Un llinell\nac un arall")).await;
        let tray = mair.browser.get("/me/answers").await;
        let lines = tray.texts("article.asking .words > p");
        assert_eq!(lines, ["Un llinell", "ac un arall"]);
    })
    .await;
}
