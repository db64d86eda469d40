//! Conversations, through an application.

use super::{act, application, call, done, ids, member, read, say};
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Person, Place, for_each_backend};
use serde_json::{Value, json};

const LIST: &str = "/api/v1/conversations";

async fn answer(place: &Place, who: &Person, to: &str, words: &str) -> String {
    place.later(MINUTE_US);
    let sent = json!({ "status": words, "in_reply_to_id": to, "visibility": "direct" });
    super::id_of(&done(&who.browser, "POST", "/api/v1/statuses", sent).await)
}

#[tokio::test]
async fn words_for_named_people_are_one_conversation_a_thread() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let elin = member(place, "elin").await;
        say(&mair, "Helo bawb, @dewi", "public").await;
        let begun = say(&mair, "Gair i chi, @dewi @elin", "direct").await;
        let all = read(&dewi.browser, LIST).await;
        assert_eq!(ids(&all).len(), 1, "open words are no conversation");
        assert_eq!(all[0]["unread"], true);
        assert_eq!(all[0]["last_status"]["id"], json!(begun));
        assert_eq!(all[0]["last_status"]["visibility"], "direct");
        let mut people = ids(&all[0]["accounts"]);
        people.sort();
        let mut others = [
            mair.actor.persona.to_string(),
            elin.actor.persona.to_string(),
        ];
        others.sort();
        assert_eq!(people, others);
        let own = read(&mair.browser, LIST).await;
        assert_eq!(own[0]["unread"], false, "one's own words are read");
        assert_ne!(ids(&own), ids(&all), "nobody's id is that of another");

        let answered = answer(place, &dewi, &begun, "Diolch, @mair @elin").await;
        for who in [&mair, &elin] {
            let all = read(&who.browser, LIST).await;
            assert_eq!(ids(&all).len(), 1);
            assert_eq!(all[0]["last_status"]["id"], json!(answered));
            assert_eq!(all[0]["unread"], true);
        }
        let id = &ids(&own)[0];
        let now = act(&mair.browser, &format!("{LIST}/{id}/read")).await;
        assert_eq!((&now["unread"], &now["id"]), (&json!(false), &json!(id)));
        assert_eq!(read(&mair.browser, LIST).await[0]["unread"], false);
        // What was taken back is not the last word any more.
        let path = format!("/api/v1/statuses/{answered}");
        done(&dewi.browser, "DELETE", &path, Value::Null).await;
        let all = read(&elin.browser, LIST).await;
        assert_eq!(all[0]["last_status"]["id"], json!(begun));
    })
    .await;
}

#[tokio::test]
async fn a_conversation_is_taken_off_the_list_until_something_new_comes() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let begun = say(&mair, "Gair i ti, @dewi", "direct").await;
        let id = ids(&read(&dewi.browser, LIST).await)[0].clone();
        let path = format!("{LIST}/{id}");
        done(&dewi.browser, "DELETE", &path, Value::Null).await;
        assert_eq!(read(&dewi.browser, LIST).await, json!([]));
        assert_eq!(ids(&read(&mair.browser, LIST).await).len(), 1, "hers stays");
        let again = call(&dewi.browser, "DELETE", &path, Value::Null).await;
        assert_eq!(again.0, 404);
        answer(place, &mair, &begun, "Wyt ti yno, @dewi?").await;
        assert_eq!(ids(&read(&dewi.browser, LIST).await).len(), 1);
    })
    .await;
}

#[tokio::test]
async fn conversations_are_walked_by_their_newest_words() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let mut said = Vec::new();
        for n in 0..5 {
            place.later(MINUTE_US);
            said.push(say(&mair, &format!("Gair {n}, @dewi"), "direct").await);
        }
        let all = ids(&read(&dewi.browser, LIST).await);
        assert_eq!(all.len(), 5);
        let page = async |query: String| {
            let path = format!("{LIST}?limit=2{query}");
            ids(&read(&dewi.browser, &path).await)
        };
        assert_eq!(page(String::new()).await, all[..2]);
        assert_eq!(page(format!("&max_id={}", said[3])).await, all[2..4]);
        assert_eq!(page(format!("&min_id={}", said[0])).await, all[2..4]);
        assert_eq!(page(format!("&since_id={}", said[0])).await, all[..2]);
        let answered = dewi.browser.get(&format!("{LIST}?limit=2")).await;
        let link = answered.header("link").expect("links");
        assert!(link.contains(&format!("max_id={}", said[3])), "{link}");
        assert!(link.contains(&format!("min_id={}", said[4])), "{link}");
    })
    .await;
}

