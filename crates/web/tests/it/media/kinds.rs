//! Each kind of picture, through the real form.

use super::upload;
use crate::post::{path_of, rows_of};
use hafan_testkit::for_each_backend;

/// One pixel each, as programs write them: PNG, GIF and WebP.
const PIXELS: [(&str, &str); 3] = [
    (
        "a.png",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwAD\
         hgGAWjR9awAAAABJRU5ErkJggg==",
    ),
    (
        "a.gif",
        "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7",
    ),
    (
        "a.webp",
        "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
    ),
];

#[tokio::test]
async fn every_kind_of_picture_goes_in_whatever_its_name_says_and_comes_out_as_one_of_ours() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let decoded = PIXELS.map(|(name, code)| {
            let bytes = data_encoding::BASE64.decode(code.as_bytes());
            (name, bytes.expect("a file"))
        });
        for (name, bytes) in decoded {
            let fields = [
                ("act", "publish"),
                ("body", "Un smotyn"),
                ("audience", "public"),
                ("alt", "Smotyn"),
            ];
            let sent = upload(&mair, &fields, &[(name, bytes.as_slice())]).await;
            let page = mair.browser.get(&path_of(&sent)).await;
            let src = page.attribute("figure img:not(.blur)", "src");
            let file = place.visitor().get(&src.expect("a picture")).await;
            assert_eq!(file.status, 200, "{name}");
            let kind = file.header("content-type").unwrap_or_default();
            assert!(
                ["image/jpeg", "image/png"].contains(&kind),
                "{name}: {kind}"
            );
            assert_ne!(file.body, bytes, "{name} was written anew");
        }
    })
    .await;
}

/// Two pictures of one pixel, one after the other.
fn moving() -> Vec<u8> {
    let frame: &[u8] = b"\x21\xf9\x04\x00\x0a\x00\x00\x00\x2c\
        \x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02\x44\x01\x00";
    let head: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff";
    [head, frame, frame, b";"].concat()
}

#[tokio::test]
async fn whoever_sends_a_moving_picture_is_told_that_it_stands_still_before_it_is_out() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let fields = [
            ("act", "publish"),
            ("body", "Symud"),
            ("audience", "public"),
            ("alt", "Smotyn"),
        ];
        let told = upload(&mair, &fields, &[("a.gif", moving().as_slice())]).await;
        assert_eq!(told.status, 200, "{}", told.text());
        assert!(told.says("still"), "{}", told.text());
        assert!(rows_of(place, "posts").await.is_empty());
        let again = [("act", "publish")];
        let sent = mair.browser.submit(&told, "/write", &again).await;
        let page = mair.browser.get(&path_of(&sent)).await;
        assert_eq!(page.count("figure.picture"), 1);
        assert_eq!(page.count("figcaption"), 1, "the words stay with it");
    })
    .await;
}
