//! Filters: made in both forms of the API and on pages, and the one lens through which every
//! surface is read.

use super::{act, application, done, id_of, member, read, say, send};
use hafan_core::time::DAY_US;
use hafan_testkit::{Person, for_each_backend};
use serde_json::{Value, json};

async fn filter(who: &Person, action: &str, word: &str) -> Value {
    let wish = json!({
        "title": "Chwaraeon",
        "context": ["home", "notifications", "public", "thread", "account"],
        "filter_action": action,
        "keywords_attributes": [{ "keyword": word, "whole_word": true }],
    });
    done(&who.browser, "POST", "/api/v2/filters", wish).await
}

#[tokio::test]
async fn a_filter_is_kept_with_its_phrases_and_posts_by_its_owner_alone() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let post = say(&guto, "Bore da.", "public").await;
        let made = filter(&mair, "warn", "rygbi").await;
        let at = format!("/api/v2/filters/{}", id_of(&made));
        assert_eq!(made["filter_action"], "warn");
        assert_eq!(made["expires_at"], Value::Null);
        assert_eq!(made["keywords"][0]["keyword"], "rygbi");
        assert_eq!(made["statuses"], json!([]));
        assert_eq!(read(&mair.browser, "/api/v2/filters").await, json!([made]));
        let word = json!({ "keyword": "pêl-droed", "whole_word": false });
        let word = done(&mair.browser, "POST", &format!("{at}/keywords"), word).await;
        let word_at = format!("/api/v2/filters/keywords/{}", id_of(&word));
        let changed = json!({ "keyword": "pêl" });
        let changed = done(&mair.browser, "PUT", &word_at, changed).await;
        assert_eq!(
            (&changed["keyword"], &changed["whole_word"]),
            (&json!("pêl"), &json!(false))
        );
        let held = json!({ "status_id": post });
        let held = done(&mair.browser, "POST", &format!("{at}/statuses"), held).await;
        assert_eq!(held["status_id"], post);
        let held_at = format!("/api/v2/filters/statuses/{}", id_of(&held));
        assert_eq!(read(&mair.browser, &held_at).await, held);
        let shown = read(&mair.browser, &format!("/api/v1/statuses/{post}")).await;
        assert_eq!(shown["filtered"][0]["status_matches"], json!([post]));
        assert_eq!(shown["filtered"][0]["keyword_matches"], Value::Null);
        let wish = json!({
            "filter_action": "hide", "context": ["home"], "expires_in": 3600,
            "keywords_attributes": [{ "id": id_of(&word), "_destroy": true }],
        });
        let changed = done(&mair.browser, "PUT", &at, wish).await;
        assert_eq!(changed["keywords"].as_array().map(Vec::len), Some(1));
        assert_eq!(changed["context"], json!(["home"]));
        assert!(changed["expires_at"].is_string());
        for (method, path) in [
            ("GET", at.as_str()),
            ("DELETE", &at),
            ("GET", &held_at),
            ("DELETE", &held_at),
        ] {
            let refused = send(&guto.browser, method, path, Value::Null).await;
            assert_eq!(refused.status, 404, "{method} {path}");
        }
        for wrong in [
            json!({ "title": "", "context": ["home"] }),
            json!({ "title": "Ha", "context": ["nowhere"] }),
            json!({ "title": "Ha" }),
        ] {
            let refused = send(&mair.browser, "POST", "/api/v2/filters", wrong.clone()).await;
            assert_eq!(refused.status, 422, "{wrong}");
        }
        let narrow = application(place, &mair, "read:statuses").await;
        assert_eq!(narrow.get(&at).await.status, 403);
        assert_eq!(place.visitor().get(&at).await.status, 401);
        done(&mair.browser, "DELETE", &held_at, Value::Null).await;
        done(&mair.browser, "DELETE", &at, Value::Null).await;
        assert_eq!(read(&mair.browser, "/api/v2/filters").await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn in_a_welsh_post_a_word_is_found_in_its_mutated_forms() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        filter(&mair, "warn", "draig").await;
        for (language, count) in [("cy", 1), ("en", 0)] {
            let wish = json!({ "status": "Y ddraig goch", "language": language });
            let post = done(&guto.browser, "POST", "/api/v1/statuses", wish).await;
            let at = format!("/api/v1/statuses/{}", id_of(&post));
            let shown = read(&mair.browser, &at).await;
            let found = shown["filtered"].as_array().map(Vec::len);
            assert_eq!(found, Some(count), "{language}");
            let page = mair.browser.get("/@guto").await;
            let folds = page.text().matches("Chwaraeon").count();
            assert_eq!(folds, usize::from(count > 0), "{language}");
            place.later(1_000);
            done(&guto.browser, "DELETE", &at, json!({})).await;
        }
    })
    .await;
}

