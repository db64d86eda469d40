//! Pictures of personas and communities: worn, seen where their wearers are seen, changed back,
//! taken off, forgotten.

use crate::record::entry;
use hafan_app::face::{FORGET_FACE_JOB, KEPT_US};
use hafan_app::jobs;
use hafan_core::community::Visibility;
use hafan_core::time::SECOND_US;
use hafan_testkit::{Browser, PHOTO, Page, Part, Person, Place, for_each_backend};

/// The smallest picture there is: one pixel.
const DOT: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0,
    0, 0, 144, 119, 83, 222, 0, 0, 0, 12, 73, 68, 65, 84, 120, 218, 99, 56, 112, 224, 0, 0, 4, 132,
    2, 65, 223, 112, 124, 139, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// Sends the form about a picture.
async fn send(browser: &Browser, path: &str, bytes: &[u8], alt: &str) -> Page {
    let file = Part::File("picture", "me.jpg", "image/jpeg", bytes);
    browser.upload(path, &[Part::Field("alt", alt), file]).await
}

/// The address of the large picture at the top of a page, if one is worn.
fn shown(page: &Page) -> Option<String> {
    page.attribute("header.house img.xl", "src")
}

async fn run_forget_jobs(place: &Place, id: &str) {
    jobs::run_one(&place.app, FORGET_FACE_JOB, id)
        .await
        .expect("forgotten");
}

/// The id of the picture a persona wears.
async fn picture_id(place: &Place, who: &Person) -> String {
    let id = who.actor.persona;
    let found = place
        .app
        .read(move |read| Ok(hafan_app::store::account::persona(read, id)?));
    let found = found.await.expect("a read").expect("a persona");
    found.picture.expect("a picture").to_string()
}

#[tokio::test]
async fn a_picture_stands_beside_its_persona_until_it_is_taken_off() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let visitor = place.visitor();
        assert_eq!(shown(&visitor.get("/@mair").await), None);
        let form = mair.browser.get("/me/picture").await;
        assert!(form.has("form[enctype='multipart/form-data'] input[type=file]"));
        assert!(!form.has("form[action='/me/picture/remove']"));
        let sent = send(&mair.browser, "/me/picture", &PHOTO, "Me by the sea <b>").await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let page = visitor.get("/@mair").await;
        let address = shown(&page).expect("a picture");
        let alt = page.attribute("header.house img.xl", "alt");
        assert_eq!(alt.as_deref(), Some("Me by the sea <b>"));
        assert!(!address.contains("mair") && !address.contains(&mair.actor.persona.to_string()));
        let file = visitor.get(&address).await;
        assert_eq!(file.status, 200);
        assert_eq!(file.header("content-type"), Some("image/jpeg"));
        // Everywhere a small one stands too.
        let home = mair.browser.get("/me").await;
        assert!(home.has("img.face[src*='/media/']"), "{}", home.html());
        // Only the words change.
        let words = mair
            .browser
            .upload("/me/picture", &[Part::Field("alt", "By the lake")])
            .await;
        assert_eq!(words.status, 303);
        let page = visitor.get("/@mair").await;
        assert_eq!(shown(&page).as_ref(), Some(&address));
        assert!(page.has("img[alt='By the lake']"));
        // Another one: the one before is nobody's business any more, but hers.
        assert_eq!(
            send(&mair.browser, "/me/picture", DOT, "").await.status,
            303
        );
        let next = shown(&visitor.get("/@mair").await).expect("a picture");
        assert_ne!(next, address);
        assert_eq!(visitor.get(&address).await.status, 404);
        assert_eq!(dewi.browser.get(&address).await.status, 404);
        assert_eq!(mair.browser.get(&address).await.status, 200);
        // Undone from the record.
        let record = mair.browser.get("/me/ledger").await;
        let id = entry(&record, "Your picture changed.").expect("a button");
        let undone = [("entry", id.as_str())];
        assert_eq!(
            mair.browser.post("/me/ledger/undo", &undone).await.status,
            303
        );
        assert_eq!(shown(&visitor.get("/@mair").await).as_ref(), Some(&address));
        let removed = mair.browser.post("/me/picture/remove", &[]).await;
        assert_eq!(removed.status, 303);
        assert_eq!(shown(&visitor.get("/@mair").await), None);
        assert_eq!(visitor.get(&address).await.status, 404);
        let none = mair
            .browser
            .upload("/me/picture", &[Part::Field("alt", "?")])
            .await;
        assert_eq!(none.status, 422);
        assert!(none.says("choose a picture first"), "{}", none.text());
    })
    .await;
}

#[tokio::test]
async fn a_picture_that_was_taken_off_is_forgotten_after_a_month_and_its_undo_with_it() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        send(&mair.browser, "/me/picture", DOT, "").await;
        let address = shown(&mair.browser.get("/@mair").await).expect("a picture");
        let old = picture_id(place, &mair).await;
        // A job that comes while it is worn does nothing.
        run_forget_jobs(place, &old).await;
        assert_eq!(mair.browser.get(&address).await.status, 200);
        mair.browser.post("/me/picture/remove", &[]).await;
        let record = mair.browser.get("/me/ledger").await;
        let id = entry(&record, "Your picture changed.").expect("a button");
        place.later(KEPT_US);
        run_forget_jobs(place, &old).await;
        run_forget_jobs(place, &old).await;
        assert_eq!(mair.browser.get(&address).await.status, 404);
        let record = mair.browser.get("/me/ledger").await;
        assert_eq!(entry(&record, "Your picture changed."), None);
        let undone = mair
            .browser
            .post("/me/ledger/undo", &[("entry", &id)])
            .await;
        assert_eq!(undone.status, 403);
    })
    .await;
}

