//! Who listens in this process, and the one place from which all of them are told.
//!
//! One task hears the signals and asks whom each could be about; one task a persona reads what it
//! means to that persona, renders it once, and hands the same bytes to all of the persona's lines.
//! A line that does not take what it is given is let go: its client loads anew when it comes back.

use super::super::ask::Ask;
use super::super::{conversation, list, notification};
use super::channel::Channel;
use crate::room::{Room, Rooms};
use axum::body::Bytes;
use axum::extract::ws::Utf8Bytes;
use hafan_app::live::Signal;
use hafan_app::live::line::{self, Happening, Listening, Look, Stream, What};
use hafan_app::reading::{Item, Quoted};
use hafan_app::store::Event;
use hafan_app::{Actor, App, Error, Result, visit};
use hafan_core::id::{AccountId, NotificationId, PostId, SessionId};
use hafan_core::scope::Scopes;
use hafan_core::time::SECOND_US;
use serde_json::json;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc::{self, Receiver, Sender};

/// Lines of one persona: a dozen applications, some of them with two.
pub const LINES_OF_PERSONA_MAX: usize = 24;
/// Lines of everybody, in this process.
const LINES_MAX: usize = 2_000;
/// Lists on one line: nobody follows more tags in one window.
pub const CHANNELS_MAX: usize = 100;
/// When somebody who found no room may try again.
const RETRY_US: i64 = 60 * SECOND_US;
/// Messages that wait for a slow reader; one more, and the line is let go.
const WAITING_MAX: usize = 32;
/// Signals that wait for one persona; more are dropped, as a client loads anew anyway.
const SIGNALS_MAX: usize = 256;
/// How often it is asked whether sessions are open still: they also end by their time alone.
const SWEEP_EVERY: Duration = Duration::from_secs(30);

/// Who listens.
#[derive(Default)]
pub struct Hub {
    inner: Mutex<Inner>,
}

struct Inner {
    personas: HashMap<AccountId, Persona>,
    rooms: Arc<Rooms>,
    next: u64,
    /// The task that hears signals is there.
    is_heard: bool,
}

impl Default for Inner {
    fn default() -> Self {
        Self {
            personas: HashMap::new(),
            rooms: Rooms::new(LINES_OF_PERSONA_MAX, LINES_MAX),
            next: 0,
            is_heard: false,
        }
    }
}

/// The lines of one persona.
struct Persona {
    lines: Vec<Line>,
    signals: Sender<Signal>,
}

struct Line {
    id: u64,
    actor: Actor,
    scopes: Scopes,
    way: Way,
    channels: Vec<Channel>,
    out: Sender<Frame>,
}

/// In which form a line brings messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// Server-sent events.
    Events,
    /// Messages of a WebSocket.
    Socket,
}

/// A message, ready to go. All lines that it goes to share its bytes.
#[derive(Clone, Debug)]
pub enum Frame {
    /// One of server-sent events.
    Event(Bytes),
    /// One of a WebSocket.
    Text(Utf8Bytes),
}

impl Frame {
    /// Its bytes.
    pub fn into_bytes(self) -> Bytes {
        match self {
            Self::Event(bytes) => bytes,
            Self::Text(text) => text.into(),
        }
    }
}

/// A place on the hub: the line is told as long as it is held.
pub struct Seat {
    hub: Arc<Hub>,
    persona: AccountId,
    id: u64,
    _room: Room,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut inner = self.hub.inner();
        if let Some(persona) = inner.personas.get_mut(&self.persona) {
            persona.lines.retain(|line| line.id != self.id);
            if persona.lines.is_empty() {
                inner.personas.remove(&self.persona);
            }
        }
    }
}

/// Why a list was not added.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotAdded {
    /// There are as many as there may be.
    Full,
    /// The line is over.
    Over,
}

impl Seat {
    /// Listens to a list, too. Once is enough.
    ///
    /// # Errors
    /// Beyond [`CHANNELS_MAX`], and once the line is over.
    pub fn add(&self, channel: Channel) -> std::result::Result<(), NotAdded> {
        let mut inner = self.hub.inner();
        let line = inner.line(self).ok_or(NotAdded::Over)?;
        if line.channels.contains(&channel) {
            return Ok(());
        }
        if line.channels.len() >= CHANNELS_MAX {
            return Err(NotAdded::Full);
        }
        line.channels.push(channel);
        Ok(())
    }

    /// Does not listen to a list any longer.
    pub fn remove(&self, channel: &Channel) {
        if let Some(line) = self.hub.inner().line(self) {
            line.channels.retain(|other| other != channel);
        }
    }
}