#[tokio::test]
async fn the_older_form_has_one_phrase_a_filter() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let wish = json!({ "phrase": "rygbi", "context": ["home"], "irreversible": true });
        let made = done(&mair.browser, "POST", "/api/v1/filters", wish).await;
        assert_eq!(made["phrase"], "rygbi");
        assert_eq!(
            (&made["irreversible"], &made["whole_word"]),
            (&json!(true), &json!(false))
        );
        let at = format!("/api/v1/filters/{}", id_of(&made));
        assert_eq!(read(&mair.browser, &at).await, made);
        let wish = json!({ "phrase": "pêl", "context": ["public"], "whole_word": true });
        let changed = done(&mair.browser, "PUT", &at, wish).await;
        assert_eq!(
            (&changed["phrase"], &changed["context"]),
            (&json!("pêl"), &json!(["public"]))
        );
        let newer = read(&mair.browser, "/api/v2/filters").await;
        assert_eq!(newer[0]["keywords"][0]["id"], made["id"]);
        done(&mair.browser, "DELETE", &at, Value::Null).await;
        assert_eq!(read(&mair.browser, "/api/v2/filters").await, json!([]));
    })
    .await;
}

/// Every place where somebody meets a post has one rule for what they would rather not meet.
#[tokio::test]
async fn the_lens_is_before_every_page_and_every_answer() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let wish = json!({ "indexable": true });
        done(
            &guto.browser,
            "PATCH",
            "/api/v1/accounts/update_credentials",
            wish,
        )
        .await;
        let follow = format!("/api/v1/accounts/{}/follow", guto.actor.persona);
        act(&mair.browser, &follow).await;
        let poll = json!({
            "status": "Beth? #hwyl @mair", "visibility": "public",
            "poll": { "options": ["RYGBI", "Dim"], "expires_in": 3600 },
        });
        let asked = id_of(&done(&guto.browser, "POST", "/api/v1/statuses", poll).await);
        let pages = [
            "/?read=all".to_owned(),
            "/@guto".to_owned(),
            format!("/@guto/{asked}"),
            "/search?q=Beth".to_owned(),
            "/tags/hwyl".to_owned(),
        ];
        let entities = [
            format!("/api/v1/statuses/{asked}"),
            "/api/v1/timelines/home".to_owned(),
            "/api/v1/timelines/public".to_owned(),
            "/api/v1/timelines/tag/hwyl".to_owned(),
            format!("/api/v1/accounts/{}/statuses", guto.actor.persona),
        ];
        let looked = async |action: &str| {
            for path in &entities {
                let found = read(&mair.browser, path).await;
                let found = if found.is_array() {
                    found[0].clone()
                } else {
                    found
                };
                let hit = &found["filtered"][0];
                assert_eq!(hit["keyword_matches"], json!(["rygbi"]), "{path}: {found}");
                assert_eq!(hit["filter"]["filter_action"], action, "{path}");
            }
            let theirs = read(&guto.browser, &entities[0]).await;
            assert_eq!(theirs["filtered"], json!([]), "nobody else learns of it");
        };
        let made = filter(&mair, "warn", "rygbi").await;
        looked("warn").await;
        for path in &pages {
            let page = mair.browser.get(path).await;
            assert!(
                page.says("Your filter: Chwaraeon"),
                "{path}: {}",
                page.text()
            );
            assert!(page.says("Beth?"), "one tap away: {path}");
        }
        let news = mair.browser.get("/notifications").await;
        assert!(news.says("Your filter: Chwaraeon"), "{}", news.text());
        let at = format!("/api/v2/filters/{}", id_of(&made));
        done(
            &mair.browser,
            "PUT",
            &at,
            json!({ "filter_action": "hide" }),
        )
        .await;
        looked("hide").await;
        for path in &pages {
            // Whoever opens the post itself is not kept from it.
            let is_opened = path.ends_with(&asked);
            let page = mair.browser.get(path).await;
            assert_eq!(page.says("Beth?"), is_opened, "{path}: {}", page.text());
        }
        assert!(
            !mair
                .browser
                .get("/notifications")
                .await
                .says("Guto wrote to you")
        );
        // It ends by itself.
        done(&mair.browser, "PUT", &at, json!({ "expires_in": 3600 })).await;
        place.later(DAY_US);
        assert!(mair.browser.get("/?read=all").await.says("Beth?"));
        let found = read(&mair.browser, &entities[0]).await;
        assert_eq!(found["filtered"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn what_is_quoted_passed_on_or_described_is_looked_at_too() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let sian = member(place, "sian").await;
        let follow = format!("/api/v1/accounts/{}/follow", guto.actor.persona);
        act(&mair.browser, &follow).await;
        let first = say(&sian, "Rygbi heno!", "public").await;
        place.later(1_000);
        act(&guto.browser, &format!("/api/v1/statuses/{first}/reblog")).await;
        place.later(1_000);
        let quote = json!({ "status": "Gwelwch.", "quoted_status_id": first });
        done(&guto.browser, "POST", "/api/v1/statuses", quote).await;
        place.later(1_000);
        let notice = json!({ "status": "Dim.", "spoiler_text": "Rygbi" });
        done(&guto.browser, "POST", "/api/v1/statuses", notice).await;
        filter(&mair, "hide", "rygbi").await;
        let home = read(&mair.browser, "/api/v1/timelines/home").await;
        assert_eq!(home.as_array().map(Vec::len), Some(3));
        for one in home.as_array().expect("a list") {
            let inner = if one["reblog"].is_null() {
                one
            } else {
                &one["reblog"]
            };
            assert_eq!(
                inner["filtered"][0]["keyword_matches"],
                json!(["rygbi"]),
                "{one}"
            );
        }
        let page = mair.browser.get("/?read=all").await;
        assert!(
            !page.says("Gwelwch.") && !page.says("heno"),
            "{}",
            page.text()
        );
    })
    .await;
}

