//! Hints that something is new, over server-sent events: see `assets/js/live.js`.

use crate::page::Page;
use crate::respond::Answer;
use crate::room::Rooms;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::routing::get;
use axum::{Extension, Router};
use hafan_app::live::{self, TOPICS_MAX, Topic, Watch};
use hafan_app::{Actor, App, Error};
use hafan_core::time::SECOND_US;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{self, Sender};
use tokio_stream::wrappers::ReceiverStream;

/// Open pages of one persona that are told; more than anybody looks at.
const STREAMS_OF_PERSONA_MAX: usize = 12;
/// Open pages of everybody that are told.
const STREAMS_MAX: usize = 2_000;
/// When a page that found no room may try again.
const RETRY_US: i64 = 60 * SECOND_US;
/// How often a quiet line says that it is alive: proxies cut lines that are silent for a minute.
const HEARTBEAT: Duration = Duration::from_secs(20);

pub fn routes() -> Router<App> {
    let rooms = Rooms::new(STREAMS_OF_PERSONA_MAX, STREAMS_MAX);
    Router::new().route("/live", get(listen).layer(Extension(rooms)))
}

#[derive(serde::Deserialize)]
struct Asked {
    #[serde(default)]
    of: String,
}

async fn listen(
    State(app): State<App>,
    Extension(rooms): Extension<Arc<Rooms>>,
    page: Page,
    Query(asked): Query<Asked>,
) -> Answer {
    let Some(me) = page.me() else {
        // The one answer after which a browser does not come back by itself.
        return Ok(StatusCode::NO_CONTENT.into_response());
    };
    let actor = me.actor;
    let topics: Vec<Topic> = asked
        .of
        .split([' ', ','])
        .filter_map(Topic::parse)
        .take(TOPICS_MAX)
        .collect();
    let room = Rooms::enter(&rooms, actor.persona).ok_or(Error::Limited {
        retry_at: app.now().plus(RETRY_US),
    })?;
    let watch = live::watch(&app, actor, &topics).await?;
    let (sender, receiver) = mpsc::channel(TOPICS_MAX);
    spawn(async move {
        tell(&app, actor, watch, &sender).await;
        drop(room);
    });
    let alive = KeepAlive::new().interval(HEARTBEAT);
    let line = Sse::new(ReceiverStream::new(receiver)).keep_alive(alive);
    Ok(([("x-accel-buffering", "no")], line).into_response())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a live line lasts as long as the page that listens; nothing depends on it"
)]
fn spawn(line: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(line);
}

/// Passes hints on until the page is closed or the session has ended.
async fn tell(
    app: &App,
    actor: Actor,
    mut watch: Watch,
    sender: &Sender<Result<Event, Infallible>>,
) {
    let mut beat = tokio::time::interval(HEARTBEAT);
    loop {
        let next = watch.next();
        tokio::pin!(next);
        let found = loop {
            tokio::select! {
                found = &mut next => break found,
                () = sender.closed() => return,
                () = app.closing.begun() => return,
                _ = beat.tick() => match live::is_open(app, actor).await {
                    Ok(true) => {}
                    Ok(false) | Err(_) => return,
                },
            }
        };
        let Ok(Some(topic)) = found else {
            return;
        };
        let event = Event::default().event("new").data(topic.to_string());
        if sender.send(Ok(event)).await.is_err() {
            return;
        }
    }
}
