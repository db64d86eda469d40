//! Passes for pictures: with what an application of somebody opens what not everyone may see.
//! A pass is worth something only as long as its session is open.

use crate::{Error, P, Read, Tx, sql};
use hafan_core::id::{AccountId, SessionId};
use hafan_core::time::Timestamp;

sql! {
    INSERT = "INSERT INTO picture_passes (id, session_id, secret, day) VALUES ($1, $2, $3, $4)
              ON CONFLICT (session_id, day) DO NOTHING";
    OF_SESSION = "SELECT id, secret FROM picture_passes WHERE session_id = $1 AND day = $2";
    HOLDER = "SELECT s.persona_id, p.secret FROM picture_passes p
              JOIN sessions s ON s.id = p.session_id
              WHERE p.id = $1 AND p.day > $2 AND s.state = 'open' AND s.expires_at > $3
              AND s.application_id IS NOT NULL";
    FORGET = "DELETE FROM picture_passes WHERE day <= $1";
}

/// A pass as stored.
#[derive(Clone)]
pub struct PicturePass {
    /// What names it in addresses.
    pub id: String,
    /// With what addresses are signed.
    pub secret: Vec<u8>,
}

/// Keeps the pass of a session for a day, unless there is one.
pub fn insert(
    tx: &mut Tx<'_>,
    session: SessionId,
    pass: &PicturePass,
    now: Timestamp,
) -> Result<(), Error> {
    let params = [
        P::T(&pass.id),
        P::I(session.get()),
        P::B(&pass.secret),
        P::I(now.day().micros()),
    ];
    tx.execute(INSERT, &params)?;
    Ok(())
}

/// The pass that a session has for today.
pub fn of_session(
    read: &mut Read<'_>,
    session: SessionId,
    now: Timestamp,
) -> Result<Option<PicturePass>, Error> {
    let params = [P::I(session.get()), P::I(now.day().micros())];
    read.query_opt(OF_SESSION, &params, |row| {
        Ok(PicturePass {
            id: row.text(0)?,
            secret: row.bytes(1)?,
        })
    })
}

/// As whom an application may look that shows this pass, and the secret of the pass. Nothing for
/// passes of days up to `ended`, and where the session has ended.
pub fn holder(
    read: &mut Read<'_>,
    id: &str,
    ended: Timestamp,
    now: Timestamp,
) -> Result<Option<(AccountId, Vec<u8>)>, Error> {
    let params = [P::T(id), P::I(ended.micros()), P::I(now.micros())];
    read.query_opt(HOLDER, &params, |row| {
        Ok((AccountId::new(row.i64(0)?), row.bytes(1)?))
    })
}

/// Drops the passes of days up to `ended`.
pub fn forget(tx: &mut Tx<'_>, ended: Timestamp) -> Result<(), Error> {
    tx.execute(FORGET, &[P::I(ended.micros())])?;
    Ok(())
}
