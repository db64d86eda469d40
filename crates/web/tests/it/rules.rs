//! Each rule holds at once on every surface: whatever page shows what somebody wrote, it does so
//! before the act and not after it. The pages are those of the router, so none can be forgotten.

use hafan_app::community::{care, join};
use hafan_app::identity::old_words;
use hafan_app::identity::profile::{self, Profile};
use hafan_app::post::{ForWhom, Wish, boost, delete, favourite, keep, take_out};
use hafan_app::relation::{block, follow, mute, remove_follower, unblock, unfollow, unmute};
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::Visibility;
use hafan_core::id::PostId;
use hafan_core::old_words::{After, OldWords};
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Backend, Browser, Founded, Person, Place, Things};
use std::collections::BTreeSet;

/// Stands in the public post; nobody searches for it, so that no page merely echoes it.
const OPEN: &str = "pysgodyn";
/// Stands in the post for followers.
const FOLLOWERS: &str = "cranc";
/// Stands in the post in the community.
const INSIDE: &str = "gwylan";
/// Stands in all of them, for search.
const ALL: &str = "bore";

/// Anwen writes, Ffion reads, Dilys passes on what she can and keeps the norms of the community.
struct Scene {
    place: Place,
    things: Things,
    anwen: Person,
    ffion: Person,
    dilys: Person,
    house: Founded,
    open: PostId,
    inside: PostId,
}

impl Scene {
    async fn new(backend: Backend) -> Self {
        let place = Place::new(backend).await;
        let anwen = place.member("anwen").await;
        let ffion = place.member("ffion").await;
        let dilys = place.member("dilys").await;
        place.install(&ffion).await;
        let house = place.found(&dilys, "Teulu", Visibility::MembersOnly).await;
        for (guest, handle) in [(&anwen, "anwen"), (&ffion, "ffion")] {
            place.let_in(&dilys, &house, guest, handle).await;
        }
        be_findable(&place, &anwen).await;
        let app = &place.app;
        for target in [&anwen, &dilys] {
            follow(app, &ffion.actor, target.actor.persona)
                .await
                .expect("follows");
        }
        place.later(MINUTE_US);
        let words = format!("Bore da @ffion, {OPEN}.");
        let (open, picture) = place.show(&anwen, &words, ForWhom::Public).await;
        place.later(MINUTE_US);
        let words = format!("Bore da, {FOLLOWERS}.");
        let near = place.say(&anwen, &words, ForWhom::Followers).await;
        place.later(MINUTE_US);
        let words = format!("Bore da @ffion, {INSIDE}.");
        let inside = place
            .say(&anwen, &words, ForWhom::Community(house.id))
            .await;
        place.later(MINUTE_US);
        for id in [open, near, inside] {
            keep(app, &ffion.actor, id, true).await.expect("kept");
            favourite(app, &ffion.actor, id, true)
                .await
                .expect("thanks");
        }
        boost(app, &dilys.actor, open, true).await.expect("a boost");
        place.later(MINUTE_US);
        let quote = Wish {
            text: "Dyma ddyfyniad.".to_owned(),
            for_whom: ForWhom::Public,
            quote_of: Some(open),
            ..Wish::default()
        };
        let quote = place.publish(&dilys, quote).await;
        let things = Things {
            personas: [("anwen", &anwen), ("ffion", &ffion), ("dilys", &dilys)]
                .map(|(handle, person)| (handle.to_owned(), person.actor.persona))
                .to_vec(),
            communities: vec![(house.handle.clone(), house.id)],
            posts: [
                ("anwen", open),
                ("anwen", near),
                ("anwen", inside),
                ("dilys", quote),
            ]
            .map(|(by, id)| (by.to_owned(), id))
            .to_vec(),
            pictures: vec![picture],
            words: vec![ALL.to_owned()],
            codes: vec![],
        };
        Self {
            place,
            things,
            anwen,
            ffion,
            dilys,
            house,
            open,
            inside,
        }
    }

    /// The pages on which this browser finds the word; the picture counts as the open post.
    async fn finds(&self, browser: &Browser, word: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for route in self.place.routes().await.iter().filter(|r| r.takes("GET")) {
            let mut paths = self.things.paths(route);
            let questions = self.things.questions(&route.path);
            paths.extend(
                questions
                    .iter()
                    .map(|asked| format!("{}{asked}", route.path)),
            );
            for path in paths {
                let page = browser.get(&path).await;
                let is_picture = path.starts_with("/media/") && page.status == 200;
                if page.holds(word) || (is_picture && word == OPEN) {
                    found.insert(path);
                }
            }
        }
        found
    }