impl Inner {
    fn line(&mut self, seat: &Seat) -> Option<&mut Line> {
        let persona = self.personas.get_mut(&seat.persona)?;
        persona.lines.iter_mut().find(|line| line.id == seat.id)
    }

    fn listening(&self) -> Listening {
        let mut found = Listening::default();
        for (id, persona) in &self.personas {
            let mut streams: Vec<&Stream> = persona.streams().collect();
            streams.dedup();
            let listens = |keep: fn(&Stream) -> bool| streams.iter().any(|stream| keep(stream));
            if listens(Stream::is_near) {
                found.near.push(*id);
            }
            if listens(|stream| matches!(stream, Stream::Open { .. })) {
                found.open.push(*id);
            }
            let tags: HashSet<&String> = streams
                .iter()
                .filter_map(|stream| match stream {
                    Stream::Tag(tag) => Some(tag),
                    _ => None,
                })
                .collect();
            found
                .tags
                .extend(tags.into_iter().map(|tag| (*id, tag.clone())));
        }
        found
    }
}

impl Persona {
    fn streams(&self) -> impl Iterator<Item = &Stream> {
        let channels = self.lines.iter().flat_map(|line| &line.channels);
        channels.map(|channel| &channel.stream)
    }
}

impl Hub {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a line, with no list on it yet.
    ///
    /// # Errors
    /// `Limited` where there is no room.
    pub fn open(self: &Arc<Self>, ask: &Ask, way: Way) -> Result<(Seat, Receiver<Frame>)> {
        let actor = ask.actor()?;
        let scopes = ask.grant.as_ref().map(|(_, scopes)| scopes.clone());
        let mut inner = self.inner();
        let room = Rooms::enter(&inner.rooms, actor.persona).ok_or(Error::Limited {
            retry_at: ask.app.now().plus(RETRY_US),
        })?;
        if !inner.is_heard {
            inner.is_heard = true;
            // Heard from now on, and not only from when the task begins.
            let events = ask.app.store.events();
            spawn(Arc::clone(self).hear(ask.app.clone(), events));
        }
        inner.next += 1;
        let id = inner.next;
        let (out, frames) = mpsc::channel(WAITING_MAX);
        let line = Line {
            id,
            actor,
            scopes: scopes.ok_or(Error::Denied("token"))?,
            way,
            channels: Vec::new(),
            out,
        };
        let me = actor.persona;
        let persona = inner.personas.entry(me).or_insert_with(|| {
            let (signals, waiting) = mpsc::channel(SIGNALS_MAX);
            spawn(Arc::clone(self).attend(ask.app.clone(), me, waiting));
            Persona {
                lines: Vec::new(),
                signals,
            }
        });
        persona.lines.push(line);
        drop(inner);
        let seat = Seat {
            hub: Arc::clone(self),
            persona: me,
            id,
            _room: room,
        };
        Ok((seat, frames))
    }

    /// Hears signals for as long as anybody listens.
    async fn hear(self: Arc<Self>, app: App, mut events: broadcast::Receiver<Event>) {
        let mut sweep = tokio::time::interval(SWEEP_EVERY);
        loop {
            tokio::select! {
                event = events.recv() => match event {
                    Ok(event) => self.pass_on(&app, &event).await,
                    // What was missed is seen when the lists are loaded again; whether sessions
                    // are open is asked before anything is sent.
                    Err(RecvError::Lagged(_)) => {}
                    Err(RecvError::Closed) => return self.let_all_go(),
                },
                _ = sweep.tick() => {
                    self.sweep(&app).await;
                    let mut inner = self.inner();
                    if inner.personas.is_empty() {
                        inner.is_heard = false;
                        return;
                    }
                }
                () = app.closing.begun() => return self.let_all_go(),
            }
        }
    }

    fn let_all_go(&self) {
        let mut inner = self.inner();
        inner.personas.clear();
        inner.is_heard = false;
    }

    /// Gives a signal to those whom it could be about.
    async fn pass_on(&self, app: &App, event: &Event) {
        let Some(signal) = Signal::of(event) else {
            return;
        };
        if let Signal::Ended(session) = signal {
            return self.keep_lines(|line| line.actor.session != session);
        }
        let listening = self.inner().listening();
        let found = match line::concerned(app, signal.clone(), listening).await {
            Ok(found) => found,
            Err(error) => return tracing::warn!("live updates are left out: {error}"),
        };
        let inner = self.inner();
        for id in found {
            if let Some(persona) = inner.personas.get(&id) {
                // Full where a persona is told more than can be read: see `SIGNALS_MAX`.
                persona.signals.try_send(signal.clone()).ok();
            }
        }
    }

