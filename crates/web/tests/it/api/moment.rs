//! An answer is given again while nothing changed, and never after.

use super::{act, done, ids, member, read, say, send};
use hafan_testkit::{Backend, Place, for_each_backend};
use serde_json::{Value, json};

const HOME: &str = "/api/v1/timelines/home";

#[tokio::test]
async fn the_same_question_twice_in_a_moment_is_read_once() {
    for_each_backend(async |place| {
        // Where other servers write too, the database is asked whether anything has changed.
        let of_asking = u64::from(place.app.store.backend() == Backend::Postgres);
        let mair = member(place, "mair").await;
        say(&mair, "Good morning", "public").await;
        // That a device was used today is written down with the first look.
        read(&mair.browser, HOME).await;
        let first = send(&mair.browser, "GET", HOME, Value::Null).await;
        let mut statements = place.app.store.statements();
        let mut given_again = false;
        // Other tests write to other databases of the same server meanwhile, which counts as a
        // change on PostgreSQL.
        for _ in 0..20 {
            statements = place.app.store.statements();
            let again = send(&mair.browser, "GET", HOME, Value::Null).await;
            assert_eq!(again.body, first.body);
            given_again = place.app.store.statements() == statements + of_asking;
            if given_again {
                break;
            }
        }
        assert!(given_again, "it is read anew each time");
        let tag = first.header("etag").expect("a tag").to_owned();
        // Who has it already is told only that, also when nothing is kept any more.
        place.later(2_000_000);
        mair.browser.set_header("if-none-match", &tag);
        let held = send(&mair.browser, "GET", HOME, Value::Null).await;
        assert_eq!((held.status.as_u16(), held.body.len()), (304, 0));
        let strong = tag.trim_start_matches("W/").to_owned();
        for tags in [
            strong.clone(),
            "*".to_owned(),
            format!("\"x\", W/{strong}, \"y\""),
        ] {
            mair.browser.set_header("if-none-match", &tags);
            let held = send(&mair.browser, "GET", HOME, Value::Null).await;
            assert_eq!((held.status.as_u16(), held.body.len()), (304, 0), "{tags}");
        }
        mair.browser.set_header("if-none-match", "W/\"x\", \"y\"");
        let other = send(&mair.browser, "GET", HOME, Value::Null).await;
        assert_eq!(other.status.as_u16(), 200);
        mair.browser.set_header("if-none-match", &tag);
        assert!(place.app.store.statements() > statements + 2);
        place.later(1_000);
        say(&mair, "And again", "public").await;
        let changed = send(&mair.browser, "GET", HOME, Value::Null).await;
        assert_eq!(changed.status.as_u16(), 200);
    })
    .await;
}

#[tokio::test]
async fn whatever_anybody_changes_is_in_the_very_next_answer() {
    for_each_backend(async |place| {
        let (mair, gwen) = (member(place, "mair").await, member(place, "gwen").await);
        let post = say(&gwen, "Come in", "public").await;
        let at = format!("/api/v1/statuses/{post}");
        let seen = async || {
            send(&mair.browser, "GET", &at, Value::Null)
                .await
                .status
                .as_u16()
        };
        assert_eq!((seen().await, seen().await), (200, 200));
        let gate = |verb| format!("/api/v1/accounts/{}/{verb}", mair.actor.persona);
        act(&gwen.browser, &gate("block")).await;
        assert_eq!(seen().await, 404);
        act(&gwen.browser, &gate("unblock")).await;
        assert_eq!((seen().await, seen().await), (200, 200));
        done(&gwen.browser, "DELETE", &at, Value::Null).await;
        assert_eq!(seen().await, 404);
    })
    .await;
}

#[tokio::test]
async fn an_answer_is_for_its_token_and_ends_with_it() {
    let place = Place::new(Backend::Sqlite).await;
    let (mair, gwen) = (member(&place, "mair").await, member(&place, "gwen").await);
    let hers = say(&mair, "For me", "private").await;
    assert_eq!(ids(&read(&mair.browser, HOME).await), [hers]);
    assert_eq!(read(&gwen.browser, HOME).await, json!([]));
    assert_eq!(read(&gwen.browser, HOME).await, json!([]));
    let wish = json!({ "client_name": "x", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob" });
    done(&gwen.browser, "POST", "/api/v1/apps", wish).await;
    // A device ends: what was kept for it is not given any more.
    assert_eq!(
        send(&mair.browser, "GET", HOME, Value::Null)
            .await
            .status
            .as_u16(),
        200
    );
    let devices = mair.browser.get("/me/devices").await;
    let ends = devices.forms().into_iter().map(|form| form.action);
    for action in ends.filter(|action| action.ends_with("/end")) {
        mair.browser.submit(&devices, &action, &[]).await;
    }
    let ended = send(&mair.browser, "GET", HOME, Value::Null).await;
    assert_eq!(ended.status.as_u16(), 401);
}
