//! Sending one piece of news to one application.

use super::seal::{self, Keys, Once, SALT_BYTES};
use super::vapid::Vapid;
use super::{Told, Words};
use crate::jobs::Outcome;
use crate::reading::news::notice::{self, Notice};
use crate::{App, Error, Result};
use data_encoding::BASE64URL_NOPAD;
use hafan_core::account::FollowState;
use hafan_core::id::{AccountId, NotificationId, PushId};
use hafan_core::push::{Alert, Sender};
use hafan_core::time::{DAY_US, SECOND_US};
use hafan_fetch::{Answer, Destination, Failure};
use hafan_store::push::{self, Subscription};
use hafan_store::relation;
use p256::SecretKey;
use serde_json::json;

/// News that could not be brought for so long is no news any more, in microseconds.
const LASTS_US: i64 = 2 * DAY_US;
/// A service that asks for patience gets as much at most, in seconds.
const PATIENCE_S_MAX: u64 = 6 * 60 * 60;
/// Characters of title and body; a screen that is locked shows fewer.
const TITLE_CHARS_MAX: usize = 200;
const BODY_CHARS_MAX: usize = 400;

/// Does a job of one of [`super::JOBS`]; its body is the subscription and the notification.
///
/// # Errors
/// Where it is worth another try. Nothing of them names the address.
pub(crate) async fn send(app: &App, body: &str) -> Result<Outcome> {
    let ids = body.split_once(' ');
    let ids = ids.and_then(|(id, news)| Some((PushId::parse(id)?, NotificationId::parse(news)?)));
    let Some((id, news)) = ids else {
        return Err(Error::Internal("a push without its ids".to_owned()));
    };
    let now = app.now();
    let found = app
        .read(move |read| Ok(push::alive(read, id, now)?))
        .await?;
    let Some((subscription, locale)) = found else {
        return Ok(Outcome::Done);
    };
    let Some(notice) = told(app, &subscription, news).await? else {
        return Ok(Outcome::Done);
    };
    let Ok(to) = app.outlet.client.destination(&subscription.endpoint) else {
        return end(app, id).await;
    };
    let words = (app.outlet.herald)(&locale, &app.config.public_url, &notice);
    let clear = message(&notice, &locale, &words);
    match bring(app, &subscription, &to, &clear).await? {
        Ok(answer) => settle(app, id, &to, &answer).await,
        Err(Failure::Refused(why)) => {
            let host = to.host();
            tracing::info!(
                host,
                why = why.code(),
                "a subscription to push leads nowhere"
            );
            end(app, id).await
        }
        Err(failure) => {
            let words = format!("push to {}: {failure}", to.host());
            Err(Error::Internal(words))
        }
    }
}

/// The news, if it is to be told now: as the one it is for may see it, and wants to hear of it.
async fn told(
    app: &App,
    subscription: &Subscription,
    news: NotificationId,
) -> Result<Option<Notice>> {
    let me = subscription.persona;
    let found = match notice::one(app, me, news).await {
        Ok(found) => found,
        Err(Error::NotFound) => return Ok(None),
        Err(error) => return Err(error),
    };
    let told = Told::of(subscription);
    let is_chosen = Alert::of(found.kind).is_some_and(|alert| told.alerts.contains(&alert));
    let is_news = app.now().since(found.at) < LASTS_US;
    let is_wanted = is_chosen && is_news && is_from(app, me, found.person.id, told.of).await?;
    Ok(is_wanted.then_some(found))
}

async fn is_from(app: &App, me: AccountId, actor: AccountId, of: Sender) -> Result<bool> {
    let (follower, target) = match of {
        Sender::All => return Ok(true),
        Sender::Nobody => return Ok(false),
        _ if me == actor => return Ok(true),
        Sender::Followed => (me, actor),
        Sender::Follower => (actor, me),
    };
    app.read(move |read| {
        let (state, _) = relation::follow(read, follower, target)?;
        Ok(state == FollowState::Active)
    })
    .await
}

