//! Who reaches somebody's news, who waits, and who is not told of: the same on every surface.

use super::{act, application, call, done, ids, member, read, say};
use crate::talk;
use hafan_app::jobs;
use hafan_core::time::{DAY_US, HOUR_US, MINUTE_US};
use hafan_testkit::{PASSWORD, Person, for_each_backend};
use serde_json::{Value, json};

const POLICY: &str = "/api/v2/notifications/policy";
const POLICY_V1: &str = "/api/v1/notifications/policy";
const REQUESTS: &str = "/api/v1/notifications/requests";
const LIST: &str = "/api/v1/notifications";

async fn choose(who: &Person, field: &str, word: &str) -> Value {
    let wish = Value::from_iter([(field, word)]);
    done(&who.browser, "PATCH", POLICY, wish).await
}

/// True where each surface tells that `words` were written; false where none does.
async fn is_told(who: &Person, words: &str) -> bool {
    let page = who.browser.get("/notifications").await.holds(words);
    for path in [LIST, "/api/v2/notifications", "/api/hafan/v1/news"] {
        let list = read(&who.browser, path).await.to_string();
        assert_eq!(list.contains(words), page, "{path}");
    }
    page
}

#[tokio::test]
async fn strangers_wait_until_the_owner_chooses_and_each_choice_is_in_their_record() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        place.shut_door(&mair).await;
        let open = json!({
            "for_not_following": "accept",
            "for_not_followers": "accept",
            "for_new_accounts": "accept",
            "for_private_mentions": "accept",
            "for_limited_accounts": "filter",
            "for_strangers": "filter",
            "summary": { "pending_requests_count": 0, "pending_notifications_count": 0 },
        });
        assert_eq!(read(&mair.browser, POLICY).await, open);
        let changed = choose(&mair, "for_new_accounts", "filter").await;
        assert_eq!(changed["for_new_accounts"], "filter");
        assert_eq!(changed["for_not_following"], "accept");
        let changed = choose(&mair, "for_strangers", "accept").await;
        assert_eq!(changed["for_strangers"], "accept");
        choose(&mair, "for_private_mentions", "drop").await;
        let old = read(&mair.browser, POLICY_V1).await;
        assert_eq!(old["filter_new_accounts"], true);
        assert_eq!(old["filter_private_mentions"], true);
        assert_eq!(old["filter_not_following"], false);
        let wish = json!({ "filter_new_accounts": false, "filter_private_mentions": true });
        done(&mair.browser, "PATCH", POLICY_V1, wish).await;
        let now = read(&mair.browser, POLICY).await;
        assert_eq!(now["for_new_accounts"], "accept");
        assert_eq!(now["for_private_mentions"], "drop", "as strict as it was");
        let (status, _) = call(
            &mair.browser,
            "PATCH",
            POLICY,
            json!({ "for_new_accounts": "perhaps" }),
        )
        .await;
        assert_eq!(status, 422);
        let record = mair.browser.get("/me/ledger").await;
        assert!(record.says("News from people who are new here: Tell me."));
        assert!(record.says("News from people you never had to do with: Tell me."));
        assert!(record.says("from people you do not follow: Do not tell me."));
        place.require_ledger().await;
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_told_nowhere_until_they_are_let_in() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        choose(&mair, "for_not_following", "filter").await;
        let first = say(&dewi, "Helo fawr, @mair", "public").await;
        place.later(MINUTE_US);
        let second = say(&dewi, "Eto, @mair", "public").await;
        assert!(!is_told(&mair, "Helo fawr").await);
        let count = read(&mair.browser, "/api/v1/notifications/unread_count").await;
        assert_eq!(count["count"], 0);
        let filtered = format!("{LIST}?include_filtered=true");
        let filtered = read(&mair.browser, &filtered).await;
        assert_eq!(filtered.as_array().expect("a list").len(), 2);
        assert_eq!(filtered[0]["filtered"], true);

        // They come up at six in the evening, and no number says how many.
        assert_eq!(read(&mair.browser, REQUESTS).await, json!([]));
        let them = dewi.actor.persona.to_string();
        let early = mair.browser.get(&format!("{REQUESTS}/{them}")).await;
        assert_eq!(early.status, 404);
        let summary = &read(&mair.browser, POLICY).await["summary"];
        assert_eq!(summary["pending_requests_count"], 0);
        place.later(8 * HOUR_US);
        let summary = &read(&mair.browser, POLICY).await["summary"];
        assert_eq!(summary["pending_requests_count"], 1);
        assert_eq!(summary["pending_notifications_count"], 1);
        let waiting = read(&mair.browser, REQUESTS).await;
        assert_eq!(ids(&waiting), std::slice::from_ref(&them));
        assert_eq!(waiting[0]["account"]["username"], "dewi");
        assert_eq!(waiting[0]["notifications_count"], "2");
        assert_eq!(waiting[0]["last_status"]["id"], json!(second));
        let one = read(&mair.browser, &format!("{REQUESTS}/{them}")).await;
        assert_eq!(one, waiting[0]);
        assert!(
            dewi.browser
                .get(&format!("/@dewi/{first}"))
                .await
                .holds("Helo")
        );

        act(&mair.browser, &format!("{REQUESTS}/{them}/accept")).await;
        assert!(is_told(&mair, "Helo fawr").await);
        assert_eq!(read(&mair.browser, REQUESTS).await, json!([]));
        let merged = read(&mair.browser, &format!("{REQUESTS}/merged")).await;
        assert_eq!(merged["merged"], true);
        place.later(MINUTE_US);
        say(&dewi, "A thrachefn, @mair", "public").await;
        assert!(is_told(&mair, "A thrachefn").await, "from now on too");
        // Once more asked at the door.
        let path = format!("/me/door/{them}");
        let page = mair.browser.get("/me/door").await;
        assert!(
            page.says("People you let in") && page.says("Dewi"),
            "{}",
            page.text()
        );
        let done = mair.browser.post(&path, &[("act", "forget")]).await;
        assert_eq!(done.status, 303);
        place.later(MINUTE_US);
        say(&dewi, "Un tro arall, @mair", "public").await;
        assert!(!is_told(&mair, "Un tro arall").await);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_told_never_comes_and_what_is_taken_away_is_gone() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let elin = member(place, "elin").await;
        choose(&mair, "for_not_following", "drop").await;
        let post = say(&dewi, "Dim ar y ffordd, @mair", "public").await;
        assert!(!is_told(&mair, "Dim ar y ffordd").await);
        assert_eq!(read(&mair.browser, REQUESTS).await, json!([]));
        let seen = mair.browser.get(&format!("/@dewi/{post}")).await;
        assert!(
            seen.holds("Dim ar y ffordd"),
            "what was done is not hindered"
        );

        choose(&mair, "for_not_following", "filter").await;
        for (who, words) in [(&dewi, "Un, @mair"), (&elin, "Dau, @mair")] {
            place.later(MINUTE_US);
            say(who, words, "public").await;
        }
        place.later(8 * HOUR_US);
        let waiting = ids(&read(&mair.browser, REQUESTS).await);
        assert_eq!(waiting.len(), 2);
        let page = read(&mair.browser, &format!("{REQUESTS}?limit=1")).await;
        assert_eq!(ids(&page), waiting[..1], "the latest first");
        let path = format!("{REQUESTS}/{}/dismiss", waiting[0]);
        act(&mair.browser, &path).await;
        assert_eq!(ids(&read(&mair.browser, REQUESTS).await), waiting[1..]);
        let all = json!({ "id": [waiting[1]] });
        done(&mair.browser, "POST", &format!("{REQUESTS}/dismiss"), all).await;
        assert_eq!(read(&mair.browser, REQUESTS).await, json!([]));
        choose(&mair, "for_not_following", "accept").await;
        assert!(!is_told(&mair, "Un").await);
    })
    .await;
}

