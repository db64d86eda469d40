//! Pictures that take their time on the way.

use axum::body::{Body, Bytes};
use axum::http::Method;
use hafan_testkit::{PHOTO, Page, Part, Person, for_each_backend};
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_stream::wrappers::ReceiverStream;

type Line = mpsc::Sender<Result<Bytes, Infallible>>;

/// Begins to send a picture, and goes on when the server has read all that was sent.
async fn begin(who: &Person, path: &'static str, answers: &mut JoinSet<Page>) -> Line {
    let secret = who.browser.secret(path).await;
    let field = |name: &str, value: &str| {
        format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let name = if path == "/write" {
        "pictures"
    } else {
        "picture"
    };
    let head = format!(
        "{}{}--b\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"a.jpg\"\r\n\r\n\
         {}",
        field("csrf", &secret),
        field("as", "mair"),
        "x".repeat(1000)
    );
    let (line, form) = mpsc::channel(1);
    line.send(Ok(head.into())).await.expect("room for the head");
    let browser = who.browser.copy();
    answers.spawn(async move {
        let body = Body::from_stream(ReceiverStream::new(form));
        let kind = Some("multipart/form-data; boundary=b");
        browser.send(Method::POST, path, kind, body).await
    });
    let read = line.reserve().await.map(|_| ());
    read.expect("the form is read");
    line
}

#[tokio::test]
async fn slow_pictures_of_one_member_stand_in_nobody_elses_way_and_give_back_their_slots() {
    /// More than there are slots.
    const FORMS: usize = 12;
    /// Less than a form waits for a slot.
    const SOON: Duration = Duration::from_secs(15);
    for_each_backend(async |place| {
        let (mair, dewi) = (place.member("mair").await, place.member("dewi").await);
        let mut answers = JoinSet::new();
        let mut lines = Vec::new();
        for number in 0..FORMS {
            let path = ["/write", "/me/picture"][number % 2];
            lines.push(begin(&mair, path, &mut answers).await);
        }
        let file = || Part::File("picture", "me.jpg", "image/jpeg", &PHOTO);
        let fields = [file()];
        let sent = tokio::time::timeout(SOON, dewi.browser.upload("/me/picture", &fields));
        assert_eq!(sent.await.expect("a slot").status, 303);
        let fields = [("act", "publish"), ("body", "Llun"), ("alt", "Cannwyll")];
        let files = [("a.jpg", PHOTO.as_slice())];
        let sent = tokio::time::timeout(SOON, super::upload(&dewi, &fields, &files));
        let sent = sent.await.expect("a slot");
        assert_eq!(sent.status, 303, "{}", sent.text());
        // The lines break: each form is answered, and she can send pictures again.
        lines.clear();
        while let Some(answer) = answers.join_next().await {
            let answer = answer.expect("an answer");
            assert_eq!(answer.status, 422);
            assert!(answer.says("did not arrive whole"), "{}", answer.text());
        }
        let sent = mair.browser.upload("/me/picture", &[file()]).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
    })
    .await;
}
