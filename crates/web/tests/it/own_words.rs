//! What one wrote stays one's own, in whatever place it stands: its author sees it and can take it
//! back, and from outside learns nothing else of the place.

use crate::talk::{answering, say};
use hafan_app::community::care;
use hafan_app::post::{ForWhom, PollWish, Wish, favourite};
use hafan_core::community::Visibility;
use hafan_core::id::CommunityId;
use hafan_core::time::{DAY_US, MINUTE_US};
use hafan_testkit::for_each_backend;

#[tokio::test]
async fn words_in_a_hidden_community_stay_their_authors_after_they_are_out_of_it() {
    for_each_backend(async |place| {
        let host = place.member("delyth").await;
        let guest = place.member("eleri").await;
        let cudd = place.found(&host, "Cuddfan", Visibility::Hidden).await;
        place.let_in(&host, &cudd, &guest, "eleri").await;
        let asks = Wish {
            poll: Some(PollWish {
                options: vec!["Bara".to_owned(), "Menyn".to_owned()],
                is_multiple: false,
                lasts_us: DAY_US,
            }),
            ..within(cudd.id, "Ysgrifennais hyn.")
        };
        let mine = say(place, &guest, asks).await;
        let theirs = say(place, &host, within(cudd.id, "Gair y gwesteiwr.")).await;
        let answer = say(place, &guest, answering(theirs, "Fy ateb i.")).await;
        say(place, &host, answering(mine, "Ateb y gwesteiwr.")).await;
        let reason = "Rheswm.".to_owned();
        let out = care::remove(
            &place.app,
            host.actor,
            cudd.handle.clone(),
            "eleri".to_owned(),
            reason,
        );
        out.await.expect("removed");
        place.later(MINUTE_US);
        // What goes on inside is no news outside.
        say(place, &host, answering(mine, "Ateb hwyr @eleri.")).await;
        let thanks = favourite(&place.app, &host.actor, mine, true);
        thanks.await.expect("thanks");
        hafan_app::post::vote(&place.app, &host.actor, mine, vec![1])
            .await
            .expect("a vote");

        let get = async |path: &str| guest.browser.get(path).await;
        let (own, one) = (format!("/@eleri/{mine}"), format!("/@eleri/{answer}"));
        let pages = [
            get("/me/posts").await,
            get(&own).await,
            get(&one).await,
            get(&format!("{own}/history")).await,
            get("/search?q=ysgrifennais").await,
            get(&format!("/post/{mine}/delete")).await,
            get("/notifications").await,
        ];
        for (page, says) in pages.iter().zip([
            "Ysgrifennais hyn.",
            "Ysgrifennais hyn.",
            "Fy ateb i.",
            "Ysgrifennais hyn.",
            "Ysgrifennais hyn.",
            "Ysgrifennais hyn.",
            "Rheswm.",
        ]) {
            assert_eq!(page.status, 200, "{says}");
            assert!(page.says(says), "{says}: {}", page.text());
            for secret in [
                "Cuddfan",
                &cudd.handle,
                "Delyth",
                "gwesteiwr",
                "hwyr",
                "100 %",
            ] {
                assert!(!page.holds(secret), "{secret}: {}", page.text());
            }
        }
        assert!(pages[0].says("Fy ateb i."));
        // Nobody else sees more than before: not on the page of the author either.
        let stranger = place.member("ffion").await;
        for browser in [&stranger.browser, &place.visitor()] {
            assert_eq!(browser.get(&own).await.status, 404);
            for path in ["/@eleri", "/@eleri?answers=yes", "/search?q=ysgrifennais"] {
                assert!(!browser.get(path).await.says("Ysgrifennais hyn."), "{path}");
            }
        }
        // From outside nobody goes on speaking, or listens.
        for path in ["edit", "answers"].map(|what| format!("/post/{mine}/{what}")) {
            assert_eq!(get(&path).await.status, 403, "{path}");
        }
        for (what, fields) in [
            ("edit", ("body", "Arall.")),
            ("favourite", ("on", "yes")),
            ("keep", ("on", "yes")),
        ] {
            let path = format!("/post/{mine}/{what}");
            let sent = guest.browser.post(&path, &[fields]).await;
            assert_eq!(sent.status, 403, "{what}");
        }
        let quoted = get(&format!("/write?quote={mine}")).await;
        assert!(!quoted.holds("Cuddfan") && !quoted.has("form#composer"));
        // But everybody takes back what is theirs.
        for post in [mine, answer] {
            let path = format!("/post/{post}/delete");
            assert_eq!(guest.browser.post(&path, &[]).await.status, 303);
        }
        assert!(!get("/me/posts").await.says("Fy ateb i."));
        let inside = host.browser.get(&format!("/@delyth/{theirs}")).await;
        assert!(!inside.says("Fy ateb i."), "{}", inside.text());
    })
    .await;
}

fn within(place: CommunityId, text: &str) -> Wish {
    Wish {
        text: text.to_owned(),
        for_whom: ForWhom::Community(place),
        ..Wish::default()
    }
}
