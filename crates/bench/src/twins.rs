//! Whether time tells what answers don't: which names belong together, who has signed up, and
//! whether a photo was here before. See "T3.3" and "T3.5" among the figures: a measurement, never a
//! timed test.
//!
//! The pages are asked in this process, one after the other and in turns, so that nothing but the
//! work itself makes the difference.

use crate::Fault;
use crate::report::{Figure, Report, Target};
use hafan_app::identity::{Newcomer, create_by_operator, recovery};
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::locale::Locale;
use hafan_core::place::{PlaceField, SignUp};
use hafan_core::time::{DAY_US, HOUR_US};
use hafan_testkit::statistics::{kolmogorov_smirnov, welch};
use hafan_testkit::{Backend, Browser, PASSWORD, PHOTO, Part, Person, Place};
use std::collections::BTreeSet;
use std::time::Instant;

/// Tries of each kind. How small a difference they show stands beside each figure.
const TRIES: usize = 120;
/// Photos of each kind.
const PHOTOS: usize = 60;
/// dudect's bound.
const T_MAX: f64 = 4.5;
/// Between two tries, in microseconds: longer than a failed one is remembered. Fifty on one name
/// within a day would be told to wait, and the wait would be measured.
const PAUSE_US: i64 = DAY_US + HOUR_US;
/// The status of whoever is told to wait.
const TOO_MANY: u16 = 429;
/// T3.3 of the safety protocols: one run in a hundred is below it by chance alone.
const CHANCE_MIN: f64 = 0.01;

/// Measures on one database.
pub async fn measure(backend: Backend, report: &mut Report) -> Result<(), Fault> {
    let place = Place::new(backend).await;
    let carys = Newcomer {
        handle: "carys".to_owned(),
        name: String::new(),
        password: PASSWORD.to_owned(),
        locale: Locale::En,
        answer: String::new(),
        reach: None,
    };
    create_by_operator(&place.app, carys).await.map_err(fault)?;
    let anwen = place.member("anwen").await;
    // The same member; nothing may tell.
    let briallu = place.persona(&anwen, "briallu").await;
    let change = Change::Place {
        field: PlaceField::SignUp,
        old: String::new(),
        new: SignUp::Open.code().to_owned(),
    };
    let app = &place.app;
    let opened = app.write(move |turn| turn.record(change.clone(), By::Operator, Cause::Operator));
    opened.await.map_err(fault)?;
    // A code that is one, and nobody's whose name is tried.
    let code = recovery::make_sheet(app, anwen.actor)
        .await
        .map_err(fault)?;
    // Uploads first: the tries take longer than a browser stays signed in.
    uploads(&place, (&anwen, &briallu), report).await?;
    signing_in(&place, &code.grouped(), report).await?;
    taken_handles(&place, report).await
}

/// `carys` is a name to sign in with, `briallu` another name of somebody, `neb` is nobody's.
async fn signing_in(place: &Place, code: &str, report: &mut Report) -> Result<(), Fault> {
    for (what, path, code) in [
        ("wrong password", "/sign-in", ""),
        ("wrong recovery code", "/recover", code),
    ] {
        let wrong = "nid hwn yw e o gwbl";
        let fields = |login| [("login", login), ("code", code), ("password", wrong)];
        let of_two = [fields("carys"), fields("briallu")];
        compare(
            place,
            (what, "a login, another name"),
            path,
            &of_two,
            report,
        )
        .await?;
        let of_two = [fields("briallu"), fields("neb")];
        compare(place, (what, "another name, nobody"), path, &of_two, report).await?;
    }
    Ok(())
}

async fn taken_handles(place: &Place, report: &mut Report) -> Result<(), Fault> {
    let fields = |handle| [("handle", handle), ("name", ""), ("password", PASSWORD)];
    let of_two = [fields("carys"), fields("briallu")];
    let what = ("a handle that is taken", "a login, another name");
    compare(place, what, "/sign-up", &of_two, report).await
}

