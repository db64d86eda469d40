//! Pictures: on their way in through the real form, and out to those who may see them.

mod kinds;
mod slow;

use crate::post::{block, circle, compose, follow, id_of, path_of, publish, rows_of};
use hafan_core::community::Visibility;
use hafan_core::ledger::{By, Cause, Change};
use hafan_core::place::PlaceField;
use hafan_core::time::DAY_US;
use hafan_media::Blobs as _;
use hafan_testkit::{PHOTO, Page, Part, Person, Place, for_each_backend};

/// Sends the composer with files, as a browser without scripts does.
pub async fn upload(who: &Person, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Page {
    let composer = compose(who, "").await;
    let form = composer.form("/write").expect("the composer");
    let is_given = |name: &str| name == "csrf" || fields.iter().any(|(given, _)| *given == name);
    let standing = form.fields.iter().filter(|(name, _)| !is_given(name));
    let mut parts: Vec<Part<'_>> = standing
        .map(|(name, value)| Part::Field(name, value))
        .collect();
    parts.extend(fields.iter().map(|(name, value)| Part::Field(name, value)));
    for (name, bytes) in files {
        parts.push(Part::File("pictures", name, "image/jpeg", bytes));
    }
    who.browser.upload("/write", &parts).await
}

/// Publishes one photo and answers the path of the post and that of its middle size.
async fn publish_photo(who: &Person, audience: &str) -> (String, String) {
    let fields = [
        ("act", "publish"),
        ("body", "Llun @named"),
        ("audience", audience),
        ("alt", "Cannwyll"),
    ];
    let sent = upload(who, &fields, &[("llun.jpg", PHOTO.as_slice())]).await;
    let path = path_of(&sent);
    let page = who.browser.get(&path).await;
    let src = page.attribute("figure img:not(.blur)", "src");
    (path, src.expect("a picture"))
}

fn blobs(place: &Place) -> usize {
    let mut count = 0;
    place.blobs.each(&mut |_| count += 1).expect("a list");
    count
}

/// Does every job that is due.
pub async fn do_jobs(place: &Place) {
    loop {
        let due = place.app.write(|turn| {
            let (now, until) = (turn.now, turn.now.plus(DAY_US));
            Ok(hafan_app::store::job::claim(turn.tx, now, until, 1)?)
        });
        let due = due.await.expect("jobs");
        if due.is_empty() {
            return;
        }
        for job in due {
            let done = hafan_app::jobs::run_one(&place.app, &job.kind, &job.body).await;
            assert!(done.is_ok(), "{}: {:?}", job.kind, done.err());
            let settled = place
                .app
                .write(move |turn| Ok(hafan_app::store::job::done(turn.tx, job.id, 1)?));
            settled.await.expect("a job done");
        }
    }
}

#[tokio::test]
async fn a_picture_is_seen_by_those_who_see_its_post() {
    for_each_backend(async |place| {
        let author = place.member("author").await;
        let follower = place.member("follower").await;
        let friend = place.member("friend").await;
        let named = place.member("named").await;
        let stranger = place.member("stranger").await;
        let visitor = place.visitor();
        follow(place, &follower, &author).await;
        let circle = format!("circle:{}", circle(&author, &["friend"]).await);
        let [yes, no] = [true, false];
        let table = [
            ("public", [yes, yes, yes, yes, yes]),
            ("quiet", [yes, yes, yes, yes, yes]),
            ("followers", [yes, no, yes, no, no]),
            (circle.as_str(), [no, yes, yes, no, no]),
            ("named", [no, no, yes, no, no]),
        ];
        for (audience, seen) in table {
            let (_, src) = publish_photo(&author, audience).await;
            let eyes = [
                &follower.browser,
                &friend.browser,
                &named.browser,
                &stranger.browser,
                &visitor,
            ];
            for size in ["small", "medium", "large", "face"] {
                let src = src.replace("medium", size);
                for (number, (browser, sees)) in eyes.into_iter().zip(seen).enumerate() {
                    let file = browser.get(&src).await;
                    let wanted = if sees { 200 } else { 404 };
                    assert_eq!(file.status, wanted, "{size} of {audience} by {number}");
                    assert!(sees || file.body.is_empty());
                }
            }
        }
        // A block counts at once, here too.
        let (_, src) = publish_photo(&author, "public").await;
        block(place, &author, &stranger).await;
        assert_eq!(stranger.browser.get(&src).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_picture_of_a_community_stays_in_it_and_leaving_counts_at_once() {
    for_each_backend(async |place| {
        let host = place.member("host").await;
        let member = place.member("member").await;
        let into = place.found(&host, "Cudd", Visibility::Hidden).await;
        place.let_in(&host, &into, &member, "member").await;
        let audience = format!("in:{}", into.handle);
        let (_, src) = publish_photo(&host, &audience).await;
        assert_eq!(member.browser.get(&src).await.status, 200);
        assert_eq!(place.visitor().get(&src).await.status, 404);
        let left = hafan_app::community::join::leave(&place.app, member.actor, into.handle).await;
        assert!(left.is_ok(), "{:?}", left.err());
        assert_eq!(member.browser.get(&src).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_file_goes_out_in_a_box_that_nothing_can_leave() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (_, src) = publish_photo(&mair, "public").await;
        let file = place.visitor().get(&src).await;
        assert_eq!(file.header("content-type"), Some("image/jpeg"));
        assert_eq!(file.header("x-content-type-options"), Some("nosniff"));
        let policy = Some("default-src 'none'; sandbox");
        assert_eq!(file.header("content-security-policy"), policy);
        let resource = file.header("cross-origin-resource-policy");
        assert_eq!(
            resource,
            Some("cross-origin"),
            "applications in browsers show it"
        );
        let cache = file.header("cache-control").expect("a rule for caches");
        assert!(
            cache.contains("private") && cache.contains("immutable"),
            "{cache}"
        );
        assert!(
            file.header("set-cookie")
                .is_none_or(|cookie| !cookie.contains("hafan="))
        );
        let tag = file.header("etag").expect("a tag").to_owned();
        let again = place.visitor();
        again.set_header("if-none-match", &tag);
        assert_eq!(again.get(&src).await.status, 304);
        // The right tag opens nothing that is closed.
        let (closed, closed_src) = publish_photo(&mair, "followers").await;
        let key = closed_src.split('/').nth(2).expect("a key");
        again.set_header("if-none-match", &format!("\"{key}-medium\""));
        assert_eq!(again.get(&closed_src).await.status, 404, "{closed}");
    })
    .await;
}

#[tokio::test]
async fn nothing_but_pixels_comes_out_of_a_photo() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let secret = b"GPS 52.4153N 4.0829W";
        let mut photo = PHOTO[..2].to_vec();
        // A block as cameras write it, a comment, and something behind the end.
        for marker in [0xe1, 0xfe] {
            let length = u16::try_from(secret.len() + 8).expect("short");
            photo.extend_from_slice(&[0xff, marker]);
            photo.extend_from_slice(&length.to_be_bytes());
            photo.extend_from_slice(b"Exif\0\0");
            photo.extend_from_slice(secret);
        }
        photo.extend_from_slice(&PHOTO[2..]);
        photo.extend_from_slice(b"<script>alert(1)</script>");
        photo.extend_from_slice(secret);
        let fields = [
            ("act", "publish"),
            ("body", "Llun"),
            ("audience", "public"),
            ("alt", "Cannwyll"),
        ];
        let path = path_of(&upload(&mair, &fields, &[("a.jpg", photo.as_slice())]).await);
        let page = mair.browser.get(&path).await;
        assert!(!page.holds("a.jpg"), "nor the name of the file");
        let mut all = Vec::new();
        place
            .blobs
            .each(&mut |listed| all.push(listed.key))
            .expect("a list");
        assert!(all.len() >= 2, "several sizes");
        for key in all {
            let bytes = place.blobs.get(&key).expect("read").expect("there");
            let holds = |what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
            assert!(!holds(secret) && !holds(b"<script"), "{key}");
            assert!(!holds(b"Exif"), "{key}");
        }
        for row in place.rows().await {
            assert!(!row.contains("a.jpg"), "{row}");
        }
    })
    .await;
}

/// Files that are no pictures for us, and a word of the sentence that says so.
fn refused_files() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bomb.extend_from_slice(&60_000_u32.to_be_bytes());
    bomb.extend_from_slice(&60_000_u32.to_be_bytes());
    bomb.extend_from_slice(&[8, 6, 0, 0, 0]);
    bomb.extend_from_slice(&0x80d2_7542_u32.to_be_bytes());
    bomb.extend_from_slice(b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82");
    let box_of = |brand: &[u8]| [&b"\0\0\0\x18ftyp"[..], brand, &b"\0\0\0\0mif1"[..]].concat();
    vec![
        ("film.mp4", box_of(b"isom"), "Films"),
        ("film.jpg", b"\x1a\x45\xdf\xa3webm".to_vec(), "Films"),
        ("song.jpg", b"ID3\x04\0\0\0".to_vec(), "Sound"),
        ("phone.heic", box_of(b"heic"), "HEIC"),
        ("new.avif", box_of(b"avif"), "AVIF"),
        ("draw.svg", b"<svg onload='alert(1)'></svg>".to_vec(), "SVG"),
        (
            "page.jpg",
            b"<!doctype html><script>x</script>".to_vec(),
            "web page",
        ),
        ("paper.jpg", b"%PDF-1.7".to_vec(), "PDF"),
        ("what.jpg", vec![7; 400], "kind of file"),
        ("cut.jpg", PHOTO[..PHOTO.len() / 3].to_vec(), "damaged"),
        (
            "end.jpg",
            PHOTO[..PHOTO.len() * 99 / 100].to_vec(),
            "damaged",
        ),
        ("bomb.png", bomb, "pixels"),
        (
            "gif.jpg",
            b"GIF89a<script>alert(1)</script>".to_vec(),
            "pixels",
        ),
    ]
}

#[tokio::test]
async fn what_is_no_picture_is_refused_in_a_sentence_and_the_words_stay() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        for (name, bytes, words) in refused_files() {
            let fields = [
                ("act", "publish"),
                ("body", "Fy llun"),
                ("audience", "public"),
            ];
            let sent = upload(&mair, &fields, &[(name, bytes.as_slice())]).await;
            assert_eq!(sent.status, 422, "{name}: {}", sent.text());
            assert!(sent.says(words), "{name}: {}", sent.text());
            assert!(sent.has("#f-pictures-error"), "{name}");
            assert!(sent.holds("Fy llun"), "{name}");
        }
        assert!(rows_of(place, "posts").await.is_empty());
        assert!(rows_of(place, "media").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_file_with_a_name_and_nothing_in_it_is_refused_in_a_sentence() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let fields = [
            ("act", "publish"),
            ("body", "Fy llun"),
            ("audience", "public"),
        ];
        let sent = upload(&mair, &fields, &[("llun.jpg", b"")]).await;
        assert_eq!(sent.status, 422, "{}", sent.text());
        let said = sent.texts("#f-pictures-error").concat();
        assert!(said.contains("This file has nothing in it."), "{said}");
        assert!(sent.holds("Fy llun"), "{}", sent.text());
        assert!(rows_of(place, "posts").await.is_empty());
        assert_eq!(blobs(place), 0);
        // What browsers send where no file was chosen is no file.
        let sent = upload(&mair, &fields, &[("", b"")]).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_too_large_or_one_too_many_is_refused_and_the_others_stay() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let room = i64::try_from(PHOTO.len()).expect("small") + 10;
        let change = Change::Place {
            field: PlaceField::PictureBytesMax,
            old: String::new(),
            new: room.to_string(),
        };
        let done = place
            .app
            .write(move |turn| turn.record(change.clone(), By::Operator, Cause::Choice));
        done.await.expect("a setting");
        let large = [PHOTO.as_slice(), &[0; 11]].concat();
        let fields = [
            ("act", "publish"),
            ("body", "Lluniau"),
            ("audience", "public"),
        ];
        let files = [("a.jpg", PHOTO.as_slice()), ("b.jpg", large.as_slice())];
        let sent = upload(&mair, &fields, &files).await;
        assert_eq!(sent.status, 422, "{}", sent.text());
        assert!(sent.says("too large"), "{}", sent.text());
        assert_eq!(sent.count(".attached[data-picture-kept]"), 1);
        // However much too large, and however many: the words come back.
        let film = vec![0; PHOTO.len() * 5];
        let sent = upload(&mair, &fields, &[("film.mp4", film.as_slice())]).await;
        assert_eq!(sent.status, 422, "{}", sent.text());
        assert!(
            sent.says("too large") && sent.holds("Lluniau"),
            "{}",
            sent.text()
        );
        let sent = upload(&mair, &fields, &[("a.jpg", PHOTO.as_slice()); 12]).await;
        assert_eq!(sent.status, 422, "{}", sent.text());
        assert!(sent.holds("Lluniau"), "{}", sent.text());
        let five = [("a.jpg", PHOTO.as_slice()); 5];
        let sent = upload(&mair, &fields, &five).await;
        assert_eq!(sent.status, 422, "{}", sent.text());
        assert_eq!(sent.count(".attached[data-picture-kept]"), 4);
        // From there it goes out without sending them again; words go with their pictures.
        let fields = [("act", "publish"), ("alt-asked", "yes")];
        let sent = mair.browser.submit(&sent, "/write", &fields).await;
        let page = mair.browser.get(&path_of(&sent)).await;
        assert_eq!(page.count("figure.picture"), 4);
    })
    .await;
}

#[tokio::test]
async fn words_for_pictures_are_asked_for_once_and_never_demanded() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let fields = [("act", "publish"), ("body", "Dau"), ("audience", "public")];
        let files = [("a.jpg", PHOTO.as_slice()), ("b.jpg", PHOTO.as_slice())];
        let asked = upload(&mair, &fields, &files).await;
        assert_eq!(asked.status, 200, "{}", asked.text());
        assert!(asked.has("input[name='alt-asked']"), "{}", asked.html());
        assert!(rows_of(place, "posts").await.is_empty());
        // Moved and taken out by buttons, without scripts.
        let kept = |page: &Page| -> Vec<String> {
            let form = page.form("/write").expect("the composer");
            let kept = form.fields.into_iter().filter(|(name, _)| name == "kept");
            kept.map(|(_, id)| id).collect()
        };
        let before = kept(&asked);
        let earlier = format!("earlier:{}", before[1]);
        let moved = [("act", earlier.as_str())];
        let moved = mair.browser.submit(&asked, "/write", &moved).await;
        assert_eq!(kept(&moved), [before[1].clone(), before[0].clone()]);
        let remove = format!("remove:{}", before[1]);
        let fewer = [("act", remove.as_str())];
        let fewer = mair.browser.submit(&moved, "/write", &fewer).await;
        assert_eq!(kept(&fewer), [before[0].clone()]);
        let sent = mair
            .browser
            .submit(&fewer, "/write", &[("act", "publish")])
            .await;
        let page = mair.browser.get(&path_of(&sent)).await;
        assert_eq!(page.count("figure.picture"), 1);
    })
    .await;
}

