//! A line over a WebSocket (RFC 6455), on which a client names the lists that it wants.

use super::super::ask::{Ask, Upgrade};
use super::super::params::Params;
use super::super::reply::{Answer, sentence, status_of};
use super::channel::Channel;
use super::hub::{Frame, Hub, NotAdded, Seat, Way};
use crate::locale::Texts;
use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use hafan_app::{Actor, App, Error, Result};
use hafan_core::locale::Locale;
use hafan_core::scope::Scopes;
use serde_json::json;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio::time::{MissedTickBehavior, interval, timeout};

/// Bytes of a message from a client: the name of a list and its tag, no more.
const MESSAGE_BYTES_MAX: usize = 4 * 1024;
/// Bytes that are read at once; each line holds as many for itself.
const READ_BYTES: usize = 2 * 1024;
/// Bytes of what one line writes at most.
const WRITE_BYTES_MAX: usize = 1024 * 1024;
/// How often a line is asked whether somebody is there; one that says nothing for two such times
/// is let go.
const PING_EVERY: Duration = Duration::from_secs(30);
/// Messages from a client between two pings: every list there may be, and half as many again.
const MESSAGES_MAX: usize = 150;
/// What was sent is taken within this time, or the line is let go.
const SEND_TIME_MAX: Duration = Duration::from_secs(10);

/// Opens a line; the list in the address is the first on it.
pub async fn open(hub: Arc<Hub>, ask: Ask) -> Answer {
    open_at(hub, ask, None).await
}

/// As [`open`], at an address that itself names a list.
pub async fn open_at(hub: Arc<Hub>, mut ask: Ask, name: Option<&'static str>) -> Answer {
    // Without a WebSocket there is nothing here.
    let Upgrade { socket, kept } = ask.upgrade.take().ok_or(Error::NotFound)?;
    let (seat, frames) = hub.open(&ask, Way::Socket)?;
    let talk = Talk {
        seat,
        actor: ask.actor()?,
        scopes: match &ask.grant {
            Some((_, scopes)) => scopes.clone(),
            None => return Err(Error::Denied("token")),
        },
        texts: Texts::of(ask.locale().unwrap_or(Locale::En)),
        app: ask.app.clone(),
    };
    let first = name.or(ask.params.text("stream")).map(|name| {
        let (tag, list) = (ask.params.text("tag"), ask.params.text("list"));
        Channel::parse(name, tag, list)
    });
    // Browsers expect one of the protocols that they named; here that is where a token stands.
    let named = socket.requested_protocols().next().cloned();
    let mut socket = socket
        .read_buffer_size(READ_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(WRITE_BYTES_MAX)
        .max_message_size(MESSAGE_BYTES_MAX)
        .max_frame_size(MESSAGE_BYTES_MAX);
    if let Some(named) = named {
        socket.set_selected_protocol(named);
    }
    Ok(socket.on_upgrade(async move |socket| {
        talk.serve(socket, first, frames).await;
        // The server counts this connection for as long.
        drop(kept);
    }))
}

/// One client and what it may ask for.
struct Talk {
    seat: Seat,
    actor: Actor,
    scopes: Scopes,
    texts: Texts,
    app: App,
}

/// What a client says.
#[derive(Debug)]
struct Said {
    kind: String,
    channel: Result<Channel>,
}

impl Talk {
    async fn serve(
        self,
        mut socket: WebSocket,
        first: Option<Result<Channel>>,
        mut frames: Receiver<Frame>,
    ) {
        if let Some(first) = first
            && let Some(words) = self.take(self.listen(first).await)
            && !send(&mut socket, words).await
        {
            return;
        }
        let mut ping = interval(PING_EVERY);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ping.reset();
        let (mut messages, mut is_heard) = (0, true);
        loop {
            let answer = tokio::select! {
                frame = frames.recv() => match frame {
                    Some(Frame::Text(text)) => Some(Message::Text(text)),
                    Some(Frame::Event(_)) => None,
                    None => return close(&mut socket, close_code::AWAY).await,
                },
                said = socket.recv() => {
                    let Some(Ok(said)) = said else { return };
                    is_heard = true;
                    messages += 1;
                    if messages > MESSAGES_MAX {
                        return close(&mut socket, close_code::POLICY).await;
                    }
                    match said {
                        Message::Text(text) => self.answer(&text).await,
                        Message::Binary(_) => Some(self.words(&unreadable())),
                        Message::Close(_) => return,
                        Message::Ping(_) | Message::Pong(_) => None,
                    }
                }
                _ = ping.tick() => {
                    if !is_heard {
                        return;
                    }
                    (messages, is_heard) = (0, false);
                    Some(Message::Ping(axum::body::Bytes::new()))
                }
            };
            if let Some(answer) = answer
                && !send(&mut socket, answer).await
            {
                return;
            }
        }
    }

    /// Does what a client asks for; words where it does not go.
    async fn answer(&self, text: &str) -> Option<Message> {
        let said = match Said::parse(text) {
            Ok(said) => said,
            Err(error) => return Some(self.words(&error)),
        };
        let done = match said.kind.as_str() {
            "subscribe" => self.listen(said.channel).await,
            "unsubscribe" => said.channel.map(|channel| self.seat.remove(&channel)),
            _ => Err(unreadable()),
        };
        self.take(done)
    }

    fn take(&self, done: Result<()>) -> Option<Message> {
        done.err().map(|error| self.words(&error))
    }

    async fn listen(&self, channel: Result<Channel>) -> Result<()> {
        let channel = channel?;
        if !self.scopes.allow(channel.scope) {
            return Err(Error::Denied("scope"));
        }
        channel.require(&self.app, self.actor).await?;
        match self.seat.add(channel) {
            // A line that is over is closed by what ended it.
            Ok(()) | Err(NotAdded::Over) => Ok(()),
            Err(NotAdded::Full) => Err(Error::invalid("stream", "stream-full")),
        }
    }

    fn words(&self, error: &Error) -> Message {
        let words = json!({
            "error": sentence(error, self.texts),
            "status": status_of(error).as_u16(),
        });
        Message::text(words.to_string())
    }
}

impl Said {
    fn parse(text: &str) -> Result<Self> {
        let mut params = Params::anything();
        params.add_json(text.as_bytes()).or(Err(unreadable()))?;
        let word = |name| params.text(name);
        Ok(Self {
            kind: word("type").unwrap_or_default().to_owned(),
            channel: Channel::parse(
                word("stream").unwrap_or_default(),
                word("tag"),
                word("list"),
            ),
        })
    }
}

fn unreadable() -> Error {
    Error::invalid("type", "stream-message")
}

/// Sends a message; false where nobody takes it.
async fn send(socket: &mut WebSocket, message: Message) -> bool {
    let sent = timeout(SEND_TIME_MAX, socket.send(message)).await;
    matches!(sent, Ok(Ok(())))
}

async fn close(socket: &mut WebSocket, code: u16) {
    let reason = axum::extract::ws::Utf8Bytes::default();
    send(socket, Message::Close(Some(CloseFrame { code, reason }))).await;
}
