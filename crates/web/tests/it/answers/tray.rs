//! The tray, and the line that leads to it.

use super::asked::{answer, begin};
use hafan_app::relation::{block, unblock};
use hafan_core::audience::WhoMay;
use hafan_testkit::for_each_backend;

#[tokio::test]
async fn that_answers_wait_is_said_where_some_can_be_read() {
    for_each_backend(async |place| {
        let (anwen, gwilym) = (place.member("anwen").await, place.member("gwilym").await);
        let root = begin(place, &anwen, WhoMay::Ask).await;
        answer(place, &gwilym, root, "Geiriau cyntaf").await;
        let both = async || {
            let news = anwen.browser.get("/notifications").await;
            let tray = anwen.browser.get("/me/answers").await;
            let is_said = news.has("main a[href='/me/answers']");
            (is_said, tray.has("article.asking"))
        };
        assert_eq!(both().await, (true, true));
        let whom = gwilym.actor.persona;
        block(&place.app, &anwen.actor, whom).await.expect("block");
        assert_eq!(both().await, (false, false), "blocked");
        let undone = unblock(&place.app, &anwen.actor, whom).await;
        undone.expect("unblocked");
        assert_eq!(both().await, (true, true));
        // However many wait that nobody can read: what can be read is found behind them.
        for number in 0..45 {
            let crowd = place.member(&format!("torf{number}")).await;
            answer(place, &crowd, root, "Sŵn").await;
            let blocked = block(&place.app, &anwen.actor, crowd.actor.persona).await;
            blocked.expect("block");
        }
        assert_eq!(both().await, (true, true), "behind a crowd");
        let blocked = block(&place.app, &gwilym.actor, anwen.actor.persona).await;
        blocked.expect("block");
        assert_eq!(both().await, (false, false), "by the one who wrote");
    })
    .await;
}
