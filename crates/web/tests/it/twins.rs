//! What time could tell is the same work (T3.3, T3.5 of the safety protocols): as many statements
//! whether two names are one member's or two members'. The time itself is measured by the bench,
//! with the same statistics.

use hafan_app::identity::recovery;
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::place::{PlaceField, SignUp};
use hafan_testkit::statistics::kolmogorov_smirnov;
use hafan_testkit::worlds::{Arrangement, Who, World};
use hafan_testkit::{Backend, Browser, PASSWORD, PHOTO, Page, Place};

/// Answers and numbers of statements.
type Works = Vec<(&'static str, u16, String, u64)>;

#[tokio::test]
async fn names_that_are_tried_are_the_same_work_whoever_they_belong_to() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let together = tried(backend, Arrangement::Together).await;
        let apart = tried(backend, Arrangement::Apart).await;
        assert_eq!(together, apart);
        // Nor whether there is anybody of that name.
        for pair in together.chunks(2) {
            let [(what, status, words, work), nobody] = pair else {
                unreachable!("each is tried with two names")
            };
            assert_eq!(
                (status, words, work),
                (&nobody.1, &nobody.2, &nobody.3),
                "{what}"
            );
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
) -> (Page, u64) {
    browser.secret("/sign-in").await;
    let before = place.app.store.statements();
    let page = browser.post(path, fields).await;
    (page, place.app.store.statements() - before)
}

/// T3.3: nothing is saved by knowing a photo from the other name.
#[tokio::test]
async fn a_photo_from_both_names_is_as_much_work_as_a_fresh_one() {
    const PHOTOS: usize = 12;
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let world = World::new(backend, Arrangement::Together).await;
        let by = world.speaker(Who::Anwen).await;
        crate::media::upload(by, &FIELDS, &[("llun.jpg", PHOTO.as_slice())]).await;
        let by = world.speaker(Who::Briallu).await;
        let mut works = [Vec::new(), Vec::new()];
        for number in 0..PHOTOS * 2 {
            let fresh = with_comment(number);
            let photo = if number % 2 == 0 {
                &PHOTO
            } else {
                fresh.as_slice()
            };
            let before = world.place.app.store.statements();
            let page = crate::media::upload(by, &FIELDS, &[("llun.jpg", photo)]).await;
            assert_eq!(page.status, 303, "{}", page.text());
            let work = world.place.app.store.statements() - before;
            works[number % 2].push(work as f64);
        }
        let chance = kolmogorov_smirnov(&works[0], &works[1]);
        assert!(chance > 0.01, "{chance}: {works:?}");
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
