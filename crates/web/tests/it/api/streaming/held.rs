//! Answers that are let in come to lists, and those that are hidden go from them; but not from
//! their author's, who is not told.

use super::{Told, later, listen, settle};
use crate::answers::asked::{answer, begin};
use crate::api::application;
use hafan_app::post::ForWhom;
use hafan_app::post::answer::{Verdict, decide};
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
        // What one answers to people one does not follow comes to nobody's home, nor to one's own.
        let followed = follow(&place.app, &guto.actor, dewi.actor.persona);
        followed.await.expect("followed");
        let root = begin(place, &dewi, WhoMay::Ask).await;
        let reader = application(place, &mair, "read write").await;
        let writer = application(place, &guto, "read write").await;
        settle(place, &mair, &reader).await;
        settle(place, &guto, &writer).await;
        let mut reads = listen(&reader, "user").await;
        let mut writes = listen(&writer, "user").await;
        let id = answer(place, &guto, root, "Hyn").await;
        let marks = async || {
            later(place);
            let mine = place.say(&mair, "Nawr", ForWhom::Followers).await;
            let theirs = place.say(&guto, "Nawr", ForWhom::Public).await;
            (mine.to_string(), theirs.to_string())
        };
        let (mine, theirs) = marks().await;
        let of_it = |told: Vec<Told>| -> Vec<String> {
            let of_it = told.iter().filter(|one| one.id() == id.to_string());
            of_it.map(|one| one.event.clone()).collect()
        };
        let told = of_it(reads.until(&mine).await);
        assert!(told.is_empty(), "it waits: {told:?}");
        assert_eq!(of_it(writes.until(&theirs).await), ["update"]);
        for (verdict, event) in [
            (Verdict::LetIn, "update"),
            (Verdict::Hide, "delete"),
            (Verdict::Show, "update"),
        ] {
            later(place);
            let decided = decide(&place.app, &dewi.actor, (id, Reply), verdict);
            decided.await.expect("decided");
            let (mine, theirs) = marks().await;
            assert_eq!(of_it(reads.until(&mine).await), [event], "{verdict:?}");
            let own = of_it(writes.until(&theirs).await);
            let is_told = !own.is_empty();
            assert_eq!(
                is_told,
                verdict == Verdict::LetIn,
                "told of a yes alone: {own:?}"
            );
        }
    })
    .await;
}