#[tokio::test]
async fn people_are_new_for_thirty_days_and_followers_are_known() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let old = member(place, "dewi").await;
        place.later(31 * DAY_US);
        let new = member(place, "elin").await;
        choose(&mair, "for_new_accounts", "drop").await;
        say(&new, "Newydd, @mair", "public").await;
        say(&old, "Hen, @mair", "public").await;
        assert!(is_told(&mair, "Hen").await);
        assert!(!is_told(&mair, "Newydd").await);
        choose(&mair, "for_new_accounts", "accept").await;
        choose(&mair, "for_not_followers", "drop").await;
        place.later(MINUTE_US);
        say(&old, "Dieithryn, @mair", "public").await;
        let me = mair.actor.persona;
        act(&old.browser, &format!("/api/v1/accounts/{me}/follow")).await;
        place.later(MINUTE_US);
        say(&old, "Dilynwr, @mair", "public").await;
        assert!(is_told(&mair, "Dilynwr").await);
        assert!(!is_told(&mair, "Dieithryn").await);
    })
    .await;
}

#[tokio::test]
async fn private_words_wait_and_stand_in_no_list_but_answers_to_ones_own_do_not_wait() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        choose(&mair, "for_private_mentions", "filter").await;
        say(&dewi, "Rhyngom ni, @mair", "direct").await;
        place.later(MINUTE_US);
        say(&dewi, "Yn agored, @mair", "public").await;
        assert!(!is_told(&mair, "Rhyngom ni").await);
        assert!(is_told(&mair, "Yn agored").await);
        let list = "/api/v1/conversations";
        assert_eq!(read(&mair.browser, list).await, json!([]));
        let begun = say(&mair, "Gair i ti, @dewi", "direct").await;
        place.later(MINUTE_US);
        let answer = json!({
            "status": "Ateb, @mair", "in_reply_to_id": begun, "visibility": "direct",
        });
        done(&dewi.browser, "POST", "/api/v1/statuses", answer).await;
        assert!(is_told(&mair, "Ateb").await, "she began it");
        assert_eq!(ids(&read(&mair.browser, list).await).len(), 1);
        let them = dewi.actor.persona;
        act(&mair.browser, &format!("{REQUESTS}/{them}/accept")).await;
        let both = read(&mair.browser, list).await;
        assert_eq!(ids(&both).len(), 2, "now they stand in the list");
        assert!(both.to_string().contains("Rhyngom ni"));
    })
    .await;
}