#[tokio::test]
async fn filters_are_kept_on_a_page() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let fields = [
            ("phrases", "rygbi\npêl droed"),
            ("action", "warn"),
            ("context", "home"),
        ];
        let made = mair.browser.post("/me/filters", &fields).await;
        let page = mair.browser.follow(made).await;
        // The words of one filter have no order of their own.
        let said = page.says("rygbi, pêl droed") || page.says("pêl droed, rygbi");
        assert!(said, "{}", page.text());
        let app = application(place, &mair, "read").await;
        let id = id_of(&read(&app, "/api/v2/filters").await[0]);
        let at = format!("/me/filters/{id}");
        assert!(mair.browser.get(&at).await.html().contains("pêl droed"));
        assert_eq!(guto.browser.get(&at).await.status, 404);
        let fields = [
            ("phrases", "rygbi"),
            ("action", "hide"),
            ("context", "home"),
        ];
        assert_eq!(mair.browser.post(&at, &fields).await.status, 303);
        let now = read(&app, "/api/v2/filters").await;
        assert_eq!(now[0]["filter_action"], "hide");
        assert_eq!(now[0]["keywords"].as_array().map(Vec::len), Some(1));
        let nowhere = [("phrases", "rygbi"), ("action", "hide")];
        assert_eq!(mair.browser.post(&at, &nowhere).await.status, 422);
        mair.browser.post(&format!("{at}/delete"), &[]).await;
        assert_eq!(read(&app, "/api/v2/filters").await, json!([]));
    })
    .await;
}
