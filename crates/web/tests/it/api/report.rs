//! Reports: from somebody to the hosts, and what came of them back.

use super::{application, call, done, member, say, send};
use hafan_app::post::ForWhom;
use hafan_app::report;
use hafan_core::community::Visibility;
use hafan_testkit::for_each_backend;
use serde_json::json;

const AT: &str = "/api/v1/reports";

#[tokio::test]
async fn a_report_reaches_the_hosts_and_its_outcome_the_one_who_made_it() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let post = say(&guto, "Cas iawn.", "public").await;
        let wish = json!({
            "account_id": guto.actor.persona.to_string(), "status_ids": [post],
            "comment": "Mae hyn yn greulon.", "rule_ids": ["1"],
        });
        let made = done(&mair.browser, "POST", AT, wish).await;
        assert_eq!(made["action_taken"], false);
        assert_eq!(made["category"], "violation");
        assert_eq!(made["status_ids"], json!([post]));
        assert_eq!(made["target_account"]["username"], "guto");
        assert!(
            mair.browser
                .get("/notifications")
                .await
                .says("have your report")
        );
        // Whoever it is about learns nothing.
        assert!(!guto.browser.get("/notifications").await.says("report"));
        assert_eq!(guto.browser.get("/host/reports").await.status, 404);
        let page = carys.browser.get("/host/reports").await;
        for words in [
            "About Guto",
            "Mae hyn yn greulon.",
            "Cas iawn.",
            "Reported by Mair",
        ] {
            assert!(page.says(words), "{words}: {}", page.text());
        }
        let id = made["id"].as_str().expect("an id");
        let close = format!("/host/reports/{id}/close");
        let empty = carys.browser.post(&close, &[("outcome", "")]).await;
        assert_eq!(empty.status, 422);
        let closed = [("outcome", "Siaradwyd â Guto.")];
        assert_eq!(guto.browser.post(&close, &closed).await.status, 404);
        assert_eq!(carys.browser.post(&close, &closed).await.status, 303);
        assert_eq!(carys.browser.post(&close, &closed).await.status, 409);
        let news = mair.browser.get("/notifications").await;
        assert!(news.says("Siaradwyd â Guto."), "{}", news.text());
        assert!(!carys.browser.get("/host/reports").await.says("About Guto"));
        assert!(
            carys
                .browser
                .get("/host/reports/closed")
                .await
                .says("Siaradwyd")
        );
    })
    .await;
}

#[tokio::test]
async fn only_what_somebody_may_see_can_be_reported() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let hidden = place.found(&guto, "Cudd", Visibility::Hidden).await;
        let inside = place
            .say(&guto, "Cyfrinach.", ForWhom::Community(hidden.id))
            .await;
        let own = say(&mair, "Helo.", "public").await;
        let them = guto.actor.persona.to_string();
        for (account, post) in [
            (them.clone(), Some(inside.to_string())),
            (them.clone(), Some(own)),
            (hidden.id.to_string(), None),
            ("7".to_owned(), None),
        ] {
            let posts: Vec<String> = post.into_iter().collect();
            let wish = json!({ "account_id": account, "status_ids": posts });
            let (status, refused) = call(&mair.browser, "POST", AT, wish).await;
            assert_eq!(status, 404, "{account}: {refused}");
        }
        let me = json!({ "account_id": mair.actor.persona.to_string() });
        assert_eq!(call(&mair.browser, "POST", AT, me).await.0, 403);
        let wrong = json!({ "account_id": them, "category": "nonsense" });
        assert_eq!(call(&mair.browser, "POST", AT, wrong).await.0, 422);
        let long = json!({ "account_id": them, "comment": "a".repeat(1_001) });
        assert_eq!(call(&mair.browser, "POST", AT, long).await.0, 422);
        let narrow = application(place, &mair, "read write:statuses").await;
        let plain = json!({ "account_id": them });
        assert_eq!(send(&narrow, "POST", AT, plain.clone()).await.status, 403);
        assert_eq!(
            send(&place.visitor(), "POST", AT, plain.clone())
                .await
                .status,
            401
        );
        // Somebody who floods the hosts is slowed down.
        let mut last = 200;
        for _ in 0..40 {
            last = call(&mair.browser, "POST", AT, plain.clone()).await.0;
        }
        assert_eq!(last, 429);
    })
    .await;
}

#[tokio::test]
async fn a_host_does_not_read_reports_about_their_own_personas() {
    for_each_backend(async |place| {
        let (carys, delyth) = (place.host("carys").await, place.host("delyth").await);
        let other = place.persona(&carys, "cudd").await;
        let mair = member(place, "mair").await;
        let wish = json!({ "account_id": other.actor.persona.to_string(), "comment": "Hyn." });
        let made = done(&mair.browser, "POST", AT, wish).await;
        assert!(!carys.browser.get("/host/reports").await.says("Hyn."));
        assert!(delyth.browser.get("/host/reports").await.says("Hyn."));
        let id = made["id"].as_str().expect("an id");
        let close = format!("/host/reports/{id}/close");
        let refused = carys.browser.post(&close, &[("outcome", "Dim.")]).await;
        assert_eq!(refused.status, 404);
    })
    .await;
}

#[tokio::test]
async fn reports_are_made_on_pages_as_well() {
    for_each_backend(async |place| {
        let carys = place.host("carys").await;
        let (mair, guto) = (place.member("mair").await, member(place, "guto").await);
        let post = say(&guto, "Cas iawn.", "public").await;
        let at = format!("/people/{}/report", guto.actor.persona);
        let form = mair.browser.get(&format!("{at}?post={post}")).await;
        assert!(form.says("Report Guto to the hosts"), "{}", form.text());
        let fields = [
            ("post", post.as_str()),
            ("category", "spam"),
            ("comment", "Hysbyseb."),
        ];
        assert_eq!(mair.browser.post(&at, &fields).await.status, 303);
        let found = report::list(&place.app, carys.actor, report::Which::Open, None);
        let found = found.await.expect("reports").reports;
        assert_eq!(found[0].report.comment, "Hysbyseb.");
        assert_eq!(found[0].posts.len(), 1);
    })
    .await;
}