    /// What Ffion finds of all three words.
    async fn ffion_finds(&self) -> [BTreeSet<String>; 3] {
        let browser = &self.ffion.browser;
        [
            self.finds(browser, OPEN).await,
            self.finds(browser, FOLLOWERS).await,
            self.finds(browser, INSIDE).await,
        ]
    }
}

pub async fn be_findable(place: &Place, person: &Person) {
    let wish = Profile {
        name: "Anwen".to_owned(),
        bio: String::new(),
        approve_followers: false,
        is_findable: true,
        posts_findable: true,
        default_audience: Audience::Public,
        default_replies: WhoMay::Everyone,
        default_quotes: WhoMay::Everyone,
    };
    let edited = profile::edit(&place.app, person.actor, wish).await;
    edited.expect("findable");
}

/// What an act is to hide from Ffion.
#[derive(Clone, Copy)]
struct Hides {
    open: bool,
    followers: bool,
    inside: bool,
}

const EVERYTHING: Hides = Hides {
    open: true,
    followers: true,
    inside: true,
};
const NEAR: Hides = Hides {
    open: false,
    followers: true,
    inside: false,
};
const WITHIN: Hides = Hides {
    open: false,
    followers: false,
    inside: true,
};

/// Runs the act on both databases, and looks on every page before and after it.
async fn hides(rule: &str, hidden: Hides, act: impl AsyncFn(&Scene)) {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let scene = Scene::new(backend).await;
        let before = scene.ffion_finds().await;
        act(&scene).await;
        let after = scene.ffion_finds().await;
        let hides = [hidden.open, hidden.followers, hidden.inside];
        for ((before, after), hides) in before.iter().zip(&after).zip(hides) {
            assert!(!before.is_empty(), "{backend:?} {rule}: seen before");
            if hides {
                assert!(after.is_empty(), "{backend:?} {rule}: still on {after:?}");
            } else {
                assert!(!after.is_empty(), "{backend:?} {rule}: too much is gone");
            }
        }
    }
}

#[tokio::test]
async fn whom_i_block_is_gone_from_every_page() {
    hides("a block", EVERYTHING, async |s| {
        let done = block(&s.place.app, &s.ffion.actor, s.anwen.actor.persona).await;
        done.expect("blocked");
    })
    .await;
}

#[tokio::test]
async fn who_blocks_me_is_gone_from_every_page() {
    hides("being blocked", EVERYTHING, async |s| {
        let done = block(&s.place.app, &s.anwen.actor, s.ffion.actor.persona).await;
        done.expect("blocked");
    })
    .await;
}

#[tokio::test]
async fn what_is_said_inside_is_gone_from_every_page_when_i_leave() {
    hides("leaving", WITHIN, async |s| {
        let done = join::leave(&s.place.app, s.ffion.actor, s.house.handle.clone()).await;
        done.expect("left");
    })
    .await;
}

#[tokio::test]
async fn what_is_said_inside_is_gone_from_every_page_when_i_am_removed() {
    hides("a removal", WITHIN, async |s| {
        let (app, handle) = (&s.place.app, s.house.handle.clone());
        let reason = "Dros dro.".to_owned();
        let done = care::remove(app, s.dilys.actor, handle, "ffion".to_owned(), reason).await;
        done.expect("removed");
    })
    .await;
}

#[tokio::test]
async fn what_is_for_followers_is_gone_from_every_page_when_i_unfollow() {
    hides("an unfollow", NEAR, async |s| {
        let done = unfollow(&s.place.app, &s.ffion.actor, s.anwen.actor.persona).await;
        done.expect("unfollowed");
    })
    .await;
}

