//! Whoever goes on below their own answer is still answering somebody.

use super::asked::{answer, begin, is_seen, judge};
use hafan_app::ledger;
use hafan_app::post::answer::Verdict;
use hafan_core::audience::WhoMay;
use hafan_testkit::for_each_backend;

#[tokio::test]
async fn nobody_fills_the_record_of_another_by_writing_on() {
    for_each_backend(async |place| {
        let (anwen, gwilym) = (place.member("anwen").await, place.member("gwilym").await);
        let root = begin(place, &anwen, WhoMay::Everyone).await;
        let first = answer(place, &gwilym, root, "Geiriau cas").await;
        judge(place, &anwen, first, Verdict::Hide).await;
        let lines = async || {
            let record = ledger::record(&place.app, anwen.actor, ledger::Whose::Persona, None);
            record.await.expect("a record").lines.len()
        };
        let before = lines().await;
        let mut on = first;
        for _ in 0..3 {
            on = answer(place, &gwilym, on, "A mwy").await;
            assert!(!is_seen(place, on).await, "hidden with it");
            let own = gwilym.browser.get(&format!("/@gwilym/{on}")).await;
            assert!(!own.has(".standing"), "nothing tells its writer");
        }
        assert_eq!(lines().await, before, "it follows by itself");
        place.require_ledger().await;
        judge(place, &anwen, on, Verdict::Show).await;
        assert!(is_seen(place, on).await, "each can be shown");
        place.require_ledger().await;
        let page = anwen.browser.get("/me/ledger").await;
        let entry = page.attribute("button[name=entry]", "value");
        let fields = [("entry", entry.as_deref().expect("a way back"))];
        let undone = anwen.browser.post("/me/ledger/undo", &fields).await;
        assert_eq!(undone.status, 303, "{}", undone.text());
        assert!(!is_seen(place, on).await, "back to where it was");
        place.require_ledger().await;
    })
    .await;
}
