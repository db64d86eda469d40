//! Answers that are let in come to lists, and those that are hidden go from them; but not from
//! their author's, who is not told.

use super::{Told, later, listen, settle};
use crate::answers::asked::{answer, answer_with, begin, judge, reword};
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

#[tokio::test]
async fn new_words_take_an_answer_from_a_list_once_and_only_if_it_stood_there() {
    for_each_backend(async |place| {
        let (dewi, nia) = (place.member("dewi").await, place.member("nia").await);
        let (guto, mair) = (place.member("guto").await, place.member("mair").await);
        for friend in [&dewi, &nia, &guto] {
            let followed = follow(&place.app, &mair.actor, friend.actor.persona);
            followed.await.expect("followed");
        }
        // Both are asked: whoever began, and whom it answers.
        let root = begin(place, &dewi, WhoMay::Ask).await;
        let ask = ("Hyn", Some(WhoMay::Ask));
        let middle = answer_with(place, &nia, root, ask).await;
        judge(place, &dewi, middle, Verdict::LetIn).await;
        let id = answer(place, &guto, middle, "A hyn").await;
        let reader = application(place, &mair, "read write").await;
        settle(place, &mair, &reader).await;
        let mut reads = listen(&reader, "user").await;
        let mut told = async || -> Vec<String> {
            later(place);
            let mark = place.say(&mair, "Nawr", ForWhom::Followers).await;
            let told = reads.until(&mark.to_string()).await.into_iter();
            let of_it = told.filter(|one| one.id() == id.to_string());
            of_it.map(|one| one.event).collect()
        };
        judge(place, &nia, id, Verdict::LetIn).await;
        reword(place, &guto, id, "A hynny").await;
        assert_eq!(told().await, Vec::<String>::new(), "it never stood there");
        for both in [&nia, &dewi] {
            judge(place, both, id, Verdict::LetIn).await;
        }
        assert_eq!(told().await, ["update"]);
        reword(place, &guto, id, "Ac wedyn").await;
        assert_eq!(told().await, ["delete"], "once");
    })
    .await;
}
