//! Answers that are let in come to lists, and those that are hidden go from them; but not from
//! their author's, who is not told.

use super::{brief, later, listen, settle};
use crate::api::application;
use hafan_app::post::answer::{Verdict, decide};
use hafan_app::post::{ForWhom, Wish};
use hafan_app::relation::follow;
use hafan_core::answer::AnswerKind::Reply;
use hafan_core::audience::WhoMay;
use hafan_testkit::for_each_backend;

#[tokio::test]
async fn a_line_is_told_of_an_answer_when_it_is_let_in_and_when_it_is_hidden() {
    for_each_backend(async |place| {
        let (dewi, guto) = (place.member("dewi").await, place.member("guto").await);
        let mair = place.member("mair").await;
        for friend in [&dewi, &guto] {
            let followed = follow(&place.app, &mair.actor, friend.actor.persona);
            followed.await.expect("followed");
        }
        let wish = Wish {
            text: "Beth feddyliwch?".to_owned(),
            for_whom: ForWhom::Public,
            replies: Some(WhoMay::Ask),
            ..Wish::default()
        };
        let root = place.publish(&dewi, wish).await;
        let reader = application(place, &mair, "read write").await;
        let writer = application(place, &guto, "read write").await;
        settle(place, &mair, &reader).await;
        settle(place, &guto, &writer).await;
        let mut reads = listen(&reader, "user").await;
        let mut writes = listen(&writer, "user").await;
        later(place);
        let wish = Wish {
            text: "Hyn".to_owned(),
            reply_to: Some(root),
            ..Wish::default()
        };
        let id = place.publish(&guto, wish).await;
        let marks = async || {
            later(place);
            let mine = place.say(&mair, "Nawr", ForWhom::Followers).await;
            let theirs = place.say(&guto, "Nawr", ForWhom::Named).await;
            (mine.to_string(), theirs.to_string())
        };
        let (mine, theirs) = marks().await;
        let told = reads.until(&mine).await;
        assert!(told.is_empty(), "it waits: {:?}", brief(&told));
        let own = writes.until(&theirs).await;
        assert_eq!(brief(&own), [("update", id.to_string())]);
        for (verdict, event) in [
            (Verdict::LetIn, "update"),
            (Verdict::Hide, "delete"),
            (Verdict::Show, "update"),
        ] {
            later(place);
            let decided = decide(&place.app, &dewi.actor, (id, Reply), verdict);
            decided.await.expect("decided");
            let (mine, theirs) = marks().await;
            let told = reads.until(&mine).await;
            assert_eq!(brief(&told), [(event, id.to_string())], "{verdict:?}");
            let own = writes.until(&theirs).await;
            let is_told = !own.is_empty();
            assert_eq!(
                is_told,
                verdict == Verdict::LetIn,
                "its author is told of a yes alone: {:?}",
                brief(&own)
            );
        }
    })
    .await;
}
