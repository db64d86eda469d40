//! Reading a past as a stranger is slowed, on every surface on which one can go through it.

use crate::rules::be_findable;
use crate::talk::{act, answering, found, join, openly, within};
use hafan_app::post::publish;
use hafan_app::reading::past::PAST_A_DAY;
use hafan_core::community::Visibility;
use hafan_core::id::PostId;
use hafan_core::time::{DAY_US, MINUTE_US};
use hafan_testkit::{Backend, Browser, Person, Place};

const BACKENDS: [Backend; 2] = [Backend::Sqlite, Backend::Postgres];

/// Says something so many times, a minute apart.
async fn talk(place: &Place, who: &Person, times: usize) -> Vec<PostId> {
    let mut said = Vec::new();
    for at in 0..times {
        place.later(MINUTE_US);
        let wish = openly(&format!("Bore da, rhif {at} #hafan"));
        let post = publish(&place.app, &who.actor, wish).await;
        said.push(post.expect("a post"));
    }
    said
}

/// Goes through a profile by its pages until it ends or is refused; how many posts were read.
async fn go_through(browser: &Browser, handle: &str) -> (usize, u16) {
    let mut path = format!("/@{handle}");
    let mut read = 0;
    loop {
        let page = browser.get(&path).await;
        if page.status != 200 {
            return (read, page.status.as_u16());
        }
        read += page.count("article.post");
        match page.attribute(".pager a, a[rel=next]", "href") {
            Some(next) => path = next,
            None => return (read, 200),
        }
    }
}

async fn status(browser: &Browser, path: &str) -> u16 {
    browser.get(path).await.status.as_u16()
}

#[tokio::test]
async fn a_stranger_reads_three_pages_of_the_past_a_day_and_friends_all_of_it() {
    for backend in BACKENDS {
        let place = &Place::new(backend).await.with_flood_limits();
        let (mair, guto, nia) = (
            place.member("mair").await,
            place.member("guto").await,
            place.member("nia").await,
        );
        be_findable(place, &mair).await;
        let old = talk(place, &mair, 90).await;
        let more = answering(old[0], "Ac eto");
        publish(&place.app, &mair.actor, more)
            .await
            .expect("a post");
        act(&mair, "follow", &nia).await;
        place.later(31 * DAY_US);
        let new = talk(place, &mair, 1).await;
        let budget = usize::try_from(PAST_A_DAY).expect("a number");
        // A follow by the reader costs nothing and is no tie.
        act(&guto, "follow", &mair).await;
        let (read, end) = go_through(&guto.browser, "mair").await;
        assert!(read <= budget + 1 && end == 429, "{read} posts, then {end}");
        assert!(read > 20, "a page or two are nobody's business: {read}");
        // What is left of the day is gone everywhere, for all personas of the member.
        let one = old[0];
        let other = place.persona(&guto, "gwyn").await;
        for who in [&guto, &other] {
            let (read, end) = go_through(&who.browser, "mair").await;
            assert!(read <= 20 && end == 429, "{read} posts, then {end}");
        }
        place.install(&guto).await;
        let alone = format!("/api/v1/statuses/{one}");
        while status(&guto.browser, &alone).await == 200 {}
        let persona = mair.actor.persona;
        for path in [
            format!("/@mair/{one}"),
            "/search?q=rhif".to_owned(),
            "/tags/hafan".to_owned(),
            format!("/api/v1/accounts/{persona}/statuses"),
            alone,
            format!("/api/v1/statuses?id[]={one}"),
            format!("/api/v1/statuses/{one}/context"),
            "/api/v1/timelines/tag/hafan".to_owned(),
            "/api/v2/search?q=rhif&type=statuses".to_owned(),
        ] {
            assert_eq!(status(&guto.browser, &path).await, 429, "{path}");
        }
        // What is new is read by anybody.
        let fresh = format!("/api/v1/statuses/{}", new[0]);
        assert_eq!(status(&guto.browser, &fresh).await, 200);
        assert_eq!(status(&guto.browser, "/").await, 200);
        // Whom she follows, and she herself, read all of it, and a visitor as little as a stranger.
        for who in [&nia, &mair] {
            let (read, end) = go_through(&who.browser, "mair").await;
            assert!(read > 90 && end == 200, "{read} posts, then {end}");
        }
        let (read, end) = go_through(&place.visitor(), "mair").await;
        assert!(read <= budget + 1 && end == 429, "{read} posts, then {end}");
        // She is told once, and not who it was.
        let news = mair.browser.get("/notifications").await;
        let told = "going through what you wrote long ago";
        assert_eq!(news.text().matches(told).count(), 1, "{}", news.text());
        assert!(!news.says("gwyn"), "{}", news.text());
        // A day later it goes on.
        place.later(DAY_US);
        assert_eq!(status(&guto.browser, &format!("/@mair/{one}")).await, 200);
    }
}

#[tokio::test]
async fn what_a_community_remembers_is_there_to_be_read() {
    for backend in BACKENDS {
        let place = &Place::new(backend).await.with_flood_limits();
        let (mair, guto) = (place.member("mair").await, place.member("guto").await);
        let garden = found(place, &mair, "Garddio", Visibility::Public).await;
        join(place, &guto, &garden).await;
        for at in 0..70 {
            place.later(MINUTE_US);
            let wish = within(&garden, &format!("Tatws {at}"));
            publish(&place.app, &mair.actor, wish)
                .await
                .expect("a post");
        }
        place.later(31 * DAY_US);
        let mut path = "/search?q=tatws".to_owned();
        let mut read = 0;
        loop {
            let page = guto.browser.get(&path).await;
            assert_eq!(page.status, 200, "{}", page.text());
            read += page.count("article.post");
            match page.attribute(".pager a, a[rel=next]", "href") {
                Some(next) => path = next,
                None => break,
            }
        }
        assert_eq!(read, 70);
    }
}
