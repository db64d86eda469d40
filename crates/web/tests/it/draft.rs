//! Drafts: words on their way are never lost, and never shown to anybody else.

use crate::post::{compose, path_of, rows_of};
use hafan_app::post::ForWhom;
use hafan_testkit::{Page, Person, for_each_backend};

fn draft_of(composer: &Page) -> String {
    let id = composer.attribute("input[name='draft']", "value");
    id.expect("a draft has its number from the first moment")
}

/// Keeps the words as the script does while one writes.
async fn autosave(who: &Person, composer: &Page, fields: &[(&str, &str)]) -> Page {
    let url = composer.attribute("form.composer", "data-draft-url");
    let form = composer.form("/write").expect("the composer");
    let is_given = |name: &str| fields.iter().any(|(given, _)| *given == name);
    let standing = form.fields.iter().filter(|(name, _)| !is_given(name));
    let standing = standing.map(|(name, value)| (name.as_str(), value.as_str()));
    let all: Vec<_> = standing.chain(fields.iter().copied()).collect();
    who.browser.post(&url.expect("where drafts go"), &all).await
}

#[tokio::test]
async fn a_draft_comes_back_whole_after_a_crash() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let composer = compose(&mair, "").await;
        let fields = [
            ("body", "Heb ei orffen"),
            ("notice", "rhybudd"),
            ("audience", "followers"),
            ("answers", "nobody"),
            ("choice", "ie"),
            ("choice", "nage"),
            ("language", "cy"),
        ];
        let kept = autosave(&mair, &composer, &fields).await;
        assert_eq!(kept.status, 204, "{}", kept.text());
        // The browser and its memory are gone; another device has the same words.
        let other = place.device(&mair).await;
        let list = other.browser.get("/drafts").await;
        assert!(list.says("Heb ei orffen"), "{}", list.text());
        let path = format!("/write?draft={}", draft_of(&composer));
        assert!(list.has(&format!("a[href='{path}']")));
        let page = other.browser.get(&path).await;
        assert!(page.has("input[name='audience'][value='followers'][checked]"));
        assert!(page.has("input[name='answers'][value='nobody'][checked]"));
        assert!(page.has("input[name='choice'][value='nage']"));
        assert!(page.has("option[value='cy'][selected]"));
        assert!(page.holds("rhybudd") && page.holds("Heb ei orffen"));
        let sent = other
            .browser
            .submit(&page, "/write", &[("act", "publish"), ("lasts", "24")])
            .await;
        let post = path_of(&sent);
        assert!(
            rows_of(place, "drafts").await.is_empty(),
            "gone with the post"
        );
        // A script that comes late makes no draft of it again.
        let late = autosave(&mair, &composer, &fields).await;
        assert_eq!(late.status, 204);
        assert!(rows_of(place, "drafts").await.is_empty());
        assert_eq!(
            other.browser.get(&path).await.location(),
            Some(post.as_str())
        );
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_was_begun_stands_in_the_box_of_its_thread_again() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let candle = place.persona(&mair, "candle").await;
        let root = place.say(&mair, "Dechrau", ForWhom::Public).await;
        let path = format!("/@mair/{root}");
        let thread = mair.browser.get(&path).await;
        let kept = autosave(&mair, &thread, &[("body", "\nAteb ar ei hanner")]).await;
        assert_eq!(kept.status, 204, "{}", kept.text());
        let again = mair.browser.get(&path).await;
        assert_eq!(draft_of(&again), draft_of(&thread));
        let box_of = |page: &Page| {
            let form = page.form("/write").expect("the box");
            let body = form.fields.iter().find(|(name, _)| name == "body");
            body.map(|(_, value)| value.trim().to_owned())
        };
        assert_eq!(box_of(&again).as_deref(), Some("Ateb ar ei hanner"));
        let saved = again.attribute("form.composer", "data-draft-saved");
        assert_ne!(saved.as_deref(), Some("0"));
        // Neither below another post, nor for another persona.
        let other = place.say(&mair, "Arall", ForWhom::Public).await;
        let other = mair.browser.get(&format!("/@mair/{other}")).await;
        assert_eq!(box_of(&other).as_deref(), Some(""));
        let hers = candle.browser.get(&path).await;
        assert_eq!(box_of(&hers).as_deref(), Some(""));
        // What is more than words goes on where all of it can be seen.
        let more = [("body", "Ateb"), ("notice", "rhybudd")];
        assert_eq!(autosave(&mair, &again, &more).await.status, 204);
        let page = mair.browser.get(&path).await;
        assert_eq!(box_of(&page).as_deref(), Some(""));
        let elsewhere = format!("/write?draft={}", draft_of(&again));
        assert!(
            page.has(&format!("a[href='{elsewhere}']")),
            "{}",
            page.html()
        );
        assert!(mair.browser.get(&elsewhere).await.holds("rhybudd"));
    })
    .await;
}

