//! The picture across the top of a persona's page: shown, seen where the persona is seen, changed
//! back, taken off, forgotten, erased.

use crate::media::do_jobs;
use crate::post::block;
use crate::record::entry;
use hafan_app::face::{FORGET_FACE_JOB, KEPT_US};
use hafan_app::jobs;
use hafan_media::Blobs as _;
use hafan_testkit::{Browser, PASSWORD, PHOTO, Page, Part, Person, Place, for_each_backend};

/// Sends the form about a header or a face.
async fn send(who: &Person, path: &str, bytes: &[u8], alt: &str) -> Page {
    let file = Part::File("picture", "bryn.jpg", "image/jpeg", bytes);
    who.browser
        .upload(path, &[Part::Field("alt", alt), file])
        .await
}

/// Shows another header.
async fn wear(who: &Person, alt: &str) {
    let sent = send(who, "/me/header", &PHOTO, alt).await;
    assert_eq!(sent.status, 303, "{}", sent.text());
}

/// The address of the header on a page, if there is one.
fn shown(page: &Page) -> Option<String> {
    page.attribute(".banner img", "src")
}

/// The header of a persona as this browser sees it.
async fn header_of(browser: &Browser, handle: &str) -> Option<String> {
    shown(&browser.get(&format!("/@{handle}")).await)
}

/// The id of the header that a persona shows.
async fn header_id(place: &Place, who: &Person) -> Option<String> {
    let id = who.actor.persona;
    let found = place
        .app
        .read(move |read| Ok(hafan_app::store::account::persona(read, id)?));
    let header = found.await.expect("a read").expect("a persona").header;
    header.map(|id| id.to_string())
}

async fn undo(who: &Person, words: &str) -> Option<Page> {
    let record = who.browser.get("/me/ledger").await;
    let id = entry(&record, words)?;
    Some(who.browser.post("/me/ledger/undo", &[("entry", &id)]).await)
}

#[tokio::test]
async fn a_header_stands_across_the_top_of_its_page_until_it_is_taken_off() {
    for_each_backend(async |place| {
        let (mair, visitor) = (place.member("mair").await, place.visitor());
        assert_eq!(header_of(&visitor, "mair").await, None);
        assert!(!visitor.get("/@mair").await.has(".banner"), "nothing");
        let settings = mair.browser.get("/me/profile").await;
        assert!(settings.has("a[href='/me/header']"));
        let form = mair.browser.get("/me/header").await;
        assert!(form.has("form[enctype='multipart/form-data'] input[type=file]"));
        assert!(!form.has("form[action='/me/header/remove']") && shown(&form).is_none());
        wear(&mair, "The hill <b>").await;
        let page = visitor.get("/@mair").await;
        let address = shown(&page).expect("a header");
        let of = |name: &str| page.attribute(".banner img", name).unwrap_or_default();
        assert_eq!(of("alt"), "The hill <b>");
        assert!(of("width").parse::<u32>().is_ok() && of("height").parse::<u32>().is_ok());
        assert!(!address.contains("mair") && !address.contains(&mair.actor.persona.to_string()));
        let file = visitor.get(&address).await;
        assert_eq!(file.status, 200);
        assert_eq!(file.header("content-type"), Some("image/jpeg"));
        let form = mair.browser.get("/me/header").await;
        assert_eq!(shown(&form).as_ref(), Some(&address));
        assert!(form.has("#f-alt[value='The hill <b>']"));
        // Only the words change.
        let words = [Part::Field("alt", "The hill in snow")];
        let changed = mair.browser.upload("/me/header", &words).await;
        assert_eq!(changed.status, 303);
        let page = visitor.get("/@mair").await;
        assert_eq!(shown(&page).as_ref(), Some(&address));
        assert!(page.has(".banner img[alt='The hill in snow']"));
        let removed = mair.browser.post("/me/header/remove", &[]).await;
        assert_eq!(removed.status, 303);
        assert_eq!(header_of(&visitor, "mair").await, None);
        assert_eq!(visitor.get(&address).await.status, 404);
        let none = mair.browser.upload("/me/header", &words).await;
        assert_eq!(none.status, 422);
        assert!(none.says("choose a picture first"), "{}", none.text());
        let stranger = visitor.get("/me/header").await;
        assert_ne!(stranger.status, 200, "for members");
    })
    .await;
}

