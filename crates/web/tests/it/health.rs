//! What machines that watch the server are told.

use hafan_testkit::for_each_backend;

#[tokio::test]
async fn the_place_says_that_it_is_up() {
    for_each_backend(async |place| {
        for path in ["/health", "/health/"] {
            let up = place.visitor().get(path).await;
            assert_eq!(up.status, 200);
            assert_eq!(up.html(), r#"{"status":"UP"}"#);
        }
    })
    .await;
}

#[tokio::test]
async fn a_place_that_can_answer_says_so() {
    for_each_backend(async |place| {
        let machine = place.visitor();
        assert_eq!(machine.get("/healthz").await.body, "ok\n");
        let ready = machine.get("/readyz").await;
        assert_eq!(
            (ready.status.as_u16(), ready.body.as_ref()),
            (200, &b"ready\n"[..])
        );
    })
    .await;
}

#[tokio::test]
async fn a_place_whose_database_is_away_lives_but_is_not_ready() {
    for_each_backend(async |place| {
        place.app.store.clone().close().await;
        let machine = place.visitor();
        assert_eq!(machine.get("/healthz").await.status, 200);
        assert_eq!(machine.get("/readyz").await.status, 503);
    })
    .await;
}

#[tokio::test]
async fn a_member_is_signed_in_and_a_visitor_is_not() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let seen = mair.browser.get("/nowhere").await;
        assert_eq!(seen.status, 404);
        assert!(!seen.has("a[href='/sign-in']"), "{}", seen.html());
        let seen = place.visitor().get("/nowhere").await;
        assert!(seen.has("a[href='/sign-in']"), "{}", seen.html());
    })
    .await;
}