/// Sends two forms in turns, each from a network of its own, and compares how long they take.
async fn compare(
    place: &Place,
    (what, of): (&str, &str),
    path: &str,
    forms: &[[(&str, &str); 3]; 2],
    report: &mut Report,
) -> Result<(), Fault> {
    let mut times = [Vec::new(), Vec::new()];
    let mut statuses = BTreeSet::new();
    for number in 0..TRIES * 2 {
        // Now one first, now the other.
        let which = (number / 2 + number) % 2;
        let browser = place.visitor();
        browser.set_address(&format!("10.{}.{}.1", number / 200, number % 200));
        browser.secret("/sign-in").await;
        let started = Instant::now();
        let page = browser.post(path, &forms[which]).await;
        times[which].push(started.elapsed().as_secs_f64());
        statuses.insert(page.status.as_u16());
        place.later(PAUSE_US);
    }
    // One answer in all tries, and not that one has to wait: else other things were measured.
    let is_one = statuses.len() == 1 && !statuses.contains(&TOO_MANY);
    if !is_one {
        return Err(format!("{what}: answered with {statuses:?}").into());
    }
    let apart = welch(&times[0], &times[1]);
    let name = format!("{what} ({of}), |t|");
    let figure = Figure::new(&name, apart.t.abs(), "").target(Target::Below(T_MAX));
    let middle = |series: &[f64]| series.iter().sum::<f64>() / series.len() as f64 * 1_000.0;
    let (one, other) = (middle(&times[0]), middle(&times[1]));
    let seen_ms = T_MAX * apart.error * 1_000.0;
    let note = format!(
        "means {one:.2} and {other:.2} ms, {TRIES} each, of status {statuses:?}; a difference of \
         {seen_ms:.2} ms would show"
    );
    report.figure(&figure.note(note));
    Ok(())
}

/// A photo that her other name has uploaded before, and one that nobody has.
async fn uploads(
    place: &Place,
    (anwen, briallu): (&Person, &Person),
    report: &mut Report,
) -> Result<(), Fault> {
    upload(&anwen.browser, "anwen", &PHOTO).await?;
    let mut times = [Vec::new(), Vec::new()];
    for number in 0..PHOTOS * 2 {
        let which = (number / 2 + number) % 2;
        let fresh = with_comment(number);
        let photo = if which == 0 { &PHOTO } else { fresh.as_slice() };
        let started = Instant::now();
        upload(&briallu.browser, "briallu", photo).await?;
        times[which].push(started.elapsed().as_secs_f64());
        place.later(600_000_000);
    }
    let chance = kolmogorov_smirnov(&times[0], &times[1]);
    let name = "a photo her other name has uploaded, and a fresh one: chance (KS)";
    let figure = Figure::new(name, chance, "").target(Target::AtLeast(CHANCE_MIN));
    report.figure(&figure.note(format!("{PHOTOS} each")));
    Ok(())
}

fn fault(error: hafan_app::Error) -> Fault {
    format!("{error:?}").into()
}

async fn upload(browser: &Browser, handle: &str, photo: &[u8]) -> Result<(), Fault> {
    let secret = browser.secret("/write").await;
    let parts = [
        Part::Field("csrf", &secret),
        Part::Field("as", handle),
        Part::Field("body", "Llun"),
        Part::Field("audience", "public"),
        Part::Field("alt", "Bryn"),
        Part::Field("act", "publish"),
        Part::File("pictures", "llun.jpg", "image/jpeg", photo),
    ];
    let status = browser.upload("/write", &parts).await.status;
    if status == 303 {
        return Ok(());
    }
    Err(format!("a photo was answered with {status}").into())
}

/// The same photo with a comment behind its first marker: other bytes, the same picture.
fn with_comment(number: usize) -> Vec<u8> {
    let words = format!("{number:08}");
    let mut photo = PHOTO[..2].to_vec();
    photo.extend([0xff, 0xfe, 0, 10]);
    photo.extend(words.as_bytes());
    photo.extend(&PHOTO[2..]);
    photo
}
