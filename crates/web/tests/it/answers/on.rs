//! Whoever goes on below their own answer is still answering somebody.

use super::asked::{answer, answer_with, begin, is_seen, judge};
use hafan_app::ledger;
use hafan_app::post::answer::Verdict;
use hafan_app::post::{Wish, publish, set_policy};
use hafan_app::relation::follow;
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

#[tokio::test]
async fn whoever_goes_on_from_their_own_answer_is_looked_at_by_whom_it_answers() {
    for_each_backend(async |place| {
        let (anwen, bryn) = (place.member("anwen").await, place.member("bryn").await);
        let gwilym = place.member("gwilym").await;
        let root = begin(place, &anwen, WhoMay::Everyone).await;
        let ask = ("Hyn", Some(WhoMay::Ask));
        let middle = answer_with(place, &bryn, root, ask).await;
        let first = answer(place, &gwilym, middle, "A hyn").await;
        assert!(!is_seen(place, first).await);
        judge(place, &bryn, first, Verdict::LetIn).await;
        assert!(is_seen(place, first).await);
        let page = gwilym.browser.get(&format!("/@gwilym/{first}")).await;
        let is_told = page.says("Answers here are looked at first");
        assert!(is_told, "told before they write: {}", page.text());
        let second = answer(place, &gwilym, first, "A mwy").await;
        assert!(!is_seen(place, second).await, "one yes is one yes");
        let third = answer(place, &gwilym, second, "Mwy eto").await;
        judge(place, &bryn, second, Verdict::LetIn).await;
        assert!(is_seen(place, second).await && !is_seen(place, third).await);
        judge(place, &bryn, third, Verdict::LetIn).await;
        // Friends are let in at once, and closed is closed.
        let followed = follow(&place.app, &bryn.actor, gwilym.actor.persona).await;
        followed.expect("followed");
        let fourth = answer(place, &gwilym, third, "A gair").await;
        assert!(is_seen(place, fourth).await);
        let page = gwilym.browser.get(&format!("/@gwilym/{fourth}")).await;
        assert!(!page.says("Answers here are looked at first"));
        let set = set_policy(
            &place.app,
            &bryn.actor,
            middle,
            WhoMay::Nobody,
            WhoMay::Everyone,
        );
        set.await.expect("set");
        let page = gwilym.browser.get(&format!("/@gwilym/{fourth}")).await;
        assert!(!page.has("form.composer"), "{}", page.text());
        let wish = Wish {
            text: "Gair olaf".to_owned(),
            reply_to: Some(fourth),
            ..Wish::default()
        };
        let refused = publish(&place.app, &gwilym.actor, wish).await;
        assert!(refused.is_err());
        place.require_ledger().await;
    })
    .await;
}
