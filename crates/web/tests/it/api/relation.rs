//! What one wishes of a follow and of a mute, and notes and servers.

use super::{act, application, call, done, member, read, say, send};
use crate::media::do_jobs;
use hafan_core::time::DAY_US;
use hafan_testkit::{Person, for_each_backend};
use serde_json::{Value, json};

fn of(whom: &Person, what: &str) -> String {
    format!("/api/v1/accounts/{}/{what}", whom.actor.persona)
}

async fn contents(who: &Person) -> Vec<String> {
    let home = read(&who.browser, "/api/v1/timelines/home").await;
    let home = home.as_array().expect("a list").iter();
    home.map(|one| one["content"].as_str().expect("words").to_owned())
        .collect()
}

#[tokio::test]
async fn a_follow_brings_no_boosts_and_no_other_languages_where_that_was_wished() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let sian = member(place, "sian").await;
        let theirs = say(&sian, "Gan Siân.", "public").await;
        place.later(1_000);
        act(&guto.browser, &format!("/api/v1/statuses/{theirs}/reblog")).await;
        place.later(1_000);
        for (words, language) in [("Good day.", "en"), ("Bore da.", "cy")] {
            let post = json!({ "status": words, "language": language });
            done(&guto.browser, "POST", "/api/v1/statuses", post).await;
            place.later(1_000);
        }
        let follow = of(&guto, "follow");
        let plain = act(&mair.browser, &follow).await;
        assert_eq!(plain["showing_reblogs"], true);
        assert_eq!(plain["languages"], Value::Null);
        assert_eq!(contents(&mair).await.len(), 3);
        let wish = json!({ "reblogs": false, "languages": ["cy"] });
        let wished = done(&mair.browser, "POST", &follow, wish).await;
        assert_eq!(wished["showing_reblogs"], false);
        assert_eq!(wished["languages"], json!(["cy"]));
        assert_eq!(contents(&mair).await, ["<p>Bore da.</p>"]);
        let unknown = json!({ "languages": ["xx"] });
        assert_eq!(
            send(&mair.browser, "POST", &follow, unknown).await.status,
            422
        );
        // The same on pages.
        let page = mair.browser.get("/@guto").await;
        assert!(page.says("Only in these languages"), "{}", page.text());
        let fields = [("act", "wish"), ("boosts", "yes"), ("languages", "")];
        let person = format!("/people/{}", guto.actor.persona);
        assert_eq!(mair.browser.post(&person, &fields).await.status, 303);
        assert_eq!(contents(&mair).await.len(), 3);
        // A follow that ended and begins anew begins plainly.
        let wish = json!({ "reblogs": false });
        done(&mair.browser, "POST", &follow, wish).await;
        act(&mair.browser, &of(&guto, "unfollow")).await;
        let again = act(&mair.browser, &follow).await;
        assert_eq!(again["showing_reblogs"], true);
    })
    .await;
}

#[tokio::test]
async fn whoever_wished_so_is_told_when_somebody_writes() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let dewi = member(place, "dewi").await;
        act(&dewi.browser, &of(&guto, "follow")).await;
        let wish = json!({ "notify": true });
        let told = done(&mair.browser, "POST", &of(&guto, "follow"), wish).await;
        assert_eq!(told["notifying"], true);
        let begun = say(&guto, "Bore da.", "public").await;
        let answered = say(&dewi, "Helo.", "public").await;
        let answer = json!({ "status": "I Dewi.", "in_reply_to_id": answered });
        done(&guto.browser, "POST", "/api/v1/statuses", answer).await;
        do_jobs(place).await;
        let news = mair.browser.get("/notifications").await;
        assert!(news.says("Guto wrote something"), "{}", news.text());
        assert_eq!(
            news.html().matches("wrote something").count(),
            1,
            "no half conversations"
        );
        assert!(news.html().contains(&begun));
        let others = dewi.browser.get("/notifications").await;
        assert!(!others.says("wrote something"));
    })
    .await;
}

