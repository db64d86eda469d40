//! What others read of an answer is what was let in, and whoever decides reads all that would show.

use super::asked::{answer, begin, judge, reword};
use hafan_app::media::{Purpose, take_in};
use hafan_app::post::answer::Verdict;
use hafan_app::post::{ForWhom, PictureWish, PollWish, Wish};
use hafan_core::audience::WhoMay;
use hafan_core::id::PostId;
use hafan_core::time::{DAY_US, MINUTE_US};
use hafan_testkit::{Browser, PHOTO, for_each_backend};

/// True where these words stand in the history of a post, on its page and for applications.
async fn told(browser: &Browser, post: PostId, words: &str) -> [bool; 2] {
    let page = browser.get(&format!("/@gwilym/{post}/history")).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let at = format!("/api/v1/statuses/{post}/history");
    let list = browser.get(&at).await;
    assert_eq!(list.status, 200, "{}", list.text());
    [page.html().contains(words), list.html().contains(words)]
}

#[tokio::test]
async fn the_history_of_an_answer_shows_no_wording_that_nobody_let_in() {
    for_each_backend(async |place| {
        let (anwen, gwilym) = (place.member("anwen").await, place.member("gwilym").await);
        place.install(&gwilym).await;
        let visitor = place.visitor();
        let root = begin(place, &anwen, WhoMay::Ask).await;
        let id = answer(place, &gwilym, root, "Geiriau cas").await;
        reword(place, &gwilym, id, "Geiriau caredig").await;
        judge(place, &anwen, id, Verdict::LetIn).await;
        assert_eq!(told(&visitor, id, "Geiriau cas").await, [false; 2]);
        assert!(!told(&anwen.browser, id, "Geiriau cas").await[0]);
        assert_eq!(told(&visitor, id, "Geiriau caredig").await, [true; 2]);
        assert_eq!(told(&gwilym.browser, id, "Geiriau cas").await, [true; 2]);
        // Hidden, made harmless, and shown again.
        let root = begin(place, &anwen, WhoMay::Everyone).await;
        let id = answer(place, &gwilym, root, "Geiriau cas").await;
        reword(place, &gwilym, id, "Geiriau gwaeth").await;
        assert_eq!(told(&visitor, id, "Geiriau cas").await, [true; 2], "open");
        judge(place, &anwen, id, Verdict::Hide).await;
        reword(place, &gwilym, id, "Geiriau caredig").await;
        judge(place, &anwen, id, Verdict::Show).await;
        for hidden in ["Geiriau cas", "Geiriau gwaeth"] {
            assert_eq!(told(&visitor, id, hidden).await, [false; 2], "{hidden}");
            assert_eq!(told(&gwilym.browser, id, hidden).await, [true; 2]);
        }
        reword(place, &gwilym, id, "Geiriau eraill").await;
        assert_eq!(told(&visitor, id, "Geiriau gwaeth").await, [false; 2]);
        for open in ["Geiriau caredig", "Geiriau eraill"] {
            assert_eq!(told(&visitor, id, open).await, [true; 2], "{open}");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_decides_reads_all_words_that_would_show() {
    for_each_backend(async |place| {
        let (anwen, gwilym) = (place.member("anwen").await, place.member("gwilym").await);
        place.install(&anwen).await;
        let quoted = place.say(&gwilym, "Hen eiriau", ForWhom::Public).await;
        let root = begin(place, &anwen, WhoMay::Ask).await;
        place.later(MINUTE_US);
        let poll = PollWish {
            options: vec!["Dewis cyntaf".to_owned(), "Ail ddewis".to_owned()],
            is_multiple: false,
            lasts_us: DAY_US,
        };
        let wish = Wish {
            text: "Pa un?".to_owned(),
            reply_to: Some(root),
            quote_of: Some(quoted),
            poll: Some(poll),
            ..Wish::default()
        };
        place.publish(&gwilym, wish).await;
        place.later(MINUTE_US);
        let owner = gwilym.actor.persona;
        let fits = ("picture", i64::MAX);
        let taken = take_in(&place.app, owner, Purpose::Post, PHOTO.clone(), fits).await;
        let wish = Wish {
            reply_to: Some(root),
            pictures: vec![PictureWish {
                id: taken.expect("a picture").id,
                alt: Some("Disgrifiad o lun".to_owned()),
                focus: None,
            }],
            ..Wish::default()
        };
        place.publish(&gwilym, wish).await;
        for at in ["/me/answers", "/api/hafan/v1/answers"] {
            let tray = anwen.browser.get(at).await;
            for words in [
                "Dewis cyntaf",
                "Ail ddewis",
                "Disgrifiad o lun",
                "Hen eiriau",
            ] {
                assert!(tray.holds(words), "{at}: {words}: {}", tray.text());
            }
        }
        let tray = anwen.browser.get("/me/answers").await;
        assert!(!tray.html().contains("/media/"), "no picture is loaded");
    })
    .await;
}