#[tokio::test]
async fn a_draft_belongs_to_one_persona_and_no_other_of_the_same_member_sees_it() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let candle = place.persona(&mair, "candle").await;
        let paul = place.member("paul").await;
        let composer = compose(&mair, "").await;
        autosave(&mair, &composer, &[("body", "Cyfrinach Mair")]).await;
        let id = draft_of(&composer);
        for other in [&candle, &paul] {
            let list = other.browser.get("/drafts").await;
            assert!(!list.holds("Cyfrinach"), "{}", list.text());
            let page = other.browser.get(&format!("/write?draft={id}")).await;
            assert!(!page.holds("Cyfrinach"), "{}", page.text());
            let to = format!("/drafts/{id}/delete");
            assert_eq!(other.browser.post(&to, &[]).await.status, 404);
            // Even with the right number, nothing of it is overwritten.
            let handle = other.browser.get(&format!("/write?draft={id}")).await;
            let handle = handle.attribute("input[name='as']", "value");
            let fields = [
                ("as", handle.as_deref().unwrap_or_default()),
                ("body", "Yn lle hynny"),
            ];
            let kept = other.browser.post(&format!("/drafts/{id}"), &fields).await;
            assert_eq!(kept.status, 404);
        }
        // A page of the one persona keeps nothing while the other is here.
        let fields = [("as", "mair"), ("body", "Yn gymysg")];
        let kept = candle.browser.post(&format!("/drafts/{id}"), &fields).await;
        assert_eq!(kept.status, 409);
        let page = mair.browser.get(&format!("/write?draft={id}")).await;
        assert!(page.holds("Cyfrinach Mair"));
    })
    .await;
}

#[tokio::test]
async fn words_that_could_not_be_published_come_back_and_are_kept() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let composer = compose(&mair, "").await;
        let long = "Rhy hir. ".repeat(1_200);
        let fields = [("act", "publish"), ("body", long.as_str())];
        let sent = mair.browser.submit(&composer, "/write", &fields).await;
        assert_eq!(sent.status, 422);
        assert!(sent.holds(long.trim()));
        assert_eq!(rows_of(place, "drafts").await.len(), 1, "kept as well");
        // Signed out in another window: everything is still in the form.
        let composer = compose(&mair, "").await;
        mair.browser.post("/sign-out", &[]).await;
        let fields = [("act", "publish"), ("body", "Wedi mynd?")];
        let sent = mair.browser.submit(&composer, "/write", &fields).await;
        assert_eq!(sent.status, 403, "{}", sent.text());
        assert!(sent.holds("Wedi mynd?"));
        assert!(sent.says("signed out"), "{}", sent.text());
    })
    .await;
}

#[tokio::test]
async fn a_secret_that_is_too_old_costs_one_more_click_and_no_words() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let composer = compose(&mair, "").await;
        let fields = [
            ("csrf", "an-old-secret"),
            ("act", "publish"),
            ("body", "Eto"),
            ("audience", "public"),
        ];
        let sent = mair.browser.submit(&composer, "/write", &fields).await;
        assert_eq!(sent.status, 403, "{}", sent.text());
        assert!(rows_of(place, "posts").await.is_empty());
        assert!(rows_of(place, "drafts").await.is_empty());
        let again = [("act", "publish")];
        let sent = mair.browser.submit(&sent, "/write", &again).await;
        let page = mair.browser.get(&path_of(&sent)).await;
        assert!(page.says("Eto"));
        // From another site, nothing at all.
        mair.browser.set_header("origin", "https://evil.test");
        mair.browser.set_header("sec-fetch-site", "cross-site");
        let sent = mair.browser.submit(&composer, "/write", &fields).await;
        assert_eq!(sent.status, 403);
        assert!(!sent.holds("Eto"));
    })
    .await;
}