/// What is told, in the words of the Mastodon API. Its token of the application stays out: it would
/// be the one secret in a message that others carry.
fn message(notice: &Notice, locale: &str, words: &Words) -> Vec<u8> {
    let alert = Alert::of(notice.kind).map_or("", Alert::code);
    let cut = |text: &str, chars: usize| text.chars().take(chars).collect::<String>();
    let message = json!({
        "access_token": "",
        "preferred_locale": locale,
        "notification_id": notice.id.get(),
        "notification_type": alert,
        "icon": words.icon,
        "title": cut(&words.title, TITLE_CHARS_MAX),
        "body": cut(&words.body, BODY_CHARS_MAX),
    });
    message.to_string().into_bytes()
}

/// Seals and sends; what came of it.
async fn bring(
    app: &App,
    subscription: &Subscription,
    to: &Destination,
    clear: &[u8],
) -> Result<std::result::Result<Answer, Failure>> {
    let vapid = Vapid::load(app).await?;
    let said = vapid.statement(&to.origin(), &app.config.public_url, app.now());
    let once = once(app)?;
    let keys = &Keys {
        public: subscription.public_key.clone(),
        auth: subscription.auth.clone(),
    };
    let ttl_s = LASTS_US / SECOND_US;
    let mut headers = vec![
        ("content-type", "application/octet-stream".to_owned()),
        ("ttl", ttl_s.to_string()),
        ("urgency", "normal".to_owned()),
    ];
    let sealed = if subscription.is_standard {
        headers.push(("content-encoding", "aes128gcm".to_owned()));
        let who = format!("vapid t={said}, k={}", vapid.public());
        headers.push(("authorization", who));
        seal::standard(keys, clear, &once)
    } else {
        let ours = BASE64URL_NOPAD.encode(&seal::point(&once.key.public_key()));
        let salt = BASE64URL_NOPAD.encode(&once.salt);
        headers.push(("content-encoding", "aesgcm".to_owned()));
        headers.push(("encryption", format!("salt={salt}")));
        let named = format!("dh={ours};p256ecdsa={}", vapid.public());
        headers.push(("crypto-key", named));
        headers.push(("authorization", format!("WebPush {said}")));
        seal::draft(keys, clear, &once)
    };
    let sealed = sealed.ok_or(Error::Internal("a push could not be sealed".to_owned()))?;
    Ok(app.outlet.client.post(to, &headers, sealed).await)
}

fn once(app: &App) -> Result<Once> {
    let mut salt = [0; SALT_BYTES];
    app.rng.fill(&mut salt);
    for _ in 0..8 {
        let mut bytes = [0; 32];
        app.rng.fill(&mut bytes);
        if let Ok(key) = SecretKey::from_slice(&bytes) {
            return Ok(Once { key, salt });
        }
    }
    Err(Error::Internal("no key could be drawn".to_owned()))
}

async fn settle(app: &App, id: PushId, to: &Destination, answer: &Answer) -> Result<Outcome> {
    let (host, status) = (to.host(), answer.status);
    match status {
        200..300 => Ok(Outcome::Done),
        // Nobody takes anything there any more (RFC 8030, 7.3).
        404 | 410 => end(app, id).await,
        429 | 500..600 => {
            if let Some(wait_s) = answer.retry_after_s {
                let wait_us = wait_s.min(PATIENCE_S_MAX) * SECOND_US.unsigned_abs();
                let wait_us = i64::try_from(wait_us).unwrap_or(LASTS_US);
                return Ok(Outcome::Later(app.now().plus(wait_us.max(SECOND_US))));
            }
            let words = format!("push to {host}: it answered {status}");
            Err(Error::Internal(words))
        }
        // It will not be taken the second time either.
        _ => {
            tracing::warn!(host, status, "a push was refused");
            Ok(Outcome::Done)
        }
    }
}

async fn end(app: &App, id: PushId) -> Result<Outcome> {
    app.write(move |turn| Ok(push::remove_one(turn.tx, id)?))
        .await?;
    Ok(Outcome::Done)
}
