//! Nobody but the member can link two personas of one member: everything anybody else is answered
//! is the same, byte for byte, whether two personas are one member or two.
//!
//! Honest limits, said to people where they are: what happens to a whole member happens to all of
//! its personas at once (a host removes the member, the member leaves), and whoever runs the
//! server can read the database. The language of the pages and the wish for numbers are the
//! member's: the words of errors and news, and whether there are numbers, follow them in the
//! applications of all their personas, which `docs/api.md` says.

use hafan_app::Error;
use hafan_app::community::invite;
use hafan_app::identity::profile::{self, Profile};
use hafan_app::invitation::LinkWish;
use hafan_app::post::{ForWhom, Wish, boost, delete, favourite};
use hafan_app::relation::{block, follow, mute};
use hafan_core::audience::{Audience, WhoMay};
use hafan_core::community::Visibility;
use hafan_core::id::PostId;
use hafan_testkit::worlds::{Arrangement, OBSERVERS, Who, World, assert_same};
use hafan_testkit::{Backend, PASSWORD};
use std::collections::HashSet;

/// The two whose bond is the secret.
const BOTH: [Who; 2] = [Who::Anwen, Who::Briallu];

#[tokio::test]
async fn nobody_can_tell_whether_two_personas_are_one_member_or_two() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        eprintln!("on {backend:?}:");
        let together = lived(backend, Arrangement::Together, &OBSERVERS).await;
        let elsewhere = lived(backend, Arrangement::Elsewhere, &OBSERVERS).await;
        assert!(together.seen() > OBSERVERS.len(), "somebody looked");
        assert_same(&together, &elsewhere);
    }
}

/// A host of the place sees how many members there are, so here they look away.
#[tokio::test]
async fn nobody_can_tell_two_personas_of_one_member_from_two_members() {
    let all_but_host = &OBSERVERS[..OBSERVERS.len() - 1];
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let together = lived(backend, Arrangement::Together, all_but_host).await;
        let apart = lived(backend, Arrangement::Apart, all_but_host).await;
        assert_same(&together, &apart);
    }
}