    fn keep_lines(&self, keep: impl Fn(&Line) -> bool) {
        let mut inner = self.inner();
        inner.personas.retain(|_, persona| {
            persona.lines.retain(&keep);
            !persona.lines.is_empty()
        });
    }

    /// Lets lines go whose sessions have ended.
    async fn sweep(&self, app: &App) {
        let held: HashSet<(SessionId, AccountId)> = {
            let inner = self.inner();
            let lines = inner.personas.values().flat_map(|persona| &persona.lines);
            lines
                .map(|line| (line.actor.session, line.actor.persona))
                .collect()
        };
        match line::still_open(app, held.iter().copied().collect()).await {
            Ok(open) => self.keep_lines(|line| {
                let session = line.actor.session;
                open.contains(&session) || !held.contains(&(session, line.actor.persona))
            }),
            Err(error) => tracing::warn!("live lines were not looked after: {error}"),
        }
    }

    /// Tells one persona what comes, in order, for as long as it has lines.
    async fn attend(self: Arc<Self>, app: App, me: AccountId, mut signals: Receiver<Signal>) {
        while let Some(signal) = signals.recv().await {
            if let Err(error) = self.tell(&app, me, signal).await {
                tracing::warn!("a live update is left out: {error}");
            }
        }
    }

    async fn tell(&self, app: &App, me: AccountId, signal: Signal) -> Result<()> {
        let (actors, streams) = {
            let inner = self.inner();
            let Some(persona) = inner.personas.get(&me) else {
                return Ok(());
            };
            let actors = persona
                .lines
                .iter()
                .map(|line| (line.actor.session, line.actor));
            let actors: HashMap<SessionId, Actor> = actors.collect();
            let streams: HashSet<Stream> = persona.streams().cloned().collect();
            (actors, streams)
        };
        let sessions = actors.keys().copied().collect();
        let asked = (streams.into_iter().collect(), signal);
        let Look { open, happenings } = line::look(app, me, sessions, asked).await?;
        self.keep_lines(|line| {
            let session = line.actor.session;
            open.contains(&session) || !actors.contains_key(&session)
        });
        let who = open.iter().find_map(|session| actors.get(session));
        let Some(actor) = who.filter(|_| !happenings.is_empty()) else {
            return Ok(());
        };
        let Some(visit) = visit::again(app, *actor).await? else {
            self.keep_lines(|line| line.actor.persona != me);
            return Ok(());
        };
        let ask = Ask::of_line(app.clone(), visit);
        for happening in &happenings {
            if !shows_pictures(&happening.what) {
                if let Some(told) = Told::of(&ask, happening).await? {
                    self.send(me, (&happening.stream, None), &told);
                }
                continue;
            }
            // Addresses of pictures are given out to each session for itself.
            for session in &open {
                let visit = visit::through(app, &ask.visit, *session).await;
                let ask = Ask::of_line(app.clone(), visit);
                if let Some(told) = Told::of(&ask, happening).await? {
                    self.send(me, (&happening.stream, Some(*session)), &told);
                }
            }
        }
        Ok(())
    }

    /// Hands a message to the persona's lines that listen to this list, of all sessions or of one.
    fn send(&self, me: AccountId, (stream, of): (&Stream, Option<SessionId>), told: &Told) {
        let mut frames = Frames::default();
        let mut inner = self.inner();
        let Some(persona) = inner.personas.get_mut(&me) else {
            return;
        };
        persona.lines.retain(|line| {
            let is_meant = of.is_none_or(|session| line.actor.session == session);
            let is_allowed = is_meant && told.scope.is_none_or(|scope| line.scopes.allow(scope));
            let channels = line.channels.iter().filter(|c| c.stream == *stream);
            let mut wanted = channels.filter(|_| is_allowed);
            // Dropped with what it was to send where there is no more room: see `WAITING_MAX`.
            wanted.all(|channel| {
                let frame = frames.of(told, line.way, &channel.label);
                line.out.try_send(frame).is_ok()
            })
        });
        if persona.lines.is_empty() {
            inner.personas.remove(&me);
        }
    }
}

