//! The small scene of answers: somebody begins and may look first, somebody answers.

use hafan_app::post::answer::{Verdict, decide};
use hafan_app::post::{self, EditWish, ForWhom, Wish};
use hafan_core::answer::AnswerKind::Reply;
use hafan_core::audience::WhoMay;
use hafan_core::id::PostId;
use hafan_core::time::MINUTE_US;
use hafan_testkit::{Person, Place};

/// A post for everyone that begins a thread.
pub async fn begin(place: &Place, by: &Person, replies: WhoMay) -> PostId {
    let wish = Wish {
        text: "Beth feddyliwch?".to_owned(),
        for_whom: ForWhom::Public,
        replies: Some(replies),
        ..Wish::default()
    };
    place.publish(by, wish).await
}

/// An answer, a minute later, to which others may answer so.
pub async fn answer_with(
    place: &Place,
    by: &Person,
    to: PostId,
    (text, replies): (&str, Option<WhoMay>),
) -> PostId {
    place.later(MINUTE_US);
    let wish = Wish {
        text: text.to_owned(),
        reply_to: Some(to),
        replies,
        ..Wish::default()
    };
    place.publish(by, wish).await
}

/// An answer, a minute later.
pub async fn answer(place: &Place, by: &Person, to: PostId, text: &str) -> PostId {
    answer_with(place, by, to, (text, None)).await
}

/// Other words, a minute later.
pub async fn reword(place: &Place, by: &Person, post: PostId, text: &str) {
    place.later(MINUTE_US);
    let wish = EditWish {
        text: text.to_owned(),
        ..EditWish::default()
    };
    let edited = post::edit(&place.app, &by.actor, post, wish).await;
    edited.expect("edited");
}

/// What somebody with a say does with an answer, a minute later.
pub async fn judge(place: &Place, by: &Person, post: PostId, verdict: Verdict) {
    place.later(MINUTE_US);
    let decided = decide(&place.app, &by.actor, (post, Reply), verdict).await;
    decided.expect("decided");
}

/// True where everyone sees it.
pub async fn is_seen(place: &Place, post: PostId) -> bool {
    let at = format!("/api/v1/statuses/{post}");
    place.visitor().get(&at).await.status == 200
}