#[tokio::test]
async fn a_mute_ends_by_itself_and_the_record_says_so() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        act(&mair.browser, &of(&guto, "follow")).await;
        say(&guto, "Bore da.", "public").await;
        let mute = json!({ "duration": 86_400, "notifications": false });
        let muted = done(&mair.browser, "POST", &of(&guto, "mute"), mute).await;
        assert_eq!(muted["muting"], true);
        assert_eq!(muted["muting_notifications"], false);
        assert!(muted["muting_expires_at"].is_string());
        let list = read(&mair.browser, "/api/v1/mutes").await;
        assert_eq!(list[0]["username"], "guto");
        assert_eq!(list[0]["mute_expires_at"], muted["muting_expires_at"]);
        assert_eq!(contents(&mair).await, Vec::<String>::new());
        // What they do is still news.
        let mine = say(&mair, "Helo.", "public").await;
        let answer = json!({ "status": "Shwmae.", "in_reply_to_id": mine });
        done(&guto.browser, "POST", "/api/v1/statuses", answer).await;
        assert!(
            mair.browser
                .get("/notifications")
                .await
                .says("Guto answered you")
        );
        place.later(DAY_US + 1);
        do_jobs(place).await;
        assert_eq!(read(&mair.browser, "/api/v1/mutes").await, json!([]));
        assert!(!contents(&mair).await.is_empty());
        let record = mair.browser.get("/me/ledger").await;
        assert!(
            record.says("The time for which you saw less of Guto has run out."),
            "{}",
            record.text()
        );
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn a_note_is_for_its_writer_alone() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let words = json!({ "comment": "Yn canu bas." });
        let kept = done(&mair.browser, "POST", &of(&guto, "note"), words).await;
        assert_eq!(kept["note"], "Yn canu bas.");
        let page = mair.browser.get("/@guto").await;
        assert!(page.html().contains("Yn canu bas."));
        assert!(
            !guto
                .browser
                .get("/@guto")
                .await
                .html()
                .contains("Yn canu bas.")
        );
        let ended = done(&mair.browser, "POST", &of(&guto, "note"), json!({})).await;
        assert_eq!(ended["note"], "");
        let (status, _) = call(&mair.browser, "POST", "/api/v1/accounts/7/note", json!({})).await;
        assert_eq!(status, 404);
        let narrow = application(place, &mair, "read write:follows").await;
        assert_eq!(
            send(&narrow, "POST", &of(&guto, "note"), json!({}))
                .await
                .status,
            403
        );
    })
    .await;
}

#[tokio::test]
async fn servers_are_blocked_by_their_one_name_and_the_record_knows() {
    for_each_backend(async |place| {
        let (mair, guto) = (member(place, "mair").await, member(place, "guto").await);
        let at = "/api/v1/domain_blocks";
        done(
            &mair.browser,
            "POST",
            at,
            json!({ "domain": " Llanfair.Example " }),
        )
        .await;
        done(
            &mair.browser,
            "POST",
            at,
            json!({ "domain": "abergele.example" }),
        )
        .await;
        let all = json!(["abergele.example", "llanfair.example"]);
        assert_eq!(read(&mair.browser, at).await, all);
        assert_eq!(read(&guto.browser, at).await, json!([]));
        let wrong = send(&mair.browser, "POST", at, json!({ "domain": "neb" })).await;
        assert_eq!(wrong.status, 422);
        let record = mair.browser.get("/me/ledger").await;
        assert!(
            record.says("You blocked the server llanfair.example."),
            "{}",
            record.text()
        );
        done(
            &mair.browser,
            "DELETE",
            at,
            json!({ "domain": "llanfair.example" }),
        )
        .await;
        assert_eq!(read(&mair.browser, at).await, json!(["abergele.example"]));
        place.require_ledger().await;
    })
    .await;
}