#[tokio::test]
async fn words_come_back_when_the_place_itself_is_away() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let composer = compose(&mair, "").await;
        place.app.store.clone().close().await;
        let fields = [
            ("act", "publish"),
            ("body", "Tra bo’r <goleuadau> allan"),
            ("notice", "tywyllwch"),
        ];
        let sent = mair.browser.submit(&composer, "/write", &fields).await;
        assert_eq!(sent.status, 503);
        assert!(sent.says("Tra bo’r <goleuadau> allan"), "{}", sent.html());
        let form = sent.form("/write").expect("a form to send them again");
        let has = |name: &str, value: &str| form.fields.contains(&(name.into(), value.into()));
        assert!(has("notice", "tywyllwch") && has("draft", &draft_of(&composer)));
        assert!(sent.has("html[data-failed]"), "scripts keep their copy");
        mair.browser.set_header("sec-fetch-site", "cross-site");
        let sent = mair.browser.submit(&composer, "/write", &fields).await;
        assert!(
            !sent.holds("goleuadau"),
            "nothing is echoed to another site"
        );
    })
    .await;
}

#[tokio::test]
async fn a_form_that_is_too_large_is_told_so_by_a_page_that_promises_nothing_it_does_not_show() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let secret = mair.browser.secret("/write").await;
        let words = "x".repeat(600_000);
        let multipart = "multipart/form-data; boundary=b";
        let head = "--b\r\nContent-Disposition: form-data; name=";
        for csrf in ["", secret.as_str()] {
            let plain = format!("csrf={csrf}&body={words}");
            let parts = [("csrf", csrf), ("body", words.as_str())];
            let parts = parts.map(|(name, value)| format!("{head}\"{name}\"\r\n\r\n{value}\r\n"));
            let bodies = [
                ("application/x-www-form-urlencoded", plain),
                (multipart, format!("{}--b--\r\n", parts.concat())),
            ];
            for (kind, body) in bodies {
                let post = axum::http::Method::POST;
                let sent = mair.browser.send(post, "/write", Some(kind), body.into());
                let sent = sent.await;
                assert_eq!(sent.status, 422, "{kind}: {}", sent.text());
                assert!(
                    sent.says("more than fits") && sent.says("nothing was saved"),
                    "{kind}: {}",
                    sent.text()
                );
                // There is no form on this page, so no field in it is marked, and no word kept.
                assert!(!sent.has("form[action='/write']") && !sent.says("still here"));
                assert!(sent.has("html[data-failed]"), "scripts keep their copy");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_hundred_drafts_are_enough() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let actor = mair.actor;
        for number in 1..=100 {
            let id = hafan_core::id::DraftId::new(number);
            let words = hafan_app::draft::Words {
                text: format!("Drafft {number}"),
                ..Default::default()
            };
            let kept = hafan_app::draft::save(&place.app, &actor, id, words).await;
            assert!(kept.is_ok(), "{number}: {:?}", kept.err());
        }
        let composer = compose(&mair, "").await;
        let kept = autosave(&mair, &composer, &[("body", "Un arall")]).await;
        assert_eq!(kept.status, 403, "{}", kept.text());
        // Publishing is still possible, and so is changing one of the hundred.
        let fields = [
            ("act", "publish"),
            ("body", "Un arall"),
            ("audience", "public"),
        ];
        path_of(&mair.browser.submit(&composer, "/write", &fields).await);
        let page = mair.browser.get("/write?draft=7").await;
        let kept = autosave(&mair, &page, &[("body", "Wedi newid")]).await;
        assert_eq!(kept.status, 204);
    })
    .await;
}
