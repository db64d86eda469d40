//! What time could tell is the same work (T3.3, T3.5, T3.6 of the safety protocols): the same
//! statements in the same order, whether two names are one member's or two members'. `worlds.rs`
//! compares them for every answer that others get, `hidden.rs` for what exists and what doesn't;
//! here are the doors, and limits. The time itself is measured by the bench.
//!
//! What is true of limits: what others could feel of them is counted for each persona (posts,
//! reports, handles), so that a flood under one name takes nothing from the other. What is a
//! member's own doing with themselves (guessing the own password, making personas) is counted for
//! the member, and shown to nobody else. What comes too fast is slowed down for the browser and the
//! network it comes from, whoever speaks: somebody who floods under one name and goes on under the
//! other in the same browser is slow there too, for as long as the flood lasts.

use hafan_app::community::invite;
use hafan_app::identity::{profile, recovery};
use hafan_app::invitation::LinkWish;
use hafan_app::post::{ForWhom, POSTS_AN_HOUR_MAX, Wish};
use hafan_app::{Error, post};
use hafan_core::community::Visibility;
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::place::{PlaceField, SignUp};
use hafan_testkit::worlds::{Arrangement, Who, World, difference_of_work};
use hafan_testkit::{Backend, Browser, PASSWORD, PHOTO, Page, Place};

/// Answers and their statements.
type Works = Vec<(&'static str, u16, String, Vec<String>)>;

#[tokio::test]
async fn names_that_are_tried_are_the_same_work_whoever_they_belong_to() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let together = tried(backend, Arrangement::Together).await;
        let apart = tried(backend, Arrangement::Apart).await;
        for (here, there) in together.iter().zip(&apart) {
            assert_eq!((here.0, here.1, &here.2), (there.0, there.1, &there.2));
            require_same(here.0, &here.3, &there.3);
        }
        // Nor whether there is anybody of that name.
        for pair in together.chunks(2) {
            let [(what, status, words, work), nobody] = pair else {
                unreachable!("each is tried with two names")
            };
            assert_eq!((status, words), (&nobody.1, &nobody.2), "{what}");
            require_same(what, work, &nobody.3);
        }
    }
}

/// The name of the persona in question, and a name that nobody has, at every door.
async fn tried(backend: Backend, arrangement: Arrangement) -> Works {
    let world = World::new(backend, arrangement).await;
    let place = &world.place;
    let change = Change::Place {
        field: PlaceField::SignUp,
        old: String::new(),
        new: SignUp::Open.code().to_owned(),
    };
    let opened = place
        .app
        .write(move |turn| turn.record(change.clone(), By::Operator, Cause::Operator));
    opened.await.expect("an open place");
    let carys = world.speaker(Who::Carys).await;
    let code = recovery::make_sheet(&place.app, carys.actor)
        .await
        .expect("a sheet");
    let code = code.grouped();
    let doors = [
        (
            "sign-in",
            "/sign-in",
            [("login", ""), ("password", "nid hwn yw e"), ("code", "")],
        ),
        (
            "recovery",
            "/recover",
            [("login", ""), ("code", &code), ("password", "nid hwn yw e")],
        ),
    ];
    let mut works = Works::new();
    for (what, path, mut fields) in doors {
        for name in ["briallu", "neb_yma"] {
            fields[0].1 = name;
            let visitor = place.visitor();
            let (page, work) = counted(place, &visitor, path, &fields).await;
            works.push((
                what,
                page.status.as_u16(),
                page.text().replace(name, "NAME"),
                work,
            ));
        }
    }
    // A handle that is taken is said to be, by the same work whoever has it.
    for handle in ["briallu", "carys"] {
        let fields = [("handle", handle), ("name", "Enw"), ("password", PASSWORD)];
        let (page, work) = counted(place, &place.visitor(), "/sign-up", &fields).await;
        works.push((
            "sign-up",
            page.status.as_u16(),
            page.text().replace(handle, "NAME"),
            work,
        ));
    }
    works
}

async fn counted(
    place: &Place,
    browser: &Browser,
    path: &str,
    fields: &[(&str, &str)],
) -> (Page, Vec<String>) {
    browser.secret("/sign-in").await;
    place.heard(browser.post(path, fields)).await
}

fn require_same(what: &str, here: &[String], there: &[String]) {
    assert!(
        here == there,
        "{what}:\n{}",
        difference_of_work(here, there)
    );
}