/// True for what carries addresses of pictures.
fn shows_pictures(what: &What) -> bool {
    let item = match what {
        What::New(item) | What::Edited(item) => item,
        // What it is about is not looked at yet.
        What::Told(_) | What::Said(_) => return true,
        What::Gone(_) | What::Filters | What::Merged => return false,
    };
    let is_quoted = |quote: &Quoted| match quote {
        Quoted::Shown(quoted) => !quoted.pictures.is_empty(),
        Quoted::Deeper(_) | Quoted::Waiting | Quoted::Withheld | Quoted::Revoked => false,
    };
    !item.pictures.is_empty() || item.quote.as_ref().is_some_and(is_quoted)
}

/// A message as clients know it.
struct Told {
    event: &'static str,
    /// Nothing where there is nothing to say beside the event.
    payload: Option<String>,
    /// What an application must be allowed beside the list itself.
    scope: Option<&'static str>,
}

impl Told {
    async fn of(ask: &Ask, happening: &Happening) -> Result<Option<Self>> {
        let plain = |event| Self {
            event,
            payload: None,
            scope: None,
        };
        Ok(match &happening.what {
            What::New(item) => Self::status(ask, "update", item).await?,
            What::Edited(item) => Self::status(ask, "status.update", item).await?,
            What::Gone(post) => Some(Self {
                payload: Some(post.to_string()),
                ..plain("delete")
            }),
            What::Told(id) => Self::notification(ask, *id).await?,
            What::Said(post) => Self::conversation(ask, *post).await?,
            What::Filters => Some(plain("filters_changed")),
            What::Merged => Some(Self {
                payload: Some("1".to_owned()),
                scope: Some("read:notifications"),
                ..plain("notifications_merged")
            }),
        })
    }

    async fn status(ask: &Ask, event: &'static str, item: &Item) -> Result<Option<Self>> {
        let statuses = list::statuses(ask, std::slice::from_ref(item)).await?;
        let written = statuses.first().map(serde_json::to_string).transpose();
        let payload = written.map_err(|error| Error::Internal(error.to_string()))?;
        Ok(payload.map(|payload| Self {
            event,
            payload: Some(payload),
            scope: None,
        }))
    }

    /// A conversation whose newest words these are; nothing where there are newer ones, which are
    /// told by themselves.
    async fn conversation(ask: &Ask, post: PostId) -> Result<Option<Self>> {
        let found = conversation::at(ask, post).await?;
        let written = found.as_ref().map(serde_json::to_string).transpose();
        let payload = written.map_err(|error| Error::Internal(error.to_string()))?;
        Ok(payload.map(|payload| Self {
            event: "conversation",
            payload: Some(payload),
            scope: None,
        }))
    }

    /// News that may be seen now, and has a type that applications know.
    async fn notification(ask: &Ask, id: NotificationId) -> Result<Option<Self>> {
        let found = notification::entity(ask.reader(), id).await?;
        let written = found.as_ref().map(serde_json::to_string).transpose();
        let payload = written.map_err(|error| Error::Internal(error.to_string()))?;
        Ok(payload.map(|payload| Self {
            event: "notification",
            payload: Some(payload),
            scope: Some("read:notifications"),
        }))
    }

    /// As server-sent events have it. Where there is no payload clients expect this word.
    fn as_event(&self) -> Bytes {
        let payload = self.payload.as_deref().unwrap_or("undefined");
        Bytes::from(format!("event: {}\ndata: {payload}\n\n", self.event))
    }

    fn as_text(&self, label: &str) -> Utf8Bytes {
        let event = self.event;
        let text = match &self.payload {
            Some(payload) => {
                let payload = json!(payload);
                format!(r#"{{"stream":{label},"event":"{event}","payload":{payload}}}"#)
            }
            None => format!(r#"{{"stream":{label},"event":"{event}"}}"#),
        };
        Utf8Bytes::from(text)
    }
}

/// One message in the forms that were needed so far.
#[derive(Default)]
struct Frames {
    event: Option<Bytes>,
    texts: Vec<(String, Utf8Bytes)>,
}

impl Frames {
    fn of(&mut self, told: &Told, way: Way, label: &str) -> Frame {
        if way == Way::Events {
            let bytes = self.event.get_or_insert_with(|| told.as_event());
            return Frame::Event(bytes.clone());
        }
        if let Some((_, text)) = self.texts.iter().find(|(other, _)| other == label) {
            return Frame::Text(text.clone());
        }
        let text = told.as_text(label);
        self.texts.push((label.to_owned(), text.clone()));
        Frame::Text(text)
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "tells those who are there; nothing that must happen depends on it"
)]
fn spawn(task: impl Future<Output = ()> + Send + 'static) {
    tokio::spawn(task);
}
