//! Home and the other lists of posts: what comes, why, and how one goes on.

use crate::talk::{act, answering, found, join, openly, say, within};
use hafan_app::community;
use hafan_app::post::{boost, keep};
use hafan_core::community::Visibility;
use hafan_testkit::{Page, for_each_backend};
use std::collections::HashSet;

const HOME: &str = "/?read=all";

#[tokio::test]
async fn home_shows_what_a_rule_of_the_reader_brings_and_says_which() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let (carys, gwyn) = (place.member("carys").await, place.member("gwyn").await);
        let cwm = found(place, &carys, "Cwm", Visibility::MembersOnly).await;
        join(place, &mair, &cwm).await;
        act(&mair, "follow", &dewi).await;
        say(place, &gwyn, openly("A stranger speaks.")).await;
        let shared = say(place, &gwyn, openly("Worth sharing.")).await;
        say(place, &dewi, openly("A friend speaks.")).await;
        say(place, &carys, within(&cwm, "Words in the cwm.")).await;
        say(place, &mair, openly("My own words.")).await;
        let question = say(place, &gwyn, openly("A question.")).await;
        say(place, &dewi, answering(question, "Half a conversation.")).await;
        boost(&place.app, &dewi.actor, shared, true)
            .await
            .expect("a boost");
        let home = mair.browser.get(HOME).await;
        for (words, why) in [
            (
                "Worth sharing.",
                "Here because you follow Dewi, who shared it.",
            ),
            ("A friend speaks.", "Here because you follow Dewi."),
            ("Words in the cwm.", "Here because you are a member of Cwm."),
            ("My own words.", "Here because you wrote it."),
        ] {
            assert!(home.says(words), "{words}: {}", home.text());
            assert!(home.says(why), "{why}: {}", home.text());
        }
        assert_eq!(home.count("article.post"), home.count("article.post p.why"));
        assert!(!home.says("A stranger speaks."));
        assert!(!home.says("Half a conversation."));
        // Each rule that goes takes what it brought along.
        act(&mair, "unfollow", &dewi).await;
        community::join::leave(&place.app, mair.actor, cwm.handle.clone())
            .await
            .expect("left");
        let home = mair.browser.get(HOME).await;
        assert_eq!(home.count("article.post"), 1, "{}", home.text());
        assert!(home.says("My own words."));
    })
    .await;
}

#[tokio::test]
async fn a_voice_is_familiar_once_both_have_spoken() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let first = say(place, &dewi, openly("Is anybody there?")).await;
        let answer = say(place, &mair, answering(first, "I am.")).await;
        let familiar = "/?read=familiar";
        assert!(!mair.browser.get(familiar).await.says("Is anybody there?"));
        say(place, &dewi, answering(answer, "How good.")).await;
        let home = mair.browser.get(familiar).await;
        assert!(home.says("Is anybody there?"), "{}", home.text());
        assert!(home.says("Here because you and Dewi have talked."));
        // Of one's own words only what one said to them.
        say(place, &mair, openly("To nobody in particular.")).await;
        let home = mair.browser.get(familiar).await;
        assert!(home.says("I am.") && !home.says("To nobody in particular."));
        assert!(
            mair.browser
                .get(HOME)
                .await
                .says("To nobody in particular.")
        );
        // It is what the home page opens on.
        assert!(mair.browser.get("/").await.says("Is anybody there?"));
    })
    .await;
}

#[tokio::test]
async fn pages_of_home_have_an_end_and_lose_and_double_nothing_while_others_write() {
    for_each_backend(async |place| {
        let reader = place.member("reader").await;
        let mut writers = Vec::new();
        for number in 0..12 {
            let writer = place.member(&format!("writer{number}")).await;
            act(&reader, "follow", &writer).await;
            writers.push(writer);
        }
        let mut expected = HashSet::new();
        for round in 0..8 {
            // A bursty one among quiet ones.
            for writer in writers.iter().take(if round < 4 { 1 } else { 12 }) {
                expected.insert(say(place, writer, openly("Words.")).await.to_string());
            }
        }
        let mut seen = Vec::new();
        let mut path = HOME.to_owned();
        loop {
            let page = reader.browser.get(&path).await;
            let ids = ids(&page);
            assert!(ids.len() <= 20);
            seen.extend(ids);
            say(place, &writers[3], openly("Meanwhile.")).await;
            match page.attribute(".pages a", "href") {
                Some(next) => path = next.replace("&amp;", "&"),
                None => {
                    assert!(page.says("You are up to date."), "{}", page.text());
                    break;
                }
            }
        }
        let once: HashSet<String> = seen.iter().cloned().collect();
        assert_eq!(once.len(), seen.len(), "no post twice");
        assert_eq!(once, expected);
        let numbers: Vec<i64> = seen.iter().filter_map(|id| id.parse().ok()).collect();
        assert!(
            numbers.windows(2).all(|two| two[0] > two[1]),
            "newest first"
        );
    })
    .await;
}

