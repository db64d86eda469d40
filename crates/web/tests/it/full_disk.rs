//! A PostgreSQL whose disk is full: nothing is saved, and everybody is told so. The database says
//! it itself, as it does when it can't extend a table; what SQLite does on a disk that is really
//! full is tried with the program (`crates/server/tests/it/full.rs`).

use crate::media::upload;
use axum::body::Body;
use axum::http::Method;
use hafan_app::post::ForWhom;
use hafan_app::store::{Error, Tx};
use hafan_testkit::{Backend, PHOTO, Place};

/// SQLSTATE 53100, "disk_full": see "PostgreSQL Error Codes" in its documentation.
const NO_ROOM: &str = "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END $$";
const EVERYWHERE: &str = "DO $$ DECLARE t text; BEGIN
    FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON %I
                    FOR EACH STATEMENT EXECUTE FUNCTION no_room()', t); END LOOP; END $$";
const ROOM: &str = "DROP FUNCTION no_room() CASCADE";

#[tokio::test]
async fn a_postgres_without_room_saves_nothing_gives_words_back_and_says_so_until_there_is_room() {
    let place = Place::new(Backend::Postgres).await.with_flood_limits();
    let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
    place.say(&dewi, "cyn y llif", ForWhom::Public).await;
    place.install(&dewi).await;
    let visitor = place.visitor();
    assert_eq!(visitor.get("/readyz").await.text(), "ready");
    let before = place.rows().await;
    command(&place, NO_ROOM).await;
    command(&place, EVERYWHERE).await;

    let fields = [
        ("as", "mair"),
        ("act", "publish"),
        ("body", "Geiriau drud"),
        ("audience", "public"),
    ];
    let refused = mair.browser.post("/write", &fields).await;
    assert_eq!(refused.status, 503, "{}", refused.text());
    assert!(
        refused.says("cannot save anything just now"),
        "{}",
        refused.text()
    );
    assert_eq!(refused.texts("textarea[name=body]"), ["Geiriau drud"]);
    let words = [
        ("act", "publish"),
        ("body", "Llun drud"),
        ("audience", "public"),
    ];
    let refused = upload(&mair, &words, &[("llun.jpg", PHOTO.as_slice())]).await;
    assert_eq!(refused.status, 422, "{}", refused.text());
    assert!(
        refused.says("no room left for pictures"),
        "{}",
        refused.text()
    );
    assert_eq!(refused.texts("textarea[name=body]"), ["Llun drud"]);
    let profile = mair.browser.get("/me/profile").await;
    let saved = mair
        .browser
        .submit(&profile, "/me/profile", &[("name", "Mair Ddŵr")]);
    let saved = saved.await;
    assert_eq!(saved.status, 503, "{}", saved.text());
    assert!(
        saved.says("cannot save anything just now"),
        "{}",
        saved.text()
    );
    let kind = Some("application/json");
    let words = Body::from(r#"{"status": "O'r ap"}"#);
    let path = "/api/v1/statuses";
    let refused = dewi.browser.send(Method::POST, path, kind, words).await;
    assert_eq!(refused.status, 503, "{}", refused.text());
    let left = refused.header("x-ratelimit-remaining");
    assert_eq!(
        left,
        Some("300"),
        "what failed here is not counted as theirs"
    );

    for path in ["/", "/@dewi", "/notifications", "/me/profile"] {
        assert_eq!(mair.browser.get(path).await.status, 200, "{path}");
    }
    assert!(mair.browser.get("/@dewi").await.says("cyn y llif"));
    let ready = visitor.get("/readyz").await;
    assert_eq!(ready.status, 200, "people can read");
    assert!(
        ready.text().contains("the disk is full"),
        "{}",
        ready.text()
    );

    command(&place, ROOM).await;
    assert_eq!(place.rows().await, before, "nothing half is there");
    let saved = mair.browser.post("/write", &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.text());
    assert_eq!(visitor.get("/readyz").await.text(), "ready");
}

async fn command(place: &Place, sql: &'static str) {
    let store = &place.app.store;
    let done: Result<u64, Error> = store
        .write(move |tx: &mut Tx<'_>| tx.execute(sql, &[]))
        .await;
    done.expect(sql);
}
