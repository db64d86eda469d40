//! Timelines and search, through an application.

use super::{act, application, entity, ids, read, send};
use hafan_app::post::ForWhom;
use hafan_core::community::Visibility;
use hafan_testkit::{Browser, Page, for_each_backend};
use serde_json::json;

const ALL: &str = "read write follow";

/// The path of the page that a list leads to.
fn led(page: &Page, rel: &str) -> Option<String> {
    let links = page.header("link")?.split(", ");
    let wanted = format!("rel=\"{rel}\"");
    let link = links.into_iter().find(|link| link.ends_with(&wanted))?;
    let address = link.split(['<', '>']).nth(1)?;
    Some(address[address.find("/api")?..].to_owned())
}

/// Walks down a list to its end and up again from there.
async fn walk(app: &Browser, path: &str) -> (Vec<String>, Vec<String>) {
    let (mut down, mut at) = (Vec::new(), path.to_owned());
    let mut lowest = None;
    loop {
        let page = app.get(&at).await;
        let found = ids(&entity(&page));
        if found.is_empty() {
            break;
        }
        assert!(found.is_sorted_by(|a, b| a > b), "newest first: {found:?}");
        down.extend(found);
        lowest = led(&page, "prev");
        at = led(&page, "next").expect("older ones");
    }
    let mut up = Vec::new();
    let mut at = lowest.expect("a page");
    loop {
        let page = app.get(&at).await;
        let mut found = ids(&entity(&page));
        if found.is_empty() {
            break;
        }
        at = led(&page, "prev").expect("newer ones");
        found.reverse();
        up.extend(found);
    }
    (down, up)
}

#[tokio::test]
async fn every_timeline_is_walked_in_both_directions_without_leaving_anything_out() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let (mine, theirs) = (
            application(place, &mair, ALL).await,
            application(place, &guto, ALL).await,
        );
        let path = "/api/v1/accounts/update_credentials";
        send(&theirs, "PATCH", path, json!({ "indexable": true })).await;
        let them = guto.actor.persona;
        act(&mine, &format!("/api/v1/accounts/{them}/follow")).await;
        let mut said = Vec::new();
        for n in 0..7 {
            let words = format!("Gair {n} #cân");
            said.push(place.say(&guto, &words, ForWhom::Public).await.to_string());
            place.say(&mair, "I mi.", ForWhom::Followers).await;
        }
        // Newest first; what was written in the same moment has an order of its own.
        said.sort();
        said.reverse();
        for list in [
            format!("/api/v1/accounts/{them}/statuses?limit=2"),
            "/api/v1/timelines/public?limit=2".to_owned(),
            "/api/v1/timelines/tag/c%C3%A2n?limit=2".to_owned(),
        ] {
            let (down, up) = walk(&mine, &list).await;
            assert_eq!(down, said, "{list}");
            // The page the walk up begins from is the last one down.
            let again: Vec<String> = up.into_iter().rev().collect();
            assert_eq!(again, said[..again.len()], "{list}");
            assert_eq!(again.len(), 6, "{list}");
        }
        let (down, up) = walk(&mine, "/api/v1/timelines/home?limit=4").await;
        assert_eq!(down.len(), 14);
        let again: Vec<String> = up.into_iter().rev().collect();
        assert_eq!(again, down[..12]);
        // `since_id` is from the top, `min_id` from the bottom.
        let (third, last) = (&said[2], &said[6]);
        let at = format!("/api/v1/accounts/{them}/statuses?limit=1");
        let top = read(&mine, &format!("{at}&since_id={last}")).await;
        assert_eq!(ids(&top), [said[0].clone()]);
        let bottom = read(&mine, &format!("{at}&min_id={last}")).await;
        assert_eq!(ids(&bottom), [said[5].clone()]);
        let between = format!("{at}0&min_id={last}&max_id={third}");
        assert_eq!(ids(&read(&mine, &between).await), said[3..6]);
    })
    .await;
}

