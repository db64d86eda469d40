//! Subscriptions to push: where an application wants to be told of news. One belongs to a session
//! and is worth nothing without it.

use crate::{Error, P, Read, Row, Tx, sql};
use hafan_core::id::{AccountId, PushId, SessionId};
use hafan_core::time::Timestamp;

sql! {
    REMOVE = "DELETE FROM push_subscriptions WHERE session_id = $1";
    REMOVE_ID = "DELETE FROM push_subscriptions WHERE id = $1";
    INSERT = "INSERT INTO push_subscriptions (id, session_id, persona_id, endpoint, public_key,
              auth, is_standard, alerts, policy, made_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    CHANGE = "UPDATE push_subscriptions SET alerts = $2, policy = $3 WHERE session_id = $1";
    OF_SESSION = "SELECT id, session_id, persona_id, endpoint, public_key, auth, is_standard,
                  alerts, policy FROM push_subscriptions WHERE session_id = $1";
    /// One whose session is open, with the language of its member.
    ALIVE = "SELECT p.id, p.session_id, p.persona_id, p.endpoint, p.public_key, p.auth,
             p.is_standard, p.alerts, p.policy, m.locale FROM push_subscriptions p
             JOIN sessions s ON s.id = p.session_id AND s.persona_id = p.persona_id
             JOIN members m ON m.id = s.member_id
             WHERE p.id = $1 AND s.state = 'open' AND s.expires_at > $2
             AND m.state IN ('active', 'frozen')";
    OF_PERSONA = "SELECT id, alerts FROM push_subscriptions WHERE persona_id = $1 LIMIT 100";
    FORGET = "DELETE FROM push_subscriptions WHERE session_id NOT IN
              (SELECT s.id FROM sessions s WHERE s.state = 'open')";
}

/// A subscription.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subscription {
    /// Which.
    pub id: PushId,
    /// Of which application.
    pub session: SessionId,
    /// For whom.
    pub persona: AccountId,
    /// Where to. Whoever knows it can disturb: it stands in no log.
    pub endpoint: String,
    /// The key of the one who reads: a point on P-256, uncompressed.
    pub public_key: Vec<u8>,
    /// The secret that both know.
    pub auth: Vec<u8>,
    /// In the form of RFC 8291, and not of the draft before it.
    pub is_standard: bool,
    /// What is told, word by word.
    pub alerts: String,
    /// Of whom.
    pub policy: String,
}

/// Puts a subscription in the place of the one that its session had.
pub fn set(tx: &mut Tx<'_>, new: &Subscription, now: Timestamp) -> Result<(), Error> {
    remove(tx, new.session)?;
    let params = [
        P::I(new.id.get()),
        P::I(new.session.get()),
        P::I(new.persona.get()),
        P::T(&new.endpoint),
        P::B(&new.public_key),
        P::B(&new.auth),
        P::Bool(new.is_standard),
        P::T(&new.alerts),
        P::T(&new.policy),
        P::I(now.micros()),
    ];
    tx.execute(INSERT, &params)?;
    Ok(())
}

/// Changes what is told, and of whom. False where there is none.
pub fn change(
    tx: &mut Tx<'_>,
    session: SessionId,
    alerts: &str,
    policy: &str,
) -> Result<bool, Error> {
    let params = [P::I(session.get()), P::T(alerts), P::T(policy)];
    Ok(tx.execute(CHANGE, &params)? == 1)
}

/// The subscription of a session.
pub fn of_session(read: &mut Read<'_>, session: SessionId) -> Result<Option<Subscription>, Error> {
    read.query_opt(OF_SESSION, &[P::I(session.get())], map)
}

/// A subscription whose session is open, with the language of its member.
pub fn alive(
    read: &mut Read<'_>,
    id: PushId,
    now: Timestamp,
) -> Result<Option<(Subscription, String)>, Error> {
    let params = [P::I(id.get()), P::I(now.micros())];
    read.query_opt(ALIVE, &params, |row| Ok((map(row)?, row.text(9)?)))
}

/// The subscriptions for a persona, with what each tells. Whether their sessions are open is asked
/// when something is sent.
pub fn of_persona(read: &mut Read<'_>, persona: AccountId) -> Result<Vec<(PushId, String)>, Error> {
    read.query(OF_PERSONA, &[P::I(persona.get())], |row| {
        Ok((PushId::new(row.i64(0)?), row.text(1)?))
    })
}

/// Ends the subscription of a session.
pub fn remove(tx: &mut Tx<'_>, session: SessionId) -> Result<(), Error> {
    tx.execute(REMOVE, &[P::I(session.get())])?;
    Ok(())
}

/// Ends a subscription that nobody takes anything for.
pub fn remove_one(tx: &mut Tx<'_>, id: PushId) -> Result<(), Error> {
    tx.execute(REMOVE_ID, &[P::I(id.get())])?;
    Ok(())
}

/// Forgets subscriptions whose sessions have ended by their time alone.
pub fn forget_ended(tx: &mut Tx<'_>) -> Result<u64, Error> {
    tx.execute(FORGET, &[])
}

fn map(row: &Row<'_>) -> Result<Subscription, Error> {
    Ok(Subscription {
        id: PushId::new(row.i64(0)?),
        session: SessionId::new(row.i64(1)?),
        persona: AccountId::new(row.i64(2)?),
        endpoint: row.text(3)?,
        public_key: row.bytes(4)?,
        auth: row.bytes(5)?,
        is_standard: row.bool(6)?,
        alerts: row.text(7)?,
        policy: row.text(8)?,
    })
}
