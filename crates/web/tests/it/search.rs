//! Search finds what one may read, and nothing else; the same on both databases.

use crate::talk::{act, found, join, openly, say, within};
use hafan_app::identity::profile::{self, Profile};
use hafan_app::reading::index;
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::Visibility;
use hafan_testkit::{Person, Place, for_each_backend};

async fn choose(place: &Place, who: &Person, name: &str, is_findable: bool, posts: bool) {
    let wish = Profile {
        name: name.to_owned(),
        bio: "Cerdded a garddio".to_owned(),
        approve_followers: false,
        is_findable,
        posts_findable: posts,
        default_audience: Audience::Public,
        default_replies: WhoMay::Everyone,
        default_quotes: WhoMay::Everyone,
    };
    profile::edit(&place.app, who.actor, wish)
        .await
        .expect("a profile");
}

#[tokio::test]
async fn words_are_found_where_they_may_be_read_and_nowhere_else() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let gwyn = place.member("gwyn").await;
        let cwm = found(place, &mair, "Cwm", Visibility::Hidden).await;
        let sgwar = found(place, &mair, "Sgwar", Visibility::Public).await;
        choose(place, &gwyn, "Gwyn", true, true).await;
        say(place, &mair, within(&cwm, "Respite in secret.")).await;
        say(place, &mair, within(&sgwar, "Respite in the square.")).await;
        say(place, &mair, openly("Respite unsought.")).await;
        say(place, &gwyn, openly("Réspite found.")).await;
        let mut quiet = openly("Respite quietly.");
        quiet.for_whom = hafan_app::post::ForWhom::Quiet;
        say(place, &gwyn, quiet).await;
        let visitor = place.visitor();
        let all = [
            "Respite in secret.",
            "Respite in the square.",
            "Respite unsought.",
            "Réspite found.",
            "Respite quietly.",
        ];
        let finds = [
            (&visitor, [false, false, false, true, false]),
            (&dewi.browser, [false, false, false, true, false]),
            (&mair.browser, [true, true, true, true, false]),
            (&gwyn.browser, [false, false, false, true, true]),
        ];
        for query in ["respite", "RESPITE", "resp"] {
            for (browser, expected) in finds {
                let page = browser.get(&format!("/search?q={query}")).await;
                assert_eq!(
                    all.map(|words| page.says(words)),
                    expected,
                    "{query}: {}",
                    page.text()
                );
            }
        }
        // Going in makes it findable, and only then.
        join(place, &dewi, &sgwar).await;
        let page = dewi.browser.get("/search?q=%22in+the+square%22").await;
        assert!(page.says("Respite in the square."), "{}", page.text());
    })
    .await;
}

#[tokio::test]
async fn people_and_posts_that_do_not_want_to_be_found_any_more_are_gone_at_once() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        say(place, &mair, openly("Respite, early.")).await;
        let people = "/search?q=mair";
        let posts = "/search?q=respite";
        assert!(!dewi.browser.get(people).await.says("@mair"));
        choose(place, &mair, "Mair", true, true).await;
        let id = mair.actor.persona.to_string();
        index::run(&place.app, &id).await.expect("indexed");
        assert!(dewi.browser.get(people).await.says("@mair"));
        assert!(dewi.browser.get("/search?q=garddio").await.says("@mair"));
        assert!(dewi.browser.get(posts).await.says("Respite, early."));
        choose(place, &mair, "Mair", false, false).await;
        assert!(!dewi.browser.get(people).await.says("@mair"));
        assert!(!dewi.browser.get(posts).await.says("Respite, early."));
        choose(place, &mair, "Mair", true, true).await;
        act(&mair, "block", &dewi).await;
        assert!(!dewi.browser.get(people).await.says("@mair"));
        assert!(!dewi.browser.get(posts).await.says("Respite, early."));
    })
    .await;
}

#[tokio::test]
async fn a_hashtag_has_a_page_with_the_posts_that_carry_it() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        choose(place, &mair, "Mair", true, true).await;
        say(place, &mair, openly("Cup of tea #Gofal")).await;
        say(place, &mair, openly("Only the word gofal.")).await;
        for path in ["/tags/gofal", "/tags/Gofal"] {
            let page = dewi.browser.get(path).await;
            assert!(page.says("Cup of tea"), "{}", page.text());
            assert!(!page.says("Only the word"));
        }
    })
    .await;
}

#[tokio::test]
async fn what_people_type_is_only_ever_words() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        say(place, &mair, openly("Plain words here.")).await;
        let odd = [
            "%22",
            "%22%22%22",
            "*",
            "OR+AND+NOT",
            "NEAR(",
            "scope%3Aopen",
            "%27%3B+DROP",
            "a%00b",
            "%C5%B5",
            "%E2%80%AE",
            "%26+%7C+%21",
            "(((",
            "-words",
            "%F0%9F%8C%B2",
            "plain+*",
        ];
        for query in odd {
            let page = mair.browser.get(&format!("/search?q={query}")).await;
            assert_eq!(page.status, 200, "{query}");
        }
        let long = "w".repeat(3_000);
        let page = mair.browser.get(&format!("/search?q={long}")).await;
        assert_eq!(page.status, 200);
        assert!(
            mair.browser
                .get("/search?q=plain+words")
                .await
                .says("Plain words here.")
        );
    })
    .await;
}

#[tokio::test]
async fn who_is_found_follows_name_handle_and_the_undo_of_either() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let finds = async |word: &str| {
            let page = dewi.browser.get(&format!("/search?q={word}")).await;
            page.says("@mair") || page.says("@sian")
        };
        choose(place, &mair, "Gwenllian", true, false).await;
        assert!(finds("gwenllian").await && finds("mair").await && finds("garddio").await);
        choose(place, &mair, "Angharad", true, false).await;
        assert!(finds("angharad").await && !finds("gwenllian").await);
        let renamed = mair.browser.post("/me/handle", &[("handle", "sian")]).await;
        assert_eq!(renamed.status, 303, "{}", renamed.text());
        assert!(finds("sian").await && !finds("mair").await);
        let undo = async |words: &str| {
            let record = mair.browser.get("/me/ledger").await;
            let id = crate::record::entry(&record, words).expect(words);
            let undone = mair
                .browser
                .post("/me/ledger/undo", &[("entry", &id)])
                .await;
            assert_eq!(undone.status, 303, "{words}");
        };
        undo("The handle changed from mair to sian.").await;
        assert!(finds("mair").await && !finds("sian").await);
        undo("The name changed from “Gwenllian” to “Angharad”.").await;
        assert!(finds("gwenllian").await && !finds("angharad").await);
        undo("You can now be found in search.").await;
        assert!(!finds("gwenllian").await && !finds("mair").await);
    })
    .await;
}
