//! Notifications, through an application: by the same rules as the News page.

use super::{act, application, call, done, entity, ids, member, read, say};
use crate::talk;
use hafan_app::community::invite;
use hafan_app::identity::settings::{Preferences, set_preferences};
use hafan_core::community::Visibility;
use hafan_core::locale::Locale;
use hafan_core::time::{DAY_US, MINUTE_US};
use hafan_testkit::{Page, Person, Place, for_each_backend};
use serde_json::{Value, json};

const LIST: &str = "/api/v1/notifications";
const GROUPS: &str = "/api/v2/notifications";

/// The types of a list, in its order.
fn types(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("a list").iter();
    list.map(|one| one["type"].as_str().expect("a type"))
        .collect()
}

/// Thanks a post a moment later than what was done before.
async fn thank(place: &Place, who: &Person, id: &str) {
    place.later(MINUTE_US);
    act(&who.browser, &format!("/api/v1/statuses/{id}/favourite")).await;
}

async fn wants_numbers(place: &Place, who: &Person) {
    let wish = Preferences {
        locale: Locale::En,
        theme: "auto".to_owned(),
        easy_read: false,
        shows_counts: true,
        time_zone: String::new(),
    };
    let set = set_preferences(&place.app, who.actor, wish).await;
    set.expect("settings");
}

/// The path of the page that a list leads to.
fn led(page: &Page, rel: &str) -> String {
    let links = page.header("link").expect("links").split(", ");
    let wanted = format!("rel=\"{rel}\"");
    let link = links.into_iter().find(|link| link.ends_with(&wanted));
    let address = link.expect("a link").split(['<', '>']).nth(1);
    let address = address.expect("an address");
    address[address.find("/api").expect("ours")..].to_owned()
}

#[tokio::test]
async fn what_happened_has_its_documented_type_and_what_it_is_about() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let post = say(&mair, "A good day.", "public").await;
        let them = mair.actor.persona;
        act(&dewi.browser, &format!("/api/v1/accounts/{them}/follow")).await;
        thank(place, &dewi, &post).await;
        place.later(MINUTE_US);
        act(&dewi.browser, &format!("/api/v1/statuses/{post}/reblog")).await;
        place.later(MINUTE_US);
        let answer = json!({ "status": "So it is.", "in_reply_to_id": post });
        done(&dewi.browser, "POST", "/api/v1/statuses", answer).await;
        place.later(MINUTE_US);
        say(&dewi, "Come, @mair", "direct").await;
        place.later(MINUTE_US);
        let quote = json!({ "status": "Listen to her.", "quoted_status_id": post });
        done(&dewi.browser, "POST", "/api/v1/statuses", quote).await;

        let all = read(&mair.browser, LIST).await;
        let kinds = [
            "quote",
            "mention",
            "mention",
            "reblog",
            "favourite",
            "follow",
        ];
        assert_eq!(types(&all), kinds, "{all}");
        for one in all.as_array().expect("a list") {
            assert_eq!(one["account"]["username"], "dewi");
            assert!(one["created_at"].as_str().expect("a time").ends_with('Z'));
            let path = format!("{LIST}/{}", one["id"].as_str().expect("an id"));
            let same = read(&mair.browser, &path).await;
            assert_eq!(&same, one, "one by itself is the same");
        }
        assert_eq!(all[1]["status"]["visibility"], "direct");
        assert_eq!(all[4]["status"]["id"], json!(post));
        assert_eq!(all[4]["status"]["hafan"]["reason"]["code"], "yours");
        assert!(all[5].get("status").is_none());
        let alone = format!("ungrouped-{}", all[1]["id"].as_str().expect("id"));
        assert_eq!(all[1]["group_key"], json!(alone));

        let asked = async |query: &str| read(&mair.browser, &format!("{LIST}?{query}")).await;
        assert_eq!(
            types(&asked("types[]=mention&types[]=poll").await),
            ["mention"; 2]
        );
        let rest = asked("exclude_types[]=mention&exclude_types[]=follow").await;
        assert_eq!(types(&rest), ["quote", "reblog", "favourite"]);
        assert_eq!(asked("types[]=admin.report").await, json!([]));
        let by = dewi.actor.persona;
        assert_eq!(asked(&format!("account_id={by}")).await, all);
        assert_eq!(asked(&format!("account_id={them}")).await, json!([]));
        assert_eq!(asked("account_id=nobody").await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn whoever_is_asked_may_let_them_follow_and_the_notification_goes() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let path = "/api/v1/accounts/update_credentials";
        done(&mair.browser, "PATCH", path, json!({ "locked": true })).await;
        let (me, them) = (mair.actor.persona, dewi.actor.persona);
        act(&dewi.browser, &format!("/api/v1/accounts/{me}/follow")).await;
        let asked = read(&mair.browser, LIST).await;
        assert_eq!(types(&asked), ["follow_request"]);
        let requests = read(&mair.browser, "/api/v1/follow_requests").await;
        assert_eq!(ids(&requests), [them.to_string()]);
        let path = format!("/api/v1/follow_requests/{them}/authorize");
        assert_eq!(act(&mair.browser, &path).await["followed_by"], true);
        assert_eq!(read(&mair.browser, LIST).await, json!([]));
        // That one was let in has no type in this API: it stands on the page.
        assert_eq!(read(&dewi.browser, LIST).await, json!([]));
        assert!(
            dewi.browser
                .get("/notifications")
                .await
                .says("You now follow Mair")
        );
    })
    .await;
}