#[tokio::test]
async fn nobody_reads_the_conversations_of_another_persona() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        let elin = member(place, "elin").await;
        let seren = place.persona(&mair, "seren").await;
        place.install(&seren).await;
        say(&mair, "Gair i ti, @dewi", "direct").await;
        let id = ids(&read(&mair.browser, LIST).await)[0].clone();
        for other in [&elin, &seren, &dewi] {
            let read = format!("{LIST}/{id}/read");
            for (method, path) in [("POST", &read), ("DELETE", &format!("{LIST}/{id}"))] {
                let refused = call(&other.browser, method, path, Value::Null).await;
                assert_eq!(refused.0, 404, "{method} {path}");
            }
        }
        for path in [format!("{LIST}/7/read"), format!("{LIST}/x/read")] {
            let refused = call(&mair.browser, "POST", &path, Value::Null).await;
            assert_eq!(refused.0, 404, "{path}");
        }
        for other in [&elin, &seren] {
            assert_eq!(read(&other.browser, LIST).await, json!([]));
        }
        let narrow = application(place, &mair, "read:accounts write:accounts").await;
        let visitor = place.visitor();
        for (method, path) in [
            ("GET", LIST.to_owned()),
            ("POST", format!("{LIST}/{id}/read")),
            ("DELETE", format!("{LIST}/{id}")),
        ] {
            let refused = async |app| call(app, method, &path, Value::Null).await.0;
            assert_eq!(refused(&visitor).await, 401, "{path}");
            assert_eq!(refused(&narrow).await, 403, "{path}");
        }
        // A block takes them off both lists.
        let them = dewi.actor.persona;
        act(&mair.browser, &format!("/api/v1/accounts/{them}/block")).await;
        assert_eq!(read(&dewi.browser, LIST).await, json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_conversation_that_was_read_is_unread_again() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        say(&mair, "Gair i ti, @dewi", "direct").await;
        let id = ids(&read(&dewi.browser, LIST).await)[0].clone();
        let at = |act| format!("{LIST}/{id}/{act}");
        assert_eq!(act(&dewi.browser, &at("read")).await["unread"], false);
        assert_eq!(act(&dewi.browser, &at("unread")).await["unread"], true);
        assert_eq!(read(&dewi.browser, LIST).await[0]["unread"], true);
        let own = ids(&read(&mair.browser, LIST).await)[0].clone();
        assert_eq!(read(&mair.browser, LIST).await[0]["unread"], false);
        assert_ne!(own, id);
        let (status, _) = call(&mair.browser, "POST", &at("unread"), Value::Null).await;
        assert_eq!(status, 404, "somebody else's");
        let narrow = application(place, &dewi, "read").await;
        assert_eq!(
            call(&narrow, "POST", &at("unread"), Value::Null).await.0,
            403
        );
    })
    .await;
}

#[tokio::test]
async fn a_list_of_conversations_costs_the_same_however_many_there_are() {
    for_each_backend(async |place| {
        let (mair, dewi) = (member(place, "mair").await, member(place, "dewi").await);
        for handle in ["elin", "gwen", "nest"] {
            place.member(handle).await;
        }
        crate::api::media::ask_for_numbers(place, &dewi).await;
        // A question that was asked before is answered from memory.
        let cost = async |limit: usize| {
            let before = place.app.store.statements();
            let all = read(&dewi.browser, &format!("{LIST}?limit={limit}")).await;
            (ids(&all).len(), place.app.store.statements() - before)
        };
        say(&mair, "Gair i ti, @dewi", "direct").await;
        cost(30).await;
        let (_, once) = cost(31).await;
        for other in ["elin", "gwen", "nest"] {
            place.later(MINUTE_US);
            say(&mair, &format!("Gair i chi, @dewi @{other}"), "direct").await;
        }
        assert_eq!(cost(32).await, (4, once));
    })
    .await;
}