/// A day in the life of both personas, and everybody who looks at it.
async fn lived(backend: Backend, arrangement: Arrangement, observers: &[&'static str]) -> World {
    let mut world = World::new(backend, arrangement).await;
    world.things.words = ["bore", "cannwyll", "cyfrinach"]
        .map(str::to_owned)
        .to_vec();
    settle(&mut world).await;
    meet(&mut world).await;
    talk(&mut world).await;
    come_by_link(&mut world).await;
    world.step("everybody looks around");
    world.look_everywhere(observers).await;
    try_the_doors(&mut world).await;
    part(&mut world).await;
    reach_limits(&mut world).await;
    world.step("everybody looks around again");
    world.look_everywhere(observers).await;
    world
}

/// Three communities; both personas are in all of them.
async fn settle(world: &mut World) {
    let kinds = [
        ("Cylch", Visibility::Public),
        ("Teulu", Visibility::MembersOnly),
        ("Cudd", Visibility::Hidden),
    ];
    for (name, visibility) in kinds {
        world.step("a community is founded and people come in");
        let host = world.person("delyth");
        let founded = world.place.found(host, name, visibility).await;
        let fellow = world.person("eleri");
        world.place.let_in(host, &founded, fellow, "eleri").await;
        for (who, handle) in [(Who::Anwen, "anwen"), (Who::Briallu, "briallu")] {
            world.step("a persona comes in");
            let guest = world.speaker(who).await;
            let host = world.person("delyth");
            world.place.let_in(host, &founded, guest, handle).await;
        }
        let id = founded.id;
        world.things.communities.push((founded.handle, id));
    }
}

/// Both take the same link into a community, once and once more (T3.5).
async fn come_by_link(world: &mut World) {
    world.step("somebody makes a link that lets people in");
    let host = world.person("delyth");
    let (app, place) = (&world.place.app, &world.place);
    let founded = place.found(host, "Drws", Visibility::MembersOnly).await;
    let wish = LinkWish {
        note: "I bawb".to_owned(),
        uses: 5,
        days: 7,
    };
    let made = invite::make_link(app, host.actor, founded.handle.clone(), wish).await;
    made.expect("a link");
    let links = invite::invitations(app, host.actor, founded.handle.clone()).await;
    let code = links.expect("links").links[0].0.code.clone();
    world.things.communities.push((founded.handle, founded.id));
    world.things.codes.push(code.clone());
    for who in [Who::Anwen, Who::Briallu, Who::Briallu] {
        world.step("a persona comes by the link");
        let path = format!("/join/{code}/accept");
        let taken = world.act(who, &path, &[]).await;
        assert_eq!(taken.status, 303, "{}", taken.text());
    }
}

/// Both want to be found; people follow both, and both follow somebody.
async fn meet(world: &mut World) {
    for who in BOTH {
        world.step("a persona says who it is");
        let by = world.speaker(who).await;
        let wish = Profile {
            name: String::new(),
            bio: "Yma i wrando.".to_owned(),
            approve_followers: false,
            is_findable: true,
            posts_findable: true,
            default_audience: Audience::Public,
            default_replies: WhoMay::Everyone,
            default_quotes: WhoMay::Everyone,
        };
        let app = &world.place.app;
        profile::edit(app, by.actor, wish).await.expect("a profile");
        let me = by.actor.persona;
        let stranger = world.person("dieithryn").actor.persona;
        follow(app, &by.actor, stranger).await.expect("follows");
        for observer in ["ffion", "eleri"] {
            world.step("somebody follows a persona");
            let follower = world.person(observer).actor;
            let done = follow(&world.place.app, &follower, me).await;
            done.expect("follows");
        }
    }
}

/// Blocks and mutes in both directions, of one of the two only: the other is not touched.
async fn part(world: &mut World) {
    world.step("a stranger blocks one persona");
    let by = world.speaker(Who::Anwen).await;
    let (app, anwen) = (&world.place.app, by.actor);
    let stranger = world.person("dieithryn").actor;
    block(app, &stranger, anwen.persona).await.expect("blocked");
    world.step("a persona blocks a fellow");
    let by = world.speaker(Who::Anwen).await;
    let (app, fellow) = (&world.place.app, world.person("eleri").actor);
    block(app, &by.actor, fellow.persona)
        .await
        .expect("blocked");
    let follower = world.person("ffion").actor;
    mute(app, &follower, anwen.persona).await.expect("muted");
}

/// Both say the same kinds of things in the same places, with the same photo.
async fn talk(world: &mut World) {
    let places: Vec<_> = world.things.communities.iter().map(|(_, id)| *id).collect();
    let for_whom = [ForWhom::Public, ForWhom::Quiet, ForWhom::Followers]
        .into_iter()
        .chain(places.into_iter().map(ForWhom::Community));
    for for_whom in for_whom {
        for (who, handle) in [(Who::Anwen, "anwen"), (Who::Briallu, "briallu")] {
            world.step("a persona says good morning");
            let by = world.speaker(who).await;
            let id = world.place.say(by, "Bore da.", for_whom).await;
            world.things.posts.push((handle.to_owned(), id));
            world.step("a persona shows a photo");
            let by = world.speaker(who).await;
            let (id, picture) = world.place.show(by, "Y gannwyll.", for_whom).await;
            world.things.posts.push((handle.to_owned(), id));
            world.things.pictures.push(picture);
        }
    }
    world.step("a stranger writes");
    let stranger = world.person("dieithryn");
    let strange = world
        .place
        .say(stranger, "Pwy sydd yma?", ForWhom::Public)
        .await;
    world.things.posts.push(("dieithryn".to_owned(), strange));
    for (who, handle) in [(Who::Anwen, "anwen"), (Who::Briallu, "briallu")] {
        world.step("a persona answers and thanks");
        let by = world.speaker(who).await;
        let answer = Wish {
            text: "Fi, @dieithryn!".to_owned(),
            reply_to: Some(strange),
            ..Wish::default()
        };
        let answer = world.place.publish(by, answer).await;
        let app = &world.place.app;
        favourite(app, &by.actor, strange, true)
            .await
            .expect("thanks");
        // A moment later: what is made in one moment stands in the order of random salts.
        world.step("a persona passes on");
        let by = world.speaker(who).await;
        let app = &world.place.app;
        boost(app, &by.actor, strange, true).await.expect("a boost");
        world.things.posts.push((handle.to_owned(), answer));
    }
    world.step("a persona takes something back");
    let by = world.speaker(Who::Anwen).await;
    let first = world.things.posts[0].1;
    delete(&world.place.app, &by.actor, first)
        .await
        .expect("gone");
}

/// Guessing, signing up under names that are taken or look alike, as visitor.
async fn try_the_doors(world: &mut World) {
    let routes = world.place.routes().await;
    let has = |path: &str| routes.iter().any(|r| r.path == path && r.takes("POST"));
    let (can_sign_up, can_sign_in) = (has("/sign-up"), has("/sign-in"));
    for handle in ["anwen", "briallu", "anw3n", "briaIlu", "ANWEN", "BRIALLU"] {
        world.step("somebody tries a name that is taken");
        if can_sign_up {
            let fields = [("handle", handle), ("password", "gwydr a glaw mân")];
            world.send("visitor", "/sign-up", &fields).await;
        }
    }
    // Twelve wrong words for each: enough to be slowed down, on each alone.
    for handle in ["anwen", "briallu"] {
        for _ in 0..12 {
            world.step("somebody guesses a password");
            if can_sign_in {
                let fields = [("handle", handle), ("login", handle), ("password", "dim")];
                world.send("visitor", "/sign-in", &fields).await;
            }
        }
    }
}

/// What a persona uses up of what others can see is its own (T3.6).
async fn reach_limits(world: &mut World) {
    let mut was_told_to_wait = false;
    for round in 0..8 {
        world.step("a persona is renamed until it is told to wait");
        let by = world.speaker(Who::Anwen).await;
        let wish = format!("anwen_{round}");
        let renamed = profile::rename(&world.place.app, by.actor, &wish).await;
        assert!(
            matches!(renamed, Ok(()) | Err(Error::Limited { .. })),
            "{renamed:?}"
        );
        if renamed.is_ok() {
            world.things.personas[0].0 = wish;
        }
        was_told_to_wait = renamed.is_err();
    }
    assert!(was_told_to_wait, "eight renamings in a row are no limit");
    world.step("the other persona is renamed");
    let by = world.speaker(Who::Briallu).await;
    let renamed = profile::rename(&world.place.app, by.actor, "bryn").await;
    renamed.expect("nothing of it was used up");
    world
        .things
        .personas
        .push(("bryn".to_owned(), by.actor.persona));
}

/// T3.6 where it is easiest to get wrong: the pace of posts.
#[tokio::test]
async fn a_persona_that_used_up_its_posts_takes_none_from_the_other() {
    let world = World::new(Backend::Sqlite, Arrangement::Together).await;
    let by = world.speaker(Who::Anwen).await;
    let mut last = Ok(PostId::new(1));
    for number in 0..=hafan_app::post::POSTS_AN_HOUR_MAX {
        let wish = Wish {
            text: format!("{number}"),
            ..Wish::default()
        };
        last = hafan_app::post::publish(&world.place.app, &by.actor, wish).await;
    }
    assert!(matches!(last, Err(Error::Limited { .. })), "{last:?}");
    let by = world.speaker(Who::Briallu).await;
    world.place.say(by, "Bore da.", ForWhom::Public).await;
}

/// T3.2: nothing in the ids of two personas says that they were made by one member.
#[tokio::test]
async fn ids_of_personas_and_pictures_tell_nothing_of_each_other() {
    const MEMBERS: usize = 60;
    let world = World::new(Backend::Sqlite, Arrangement::Apart).await;
    let place = &world.place;
    let (mut pairs, mut keys) = (Vec::new(), Vec::new());
    for number in 0..MEMBERS {
        let first = place.member(&format!("un{number}")).await;
        let second = place.persona(&first, &format!("dau{number}")).await;
        pairs.push((first.actor.persona.get(), second.actor.persona.get()));
        if number < 8 {
            let (_, one) = place.show(&first, "Llun", ForWhom::Public).await;
            let (_, other) = place.show(&second, "Llun", ForWhom::Public).await;
            keys.extend([one, other]);
        }
    }
    let in_order_made: Vec<i64> = pairs.iter().flat_map(|(a, b)| [*a, *b]).collect();
    assert_looks_random(&in_order_made);
    let mut sorted = in_order_made;
    sorted.sort_unstable();
    let neighbours: HashSet<(i64, i64)> = sorted.windows(2).map(|w| (w[0], w[1])).collect();
    let beside = |pair: &&(i64, i64)| {
        neighbours.contains(&(pair.0, pair.1)) || neighbours.contains(&(pair.1, pair.0))
    };
    // By chance one pair stands together; more than six does not happen in ten thousand runs.
    assert!(pairs.iter().filter(beside).count() <= 6);
    // The same photo twice: other keys, that begin with nothing in common.
    let begins: HashSet<&str> = keys.iter().map(|key| &key[..8]).collect();
    assert_eq!(begins.len(), keys.len(), "{keys:?}");
}

/// Neither a clock nor a counter: bits are even (chi-square), and order says nothing of age.
fn assert_looks_random(ids: &[i64]) {
    let count = ids.len();
    let mut buckets = [0_usize; 16];
    for id in ids {
        // The upper bits: there a clock would stand.
        let bucket = usize::try_from((id >> 58) & 15).expect("four bits");
        buckets[bucket] += 1;
    }
    let expected = count as f64 / buckets.len() as f64;
    let off = |n: &usize| (*n as f64 - expected).powi(2) / expected;
    let chi_square: f64 = buckets.iter().map(off).sum();
    // Fifteen degrees of freedom: beyond 44.3 in one of ten thousand.
    assert!(chi_square < 44.3, "{chi_square} of {buckets:?}");
    let ups = ids.windows(2).filter(|w| w[0] < w[1]).count() as f64;
    let fair = (count - 1) as f64 / 2.0;
    // Four deviations of the number of ascents.
    let bound = 4.0 * ((count + 1) as f64 / 12.0).sqrt();
    assert!((ups - fair).abs() < bound, "{ups} of {count} go up");
}

/// The same photo from both: other bytes at other addresses would be a mark; the same bytes are
/// fine as long as they hold nothing of who sent them.
#[tokio::test]
async fn a_photo_sent_by_both_carries_no_mark_of_the_sender() {
    let world = World::new(Backend::Sqlite, Arrangement::Together).await;
    let by = world.speaker(Who::Anwen).await;
    let (_, one) = world.place.show(by, "Llun", ForWhom::Public).await;
    let by = world.speaker(Who::Briallu).await;
    let (_, other) = world.place.show(by, "Llun", ForWhom::Public).await;
    assert_ne!(one, other);
    let routes = world.place.routes().await;
    if !routes.iter().any(|route| route.path.starts_with("/media/")) {
        return;
    }
    let visitor = world.place.visitor();
    let one = visitor.get(&format!("/media/{one}")).await;
    let other = visitor.get(&format!("/media/{other}")).await;
    assert_eq!(one.status, 200);
    assert_eq!(one.body, other.body);
    // The tag names the random key of the picture; the visitor's first answer sets a cookie.
    let plain = |page: &hafan_testkit::Page| {
        let mut headers = page.headers.clone();
        headers.remove("etag");
        headers.remove("set-cookie");
        headers
    };
    assert_eq!(plain(&one), plain(&other));
}

/// The password is the member's, not the persona's: nobody finds a login by a persona's handle.
#[tokio::test]
async fn the_handle_of_another_persona_is_no_name_for_signing_in() {
    let world = World::new(Backend::Sqlite, Arrangement::Together).await;
    let routes = world.place.routes().await;
    if !routes.iter().any(|route| route.path == "/sign-in") {
        return;
    }
    let thief = world.place.visitor();
    let fields = |name| [("handle", name), ("login", name), ("password", PASSWORD)];
    let refused = thief.post("/sign-in", &fields("briallu")).await;
    assert_ne!(refused.status, 303, "{}", refused.text());
}