#[tokio::test]
async fn a_picture_on_its_way_is_its_owners_alone() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let candle = place.persona(&mair, "candle").await;
        let paul = place.member("paul").await;
        let fields = [("act", "publish"), ("body", "Llun"), ("audience", "public")];
        let asked = upload(&mair, &fields, &[("a.jpg", PHOTO.as_slice())]).await;
        let src = asked
            .attribute(".attached img[src]", "src")
            .expect("a picture");
        assert_eq!(mair.browser.get(&src).await.status, 200);
        for browser in [&candle.browser, &paul.browser, &place.visitor()] {
            assert_eq!(browser.get(&src).await.status, 404);
        }
        // Nor can anybody else hang it on a post.
        let id = asked
            .attribute("input[name='kept']", "value")
            .expect("an id");
        for (handle, person) in [("candle", &candle), ("paul", &paul)] {
            let fields = [
                ("body", "Fy llun i"),
                ("audience", "public"),
                ("kept", id.as_str()),
                ("alt", "x"),
            ];
            let sent = crate::post::force(person, handle, &fields).await;
            assert_eq!(sent.status, 422, "{handle}: {}", sent.text());
            assert!(!sent.holds(&src), "{handle}");
        }
        assert_eq!(mair.browser.get(&src).await.status, 200, "still hers");
    })
    .await;
}

