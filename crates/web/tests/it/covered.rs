//! Pictures of people one has nothing to do with stay covered until one asks for them: on every
//! page and for applications. Nobody else sees anything of it.

use crate::api::read;
use crate::rules::be_findable;
use crate::talk::{answering, found, join, openly, say};
use hafan_app::door::{self, For, Seen};
use hafan_app::filter::show_pictures;
use hafan_app::post::{ForWhom, Wish, publish};
use hafan_app::relation::{follow, unfollow};
use hafan_core::community::Visibility;
use hafan_core::id::PostId;
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Browser, Person, Place, for_each_backend};
use serde_json::Value;

/// Somebody with a picture for everybody, and where it can be met.
struct Scene {
    mair: Person,
    stranger: Person,
    post: PostId,
    pages: Vec<String>,
    /// The wall of a community that Mair is not in.
    photos: String,
}

async fn scene(place: &Place) -> Scene {
    let mair = place.member("mair").await;
    let stranger = place.member("dieithryn").await;
    let friend = place.member("ffrind").await;
    place.install(&mair).await;
    place.install(&stranger).await;
    follow(&place.app, &mair.actor, friend.actor.persona)
        .await
        .expect("followed");
    be_findable(place, &stranger).await;
    let (post, _) = place
        .show(&stranger, "Machlud #machlud", ForWhom::Public)
        .await;
    let club = found(place, &friend, "Ffotograffwyr", Visibility::Public).await;
    join(place, &stranger, &club).await;
    let inside = ForWhom::Community(club.id);
    place.show(&stranger, "Yn y clwb", inside).await;
    let photos = format!("/c/{}/photos", club.handle);
    let quoting = Wish {
        quote_of: Some(post),
        ..openly("Edrychwch!")
    };
    let quoting = publish(&place.app, &friend.actor, quoting).await;
    let quoting = quoting.expect("a quote");
    hafan_app::post::boost(&place.app, &friend.actor, post, true)
        .await
        .expect("passed on");
    place.later(MINUTE_US);
    let pages = vec![
        "/".to_owned(),
        "/?read=all".to_owned(),
        "/@dieithryn".to_owned(),
        format!("/@dieithryn/{post}"),
        format!("/@ffrind/{quoting}"),
        "/@ffrind".to_owned(),
        "/search?q=machlud".to_owned(),
        format!("/c/{}", club.handle),
    ];
    Scene {
        mair,
        stranger,
        post,
        photos,
        pages,
    }
}

/// How many pictures of posts stand on a page, and how many of them open on the page at once.
pub async fn pictures(browser: &Browser, path: &str) -> (usize, usize) {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}");
    (
        page.count("figure.picture"),
        page.count("figure.picture") - page.count("details.fold figure.picture"),
    )
}

/// What applications are told of each picture of a list: whether it is to be covered.
pub async fn told(browser: &Browser, path: &str) -> Vec<bool> {
    let list = read(browser, path).await;
    let list = list.as_array().cloned().unwrap_or_else(|| vec![list]);
    let mut told = Vec::new();
    for status in &list {
        let quoted = &status["quote"]["quoted_status"];
        for one in [status, &status["reblog"], quoted] {
            let has_picture = one["media_attachments"]
                .as_array()
                .is_some_and(|all| !all.is_empty());
            if has_picture {
                told.push(one["sensitive"] == Value::Bool(true));
            }
        }
    }
    assert!(!told.is_empty(), "{path} shows no picture: {list:?}");
    told
}

async fn require(s: &Scene, are_covered: bool, why: &str) {
    let mut seen = 0;
    for path in &s.pages {
        let (all, open) = pictures(&s.mair.browser, path).await;
        seen += all;
        assert_eq!(open, if are_covered { 0 } else { all }, "{why}: {path}");
    }
    assert!(seen >= 4, "{why}: {seen} pictures on the way");
    let wall = s.mair.browser.get(&s.photos).await;
    assert_eq!(wall.has("ul.wall img"), !are_covered, "{why}: the wall");
    let id = s.stranger.actor.persona;
    for path in [
        format!("/api/v1/statuses/{}/history", s.post),
        "/api/v1/timelines/home".to_owned(),
        "/api/v1/timelines/public".to_owned(),
        "/api/v1/timelines/tag/machlud".to_owned(),
        format!("/api/v1/accounts/{id}/statuses"),
        format!("/api/v1/statuses/{}", s.post),
    ] {
        let told = told(&s.mair.browser, &path).await;
        assert!(told.iter().all(|one| *one == are_covered), "{why}: {path}");
    }
}

#[tokio::test]
async fn pictures_of_strangers_are_covered_until_there_is_a_tie_or_they_are_asked_for() {
    for_each_backend(async |place| {
        let s = scene(place).await;
        let (app, me, who) = (&place.app, s.mair.actor, s.stranger.actor.persona);
        require(&s, true, "a stranger").await;
        // Knocking does not make somebody known.
        say(place, &s.stranger, openly("Helo @mair")).await;
        follow(app, &s.stranger.actor, me.persona)
            .await
            .expect("followed");
        require(&s, true, "a stranger who knocks").await;
        follow(app, &me, who).await.expect("followed");
        require(&s, false, "followed").await;
        unfollow(app, &me, who).await.expect("unfollowed");
        require(&s, true, "not followed any more").await;
        show_pictures(app, me, true).await.expect("a choice");
        require(&s, false, "asked for").await;
        show_pictures(app, me, false).await.expect("a choice");
        require(&s, true, "as before").await;
        say(place, &s.mair, answering(s.post, "Hyfryd!")).await;
        require(&s, false, "answered").await;
    })
    .await;
}

#[tokio::test]
async fn a_yes_at_the_door_and_a_small_community_are_ties() {
    for_each_backend(async |place| {
        let s = scene(place).await;
        place.shut_door(&s.mair).await;
        say(place, &s.stranger, openly("Helo @mair")).await;
        let who = vec![(s.stranger.actor.persona, Seen::ALL)];
        door::let_in(&place.app, s.mair.actor, who, For::Good)
            .await
            .expect("let in");
        require(&s, false, "let in").await;
    })
    .await;
    for_each_backend(async |place| {
        let s = scene(place).await;
        let club = found(place, &s.mair, "Clwb", Visibility::MembersOnly).await;
        join(place, &s.stranger, &club).await;
        require(&s, false, "of one small community").await;
    })
    .await;
}

#[tokio::test]
async fn the_author_and_visitors_see_no_cover_and_other_pictures_are_their_own() {
    for_each_backend(async |place| {
        let s = scene(place).await;
        let thread = format!("/@dieithryn/{}", s.post);
        for browser in [&s.stranger.browser, &place.visitor()] {
            let (all, open) = pictures(browser, &thread).await;
            assert_eq!((all, open), (1, 1));
        }
        let told = told(&s.stranger.browser, &format!("/api/v1/statuses/{}", s.post)).await;
        assert_eq!(told, [false]);
    })
    .await;
}