#[tokio::test]
async fn nobody_opens_the_door_of_another_persona() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let elin = member(place, "elin").await;
        choose(&mair, "for_not_following", "filter").await;
        say(&dewi, "Helo, @mair", "public").await;
        place.later(8 * HOUR_US);
        let them = dewi.actor.persona;
        for path in [
            format!("{REQUESTS}/{them}/accept"),
            format!("{REQUESTS}/{them}/dismiss"),
            format!("{REQUESTS}/7/accept"),
            format!("{REQUESTS}/x/dismiss"),
        ] {
            let refused = call(&elin.browser, "POST", &path, Value::Null).await;
            assert_eq!(refused.0, 404, "{path}");
        }
        for wrong in [
            json!({ "id": [them.to_string(), "7"] }),
            json!({ "id": ["x"] }),
        ] {
            let path = format!("{REQUESTS}/accept");
            let refused = call(&mair.browser, "POST", &path, wrong).await;
            assert_eq!(refused.0, 404, "all or nothing");
        }
        assert_eq!(read(&elin.browser, REQUESTS).await, json!([]));
        assert_eq!(
            elin.browser.get(&format!("{REQUESTS}/{them}")).await.status,
            404
        );
        let act = [("act", "let-in")];
        let path = format!("/me/door/{them}");
        assert_eq!(elin.browser.post(&path, &act).await.status, 404);
        assert_eq!(
            ids(&read(&mair.browser, REQUESTS).await),
            [them.to_string()]
        );
        let narrow = application(place, &mair, "read:statuses write:statuses").await;
        let visitor = place.visitor();
        for (method, path) in [
            ("GET", POLICY.to_owned()),
            ("PATCH", POLICY.to_owned()),
            ("GET", POLICY_V1.to_owned()),
            ("PATCH", POLICY_V1.to_owned()),
            ("PUT", POLICY_V1.to_owned()),
            ("GET", REQUESTS.to_owned()),
            ("GET", format!("{REQUESTS}/merged")),
            ("GET", format!("{REQUESTS}/{them}")),
            ("POST", format!("{REQUESTS}/accept")),
            ("POST", format!("{REQUESTS}/dismiss")),
            ("POST", format!("{REQUESTS}/{them}/accept")),
            ("POST", format!("{REQUESTS}/{them}/dismiss")),
            ("GET", "/api/hafan/v1/news".to_owned()),
        ] {
            let refused = async |app| call(app, method, &path, Value::Null).await.0;
            assert_eq!(refused(&visitor).await, 401, "{path}");
            assert_eq!(refused(&narrow).await, 403, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_door_is_a_page_of_its_own_in_plain_words() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let page = mair.browser.get("/me/door").await;
        assert!(page.says("People at the door") && page.says("Nobody here just now"));
        let form = [("not-followed", "hold")];
        let saved = mair.browser.post("/me/door", &form).await;
        assert_eq!(saved.location(), Some("/me/door?done=saved"));
        assert!(
            mair.browser
                .get("/me/door")
                .await
                .has("#f-not-followed [value=hold][selected]")
        );
        let wrong = [("not-followed", "perhaps")];
        assert_eq!(mair.browser.post("/me/door", &wrong).await.status, 422);
        talk::say(place, &dewi, talk::openly("Wyt ti yno, @mair?")).await;
        place.later(8 * HOUR_US);
        let news = mair.browser.get("/notifications").await;
        assert!(!news.holds("Wyt ti yno") && news.has("a[href='/me/door']"));
        let page = mair.browser.get("/me/door").await;
        assert!(
            page.says("Dewi") && page.says("Wyt ti yno"),
            "{}",
            page.text()
        );
        let path = format!("/me/door/{}", dewi.actor.persona);
        assert_eq!(
            mair.browser.post(&path, &[("act", "dance")]).await.status,
            422
        );
        let done = mair.browser.post(&path, &[("act", "let-in")]).await;
        assert_eq!(done.location(), Some("/me/door?done=door-let-in"));
        assert!(mair.browser.get("/notifications").await.holds("Wyt ti yno"));
        // Choices are undone in the record.
        let undo = mair.browser.get("/me/ledger").await;
        assert!(undo.says("News from people you do not follow: Let it wait."));
        assert_eq!(place.visitor().get("/me/door").await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn a_persona_that_is_deleted_leaves_nobody_let_in_and_no_conversation() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let seren = place.persona(&mair, "seren").await;
        place.install(&seren).await;
        for (owner, guest) in [(&seren, &dewi), (&dewi, &seren)] {
            choose(owner, "for_not_following", "filter").await;
            let name = if owner.actor == seren.actor {
                "seren"
            } else {
                "dewi"
            };
            say(guest, &format!("Helo, @{name}"), "direct").await;
            let them = guest.actor.persona;
            act(&owner.browser, &format!("{REQUESTS}/{them}/accept")).await;
        }
        let id = seren.actor.persona.to_string();
        let kept = async |table: &str| {
            let rows = place.rows().await.into_iter();
            let rows = rows.filter(|row| row.starts_with(table) && row.contains(&id));
            rows.count()
        };
        assert_eq!(kept("let_in").await, 2);
        assert_eq!(kept("conversations").await, 2);
        let form = [("current", PASSWORD)];
        let deleted = mair.browser.post("/me/personas/seren/delete", &form).await;
        assert_eq!(deleted.status, 303);
        let erased = jobs::run_one(&place.app, "erase-persona", &id).await;
        erased.expect("erased");
        for table in ["let_in", "conversations", "notifications", "markers"] {
            assert_eq!(kept(table).await, 0, "{table}");
        }
    })
    .await;
}