#[tokio::test]
async fn a_form_that_may_not_act_stores_nothing() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let fields = [
            ("act", "publish"),
            ("body", "Llun"),
            ("audience", "public"),
            ("as", "somebody"),
        ];
        let sent = upload(&mair, &fields, &[("a.jpg", PHOTO.as_slice())]).await;
        assert_eq!(sent.status, 409);
        let visitor = place.visitor();
        let parts = [
            Part::Field("as", ""),
            Part::Field("body", "Llun"),
            Part::File("pictures", "a.jpg", "image/jpeg", &PHOTO),
        ];
        let sent = visitor.upload("/write", &parts).await;
        assert!(sent.status.is_client_error(), "{}", sent.status);
        // The secret after the file comes too late.
        let kind = "multipart/form-data; boundary=b";
        let mut body = b"--b\r\nContent-Disposition: form-data; name=\"as\"\r\n\r\nmair\r\n--b\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"a.jpg\"\r\n\r\n".to_vec();
        body.extend_from_slice(&PHOTO);
        body.extend_from_slice(b"\r\n--b--\r\n");
        let sent = mair
            .browser
            .send(axum::http::Method::POST, "/write", Some(kind), body.into())
            .await;
        assert_eq!(sent.status, 403, "{}", sent.text());
        assert_eq!(blobs(place), 0);
        assert!(rows_of(place, "media").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_form_that_breaks_off_or_is_no_form_is_answered_and_leaves_nothing() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let kind = "multipart/form-data; boundary=b";
        let head = "--b\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\n";
        let bodies = [
            (kind, "".to_owned()),
            (kind, "--b".to_owned()),
            (kind, format!("{head}words without an end")),
            (kind, "--b\r\n\r\n\r\n--b--\r\n".to_owned()),
            ("multipart/form-data", "x".to_owned()),
            ("multipart/form-data; boundary=", "x".to_owned()),
            ("text/plain", "body=x".to_owned()),
            ("application/json", "{\"body\":\"x\"}".to_owned()),
            (kind, format!("{head}{}\r\n--b--\r\n", "x".repeat(600_000))),
            (
                kind,
                format!("{}--b--\r\n", format!("{head}x\r\n").repeat(300)),
            ),
        ];
        for (kind, body) in bodies {
            let begin: String = body.chars().take(80).collect();
            let sent = mair
                .browser
                .send(axum::http::Method::POST, "/write", Some(kind), body.into())
                .await;
            assert!(
                sent.status.is_client_error(),
                "{kind} {begin}: {}",
                sent.status
            );
        }
        assert!(rows_of(place, "posts").await.is_empty());
        assert!(rows_of(place, "drafts").await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn paths_that_play_tricks_find_nothing() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (_, src) = publish_photo(&mair, "public").await;
        let key = src.split('/').nth(2).expect("a key").to_owned();
        let upper = key.to_uppercase();
        for path in [
            format!("/media/{key}/medium.png"),
            format!("/media/{key}/medium.JPG"),
            format!("/media/{key}/original.jpg"),
            format!("/media/{key}/medium"),
            format!("/media/{key}/medium.jpg.jpg"),
            format!("/media/{key}/.jpg"),
            format!("/media/{key}/..%2fmedium.jpg"),
            format!("/media/{key}/%00medium.jpg"),
            format!("/media/{key}/square.gif"),
            format!("/media/{upper}x/medium.jpg"),
            format!("/media/{}/medium.jpg", &key[1..]),
            "/media/..%2f..%2fetc/passwd.jpg".to_owned(),
            "/media/%2e%2e/medium.jpg".to_owned(),
            "/media/00000000000000000000000000000000/medium.jpg".to_owned(),
        ] {
            let file = mair.browser.get(&path).await;
            assert_eq!(file.status, 404, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_deleted_post_takes_its_pictures_along_and_what_nobody_used_is_swept() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (path, src) = publish_photo(&mair, "public").await;
        let to = format!("/post/{}/delete", id_of(&path));
        mair.browser.post(&to, &[]).await;
        assert_eq!(mair.browser.get(&src).await.status, 404, "at once");
        assert!(rows_of(place, "media").await.is_empty());
        assert!(blobs(place) > 0, "the files go by a job");
        do_jobs(place).await;
        assert_eq!(blobs(place), 0);
        // A picture of a draft is kept as long as its draft, and no longer.
        let fields = [("act", "draft"), ("body", "Drafft")];
        let kept = upload(&mair, &fields, &[("a.jpg", PHOTO.as_slice())]).await;
        assert_eq!(kept.status, 303, "{}", kept.text());
        place.later(3 * DAY_US);
        hafan_app::media::sweep(&place.app).await.expect("swept");
        do_jobs(place).await;
        assert!(blobs(place) > 0, "its draft is still there");
        let drafts = mair.browser.get("/drafts").await;
        let delete = drafts.attribute("form[action^='/drafts/']", "action");
        mair.browser.post(&delete.expect("a button"), &[]).await;
        do_jobs(place).await;
        assert_eq!(blobs(place), 0);
    })
    .await;
}

#[tokio::test]
async fn a_picture_can_be_added_described_and_taken_off_later() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let (path, src) = publish_photo(&mair, "public").await;
        let to = format!("/post/{}/edit", id_of(&path));
        let form = mair.browser.get(&to).await;
        let fields = [("act", "publish"), ("alt", "Cannwyll ar y bwrdd")];
        let done = mair.browser.submit(&form, &to, &fields).await;
        assert_eq!(done.status, 303, "{}", done.text());
        let page = mair.browser.get(&path).await;
        assert!(
            page.has("img[alt='Cannwyll ar y bwrdd']"),
            "{}",
            page.html()
        );
        let form = mair.browser.get(&to).await;
        let id = form
            .attribute("input[name='kept']", "value")
            .expect("an id");
        let remove = format!("remove:{id}");
        let form = mair
            .browser
            .submit(&form, &to, &[("act", remove.as_str())])
            .await;
        assert!(!form.has("[data-picture-kept]"));
        assert_eq!(
            mair.browser.get(&src).await.status,
            200,
            "until it is saved"
        );
        let done = mair.browser.submit(&form, &to, &[("act", "publish")]).await;
        assert_eq!(done.status, 303, "{}", done.text());
        assert_eq!(mair.browser.get(&src).await.status, 404);
        publish(&mair, &[("body", "Dim llun"), ("audience", "public")]).await;
    })
    .await;
}
