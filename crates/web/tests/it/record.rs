//! My record: every change with who and why, and the way back.

use crate::talk::{act, openly, say};
use hafan_app::identity::settings::{self, Preferences};
use hafan_core::locale::Locale;
use hafan_testkit::{Page, for_each_backend};

/// The entry whose undo button names these words.
pub fn entry(page: &Page, words: &str) -> Option<String> {
    let html = page.html();
    let line = html.split("<li>").find(|line| line.contains(words))?;
    let (_, rest) = line.split_once("name=\"entry\" value=\"")?;
    rest.split('"').next().map(str::to_owned)
}

#[tokio::test]
async fn a_change_of_mine_is_told_and_undone_by_its_button() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        say(place, &dewi, openly("The kettle is on.")).await;
        act(&mair, "follow", &dewi).await;
        act(&mair, "mute", &dewi).await;
        let page = mair.browser.get("/me/ledger").await;
        assert!(page.says("You began to follow Dewi."), "{}", page.text());
        for (words, check) in [
            ("You chose to see less of Dewi.", "/me/follows/muted"),
            ("You began to follow Dewi.", "/me/follows"),
        ] {
            assert!(mair.browser.get(check).await.says("@dewi"), "{check}");
            let id = entry(&page, words).expect("a button");
            let done = mair
                .browser
                .post("/me/ledger/undo", &[("entry", &id)])
                .await;
            assert_eq!(done.status, 303, "{words}");
            assert!(!mair.browser.get(check).await.says("@dewi"), "{check}");
            // It is undone once.
            let again = mair
                .browser
                .post("/me/ledger/undo", &[("entry", &id)])
                .await;
            assert_eq!(again.status, 409, "{words}");
        }
        let page = mair.browser.get("/me/ledger").await;
        assert!(page.has("p.undone"), "{}", page.text());
        assert!(page.says("to undo an earlier change"));
    })
    .await;
}

#[tokio::test]
async fn nobody_undoes_or_reads_what_is_on_the_record_of_another() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        act(&mair, "block", &dewi).await;
        let page = mair.browser.get("/me/ledger").await;
        let id = entry(&page, "You blocked Dewi.").expect("a button");
        let seren = place.persona(&mair, "seren").await;
        for other in [&dewi, &seren] {
            let answer = other
                .browser
                .post("/me/ledger/undo", &[("entry", &id)])
                .await;
            assert_eq!(answer.status, 404);
            assert!(!other.browser.get("/me/ledger").await.says("You blocked"));
        }
        for forged in ["1", "x", "", "-5"] {
            let answer = mair
                .browser
                .post("/me/ledger/undo", &[("entry", forged)])
                .await;
            assert_eq!(answer.status, 404, "{forged}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_setting_goes_back_to_what_it_was_and_pages_of_the_record_lose_nothing() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        for number in 0..70 {
            place.later(1_000_000);
            let wish = Preferences {
                locale: Locale::En,
                theme: "auto".to_owned(),
                easy_read: number % 2 == 0,
                shows_counts: false,
                time_zone: String::new(),
            };
            settings::set_preferences(&place.app, mair.actor, wish)
                .await
                .expect("a setting");
        }
        let mut path = "/me/ledger".to_owned();
        let (mut lines, mut pages) = (0, 0);
        loop {
            let page = mair.browser.get(&path).await;
            lines += page
                .texts("ol.ledger .about")
                .iter()
                .filter(|t| t.contains("Easy Read"))
                .count();
            pages += 1;
            match page.attribute(".pages a", "href") {
                Some(next) => path = next,
                None => break,
            }
        }
        assert_eq!((lines, pages), (70, 3));
        let page = mair.browser.get("/me/ledger").await;
        let id = entry(&page, "Easy Read was turned off.").expect("a button");
        mair.browser
            .post("/me/ledger/undo", &[("entry", &id)])
            .await;
        assert!(
            mair.browser
                .get("/me/ledger")
                .await
                .has("html[data-easy='on']")
        );
    })
    .await;
}
