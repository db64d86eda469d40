//! The record of what hosts did.

use super::{act, run};
use hafan_testkit::{PASSWORD, for_each_backend};

#[tokio::test]
async fn what_hosts_did_about_somebody_stays_in_their_record_when_that_one_is_gone() {
    for_each_backend(async |place| {
        let (carys, mair) = (place.host("carys").await, place.member("mair").await);
        let dewi = place.member("dewi").await;
        for login in ["mair", "dewi"] {
            for (what, fields) in [
                ("freeze", vec![("on", "yes"), ("reason", "Threats.")]),
                ("help", vec![("reason", "A lost sheet.")]),
                ("freeze", vec![("on", "no"), ("reason", "We talked.")]),
            ] {
                place.later(1_000);
                let done = act(&carys, login, what, &fields).await;
                assert!(matches!(done.status.as_u16(), 200 | 303), "{what}");
            }
        }
        place.later(1_000);
        let fields = [("again", "mair"), ("reason", "Spam.")];
        assert_eq!(act(&carys, "mair", "remove", &fields).await.status, 303);
        let left = [("current", PASSWORD)];
        assert_eq!(dewi.browser.post("/me/leave", &left).await.status, 303);
        let record = carys.browser.get("/host/record").await;
        for (words, times) in [
            ("The writing of somebody who is gone was held.", 2),
            ("A one-time link was made for somebody who is gone.", 2),
            ("somebody who is gone was let in, or may write again.", 2),
            ("A member was removed", 1),
            ("Threats.", 2),
            ("A lost sheet.", 2),
            ("We talked.", 2),
            ("Spam.", 1),
        ] {
            let acts = record.texts("ol.ledger li");
            let found = acts.iter().filter(|act| act.contains(words)).count();
            assert_eq!(found, times, "{words}: {acts:#?}");
        }
        // And that the place was given its name.
        assert_eq!(record.count("ol.ledger li"), 8, "{}", record.text());
        // Their names stay only as handles that nobody else may take.
        for gone in [&mair, &dewi] {
            run(place, "erase-persona", &gone.actor.persona.to_string()).await;
        }
        assert!(!record.holds("mair") && !record.holds("dewi"));
        place.require_ledger().await;
    })
    .await;
}
