//! Live updates: what a list gained, for the one who reads it, and nothing else.

mod held;
mod lists;
mod socket;

use axum::body::Body;
use axum::http::Method;
use hafan_app::post::ForWhom;
use hafan_core::id::PostId;
use hafan_testkit::{Browser, Person, Place};
use http_body_util::BodyExt as _;
use serde_json::Value;
use std::time::Duration;

/// Longer than anything takes; only what is broken waits for so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// A line of server-sent events.
pub struct Events {
    body: Body,
    read: String,
}

/// What came: the event, and its data as JSON where it is some.
#[derive(Debug, PartialEq)]
pub struct Told {
    pub event: String,
    data: Value,
}

impl Told {
    /// The id of a status or of what is gone.
    pub fn id(&self) -> String {
        let id = self.data.get("id").unwrap_or(&self.data);
        id.as_str().map_or_else(|| id.to_string(), str::to_owned)
    }
}

/// Listens to a list; the answer has to be a line.
pub async fn listen(application: &Browser, path: &str) -> Events {
    let path = format!("/api/v1/streaming/{path}");
    let answer = application
        .open(Method::GET, &path, None, Body::empty())
        .await;
    assert_eq!(answer.status(), 200, "{path}");
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    Events {
        body: answer.into_body(),
        read: String::new(),
    }
}

/// Waits until everything so far was told to whoever listens, for telling follows a change by some
/// moments; gives the post of this persona that was the last to be told.
async fn settle(place: &Place, who: &Person, application: &Browser) -> PostId {
    let mut line = listen(application, "user").await;
    let last = place.say(who, "O'r blaen.", ForWhom::Public).await;
    line.until(&last.to_string()).await;
    last
}

impl Events {
    /// The next thing told; nothing once the line has ended.
    async fn next(&mut self) -> Option<Told> {
        loop {
            if let Some((block, rest)) = self.read.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.read = rest;
                let mut lines = block.lines();
                let Some(event) = lines.next().and_then(|line| line.strip_prefix("event: ")) else {
                    // The line says that it is alive.
                    continue;
                };
                let data = lines.next().and_then(|line| line.strip_prefix("data: "));
                let data = data.expect("data");
                return Some(Told {
                    event: event.to_owned(),
                    data: serde_json::from_str(data).unwrap_or_else(|_| Value::from(data)),
                });
            }
            let frame = tokio::time::timeout(PATIENCE, self.body.frame()).await;
            let frame = frame.expect("in time")?.expect("whole");
            let bytes = frame.into_data().expect("bytes");
            self.read
                .push_str(std::str::from_utf8(&bytes).expect("text"));
        }
    }

    /// All that is told up to this post, itself left out.
    pub async fn until(&mut self, mark: &str) -> Vec<Told> {
        let mut told = Vec::new();
        loop {
            let one = self.next().await.expect("a line");
            if one.event == "update" && one.id() == mark {
                return told;
            }
            told.push(one);
        }
    }
}

/// Pairs of event and id, for comparing.
fn brief(told: &[Told]) -> Vec<(&str, String)> {
    let brief = told.iter().map(|one| (one.event.as_str(), one.id()));
    brief.collect()
}

/// Passes on nothing: keeps order where the clock stands still.
fn later(place: &Place) {
    place.later(1_000);
}