#[tokio::test]
async fn a_header_and_a_face_are_changed_and_undone_apart() {
    for_each_backend(async |place| {
        let (mair, visitor) = (place.member("mair").await, place.visitor());
        let face = async || {
            let page = visitor.get("/@mair").await;
            page.attribute("header.house img.xl", "src")
        };
        send(&mair, "/me/picture", &PHOTO, "Me").await;
        let worn = face().await.expect("a face");
        wear(&mair, "").await;
        let first = header_of(&visitor, "mair").await.expect("a header");
        place.later(1_000);
        wear(&mair, "").await;
        let second = header_of(&visitor, "mair").await.expect("a header");
        assert_ne!(first, second);
        assert_eq!(visitor.get(&first).await.status, 404, "nobody's business");
        assert_eq!(mair.browser.get(&first).await.status, 200, "but hers");
        place.later(1_000);
        send(&mair, "/me/picture", &PHOTO, "Me again").await;
        assert_ne!(face().await.as_ref(), Some(&worn));
        assert_eq!(header_of(&visitor, "mair").await.as_ref(), Some(&second));
        let undone = undo(&mair, "Your header picture changed.").await;
        assert_eq!(undone.expect("a button").status, 303);
        assert_eq!(header_of(&visitor, "mair").await.as_ref(), Some(&first));
        let undone = undo(&mair, "Your picture changed.").await;
        assert_eq!(undone.expect("a button").status, 303);
        assert_eq!(face().await.as_ref(), Some(&worn));
        assert_eq!(header_of(&visitor, "mair").await.as_ref(), Some(&first));
        for address in [&first, &second] {
            assert_eq!(mair.browser.get(address).await.status, 200, "both are kept");
        }
    })
    .await;
}