/// T3.3: nothing is saved by knowing a photo from the other name.
#[tokio::test]
async fn a_photo_from_both_names_is_the_same_work_as_a_fresh_one() {
    const PHOTOS: usize = 3;
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let world = World::new(backend, Arrangement::Together).await;
        let by = world.speaker(Who::Anwen).await;
        crate::media::upload(by, &FIELDS, &[("llun.jpg", PHOTO.as_slice())]).await;
        let by = world.speaker(Who::Briallu).await;
        by.browser.secret("/write").await;
        let mut works = Vec::new();
        for number in 0..PHOTOS * 2 {
            let fresh = with_comment(number);
            let photo = if number % 2 == 0 {
                &PHOTO
            } else {
                fresh.as_slice()
            };
            let files = [("llun.jpg", photo)];
            let sent = crate::media::upload(by, &FIELDS, &files);
            let (page, work) = world.place.heard(sent).await;
            assert_eq!(page.status, 303, "{}", page.text());
            works.push(work);
        }
        for (number, work) in works.iter().enumerate() {
            require_same(&format!("photo {number}"), &works[0], work);
        }
    }
}

/// T3.5: a link is as new to one name as it was to the other, and as it would be to a stranger.
#[tokio::test]
async fn a_link_taken_by_both_names_is_the_same_work_as_by_strangers() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let mut works = Vec::new();
        for arrangement in [Arrangement::Together, Arrangement::Apart] {
            let world = World::new(backend, arrangement).await;
            let (place, host) = (&world.place, world.person("delyth"));
            let founded = place.found(host, "Drws", Visibility::Hidden).await;
            let wish = LinkWish {
                note: String::new(),
                uses: 2,
                days: 7,
            };
            let handle = || founded.handle.clone();
            let made = invite::make_link(&place.app, host.actor, handle(), wish).await;
            made.expect("a link");
            let links = invite::invitations(&place.app, host.actor, handle()).await;
            let path = format!("/join/{}/accept", links.expect("links").links[0].0.code);
            // The third comes too late, the fourth is in already.
            for who in [Who::Anwen, Who::Briallu, Who::Carys, Who::Briallu] {
                let by = world.speaker(who).await;
                by.browser.secret("/").await;
                let (page, work) = place.heard(by.browser.post(&path, &[])).await;
                works.push((page.status, work));
            }
        }
        let (together, apart) = works.split_at(4);
        for (number, (here, there)) in together.iter().zip(apart).enumerate() {
            assert_eq!(here.0, there.0, "{number}");
            require_same(&format!("{number}"), &here.1, &there.1);
        }
        require_same("the second as the first", &together[0].1, &together[1].1);
    }
}

/// T3.6: what one name used up, by posts and by handles, costs the other no statement.
#[tokio::test]
async fn a_flood_under_one_name_is_no_work_for_the_other() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let mut works = Vec::new();
        for arrangement in [Arrangement::Together, Arrangement::Apart] {
            let world = World::new(backend, arrangement).await;
            let app = &world.place.app;
            let by = world.speaker(Who::Anwen).await;
            let mut last = Ok(());
            for number in 0..=POSTS_AN_HOUR_MAX {
                let wish = Wish {
                    text: format!("{number}"),
                    ..Wish::default()
                };
                last = post::publish(app, &by.actor, wish).await.map(drop);
            }
            assert!(matches!(last, Err(Error::Limited { .. })), "{last:?}");
            for number in 0..8 {
                last = profile::rename(app, by.actor, &format!("anwen_{number}")).await;
            }
            assert!(matches!(last, Err(Error::Limited { .. })), "{last:?}");
            let by = world.speaker(Who::Briallu).await;
            let said = world.place.say(by, "Bore da.", ForWhom::Public);
            works.push(world.place.heard(said).await.1);
            let renamed = profile::rename(app, by.actor, "bryn");
            let (renamed, work) = world.place.heard(renamed).await;
            renamed.expect("nothing of it was used up");
            works.push(work);
        }
        require_same("a post", &works[0], &works[2]);
        require_same("a handle", &works[1], &works[3]);
    }
}

const FIELDS: [(&str, &str); 4] = [
    ("act", "publish"),
    ("body", "Llun"),
    ("audience", "public"),
    ("alt", "Bryn"),
];

/// The same photo with a comment behind its first marker: other bytes, the same picture.
fn with_comment(number: usize) -> Vec<u8> {
    let words = format!("{number:08}");
    let mut photo = PHOTO[..2].to_vec();
    photo.extend([0xff, 0xfe, 0, 10]);
    photo.extend(words.as_bytes());
    photo.extend(&PHOTO[2..]);
    photo
}