/// Tables of what somebody keeps for themselves, or tells the hosts.
const KEPT: [&str; 12] = [
    "lists",
    "list_accounts",
    "follow_options",
    "mute_terms",
    "account_notes",
    "domain_blocks",
    "followed_tags",
    "featured_tags",
    "filters",
    "filter_words",
    "filter_posts",
    "report_posts",
];

#[tokio::test]
async fn whoever_leaves_takes_along_what_they_kept_and_what_was_kept_about_them() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let posts = [&mair, &guto].map(|who| (who, application(place, who, "read write follow")));
        let mut apps = Vec::new();
        for (who, app) in posts {
            apps.push((who, app.await));
        }
        for at in 0..2 {
            let ((_, app), (other, others)) = (&apps[at], &apps[1 - at]);
            let them = other.actor.persona.to_string();
            let post = json!({ "status": "Helo." });
            let post = done(others, "POST", "/api/v1/statuses", post).await["id"].clone();
            let wish = json!({ "notify": true });
            done(app, "POST", &of(other, "follow"), wish).await;
            let list = done(app, "POST", "/api/v1/lists", json!({ "title": "Un" })).await;
            let list = list["id"].as_str().expect("an id").to_owned();
            let held = json!({ "account_ids": [them] });
            done(app, "POST", &format!("/api/v1/lists/{list}/accounts"), held).await;
            done(app, "POST", &of(other, "mute"), json!({ "duration": 60 })).await;
            done(
                app,
                "POST",
                &of(other, "note"),
                json!({ "comment": "Nodyn." }),
            )
            .await;
            let domain = json!({ "domain": "a.example" });
            done(app, "POST", "/api/v1/domain_blocks", domain).await;
            act(app, "/api/v1/tags/eira/follow").await;
            act(app, "/api/v1/tags/eira/feature").await;
            let filter = json!({
                "title": "Un", "context": ["home"],
                "keywords_attributes": [{ "keyword": "un" }],
            });
            let filter = done(app, "POST", "/api/v2/filters", filter).await;
            let filter = filter["id"].as_str().expect("an id").to_owned();
            let held = json!({ "status_id": post });
            done(
                app,
                "POST",
                &format!("/api/v2/filters/{filter}/statuses"),
                held,
            )
            .await;
            let report = json!({ "account_id": them, "status_ids": [post] });
            done(app, "POST", "/api/v1/reports", report).await;
        }
        let of_table = |rows: &[String], table: &str| {
            let begin = format!("{table}: ");
            let is_of = |row: &&String| row.starts_with(&begin);
            rows.iter().filter(is_of).count()
        };
        let rows = place.rows().await;
        for table in KEPT {
            assert_eq!(of_table(&rows, table), 2, "{table}");
        }
        let fields = [("current", hafan_testkit::PASSWORD)];
        assert_eq!(mair.browser.post("/me/leave", &fields).await.status, 303);
        let body = mair.actor.persona.to_string();
        let erased = hafan_app::jobs::run_one(&place.app, "erase-persona", &body);
        erased.await.expect("done");
        let rows = place.rows().await;
        for (table, left) in KEPT.map(|table| (table, of_table(&rows, table))) {
            let about_them = matches!(
                table,
                "list_accounts" | "follow_options" | "mute_terms" | "account_notes"
            );
            let of_posts = matches!(table, "filter_posts" | "report_posts");
            let stays = if about_them || of_posts { 0 } else { 1 };
            // A report about guto stays with the hosts, without the name of who made it.
            let stays = if table == "report_posts" { 1 } else { stays };
            assert_eq!(left, stays, "{table}");
        }
        let me = mair.actor.persona.to_string();
        let told = rows.iter().filter(|row| row.starts_with("reports: "));
        assert!(told.clone().count() == 1 && !told.clone().any(|row| row.contains(&me)));
        place.require_ledger().await;
    })
    .await;
}