#[tokio::test]
async fn one_file_worn_by_two_personas_of_a_member_leaves_no_tie_between_them() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let file = || Part::File("picture", "IMG_0815.jpg", "image/jpeg", &PHOTO);
        let fields = [
            Part::Field("handle", "seren"),
            Part::Field("name", "Seren"),
            Part::Field("alt", ""),
            file(),
        ];
        let made = mair.browser.upload("/me/personas/new", &fields).await;
        assert_eq!(made.status, 303, "{}", made.text());
        mair.browser
            .upload("/me/picture", &[Part::Field("alt", ""), file()])
            .await;
        let visitor = place.visitor();
        visitor.get("/").await;
        let mut seen = Vec::new();
        for handle in ["mair", "seren"] {
            let page = visitor.get(&format!("/@{handle}")).await;
            let address = shown(&page).expect("a picture");
            let key = address.split('/').nth(2).expect("a key").to_owned();
            let answer = visitor.get(&address).await;
            assert!(!answer.body.windows(8).any(|w| w == b"IMG_0815"));
            seen.push((key, answer.header("etag").map(str::to_owned)));
        }
        assert_ne!(seen[0].0, seen[1].0);
        assert_ne!(seen[0].0[..8], seen[1].0[..8]);
        assert_ne!(seen[0].1, seen[1].1);
        // The first one still wears hers when the other takes it off.
        mair.browser.post("/me/picture/remove", &[]).await;
        assert!(shown(&visitor.get("/@seren").await).is_some());
    })
    .await;
}

#[tokio::test]
async fn what_is_no_picture_is_refused_with_words_and_leaves_nothing() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        mair.browser.get("/me").await;
        let before = place.rows().await;
        let cut = &DOT[..DOT.len() / 2];
        let large = vec![0_u8; 17 << 20];
        let page = format!("<script>alert(1)</script>{}", "x".repeat(2000));
        for bytes in [cut, page.as_bytes(), b"\0\0\0\x18ftypmp42", &large] {
            let answer = send(&mair.browser, "/me/picture", bytes, "kept words").await;
            assert_eq!(answer.status, 422, "{}", answer.text());
            assert!(answer.has("#f-picture[aria-invalid=true]"));
            assert!(answer.has("#f-alt[value='kept words']"));
            let fields = [
                Part::Field("handle", "seren"),
                Part::File("picture", "a.jpg", "image/jpeg", bytes),
            ];
            let answer = mair.browser.upload("/me/personas/new", &fields).await;
            assert_eq!(answer.status, 422, "{}", answer.text());
            assert!(answer.has("#f-handle[value=seren]"), "its words are kept");
        }
        for path in ["/me/picture", "/me/personas/new"] {
            let fields = [
                Part::Field("handle", "seren"),
                Part::File("picture", "me.jpg", "image/jpeg", b""),
            ];
            let answer = mair.browser.upload(path, &fields).await;
            assert_eq!(answer.status, 422, "{path}: {}", answer.text());
            let said = answer.texts("#f-picture-error").concat();
            assert!(
                said.contains("This file has nothing in it."),
                "{path}: {said}"
            );
        }
        assert_eq!(before, place.rows().await, "nothing is left");
        let long = "x".repeat(1_501);
        assert_eq!(
            send(&mair.browser, "/me/picture", DOT, &long).await.status,
            422
        );
        // Without the secret of the form nobody makes the place hold a file.
        let boundary = "multipart/form-data; boundary=b";
        let body = "--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a\"\r\n\r\n\
                    x\r\n--b--\r\n";
        let post = axum::http::Method::POST;
        for path in ["/me/picture", "/me/personas/new"] {
            let sent = mair
                .browser
                .send(post.clone(), path, Some(boundary), body.into());
            assert_eq!(sent.await.status, 403, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_community_wears_what_its_hosts_choose_and_hides_it_with_itself() {
    for_each_backend(async |place| {
        let (carys, eleri) = (place.member("carys").await, place.member("eleri").await);
        let stranger = place.member("dieithryn").await;
        for visibility in [Visibility::Public, Visibility::Hidden] {
            let house = place.found(&carys, "Cwm", visibility).await;
            place.let_in(&carys, &house, &eleri, "eleri").await;
            place.later(SECOND_US);
            let path = format!("/c/{}/picture", house.handle);
            let refused = send(&eleri.browser, &path, DOT, "").await;
            assert_eq!(refused.status, 403, "a member is no host");
            let expected = if visibility == Visibility::Hidden {
                404
            } else {
                403
            };
            assert_eq!(
                send(&stranger.browser, &path, DOT, "").await.status,
                expected
            );
            let sent = send(&carys.browser, &path, DOT, "Our hill").await;
            assert_eq!(sent.status, 303, "{}", sent.text());
            let square = format!("/c/{}", house.handle);
            let page = eleri.browser.get(&square).await;
            let address = shown(&page).expect("a picture");
            assert!(page.has("img.crest[alt='Our hill']"));
            assert_eq!(eleri.browser.get(&address).await.status, 200);
            let seen = stranger.browser.get(&address).await.status;
            let expected = if visibility == Visibility::Hidden {
                404
            } else {
                200
            };
            assert_eq!(seen, expected);
            let record = eleri.browser.get(&format!("{square}/record")).await;
            assert!(record.says("The picture was changed."), "{}", record.text());
            let remove = format!("{path}/remove");
            assert_eq!(eleri.browser.post(&remove, &[]).await.status, 403);
            assert_eq!(carys.browser.post(&remove, &[]).await.status, 303);
            assert_eq!(shown(&eleri.browser.get(&square).await), None);
            assert_eq!(eleri.browser.get(&address).await.status, 404);
        }
    })
    .await;
}
