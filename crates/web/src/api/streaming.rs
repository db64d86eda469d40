//! Live updates for applications: over WebSocket, many lists on one line, and over server-sent
//! events, one list each. What comes is what the list itself gained for this reader: see
//! `hafan_app::live::line`.

mod channel;
mod events;
mod hub;
mod socket;

use super::ask::Ask;
use super::endpoint::{Endpoints, Needs, Verb};
use super::reply::Answer;
use super::shape::{Answers, Takes, flag, id, text};
use axum::response::IntoResponse as _;
use channel::Channel;
use hafan_app::Error;
use hub::Hub;
use std::sync::Arc;

/// Where the endpoints of live updates begin. Only they take a token from the address or from the
/// header of a WebSocket: browsers can send no other there.
pub const BEGIN: &str = "/api/v1/streaming";

/// What is said in the address of a line. A body there is none.
const ASKED: Takes = &[&[
    text("stream"),
    text("tag"),
    id("list"),
    flag("only_media"),
    text("access_token"),
]];

/// Server-sent events: the end of the path, the list, the scope, what it brings.
const LISTS: [(&str, &str, &str, &str); 9] = [
    (
        "/api/v1/streaming/user",
        "user",
        "read:statuses",
        "What comes to the home timeline, and news.",
    ),
    (
        "/api/v1/streaming/user/notification",
        "user:notification",
        "read:notifications",
        "News.",
    ),
    (
        "/api/v1/streaming/public",
        "public",
        "read:statuses",
        "What comes to the public timeline.",
    ),
    (
        "/api/v1/streaming/public/local",
        "public:local",
        "read:statuses",
        "What comes to the public timeline from this place.",
    ),
    (
        "/api/v1/streaming/public/remote",
        "public:remote",
        "read:statuses",
        "What comes from other servers: nothing yet.",
    ),
    (
        "/api/v1/streaming/hashtag",
        "hashtag",
        "read:statuses",
        "What comes with a tag.",
    ),
    (
        "/api/v1/streaming/hashtag/local",
        "hashtag:local",
        "read:statuses",
        "What comes with a tag from this place.",
    ),
    (
        "/api/v1/streaming/list",
        "list",
        "read:lists",
        "What comes to a list.",
    ),
    (
        "/api/v1/streaming/direct",
        "direct",
        "read:statuses",
        "What is said to the persona alone.",
    ),
];

pub fn endpoints(all: Endpoints) -> Endpoints {
    let hub = Arc::new(Hub::default());
    let all = all.add(
        (Verb::Get, "/api/v1/streaming/health"),
        Needs::Nothing,
        "Says that live updates are there.",
        async |_: Ask| Ok("OK".into_response()),
    );
    let all = all.answers(Answers::Other("text/plain"));
    let socket = |hub: Arc<Hub>| move |ask: Ask| socket::open(Arc::clone(&hub), ask);
    let does = "Live updates of many lists over one WebSocket.";
    let all = all
        .add(
            (Verb::Get, "/api/v1/streaming"),
            Needs::Member,
            does,
            socket(Arc::clone(&hub)),
        )
        .takes(ASKED)
        .answers(Answers::Other("application/json"));
    LISTS.iter().fold(all, |all, (path, name, scope, does)| {
        let hub = Arc::clone(&hub);
        let listen = move |ask: Ask| listen(Arc::clone(&hub), ask, name);
        all.add((Verb::Get, path), Needs::Scope(scope), does, listen)
            .takes(ASKED)
            .answers(Answers::Other("text/event-stream"))
    })
}

/// Opens a line for one list.
async fn listen(hub: Arc<Hub>, ask: Ask, name: &'static str) -> Answer {
    // An application may ask for a WebSocket at these addresses as well.
    if ask.upgrade.is_some() {
        return socket::open_at(hub, ask, Some(name)).await;
    }
    let media = ask.params.flag("only_media") == Some(true);
    let name = match (name, media) {
        ("public", true) => "public:media",
        ("public:local", true) => "public:local:media",
        ("public:remote", true) => "public:remote:media",
        (other, _) => other,
    };
    let channel = Channel::parse(name, ask.params.text("tag"), ask.params.text("list"))?;
    channel.require(&ask.app, ask.actor()?).await?;
    let (seat, frames) = hub.open(&ask, hub::Way::Events)?;
    seat.add(channel).or(Err(Error::NotFound))?;
    Ok(events::answer(seat, frames))
}
