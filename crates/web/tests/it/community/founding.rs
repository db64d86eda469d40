//! Founding a community by its form.

use super::House;
use hafan_core::community::Visibility;
use hafan_testkit::{Backend, Place, for_each_backend};

#[tokio::test]
async fn who_hides_a_community_is_told_that_a_typed_address_is_not_used() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let form = mair.browser.get("/places/new").await;
        let hint = form
            .texts("#f-handle-hint, #h-handle, details.long .hint")
            .join(" ");
        assert!(hint.contains("Not for a hidden community"), "{hint}");
        let start = async |visibility: &str, handle: &str| {
            let fields = [
                ("name", "Cuddfan"),
                ("charter", "support"),
                ("language", "cy"),
                ("visibility", visibility),
                ("handle", handle),
            ];
            let page = mair.browser.post("/places/new", &fields).await;
            assert_eq!(page.status, 303, "{}", page.text());
            let to = page.location().expect("a way").to_owned();
            (to.clone(), mair.browser.get(&to).await)
        };
        let (to, page) = start("hidden", "cuddfan_ni").await;
        assert!(!to.contains("cuddfan_ni"), "{to}");
        assert!(
            page.says("The address you typed was not used"),
            "{}",
            page.text()
        );
        let (_, page) = start("hidden", " ").await;
        assert!(
            page.says("Your community is here. Invite"),
            "{}",
            page.text()
        );
        let (to, page) = start("public", "cuddfan_ni").await;
        assert!(to.starts_with("/c/cuddfan_ni"), "{to}");
        assert!(
            page.says("Your community is here. Invite"),
            "{}",
            page.text()
        );
    })
    .await;
}

/// So that a screen reader says Welsh as Welsh on an English page, and the other way about.
#[tokio::test]
async fn words_of_people_about_themselves_and_their_community_tell_their_language() {
    for_each_backend(async |place| {
        let host = place.host("carys").await;
        for (language, handle) in [("cy", "gofalwyr"), ("en", "carers")] {
            let fields = [
                ("name", "Y lle"),
                ("charter", "support"),
                ("language", language),
                ("visibility", "public"),
                ("handle", handle),
            ];
            let made = host.browser.post("/places/new", &fields).await;
            assert_eq!(made.status, 303, "{}", made.text());
            let about = place.visitor().get(&format!("/c/{handle}/about")).await;
            for heading in ["charter", "norms"] {
                let words = format!("[aria-labelledby={heading}] .words[lang={language}]");
                assert_eq!(about.count(&words), 1, "{}", about.html());
            }
        }
        let bio = [
            ("name", "Carys"),
            ("bio", "Dw i’n byw ger y môr ac yn hoff o gerdded."),
        ];
        let form = host.browser.get("/me/profile").await;
        let saved = host.browser.submit(&form, "/me/profile", &bio).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let profile = place.visitor().get("/@carys").await;
        assert!(profile.has(".words[lang=cy]"), "{}", profile.html());
        let rules = [("rules", "Be kind to one another, and ask before you help.")];
        let form = host.browser.get("/host/place").await;
        let saved = host.browser.submit(&form, "/host/place", &rules).await;
        assert_eq!(saved.status, 303, "{}", saved.text());
        let about = place.visitor().get("/about").await;
        assert!(
            about.has("[aria-labelledby=rules] .words[lang=en]"),
            "{}",
            about.html()
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_hidden_later_loses_its_address_and_nobody_else_can_take_it() {
    for_each_backend(async |place| {
        let mut house = House::new(place, Visibility::Public).await;
        let page = house.host.browser.get(&house.at("/settings")).await;
        assert!(page.says("Its address becomes random letters"));
        let open = house.it.handle.clone();
        let old = house.hide().await;
        assert_eq!(old, open);
        let (stranger, _) = house.guest().await;
        for browser in [&stranger.browser, &house.member.browser] {
            for path in [format!("/c/{old}"), format!("/@{old}")] {
                assert_eq!(browser.get(&path).await.status, 404, "{path}");
            }
        }
        let inside = house.member.browser.get(&house.at("")).await;
        assert_eq!(inside.status, 200);
        let record = house.member.browser.get(&house.at("/record")).await;
        assert!(record.says(&house.it.handle), "{}", record.text());
        let founded = async || {
            let fields = [
                ("name", "Rhywbeth"),
                ("handle", old.as_str()),
                ("visibility", "public"),
                ("charter", "support"),
                ("language", "cy"),
            ];
            stranger.browser.post("/places/new", &fields).await
        };
        let refused = founded().await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        place.require_ledger().await;
        // It can go back to it itself.
        let back = [("visibility", "public"), ("handle", old.as_str())];
        house.set(&back).await;
        house.it.handle.clone_from(&old);
        assert_eq!(stranger.browser.get(&house.at("")).await.status, 200);
        assert_eq!(founded().await.status, 422, "it is there again");
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn links_that_work_only_on_this_computer_say_so() {
    let words = "works only on this computer";
    for (url, is_told) in [
        ("http://hafan.test", false),
        ("http://127.0.0.1:8080", true),
        ("http://localhost:8080", true),
    ] {
        let place = Place::new(Backend::Sqlite).await.at(url);
        let host = place.host("carys").await;
        let it = place.found(&host, "Cwm", Visibility::Public).await;
        for path in [
            "/host/invitations".to_owned(),
            format!("/c/{}/invite", it.handle),
        ] {
            let page = host.browser.get(&path).await;
            assert_eq!(page.says(words), is_told, "{url} {path}: {}", page.text());
        }
    }
}