#[tokio::test]
async fn the_list_is_walked_in_both_directions() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        for n in 0..7 {
            place.later(MINUTE_US);
            say(&dewi, &format!("@mair {n}"), "public").await;
        }
        let all = ids(&read(&mair.browser, LIST).await);
        assert_eq!(all.len(), 7);
        assert!(all.is_sorted_by(|a, b| a > b), "newest first: {all:?}");
        let (mut down, mut at) = (Vec::new(), format!("{LIST}?limit=3&types[]=mention"));
        let mut lowest = String::new();
        loop {
            let page = mair.browser.get(&at).await;
            let found = ids(&entity(&page));
            if found.is_empty() {
                break;
            }
            down.extend(found);
            (at, lowest) = (led(&page, "next"), led(&page, "prev"));
        }
        assert_eq!(down, all);
        let (mut up, mut at) = (Vec::new(), lowest);
        loop {
            let page = mair.browser.get(&at).await;
            let mut found = ids(&entity(&page));
            if found.is_empty() {
                break;
            }
            at = led(&page, "prev");
            found.reverse();
            up.extend(found);
        }
        up.reverse();
        assert_eq!(up, all[..6]);
        let since = format!("{LIST}?limit=2&since_id={}", all[5]);
        assert_eq!(ids(&read(&mair.browser, &since).await), all[..2]);
        let min = format!("{LIST}?limit=2&min_id={}", all[5]);
        assert_eq!(ids(&read(&mair.browser, &min).await), all[3..5]);
    })
    .await;
}

#[tokio::test]
async fn nobody_reads_or_dismisses_the_notifications_of_another_persona() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let seren = place.persona(&mair, "seren").await;
        place.install(&seren).await;
        let post = say(&mair, "A good day.", "public").await;
        thank(place, &dewi, &post).await;
        let all = read(&mair.browser, LIST).await;
        let (id, key) = (&ids(&all)[0], all[0]["group_key"].as_str().expect("a key"));
        for other in [&dewi, &seren] {
            assert_eq!(read(&other.browser, LIST).await, json!([]));
            for path in [
                format!("{LIST}/{id}"),
                format!("{GROUPS}/{key}"),
                format!("{GROUPS}/{key}/accounts"),
                format!("{LIST}/17"),
                format!("{LIST}/x"),
                format!("{GROUPS}/x"),
            ] {
                assert_eq!(other.browser.get(&path).await.status, 404, "{path}");
            }
            act(&other.browser, &format!("{LIST}/{id}/dismiss")).await;
            act(&other.browser, &format!("{GROUPS}/{key}/dismiss")).await;
            act(&other.browser, &format!("{LIST}/clear")).await;
        }
        assert_eq!(read(&mair.browser, LIST).await, all);
        let narrow = application(place, &mair, "read:statuses write:statuses").await;
        let reading = application(place, &mair, "read:notifications").await;
        let visitor = place.visitor();
        for (method, path) in [
            ("GET", LIST.to_owned()),
            ("GET", GROUPS.to_owned()),
            ("GET", format!("{LIST}/{id}")),
            ("GET", format!("{GROUPS}/{key}")),
            ("GET", format!("{GROUPS}/{key}/accounts")),
            ("GET", format!("{LIST}/unread_count")),
            ("GET", format!("{GROUPS}/unread_count")),
            ("POST", format!("{LIST}/{id}/dismiss")),
            ("POST", format!("{GROUPS}/{key}/dismiss")),
            ("POST", format!("{LIST}/clear")),
        ] {
            let refused = async |app| call(app, method, &path, Value::Null).await.0;
            assert_eq!(refused(&visitor).await, 401, "{path}");
            assert_eq!(refused(&narrow).await, 403, "{path}");
            let expected = if method == "GET" { 200 } else { 403 };
            assert_eq!(refused(&reading).await, expected, "{path}");
        }
        assert_eq!(read(&mair.browser, LIST).await, all);
    })
    .await;
}