#[tokio::test]
async fn what_is_for_followers_is_gone_from_every_page_when_my_follow_is_ended() {
    hides("an ended follow", NEAR, async |s| {
        let done = remove_follower(&s.place.app, &s.anwen.actor, s.ffion.actor.persona).await;
        done.expect("ended");
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_is_gone_from_every_page() {
    hides(
        "a deletion",
        Hides {
            open: true,
            followers: false,
            inside: false,
        },
        async |s| {
            let done = delete(&s.place.app, &s.anwen.actor, s.open).await;
            done.expect("deleted");
        },
    )
    .await;
}

#[tokio::test]
async fn what_is_taken_out_of_a_community_is_gone_from_every_page() {
    hides("taking out", WITHIN, async |s| {
        let reason = "Nid yma.".to_owned();
        let done = take_out(&s.place.app, &s.dilys.actor, s.inside, reason).await;
        done.expect("taken out");
    })
    .await;
}

fn until_now(scene: &Scene, still: WhoMay) -> OldWords {
    let after = After::Before(scene.place.app.now().plus(1));
    OldWords::Closed { after, still }
}

/// The post for followers names nobody. In the others Ffion is named, or it is for members.
#[tokio::test]
async fn older_words_that_are_closed_are_gone_from_every_page() {
    hides("closing older words", NEAR, async |s| {
        let wish = until_now(s, WhoMay::Nobody);
        let done = old_words::choose(&s.place.app, s.anwen.actor, wish).await;
        done.expect("closed");
    })
    .await;
}

/// Dilys passed the open post on and quoted it; Anwen does not follow her at first.
#[tokio::test]
async fn older_words_stay_open_to_those_whom_their_author_chose_and_come_back() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let scene = Scene::new(backend).await;
        let (app, anwen) = (&scene.place.app, &scene.anwen);
        scene.place.install(&scene.dilys).await;
        let (dilys, visitor) = (&scene.dilys.browser, scene.place.visitor());
        let before = [
            scene.finds(dilys, OPEN).await,
            scene.finds(&visitor, OPEN).await,
        ];
        assert!(before.iter().all(|pages| !pages.is_empty()));
        let wish = until_now(&scene, WhoMay::Followed);
        old_words::choose(app, anwen.actor, wish)
            .await
            .expect("closed");
        for browser in [dilys, &visitor] {
            let after = scene.finds(browser, OPEN).await;
            assert!(after.is_empty(), "{backend:?}: still on {after:?}");
        }
        let inside = scene.finds(dilys, INSIDE).await;
        assert!(!inside.is_empty(), "{backend:?}: members read on");
        let own = scene.finds(&anwen.browser, OPEN).await;
        assert!(!own.is_empty(), "{backend:?}: and their author");
        let target = scene.dilys.actor.persona;
        follow(app, &anwen.actor, target).await.expect("follows");
        let after = scene.finds(dilys, OPEN).await;
        assert!(after.contains("/@anwen"), "{backend:?}: {after:?}");
        assert!(scene.finds(&visitor, OPEN).await.is_empty(), "{backend:?}");
        let open = OldWords::Open;
        old_words::choose(app, anwen.actor, open)
            .await
            .expect("open");
        assert_eq!(scene.finds(&visitor, OPEN).await, before[1], "{backend:?}");
        scene.place.require_ledger().await;
    }
}

/// A mute keeps people out of what comes by itself, and nothing else.
#[tokio::test]
async fn whom_i_mute_does_not_come_to_me_but_is_where_i_go() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let scene = Scene::new(backend).await;
        let app = &scene.place.app;
        let target = scene.anwen.actor.persona;
        let before = scene.ffion_finds().await;
        mute(app, &scene.ffion.actor, target).await.expect("muted");
        for (before, after) in before.iter().zip(&scene.ffion_finds().await) {
            let comes = |path: &&String| {
                let page = path.split('?').next().unwrap_or_default();
                page == "/" || page.starts_with("/notifications") || page.starts_with("/home")
            };
            let coming: Vec<_> = after.iter().filter(comes).collect();
            assert!(coming.is_empty(), "{backend:?}: still comes to {coming:?}");
            assert!(before.iter().filter(comes).count() > 0, "{backend:?}");
            let profile = "/@anwen";
            assert_eq!(before.contains(profile), after.contains(profile));
        }
        unmute(app, &scene.ffion.actor, target)
            .await
            .expect("heard");
        assert_eq!(before, scene.ffion_finds().await, "{backend:?}");
    }
}

/// What can be undone brings back what was there, and a block ends the follow for good.
#[tokio::test]
async fn after_a_block_is_lifted_the_open_post_can_be_found_again() {
    let scene = Scene::new(Backend::Sqlite).await;
    let (app, target) = (&scene.place.app, scene.anwen.actor.persona);
    block(app, &scene.ffion.actor, target)
        .await
        .expect("blocked");
    unblock(app, &scene.ffion.actor, target)
        .await
        .expect("lifted");
    let [open, followers, inside] = scene.ffion_finds().await;
    assert!(!open.is_empty() && !inside.is_empty());
    assert!(followers.is_empty(), "{followers:?}");
}

#[tokio::test]
async fn strangers_and_visitors_find_nothing_that_is_not_for_everyone() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let scene = Scene::new(backend).await;
        let stranger = scene.place.member("dieithryn").await;
        scene.place.install(&stranger).await;
        for browser in [&stranger.browser, &scene.place.visitor()] {
            for word in [FOLLOWERS, INSIDE] {
                let found = scene.finds(browser, word).await;
                assert!(found.is_empty(), "{backend:?} {word}: {found:?}");
            }
        }
    }
}
