//! Polls, through an application.

use super::{application, call, done, id_of, member, read};
use hafan_core::time::HOUR_US;
use hafan_testkit::{Person, for_each_backend};
use serde_json::{Value, json};

async fn ask(who: &Person, visibility: &str, multiple: bool) -> String {
    let poll = json!({ "options": ["Bore", "Nos"], "expires_in": 3600, "multiple": multiple });
    let sent = json!({ "status": "Pryd?", "visibility": visibility, "poll": poll });
    id_of(&done(&who.browser, "POST", "/api/v1/statuses", sent).await)
}

#[tokio::test]
async fn a_vote_counts_once_and_shares_are_told_to_those_who_voted() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let at = format!("/api/v1/polls/{}", ask(&mair, "public", false).await);
        let votes = format!("{at}/votes");
        let before = read(&dewi.browser, &at).await;
        assert_eq!(before["voted"], false);
        assert_eq!(
            before["options"][0],
            json!({ "title": "Bore", "votes_count": null })
        );
        assert_eq!(read(&place.visitor(), &at).await["id"], before["id"]);
        for bad in [
            json!([]),
            json!([2]),
            json!(["x"]),
            json!([-1]),
            json!([0, 1]),
        ] {
            let sent = json!({ "choices": bad });
            assert_eq!(call(&dewi.browser, "POST", &votes, sent).await.0, 422);
        }
        let after = done(&dewi.browser, "POST", &votes, json!({ "choices": ["1"] })).await;
        assert_eq!(after["voted"], true);
        assert_eq!(after["own_votes"], json!([1]));
        assert_eq!(after["options"][1]["votes_count"], 1);
        let (status, said) = call(&dewi.browser, "POST", &votes, json!({ "choices": [0] })).await;
        assert_eq!(status, 422, "twice");
        assert!(
            said["error"]
                .as_str()
                .is_some_and(|words| words.contains("already"))
        );
        let own = call(&mair.browser, "POST", &votes, json!({ "choices": [0] })).await;
        assert_eq!(own.0, 422, "in one's own");
        let eirlys = member(place, "eirlys").await;
        place.later(HOUR_US);
        let late = call(&eirlys.browser, "POST", &votes, json!({ "choices": [0] })).await;
        assert_eq!(late.0, 422, "ended");
        let ended = read(&eirlys.browser, &at).await;
        assert_eq!(ended["expired"], true);
        assert_eq!(ended["options"][1]["votes_count"], 1);
    })
    .await;
}

#[tokio::test]
async fn of_a_poll_with_several_choices_the_people_are_told_beside_the_votes() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let at = format!("/api/v1/polls/{}", ask(&mair, "public", true).await);
        let before = read(&dewi.browser, &at).await;
        assert_eq!(before["voters_count"], Value::Null);
        let both = json!({ "choices": [0, 1] });
        let after = done(&dewi.browser, "POST", &format!("{at}/votes"), both).await;
        assert_eq!(
            (&after["votes_count"], &after["voters_count"]),
            (&json!(2), &json!(1))
        );
    })
    .await;
}

#[tokio::test]
async fn a_poll_is_there_for_those_who_see_its_post() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let closed = format!("/api/v1/polls/{}", ask(&mair, "private", true).await);
        let open = ask(&mair, "public", true).await;
        let bare = super::say(&mair, "Dim cwestiwn.", "public").await;
        let bare = format!("/api/v1/polls/{bare}");
        for at in [
            closed.as_str(),
            bare.as_str(),
            "/api/v1/polls/7",
            "/api/v1/polls/x",
        ] {
            let (status, _) = call(&dewi.browser, "GET", at, Value::Null).await;
            assert_eq!(status, 404, "{at}");
            let sent = json!({ "choices": [0] });
            let (status, _) = call(&dewi.browser, "POST", &format!("{at}/votes"), sent).await;
            assert_eq!(status, 404, "{at}");
        }
        let votes = format!("/api/v1/polls/{open}/votes");
        let sent = json!({ "choices": [0, 1] });
        let nobody = call(&place.visitor(), "POST", &votes, sent.clone()).await;
        assert_eq!(nobody.0, 401);
        let reader = application(place, &dewi, "read write:media").await;
        assert_eq!(call(&reader, "POST", &votes, sent.clone()).await.0, 403);
        let both = done(&dewi.browser, "POST", &votes, sent).await;
        assert_eq!(both["own_votes"], json!([0, 1]));
        let one = application(place, &dewi, "write:statuses").await;
        assert_eq!(call(&one, "GET", &closed, Value::Null).await.0, 403);
    })
    .await;
}
