//! The record of a community: what those who look after it did.

use super::House;
use hafan_core::community::Visibility;
use hafan_testkit::for_each_backend;

#[tokio::test]
async fn members_read_what_was_done_and_names_and_reasons_are_for_those_who_decide() {
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::MembersOnly).await;
        house
            .set(&[
                ("join", "ask"),
                ("norms", "Be kind."),
                ("name", "Cwm Uchaf"),
            ])
            .await;
        let (_, asker) = house.asker().await;
        let refuse = [("decision", "refuse"), ("words", "Not this spring.")];
        let path = house.at(&format!("/requests/{asker}"));
        house.helper.browser.post(&path, &refuse).await;
        let (_, let_in) = house.asker().await;
        let path = house.at(&format!("/requests/{let_in}"));
        house
            .helper
            .browser
            .post(&path, &[("decision", "let-in")])
            .await;
        let (_, fellow) = house.fellow().await;
        let path = house.at(&format!("/members/{fellow}/remove"));
        let reason = [("reason", "Sold things here.")];
        house.moderator.browser.post(&path, &reason).await;
        let post = house.post().await;
        let reason = [("reason", "An advertisement.")];
        let path = format!("/post/{post}/take-out");
        let taken = house.moderator.browser.post(&path, &reason).await;
        assert_eq!(taken.status, 303);
        let capital = |name: &str| format!("Gwestai{}", name.trim_start_matches("gwestai"));
        let (asker, let_in, fellow) = (capital(&asker), capital(&let_in), capital(&fellow));
        let told = |who: &str, page: &hafan_testkit::Page| {
            [
                page.says("The community began. Gwesteiwr"),
                page.says("The name is now “Cwm Uchaf”."),
                page.says("What was agreed on how people treat each other was changed."),
                page.says("How people join is now: People ask first."),
                page.says("What Helpwr takes care of is now: Helper."),
                page.says(&format!("{let_in} was let in.")),
                page.says("A post was taken out. Cymedrolwr"),
            ]
            .iter()
            .enumerate()
            .for_each(|(n, is_told)| assert!(is_told, "{who} {n}: {}", page.text()));
        };
        let page = house.member.browser.get(&house.at("/record")).await;
        told("member", &page);
        assert!(
            page.says("A member was removed. Cymedrolwr"),
            "{}",
            page.text()
        );
        for hidden in [
            "Sold things",
            "advertisement",
            "Not this spring",
            &asker,
            &fellow,
        ] {
            assert!(!page.holds(hidden), "{hidden}: {}", page.text());
        }
        let page = house.helper.browser.get(&house.at("/record")).await;
        told("helper", &page);
        assert!(page.says(&format!("{asker} was not let in.")));
        assert!(page.says("Not this spring.") && page.says("A member was removed."));
        let page = house.moderator.browser.get(&house.at("/record")).await;
        told("moderator", &page);
        assert!(
            page.says(&format!("{fellow} was removed.")),
            "{}",
            page.text()
        );
        assert!(page.says("Sold things here.") && page.says("An advertisement."));
        // Who left by themselves is told to nobody.
        let lines = async || {
            let page = house.host.browser.get(&house.at("/record")).await;
            page.texts("ol.ledger li")
        };
        let before = lines().await;
        house.member.browser.post(&house.at("/leave"), &[]).await;
        assert_eq!(before, lines().await);
    })
    .await;
}

#[tokio::test]
async fn pages_of_the_record_lose_nothing() {
    for_each_backend(async |place| {
        let house = House::new(place, Visibility::Public).await;
        for number in 0..40 {
            place.later(1_000_000);
            let summary = format!("Sentence {number}.");
            house.set(&[("summary", &summary)]).await;
        }
        let mut path = house.at("/record");
        let (mut sentences, mut pages) = (Vec::new(), 0);
        loop {
            let page = house.member.browser.get(&path).await;
            let lines = page.texts("ol.ledger li");
            sentences.extend(lines.into_iter().filter(|line| line.contains("Sentence")));
            pages += 1;
            match page.attribute(".pages a[rel=next], .pages a", "href") {
                Some(next) => path = next,
                None => break,
            }
        }
        sentences.dedup();
        assert_eq!((sentences.len(), pages), (40, 2));
        for forged in ["at=x&id=9", "at=-5&id=1", "id=9999999999999999999999"] {
            let path = house.at(&format!("/record?{forged}"));
            assert_eq!(
                house.member.browser.get(&path).await.status,
                200,
                "{forged}"
            );
        }
    })
    .await;
}