#[tokio::test]
async fn a_header_is_seen_by_those_who_see_the_face_of_its_persona() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let seren = place.persona(&mair, "seren").await;
        let (dewi, blocked) = (place.member("dewi").await, place.member("blocked").await);
        let visitor = place.visitor();
        for path in ["/me/header", "/me/picture"] {
            let sent = send(&mair, path, &PHOTO, "").await;
            assert_eq!(sent.status, 303, "{}", sent.text());
        }
        let page = visitor.get("/@mair").await;
        let face = page.attribute("header.house img.xl", "src");
        let addresses = [shown(&page).expect("a header"), face.expect("a face")];
        block(place, &mair, &blocked).await;
        let eyes = [
            (&mair.browser, [200, 200]),
            (&seren.browser, [200, 404]),
            (&dewi.browser, [200, 404]),
            (&visitor, [200, 404]),
            (&blocked.browser, [404, 404]),
        ];
        for (number, (browser, [worn, _])) in eyes.iter().enumerate() {
            for address in &addresses {
                let file = browser.get(address).await;
                assert_eq!(file.status, *worn, "{address} by {number}");
                let sizes = browser.get(&address.replace("medium", "large")).await;
                assert_eq!(sizes.status, *worn, "{address} by {number}");
            }
        }
        assert_eq!(header_of(&blocked.browser, "mair").await, None);
        // What is taken off is hers alone, not even her other persona's.
        for path in ["/me/header/remove", "/me/picture/remove"] {
            assert_eq!(mair.browser.post(path, &[]).await.status, 303);
        }
        for (number, (browser, [_, off])) in eyes.iter().enumerate() {
            for address in &addresses {
                let file = browser.get(address).await;
                assert_eq!(file.status, *off, "{address} by {number}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn one_file_across_the_pages_of_two_personas_leaves_no_tie_between_them() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let seren = place.persona(&mair, "seren").await;
        let visitor = place.visitor();
        let mut seen = Vec::new();
        for (who, handle) in [(&mair, "mair"), (&seren, "seren")] {
            wear(who, "").await;
            let address = header_of(&visitor, handle).await.expect("a header");
            let key = address.split('/').nth(2).expect("a key").to_owned();
            let answer = visitor.get(&address).await;
            assert!(!answer.body.windows(8).any(|w| w == b"bryn.jpg"));
            seen.push((key, answer.header("etag").map(str::to_owned)));
        }
        assert_ne!(seen[0].0[..8], seen[1].0[..8]);
        assert_ne!(seen[0].1, seen[1].1);
        mair.browser.post("/me/header/remove", &[]).await;
        assert!(header_of(&visitor, "seren").await.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_header_that_was_taken_off_is_forgotten_after_a_month_and_its_undo_with_it() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        wear(&mair, "").await;
        let address = header_of(&mair.browser, "mair").await.expect("a header");
        let id = header_id(place, &mair).await.expect("a header");
        let forget = async || jobs::run_one(&place.app, FORGET_FACE_JOB, &id).await;
        forget().await.expect("a job");
        assert_eq!(mair.browser.get(&address).await.status, 200, "still worn");
        mair.browser.post("/me/header/remove", &[]).await;
        place.later(KEPT_US);
        for _ in 0..2 {
            forget().await.expect("a job");
        }
        assert_eq!(mair.browser.get(&address).await.status, 404);
        let undone = undo(&mair, "Your header picture changed.").await;
        assert!(undone.is_none(), "there is no way back");
    })
    .await;
}

#[tokio::test]
async fn what_is_no_picture_does_not_become_a_header_and_leaves_nothing() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        mair.browser.get("/me").await;
        let before = place.rows().await;
        let large = vec![0_u8; 17 << 20];
        let page = format!("<script>alert(1)</script>{}", "x".repeat(2000));
        let film = b"\0\0\0\x18ftypmp42";
        for bytes in [&PHOTO[..40], page.as_bytes(), film, b"", &large] {
            let answer = send(&mair, "/me/header", bytes, "kept words").await;
            assert_eq!(answer.status, 422, "{}", answer.text());
            assert!(answer.has("form[action='/me/header'] #f-picture[aria-invalid=true]"));
            assert!(answer.has("#f-alt[value='kept words']"));
        }
        assert_eq!(before, place.rows().await, "nothing is left");
        let boundary = "multipart/form-data; boundary=b";
        let body = "--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a\"\r\n\r\n\
                    x\r\n--b--\r\n";
        let post = axum::http::Method::POST;
        let sent = mair
            .browser
            .send(post, "/me/header", Some(boundary), body.into());
        assert_eq!(sent.await.status, 403, "without the secret of the form");
    })
    .await;
}

#[tokio::test]
async fn the_header_of_a_persona_goes_with_it() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let seren = place.persona(&mair, "seren").await;
        let files = || {
            let mut count = 0;
            place.blobs.each(&mut |_| count += 1).expect("a list");
            count
        };
        let none = files();
        wear(&seren, "My hill").await;
        let address = header_of(&mair.browser, "seren").await.expect("a header");
        assert!(files() > none);
        let delete = "/me/personas/seren/delete";
        let gone = mair.browser.post(delete, &[("current", PASSWORD)]).await;
        assert_eq!(gone.status, 303, "{}", gone.text());
        assert_eq!(place.visitor().get(&address).await.status, 404, "at once");
        let id = seren.actor.persona.to_string();
        jobs::run_one(&place.app, "erase-persona", &id)
            .await
            .expect("erased");
        do_jobs(place).await;
        assert_eq!(header_id(place, &seren).await, None);
        assert_eq!(files(), none, "its files too");
        assert!(!place.rows().await.iter().any(|row| row.contains("My hill")));
    })
    .await;
}
