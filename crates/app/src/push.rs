//! Push: an application is told of news while it sleeps (RFC 8030), sealed so that nobody on the
//! way reads it. What is told is decided when it is sent, by the rule of the news itself.
//!
//! A subscription belongs to a session and ends with it.

pub mod seal;
mod send;
mod vapid;

pub(crate) use send::send;

use crate::reading::news::notice::Notice;
use crate::{Actor, App, Error, Result, Turn};
use hafan_core::id::{AccountId, PushId, SessionId};
use hafan_core::push::{Alert, Sender};
use hafan_fetch::Client;
use hafan_store::notification::Notification;
use hafan_store::push;
use seal::Keys;

pub use hafan_store::push::Subscription;

/// Jobs that send: several kinds of one, because those of one kind go one after another, and a
/// service that answers slowly must not keep all others waiting.
pub const JOBS: [&str; 8] = [
    "push-0", "push-1", "push-2", "push-3", "push-4", "push-5", "push-6", "push-7",
];

/// How this process gets out, and how it says things.
#[derive(Debug)]
pub struct Outlet {
    /// The one way out.
    pub client: Client,
    /// Puts news into words.
    pub herald: Herald,
}

/// Puts a piece of news into words of this language, at the place with this address.
pub type Herald = fn(&str, &str, &Notice) -> Words;

/// A piece of news in words.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Words {
    /// What happened.
    pub title: String,
    /// The beginning of the post it is about, or empty.
    pub body: String,
    /// The address of a picture of who did it.
    pub icon: String,
}

/// What an application asks for.
#[derive(Clone, Default, Debug)]
pub struct Wish {
    /// Where to.
    pub endpoint: String,
    /// The public key of the one who reads, in base64.
    pub p256dh: String,
    /// The secret that both know, in base64.
    pub auth: String,
    /// The form of RFC 8291, and not of the draft before it.
    pub is_standard: bool,
    /// What is to be told, and of whom.
    pub told: Told,
}

/// What an application is told, and of whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    /// What.
    pub alerts: Vec<Alert>,
    /// Of whom.
    pub of: Sender,
}

impl Default for Told {
    fn default() -> Self {
        Self {
            alerts: Vec::new(),
            of: Sender::All,
        }
    }
}

impl Told {
    /// Reads what is stored.
    pub fn of(subscription: &Subscription) -> Self {
        Self {
            alerts: alerts(&subscription.alerts),
            of: Sender::parse(&subscription.policy).unwrap_or(Sender::Nobody),
        }
    }

    fn words(&self) -> String {
        let codes: Vec<&str> = self.alerts.iter().map(|alert| alert.code()).collect();
        codes.join(" ")
    }
}

fn alerts(text: &str) -> Vec<Alert> {
    text.split(' ').filter_map(Alert::parse).collect()
}

/// The key by which services know this place: `server_key`.
pub async fn key(app: &App) -> Result<String> {
    Ok(vapid::Vapid::load(app).await?.public())
}

/// Subscribes the application that asks, in the place of what it had.
///
/// # Errors
/// Faults of `subscription[endpoint]` and `subscription[keys]`.
pub async fn subscribe(app: &App, actor: Actor, wish: Wish) -> Result<Subscription> {
    let endpoint = app.outlet.client.destination(&wish.endpoint);
    let endpoint = endpoint.map_err(|why| Error::invalid("endpoint", why.code()))?;
    let endpoint = endpoint.as_str().to_owned();
    let keys = Keys::parse(&wish.p256dh, &wish.auth);
    let keys = keys.ok_or(Error::invalid("keys", "push-keys"))?;
    app.write(move |turn| {
        let new = Subscription {
            id: PushId::new(turn.random_id()),
            session: actor.session,
            persona: actor.persona,
            endpoint: endpoint.clone(),
            public_key: keys.public.clone(),
            auth: keys.auth.clone(),
            is_standard: wish.is_standard,
            alerts: wish.told.words(),
            policy: wish.told.of.code().to_owned(),
        };
        push::set(turn.tx, &new, turn.now)?;
        Ok(new)
    })
    .await
}

/// The subscription of the application that asks.
///
/// # Errors
/// `NotFound` where it has none.
pub async fn show(app: &App, actor: Actor) -> Result<Subscription> {
    app.read(move |read| push::of_session(read, actor.session)?.ok_or(Error::NotFound))
        .await
}

/// Changes what the application that asks is told.
///
/// # Errors
/// `NotFound` where it has no subscription.
pub async fn change(app: &App, actor: Actor, told: Told) -> Result<Subscription> {
    app.write(move |turn| {
        let (alerts, of) = (told.words(), told.of.code());
        if !push::change(turn.tx, actor.session, &alerts, of)? {
            return Err(Error::NotFound);
        }
        push::of_session(turn.tx, actor.session)?.ok_or(Error::NotFound)
    })
    .await
}

/// Ends the subscription of the application that asks, if it has one.
pub async fn end(app: &App, actor: Actor) -> Result<()> {
    app.write(move |turn| forget(turn, actor.session)).await
}

/// Ends what hangs on a session that is over.
pub(crate) fn forget(turn: &mut Turn<'_, '_>, session: SessionId) -> Result<()> {
    Ok(push::remove(turn.tx, session)?)
}

/// Queues a piece of news for the applications that are told of its kind.
pub(crate) fn queue(turn: &mut Turn<'_, '_>, who: AccountId, news: &Notification) -> Result<()> {
    let Some(alert) = Alert::of(news.kind) else {
        return Ok(());
    };
    for (id, told) in push::of_persona(turn.tx, who)? {
        if alerts(&told).contains(&alert) {
            let body = format!("{id} {}", news.id);
            turn.enqueue(job_of(id), &body, None, turn.now)?;
        }
    }
    Ok(())
}

fn job_of(id: PushId) -> &'static str {
    let bucket = id.get().unsigned_abs() % JOBS.len() as u64;
    JOBS[usize::try_from(bucket).unwrap_or(0)]
}
