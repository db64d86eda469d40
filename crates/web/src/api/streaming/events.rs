//! A line of server-sent events.

use super::hub::{Frame, Seat};
use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio::time::{Interval, MissedTickBehavior, interval};
use tokio_stream::Stream;

/// How often a quiet line says that it is alive: proxies cut lines that are silent for a minute.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// What it says: a comment that clients pass over.
const THUMP: &[u8] = b":thump\n\n";

/// The answer that goes on for as long as somebody listens.
pub fn answer(seat: Seat, frames: Receiver<Frame>) -> Response {
    let mut beat = interval(HEARTBEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let line = Line {
        frames,
        beat,
        _seat: seat,
    };
    let headers = [
        (header::CONTENT_TYPE, "text/event-stream"),
        (header::CACHE_CONTROL, "private, no-store"),
        (header::HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, Body::from_stream(line)).into_response()
}

/// What is sent, as it comes; ends when the session does. No task stands behind it.
struct Line {
    frames: Receiver<Frame>,
    beat: Interval,
    _seat: Seat,
}

impl Stream for Line {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Poll::Ready(frame) = self.frames.poll_recv(cx) {
            return Poll::Ready(frame.map(|frame| Ok(frame.into_bytes())));
        }
        // The first beat is at once, and tells the client that it is heard.
        self.beat
            .poll_tick(cx)
            .map(|_| Some(Ok(Bytes::from_static(THUMP))))
    }
}