#[tokio::test]
async fn the_public_timeline_holds_only_authors_who_chose_it() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let app = application(place, &mair, ALL).await;
        let mine = place.say(&mair, "Fy ngair i.", ForWhom::Public).await;
        place.say(&guto, "Ei air ef.", ForWhom::Public).await;
        place.say(&mair, "Yn dawel.", ForWhom::Quiet).await;
        let timeline = "/api/v1/timelines/public";
        assert_eq!(ids(&read(&app, timeline).await), [mine.to_string()]);
        assert_eq!(read(&place.visitor(), timeline).await, json!([]));
        assert_eq!(
            read(&app, "/api/v1/timelines/public?remote=true").await,
            json!([])
        );
        assert_eq!(app.get("/api/v1/timelines/list/7").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_sifted_as_asked() {
    for_each_backend(async |place| {
        let (host, mair) = (place.member("host").await, place.member("mair").await);
        let app = application(place, &mair, ALL).await;
        let plain = place
            .say(&mair, "Gair #un", ForWhom::Public)
            .await
            .to_string();
        let (shown, _) = place.show(&mair, "Llun", ForWhom::Public).await;
        let shown = shown.to_string();
        let at = format!("/api/v1/accounts/{}/statuses", mair.actor.persona);
        let mut both = [shown.clone(), plain.clone()];
        both.sort();
        both.reverse();
        assert_eq!(ids(&read(&app, &at).await), both);
        let pictured = read(&app, &format!("{at}?only_media=true")).await;
        assert_eq!(ids(&pictured), [shown]);
        let tagged = read(&app, &format!("{at}?tagged=un")).await;
        assert_eq!(ids(&tagged), [plain]);
        assert_eq!(read(&app, &format!("{at}?pinned=true")).await, json!([]));
        // A community: what is begun there, for those who may read it.
        let inside = place.found(&host, "Côr", Visibility::MembersOnly).await;
        let said = place
            .say(&host, "Dewch!", ForWhom::Community(inside.id))
            .await;
        let at = format!("/api/v1/accounts/{}/statuses", inside.id);
        assert_eq!(read(&app, &at).await, json!([]));
        let theirs = application(place, &host, ALL).await;
        assert_eq!(ids(&read(&theirs, &at).await), [said.to_string()]);
    })
    .await;
}

#[tokio::test]
async fn search_leads_from_an_address_to_what_stands_there() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let app = application(place, &mair, ALL).await;
        let open = place.say(&guto, "Helo.", ForWhom::Public).await;
        let closed = place.say(&guto, "Ust.", ForWhom::Followers).await;
        let shown = read(&app, &format!("/api/v1/statuses/{open}")).await;
        let url = shown["url"].as_str().expect("an address");
        let find = |what: &str| format!("/api/v2/search?resolve=true&q={what}");
        let found = read(&app, &find(url)).await;
        assert_eq!(ids(&found["statuses"]), [open.to_string()]);
        let hidden = url.replace(&open.to_string(), &closed.to_string());
        assert_eq!(read(&app, &find(&hidden)).await["statuses"], json!([]));
        let person = shown["account"]["url"].as_str().expect("an address");
        let found = read(&app, &find(person)).await;
        assert_eq!(ids(&found["accounts"]), [guto.actor.persona.to_string()]);
        let found = read(&app, "/api/v2/search?type=accounts&q=guto").await;
        assert_eq!(ids(&found["accounts"]), [guto.actor.persona.to_string()]);
        assert_eq!(found["statuses"], json!([]));
        let own = place
            .say(&mair, "Gwdihŵ yn y goeden.", ForWhom::Public)
            .await;
        let found = read(&app, "/api/v2/search?q=goeden").await;
        assert_eq!(ids(&found["statuses"]), [own.to_string()]);
        let narrow = application(place, &mair, "read:statuses").await;
        assert_eq!(narrow.get("/api/v2/search?q=goeden").await.status, 403);
        let tag = read(&app, "/api/v1/tags/coeden").await;
        assert_eq!(
            (&tag["name"], &tag["following"]),
            (&json!("coeden"), &json!(false))
        );
    })
    .await;
}

#[tokio::test]
async fn no_link_has_a_timeline() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let app = application(place, &mair, ALL).await;
        for browser in [&app, &place.visitor()] {
            let path = "/api/v1/timelines/link?url=https://example.org";
            let refused = browser.get(path).await;
            assert_eq!(refused.status, 404);
            assert!(entity(&refused)["error"].is_string());
        }
    })
    .await;
}

#[tokio::test]
async fn the_marks_of_a_page_are_those_of_what_it_shows() {
    for_each_backend(async |place| {
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let app = application(place, &mair, ALL).await;
        act(
            &app,
            &format!("/api/v1/accounts/{}/follow", guto.actor.persona),
        )
        .await;
        place.member("nest").await;
        for words in ["Un.", "Dau.", "Tri.", "Pedwar."] {
            place.later(1_000);
            place.say(&guto, words, ForWhom::Public).await;
            place.later(1_000);
            // What is not for her leaves no mark.
            place.say(&guto, "@nest i ti.", ForWhom::Named).await;
        }
        for path in [
            "/api/v1/timelines/home?limit=2".to_owned(),
            "/api/v1/timelines/home?limit=40".to_owned(),
            format!("/api/v1/accounts/{}/statuses?limit=2", guto.actor.persona),
        ] {
            let page = app.get(&path).await;
            let shown = ids(&entity(&page));
            let (first, last) = (&shown[0], &shown[shown.len() - 1]);
            let prev = led(&page, "prev").expect("newer ones");
            assert!(prev.contains(&format!("min_id={first}")), "{prev}");
            let next = led(&page, "next").expect("older ones");
            assert!(next.contains(&format!("max_id={last}")), "{next}");
        }
    })
    .await;
}