fn ids(page: &Page) -> Vec<String> {
    let html = page.html();
    let marks = html.split("<article class=\"post\" id=\"p").skip(1);
    marks
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

#[tokio::test]
async fn forged_places_to_go_on_from_are_not_there() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        for path in [
            "/?before=x",
            "/?before=-1",
            "/?before=99999999999999999999",
            "/?read=other",
            "/kept?before=1",
            "/kept?before=a.b",
            "/me/follows?before=1",
            "/me/follows/others",
            "/me/posts?before=zero",
            "/notifications?before=%00",
            "/me/ledger?before=1.x",
            "/search?q=a&before=1.5",
            "/@mair?before=09",
            "/@nobody",
            "/@m%61ir%2F..",
        ] {
            assert_eq!(mair.browser.get(path).await.status, 404, "{path}");
        }
        for path in ["/?before=1", "/kept?before=1.1", "/me/ledger?before=1.1"] {
            assert_eq!(mair.browser.get(path).await.status, 200, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn kept_posts_are_listed_by_when_they_were_kept_and_go_with_their_visibility() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let cwm = found(place, &dewi, "Cwm", Visibility::MembersOnly).await;
        join(place, &mair, &cwm).await;
        let early = say(place, &dewi, openly("Early words.")).await;
        let inner = say(place, &dewi, within(&cwm, "Inner words.")).await;
        for post in [inner, early] {
            place.later(1_000_000);
            keep(&place.app, &mair.actor, post, true)
                .await
                .expect("kept");
        }
        let kept = mair.browser.get("/kept").await;
        let text = kept.text();
        let at = |words: &str| text.find(words);
        assert!(at("Early words.") < at("Inner words."), "{text}");
        assert!(at("Early words.").is_some());
        community::join::leave(&place.app, mair.actor, cwm.handle.clone())
            .await
            .expect("left");
        let kept = mair.browser.get("/kept").await;
        assert!(!kept.says("Inner words.") && kept.says("Early words."));
        assert!(!dewi.browser.get("/kept").await.says("Early words."));
    })
    .await;
}

#[tokio::test]
async fn a_profile_shows_each_viewer_what_is_for_them() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let gwyn = place.member("gwyn").await;
        act(&dewi, "follow", &mair).await;
        say(place, &mair, openly("For all.")).await;
        let mut wish = openly("For followers.");
        wish.for_whom = hafan_app::post::ForWhom::Followers;
        say(place, &mair, wish).await;
        let mut wish = openly("For @gwyn alone.");
        wish.for_whom = hafan_app::post::ForWhom::Named;
        say(place, &mair, wish).await;
        let visitor = place.visitor();
        let see = [
            (&visitor, [true, false, false]),
            (&dewi.browser, [true, true, false]),
            (&gwyn.browser, [true, false, true]),
            (&mair.browser, [true, true, true]),
        ];
        for (browser, expected) in see {
            let page = browser.get("/@mair").await;
            let shown = [
                page.says("For all."),
                page.says("For followers."),
                page.says("alone."),
            ];
            assert_eq!(shown, expected, "{}", page.text());
        }
        assert!(visitor.get("/@mair").await.has("meta[name='robots']"));
    })
    .await;
}

#[tokio::test]
async fn a_hidden_community_has_no_page_under_its_handle_for_others() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let cwm = found(place, &mair, "Cwm", Visibility::Hidden).await;
        let path = format!("/@{}", cwm.handle);
        assert_eq!(mair.browser.get(&path).await.status, 303);
        let (hidden, missing) = (
            dewi.browser.get(&path).await,
            dewi.browser.get("/@zzzz").await,
        );
        assert_eq!(
            (hidden.status.as_u16(), missing.status.as_u16()),
            (404, 404)
        );
        let front = place.visitor().get("/").await;
        assert!(!front.says("Cwm"), "{}", front.text());
    })
    .await;
}

#[tokio::test]
async fn a_button_under_a_post_leads_back_to_the_page_one_was_reading() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        act(&mair, "follow", &dewi).await;
        for number in 0..25 {
            say(place, &dewi, openly(&format!("Words {number}."))).await;
        }
        let first = mair.browser.get("/?read=all&done=published").await;
        let back = first.attribute("#act input[name='back']", "value");
        assert_eq!(
            back.as_deref(),
            Some("/?read=all"),
            "without what was done before"
        );
        let next = first.attribute(".pages a", "href").expect("a second page");
        let page = mair.browser.get(&next).await;
        let press = page.attribute("button.act", "formaction");
        let press = press.expect("a button that belongs to a form of the page");
        let form = page.attribute("button.act", "form");
        assert!(page.has(&format!("form#{}[method='post']", form.expect("its form"))));
        let back = page.attribute("#act input[name='back']", "value");
        let fields = [("on", "yes"), ("back", back.as_deref().unwrap_or_default())];
        let done = mair.browser.post(&press, &fields).await;
        let to = done.location().expect("a way back").to_owned();
        assert!(to.starts_with(&next), "{to}");
        let again = mair
            .browser
            .get(to.split('#').next().unwrap_or_default())
            .await;
        assert!(
            again.has("button.act[aria-pressed='true']"),
            "{}",
            again.html()
        );
        // Nothing leads to another place.
        let evil = [("on", "no"), ("back", "//evil.example/?a=b")];
        let done = mair.browser.post(&press, &evil).await;
        assert!(done.location().is_some_and(|to| to.starts_with("/#p")));
    })
    .await;
}
