//! Live hints: only that there is something new, only to those who may see it.

use crate::answers::asked::{answer, begin, judge, reword};
use crate::talk::{act, found, join, openly, say, within};
use axum::body::Body;
use axum::http::Method;
use hafan_app::identity::session;
use hafan_app::live::{Topic, Watch, watch};
use hafan_app::post::answer::Verdict;
use hafan_core::audience::WhoMay;
use hafan_core::community::Visibility;
use hafan_testkit::for_each_backend;
use http_body_util::BodyExt as _;
use std::time::Duration;

/// Longer than any event takes; only a broken line waits for so long.
const PATIENCE: Duration = Duration::from_secs(20);

#[tokio::test]
async fn a_page_is_told_once_of_what_its_reader_may_see_and_not_of_the_rest() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let gwyn = place.member("gwyn").await;
        act(&mair, "follow", &dewi).await;
        let cwm = found(place, &gwyn, "Cwm", Visibility::MembersOnly).await;
        join(place, &dewi, &cwm).await;
        let topics = [Topic::Home, Topic::Community(cwm.id)];
        let mut line = watch(&place.app, mair.actor, &topics)
            .await
            .expect("a line");
        // Not hers to see, by three ways.
        say(place, &dewi, within(&cwm, "Inside.")).await;
        say(place, &gwyn, openly("A stranger.")).await;
        say(place, &mair, openly("My own.")).await;
        let mut named = openly("@gwyn for you");
        named.for_whom = hafan_app::post::ForWhom::Named;
        say(place, &dewi, named).await;
        say(place, &dewi, openly("For all.")).await;
        let told = tokio::time::timeout(PATIENCE, line.next()).await;
        let told = told.expect("in time").expect("a read");
        assert_eq!(told, Some(Topic::Home));
        session::end(&place.app, mair.actor, mair.actor.session)
            .await
            .expect("ended");
        let ended = tokio::time::timeout(PATIENCE, line.next()).await;
        assert_eq!(ended.expect("in time").expect("a read"), None);
    })
    .await;
}

#[tokio::test]
async fn the_line_carries_topics_only_and_ends_with_the_session() {
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        act(&mair, "follow", &dewi).await;
        let path = "/live?of=home,news,nonsense,thread:x";
        let answer = mair
            .browser
            .open(Method::GET, path, None, Body::empty())
            .await;
        assert_eq!(answer.status(), 200);
        let mut body = answer.into_body();
        say(place, &dewi, openly("Secret words.")).await;
        let first = tokio::time::timeout(PATIENCE, body.frame())
            .await
            .expect("in time");
        let first = first
            .expect("a frame")
            .expect("whole")
            .into_data()
            .expect("bytes");
        assert_eq!(&first[..], b"event: new\ndata: home\n\n");
        session::end(&place.app, mair.actor, mair.actor.session)
            .await
            .expect("ended");
        let end = tokio::time::timeout(PATIENCE, body.frame())
            .await
            .expect("in time");
        assert!(end.is_none(), "the line is closed");
        let visitor = place.visitor();
        let answer = visitor.open(Method::GET, path, None, Body::empty()).await;
        assert_eq!(answer.status(), 204);
    })
    .await;
}

#[tokio::test]
async fn one_member_holds_a_bounded_number_of_lines() {
    for_each_backend(async |place| {
        let mair = place.member("mair").await;
        let mut open = Vec::new();
        for _ in 0..12 {
            let answer = mair
                .browser
                .open(Method::GET, "/live?of=home", None, Body::empty())
                .await;
            assert_eq!(answer.status(), 200);
            open.push(answer);
        }
        let answer = mair
            .browser
            .open(Method::GET, "/live?of=home", None, Body::empty())
            .await;
        assert_eq!(answer.status(), 429);
        let dewi = place.member("dewi").await;
        let answer = dewi
            .browser
            .open(Method::GET, "/live?of=home", None, Body::empty())
            .await;
        assert_eq!(answer.status(), 200);
    })
    .await;
}

/// What a page is told next.
async fn next(line: &mut Watch) -> Option<Topic> {
    let told = tokio::time::timeout(PATIENCE, line.next()).await;
    told.expect("in time").expect("a read")
}

#[tokio::test]
async fn an_open_thread_is_told_of_an_answer_that_is_hidden_but_not_to_its_writer() {
    for_each_backend(async |place| {
        let (anwen, gwilym) = (place.member("anwen").await, place.member("gwilym").await);
        let mair = place.member("mair").await;
        let root = begin(place, &anwen, WhoMay::Everyone).await;
        let id = answer(place, &gwilym, root, "Geiriau cas").await;
        let thread = Topic::Thread(root);
        let mut reads = watch(&place.app, mair.actor, &[thread]).await.expect("a");
        let topics = [thread, Topic::News];
        let line = watch(&place.app, gwilym.actor, &topics).await;
        let mut writes = line.expect("a line");
        judge(place, &anwen, id, Verdict::Hide).await;
        assert_eq!(next(&mut reads).await, Some(thread));
        say(place, &mair, openly("@gwilym helo")).await;
        assert_eq!(next(&mut writes).await, Some(Topic::News), "not told");
        // What never showed is not told of as it goes, nor with new words.
        let root = begin(place, &anwen, WhoMay::Ask).await;
        let (thread, author) = (Topic::Thread(root), Topic::Author(anwen.actor.persona));
        let line = watch(&place.app, mair.actor, &[thread, author]).await;
        let mut reads = line.expect("a line");
        let id = answer(place, &gwilym, root, "Geiriau eraill").await;
        reword(place, &gwilym, id, "Geiriau eto").await;
        judge(place, &anwen, id, Verdict::Refuse).await;
        say(place, &anwen, openly("Bore da.")).await;
        assert_eq!(next(&mut reads).await, Some(author));
        judge(place, &anwen, id, Verdict::LetIn).await;
        assert_eq!(next(&mut reads).await, Some(thread));
    })
    .await;
}
