//! Nobody takes the say from whoever has it.

use super::asked::{answer, begin, is_seen, judge};
use hafan_app::identity::old_words;
use hafan_app::post::answer::Verdict;
use hafan_core::audience::WhoMay;
use hafan_core::old_words::{After, OldWords};
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Person, Place, for_each_backend};

/// Everything that somebody wrote until now is closed to everybody, or nothing is.
async fn close(place: &Place, who: &Person, is_closed: bool) {
    place.later(MINUTE_US);
    let wish = match is_closed {
        true => OldWords::Closed {
            after: After::Before(place.app.now()),
            still: WhoMay::Nobody,
        },
        false => OldWords::Open,
    };
    let chosen = old_words::choose(&place.app, who.actor, wish).await;
    chosen.expect("chosen");
}

#[tokio::test]
async fn closing_older_words_takes_the_say_from_nobody() {
    for_each_backend(async |place| {
        let (anwen, gwilym) = (place.member("anwen").await, place.member("gwilym").await);
        let (bryn, other) = (place.member("bryn").await, place.member("other").await);
        // Below somebody else's answer: whom one answers one speaks to by name.
        let root = begin(place, &anwen, WhoMay::Everyone).await;
        let between = answer(place, &bryn, root, "Hyn").await;
        let open = answer(place, &gwilym, between, "Geiriau cas").await;
        let asking = begin(place, &anwen, WhoMay::Ask).await;
        let between = answer(place, &bryn, asking, "Hyn").await;
        judge(place, &anwen, between, Verdict::LetIn).await;
        let waits = answer(place, &gwilym, between, "Geiriau eraill").await;
        close(place, &gwilym, true).await;
        let page = other.browser.get(&format!("/@gwilym/{open}")).await;
        assert_eq!(page.status, 404, "closed");
        let tray = anwen.browser.get("/me/answers").await;
        assert!(tray.holds("Geiriau eraill"), "it waits for her still");
        judge(place, &anwen, open, Verdict::Hide).await;
        judge(place, &anwen, waits, Verdict::Refuse).await;
        assert!(!is_seen(place, waits).await);
        close(place, &gwilym, false).await;
        assert!(!is_seen(place, open).await, "hidden while it was closed");
        assert!(!is_seen(place, waits).await);
        judge(place, &anwen, open, Verdict::Show).await;
        assert!(is_seen(place, open).await);
        place.require_ledger().await;
    })
    .await;
}