#[tokio::test]
async fn what_is_dismissed_is_away_and_what_has_no_type_stays_on_the_page() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let post = say(&mair, "A good day.", "public").await;
        thank(place, &dewi, &post).await;
        place.later(MINUTE_US);
        say(&dewi, "Come, @mair", "public").await;
        let cwm = talk::found(place, &mair, "Cwm", Visibility::MembersOnly).await;
        let handle = "dewi".to_owned();
        let asked = invite::invite(&place.app, mair.actor, cwm.handle.clone(), handle);
        asked.await.expect("invited");
        let all = ids(&read(&mair.browser, LIST).await);
        assert_eq!(all.len(), 2);
        act(&mair.browser, &format!("{LIST}/{}/dismiss", all[0])).await;
        assert_eq!(ids(&read(&mair.browser, LIST).await), all[1..]);
        act(&mair.browser, &format!("{LIST}/clear")).await;
        assert_eq!(read(&mair.browser, LIST).await, json!([]));
        assert_eq!(read(&dewi.browser, LIST).await, json!([]), "no type for it");
        act(&dewi.browser, &format!("{LIST}/clear")).await;
        assert!(dewi.browser.get("/notifications").await.says("Cwm"));
    })
    .await;
}

#[tokio::test]
async fn unread_is_what_came_since_the_page_of_news_was_read() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let post = say(&mair, "A good day.", "public").await;
        let count = async |path: &str, query: &str| {
            let path = format!("{path}/unread_count{query}");
            read(&mair.browser, &path).await["count"].clone()
        };
        assert_eq!(count(LIST, "").await, 0);
        for handle in ["anwen", "bethan", "catrin"] {
            let friend = member(place, handle).await;
            thank(place, &friend, &post).await;
        }
        say(&dewi, "Come, @mair", "public").await;
        assert_eq!(count(LIST, "").await, 4);
        assert_eq!(count(LIST, "?limit=3").await, 3);
        assert_eq!(count(LIST, "?types[]=mention").await, 1);
        assert_eq!(count(GROUPS, "").await, 2);
        assert_eq!(count(GROUPS, "?grouped_types[]=follow").await, 4);
        mair.browser.get("/notifications").await;
        assert_eq!(count(LIST, "").await, 0);
        assert_eq!(count(GROUPS, "").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_may_not_be_seen_any_more_is_not_told() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let elin = member(place, "elin").await;
        let post = say(&mair, "A good day.", "public").await;
        thank(place, &dewi, &post).await;
        let gone = say(&elin, "Come, @mair", "public").await;
        let all = read(&mair.browser, LIST).await;
        assert_eq!(all.as_array().expect("a list").len(), 2);
        let path = format!("/api/v1/statuses/{gone}");
        done(&elin.browser, "DELETE", &path, Value::Null).await;
        let them = dewi.actor.persona;
        act(&mair.browser, &format!("/api/v1/accounts/{them}/mute")).await;
        assert_eq!(read(&mair.browser, LIST).await, json!([]));
        let empty = read(&mair.browser, GROUPS).await;
        assert_eq!(empty["notification_groups"], json!([]));
        assert_eq!(empty["accounts"], json!([]));
        assert_eq!(empty["statuses"], json!([]));
        for one in all.as_array().expect("a list") {
            let id = one["id"].as_str().expect("an id");
            let key = one["group_key"].as_str().expect("a key");
            for path in [format!("{LIST}/{id}"), format!("{GROUPS}/{key}")] {
                assert_eq!(mair.browser.get(&path).await.status, 404, "{path}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn thanks_of_one_day_are_one_group_without_a_number_of_popularity() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let post = say(&mair, "A good day.", "public").await;
        let mut friends = Vec::new();
        for n in 0..10 {
            let friend = member(place, &format!("ffrind{n}")).await;
            thank(place, &friend, &post).await;
            friends.push(friend);
        }
        place.later(MINUTE_US);
        say(&friends[0], "Come, @mair", "public").await;
        let all = read(&mair.browser, GROUPS).await;
        let groups = &all["notification_groups"];
        assert_eq!(types(groups), ["mention", "favourite"], "{all}");
        let thanks = &groups[1];
        assert_eq!(thanks["notifications_count"], 8, "those who are named");
        assert_eq!(thanks["status_id"], json!(post));
        let samples = thanks["sample_account_ids"].as_array().expect("a list");
        assert_eq!(samples.len(), 8);
        assert_eq!(samples[0], json!(friends[9].actor.persona.to_string()));
        let list = ids(&read(&mair.browser, LIST).await);
        assert_eq!(thanks["most_recent_notification_id"], json!(list[1]));
        assert_eq!(thanks["page_max_id"], json!(list[1]));
        assert_eq!(thanks["page_min_id"], json!(list[10]));
        assert!(thanks["latest_page_notification_at"].is_string());
        assert_eq!(
            all["accounts"].as_array().expect("a list").len(),
            9,
            "each once"
        );
        assert_eq!(all["statuses"].as_array().expect("a list").len(), 2);
        assert!(all.get("partial_accounts").is_none());

        let short = format!("{GROUPS}?expand_accounts=partial_avatars");
        let short = read(&mair.browser, &short).await;
        assert_eq!(short["accounts"].as_array().expect("a list").len(), 2);
        let partial = short["partial_accounts"].as_array().expect("a list");
        assert_eq!(partial.len(), 7);
        assert!(partial[0]["avatar"].is_string() && partial[0].get("note").is_none());

        let key = thanks["group_key"].as_str().expect("a key");
        let alone = read(&mair.browser, &format!("{GROUPS}/{key}")).await;
        let alone = &alone["notification_groups"][0];
        assert_eq!(alone["group_key"], json!(key));
        assert!(alone.get("page_min_id").is_none());
        let who = read(&mair.browser, &format!("{GROUPS}/{key}/accounts")).await;
        assert_eq!(ids(&who).len(), 10);
        let apart = read(&mair.browser, &format!("{GROUPS}?grouped_types[]=reblog")).await;
        assert_eq!(types(&apart["notification_groups"]).len(), 11);

        wants_numbers(place, &mair).await;
        let all = read(&mair.browser, GROUPS).await;
        assert_eq!(all["notification_groups"][1]["notifications_count"], 10);
        // What is done on another day is another group.
        place.later(DAY_US);
        let late = member(place, "late").await;
        thank(place, &late, &post).await;
        let all = read(&mair.browser, GROUPS).await;
        let groups = all["notification_groups"].as_array().expect("a list");
        assert_eq!(groups.len(), 3);
        assert_ne!(groups[0]["group_key"], json!(key));
        act(&mair.browser, &format!("{GROUPS}/{key}/dismiss")).await;
        let left = read(&mair.browser, GROUPS).await;
        assert_eq!(
            types(&left["notification_groups"]),
            ["favourite", "mention"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_page_of_groups_leads_on_to_what_it_does_not_hold() {
    for_each_backend(async |place| {
        let mair = member(place, "mair").await;
        let friend = member(place, "dewi").await;
        let mut posts = Vec::new();
        for n in 0..5 {
            let post = say(&mair, &format!("Gair {n}"), "public").await;
            thank(place, &friend, &post).await;
            posts.push(post);
        }
        let (mut seen, mut at) = (Vec::new(), format!("{GROUPS}?limit=2"));
        loop {
            let page = mair.browser.get(&at).await;
            let found = entity(&page);
            let groups = found["notification_groups"].as_array().expect("a list");
            if groups.is_empty() {
                break;
            }
            assert!(groups.len() <= 2);
            seen.extend(
                groups
                    .iter()
                    .map(|g| g["status_id"].as_str().map(str::to_owned)),
            );
            at = led(&page, "next");
        }
        posts.reverse();
        let posts: Vec<Option<String>> = posts.into_iter().map(Some).collect();
        assert_eq!(seen, posts);
    })
    .await;
}
